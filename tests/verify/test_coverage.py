"""Every column of every table is queried, declared, ruled out or swept; a plugin's is searched."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import closing
from functools import cache
from pathlib import Path

import psycopg
import pytest

from openproject import schema
from operasure.checks import selection
from operasure.core import queries
from operasure.core.errors import UsageError
from operasure.core.model import Origin, Outcome, Report, Result, Verdict
from operasure.core.shapes import Shape
from operasure.database import catalogue
from operasure.database.catalogue import Catalogue
from operasure.database.fates import ColumnFate
from operasure.database.reader import Reader
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import observed

UNUSED = 60
LOADED = queries.load()


def look(url: str, *sites: Path, user_id: int = UNUSED) -> Report:
    return verify(target(url, {}), VerifyOptions(user_id, access=Access(jobs=1), queries=sites))


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def swept(report: Report) -> list[Outcome]:
    return [o for o in report.outcomes if o.check.origin is Origin.SWEPT and o.rows]


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(observed("before"))


@cache
def release(url: str) -> Catalogue:
    """What a database that only is read says of itself."""
    with closing(Reader(target(url, {}))) as reader:
        return catalogue.read(reader.fetch, "public")


SIZES = {"17.1": (171, 1483), "12.0": (118, 955), "10.0": (104, 820)}


@pytest.mark.parametrize("version", schema.RELEASES)
def test_every_column_of_the_real_schemas_is_decided(
    shared_database: MakeDatabase, version: str
) -> None:
    live = release(shared_database(f"empty-{version}"))
    made = selection.make(LOADED, live)
    counted = Counter(place.fate for place in made.places)
    total = sum(len(table.columns) for table in live.tables)
    assert sum(counted.values()) == total
    assert version not in SIZES or SIZES[version][0] == len(live.tables)
    undecided = [
        f"{p.table.name}.{p.column.name}" for p in made.places if p.fate is ColumnFate.SWEPT
    ]
    assert undecided == []
    for place in made.places:
        assert place.fate is ColumnFate.QUERIED or place.reason
        if place.column.like_user and place.column.shape is Shape.INTEGER:
            assert place.fate is not ColumnFate.RULED_OUT, place


def test_every_check_applies_to_some_release(shared_database: MakeDatabase) -> None:
    applied: set[str] = set()
    for version in schema.RELEASES:
        made = selection.make(LOADED, release(shared_database(f"empty-{version}")))
        applied |= {check.id for scan in made.scans for check in scan.checks}
    assert {c.id for c in (*LOADED.references, *LOADED.texts)} - applied == set()


def test_declarations_name_columns_that_exist(shared_database: MakeDatabase) -> None:
    known: set[str] = set()
    names: set[str] = set()
    for version in schema.RELEASES:
        live = release(shared_database(f"empty-{version}"))
        known |= {f"{t.name}.{c.name}" for t in live.tables for c in t.columns}
        names |= {c.name for t in live.tables for c in t.columns}
    assert {str(c) for c in LOADED.declarations.columns} - known == set()
    assert set(LOADED.declarations.anywhere) - names == set()


@pytest.mark.usefixtures("only_planted")
def test_a_bare_number_of_a_plugin_is_unclassified(url: str) -> None:
    run(
        url,
        "CREATE TABLE plugin_things (id serial PRIMARY KEY, amount bigint, project_id bigint)",
        f"INSERT INTO plugin_things (amount, project_id) VALUES ({UNUSED}, {UNUSED}), (7, 7)",
    )
    report = look(url)
    assert report.verdict is Verdict.INCOMPLETE
    assert report.coverage.unclassified == ("public.plugin_things.amount",)
    [found] = swept(report)
    assert (found.result, found.row_ids) == (Result.UNCHECKED, (1,))


@pytest.mark.usefixtures("only_planted")
def test_a_name_like_a_user_is_a_leftover(url: str) -> None:
    names = ["owner", "created_by", "user_id", "assigned_to", "employee_ids"]
    for name in names:
        kind, value = ("bigint[]", f"'{{7,{UNUSED}}}'") if name[-1] == "s" else ("bigint", UNUSED)
        run(
            url,
            f"CREATE TABLE plugin_{name} (x text, {name} {kind})",
            f"INSERT INTO plugin_{name} ({name}) VALUES ({value})",
        )
    report = look(url)
    assert report.verdict is Verdict.LEFTOVERS
    found = {str(o.check.column): (o.result, o.row_ids) for o in swept(report)}
    assert found == {f"plugin_{n}.{n}": (Result.LEFTOVER, ("(0,1)",)) for n in names}
    assert len(swept(report)) == len(names)


@pytest.mark.usefixtures("only_planted")
def test_a_foreign_key_to_users_is_a_leftover_whatever_its_name(url: str) -> None:
    run(
        url,
        "CREATE TABLE plugin_things (id bigint PRIMARY KEY REFERENCES users, x bigint)",
        "CREATE TABLE plugin_more (id serial PRIMARY KEY, x bigint)",
        "ALTER TABLE plugin_more ADD FOREIGN KEY (x) REFERENCES users NOT VALID",
        "SET session_replication_role = replica",
        f"INSERT INTO plugin_things (id, x) VALUES ({UNUSED}, 7)",
        f"INSERT INTO plugin_more (x) VALUES ({UNUSED})",
    )
    report = look(url)
    assert report.verdict is Verdict.LEFTOVERS
    found = {o.check.column for o in swept(report) if o.result is Result.LEFTOVER}
    assert {str(c) for c in found} == {"plugin_things.id", "plugin_more.x"}


SWEPT: tuple[tuple[str, str, Result | None], ...] = (
    ("text", f"see user#{UNUSED}.", Result.LEFTOVER),
    ("varchar(40)", f"/users/{UNUSED}", Result.LEFTOVER),
    ("jsonb", f'{{"author_id": {UNUSED}}}', Result.LEFTOVER),
    ("json", f'{{"user": "gid://open-project/User/{UNUSED}"}}', Result.LEFTOVER),
    ("xml", f"<a>user#{UNUSED}</a>", Result.LEFTOVER),
    ("text[]", f'{{"user#{UNUSED}"}}', Result.LEFTOVER),
    ("bytea", f"user#{UNUSED}", Result.LEFTOVER),
    ("text", f" {UNUSED} ", Result.UNCHECKED),
    ("text[]", f"{{{UNUSED}}}", Result.UNCHECKED),
    ("numeric", f"{UNUSED}", Result.UNCHECKED),
    ("smallint", f"{UNUSED}", Result.UNCHECKED),
    ("text", f"room {UNUSED}, user#{UNUSED}1", None),
    ("bigint", f"{UNUSED}1", None),
    ("numeric(8,2)", f"{UNUSED}", Result.UNCHECKED),
    ("numeric(8,2)", f"{UNUSED}.5", None),
    ("date", "2025-01-01", None),
)


@pytest.mark.usefixtures("only_planted")
def test_sweep_of_every_type(url: str) -> None:
    """Each in a table of its own."""
    for number, (kind, value, _) in enumerate(SWEPT):
        run(
            url,
            f"CREATE TABLE plugin_{number} (id serial PRIMARY KEY, thing {kind})",
            f"INSERT INTO plugin_{number} (thing) VALUES ('{value}')",
        )
    found: dict[str, set[Result]] = defaultdict(set)
    for outcome in swept(look(url)):
        found[outcome.check.table].add(outcome.result)
    wanted = {f"plugin_{n}": {result} for n, (_, _, result) in enumerate(SWEPT) if result}
    # A value under the name of a person is an element as well, of which alone nothing is known.
    assert {t: r - {Result.UNCHECKED} if len(r) > 1 else r for t, r in found.items()} == wanted


def test_other_schemas_partitions_children_views(url: str) -> None:
    run(
        url,
        "CREATE SCHEMA extra",
        "CREATE TABLE extra.parts (id int, owner bigint, at date) PARTITION BY RANGE (at)",
        "CREATE TABLE extra.parts_1 PARTITION OF extra.parts "
        "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        f"INSERT INTO extra.parts VALUES (1, {UNUSED}, '2025-05-05')",
        "CREATE TABLE extra.parent (owner bigint)",
        "CREATE TABLE extra.child (member bigint) INHERITS (extra.parent)",
        f"INSERT INTO extra.child VALUES ({UNUSED}, {UNUSED})",
        'CREATE TABLE extra."Odd ""Name" ("an Owner" bigint, owner bigint)',
        f'INSERT INTO extra."Odd ""Name" VALUES ({UNUSED}, {UNUSED})',
        "CREATE MATERIALIZED VIEW extra.stored AS SELECT owner FROM extra.parts",
        "CREATE VIEW extra.shown AS SELECT owner FROM extra.parts",
        "CREATE FOREIGN DATA WRAPPER nothing",
        "CREATE SERVER far FOREIGN DATA WRAPPER nothing",
        "CREATE FOREIGN TABLE extra.abroad (owner bigint) SERVER far",
    )
    report = look(url)
    assert report.verdict is Verdict.LEFTOVERS
    found = sorted(f"{o.check.column}" for o in swept(report))
    assert found == [
        'Odd "Name.an Owner', 'Odd "Name.owner', "child.member", "parent.owner", "parts.owner",
        "stored.owner",
    ]  # fmt: skip
    assert report.coverage.not_looked_at == (
        "extra.abroad (foreign table)",
        "extra.shown (view)",
    )


@pytest.mark.usefixtures("only_planted")
def test_a_site_declares_and_adds_checks_of_its_own(url: str, tmp_path: Path) -> None:
    run(
        url,
        "CREATE TABLE plugin_things (id serial PRIMARY KEY, amount bigint, boss bigint)",
        f"INSERT INTO plugin_things (amount, boss) VALUES ({UNUSED}, {UNUSED})",
    )
    assert look(url).verdict is Verdict.INCOMPLETE
    (tmp_path / "no-person.toml").write_text('[tables.plugin_things]\namount = "a price"\n')
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "cw-02-plugin.sql").write_text(
        "-- Own: a site.\n-- check: plugin_things.boss\n-- expected: deleted user\n"
        "SELECT id FROM plugin_things WHERE boss = :user_id;\n"
    )
    report = look(url, tmp_path)
    assert report.coverage.unclassified == ()
    assert report.verdict is Verdict.LEFTOVERS
    [found] = [o for o in report.outcomes if o.result is Result.LEFTOVER]
    assert (found.check.id, found.row_ids) == ("cw-02/plugin_things.boss", (1,))
    assert report.queries != look(url).queries


HEAD = "-- Own: a site.\n-- check: rates.user_id\n-- expected: kept\n"


LAST = "SELECT id FROM rates WHERE user_id = :user_id;"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("references/rates.sql", HEAD + "SELECT id FROM rates WHERE user_id = :user_id;", "group"),
        ("references/cw-02-a.sql", "SELECT id FROM rates WHERE user_id = :user_id;", "check:"),
        ("references/cw-02-a.sql", HEAD + "SELECT id FROM rates WHERE user_id = 3;", "must end in"),
        ("references/cw-02-a.sql", HEAD + "SELECT id FROM rates WHERE user_id = :user_id", "semi"),
        ("references/cw-02-a.sql", HEAD + "DROP TABLE rates;", "must end in"),
        ("references/cw-02-a.sql", HEAD.replace("kept", "lost") + LAST, "lost"),
        ("references/cw-02-a.sql", HEAD.replace("kept", "expires") + LAST, "expires"),
        (
            "references/cw-02-a.sql",
            HEAD + "SELECT id FROM news WHERE user_id = :user_id;",
            "FROM rates",
        ),
        (
            "references/bu-06-a.sql",
            HEAD + "SELECT id FROM rates WHERE user_id = :user_id;",
            "twice",
        ),
        ("mentions/cw-02-a.sql", HEAD + "SELECT id FROM rates WHERE user_id ~* :pattern;", "path"),
        *(
            (
                "references/cw-02-a.sql",
                f"{HEAD}SELECT id FROM rates WHERE {where}user_id = :user_id;",
                said,
            )
            for where, said in (
                ("rate > 1 OR project_id = 2 AND ", "OR is outside of brackets"),
                ("(rate > 1) or type = 'a' AND ", "OR is outside of brackets"),
                ("id IN (1) UNION SELECT id FROM rates WHERE ", "UNION is outside"),
                ("rate > 1 GROUP BY id HAVING true AND ", "GROUP is outside"),
                ("rate > 1 -- AND \n", "a comment"),
                ("rate > 1 /* AND */ AND ", "a comment"),
                ("type = $$x$$ AND ", "dollar"),
                ("true; SELECT id FROM rates WHERE ", "a second statement"),
            )
        ),
        ("references/cw-02-a.sql", HEAD.replace("kept", "gone") + LAST, "none of row del"),
        ("references/cw-02-a.sql", HEAD + "-- removal: burn\nSELECT 1;", "'removal: burn' is none"),
        ("references/cw-02-a.sql", HEAD + "-- removals: x\nSELECT 1;", r"a.sql:4: 'removals' is"),
        ("references/cw-02-a.sql", HEAD.partition("\n")[2] + LAST, r"a.sql:1: .*title"),
        ("references/bu-06-a.sql", HEAD + LAST, r"bu-06-a.sql:4: .*appears twice, first in"),
        ("references/readme.txt", "nothing", "contains no check"),
        ("elsewhere/cw-02-a.sql", HEAD + LAST, "contains no check"),
        ("no-person.toml", '[tables.rates]\n\nuser_id = ""', r"toml:3: user_id has no reason"),
        ("no-person.toml", '[tables.rates]\nuser_id = " . "', r"toml:2: user_id has no reason"),
        ("no-person.toml", "[tables.rates]\nuser_id = 3", r"toml:2: user_id has no reason"),
        ("no-person.toml", '[anywhere]\nuser_id = ""', r"toml:2: user_id has no reason"),
        ("no-person.toml", 'tables = "x"', "contains no check"),
        ("no-person.toml", '[tables]\nrates = "x"', "a declaration reads"),
        ("no-person.toml", "anywhere = ", "TOML"),
        ("no-person.toml", "[nowhere]\nx = 'y'", "nowhere"),
    ],
)
def test_a_site_s_file_with_an_error_is_named(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content + "\n")
    with pytest.raises(UsageError, match=message):
        queries.load(tmp_path)


@pytest.mark.parametrize(
    "where",
    [
        "(amount > 1 OR boss IS NULL) AND ",
        "amount = CASE WHEN id = 1 OR id = 2 THEN 5 END AND ",
        "remark = 'a OR b; -- c' AND ",
        "id IN (SELECT id FROM plugin_things UNION SELECT 1 ORDER BY 1 LIMIT 5) AND ",
    ],
)
def test_what_stands_in_brackets_or_quotes_is_taken(tmp_path: Path, where: str) -> None:
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "cw-02-a.sql").write_text(
        "-- Own: a site.\n-- check: plugin_things.boss\n-- expected: kept\n"
        f"SELECT id FROM plugin_things WHERE {where}boss = :user_id;\n"
    )
    assert queries.load(tmp_path).references[-1].condition == where.removesuffix(" AND ")


def test_a_column_that_is_not_there_can_t_be_declared(url: str, tmp_path: Path) -> None:
    declared = '[tables.users]\nfirstnam = "a slip"\n[tables.of_another_release]\nx = "a number"\n'
    (tmp_path / "no-person.toml").write_text(declared)
    with pytest.raises(UsageError, match=r"toml:2: the table users has no column firstnam"):
        look(url, tmp_path)


def test_each_check_tells_rows_apart_by_its_own_key(url: str, tmp_path: Path) -> None:
    run(
        url,
        "CREATE TABLE plugin_keys (id serial PRIMARY KEY, number bigint, boss bigint, aide bigint)",
        f"INSERT INTO plugin_keys (number, boss, aide) VALUES (700, {UNUSED}, {UNUSED})",
    )
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "cw-02-a.sql").write_text(
        "-- Own: a site.\n-- check: plugin_keys.boss\n-- expected: kept\n"
        "SELECT id FROM plugin_keys WHERE boss = :user_id;\n"
        "-- check: plugin_keys.aide\n-- expected: kept\n"
        "SELECT number FROM plugin_keys WHERE aide = :user_id;\n"
    )
    found = {o.check.id: o.row_ids for o in look(url, tmp_path).outcomes if o.row_ids}
    assert found["cw-02/plugin_keys.boss"] == (1,)
    assert found["cw-02/plugin_keys.aide"] == (700,)


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "cw-02-a.sql").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=r"cw-02-a\.sql"):
        queries.load(tmp_path)
    with pytest.raises(UsageError, match="not a folder"):
        queries.load(tmp_path / "nothing")


def test_rows_are_those_that_the_server_counted(make_database: MakeDatabase) -> None:
    url = make_database(observed("after"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE users, journals")
        counted = {
            table: connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            for table in ("users", "journals")
        }
    rows = verify(target(url, {}), VerifyOptions(42)).coverage.table_rows
    assert {table: (rows[table],) for table in counted} == counted
