"""A plan without its rows, and the same as data for programs and reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.erase import in_use
from operasure.erase.model import Left, Part, PlanBatch, PlanHead, PlanStep, SavedView
from operasure.erase.orphans import Orphan
from operasure.erase.renames import is_name

AFTERWARDS = (
    "operasure cache --evict",
    "operasure verify",
    "operasure find-mentions",
)
"""What is to be run once a plan was carried out."""
FILES = "operasure files"
FINISH = "sh FILES_SCRIPT finish URL"


@dataclass
class PlanSummary:
    """What a plan holds, without its rows: how many each step has, and the first keys."""

    head: PlanHead
    steps: list[PlanStep] = field(default_factory=list)
    batches: int = 0
    rows: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    keys: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    views: list[SavedView] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    files: list[Orphan] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    """By check: rows in which an earlier plan left nothing to do."""

    @property
    def total(self) -> int:
        """How many rows the plan is about."""
        return sum(self.rows.values())

    @property
    def size(self) -> int:
        """Bytes of the files that go."""
        return sum(file.size for file in self.files)

    @property
    def folders(self) -> dict[str | None, int]:
        """How many files go from each attachment's folder, and (None) from elsewhere."""
        return Counter(file.folder for file in self.files)

    @property
    def renames(self) -> int:
        """How many stored files get another name."""
        return sum(self.rows[step.number] for step in self.steps if is_name(step))

    @property
    def before(self) -> tuple[str, ...]:
        """What is to be done before the plan is carried out."""
        return (in_use.BEFORE,) if any(map(in_use.is_open, self.steps)) else ()

    @property
    def afterwards(self) -> tuple[str, ...]:
        """What is to be run once the plan was carried out."""
        return (
            *([FINISH] if self.renames else []),
            *AFTERWARDS,
            *([FILES] if self.files or self.renames else []),
        )


def summed(head: PlanHead, parts: Iterable[Part]) -> PlanSummary:
    """Read through a plan."""
    found = PlanSummary(head)
    for part in parts:
        match part:
            case PlanStep():
                found.steps.append(part)
            case PlanBatch():
                found.batches += 1
                found.rows[part.step.number] += len(part.rows)
                keys = found.keys[part.step.number]
                keys += [row.key for row in part.rows[: 5 - len(keys)]]
            case SavedView():
                found.views.append(part)
            case Left():
                found.left.append(part)
    return found


def heading(found: PlanSummary) -> str:
    """What the list begins with in a file: that it holds text, where it names views."""
    return keeping.lines("report", found.head.delete_after) if found.views else ""


def views_of(views: Sequence[SavedView]) -> str:
    """A number of saved views in words, and how many of them others see."""
    public = sum(view.public is not False for view in views)
    return f"{len(views)} saved view{'s' * (len(views) != 1)}, {public} visible to others"


def rows_of(count: int) -> str:
    """A number of rows in words."""
    return f"{count} row{'s' * (count != 1)}"


def data(found: PlanSummary) -> dict[str, Any]:
    """The same for programs."""
    head = found.head
    says = keeping.preamble("report", head.delete_after) if found.views else {}
    return says | {
        "format": 1,
        "openproject": head.openproject,
        "user_id": head.user_id,
        "deleted_user_id": head.deleted_user_id,
        "as_of": stamp(head.moment),
        "rows": found.total,
        "steps": [
            {
                "check": step.check,
                "action": str(step.action),
                "schema": step.schema,
                "table": step.table,
                "column": step.column or None,
                "rows": found.rows[step.number],
                "row_ids": found.keys[step.number],
                "why": step.why,
                "touches_updated_at": step.touched is not None,
                "works": step.works or None,
            }
            for step in found.steps
        ],
        "files": {
            "number": len(found.files),
            "bytes": found.size,
            "folders": [
                {"folder": folder, "number": number} for folder, number in found.folders.items()
            ],
        },
        "views": [asdict(each) for each in found.views],
        "renames": found.renames,
        "done": [{"check": check, "rows": rows} for check, rows in found.done.items()],
        "left": [asdict(each) for each in found.left],
        "before": list(found.before),
        "afterwards": list(found.afterwards),
    }
