"""How far a plan was carried out: a small file beside the undo file, written before and after each
batch. It is marked with the key of the undo file, which it vouches for."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from operasure.core import keeping, strict, writing
from operasure.core.errors import UsageError
from operasure.erase.model import PlanStep

NAMED = 1000
"""How many rows that were left alone are named for a step; their number is exact."""
_NUMBER = re.compile("0|[1-9][0-9]{0,18}")


def key_of(text: str) -> int | str:
    """A row's key as evidence writes it: a number only where that is written in one way. A text
    such as `007` is the key of another row."""
    return int(text) if _NUMBER.fullmatch(text) else text


@dataclass
class StepTally:
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
    schema: str = ""
    key: str = ""
    keys: list[int | str | list[int]] = field(default_factory=list)
    """Every row that is as planned; a stretch of them is the first and the last."""
    row_ids: list[str] = field(default_factory=list)
    skipped_ids: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, step: PlanStep) -> Self:
        """The tally of a step, with nothing done yet."""
        return cls(
            step.number, step.check, step.group, step.table, step.column, step.action,
            schema=step.schema, key=step.key,
        )  # fmt: skip

    def add(self, what: str, key: str) -> None:
        """Count a row."""
        setattr(self, what, getattr(self, what) + 1)
        named = self.row_ids if what == "done" else self.skipped_ids
        if what != "already" and len(named) < NAMED:
            named.append(key)
        if what in {"done", "already"}:
            self._keep(key)

    def _keep(self, key: str) -> None:
        last = self.keys[-1] if self.keys else None
        end = last[1] if isinstance(last, list) else last
        read = key_of(key)
        if isinstance(read, int) and isinstance(end, int) and read == end + 1:
            self.keys[-1] = [last[0] if isinstance(last, list) else end, read]
        else:
            self.keys.append(read)


Mark = Callable[[str], str]
"""Makes a mark on a text that nobody else can (`UndoFile.mark`)."""


@dataclass
class Progress:
    """`batches` of the plan are done, and the undo file must hold `lines`: this many were written
    to it before what they undo was committed. `delete_after` is the day of the plan and the undo
    file."""

    path: Path | None
    plan: str
    delete_after: date
    batches: int = 0
    lines: int = 0
    tallies: dict[int, StepTally] = field(default_factory=dict)
    mark: Mark | None = None
    refused: dict[int, dict[str, str]] = field(default_factory=dict)
    """By batch: the rows that the database refused to change, with the reason."""

    def tally(self, step: PlanStep) -> StepTally:
        """The tally of a step."""
        return self.tallies.setdefault(
            step.number,
            StepTally.of(step),
        )

    def refuse(self, batch: int, rows: dict[str, str]) -> None:
        """Note which rows of a batch were refused the last time."""
        self.refused.pop(batch, None)
        if rows:
            self.refused[batch] = rows

    def save(self, batches: int, lines: int) -> None:
        """Write how far it is, whole or not at all. Raises UsageError."""
        self.batches = batches
        self.announce(lines)

    def announce(self, lines: int) -> None:
        """Write how many lines the undo file holds by now. Raises UsageError."""
        self.lines = lines
        if self.path is not None and self.mark is not None:
            content = keeping.preamble("progress", self.delete_after) | {
                "format": 1,
                "plan": self.plan,
                "batches": self.batches,
                "lines": lines,
                # Written at once, after every batch: `asdict` would copy all rows so far.
                "tallies": [vars(tally) for tally in self.tallies.values()],
                "refused": {str(batch): rows for batch, rows in self.refused.items()},
            }
            mark = self.mark(_marked(content))
            writing.write(self.path, json.dumps(content | {"mark": mark}) + "\n")

    def begin_again(self) -> None:
        """Forget what is done, since it is being taken back; the undo file keeps its lines."""
        self.tallies.clear()
        self.refused.clear()
        self.save(0, self.lines)


def beside(undo: Path) -> Path:
    """Where the progress of a run with this undo file stands."""
    return undo.with_name(undo.name + ".progress")


def read(path: Path, plan: str, delete_after: date, mark: Mark) -> Progress:
    """The progress of an earlier run with the undo file that makes these marks.

    Raises UsageError where there is none, it is another plan's, or it was changed.
    """
    try:
        content = strict.loads(path.read_bytes())
        found = Progress(
            path,
            plan,
            delete_after,
            strict.whole(content["batches"]),
            strict.whole(content["lines"]),
            {each["step"]: StepTally(**each) for each in content["tallies"]},
            mark,
            {int(batch): dict(rows) for batch, rows in content.get("refused", {}).items()},
        )
        given = content.pop("mark")
        if not hmac.compare_digest(strict.text(given).encode(), mark(_marked(content)).encode()):
            raise ValueError
    except FileNotFoundError:
        raise UsageError(f"{path} is missing") from None
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(f"{path} is damaged, or belongs to another undo file") from None
    if content["plan"] != plan:
        raise UsageError(f"{path} belongs to another plan")
    return found


def _marked(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"))
