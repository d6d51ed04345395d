"""What was found, check by check, and so what is to become of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from operasure.core.model import Check, Compare, RowId
from operasure.database.reader import Reader, quoted
from operasure.erase import hanging, signed
from operasure.erase.edits import NOTHING, Editor, Numbers, Wish
from operasure.erase.hanging import Deletes
from operasure.erase.model import (
    Left,
)
from operasure.erase.rules import Make, rule, words
from operasure.erase.tables import TEXTUAL, Name, Tables, rows

Place = tuple[Name, str]
"""A table and its column."""

NO_SUCCESSOR = "there is no Deleted user to insert instead: let OpenProject create one first"
NO_KEY = "its rows have no key that identifies them"
MATERIALISED = (
    "a materialised view, which shows rows of tables: refresh it when nothing is left in these"
)
COMPUTED = (
    "the server fills the column in itself (GENERATED ALWAYS): change what its value comes from"
)
PLAINLY_NOT = "a number that may be something else; include it with --possible"


@dataclass
class Wishes:
    """Takes the rows that were found and keeps what is wished of each.

    `subject` is the id that gives way to `successor`. With `delete_signed` values that a signature
    holds together go with their rows. With `possible` also numbers go that may be
    something else.
    """

    reader: Reader
    tables: Tables
    subject: int
    successor: int | None
    editor: Editor
    possible: bool = False
    delete_signed: bool = False
    left: list[Left] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    """By check: rows in which nothing is to be done any more."""
    sets: dict[Place, list[tuple[Check, str | None, list[str]]]] = field(default_factory=dict)
    deletes: Deletes = field(default_factory=dict)
    edits: dict[Place, dict[str, Wish]] = field(default_factory=dict)

    def name(self, check: Check) -> Name:
        """The table of a check."""
        return check.schema or self.tables.schema, check.table

    def take(self, check: Check, keys: Sequence[RowId]) -> None:
        """Rows in which a check found the person."""
        given = rule(check)
        name, own = self.name(check), [str(key) for key in keys]
        if reason := self._refused(check, given.make):
            self.leave(check.id, len(own), reason)
            return
        match given.make:
            case Make.DELETE:
                self.delete(name, check, own)
            case Make.NULL:
                self.set(check, None, own)
            case Make.DELETED_USER:
                self.set(check, str(self.successor), own)
            case Make.NUMBER:
                self._number_in(check, own)
            case Make.TAKE_OUT | Make.REWRITE:
                self.edit(check, own, stated=check.sql if given.make is Make.TAKE_OUT else None)
            case Make.NONE:
                self.leave(check.id, len(own), words(given))
            case Make.WITH:
                pass

    def _number_in(self, check: Check, keys: list[str]) -> None:
        """Rows in whose text the id stands by itself; a text that is nothing else is set, so that a
        unique index is minded."""
        type_ = self.tables.columns[self.name(check)][check.column.name].type
        alone: list[str] = []
        if check.compare is Compare.WHOLE and type_.startswith(TEXTUAL):
            alone = self._alone(check, keys) if not type_.endswith("[]") else []
            if alone and self.successor is not None:
                self.set(check, str(self.successor), alone)
        everything = check.compare is Compare.WHOLE
        rest = [key for key in keys if key not in set(alone)]
        self.edit(check, rest, numbers=Numbers.ALL if everything else Numbers.KEYED)

    def _alone(self, check: Check, keys: list[str]) -> list[str]:
        name, column, own = self.name(check), quoted(check.column.name), str(self.subject)
        found = rows(
            self.reader, self.tables, name, keys, f"{column} AS value", f"{column} = :own", own=own
        )
        return [str(row["key"]) for row in found]

    def _refused(self, check: Check, make: Make) -> str | None:
        if not check.certain and not self.possible and make is not Make.WITH:
            return PLAINLY_NOT
        if make in {Make.DELETED_USER, Make.REWRITE} and self.successor is None:
            return NO_SUCCESSOR
        return self.barred(check, check.key, whole=make is Make.DELETE)

    def barred(self, check: Check, key: str, *, whole: bool = False) -> str | None:
        """Why nothing can be changed where a check looks, which knows rows by this key: in no row
        of the table, or, unless rows go as a `whole`, not in the check's column."""
        columns = self.tables.columns.get(self.name(check))
        if columns is None:
            return MATERIALISED
        own, _ = self.tables.key(self.name(check))
        if not f".{key}".endswith((f".{own}", f".{quoted(own)}")):
            return NO_KEY
        return COMPUTED if columns[check.column.name].computed and not whole else None

    def edit(
        self,
        check: Check,
        keys: Iterable[str],
        *,
        stated: str | None = None,
        marks: frozenset[str] = frozenset(),
        numbers: Numbers = Numbers.NONE,
    ) -> None:
        """Rows whose value in the check's column loses the id, or the mentions `marks`, or these
        numbers by themselves."""
        wishes = self.edits.setdefault((self.name(check), check.column.name), {})
        for key in keys:
            wish = wishes.setdefault(key, Wish(check))
            ids = not (stated or marks or numbers)
            wishes[key] = wish.and_(stated=stated, ids=ids, marks=marks, numbers=numbers)

    def takes(self, check: Check, key: str) -> bool:
        """Whether a row goes, or something of it in the check's column was decided to be erased."""
        name = self.name(check)
        wish = self.edits.get((name, check.column.name), {}).get(key)
        return key in self.deletes.get(name, {}) or bool(wish and wish.marks)

    def erase(self, check: Check, marks: Mapping[str, frozenset[str]]) -> None:
        """Mentions that were decided to be erased, by the keys of their rows."""
        if self.delete_signed and signed.is_signed(check):
            self._delete_signed(check, marks)
            return
        for key, ids in marks.items():
            self.edit(check, [key], marks=ids)

    def _delete_signed(self, check: Check, marks: Mapping[str, frozenset[str]]) -> None:
        if reason := self._refused(check, Make.DELETE):
            self.leave(check.id, len(marks), reason)
            return
        name = self.name(check)
        there = list(signed.standing(self.reader, self.editor, name, check, marks))
        gone = hanging.missing(self.reader, self.tables, name, list(marks))
        self.done[check.id] += len(gone)
        self.delete(name, check, there)
        if len(there) + len(gone) < len(marks):
            self.leave(check.id, len(marks) - len(there) - len(gone), NOTHING)

    def leave(self, check: str, rows: int, reason: str) -> None:
        """Note something that the plan leaves."""
        self.left.append(Left(check, rows, reason))

    def set(self, check: Check, value: str | None, keys: list[str]) -> None:
        """Rows whose value in the check's column becomes this one."""
        place = (self.name(check), check.column.name)
        self.sets.setdefault(place, []).append((check, value, keys))

    def delete(self, name: Name, check: Check, keys: Iterable[str]) -> None:
        """Rows that go."""
        own = self.deletes.setdefault(name, {})
        for key in keys:
            own.setdefault(key, check)
