"""An invented person in every place: each is reported, and a hole is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from operasure.core import queries
from operasure.core.model import Report, Result, Verdict
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks import verify as verifying
from operasure.looks.canary.measure import CanaryOptions, measure
from operasure.looks.canary.model import Told, What
from support import canaries as kit
from support.databases import MakeDatabase

ID, NAME = What.ID, What.NAME


def test_the_newest_release_with_two_plugins(make_database: MakeDatabase) -> None:
    url = make_database("empty-18-dev")
    with psycopg.connect(url) as connection:
        for plugin in kit.PLUGINS:
            connection.execute(plugin.encode())
        connection.commit()
        connection.execute("SET session_replication_role = replica")
        found = measure(target(url, {}), connection, CanaryOptions(Access(jobs=2)))
    assert kit.missed(found) == {}
    assert found.count(Told.FOUND) > 14_000
    own = {
        (each.place.column.name, each.what): (each.planted, dict(each.told))
        for each in found.seen
        if each.place.table.name.startswith("zz_") and not each.refused
    }
    texts = {"notes", "options", "tags", "body", "payload", "words", "reviewer", "kind_type"}
    assert {name for name, what in own if what is NAME} == texts | {"subject_type"}
    assert own["approver_id", ID] == (1, {Told.FOUND: 1})
    assert own["owner_ids", ID] == (1, {Told.FOUND: 1})
    # As a user's, and beside a kind that nobody knows.
    assert own["subject_id", ID] == (2, {Told.FOUND: 2})
    assert own["hours", ID][1] == {Told.RULED_OUT: 1}
    assert ("made", ID) not in own
    # What a CHECK lets in is not in the way of the rest of the table.
    tickets = [each for each in found.seen if each.place.table.name == "zz_tickets"]
    [state] = [e for e in tickets if e.place.column.name == "state" and e.what is NAME]
    assert state.refused
    assert found.verdict is Verdict.INCOMPLETE


@pytest.fixture
def few(make_database: MakeDatabase, database_alone: None) -> str:
    return make_database(kit.FEW)


def test_all_is_reported_and_nothing_stays(few: str) -> None:
    with psycopg.connect(few) as connection:
        for odd in kit.ODD:
            connection.execute(odd.encode())
    before = kit.counted(few)
    found = kit.measured(few)
    assert kit.missed(found) == {}
    planted = {
        (each.place.table.name, each.place.column.name, each.what): each
        for each in found.seen
        if each.place.table.name.startswith("zo_") or each.place.table.schema == "zo"
    }
    assert {place: each.refused for place, each in planted.items() if each.refused} == {}
    both = {"pair", "pairs", "deep", "blob", "span", "spans", "words", "whole", "mails"}
    for what, names in (
        (NAME, both),
        (ID, both | {"owner_id", "owner_ids", "author_ids", "editor_ids"}),
    ):
        assert {n for t, n, w in planted if t == "zo_inside" and w is what} == names
    for place in (
        ("zo_parts", "state", NAME), ("zo_parts", "author_id", ID), ("zo_child", "more", NAME),
        ("zo_made", "m", NAME), ("zo_made", 'sel"ect', ID), ("zo_made", "User", ID),
        ("zo_types", "n", NAME), ("zo_types", "js", NAME), ("zo_types", "b", ID),
        ("zo_two", "user_id", ID), ("t", "responsible_id", ID), ("t", "wide", NAME),
        ("zo_unique", "user_id", ID),
    ):  # fmt: skip
        assert planted[place].told[Told.FOUND] == planted[place].planted > 0, place
    assert found.count(Told.FOUND, Told.UNCHECKED) > 600
    assert kit.counted(few) == before


def test_a_check_that_was_taken_away_is_named(
    few: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next((queries.packaged() / "references").glob("cm-01*.sql"))
    text = path.read_text(encoding="utf-8")
    [block] = [b for b in text.split("-- check: ") if b.startswith("watchers.user_id (meetings)")]
    made = kit.edited(
        queries.packaged(), tmp_path, f"references/{path.name}", f"-- check: {block}", ""
    )
    monkeypatch.setattr(queries, "packaged", lambda: made)
    queries._packaged.cache_clear()
    try:
        found = kit.measured(few)
    finally:
        monkeypatch.undo()
        queries._packaged.cache_clear()
    assert kit.missed(found) == {
        ("watchers", "user_id", ID): ("number where watchable_type is Meeting",)
    }
    assert found.verdict is Verdict.LEFTOVERS


def test_columns_that_were_declared_wrongly_are_named(few: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "references").mkdir(parents=True)
    # Of the last two nobody can tell by the name; a name in them is read all the same.
    declared = ("approver_id", "owner_ids", "reviewer", "notes", "hours")
    lines = [f'{name} = "no person"' for name in declared]
    text = "\n".join(["[tables.zz_tickets]", *lines, ""])
    (site / "no-person.toml").write_text(text, encoding="utf-8")
    found = kit.measured(few, site)
    assert {column for _, column, _ in kit.missed(found)} == {*declared[:3]}
    assert {what for _, _, what in kit.missed(found)} == {ID}
    assert found.verdict is Verdict.LEFTOVERS


def test_what_could_not_be_checked_is_not_measured(
    few: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = verifying.verify

    def verify(*given: Any) -> Report:
        report = original(*given)
        lost = [
            replace(o, result=Result.UNCHECKED, rows=0, row_ids=(), reason="locked")
            if o.check.table == "zz_tickets"
            else o
            for o in report.outcomes
        ]
        return replace(report, outcomes=tuple(lost))

    monkeypatch.setattr(verifying, "verify", verify)
    found = kit.measured(few)
    [seen] = [e for e in found.seen if e.place.column.name == "approver_id"]
    assert (dict(seen.told), seen.refused) == ({Told.UNREAD: 1}, "it could not be checked")
    # The names in the same table were looked for by another command.
    names = [e for e in found.seen if e.place.table.name == "zz_tickets" and e.what is NAME]
    assert names
    assert all(Told.UNREAD not in each.told for each in names)
    assert found.verdict is Verdict.INCOMPLETE
