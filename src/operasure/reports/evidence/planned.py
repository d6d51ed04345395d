"""What a plan holds, in words and grouped as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from operasure.reports.evidence.erasure_text import place
from operasure.reports.words import Words

ACTIONS = ("set", "edit", "delete")
"""What a plan does to rows, in the order in which it is told."""
_KEYS = 5
"""How many keys of rows a line names."""
Row = Mapping[str, Any]


def verdict(plan: Row, words: Words) -> str:
    """What it comes to, in one sentence."""
    if not (plan["steps"] or plan["files"]["number"]):
        return words("planned.nothing")
    rows = words("planned.rows", n=plan["rows"])
    left = len(plan["left"])
    return words("planned.partly" if left else "planned.verdict", rows=rows, n=left)


def grouped(plan: Row, action: str) -> list[dict[str, Any]]:
    """A line for each place and reason, however many steps there are."""
    groups: dict[tuple[str, str, bool], dict[str, Any]] = {}
    for step in plan["steps"]:
        if step["action"] != action:
            continue
        where = place(step)
        line = groups.setdefault(
            (where, step["why"], step["touches_updated_at"]),
            {"place": where, "rows": 0, "keys": [], "checks": [], **_of(step)},
        )
        line["rows"] += step["rows"]
        line["keys"] = [*line["keys"], *step["row_ids"]][:_KEYS]
        line["checks"] = list(dict.fromkeys([*line["checks"], step["check"]]))
    return list(groups.values())


def _of(step: Row) -> dict[str, Any]:
    return {"why": step["why"], "touched": step["touches_updated_at"]}


def works(plan: Row, words: Words) -> Iterator[tuple[str, str]]:
    """Values on which OpenProject works, with what a person would do by hand."""
    for step in plan["steps"]:
        if step["works"]:
            keys = ", ".join(step["row_ids"])
            yield words("planned.works_in", place=place(step), keys=keys), step["works"]
    for each in plan["left"]:
        if each["works"]:
            yield words("planned.works_left", place=each["check"]), each["reason"]


def whose(view: Row, plan: Row, words: Words) -> str:
    """Whose a saved view is, and who sees it."""
    if view["owner"] is None:
        owner = words("planned.owner_none")
    elif view["owner"] == plan["deleted_user_id"]:
        owner = words("planned.owner_deleted")
    else:
        owner = words("planned.owner", id=view["owner"])
    if view["public"] is None:
        return owner
    return f"{owner} · {words('planned.public' if view['public'] else 'planned.not_public')}"


def saved(views: Sequence[Row], words: Words) -> str:
    """How many saved views change, and how many of them others see."""
    public = words.number(sum(view["public"] is not False for view in views))
    return words("planned.views", n=len(views), public=public)
