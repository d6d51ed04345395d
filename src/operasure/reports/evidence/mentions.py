"""The evidence document of `find-mentions`: where the person is named, and not how.

Without texts it holds no name: a path, project or key that names the person itself is left out
or replaced by its keyed digest. docs/find-mentions.md says what each key means.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from functools import partial

from operasure.core.bound import CONFIDENCE, per_million
from operasure.core.dates import stamp
from operasure.core.model import Origin, Outcome
from operasure.core.typed import ABSENT, Absent, Listed, filled, replace
from operasure.looks.mentions.find import Count, Findings
from operasure.looks.mentions.hits import Answer, Hit
from operasure.looks.mentions.review import Review, Settled
from operasure.looks.mentions.sample import shown_seed
from operasure.matching.frequent import bare
from operasure.matching.identity import Identity
from operasure.matching.names import PersonName
from operasure.matching.unsought import unsought
from operasure.reports.evidence import backup, document, shape

NOT_COVERED = (
    *(text for text in document.NOT_COVERED if text != document.TEXTS),
    "text in pictures, and in files whose text OpenProject did not extract",
)


def build(
    findings: Findings,
    *,
    token: str | None = None,
    tokens: tuple[str, ...] | None = None,
    with_text: bool = False,
) -> shape.Document:
    """The document. `token` stands for the person, `tokens` for each name, login and address that
    was looked for. `with_text` puts passages into its mentions: it
    is a work list then, and begins with what such a file says of itself."""

    def entries(*, decided: bool) -> Iterator[shape.mentions.Mention]:
        return (
            mention(hit, findings, with_text=with_text) for hit in findings.hits(decided=decided)
        )

    facts = findings.installation
    whole = document.envelope("find-mentions", findings.verdict, facts)
    return replace(
        document.as_worklist(whole, findings.delete_after if with_text else None),
        subject=document.subject_of(findings.identity, token),
        run=document.run(findings, connections=findings.jobs, queries=findings.queries.digest),
        groups=document.groups(findings.outcomes, findings.queries.titles),
        checks=tuple(map(_check, findings.outcomes)),
        mentions=Listed(partial(entries, decided=False)),
        coverage=document.coverage(findings.coverage, findings.outcomes),
        notes=tuple(findings.notes),
        not_covered=backup.not_covered(NOT_COVERED, facts),
        searched=_searched(findings.identity, tokens),
        not_looked_for=tuple(
            filled(shape.mentions.NotLookedFor, each) for each in unsought(findings.identity)
        ),
        counts=tuple(map(_count, findings.counts)),
        review=reviewed(findings.review, findings.listing.review, findings.seeker.names),
        sample=_sample(findings),
        decided=Listed(partial(entries, decided=True)),
    )


def _searched(identity: Identity, tokens: tuple[str, ...] | None) -> shape.mentions.Searched:
    return replace(
        document.searched(identity),
        exact=len(identity.exact),
        tokens=ABSENT if tokens is None else tokens,
        readings=tuple(map(_reading, identity.names)),
    )


def _reading(name: PersonName) -> shape.mentions.ReadingEntry:
    """How many words of a name were read as what; the words themselves stay out."""
    return shape.mentions.ReadingEntry(
        given=len(name.given), particles=len(name.particles), family=len(name.family)
    )


def _count(count: Count) -> shape.mentions.MentionCount:
    return filled(shape.mentions.MentionCount, count, not_the_person=count.dismissed)


def reviewed(
    found: Settled, decided: Review, names_person: Callable[[str], bool]
) -> shape.mentions.ReviewEntry:
    """What became of the decisions that were read: how many, from when to when they were taken, and
    by whom, those among them whose mention is gone. Who is named like the person is left out."""
    standing = list(decided.every())
    moments = sorted(mark.at for mark in standing)
    names = {mark.by for mark in standing if mark.by and not names_person(mark.by)}
    first, last = (moments[0], moments[-1]) if moments else (None, None)
    return filled(
        shape.mentions.ReviewEntry,
        found,
        not_the_person=found.dismissed,
        still_there=found.still,
        to_erase=found.waiting,
        contested=found.contested,
        void=tuple(mark.place for mark in found.void),
        decisions=len(decided.standing),
        first_at=stamp(first),
        last_at=stamp(last),
        by=tuple(sorted(names)),
    )


def _sample(findings: Findings) -> shape.mentions.SampleEntry | Absent:
    """What a sample came to: figures, and the places of what was missed."""
    found = findings.sample
    if found is None:
        return ABSENT
    names = findings.seeker.names
    answers = list(found.answers())
    moments = sorted(mark.at for mark in answers)
    first, last = (moments[0], moments[-1]) if moments else (None, None)
    there = {text.hit.id: text.hit for text in found.drawn}
    missed = [there[mark.id] for mark in found.misses() if mark.id in there]
    bound = found.at_most
    return filled(
        shape.mentions.SampleEntry,
        found,
        seed=shown_seed(found.seed),
        drawn=len(found.drawn),
        unsure=found.count(Answer.UNSURE),
        at_most=bound,
        per_million=None if bound is None else per_million(bound, found.texts),
        confidence=CONFIDENCE,
        missed=tuple(
            shape.mentions.SampleMiss(check=hit.check.id, row_id=_row_id(hit, findings))
            for hit in missed
        ),
        first_at=stamp(first),
        last_at=stamp(last),
        by=tuple(sorted({mark.by for mark in answers if mark.by and not names(mark.by)})),
    )


def _row_id(hit: Hit, findings: Findings) -> int | str:
    """The key of a row; where it names the person, its keyed digest."""
    if isinstance(hit.row_id, int) or not findings.seeker.names(hit.row_id):
        return hit.row_id
    return f"hmac-sha256:{hmac.digest(findings.key, hit.row_id.encode(), hashlib.sha256).hex()}"


def _check(outcome: Outcome) -> shape.places.CheckEntry:
    check = outcome.check
    swept = "declared columns" if check.declared is not None else "unknown columns"
    area = swept if check.origin is Origin.SWEPT else "texts"
    return replace(document.check(outcome), area=area, declared=check.declared)


def mention(hit: Hit, findings: Findings, *, with_text: bool) -> shape.mentions.Mention:
    """One entry of `mentions` or `decided`."""
    check, mark, who = hit.check, hit.mark, hit.author
    entry = filled(
        shape.mentions.Mention,
        hit,
        group=check.group,
        check=check.id,
        table=check.table,
        column=check.column.name,
        schema=check.schema,
        author=who and filled(shape.mentions.AuthorEntry, who, deleted_user=who.deleted),
        day=hit.day,
        historic=check.historic,
        kind=check.kind,
        expected=check.expected,
        beside_another=hit.beside is not None,
        declared=check.declared,
        decision=mark.decision if mark else None,
        ground=mark.ground if mark else ABSENT,
        decided_at=stamp(mark.at) if mark else ABSENT,
        page=hit.page if with_text else ABSENT,
        text=filled(shape.mentions.Passage, hit) if with_text else ABSENT,
    )
    return entry if with_text else _nameless(entry, hit, findings)


def _nameless(
    entry: shape.mentions.Mention, hit: Hit, findings: Findings
) -> shape.mentions.Mention:
    """Without what names the person, or another one whose name stands beside the mention."""
    other = [] if hit.beside is None else bare(hit.beside.name).split()
    names = findings.seeker.names

    def kept(text: str | None) -> str | None:
        value = text or ""
        return None if names(value) or any(word in bare(value) for word in other) else text

    ground = entry.ground
    return replace(
        entry,
        row_id=_row_id(hit, findings),
        path=kept(entry.path),
        url=kept(entry.url),
        project=kept(entry.project),
        ground=kept(ground) if isinstance(ground, str) else ground,
    )
