"""What `find-mentions` found, as a person reads it on a terminal: counts first, then the list."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from operasure.core import keeping
from operasure.core.legible import count, flowing, joined, plain
from operasure.core.model import Result
from operasure.core.strict import Row
from operasure.looks.mentions.hits import Author, Hit
from operasure.reports.evidence import backup, cache_text, limits
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.evidence.shown import (
    another,
    author,
    decision,
    declared,
    heading,
    shared,
    sharing,
)
from operasure.reports.evidence.text import (
    SUMMARY,
    WIDTH,
    fitted,
    in_colour,
    left,
    next_steps,
    noted,
    section,
    standby,
    unchecked,
    uncovered,
    whom,
)
from operasure.reports.words import Words

READINGS = 4
"""Names of which the report says how they were read."""
CONFIDENCES = ("certain", "likely", "possible")


class Under(NamedTuple):
    """Under which title a mention stands."""

    confidence: str
    account: int | None
    group: str
    declared: bool


class Shown(NamedTuple):
    """A mention as the report lists it: under which title, and its lines."""

    under: Under
    lines: Sequence[str]


def render(document: Document, paint: Paint = plain) -> Readable:
    """The report that the document alone makes: each mention with its place."""
    shown = (_entry(entry, paint) for entry in document["mentions"])
    number = sum(each["open"] for each in document["counts"])
    return _report(document, shown, number, paint, ())


def with_passages(
    document: Document,
    hits: Iterable[Hit],
    limit: int,
    paint: Paint = plain,
    readings: Sequence[str] = (),
) -> Readable:
    """The report with the passages. `hits` are as many as are shown, `limit` of them at most;
    `readings` say how each name was read."""
    return _report(document, (_hit(hit, paint) for hit in hits), limit, paint, readings)


def _report(
    document: Document,
    mentions: Iterable[Shown],
    limit: int,
    paint: Paint,
    readings: Sequence[str],
) -> Readable:
    above = [*_head(document, paint, readings), *noted(document), *next_steps(document, paint)]
    room = SUMMARY - keeping.LINES
    return Readable(
        fitted(above, lambda room: _table(document, paint, room), room),
        _details(document, mentions, limit, paint),
    )


def _details(
    document: Document, mentions: Iterable[Shown], limit: int, paint: Paint
) -> Iterator[str]:
    words = Words("en")
    yield joined(_unchecked(document, paint))
    last, number = "", 0
    for each in mentions:
        above = title(each.under, document, words)
        if above != last:
            last = above
            yield joined(["", above])
        number += 1
        yield joined(each.lines)
    yield cache_text.section(document, paint)
    yield joined(_tail(document, number, limit))


def under(entry: Row) -> Under:
    """Under which title an entry of the document stands."""
    own = entry.get("declared") is not None
    return Under(entry["confidence"], entry.get("account"), entry["group"], own)


def title(of: Under, document: Document, words: Words) -> str:
    """The title above mentions of one kind."""
    word = words(f"confidence.{of.confidence}").capitalize()
    first = word if of.account is None else words("mentions.others")
    name = words.group(of.group, document["groups"].get(of.group, ""))
    told = words("shown.declared_title") if of.declared else name or words("worklist.no_check")
    return f"{first} · {of.group} {told}"


def verdict(document: Document, words: Words) -> str:
    """What it comes to, in one sentence."""
    number = sum(each["open"] for each in document["counts"])
    waiting = document["review"].get("to_erase", 0)
    if waiting and waiting == number:
        return words("mentions.decided", n=waiting)
    match document["verdict"]:
        case "leftovers":
            return words("mentions.leftovers", open=left(document, number, "sums.mentions", words))
        case "incomplete":
            return words("mentions.incomplete", unchecked=unchecked(document, words))
        case _:
            return words("mentions.clear")


def searched(document: Document, words: Words) -> str:
    """What was searched for: how many names, logins and addresses, and every account."""
    counts = document["searched"]
    parts = [
        words(f"searched.{key}", n=counts[key])
        for key in ("names", "logins", "mails", "refused")
        if counts.get(key)
    ]
    return ", ".join(filter(None, (*parts, whom(document, words))))


def _head(document: Document, paint: Paint, readings: Sequence[str]) -> Iterator[str]:
    facts, words = document["installation"], Words("en")
    version = facts["openproject"] or "of an unnamed release"
    yield f"operasure find-mentions · {searched(document, words)}"
    yield f"OpenProject {version} · PostgreSQL {facts['postgresql']} · as of {facts['checked_at']}"
    yield from standby(document)
    yield from backup.head(document, words)
    yield ""
    yield from in_colour(document, verdict(document, words), paint)
    for line in readings[:READINGS]:
        yield from textwrap.wrap(f"Read {line}", WIDTH, max_lines=2, placeholder=" …")
    if len(readings) > READINGS:
        yield f"{len(readings) - READINGS} more names were read in the same way: --html shows all."
    for told in (reviewed(document, words), limits.sampled(document.get("sample"), words)):
        yield from textwrap.wrap(told or "", WIDTH)


def reviewed(document: Document, words: Words) -> str | None:
    """What became of decisions that were read; None without any."""
    review = document["review"]
    if not any(review.values()):
        return None
    keys = ("kept", "not_the_person", "gone", "still_there", "to_erase", "contested")
    figures = {key: words.number(review.get(key, 0)) for key in keys}
    return words("mentions.reviewed", void=words.number(len(review["void"])), **figures)


def _table(document: Document, paint: Paint, room: int) -> Iterator[str]:
    """The mentions to review by group, in at most `room` lines: the groups with the fewest share
    one where they are more."""
    counts = [each for each in document["counts"] if each["open"]]
    if not counts:
        return
    sums: dict[str, int] = {}
    for each in counts:
        sums[each["group"]] = sums.get(each["group"], 0) + each["open"]
    most = set(sums)
    if len(sums) > room - 2:
        most = set(sorted(sums, key=lambda group: (-sums[group], group))[: max(room - 3, 0)])
    yield f"{'mentions to review':48}" + "".join(f"{word:>10}" for word in CONFIDENCES)
    for group in sorted(most):
        title = f"{group} {document['groups'].get(group) or _unnamed(group)}"
        yield f"{title[:47]:48}" + _cells(counts, {group}, paint)
    if rest := set(sums) - most:
        yield f"{count(len(rest), 'more group') + ', with fewer':48}" + _cells(counts, rest, paint)
    yield f"{'All groups':48}" + _cells(counts, set(sums), paint)


def _unnamed(group: str) -> str:
    return "Columns without a check" if group == "xu-01" else ""


def _cells(counts: Sequence[Row], groups: Collection[str], paint: Paint) -> str:
    cells = []
    for confidence in CONFIDENCES:
        own = [c["open"] for c in counts if c["group"] in groups and c["confidence"] == confidence]
        cell = f"{sum(own) or '–':>10}"
        cells.append(paint(cell, "leftover") if sum(own) and confidence == "certain" else cell)
    return "".join(cells)


def _unchecked(document: Document, paint: Paint) -> Iterator[str]:
    searched_in_part = {Result.UNCHECKED, Result.LEFTOVER}
    own = [c for c in document["checks"] if c["reason"] and c["outcome"] in searched_in_part]
    title = paint(Result.UNCHECKED.heading, Result.UNCHECKED)
    return section(title, (f"  {check['id']}: {check['reason']}" for check in own))


def _hit(hit: Hit, paint: Paint) -> Shown:
    words = Words("en")
    told = [hit.variant]
    if hit.account is not None:
        told.append(another(hit.account, words))
    told += [*declared(hit.check.declared, words), *sharing(hit, words)]
    if hit.mark:
        told.append(f"was marked {hit.mark.decision}")
    if hit.contested:
        told.append("decided differently: " + "; ".join(map(decision, hit.contested)))
    place = f"{hit.check.column} {flowing(str(hit.row_id))}"
    lines = [
        _titled(heading(hit, words), hit.confidence, paint) + f" · {' · '.join(told)}",
        f"      {place} · {flowing(hit.url or hit.path or words('worklist.no_page'))}",
        f"      {flowing(hit.before)}[{flowing(hit.mention)}]{flowing(hit.after)}",
    ]
    own = hit.check.declared is not None
    return Shown(Under(hit.confidence, hit.account, hit.check.group, own), lines)


def _entry(entry: Row, paint: Paint) -> Shown:
    """The same of an entry of the document, which holds a passage only where it is a work list."""
    words = Words("en")
    place = f"{entry['table']}.{entry['column']} {flowing(str(entry['row_id']))}"
    lines = [
        _titled(place, entry["confidence"], paint) + f" · {' · '.join(remarks(entry, words))}",
        f"      {flowing(entry['url'] or entry['path'] or words('worklist.no_page'))}",
    ]
    if text := entry.get("text"):
        before, mention, after = (flowing(text[key]) for key in ("before", "mention", "after"))
        lines.append(f"      {before}[{mention}]{after}")
    return Shown(under(entry), lines)


def remarks(entry: Row, words: Words) -> list[str]:
    """What is known of a mention: how it is written, whose it may be, who wrote it."""
    who, account = entry["author"], entry.get("account")
    told = [words.maybe("variant", entry["variant"])]
    told += [another(account, words)] if account is not None else []
    told += declared(entry.get("declared"), words)
    told += [words("mentions.beside")] if entry.get("beside_another") else []
    told += shared(entry["variant"], entry.get("shared_by"), words)
    told += [words("worklist.old_versions")] if entry["historic"] else []
    if who:
        by = Author(who["id"], deleted=who["deleted_user"], subject=who["subject"])
        told.append(words("mentions.written_by", author=author(by, words)))
    if entry["decision"]:
        decision = words.maybe("decided", entry["decision"])
        told.append(words("mentions.marked", decision=decision))
    return told


def _titled(title: str, confidence: str, paint: Paint) -> str:
    return paint(f"  {title}", "leftover" if confidence == "certain" else "unchecked")


def _tail(document: Document, shown: int, limit: int) -> Iterator[str]:
    total = sum(each["open"] for each in document["counts"])
    cover, words = document["coverage"], Words("en")
    yield ""
    if total > shown:
        yield f"{total - shown} more: --limit shows more than {limit}, --html and --csv write all."
    yield f"Last migration: {document['installation']['last_migration']}"
    yield from textwrap.wrap(f"Coverage: {covered(document, words)}", WIDTH)
    if cover["not_looked_at"]:
        yield from textwrap.wrap(f"Not checked: {', '.join(cover['not_looked_at'])}", WIDTH)
    short = document["searched"].get("short", 0)
    for told in limits.not_looked_for(document.get("not_looked_for", ()), short, words):
        yield from textwrap.wrap(told, WIDTH)
    yield from uncovered(document)


def covered(document: Document, words: Words) -> str:
    """Which columns were read, in numbers."""
    keys = ("columns", "tables", "queried", "swept", "no_person", "ruled_out")
    return words("mentions.covers", **{k: words.number(document["coverage"][k]) for k in keys})
