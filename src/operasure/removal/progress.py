"""How far a plan was carried out: a small file beside the undo file, written after each batch."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from operasure import files, keeping
from operasure.errors import UsageError
from operasure.removal.model import Step

NAMED = 1000
"""How many rows that were left alone are named for a step; their number is exact."""


@dataclass
class Tally:
    """What became of the rows of a step: changed now, as planned already, changed by somebody else
    since, gone."""

    step: int
    check: str
    group: str
    table: str
    column: str
    action: str
    done: int = 0
    already: int = 0
    changed: int = 0
    gone: int = 0
    row_ids: list[str] = field(default_factory=list)
    skipped_ids: list[str] = field(default_factory=list)

    def add(self, what: str, key: str) -> None:
        """Count a row."""
        setattr(self, what, getattr(self, what) + 1)
        named = self.row_ids if what == "done" else self.skipped_ids
        if what != "already" and len(named) < NAMED:
            named.append(key)


@dataclass
class Progress:
    """`batches` of the plan are done, with `lines` in the undo file. `delete_after` is the day of
    the plan and the undo file."""

    path: Path | None
    plan: str
    delete_after: date
    batches: int = 0
    lines: int = 0
    tallies: dict[int, Tally] = field(default_factory=dict)

    def tally(self, step: Step) -> Tally:
        """The tally of a step."""
        return self.tallies.setdefault(
            step.number,
            Tally(step.number, step.check, step.group, step.table, step.column, step.action),
        )

    def save(self, batches: int, lines: int) -> None:
        """Write how far it is, whole or not at all."""
        self.batches, self.lines = batches, lines
        if self.path is not None:
            content = keeping.preamble("progress", self.delete_after) | {
                "format": 1,
                "plan": self.plan,
                "batches": batches,
                "lines": lines,
                "tallies": [asdict(tally) for tally in self.tallies.values()],
            }
            files.write(self.path, json.dumps(content) + "\n")


def beside(undo: Path) -> Path:
    """Where the progress of a run with this undo file stands."""
    return undo.with_name(undo.name + ".progress")


def read(path: Path, plan: str, delete_after: date, lines: int) -> Progress:
    """The progress of an earlier run; nothing done where there is no file.

    Raises UsageError where it is another plan's, or says more than the undo file with `lines`.
    """
    if not path.exists():
        return Progress(path, plan, delete_after)
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        tallies = [Tally(**each) for each in content["tallies"]]
        found = Progress(
            path, str(content["plan"]), delete_after, int(content["batches"]),
            int(content["lines"]), {tally.step: tally for tally in tallies},
        )  # fmt: skip
    except (OSError, KeyError, TypeError, ValueError, RecursionError):
        raise UsageError(f"{path} is damaged: remove it, and every batch is looked at again") from (
            None
        )
    if found.plan != plan:
        raise UsageError(f"{path} belongs to another plan")
    if found.lines > lines:
        raise UsageError("the undo file was cut off: bring back the whole one, or start anew")
    return found
