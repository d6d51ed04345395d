"""The document of an audit as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from operasure.core.legible import count, joined, plain
from operasure.core.model import Result
from operasure.core.strict import Row
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.evidence.text import (
    LIMIT,
    WIDTH,
    everything,
    explained,
    in_colour,
    section,
    summary,
    tail,
    wrapped,
)
from operasure.reports.words import Words

MOST_IDS = 200
"""How many ids the report lists with their places; the document has all."""
BEHIND = "Behind the Deleted user: what was passed on is pseudonymised, not anonymous"
OWN_TABLES = "Tables without a check: lines for your own folder of checks (--queries)"


def render(document: Document, paint: Paint = plain) -> Readable:
    """Head, verdict, what to do next and the table by group; below it each finding."""
    audit = document["audit"]
    surely = [e for e in audit["ids"] if e["certain"]]
    maybe = [e for e in audit["ids"] if not e["certain"]]
    deletions, behind_ = audit.get("deletions", ()), document.get("behind")
    details = joined(
        [
            *section(
                paint("Deletions that did not finish", "leftover"), _unfinished(audit["unfinished"])
            ),
            *_ids("Orphaned ids", surely, paint),
            *_ids("Numbers that may be orphaned ids", maybe, paint),
            *section(paint("Mentions that show a former name", "leftover"), _named(audit["named"])),
            *section(paint("Overdue: should have expired", "leftover"), _overdue(audit["overdue"])),
            *section(paint("Built-in principals", "leftover"), _built_in(audit["built_in"])),
            *section(
                paint(Result.UNCHECKED.heading, Result.UNCHECKED), explained(_missing(document))
            ),
            *section(BEHIND, _behind(behind_, paint)),
            *section("What each past deletion left, by table", _deletions(deletions)),
            *section(OWN_TABLES, (f"    {line}" for line in audit["lines"])),
            *tail(document, lines=False),
        ]
    )
    words = Words("en")
    said = in_colour(document, verdict(document, words), paint)
    told = [*said, *textwrap.wrap(counted(document, words), WIDTH)]
    return Readable(summary(document, paint, told), [details])


def counted(document: Document, words: Words) -> str:
    """What the table counts, which the verdict does not."""
    every = sum(c["outcome"] != "absent" for c in document["checks"])
    return words("audited.counted", n=every)


def verdict(document: Document, words: Words) -> str:
    """The verdict of an audit in one sentence."""
    match document["verdict"]:
        case "clear":
            return words("audited.clear" if everything(document) else "audited.clear_in_part")
        case "incomplete":
            unchecked = words("sums.places", n=len(_missing(document)))
            return words("audited.incomplete", unchecked=unchecked)
        case _:
            return words("audited.leftovers", found=", ".join(_found(document, words)))


def _found(document: Document, words: Words) -> Iterator[str]:
    audit = document["audit"]
    for kind, number in (
        ("audited.ids", _left(audit["ids"])),
        ("audited.unfinished", sum(e["overdue"] for e in audit["unfinished"])),
        ("audited.named", sum(e["rows"] for e in audit["named"])),
        ("audited.overdue", len(audit["overdue"])),
        ("audited.built_in", len(audit["built_in"])),
    ):
        if number:
            yield words(kind, n=number)


def _left(ids: Sequence[Row]) -> int:
    return sum(entry["outcome"] == "leftover" for entry in ids)


def _unfinished(entries: Sequence[Row]) -> Iterator[str]:
    for entry in entries:
        since = f" since {entry['since']}" if entry["since"] else ""
        error = f", {entry['error']}" if entry["error"] else ""
        account = f"{entry['kind']} {entry['user_id']} ({entry['status']})"
        yield f"  {account}: {entry['state']}{since}{error}"
        if not entry["overdue"]:
            yield from wrapped("Less than a day old: check again tomorrow.")
        for cause in entry["causes"]:
            yield from wrapped(f"{cause['text']} {cause['remedy']}")


def _ids(title: str, entries: Sequence[Row], paint: Paint) -> Iterator[str]:
    return section(
        paint(title, "leftover" if _left(entries) else "retained"), _each(entries, paint)
    )


def _each(entries: Sequence[Row], paint: Paint) -> Iterator[str]:
    for entry in entries[:MOST_IDS]:
        word = "" if entry["outcome"] == "leftover" else f" ({entry['outcome']})"
        places = count(len(entry["places"]), "place")
        yield paint(
            f"  {entry['user_id']}{word}: {count(entry['rows'], 'row')} in {places}",
            entry["outcome"],
        )
        for place in entry["places"]:
            yield from wrapped(_place(place))
        if entry["verify"]:
            yield f"      {entry['verify']}"
    if len(entries) > MOST_IDS:
        yield f"  and {len(entries) - MOST_IDS} more: --format json has all"


def _place(place: Row) -> str:
    shown = ", ".join(str(i) for i in place["row_ids"][:LIMIT])
    more = ", …" if place["rows"] > len(place["row_ids"][:LIMIT]) else ""
    parts = [f"{place['check']}: {count(place['rows'], 'row')} ({shown}{more})"]
    if place["oldest"]:
        first, last = place["oldest"][:10], place["newest"][:10]
        parts.append(first if first == last else f"{first} to {last}")
    if place["until"]:
        parts.append(f"{place['retained']} until {place['until'][:10]}")
    return " · ".join(parts)


def behind(found: Row) -> str:
    """How many accounts stand behind the Deleted user, in a sentence."""
    least, most = found["at_least"], found["at_most"]
    if most is None:
        return (
            f"At least {count(least, 'deleted account')}; how many at most is not known, since "
            "the sequence of ids can't be read, or was set back."
        )
    if least == most:
        return f"{count(most, 'deleted account')}, as far as the sequence of ids says."
    return (
        f"At least {least} and at most {count(most, 'deleted account')}, as far as audit copies "
        "and the sequence of ids say."
    )


def _behind(found: Row | None, paint: Paint) -> Iterator[str]:
    if found is None:
        return
    yield from wrapped(behind(found))
    groups = [g for g in found.get("groups", ()) if g["rows"]]
    if groups:
        parts = (f"{g['group']} {g['rows']} of {g['of']}" for g in groups)
        yield from wrapped(f"Rows that name it, of those that name anybody: {', '.join(parts)}.")
    paths = found.get("paths", ())
    if paths:
        yield paint("  What may single a person out again", "unchecked")
    for path in paths:
        yield from wrapped(
            f"{path['kind']}: {count(path['rows'], 'row')} of {path['table']}: {path['what']}."
        )
    for each in found.get("unread", ()):
        yield from wrapped(f"not asked: {each['what']}: {each['reason']}")


def _deletions(entries: Sequence[Row]) -> Iterator[str]:
    for entry in entries[-MOST_IDS:]:
        day = entry["deleted_at"][:10] if entry["deleted_at"] else "day unknown"
        parts = ", ".join(f"{table} {rows}" for table, rows in entry["tables"].items())
        yield from wrapped(f"{entry['user_id']} ({day}): {parts or 'nothing'}")
    if len(entries) > MOST_IDS:
        yield f"  and {len(entries) - MOST_IDS} before: --format json has all"


def _named(entries: Sequence[Row]) -> Iterator[str]:
    for entry in entries:
        shown = ", ".join(str(i) for i in entry["row_ids"][:LIMIT])
        more = ", …" if entry["rows"] > LIMIT else ""
        yield from wrapped(f"{entry['check']}: {count(entry['rows'], 'row')} ({shown}{more})")


def _overdue(entries: Sequence[Row]) -> Iterator[str]:
    for entry in entries:
        yield from wrapped(
            f"{entry['what']} ({entry['table']}): {count(entry['rows'], 'row')}, the oldest of "
            f"{str(entry['oldest'])[:10]}. Kept {entry['keeps']}; to be removed by {entry['job']}."
        )


def _built_in(entries: Sequence[Row]) -> Iterator[str]:
    for entry in entries:
        ids = ", ".join(map(str, entry["user_ids"]))
        yield from wrapped(f"{entry['principal']}{f' ({ids})' if ids else ''}: {entry['text']}")


def _missing(document: Document) -> list[tuple[str, str]]:
    checks = [(c["id"], c["reason"]) for c in document["checks"] if c["outcome"] == "unchecked"]
    return checks + [(u["what"], u["reason"]) for u in document["audit"]["unread"]]
