"""The evidence document as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from operasure.core.legible import count, joined, plain
from operasure.core.model import Result
from operasure.core.strict import Row
from operasure.reports.evidence import backup, steps, systems
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.words import Words

AREAS = (
    "master data",
    "assignments",
    "change history",
    "ids in texts",
    "traces",
    "unknown columns",
    "files",
)
WIDTH = 80
_NUMBERS = (
    (Result.CLEAR, 7),
    (Result.LEFTOVER, 10),
    (Result.RETAINED, 10),
    (Result.ACCEPTED, 10),
    (Result.UNCHECKED, 11),
)
"""Outcomes that the table counts, and how wide each column is; not one that is absent."""
LIMIT = 12
"""How many row ids a line of the report shows."""
SUMMARY = 38
"""Lines of a report before its details, at most."""
_LEAST = 4
"""Lines that a table has at least."""
_NOTES = 6
"""Lines that notes have in a summary, at most."""


def report(
    document: Document,
    paint: Paint = plain,
    besides: Iterable[str] = (),
    more: Iterable[str] = (),
) -> Readable:
    """Head, verdict, what to do next and the table by group; below it each place where something is
    left, and `more` texts. `besides` are lines of another verdict."""
    details = [
        *places(document, Result.LEFTOVER, paint),
        *places(document, Result.UNCHECKED, paint),
        *places(document, Result.RETAINED, paint),
        *places(document, Result.ACCEPTED, paint),
    ]
    numbers = textwrap.wrap(counted(document, Words("en")), WIDTH)
    said = in_colour(document, verdict(document, Words("en")), paint)
    told = [*said, *backup.answer(document), *numbers, *besides]
    pieces = [joined(details), *more, joined(tail(document))]
    return Readable(summary(document, paint, told), pieces)


def summary(document: Document, paint: Paint, told: Sequence[str], unit: str = "places") -> str:
    """What stands first: `told` is the verdict and what it counts."""
    above = [*head(document), "", *told, *noted(document), *next_steps(document, paint)]
    return fitted(above, lambda room: table(document, paint, room, unit))


def fitted(
    above: Sequence[str], counts: Callable[[int], Iterable[str]], most: int = SUMMARY
) -> str:
    """Lines, and below them a table that may take the room that they leave."""
    room = max(most - len(above) - 1, _LEAST)
    return joined([*above, "", *counts(room)])


def next_steps(document: Document, paint: Paint) -> Iterator[str]:
    """What to do next, urgent things first."""
    if found := steps.steps(document):
        yield ""
        yield "What to do next"
    for number, step in enumerate(found, 1):
        lines = textwrap.wrap(
            step.told,
            WIDTH,
            initial_indent=f"{number:3}. ",
            subsequent_indent=" " * 5,
            max_lines=3,
            placeholder=" …",
            break_on_hyphens=False,
        )
        yield from (paint(line, "leftover") if step.urgent else line for line in lines)


def noted(document: Document) -> list[str]:
    """The notes of a document, the first lines of them where they are many."""
    lines = [line for note in document["notes"] for line in textwrap.wrap(note, WIDTH)]
    if len(lines) <= _NOTES:
        return lines
    return [*lines[: _NOTES - 1], "… (all notes: --full)"]


def head(document: Document) -> Iterator[str]:
    """What was checked and when."""
    facts, about = document["installation"], whom(document, Words("en"))
    version = facts["openproject"] or "of an unnamed release"
    yield f"operasure {document['command']}" + (f" · {about}" if about else "")
    yield (
        f"OpenProject {version} · PostgreSQL {facts['postgresql']} · as of {facts['checked_at']}"
    )
    yield from standby(document)
    yield from backup.head(document, Words("en"))


def whom(document: Document, words: Words) -> str:
    """Every account that a document is about, in words; nothing where it is about none."""
    subject = document.get("subject") or {"user_id": document.get("user_id")}
    ids = (document.get("searched") or {}).get("user_ids") or [subject["user_id"]]
    return accounts([each for each in ids if each is not None], words, subject.get("kind"))


def accounts(ids: Iterable[int], words: Words, kind: str | None = None) -> str:
    """Accounts in words: user 42, user 57."""
    called = words.maybe("kind", kind or "user")
    return ", ".join(words("report.subject", kind=called, id=each) for each in ids)


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


def counted(document: Document, words: Words) -> str:
    """What the number of the verdict counts."""
    left = [c for c in document["checks"] if c["outcome"] == "leftover"]
    every = sum(c["outcome"] != "absent" for c in document["checks"])
    said = words("sums.counted", n=every)
    named = sum(c["id"].endswith(":person") for c in left)
    if named:
        by_id = len(left) - named
        said += " " + words("sums.of_left", left=len(left), by_id=by_id, by_name=named)
    return said


def verdict(document: Document, words: Words) -> str:
    """The verdict on a person in one sentence."""
    checks = document["checks"]
    match document["verdict"]:
        case "clear":
            return words("verify.clear" if everything(document) else "verify.clear_in_part")
        case "leftovers":
            number = sum(c["outcome"] == "leftover" for c in checks)
            return words("verify.leftovers", left=left(document, number, "sums.places", words))
        case "incomplete":
            return words("verify.incomplete", unchecked=unchecked(document, words))
        case _:
            return words("verify.not_deleted", state=state(document, words))


def state(document: Document, words: Words) -> str:
    """The state of the account, in words."""
    return words.told(str(document["subject"]["state"]))


def everything(document: Document) -> bool:
    """Whether every relation of the database was read."""
    cover = document.get("coverage")
    return not (cover and cover["not_looked_at"])


def left(document: Document, number: int, noun: str, words: Words) -> str:
    """How many places or mentions are left in the database, and how many entries of the cache."""
    cached = sum(entry["outcome"] == "leftover" for entry in document["cache"])
    return _both((number, noun), (cached, "sums.entries"), words)


def unchecked(document: Document, words: Words) -> str:
    """How many places of the database, and how many caches, could not be checked."""
    places = sum(c["outcome"] == "unchecked" for c in document["checks"])
    caches = sum(bool(server["unchecked"]) for server in document.get("cache_servers", ()))
    return _both((places, "sums.places"), (caches, "sums.caches"), words)


def _both(first: tuple[int, str], second: tuple[int, str], words: Words) -> str:
    said = [words(noun, n=number) for number, noun in (first, second)]
    if not second[0]:
        return said[0]
    return words("sums.both", first=said[0], second=said[1]) if first[0] else said[1]


def in_colour(document: Document, said: str, paint: Paint) -> list[str]:
    """What is said of the verdict, in its colour."""
    return [paint(line, document["verdict"]) for line in textwrap.wrap(said, WIDTH)]


def table(document: Document, paint: Paint, room: int, unit: str = "places") -> Iterator[str]:
    """The outcomes of all checks as numbers by group, in at most `room` lines: where they are more,
    groups with nothing but clear places stand in one, and then the smallest in one."""
    seen = [c for c in document["checks"] if c["outcome"] != "absent"]
    groups: dict[str, list[Row]] = {}
    for check in sorted(seen, key=lambda c: str(c["group"])):
        groups.setdefault(check["group"], []).append(check)
    shown = [r for r, _ in _NUMBERS if any(c["outcome"] == r for c in seen)]
    columns = [(r, width) for r, width in _NUMBERS if r in {*shown, Result.CLEAR, Result.LEFTOVER}]
    title = WIDTH - 8 - sum(width for _, width in columns)
    yield f"{'':{title}}{unit:>8}" + "".join(f"{r:>{width}}" for r, width in columns)

    def line(words: str, checks: Sequence[Row]) -> str:
        return _line(words, checks, title, columns, paint)

    own, folded, clear = _fitting(groups, room - 2)
    for code in own:
        name = document["groups"].get(code) or _unnamed(code)
        yield line(f"{code} {name}", groups[code])
    for words, codes in (("with less", folded), ("all clear", clear)):
        if codes:
            checks = [check for code in codes for check in groups[code]]
            yield line(f"{count(len(codes), 'more group')}, {words}", checks)
    yield line("All groups", seen)


def _fitting(
    groups: Mapping[str, Sequence[Row]], room: int
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The groups that have a line of their own, and those that share one: with less to tell, and
    with nothing but clear places."""
    if len(groups) <= room:
        return list(groups), (), ()
    told = {code: sum(c["outcome"] != "clear" for c in own) for code, own in groups.items()}
    clear = [code for code, number in told.items() if not number]
    rest = [code for code, number in told.items() if number]
    room -= bool(clear)
    if len(rest) <= room:
        return rest, (), clear
    by_weight = sorted(
        rest, key=lambda code: (code not in steps.URGENT, -_grave(groups[code]), code)
    )
    most = set(by_weight[: max(room - 1, 0)])
    return [c for c in rest if c in most], [c for c in rest if c not in most], clear


def _grave(checks: Sequence[Row]) -> int:
    return sum(c["outcome"] in {"leftover", "unchecked"} for c in checks)


def _unnamed(code: str) -> str:
    return "Columns without a check" if code == "xu-01" else ""


def _line(
    title: str,
    checks: Sequence[Row],
    room: int,
    columns: Sequence[tuple[Result, int]],
    paint: Paint,
) -> str:
    shown = title if len(title) < room else f"{title[: room - 2].rstrip()}…"
    cells = [f"{shown:{room}}{len(checks):>8}"]
    for outcome, width in columns:
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


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines below a title, with a blank one above; nothing where there are none."""
    found = list(lines)
    if found:
        yield from ("", title, *found)


def explained(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Entries, each with its reason below it."""
    for what, why in entries:
        yield f"  {what}"
        yield from wrapped(why)


def wrapped(text: str) -> list[str]:
    """A paragraph below an entry."""
    return textwrap.wrap(text, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)


def tail(document: Document, *, lines: bool = True) -> Iterator[str]:
    """Coverage of the schema, and what the command says nothing about; with `lines` those that
    classify a column."""
    yield ""
    yield f"Last migration: {document['installation']['last_migration']}"
    if document["coverage"] is not None:
        yield from _coverage(document["coverage"], lines=lines)
    yield from uncovered(document)
    yield from _elsewhere(document)


def uncovered(document: Document) -> list[str]:
    """What the command says nothing about."""
    said = f"Not covered by this command: {'; '.join(document['not_covered'])}."
    return textwrap.wrap(said, WIDTH)


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
    words = Words("en")
    if found := document.get("other_systems"):
        yield ""
        yield f"Other systems that may hold {'the person' if document['subject'] else 'persons'}"
        for entry in found:
            known = systems.facts(entry, words)
            line = words.system(entry) + (f": {known}" if known else "")
            yield from textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
            yield from wrapped(entry["step"])
    if told := systems.cookie_words(document, words):
        yield from section("Cookies in the person's browsers", wrapped(told))
