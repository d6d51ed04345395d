"""From findings to a plan: what happens to each row, in an order that works.

Values are changed first, then rows go, those first that point to others. Of a row that goes,
nothing else is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from operasure.core.model import Check
from operasure.database.reader import quoted
from operasure.erase import hanging, owners, pieces, signed
from operasure.erase.edits import Wish
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
from operasure.erase.settling import Settling
from operasure.erase.sparing import OtherRows, Working
from operasure.erase.tables import Name, Reference, among, as_text, digest, portions, source
from operasure.erase.views import Filters, Views
from operasure.erase.wishes import Wishes
from operasure.erase.written import is_saved, readable
from operasure.looks.mentions.hits import url

NO_ENCODING = (
    "a text with letters beyond ASCII in a database without an encoding (SQL_ASCII): change it "
    "manually"
)


@dataclass
class Making:
    """Gives the plan part by part."""

    wishes: Wishes
    others: OtherRows
    working: Working
    shown: Callable[[Change], None] | None = None
    """Told of every text that changes, for a preview."""
    base: str | None = None
    batch: int = BATCH
    batch_of_texts: int = BATCH_OF_TEXTS
    views: list[SavedView] = field(default_factory=list)
    """Those whose filters change, known once all rows were read."""
    _changing: dict[Name, set[str]] = field(default_factory=dict)
    """Rows that change, of tables whose rows are shown as a part of another one."""
    _moving: dict[Name, set[str]] = field(default_factory=dict)
    """Rows whose moment of change moves with a step of their own."""
    _number: int = 0

    @property
    def _views(self) -> Views:
        return Views(self.wishes.reader, self.wishes.tables, self.wishes.editor.matcher)

    def parts(self) -> Iterator[Part]:
        """The whole plan. May raise psycopg.Error."""
        for reference, parent in Settling(self.wishes, self.others, self.working).settle():
            yield from self._emptied(reference, parent)
        yield from self._setting()
        yield from self._editing()
        yield from self._deleting()
        yield from self._touching()
        yield from self.views
        yield from self._summed(self.wishes.left)

    def _emptied(self, reference: Reference, parent: str) -> Iterator[Part]:
        keys = hanging.pointing(self.wishes.reader, self.wishes.tables, reference, parent)
        step = self._step(
            Action.SET, reference.child, reference.column,
            seen=parent, why="points to a row that goes",
        )  # fmt: skip
        yield from self._batches(step, (PlanRow(k) for k in keys))

    def _touching(self) -> Iterator[Part]:
        """The moments of rows that a cache shows together with what changes. Last of all, since
        only now it is known what does; a step that changes such a row itself moves its moment."""
        found: dict[Name, set[str]] = {}
        for table, owned in self.wishes.tables.owners.items():
            child = self.wishes.tables.schema, table
            keys = self._changing.get(child, set())
            for name, ids in owners.of(self.wishes.reader, self.wishes.tables, child, owned, keys):
                found.setdefault(name, set()).update(ids)
        for name, ids in found.items():
            moment = self.wishes.tables.moment(name)
            if moment is not None:
                why = "what is shown with it changes, and a cache uses this moment"
                step = self._step(Action.EDIT, name, moment[0], why=why)
                stay = (
                    ids - self.wishes.deletes.get(name, {}).keys() - self._moving.get(name, set())
                )
                stay -= self.others.of(name, stay).keys()
                yield from self._batches(
                    step, owners.moved(self.wishes.reader, self.wishes.tables, name, stay)
                )

    def _setting(self) -> Iterator[Part]:
        for (name, column), settings in self.wishes.sets.items():
            gone = self.wishes.deletes.get(name, {})
            done: set[str] = set()
            for check, value, keys in settings:
                chosen = [k for k in dict.fromkeys(keys) if k not in gone and k not in done]
                if len(settings) > 1:
                    done.update(chosen)
                if chosen:
                    step = self._step(
                        Action.SET, name, column, check,
                        seen=str(self.wishes.subject), value=value,
                        touched=self.wishes.tables.moment(name), why=words(rule(check)),
                    )  # fmt: skip
                    yield from self._batches(step, map(PlanRow, chosen))

    def _editing(self) -> Iterator[Part]:
        for (name, column), wishes in self.wishes.edits.items():
            gone = self.wishes.deletes.get(name, {})
            chosen = {key: wish for key, wish in wishes.items() if key not in gone}
            by_check: dict[str, list[str]] = {}
            for key, wish in chosen.items():
                by_check.setdefault(wish.check.id, []).append(key)
            for keys in by_check.values():
                yield from self._edited(name, column, {key: chosen[key] for key in keys})

    def _edited(self, name: Name, column: str, wishes: Mapping[str, Wish]) -> Iterator[Part]:
        check = next(iter(wishes.values())).check
        step = self._step(
            Action.EDIT, name, column, check,
            touched=self.wishes.tables.moment(name),
            beside=self.wishes.editor.beside(name, column),
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
            rows = {str(row["key"]): row for row in self.wishes.reader.fetch(sql, keys=among(some))}
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
        edited = self.wishes.editor.edit(
            step, key, wish, before, None if beside is None else str(beside)
        )
        self.wishes.done[wish.check.id] += edited.done
        for reason in edited.reasons:
            self.wishes.leave(wish.check.id, 1, reason)
        # The server counts bytes there, and the plan characters.
        apart = self.wishes.reader.encoding == "SQL_ASCII"
        if apart and edited.value != before and not f"{before}{beside or ''}".isascii():
            self.wishes.leave(wish.check.id, 1, NO_ENCODING)
        elif edited.value != before:
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
        present = [name for name, keys in self.wishes.deletes.items() if keys]
        for name in hanging.order(self.wishes.tables, present):
            by_check: dict[Check, list[str]] = {}
            for key, check in self.wishes.deletes[name].items():
                by_check.setdefault(check, []).append(key)
            for check, keys in by_check.items():
                own = self.wishes.name(check) == name
                step = self._step(
                    Action.DELETE, name, check=check,
                    links=hanging.links(self.wishes.tables, name),
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
            found = self.wishes.reader.fetch(sql, keys=among(some))
            digests = {str(row["key"]): str(row["digest"]) for row in found}
            yield from (PlanRow(key, digests[key]) for key in some if key in digests)

    def _step(
        self,
        action: Action,
        name: Name,
        column: str = "",
        check: Check | None = None,
        **more: Any,
    ) -> PlanStep:
        """The next step: about rows of a table, found by a check, or else for its column's sake."""
        self._number += 1
        key, key_type = self.wishes.tables.key(name)
        return PlanStep(
            number=self._number, check=check.id if check else f"{name[1]}.{column}",
            group=check.group if check else "", action=action,
            schema=name[0], table=name[1], key=key, key_type=key_type, column=column,
            type=self.wishes.tables.columns[name][column].type if column else "", **more,
        )  # fmt: skip

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
            step, works=works, owner=owner, also=self.others.also, users=self.wishes.tables.schema
        )

    def _batch(self, step: PlanStep, number: int, rows: Sequence[PlanRow]) -> Iterator[Part]:
        if number == 0:
            yield step
        name = (step.schema, step.table)
        if name[1] in self.wishes.tables.owners:
            self._changing.setdefault(name, set()).update(row.key for row in rows)
        if step.touched:
            self._moving.setdefault(name, set()).update(row.key for row in rows)
        yield PlanBatch(step, number, tuple(rows))

    def _summed(self, left: Iterable[Left]) -> Iterator[Left]:
        """One entry for each check and reason."""
        rows = Counter[tuple[str, str, bool]]()
        for each in left:
            rows[each.check, each.reason, each.works] += each.rows
        yield from (Left(check, count, why, works) for (check, why, works), count in rows.items())
