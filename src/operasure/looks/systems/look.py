"""Which other systems this installation uses, and what it knows of the person there.

Stands on the database alone (`queries/systems/`): what only the environment or a configuration
file names is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import psycopg

from operasure.core.model import Column, RowId
from operasure.core.queries import Section, sections
from operasure.core.systems import Returns, System
from operasure.database.reader import reason
from operasure.database.session import Session
from operasure.looks.systems.kinds import kinds

FILES = ("identity", "storages", "hosts", "programs", "services")


@dataclass
class _SeenOfKind:
    """What is known of one kind so far."""

    count: int = 0
    rows: list[tuple[str, RowId]] = field(default_factory=list)
    back: list[Returns] = field(default_factory=list)
    accounts: list[str | None] | None = None
    reason: str | None = None


def connected(session: Session, user_id: int | None, *, alive: bool) -> tuple[System, ...]:
    """Every system that is configured, or that could not be looked at, in the order of the kinds.

    `user_id` is the person, None for nobody; `alive` says whether the account is still there. Once
    it is gone, that nothing is known of an account elsewhere says nothing: it is None then.
    """
    asker = _Asker(session, user_id)
    found: dict[str, _SeenOfKind] = {}
    for section in _sections(session, "system"):
        _add(found.setdefault(section.header["system"], _SeenOfKind()), section, asker)
    for section in _sections(session, "account") if user_id is not None else ():
        if known := found.get(section.header["account"]):
            _know(known, asker.ask(section))
    seen = {key: each for key, each in found.items() if each.count or each.reason}
    return tuple(_system(key, seen[key], alive=alive) for key in kinds() if key in seen)


def remembered(now: Sequence[System], before: Sequence[System]) -> tuple[System, ...]:
    """The systems as they are now, with what was known of the person's accounts before."""
    known = {system.key: system for system in before if system.accounts}
    merged = [_with(system, known.pop(system.key, None)) for system in now]
    gone = [
        replace(system, count=0, rows=(), back=Returns.NO, known_from="snapshot")
        for system in known.values()
    ]
    order = list(kinds())
    return tuple(sorted([*merged, *gone], key=lambda system: order.index(system.key)))


def _with(now: System, before: System | None) -> System:
    if before is None or (now.accounts or 0) >= (before.accounts or 0):
        return now
    return replace(now, accounts=before.accounts, known_from="snapshot", names=before.names)


class _Asker:
    """Asks the first connection. A table that could not be read is not asked for again."""

    def __init__(self, session: Session, user_id: int | None) -> None:
        self._reader = session.readers[0]
        self._parameters = {} if user_id is None else {"user_id": user_id}
        self._failed: dict[str, str] = {}

    def ask(self, section: Section) -> list[Mapping[str, object]] | str:
        """The rows of a statement, or why it could not be answered."""
        tables = {column.table for column in section.needs}
        for table in tables & self._failed.keys():
            return self._failed[table]
        try:
            bound = self._parameters if "account" in section.header else {}
            return [*self._reader.fetch(section.sql, **bound)]
        except psycopg.Error as error:
            self._failed |= dict.fromkeys(tables, reason(error))
            return reason(error)


def _sections(session: Session, what: str) -> Iterator[Section]:
    """The statements that this database can answer."""
    live = session.catalogue
    for section in statements():
        absent = section.header.get("absent")
        replaced = absent is not None and live.has(Column.parse(absent))
        if what in section.header and not replaced and all(map(live.has, section.needs)):
            yield section


@cache
def statements() -> tuple[Section, ...]:
    """Everything that is asked: of a `system`, or of an `account` there."""
    keys = ("system", "account", "table", "absent")
    return tuple(section for name in FILES for section in sections(f"systems/{name}", *keys))


def _add(found: _SeenOfKind, section: Section, asker: _Asker) -> None:
    rows = asker.ask(section)
    if isinstance(rows, str):
        found.reason = rows
        return
    for row in rows:
        found.count += 1
        found.back.append(Returns(str(row["back"])))
        if row["id"] is not None:
            key = row["id"] if isinstance(row["id"], int) else str(row["id"])
            found.rows.append((section.header["table"], key))


def _know(found: _SeenOfKind, rows: list[Mapping[str, object]] | str) -> None:
    if isinstance(rows, str):
        found.reason = rows
        return
    names = [str(row["account"]) if row["account"] else None for row in rows]
    found.accounts = [*(found.accounts or []), *names]


def _system(key: str, found: _SeenOfKind, *, alive: bool) -> System:
    accounts = None if found.accounts is None else len(found.accounts)
    known = accounts is not None and (alive or accounts > 0)
    order = list(Returns)
    return System(
        key=key,
        count=found.count,
        rows=tuple(dict.fromkeys(found.rows)),
        back=min(found.back, key=order.index, default=None),
        accounts=accounts if known else None,
        known_from="database" if known else None,
        names=tuple(dict.fromkeys(name for name in found.accounts or () if name)),
        reason=found.reason,
    )
