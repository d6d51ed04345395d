"""What the instances of a fleet have answered: each answer, and their summary, as typed documents
(docs/fleet.schema.json), and the summary to be read.

An answer is what travels: ids, counts and digests of one evidence document, a few KB. It holds no
row, no note and no name but those of checks, and its verdict is made again wherever it is read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Annotated, Any

from operasure.core import reading
from operasure.core.errors import UsageError
from operasure.core.legible import count, joined, plain
from operasure.core.model import Result, Verdict
from operasure.core.typed import LATER, Entries, Is, Structure
from operasure.core.typed import plain as as_json
from operasure.core.values import Count, Digest, Id, Moment, Positive, VerdictWord
from operasure.core.verdict import verdict as worst_of
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.evidence.text import in_colour, section, wrapped
from operasure.reports.words import Words

COMMAND, ANSWER = "fleet", "operasure fleet answer"
MOST = 2000
"""Checks that an answer names; what is beyond stands there as one, `REST`."""
REST = "other checks"
UNASKED = "it has not answered"
_PLAIN = r"[A-Za-z0-9_./:()\[\]>, -]{1,200}"
_SHOWN = 12
"""Lines of a list in the summary to read."""
NAME = r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"
"""The name of an instance: what Kubernetes takes for one, too (RFC 1123, a label)."""
InstanceName = Annotated[str, Is("the name of an instance", pattern=NAME)]
MENTIONS = "find-mentions"
CheckName = Annotated[str, Is("the name of a check", pattern=_PLAIN)]
Reason = Annotated[str, Is("a reason of at most 300 characters", pattern=r".{1,300}", shown=True)]


class FleetLeftover(Structure):
    """A check of one instance that found something."""

    check: CheckName
    """A name that is not of plain signs stands there as its digest."""
    rows: Count


class FleetUnchecked(Structure):
    """A check of one instance that could not be made."""

    check: CheckName
    reason: Reason


class FleetAnswer(Structure):
    """What one instance has answered about one id, from its evidence document. It is sealed by the
    key of the machine that looked."""

    kind: Annotated[str, Is(words=(ANSWER,))]
    format: Annotated[int, Is(minimum=1, maximum=1)]
    operasure: Annotated[str, Is(pattern=r"[0-9A-Za-z.+-]{1,40}")]
    question: Digest
    """Digest of what was asked: fleet, moment, options, instance and id."""
    instance: InstanceName
    user_id: Id
    verdict: VerdictWord
    exists: bool
    """Whether the account is still there."""
    looked_at: Moment
    leftovers: Annotated[tuple[FleetLeftover, ...], Is(most=MOST)]
    unchecked: Annotated[tuple[FleetUnchecked, ...], Is(most=MOST)]
    retained: Count
    """Checks of which something goes by itself, later."""
    accepted: Count
    """Leftovers that are kept on a written ground."""
    database: Digest
    """Digest of what the evidence document says of address and schema of the database."""
    identity: Annotated[Digest | None, LATER] = None
    """The `identity` of the evidence document: which database it was, whatever its address is."""
    document: Digest
    """Digest of the evidence document of verify."""
    mentions: Annotated[Digest | None, LATER] = None
    """Digest of that of find-mentions; null where no names were looked for."""


class FleetEntry(Structure):
    """One id of one instance, in the order of the fleet file."""

    instance: InstanceName
    user_id: Id
    verdict: VerdictWord | None
    """null where there is no answer that counts."""
    reason: Reason | None
    """Why there is none."""
    leftovers: tuple[FleetLeftover, ...]
    unchecked: tuple[FleetUnchecked, ...]
    retained: Count
    accepted: Count
    content: Digest | None
    """Digest of the answer without its times: without looked_at, document and mentions."""
    sealed_by: Digest | None
    """Fingerprint of the key that sealed the answer."""


class FleetCounts(Structure):
    """How many ids of instances have which answer."""

    clear: Count
    leftovers: Count
    incomplete: Count
    not_deleted: Count
    unanswered: Count


class FleetLeft(Structure):
    """A check over all instances."""

    check: CheckName
    instances: Positive
    rows: Count


class FleetUnseen(Structure):
    """A reason over all instances."""

    reason: Reason
    instances: Positive
    checks: Positive


class FleetSummary(Structure):
    """The answers of a fleet. No time but `since` stands in it: equal answers make equal bytes."""

    format: Annotated[int, Is(minimum=1, maximum=1)]
    operasure: str
    command: Annotated[str, Is(words=(COMMAND,))]
    verdict: VerdictWord
    """clear only where every instance has answered, and each answer is clear."""
    fleet: InstanceName
    since: Moment
    """No look from before this moment counts."""
    options: tuple[str, ...]
    """Options that verify was given everywhere."""
    names: Annotated[bool, LATER] = False
    """Whether find-mentions looked for the person's names, too."""
    counts: FleetCounts
    leftovers: tuple[FleetLeft, ...]
    """Over all answers, but not-deleted ones."""
    unchecked: tuple[FleetUnseen, ...]
    """Over all answers, but not-deleted ones."""
    retained: Count
    """Checks over all answers of which something goes by itself, later."""
    accepted: Count
    """Leftovers over all answers that are kept on a written ground."""
    instances: Entries[FleetEntry]


# ---- an answer


def answer(
    document: Mapping[str, Any],
    digest: str,
    named: Mapping[str, Any] | None = None,
    named_digest: str | None = None,
    *,
    question: str,
    instance: str,
) -> FleetAnswer:
    """The answer that an evidence document of verify gives, and one of find-mentions if there is
    one; they contradict themselves nowhere. Raises UsageError for documents whose verdict does not
    follow from what an answer holds."""
    every = [document, *([named] if named else [])]
    worst = Verdict.CLEAR
    for each in every:
        worst = worst.worse(Verdict(each["verdict"]))
    left, unseen = (chain.from_iterable(map(each, every)) for each in (_left, _unseen))
    state = (document["subject"] or {}).get("state")
    facts = document["installation"]
    made = FleetAnswer(
        kind=ANSWER, format=1, operasure=document["operasure"],
        user_id=document["subject"]["user_id"], verdict=worst,
        exists=state is not None, looked_at=facts["checked_at"],
        leftovers=_fewer(left, lambda name, rows: FleetLeftover(check=name, rows=rows), sum),
        unchecked=_fewer(unseen, lambda name, reason: FleetUnchecked(
            check=name, reason=reason), lambda _: "several reasons"),
        retained=sum(each["outcome"] == Result.RETAINED for each in document["checks"]),
        accepted=sum(each["outcome"] == Result.ACCEPTED for each in document["checks"]),
        database=_digest(f"{facts['database']} {facts['schema']}"),
        identity=facts.get("identity"), document=digest, mentions=named_digest,
        question=question, instance=instance,
    )  # fmt: skip
    if judged(made) != made.verdict:
        raise UsageError(f"its verdict is {made.verdict}, and what it holds is {judged(made)}")
    return made


def judged(found: FleetAnswer) -> Verdict:
    """The verdict that follows from the entries of an answer."""
    left, unseen = bool(found.leftovers), bool(found.unchecked)
    return worst_of(exists=found.exists, left=left, unseen=unseen)


def _left(document: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    if document["command"] == "find-mentions":
        yield from _mentions(document)
        return
    for each in document["checks"]:
        if each["outcome"] == Result.LEFTOVER:
            yield each["id"], each["rows"]
    if cached := sum(each["outcome"] == Result.LEFTOVER for each in document["cache"]):
        yield "cache", cached


def _mentions(document: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Mentions that nobody has decided about, by how sure they are; the work list stays there."""
    found: Counter[str] = Counter()
    for each in document["counts"]:
        found[each["confidence"]] += each["open"]
    found["cache"] = sum(each["outcome"] == Result.LEFTOVER for each in document["cache"])
    yield from ((f"{MENTIONS}, {name}", number) for name, number in found.items() if number)


def _unseen(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for each in document["checks"]:
        if each["outcome"] == Result.UNCHECKED:
            yield each["id"], _short(each["reason"])
    if any(server["unchecked"] for server in document.get("cache_servers") or ()):
        yield "cache", "a cache was not read, or not in full"
    if not document["installation"]["deleted_user_ids"]:
        yield "installation", "the Deleted user is not known"


def _short(reason: str | None) -> str:
    found = (reason or "no reason is given")[:300]
    return found if found.isprintable() else "a reason that can't be shown"


def _fewer(found: Iterable[tuple[str, Any]], make: Any, together: Any) -> tuple[Any, ...]:
    every = list(found)
    named = every[: MOST - 1] if len(every) > MOST else every
    rest = [value for _, value in every[len(named) :]]
    listed = [make(_plainly(name), value) for name, value in named]
    return tuple(listed + ([make(REST, together(rest))] if rest else []))


def _plainly(name: str) -> str:
    if re.fullmatch(_PLAIN, name):
        return name
    return _digest(name)


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


TIMES = {"looked_at", "document", "mentions"}
"""Members of an answer that tell two looks apart which saw the same."""


def content(found: FleetAnswer) -> str:
    """The digest of an answer without its times: equal for two looks that saw the same."""
    told = {k: v for k, v in as_json(found).items() if k not in TIMES}
    return _digest(json.dumps(told, sort_keys=True))


# ---- the summary


def whole(counts: FleetCounts) -> Verdict:
    """The verdict over all: an instance that has not answered was not looked at."""
    return worst_of(
        exists=counts.not_deleted > 0,
        left=counts.leftovers > 0,
        unseen=counts.incomplete > 0 or counts.unanswered > 0,
    )


def refuse_contradictions(document: object) -> None:
    """Raise UsageError where a summary is none, or says of itself what its entries do not."""
    found = reading.read(FleetSummary, document, lambda what: UsageError(f"damaged: {what}"))
    counts = dict.fromkeys(FleetCounts.__annotations__, 0)
    retained = accepted = 0
    for each in found.instances:
        retained, accepted = retained + each.retained, accepted + each.accepted
        counts[word(each.verdict)] += 1
        exists = each.verdict == Verdict.NOT_DELETED
        left, unseen = bool(each.leftovers), bool(each.unchecked)
        own = worst_of(exists=exists, left=left, unseen=unseen) if each.verdict else None
        if own != each.verdict or (each.verdict is None) != (each.reason is not None):
            raise UsageError(f"contradicts itself: {each.instance} is {each.verdict}")
    counted = (FleetCounts(**counts), retained, accepted, whole(found.counts))
    if counted != (found.counts, found.retained, found.accepted, found.verdict):
        raise UsageError("contradicts itself: its verdict or its counts are not of its instances")


def word(given: str | None) -> str:
    """The member of `FleetCounts` that counts a verdict."""
    return "unanswered" if given is None else given.replace("-", "_")


def render(document: Document, paint: Paint = plain) -> Readable:
    """The summary to be read: verdict and counts, what is left and why something was not seen; in
    the details each instance that is not clear."""
    return Readable(joined(_summary(document, paint)), _details(document, paint))


def _summary(document: Document, paint: Paint) -> Iterator[str]:
    counts = document["counts"]
    every = f"{sum(counts.values()):,}"
    yield f"operasure fleet · {document['fleet']}"
    yield f"ids asked for: {every} · no look from before {document['since']} counts"
    if document.get("names"):
        yield "texts were searched for the person's names, too"
    yield ""
    yield from in_colour(document, verdict(document, Words("en")), paint)
    yield ""
    for name, number in counts.items():
        if number:
            yield f"  {name.replace('_', '-'):<12} {number:>9,}"
    for name in ("retained", "accepted"):
        if document[name]:
            yield f"  {name}: {count(document[name], 'check')} over all instances"
    missing = (each for each in document["instances"] if each["verdict"] is None)
    yield from _listed(
        "Not answered", islice(missing, _SHOWN) if counts["unanswered"] else (),
        lambda e: f"{e['instance']}, user {e['user_id']}: {e['reason']}", counts["unanswered"],
    )  # fmt: skip
    yield from _listed(
        "Left, by check", document["leftovers"],
        lambda e: f"{e['check']}: {count(e['rows'], 'row')} in {count(e['instances'], 'answer')}",
    )  # fmt: skip
    yield from _listed(
        "Not checked, by reason", document["unchecked"],
        lambda e: f"{count(e['checks'], 'check')} in {count(e['instances'], 'answer')}: "
        f"{e['reason']}",
    )  # fmt: skip


def verdict(document: Document, words: Words) -> str:
    """What it comes to, in one sentence."""
    counts, given = document["counts"], document["verdict"]
    unseen = counts["unanswered"] + counts["incomplete"]
    number = unseen if given == Verdict.INCOMPLETE else counts[word(given)]
    return words(f"fleet.{given}", n=number, every=words.number(sum(counts.values())))


def _listed(
    title: str, entries: Iterable[Any], line: Callable[[Any], str], number: int | None = None
) -> Iterator[str]:
    """The first of some entries; `number` is how many there are, if not as many as are given."""
    every = list(entries)
    yield from section(title, (part for each in every[:_SHOWN] for part in wrapped(line(each))))
    if (more := (number or len(every)) - _SHOWN) > 0:
        yield f"  and {more:,} more: --format json has all"


def _details(document: Document, paint: Paint) -> Iterator[str]:
    yield "\nInstances that are not clear\n"
    for each in document["instances"]:
        if each["verdict"] == Verdict.CLEAR:
            continue
        left, unseen = len(each["leftovers"]), len(each["unchecked"])
        said = [each["reason"] or each["verdict"]]
        said += [f"left: {count(left, 'check')}"] if left else []
        said += [f"unchecked: {count(unseen, 'check')}"] if unseen else []
        line = f"  {each['instance']}, user {each['user_id']}: {', '.join(said)}"
        yield joined([paint(line, each["verdict"] or "incomplete")])
