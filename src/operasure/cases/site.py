"""The site file: the settings for all cases (TOML; docs/site.md lists each key)."""

# ruff: noqa: RUF009  (the functions that are called make fields)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from operasure.core import strict
from operasure.core.dates import zone
from operasure.core.errors import UsageError
from operasure.core.languages import LANGUAGES
from operasure.looks.cache.address import REDIS_VARIABLE
from operasure.reports.certificate.facts import text

VARIABLE = "OPERASURE_SITE"
READER, _WRITER = "OPERASURE_DATABASE_URL", "OPERASURE_WRITER_URL"
_HEAD = """\
# What is the same in every case of this installation ('operasure help site').
# May hold passwords: readable by its owner only.
"""


def _one(says: str, example: str) -> Any:
    """A key with one value: what it is for, and an example as TOML writes it."""
    return field(default=None, metadata={"says": says, "example": example})


def _many(says: str, example: str) -> Any:
    return field(default=(), metadata={"says": says, "example": example})


@dataclass(frozen=True)
class Site:
    """What the file states, key by key; None, or nothing, where it is silent. Paths are absolute,
    and `path` is the file itself."""

    # fmt: off
    path: Path | None = None
    controller: str | None = _one("name and address of the controller",
        '"Example Works, Sample Road 1, Exampleton"')
    contact: str | None = _one("where questions go", '"Data protection, privacy@example.com"')
    time_zone: str | None = _one("zone in which days are counted and moments written",
        '"Europe/Berlin"')
    language: str | None = _one("language of documents: en, de or fr", '"en"')
    installation: str | None = _one("which installation: its name or host name",
        '"openproject.example.com"')
    signed_by: str | None = _one("who signs certificates: name and role", '"A. Example, DPO"')
    deleted_by: str | None = _one("who deletes accounts: name or role", '"System administrator"')
    method: str | None = _one("in which way they are deleted",
        '"OpenProject, Administration, Users, Delete"')
    purposes: str | None = _one("for access requests: what the data is used for",
        '"Planning and doing the work of our projects"')
    legal_basis: str | None = _one("the legal basis of that",
        '"Art. 6(1)(b) GDPR: the contract of employment"')
    passed_to: str | None = _one("who else gets the data, or the kinds of recipients",
        '"The company that runs our servers, as our processor"')
    transfers: str | None = _one(
        "transfers to third countries with their safeguards, or that none are", '"None"')
    kept_for: str | None = _one("how long the data is kept, or how that is decided",
        '"Until the account is deleted; changes to work packages for ten years"')
    obtained_from: str | None = _one("where data came from that the person did not give",
        '"The directory of employees: name, login, email address"')
    automated: str | None = _one("decisions made by machines alone, or that none are", '"None"')
    authority: str | None = _one("the supervisory authority for complaints",
        '"Data Protection Authority, Sample Square 2, Exampleton"')
    database_url: str | None = _one("the database to read, for a role that only reads",
        '"postgres://operasure@db.example.org/openproject"')
    database_url_env: str | None = _one("instead: the environment variable that holds it",
        '"DATABASE_URL"')
    database_url_file: Path | None = _one("instead: the file whose first line holds it",
        '"/etc/operasure/database"')
    writer_url: str | None = _one("the database to write to, for erase alone",
        '"postgres://operasure_writer@db.example.org/openproject"')
    writer_url_env: str | None = _one("instead: the environment variable that holds it",
        '"WRITER_URL"')
    writer_url_file: Path | None = _one("instead: the file whose first line holds it",
        '"/etc/operasure/writer"')
    schema: str | None = _one("schema of the installation, if several hold one", '"public"')
    memcached: tuple[str, ...] = _many("every memcached server", '["10.0.0.5:11211"]')
    redis: tuple[str, ...] = _many("every database of Redis or Valkey that holds a cache",
        '["redis://10.0.0.6:6379/0"]')
    attachments: Path | None = _one("OpenProject's directory of files", '"/var/openproject/assets"')
    logs: tuple[Path, ...] = _many("log files and folders", '["/var/log/openproject"]')
    queries: tuple[Path, ...] = _many("folders with the site's own checks",
        '["/etc/operasure/queries"]')
    accept: Path | None = _one("what is kept on a written ground", '"/etc/operasure/accepted.toml"')
    signing_key: Path | None = _one("the key to sign with ('operasure keygen -o FILE')",
        '"/etc/operasure/sign.key"')
    signing_passphrase_file: Path | None = _one("file with its passphrase, else it is asked for",
        '"/etc/operasure/sign.pass"')
    undo_passphrase_file: Path | None = _one(
        "file with the passphrase of undo files, else it is asked for",
        '"/etc/operasure/undo.pass"')
    # fmt: on

    def __repr__(self) -> str:
        return f"Site({self.path})"

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """The variables that tell commands the databases, so that no command line does. Raises
        UsageError for an address that is not where the file says."""
        found = {REDIS_VARIABLE: ",".join(self.redis)} if self.redis else {}
        for variable, name in ((READER, "database_url"), (_WRITER, "writer_url")):
            if url := _address(self, name, given):
                found[variable] = url
        return found


KEYS = tuple(each for each in fields(Site) if each.metadata)


def default(environment: Mapping[str, str]) -> Path:
    """Where the file is looked for: OPERASURE_SITE, else the place of the XDG specification."""
    if named := environment.get(VARIABLE):
        return Path(named)
    home = environment.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "operasure" / "site.toml"


def find(given: Path | None, environment: Mapping[str, str]) -> Site:
    """The site file that is named, or that of its usual place; without one, a site that states
    nothing. Raises UsageError as `read` does."""
    path = given or default(environment)
    if given is None and not environment.get(VARIABLE) and not path.exists():
        return Site()
    return read(path)


def read(path: Path) -> Site:
    """Read a site file. Raises UsageError where it can't be read, is open to others, or holds what
    it must not."""
    data = strict.toml(path, "site file: ", secret=True)
    if path.stat().st_mode & 0o077:
        raise UsageError(f"site file: {path} can be read by others: chmod 600 {path}")
    known = {each.name: str(each.type) for each in KEYS}
    if others := sorted(set(data) - set(known)):
        raise UsageError(
            f"site file: there is no key {others[0][:40]!r}; 'operasure help site' has all"
        )
    folder = path.resolve().parent
    values = {name: _value(name, known[name], data[name], folder) for name in data}
    if values.get("language", "en") not in LANGUAGES:
        raise UsageError(f"site file: language must be one of {', '.join(LANGUAGES)}")
    if "time_zone" in values:
        zone(values["time_zone"])
    return Site(**values, path=path.resolve())


def _value(name: str, kind: str, value: object, folder: Path) -> Any:
    if kind.startswith("tuple"):
        if not isinstance(value, list):
            raise UsageError(f"site file: {name} must be a list")
        return tuple(_value(name, kind.removeprefix("tuple["), each, folder) for each in value)
    try:
        found = text(name, value)
    except UsageError:
        raise UsageError(f"site file: {name} must be a text, and not empty") from None
    return folder / Path(found).expanduser() if kind.startswith("Path") else found


def _address(site: Site, name: str, environment: Mapping[str, str]) -> str | None:
    variable, file = getattr(site, f"{name}_env"), getattr(site, f"{name}_file")
    given: str | None = getattr(site, name)
    if sum(each is not None for each in (given, variable, file)) > 1:
        raise UsageError(f"site file: give one of {name}, {name}_env and {name}_file")
    if variable is not None:
        if not environment.get(variable):
            raise UsageError(f"site file: {name}_env names {variable}, which is not set")
        return environment[variable]
    if file is not None:
        try:
            return str(file.read_text(encoding="utf-8").splitlines()[0]).strip()
        except (OSError, ValueError, IndexError):
            raise UsageError(f"site file: {name}_file: {file} holds no address") from None
    return given


def example(values: Mapping[str, str] | None = None) -> Iterator[str]:
    """The file with a comment for every key; what has no value (written as TOML) is commented out,
    with an example."""
    yield _HEAD
    for each in KEYS:
        value = (values or {}).get(each.name)
        line = f"{each.name} = {value}" if value else f"# {each.name} = {each.metadata['example']}"
        yield f"\n# {each.metadata['says']}\n{line}\n"
