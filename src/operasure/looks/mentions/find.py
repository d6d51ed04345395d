"""`find-mentions`: every text in the database that names the person, for manual review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from operasure.checks.run import admit_gaps, steady
from operasure.core.keeping import KEEP_DAYS
from operasure.core.model import Coverage, Installation, Outcome, Result, Verdict
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import Queries, load, statement
from operasure.core.verdict import verdict
from operasure.database import accounts, fates, openproject
from operasure.database.reader import Reader, quoted
from operasure.database.session import Access, Session, session
from operasure.database.target import Target
from operasure.looks.mentions import outcomes, places, review, sample, titles
from operasure.looks.mentions.hits import Decision, Hit, place_of
from operasure.looks.mentions.listing import CONFIDENCES, Listing
from operasure.looks.mentions.places import Places, Source
from operasure.looks.mentions.recognise import recognises
from operasure.looks.mentions.review import Review, Settled
from operasure.looks.mentions.sample import Sample
from operasure.looks.mentions.search import Search
from operasure.looks.mentions.spool import Spool
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker
from operasure.matching.sharing import Bearer, Sharing

PURPOSE = b"operasure mentions 1"
TITLES = 20_000
"""Pages of which titles are looked up: as many as mentions stand in one work list."""


@dataclass(frozen=True)
class Options:
    """What a search is asked to do; see docs/find-mentions.md for each."""

    identity: Identity
    access: Access = field(default_factory=Access)
    queries: tuple[Path, ...] = ()
    base_url: str | None = None
    case_key: bytes | None = None
    reviewed: tuple[Path, ...] = ()
    keep_days: int = KEEP_DAYS
    take_over: bool = False
    """Take decisions that were made with another key into the case of `case_key`."""
    sample: int = 0
    """How many of the texts without a mention are drawn at random, for a person to read."""


@dataclass(frozen=True)
class Count:
    """How many mentions of one confidence a group holds: open, kept, and not of the person."""

    group: str
    confidence: str
    open: int = 0
    kept: int = 0
    dismissed: int = 0


@dataclass(frozen=True)
class Findings:
    """Everything a search found. `key` is the secret that the ids of the mentions were made with;
    the work list carries it. `delete_after` is for
    files that hold passages. Mentions are read from disk, until `find_mentions` is left."""

    identity: Identity
    verdict: Verdict
    installation: Installation
    outcomes: tuple[Outcome, ...]
    coverage: Coverage
    counts: tuple[Count, ...]
    review: Settled
    key: bytes
    base_url: str | None
    started_at: datetime
    finished_at: datetime
    snapshot: str | None
    jobs: int
    queries: Queries
    notes: tuple[str, ...]
    listing: Listing
    seeker: Seeker
    delete_after: date
    sample: Sample | None = None

    def hits(
        self, *, decided: bool = False, by_passage: bool = False, limit: int = -1
    ) -> Iterator[Hit]:
        """Mentions still open, or those decided about: the surest first, or passage by passage."""
        return self.listing.hits(decided=decided, by_passage=by_passage, limit=limit)

    @property
    def open(self) -> int:
        """How many mentions nobody has decided about."""
        return sum(count.open for count in self.counts)


@contextmanager
def find_mentions(target: Target, options: Options, progress: Meter = NOBODY) -> Iterator[Findings]:
    """Look through every text of the database for the person, at one moment.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (a review of another
    case, a file with an error).
    """
    queries = load(*options.queries)
    decided = review.read(options.reviewed)
    key = review.key_of_ids(PURPOSE, options.case_key, decided, take_over=options.take_over)
    seeker = Seeker(options.identity)
    started = datetime.now(UTC)
    spool = Spool()
    try:
        with session(target, options.access) as opened:
            first = opened.readers[0]
            recognised = recognises(first, seeker, options.identity)
            sizes = first.fetch(statement("openproject/sizes"))
            found = places.find(queries, opened.catalogue, sizes)
            found = _with_accounts(first, found, opened)
            parts = places.parts(found.sources, first.connection.info.server_version)
            search = Search(opened.readers, found.sources, seeker, spool)
            failures = search.read(parts, progress)
            unlocated = search.locate()
            seed = sample.seed_of(key, options.identity)
            drawn = _draw(opened, options, search, spool, failures, seed)
            listing = _listing(opened, options, search, spool, key, decided)
            listing.fill()
            paths = [*spool.paths(TITLES), *_paths(drawn)]
            listing = replace(listing, titles=titles.read(first, opened.catalogue, paths))
            seen = outcomes.outcomes(found, search, listing, failures, recognised=recognised)
            seen = tuple(steady(seen, opened.changed(), opened.installation.schema))
            seen = tuple(admit_gaps(seen, opened.installation.dump))
        unread = {
            place_of(outcome.check, "").strip()
            for outcome in seen
            if outcome.result is Result.UNCHECKED or outcome.unread
        }
        settled = review.settle(decided.marks, listing.met, spool.stands, unread)
        settled = replace(settled, contested=len(listing.contested))
        sampled = _sampled(listing, drawn, seed)
        counts = tuple(_counts(spool))
        yield Findings(
            identity=options.identity,
            verdict=_verdict(counts, seen, sampled),
            installation=opened.installation,
            outcomes=seen,
            coverage=fates.count(opened.catalogue, found.columns, outcomes.unclassified(seen)),
            counts=counts,
            review=settled,
            key=key,
            base_url=listing.base_url,
            started_at=started,
            finished_at=datetime.now(UTC),
            snapshot=opened.snapshot,
            jobs=len(opened.readers),
            queries=queries,
            notes=tuple(_notes(listing, settled, unlocated, sampled)),
            listing=listing,
            seeker=seeker,
            delete_after=(started + timedelta(days=options.keep_days)).date(),
            sample=sampled,
        )
    finally:
        spool.close()


@dataclass(frozen=True)
class _Drawn:
    """The texts that were drawn, of how many, and the columns that could not be drawn from."""

    texts: int
    read: tuple[sample.Read, ...]
    left_out: tuple[str, ...]


def _draw(
    opened: Session,
    options: Options,
    search: Search,
    spool: Spool,
    failures: Mapping[int, str],
    seed: int,
) -> _Drawn | None:
    if not options.sample:
        return None
    drawn = sample.draw(opened.readers, search, spool, failures, options.sample, seed)
    read = tuple(sample.read(opened.readers[0], search, drawn))
    return _Drawn(drawn.texts, read, sample.left_out(search, drawn))


def _paths(drawn: _Drawn | None) -> list[str]:
    located = (read.located for read in drawn.read) if drawn else ()
    return [each.path for each in located if each and each.path]


def _sampled(listing: Listing, drawn: _Drawn | None, seed: int) -> Sample | None:
    if drawn is None:
        return None
    texts = tuple(listing.text(read, seed) for read in drawn.read)
    gone, other = sample.gone(listing.review, seed, (text.hit.id for text in texts))
    return Sample(seed, drawn.texts, texts, tuple(gone), other, drawn.left_out)


def _listing(
    opened: Session,
    options: Options,
    search: Search,
    spool: Spool,
    key: bytes,
    decided: Review,
) -> Listing:
    first, facts = opened.readers[0], opened.installation
    accounts_ = first.fetch(statement("openproject/names"))
    return Listing(
        spool,
        [search.sources[source].fields[position] for source, position in search.fields],
        key,
        decided,
        options.base_url or openproject.base_url(first, facts),
        frozenset(facts.deleted_user_ids),
        frozenset(options.identity.user_ids),
        Sharing(options.identity, _others(accounts_, options.identity)),
        decided.key if decided.key != key else None,
        frozenset(_own(accounts_, options.identity)),
        {
            int(row["id"]): f"{row['firstname'] or ''} {row['lastname'] or ''}".strip()
            for row in accounts_
        },
    )


def _with_accounts(reader: Reader, found: Places, opened: Session) -> Places:
    """The places with the accounts that their rows belong to."""
    schema = opened.catalogue.schema
    known = accounts.read(reader.fetch(statement("catalogue/accounts")), schema)

    def whose(source: Source) -> Source:
        owner = known.owner((source.table.schema, source.table.name))
        row = quoted(source.table.name)
        return replace(source, account=accounts.account(owner, row, schema) if owner else None)

    return replace(found, sources=tuple(map(whose, found.sources)))


def _own(accounts_: Iterable[Mapping[str, Any]], identity: Identity) -> Iterator[int]:
    """The person's own accounts: those whose ids were given, or else the logins."""
    yield from identity.user_ids
    logins = {login.casefold() for login in (*identity.logins, *identity.mails)}
    if not identity.user_ids:
        for row in accounts_:
            if str(row["login"]).casefold() in logins:
                yield int(row["id"])


def _others(accounts_: Iterable[Mapping[str, Any]], identity: Identity) -> Iterator[Bearer]:
    """Names of the accounts that are not the person's own."""
    logins = {login.casefold() for login in (*identity.logins, *identity.mails)}
    for row in accounts_:
        own = row["id"] in identity.user_ids or str(row["login"]).casefold() in logins
        if row["lastname"] and not own:
            yield str(row["firstname"] or ""), str(row["lastname"])


def _counts(spool: Spool) -> Iterator[Count]:
    table: dict[tuple[str, int], dict[str, int]] = {}
    for group, rank, state, number in spool.counts():
        table.setdefault((group, rank), {})[state] = number
    for (group, rank), states in table.items():
        yield Count(
            group,
            CONFIDENCES[rank],
            states.get("open", 0),
            states.get(Decision.KEEP, 0),
            states.get(Decision.NOT_THE_PERSON, 0),
        )


def _verdict(counts: Sequence[Count], seen: Sequence[Outcome], sampled: Sample | None) -> Verdict:
    missed = sampled is not None and sampled.there > 0
    return verdict(
        left=any(count.open for count in counts) or missed,
        unseen=any(outcome.result is Result.UNCHECKED for outcome in seen),
    )


def _notes(
    listing: Listing, settled: Settled, unlocated: Mapping[int, str], sampled: Sample | None
) -> Iterator[str]:
    if listing.base_url is None:
        yield (
            "The settings contain no host name: places are given as paths; give --base-url "
            "for full addresses."
        )
    for why in listing.titles.unread:
        yield f"Titles of pages could not be read: {why}."
    for number, why in sorted(unlocated.items()):
        yield f"Rows of {listing.fields[number].column} could not be located: {why}."
    if settled.still:
        yield f"Marked as erased, but still there: {settled.still}. They are listed again."
    if settled.unread:
        yield (
            f"Decided, in places that could not be read: {settled.unread}. Whether these mentions "
            "are gone is not known."
        )
    if settled.contested:
        yield f"With decisions that contradict each other, and so open: {settled.contested}."
    if sampled and sampled.other:
        yield (
            f"Answers to another sample: {sampled.other}. They do not count: the search terms or "
            f"this program have changed since, so other texts are drawn."
        )
    if sampled and sampled.left_out:
        yield f"No texts could be drawn from: {', '.join(sampled.left_out)}."
    for mark in settled.void:
        yield f"A decision no longer applies, since the passage changed: {mark.place}."
