"""The entry `follow_up` of an evidence document: what became of the rows of a snapshot.

Like the rest of the document it carries ids and counts, never a name or a passage.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from operasure.core.dates import stamp
from operasure.core.legible import joined, plain
from operasure.core.typed import filled, replace
from operasure.looks.snapshot.followup import (
    LOSSES,
    NAMED,
    Followed,
    FollowUp,
    FollowUpVerdict,
    Foretold,
    State,
    Truth,
    accept_id,
)
from operasure.reports.evidence import held, shape
from operasure.reports.evidence.document import Paint
from operasure.reports.evidence.text import LIMIT, WIDTH, explained, section, wrapped
from operasure.reports.words import Words

_ENGLISH = Words("en")
_COLOURS = {
    FollowUpVerdict.ACCOUNTED: "clear",
    FollowUpVerdict.LOSSES: "leftovers",
    FollowUpVerdict.INCOMPLETE: "incomplete",
}


def add(
    document: shape.Document, found: FollowUp, snapshot: Path, accepted: Collection[str]
) -> shape.Document:
    """The document with what there is to say of the snapshot's file and of its rows. Raises
    UsageError."""
    followed = build(found, held.digest(snapshot), accepted)
    return replace(document, held_in=held.held_in([snapshot]), follow_up=followed)


def build(
    found: FollowUp, digest: str, accepted: Collection[str] = ()
) -> shape.followed.FollowUpEntry:
    """The entry. `digest` is that of the snapshot's file, `accepted` the `follow-up/…` ids that
    the controller accepts."""
    return shape.followed.FollowUpEntry(
        verdict=found.result(accepted),
        snapshot=shape.followed.FollowedSnapshot(taken_at=stamp(found.taken_at), digest=digest),
        rows=sum(found.counts.values()),
        states={str(state): number for state, number in found.counts.items()},
        checks=tuple(_followed(each, accepted) for each in found.followed),
        foretold=tuple(_foretold(each, accepted) for each in found.foretold),
        unread=tuple(filled(shape.followed.UnfollowedCheck, each) for each in found.unread),
        notes=tuple(found.notes),
    )


def _followed(found: Followed, accepted: Collection[str]) -> shape.followed.FollowedCheck:
    place = found.place
    return filled(
        shape.followed.FollowedCheck,
        place,
        id=place.check,
        states={str(s): found.counts[s] for s in State if s in found.counts},
        row_ids={str(s): tuple(found.ids[s]) for s in NAMED if s in found.ids},
        accepted=accept_id(place.check) in accepted,
        reason=found.reason,
    )


def _foretold(found: Foretold, accepted: Collection[str]) -> shape.followed.ForetoldEntry:
    accepts = accept_id(found.kind) in accepted
    return filled(shape.followed.ForetoldEntry, found, result=found.truth, accepted=accepts)


def render(entry: Mapping[str, Any], paint: Paint = plain) -> str:
    """The entry as a person reads it on a terminal."""
    lines = [
        "",
        *result(entry, paint),
        *(line for note in entry["notes"] for line in textwrap.wrap(note, WIDTH)),
        *(f"  {state:44}{number:>8}" for state, number in entry["states"].items()),
    ]
    return joined(lines) + details(entry, paint)


def details(entry: Mapping[str, Any], paint: Paint = plain, words: Words = _ENGLISH) -> str:
    """Each place with losses, what had been foretold, and what could not be followed up."""
    lines = [
        *_named(entry["checks"], paint, words),
        *_came_true(entry["foretold"], paint, words),
        *_missing(entry, paint, words),
    ]
    return joined(lines)


def result(entry: Mapping[str, Any], paint: Paint = plain) -> list[str]:
    """The verdict on the rows of the snapshot, with what it is about."""
    verdict = FollowUpVerdict(entry["verdict"])
    return [
        f"Follow-up of the snapshot of {entry['snapshot']['taken_at']}:",
        paint(Words("en")(f"followed.{verdict}"), _COLOURS[verdict]),
    ]


def _named(checks: Sequence[Mapping[str, Any]], paint: Paint, words: Words) -> Iterator[str]:
    for state in LOSSES:
        own = [c for c in checks if c["states"].get(str(state))]
        if not own:
            continue
        yield ""
        told = str(state) if words.language == "en" else words.maybe("state", str(state))
        yield paint(told[:1].upper() + told[1:], "leftover")
        for check in own:
            number, ids = check["states"][str(state)], check["row_ids"][str(state)]
            kept = f" · {words('result.accepted')}" if check["accepted"] else ""
            yield f"  {check['id']}"
            yield from wrapped(f"{_rows(number, ids, words)}{kept}")


def _rows(number: int, ids: Sequence[object], words: Words) -> str:
    shown = ", ".join(map(str, ids[:LIMIT]))
    more = ", …" if number > LIMIT else ""
    return f"{words('planned.rows', n=number)}{words.colon} {shown}{more}"


def _came_true(foretold: Sequence[Mapping[str, Any]], paint: Paint, words: Words) -> Iterator[str]:
    if not foretold:
        return
    yield ""
    yield paint(words.told("What the snapshot had predicted"), "leftover")
    counts = Counter((each["kind"], each["table"], each["result"]) for each in foretold)
    for (kind, table, result), number in sorted(counts.items()):
        own = [
            each
            for each in foretold
            if (each["kind"], each["table"], each["result"]) == (kind, table, result)
        ]
        yield f"  {words.told(f'{kind}: {result} in {table}')}"
        yield from wrapped(_rows(number, [_with_words(each) for each in own], words))


def _with_words(each: Mapping[str, Any]) -> str:
    words = f" ({', '.join(each['lost'])})" if each["lost"] else ""
    return f"{each['row_id']}{words}"


def _missing(entry: Mapping[str, Any], paint: Paint, words: Words) -> Iterator[str]:
    missed = [(c["id"], c["reason"]) for c in entry["checks"] if c["reason"]]
    missed += [(u["check"], u["reason"]) for u in entry["unread"]]
    missed += [
        (f"{words.told(f['kind'])} {f['table']} {f['row_id']}", str(Truth.UNKNOWN))
        for f in entry["foretold"]
        if f["result"] == str(Truth.UNKNOWN)
    ]
    title = paint(words.told("Unchecked: could not be followed up"), "unchecked")
    return section(title, explained((check, words.told(why)) for check, why in missed))
