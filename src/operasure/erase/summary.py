"""A plan on one screen, for the question whether to carry it out.

What does most harm if it is wrong stands first. The full list is a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from operasure.core.legible import visible
from operasure.erase.model import Action, PlanStep
from operasure.erase.views import known
from operasure.erase.wording import PlanSummary, rows_of, views_of

_PLACES = 3
"""Places that a kind names."""
_SAVED = "Saved filters, views and actions"
"""What other people see goes by them."""
_KINDS: Sequence[tuple[str, Callable[[PlanStep], bool]]] = (
    ("Changes how OpenProject works", lambda step: bool(step.works)),
    ("Rows to delete", lambda step: step.action is Action.DELETE),
    (_SAVED, lambda step: step.table in known()),
    ("Texts that people wrote, and saved values", lambda step: step.action is Action.EDIT),
    ("Values to change", lambda step: True),
)


def lines(found: PlanSummary, listed: Path) -> Iterator[str]:
    """The summary, line by line. `listed` is the file with the full list."""
    head = found.head
    yield f"Plan for user {head.user_id}: {rows_of(found.total)}, made {head.moment:%Y-%m-%d}.\n"
    rest = found.steps
    for title, belongs in _KINDS:
        own = [step for step in rest if belongs(step)]
        rest = [step for step in rest if not belongs(step)]
        if own:
            yield from _kind(found, title, own)
    if found.renames:
        yield f"Stored files to rename: {found.renames}\n"
    if found.left:
        yield f"Not in the plan: {len(found.left)} places, with reasons\n"
    yield from (f"Before: {each}.\n" for each in found.before)
    yield f"The full list: {listed}\n"


def _kind(found: PlanSummary, title: str, steps: Sequence[PlanStep]) -> Iterator[str]:
    places: dict[str, int] = {}
    for step in steps:
        places[step.place] = places.get(step.place, 0) + found.rows[step.number]
    filters = f"; filters of {views_of(found.views)}" if title == _SAVED and found.views else ""
    yield f"{title}: {rows_of(sum(places.values()))}{filters}\n"
    most = sorted(places.items(), key=lambda item: -item[1])
    shown = most if len(most) <= _PLACES else most[: _PLACES - 1]
    for place, rows in shown:
        yield f"  {visible(place)}: {rows_of(rows)}\n"
    if len(most) > len(shown):
        more = rows_of(sum(rows for _, rows in most[len(shown) :]))
        yield f"  and {len(most) - len(shown)} places more: {more}\n"
