"""Plant one row, whatever its table needs besides, and say what plants a plain check's place."""

from __future__ import annotations

import base64
import html
import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from operasure.checks import specimens
from operasure.checks.specimens import Row, Values
from operasure.core.model import Check, Compare

_numbers = itertools.count(700_000)
_ALWAYS = {"created_at", "updated_at", "validity_period"}
"""Set even where the schema does not ask: what expires by them must have a known date."""
_DUMMIES: Mapping[str, object] = {
    "boolean": False,
    "date": "2025-01-01",
    "timestamp with time zone": "2025-01-01 00:00:00+00",
    "timestamp without time zone": "2025-01-01 00:00:00",
    "double precision": 0,
    "numeric": 0,
    "json": "{}",
    "jsonb": "{}",
    "xml": "<a/>",
    "ARRAY": "{}",
    "interval": "1 day",
    "tstzrange": "[2025-01-01,)",
}
_CHOSEN = {("project_storages", "project_folder_mode"): "inactive"}
"""Values that a check constraint asks for."""


@dataclass
class Planter:
    """Inserts rows past foreign keys and triggers; the connection must be a superuser's."""

    connection: psycopg.Connection[Any]
    columns: dict[str, dict[str, tuple[str, bool, bool, str]]] = field(default_factory=dict)
    limits: dict[tuple[str, str], int] = field(default_factory=dict)
    planted: Counter[str] = field(default_factory=Counter)
    """How many rows each table got."""

    def __post_init__(self) -> None:
        self.connection.execute("SET session_replication_role = replica")
        for table, name, type_, nullable, default, udt, limit in self.connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable, column_default, udt_name, "
            "character_maximum_length FROM information_schema.columns "
            "WHERE table_schema = 'public'"
        ):
            if limit:
                self.limits[table, name] = limit
            entry = (type_, nullable == "YES", default is not None, udt)
            self.columns.setdefault(table, {})[name] = entry

    def has(self, table: str, *names: str) -> bool:
        return table in self.columns and all(n in self.columns[table] for n in names)

    def plant(self, table: str, values: Values) -> object:
        """Insert a row and return its id (its ctid where the table has none).

        A custom field that is wanted twice is made once.
        """
        if table == "custom_fields" and "id" in values:
            query = (
                "SELECT id FROM custom_fields WHERE (id, field_format) = (%(id)s, %(field_format)s)"
            )
            if self.connection.execute(query, values).fetchone():
                return values["id"]
        self.planted[table] += 1
        row = self.whole(table, values)
        shown = "id" if "id" in self.columns[table] else "ctid"
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING {}").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
            sql.Identifier(shown),
        )
        found = self.connection.execute(statement, list(row.values())).fetchone()
        assert found
        return found[0] if isinstance(found[0], int) else str(found[0])

    def whole(self, table: str, values: Values) -> dict[str, object]:
        """A row with these values and whatever its table needs besides."""
        row = dict(values)
        for name, (type_, nullable, default, udt) in self.columns[table].items():
            if name not in row and name == "id" and type_ in {"integer", "bigint"}:
                row[name] = next(_numbers)
            elif name not in row and (name in _ALWAYS or not (nullable or default)):
                row[name] = _CHOSEN.get((table, name)) or self._dummy(type_, udt)
        return row

    def _dummy(self, type_: str, udt: str) -> object:
        if type_ in {"integer", "bigint"}:
            return next(_numbers)
        if type_ == "smallint":
            return 0
        if type_ == "uuid":
            return f"00000000-0000-4000-8000-{next(_numbers):012d}"
        if type_ == "USER-DEFINED":
            found = self.connection.execute(
                "SELECT enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = enumtypid "
                "WHERE typname = %s ORDER BY enumsortorder LIMIT 1",
                [udt],
            ).fetchone()
            assert found
            return found[0]
        return _DUMMIES[type_] if type_ in _DUMMIES else f"x{next(_numbers)}"


def specimen(check: Check, value: object) -> tuple[list[Row], list[Row]]:
    """Rows to plant before the check's own row (the last of the first list), and after it."""
    case = specimens.specimen(check, value)
    return list(case.rows), list(case.after)


def unlike(check: Check, number: int) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows that hold the number under another meaning, or a longer number: not this check's."""
    if check.compare in {Compare.FORMS, Compare.WHOLE}:
        for text in (f"work package #{number}, 1{number}", work_package_mention(number)):
            yield specimen(check, text)
        return
    longer = number * 10 + 1
    as_text = check.compare is Compare.DIGITS
    yield specimen(check, str(longer) if as_text else longer)
    for case in specimens.broken(check, str(number) if as_text else number):
        yield list(case.rows), list(case.after)


def work_package_mention(number: int) -> str:
    return (
        f'<mention class="mention" data-id="{number}" data-type="work_package" '
        f'data-text="#{number}">#{number}</mention>'
    )


def text_value(planter: Planter, check: Check, text: str, short: str) -> object:
    """A text as the check's column can hold it: as JSON, XML, array, or short where it must be."""
    type_, _, _, _ = planter.columns[check.table][check.column.name]
    limit = planter.limits.get((check.table, check.column.name))
    if limit and limit < len(text):
        return short
    if check.table in {"oauth_client_tokens", "oidc_user_tokens"}:
        return jwt({"text": text})
    if type_ in {"json", "jsonb"}:
        return json.dumps({"text": text})
    if type_ == "xml":
        return f"<a>{html.escape(text)}</a>"
    return [text] if type_ == "ARRAY" else text


def jwt(claims: Mapping[str, object]) -> str:
    """A JSON Web Token with these claims, as an identity provider hands them out (RFC 7519)."""
    parts = (b'{"alg":"none"}', json.dumps(claims).encode(), b"signature")
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def user_mention(number: int) -> str:
    return (
        f'<mention class="mention" data-id="{number}" data-type="user" '
        f'data-text="@Nobody Known">@Nobody Known</mention>'
    )
