"""The evidence document as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from operasure.core.legible import count, joined, plain
from operasure.core.model import Result
from operasure.reports.evidence import backup, systems
from operasure.reports.evidence.document import Document, Paint

AREAS = (
    "master data",
    "assignments",
    "change history",
    "ids in texts",
    "traces",
    "unknown columns",
    "files",
)
VERDICTS = {
    "clear": "CLEAR: every place was checked, and nothing is left.",
    "leftovers": "LEFTOVERS: personal data remains in {leftover}.",
    "incomplete": "INCOMPLETE: nothing was found, but {unchecked} could not be checked.",
    "not-deleted": "NOT DELETED: the account still exists ({state}). What follows is a preview.",
}
_IN_PART = "CLEAR: nothing is left in the places that were checked; the others are named below."
WIDTH = 100
TITLE = 42
"""Columns for the name of a group, a blank behind it."""
_COLUMNS = (
    (Result.CLEAR, 8),
    (Result.LEFTOVER, 10),
    (Result.RETAINED, 10),
    (Result.ACCEPTED, 10),
    (Result.UNCHECKED, 11),
)
"""Outcomes that the table counts, and how wide each column is; not one that is absent."""
LIMIT = 12
"""How many row ids a line of the report shows."""

Row = Mapping[str, Any]


def summary(document: Document, paint: Paint = plain) -> str:
    """Head, verdict and the table by group."""
    return joined(_summary(document, paint))


def render(document: Document, paint: Paint = plain) -> str:
    """The whole report: the summary, and each place where something is left."""
    lines = [
        *_summary(document, paint),
        *places(document, Result.LEFTOVER, paint),
        *places(document, Result.UNCHECKED, paint),
        *places(document, Result.RETAINED, paint),
        *places(document, Result.ACCEPTED, paint),
        *tail(document),
    ]
    return joined(lines)


def _summary(document: Document, paint: Paint) -> Iterator[str]:
    yield from head(document)
    yield ""
    yield from _verdict(document, paint)
    yield ""
    yield from table(document, paint)


def head(document: Document) -> Iterator[str]:
    """What was checked and when."""
    subject, facts = document["subject"], document["installation"]
    version = facts["openproject"] or "of an unnamed release"
    whom = f" · {subject['kind']} {subject['user_id']}" if subject else ""
    yield f"operasure {document['command']}{whom}"
    yield (
        f"OpenProject {version} (last migration {facts['last_migration']}) · "
        f"PostgreSQL {facts['postgresql']} · as of {facts['checked_at']}"
    )
    yield from standby(document)
    yield from backup.head(document)


def standby(document: Document) -> Iterator[str]:
    """Of a server that follows another: how old the data may be."""
    facts = document["installation"].get("standby")
    if facts:
        paused = ", its replay is paused" if facts["paused"] else ""
        until = facts["replayed_until"]
        shown = f"the last change that it has is of {until}" if until else "it has no change yet"
        yield from textwrap.wrap(
            f"This server is a standby{paused}: {shown}. What came later on the primary is not "
            "in this report.",
            WIDTH,
        )


def verdict(document: Document) -> str:
    """The verdict on a person in one sentence."""
    checks = document["checks"]
    if document["verdict"] == "clear" and not everything(document):
        return _IN_PART
    return VERDICTS[document["verdict"]].format(
        leftover=left(document, sum(c["outcome"] == "leftover" for c in checks), "place"),
        unchecked=unchecked(document),
        state=document["subject"]["state"],
    )


def everything(document: Document) -> bool:
    """Whether every relation of the database was read."""
    cover = document.get("coverage")
    return not (cover and cover["not_looked_at"])


def left(document: Document, number: int, noun: str) -> str:
    """How many places or mentions are left in the database, and how many entries of the cache."""
    cached = sum(entry["outcome"] == "leftover" for entry in document["cache"])
    entries = f"{cached} {'entry' if cached == 1 else 'entries'} of the cache"
    return _both(number, count(number, noun), cached, entries)


def unchecked(document: Document) -> str:
    """How many places of the database, and how many caches, could not be checked."""
    places = sum(c["outcome"] == "unchecked" for c in document["checks"])
    caches = sum(bool(server["unchecked"]) for server in document.get("cache_servers", ()))
    return _both(places, count(places, "place"), caches, count(caches, "cache"))


def _both(first: int, of_first: str, second: int, of_second: str) -> str:
    if not second:
        return of_first
    return f"{of_first} and {of_second}" if first else of_second


def _verdict(document: Document, paint: Paint) -> Iterator[str]:
    for line in textwrap.wrap(verdict(document), WIDTH):
        yield paint(line, document["verdict"])
    yield from backup.answer(document)
    for note in document["notes"]:
        yield from textwrap.wrap(note, WIDTH)


def table(document: Document, paint: Paint) -> Iterator[str]:
    """The outcomes of all checks as numbers, by area and group."""
    yield f"{'':{TITLE}}{'places':>8}" + "".join(f"{r:>{width}}" for r, width in _COLUMNS)
    for area in AREAS:
        own = [c for c in document["checks"] if c["area"] == area and c["outcome"] != "absent"]
        if not own:
            continue
        yield _line(area.capitalize(), own, paint)
        for code in sorted({c["group"] for c in own}):
            title = f"  {code} {document['groups'].get(code) or _unnamed(code)}"
            yield _line(title, [c for c in own if c["group"] == code], paint)


def _unnamed(code: str) -> str:
    return "Columns without a check" if code == "xu-01" else ""


def _line(title: str, checks: Sequence[Row], paint: Paint) -> str:
    shown = title if len(title) < TITLE else f"{title[: TITLE - 2].rstrip()}…"
    cells = [f"{shown:{TITLE}}{len(checks):>8}"]
    for outcome, width in _COLUMNS:
        number = sum(c["outcome"] == outcome for c in checks)
        cell = f"{number or '–':>{width}}"
        cells.append(paint(cell, outcome) if number else cell)
    return "".join(cells)


def places(document: Document, outcome: Result, paint: Paint) -> Iterator[str]:
    """The checks of one outcome, with their rows and why."""
    own = [c for c in document["checks"] if c["outcome"] == outcome]
    if not own:
        return
    yield ""
    yield paint(outcome.heading, outcome)
    for check in own:
        yield f"  {check['id']}"
        yield from wrapped(_what(check))
        if check["note"] and outcome in {Result.LEFTOVER, Result.RETAINED}:
            yield from wrapped(check["note"])


def _what(check: Row) -> str:
    parts = []
    if check["rows"]:
        shown = ", ".join(str(i) for i in check["row_ids"][:LIMIT])
        more = ", …" if check["rows"] > LIMIT else ""
        parts.append(f"{count(check['rows'], 'row')}: {shown}{more}")
    if check["reason"]:
        parts.append(str(check["reason"]))
    if check["until"]:
        parts.append(f"until {check['until']}")
    return " · ".join(parts)


def wrapped(text: str) -> list[str]:
    """A paragraph below an entry."""
    return textwrap.wrap(text, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)


def tail(document: Document, *, lines: bool = True) -> Iterator[str]:
    """Coverage of the schema, and what the command says nothing about; with `lines` those that
    classify a column."""
    yield ""
    if document["coverage"] is not None:
        yield from _coverage(document["coverage"], lines=lines)
    yield from textwrap.wrap(
        f"Not covered by this command: {'; '.join(document['not_covered'])}.", WIDTH
    )
    yield from _elsewhere(document)


def _coverage(cover: Row, *, lines: bool) -> Iterator[str]:
    yield from textwrap.wrap(
        f"Coverage: {cover['columns']} columns of {cover['tables']} tables: {cover['queried']} "
        f"queried, {cover['no_person']} declared free of persons, {cover['ruled_out']} ruled out "
        f"by the catalogue, {cover['swept']} swept.",
        WIDTH,
    )
    for name in cover["unclassified"] if lines else ():
        _, table, column = name.rsplit(".", 2)
        yield f"  Unclassified: {name}. If it holds no personal data, add to your no-person.toml:"
        yield f'    [tables.{table}]  {column} = "…"'
    if cover["not_looked_at"]:
        yield from textwrap.wrap(f"Not checked: {', '.join(cover['not_looked_at'])}", WIDTH)


def _elsewhere(document: Document) -> Iterator[str]:
    """Other systems that may hold the person, and the person's cookies."""
    if found := document.get("other_systems"):
        yield ""
        yield f"Other systems that may hold {'the person' if document['subject'] else 'persons'}"
        for entry in found:
            known = systems.facts(entry)
            line = systems.title(entry) + (f": {known}" if known else "")
            yield from textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
            yield from wrapped(entry["step"])
    if words := systems.cookie_words(document):
        yield ""
        yield "Cookies in the person's browsers"
        yield from wrapped(words)
