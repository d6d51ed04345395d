"""No row is out of reach: whatever stands before it, it is found or said to be unread."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from operasure.checks.idforms import parameters
from operasure.checks.selection import MEMBERS, make
from operasure.core.model import Report, Result, Verdict
from operasure.core.queries import load
from operasure.core.shapes import Kinds, Shape
from operasure.core.typed import plain
from operasure.database.catalogue import FOREIGN, STALE, VIEW
from operasure.database.naming import named
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.verify import VerifyOptions, verify
from operasure.reports.evidence import text
from operasure.reports.evidence.document import build
from operasure.server.postgresql import Server
from support.databases import EQUAL_WHERE_BYTES_DIFFER, MakeDatabase
from support.instances import reduced

UNUSED = 60


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    """A sample in which nothing names the id looked for: without a fault it is clear."""
    return make_database(reduced("before"))


def look(url: str, schema: str | None = None, jobs: int = 1) -> Report:
    return verify(target(url, {}), VerifyOptions(UNUSED, access=Access(schema=schema, jobs=jobs)))


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def results(report: Report) -> dict[str, Result]:
    """What is left or unread by column, the worst of its checks."""
    found: dict[str, Result] = {}
    for outcome in report.outcomes:
        if outcome.result in {Result.LEFTOVER, Result.UNCHECKED}:
            name = str(outcome.check.column)
            if found.get(name) is not Result.LEFTOVER:
                found[name] = outcome.result
    return found


def shown(report: Report) -> str:
    return text.report(plain(build(report, {}))).whole


@pytest.mark.usefixtures("only_planted")
def test_a_table_of_an_extension_is_a_table(url: str) -> None:
    run(
        url,
        "CREATE TABLE zz_rota (id serial PRIMARY KEY, user_id bigint)",
        f"INSERT INTO zz_rota (user_id) VALUES ({UNUSED})",
        "ALTER EXTENSION pg_trgm ADD TABLE zz_rota",
    )
    assert results(look(url)) == {"zz_rota.user_id": Result.LEFTOVER}


@pytest.mark.parametrize("schema", [None, "public"])
def test_a_child_whose_parent_is_not_looked_at(url: str, schema: str | None) -> None:
    run(
        url,
        "CREATE SCHEMA base",
        "CREATE TABLE base.audit (user_id bigint)",
        "CREATE TABLE public.audit (note text) INHERITS (base.audit)",
        f"INSERT INTO public.audit VALUES ({UNUSED})",
        "CREATE TABLE base.log (owner_id bigint, at date) PARTITION BY RANGE (at)",
        "CREATE TABLE public.log_1 PARTITION OF base.log DEFAULT",
        f"INSERT INTO base.log VALUES ({UNUSED}, now())",
        "CREATE TABLE base.far (x int) INHERITS (public.audit)",
        f"INSERT INTO base.far VALUES ({UNUSED}, 'x', {UNUSED})",
    )
    report = look(url, schema)
    if schema:
        assert set(results(report)) == {"audit.user_id", "log_1.owner_id"}
        assert report.coverage.not_looked_at == ("schema base (3 tables)",)
        assert sum(o.rows for o in report.outcomes if o.check.table == "audit") == 2
    else:
        assert set(results(report)) == {"audit.user_id", "log.owner_id", "far.x"}


@pytest.mark.usefixtures("only_planted")
def test_a_partition_that_is_being_detached(url: str) -> None:
    """Its parent shows its rows no more, and it is no table of its own yet."""
    run(
        url,
        "CREATE TABLE zz_log (owner_id bigint, at date) PARTITION BY RANGE (at)",
        "CREATE TABLE zz_log_1 PARTITION OF zz_log "
        "FOR VALUES FROM ('2020-01-01') TO ('2030-01-01')",
        f"INSERT INTO zz_log VALUES ({UNUSED}, '2025-05-05')",
    )
    with psycopg.connect(url) as reading, psycopg.connect(url, autocommit=True) as other:
        reading.execute("SELECT count(*) FROM zz_log")
        other.execute("SET statement_timeout = 300")
        with pytest.raises(psycopg.errors.QueryCanceled):
            other.execute("ALTER TABLE zz_log DETACH PARTITION zz_log_1 CONCURRENTLY")
    run(url, "CREATE TABLE zz_other (LIKE zz_log)")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM zz_log").fetchone() == (0,)
    assert results(look(url)) == {"zz_log_1.owner_id": Result.LEFTOVER}


def test_tables_in_schemas_of_the_system(url: str) -> None:
    run(
        url,
        "CREATE TABLE information_schema.zz (user_id bigint)",
        f"INSERT INTO information_schema.zz VALUES ({UNUSED})",
        "CREATE UNLOGGED TABLE zz_quick (user_id bigint)",
        f"INSERT INTO zz_quick VALUES ({UNUSED})",
        "CREATE TYPE zz_shape AS (user_id bigint, n text)",
        "CREATE TABLE zz_typed OF zz_shape",
        f"INSERT INTO zz_typed VALUES ({UNUSED})",
    )
    assert results(look(url)) == dict.fromkeys(
        ["zz.user_id", "zz_quick.user_id", "zz_typed.user_id"], Result.LEFTOVER
    )


@pytest.mark.parametrize("kind", ["foreign", "view", "stale"])
def test_something_else_in_the_place_of_a_table(url: str, kind: str) -> None:
    put = {
        "foreign": (
            "CREATE FOREIGN DATA WRAPPER nothing",
            "CREATE SERVER far FOREIGN DATA WRAPPER nothing",
            "CREATE FOREIGN TABLE time_entries (id int, user_id int, comments text) SERVER far",
        ),
        "view": ("CREATE VIEW public.time_entries AS SELECT id, user_id, comments FROM hidden.t",),
        "stale": ("CREATE MATERIALIZED VIEW public.time_entries AS TABLE hidden.t",),
    }[kind]
    run(
        url,
        "CREATE SCHEMA hidden",
        "ALTER TABLE time_entries SET SCHEMA hidden",
        "ALTER TABLE hidden.time_entries RENAME TO t",
        *put,
    )
    report = look(url)
    assert report.verdict is Verdict.INCOMPLETE
    why = {o.reason for o in report.outcomes if o.result is Result.UNCHECKED}
    assert why == {{"foreign": FOREIGN, "view": VIEW, "stale": STALE}[kind]}
    assert results(report)["time_entries.user_id"] is Result.UNCHECKED
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    assert why <= {o.reason for o in audited.outcomes}
    assert "every place was checked" not in shown(report)


@pytest.mark.parametrize("kind", ["VIEW", "MATERIALIZED VIEW"])
def test_something_else_in_the_place_of_a_table_that_holds_no_person(url: str, kind: str) -> None:
    """What was declared of the table says nothing of what stands there."""
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE public.enabled_modules RENAME TO zz_modules")
        connection.execute(
            f"CREATE {kind} public.enabled_modules AS SELECT * FROM zz_modules".encode()
        )
    report = look(url)
    found = [o for o in report.outcomes if o.check.table == "enabled_modules"]
    assert found
    assert {o.result for o in found} == {Result.UNCHECKED}
    assert report.verdict is not Verdict.CLEAR


def test_every_place_is_said_only_where_it_was(url: str) -> None:
    assert "CLEAR: every place was checked" in shown(look(url))
    run(
        url,
        "CREATE SCHEMA other",
        "CREATE TABLE other.zz (user_id bigint)",
        f"INSERT INTO other.zz VALUES ({UNUSED})",
    )
    report = look(url, "public")
    assert report.verdict is Verdict.CLEAR
    assert "every place was checked" not in shown(report)
    assert "schema other (1 table)" in shown(report)


@pytest.mark.usefixtures("only_planted")
def test_a_foreign_key_that_proves_nothing(url: str) -> None:
    run(
        url,
        "CREATE TABLE zz_staff (id bigserial PRIMARY KEY, grade text)",
        "CREATE TABLE zz_valid (id serial PRIMARY KEY, employee_id bigint REFERENCES zz_staff)",
        "CREATE TABLE zz_more (id serial PRIMARY KEY, thing bigint REFERENCES zz_staff)",
        "CREATE TABLE zz_never (id serial PRIMARY KEY, employee_id bigint)",
        "ALTER TABLE zz_never ADD FOREIGN KEY (employee_id) REFERENCES zz_staff NOT VALID",
        "ALTER TABLE zz_never DISABLE TRIGGER ALL",
        "CREATE TABLE zz_chain (user_id bigint PRIMARY KEY REFERENCES users)",
        "CREATE TABLE zz_link (id serial PRIMARY KEY, thing bigint REFERENCES zz_chain)",
        "SET session_replication_role = replica",
        *(
            f"INSERT INTO {table} ({column}) VALUES ({UNUSED})"
            for table, column in (
                ("zz_valid", "employee_id"),
                ("zz_more", "thing"),
                ("zz_never", "employee_id"),
                ("zz_link", "thing"),
            )
        ),
    )
    assert results(look(url)) == {
        "zz_valid.employee_id": Result.LEFTOVER,
        "zz_more.thing": Result.UNCHECKED,
        "zz_never.employee_id": Result.LEFTOVER,
        "zz_link.thing": Result.LEFTOVER,
    }
    report = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    unread = {str(o.check.column) for o in report.outcomes if o.result is Result.UNCHECKED}
    left = {str(o.check.column) for o in report.outcomes if o.result is Result.LEFTOVER}
    assert "zz_more.thing" in unread
    assert "zz_valid.employee_id" in left
    # With the row that it leads to, the number is that of an employee, as the key says.
    run(url, f"INSERT INTO zz_staff VALUES ({UNUSED})")
    kept = results(look(url))
    assert "zz_valid.employee_id" not in kept
    assert "zz_more.thing" not in kept


@pytest.mark.usefixtures("only_planted")
def test_a_key_that_the_server_does_not_fill_in(url: str) -> None:
    run(
        url,
        "CREATE TABLE zz_pay (number bigint PRIMARY KEY, paid text)",
        f"INSERT INTO zz_pay VALUES ({UNUSED}, 'x')",
        "CREATE TABLE zz_own (number bigserial PRIMARY KEY)",
        f"INSERT INTO zz_own VALUES ({UNUSED})",
    )
    assert results(look(url)) == {"zz_pay.number": Result.UNCHECKED}


TYPES: Sequence[tuple[str, str, Result | None]] = (
    ("int4range", f"[{UNUSED},{UNUSED + 1})", Result.UNCHECKED),
    ("int8multirange", f"{{[{UNUSED},{UNUSED + 2})}}", Result.UNCHECKED),
    ("zz_pair", f"(x,{UNUSED})", Result.UNCHECKED),
    ("zz_pair[]", f'{{"(x,{UNUSED})"}}', Result.UNCHECKED),
    ("double precision[]", f"{{1.5,{UNUSED}}}", Result.UNCHECKED),
    ("tsvector", f"{UNUSED} x", Result.UNCHECKED),
    ("jsonpath", f"$.users[{UNUSED}]", Result.UNCHECKED),
    ("zz_label", f"{UNUSED}", Result.UNCHECKED),
    ("money", f"{UNUSED}.00", Result.UNCHECKED),
    ("real", f"{UNUSED}", Result.UNCHECKED),
    ("double precision", f"{UNUSED}", Result.UNCHECKED),
    ("double precision", "NaN", None),
    ("double precision", "1e300", None),
    ("numeric(10,2)", f"{UNUSED}", Result.UNCHECKED),
    ("numeric", f"{UNUSED}.5", None),
    ("bigint[][]", f"{{{{1,2}},{{3,{UNUSED}}}}}", Result.UNCHECKED),
    ("zz_number", f"{UNUSED}", Result.UNCHECKED),
    ("zz_numbers", f"{{4,{UNUSED}}}", Result.UNCHECKED),
    ("zz_inner[]", f"{{{UNUSED}}}", Result.UNCHECKED),
    ("oidvector", f"4 {UNUSED}", Result.UNCHECKED),
    ("int2vector", f"4 {UNUSED}", Result.UNCHECKED),
    ("date", "2025-01-01", None),
    ("tstzrange", "[2060-01-01,2061-01-01)", None),
    ("money_", f"(see user#{UNUSED})", Result.LEFTOVER),
)


@pytest.mark.usefixtures("only_planted")
def test_a_value_of_every_type(make_database: MakeDatabase, server: Server) -> None:
    """On each server at hand."""
    url = make_database("empty-17.1", server)
    types = (
        "CREATE TYPE zz_pair AS (label text, n bigint)",
        f"CREATE TYPE zz_label AS ENUM ('x', '{UNUSED}')",
        "CREATE DOMAIN zz_inner AS bigint",
        "CREATE DOMAIN zz_number AS zz_inner",
        "CREATE DOMAIN zz_numbers AS bigint[]",
        "CREATE TYPE money_ AS (words text)",
    )
    tables = (
        statement
        for number, (type_, value, _) in enumerate(TYPES)
        for statement in (
            f"CREATE TABLE zz_{number} (id serial PRIMARY KEY, thing {type_})",
            f"INSERT INTO zz_{number} (thing) VALUES ('{value}')",
        )
    )
    sequence = f"SELECT setval(pg_get_serial_sequence('users', 'id'), {UNUSED})"
    run(url, *types, *tables, sequence)
    found = {k: v for k, v in results(look(url)).items() if k.startswith("zz_")}
    assert found == {f"zz_{n}.thing": r for n, (_, _, r) in enumerate(TYPES) if r}


SILENT = (
    "bool date time timetz timestamp timestamptz interval uuid bit varbit box circle line lseg "
    "path point polygon inet cidr macaddr macaddr8 pg_lsn xid xid8 cid tid txid_snapshot "
    "pg_snapshot daterange tsrange tstzrange datemultirange tsmultirange tstzmultirange"
).split()


def test_each_type_of_the_server_is_decided(server: Server) -> None:
    """What holds neither id nor text is on a list; any other type of a column is read."""
    from operasure.core.queries import statement  # noqa: PLC0415

    with psycopg.connect(server.socket_url(), row_factory=psycopg.rows.dict_row) as connection:
        rows: list[dict[str, Any]] = connection.execute(
            statement("catalogue/kinds").encode()
        ).fetchall()
    kinds = Kinds.of(rows)
    plain = {k: v for k, v in kinds.by_oid.items() if v.own and v.sort in "brem" and not v.many}
    silent = {v.name for k, v in plain.items() if kinds.shape(k) is Shape.NEITHER}
    assert silent == set(SILENT)
    for oid, kind in kinds.by_oid.items():
        if kind.many:
            inner = kinds.shape(kind.inside[0])
            assert (kinds.shape(oid) is Shape.NEITHER) is (inner is Shape.NEITHER), kind


@pytest.mark.usefixtures("only_planted")
def test_one_column_does_not_spoil_its_table(url: str) -> None:
    run(
        url,
        EQUAL_WHERE_BYTES_DIFFER,
        "CREATE TABLE zz_odd (id serial PRIMARY KEY, user_id bigint, n text COLLATE zz_any, "
        "m text COLLATE zz_any)",
        f"INSERT INTO zz_odd (user_id, n, m) VALUES ({UNUSED}, 'x', 'see user#{UNUSED}')",
        "ALTER TABLE news ALTER COLUMN summary TYPE varchar COLLATE zz_any",
    )
    assert results(look(url)) == dict.fromkeys(["zz_odd.user_id", "zz_odd.m"], Result.LEFTOVER)
    report = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    assert {str(o.check.column) for o in report.outcomes if o.result is Result.UNCHECKED} == set()


@pytest.mark.usefixtures("only_planted")
def test_bytes_that_are_plain_text_are_read_as_such(url: str) -> None:
    """Only what is no text is left unchecked, for nothing could be seen in it."""
    held = "Grüße, 渡辺\t\r\n\fC:\\000 \\\\000 x(\x1b[0m".encode()
    run(url, f"CREATE TABLE zz_held AS SELECT decode('{held.hex()}', 'hex') AS held")
    assert look(url).verdict is Verdict.CLEAR
    for odd in (b"\x00\x42", gzip.compress(b""), zlib.compress(b"x"), b"\x04\x08i\x02"):
        run(url, f"UPDATE zz_held SET held = decode('{odd.hex()}', 'hex')")
        assert results(look(url)) == {"zz_held.held": Result.UNCHECKED}, odd


@pytest.mark.usefixtures("only_planted")
def test_one_value_does_not_spoil_its_table(url: str) -> None:
    """A byte that is no text in this encoding, brought in by a file that was damaged."""
    run(
        url,
        "CREATE TABLE zz_odd (id serial PRIMARY KEY, user_id bigint, bad text, good text)",
        f"INSERT INTO zz_odd (user_id, bad, good) VALUES ({UNUSED}, 'x', 'see user#{UNUSED}')",
        "CREATE CAST (bytea AS text) WITHOUT FUNCTION",
        f"UPDATE zz_odd SET bad = CAST(decode('ff', 'hex') || 'see user#{UNUSED} '::bytea AS text)",
    )
    found = results(look(url))
    assert found["zz_odd.user_id"] is found["zz_odd.good"] is Result.LEFTOVER
    assert "zz_odd.bad" in found


@pytest.mark.usefixtures("only_planted")
def test_more_texts_than_one_statement_takes(url: str) -> None:
    columns = ", ".join(f"c{n} text" for n in range(MEMBERS + 10))
    last = f"c{MEMBERS + 9}"
    run(
        url,
        f"CREATE TABLE zz_wide (id serial PRIMARY KEY, user_id bigint, {columns})",
        f"INSERT INTO zz_wide (c7, {last}) VALUES ('see user#{UNUSED}', '/users/{UNUSED}')",
    )
    assert results(look(url)) == dict.fromkeys(["zz_wide.c7", f"zz_wide.{last}"], Result.LEFTOVER)
    report = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    assert {o.check.table for o in report.outcomes if o.result is Result.UNCHECKED} == set()


def test_a_large_table_of_texts_is_read_by_several_workers(url: str) -> None:
    """A term in WHERE that is asked once only would keep the server from it."""
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = make(load(), opened.catalogue)
    scan = next(s for s in made.scans if s.source == '"journals"' and s.closer)
    asked = named(scan.sql, "public")
    with psycopg.connect(url, autocommit=True) as admin:
        for name in ("min_parallel_table_scan_size", "parallel_setup_cost", "parallel_tuple_cost"):
            admin.execute(f"SET {name} = 0".encode())
        explained = f"EXPLAIN {asked.sql}".encode()
        rows = psycopg.RawCursor(admin).execute(explained, asked.given(parameters(42)))
        shown = "\n".join(str(line) for (line,) in rows)
    assert "Parallel Seq Scan on journals" in shown
    # What is told of a row stands beside it, and is not asked anew for each column of the result.
    assert shown.startswith("Nested Loop")
