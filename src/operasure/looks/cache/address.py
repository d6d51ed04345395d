"""Addresses of memcached servers, and how to log in to them."""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from operasure.core.configuration import Configuration, setting, variable_of
from operasure.core.errors import UsageError

DEFAULT_PORT = 11211
SERVERS_VARIABLE = "MEMCACHE_SERVERS"
REDIS_VARIABLE = "OPERASURE_REDIS_URL"
"""Names databases of Redis without a command line that shows their passwords."""
LOGIN_VARIABLES = ("MEMCACHE_USERNAME", "MEMCACHE_PASSWORD")


@dataclass(frozen=True, slots=True)
class Login:
    """User name and password; never shown."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Address:
    """One memcached server.

    `host` is a name, an IP address, or the path of a Unix socket (`port` is 0 then); `number` is
    the one IP address of several to connect to, where that matters.
    """

    host: str
    port: int = DEFAULT_PORT
    login: Login | None = None
    number: str | None = field(default=None, compare=False)

    @property
    def is_socket(self) -> bool:
        """Whether `host` is the path of a Unix socket."""
        return self.host.startswith("/")

    def __str__(self) -> str:
        if self.is_socket:
            return self.host
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """One database of a server of Redis or Valkey; `tls` asks for an encrypted connection."""

    host: str
    port: int = 6379
    database: int = 0
    login: Login | None = None
    tls: bool = False

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}/{self.database}"


def redis(given: Sequence[str], environment: Mapping[str, str]) -> list[RedisAddress]:
    """The databases of Redis that were given: redis://USER:PASSWORD@HOST:PORT/NUMBER, rediss:// for
    TLS; `-` stands for those of `REDIS_VARIABLE`, else of OpenProject's own setting, whose several
    addresses are separated by commas (OpenProject 17.1
    lib_static/open_project/configuration.rb:99). Raises UsageError."""
    own = environment.get(REDIS_VARIABLE) or setting("cache_redis_url", environment) or ""
    if "-" in given and not own:
        raise UsageError(
            f"--redis - needs {REDIS_VARIABLE} or OPENPROJECT_CACHE__REDIS__URL, and neither is set"
        )
    texts = [own if text == "-" else text for text in given]
    names = [name.strip() for text in texts for name in text.split(",") if name.strip()]
    return list(dict.fromkeys(map(_redis, names)))


def _redis(text: str) -> RedisAddress:
    refusal = "an address of Redis is not readable: give redis://HOST:PORT/NUMBER"
    try:
        parts = urlsplit(text)
        database = int(parts.path.strip("/") or 0)
        port = parts.port or 6379
    except ValueError:
        raise UsageError(refusal) from None
    if parts.scheme not in ("redis", "rediss") or not parts.hostname or database < 0:
        raise UsageError(refusal)
    login = None
    if parts.password is not None:
        login = Login(unquote(parts.username or ""), unquote(parts.password))
    return RedisAddress(parts.hostname, port, database, login, parts.scheme == "rediss")


def parse(text: str, login: Login | None = None) -> Address:
    """Read one server in any way Dalli takes it.

    HOST, HOST:PORT, HOST:PORT:WEIGHT, [IPv6]:PORT, /path/to/socket, or
    memcached://USER:PASSWORD@HOST:PORT (dalli lib/dalli/protocol/server_config_parser.rb). A
    login in the text wins over `login`. Raises UsageError.
    """
    text = text.strip()
    if text.startswith("/"):
        return Address(text.partition(":")[0], 0, login)
    bare = text if "://" in text else f"memcached://{_without_weight(text)}"
    try:
        parts = urlsplit(bare)
        port = parts.port or DEFAULT_PORT
    except ValueError:
        raise UsageError(_UNREADABLE) from None
    if parts.scheme not in ("memcached", "memcache") or not parts.hostname:
        raise UsageError(_UNREADABLE)
    if parts.username is not None:
        login = Login(unquote(parts.username), unquote(parts.password or ""))
    return Address(parts.hostname, port, login)


_UNREADABLE = (
    "the address of a memcached server can't be read: give HOST:PORT, such as 10.0.0.5:11211"
)


def _without_weight(text: str) -> str:
    pieces = text.split(":")
    return ":".join(pieces[:2]) if len(pieces) == 3 and "[" not in text else text


def servers(given: Sequence[str], environment: Mapping[str, str]) -> list[Address]:
    """The servers that were given, else those of OpenProject's setting or Dalli's own variable
    `MEMCACHE_SERVERS`, without doubles.

    Each text may name several, separated by commas or spaces. The login comes from the variables
    Dalli reads it from, `MEMCACHE_USERNAME` and `MEMCACHE_PASSWORD`. Empty if nothing names one.
    """
    own = setting("cache_memcache_server", environment) or environment.get(SERVERS_VARIABLE, "")
    texts = list(given) or [own]
    user, password = (environment.get(variable, "") for variable in LOGIN_VARIABLES)
    login = Login(user, password) if user else None
    names = [name for text in texts for name in text.replace(",", " ").split()]
    return list(dict.fromkeys(parse(name, login) for name in names))


def place(configuration: Configuration) -> str | None:
    """Where the setting that names the servers stands; None if in the environment itself."""
    own = variable_of("cache_memcache_server", configuration.variables) or SERVERS_VARIABLE
    return configuration.places.get(own)


def namespace(given: str | None, environment: Mapping[str, str]) -> str | None:
    """The namespace that was given, else OpenProject's own; None if there is none."""
    return given or setting("cache_namespace", environment)


@dataclass(frozen=True, slots=True)
class Tls:
    """A TLS connection, checked against `authority` (a PEM file), None for the system's own."""

    authority: Path | None = None

    def context(self) -> ssl.SSLContext:
        """The settings for a connection. Raises UsageError if the file can't be used."""
        try:
            return ssl.create_default_context(cafile=self.authority)
        except (OSError, ssl.SSLError):
            raise UsageError(
                f"{self.authority} is not a readable PEM file with certificates"
            ) from None
