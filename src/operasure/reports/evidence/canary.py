"""What `operasure canary` found: as a document, and to be read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from operasure.core.legible import count, flowing, joined, plain
from operasure.core.typed import filled, replace
from operasure.looks.canary.model import Measured, PlantedBeside, PlantedFigures, PlantedSeen, Told
from operasure.reports.evidence import shape
from operasure.reports.evidence.document import Document, Paint, envelope, run
from operasure.reports.evidence.planted import by_kind
from operasure.reports.evidence.text import WIDTH, head, tail

NOT_PLANTED = (
    "the caches, files and logs of the installation: others were made to plant in",
    "caches in Redis",
    "files in S3",
)
"""Where nothing is planted."""
_ASIDE = (Told.UNREAD, Told.DECLARED, Told.RULED_OUT, Told.OTHER)
_WORDS: Mapping[str, str] = {
    "clear": "REPORTED: {reported} of {places} planted values were reported{unchecked}.",
    "leftovers": "MISSED: {missed} of {places} planted values were not reported.",
    "incomplete": "INCOMPLETE: {reported} of {places} planted values were reported{unchecked}, "
    "but {not_planted} could not be measured.",
}
_SHOWN = 8
"""How many forms of one column the report names."""


def build(found: Measured) -> shape.Document:
    """The document. Its counts are of values, each in a row of its own."""
    told, unchecked = found.count(Told.FOUND), found.count(Told.UNCHECKED)
    missed = found.count(Told.MISSED)
    own = found.installation.schema
    return replace(
        envelope("canary", found.verdict, found.installation),
        run=run(
            found.started_at,
            found.finished_at,
            found.snapshot,
            found.jobs,
            found.queries,
            read_only=False,
        ),
        planted=shape.Planted(
            places=told + unchecked + missed,
            reported=told + unchecked,
            unchecked=unchecked,
            missed=missed,
            aside=found.count(*_ASIDE),
            gone=found.count(Told.GONE),
            not_planted=sum(each.refused is not None for each in found.all),
            deleted="by OpenProject" if found.deleted else "by nothing",
            columns=tuple(_place(each, own) for each in found.seen),
            elsewhere=tuple(_elsewhere(each) for each in found.elsewhere),
            left_out=tuple(
                shape.LeftOut(kind=str(kind), reason=why) for kind, why in found.left_out.items()
            ),
        ),
        not_covered=(*NOT_PLANTED, *(f"{kind}: {why}" for kind, why in found.left_out.items())),
    )


def _place(each: PlantedSeen, own: str) -> shape.PlantedPlace:
    table = each.place.table
    return filled(
        shape.PlantedPlace,
        each,
        table=table.name,
        column=each.place.column.name,
        schema=None if table.schema == own else table.schema,
        outcomes=_outcomes(each),
        not_planted=each.refused,
    )


def _elsewhere(each: PlantedBeside) -> shape.PlantedElsewhere:
    return filled(shape.PlantedElsewhere, each, outcomes=_outcomes(each), not_planted=each.refused)


def _outcomes(each: PlantedFigures) -> dict[str, int]:
    return {str(one): number for one, number in sorted(each.told.items())}


def verdict(document: Document) -> str:
    """What it comes to, in one sentence."""
    found = document["planted"]
    unchecked = f" ({found['unchecked']} of them as unchecked)" if found["unchecked"] else ""
    words = {"unchecked": unchecked, "not_planted": count(found["not_planted"], "place")}
    return _WORDS[document["verdict"]].format_map({**found, **words})


def render(document: Document, paint: Paint = plain) -> str:
    """The report to read."""
    return joined(_lines(document, paint))


def _lines(document: Document, paint: Paint) -> Iterator[str]:
    found = document["planted"]
    yield from head(document)
    yield ""
    yield paint(verdict(document), document["verdict"])
    told = (f"{each.kind} {each.reported} of {each.places}" for each in by_kind(found))
    yield from textwrap.wrap(f"Reported: {', '.join(told)}.", WIDTH)
    yield from textwrap.wrap(
        f"{found['aside']} more stand where an id is not looked for: in columns that are declared "
        "to hold no person, that the database itself rules out or that could not be checked, or "
        "as ids of other rows.",
        WIDTH,
    )
    if found["deleted"] == "by OpenProject":
        yield f"{found['gone']} more were gone after OpenProject's deletion."
    yield ""
    yield f"{'place':40}{'planted':>9}{'found':>9}{'unchecked':>11}{'aside':>9}{'missed':>9}"
    elsewhere = {_name(each): each["outcomes"] for each in found.get("elsewhere", ())}
    for place, counts in sorted(_by_table(found["columns"]).items()) + list(elsewhere.items()):
        aside = sum(counts.get(one, 0) for one in _ASIDE)
        yield (
            f"{flowing(place)[:40]:40}{sum(counts.values()):9}{counts.get(Told.FOUND, 0):9}"
            f"{counts.get(Told.UNCHECKED, 0):11}{aside:9}{counts.get(Told.MISSED, 0):9}"
        )
    yield from _listed(document, "missed", "What was missed")
    yield from _listed(document, "not_planted", "What could not be measured")
    yield from tail(document)


def _by_table(columns: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = {}
    for each in columns:
        counts = tables.setdefault(_table(each), {})
        for one, number in each["outcomes"].items():
            counts[one] = counts.get(one, 0) + number
    return tables


def _table(each: Mapping[str, Any]) -> str:
    return f"{each['schema']}.{each['table']}" if each["schema"] else str(each["table"])


def _name(each: Mapping[str, Any]) -> str:
    """A column, or a place beside the database."""
    if "kind" in each:
        return f"{each['kind']}: {each['place']}"
    return f"{_table(each)}.{each['column']} ({each['what']})"


def _listed(document: Document, key: str, title: str) -> Iterator[str]:
    planted = document["planted"]
    own = [each for each in (*planted["columns"], *planted.get("elsewhere", ())) if each[key]]
    if own:
        yield ""
        yield title
    for each in own:
        why = each[key]
        said = why if isinstance(why, str) else ", ".join(why[:_SHOWN])
        more = " and more" if not isinstance(why, str) and len(why) > _SHOWN else ""
        yield from textwrap.wrap(
            f"{flowing(_name(each))}: {flowing(said)}{more}", WIDTH, subsequent_indent="    "
        )
