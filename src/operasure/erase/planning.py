"""`operasure plan`: checks the places in the evidence again, and decides what happens to each
row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from operasure.checks import idforms, selection
from operasure.core.errors import NoDatabaseError, UsageError
from operasure.core.keeping import PLAN_DAYS
from operasure.core.model import Check, Result, RowId
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import Queries, load
from operasure.database import openproject
from operasure.database.reader import Reader
from operasure.database.session import Access, Session, session
from operasure.database.target import Target
from operasure.erase import marked, orphans, read, sparing, tables
from operasure.erase.cutting import Successor
from operasure.erase.edits import Editor
from operasure.erase.gather import gather
from operasure.erase.making import Making
from operasure.erase.model import Part, PlanHead
from operasure.erase.orphans import FilesAt, Orphans
from operasure.erase.preview import Change
from operasure.erase.renames import Renames
from operasure.erase.tables import Tables
from operasure.erase.wishes import Wishes
from operasure.looks.mentions import person_columns
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher

RETAINED = "expires"


@dataclass(frozen=True)
class PlanOptions:
    """What a plan is asked to do; see docs/plan.md for each."""

    evidence: tuple[Path, ...]
    reviewed: tuple[Path, ...] = ()
    identity: Identity | None = None
    access: Access = field(default_factory=Access)
    queries: tuple[Path, ...] = ()
    replacement: str | None = None
    keep_retained: bool = False
    possible: bool = False
    delete_signed: bool = False
    also_accounts: tuple[int, ...] = ()
    """Placeholder users and invited accounts that are the same person."""
    settings: frozenset[str] = frozenset()
    """Names of values on which OpenProject works that may be changed."""
    keep_days: int = PLAN_DAYS
    where: FilesAt | None = None
    """Where stored files lie."""
    shown: Callable[[Change], None] | None = None
    """Told of every text that changes, for a preview."""


@dataclass(frozen=True)
class Planned:
    """A plan as it is being made: `parts` are read once, before `planned` is left; then `files`
    knows which go, and `renames` which get another name."""

    head: PlanHead
    parts: Iterator[Part]
    files: Orphans | None
    renames: Renames | None
    done: Counter[str]
    """By check: rows in which an earlier plan left nothing to do, known once `parts` are read."""
    carried: Mapping[str, str]
    """The ids that settled mentions get in texts that change, by those they have; known then."""


@contextmanager
def planned(target: Target, options: PlanOptions, progress: Meter = NOBODY) -> Iterator[Planned]:
    """Make a plan on one snapshot. Nothing is changed.

    Raises UsageError (documents of another database, an account that still exists, a server that
    can't make digests, a directory that can't be read) and NoDatabaseError.
    """
    found = read.read(options.evidence)
    if options.where:
        options.where.directory.check()
    queries = load(*options.queries)
    # What was found may stand in any schema that the evidence is about.
    access = Access(found.schema, options.access.jobs, options.access.timeouts, alone=False)
    with session(target, access) as opened:
        reader, facts = opened.readers[0], opened.installation
        known = found.identity and facts.identity
        if facts.database != found.database or (known and found.identity != facts.identity):
            raise UsageError(
                f"the evidence is about another database than {target.masked}: give the address "
                f"that was used for it"
            )
        if reader.connection.info.server_version < 120_000:
            raise UsageError("a plan needs PostgreSQL 12 or newer")
        user_id = _user_id(found, options)
        subject = openproject.subject(reader, user_id, found.kind)
        if subject.state is not None:
            raise UsageError("the account still exists: delete it in OpenProject and verify again")
        _refuse_living(reader, options, user_id)
        head = _head(opened, options, found, user_id, queries)
        wishes, making = _making(opened, options, head, queries)
        _take_checks(wishes, opened, options, found, head, queries, progress)
        marked.take(wishes, opened, queries, options.reviewed)
        _take_persons(wishes, opened, options, found, queries, progress)
        with closing(Reader(target, timeouts=options.access.timeouts)) as beside:
            for (schema, table), why in sorted(opened.changed(beside).items()):
                wishes.leave(f"{schema}.{table}", 0, why)
        renames = wishes.editor.renames
        with orphans.take(opened, found.stored, options.where, renames) as files:
            # Files are read when the database is not needed any more.
            parts = chain(making.parts(), files.parts() if files else ())
            yield Planned(head, parts, files, renames, wishes.done, wishes.editor.carried)


def _user_id(found: read.EvidenceFindings, options: PlanOptions) -> int:
    """The account that the plan is about. Of a person with several, that of the document of verify:
    what people wrote is about all of them."""
    given = options.identity.user_ids if options.identity else ()
    if set(found.user_ids) - set(given or found.user_ids[:1]):
        ids = " and ".join(map(str, sorted(found.user_ids)))
        raise UsageError(
            f"the documents are about user {ids}: give those of one person, and name every account "
            "of theirs with --user-id or --snapshot"
        )
    if not found.user_ids and len(given) != 1:
        raise UsageError("give the id of the person with --user-id, the same as in the evidence")
    first, *_ = found.user_ids or given
    return first


def _refuse_living(reader: Reader, options: PlanOptions, user_id: int) -> None:
    """What people wrote of an account that somebody still uses stays. Raises UsageError."""
    for other in options.identity.user_ids if options.identity else ():
        if other != user_id and openproject.subject(reader, other).state is not None:
            raise UsageError(
                f"user {other} still exists: delete that account, too, or leave it out of the "
                "search and of the plan"
            )


def _head(
    opened: Session,
    options: PlanOptions,
    found: read.EvidenceFindings,
    user_id: int,
    queries: Queries,
) -> PlanHead:
    facts = opened.installation
    if facts.identity is None:
        raise NoDatabaseError(
            "this role may not ask the server for its identifier: GRANT EXECUTE ON FUNCTION "
            "pg_control_system() to it, so that a plan can tell its database"
        )
    first, *_ = (*facts.deleted_user_ids, None)
    return PlanHead(
        user_id=user_id,
        kind=found.kind,
        deleted_user_id=first,
        openproject=facts.openproject,
        last_migration=facts.last_migration,
        postgresql=facts.postgresql,
        database=facts.database,
        identity=facts.identity.removeprefix("sha256:"),
        schema=facts.schema,
        moment=facts.checked_at,
        queries=queries.digest,
        sources=found.sources,
        delete_after=(datetime.now(UTC) + timedelta(days=options.keep_days)).date(),
    )


def _making(
    opened: Session, options: PlanOptions, head: PlanHead, queries: Queries
) -> tuple[Wishes, Making]:
    reader = opened.readers[0]
    known = tables.read(reader, opened.catalogue)
    name = marked.deleted_name(reader)
    successor = Successor(head.deleted_user_id or 0, name, options.replacement or "")
    identity = options.identity or Identity(user_ids=(head.user_id,))
    if not identity.user_ids:
        identity = replace(identity, user_ids=(head.user_id,))
    rows = reader.fetch("SELECT id FROM custom_fields WHERE field_format = 'user'")
    fields = frozenset(int(row["id"]) for row in rows)
    structured, declared = marked.kinds(queries, opened.catalogue)
    editor = Editor(
        known,
        Matcher(identity),
        head.user_id,
        successor,
        fields,
        marked.key(options.reviewed),
        structured,
        Renames(options.where.directory) if options.where and options.where.renaming else None,
        others=frozenset(identity.user_ids) - {head.user_id},
        legacy=_legacy(reader, known),
        settled=marked.settled(options.reviewed),
    )
    base = openproject.base_url(reader, opened.installation)
    wishes = Wishes(
        reader, known, head.user_id, head.deleted_user_id, editor, options.possible,
        options.delete_signed,
    )  # fmt: skip
    others = sparing.others(reader, known, options.also_accounts)
    working = sparing.Working(reader, known, options.settings, declared)
    return wishes, Making(wishes, others, working, options.shown, base)


def _legacy(reader: Reader, known: Tables) -> frozenset[str]:
    """Attachments that no uploader has taken over: `disk_filename` is where their file lies
    (lib/tasks/shared/legacy_attachment.rb:29-37)."""
    columns = known.columns.get((known.schema, "attachments"), {})
    if "disk_filename" not in columns:
        return frozenset()
    taken_over = "coalesce(file, '') <> ''" if "file" in columns else "false"
    rows = reader.fetch(
        f"SELECT id FROM attachments WHERE disk_filename <> '' AND NOT {taken_over}"
    )
    return frozenset(str(row["id"]) for row in rows)


def _take_checks(
    wishes: Wishes,
    opened: Session,
    options: PlanOptions,
    found: read.EvidenceFindings,
    head: PlanHead,
    queries: Queries,
    progress: Meter,
) -> None:
    by_id = found.checks.keys() - person_columns.ids(queries)
    wanted = {
        check
        for check in by_id
        if not (options.keep_retained and found.checks[check] is Result.RETAINED)
    }
    made = selection.make(queries, opened.catalogue)
    parameters = idforms.parameters(head.user_id, head.kind)
    gathered = gather(opened, made, parameters, wanted, progress)
    for check, keys in sorted(gathered.keys.items(), key=_by_id):
        wishes.take(check, keys)
    for name, why in (gathered.unread | dict(found.unclear)).items():
        wishes.leave(name, 0, why)
    for name in sorted(by_id - wanted):
        wishes.leave(name, 0, RETAINED)


def _take_persons(
    wishes: Wishes,
    opened: Session,
    options: PlanOptions,
    found: read.EvidenceFindings,
    queries: Queries,
    progress: Meter,
) -> None:
    """See that the review decided about every place that names the person instead of the id: these
    columns `verify --snapshot` looks at, too."""
    wanted = found.checks.keys() & person_columns.ids(queries)
    whom = options.identity
    if wanted and not (whom and (whom.names or whom.logins or whom.mails)):
        for name in sorted(wanted):
            wishes.leave(name, 0, UNNAMED)
    elif wanted and whom:
        rows: dict[Check, list[RowId]] = {}
        for outcome in person_columns.outcomes(opened, queries, whom, progress, rows.__setitem__):
            if outcome.check.id in wanted and outcome.result is Result.UNCHECKED:
                wishes.leave(outcome.check.id, 0, outcome.reason or UNNAMED)
        for check, keys in rows.items():
            undecided = sum(not wishes.takes(check, str(key)) for key in keys)
            if check.id in wanted and undecided:
                wishes.leave(check.id, undecided, UNDECIDED)


UNNAMED = "it names the person, not the id: give --snapshot, or the names, and the review"
UNDECIDED = "it names the person, not the id: decide about it in the work list of find-mentions"


def _by_id(item: tuple[Check, object]) -> str:
    return item[0].id
