"""The evidence document, format 1, as types: the one place that says what it holds.

From here come what is written (`typed.plain`), docs/evidence.schema.json and the page of members
(tools/typed_docs.py), what a certificate's copy keeps, and what is refused when a document is read
(reports/certificate/minimise.py). Members stand in the order in which they are written; the text
below one says what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Entries, Is, Structure
from operasure.core.values import Day, GroupCode, VerdictWord
from operasure.reports.evidence.shape.audited import Audit, BehindEntry
from operasure.reports.evidence.shape.caches import CacheEntry, CacheServer, Evicted, Eviction
from operasure.reports.evidence.shape.erased import Erasure
from operasure.reports.evidence.shape.followed import FollowUpEntry
from operasure.reports.evidence.shape.mentions import (
    Mention,
    MentionCount,
    NotLookedFor,
    ReviewEntry,
    SampleEntry,
    Searched,
)
from operasure.reports.evidence.shape.places import (
    Accepted,
    CheckEntry,
    Cookies,
    CoverageEntry,
    SystemEntry,
)
from operasure.reports.evidence.shape.planted import Planted
from operasure.reports.evidence.shape.run import (
    HeldIn,
    InstallationEntry,
    Restore,
    Run,
    SubjectEntry,
)
from operasure.reports.evidence.shape.stored import LogFile, StorageEntry, StoredFile


class Document(Structure):
    """What a command looked at and what it found. It carries ids, counts and digests, never a name,
    login, email address or passage of text."""

    kind: Annotated[str | Absent, DROP] = ABSENT
    """Only of a document with passages: that it is a work list."""
    notice: Annotated[str | Absent, DROP] = ABSENT
    """Only of such a document: how to keep it."""
    delete_after: Annotated[Day | Absent, DROP] = ABSENT
    """Only of such a document: the day after which it is deleted."""
    format: Annotated[int, Is(words=(1,))]
    """Version of the format."""
    operasure: str
    """Version of the tool."""
    command: str
    """What was run."""
    verdict: VerdictWord
    """[What it comes to](exit-codes.md)."""
    subject: SubjectEntry | None
    """The id, what kind of principal it is, and its state while the account exists; null of an
    audit."""
    run: Run | None
    """Start and end, the snapshot's id, that the transaction was read-only, connections, and the
    digest of `queries/`; `cache` and `logs` read no query."""
    installation: InstallationEntry | None
    """Null where no database was looked at."""
    groups: Mapping[GroupCode, str]
    """Codes and titles of the groups of personal data, as OpenProject's privacy document names
    them."""
    checks: tuple[CheckEntry, ...]
    """One entry for each place."""
    mentions: Entries[Mention]
    """Of find-mentions: each mention that nobody has decided about."""
    cache: tuple[CacheEntry, ...]
    """Entries of a cache that name the person."""
    coverage: CoverageEntry | None
    """How many columns were queried, declared free of persons, ruled out and swept; null where no
    database was looked through."""
    accepted: tuple[Accepted, ...]
    """Entries of the [accept file](accept.md)."""
    notes: tuple[str, ...]
    """What a reader must know."""
    not_covered: tuple[str, ...]
    """What this command can't say anything about."""
    other_systems: tuple[SystemEntry, ...] | Absent = ABSENT
    """Of verify and audit: other systems that the installation is configured to use."""
    behind: BehindEntry | Absent | None = ABSENT
    """Of verify and audit: how many accounts stand behind the Deleted user; null where there is
    none, or it could not be asked."""
    cookies: Cookies | Absent = ABSENT
    """Of verify: what the server still has for cookies of the person."""
    restore: Annotated[Restore | Absent, DROP] = ABSENT
    """Of verify --dump: what a restore of the backup brings back of the person."""
    audit: Annotated[Audit | Absent, DROP] = ABSENT
    """Only of an audit."""
    planted: Planted | Absent = ABSENT
    """Only of canary: what was planted, and what was reported of it."""
    searched: Searched | Absent = ABSENT
    """Of find-mentions, cache and logs: how many names, logins and email addresses were looked for,
    and which ids."""
    not_looked_for: tuple[NotLookedFor, ...] | Absent = ABSENT
    """Of find-mentions: what of each name, by its number in the search, this version does not look
    for."""
    counts: tuple[MentionCount, ...] | Absent = ABSENT
    """Of find-mentions: mentions by group and confidence."""
    storage: StorageEntry | Absent = ABSENT
    """Only of files: what was compared. `rows` are those that should have a file, `matched` those
    that have one, `pending` uploads that have not ended."""
    review: ReviewEntry | Absent = ABSENT
    """Of find-mentions: what became of the decisions that were read."""
    sample: SampleEntry | Absent = ABSENT
    """Of find-mentions --sample: how many of the texts that were not reported name the person."""
    decided: Entries[Mention] | Absent = ABSENT
    """Of find-mentions: each mention that was decided about and is still there."""
    files: Entries[StoredFile] | Absent = ABSENT
    """Only of files: what was found in storage, besides mentions."""
    cache_servers: tuple[CacheServer, ...] | Absent = ABSENT
    """Only where a cache was looked at: what was seen on each server or in each directory; a cache
    that is known to exist and could not be looked at too."""
    evicted: Evicted | Absent = ABSENT
    """Only of cache: what became of the entries that were to be deleted."""
    eviction: Eviction | Absent | None = ABSENT
    """Of cache, where entries were deleted: by whom, as stated with --by, and when it began; the
    document's own look came after it."""
    logs: tuple[LogFile, ...] | Absent = ABSENT
    """Only of logs: every file that was looked at, in the order of the search."""
    erasure: Erasure | Absent = ABSENT
    """Of erase: what was removed or changed, by whom, and what was left alone."""
    held_in: tuple[HeldIn, ...] | Absent = ABSENT
    """Files of the same run, or that it read, which hold the person themselves."""
    follow_up: FollowUpEntry | Absent = ABSENT
    """Only of verify --snapshot: what became of the rows of the snapshot."""
