"""What caches know of the person, as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from operasure.core.legible import count, flowing, joined, plain
from operasure.core.model import Result, Verdict
from operasure.core.typed import plain as plain_value
from operasure.looks.cache.fate import EntryFate
from operasure.reports.evidence.cache import build
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.evidence.text import SUMMARY, WIDTH, fitted, next_steps, wrapped

if TYPE_CHECKING:
    from operasure.looks.cache.look import CacheLook

VERDICTS = {
    Verdict.CLEAR: "CLEAR: every entry was checked, and nothing is left{besides}.",
    Verdict.LEFTOVERS: "LEFTOVERS: {found} still {verb} the person.",
    Verdict.INCOMPLETE: "INCOMPLETE: nothing is left{besides}, but some entries could not "
    "be checked.",
}
_SERVED = {"yes": "still served", "no": "no longer served", "unknown": "served: unknown"}
_STILL_SERVED = (
    "OpenProject shows a served entry until its page changes or the entry is deleted: operasure "
    "cache --evict deletes the entries that it finds."
)

Row = Mapping[str, Any]


def render(document: Document, paint: Paint = plain, look: CacheLook | None = None) -> Readable:
    """The report of `cache`. With the look itself a passage stands below each entry that has one,
    and why entries could not be deleted."""
    made = document
    texts = [finding.excerpt for finding in look.findings] if look else None
    missing = f"Not covered by this command: {'; '.join(made['not_covered'])}."
    above = [*_head(made, paint), *_evicted(made, look), *next_steps(made, paint)]

    def servers(room: int) -> Iterator[str]:
        every = list(_servers(made, paint))
        yield from every if len(every) <= room else [*every[: room - 1], "… (all: --full)"]

    return Readable(
        fitted(above, servers),
        [
            joined(_servers(made, paint)) if len(made["cache_servers"]) > SUMMARY else "",
            joined(_entries(made, paint, texts)),
            joined(["", *textwrap.wrap(missing, WIDTH)]),
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
    ids = ", ".join(f"user {user_id}" for user_id in made["searched"]["user_ids"])
    yield "operasure cache" + (f" · {ids}" if ids else "")
    yield f"as of {made['run']['started_at']}"
    yield ""
    left = sum(entry["outcome"] == Result.LEFTOVER for entry in made["cache"])
    words = VERDICTS[Verdict(made["verdict"])].format(
        found=entries(left),
        verb="names" if left == 1 else "name",
        besides=" but retained entries" if len(made["cache"]) > left else "",
    )
    for line in textwrap.wrap(words, WIDTH):
        yield paint(line, made["verdict"])


def entries(number: int) -> str:
    """A number of entries, in words."""
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _servers(made: Document, paint: Paint) -> Iterator[str]:
    for server in made["cache_servers"]:
        parts = [f"{count(server['listed'], 'item')} listed", f"{server['read']} read"]
        parts += [
            f"{server[key]} {words}"
            for key, words in (
                ("gone", "deleted meanwhile"),
                ("outside", "outside (not searched)"),
                ("unread", "not read"),
            )
            if server[key]
        ]
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


def _evicted(made: Document, look: CacheLook | None) -> Iterator[str]:
    if not made.get("eviction"):
        return
    fates = ", ".join(
        f"{number} {fate}" for fate in EntryFate if (number := made["evicted"][fate.name.lower()])
    )
    yield ""
    yield f"Evicted: {fates}; then everything was checked again."
    evicted = look.evicted if look else ()
    reasons = {each.unchecked for each in evicted if each.unchecked}
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
        yield from textwrap.wrap(_STILL_SERVED, WIDTH)


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
