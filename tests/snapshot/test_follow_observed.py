"""Agreement with what OpenProject's own deletion code was observed to do, row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from operasure.core.model import Origin, RowId
from operasure.looks.snapshot.followup import LOSSES, FollowUp, FollowUpVerdict, State, Truth
from operasure.looks.snapshot.model import Snapshot, SnapshotPlace
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import observed
from support.observed import WORDED, document, truth
from support.snapshots import followed, recorded, rows, taken

FATES = {
    "row deleted": State.GONE,
    "deleted user": State.DELETED_USER,
    "null": State.NULL,
    "value removed": State.VALUE_REMOVED,
    "kept": State.STILL,
}
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Seen:
    snapshot: Snapshot
    found: FollowUp
    states: Mapping[tuple[SnapshotPlace, RowId], State]


@pytest.fixture(scope="module")
def seen(shared_database: MakeDatabase, server: Server) -> Seen:
    snapshot = taken(shared_database(observed("before"), server))
    with recorded() as states:
        found = followed(shared_database(observed("after"), server), snapshot)
    return Seen(snapshot, found, states)


def by_cell(seen: Seen, *origins: Origin) -> dict[Cell, set[State]]:
    found: dict[Cell, set[State]] = defaultdict(set)
    for (place, key), state in seen.states.items():
        if place.origin in origins:
            found[place.table, place.column, str(key)].add(state)
    return found


def test_every_reference_became_what_was_observed(seen: Seen) -> None:
    wanted: dict[Cell, set[State]] = defaultdict(set)
    for row in truth():
        if row["encoding"].startswith(WORDED) or not row["before"]:
            continue
        for key in row["ids"]:
            wanted[row["table"], row["column"], key].add(FATES[row["fate"]])
    found = by_cell(seen, Origin.REFERENCE)
    links = {cell for cell in found if cell[:2] == ("webhooks_logs", "request_body")}
    # The same row by its other end, which the observation names once.
    assert found.pop(("autologin_session_links", "session_id", "40")) == {State.GONE}
    assert {cell: states for cell, states in found.items() if cell not in links} == {
        cell: states for cell, states in wanted.items() if cell not in links
    }
    assert len(wanted) > 400


def test_no_row_is_lost_and_none_given_away(seen: Seen) -> None:
    for state in (State.LOST, State.OTHER, State.CHANGED):
        assert rows(seen.found, state) == {}
    assert all(each.reason is None for each in seen.found.followed)
    assert seen.found.unread == ()


def test_texts_went_with_the_rows_that_were_deleted(seen: Seen) -> None:
    gone = {
        (row["table"], row["column"], key)
        for row in truth()
        if row["fate"] == "row deleted" and row["encoding"].startswith(WORDED)
        for key in row["ids"]
    }
    found = by_cell(seen, Origin.TEXT)
    read = {cell for cell, states in found.items() if State.GONE in states}
    assert len(gone & set(found)) > 20
    assert gone & set(found) <= read
    rows_gone = {(table, key) for table, _, key in gone} | {
        (row["table"], key) for row in truth() if row["fate"] == "row deleted" for key in row["ids"]
    }
    assert {(table, key) for table, _, key in read} <= rows_gone


def words(text: str) -> list[str]:
    """What a text says besides the person and the Deleted user, tags taken out."""
    plain = re.sub(r"@(?:Jürgen\s+Brandström|Deleted user)", "", re.sub(r"<[^>]*>", "", text))
    return re.findall(r"\w+", re.sub(r"user#(?:42|3|\"[^\"]*\")", "", plain))


def cut_cells() -> set[Cell]:
    """Cells whose words were fewer afterwards, by the recorded texts before and after."""
    found: set[Cell] = set()
    for row in document("mentions")["rows"]:
        if row["after"] is not None and words(row["before"]) != words(row["after"]):
            for cell in row["cells"]:
                place, _, key = cell.partition("#")
                table, _, column = place.partition(".")
                found.add((table, column, key))
    return found


def test_every_text_that_was_cut_was_foretold_and_is_named(seen: Seen) -> None:
    changed = {
        (row["table"], row["column"], row["id"])
        for row in document("collateral")["rows"]
        if row["change"] == "changed"
        and isinstance(row["before"], str)
        and "mention" in row["before"]
    }
    told = {
        (each.table, str(each.column), str(each.row_id)): each.truth
        for each in seen.found.foretold
        if each.kind == "mention rewriting"
    }
    assert set(told.values()) == {Truth.CAME_TRUE}
    assert changed <= set(told)
    texts = by_cell(seen, Origin.TEXT)
    cut = {cell for cell, states in texts.items() if State.CUT in states}
    assert cut | changed == set(told)
    assert cut_cells() | changed == set(told)


def test_filters_and_shares_that_went_are_named(seen: Seen) -> None:
    told = {
        (each.table, each.row_id): each.lost
        for each in seen.found.foretold
        if each.kind != "mention rewriting"
    }
    assert told == {
        ("members", 51): (),
        ("favorites", 44): (),
        ("cost_queries", 41): ("ResponsibleId",),
        ("cost_queries", 43): ("ResponsibleId",),
        ("cost_queries", 44): ("UserId", "ResponsibleId"),
    }
    gone = {
        (row["table"], int(row["id"]))
        for row in document("collateral")["rows"]
        if row["change"] == "row deleted" and row["table"] in {"members", "favorites"}
    }
    assert gone <= set(told)


def test_the_rows_that_are_kept_are_named(seen: Seen) -> None:
    kept = {
        (row["table"], row["column"], key)
        for row in truth()
        if row["fate"] == "kept" and not row["encoding"].startswith(WORDED) and row["before"]
        for key in row["ids"]
    }
    named = {
        (each.place.table, each.place.column, str(key))
        for each in seen.found.followed
        for key in each.ids.get(State.STILL, ())
    }
    assert kept <= named


def test_the_sum(seen: Seen) -> None:
    assert seen.found.result() is FollowUpVerdict.LOSSES
    assert sum(seen.found.counts.values()) == seen.snapshot.rows
    accepted = {f"follow-up/{each.place.check}" for each in seen.found.followed if each.lost}
    kinds = {"mention rewriting", "project lists", "report filters"}
    accepted |= {f"follow-up/{kind}" for kind in kinds}
    assert seen.found.result(accepted) is FollowUpVerdict.ACCOUNTED
    assert seen.found.result(accepted - {"follow-up/report filters"}) is FollowUpVerdict.LOSSES


def test_before_the_deletion_everything_is_still_the_person_s(
    shared_database: MakeDatabase, seen: Seen
) -> None:
    found = followed(shared_database(observed("before")), seen.snapshot)
    assert set(found.counts) == {State.STILL, State.UNCHANGED}
    assert {each.truth for each in found.foretold} == {Truth.SPARED}
    assert not any(each.counts.get(state) for each in found.followed for state in LOSSES)
    assert found.result() is FollowUpVerdict.ACCOUNTED
