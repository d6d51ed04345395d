"""Mentions marked to be erased, found again by the ids of the work list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from operasure.core.errors import UsageError
from operasure.core.legible import visible
from operasure.core.model import Check
from operasure.core.queries import Queries, listed
from operasure.database.catalogue import Catalogue
from operasure.database.reader import Reader
from operasure.database.session import Session
from operasure.erase.rules import Make, rule
from operasure.erase.tables import Name, misfit, portions
from operasure.erase.wishes import Wishes
from operasure.looks.mentions import places, review
from operasure.looks.mentions.hits import Decision, Mark, place_of

ENGLISH = "Deleted user"


def key(reviewed: Sequence[Path]) -> bytes:
    """The secret that the ids of the decided mentions were made with."""
    return review.read(reviewed).key or b""


def settled(reviewed: Sequence[Path]) -> frozenset[str]:
    """The mentions of which somebody decided that they stay, or are of somebody else: also where
    somebody else decided otherwise, and nobody settled it."""
    stay = {Decision.KEEP, Decision.NOT_THE_PERSON}
    standing = review.read(reviewed).standing
    return frozenset(
        key for key, own in standing.items() if any(mark.decision in stay for mark in own)
    )


def carried(reviewed: Sequence[Path], ids: Mapping[str, str]) -> Iterator[Mark]:
    """The decisions on mentions that get other ids, as decisions on those."""
    standing = review.read(reviewed).standing
    for old, new in ids.items():
        yield from (replace(mark, id=new) for mark in standing[old])


def deleted_name(reader: Reader) -> str:
    """The Deleted user's name in the language of the instance."""
    rows = reader.fetch("SELECT value FROM settings WHERE name = 'default_language'")
    language = str(rows[0]["value"]) if rows else "en"
    return str(listed("removal/deleted-user")["names"].get(language, ENGLISH))


Place = tuple[Name, str]
"""A table and its column."""


def kinds(queries: Queries, catalogue: Catalogue) -> tuple[frozenset[Place], dict[Place, str]]:
    """The columns that hold a person and no prose, and those that are declared to hold no person,
    each with the reason."""
    fields = {
        ((source.table.schema, source.table.name), field.column.name): field
        for source in places.find(queries, catalogue).sources
        for field in source.fields
    }
    declared = {
        place: check.declared
        for place, field in fields.items()
        for check in field.checks
        if check.declared is not None
    }
    return frozenset(place for place, field in fields.items() if field.structured), declared


def take(wishes: Wishes, opened: Session, queries: Queries, reviewed: Sequence[Path]) -> None:
    """Give a plan the mentions that the reviews decided to erase."""
    marks = [
        mark for mark in review.read(reviewed).marks.values() if mark.decision is Decision.ERASE
    ]
    if not marks:
        return
    found = places.find(queries, opened.catalogue)
    checks = {
        place_of(check, "").strip(): (check, source.key)
        for source in found.sources
        for field in source.fields
        for check in field.checks
    }
    unread = {place_of(check, "").strip(): why for check, why in found.unreadable}
    for column, rows in _by_column(marks, checks.keys() | unread.keys()).items():
        check, key = checks.get(column, (None, ""))
        if check is None:
            why = unread.get(column, "there is no such place in this database")
            wishes.leave(column, len(rows), why)
        elif reason := wishes.barred(check, key, whole=rule(check).make is Make.DELETE):
            wishes.leave(check.id, len(rows), reason)
        else:
            _see_keys(wishes, check, rows)
            _take(wishes, check, rows)


_Rows = Mapping[str, set[str]]
"""By the key of a row: the ids of its decided mentions."""


def _see_keys(wishes: Wishes, check: Check, rows: _Rows) -> None:
    """Raises UsageError for a decision whose place names no row that could ever be there."""
    _, type_ = wishes.tables.key(wishes.name(check))
    for some in portions(rows):
        wrong = misfit(wishes.reader, type_, some)
        if wrong is not None:
            place = visible(f"{place_of(check, '').strip()} {wrong}"[:100])
            raise UsageError(f"--reviewed: a decision is about {place!r}, which names no row")


def _by_column(marks: Sequence[Mark], known: Collection[str]) -> Mapping[str, _Rows]:
    """The decisions by their columns, which may have blanks in their names, as keys may."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mark in marks:
        words = mark.place.split(" ")
        ways = (" ".join(words[:number]) for number in range(len(words), 0, -1))
        column = next((way for way in ways if way in known), words[0])
        found[column][mark.place[len(column) + 1 :]].add(mark.id)
    return found


def _take(wishes: Wishes, check: Check, rows: _Rows) -> None:
    if rule(check).make is Make.DELETE:
        wishes.take(check, list(rows))
        return
    wishes.erase(check, {row: frozenset(ids) for row, ids in rows.items()})
