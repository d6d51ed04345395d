"""From what was found to a plan: what is to become of each row, in the order in which it can.

Values are changed first, then rows go, those first that point to others. Of a row that goes,
nothing else is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from operasure.core.model import Check, Compare, RowId
from operasure.database.reader import Reader, quoted
from operasure.erase import hanging, owners, pieces, signed, sparing
from operasure.erase.edits import NOTHING, Editor, Numbers, Wish
from operasure.erase.hanging import Deletes
from operasure.erase.model import (
    BATCH,
    BATCH_OF_TEXTS,
    Action,
    Left,
    Part,
    PlanBatch,
    PlanRow,
    PlanStep,
    SavedView,
)
from operasure.erase.preview import Change
from operasure.erase.rules import Make, rule, words
from operasure.erase.sparing import OtherRows, Working
from operasure.erase.tables import Name, Reference, Tables, among, as_text, digest, portions, source
from operasure.erase.views import Filters, Views
from operasure.erase.written import is_saved, readable
from operasure.looks.mentions.hits import url

Place = tuple[Name, str]
"""A table and its column."""

NO_SUCCESSOR = "there is no Deleted user to insert instead: let OpenProject create one first"
PLAINLY_NOT = "a number that may be something else; include it with --possible"


@dataclass
class Making:
    """Takes what was found, check by check, then gives the plan part by part.

    `subject` is the id that gives way to `successor`. With `delete_signed` values that a signature
    holds together go with their rows. With `possible` also numbers go that may be
    something else.
    """

    reader: Reader
    tables: Tables
    subject: int
    successor: int | None
    editor: Editor
    others: OtherRows
    working: Working
    possible: bool = False
    delete_signed: bool = False
    shown: Callable[[Change], None] | None = None
    """Told of every text that changes, for a preview."""
    base: str | None = None
    batch: int = BATCH
    batch_of_texts: int = BATCH_OF_TEXTS
    left: list[Left] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    """By check: rows in which nothing is to be done any more."""
    views: list[SavedView] = field(default_factory=list)
    """Those whose filters change, known once all rows were read."""
    _sets: dict[Place, list[tuple[Check, str | None, list[str]]]] = field(default_factory=dict)
    _deletes: Deletes = field(default_factory=dict)
    _wishes: dict[Place, dict[str, Wish]] = field(default_factory=dict)
    _changing: dict[Name, set[str]] = field(default_factory=dict)
    """Rows that change, of tables whose rows are shown as a part of another one."""
    _moving: dict[Name, set[str]] = field(default_factory=dict)
    """Rows whose moment of change moves with a step of their own."""
    _number: int = 0

    @property
    def _views(self) -> Views:
        return Views(self.reader, self.tables, self.editor.matcher)

    def name(self, check: Check) -> Name:
        """The table of a check."""
        return check.schema or self.tables.schema, check.table

    def take(self, check: Check, keys: Sequence[RowId]) -> None:
        """Rows in which a check found the person."""
        given = rule(check)
        name, rows = self.name(check), [str(key) for key in keys]
        if reason := self._refused(check, given.make):
            self.leave(check.id, len(rows), reason)
            return
        match given.make:
            case Make.DELETE:
                self._delete(name, check, rows)
            case Make.NULL:
                self._set(check, None, rows)
            case Make.DELETED_USER:
                self._set(check, str(self.successor), rows)
            case Make.NUMBER:
                self._number_in(check, rows)
            case Make.TAKE_OUT | Make.REWRITE:
                self.edit(check, rows, stated=check.sql if given.make is Make.TAKE_OUT else None)
            case Make.NONE:
                self.leave(check.id, len(rows), words(given))
            case Make.WITH:
                pass

    def _number_in(self, check: Check, keys: list[str]) -> None:
        """Rows in whose text the id stands by itself; a text that is nothing else is set, so that a
        unique index is minded."""
        type_ = self.tables.columns[self.name(check)][check.column.name].type
        alone: list[str] = []
        if check.compare is Compare.WHOLE and type_.startswith(("text", "character")):
            alone = self._alone(check, keys) if not type_.endswith("[]") else []
            if alone and self.successor is not None:
                self._set(check, str(self.successor), alone)
        everything = check.compare is Compare.WHOLE
        rest = [key for key in keys if key not in set(alone)]
        self.edit(check, rest, numbers=Numbers.ALL if everything else Numbers.KEYED)

    def _alone(self, check: Check, keys: list[str]) -> list[str]:
        name = self.name(check)
        key, type_ = self.tables.key(name)
        sql = (
            f"SELECT CAST({quoted(key)} AS text) AS key FROM {source(name)} WHERE "
            f"{quoted(key)} = ANY (CAST(:keys AS {type_}[])) AND {quoted(check.column.name)} = :own"
        )
        return [
            str(row["key"])
            for some in portions(keys)
            for row in self.reader.fetch(sql, keys=among(some), own=str(self.subject))
        ]

    def _refused(self, check: Check, make: Make) -> str | None:
        if not check.certain and not self.possible and make is not Make.WITH:
            return PLAINLY_NOT
        if make in {Make.DELETED_USER, Make.REWRITE} and self.successor is None:
            return NO_SUCCESSOR
        if check.key.rpartition(".")[2].strip('"') != self.tables.key(self.name(check))[0]:
            return "its rows have no key that identifies them"
        return None

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
        wishes = self._wishes.setdefault((self.name(check), check.column.name), {})
        for key in keys:
            wish = wishes.setdefault(key, Wish(check))
            ids = not (stated or marks or numbers)
            wishes[key] = wish.and_(stated=stated, ids=ids, marks=marks, numbers=numbers)

    def takes(self, check: Check, key: str) -> bool:
        """Whether a row goes, or something of it in the check's column was decided to be erased."""
        name = self.name(check)
        wish = self._wishes.get((name, check.column.name), {}).get(key)
        return key in self._deletes.get(name, {}) or bool(wish and wish.marks)

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
        self._delete(name, check, there)
        if len(there) + len(gone) < len(marks):
            self.leave(check.id, len(marks) - len(there) - len(gone), NOTHING)

    def leave(self, check: str, rows: int, reason: str) -> None:
        """Note something that the plan leaves."""
        self.left.append(Left(check, rows, reason))

    def _set(self, check: Check, value: str | None, keys: list[str]) -> None:
        place = (self.name(check), check.column.name)
        self._sets.setdefault(place, []).append((check, value, keys))

    def _delete(self, name: Name, check: Check, keys: Iterable[str]) -> None:
        own = self._deletes.setdefault(name, {})
        for key in keys:
            own.setdefault(key, check)

    def parts(self) -> Iterator[Part]:
        """The whole plan. May raise psycopg.Error."""
        self._make_room()
        self._spare_working()
        self._spare_others()
        emptied = self._spread()
        for reference, parent in emptied:
            yield from self._emptied(reference, parent)
        yield from self._setting()
        yield from self._editing()
        yield from self._deleting()
        yield from self._touching()
        yield from self.views
        yield from self._summed(self.left)

    def _make_room(self) -> None:
        """Rows that may not stand beside one of the Deleted user's own go instead."""
        for (name, column), settings in self._sets.items():
            key, _ = self.tables.key(name)
            for check, value, keys in settings:
                if value is not None:
                    found = hanging.taken(self.reader, self.tables, name, key, column, value, keys)
                    self._delete(name, check, found)

    def _spare_working(self) -> None:
        """Leave the values on which OpenProject works, but for those that were named."""
        for (name, column), wishes in self._wishes.items():
            for key in self._unnamed(name, column, list(wishes)):
                del wishes[key]
        for (name, column), settings in self._sets.items():
            for _, _, keys in settings:
                for key in self._unnamed(name, column, keys):
                    keys.remove(key)
        for label in sorted(self.working.named - self.working.used):
            self.leave(label, 0, "--settings names it, but the plan changes nothing there")

    def _unnamed(self, name: Name, column: str, keys: list[str]) -> list[str]:
        advice = self.working.advice(name, column)
        if advice is None or not keys:
            return []
        labels = self.working.labels(name, column, keys)
        found = [
            key for key, label in labels.items() if not self.working.allows(name, column, label)
        ]
        self.left += (Left(labels[key], 1, advice, works=True) for key in found)
        return found

    def _spare_others(self) -> None:
        """Leave what belongs to another account."""
        for (name, column), wishes in self._wishes.items():
            found = self.others.of(name, wishes.keys())
            by_check: dict[str, dict[str, int]] = {}
            for key, account in found.items():
                by_check.setdefault(wishes.pop(key).check.id, {})[key] = account
            for check, rows in by_check.items():
                self._refuse(check, f"{name[1]}.{column}", rows)
        for (name, column), settings in self._sets.items():
            for check_, _, keys in settings:
                found = self.others.of(name, keys)
                keys[:] = [key for key in keys if key not in found]
                self._refuse(check_.id, f"{name[1]}.{column}", found)
        for name, rows_ in self._deletes.items():
            self._keep(name, self.others.of(name, rows_.keys()))

    def _refuse(self, check: str, place: str, found: Mapping[str, int]) -> None:
        if found:
            self.leave(check, len(found), sparing.refused(place, found))

    def _keep(self, name: Name, found: Mapping[str, int]) -> None:
        """Take rows from those that go."""
        by_check: dict[str, dict[str, int]] = {}
        for key, account in found.items():
            by_check.setdefault(self._deletes[name].pop(key).id, {})[key] = account
        for check, rows in by_check.items():
            self._refuse(check, name[1], rows)

    def _spread(self) -> list[tuple[Reference, str]]:
        """Take in what goes with the rows that go. A row that another account's would go with, or
        would lose its place by, stays."""
        while True:
            deletes: Deletes = {name: dict(keys) for name, keys in self._deletes.items()}
            parents: hanging.Parents = {}
            emptied = list(hanging.spread(self.reader, self.tables, deletes, parents))
            kept: set[tuple[Name, str]] = set()
            for name, rows in deletes.items():
                for key in self.others.of(name, rows.keys()):
                    kept.add(_root((name, key), parents))
            for above, reference, parent in emptied:
                if self.others.of(reference.child, self._pointing(reference, parent)):
                    kept.add(_root((above, parent), parents))
            blocked = [(name, key) for name, key in kept if key in self._deletes.get(name, {})]
            if not blocked:
                loose = [(name, key) for name, key in kept if key in deletes.get(name, {})]
                for name, key in loose:
                    del deletes[name][key]
                self._deletes = deletes
                return [(reference, parent) for _, reference, parent in emptied]
            for name, key in blocked:
                check = self._deletes[name].pop(key)
                self.leave(check.id, 1, f"another account's own data depends on {name[1]} {key}")

    def _pointing(self, reference: Reference, parent: str) -> list[str]:
        name, column = reference.child, reference.column
        key, _ = self.tables.key(name)
        type_ = self.tables.columns[name][column].type
        sql = (
            f"SELECT CAST({quoted(key)} AS text) AS key FROM {source(name)} "
            f"WHERE {quoted(column)} = CAST(:value_0 AS {type_})"
        )
        return [str(row["key"]) for row in self.reader.fetch(sql, value_0=parent)]

    def _emptied(self, reference: Reference, parent: str) -> Iterator[Part]:
        name, column = reference.child, reference.column
        key, key_type = self.tables.key(name)
        type_ = self.tables.columns[name][column].type
        keys = self._pointing(reference, parent)
        step = PlanStep(
            number=self._next(), check=f"{name[1]}.{column}", group="", action=Action.SET,
            schema=name[0], table=name[1], key=key, key_type=key_type,
            column=column, type=type_, seen=parent, why="points to a row that goes",
        )  # fmt: skip
        yield from self._batches(step, (PlanRow(k) for k in keys))

    def _touching(self) -> Iterator[Part]:
        """The moments of rows that a cache shows together with what changes. Last of all, since
        only now it is known what does; a step that changes such a row itself moves its moment."""
        found: dict[Name, set[str]] = {}
        for table, owned in self.tables.owners.items():
            child = self.tables.schema, table
            keys = self._changing.get(child, set())
            for name, ids in owners.of(self.reader, self.tables, child, owned, keys):
                found.setdefault(name, set()).update(ids)
        for name, ids in found.items():
            moment = self.tables.moment(name)
            if moment is not None:
                key, key_type = self.tables.key(name)
                step = PlanStep(
                    number=self._next(), check=f"{name[1]}.{moment[0]}", group="",
                    action=Action.EDIT, schema=name[0], table=name[1], key=key, key_type=key_type,
                    column=moment[0], type=moment[1],
                    why="what is shown with it changes, and a cache uses this moment",
                )  # fmt: skip
                stay = ids - self._deletes.get(name, {}).keys() - self._moving.get(name, set())
                stay -= self.others.of(name, stay).keys()
                yield from self._batches(step, owners.moved(self.reader, self.tables, name, stay))

    def _setting(self) -> Iterator[Part]:
        for (name, column), settings in self._sets.items():
            gone = self._deletes.get(name, {})
            done: set[str] = set()
            for check, value, keys in settings:
                chosen = [k for k in dict.fromkeys(keys) if k not in gone and k not in done]
                if len(settings) > 1:
                    done.update(chosen)
                if chosen:
                    key, key_type = self.tables.key(name)
                    step = PlanStep(
                        number=self._next(), check=check.id, group=check.group, action=Action.SET,
                        schema=name[0], table=name[1], key=key, key_type=key_type,
                        column=column, type=self.tables.columns[name][column].type,
                        seen=str(self.subject), value=value, touched=self.tables.moment(name),
                        why=words(rule(check)),
                    )  # fmt: skip
                    yield from self._batches(step, map(PlanRow, chosen))

    def _editing(self) -> Iterator[Part]:
        for (name, column), wishes in self._wishes.items():
            gone = self._deletes.get(name, {})
            chosen = {key: wish for key, wish in wishes.items() if key not in gone}
            by_check: dict[str, list[str]] = {}
            for key, wish in chosen.items():
                by_check.setdefault(wish.check.id, []).append(key)
            for keys in by_check.values():
                yield from self._edited(name, column, {key: chosen[key] for key in keys})

    def _edited(self, name: Name, column: str, wishes: Mapping[str, Wish]) -> Iterator[Part]:
        check = next(iter(wishes.values())).check
        key, key_type = self.tables.key(name)
        step = PlanStep(
            number=self._next(), check=check.id, group=check.group, action=Action.EDIT,
            schema=name[0], table=name[1], key=key, key_type=key_type,
            column=column, type=self.tables.columns[name][column].type,
            touched=self.tables.moment(name),
            beside=self.editor.beside(name, column),
            why=self._why(wishes.values()),
        )  # fmt: skip
        yield from self._batches(step, self._rows(step, wishes))

    def _why(self, wishes: Iterable[Wish]) -> str:
        found = Counter[str]()
        for wish in wishes:
            found["what a decision says to erase"] += bool(wish.marks)
            found["ids in the text"] += wish.ids
            found["ids in a saved value"] += bool(wish.stated)
            found["the id alone, in a list or as a value"] += bool(wish.numbers)
        return ", ".join(reason for reason, count in found.items() if count)

    def _rows(self, step: PlanStep, wishes: Mapping[str, Wish]) -> Iterator[PlanRow]:
        shown = [f"CAST({quoted(step.key)} AS text) AS key"]
        shown.append(f"{as_text(quoted(step.column), step.type)} AS value")
        if step.beside:
            shown.append(f"{as_text(quoted(step.beside[0]), step.beside[1])} AS beside")
        path = next((w.check.path for w in wishes.values()), None) if self.shown else None
        shown += [f"{path} AS path"] if path else []
        sql = (
            f"SELECT {', '.join(shown)} FROM {source((step.schema, step.table))} "
            f"WHERE {quoted(step.key)} = ANY (CAST(:keys AS {step.key_type}[]))"
        )
        for some in portions(wishes, BATCH_OF_TEXTS):
            rows = {str(row["key"]): row for row in self.reader.fetch(sql, keys=among(some))}
            changed: dict[str, Filters] = {}
            for key in some:
                if key in rows and rows[key]["value"] is not None:
                    yield from self._row(step, key, wishes[key], rows[key], changed)
            self.views += self._views.named(step, changed)

    def _row(
        self,
        step: PlanStep,
        key: str,
        wish: Wish,
        found: Mapping[str, object],
        filters: dict[str, Filters],
    ) -> Iterator[PlanRow]:
        """The row with its edit; where its filters change, they are added to `filters`."""
        before = str(found["value"])
        beside = found.get("beside")
        edited = self.editor.edit(step, key, wish, before, None if beside is None else str(beside))
        self.done[wish.check.id] += edited.done
        for reason in edited.reasons:
            self.leave(wish.check.id, 1, reason)
        if edited.value != before:
            row = PlanRow(key, edit=pieces.edit(before, edited.value))
            if edited.beside is not None and edited.beside != beside:
                row = replace(row, beside=pieces.edit(str(beside), edited.beside))
            saved = is_saved(wish.check, step, before)
            if changed := self._views.changed(step, before, edited.value, saved=saved):
                filters[key] = changed
            if self.shown:
                path = url(self.base, str(found["path"]) if found.get("path") else None)
                old, new = (readable(wish.check, step, text) for text in (before, edited.value))
                self.shown(Change(step.place, key, old, new, path))
            yield row

    def _deleting(self) -> Iterator[Part]:
        present = [name for name, keys in self._deletes.items() if keys]
        for name in hanging.order(self.tables, present):
            by_check: dict[Check, list[str]] = {}
            for key, check in self._deletes[name].items():
                by_check.setdefault(check, []).append(key)
            for check, keys in by_check.items():
                key, key_type = self.tables.key(name)
                own = self.name(check) == name
                step = PlanStep(
                    number=self._next(), check=check.id, group=check.group, action=Action.DELETE,
                    schema=name[0], table=name[1], key=key, key_type=key_type,
                    links=hanging.links(self.tables, name),
                    why=self._gone(check) if own else f"goes with a row of {check.table}",
                )  # fmt: skip
                yield from self._batches(step, self._whole(step, keys))

    def _gone(self, check: Check) -> str:
        made = rule(check)
        if made.make is Make.DELETE:
            return words(made)
        if signed.is_signed(check):
            return signed.words(check)
        return "the row is deleted: the Deleted user can't have a second one like it"

    def _whole(self, step: PlanStep, keys: list[str]) -> Iterator[PlanRow]:
        sql = (
            f"SELECT CAST({quoted(step.key)} AS text) AS key, "
            f"{digest('CAST(each.* AS text)')} AS digest "
            f"FROM {source((step.schema, step.table))} AS each "
            f"WHERE {quoted(step.key)} = ANY (CAST(:keys AS {step.key_type}[]))"
        )
        for some in portions(keys):
            found = self.reader.fetch(sql, keys=among(some))
            digests = {str(row["key"]): str(row["digest"]) for row in found}
            yield from (PlanRow(key, digests[key]) for key in some if key in digests)

    def _batches(self, step: PlanStep, rows: Iterator[PlanRow]) -> Iterator[Part]:
        step = self._guarded(step)
        size = self.batch_of_texts if step.action is Action.EDIT else self.batch
        number, some = 0, list[PlanRow]()
        for row in rows:
            some.append(row)
            if len(some) == size:
                yield from self._batch(step, number, some)
                number, some = number + 1, []
        if some:
            yield from self._batch(step, number, some)

    def _guarded(self, step: PlanStep) -> PlanStep:
        """With what is checked again when it is carried out, and what a person should know."""
        name = (step.schema, step.table)
        works = self.working.advice(name, step.column) or ""
        owner = self.others.accounts.owner(name)
        if owner is None:
            return replace(step, works=works)
        return replace(
            step, works=works, owner=owner, also=self.others.also, users=self.tables.schema
        )

    def _batch(self, step: PlanStep, number: int, rows: Sequence[PlanRow]) -> Iterator[Part]:
        if number == 0:
            yield step
        name = (step.schema, step.table)
        if name[1] in self.tables.owners:
            self._changing.setdefault(name, set()).update(row.key for row in rows)
        if step.touched:
            self._moving.setdefault(name, set()).update(row.key for row in rows)
        yield PlanBatch(step, number, tuple(rows))

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _summed(self, left: Iterable[Left]) -> Iterator[Left]:
        """One entry for each check and reason."""
        rows = Counter[tuple[str, str, bool]]()
        for each in left:
            rows[each.check, each.reason, each.works] += each.rows
        yield from (Left(check, count, why, works) for (check, why, works), count in rows.items())


def _root(row: tuple[Name, str], parents: hanging.Parents) -> tuple[Name, str]:
    """The row that another goes with in the end."""
    while row in parents:
        row = parents[row]
    return row
