"""A check knows its releases: what the migrations of a database say of the deletion there."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from openproject import schema
from operasure.checks import handling, selection
from operasure.cli import run
from operasure.core.errors import UsageError
from operasure.core.model import Check, Expected, Origin, Result
from operasure.core.queries import load
from operasure.database import release
from operasure.database.release import reached
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.snapshot.followup import FollowUpVerdict as Followed
from operasure.looks.snapshot.followup import State
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.snapshots import followed, rows, taken

PARTICIPANTS = 20260706065400
PLUGIN = {20270101000000, 20190101010101, 77}


def upto(name: str) -> frozenset[int]:
    """The marks of a release and of all before."""
    releases = release.known().releases
    place = next(i for i, each in enumerate(releases) if each.name == name)
    return frozenset().union(*(each.since for each in releases[: place + 1]))


def check(name: str) -> Check:
    return next(c for c in load().references if c.id == name)


@pytest.mark.parametrize(
    ("have", "mark", "answer"),
    [
        (upto("17.7"), "20260706065400", True),
        (upto("17.1"), "20260706065400", False),
        (upto("17.1") | PLUGIN, "20260706065400", False),
        (upto("18-dev") - {PARTICIPANTS}, "20260706065400", False),
        (upto("17.1") | {1000099}, "20260706065400", None),
        (frozenset(), "20260706065400", None),
        (frozenset(PLUGIN), "20260706065400", None),
        (None, "17.7", None),
        (upto("17.1"), "17.1", True),
        (upto("17.1"), "17.0", True),
        (upto("17.1"), "17.2", False),
        (upto("17.1") | {20260507141533}, "17.1", True),
        (upto("17.1") | {20260507141533}, "17.4", None),
        (upto("17.1") | {20260507141533}, "17.7", None),
        (upto("17.1") | {20260507141533}, "17.8", False),
        (upto("17.7"), "17.7", True),
        (upto("17.7"), "18.0", False),
        (upto("17.7") | PLUGIN, "18.0", None),
        (upto("18-dev"), "18.0", True),
        (upto("10.0"), "11.3", False),
        (upto("13.0"), "13.0", None),
        (upto("13.0"), "12.2", True),
        (upto("14.0"), "15.2", False),
        (upto("15.3"), "15.2", True),
        # An upgrade deletes the number of what a squashed migration stands for.
        ({1000016, 20251103123548, 20251107114245}, "20240422141623", True),
        ({1000016, 20251103123548, 20251107114245}, "20240422141624", None),
    ],
)
def test_what_a_database_has_behind_it(
    have: frozenset[int] | set[int] | None, mark: str, answer: bool | None
) -> None:
    assert reached(mark, frozenset(have) if have is not None else None) is answer


@pytest.mark.parametrize(
    ("name", "have", "expected"),
    [
        ("cm-01/meeting_participants.user_id", upto("17.1"), [Expected.DELETED_USER]),
        ("cm-01/meeting_participants.user_id", upto("17.7"), [Expected.ROW_DELETED]),
        ("cm-01/meeting_participants.user_id", upto("18-dev"), [Expected.ROW_DELETED]),
        (
            "cm-01/meeting_participants.user_id",
            None,
            [Expected.DELETED_USER, Expected.ROW_DELETED],
        ),
        ("bu-02/favorites.user_id", upto("14.0"), [Expected.KEPT]),
        ("bu-02/favorites.user_id", upto("16.0"), [Expected.ROW_DELETED]),
        (
            "bu-02/favorites.user_id",
            upto("14.0") | {20241015081341},
            [Expected.KEPT, Expected.ROW_DELETED],
        ),
        ("cw-02/work_packages.assigned_to_id", upto("10.0"), [Expected.NULL]),
        ("cw-02/work_packages.assigned_to_id", upto("12.0"), [Expected.DELETED_USER]),
        ("cm-01/recurring_meetings.author_id", upto("16.0"), [Expected.KEPT]),
        ("cm-01/recurring_meetings.author_id", upto("17.1"), [Expected.DELETED_USER]),
    ],
)  # fmt: skip
def test_fates_by_release(name: str, have: frozenset[int] | None, expected: list[Expected]) -> None:
    met = handling.settled(check(name), have)
    assert met is not None
    assert [each.expected for each in met.handlings] == expected
    # What does the least comes first, so that nothing that is gone is taken for right.
    assert met.expected is expected[0]
    assert met.unsure is (len(expected) > 1)


BLOCK = """\
-- check: zz_rota.keeper
-- expected: {expected}
{span}SELECT id FROM zz_rota WHERE keeper = :user_id;

"""


def site(folder: Path, *blocks: tuple[str, str]) -> Path:
    (folder / "references").mkdir(parents=True, exist_ok=True)
    text = "".join(BLOCK.format(expected=expected, span=span) for expected, span in blocks)
    path = folder / "references/ct-01-rota.sql"
    path.write_text(f"-- Rota: who keeps the keys.\n\n{text}")
    return folder


@pytest.mark.parametrize(
    "value",
    ["banana", "", "17", "17.7.1", "v17.7", "-17.7", "17.7 ", " 17.x", "18-dev", "20260706", "17,7",
     "99999999999999", "20261399065400", "2026070606540", "202607060654000", "1e3", "17.7; SET x",
     "\uff11\uff17.\uff17"],
)  # fmt: skip
@pytest.mark.parametrize("key", ["since", "until"])
def test_values_that_are_neither_are_refused_in_one_line(
    tmp_path: Path, key: str, value: str
) -> None:
    site(tmp_path, ("kept", f"-- {key}: {value}\n"))
    if value.strip() == "17.7":
        load(tmp_path)  # blanks around a value mean nothing
        return
    with pytest.raises(UsageError) as refused:
        load(tmp_path)
    said = str(refused.value)
    assert f"{key}: {value.strip()}' must be a release" in said
    assert "\n" not in said
    assert "ct-01-rota.sql:" in said


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        (
            (("kept", "-- since: 17.7\n-- until: 17.7\n"),),
            "since 17.7 is not earlier than until 17.7",
        ),
        ((("kept", "-- since: 17.10\n-- until: 17.9\n"),), "exchange them"),
        ((("kept", ""), ("kept", "")), "appears twice"),
        ((("kept", ""), ("null", "-- since: 17.7\n")), "appears twice"),
        ((("kept", "-- until: 17.1\n"), ("null", "-- since: 17.7\n")), "do not follow each other"),
        ((("kept", "-- until: 17.7\n"), ("null", "-- until: 17.7\n")), "do not follow each other"),
        ((("kept", "-- since: 17.1\n"), ("null", "-- since: 17.7\n")), "do not follow each other"),
        ((("kept", "-- since: 17.7\n-- since: 17.8\n"),), "'since' appears twice in one header"),
        ((("kept", "--since: 17.7\n"),), "write the header as '-- since: value'"),
        ((("kept", "-- Since: 17.7\n"),), "write the header as '-- since: value'"),
        ((("kept", "-- since:17.7\n"),), "write the header as '-- since: value'"),
    ],
)
def test_spans_that_say_nothing_are_refused(
    tmp_path: Path, blocks: tuple[tuple[str, str], ...], words: str
) -> None:
    with pytest.raises(UsageError) as refused:
        load(site(tmp_path, *blocks))
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_statements_of_one_name_look_at_one_place(tmp_path: Path) -> None:
    folder = site(tmp_path, ("kept", "-- until: 17.7\n"), ("null", "-- since: 17.7\n"))
    path = folder / "references/ct-01-rota.sql"
    path.write_text(path.read_text()[::-1].replace("repeek", "renwo", 1)[::-1])
    with pytest.raises(UsageError, match="reads another table or column"):
        load(folder)


def test_any_order_of_the_spans(tmp_path: Path) -> None:
    spans = ("-- since: 17.7\n", "-- until: 16.6\n", "-- since: 16.6\n-- until: 17.7\n")
    site(tmp_path, *zip(("row deleted", "kept", "null"), spans, strict=True))
    [found] = [c for c in load(tmp_path).references if c.table == "zz_rota"]
    assert [each.until for each in found.handlings] == ["16.6", "17.7", None]


def test_a_check_of_another_release_leaves_its_column_to_the_sweep(
    make_database: MakeDatabase, tmp_path: Path
) -> None:
    url = make_database("empty-17.1")
    spans = {
        "zz_since_past": ("-- since: 17.1\n", Origin.REFERENCE),
        "zz_since_later": ("-- since: 17.7\n", Origin.SWEPT),
        "zz_until_past": ("-- until: 17.1\n", Origin.SWEPT),
        "zz_until_later": ("-- until: 17.7\n", Origin.REFERENCE),
    }
    folder = site(tmp_path, *(("kept", span) for span, _ in spans.values()))
    path = folder / "references/ct-01-rota.sql"
    text = path.read_text()
    with psycopg.connect(url) as connection:
        for table in spans:
            connection.execute(f"CREATE TABLE {table} (id serial, keeper integer)".encode())
            connection.execute(f"INSERT INTO {table} (keeper) VALUES (42)".encode())
            text = text.replace("zz_rota.", f"{table}.", 1).replace("zz_rota ", f"{table} ", 1)
        connection.execute("SELECT setval('users_id_seq', 50)")
    path.write_text(text)
    report = verify(target(url, {}), VerifyOptions(42, access=Access(jobs=1), queries=(folder,)))
    for table, (_, origin) in spans.items():
        [found] = [o for o in report.outcomes if o.check.table == table and o.rows]
        assert found.check.origin is origin, table
        assert found.result in {Result.LEFTOVER, Result.UNCHECKED}


SETTING = """
SET session_replication_role = replica;
INSERT INTO users (id, type, firstname, lastname, login, mail, status) VALUES
    (3, 'DeletedUser', '', '', '', '', 3), (42, 'User', 'Zoe', 'Quist', 'zq', 'zq@example.org', 1),
    (43, 'User', 'Ann', 'Beck', 'ab', 'ab@example.org', 1);
SELECT setval('users_id_seq', 50);
INSERT INTO meeting_participants (id, user_id, meeting_id, created_at, updated_at)
VALUES (1, 42, 1, now(), now()), (2, 43, 1, now(), now());
"""
NEWER = """
INSERT INTO persisted_queries (id, type, name, principal_id)
VALUES (1, 'ProjectQuery', 'a', 42), (2, 'ProjectQuery', 'b', 42);
INSERT INTO persisted_views (id, type, name, principal_id, public, query_type, query_id) VALUES
    (1, 'V', 'own', 42, false, 'PersistedQuery', 1), (2, 'V', 'all', 42, true, 'PersistedQuery', 2);
INSERT INTO resource_allocations
    (id, entity_type, entity_id, principal_id, state, start_date, end_date, allocated_time)
VALUES (1, 'WorkPackage', 1, 42, 'allocated', '2026-01-01', '2026-02-01', 60);
"""
DELETED = """
SET session_replication_role = replica;
DELETE FROM persisted_views WHERE id = 1; DELETE FROM persisted_queries WHERE id = 1;
UPDATE persisted_views SET principal_id = NULL; UPDATE persisted_queries SET principal_id = NULL;
UPDATE resource_allocations SET principal_id = 3;
"""
GIVEN = "UPDATE meeting_participants SET user_id = 3 WHERE user_id = 42;"
GONE = "DELETE FROM meeting_participants WHERE user_id = 42;"
LAST = "DELETE FROM users WHERE id = 42;"


@pytest.mark.parametrize(
    ("version", "deletion", "result"),
    [
        ("18-dev", GONE, Followed.ACCOUNTED),
        ("17.7", GONE, Followed.ACCOUNTED),
        ("17.7", GIVEN, Followed.ACCOUNTED),
        ("17.1", GIVEN, Followed.ACCOUNTED),
        ("17.1", GONE, Followed.LOSSES),
        ("15.3", GIVEN, Followed.ACCOUNTED),
        ("15.3", GONE, Followed.LOSSES),
    ],
)
def test_a_right_deletion_is_accounted_for_in_its_release(
    make_database: MakeDatabase, version: str, deletion: str, result: Followed
) -> None:
    url = make_database(f"empty-{version}")
    newer = version in {"17.7", "18-dev"}
    execute(url, SETTING + NEWER * newer)
    snapshot = taken(url)
    execute(url, DELETED * newer + "SET session_replication_role = replica;" + deletion + LAST)
    found = followed(url, snapshot)
    assert found.result() is result
    lost = {"cm-01/meeting_participants.user_id"} if result is Followed.LOSSES else set()
    assert {name for name in rows(found, "lost") if not name.endswith(":text")} == lost


def test_what_others_have_below_a_private_view_is_foretold_and_followed(
    make_database: MakeDatabase,
) -> None:
    url = make_database("empty-17.7")
    below = """
    INSERT INTO persisted_views (id, type, name, principal_id, public, parent_id) VALUES
        (3, 'V', 'hers', 43, false, 1), (4, 'V', 'mine', 42, true, 1),
        (5, 'V', 'far', NULL, true, 3), (6, 'V', 'else', 43, false, NULL);
    INSERT INTO favorites (id, user_id, favorited_type, favorited_id, created_at, updated_at)
    VALUES (1, 43, 'PersistedView', 1, now(), now()), (2, 42, 'PersistedView', 1, now(), now()),
           (3, 43, 'PersistedView', 2, now(), now());
    """
    execute(url, SETTING + NEWER + below)
    snapshot = taken(url)
    [risk] = [each for each in snapshot.risks if each.kind == "saved views"]
    assert {(row.table, row.row_id) for row in risk.rows} == {
        ("persisted_views", 3), ("persisted_views", 5), ("favorites", 1)
    }  # fmt: skip
    deleted = (
        "DELETE FROM persisted_views WHERE id IN (3, 4, 5); DELETE FROM favorites WHERE id < 3;"
    )
    execute(url, DELETED + deleted + GONE + LAST)
    found = followed(url, snapshot)
    assert rows(found, "lost") == {}
    # It is harm all the same, and as it was foretold.
    assert {str(each.truth) for each in found.foretold} == {"came true"}
    assert found.result() is Followed.LOSSES


def execute(url: str, script: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(script.encode())


def test_where_the_release_is_not_known_nothing_is_lost_and_nothing_accounted(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database("empty-17.7")
    execute(url, SETTING + "DELETE FROM schema_migrations;")
    snapshot = taken(url)
    execute(url, "SET session_replication_role = replica;" + GONE + LAST)
    found = followed(url, snapshot)
    assert found.result() is Followed.INCOMPLETE
    assert rows(found, "lost") == {}
    assert found.counts[State.UNSURE] >= 1
    assert any("meeting_participants.user_id (deleted user until" in note for note in found.notes)


def test_what_is_left_where_the_release_is_not_known_is_a_leftover(
    make_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database("empty-17.7")
    execute(url, SETTING + "DELETE FROM schema_migrations;" + LAST)
    assert run(["verify", "--user-id", "42", "--database-url", url, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    left = [c["id"] for c in document["checks"] if c["outcome"] == "leftover"]
    assert "cm-01/meeting_participants.user_id" in left
    assert any("Both outcomes are possible" in note for note in document["notes"])


def test_an_upgrade_after_the_snapshot_may_take_rows_along(make_database: MakeDatabase) -> None:
    url = make_database("empty-17.1")
    execute(url, SETTING)
    snapshot = taken(url)
    assert {p.expected for p in snapshot.places if p.check.startswith("cm-01/meeting_part")} == {
        Expected.DELETED_USER
    }
    marks = ", ".join(f"('{number}')" for number in sorted(upto("17.7") - upto("17.1")))
    execute(url, f"INSERT INTO schema_migrations VALUES {marks};" + GONE + LAST)
    assert rows(followed(url, snapshot), "lost") == {}


@pytest.mark.parametrize(
    ("version", "statement", "words"),
    [
        ("18-dev", "", "was removed by the migration 20260818121751"),
        ("17.7", "", None),
        ("17.7", "DROP TABLE cost_queries", "There is no table cost_queries here"),
        ("18-dev", "DELETE FROM schema_migrations", "There is no table cost_queries here"),
    ],
)
def test_of_a_table_that_a_release_gave_up_it_is_said(
    make_database: MakeDatabase, version: str, statement: str, words: str | None
) -> None:
    url = make_database(f"empty-{version}")
    execute(url, SETTING + LAST + statement)
    report = verify(target(url, {}), VerifyOptions(42, access=Access(jobs=1)))
    told = [note for note in report.notes if "cost_queries" in note]
    assert len(told) == (words is not None)
    assert words is None or words in told[0]


def test_the_plan_of_every_release_is_settled(make_database: MakeDatabase) -> None:
    """Of the releases whose schema is at hand none is in doubt but where it lies between two."""
    queries = load()
    for version in ("18-dev", "17.7", "17.1", "16.0", "15.3", "12.0", "10.0"):
        assert version in schema.RELEASES
        with session(target(make_database(f"empty-{version}"), {}), Access(jobs=1)) as opened:
            made = selection.make(queries, opened.catalogue)
        unsure = [c.id for scan in made.scans for c in scan.checks if c.unsure]
        assert unsure == [], version
