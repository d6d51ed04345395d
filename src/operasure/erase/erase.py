"""`operasure erase`: carries out a plan batch by batch, each completely or not at all.

Before a batch is committed, what its rows were is in the undo file; after it, the progress file
says so. Whatever stops the program in between, the next run finds out by the rows themselves. Rows
that the database refuses to change stay as they are, and nothing else waits for them: the next run
tries these alone again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from operasure.core.progress import Stage
from operasure.core.queries import statement
from operasure.database import accounts
from operasure.erase import sql
from operasure.erase.file import Plan, step_plain
from operasure.erase.model import Action, Left, PlanBatch, PlanHead, PlanRow, PlanStep
from operasure.erase.progress import Progress, StepTally
from operasure.erase.undofile import UndoFile
from operasure.erase.writer import REFUSALS, BatchWriter, ConnectionFacts, Failed, refusal

NAMED = 20
"""How many rows that the database refused a line names."""
_TELLS_NOTHING = re.compile(r"[0-9(),-]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A key that is a number, a place or a UUID: another may be the person's name, and a reason is
written into the certificate as it is."""


@dataclass(frozen=True)
class DoneErasure:
    """What was done: a tally for each step, what the plan left, when, and by whom."""

    plan: Plan
    tallies: tuple[StepTally, ...]
    left: tuple[Left, ...]
    """What the plan left, and what the database refused."""
    refused: int
    started_at: datetime
    finished_at: datetime
    by: ConnectionFacts
    committed: bool

    @property
    def skipped(self) -> int:
        """How many rows were left alone, since they had changed or were gone, or were refused."""
        return self.refused + sum(tally.changed + tally.gone for tally in self.tallies)


@dataclass
class Eraser:
    """Carries out one plan on one connection. Without an undo file it is a rehearsal: the batches
    follow each other in one transaction, so that each sees what those before it did, and all of it
    is rolled back."""

    writer: BatchWriter
    plan: Plan
    undo: UndoFile | None
    progress: Progress

    def run(self, stage: Stage) -> DoneErasure:
        """Run what is not done yet. Raises Failed, NoDatabaseError, UsageError; what was committed
        stays so."""
        started = datetime.now(UTC)
        facts = self.writer.facts()
        # Within a transaction, where no setting changes what is read of the accounts.
        with self.writer.transaction(commit=False) as connection:
            guarded = guard(connection, self.plan.head)
        if self.undo is None:
            with self.writer.transaction(commit=False):
                left = self._run(guarded, facts.moment, stage)
        else:
            left = self._run(guarded, facts.moment, stage)
            self.undo = self.undo.end()
        return DoneErasure(
            self.plan,
            tuple(self.progress.tallies.values()),
            left,
            sum(map(len, self.progress.refused.values())),
            started,
            datetime.now(UTC),
            facts,
            self.undo is not None,
        )

    def _run(self, guarded: Guard, moment: str, stage: Stage) -> tuple[Left, ...]:
        number, left, refused = 0, list[Left](), dict[tuple[str, str], list[str]]()
        for part in self.plan.parts():
            if isinstance(part, Left):
                left.append(part)
            elif isinstance(part, PlanStep):
                self.progress.tally(part)
            elif isinstance(part, PlanBatch):
                number += 1
                open_ = self._open(part, number)
                stage.skip(len(part.rows) - len(open_.rows))
                if open_.rows:
                    with stage.share(part.step.table, len(open_.rows)):
                        self._batch(guarded(open_), number, moment)
                for key, why in self.progress.refused.get(number, {}).items():
                    refused.setdefault((part.step.check, why), []).append(key)
        return (*left, *(Left(check, len(k), _told(why, k)) for (check, why), k in refused.items()))

    def _open(self, batch: PlanBatch, number: int) -> PlanBatch:
        """The rows of a batch that an earlier run did not do, or that the database refused it."""
        if number > self.progress.batches:
            return batch
        again = self.progress.refused.get(number, {})
        return replace(batch, rows=tuple(row for row in batch.rows if row.key in again))

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Connection[Any]]:
        if self.undo is None:
            self.writer.guard()
            yield self.writer.connection
        else:
            with self.writer.transaction() as connection:
                yield connection

    def _batch(self, batch: PlanBatch, number: int, moment: str) -> None:
        states: dict[str, bool] = {}
        with self._transaction() as connection:
            refused: dict[str, str] = {}
            changed = list(_changed(connection, batch, moment, refused))
            keys = {row[0] for row in changed}
            others = [row for row in batch.rows if row.key not in keys | refused.keys()]
            if others:
                found = connection.execute(sql.state(batch, others).encode()).fetchall()
                states = {str(key): bool(as_planned) for key, as_planned in found}
            if changed and self.undo is not None:
                self.undo = self.undo.append(_kept(batch, number, changed, moment))
                self.progress.announce(len(self.undo.lines))
        self.progress.refuse(number, refused)
        self._count(batch, number, keys, states)

    def _count(
        self, batch: PlanBatch, number: int, changed: set[str], states: dict[str, bool]
    ) -> None:
        tally = self.progress.tally(batch.step)
        for row in batch.rows:
            if row.key in self.progress.refused.get(number, {}):
                continue
            if row.key in changed:
                tally.add("done", row.key)
            elif row.key not in states:
                gone = batch.step.action is Action.DELETE
                tally.add("already" if gone else "gone", row.key)
            else:
                tally.add("already" if states[row.key] else "changed", row.key)
        if self.undo is not None:
            self.progress.save(max(self.progress.batches, number), len(self.undo.lines))


def _changed(
    connection: psycopg.Connection[Any], batch: PlanBatch, moment: str, refused: dict[str, str]
) -> Iterator[tuple[str, ...]]:
    """Change the rows of a batch, and return what they were. Where the database refuses that, each
    half of them, down to the row that it refuses, which is noted with the reason. May raise Failed
    and psycopg.Error."""
    try:
        with connection.transaction():
            statement = sql.change_and_keep(batch, moment)
            changed = connection.execute(statement.encode()).fetchall()
    except REFUSALS as error:
        if len(batch.rows) == 1:
            refused[batch.rows[0].key] = refusal(error)
            return
        half = len(batch.rows) // 2
        for rows in (batch.rows[:half], batch.rows[half:]):
            yield from _changed(connection, replace(batch, rows=rows), moment, refused)
        return
    keys = {row[0] for row in changed}
    if len(keys) != len(changed) or not keys <= {row.key for row in batch.rows}:
        raise Failed("a statement would have changed other rows than planned; it was rolled back")
    yield from changed


def _told(why: str, keys: Sequence[str]) -> str:
    """Why rows were refused, and which, as far as a line can name them."""
    more = ", …" if len(keys) > NAMED else ""
    named = (key if _TELLS_NOTHING.fullmatch(key) else "[…]" for key in keys[:NAMED])
    return f"the database refused it ({why}): {', '.join(named)}{more}"


def _kept(
    batch: PlanBatch, number: int, changed: list[tuple[str, ...]], moment: str
) -> dict[str, object]:
    """What undoing a batch needs: which of the plan's it is, the step, and of each row what it was
    and what it became."""
    by_key = {row.key: row for row in batch.rows}
    return {
        "number": number,
        "step": step_plain(batch.step),
        "moment": moment,
        "rows": [
            [known, *was, *_after(by_key[key], became, beside)]
            for key, *was, known, became, beside in changed
        ],
    }


def _after(row: PlanRow, became: str | None, beside: str | None) -> list[str | None]:
    return [
        row.digest,
        *((row.edit.before, became) if row.edit else (None, None)),
        *((row.beside.before, beside) if row.beside else (None, None)),
    ]


Guard = Callable[[PlanBatch], PlanBatch]


def guard(connection: psycopg.Connection[Any], head: PlanHead) -> Guard:
    """What makes each batch leave rows of other accounts alone, whatever its plan says of them.
    May raise psycopg.Error."""
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(statement("catalogue/accounts").encode()).fetchall()
    known = accounts.read(rows, head.schema)

    def guarded(batch: PlanBatch) -> PlanBatch:
        step = batch.step
        owner = known.owner((step.schema, step.table))
        return replace(batch, step=replace(step, owner=owner, users=head.schema))

    return guarded
