"""`operasure erase --undo`: restores what a plan changed, the last batch first.

A row is brought back only if it is still as the plan left it. Text that somebody wrote since stays,
and the row is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg

from operasure.core.errors import UsageError
from operasure.core.progress import Stage
from operasure.database.naming import literal
from operasure.database.reader import quoted
from operasure.erase import renames
from operasure.erase.file import read_step
from operasure.erase.model import Action, PlanHead, PlanStep
from operasure.erase.progress import StepTally
from operasure.erase.run_files import Missing, taken_back
from operasure.erase.sql import THIS, array, column_of, table
from operasure.erase.tables import as_text, digest, from_text, shown
from operasure.erase.undofile import UndoFile
from operasure.erase.writer import REFUSALS, BatchWriter, ConnectionFacts


@dataclass(frozen=True)
class Undone:
    """What was brought back: a tally for each step, the last first."""

    head: PlanHead
    plan: str
    tallies: tuple[StepTally, ...]
    started_at: datetime
    finished_at: datetime
    by: ConnectionFacts
    missing: Missing | None
    """What the undo file lacks, of which nothing could be brought back."""

    @property
    def skipped(self) -> int:
        """How many rows were left alone, since they had changed or were gone."""
        return sum(tally.changed + tally.gone for tally in self.tallies)


@dataclass(frozen=True)
class Was:
    """A row as it was (`old`, of a row that went all of it), and the digests by which it is known:
    before and after, of the column and of the one beside it."""

    key: str
    old: str | None
    beside: str | None
    moment: str | None
    digest: str | None
    before: str | None
    after: str | None
    before2: str | None
    after2: str | None


def undo(writer: BatchWriter, file: UndoFile, stage: Stage) -> Undone:
    """Bring everything back. Raises Failed, NoDatabaseError, UsageError; each batch is whole or not
    at all."""
    started = datetime.now(UTC)
    # A file that was changed anywhere brings nothing back.
    for content in file.backwards():
        _read(content)
    facts = writer.facts()
    missing, progress = taken_back(file)
    if progress:
        progress.begin_again()
    tallies: dict[int, StepTally] = {}
    copies: Copies = Counter()
    for content in file.backwards():
        step, moment, rows = _read(content)
        tally = tallies.setdefault(
            step.number,
            StepTally.of(step),
        )
        with stage.share(step.table, 1):
            _batch(writer, step, moment, rows, tally, copies)
    return Undone(
        file.head, file.plan, tuple(tallies.values()), started, datetime.now(UTC), facts, missing,
    )  # fmt: skip


def names(file: UndoFile) -> Iterator[renames.Named]:
    """The names of stored files that their rows had. Raises UsageError."""
    for content in file.backwards():
        step, _, rows = _read(content)
        if renames.is_name(step):
            yield from ((step, row.key, row.before) for row in rows if row.before)


def _read(content: dict[str, Any]) -> tuple[PlanStep, str, list[Was]]:
    try:
        step = read_step(content["step"], _wrong)
        rows = [Was(*row) for row in content["rows"]]
        if not all(isinstance(row.key, str) for row in rows):
            raise ValueError
        return step, str(content["moment"]), rows
    except (KeyError, TypeError, ValueError):
        raise _wrong("it is no batch") from None


def _wrong(_: str) -> UsageError:
    return UsageError("the undo file contains something other than a batch")


Copies = Counter[tuple[str, str, "str | None"]]
"""Of rows without a key, which may be equal: how many of each must be there, by their digest."""


def _batch(
    writer: BatchWriter,
    step: PlanStep,
    moment: str,
    rows: list[Was],
    tally: StepTally,
    copies: Copies,
) -> None:
    brought: set[str] = set()
    states: dict[str, bool] = {}
    with writer.transaction() as connection:
        if step.action is not Action.DELETE:
            brought = set(_updated(connection, step, moment, rows))
        elif step.key == "ctid":
            lacking = _lacking(connection, step, rows, copies)
            brought = _insert(connection, step, lacking)
            states = {row.key: True for row in rows if row not in lacking}
        else:
            brought = _insert(connection, step, rows)
        others = [row for row in rows if row.key not in brought]
        if others and not (step.action is Action.DELETE and step.key == "ctid"):
            found = connection.execute(_state(step, others).encode()).fetchall()
            states = {str(key): bool(as_before) for key, as_before in found}
    for row in rows:
        if row.key in brought:
            tally.add("done", row.key)
        elif row.key in states:
            tally.add("already" if states[row.key] else "changed", row.key)
        else:
            tally.add("gone", row.key)


def _updated(
    connection: psycopg.Connection[Any], step: PlanStep, moment: str, rows: Sequence[Was]
) -> Iterator[str]:
    """Bring values back; gives the keys of the rows that have them. All at once, or each half of
    the rows where the database refuses that: what it takes no more was changed around it since."""
    try:
        with connection.transaction():
            found = connection.execute(_update(step, moment, rows).encode()).fetchall()
    except REFUSALS:
        half = len(rows) // 2
        for some in (rows[:half], rows[half:]) if half else ():
            yield from _updated(connection, step, moment, some)
        return
    yield from (str(key) for (key,) in found)


def _lacking(
    connection: psycopg.Connection[Any], step: PlanStep, rows: Sequence[Was], copies: Copies
) -> list[Was]:
    """Of rows without a key those that are not there: none may come back twice."""
    numbers = []
    for row in rows:
        same = (step.schema, step.table, row.digest)
        copies[same] += 1
        numbers.append(str(copies[same]))
    there = digest(shown(f"{THIS}.*"))
    statement = (
        f"WITH there AS MATERIALIZED (SELECT {there} AS digest, pg_catalog.count(*) AS number "
        f"FROM {table(step)} GROUP BY 1), wanted AS MATERIALIZED (SELECT * FROM unnest("
        f"{array((row.key for row in rows), 'text')}, {array((r.digest for r in rows), 'text')}, "
        f"{array(numbers, 'bigint')}) AS w (key, digest, number)) "
        "SELECT w.key FROM wanted w LEFT JOIN there t ON t.digest = w.digest "
        "WHERE w.number > coalesce(t.number, 0)"
    )
    keys = {str(key) for (key,) in connection.execute(statement.encode()).fetchall()}
    return [row for row in rows if row.key in keys]


def _insert(connection: psycopg.Connection[Any], step: PlanStep, rows: Sequence[Was]) -> set[str]:
    """Bring back rows that went; returns the keys of those for which there was room. All at once,
    or one by one where that is refused."""
    if _inserted(connection, step, rows):
        return {row.key for row in rows}
    return {row.key for row in rows if _inserted(connection, step, [row])}


def _inserted(connection: psycopg.Connection[Any], step: PlanStep, rows: Sequence[Was]) -> bool:
    """Insert all of these, or none where the database takes not all (a trigger may skip some)."""
    whole = False
    with suppress(psycopg.IntegrityError), connection.transaction():
        whole = connection.execute(_inserting(step, rows).encode()).rowcount == len(rows)
        if not whole:
            raise psycopg.Rollback
    return whole


def _inserting(step: PlanStep, rows: Sequence[Was]) -> str:
    name = quoted(step.schema, step.table)
    # A literal becomes a row by the input function of the type, and by no cast.
    old = ", ".join(f"(CAST({literal(row.old or '')} AS {name}))" for row in rows)
    return (
        f"INSERT INTO {name} OVERRIDING SYSTEM VALUE "
        f"SELECT (w.row).* FROM (VALUES {old}) AS w (row)"
    )


def _wanted(step: PlanStep, rows: Sequence[Was]) -> str:
    keys = array((row.key for row in rows), step.key_type)
    names = ("old", "beside", "moment", "digest", "before", "after", "before2", "after2")
    moment = step.touched[1] if step.touched else "text"
    texts = [
        array((getattr(row, name) for row in rows), moment if name == "moment" else "text")
        for name in names
    ]
    return f"SELECT * FROM unnest({', '.join([keys, *texts])}) AS w (key, {', '.join(names)})"


def _update(step: PlanStep, moment: str, rows: Sequence[Was]) -> str:
    column = column_of(step.column)
    if step.action is Action.SET:
        new = "NULL" if step.value is None else from_text(literal(step.value), step.type)
        given = [f"{quoted(step.column)} = {from_text(literal(step.seen), step.type)}"]
        terms = [f"{column} IS NOT DISTINCT FROM {new}"]
    else:
        given = [f"{quoted(step.column)} = {from_text('w.old', step.type)}"]
        terms = [f"{digest(as_text(column, step.type))} = w.after"]
    if step.beside:
        name, type_ = step.beside
        given.append(f"{quoted(name)} = {from_text('w.beside', type_)}")
        there = digest(as_text(column_of(name), type_))
        terms.append(f"(w.after2 IS NULL OR {there} = w.after2)")
    if step.touched:
        name, type_ = step.touched
        was = "w.moment"
        ours = f"{column_of(name)} = CAST({literal(moment)} AS {type_})"
        given.append(f"{quoted(name)} = CASE WHEN {ours} THEN {was} ELSE {column_of(name)} END")
    return (
        f"WITH wanted AS MATERIALIZED ({_wanted(step, rows)}) "
        f"UPDATE {table(step)} SET {', '.join(given)} FROM wanted w "
        f"WHERE {column_of(step.key)} = w.key AND {' AND '.join(terms)} "
        f"RETURNING {shown('w.key')}"
    )


def _state(step: PlanStep, rows: Sequence[Was]) -> str:
    """Of rows that were not brought back: whether each that is there is already as it was."""
    if step.action is Action.DELETE:
        term = f"{digest(shown(f'{THIS}.*'))} = w.digest"
    elif step.action is Action.SET:
        term = f"{column_of(step.column)} = {from_text(literal(step.seen), step.type)}"
    else:
        term = f"{digest(as_text(column_of(step.column), step.type))} = w.before"
    return (
        f"WITH wanted AS MATERIALIZED ({_wanted(step, rows)}) "
        f"SELECT {shown('w.key')}, coalesce({term}, false) FROM {table(step)} "
        f"JOIN wanted w ON {column_of(step.key)} = w.key"
    )
