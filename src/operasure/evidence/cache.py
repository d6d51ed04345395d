"""What `cache` found: the evidence document and the report to read.

The document holds no name, login or mail: keys are shown as the search blacked them out, and
passages stand in the report only, where they were asked for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from operasure.cache.evict import Evicted, Fate
from operasure.cache.findings import Finding, Summary
from operasure.cache.unchecked import Unchecked
from operasure.evidence import document
from operasure.evidence.document import Document
from operasure.evidence.shown import visible
from operasure.evidence.text import WIDTH, Paint, count, joined, plain, wrapped
from operasure.mentions.identity import Identity
from operasure.model import Result, Verdict

NOT_COVERED = (
    "the database (operasure verify)",
    "text in the database that names the person (operasure find-mentions)",
    "bytes of deleted, evicted and expired items, which memory, core dumps and swap may still hold",
    "servers that were not named, and caches of another kind",
    *(
        text
        for text in document.NOT_COVERED
        if not text.startswith(("text that names", "memcached"))
    ),
)
VERDICTS = {
    Verdict.CLEAR: "CLEAR: every entry was looked at, and none names the person.",
    Verdict.LEFTOVERS: "LEFTOVERS: {found} still {verb} the person.",
    Verdict.INCOMPLETE: "INCOMPLETE: nothing was found, but not everything could be looked at.",
}
_SERVED = {"yes": "still served", "no": "no longer served", "unknown": "served: unknown"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at all places that were named; after evicting, the look that followed.

    `others` are caches that the environment shows and nobody looked at; `evicted` tells what
    became of what an earlier look had found.
    """

    identity: Identity
    findings: tuple[Finding, ...]
    summaries: tuple[Summary, ...]
    started_at: datetime
    finished_at: datetime
    jobs: int
    others: tuple[Unchecked, ...] = ()
    evicted: tuple[Evicted, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Leftovers win over incomplete; a look at nothing is never clear."""
        if self.findings:
            return Verdict.LEFTOVERS
        unchecked = self.others or not self.summaries or any(s.unchecked for s in self.summaries)
        return Verdict.INCOMPLETE if unchecked else Verdict.CLEAR


def build(look: Look) -> dict[str, Any]:
    """The evidence document."""
    identity = look.identity
    first, *_ = (*identity.user_ids, None)
    run = document.run(look.started_at, look.finished_at, None, look.jobs, None)
    return document.envelope("cache", str(look.verdict), None) | {
        "subject": {"user_id": first, "token": None},
        "run": run | {"read_only": not look.evicted},
        "cache": [_entry(finding, look.started_at) for finding in look.findings],
        "notes": [f"{other.reason}: {other.remedy}" for other in look.others],
        "not_covered": list(NOT_COVERED),
        "searched": {
            "names": len(identity.names),
            "logins": len(identity.logins),
            "mails": len(identity.mails),
            "user_ids": list(identity.user_ids),
        },
        "cache_servers": [_server(summary) for summary in look.summaries],
        "evicted": {fate.name.lower(): _with_fate(look, fate) for fate in Fate},
    }


def _entry(finding: Finding, now: datetime) -> dict[str, Any]:
    return {
        "server": visible(finding.place),
        "key": visible(finding.key),
        "outcome": str(finding.outcome),
        "matches": [
            {"what": match.what, "confidence": match.confidence, "in_key": match.in_key}
            for match in finding.matches
        ],
        "confidence": finding.confidence,
        "served": str(finding.served),
        "size": finding.size,
        "age": finding.age(now),
        "expires_at": document.stamp(finding.expires_at),
    }


def _server(summary: Summary) -> dict[str, Any]:
    return {
        "server": visible(summary.place),
        "version": visible(summary.version) or None,
        "listed": summary.listed,
        "read": summary.read,
        "gone": summary.gone,
        "outside": summary.outside,
        "unread": summary.unread,
        "findings": summary.findings,
        "undecoded": dict(sorted(summary.undecoded.items())),
        "unchecked": [{"reason": u.reason, "remedy": u.remedy} for u in summary.unchecked],
        "notes": list(summary.notes),
    }


def _with_fate(look: Look, fate: Fate) -> int:
    return sum(each.fate is fate for each in look.evicted)


def render(look: Look, *, with_text: bool = False, paint: Paint = plain) -> str:
    """The report to read; `with_text` puts a passage below each entry."""
    made = build(look)
    return joined(
        [
            *_head(made, paint),
            *_servers(made, paint),
            *_evicted(look),
            *_found(look, made, Result.LEFTOVER, "What is left", with_text, paint),
            *_found(look, made, Result.RETAINED, "What goes by itself", with_text, paint),
            "",
            *textwrap.wrap(f"Not covered by this command: {'; '.join(NOT_COVERED)}.", WIDTH),
        ]
    )


def listing(look: Look) -> str:
    """The entries found, one a line, as they are shown before anything is deleted."""
    return joined(_line(entry) for entry in build(look)["cache"])


def _head(made: Document, paint: Paint) -> Iterator[str]:
    ids = ", ".join(f"user {user_id}" for user_id in made["searched"]["user_ids"])
    yield "operasure cache" + (f" · {ids}" if ids else "")
    yield f"as of {made['run']['started_at']}"
    yield ""
    number = len(made["cache"])
    found = f"{number} {'entry' if number == 1 else 'entries'}"
    words = VERDICTS[Verdict(made["verdict"])]
    yield paint(words.format(found=found, verb="names" if number == 1 else "name"), made["verdict"])
    for note in made["notes"]:
        yield from textwrap.wrap(note, WIDTH)


def _servers(made: Document, paint: Paint) -> Iterator[str]:
    yield ""
    for server in made["cache_servers"]:
        parts = [f"{count(server['listed'], 'item')} listed", f"{server['read']} read"]
        parts += [
            f"{server[key]} {words}"
            for key, words in (
                ("gone", "gone meanwhile"),
                ("outside", "outside (not searched)"),
                ("unread", "not read"),
            )
            if server[key]
        ]
        version = f" (memcached {server['version']})" if server["version"] else ""
        # A server that was never listed has nothing to count.
        told = ", ".join(parts) if server["listed"] or not server["unchecked"] else "not looked at"
        why = "; ".join(f"{u['reason']}: {u['remedy']}" for u in server["unchecked"])
        line = f"{server['server']}{version}: {told}" + (f" · UNCHECKED: {why}" if why else "")
        yield paint(line, "unchecked" if why else "")
        for note in server["notes"]:
            yield from wrapped(note)


def _evicted(look: Look) -> Iterator[str]:
    if not look.evicted:
        return
    fates = ", ".join(f"{_with_fate(look, f)} {f}" for f in Fate if _with_fate(look, f))
    yield ""
    yield f"Evicted: {fates}; then everything was looked at again."
    reasons = {each.unchecked for each in look.evicted if each.unchecked}
    for each in sorted(reasons, key=lambda unchecked: unchecked.reason):
        yield from wrapped(f"{each.reason}: {each.remedy}")


def _found(
    look: Look, made: Document, outcome: Result, title: str, with_text: bool, paint: Paint
) -> Iterator[str]:
    both = zip(look.findings, made["cache"], strict=True)
    own = [(finding, entry) for finding, entry in both if finding.outcome is outcome]
    if own:
        yield ""
        yield paint(title, outcome)
    for finding, entry in own:
        yield f"  {_line(entry)}"
        yield from wrapped(_what(entry))
        if with_text and finding.excerpt:
            yield from wrapped(f"“{visible(finding.excerpt)}”")


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
