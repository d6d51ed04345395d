"""The fleet file: which instances there are, and what each is asked (TOML; docs/fleet.md).

It holds no password and no name of a person, so that it may be handed to a scheduler as it is. What
it names becomes names of files, lines for a shell and manifests: names are of few signs.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from operasure.cases import batch
from operasure.core import strict
from operasure.core.dates import stamp
from operasure.core.errors import UsageError
from operasure.core.model import HIGHEST, KINDS
from operasure.reports.certificate import keys
from operasure.reports.evidence.fleet import NAME

LARGEST = 64 * 1024 * 1024
SOURCES = ("site", "database_url_env", "database_url_file")
"""Where the address of an instance's database is taken from."""
READING = ("idle-timeout", "jobs", "lock-timeout", "queries", "schema", "statement-timeout")
"""Options of every command that reads a database."""
OPTIONS = ("accept", "kind", *READING)
"""Options of verify that are the same for all: keys of the table `verify`."""
COLUMNS = ("name", "user_ids", *SOURCES, "reviewed")
INDEXES = ("JOB_COMPLETION_INDEX", "NOMAD_ALLOC_INDEX")
"""Variables in which schedulers tell a process its index, from 0."""
FILES = ("signing_key", "signing_passphrase_file", "names_file", "case_key")
_KEYS = ("format", "name", "since", *FILES, "signed_by", "same_addresses", "verify", "instance")
_PATHS = {"accept", "queries"}
_VARIABLE = r"[A-Za-z_][A-Za-z0-9_]{0,127}"
_LONGEST = 4096


@dataclass(frozen=True)
class FleetInstance:
    """An instance: the ids that the person has there, and which of `SOURCES` names its database,
    in the words of the file."""

    name: str
    user_ids: tuple[int, ...]
    source: str
    place: str
    reviewed: str | None = None
    """Decisions about its mentions, exported from its work list."""


@dataclass(frozen=True)
class FleetQuestion:
    """What is asked of one instance about one id. `digest` tells it from every other question, also
    from the same of an earlier run: an answer carries it."""

    instance: FleetInstance
    user_id: int
    digest: str

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return f"{self.instance.name}.{self.user_id}"


@dataclass(frozen=True)
class Fleet:
    """A fleet file. `since` is the moment before which no look counts, `folder` that of the file;
    paths are as they stand in it."""

    folder: Path
    name: str
    since: datetime
    instances: tuple[FleetInstance, ...]
    signing_key: str | None = None
    signing_passphrase_file: str | None = None
    names_file: str | None = None
    """Names, logins and mail addresses of the person, for find-mentions; without it only verify
    looks. It stays where it is: nothing of it is in what is asked but a keyed hash."""
    case_key: str | None = None
    """The key of that hash, and of the person's in evidence."""
    signed_by: tuple[str, ...] = ()
    same_addresses: bool = False
    """Whether the same address means another database: where each has a network of its own."""
    verify: Mapping[str, str] = field(default_factory=dict)

    def at(self, place: str) -> Path:
        """A path of the file."""
        return self.folder / Path(place).expanduser()

    def words(self, known: Sequence[str] = OPTIONS) -> tuple[str, ...]:
        """The options of verify, or those that another command has, too."""
        given = [(key, value) for key, value in sorted(self.verify.items()) if key in known]
        return tuple(word for key, value in given for word in (f"--{key}", value))

    @cached_property
    def whom(self) -> str | None:
        """Whose names are looked for, as a keyed hash; None where none are. An answer about other
        names is to another question. Raises UsageError."""
        if self.names_file is None or self.case_key is None:
            return None
        path = self.at(self.names_file)
        names = strict.content(path, LARGEST, "is too large for a file of names")
        return hmac.new(keys.read_case(self.at(self.case_key)), names, hashlib.sha256).hexdigest()

    def question(self, instance: FleetInstance, user_id: int) -> FleetQuestion:
        asked = {
            "fleet": self.name, "since": stamp(self.since), "command": ["verify", *self.words()],
            "instance": instance.name, "user_id": user_id,
        } | ({"names": self.whom} if self.whom else {})  # fmt: skip
        told = json.dumps(asked, sort_keys=True).encode()
        return FleetQuestion(instance, user_id, f"sha256:{hashlib.sha256(told).hexdigest()}")

    def questions(self) -> Iterator[FleetQuestion]:
        """Every question, in the order of the file."""
        for each in self.instances:
            yield from (self.question(each, user_id) for user_id in each.user_ids)

    def only(self, instance: FleetInstance) -> Fleet:
        """The same fleet as a file elsewhere has it that names this instance alone."""
        place = instance.place
        if instance.source != "database_url_env":
            place = str(self.at(place).absolute())
        moved: dict[str, Any] = {each: self._moved(getattr(self, each)) for each in FILES}
        own = replace(instance, place=place, reviewed=self._moved(instance.reviewed))
        return replace(self, instances=(own,), **moved)

    def _moved(self, place: str | None) -> str | None:
        return None if place is None else str(self.at(place).absolute())

    def trusted(self) -> frozenset[str]:
        """The fingerprints of the keys whose answers count. Raises UsageError where none is
        named."""
        if self.signed_by:
            return frozenset(self.signed_by)
        if self.signing_key is None:
            raise UsageError("fleet file: give signing_key, or signed_by with fingerprints")
        public = keys.public_path(self.at(self.signing_key))
        return frozenset({keys.fingerprint(keys.read_public(public))})


def read(path: Path) -> Fleet:
    """Read a fleet file. Raises UsageError for whatever is wrong with it, without the values."""
    data = strict.content(path, LARGEST, f"has more than {LARGEST >> 20} MB: split the fleet")
    try:
        whole = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        # What is wrong may stand beside a password that should not be there.
        raise _wrong(f"{path} is not valid TOML in UTF-8") from None
    return _fleet(whole, path.absolute().parent)


def _wrong(what: str) -> UsageError:
    return UsageError(f"fleet file: {what}")


def _fleet(data: Mapping[str, Any], folder: Path) -> Fleet:
    _known(data, _KEYS, "")
    if data.get("format") != 1 or isinstance(data["format"], bool):
        raise _wrong("format must be 1")
    since = data.get("since")
    if not isinstance(since, datetime) or since.tzinfo is None:
        raise _wrong("since must be a moment with its zone, like 2026-11-02T10:00:00Z")
    listed = data.get("instance")
    if not isinstance(listed, list) or not listed:
        raise _wrong("it names no [[instance]]")
    paths = {key: _text(data[key], key) for key in FILES if key in data}
    if ("names_file" in paths) != ("case_key" in paths):
        raise _wrong("names_file and case_key go together: 'operasure keygen --case -o FILE'")
    same = data.get("same_addresses", False)
    if not isinstance(same, bool):
        raise _wrong("same_addresses must be true or false")
    try:
        since = since.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise _wrong("since is no moment that can be counted") from None
    return Fleet(
        folder, _fleet_name(data.get("name")), since, _distinct(map(_instance, listed)),
        signed_by=_signers(data.get("signed_by", [])), same_addresses=same,
        verify=_options(data.get("verify", {})), **paths,
    )  # fmt: skip


def _known(data: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    if others := sorted(set(data) - set(known)):
        raise _wrong(f"{where}there is no key {others[0][:40]!r}; 'operasure help fleet' has all")


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= _LONGEST:
        raise _wrong(f"{what} must be a text of one line, and not empty")
    if re.search(r"://|password\s*=", value, re.IGNORECASE):
        raise _wrong(f"{what} holds an address or a password: name the file that holds it")
    return value


def _name(value: object, what: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(NAME, value):
        raise _wrong(
            f"{what} must be of small letters a to z, digits and hyphens within, at most 63"
        )
    return value


def _fleet_name(value: object) -> str:
    """With room for what a scheduler puts before and behind it."""
    found = _name(value, "name")
    if len(found) > 40:
        raise _wrong("name must have at most 40 letters")
    return found


def _instance(data: object) -> FleetInstance:
    if not isinstance(data, dict):
        raise _wrong("each [[instance]] must be a table")
    name = _name(data.get("name"), "the name of an instance")
    _known(data, COLUMNS, f"{name}: ")
    given = [key for key in SOURCES if key in data]
    if len(given) != 1:
        raise _wrong(f"{name}: give one of {', '.join(SOURCES)}")
    place = _text(data[given[0]], f"{name}: {given[0]}")
    if given[0] == "database_url_env" and not re.fullmatch(_VARIABLE, place):
        raise _wrong(f"{name}: database_url_env must be the name of a variable")
    ids = data.get("user_ids")
    right = isinstance(ids, list) and all(type(e) is int and 0 < e <= HIGHEST for e in ids)
    if not right or not ids or len(set(ids)) < len(ids):
        raise _wrong(f"{name}: user_ids must be a list of the person's ids, each once")
    reviewed = _text(data["reviewed"], f"{name}: reviewed") if "reviewed" in data else None
    return FleetInstance(name, tuple(ids), given[0], place, reviewed)


def _distinct(found: Iterator[FleetInstance]) -> tuple[FleetInstance, ...]:
    """Each name and each database is there once: a second could answer for another."""
    names: set[str] = set()
    places: dict[tuple[str, str], str] = {}
    every = []
    for each in found:
        if each.name in names:
            raise _wrong(f"{each.name} stands there twice")
        place = (each.source, each.place)
        if place in places:
            raise _wrong(f"{each.name} and {places[place]} have the same {each.source}")
        names.add(each.name)
        places[place] = each.name
        every.append(each)
    return tuple(every)


def _signers(value: object) -> tuple[str, ...]:
    right = isinstance(value, list) and all(
        isinstance(each, str) and keys.FINGERPRINT.fullmatch(each) for each in value
    )
    if not right:
        raise _wrong("signed_by must be a list of fingerprints, each like sha256:…")
    return tuple(value)  # type: ignore[arg-type]


def _options(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _wrong("verify must be a table of options")
    _known(value, OPTIONS, "verify: ")
    return {key: _option(key, each) for key, each in value.items()}


def _option(key: str, value: object) -> str:
    if key in {"schema", "kind"} | _PATHS:
        found = _text(value, f"verify: {key}")
        if key == "kind" and found not in KINDS.values():
            raise _wrong(f"verify: kind must be one of {', '.join(KINDS.values())}")
        if found.startswith("-") or (key in _PATHS and not Path(found).is_absolute()):
            raise _wrong(f"verify: {key} must be an absolute path, or a name")
        return found
    if type(value) is not int or not 0 <= value <= 2_147_483 or (key == "jobs" and not value):
        raise _wrong(f"verify: {key} must be a whole number")
    return str(value)


# ---- written


def render(fleet: Fleet) -> Iterator[str]:
    """The file, of what was read of it alone: no comment, and nothing that was passed over."""
    yield f"format = 1\nname = {_toml(fleet.name)}\nsince = {stamp(fleet.since)}\n"
    for key in FILES:
        if (place := getattr(fleet, key)) is not None:
            yield f"{key} = {_toml(place)}\n"
    if fleet.signed_by:
        yield f"signed_by = {_toml(list(fleet.signed_by))}\n"
    if fleet.same_addresses:
        yield "same_addresses = true\n"
    if fleet.verify:
        yield "\n[verify]\n"
        for key, value in sorted(fleet.verify.items()):
            is_number = key.endswith("timeout") or key == "jobs"
            yield f"{key} = {value if is_number else _toml(value)}\n"
    for each in fleet.instances:
        yield f"\n[[instance]]\nname = {_toml(each.name)}\nuser_ids = {list(each.user_ids)}\n"
        yield f"{each.source} = {_toml(each.place)}\n"
        if each.reviewed is not None:
            yield f"reviewed = {_toml(each.reviewed)}\n"


def _toml(value: object) -> str:
    # Printable text is written by JSON as TOML reads it.
    return json.dumps(value, ensure_ascii=False)


def from_csv(path: Path, name: str, since: datetime, signing_key: str | None) -> Fleet:
    """A fleet of a file of comma-separated values, whose first line names the columns. Raises
    UsageError, with the line."""
    (_, first), *lines = batch.rows(path)
    header = [each.strip().lower() for each in first]
    if len(set(header)) < len(header) or not {"name", "user_ids"} <= set(header) <= set(COLUMNS):
        raise UsageError(f"{path}, line 1: the columns must be of {', '.join(COLUMNS)}")
    found = []
    for number, row in lines:
        given = {key: each.strip() for key, each in zip(header, row, strict=False) if each.strip()}
        ids = given.get("user_ids", "").split()
        right = len(row) == len(header) and all(re.fullmatch(r"[0-9]{1,19}", each) for each in ids)
        if not right:
            raise UsageError(f"{path}, line {number}: user_ids must be ids with blanks between")
        try:
            found.append(_instance(given | {"user_ids": list(map(int, ids))}))
        except UsageError as error:
            raise UsageError(f"{path}, line {number}: {error}") from None
    if not found:
        raise UsageError(f"{path} has no line below its columns")
    key = None if signing_key is None else _text(signing_key, "signing_key")
    return Fleet(path.absolute().parent, _fleet_name(name), since, _distinct(iter(found)), key)
