"""Follows up each row of a snapshot: what it refers to now, and what else has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from operasure.checks import idforms, selection
from operasure.checks.handling import assumed
from operasure.core.model import Check, Column, Compare, Expected, Installation, RowId
from operasure.core.queries import Queries
from operasure.core.terms import mine, shows
from operasure.database.catalogue import Catalogue
from operasure.database.crew import Crew, Ended
from operasure.database.reader import Reader
from operasure.database.release import known
from operasure.database.session import Session
from operasure.looks.mentions import places as mention_places
from operasure.looks.snapshot import lookup
from operasure.looks.snapshot.erased import SKEW, ErasedRows, EraseRun, sum_up
from operasure.looks.snapshot.followup import Followed, FollowUp, Foretold, State, Truth
from operasure.looks.snapshot.foretold import foretold
from operasure.looks.snapshot.going import WENT, Going
from operasure.looks.snapshot.model import InstallationBefore, KnownAs, Snapshot, SnapshotPlace
from operasure.looks.snapshot.packing import Chunk, row_id
from operasure.looks.snapshot.texts import SIZE, Marker

NO_KEY = "its table has no key: its rows can be counted, but not identified"
NO_CHECK = "this version has no check of that name"
NO_TABLE = "the table or its key is gone"
NOT_KNOWN = "rows are gone, and it is not known whether this release removes them"
NO_MARKS = "the snapshot has no digests of its texts"


@dataclass(frozen=True)
class Now:
    """The database as it is now, and what a row is compared with."""

    snapshot: Snapshot
    catalogue: Catalogue
    deleted: frozenset[int]
    marker: Marker
    going: Going
    cut: Mapping[tuple[str, str | None, RowId], bytes]
    """Digests of the texts that the preflight foretold to be cut, by table, column and key."""
    parameters: Mapping[str, object]
    checks: Mapping[str, Check]
    erased: ErasedRows = field(default_factory=ErasedRows)
    named: Mapping[str, Check] = field(default_factory=dict)
    serialised: frozenset[Column] = frozenset()
    """Columns that OpenProject writes anew as a whole when it takes the person out."""

    @property
    def user_id(self) -> int:
        return self.snapshot.subject.user_id


def follow(
    session: Session,
    made: selection.CheckPlan,
    queries: Queries,
    snapshot: Snapshot,
    runs: Sequence[EraseRun] = (),
) -> FollowUp:
    """Follow up a snapshot in an open session. `runs` tell what was erased by plan."""
    now = _now(session, made, queries, snapshot, runs)
    found = {id(p): Followed(p, reason=_why_not(now, p)) for p in snapshot.places}
    jobs = [p for p in snapshot.places if found[id(p)].reason is None]

    def work(reader: Reader, place: SnapshotPlace) -> Iterator[Followed]:
        yield _place(reader, now, place)

    for event in Crew(session.readers, work).run(jobs):
        if isinstance(event, Ended):
            if event.reason:
                found[id(event.job)] = Followed(event.job, reason=event.reason)
        else:
            found[id(event[0])] = event[1]
    told = tuple(foretold(session, snapshot, now.marker, made, now.erased))
    return FollowUp(
        taken_at=snapshot.taken_at,
        followed=tuple(found.values()),
        foretold=told,
        unread=snapshot.unread,
        notes=(*_notes(session, snapshot, runs), *_since(told), *_unsure(now, found.values())),
    )


def unfollowed(snapshot: Snapshot, why: str) -> FollowUp:
    """A follow-up in which nothing could be looked at."""
    followed = tuple(Followed(place, reason=why) for place in snapshot.places)
    return FollowUp(snapshot.taken_at, followed, (), snapshot.unread)


def _now(
    session: Session,
    made: selection.CheckPlan,
    queries: Queries,
    snapshot: Snapshot,
    runs: Sequence[EraseRun],
) -> Now:
    subject = snapshot.subject
    before = snapshot.installation.deleted_user_ids
    deleted = frozenset([*before, *session.installation.deleted_user_ids]) - {subject.user_id}
    mentioned = [k.value for k in snapshot.known if k.kind in {KnownAs.LOGIN, KnownAs.MAIL}]
    sources = mention_places.find(queries, session.catalogue).sources
    return Now(
        snapshot,
        session.catalogue,
        deleted,
        Marker(snapshot.mark_key, [subject.user_id, *deleted], mentioned),
        Going(snapshot.places, snapshot.goes_along),
        {
            (row.table, row.column, row.row_id): row.foretold
            for risk in snapshot.risks
            for row in risk.rows
            if row.foretold
        },
        idforms.parameters(subject.user_id, subject.kind),
        {check.id: check for scan in made.scans for check in scan.checks},
        sum_up(runs, session.installation.checked_at),
        {check.id: check for s in sources for field in s.fields for check in field.checks},
        frozenset(c.column for c in queries.references if c.expected is Expected.VALUE_REMOVED),
    )


def _check(now: Now, place: SnapshotPlace) -> Check | None:
    return (now.named if place.by_name else now.checks).get(place.check)


def _why_not(now: Now, place: SnapshotPlace) -> str | None:
    """Why a place can't be followed up, if it can't."""
    check = _check(now, place)
    if check is None:
        return NO_CHECK
    if lookup.table_of(check, now.catalogue) is None:
        return NO_TABLE
    if place.key == "ctid":
        goes = place.expected in WENT
        return None if goes and check.compare is not Compare.JOINED else NO_KEY
    if lookup.key_column(check, now.catalogue) != place.key:
        return NO_TABLE
    return NO_MARKS if check.compare is Compare.FORMS and not place.marked else None


def _place(reader: Reader, now: Now, place: SnapshotPlace) -> Followed:
    """Follow one place. May raise psycopg.Error."""
    followed = Followed(place)
    check = _check(now, place)
    if check is None:
        return Followed(place, reason=NO_CHECK)
    if place.key == "ctid":
        return _counted(reader, now, check, place)
    for chunk in place.keys:
        if check.compare is Compare.FORMS:
            states = _texts(reader, now, check, place, chunk)
        else:
            states = _references(reader, now, check, chunk)
        for key in chunk.unpacked():
            state = states.get(key)
            if state is None:
                state = _gone(now, check, place, key)
            followed.add(state, key)
    if State.UNSURE in followed.counts:
        followed.reason = NOT_KNOWN
    return followed


def _gone(now: Now, check: Check, place: SnapshotPlace, key: RowId) -> State:
    """The state of a row that is not there any more."""
    if now.going.expected(place, key):
        return State.GONE
    schema = check.schema or now.catalogue.schema
    if now.erased.went(schema, place.table, place.key, key):
        return State.ERASED
    # An upgrade since the snapshot treats what stood there before as its own deletion would.
    lets_go = {each.expected in WENT for each in check.handlings}
    if lets_go == {True}:
        return State.GONE
    return State.UNSURE if True in lets_go else State.LOST


def _counted(reader: Reader, now: Now, check: Check, place: SnapshotPlace) -> Followed:
    """Rows without a key that were to go: as many as still refer to the person have not."""
    where = mine(check, shows(check))
    sql = f"SELECT count(*) AS number FROM {lookup.source(check, now.catalogue)} WHERE {where}"
    still = min(int(reader.fetch(sql, **now.parameters)[0]["number"]), place.rows)
    counts = {State.GONE: place.rows - still, State.STILL: still}
    return Followed(place, {state: number for state, number in counts.items() if number})


def _references(reader: Reader, now: Now, check: Check, chunk: Chunk) -> dict[RowId, State]:
    """The states of the rows that still exist."""
    keys = chunk.unpacked()
    sql = lookup.values(check, now.catalogue, chunk.kind)
    if sql is None:
        return _serialised(reader, now, check, chunk)
    states: dict[RowId, State] = {}
    for key, value in reader.stream(sql, keys=keys):
        _put(states, row_id(key), _state(now, value))
    if check.compare is Compare.JOINED:
        for (key,) in reader.stream(lookup.exists(check, now.catalogue, chunk.kind), keys=keys):
            states.setdefault(row_id(key), State.NULL)
    return states


def _serialised(reader: Reader, now: Now, check: Check, chunk: Chunk) -> dict[RowId, State]:
    keys = chunk.unpacked()
    alive = reader.stream(lookup.exists(check, now.catalogue, chunk.kind), keys=keys)
    states = {row_id(key): State.VALUE_REMOVED for (key,) in alive}
    sql = lookup.still(check, now.catalogue, chunk.kind)
    for user_id in (*now.deleted, now.user_id):
        state = State.STILL if user_id == now.user_id else State.DELETED_USER
        for (key,) in reader.stream(sql, user_id=user_id, keys=keys):
            states[row_id(key)] = state
    return states


def _state(now: Now, value: object) -> State:
    if value is None:
        return State.NULL
    if isinstance(value, list):
        if now.user_id in value:
            return State.STILL
        passed = any(user_id in value for user_id in now.deleted)
        return State.DELETED_USER if passed else State.VALUE_REMOVED
    number = str(value).strip()
    if not number:
        return State.NULL
    if number == str(now.user_id):
        return State.STILL
    if number in {str(user_id) for user_id in now.deleted}:
        return State.DELETED_USER
    return State.OTHER


_WEIGHT = (State.STILL, State.OTHER, State.DELETED_USER)
"""Where a row refers to several, the first of these that one of them is."""


def _put(states: dict[RowId, State], key: RowId, state: State) -> None:
    before = states.get(key)
    if before is None or (
        state in _WEIGHT and (before not in _WEIGHT or _WEIGHT.index(state) < _WEIGHT.index(before))
    ):
        states[key] = state


def _texts(
    reader: Reader, now: Now, check: Check, place: SnapshotPlace, chunk: Chunk
) -> dict[RowId, State]:
    """The states of the texts that still exist."""
    keys, marks = chunk.unpacked(), chunk.marks or b""
    before = {key: marks[i * SIZE : (i + 1) * SIZE] for i, key in enumerate(keys)}
    form = "false" if place.by_name else shows(check)
    sql = lookup.texts(check, now.catalogue, chunk.kind, form)
    states: dict[RowId, State] = {}
    for found, text, held in reader.stream(sql, keys=keys, **now.parameters):
        key = row_id(found)
        mark = now.marker.mark("" if text is None else str(text))
        if mark == before.get(key):
            kept = State.UNCHANGED if place.by_name else State.REWRITTEN
            states[key] = State.STILL if held else kept
        elif mark == now.cut.get((place.table, place.column, key)):
            states[key] = State.CUT
        elif check.column in now.serialised:
            states[key] = State.VALUE_REMOVED
        else:
            schema = check.schema or now.catalogue.schema
            by_plan = now.erased.changed(schema, place.table, place.key, place.column, key)
            states[key] = State.ERASED if by_plan else State.CHANGED
    return states


def _since(told: Sequence[Foretold]) -> Iterator[str]:
    """What can't be told any more of what was foretold."""
    number = sum(each.truth is Truth.ERASED for each in told)
    if number:
        yield (
            f"A plan has since changed the rows of {number} that the preflight had announced: "
            f"see the follow-up from before the erasure for what the deletion did to them."
        )


def _unsure(now: Now, found: Iterable[Followed]) -> Iterator[str]:
    """What was taken for possible where the release is not known well enough."""
    places = [each.place for each in found if each.counts.get(State.UNSURE)]
    yield from assumed(check for place in places if (check := _check(now, place)))


def _is_another(facts: Installation, told: InstallationBefore | EraseRun) -> bool:
    """Whether a file is of another database: by its own identity, and by its address where one side
    does not tell that."""
    if facts.identity and isinstance(told.identity, str):
        return facts.identity != told.identity
    return facts.database != told.database


def _notes(session: Session, snapshot: Snapshot, runs: Sequence[EraseRun]) -> Iterator[str]:
    facts = session.installation
    for run in runs:
        if run.finished_at > facts.checked_at + SKEW:
            yield "A document of erase is newer than the checked data: it explains nothing."
        if _is_another(facts, run):
            yield (
                "A document of erase is about a database with another address, name or server: "
                "make sure that it is the same installation."
            )
    if _is_another(facts, snapshot.installation):
        yield (
            "The snapshot is of a database with another address, name or server: make sure that "
            "it is the same installation."
        )
    if facts.beyond:
        yield (
            f"This version of operasure knows the deletion of releases up to {known().read}: "
            f"what seems lost may be intended by this release."
        )
    if facts.last_migration != snapshot.installation.last_migration:
        yield (
            "The migrations differ from those of the snapshot: OpenProject or a plugin was "
            "updated in between, or an older backup was restored."
        )
    if facts.checked_at < snapshot.taken_at:
        yield "The snapshot is newer than the checked data: is this a backup?"
