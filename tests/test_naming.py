"""Names in statements: what each of them stands for, whatever a schema holds."""

from __future__ import annotations

import re

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openproject import schema
from operasure.database.naming import as_text, named
from support.databases import MakeDatabase
from support.statements import packaged_statements, understood, understood_by

TABLES = [
    ("SELECT a FROM users", '"p".users'),
    ('SELECT a FROM "us ers"', '"p"."us ers"'),
    ("SELECT a FROM ONLY users AS u (a, b)", 'ONLY "p".users AS u'),
    ("SELECT a FROM x, y AS j, LATERAL (VALUES (1)) AS v", '"p".x, "p".y AS j, LATERAL (VALUES'),
    ("SELECT a FROM x JOIN y ON x.a = y.a, z", '"p".x JOIN "p".y ON x.a = y.a, "p".z'),
    ("SELECT a FROM (x JOIN y USING (id)) LEFT JOIN z USING (id)", '("p".x JOIN "p".y USING (id))'),
    ("SELECT a FROM x WHERE b IN (SELECT c FROM y)", '(SELECT c FROM "p".y)'),
    ("SELECT a /* FROM b */ -- FROM c\n FROM d", 'FROM "p".d'),
    ("SELECT a FROM x UNION SELECT b FROM y", 'SELECT b FROM "p".y'),
    ("SELECT f(((((a)), ())), g(b, (c))), d FROM x, (y)", 'd FROM "p".x, ("p".y)'),
    ("DELETE FROM x AS t USING y WHERE t.a = y.a", '"p".x AS t USING "p".y'),
    ("UPDATE x SET a = b FROM y", 'UPDATE "p".x SET a = b FROM "p".y'),
    ("INSERT INTO x SELECT a FROM y", 'INTO "p".x SELECT a FROM "p".y'),
    ("COPY (SELECT a FROM x) TO STDOUT", '(SELECT a FROM "p".x)'),
]
UNTOUCHED = [
    "SELECT a FROM pg_catalog.pg_class",
    "SELECT a FROM generate_series(1, 2) AS g, unnest(b) WITH ORDINALITY AS u (a, n)",
    "SELECT substring(a FROM 'b'), trim(BOTH FROM c), extract(epoch FROM d), e IS DISTINCT FROM f",
    "SELECT 'FROM users', E'\\' FROM users', $x$ FROM users $x$, U&'FROM users' AS \"a FROM b\"",
    "WITH x (a) AS NOT MATERIALIZED (SELECT 1), y AS (SELECT 2) SELECT a FROM x, y",
    "WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT a FROM x) SELECT a FROM x",
    "SELECT a FROM (VALUES (1)) AS v (a)",
    'SELECT (v.cast AS text), "cast" FROM (VALUES (1)) AS v (cast)',
    "SELECT a FROM (SELECT 1 AS a) AS s CROSS JOIN LATERAL regexp_matches('a', 'b') AS m (c)",
]


@pytest.mark.parametrize(("sql", "expected"), TABLES)
def test_a_table_is_named_with_its_schema(sql: str, expected: str) -> None:
    assert expected in named(sql, "p").sql


@pytest.mark.parametrize("sql", UNTOUCHED)
def test_nothing_else_is(sql: str) -> None:
    ready = named(sql, "p")
    assert ready.sql == sql
    assert not ready.tables


def test_a_schema_with_any_name_is_quoted() -> None:
    assert named("SELECT a FROM x", 'a"; DROP b').sql == 'SELECT a FROM "a""; DROP b".x'


@pytest.mark.parametrize(
    ("sql", "converted"),
    [
        ("SELECT CAST(a.b AS text)", "a.b"),
        ("SELECT CAST(\"a ) AS b\" -> 'x' AS TEXT)", "\"a ) AS b\" -> 'x'"),
        ("SELECT '/a/' || b.id", "b.id"),
        ("SELECT id || ','", "id"),
    ],
)
def test_what_becomes_text_does_so_by_the_output_function(sql: str, converted: str) -> None:
    ready = named(sql, "p").sql
    assert as_text(converted) in ready
    assert "AS text)" not in ready


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT CAST('a' AS text), CAST(NULL AS text), CAST(a AS bigint[])",
        "SELECT 'a' || CASE WHEN b THEN 'c' END, 'a' || lower(b) || 'c', a || b",
    ],
)
def test_what_needs_no_cast_stays(sql: str) -> None:
    assert named(sql, "p").sql == sql


def test_a_parameter_is_given_as_text_where_it_is_taken_as_one() -> None:
    ready = named("SELECT a FROM b WHERE c = CAST(:user_id AS text) AND d = :user_id", "p")
    assert "CAST($1 AS text) AND d = $2" in ready.sql
    assert ready.given({"user_id": 42}) == ["42", 42]


SCRAPS = ["'", '"', "--", "/*", "*/", "$$", "\\", ";", "(", ")", ",", ":a", "::", "%", "\n", " "]
WORDS = ["FROM", "JOIN", "WITH", "AS", "CAST", "text", "||", "a", "B", "SELECT", "e'", "ON", "."]


@given(st.lists(st.sampled_from([*SCRAPS, *WORDS])).map(" ".join))
def test_any_text_is_taken_apart_and_put_together(sql: str) -> None:
    ready = named(sql, None, bound=False).sql
    if "CAST" not in sql and "||" not in sql and "-" not in sql and "/" not in sql:
        assert re.sub(r"\s", "", ready) == re.sub(r"\s", "", sql)


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_every_statement_means_the_schema_and_postgresql_alone(
    shared_database: MakeDatabase, version: str
) -> None:
    looked = 0
    url = shared_database(f"empty-{version}")
    with psycopg.connect(url) as connection, understood(connection):
        for name, sql in packaged_statements():
            found = understood_by(connection, sql)
            looked += found is not None
            for kind, described, namespace in found or ():
                # A column may bring an order of its own, which is a locale and runs nothing.
                assert kind in {"pg_class", "pg_collation"}, (name, described)
                mine = {"public", "pg_catalog"}
                assert kind != "pg_class" or namespace in mine, (name, described)
    assert looked > {"10.0": 300, "12.0": 300}.get(version, 600)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1 WHERE a = :user_id", "SELECT 1 WHERE a = $1"),
        ("SELECT '(?:a|b)' ~ '%'", "SELECT '(?:a|b)' ~ '%'"),
        ("SELECT ':user' || ':x' AS y", "SELECT ':user' || ':x' AS y"),
        ("SELECT a::text, :needle", "SELECT a::text, $1"),
        ('SELECT "a:user_id", "%s" = :user_id', 'SELECT "a:user_id", "%s" = $1'),
        ('SELECT "a""\':user_id" = :user_id', 'SELECT "a""\':user_id" = $1'),
        ("SELECT E'\\':user_id' || :needle", "SELECT E'\\':user_id' || $1"),
        ("-- the person's\nSELECT :user_id", "SELECT $1"),
    ],
)
def test_only_the_known_parameters_are_parameters(sql: str, expected: str) -> None:
    assert named(sql, None).sql == expected
