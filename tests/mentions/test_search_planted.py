"""A mention planted in any text column of the real schemas is found, with the right place."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from openproject import schema
from operasure.core.model import Check, Column, Result, Verdict
from operasure.core.shapes import TEXTUAL
from operasure.core.typed import plain
from operasure.database.catalogue import Catalogue, applies
from operasure.database.fates import ColumnFate
from operasure.database.naming import named
from operasure.looks.mentions import places
from operasure.looks.mentions.hits import Hit
from operasure.matching.identity import Identity
from operasure.reports.evidence.mentions import build, mention
from operasure.reports.evidence.mentions_text import with_passages
from support.bench import LOADED, Bench
from support.databases import MakeDatabase
from support.mentions import execute, hits, search, write_page
from support.planting import specimen, text_value

MARY = Identity.of(names=["Marisól Quintanilla"])
TEXT = "Ask Marisól Quintanilla, or someone else."
SHORT = "M. Quintanilla"


@dataclass
class Planted:
    """Rows planted so far: check and key."""

    url: str
    rows: list[tuple[Check, object]]


def plant(url: str, checks: Iterable[Check]) -> tuple[Planted, list[Check]]:
    """Plant a row for each check; those whose rows another one stands in the way of are left."""
    planted, left = Planted(url, []), list[Check]()
    with psycopg.connect(url) as connection:
        bench = Bench(connection)
        for check in checks:
            connection.execute("SAVEPOINT one")
            try:
                key = bench.sow(*specimen(check, value(bench, check)))
            except psycopg.errors.UniqueViolation:
                connection.execute("ROLLBACK TO SAVEPOINT one")
                left.append(check)
            else:
                planted.rows.append((check, key))
    return planted, left


AS_READ = {"Marisól Quintanilla", SHORT, "Maris\\u00f3l Quintanilla"}
"""The mention as a check's own value shows it."""


def value(bench: Bench, check: Check) -> object:
    """The text as the check's column holds it."""
    if "base64" in check.value and "split_part" not in check.value:
        return base64.encodebytes(b"\x01\x8f\xff" + TEXT.encode() + b"\x00\xc3\x02").decode()
    return text_value(bench.planter, check, TEXT, SHORT)


@contextmanager
def rounds(make: MakeDatabase, version: str) -> Iterator[list[Planted]]:
    """As many databases as it takes to plant every mention query's place of a version."""
    url = make(f"empty-{version}")
    with psycopg.connect(url) as connection:
        live = Bench(connection).plan.catalogue
    left = [check for check in LOADED.texts if applies(check, live)]
    made: list[Planted] = []
    while left:
        planted, left = plant(url, left)
        made.append(planted)
        url = make(f"empty-{version}") if left else url
    yield made


def told(url: str, check: Check, key: object) -> Mapping[str, Any]:
    """The row that the check's own statement gives, as a script of psql would show it."""
    with (
        psycopg.connect(url) as connection,
        psycopg.RawCursor(connection, row_factory=dict_row) as cursor,
    ):
        ready = named(check.sql, "public")
        given = ready.given({"pattern": "Quintanilla"})
        rows = cursor.execute(ready.sql.encode(), given).fetchall()
    return next(row for row in rows if str(row.get("id", "")) == str(key))


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_every_text_column(make_database: MakeDatabase, version: str) -> None:
    with rounds(make_database, version) as made:
        assert len(made) < 8
        for planted in made:
            found = hits(planted.url, MARY)
            expected = {(check.id, str(key)) for check, key in planted.rows}
            assert {(hit.check.id, str(hit.row_id)) for hit in found} == expected
            # What is kept in base64 is read from the column as it stands, and decoded by the check.
            twice = sum("base64" in check.value for check, _ in planted.rows)
            assert len(expected) <= len(found) <= len(expected) + twice
            by_check = {hit.check.id: hit for hit in found}
            by_check |= {hit.check.id: hit for hit in found if hit.mention in AS_READ}
            for check, key in planted.rows:
                agrees(by_check[check.id], told(planted.url, check, key))
        assert sum(len(planted.rows) for planted in made) >= {"17.1": 268, "12.0": 150}.get(
            version, 130
        )


def agrees(hit: Hit, row: Mapping[str, Any]) -> None:
    """The place is what the check's own statement says of the row."""
    assert (hit.path, hit.project) == (row["path"], row.get("project")), hit.check.id
    assert hit.mention in AS_READ
    assert hit.confidence == ("likely" if hit.mention == SHORT else "certain")
    if hit.path is not None:
        assert hit.path.startswith("/")


@cache
def _declared() -> set[str]:
    return {str(column) for column in LOADED.declarations.columns}


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_every_column_is_dealt_with(shared_database: MakeDatabase, version: str) -> None:
    with search(shared_database(f"empty-{version}"), MARY) as found:
        cover = found.coverage
        assert cover.queried + cover.no_person + cover.ruled_out + cover.swept == cover.columns
        assert cover.queried >= {"17.1": 268, "12.0": 160, "10.0": 140}[version]
        assert cover.swept == 0
        assert {o.result for o in found.outcomes} == {Result.CLEAR, Result.ABSENT}
        live = [o for o in found.outcomes if o.result is Result.CLEAR]
        assert all(o.control is not None for o in live)


def catalogue_of(url: str) -> Catalogue:
    with psycopg.connect(url) as connection:
        return Bench(connection).plan.catalogue


def test_a_table_that_nobody_foresaw(make_database: MakeDatabase) -> None:
    url = make_database()
    mary = "Marisól Quintanilla"
    coded = mary.encode().hex()
    execute(
        url,
        "CREATE DOMAIN remark AS text",
        "CREATE TYPE owner AS (name text, age int)",
        "CREATE TABLE plugin_things (code varchar(20) PRIMARY KEY, plain text, fixed char(40), "
        "named name, listed text[], kept json, packed jsonb, raw bytea, own remark, "
        "composed owner, packs jsonb[], number int, at timestamptz, ref bigint)",
        f"INSERT INTO plugin_things VALUES ('a', '{mary}', '{mary}', '{mary}', "
        f"ARRAY['x', '{mary}'], "
        f'\'{{"k": "Maris\\u00f3l Quintanilla"}}\', \'{{"k": ["{mary}"]}}\', '
        f"'\\x0102ff{coded}00'::bytea, '{mary}', ROW('{mary}', 3), "
        f"ARRAY['\"{mary}\"'::jsonb], 3, now(), 4)",
        "CREATE SCHEMA elsewhere",
        "CREATE TABLE elsewhere.pairs (a int, b int, words text, PRIMARY KEY (a, b))",
        f"INSERT INTO elsewhere.pairs VALUES (1, 2, 'no'), (1, 3, '{mary}')",
        'CREATE TABLE "Odd ""Table" ("a column" text)',
        f'INSERT INTO "Odd ""Table" VALUES (\'{mary}\')',
        "CREATE TABLE parted (id int, words text) PARTITION BY RANGE (id)",
        "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (20)",
        f"INSERT INTO parted VALUES (7, '{mary}'), (17, '{mary}')",
        "CREATE TABLE heirs (more text) INHERITS (elsewhere.pairs)",
        f"INSERT INTO heirs VALUES (5, 5, '{mary}', '{mary}')",
        f"CREATE MATERIALIZED VIEW shown AS SELECT 5 AS n, '{mary}'::text AS words",
        "CREATE VIEW seen AS SELECT words FROM shown",
    )
    with search(url, MARY) as found:
        swept = list(found.hits())
        assert {f"{h.check.schema}.{h.check.column}" for h in swept} == {
            *(f"public.plugin_things.{name}" for name in (
                "plain", "fixed", "named", "listed", "kept", "packed", "raw", "own", "composed",
                "packs",
            )),
            "elsewhere.pairs.words", 'public.Odd "Table.a column', "public.parted.words",
            "public.heirs.more",
            "public.shown.words",
        }  # fmt: skip
        assert set(found.coverage.unclassified) == {
            f"{h.check.schema}.{h.check.column}" for h in swept
        }
        assert "public.seen (view)" in found.coverage.not_looked_at
        rows = {(str(h.check.column), str(h.row_id)) for h in swept}
        assert ("plugin_things.raw", "a") in rows
        assert {key for column, key in rows if column == "pairs.words"} == {
            "elsewhere.pairs (0,2)",
            "public.heirs (0,1)",
        }
        assert {key for column, key in rows if column == "parted.words"} == {
            "public.parted_1 (0,1)",
            "public.parted_2 (0,1)",
        }
        assert len({h.id for h in swept}) == len(swept) == 17
        assert {h.check.group for h in swept} == {"xu-01"}
        assert {h.confidence for h in swept} == {"certain"}
        assert all(h.path is None and h.url is None for h in swept)


def declared(url: str) -> dict[str, str]:
    """Every text column of OpenProject's that is declared to hold no person, with the reason."""
    live = catalogue_of(url)
    return {
        str(Column(place.table.name, place.column.name)): str(place.reason)
        for place in places.find(LOADED, live).columns
        if place.fate is ColumnFate.DECLARED and place.column.shape in TEXTUAL
    }


def fill(url: str, columns: Iterable[str], text: str = "Quintanilla") -> dict[str, str]:
    """Put the name into a row of its own for each column that may hold it, with no other column of
    the row set; returns what the columns hold then."""
    held = {}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for column in columns:
            table, name = column.split(".")
            connection.execute(
                f"""DO $$ DECLARE c record; BEGIN
                FOR c IN SELECT conname FROM pg_constraint
                  WHERE conrelid = '{table}'::regclass AND contype IN ('p', 'c')
                LOOP EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I CASCADE', '{table}',
                  c.conname); END LOOP;
                FOR c IN SELECT indexrelid::regclass AS index FROM pg_index
                  WHERE indrelid = '{table}'::regclass AND indisunique
                LOOP EXECUTE format('DROP INDEX %s', c.index); END LOOP;
                FOR c IN SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass
                  AND attnum > 0 AND attnotnull AND NOT atthasdef AND attidentity = ''
                LOOP EXECUTE format('ALTER TABLE %I ALTER %I DROP NOT NULL', '{table}', c.attname);
                END LOOP; END $$""".encode()
            )
            [type_] = connection.execute(
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute "
                "WHERE attrelid = %s::regclass AND attname = %s", [table, name]
            ).fetchone() or [""]  # fmt: skip
            if type_ == "delayed_job_status":
                continue  # An enum of states holds none but these.
            value = f'{{"k": "{text}"}}' if type_.startswith("json") else text
            value = f'{{"{text}"}}' if type_.endswith("[]") else value
            connection.execute(
                f'INSERT INTO {table} ("{name}") VALUES (CAST(%s AS {type_}))'.encode(), [value]
            )
            if (length := re.fullmatch(r"character(?: varying)?\((\d+)\)", type_)) is None or int(
                length[1]
            ) >= len(text):
                held[column] = value
    return held


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_what_is_declared_to_hold_no_person_is_read(
    make_database: MakeDatabase, version: str
) -> None:
    url = make_database(f"empty-{version}")
    columns = declared(url)
    assert len(columns) >= {"17.1": 150, "12.0": 70, "10.0": 60}[version]
    held = fill(url, columns)
    with search(url, MARY) as found:
        seen = list(found.hits())
        assert {str(hit.check.column) for hit in seen} == set(held)
        assert {hit.check.declared for hit in seen} == {columns[column] for column in held}
        assert found.verdict is Verdict.LEFTOVERS
        assert found.coverage.unclassified == ()
        assert found.coverage.no_person == len(
            [
                p
                for p in places.find(LOADED, catalogue_of(url)).columns
                if p.fate is ColumnFate.DECLARED
            ]
        )
    for hit in seen:
        secret = any(word in str(hit.check.declared) for word in ("secret", "password", "hash of"))
        assert not (secret and (hit.before or hit.after)), hit.check.column


def test_a_hit_in_a_declared_column_comes_after_the_others(make_database: MakeDatabase) -> None:
    url = make_database()
    execute(
        url,
        "INSERT INTO enabled_modules (project_id, name) VALUES (1, 'Marisól Quintanilla')",
        "INSERT INTO enabled_modules (project_id, name) VALUES (1, 'ask M. Quintanilla')",
    )
    write_page(url, "Marisól Quintanilla, or else M. Quintanilla")
    with search(url, MARY) as found:
        told = [(hit.confidence, hit.check.table) for hit in found.hits()]
        assert told == [
            ("certain", "wiki_pages"), ("certain", "enabled_modules"),
            ("likely", "wiki_pages"), ("likely", "enabled_modules"),
        ]  # fmt: skip
        last = [hit.check.table for hit in found.hits(by_passage=True)]
        assert last == ["wiki_pages"] * 2 + ["enabled_modules"] * 2
        document = plain(build(found))
        entries = [plain(mention(hit, found, with_text=False)) for hit in found.hits()]
        text = with_passages(document, found.hits(), 50).whole
    assert "declared free of personal data (key of a module), but is not" in text
    assert "Columns declared free of personal data" in text
    assert {entry["declared"] for entry in entries} == {None, "key of a module"}
    areas = {c["column"]: c["area"] for c in document["checks"] if c["table"] == "enabled_modules"}
    assert areas == {"name": "declared columns"}


def test_a_search_vector_is_told_where_its_text_does_not_name_the_person(
    make_database: MakeDatabase,
) -> None:
    url = make_database()
    row = "INSERT INTO attachments (id, author_id, fulltext, fulltext_tsv, filesize, downloads)"
    execute(
        url,
        f"{row} VALUES (1, 7, 'Quintanilla', to_tsvector('simple', 'Quintanilla'), 0, 0)",
        f"{row} VALUES (2, 7, 'nobody', to_tsvector('simple', 'Quintanilla'), 0, 0)",
    )
    found = {(hit.check.column.name, hit.row_id) for hit in hits(url, MARY)}
    assert found == {("fulltext", 1), ("fulltext_tsv", 2)}


def test_a_text_that_points_to_another_is_read(make_database: MakeDatabase) -> None:
    url = make_database()
    execute(
        url,
        "CREATE TABLE zz_teams (name text PRIMARY KEY)",
        "CREATE TABLE zz_seats (id int PRIMARY KEY, team text REFERENCES zz_teams)",
        "INSERT INTO zz_teams VALUES ('Marisól Quintanilla')",
        "INSERT INTO zz_seats VALUES (1, 'Marisól Quintanilla')",
    )
    assert {str(h.check.column) for h in hits(url, MARY)} == {"zz_teams.name", "zz_seats.team"}
