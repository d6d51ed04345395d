"""The case file: TOML, or options of the same names; docs/case-file.md describes each key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from operasure.core import strict
from operasure.core.dates import zone
from operasure.core.errors import UsageError
from operasure.core.model import HIGHEST
from operasure.looks.systems.kinds import kinds
from operasure.reports.certificate.facts import FACTS, LISTS, NAMES, Read, day, digest, text
from operasure.reports.certificate.token import KnownPerson, normal_forms

KEEP_YEARS = 3
"""How long a certificate is kept where the case file says nothing else."""
MOST = 200
"""Entries that a list of the case file may have."""

_OPTIONAL = {
    "subject", "elsewhere", "left", "destroyed", "second_person", "signed_by", "reviewed_by",
    "installation", "extension", "holidays", "time_zone", "keep_years", "delete_after",
    "user_id", "site", "verified_by", "deletion_class", "recheck_on",
}  # fmt: skip
_GROUP = re.compile(r"[a-z]{2}-\d\d")


class MissingFacts(UsageError):
    """Facts that nobody has stated (exit 2). `missing` maps each key to what is asked for."""

    def __init__(self, missing: Mapping[str, str]) -> None:
        super().__init__(
            f"the case file lacks {', '.join(missing)}; 'operasure help case-file' shows one"
        )
        self.missing = missing


@dataclass(frozen=True)
class Extension:
    """The period was extended (Art. 12(3) sentence 2): when the person was told, and why."""

    told_on: date
    reason: str


@dataclass(frozen=True)
class Recipient:
    """Who had received the data (Art. 19): `told_on` is None where they were not told, for the
    `reason` then given. `system` is the kind of system that the evidence names them as."""

    name: str
    told_on: date | None
    reason: str | None
    system: str | None = None


@dataclass(frozen=True)
class Kept:
    """What is kept outside the places that were looked at, or besides what they show."""

    what: str
    ground: str
    until: date


@dataclass(frozen=True)
class Elsewhere:
    """What the controller states of a place that was not looked at, such as the backups."""

    place: str
    answer: str
    until: date | None


@dataclass(frozen=True)
class Reason:
    """Why something is left, and when it is looked at again (Art. 12(4)): in one `group` of
    personal data, or wherever else something is left."""

    reason: str
    again_on: date
    group: str | None = None


@dataclass(frozen=True)
class Destroyed:
    """A file that held the person and is no more: by its digest, or that of its plan."""

    digest: str
    on: date


@dataclass(frozen=True)
class StatedCase:
    """Everything that people state; the texts as they wrote them."""

    reference: str
    received_on: date
    requested_by: str
    identity_checked: str
    legal_basis: str
    controller: str
    contact: str
    deleted_by: str
    deleted_at: datetime
    method: str
    known: KnownPerson
    recipients: tuple[Recipient, ...]
    kept: tuple[Kept, ...]
    elsewhere: tuple[Elsewhere, ...] = ()
    left: tuple[Reason, ...] = ()
    destroyed: tuple[Destroyed, ...] = ()
    second_person: str | None = None
    signed_by: str | None = None
    reviewed_by: str | None = None
    verified_by: str | None = None
    deletion_class: str | None = None
    recheck_on: date | None = None
    installation: str | None = None
    extension: Extension | None = None
    holidays: tuple[date, ...] = ()
    time_zone: str = "UTC"
    keep_years: int = KEEP_YEARS
    delete_after: date | None = None
    accounts: tuple[int, ...] = ()
    """The ids of the person's accounts, where the file names them."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which the certificate writes moments and counts days."""
        return zone(self.time_zone)


def read(path: Path) -> dict[str, Any]:
    """The content of a case file. Raises UsageError where it can't be read or is not TOML."""
    return strict.toml(path, "case file: ")


def parse(data: Mapping[str, Any], known: KnownPerson | None = None) -> StatedCase:
    """Read a case. `known` is what another source, the snapshot, knows of the person.

    Raises MissingFacts with everything that is not stated, and UsageError for a key that nobody
    knows or a value that is not what it must be.
    """
    required = {fact.key for fact in FACTS} | {"recipients", "kept"}
    _refuse_others("the file", data, required | _OPTIONAL)
    person = _known(_table("subject", data.get("subject", {})), known or KnownPerson())
    missing = {fact.key: fact.asks for fact in FACTS if fact.key not in data}
    missing |= {key: asks for key, asks in LISTS.items() if key != NAMES and key not in data}
    if not person.names:
        missing[NAMES] = LISTS[NAMES]
    if missing:
        raise MissingFacts(missing)
    facts = {fact.key: fact.read(fact.key, data[fact.key]) for fact in FACTS}
    return StatedCase(
        **facts,
        known=person,
        recipients=tuple(_recipient(entry) for entry in _entries("recipients", data)),
        kept=tuple(Kept(**_strict(e, "kept", what=text, ground=text, until=day))
                   for e in _entries("kept", data)),
        elsewhere=tuple(_elsewhere(entry) for entry in _entries("elsewhere", data)),
        left=tuple(_reason(entry) for entry in _entries("left", data)),
        destroyed=tuple(Destroyed(**_strict(e, "destroyed", digest=digest, on=day))
                        for e in _entries("destroyed", data)),
        second_person=_maybe(text, "second_person", data),
        signed_by=_maybe(text, "signed_by", data),
        reviewed_by=_maybe(text, "reviewed_by", data),
        verified_by=_maybe(text, "verified_by", data),
        deletion_class=_maybe(text, "deletion_class", data),
        recheck_on=_maybe(day, "recheck_on", data),
        installation=_maybe(text, "installation", data),
        extension=_extension(data),
        holidays=tuple(day("holidays", each) for each in _list("holidays", data)),
        time_zone=_zone_name(data),
        keep_years=_years(data),
        delete_after=_maybe(day, "delete_after", data),
        accounts=accounts(data),
    )  # fmt: skip


def accounts(data: Mapping[str, Any]) -> tuple[int, ...]:
    """The ids under `user_id`: one, or a list of those of one person. Raises UsageError."""
    stated = data.get("user_id", [])
    found = stated if isinstance(stated, list) else [stated]
    if not all(type(each) is int and 0 < each <= HIGHEST for each in found) or len(found) > MOST:
        raise UsageError("case file: user_id must be the id of an account, or a list of such")
    return tuple(dict.fromkeys(found))


def _known(table: Mapping[str, Any], given: KnownPerson) -> KnownPerson:
    _refuse_others("subject", table, {"names", "logins", "mails"})
    found: dict[str, tuple[str, ...]] = {}
    for key, kind in (("names", "name"), ("logins", "login"), ("mails", "mail")):
        own = [text(f"subject.{key}", each) for each in _list(key, table, "subject.")]
        every = tuple(dict.fromkeys([*getattr(given, key), *own]))
        for each in every:
            if not normal_forms("name" if kind == "name" else "login", each):
                raise UsageError(f"case file: subject.{key} holds a {kind} without a letter")
        found[key] = every
    return KnownPerson(**found)


def _recipient(entry: Mapping[str, Any]) -> Recipient:
    _refuse_others("recipients", entry, {"name", "told_on", "reason", "system"})
    system = _maybe(text, "system", entry)
    if system is not None and not (system in kinds() and kinds()[system].recipient):
        known = ", ".join(key for key, kind in kinds().items() if kind.recipient)
        raise UsageError(f"case file: recipients.system must be one of {known}")
    told = _maybe(day, "told_on", entry)
    reason = _maybe(text, "reason", entry)
    if (told is None) == (reason is None):
        raise UsageError(
            "case file: a recipient needs told_on, or the reason why they were not told"
        )
    return Recipient(text("recipients.name", entry.get("name")), told, reason, system)


def _elsewhere(entry: Mapping[str, Any]) -> Elsewhere:
    _refuse_others("elsewhere", entry, {"place", "answer", "until"})
    place = text("elsewhere.place", entry.get("place"))
    return Elsewhere(
        place, text("elsewhere.answer", entry.get("answer")), _maybe(day, "until", entry)
    )


def _reason(entry: Mapping[str, Any]) -> Reason:
    _refuse_others("left", entry, {"group", "reason", "again_on"})
    group = _maybe(text, "group", entry)
    if group is not None and not _GROUP.fullmatch(group):
        raise UsageError("case file: left.group must be the code of a group, like cw-02")
    return Reason(
        text("left.reason", entry.get("reason")), day("left.again_on", entry.get("again_on")), group
    )


def _extension(data: Mapping[str, Any]) -> Extension | None:
    if "extension" not in data:
        return None
    table = _table("extension", data["extension"])
    return Extension(**_strict(table, "extension", told_on=day, reason=text))


def _strict(table: Mapping[str, Any], where: str, **reads: Read) -> dict[str, Any]:
    """Every key of `reads` and no other."""
    _refuse_others(where, table, set(reads))
    return {key: read(f"{where}.{key}", table.get(key)) for key, read in reads.items()}


def _maybe(read: Read, key: str, table: Mapping[str, Any]) -> Any:
    return read(key, table[key]) if key in table else None


def _zone_name(data: Mapping[str, Any]) -> str:
    name = text("time_zone", data.get("time_zone", "UTC"))
    zone(name)
    return name


def _years(data: Mapping[str, Any]) -> int:
    years = data.get("keep_years", KEEP_YEARS)
    if not isinstance(years, int) or isinstance(years, bool) or not 0 < years <= 100:
        raise UsageError("case file: keep_years must be a whole number of years, 1 to 100")
    return years


def _entries(key: str, data: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [_table(key, entry) for entry in _list(key, data)]


def _list(key: str, table: Mapping[str, Any], within: str = "") -> Sequence[Any]:
    value = table.get(key, [])
    if not isinstance(value, list) or len(value) > MOST:
        raise UsageError(f"case file: {within}{key} must be a list of at most {MOST} entries")
    return value


def _table(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(f"case file: {key} must be a table, see 'operasure help case-file'")
    return value


def _refuse_others(where: str, table: Mapping[str, Any], allowed: set[str]) -> None:
    others = sorted(set(table) - allowed)
    if others:
        shown = ", ".join(repr(key[:40]) for key in others[:5])
        raise UsageError(
            f"case file: {where} has no {shown}; 'operasure help case-file' names every key"
        )
