"""Runs one statement of an audit and sorts its rows by check and id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from operasure.checks import parts
from operasure.checks.control import FAILED, binary
from operasure.core.model import Check, Compare, RowId
from operasure.looks.audit.control import controls
from operasure.looks.audit.model import OrphanedId, SeenOfCheck
from operasure.looks.audit.scans import AuditScan, TableLook

ROW_IDS = 20
"""How many keys of rows are kept for one id in one place; `operasure verify` names more."""
NAMED_IDS = 1000
"""The same for texts whose mention shows a name, which nothing else names."""
IDS = 10_000
"""How many ids are told apart in one place."""
UNSURE = {TableLook.UNCLASSIFIED, TableLook.KEPT}
UNCLASSIFIED = "numbers that may be orphaned ids: classify the column"
UNRECOGNISED = "this server does not recognise the forms of an id"


@dataclass(frozen=True)
class Setting:
    """What every look of a run shares."""

    parameters: Mapping[str, object]
    deleted_user_ids: frozenset[int]
    now: datetime
    highest: int | None
    """The highest id ever given to a principal, where known."""
    recognised: bool = True
    """Whether this server finds the specimen of every form of an id in a text."""
    silent: Mapping[str, str] = field(default_factory=dict)
    """Why checks (by id) can't be trusted here, as their canaries say."""


@dataclass
class _IdTally:
    """What one check has of one id so far."""

    rows: int = 0
    row_ids: list[RowId] = field(default_factory=list)
    retained: int = 0
    until: datetime | None = None
    oldest: datetime | None = None
    newest: datetime | None = None
    certain: bool = False
    kind: str | None = None

    def add(
        self,
        key: RowId,
        written: datetime | None,
        goes: datetime | None,
        certain: bool,
        now: datetime,
    ) -> None:
        self.rows += 1
        self.certain |= certain
        if len(self.row_ids) < ROW_IDS:
            self.row_ids.append(key)
        if written is not None:
            self.oldest = min(self.oldest or written, written)
            self.newest = max(self.newest or written, written)
        if goes is not None and goes > now:
            self.retained += 1
            self.until = max(self.until or goes, goes)


@dataclass
class _Place:
    """What one check has seen so far."""

    ids: dict[int, _IdTally] = field(default_factory=lambda: defaultdict(_IdTally))
    capped: bool = False
    named_rows: int = 0
    named: list[RowId] = field(default_factory=list)
    passed_over: bool = False

    def tally(self, user_id: int) -> _IdTally | None:
        if user_id not in self.ids and len(self.ids) >= IDS:
            self.capped = True
            return None
        return self.ids[user_id]


@dataclass(frozen=True)
class AuditLook(parts.DividedLook[AuditScan, SeenOfCheck]):
    """Runs scans on one connection, and the controls of what they find clear."""

    setting: Setting

    def rows(self, scan: AuditScan) -> Iterator[Sequence[Any]]:
        """The rows of a scan."""
        bound = self.setting.parameters if scan.look is TableLook.TEXTS else {}
        return self.reader.stream(scan.sql, **bound)

    def whole(self, scan: AuditScan) -> list[SeenOfCheck]:
        """What each check sees, where all rows can be read; quiet ones only what they find."""
        return list(self._seen(scan, self._places(scan)))

    def rest(self, scan: AuditScan, found: parts.Around) -> list[SeenOfCheck]:
        """What is seen in all rows but those that can't be read."""
        whole = scan.over(found.spans) if found.spans else None
        places = self._places(whole) if whole else [_Place() for _ in scan.checks]
        return [
            seen if seen.failed else replace(seen, control=None, unread=str(found))
            for seen in self._seen(scan, places, control=False)
        ]

    def unread(self, check: Check, why: str) -> SeenOfCheck:
        """A check whose place can't be read."""
        return SeenOfCheck(check, failed=why)

    def _places(self, scan: AuditScan) -> list[_Place]:
        setting = self.setting
        places = [_Place() for _ in scan.checks]
        for row in self.rows(scan):
            key, written, goes, position, digits, certain, shows, kind = row
            place, key = places[position], key if isinstance(key, int) else str(key)
            user_id = _whole(digits)
            if user_id is None:
                continue
            if shows:
                place.named_rows += 1
                if len(place.named) < NAMED_IDS:
                    place.named.append(key)
            if user_id in setting.deleted_user_ids:
                continue
            if not certain and setting.highest is not None and user_id > setting.highest:
                place.passed_over = True
            elif tally := place.tally(user_id):
                tally.add(key, _utc(written), _utc(goes), certain, setting.now)
                tally.kind = tally.kind or kind
        return places

    def _seen(
        self, scan: AuditScan, places: list[_Place], *, control: bool = True
    ) -> Iterator[SeenOfCheck]:
        setting = self.setting
        pairs = list(zip(scan.checks, places, strict=True))
        silent = [c for c, p in pairs if not (p.ids or p.named_rows or p.passed_over)]
        clear = [check for check in silent if not check.quiet]
        proofs = controls(self.reader, scan, clear) if control else {}
        blind = binary(self.reader, scan.source, clear) if control else {}
        for check, place in pairs:
            if check.compare is Compare.FORMS and not setting.recognised:
                yield SeenOfCheck(check, failed=UNRECOGNISED)
            elif check.id in setting.silent:
                yield SeenOfCheck(check, failed=setting.silent[check.id])
            elif check.quiet and not place.ids and control:
                continue
            elif scan.look in UNSURE and not check.certain and (place.ids or place.passed_over):
                yield SeenOfCheck(check, failed=UNCLASSIFIED)
            elif check.id in blind:
                yield SeenOfCheck(check, failed=blind[check.id])
            elif check.id in proofs and proofs[check.id] is None:
                yield SeenOfCheck(check, failed=FAILED)
            else:
                yield SeenOfCheck(
                    check,
                    tuple(_sighting(check, i, t) for i, t in sorted(place.ids.items())),
                    place.capped,
                    place.named_rows,
                    tuple(place.named),
                    proofs.get(check.id),
                )


_WHOLE = re.compile("[0-9]{1,19}")


def _whole(digits: str) -> int | None:
    """The id that a number is; None where it is none: a numeric column holds fractions, infinity
    and what is no number, too (PostgreSQL manual, 8.1.2)."""
    whole, _, fraction = digits.partition(".")
    return int(whole) if _WHOLE.fullmatch(whole) and not fraction.strip("0") else None


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _sighting(check: Check, user_id: int, tally: _IdTally) -> OrphanedId:
    return OrphanedId(
        check=check,
        user_id=user_id,
        rows=tally.rows,
        row_ids=tuple(tally.row_ids),
        retained=tally.retained,
        until=tally.until,
        oldest=tally.oldest,
        newest=tally.newest,
        certain=tally.certain,
        kind=tally.kind,
    )
