"""The evidence document of `find-mentions`: where the person is named, and not how.

Without texts it holds no name: a path, project or key that names the person itself is left out
or replaced by its keyed digest. docs/find-mentions.md says what each key means.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.core.model import Origin, Outcome
from operasure.looks.mentions.find import Findings
from operasure.looks.mentions.hits import Hit
from operasure.looks.mentions.review import Review
from operasure.matching.frequent import bare
from operasure.matching.names import PersonName
from operasure.matching.unsought import Unsought, unsought
from operasure.reports.evidence import backup, document
from operasure.reports.evidence.document import Listed

NOT_COVERED = (
    *(text for text in document.NOT_COVERED if text != document.TEXTS),
    "text in pictures, and in files whose text OpenProject did not extract",
)


def build(
    findings: Findings, *, token: str | None = None, with_text: bool = False
) -> dict[str, Any]:
    """The document. `token` stands for the person. `with_text` puts passages into its mentions: it
    is a work list then, and begins with what such a file says of itself."""
    says = keeping.preamble("work list", findings.delete_after) if with_text else {}
    return says | _whole(findings, token) | listed(findings, with_text=with_text)


def listed(findings: Findings, *, with_text: bool) -> dict[str, Listed]:
    """The entries `mentions` and `decided`."""

    def entries(*, decided: bool) -> Iterator[dict[str, Any]]:
        return (
            mention(hit, findings, with_text=with_text) for hit in findings.hits(decided=decided)
        )

    return {
        "mentions": Listed(partial(entries, decided=False)),
        "decided": Listed(partial(entries, decided=True)),
    }


def _whole(findings: Findings, token: str | None) -> dict[str, Any]:
    identity = findings.identity
    groups = sorted({outcome.check.group for outcome in findings.outcomes})
    titles = findings.queries.titles
    first, *_ = (*identity.user_ids, None)
    return document.envelope("find-mentions", str(findings.verdict), findings.installation) | {
        "subject": {"user_id": first, "token": token},
        "run": document.run(
            findings.started_at,
            findings.finished_at,
            findings.snapshot,
            findings.jobs,
            findings.queries.digest,
        ),
        "groups": {code: titles.get(code, "") for code in groups},
        "checks": [_check(outcome) for outcome in findings.outcomes],
        "coverage": document.coverage(findings.coverage, findings.outcomes),
        "notes": list(findings.notes),
        "not_covered": backup.not_covered(NOT_COVERED, findings.installation),
        "searched": {
            "names": len(identity.names),
            "logins": len(identity.logins),
            "mails": len(identity.mails),
            "user_ids": list(identity.user_ids),
            "exact": len(identity.exact),
            "readings": [_reading(name) for name in identity.names],
        },
        "not_looked_for": [_unsought(each) for each in unsought(identity)],
        "counts": [
            {
                "group": count.group,
                "confidence": count.confidence,
                "open": count.open,
                "kept": count.kept,
                "not_the_person": count.dismissed,
            }
            for count in findings.counts
        ],
        "review": {
            "kept": findings.review.kept,
            "not_the_person": findings.review.dismissed,
            "still_there": findings.review.still,
            "to_erase": findings.review.waiting,
            "gone": findings.review.gone,
            "contested": findings.review.contested,
            "void": [mark.place for mark in findings.review.void],
        }
        | decisions(findings.listing.review, findings.seeker.names),
        "decided": [],
    }


def _reading(name: PersonName) -> dict[str, int]:
    """How many words of a name were read as what; the words themselves stay out."""
    return {
        "given": len(name.given),
        "particles": len(name.particles),
        "family": len(name.family),
    }


def _unsought(found: Unsought) -> dict[str, Any]:
    return {
        "name": found.name,
        "scripts": list(found.scripts),
        "languages": list(found.languages),
        "alone": found.alone,
    }


def decisions(review: Review, names_person: Callable[[str], bool]) -> dict[str, Any]:
    """How many decisions were read, from when to when they were taken, and by whom, those among
    them whose mention is gone. Who is named like the person is left out."""
    standing = list(review.every())
    moments = sorted(mark.at for mark in standing)
    names = {mark.by for mark in standing if mark.by and not names_person(mark.by)}
    first, last = (moments[0], moments[-1]) if moments else (None, None)
    stamps = {"first_at": stamp(first), "last_at": stamp(last)}
    return {"decisions": len(review.standing)} | stamps | {"by": sorted(names)}


def _check(outcome: Outcome) -> dict[str, Any]:
    check = outcome.check
    swept = "declared columns" if check.declared is not None else "unknown columns"
    area = swept if check.origin is Origin.SWEPT else "texts"
    return document.check(outcome) | {"area": area, "declared": check.declared}


def mention(hit: Hit, findings: Findings, *, with_text: bool) -> dict[str, Any]:
    """One entry of `mentions` or `decided`."""
    check = hit.check
    entry: dict[str, Any] = {
        "id": hit.id,
        "group": check.group,
        "check": check.id,
        "table": check.table,
        "column": check.column.name,
        "schema": check.schema,
        "row_id": hit.row_id,
        "path": hit.path,
        "url": hit.url,
        "project": hit.project,
        "author": None
        if hit.author is None
        else {
            "id": hit.author.id,
            "deleted_user": hit.author.deleted,
            "subject": hit.author.subject,
        },
        "day": hit.day,
        "historic": check.historic,
        "kind": check.kind,
        "structured": hit.structured,
        "expected": str(check.expected) if check.expected else None,
        "variant": hit.variant,
        "confidence": hit.confidence,
        "shared_by": hit.shared_by,
        "beside_another": hit.beside is not None,
        "account": hit.account,
        "declared": check.declared,
        "decision": None if hit.mark is None else str(hit.mark.decision),
    }
    if hit.mark is not None:
        entry |= {"ground": hit.mark.ground, "decided_at": stamp(hit.mark.at)}
    if with_text:
        passage = {"before": hit.before, "mention": hit.mention, "after": hit.after}
        return entry | {"page": hit.page, "text": passage}
    return _nameless(entry, hit, findings)


def _nameless(entry: dict[str, Any], hit: Hit, findings: Findings) -> dict[str, Any]:
    """Without what names the person, or another one whose name stands beside the mention."""
    other = [] if hit.beside is None else bare(hit.beside.name).split()
    for key in ("path", "url", "project", "ground"):
        value = str(entry.get(key) or "")
        if findings.seeker.names(value) or any(word in bare(value) for word in other):
            entry[key] = None
    if isinstance(entry["row_id"], str) and findings.seeker.names(entry["row_id"]):
        digest = hmac.digest(findings.key, entry["row_id"].encode(), hashlib.sha256)
        entry["row_id"] = f"hmac-sha256:{digest.hex()}"
    return entry
