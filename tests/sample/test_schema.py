"""A built database has, table by table, what the catalogue of the real one has."""

import csv
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from openproject import schema
from operasure.server.postgresql import Server
from support.databases import MakeDatabase

DATA = Path(__file__).parents[1] / "data" / "schemas"
COUNTS = {
    "17.1": {"table": 171, "column": 1483, "foreign key": 103, "primary key": 162, "index": 427},
    "12.0": {"table": 118, "column": 954, "foreign key": 27, "primary key": 112, "index": 238},
    "10.0": {"table": 104, "column": 814, "foreign key": 11, "primary key": 98, "index": 183},
}
CATALOGUE = (DATA / "catalogue.sql").read_text()


def recorded(version: str) -> list[tuple[str, ...]]:
    with (DATA / f"{version}.tsv").open(newline="") as lines:
        return sorted(tuple(row) for row in csv.reader(lines, "excel-tab", quoting=csv.QUOTE_NONE))


def built(url: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(CATALOGUE.encode()).fetchall()
    return sorted(tuple(facts) for (facts,) in rows)


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_built_database_agrees_with_the_real_catalogue(
    version: str, server: Server, shared_database: MakeDatabase
) -> None:
    facts = built(shared_database(f"empty-{version}", server))

    expected = recorded(version)
    assert set(facts) - set(expected) == set()
    assert set(expected) - set(facts) == set()
    assert len(facts) == len(expected)
    counts = Counter(kind for kind, *_ in facts)
    assert {kind: counts[kind] for kind in COUNTS[version]} == COUNTS[version]


COLUMNS = """
SELECT c.relname,
       (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                          || CASE WHEN a.attnotnull THEN '!' ELSE '' END, ', ' ORDER BY a.attname)
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       coalesce((SELECT string_agg(DISTINCT column_name || ' ' || target || ' ' || action, '; ')
          FROM (SELECT a.attname AS column_name, k.confrelid::regclass::text AS target,
                       CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'
                       WHEN 'r' THEN 'RESTRICT'
                       ELSE 'NO ACTION' END AS action
                  FROM pg_constraint k
                  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                 WHERE k.conrelid = c.oid AND k.contype = 'f') AS f), '')
  FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
"""


@pytest.mark.parametrize("version", ["17.7", "16.6", "16.0", "15.3", "11.3"])
def test_tables_of_other_releases_have_the_columns_and_keys_that_are_known(
    version: str, shared_database: MakeDatabase
) -> None:
    with (DATA / f"{version}.columns.tsv").open(newline="") as lines:
        known = {
            table: (sorted(columns.split(", ")), set(filter(None, keys.split("; "))))
            for table, columns, keys in csv.reader(lines, "excel-tab", quoting=csv.QUOTE_NONE)
        }
    with psycopg.connect(shared_database(f"empty-{version}")) as connection:
        built = {
            table: (sorted(columns.split(", ")), set(filter(None, keys.split("; "))))
            for table, columns, keys in connection.execute(COLUMNS)
        }
    assert built == known


def test_sequences_go_with_their_columns(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-17.1")) as connection:
        first = connection.execute(
            "INSERT INTO users (firstname, lastname) VALUES ('Ada', 'Invented') RETURNING id"
        ).fetchone()
        connection.execute("DROP TABLE users CASCADE")
        left = connection.execute("SELECT to_regclass('users_id_seq')").fetchone()

    assert first == (1,)
    assert left == (None,)


def test_tables_are_built_where_search_path_points(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-10.0")) as connection:
        connection.execute("CREATE SCHEMA openproject")
        connection.execute("SET search_path TO openproject")
        connection.execute(schema.ddl("17.1").encode())
        tables = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'openproject'"
        ).fetchone()

    assert tables == (171,)


def test_unknown_version_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"9\.9"):
        schema.ddl("9.9")
