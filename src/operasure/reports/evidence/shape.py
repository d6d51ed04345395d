"""The evidence document, format 1, as types: the one place that says what it holds.

From here come what is written (`typed.plain`), docs/evidence.schema.json and the page of members
(tools/typed_docs.py), what a certificate's copy keeps, and what is refused when a document is read
(reports/certificate/minimise.py). Members stand in the order in which they are written; the text
below one says what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from operasure.core.model import Expected, Result, Verdict
from operasure.core.typed import ABSENT, DROP, HASH, ROW, Absent, Entries, Is, Structure

Count = Annotated[int, Is(minimum=0)]
Positive = Annotated[int, Is(minimum=1)]
Id = Annotated[int, Is(minimum=1)]
RowKey = Annotated[int | str, ROW]
Moment = Annotated[str, Is("a moment in UTC", pattern=r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
LocalMoment = Annotated[str, Is("a moment", pattern=r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")]
Day = Annotated[str, Is("a day", day=True)]
Digest = Annotated[str, Is("a digest", pattern=r"sha256:[0-9a-f]{64}")]
Keyed = Annotated[str, Is("a digest", pattern=r"hmac-sha256:[0-9a-f]{64}")]
ShortId = Annotated[str, Is(pattern=r"[0-9a-f]{32}")]
GroupCode = Annotated[str, Is("the code of a group", pattern=r"[a-z]{2}-\d\d")]
VerdictWord = Annotated[str, Is("a verdict", words=tuple(Verdict))]
Outcome = Annotated[str, Is("an outcome", words=tuple(Result))]
FoundOutcome = Annotated[str, Is("an outcome", words=("leftover", "retained", "accepted"))]
Expectation = Annotated[str, Is(words=tuple(Expected))]
Confidence = Annotated[str, Is(words=("certain", "likely", "possible"))]
State = Annotated[str, Is(known="looks.snapshot.followup:State")]
Area = Annotated[
    str,
    Is(
        words=(
            "master data",
            "assignments",
            "change history",
            "ids in texts",
            "texts",
            "traces",
            "unknown columns",
            "declared columns",
            "files",
        )
    ),
]
Script = Annotated[
    str, Is("a writing system that this version knows", known="matching.unsought:SCRIPTS")
]
Language = Annotated[
    str, Is("a language that this version knows", known="matching.unsought:LANGUAGES")
]
FileKind = Annotated[str, Is("a kind of file that this version knows", known="core.keeping:KINDS")]
SystemKey = Annotated[
    str,
    Is(
        "a kind of system that this version knows",
        pattern=r"[a-z_]+",
        known="looks.systems.kinds:kinds",
    ),
]


class SubjectEntry(Structure):
    """Whom the document is about."""

    user_id: Id | None
    user_ids: Annotated[tuple[Id, ...] | Absent, Is(least=2)] = ABSENT
    """Every account of the person, where the look was for several; `user_id` is the first."""
    token: Keyed | None
    """[A keyed hash](evidence.md#whom-it-is-about-and-who-made-it) of whom it is about, with
    `--case-key`."""
    kind: (
        Annotated[str, Is(words=("user", "group", "placeholder user", "service account"))] | Absent
    ) = ABSENT
    state: str | Absent | None = ABSENT
    """What the account still is, where its row exists; null once it is gone."""


class Run(Structure):
    """When and how it was looked."""

    started_at: Moment
    finished_at: Moment
    snapshot: str | None
    """PostgreSQL's id of the shared snapshot."""
    read_only: bool
    """False only where entries of a cache were deleted on request, and for erase."""
    connections: Positive
    queries: Digest | None


class StandbyEntry(Structure):
    """A server that replays the log of another."""

    replayed_until: Moment | None
    paused: bool


class Unrestored(Structure):
    """A table of a backup that could not be restored."""

    table: str
    reason: str


class DumpEntry(Structure):
    """The backup that the database was restored from."""

    form: str
    digest: Digest
    taken_at: Annotated[str, Is(pattern="\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")] | None
    """By the clock of the machine that made it; its zone is not known."""
    from_server: str | None
    by_program: str | None
    unrestored: tuple[Unrestored, ...]
    notes: tuple[str, ...]


class InstallationEntry(Structure):
    """Which OpenProject, on which database, seen when and by a role that may do what."""

    openproject: str | None
    """Release, or between which two: "17.1", "between 16.0 and 16.6", "18-dev or newer", as the
    migrations of its core tell (a plugin's decide nothing). Null where none names one."""
    openproject_known_by: str | Absent | None = ABSENT
    """By which migration of the core the release was known, and how sure that is; of a newer
    release also tables that this version does not know."""
    last_migration: Annotated[str, Is(pattern="[0-9]+")] | None
    postgresql: str
    database: Digest
    """Digest of host, port and name, which databases in different networks may share."""
    identity: Digest | Absent = ABSENT
    """Digest of the name of the database, the identifier of its server and the schema: databases
    with the same address have different ones. Missing where the role may not ask for it."""
    schema: str
    deleted_user_id: int | None
    deleted_user_ids: tuple[int, ...]
    """Ids of the Deleted user."""
    checked_at: Moment
    """The server's time of the snapshot."""
    modules: tuple[str, ...] | Absent | None = ABSENT
    """Modules that projects have switched on; null where they could not be read."""
    role_powers: tuple[str, ...] | Absent = ABSENT
    """What the role that read may do on the server beyond its tables: superuser, or
    [the roles that run programs or touch files there](database-role.md) to which it belongs."""
    structure: Digest | Absent = ABSENT
    """Digest of the tables, columns and types of its schema, the same of a database and of a backup
    of it."""
    dump: Annotated[DumpEntry | Absent, DROP] = ABSENT
    """Of --dump: [the backup](backups.md#what-it-says) that this database was restored from."""
    standby: StandbyEntry | Absent = ABSENT
    """Of a server that replays the log of another: when the last change that it has was made."""


class ControlEntry(Structure):
    """How it is known that a clear place could have shown something
    ([controls](evidence.md#controls))."""

    rows: Count
    scope: Annotated[str, Is(words=("check", "column", "text", "first blocks"))]
    empty: bool


class CheckEntry(Structure):
    """What was found in one place."""

    id: str
    group: GroupCode
    area: Area
    """The part of the promise that it belongs to."""
    table: str
    column: str
    schema: str | None
    """Only for a swept column: the schema of its table."""
    expected: Expectation | None
    """What OpenProject's deletion is known to do there; null for a swept column."""
    outcome: Outcome
    """What [verify](verify.md) says of it."""
    rows: Count
    """How many rows were found."""
    row_ids: Annotated[tuple[RowKey, ...], Is(most=1000)]
    """The keys of at most 1,000 of them."""
    retained: Count
    """How many of the rows are still within their time."""
    control: ControlEntry | None
    """[How it is known](evidence.md#controls) that a clear place could have shown something."""
    reason: str | None
    """Of an unchecked or overdue place."""
    until: Moment | None
    """Until when rows are within their time."""
    note: Annotated[str | None, DROP]
    query: Digest | None
    """SHA-256 of the check's statement as it stands in its file."""
    declared: str | Absent | None = ABSENT
    """Why the column was declared to hold no person, where it was: it is read all the same."""


class AuthorEntry(Structure):
    """Who wrote a text."""

    id: int
    deleted_user: bool
    subject: bool


class Passage(Structure):
    """A mention with what stands around it."""

    before: str
    mention: str
    after: str


class Mention(Structure):
    """One mention of the person."""

    id: Annotated[ShortId, HASH]
    """HMAC-SHA-256 over place and passage, shortened; the same in every run with the key of the
    case."""
    group: GroupCode
    check: Annotated[str, DROP]
    table: str
    column: str
    schema: str | None
    """Only for a swept column."""
    row_id: RowKey
    path: Annotated[str | None, DROP]
    """In the web interface; null where no page shows it, or where it names the person."""
    url: Annotated[str | None, DROP]
    project: Annotated[str | None, DROP]
    author: Annotated[AuthorEntry | None, DROP]
    day: Annotated[Day | Absent | None, DROP] = ABSENT
    """When the row was made or last changed (UTC), where it says so."""
    historic: bool
    """A text of an old version."""
    kind: Annotated[str | None, DROP]
    structured: Annotated[bool, DROP]
    """A column that is there to name a person."""
    expected: Annotated[Expectation | None, DROP]
    variant: str
    confidence: Confidence
    shared_by: Annotated[Count | None, DROP]
    """Other accounts with the full name that was found, or with the family name, where it was found
    alone."""
    beside_another: Annotated[bool | Absent, DROP] = ABSENT
    """Whether another person's name stands around a family or a given name that was found alone."""
    account: Annotated[int | None, DROP]
    """The other account that the row belongs to: such a mention is possible at most, and no plan
    changes it."""
    declared: Annotated[str | Absent | None, DROP] = ABSENT
    """Why the column was declared to hold no person, where it was: it is read all the same."""
    decision: Annotated[str, Is(words=("erase", "erased", "keep", "not the person"))] | None
    ground: str | Absent | None = ABSENT
    decided_at: Moment | Absent = ABSENT
    page: Annotated[str | Absent | None, DROP] = ABSENT
    """With texts: the page that shows it, with its title."""
    text: Annotated[Passage | Absent, DROP] = ABSENT
    """Only with --with-text."""


class MatchEntry(Structure):
    """What of the person an entry of a cache holds."""

    what: str
    confidence: Confidence
    in_key: bool


class CacheEntry(Structure):
    """One entry of a cache that names the person."""

    server: Annotated[str, HASH]
    """HOST:PORT, a socket or a directory."""
    key: Annotated[str, HASH]
    """With what names the person, and every credential, blacked out."""
    outcome: Annotated[str, Is("an outcome", words=("leftover", "retained"))]
    matches: Annotated[tuple[MatchEntry, ...], Is(least=1)]
    confidence: Confidence
    served: Annotated[str, Is(words=("yes", "no", "unknown"))]
    size: Count
    """Bytes as stored."""
    age: Count | None
    """Seconds since the last access."""
    expires_at: Moment | None


class TableRows(Structure):
    """About how many rows a table holds."""

    table: str
    rows: Count


class CoverageEntry(Structure):
    """How every column of the database was dealt with."""

    tables: Count
    columns: Count
    queried: Count
    no_person: Count
    ruled_out: Count
    swept: Count
    checks: Count | Absent = ABSENT
    unclassified: tuple[str, ...]
    not_looked_at: tuple[str, ...]
    table_rows: tuple[TableRows, ...] | Absent = ABSENT
    """About how many rows each table of OpenProject's holds, as the server last counted; tables
    that it has not counted are left out."""


class Accepted(Structure):
    """A leftover that the controller keeps on a written ground."""

    check: str
    ground: str
    until: Moment
    by: str


class SystemRow(Structure):
    """A row that names another system."""

    table: str
    row_id: RowKey


class SystemEntry(Structure):
    """Another system that may hold the person."""

    key: SystemKey
    title: Annotated[str, DROP]
    count: Count
    """How many of the kind are configured; 0 where there was one before the deletion, or none could
    be looked for."""
    rows: Annotated[tuple[SystemRow, ...], Is(most=20)]
    accounts: Count | None
    """Accounts, memberships or keys of the person that are known there; null where that is not
    known."""
    known_from: Annotated[str, Is(words=("database", "snapshot"))] | None
    brings_back: (
        Annotated[str, Is(words=("by itself", "at sign-in", "when restored", "names only", "no"))]
        | None
    )
    recipient: bool
    """Whether data is passed on to it (Art. 19 GDPR)."""
    step: Annotated[str, DROP]
    reason: str | None
    """Why it could not be looked at."""


class Cookies(Structure):
    """Whether a cookie of the person still opens anything: the worst outcome of the checks of
    sessions and tokens."""

    outcome: Annotated[
        str, Is("an outcome", words=("clear", "leftover", "retained", "accepted", "unchecked"))
    ]
    rows: Count
    checks: tuple[str, ...]


class DanglingPlace(Structure):
    """A place that contains an orphaned id."""

    check: str
    outcome: FoundOutcome
    certain: bool
    """Whether the number is surely an id of a principal of this installation."""
    rows: Count
    row_ids: Annotated[tuple[RowKey, ...], Is(most=20)]
    retained: Count
    until: Moment | None
    oldest: Moment | None
    newest: Moment | None


class DanglingId(Structure):
    """An orphaned id, with its places."""

    user_id: Id
    outcome: FoundOutcome
    certain: bool
    assigned: bool
    """False where it is higher than any id ever given out."""
    rows: Count
    verify: str | None
    """The command that names every row of this id."""
    places: Annotated[tuple[DanglingPlace, ...], Is(least=1)]


class NamedMention(Structure):
    """Texts with a mention that shows a name which its id no longer has."""

    check: str
    rows: Count
    row_ids: Annotated[tuple[RowKey, ...], Is(most=1000)]


class CauseEntry(Structure):
    """Why a deletion did not finish, and what to do."""

    kind: str
    text: str
    remedy: str


class UnfinishedDeletion(Structure):
    """A deletion that was requested and has not happened."""

    user_id: Id
    kind: str
    status: str
    state: Annotated[
        str, Is(words=("failed", "without effect", "no job", "job unknown", "running", "queued"))
    ]
    since: Moment | None
    error: str | None
    """Class of the job's error."""
    overdue: bool
    """False while a job still has time."""
    causes: tuple[CauseEntry, ...]


class OverdueRows(Structure):
    """Rows that should have gone by themselves."""

    what: str
    table: str
    rows: Count
    oldest: Moment | None
    keeps: str
    job: str


class BuiltInFault(Structure):
    """A fault of the Deleted user or another built-in principal."""

    principal: str
    text: str
    user_ids: tuple[int, ...]


class UnreadQuestion(Structure):
    """A question about the installation that could not be answered."""

    what: str
    reason: str


class PastDeletionEntry(Structure):
    """What a deletion left."""

    user_id: Id
    deleted_at: Moment | None
    """Known while the audit copy is kept, for 60 days."""
    tables: Mapping[str, Count]
    """Rows by table, without those that still have time to go."""


class BehindShare(Structure):
    """How much of a group was passed on."""

    group: GroupCode
    rows: Count
    """Rows that name the Deleted user, in columns that hold one id each."""
    of: Count
    """Rows that name anybody there."""


class BehindPath(Structure):
    """What ties things that were passed on to one person again."""

    kind: str
    """only one account, committers, email, avatars, times or audit copies."""
    what: str
    table: str
    rows: Count


class BehindEntry(Structure):
    """How many accounts stand behind the Deleted user: what was passed on to it is pseudonymised,
    not anonymous."""

    at_least: Count
    at_most: Count | None
    """Ids that were given out and are nobody's now, as far as the sequence of ids says; some may
    have been a group's, or never have been used. Null where that is not known."""
    recorded: Count | None
    """Deletions of users of which an audit copy is kept; null where the release keeps none."""
    gone: Count | None
    """Ids that were given out and are nobody's now, whether they bound anything or not."""
    groups: tuple[BehindShare, ...] | Absent = ABSENT
    """Of audit."""
    paths: tuple[BehindPath, ...] | Absent = ABSENT
    """Of audit: what singles a person out again."""
    unread: Annotated[tuple[UnreadQuestion, ...] | Absent, DROP] = ABSENT
    """Of audit: what could not be asked."""


class Audit(Structure):
    """What an audit found besides single checks."""

    ids: tuple[DanglingId, ...]
    """Orphaned ids, each with its places."""
    named: tuple[NamedMention, ...]
    """Texts with a mention that shows a name which its id no longer has."""
    unfinished: tuple[UnfinishedDeletion, ...]
    """Deletions that were requested and have not happened."""
    overdue: tuple[OverdueRows, ...]
    """Rows that should have gone by themselves."""
    built_in: tuple[BuiltInFault, ...]
    """Faults of the Deleted user and the other built-in principals."""
    unread: tuple[UnreadQuestion, ...]
    """Questions about the installation that could not be answered."""
    deletions: tuple[PastDeletionEntry, ...] | Absent = ABSENT
    """Every deletion that is on record, or that left an id, with what it left."""
    lines: tuple[str, ...]
    """Lines to add to a site's own queries."""


class FollowedSnapshot(Structure):
    """Which snapshot was followed up."""

    taken_at: Moment
    digest: Digest
    delete_after: Day | Absent | None = ABSENT
    """Only in documents of earlier versions."""


class FollowedCheck(Structure):
    """What became of the snapshot's rows of one place."""

    id: str
    group: GroupCode
    table: str
    column: str
    expected: Expectation | None
    by_name: bool
    """Texts that name the person in words only."""
    rows: Count
    states: Mapping[State, Positive]
    row_ids: Mapping[State, Annotated[tuple[RowKey, ...], Is(most=1000)]]
    accepted: bool
    reason: str | None
    """Why it could not be followed up."""


class ForetoldEntry(Structure):
    """What became of one thing that the snapshot had foretold."""

    kind: str
    table: str
    column: str | None
    row_id: RowKey
    result: Annotated[
        str,
        Is(
            words=(
                "came true",
                "did not happen",
                "row gone",
                "changed otherwise",
                "erased by plan since",
                "could not be checked",
            )
        ),
    ]
    lost: Annotated[tuple[str, ...], DROP]
    """Names of filters."""
    accepted: bool


class UnfollowedCheck(Structure):
    """A place that could not be followed up."""

    check: str
    reason: str


class FollowUpEntry(Structure):
    """What became of the rows of a snapshot."""

    verdict: Annotated[str, Is(words=("accounted", "losses", "incomplete"))]
    snapshot: FollowedSnapshot
    rows: Count
    states: Mapping[State, Positive]
    checks: tuple[FollowedCheck, ...]
    foretold: tuple[ForetoldEntry, ...]
    unread: tuple[UnfollowedCheck, ...]
    notes: tuple[str, ...]


class ReadingEntry(Structure):
    """How one name was read: how many of its words as what."""

    given: Count
    particles: Count
    family: Count


class Searched(Structure):
    """How many names, logins and email addresses were looked for, and which ids."""

    names: Count
    logins: Count
    mails: Count
    user_ids: tuple[Id, ...]
    exact: Annotated[Count | Absent, DROP] = ABSENT
    """Names that are looked for as they were given, too, since they hold more than words of a
    name."""
    tokens: Annotated[tuple[Keyed, ...] | Absent, DROP] = ABSENT
    """Of find-mentions, with `--case-key`: a keyed hash of each name, login and email address, so
    that it shows what was not looked for yet."""
    readings: Annotated[tuple[ReadingEntry, ...] | Absent, DROP] = ABSENT
    """Of find-mentions: for each name how many of its words were read as given names, particles and
    family names."""


class MentionCount(Structure):
    """Mentions of one group and one confidence."""

    group: GroupCode
    confidence: Confidence
    open: Count
    kept: Count
    not_the_person: Count


class ReviewEntry(Structure):
    """What became of the decisions that were read."""

    kept: Count
    not_the_person: Count
    still_there: Count
    to_erase: Count | Absent = ABSENT
    gone: Count
    contested: Count | Absent = ABSENT
    """Mentions that several persons decided about in ways that contradict each other: they are
    open."""
    void: Annotated[tuple[str, ...], DROP]
    """Places whose passage changed after the decision."""
    decisions: Count | Absent = ABSENT
    """How many decisions were read, those on what is gone among them."""
    first_at: Moment | Absent | None = ABSENT
    last_at: Moment | Absent | None = ABSENT
    by: tuple[str, ...] | Absent = ABSENT
    """Who decided: the names or roles that the reviewers gave; none that names the person looked
    for."""


class SampleMiss(Structure):
    """A text of the sample that names the person."""

    check: str
    row_id: RowKey


class SampleEntry(Structure):
    """Texts that were not reported and were drawn at random, for a person to read."""

    seed: Annotated[str, Is("a seed", pattern=r"[0-9a-f]{16}")]
    """Which texts are drawn: the same in every run of the case with this release and these names.
    """
    texts: Count
    """Of how many texts without a mention they were drawn. Those in columns that are declared to
    hold no person, search vectors that repeat a text, and values of settings are not among them."""
    drawn: Count
    naming: Count
    """How many name the person, as a person says who read them; those that were changed since stay
    among them."""
    unsure: Count
    """How many of which a person can't tell: for the bound they count as naming the person."""
    open: Count
    """How many nobody has read yet, or are answered in ways that contradict each other."""
    there: Count
    """How many name the person and still stand there: they are left, and the verdict says so."""
    at_most: Count | None
    """With so much confidence at most so many of `texts` name the person: the exact one-sided bound
    of the hypergeometric distribution. Null while a text is open."""
    per_million: Count | None
    """The same as a share in millionths, rounded up."""
    confidence: Count
    """In per cent."""
    missed: tuple[SampleMiss, ...]
    """Where the texts stand that name the person."""
    left_out: tuple[str, ...]
    """Columns that could not be drawn from, since they could not be read in full."""
    first_at: Moment | None
    last_at: Moment | None
    by: tuple[str, ...]
    """Who read them: the names or roles that the reviewers gave; none that names the person."""


class NotLookedAt(Structure):
    """Why something could not be looked at, and what helps."""

    reason: str
    remedy: str


class CacheServer(Structure):
    """What was seen on one server, or in one directory, of a cache."""

    server: Annotated[str, HASH]
    """HOST:PORT, a socket, a directory, or the kind of a cache that was not looked at."""
    version: str | None
    listed: Count
    read: Count
    gone: Count
    outside: Count
    unread: Count
    findings: Count
    undecoded: Mapping[str, Positive]
    """By reason: entries searched only as raw and inflated bytes."""
    unchecked: tuple[NotLookedAt, ...]
    notes: tuple[str, ...]


class Evicted(Structure):
    """What became of the entries that were to be deleted."""

    deleted: Count
    gone: Count
    refused: Count


class LogKind(Structure):
    """Lines of a log by what they are."""

    kind: Annotated[
        str,
        Is(
            words=(
                "failed login",
                "request by the person",
                "SQL",
                "job",
                "mail in clear",
                "path to the person",
                "other text",
            )
        ),
    ]
    confidence: Confidence
    lines: Positive


class SameRequest(Structure):
    """Further lines of requests that a naming line belongs to."""

    confidence: Confidence
    lines: Positive


class LogFile(Structure):
    """One file of logs."""

    file: Annotated[str, HASH]
    """Its base name; […] where that names the person."""
    position: Positive
    """Its place in the order of the search."""
    group: GroupCode
    outcome: Annotated[str, Is("an outcome", words=("clear", "leftover", "retained", "unchecked"))]
    packing: str | None
    """What it is packed in, from outside to inside."""
    lines: Count
    """Lines that could be read."""
    naming: Count
    """Lines that name the person."""
    confidence: Confidence | None
    kinds: tuple[LogKind, ...]
    """The naming lines; each counts once."""
    same_request: tuple[SameRequest, ...]
    """Further lines of requests that a naming line belongs to."""
    first: LocalMoment | None
    """Time of the earliest naming line that tells one: with a Z in UTC, without one as the log has
    it."""
    last: LocalMoment | None
    """Time of the latest such line."""
    modified: Annotated[Moment | None, DROP]
    """Last change of the file."""
    until: Moment | None
    """Latest moment at which its content can still be there."""
    rotation: str | None
    """What the configuration of logrotate says, or why it tells no date."""
    unchecked: tuple[NotLookedAt, ...]


class Restore(Structure):
    """What a restore of the backup brings back of the person."""

    brings_back: Annotated[str, Is(words=("account", "traces", "unknown", "nothing"))]
    account: str | None
    step: str | None


class StorageEntry(Structure):
    """What was compared: `rows` should have a file, `matched` have one, `pending` are uploads that
    have not ended."""

    place: Annotated[str, Is(words=("a directory", "a bucket"))]
    files: Count
    bytes: Count
    rows: Count
    matched: Count
    pending: Count
    processes: Annotated[Positive, DROP]


class StoredFile(Structure):
    """One finding in storage that is no mention."""

    id: Annotated[ShortId, HASH]
    """HMAC-SHA-256 over place and content, shortened; the same in every run with the key of the
    case."""
    kind: Annotated[
        str, Is(words=("orphan", "avatar", "missing", "size", "digest", "picture", "unread"))
    ]
    attachment_id: int | None
    """Of the row, or that the folder is named by; null where neither is known."""
    folder: Annotated[str, Is(pattern="attachment/file/[0-9]+")] | None
    """Folder of the attachment below the storage's root."""
    key: Keyed
    """Keyed digest of the path below the storage's root: docs/files.md says how to make it again.
    """
    size: Count
    may_be_the_person_s: bool
    place_of_taking: bool
    """A picture says where it was taken."""
    format: str | None
    reason: str | None
    """Why a file could not be read, or not all of it."""
    decision: Annotated[str, Is(words=("keep", "not the person"))] | None


class ErasureSource(Structure):
    """A document that the plan was made from."""

    command: str
    """What was run."""
    digest: Digest


class ErasureStep(Structure):
    """What became of the rows of one step of a plan."""

    check: str
    group: str
    schema: Annotated[str | Absent, DROP] = ABSENT
    table: str
    key: Annotated[str | Absent, DROP] = ABSENT
    """Column of the keys."""
    column: str | None
    action: Annotated[str, Is(words=("set", "edit", "delete"))]
    rows: Count
    already: Count
    changed_since: Count
    gone: Count
    keys: Annotated[tuple[int | str | tuple[int, ...], ...] | Absent, DROP] = ABSENT
    """Every row that is as planned now. A stretch of keys is its first and its last."""
    row_ids: tuple[RowKey, ...]
    skipped_ids: tuple[RowKey, ...]


class ErasureLeft(Structure):
    """What the plan left, and why."""

    check: str
    rows: Count
    reason: str


class Erasure(Structure):
    """What was removed or changed, by whom, and what was left alone."""

    by: str
    undone: bool
    """Whether this is the taking back of a removal."""
    dry_run: bool | Absent = ABSENT
    """Whether all was rolled back."""
    plan: Digest
    sources: tuple[ErasureSource, ...]
    rows: Count
    skipped: Count
    undo_until: Day | None
    steps: tuple[ErasureStep, ...]
    left: tuple[ErasureLeft, ...]
    undo_lacks: str | Absent | None = ABSENT
    """Of a removal that was taken back: what the undo file lacks, of which nothing could be brought
    back."""


class HeldIn(Structure):
    """A file that holds the person itself."""

    kind: FileKind
    """What the file says it is: snapshot, work list, review, undo …"""
    delete_after: Day | None
    digest: Digest
    plan: Digest | Absent = ABSENT
    """Of an undo file: the plan that it takes back."""


class NotLookedFor(Structure):
    """What of one name this version does not look for."""

    name: Positive
    scripts: tuple[Script, ...]
    """Writing systems in which the name is not recognised."""
    languages: tuple[Language, ...]
    """Languages that inflect such a name in ways that are not recognised."""
    alone: bool
    """Whether an inflected word of the name is missed where it stands alone."""


class Eviction(Structure):
    """Who deleted entries of a cache, and when it began."""

    by: str | None
    at: Moment | None


class PlantedPlace(Structure):
    """What of the invented person was planted in a column, and what became of it."""

    table: str
    column: str
    schema: str | None
    """Only where it is another than OpenProject's."""
    what: Annotated[str, Is(words=("id", "name"))]
    planted: Count
    outcomes: Mapping[str, Count]
    """How many ended how: found, unchecked, gone, not read, declared, ruled out, id of another row,
    missed ([canary](canary.md))."""
    missed: tuple[str, ...]
    """The forms of what was missed."""
    not_planted: str | None
    """Why nothing could be planted, or checked."""


class PlantedElsewhere(Structure):
    """What of the invented person was planted beside the database, in one kind of place, and what
    became of it."""

    kind: Annotated[str, Is(words=("memcached", "file store", "files", "logs"))]
    """Which look had to report it: [cache](cache.md) (of both kinds), [files](files.md) or
    [logs](logs.md)."""
    place: str
    """What kind of entry, file or line it is."""
    planted: Count
    outcomes: Mapping[str, Count]
    """How many ended how: found, unchecked, not read, missed ([canary](canary.md))."""
    missed: tuple[str, ...]
    """The forms of what was missed."""
    not_planted: str | None
    """Why nothing could be planted, or checked."""


class LeftOut(Structure):
    """A kind of place where nothing was planted."""

    kind: Annotated[str, Is(words=("memcached", "file store", "files", "logs"))]
    reason: str


class Planted(Structure):
    """What became of an invented person in a copy of the database, and in caches, files and logs
    that were made for it. The figures are of all of it."""

    places: Count
    """How many planted values had to be reported."""
    reported: Count
    """How many of them were: found, or named as unchecked."""
    unchecked: Count
    """How many of these were named as unchecked."""
    missed: Count
    aside: Count
    """How many stand where the id is not looked for: in columns that are declared to hold no
    person or ruled out, and as ids of other rows; and in columns that could not be checked."""
    gone: Count
    """How many OpenProject's own deletion took away."""
    not_planted: Count
    """In how many columns nothing could be planted or checked, though their type takes it."""
    deleted: Annotated[str, Is(words=("by nothing", "by OpenProject"))]
    columns: Annotated[tuple[PlantedPlace, ...], DROP]
    """Each column that something was planted in."""
    elsewhere: tuple[PlantedElsewhere, ...] | Absent = ABSENT
    """Each place beside the database that something was planted in; missing in documents of before
    it was."""
    left_out: tuple[LeftOut, ...] | Absent = ABSENT
    """Where nothing was planted."""


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
