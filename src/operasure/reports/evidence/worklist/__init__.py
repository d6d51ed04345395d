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

from markupsafe import escape

from operasure import __version__
from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.core.legible import flowing
from operasure.looks.mentions import review, titles
from operasure.looks.mentions.find import Findings
from operasure.looks.mentions.hits import Decision, Hit, Mark
from operasure.looks.mentions.sample import shown_seed
from operasure.reports.evidence import page
from operasure.reports.evidence.shown import (
    another,
    author,
    declared,
    heading,
    readings,
    sharing,
)
from operasure.reports.words import Words

MOST = 20_000
"""Mentions in one list: more would not be worked through, nor shown by a browser in good time."""


def render(
    findings: Findings, cached: Sequence[object] = (), language: str = "en"
) -> Iterator[str]:
    """The work list of what is open, piece by piece. Earlier decisions are in whatever it exports,
    so that the last export is enough for the next run. `cached` are entries of the cache that name
    the person: nothing to decide on, so they are only pointed out."""
    made, words = page.environment(__name__), Words(language)
    return made.get_template("worklist.html.j2").generate(
        policy=page.policy(made, ("page.css", "worklist.css"), words, "worklist.js"),
        meta=keeping.meta("work list", findings.delete_after),
        w=words,
        head=_head(findings, len(cached), words),
        sections=_sections(findings, words),
        sample=_sample(findings, words),
        case=case(findings.key, _standing(findings), findings.delete_after, words),
    )


def case(key: bytes, marks: Iterable[Mark], delete_after: date, words: Words) -> dict[str, Any]:
    """What the script of a page knows: the case, its decisions, how an export begins, and words."""
    return {
        "case": hashlib.sha256(key).hexdigest()[:16],
        "key": key.hex(),
        "marks": [review.exported(mark) for mark in marks],
        "export": keeping.preamble("review", delete_after),
        "language": words.language,
        "singular": words.section("format")["singular"],
        "words": {
            f"{section}.{key}": text
            for section in ("reviewing", "confidence", "decided")
            for key, text in words.section(section).items()
        },
    }


def _standing(findings: Findings) -> Iterator[Mark]:
    """Every decision and every answer that no other replaces."""
    yield from findings.listing.standing()
    for answers in findings.listing.review.answers.values():
        yield from answers


def _sample(findings: Findings, words: Words) -> dict[str, Any] | None:
    """The texts that were drawn at random; None where none are."""
    sample = findings.sample
    if sample is None or not sample.drawn:
        return None
    return {
        "seed": shown_seed(sample.seed),
        "drawn": words.number(len(sample.drawn)),
        "texts": words.number(sample.texts),
        "entries": (
            {
                "place": _place(findings, text.hit, words),
                "text": flowing(text.hit.before, "\n"),
                "rest": text.rest,
            }
            for text in sample.drawn
        ),
    }


def _head(findings: Findings, cached: int, words: Words) -> dict[str, Any]:
    facts = findings.installation
    return {
        "instance": page.instance(facts.openproject, findings.base_url, words),
        "moment": stamp(facts.checked_at),
        "shown_moment": words.moment(stamp(facts.checked_at)),
        "version": __version__,
        "delete_after": findings.delete_after.isoformat(),
        "notes": list(_notes(findings, cached, words)),
        "told": list(findings.notes),
        "readings": readings(findings.identity),
        "total": min(findings.open, MOST) + (len(findings.sample.drawn) if findings.sample else 0),
    }


def _title(findings: Findings, code: str, words: Words) -> str:
    return words.group(code, findings.queries.titles.get(code, "")) or words("worklist.no_check")


def _notes(findings: Findings, cached: int, words: Words) -> Iterator[str]:
    unread = sum(outcome.result == "unchecked" for outcome in findings.outcomes)
    if unread:
        yield words("worklist.unchecked", n=unread)
    if findings.open > MOST:
        yield words("worklist.too_many", most=words.number(MOST), open=words.number(findings.open))
    if cached:
        yield words("worklist.cached", n=cached)
    settled = findings.review
    if settled.kept or settled.dismissed:
        yield words(
            "worklist.settled",
            kept=words.number(settled.kept),
            dismissed=words.number(settled.dismissed),
        )


def _sections(findings: Findings, words: Words) -> Iterator[dict[str, Any]]:
    """The entries as they are best worked through, by what they have in common."""
    hits = findings.hits(by_passage=True, limit=MOST)
    for title, of_section in groupby(hits, key=lambda hit: _section(hit, words)):
        yield {
            "title": title,
            "entries": (
                _entry(findings, list(same), words)
                for _, same in groupby(of_section, key=lambda hit: hit.entry)
            ),
        }


def _section(hit: Hit, words: Words) -> str:
    if hit.contested:
        return words("reviewing.contested")
    if hit.account is not None:
        return words("worklist.others")
    if hit.check.declared is not None:
        return words("shown.declared_title")
    sure = words(f"confidence.{hit.confidence}").capitalize()
    return words("worklist.beside", confidence=sure) if hit.beside else sure


def _entry(findings: Findings, hits: list[Hit], words: Words) -> dict[str, Any]:
    first = hits[0]
    about = [another(first.account, words)] if first.account is not None else []
    old = sum(hit.check.historic for hit in hits[1:])
    more = words("reviewing.more", n=len(hits) - 1)
    return {
        "confidence": first.confidence,
        "other": first.account is not None,
        "shared": _whose(first),
        "variant": words.maybe("variant", first.variant),
        "word": flowing(first.mention).casefold(),
        "about": [*about, *sharing(first, words)],
        "before": flowing(first.before, "\n"),
        "mention": flowing(first.mention, "\n"),
        "after": flowing(first.after, "\n"),
        "place": _place(findings, first, words),
        "more": [_place(findings, hit, words) for hit in hits[1:]],
        "summary": words("reviewing.more_old", more=more, n=old) if old else more,
    }


def _whose(hit: Hit) -> str:
    """Whose name else it may be: that of an account, or of another person named beside it."""
    if hit.shared_by or hit.account is not None or (hit.beside and hit.beside.account):
        return "account"
    return "beside" if hit.beside else ""


def _heading(hit: Hit, words: Words) -> str:
    """Where a mention stands; the name of a column that no catalogue has is marked as English."""
    told, column = heading(hit, words), titles.what(hit.check)
    if words.has("column", column):
        return told
    return escape(told).replace(escape(column), words.in_english(column), 1)


def _place(findings: Findings, hit: Hit, words: Words) -> dict[str, Any]:
    about = [words("worklist.project", name=hit.project)] if hit.project else []
    about += declared(hit.check.declared, words)
    if hit.mark is not None:
        waits = hit.mark.decision is Decision.ERASE
        about.append(words("worklist.to_erase" if waits else "worklist.still_there"))
    return {
        "id": hit.id,
        "line": hit.place,
        "exact": flowing(hit.place),
        "name": _heading(hit, words),
        "day": hit.day or "",
        "url": hit.url,
        "path": flowing(hit.path) if hit.path else None,
        "project": flowing(hit.project or ""),
        "author": author(hit.author, words) if hit.author else "",
        "group": f"{hit.check.group} {_title(findings, hit.check.group, words)}",
        "about": [flowing(words) for words in about],
        "note": hit.check.note,
        "historic": hit.check.historic,
    }
