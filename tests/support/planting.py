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

from operasure.checks import specimens
from operasure.checks.specimens import Row, Values
from operasure.core.model import Check, Compare
from operasure.looks.canary.rows import Rows

_numbers = itertools.count(700_000)
_CHOSEN = {("project_storages", "project_folder_mode"): "inactive"}
"""Values that a check constraint asks for."""


@dataclass
class Planter:
    """Inserts rows past foreign keys and triggers; the connection must be a superuser's."""

    connection: psycopg.Connection[Any]
    planted: Counter[str] = field(default_factory=Counter)
    """How many rows each table got."""

    def __post_init__(self) -> None:
        self.connection.execute("SET session_replication_role = replica")
        self.rows = Rows.of(self.connection, numbers=_numbers, chosen=_CHOSEN)
        self.columns = {
            table: columns
            for (schema, table), columns in self.rows.tables.items()
            if schema == "public"
        }

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
        key = "id" if "id" in self.columns[table] else "ctid"
        [keys] = self.rows.insert(("public", table), [self.whole(table, values)], key)
        return keys[0] if isinstance(keys[0], int) else str(keys[0])

    def whole(self, table: str, values: Values) -> dict[str, object]:
        """A row with these values and whatever its table needs besides."""
        return self.rows.whole(("public", table), values)


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
    column = planter.columns[check.table][check.column.name]
    if column.longest and column.longest < len(text):
        return short
    if check.table in {"oauth_client_tokens", "oidc_user_tokens"}:
        return jwt({"text": text})
    if column.type in {"json", "jsonb"}:
        return json.dumps({"text": text})
    if column.type == "xml":
        return f"<a>{html.escape(text)}</a>"
    return [text] if column.type.endswith("[]") else text


def jwt(claims: Mapping[str, object]) -> str:
    """A JSON Web Token with these claims, as an identity provider hands them out (RFC 7519)."""
    parts = (b'{"alg":"none"}', json.dumps(claims).encode(), b"signature")
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def user_mention(number: int) -> str:
    return (
        f'<mention class="mention" data-id="{number}" data-type="user" '
        f'data-text="@Nobody Known">@Nobody Known</mention>'
    )
