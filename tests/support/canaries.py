"""A small OpenProject for canaries: few tables of 17.1, and two of plugins."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
from psycopg import sql

from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.canary import copies
from operasure.looks.canary.measure import CanaryOptions, measure
from operasure.looks.canary.model import Measured, What
from support.databases import Connection, template

FEW = "few-17.1"
PLUGINS = (
    (
        "CREATE TABLE zz_tickets (id bigserial PRIMARY KEY, approver_id bigint REFERENCES users, "
        "owner_ids bigint[], reviewer varchar(20) NOT NULL, notes text, options jsonb, "
        "tags text[], body bytea, hours numeric(8,2), level smallint, "
        "state varchar CHECK (state = 'a'))"
    ),
    (
        "CREATE TABLE zz_links (subject_id bigint, subject_type varchar, kind_type varchar NOT "
        "NULL, payload xml, words tsvector, made boolean)"
    ),
)
ODD = (
    "CREATE TABLE zo_parts (author_id bigint, state text) PARTITION BY LIST (state)",
    "CREATE TABLE zo_rest PARTITION OF zo_parts DEFAULT",
    "CREATE TABLE zo_parent (id serial PRIMARY KEY, owner text)",
    "CREATE TABLE zo_child (more text) INHERITS (zo_parent)",
    "CREATE DOMAIN zo_mail AS text CHECK (VALUE ~ '@')",
    (
        "CREATE TABLE zo_made (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m zo_mail, "
        'n bigint GENERATED ALWAYS AS (7) STORED, "sel""ect" text, "User" bigint)'
    ),
    "CREATE TYPE zo_mood AS ENUM ('a', 'b')",
    (
        "CREATE TABLE zo_types (k uuid PRIMARY KEY, mood zo_mood NOT NULL, n name, o oid, mo money,"
        ' f float4, js json[], c "char", r int4range NOT NULL, i inet NOT NULL, b bytea NOT NULL)'
    ),
    "CREATE TABLE zo_two (a int, b int, user_id int, PRIMARY KEY (a, b))",
    "CREATE SCHEMA zo",
    "CREATE TABLE zo.t (id int PRIMARY KEY, responsible_id int, short varchar(3), wide char(40))",
    "CREATE MATERIALIZED VIEW zo_shown AS SELECT 1 AS user_id",
    "CREATE TABLE zo_unique (user_id int UNIQUE, name text UNIQUE NOT NULL)",
    "CREATE TABLE zo_none ()",
    "CREATE TYPE zo_pair AS (n int, note text, at date)",
    "CREATE TYPE zo_deep AS (mood zo_mood, pairs zo_pair[])",
    "CREATE TYPE zo_blob AS (n int, b bytea)",
    "CREATE TYPE zo_span AS RANGE (subtype = text)",
    "CREATE DOMAIN zo_id AS bigint",
    "CREATE DOMAIN zo_words AS varchar(30)[]",
    "CREATE DOMAIN zo_whole AS zo_pair",
    (
        "CREATE TABLE zo_inside (pair zo_pair NOT NULL, pairs zo_pair[], deep zo_deep NOT NULL, "
        "blob zo_blob, span zo_span NOT NULL, spans zo_span[], words zo_words, whole zo_whole, "
        "owner_id zo_id NOT NULL, owner_ids zo_id[], author_ids int8range, editor_ids int4range[], "
        "days daterange, mails zo_mail[], nothing zo_mood[])"
    ),
)
"""Tables as a plugin may have them, too."""
_KEPT = {
    "users", "journals", "work_packages", "settings", "schema_migrations", "ar_internal_metadata",
    "watchers",
}  # fmt: skip
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@template(FEW, base="empty-17.1")
def _few(connection: Connection) -> None:
    for (name,) in connection.execute(TABLES).fetchall():
        if name not in _KEPT:
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(str(name))))
    for plugin in PLUGINS:
        connection.execute(plugin.encode())
    connection.execute("SELECT setval('users_id_seq', 1000)")
    connection.execute(
        "INSERT INTO watchers (watchable_type, watchable_id, user_id) "
        "VALUES ('Meeting', 1, 1), ('WorkPackage', 2, 1)"
    )


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


def mark(url: str) -> None:
    """Let a database say of itself that it is a copy."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(name_of(url)), copies.MARK
            )
        )


def measured(url: str, *sites: Path) -> Measured:
    """What a canary finds in a copy."""
    mark(url)
    found = target(url, {})
    with copies.marked(found, name_of(url)) as connection:
        return measure(found, connection, CanaryOptions(Access(jobs=1), sites))


def missed(found: Measured) -> dict[tuple[str, str, What], tuple[str, ...]]:
    """The forms that were missed, by table, column and what."""
    return {
        (each.place.table.name, each.place.column.name, each.what): each.missed
        for each in found.seen
        if each.missed
    }


def counted(url: str) -> dict[str, int]:
    """How many rows each table holds."""
    with psycopg.connect(url) as connection:
        tables = [str(name) for (name,) in connection.execute(TABLES).fetchall()]
        counts: dict[str, int] = {}
        for name in tables:
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            [(counts[name],)] = connection.execute(query).fetchall()
        return counts


def edited(packaged: Path, folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of queries/ with one passage changed."""
    made = Path(shutil.copytree(packaged, folder / "queries"))
    text = (made / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (made / file).write_text(text.replace(old, new), encoding="utf-8")
    return made
