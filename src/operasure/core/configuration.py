"""OpenProject's own settings, from every place where an installation keeps them, each with its
source.

- The environment, as OpenProject itself reads it.
- A variable NAME_FILE, which names a file that holds NAME: how containers are given secrets.
- If the environment names no database, the files of a packaged installation. pkgr's program
  sources all of them in the order of their names and gives OpenProject what they export
  (crohr/pkgr data/cli/cli.sh.erb:56-61); `config:set` writes `export KEY="value"` into `other`
  (ibid., config_set). They are read as data (operasure.core.assignments).

Variables of settings: OpenProject 17.1 config/constants/settings/definition.rb:1589-1610.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from operasure.core.assignments import NotAssignmentsError, Shell
from operasure.core.errors import UsageError

FOLDER = "OPERASURE_CONF_D"
"""Names the folder of a packaged installation; empty: none is read."""
PACKAGED = Path("/etc/openproject/conf.d")
PROGRAM = Path("/usr/bin/openproject")
MEMCACHED = ("memcache", "dalli_store", "mem_cache_store")
"""Names of the cache store that is memcached."""
OWN = ("OPERASURE_DATABASE_URL", "OPERASURE_WRITER_URL", "OPERASURE_REDIS_URL")
_WRITABLE = {"host_name"}
_LIMIT = 1 << 20
_FILES = 1000
_DATABASE = re.compile(r"DATABASE_URL|OPENPROJECT_DB_[A-Z_]+")
_LIBPQ = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE", "PGSERVICEFILE")
_WANTED = re.compile(
    rf"(?:{_DATABASE.pattern}"
    r"|OPENPROJECT_(?:CACHE|RAILS_+CACHE|RAILS_+RELATIVE|ATTACHMENTS|FOG|HOST)_[A-Z0-9_]+"
    r"|OPENPROJECT_HTTPS"
    r"|RAILS_CACHE_STORE|CACHE_(?:MEMCACHE_SERVER|REDIS_URL|NAMESPACE)|ATTACHMENTS_STORAGE_PATH"
    r"|MEMCACHE_(?:SERVERS|USERNAME|PASSWORD))"
)
_OWNED = re.compile(rf"(?:{_WANTED.pattern}|(?:OPENPROJECT|OPERASURE)_.+|PG(?!PASSFILE$|SSL).+)")


def is_of_one_installation(variable: str) -> bool:
    """Whether a variable says something of one installation, such as its database or its cache, and
    of no other."""
    return bool(_OWNED.fullmatch(variable.removesuffix("_FILE")))


@dataclass(frozen=True)
class Configuration:
    """The variables that hold OpenProject's settings, and ours; `places` says of those that don't
    stand in the environment itself where they were taken from."""

    variables: Mapping[str, str] = field(repr=False)
    places: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What a person should know of the files."""
    closed: Path | None = None
    """What may not be read by this user, so that nothing was taken from there."""

    def said(self, variable: str) -> str:
        """Where the value of a variable stands, for messages; never the value."""
        return self.places.get(variable, variable)


def variables_of(name: str) -> tuple[str, ...]:
    """The variables that OpenProject takes a setting from, in its order: of `cache_namespace`
    OPENPROJECT_CACHE__NAMESPACE, OPENPROJECT_CACHE_NAMESPACE and CACHE_NAMESPACE. The last only of
    those that its interface can't change (`unprefixed_env_var_name_allowed?`)."""
    upper = name.upper()
    own = (f"OPENPROJECT_{upper.replace('_', '__')}", f"OPENPROJECT_{upper}")
    return own if name in _WRITABLE else (*own, upper)


def variable_of(name: str, environment: Mapping[str, str]) -> str | None:
    """The variable that holds a setting; None if unset."""
    return next((each for each in variables_of(name) if environment.get(each)), None)


def setting(name: str, environment: Mapping[str, str]) -> str | None:
    """A setting's value by any of the variables that OpenProject takes it from; None if unset."""
    found = variable_of(name, environment)
    return environment[found] if found else None


def resolve(environment: Mapping[str, str], *, named: bool = False) -> Configuration:
    """Find OpenProject's settings. With `named` an option names the database: neither files of a
    package nor secrets of another database are read then, for they may be of another installation.

    Raises UsageError for a file that can't be taken as data or that anybody may change, without
    showing what it holds.
    """
    variables, places = _secrets(environment, databases=not named)
    if named or _names_a_database(variables):
        return Configuration(variables, places)
    folder = environment.get(FOLDER)
    if folder == "":
        return Configuration(variables, places)
    return _packaged(Path(folder) if folder else PACKAGED, bool(folder), variables, places)


def _names_a_database(variables: Mapping[str, str]) -> bool:
    return any(
        value and (_DATABASE.fullmatch(name) or name in _LIBPQ or name == OWN[0])
        for name, value in variables.items()
    )


def _secrets(
    environment: Mapping[str, str], *, databases: bool = True
) -> tuple[dict[str, str], dict[str, str]]:
    """Put what files hold in the place of the variables that name the files."""
    variables, places = dict(environment), {}
    for variable, path in environment.items():
        name = variable.removesuffix("_FILE")
        if name == variable or not (_WANTED.fullmatch(name) or name in OWN):
            continue
        del variables[variable]
        is_address = _DATABASE.fullmatch(name) or name == OWN[0]
        if not path or (is_address and not databases):
            continue
        if environment.get(name):
            raise UsageError(f"{variable} and {name} are both set: set one")
        variables[name] = _secret(variable, Path(path))
        places[name] = f"{variable} ({path})"
    return variables, places


def _secret(variable: str, path: Path) -> str:
    try:
        found = _content(path).rstrip("\r\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it can't be read"
        raise UsageError(f"{variable}: {path}: {why}") from None
    if not found or is_odd(found):
        raise UsageError(f"{variable}: {path} must hold one line, and nothing else")
    return found


def _content(path: Path) -> str:
    """The text of a file. Raises OSError, or UsageError for what is no file to be trusted. Never
    waits for a pipe, and never takes in a file of any size."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as opened:
        facts = os.fstat(opened.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise UsageError(f"{path} is no file")
        if facts.st_mode & stat.S_IWOTH:
            raise UsageError(f"{path} can be changed by every user of this machine: not read")
        content = opened.read(_LIMIT + 1)
    if len(content) > _LIMIT:
        raise UsageError(f"{path} is larger than {_LIMIT >> 10} KB: not read")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not written in UTF-8") from None


def is_odd(value: str) -> bool:
    """Whether a value holds control characters, or bytes that are no UTF-8: no setting does."""
    return any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in value)


def _packaged(
    folder: Path, given: bool, variables: Mapping[str, str], places: Mapping[str, str]
) -> Configuration:
    shell, stands, notes = Shell(), dict[str, Path](), list[str]()
    try:
        paths = sorted(_files(folder))
        if len(paths) > _FILES:
            raise UsageError(f"{folder} holds more than {_FILES} files: not read")
        for path in paths:
            before = dict(shell.values)
            try:
                read = shell.read(_content(path))
            except NotAssignmentsError as error:
                raise UsageError(
                    f"{path} can't be read as data: {error}; name the database yourself: "
                    'export DATABASE_URL="$(sudo openproject config:get DATABASE_URL)"'
                ) from None
            for name in filter(_WANTED.fullmatch, read):
                if name in stands and before[name] != read[name]:
                    notes.append(f"{name} stands in {stands[name]} and in {path}: the last holds")
                stands[name] = path
            if _is_open_to_all(path) and any(map(_WANTED.fullmatch, read)):
                notes.append(
                    f"{path} can be read by every user of this machine, passwords included: "
                    f"chmod o= {path}"
                )
    except PermissionError as error:
        return Configuration(variables, places, (), Path(error.filename or folder))
    except OSError as error:
        if not given and isinstance(error, FileNotFoundError | NotADirectoryError):
            return Configuration(variables, places)
        raise UsageError(f"{folder} can't be read: {error.strerror}") from None
    said = {_plain(name) for name in variables}
    exported = {
        name: _value(name, shell.values.get(name), path, asked=not given)
        for name, path in stands.items()
        if name in shell.exported and _plain(name) not in said
    }
    here = {name: f"{name} in {stands[name]}" for name in exported}
    held, secret = _secrets(exported)
    return _with_memcached({**held, **variables}, {**here, **secret, **places}, tuple(notes))


def _files(folder: Path) -> Iterator[Path]:
    """What a shell takes for `folder/*`, as far as it is files."""
    facts = folder.stat()
    if facts.st_mode & stat.S_IWOTH and stat.S_ISDIR(facts.st_mode):
        raise UsageError(f"{folder} can be changed by every user of this machine: not read")
    for path in folder.iterdir():
        if not path.name.startswith(".") and path.is_file():
            yield path


def _is_open_to_all(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IROTH) and all(
        each.stat().st_mode & stat.S_IXOTH for each in path.parents
    )


def _plain(variable: str) -> str:
    """The same for all variables of one setting."""
    return variable.removeprefix("OPENPROJECT_").replace("__", "_")


def _value(name: str, value: str | None, path: Path, *, asked: bool) -> str:
    if value is None and asked and os.access(PROGRAM, os.X_OK):
        value = _asked(name)
    if value is None:
        raise UsageError(
            f"only a shell can tell {name} in {path}: set it yourself: "
            f'export {name}="$(sudo openproject config:get {name})"'
        )
    if is_odd(value):
        raise UsageError(f"{name} in {path} holds a control character, or ends lines with CR")
    return value


def _asked(name: str) -> str | None:
    """What the package's own program tells of a variable; None where it tells nothing."""
    try:
        done = subprocess.run(
            [PROGRAM, "config:get", name],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=True,
            env={"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
        )
        return done.stdout[:_LIMIT].decode().removesuffix("\n")
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _with_memcached(
    variables: dict[str, str], places: dict[str, str], notes: tuple[str, ...]
) -> Configuration:
    """A store in memcached without a server is the one of this machine: so does the client that
    OpenProject uses (Rails' MemCacheStore and Dalli), and so the package installs it
    (pkgr/addon-memcached bin/postinstall; OpenProject lib_static/open_project/configuration.rb:92).
    """
    store = variable_of("rails_cache_store", variables)
    named = variable_of("cache_memcache_server", variables) or variables.get("MEMCACHE_SERVERS")
    if store and variables[store] in MEMCACHED and not named and store in places:
        variables["MEMCACHE_SERVERS"] = "127.0.0.1:11211"
        places["MEMCACHE_SERVERS"] = f"the default for {places[store]}"
    return Configuration(variables, places, notes)
