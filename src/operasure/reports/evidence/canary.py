"""What `operasure canary` found: as a document, and to be read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from operasure.core.legible import flowing, joined, plain
from operasure.core.typed import filled, replace
from operasure.looks.canary.model import Measured, PlantedBeside, PlantedFigures, PlantedSeen, Told
from operasure.reports.evidence import planted, shape
from operasure.reports.evidence.document import Document, Paint, envelope, run
from operasure.reports.evidence.text import WIDTH, head, tail
from operasure.reports.words import Words

NOT_PLANTED = (
    "the caches, files and logs of the installation: others were made to plant in",
    "caches in Redis",
    "files in S3",
)
"""Where nothing is planted."""
_ASIDE = (Told.UNREAD, Told.DECLARED, Told.RULED_OUT, Told.OTHER)
_SHOWN = 8
"""How many forms of one column the report names."""


def build(found: Measured) -> shape.Document:
    """The document. Its counts are of values, each in a row of its own."""
    told, unchecked = found.count(Told.FOUND), found.count(Told.UNCHECKED)
    missed = found.count(Told.MISSED)
    own = found.installation.schema
    return replace(
        envelope("canary", found.verdict, found.installation),
        run=run(found, connections=found.jobs, read_only=False),
        planted=shape.planted.Planted(
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
                shape.planted.LeftOut(kind=str(kind), reason=why)
                for kind, why in found.left_out.items()
            ),
        ),
        not_covered=(*NOT_PLANTED, *(f"{kind}: {why}" for kind, why in found.left_out.items())),
    )


def _place(each: PlantedSeen, own: str) -> shape.planted.PlantedPlace:
    table = each.place.table
    return filled(
        shape.planted.PlantedPlace,
        each,
        table=table.name,
        column=each.place.column.name,
        schema=None if table.schema == own else table.schema,
        outcomes=_outcomes(each),
        not_planted=each.refused,
    )


def _elsewhere(each: PlantedBeside) -> shape.planted.PlantedElsewhere:
    return filled(
        shape.planted.PlantedElsewhere, each, outcomes=_outcomes(each), not_planted=each.refused
    )


def _outcomes(each: PlantedFigures) -> dict[str, int]:
    return {str(one): number for one, number in sorted(each.told.items())}


def verdict(document: Document, words: Words) -> str:
    """What it comes to, in one sentence."""
    found = document["planted"]
    figures = {k: words.number(found[k]) for k in ("reported", "places", "unchecked", "missed")}
    figures["not_planted"] = words("sums.places", n=found["not_planted"])
    but = "_unchecked" if found["unchecked"] and document["verdict"] != "leftovers" else ""
    return words(f"planted.{document['verdict']}{but}", **figures)


def told(document: Document, words: Words) -> Iterator[str]:
    """Where values were reported, and which had not to be, in sentences."""
    found = document["planted"]
    yield planted.where(map(asdict, planted.by_kind(found)), words)
    yield words("planted.aside", n=found["aside"])
    if found["deleted"] == "by OpenProject":
        yield words("planted.gone", n=found["gone"])


def render(document: Document, paint: Paint = plain) -> str:
    """The report to read."""
    return joined(_lines(document, paint))


def _lines(document: Document, paint: Paint) -> Iterator[str]:
    yield from head(document)
    yield ""
    words = Words("en")
    yield paint(verdict(document, words), document["verdict"])
    for sentence in told(document, words):
        yield from textwrap.wrap(sentence, WIDTH)
    yield ""
    yield f"{'place':40}{'planted':>9}{'found':>9}{'unchecked':>11}{'aside':>9}{'missed':>9}"
    for place, *numbers in rows(document, words):
        planted_, found, unchecked, aside, missed = numbers
        yield (f"{flowing(place)[:40]:40}{planted_:9}{found:9}{unchecked:11}{aside:9}{missed:9}")
    for key, title in (("missed", "what_missed"), ("not_planted", "not_planted")):
        own = list(listed(document, key, words))
        yield from ["", words(f"planted.{title}")] if own else []
        for name, said in own:
            line = f"{flowing(name)}: {flowing(said)}"
            yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ")
    yield from tail(document)


def rows(document: Document, words: Words) -> Iterator[tuple[str, int, int, int, int, int]]:
    """Each table and place: how many values were planted, found, unchecked, aside and missed."""
    found = document["planted"]
    elsewhere = {_name(each, words): each["outcomes"] for each in found.get("elsewhere", ())}
    for place, counts in sorted(_by_table(found["columns"]).items()) + list(elsewhere.items()):
        aside = sum(counts.get(one, 0) for one in _ASIDE)
        told = (counts.get(one, 0) for one in (Told.FOUND, Told.UNCHECKED, Told.MISSED))
        seen, unchecked, missed = told
        yield place, sum(counts.values()), seen, unchecked, aside, missed


def _by_table(columns: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = {}
    for each in columns:
        counts = tables.setdefault(_table(each), {})
        for one, number in each["outcomes"].items():
            counts[one] = counts.get(one, 0) + number
    return tables


def _table(each: Mapping[str, Any]) -> str:
    return f"{each['schema']}.{each['table']}" if each["schema"] else str(each["table"])


def _name(each: Mapping[str, Any], words: Words) -> str:
    """A column, or a place beside the database."""
    if "kind" in each:
        kind = each["kind"] if words.language == "en" else words.maybe("recall_kind", each["kind"])
        return words("planted.of_kind", kind=kind, place=each["place"])
    column = f"{_table(each)}.{each['column']}"
    what = words.maybe("planted_what", each["what"])
    return words("planted.of_what", column=column, what=what)


def listed(document: Document, key: str, words: Words) -> Iterator[tuple[str, str]]:
    """Each place of which something was `missed`, with its forms, or `not_planted`, with why."""
    planted_ = document["planted"]
    for each in (*planted_["columns"], *planted_.get("elsewhere", ())):
        if why := each[key]:
            said = why if isinstance(why, str) else ", ".join(why[:_SHOWN])
            more = not isinstance(why, str) and len(why) > _SHOWN
            yield _name(each, words), words("planted.more", forms=said) if more else said
