"""The work list: one HTML file to review the mentions in a browser, without any network.

The page may run nothing but its own script and load nothing at all; everything that is filled in is
escaped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from operasure import __version__
from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.core.legible import flowing
from operasure.looks.mentions import review
from operasure.looks.mentions.find import Findings
from operasure.looks.mentions.hits import Decision, Hit, Mark
from operasure.looks.mentions.sample import shown_seed
from operasure.reports.evidence import page
from operasure.reports.evidence.shown import (
    DECLARED,
    another,
    author,
    declared,
    heading,
    readings,
    sharing,
)

MOST = 20_000
"""Mentions in one list: more would not be worked through, nor shown by a browser in good time."""


def render(findings: Findings, cached: Sequence[object] = ()) -> Iterator[str]:
    """The work list of what is open, piece by piece. Earlier decisions are in whatever it exports,
    so that the last export is enough for the next run. `cached` are entries of the cache that name
    the person: nothing to decide on, so they are only pointed out."""
    made = page.environment(__name__)
    return made.get_template("worklist.html.j2").generate(
        policy=page.policy(made, ("page.css", "worklist.css"), "worklist.js"),
        meta=keeping.meta("work list", findings.delete_after),
        head=_head(findings, len(cached)),
        sections=_sections(findings),
        sample=_sample(findings),
        case=case(findings.key, _standing(findings), findings.delete_after),
    )


def case(key: bytes, marks: Iterable[Mark], delete_after: date) -> dict[str, Any]:
    """What the script of a page knows: the case, its decisions, and how an export begins."""
    return {
        "case": hashlib.sha256(key).hexdigest()[:16],
        "key": key.hex(),
        "marks": [review.exported(mark) for mark in marks],
        "export": keeping.preamble("review", delete_after),
    }


def _standing(findings: Findings) -> Iterator[Mark]:
    """Every decision and every answer that no other replaces."""
    yield from findings.listing.standing()
    for answers in findings.listing.review.answers.values():
        yield from answers


def _sample(findings: Findings) -> dict[str, Any] | None:
    """The texts that were drawn at random; None where none are."""
    sample = findings.sample
    if sample is None or not sample.drawn:
        return None
    return {
        "seed": shown_seed(sample.seed),
        "drawn": len(sample.drawn),
        "texts": sample.texts,
        "entries": (
            {
                "place": _place(findings, text.hit),
                "text": flowing(text.hit.before, "\n"),
                "rest": text.rest,
            }
            for text in sample.drawn
        ),
    }


def _head(findings: Findings, cached: int) -> dict[str, Any]:
    facts = findings.installation
    return {
        "instance": f"OpenProject {facts.openproject or 'of an unnamed release'}"
        + (f", {findings.base_url}" if findings.base_url else ""),
        "moment": stamp(facts.checked_at),
        "shown_moment": f"{facts.checked_at:%Y-%m-%d %H:%M} UTC",
        "version": __version__,
        "delete_after": findings.delete_after.isoformat(),
        "notes": list(_notes(findings, cached)),
        "readings": readings(findings.identity),
        "total": min(findings.open, MOST) + (len(findings.sample.drawn) if findings.sample else 0),
    }


def _title(findings: Findings, code: str) -> str:
    return findings.queries.titles.get(code, "") or "Columns without a check"


def _notes(findings: Findings, cached: int) -> Iterator[str]:
    unread = sum(outcome.result == "unchecked" for outcome in findings.outcomes)
    if unread:
        yield f"Not everything could be read: {unread} places are unchecked; see the evidence."
    if findings.open > MOST:
        yield (
            f"The list holds the {MOST} surest of {findings.open} mentions. Review these, then "
            "run the search again with the exported decisions."
        )
    if cached:
        yield (
            f"Not listed here: entries of the cache that name the person, {cached} of them. "
            "They need no decision: operasure cache --evict deletes them."
        )
    yield from findings.notes
    settled = findings.review
    if settled.kept or settled.dismissed:
        yield (
            f"Decided before and not listed here: {settled.kept} accepted, "
            f"{settled.dismissed} not the person."
        )


def _sections(findings: Findings) -> Iterator[dict[str, Any]]:
    """The entries as they are best worked through, by what they have in common."""
    hits = findings.hits(by_passage=True, limit=MOST)
    for title, of_section in groupby(hits, key=_section):
        yield {
            "title": title,
            "entries": (
                _entry(findings, list(same))
                for _, same in groupby(of_section, key=lambda hit: hit.entry)
            ),
        }


def _section(hit: Hit) -> str:
    if hit.contested:
        return "Contradicting decisions"
    if hit.account is not None:
        return "Rows of other accounts with this name"
    if hit.check.declared is not None:
        return DECLARED
    sure = hit.confidence.capitalize()
    return f"{sure}, beside another person's name" if hit.beside else sure


def _entry(findings: Findings, hits: list[Hit]) -> dict[str, Any]:
    first = hits[0]
    about = [another(first.account)] if first.account is not None else []
    old = sum(hit.check.historic for hit in hits[1:])
    return {
        "confidence": first.confidence,
        "other": first.account is not None,
        "shared": _whose(first),
        "variant": first.variant,
        "word": flowing(first.mention).casefold(),
        "about": [*about, *sharing(first)],
        "before": flowing(first.before, "\n"),
        "mention": flowing(first.mention, "\n"),
        "after": flowing(first.after, "\n"),
        "place": _place(findings, first),
        "more": [_place(findings, hit) for hit in hits[1:]],
        "summary": f"and {len(hits) - 1} more place{'s' * (len(hits) > 2)}"
        + (f" ({old} old version{'s' * (old > 1)})" if old else ""),
    }


def _whose(hit: Hit) -> str:
    """Whose name else it may be: that of an account, or of another person named beside it."""
    if hit.shared_by or hit.account is not None or (hit.beside and hit.beside.account):
        return "account"
    return "beside" if hit.beside else ""


def _place(findings: Findings, hit: Hit) -> dict[str, Any]:
    about = [f"project {hit.project}"] if hit.project else []
    about += declared(hit.check.declared)
    if hit.mark is not None:
        waits = hit.mark.decision is Decision.ERASE
        about.append("to be erased by a plan" if waits else "was marked erased, but is still there")
    return {
        "id": hit.id,
        "line": hit.place,
        "exact": flowing(hit.place),
        "name": heading(hit),
        "day": hit.day or "",
        "url": hit.url,
        "path": flowing(hit.path) if hit.path else None,
        "project": flowing(hit.project or ""),
        "author": author(hit.author) if hit.author else "",
        "group": f"{hit.check.group} {_title(findings, hit.check.group)}",
        "about": [flowing(words) for words in about],
        "note": hit.check.note,
        "historic": hit.check.historic,
    }
