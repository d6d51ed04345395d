"""What caches know of the person, as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from operasure.core.legible import count, flowing, joined, plain
from operasure.core.model import Result
from operasure.core.strict import Row
from operasure.core.typed import plain as plain_value
from operasure.reports.evidence.cache import build
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.evidence.text import (
    SUMMARY,
    WIDTH,
    fitted,
    in_colour,
    next_steps,
    uncovered,
    whom,
    wrapped,
)
from operasure.reports.words import Words

if TYPE_CHECKING:
    from operasure.looks.cache.look import CacheLook

_SERVED = {"yes": "still served", "no": "no longer served", "unknown": "served: unknown"}
_UNREAD = ("gone", "outside", "unread")


def render(document: Document, paint: Paint = plain, look: CacheLook | None = None) -> Readable:
    """The report of `cache`. With the look itself a passage stands below each entry that has one,
    and why entries could not be deleted."""
    made = document
    texts = [finding.excerpt for finding in look.findings] if look else None
    above = [*_head(made, paint), *_evicted(made, look), *next_steps(made, paint)]

    def servers(room: int) -> Iterator[str]:
        every = list(_servers(made, paint))
        yield from every if len(every) <= room else [*every[: room - 1], "… (all: --full)"]

    return Readable(
        fitted(above, servers),
        [
            joined(_servers(made, paint)) if len(made["cache_servers"]) > SUMMARY else "",
            joined(_entries(made, paint, texts)),
            joined(["", *uncovered(made)]),
        ],
    )


def section(whole: Document, paint: Paint = plain) -> str:
    """The part of another command's report; empty where no cache was looked at."""
    if not whole.get("cache_servers"):
        return ""
    return joined(["", "Cache", *_servers(whole, paint), *_entries(whole, paint)])


def listing(look: CacheLook) -> str:
    """The entries found, one a line, as they are shown before anything is deleted."""
    return joined(_line(entry) for entry in plain_value(build(look).cache))


def _head(made: Document, paint: Paint) -> Iterator[str]:
    words = Words("en")
    about = whom(made, words)
    yield "operasure cache" + (f" · {about}" if about else "")
    yield f"as of {made['run']['started_at']}"
    yield ""
    yield from in_colour(made, verdict(made, words), paint)


def verdict(made: Document, words: Words) -> str:
    """What it comes to, in one sentence."""
    left = sum(entry["outcome"] == Result.LEFTOVER for entry in made["cache"])
    but = len(made["cache"]) > left
    match made["verdict"]:
        case "leftovers":
            return words("cached.leftovers", n=left)
        case "incomplete":
            return words("cached.incomplete_but" if but else "cached.incomplete")
        case _:
            return words("cached.clear_but" if but else "cached.clear")


def _servers(made: Document, paint: Paint) -> Iterator[str]:
    for server in made["cache_servers"]:
        parts = [f"{count(server['listed'], 'item')} listed", f"{server['read']} read"]
        parts += unread(server, Words("en"))
        known = server["version"]
        version = f" ({known if known[:1].isalpha() else f'memcached {known}'})" if known else ""
        # A server that was never listed has nothing to count.
        told = ", ".join(parts) if server["listed"] or not server["unchecked"] else "not checked"
        why = "; ".join(f"{u['reason']}: {u['remedy']}" for u in server["unchecked"])
        line = f"{server['server']}{version}: {told}" + (f" · UNCHECKED: {why}" if why else "")
        for part in textwrap.wrap(line, WIDTH, subsequent_indent="    "):
            yield paint(part, "unchecked" if why else "")
        for note in server["notes"]:
            yield from wrapped(note)


def unread(server: Row, words: Words) -> list[str]:
    """How many entries of a cache were not looked at, by why."""
    return [words(f"cached.{key}", n=server[key]) for key in _UNREAD if server[key]]


def evicted(made: Document, words: Words) -> str:
    """What became of the entries that were to be deleted, in a sentence; empty where none were."""
    if not made.get("eviction"):
        return ""
    fates = [words(f"fate.{key}", n=n) for key, n in made["evicted"].items() if n]
    return words("cached.evicted", fates=", ".join(fates))


def _evicted(made: Document, look: CacheLook | None) -> Iterator[str]:
    if not made.get("eviction"):
        return
    yield ""
    yield evicted(made, Words("en"))
    reasons = {each.unchecked for each in (look.evicted if look else ()) if each.unchecked}
    for each in sorted(reasons, key=lambda unchecked: unchecked.reason):
        yield from wrapped(f"{each.reason}: {each.remedy}")


def _entries(
    made: Document, paint: Paint, texts: Sequence[str | None] | None = None
) -> Iterator[str]:
    every = list(zip(made["cache"], texts or [None] * len(made["cache"]), strict=True))
    for outcome in (Result.LEFTOVER, Result.RETAINED):
        own = [(entry, text) for entry, text in every if entry["outcome"] == outcome]
        if own:
            yield ""
            yield paint(outcome.heading, outcome)
        for entry, text in own:
            yield f"  {_line(entry)}"
            yield from wrapped(_what(entry))
            if text:
                yield from wrapped(f"“{flowing(text)}”")
    if any(entry["served"] == "yes" for entry in made["cache"]):
        yield ""
        yield from textwrap.wrap(Words("en")("cached.served"), WIDTH)


def _line(entry: Row) -> str:
    return f"{entry['server']}  {entry['key']}"


def _what(entry: Row) -> str:
    kinds = dict.fromkeys(
        match["what"] + (" in the key" if match["in_key"] else "") for match in entry["matches"]
    )
    parts = [f"{entry['confidence']}: {', '.join(kinds)}", _SERVED[entry["served"]]]
    parts.append(count(entry["size"], "byte"))
    if entry["age"] is not None:
        parts.append(f"last used {count(entry['age'], 'second')} ago")
    parts.append(f"until {entry['expires_at']}" if entry["expires_at"] else "never expires")
    return " · ".join(parts)
