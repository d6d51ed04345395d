"""Takes a snapshot: everything about a person at one moment, before the deletion."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from operasure.checks import selection
from operasure.checks.handling import live
from operasure.core.errors import UsageError
from operasure.core.keeping import KEEP_DAYS
from operasure.core.model import Check, Installation, Subject
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import Queries, load
from operasure.core.systems import System
from operasure.core.typed import ABSENT
from operasure.database import openproject
from operasure.database.session import Access, Session, session
from operasure.database.target import Target
from operasure.looks.snapshot import identity, named, preflight, rows
from operasure.looks.snapshot.context import Context, rewriting_of
from operasure.looks.snapshot.going import Going
from operasure.looks.snapshot.model import (
    Detail,
    InstallationBefore,
    Known,
    KnownAs,
    Snapshot,
    SnapshotPlace,
    SystemBefore,
    UnreadCheck,
)  # fmt: skip
from operasure.looks.snapshot.packing import Chunk, total
from operasure.looks.snapshot.texts import Marker
from operasure.looks.systems.look import connected


@dataclass(frozen=True)
class SnapshotOptions:
    """What a snapshot is asked to do; see docs/snapshot.md for each."""

    user_id: int
    case: str | None = None
    keep_days: int = KEEP_DAYS
    access: Access = field(default_factory=Access)
    queries: tuple[Path, ...] = ()


def take(target: Target, options: SnapshotOptions, progress: Meter = NOBODY) -> Snapshot:
    """Read everything of a person at one moment.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (a user who is gone
    already, an id that was never assigned, a built-in principal).
    """
    why = "a snapshot is taken before the deletion"
    with living(target, options, why) as (opened, subject, queries):
        taken = _taken(opened, subject, queries, options, progress)
        changed = [
            UnreadCheck(".".join(name), why) for name, why in sorted(opened.changed().items())
        ]
        return replace(taken, unread=(*taken.unread, *changed))


@contextmanager
def living(
    target: Target, options: SnapshotOptions, why: str
) -> Iterator[tuple[Session, Subject, Queries]]:
    """A session on an account that is there. Raises UsageError with `why` where it is gone."""
    with session(target, options.access) as opened:
        subject = openproject.subject(opened.readers[0], options.user_id)
        if subject.state is None:
            raise UsageError(
                f"the user {options.user_id} is already deleted: {why}; 'operasure verify' checks "
                "what is left"
            )
        yield opened, subject, load(*options.queries)


@dataclass(frozen=True)
class Referring:
    """What refers to the person by id, and what the preflight needs to know of it."""

    context: Context
    made: selection.CheckPlan
    checks: dict[str, Check]
    """The checks of the places, by their ids."""
    places: dict[str, SnapshotPlace]
    known: list[Known]
    along: Mapping[str, tuple[Chunk, ...]]
    unread: tuple[tuple[str, str], ...]


def referring(
    opened: Session, subject: Subject, queries: Queries, progress: Meter = NOBODY
) -> Referring:
    """Read every row that refers to the person: all of a snapshot but the search for the name."""
    made, user_id = selection.make(queries, opened.catalogue), subject.user_id
    known, unread = identity.read(opened, user_id)
    deleted = opened.installation.deleted_user_ids
    marker = Marker(secrets.token_bytes(32), [user_id, *deleted], logins_and_mails(known))
    found = rows.harvest(opened, made, subject, progress)
    places, shown = rows.with_marks(opened, found, marker, user_id)
    known = identity.distinct([*known, *identity.from_mentions(shown)])
    along, unfound = rows.goes_along(opened, user_id)
    context = Context(
        opened,
        subject,
        rewriting_of(opened, subject),
        marker,
        tuple(_checks(made, queries)),
        Going(places.values(), along),
    )
    unseen = (*unread, *found.unread, *unfound)
    return Referring(context, made, found.checks, places, known, along, unseen)


def _taken(
    opened: Session,
    subject: Subject,
    queries: Queries,
    options: SnapshotOptions,
    progress: Meter,
) -> Snapshot:
    moment = opened.installation.checked_at.replace(microsecond=0)
    seen = referring(opened, subject, queries, progress)
    context = seen.context
    by_name, missed = named_places(opened, queries, seen, progress)
    risks, unlooked = preflight.risks(context)
    return Snapshot(
        subject=subject,
        case=options.case,
        taken_at=moment,
        delete_after=(moment + timedelta(days=options.keep_days)).date(),
        installation=_installation(opened.installation, moment),
        queries=queries.digest,
        mark_key=context.marker.key,
        known=tuple(seen.known),
        account=tuple(_account(context)),
        places=tuple(sorted([*seen.places.values(), *by_name], key=_order)),
        goes_along=_joined(seen.along, context.cascades),
        risks=tuple(risks),
        unread=tuple(UnreadCheck(*each) for each in (*seen.unread, *missed, *unlooked)),
        titles=queries.titles,
        systems=tuple(map(_system, connected(opened, subject.user_id, alive=True))),
    )


def _installation(facts: Installation, moment: datetime) -> InstallationBefore:
    return InstallationBefore(
        openproject=facts.openproject,
        openproject_known_by=facts.known_by,
        last_migration=facts.last_migration,
        postgresql=facts.postgresql,
        database=facts.database,
        identity=facts.identity or ABSENT,
        schema=facts.schema,
        host_name=facts.host_name,
        deleted_user_ids=facts.deleted_user_ids,
        checked_at=moment,
        modules=facts.modules,
    )


def _system(found: System) -> SystemBefore:
    return SystemBefore(
        found.key, found.count, found.back, found.accounts, found.names, found.reason
    )


def _joined(*parts: Mapping[str, tuple[Chunk, ...]]) -> dict[str, tuple[Chunk, ...]]:
    tables = {table for part in parts for table in part}
    return {t: tuple(c for part in parts for c in part.get(t, ())) for t in sorted(tables)}


def logins_and_mails(known: Iterable[Known]) -> list[str]:
    """What may stand in `user#"…"`."""
    return [k.value for k in known if k.kind in {KnownAs.LOGIN, KnownAs.MAIL}]


def named_places(
    opened: Session,
    queries: Queries,
    seen: Referring,
    progress: Meter = NOBODY,
) -> tuple[list[SnapshotPlace], list[tuple[str, str]]]:
    """Places of texts that name the person in words, and what could not be read; their checks are
    added to `seen`."""
    user_id, marker = seen.context.user_id, seen.context.marker
    by_id = {p.check: rows.keys_of(p.keys) for p in seen.places.values() if p.marked}
    searched = identity.searchable(seen.known, user_id)
    found, failures = named.find(opened, queries, searched, by_id, progress)
    by_name: list[SnapshotPlace] = []
    for check, chunks in found.items():
        place = rows.place_of(check, total(chunks), chunks, opened.catalogue, by_name=True)
        harvested = rows.Harvest({check.id: place}, {check.id: check})
        marked, _ = rows.with_marks(opened, harvested, marker, user_id)
        by_name.append(marked[check.id])
        seen.checks[check.id] = check
        failures |= dict(harvested.unread)
    return by_name, [(f"{check} (names)", why) for check, why in failures.items()]


def _checks(made: selection.CheckPlan, queries: Queries) -> Iterable[Check]:
    return live((*queries.references, *queries.texts), made.catalogue)


def _account(context: Context) -> Iterable[Detail]:
    """What is told of the account; a table that can't be read is among the unread by then."""
    yield Detail("State", context.subject.state or "")
    for section in context.session.catalogue.sections("snapshot/account", "label"):
        with suppress(psycopg.Error):
            values = [
                str(row["value"]) for row in context.ask(section) if row["value"] not in {None, ""}
            ]
            if values:
                yield Detail(section.header["label"], ", ".join(values))


def _order(place: SnapshotPlace) -> tuple[str, str, bool]:
    return place.group, place.check, place.by_name
