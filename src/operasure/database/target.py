"""The database to use, found as OpenProject finds it, and shown without its password."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import psycopg
from psycopg import conninfo, pq

from operasure.core.configuration import is_odd
from operasure.core.errors import UsageError
from operasure.core.model import Dump

_SCHEMES = {"postgres", "postgresql", "postgresql+psycopg", "postgis"}
_SECRETS = ("password", "sslpassword")
_PREFIX = "OPENPROJECT_DB_"
_RAILS_NAMES = {"username": "user", "database": "dbname"}
_NOT_OURS = frozenset({"application_name", "client_encoding", "options", "replication", "url"})
"""Parameters of libpq that say how OpenProject uses a connection, not which one it is."""
_SECURITY = re.compile(r"ssl|tls|gss|krb|cert|auth|crypt|secur|binding|verif|crl|key|passw", re.I)
"""In the name of a parameter: it asks for something that must not be left out in silence."""
_HOSTS = re.compile(
    r"(?:(?:\[[^\]]*\]|[^:\[\],]*)(?::\d*)?)(?:,(?:\[[^\]]*\]|[^:\[\],]*)(?::\d*)?)*"
)


@dataclass(frozen=True)
class Target:
    """Which database to read: libpq parameters (with the password) and where they came from."""

    parameters: Mapping[str, str]
    source: str
    dump: Dump | None = None
    """The backup that was restored there, if it was."""
    absent: str = "set DATABASE_URL or --database-url"
    """What to do where nothing names a database."""
    plain: bool = True
    """Whether a person named it by an option or by the one variable of an address, so that there is
    nothing to tell."""

    def __repr__(self) -> str:
        return f"Target({self.masked})"

    @property
    def masked(self) -> str:
        """Host and name for messages; never a user or password."""
        if self.dump:
            return "the database restored from the dump"
        host = self.parameters.get("host") or os.environ.get("PGHOST") or "the local socket"
        name = self.parameters.get("dbname") or os.environ.get("PGDATABASE")
        return f"database {name or 'its default'} on {host}"

    @property
    def shown(self) -> str:
        """The same with the user, for who asks on a terminal what is taken; never a password."""
        user = self.parameters.get("user") or os.environ.get("PGUSER") or "the user of this system"
        secret = "password ***" if self.parameters.get("password") else "no password here"
        return f"{self.masked}, as {user}, {secret}"


def target(
    url: str | None, environment: Mapping[str, str], said: Callable[[str], str] = str
) -> Target:
    """Find the database: `url`, else OPERASURE_DATABASE_URL, else OpenProject's, else libpq's own.

    OpenProject's is OPENPROJECT_DB_URL, else DATABASE_URL, and what the URL leaves open is taken
    from OPENPROJECT_DB_USERNAME, _PASSWORD, _SSLMODE and the like (OpenProject 17.1
    config/database.production.yml:30-80; in Rails, what a URL says goes over what stands beside
    it). What only Rails understands (`pool`, `encoding`, `timeout`, …) is dropped, what libpq
    understands (`sslmode`, …) is kept. OpenProject itself has no OPENPROJECT_DB_HOST and _PORT;
    who sets them means them. `said` tells where the value of a variable stands.

    Raises UsageError for what cannot be read, without showing it, for a URL of OpenProject's that
    names one thing twice, and for a parameter that asks for security and is not known.
    """
    if url:
        return Target(_parameters(url, "--database-url"), "--database-url")
    own = "OPERASURE_DATABASE_URL"
    if environment.get(own):
        # A secret made from a file may end with its line.
        found = _parameters(environment[own].strip(), own)
        return Target(found, said(own), plain=said(own) == own)
    return _of_openproject(environment, said)


def _of_openproject(environment: Mapping[str, str], said: Callable[[str], str]) -> Target:
    names = (f"{_PREFIX}URL", "DATABASE_URL")
    source = next((name for name in names if environment.get(name, "").strip()), None)
    address = _unquoted(environment[source], source) if source else ""
    stated = _parameters(_as_rails(address, source), source) if source else {}
    beside: dict[str, str] = {}
    for variable, value in environment.items():
        name = variable.removeprefix(_PREFIX).lower()
        if value.strip() and variable.startswith(_PREFIX):
            name = _RAILS_NAMES.get(name, name)
            pairs = _known([(name, _unquoted(value, variable))], variable)
            beside |= {k: v for k, v in pairs if k not in stated}
    used = [*filter(None, [source]), *(f"{_PREFIX}{_variable(name)}" for name in beside)]
    told = " and ".join(map(said, used)) or "libpq's own settings (PGHOST, PGSERVICE, …)"
    try:
        conninfo.make_conninfo(**beside)
    except psycopg.ProgrammingError:
        raise UsageError(f"{told} can't be read; check the values") from None
    plain = not used or (used == ["DATABASE_URL"] and said(used[0]) == used[0])
    return Target({**beside, **stated}, told, plain=plain)


def _unquoted(value: str, variable: str) -> str:
    """A value as OpenProject's database.yml takes it, where it stands without quotes of its own:
    those that it has are YAML's."""
    if is_odd(value):
        raise UsageError(f"{variable} holds a control character, or is not written in UTF-8")
    if value[0] not in "\"'":
        return value
    import yaml  # noqa: PLC0415  # few need it

    try:
        found = yaml.safe_load(value)
    except yaml.YAMLError:
        found = None
    if not isinstance(found, str) or is_odd(found):
        raise UsageError(f"{variable} begins with a quotation mark, and is no text in YAML")
    return found


def _as_rails(url: str, source: str) -> str:
    """A URL whose parameters have libpq's names. Rails takes `username` and `database` there, too.
    What stands before the ? as well goes over them in older releases and not in newer ones
    (ActiveRecord's ConnectionUrlResolver: merge, reverse_merge), so what differs is refused."""
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url  # to be refused by who reads it
    if "://" not in url or not query:
        return url
    named = [(_RAILS_NAMES.get(name, name), value) for name, value in query]
    user, _, hosts = parts.netloc.rpartition("@")
    itself = {
        "user": user.partition(":")[0], "password": user.partition(":")[2],
        "host": hosts.partition(":")[0], "dbname": parts.path.strip("/"),
        "port": hosts.rpartition("]")[2].partition(":")[2],
    }  # fmt: skip
    for name, value in named:
        if value and itself.get(name) and unquote(itself[name]) != value:
            raise UsageError(f"{source} names {name} twice, before and behind the ?: say it once")
    if named == query:
        return url
    return f"{url.partition('?')[0]}?{urlencode(named, quote_via=quote)}"


def _variable(name: str) -> str:
    rails = {libpq: rails for rails, libpq in _RAILS_NAMES.items()}
    return rails.get(name, name).upper()


def _known(pairs: Iterable[tuple[str, str]], source: str) -> list[tuple[str, str]]:
    """The parameters that libpq takes. Raises UsageError for an unknown one that asks for
    security; others are Rails' own."""
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    kept = []
    for name, value in pairs:
        if name == "ssl" and value == "true":
            # As libpq takes it in a URL (PostgreSQL manual, 34.1.1.2).
            kept.append(("sslmode", "require"))
        elif name in known:
            if value and (name not in _NOT_OURS or not source.startswith(_PREFIX)):
                kept.append((name, value))
        elif _SECURITY.search(name):
            where = source if source.startswith(_PREFIX) else f"the parameter {name} of {source}"
            raise UsageError(
                f"{where} is unknown and concerns security, so it can't be ignored: write it as "
                f"PostgreSQL does, such as sslmode=verify-full"
            )
    return kept


def _parameters(url: str, source: str) -> dict[str, str]:
    if "://" not in url.partition("=")[0]:
        return _readable(url, f"{source} is not a database URL; give postgres://USER@HOST/DATABASE")
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
        url.encode()
    except ValueError:
        raise UsageError(f"{source} can't be read as a URL; check its brackets and port") from None
    if parts.scheme.lower() not in _SCHEMES:
        scheme = parts.scheme.lower()
        raise UsageError(f"{source} is a {scheme}:// URL; OpenProject's database is PostgreSQL")
    hint = "percent-encode special characters of user and password"
    unreadable = f"{source} can't be read as a database URL; {hint}"
    if _is_torn(url, parts.netloc, parts.fragment):
        raise UsageError(unreadable)
    kept = urlencode(_known(query, source), quote_via=quote)
    plain = f"postgresql://{parts.netloc}{parts.path}" + (f"?{kept}" if kept else "")
    return _readable(plain, unreadable)


def _is_torn(url: str, netloc: str, fragment: str) -> bool:
    """Whether a sign of a password such as / ? # @ may have been taken for the end of a part, so
    that the rest of the password would be shown as a host or a name."""
    user, at, hosts = netloc.rpartition("@")
    rest = url.partition("://")[2][len(netloc) :]
    lost = "@" in (rest.partition("?")[0] if at else rest)
    return bool("@" in user or fragment or lost or not _HOSTS.fullmatch(hosts))


def _readable(text: str, refusal: str) -> dict[str, str]:
    try:
        found = {k: str(v) for k, v in conninfo.conninfo_to_dict(text).items()}
    except (psycopg.ProgrammingError, UnicodeError):
        raise UsageError(refusal) from None
    if "://" in found.get("dbname", ""):
        # It would be shown as the name of a database, password and all.
        raise UsageError(refusal)
    return found


def hide(message: str, target_: Target) -> str:
    """First line of a server's message, without the secrets, should it ever hold one."""
    line = next((x.strip() for x in message.splitlines() if x.strip()), "no reason given")
    for secret in filter(None, map(target_.parameters.get, _SECRETS)):
        line = line.replace(secret, "***")
    return line
