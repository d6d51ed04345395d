"""What `find-mentions` found, as a person reads it on a terminal: counts first, then the list."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from operasure.core import keeping
from operasure.core.bound import percent
from operasure.core.legible import count, flowing, joined, plain
from operasure.core.model import Result
from operasure.looks.mentions.hits import Author, Hit
from operasure.reports.evidence import backup, cache_text
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
    left,
    next_steps,
    noted,
    standby,
    unchecked,
)
from operasure.reports.words import Words

VERDICTS = {
    "clear": "CLEAR: every text was searched, and no mention is left to review in the forms that "
    "were searched for; the other forms are named at the end.",
    "leftovers": "MENTIONS: {open} to review.",
    "incomplete": "INCOMPLETE: nothing was found, but {unchecked} could not be read.",
}
DECIDED = (
    "DECIDED: nothing is left to review; {waiting} mentions are marked 'to erase' and not yet "
    "erased (operasure plan)."
)
READINGS = 4
"""Names of which the report says how they were read."""
OTHERS = "Another account with this name: no plan changes its rows"
NO_PAGE = "not shown on any page"
CONFIDENCES = ("certain", "likely", "possible")

Row = Mapping[str, Any]


class Shown(NamedTuple):
    """A mention as the report lists it: under which title, and its lines."""

    confidence: str
    account: int | None
    group: str
    declared: bool
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
    under = ("", "", False)
    number = 0
    for each in mentions:
        word = each.confidence.capitalize() if each.account is None else OTHERS
        if (word, each.group, each.declared) != under:
            under = word, each.group, each.declared
            title = (
                words("shown.declared_title")
                if each.declared
                else document["groups"].get(each.group)
            )
            yield joined(["", f"{word} · {each.group} {title or _unnamed(each.group)}"])
        number += 1
        yield joined(each.lines)
    yield cache_text.section(document, paint)
    yield joined(_tail(document, number, limit))


def _head(document: Document, paint: Paint, readings: Sequence[str]) -> Iterator[str]:
    facts, searched, words = document["installation"], document["searched"], Words("en")
    version = facts["openproject"] or "of an unnamed release"
    parts = [
        count(searched[key], noun)
        for key, noun in (("names", "name"), ("logins", "login"), ("mails", "email address"))
        if searched[key]
    ]
    parts += [f"user {user_id}" for user_id in searched["user_ids"]]
    yield f"operasure find-mentions · {', '.join(parts)}".replace("addresss", "addresses")
    yield f"OpenProject {version} · PostgreSQL {facts['postgresql']} · as of {facts['checked_at']}"
    yield from standby(document)
    yield from backup.head(document, words)
    yield ""
    waiting = document["review"].get("to_erase", 0)
    decided = waiting and waiting == sum(each["open"] for each in document["counts"])
    number = sum(each["open"] for each in document["counts"])
    told = (DECIDED if decided else VERDICTS[document["verdict"]]).format(
        waiting=waiting,
        open=left(document, number, "sums.mentions", words),
        unchecked=unchecked(document, words),
    )
    for line in textwrap.wrap(told, WIDTH):
        yield paint(line, document["verdict"])
    for line in readings[:READINGS]:
        yield from textwrap.wrap(f"Read {line}", WIDTH, max_lines=2, placeholder=" …")
    if len(readings) > READINGS:
        yield f"{len(readings) - READINGS} more names were read in the same way: --html shows all."
    yield from _reviewed(document["review"])
    if sample := document.get("sample"):
        yield from textwrap.wrap(" ".join(sampled(sample)), WIDTH)


def _reviewed(review: Row) -> Iterator[str]:
    if not any(review.values()):
        return
    yield from textwrap.wrap(
        f"Reviewed: {review['kept']} accepted, {review['not_the_person']} not the person, "
        f"{review['gone']} gone, {review['still_there']} marked erased but still there, "
        f"{review.get('to_erase', 0)} to be erased by a plan, "
        f"{review.get('contested', 0)} with contradicting decisions, "
        f"{len(review['void'])} void.",
        WIDTH,
    )


def sampled(sample: Row) -> Iterator[str]:
    """What reading texts that were not reported came to, with its meaning."""
    of = f"Of {count(sample['texts'], 'text')} that were not reported, {sample['drawn']} were"
    if sample["open"]:
        yield f"{of} drawn at random; {sample['open']} of them are still to be read (--html)."
        return
    naming = sample["naming"]
    verb = "name" if naming > 1 else "names"
    yield f"{of} drawn at random and read; {naming or 'none'} of them {verb} the person."
    if sample["there"]:
        yield f"{sample['there']} of these still stand there: mend them by hand."
    if sample["unsure"]:
        yield f"Of {sample['unsure']} it can't be told, and they count as naming the person."
    yield (
        f"With {sample['confidence']} % confidence at most {percent(sample['per_million'])} % of "
        f"the texts that were not reported do ({sample['at_most']}). Columns that are declared to "
        "hold no person are not among these texts."
    )


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
    if not own:
        return
    yield ""
    yield paint(Result.UNCHECKED.heading, Result.UNCHECKED)
    for check in own:
        yield f"  {check['id']}: {check['reason']}"


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
        f"      {place} · {flowing(hit.url or hit.path or NO_PAGE)}",
        f"      {flowing(hit.before)}[{flowing(hit.mention)}]{flowing(hit.after)}",
    ]
    own = hit.check.declared is not None
    return Shown(hit.confidence, hit.account, hit.check.group, own, lines)


def _entry(entry: Row, paint: Paint) -> Shown:
    """The same of an entry of the document, which holds a passage only where it is a work list."""
    words = Words("en")
    why, who, account = entry.get("declared"), entry["author"], entry.get("account")
    told = [entry["variant"]]
    if account is not None:
        told.append(another(account, words))
    told += declared(why, words)
    told += ["beside another name"] if entry.get("beside_another") else []
    told += shared(entry["variant"], entry.get("shared_by"), words)
    told += ["old version"] if entry["historic"] else []
    if who:
        by = Author(who["id"], deleted=who["deleted_user"], subject=who["subject"])
        told.append(f"written by {author(by, words)}")
    told += [f"was marked {entry['decision']}"] if entry["decision"] else []
    place = f"{entry['table']}.{entry['column']} {flowing(str(entry['row_id']))}"
    lines = [
        _titled(place, entry["confidence"], paint) + f" · {' · '.join(told)}",
        f"      {flowing(entry['url'] or entry['path'] or NO_PAGE)}",
    ]
    if text := entry.get("text"):
        before, mention, after = (flowing(text[key]) for key in ("before", "mention", "after"))
        lines.append(f"      {before}[{mention}]{after}")
    return Shown(entry["confidence"], account, entry["group"], why is not None, lines)


def _titled(title: str, confidence: str, paint: Paint) -> str:
    return paint(f"  {title}", "leftover" if confidence == "certain" else "unchecked")


def _tail(document: Document, shown: int, limit: int) -> Iterator[str]:
    total = sum(each["open"] for each in document["counts"])
    cover = document["coverage"]
    yield ""
    if total > shown:
        yield f"{total - shown} more: --limit shows more than {limit}, --html and --csv write all."
    yield f"Last migration: {document['installation']['last_migration']}"
    yield from textwrap.wrap(
        f"Coverage: {cover['columns']} columns of {cover['tables']} tables: {cover['queried']} "
        f"searched by a query, {cover['swept']} swept, {cover['no_person']} declared free of "
        f"persons (their texts were read all the same), {cover['ruled_out']} that hold no text.",
        WIDTH,
    )
    if cover["not_looked_at"]:
        yield from textwrap.wrap(f"Not checked: {', '.join(cover['not_looked_at'])}", WIDTH)
    yield from _unsought(document)
    yield from textwrap.wrap(
        f"Not covered by this command: {'; '.join(document['not_covered'])}.", WIDTH
    )


def _unsought(document: Document) -> Iterator[str]:
    """What of each name was not looked for, those together of which it is the same."""
    alike: dict[str, list[int]] = {}
    for each in document.get("not_looked_for", ()):
        parts = [
            f"written in {', '.join(each['scripts'])}" if each["scripts"] else "",
            f"inflected as in {', '.join(each['languages'])}" if each["languages"] else "",
            "one of its words, inflected, without the others" if each["alone"] else "",
        ]
        alike.setdefault("; ".join(filter(None, parts)), []).append(each["name"])
    for what, numbers in alike.items():
        names = f"Name {numbers[0]}" if len(numbers) == 1 else f"Names {_numbers(numbers)}"
        yield from textwrap.wrap(f"{names} not searched for: {what}.", WIDTH)
    yield from textwrap.wrap(
        "Not searched for: nicknames, misspellings, inflections without a rule, and names that "
        "were not given.",
        WIDTH,
    )


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
