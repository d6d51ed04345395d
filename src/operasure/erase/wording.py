"""Plans and their outcome in words, and a plan as data for programs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC
from typing import Any

from operasure.core import keeping
from operasure.core.legible import visible
from operasure.erase import in_use
from operasure.erase.model import Action, Left, Part, PlanBatch, PlanHead, PlanStep, SavedView
from operasure.erase.orphans import ELSEWHERE, Orphan
from operasure.erase.renames import is_name

AFTERWARDS = (
    "operasure cache --evict",
    "operasure verify",
    "operasure find-mentions",
)
"""What is to be run once a plan was carried out."""
FILES = "operasure files"
FINISH = "sh FILES_SCRIPT finish URL"
RENAMES = (
    "  First run their script: it gives each file a second name (sh FILES_SCRIPT commit).\n"
    f"  Then carry out the plan. Then remove the old names ({FINISH}).\n"
)
_FOLDERS = 20
"""How many folders a list to read names."""


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


def plan(found: PlanSummary) -> Iterator[str]:
    """The list to read: what, where, how many, why; then what is left."""
    head = found.head
    release = f"OpenProject {head.openproject}" if head.openproject else "OpenProject"
    yield (
        f"Plan to remove what is left of user {head.user_id} · {release} · as of "
        f"{head.moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC\n"
    )
    for action in Action:
        steps = [step for step in found.steps if step.action is action]
        if steps:
            total = sum(found.rows[step.number] for step in steps)
            yield f"\n{_TITLES[action]}: {rows_of(total)}\n"
        yield from _grouped(found, steps)
    yield from _views(found)
    if found.renames:
        yield f"\nStored files to rename, by their own script: {_counted(found.renames)}\n{RENAMES}"
    yield from _files(found)
    if not (found.steps or found.files):
        yield "\nNothing to do.\n"
    if found.done:
        yield "\nAlready done: what was marked to be erased is gone\n"
        yield from (f"  {visible(c)}: {rows_of(n)}\n" for c, n in sorted(found.done.items()))
    yield from _works(found)
    left = [each for each in found.left if not each.works]
    if left:
        yield "\nNot in the plan\n"
        for each in left:
            rows = f": {rows_of(each.rows)}" if each.rows else ""
            yield f"  {visible(f'{each.check}{rows} · {each.reason}')}\n"
    yield from (f"\nBefore you carry it out: {each}.\n" for each in found.before)
    yield "\nNothing was changed. "
    yield "After you carry out the plan, run " + ", ".join(found.afterwards) + ".\n"


def _works(found: PlanSummary) -> Iterator[str]:
    """Values on which the installation works: those in the plan, and those that it leaves."""
    steps = [step for step in found.steps if step.works]
    left = [each for each in found.left if each.works]
    if not (steps or left):
        return
    yield "\nChanges how OpenProject works\n"
    for step in steps:
        named = ", ".join(found.keys[step.number])
        yield f"  in the plan: {step.place} ({named}) · manually: {step.works}\n"
    for each in left:
        yield f"  left out: {each.check} · manually: {each.reason}\n"
    if left:
        yield "  Each stays unchanged unless you give it as --settings NAME, written as here.\n"


def heading(found: PlanSummary, *, texts: bool = False) -> str:
    """What the list begins with in a file: that it holds text, where it names views or `texts`
    follow."""
    return keeping.lines("report", found.head.delete_after) if found.views or texts else ""


def _views(found: PlanSummary) -> Iterator[str]:
    """Saved views, those first that others see."""
    if not found.views:
        return
    yield f"\nFilters of saved views that change: {views_of(found.views)}\n"
    places: dict[tuple[str, str], list[SavedView]] = defaultdict(list)
    for view in sorted(found.views, key=lambda view: view.public is False):
        places[view.place, view.what].append(view)
    for (place, what), own in places.items():
        yield f"  {visible(place)}, {what}\n"
        for view in own:
            named = f"{view.key} {quoted(view.name)}" if view.name else view.key
            yield f"    {visible(f'{named} · {_whose(view, found.head)}')}\n"
            yield f"      before: {visible(view.before or NO_FILTER)}\n"
            yield f"      after:  {visible(view.after or NO_FILTER)}\n"


NO_FILTER = "none of this kind"


def _whose(view: SavedView, head: PlanHead) -> str:
    owner = f"owner {view.owner}" if view.owner is not None else "no owner"
    if view.owner is not None and view.owner == head.deleted_user_id:
        owner = "owner: the Deleted user"
    seen = {True: "public", False: "not public", None: view.seen}[view.public]
    return " · ".join(part for part in (owner, seen) if part)


def quoted(name: str) -> str:
    """A name between signs that show where it ends."""
    return f"“{name}”"


def views_of(views: Sequence[SavedView]) -> str:
    """A number of saved views in words, and how many of them others see."""
    public = sum(view.public is not False for view in views)
    return f"{len(views)} saved view{'s' * (len(views) != 1)}, {public} visible to others"


def _files(found: PlanSummary) -> Iterator[str]:
    if not found.files:
        return
    number = len(found.files)
    yield f"\nFiles to remove, by their own script: {_counted(number)}, {found.size} bytes\n"
    folders = sorted(found.folders.items(), key=lambda item: (item[0] is None, item[0] or ""))
    for folder, number in folders[:_FOLDERS]:
        yield f"  {folder or ELSEWHERE}: {_counted(number)}\n"
    if len(folders) > _FOLDERS:
        yield f"  and {len(folders) - _FOLDERS} folders more\n"


def _counted(number: int) -> str:
    return f"{number} file{'s' * (number != 1)}"


_TITLES = {
    Action.SET: "Values to change",
    Action.EDIT: "Texts and saved values to edit",
    Action.DELETE: "Rows to delete",
}


def _grouped(found: PlanSummary, steps: Sequence[PlanStep]) -> Iterator[str]:
    """One line for a place and a reason, however many checks and steps there are."""
    groups: dict[tuple[str, str, bool], list[PlanStep]] = defaultdict(list)
    for step in steps:
        groups[step.place, step.why, step.touched is not None].append(step)
    for (place, why, touched), own in groups.items():
        rows = sum(found.rows[step.number] for step in own)
        keys = [key for step in own for key in found.keys[step.number]][:5]
        named = visible(", ".join(keys)) + (", …" if rows > len(keys) else "")
        checks = ", ".join(dict.fromkeys(visible(step.check) for step in own))
        moves = " · updated_at changes" if touched else ""
        yield f"  {visible(place)}: {rows_of(rows)} ({named}) · {why}{moves} · {checks}\n"


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
        "as_of": head.moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
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
