"""Many more work packages, journals and custom values, made inside the server from few rows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from openproject.generator_context import Context
from openproject.generator_texts import tag
from openproject.truth import Encoding, Truth

Connection = psycopg.Connection[Any]

FIRST_ID = 100_000
WORK_PACKAGES, JOURNALS, CUSTOM_VALUES = 1_000, 5_000, 2_000  # for each step of the scale
VERSIONS = JOURNALS // WORK_PACKAGES
SHARE = 997  # One row in so many names the person, in each place.

# Every expression may use n, the row's id. The person stands in one row of SHARE.
SHARED: Mapping[str, LiteralString] = {
    "author_id": "CASE WHEN n % {share} = 0 THEN {me} ELSE {other} END",
    "assigned_to_id": "CASE WHEN n % {share} = 1 THEN {me} ELSE {other} END",
    "responsible_id": "CASE WHEN n % {share} = 2 THEN {me} ELSE {other} END",
    "subject": "CASE WHEN n % {share} = 3 THEN 'Plan of ' || {name} ELSE 'Subject ' || n END",
    "description": "CASE WHEN n % {share} = 4 THEN 'Ask ' || {tag} || '.'"
    " ELSE 'Text ' || md5(n::text || {seed}) || ' and more text ' || md5({seed} || n) END",
}

PACKAGE: Mapping[str, LiteralString] = {**SHARED, "project_id": "{base} + n % 3"}

JOURNAL: Mapping[str, LiteralString] = {
    "journable_type": "'WorkPackage'",
    "journable_id": "n / {versions} + {shift}",
    "version": "n % {versions} + 1",
    "user_id": "CASE WHEN n % {share} = 0 THEN {me} ELSE {other} END",
    "data_type": "'Journal::WorkPackageJournal'",
    "data_id": "n",
    "cause": "'{{}}'::jsonb",
    "notes": "CASE WHEN n % {share} = 4 THEN 'Ask ' || {tag} || '.'"
    " WHEN n % 3 = 0 THEN 'Comment ' || md5(n::text || {seed}) ELSE '' END",
    "validity_period": "tstzrange('2025-03-03 09:00+00'::timestamptz"
    " + n % {versions} * interval '1 day', CASE WHEN n % {versions} < {versions} - 1"
    " THEN '2025-03-04 09:00+00'::timestamptz + n % {versions} * interval '1 day' END)",
}

DATA: Mapping[str, LiteralString] = {**SHARED, "journal_id": "n", "project_id": "{base} + n % 3"}

VALUE: Mapping[str, LiteralString] = {
    "customized_type": "'WorkPackage'",
    "customized_id": "n / 2 + {value_shift}",
    "custom_field_id": "CASE WHEN n % 2 = 0 THEN {user_field} ELSE {number_field} END",
    "value": "CASE WHEN n % 2 = 1 THEN CASE WHEN n % 10 = 1 THEN {me} ELSE n END"
    " WHEN n / 2 % {share} = 0 THEN {me} ELSE {other} END",
}

BULK: tuple[tuple[str, int, Mapping[str, LiteralString]], ...] = (
    ("work_packages", WORK_PACKAGES, PACKAGE),
    ("journals", JOURNALS, JOURNAL),
    ("work_package_journals", JOURNALS, DATA),
    ("custom_values", CUSTOM_VALUES, VALUE),
)


def grow(connection: Connection, context: Context, scale: int) -> tuple[Truth, ...]:
    """Add `scale` steps of rows with ids from FIRST_ID on, and return what they plant.

    Indexes other than primary keys are dropped meanwhile and built again at the end; a
    superuser's foreign keys are not checked meanwhile, since the rows refer to known ones.

    Raises:
        ValueError: the person's id is so high that it could be that of a grown row.
    """
    if context.person.id >= FIRST_ID // 2:
        raise ValueError(f"beside grown rows the person's id is below {FIRST_ID // 2}")
    with _unchecked(connection), _unindexed(connection):
        for table, step, expressions in BULK:
            _insert(connection, context, table, step * scale, expressions)
    return tuple(sorted(_planted(connection, context)))


def _insert(
    connection: Connection,
    context: Context,
    table: str,
    rows: int,
    expressions: Mapping[str, LiteralString],
) -> None:
    """Copy the second row of the table, with other values wherever it could name the person."""
    parameters = _parameters(context)
    columns = context.tables[table].columns
    chosen = [
        sql.SQL(expressions[name]).format(**parameters)
        if name in expressions
        else sql.SQL("n" if name == "id" else "t.{}").format(sql.Identifier(name))
        for name in columns
    ]
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {chosen} FROM {table} t,"
        " generate_series({first}::bigint, {last}) n WHERE t.id = {template}"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        chosen=sql.SQL(", ").join(chosen),
        first=sql.Literal(FIRST_ID),
        last=sql.Literal(FIRST_ID + rows - 1),
        template=sql.Literal(context.base + 1),
    )
    connection.execute(statement)


def _parameters(context: Context) -> dict[str, sql.Composable]:
    people = sql.SQL(", ").join(sql.Literal(each.id) for each in context.people)
    person, fields = context.person, context.fields
    values: dict[str, int | str] = {
        "share": SHARE,
        "me": person.id,
        "name": person.name,
        "tag": tag(person.id, person.name),
        "seed": str(context.seed),
        "base": context.base,
        "versions": VERSIONS,
        "shift": FIRST_ID - FIRST_ID // VERSIONS,
        "value_shift": FIRST_ID - FIRST_ID // 2,
        "user_field": fields.reviewer,
        "number_field": fields.number,
    }
    other = sql.SQL("(ARRAY[{}])[n % {} + 1]").format(people, sql.Literal(len(context.people)))
    return {"other": other, **{name: sql.Literal(value) for name, value in values.items()}}


@contextmanager
def _unchecked(connection: Connection) -> Iterator[None]:
    row = connection.execute(
        "SELECT rolsuper, current_setting('session_replication_role') FROM pg_roles"
        " WHERE rolname = current_user"
    ).fetchone()
    if row is None or not row[0]:
        yield
        return
    connection.execute("SET session_replication_role = replica")
    yield
    connection.execute("SELECT set_config('session_replication_role', %s, false)", (row[1],))


INDEXES = """
SELECT coalesce(k.conname, i.relname), t.relname, k.conname IS NOT NULL,
       coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.oid))
FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('u', 'x')
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY(%s)
  AND NOT x.indisprimary
ORDER BY i.relname
"""


@contextmanager
def _unindexed(connection: Connection) -> Iterator[None]:
    """Drop the indexes of the growing tables and build them again, constraints included."""
    tables = [table for table, _, _ in BULK]
    found = connection.execute(INDEXES, (tables,)).fetchall()
    for name, table, constraint, _ in found:
        drop: LiteralString = "ALTER TABLE {table} DROP CONSTRAINT {name}"
        drop = drop if constraint else "DROP INDEX {name}"
        names = {"table": sql.Identifier(table), "name": sql.Identifier(name)}
        connection.execute(sql.SQL(drop).format(**names))
    yield
    connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for name, table, constraint, definition in found:
        head = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(
            sql.Identifier(table), sql.Identifier(name)
        )
        start = head.as_string(connection) if constraint else ""
        connection.execute((start + definition).encode())
    for table in tables:
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


# Where the grown rows name the person: the condition, and how the place does it.
PLANTS: tuple[tuple[str, str, LiteralString, Encoding], ...] = (
    *((table, column, "{column} = {me}", Encoding.INTEGER)
      for table in ("work_packages", "work_package_journals")
      for column in ("author_id", "assigned_to_id", "responsible_id")),
    ("journals", "user_id", "{column} = {me}", Encoding.INTEGER),
    ("custom_values", "value", "id % 2 = 0 AND {column} = {me}::text", Encoding.TEXT),
    ("work_packages", "subject", "id % {share} = 3", Encoding.NAME),
    ("work_package_journals", "subject", "id % {share} = 3", Encoding.NAME),
    *((table, column, "id % {share} = 4", encoding)
      for table, column in (
          ("work_packages", "description"),
          ("work_package_journals", "description"),
          ("journals", "notes"),
      )
      for encoding in (Encoding.TAG, Encoding.NAME)),
)  # fmt: skip


def _planted(connection: Connection, context: Context) -> Iterator[Truth]:
    for table, column, condition, encoding in PLANTS:
        statement = sql.SQL("SELECT id::text FROM {} WHERE id >= {} AND ").format(
            sql.Identifier(table), sql.Literal(FIRST_ID)
        ) + sql.SQL(condition).format(
            column=sql.Identifier(column),
            me=sql.Literal(context.person.id),
            share=sql.Literal(SHARE),
        )
        for (key,) in connection.execute(statement):
            yield Truth(table, column, key, encoding)
