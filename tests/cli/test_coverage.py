"""`operasure coverage`: what nobody knows, with blocks that can be pasted as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import psycopg
import pytest

from operasure.cli import run
from operasure.core.model import Origin, Result
from operasure.core.queries import load
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support import dumps
from support.databases import MakeDatabase
from support.instances import observed, reduced

UNUSED = 60
SCHEMA = Path(__file__).parents[2] / "docs/coverage.schema.json"
PLUGIN = (
    ("CREATE TABLE zz_rota (id serial PRIMARY KEY, boss_id bigint REFERENCES users, "
    "heir_id bigint REFERENCES users ON DELETE CASCADE, "
    "other_id bigint REFERENCES users ON DELETE SET NULL, approver int, watcher_ids bigint[], "
    "owned_id bigint, owned_type varchar, full_name text, note text, kept jsonb, tags text[], "
    "reviewer_ids varchar, raw bytea, seats int, fee numeric(10,2), at date, \"user\" int)"),
    "CREATE TABLE zz_pairs (a int, b int, member_id int, PRIMARY KEY (a, b))",
    'CREATE TABLE "Zz ""Odd" (id serial PRIMARY KEY, "user id" int)',
    "CREATE SCHEMA elsewhere",
    "CREATE TABLE elsewhere.things (id serial PRIMARY KEY, author_id int)",
)  # fmt: skip


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def told(url: str, path: Path, *more: str) -> tuple[int, dict[str, Any]]:
    file = path / "coverage.json"
    code = run(["coverage", "--database-url", url, "--format", "json", "-o", str(file), *more])
    built = json.loads(file.read_text())
    jsonschema.validate(built, json.loads(SCHEMA.read_text()))
    return code, built


def pasted(built: dict[str, Any], path: Path) -> Path:
    """A folder with the blocks as they are."""
    folder = path / "site"
    for block in built["blocks"]:
        file = folder / block["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["text"])
    return folder


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(reduced("after"))


def test_a_release_that_is_known_has_nothing_unknown(
    shared_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = shared_database(observed("after"))
    code, built = told(url, tmp_path)
    assert (code, built["verdict"], built["columns"], built["tables"]) == (0, "clear", [], [])
    assert built["installation"]["openproject"] == "17.1"
    assert run(["coverage", "--database-url", url]) == 0
    assert "KNOWN: no column is without a check" in capsys.readouterr().out


def test_what_looks_most_like_a_person_comes_first(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    execute(url, *PLUGIN)
    code, built = told(url, tmp_path)
    assert (code, built["verdict"], built["references"]) == (3, "incomplete", 3)
    assert built["tables"] == ['Zz "Odd', "zz_pairs", "zz_rota"]
    looks = {f"{c['table']}.{c['column']}": c["looks"] for c in built["columns"]}
    assert looks == {
        "zz_rota.boss_id": "reference to users",
        "zz_rota.heir_id": "reference to users",
        "zz_rota.other_id": "reference to users",
        "things.author_id": "named like a user",
        "zz_pairs.member_id": "named like a user",
        "zz_rota.approver": "named like a user",
        "zz_rota.watcher_ids": "named like a user",
        "zz_rota.user": "named like a user",
        "zz_rota.reviewer_ids": "named like a user",
        "zz_rota.owned_id": "number with its type beside it",
        "zz_rota.full_name": "text named like personal data",
        "zz_rota.note": "text", "zz_rota.kept": "text", "zz_rota.tags": "text",
        "zz_rota.raw": "text", "zz_rota.owned_type": "text",
        'Zz "Odd.user id': "number",
        "zz_pairs.a": "number", "zz_pairs.b": "number", "zz_rota.seats": "number",
    }  # fmt: skip
    order = list(dict.fromkeys(c["looks"] for c in built["columns"]))
    assert order == [
        "reference to users", "named like a user", "number with its type beside it",
        "text named like personal data", "text", "number",
    ]  # fmt: skip
    unnamed = {c["column"] for c in built["columns"] if c["file"] is None}
    assert unnamed == {"user", "user id", "author_id"}
    assert run(["coverage", "--database-url", url]) == 3
    out = capsys.readouterr().out
    assert "3 of them refer to users." in " ".join(out.split())
    for block in built["blocks"]:  # as it is, to be pasted
        assert f"\n\n{block['text'].rstrip()}\n" in out


def test_each_block_is_taken_and_its_check_is_run(url: str, tmp_path: Path) -> None:
    execute(url, *PLUGIN)
    _, built = told(url, tmp_path)
    site = pasted(built, tmp_path)
    queries = load(site)
    execute(
        url,
        "SET session_replication_role = replica",
        f"INSERT INTO zz_rota (boss_id, heir_id, other_id, approver, watcher_ids, owned_id, "
        f"owned_type, full_name, note, kept, tags, reviewer_ids, raw) VALUES ({UNUSED}, {UNUSED}, "
        f"{UNUSED}, {UNUSED}, ARRAY[7, {UNUSED}], {UNUSED}, 'User', 'user#{UNUSED}', "
        f"'user#{UNUSED}', '{{\"author_id\": {UNUSED}}}', ARRAY['user#{UNUSED}'], "
        f"'7,{UNUSED}', 'user#{UNUSED}')",
        f"INSERT INTO zz_rota (owned_id, owned_type) VALUES ({UNUSED}, 'WorkPackage')",
        f"INSERT INTO zz_pairs VALUES (1, 2, {UNUSED})",
    )
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1), queries=(site,)))
    own = [o for o in report.outcomes if o.check.table.startswith("zz_")]
    found = {str(o.check.column): o for o in own if o.check.origin is not Origin.SWEPT}
    expected = {
        f"{c['table']}.{c['column']}"
        for c in built["columns"]
        if c["file"] and c["file"] != "no-person.toml"
    }
    assert set(found) == expected
    left = {name for name, o in found.items() if o.result is Result.LEFTOVER}
    assert left == expected - {"zz_rota.owned_type", "zz_rota.reviewer_ids"}
    assert {o.rows for o in found.values() if o.result is Result.LEFTOVER} == {1}
    assert {o.result for o in found.values()} == {Result.LEFTOVER, Result.CLEAR}
    by_list = [o for o in own if o.check.column.name == "reviewer_ids" and o.rows]
    assert [(o.result, o.rows) for o in by_list] == [(Result.LEFTOVER, 1)]
    fates = {c.column.name: str(c.expected) for c in queries.references if c.table == "zz_rota"}
    assert fates["boss_id"] == "deleted user"
    assert (fates["heir_id"], fates["other_id"]) == ("row deleted", "null")
    assert queries.own == {}
    code, again = told(url, tmp_path, "--queries", str(site))
    assert code == 0
    assert {c["column"] for c in again["columns"]} == {
        "user", "user id", "author_id", "a", "b", "seats",
    }  # fmt: skip


def test_the_line_of_a_declaration_is_taken_once_its_reason_is_there(
    url: str, tmp_path: Path
) -> None:
    execute(url, *PLUGIN)
    _, built = told(url, tmp_path)
    site = pasted(built, tmp_path)
    file = site / "no-person.toml"
    file.write_text(file.read_text().replace("# ", ""))
    _, again = told(url, tmp_path, "--queries", str(site))
    assert {c["column"] for c in again["columns"]} == {"user", "user id", "author_id"}


@pytest.mark.parametrize("form", ["custom", "schema"])
def test_only_what_an_earlier_one_has_not(
    any_server: Server, url: str, tmp_path: Path, form: str
) -> None:
    execute(
        url,
        "CREATE TABLE zz_old (id serial PRIMARY KEY, boss_id bigint REFERENCES users, note text)",
    )
    options = ["-Fc"] if form == "custom" else ["--schema-only"]
    before = dumps.pg_dump(any_server, url, tmp_path / "before", *options)
    code, whole = told(url, tmp_path)
    assert (code, whole["references"]) == (3, 1)
    code, built = told(url, tmp_path, "--since", str(before))
    assert (code, built["columns"], built["tables"]) == (0, [], [])
    assert built["since"]["checks_gone"] == []
    execute(
        url,
        "ALTER TABLE zz_old ADD COLUMN heir_id bigint REFERENCES users",
        "CREATE TABLE zz_new (id serial PRIMARY KEY, label text)",
        "DROP TABLE cost_queries CASCADE",
    )
    code, built = told(url, tmp_path, "--since", str(before))
    assert (code, built["references"]) == (3, 1)
    assert {c["column"] for c in built["columns"]} == {"heir_id", "label"}
    assert built["tables"] == ["zz_new"]
    gone = built["since"]["checks_gone"]
    assert gone
    assert all("cost_queries" in check for check in gone)


def test_a_schema_without_rows_can_be_looked_at(
    any_server: Server, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    execute(url, *PLUGIN)
    path = dumps.pg_dump(any_server, url, tmp_path / "schema.sql", "--schema-only")
    assert run(["coverage", "--dump", str(path)]) == 3
    assert "zz_rota.boss_id" in capsys.readouterr().out


def test_wrong_usage(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.txt"
    other.write_text("no dump")
    assert run(["coverage", "--database-url", url, "--since", str(other)]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert run(["coverage", "--database-url", url, "--since", str(tmp_path / "none")]) == 2
