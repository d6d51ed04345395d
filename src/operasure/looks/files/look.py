"""`files`: compares the storage with the database and searches every file for the person."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from operasure.core.model import Installation, Outcome, Result, Subject, Verdict
from operasure.core.progress import NOBODY, Meter
from operasure.core.verdict import verdict
from operasure.database import openproject
from operasure.database.session import Access, session
from operasure.database.target import Target
from operasure.looks.files import layout, outcomes, rows
from operasure.looks.files.budget import Limits
from operasure.looks.files.ledger import FileFinding, FileInStorage, Ledger
from operasure.looks.files.model import FileFindingKind, Job, ListedFile, Storage
from operasure.looks.files.record import PURPOSE, Recorder
from operasure.looks.files.rows import Whose
from operasure.looks.files.workers import read
from operasure.looks.mentions import review
from operasure.looks.mentions.recognise import elsewhere, plainest
from operasure.looks.mentions.review import Review, Settled
from operasure.looks.snapshot.model import Snapshot
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker

EXTRACTED_IN_FULL = 4_000_000
"""Bytes of text up to which OpenProject's extraction has surely not cut anything off."""


@dataclass(frozen=True)
class FilesOptions:
    """What a look is asked to do; see docs/files.md for each."""

    identity: Identity
    access: Access = field(default_factory=Access)
    befores: tuple[Snapshot, ...] = ()
    base_url: str | None = None
    case_key: bytes | None = None
    reviewed: tuple[Path, ...] = ()
    digests: bool = False
    all_pictures: bool = False
    thumbnails: bool = False
    limits: Limits = field(default_factory=Limits)
    processes: int | None = None


@dataclass(frozen=True)
class DatabaseFacts:
    """What the database said, at one moment."""

    installation: Installation
    subject: Subject | None
    whose: Whose
    base_url: str | None
    snapshot: str | None


@dataclass(frozen=True)
class FilesLook:
    """Everything that was found. `key` is the secret that ids and digests were made with; the
    contact sheet carries it. Findings are read from disk, until `look` is left."""

    identity: Identity
    facts: DatabaseFacts
    verdict: Verdict
    outcomes: tuple[Outcome, ...]
    counts: Mapping[str, int]
    tally: Mapping[tuple[FileFindingKind, str], int]
    place: str
    key: bytes
    decided: Review
    review: Settled
    started_at: datetime
    finished_at: datetime
    processes: int
    notes: tuple[str, ...]
    all_pictures: bool
    ledger: Ledger

    def findings(self, *kinds: FileFindingKind, state: str | None = None) -> Iterator[FileFinding]:
        """What was found of these kinds, of all if none is named."""
        return self.ledger.findings(*kinds, state=state)


@contextmanager
def look(
    target: Target, storage: Storage, options: FilesOptions, progress: Meter = NOBODY
) -> Iterator[FilesLook]:
    """Compare a storage with the database and read its files for the person.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (an id that was never
    assigned, a review of another case).
    """
    decided = review.read(options.reviewed)
    key = review.key_of_ids(PURPOSE, options.case_key, decided)
    started = datetime.now(UTC)
    processes = options.processes or os.cpu_count() or 1
    ledger = Ledger()
    try:
        facts = _database(target, options, ledger)
        skipped: Counter[str] = Counter()
        ended = _list(storage, ledger, skipped, progress)
        if ended is None:
            _settle(target, options, facts, ledger)
        recorder = Recorder(ledger, key, decided, facts.whose, options.all_pictures)
        counts = ledger.counts()
        _compare(ledger, recorder, ended)
        _read(storage, options, ledger, recorder, counts, processes, progress)
        seen = tuple(
            outcomes.outcomes(
                ledger,
                outcomes.FilesSeen(
                    counts,
                    skipped,
                    ended,
                    _recognised(options.identity),
                    options.digests,
                    bool(options.identity.user_ids),
                ),
            )
        )
        settled = review.settle(decided.marks, recorder.met, ledger.stands)
        settled = replace(settled, contested=len(recorder.contested))
        yield FilesLook(
            options.identity,
            facts,
            _verdict(facts, seen),
            seen,
            counts,
            ledger.tally(),
            storage.place,
            key,
            decided,
            settled,
            started,
            datetime.now(UTC),
            processes,
            tuple(_notes(options, facts, counts, recorder, settled)),
            options.all_pictures,
            ledger,
        )
    finally:
        ledger.close()


def _database(target: Target, options: FilesOptions, ledger: Ledger) -> DatabaseFacts:
    """Take the rows of all attachments, and close the connection: reading files takes hours."""
    user_ids = options.identity.user_ids
    with session(target, replace(options.access, jobs=1)) as opened:
        first = opened.readers[0]
        kinds = {each.subject.user_id: each.subject.kind for each in options.befores}
        subjects = [openproject.subject(first, each, kinds.get(each, "user")) for each in user_ids]
        standing = [subject for subject in subjects if subject.state is not None]
        mine = rows.whose(opened, user_ids, options.befores)
        ledger.add_rows(rows.read(opened, mine))
        return DatabaseFacts(
            opened.installation,
            next(iter([*standing, *subjects]), None),
            mine,
            options.base_url or openproject.base_url(first, opened.installation),
            opened.snapshot,
        )


def _list(storage: Storage, ledger: Ledger, skipped: Counter[str], progress: Meter) -> str | None:
    """Take every file of the storage; returns why the list ended early, if it did."""
    ended: list[str] = []

    def files() -> Iterator[ListedFile]:
        for each in storage.listed():
            if isinstance(each, ListedFile):
                stage.add(1)
                yield each
            elif each.ends:
                ended.append(each.reason)
            else:
                skipped[each.reason] += 1

    with progress.begin("listing files", unit="files") as stage:
        ledger.add_files(files())
    ledger.compare()
    return ended[0] if ended else None


def _settle(target: Target, options: FilesOptions, facts: DatabaseFacts, ledger: Ledger) -> None:
    """Ask again for what does not fit: files come and go between the two looks."""
    orphans = {layout.attachment_id(file.folder) for file in ledger.orphans()} - {None}
    missing = {row.id for row in ledger.missing()} - {None}
    ids = sorted(each for each in orphans | missing if each is not None)
    if not ids:
        return
    with session(target, replace(options.access, jobs=1)) as again:
        standing: set[int | None] = set()
        for row in rows.read(again, facts.whose, ids):
            standing.add(row.id)
            if row.id in orphans:
                ledger.explain([row])
    ledger.drop_rows(each for each in missing - standing if each is not None)


def _compare(ledger: Ledger, recorder: Recorder, ended: str | None) -> None:
    for file in ledger.orphans():
        recorder.orphan(file)
    if ended is None:
        for row in ledger.missing():
            recorder.missing(row)


def _read(
    storage: Storage,
    options: FilesOptions,
    ledger: Ledger,
    recorder: Recorder,
    counts: Mapping[str, int],
    processes: int,
    progress: Meter,
) -> None:
    jobs = (_job(file, options, recorder) for file in ledger.files())
    count = min(processes, max(counts["files"], 1))
    results = read(storage, options.identity, options.limits, jobs, count)
    with progress.begin("reading files", counts["bytes"]) as stage:
        for result in results:
            file = ledger.file(result.number)
            recorder.read(file, result)
            stage.add(file.size)


def _job(file: FileInStorage, options: FilesOptions, recorder: Recorder) -> Job:
    """A text that OpenProject has extracted stands in the database, and find-mentions looks there;
    unless it was cut off, or the file is not the one that it was extracted from."""
    row = file.row
    extracted = 0 if row is None or row.size != file.size else row.extracted or 0
    return Job(
        file.number,
        file.key,
        file.key.rpartition(b"/")[2].decode(errors="replace"),
        file.size,
        extracted=extracted if extracted < EXTRACTED_IN_FULL else 0,
        digest=options.digests and row is not None,
        picture=options.thumbnails and recorder.needs_picture(file),
    )


def _recognised(identity: Identity) -> bool:
    """Whether everything that is looked for is found, wherever in a text it stands."""
    seeker = Seeker(identity)
    return all(
        any(seeker.find(text.encode(), structured=False)) for text in plainest(identity)
    ) and all(seeker.filter.passes(text.encode()) for text in elsewhere(identity))


def _verdict(facts: DatabaseFacts, seen: tuple[Outcome, ...]) -> Verdict:
    results = {outcome.result for outcome in seen}
    return verdict(
        exists=facts.subject is not None and facts.subject.state is not None,
        left=Result.LEFTOVER in results,
        unseen=Result.UNCHECKED in results,
    )


def _notes(
    options: FilesOptions,
    facts: DatabaseFacts,
    counts: Mapping[str, int],
    recorder: Recorder,
    settled: Settled,
) -> Iterator[str]:
    if facts.whose.heirs:
        yield (
            "Without a snapshot from before the deletion it is unknown which files belonged to "
            "the person: all files of the Deleted user count as the person's."
        )
    if not options.identity.user_ids:
        yield "No id was given: the person's own files and avatar are not known."
    if counts["pending"]:
        yield f"Unfinished uploads: {counts['pending']}. Their files may be missing."
    if recorder.inner_pictures:
        yield (
            f"Documents that may be the person's and hold pictures: {recorder.inner_pictures}. "
            "The contact sheet does not show these."
        )
    if recorder.more:
        yield f"Further mentions in the same files, not listed one by one: {recorder.more}."
    if settled.still:
        yield f"Marked as erased, but still there: {settled.still}."
    if settled.contested:
        yield f"With decisions that contradict each other, and so open: {settled.contested}."
    for mark in settled.void:
        yield f"A decision no longer applies, since the file changed: {mark.place}."
