"""Snapshots for tests: one made by hand, and taking and following them on a database."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest

from operasure.checks import selection
from operasure.core.model import Expected, Origin, RowId, Subject
from operasure.core.queries import load
from operasure.core.systems import Returns
from operasure.database import openproject
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.snapshot import preflight
from operasure.looks.snapshot.erased import EraseRun
from operasure.looks.snapshot.follow import follow
from operasure.looks.snapshot.followup import Followed, FollowUp, State
from operasure.looks.snapshot.model import (
    AtRisk,
    Detail,
    InstallationBefore,
    Known,
    KnownAs,
    Risk,
    Severity,
    Snapshot,
    SnapshotPlace,
    SystemBefore,
    UnreadCheck,
)  # fmt: skip
from operasure.looks.snapshot.packing import pack
from operasure.looks.snapshot.take import SnapshotOptions, referring, take

SCHEMA = Path(__file__).parents[2] / "docs/snapshot.schema.json"

Before: TypeAlias = "Callable[[str], Snapshot]"
"""Gives the snapshot of a release's generated installation."""

MADE = Snapshot(
    subject=Subject(42, "user", "active"),
    case="2026-011",
    taken_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    delete_after=date(2026, 9, 1),
    installation=InstallationBefore(
        openproject="17.1",
        last_migration="20260122130916",
        postgresql="16.4",
        database=f"sha256:{'0' * 64}",
        schema="public",
        host_name="openproject.example.org",
        deleted_user_ids=(3,),
        checked_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        modules=("costs",),
    ),
    queries=f"sha256:{'1' * 64}",
    mark_key=bytes(range(32)),
    known=(
        Known(KnownAs.NAME, "Renée Østergård", "the account", "Renée", "Østergård"),
        Known(KnownAs.LOGIN, "renee_o", "the account"),
        Known(KnownAs.FIELD, "Planning", "a custom field of the account", label="Department"),
    ),
    account=(Detail("State", "active"), Detail("Language", "da")),
    places=(
        SnapshotPlace(
            "cw-02/work_packages.author_id",
            "cw-02",
            "work_packages",
            "author_id",
            "id",
            Origin.REFERENCE,
            Expected.DELETED_USER,
            False,
            3,
            (pack([7, 8, 9]),),
        ),
        SnapshotPlace(
            "cw-02/work_packages.description:text",
            "cw-02",
            "work_packages",
            "description",
            "id",
            Origin.TEXT,
            Expected.DELETED_USER,
            True,
            1,
            (replace(pack([9]), marks=b"m" * 16),),
        ),
        SnapshotPlace(
            "xu-01/x.y.z",
            "xu-01",
            "y",
            "z",
            "ctid",
            Origin.SWEPT,
            None,
            False,
            1,
            (pack(["(0,1)"]),),
        ),
    ),
    goes_along={"queries": (pack([4]),)},
    risks=(
        Risk(
            "mention rewriting",
            Severity.DAMAGES,
            "1 text will lose words.",
            "Save them.",
            1,
            (AtRisk("news", "description", 5, ("a passage",), b"b" * 16, b"f" * 16),),
        ),
    ),
    unread=(UnreadCheck("bu-06/rates.user_id", "no permission to read it"),),
    titles={"cw-02": "Work packages"},
    systems=(SystemBefore("ldap", 1, Returns.SIGN_IN, 1, ("cn=renee",), None),),
)
"""A snapshot with an entry of every kind."""


def taken(url: str, user_id: int = 42) -> Snapshot:
    """Take a snapshot of a database."""
    return take(target(url, {}), SnapshotOptions(user_id))


def foreseen(url: str, user_id: int = 42) -> list[Risk]:
    """The risks that a snapshot would name, without its search for the person's name."""
    with session(target(url, {}), Access()) as opened:
        subject = openproject.subject(opened.readers[0], user_id)
        risks, unread = preflight.risks(referring(opened, subject, load()).context)
    assert unread == []
    return risks


def followed(
    url: str, snapshot: Snapshot, sites: Sequence[Path] = (), runs: Sequence[EraseRun] = ()
) -> FollowUp:
    """Follow a snapshot up on a database."""
    queries = load(*sites)
    with session(target(url, {}), Access()) as opened:
        return follow(opened, selection.make(queries, opened.catalogue), queries, snapshot, runs)


def rows(found: FollowUp, state: str) -> dict[str, set[Any]]:
    """The named rows of a state by check."""
    named: dict[str, set[Any]] = {}
    for each in found.followed:
        if ids := each.ids.get(State(state)):
            named.setdefault(each.place.check, set()).update(ids)
    return named


def validate(content: str) -> None:
    """Hold the content of a file to the schema of the documentation."""
    jsonschema.validate(json.loads(content), json.loads(SCHEMA.read_text()))


@contextmanager
def recorded() -> Iterator[dict[tuple[SnapshotPlace, RowId], State]]:
    """Within it, the state of every row that is followed up, named or not."""
    states: dict[tuple[SnapshotPlace, RowId], State] = {}
    add = Followed.add

    def record(self: Followed, state: State, key: RowId) -> None:
        states[self.place, key] = state
        add(self, state, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Followed, "add", record)
        yield states
