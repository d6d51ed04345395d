"""What a plan holds: the report to read, and its parts in words as a page shows them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from operasure.core.legible import joined, plain, visible
from operasure.core.strict import Row
from operasure.reports.evidence.document import Paint
from operasure.reports.evidence.erasure_text import place
from operasure.reports.evidence.text import WIDTH, section
from operasure.reports.words import Words

ACTIONS = ("set", "edit", "delete")
"""What a plan does to rows, in the order in which it is told."""
_KEYS = 5
"""How many keys of rows a line names."""
_FOLDERS = 20
"""How many folders a report to read names."""


def render(plan: Row, _paint: Paint = plain) -> str:
    """The list to read: what, where, how many, why; then what is left."""
    return joined(map(visible, _lines(plan, Words("en"))))


def _lines(plan: Row, words: Words) -> Iterator[str]:
    release = f"OpenProject {plan['openproject'] or ''}".strip()
    moment = plan["as_of"][:16].replace("T", " ")
    whom = f"user {plan['user_id']}"
    yield f"Plan to remove what is left of {whom} · {release} · as of {moment} UTC"
    for action in ACTIONS:
        own = grouped(plan, action)
        rows = words("planned.rows", n=sum(each.rows for each in own))
        yield from section(titled(action, rows, words), (_line(each, words) for each in own))
    views = plan["views"]
    yield from section(titled("saved", saved(views, words), words), _views(plan, words))
    if renames := plan["renames"]:
        files = words("planned.files", n=renames)
        how = textwrap.wrap(words("planned.renames_how"), WIDTH - 2)
        yield from section(titled("renames", files, words), (f"  {line}" for line in how))
    yield from section(titled("removed", removed(plan, words), words), _files(plan, words))
    if not (plan["steps"] or plan["files"]["number"]):
        yield from ("", words("planned.nothing"))
    done = sorted((each["check"], each["rows"]) for each in plan["done"])
    listed = (f"  {check}: {words('planned.rows', n=rows)}" for check, rows in done)
    yield from section(words("planned.done"), listed)
    worked = [f"  {where} · manually: {by_hand}" for where, by_hand in works(plan, words)]
    if any(each["works"] for each in plan["left"]):
        worked += [f"  {line}" for line in textwrap.wrap(words("planned.works_how"), WIDTH - 2)]
    yield from section(words("planned.works"), worked)
    yield from section(words("erased.left"), _left(plan, words))
    for each in plan["before"]:
        yield from ("", f"{words('planned.first')}: {each}.")
    yield ""
    yield f"Nothing was changed. {words('planned.afterwards')} {', '.join(plan['afterwards'])}."


def _line(each: PlannedPlace, words: Words) -> str:
    why = [each.why, *([words("planned.touched")] if each.touched else []), ", ".join(each.checks)]
    rows = words("planned.rows", n=each.rows)
    return f"  {each.place}: {rows} ({each.named}) · {' · '.join(why)}"


def _views(plan: Row, words: Words) -> Iterator[str]:
    """Saved views by place, those first that others see."""
    places: dict[tuple[str, str], list[Row]] = {}
    for view in sorted(plan["views"], key=lambda view: view["public"] is False):
        places.setdefault((view["place"], view["what"]), []).append(view)
    for (where, what), own in places.items():
        yield f"  {where}, {what}"
        for view in own:
            named = f"{view['key']} “{view['name']}”" if view["name"] else view["key"]
            seen = f" · {view['seen']}" if view["public"] is None and view["seen"] else ""
            yield f"    {named} · {whose(view, plan, words)}{seen}"
            yield f"      before: {view['before'] or words('planned.no_filter')}"
            yield f"      after:  {view['after'] or words('planned.no_filter')}"


def _files(plan: Row, words: Words) -> Iterator[str]:
    found = plan["files"]["folders"]
    folders = sorted(found, key=lambda each: (each["folder"] is None, each["folder"] or ""))
    for each in folders[:_FOLDERS]:
        where = each["folder"] or words("planned.elsewhere")
        yield f"  {where}: {words('planned.files', n=each['number'])}"
    if len(folders) > _FOLDERS:
        yield f"  and {len(folders) - _FOLDERS} folders more"


def _left(plan: Row, words: Words) -> Iterator[str]:
    for each in plan["left"]:
        if not each["works"]:
            rows = f": {words('planned.rows', n=each['rows'])}" if each["rows"] else ""
            yield f"  {each['check']}{rows} · {each['reason']}"


def titled(part: str, number: str, words: Words) -> str:
    """The title of a part, with how much it holds."""
    return words("planned.titled", title=words(f"planned.{part}"), number=number)


def removed(plan: Row, words: Words) -> str:
    """How many files are removed, and their size."""
    files = words("planned.files", n=plan["files"]["number"])
    return words("planned.of_size", files=files, size=words.size(plan["files"]["bytes"]))


def verdict(plan: Row, words: Words) -> str:
    """What it comes to, in one sentence."""
    if not (plan["steps"] or plan["files"]["number"]):
        return words("planned.nothing")
    rows = words("planned.rows", n=plan["rows"])
    left = len(plan["left"])
    return words("planned.partly" if left else "planned.verdict", rows=rows, n=left)


@dataclass
class PlannedPlace:
    """The rows of a place for which the plan has one reason, and the first of their keys."""

    place: str
    why: str
    touched: bool
    """Whether `updated_at` changes too."""
    rows: int = 0
    keys: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)

    @property
    def named(self) -> str:
        """The keys in a line."""
        return ", ".join(self.keys) + (", …" if self.rows > len(self.keys) else "")


def grouped(plan: Row, action: str) -> list[PlannedPlace]:
    """A line for each place and reason, however many steps there are."""
    groups: dict[tuple[str, str, bool], PlannedPlace] = {}
    for step in plan["steps"]:
        if step["action"] == action:
            key = (place(step), step["why"], step["touches_updated_at"])
            line = groups.setdefault(key, PlannedPlace(*key))
            line.rows += step["rows"]
            line.keys = [*line.keys, *step["row_ids"]][:_KEYS]
            line.checks = list(dict.fromkeys([*line.checks, step["check"]]))
    return list(groups.values())


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
