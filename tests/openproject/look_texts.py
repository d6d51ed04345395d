"""A direct look at texts: every cell that names a person in words, found and blotted out.

Like `look`, this knows nothing of operasure's own search: it reads every text of the schema,
whatever its column means.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg import sql

from openproject.generator_texts import tag, text_columns
from openproject.invented import DELETED_ID, DemoPerson, ascii_form, entity_form
from openproject.tables import Column, Table, read_tables
from openproject.truth import Encoding, Truth
from operasure.core.marshal import decoded

Connection = psycopg.Connection[Any]

# The rows of people name people; whether a row of `users` is there is another question.
UNREAD = frozenset({"users", "schema_migrations"})
ENCODED = frozenset(
    {("sessions", "data"), *(place for place, kind in text_columns().items() if kind == "base64")}
)


@dataclass(frozen=True)
class Names:
    """The forms in which texts can name a person."""

    person: DemoPerson

    @cached_property
    def patterns(self) -> dict[Encoding, re.Pattern[str]]:
        """A pattern for each way in which a text names the person."""
        id = self.person.id
        login, mail = re.escape(self.person.login), re.escape(self.person.mail)
        quote = r"""[\\"']*"""
        other_kind = rf"(?![^>]*data-type={quote}(?:work_package|group))"
        patterns = {
            Encoding.TAG: rf"<mention\b{other_kind}[^>]*\bdata-id={quote}{id}(?!\d)[^>]*>"
            r"(?:[^<]*</mention>)?",
            Encoding.MAIL: mail,
            Encoding.HASH: rf"\buser(?:#{id}(?!\d)|[#:]{quote}(?:{login}|{mail}){quote})",
            Encoding.LINK: rf"/users/{id}(?!\d)",
            Encoding.LOGIN: rf"(?<![^\W_]){login}(?![^\W_])",
            Encoding.NAME: "|".join(self._forms()),
        }
        return {
            encoding: re.compile(pattern, re.IGNORECASE)
            for encoding, pattern in patterns.items()
            if pattern and (encoding is not Encoding.LOGIN or self.person.login)
        }

    @cached_property
    def needles(self) -> str:
        """A PostgreSQL pattern that every text naming the person matches, case aside."""
        id, person = self.person.id, self.person
        words = {
            form
            for name in (person.family, person.family.upper())
            for form in (name, unicodedata.normalize("NFD", name), entity_form(name))
        }
        words |= {ascii_form(person.family), person.login, person.mail}
        words -= {""}
        escaped = [re.sub(r"([^\w\s])", r"\\\1", word) for word in sorted(words)]
        return "|".join([*escaped, rf"data-id=.{{0,3}}{id}", f"user#{id}", f"/users/{id}"])

    def _forms(self) -> Iterator[str]:
        given, family = self.person.given, self.person.family
        orders = ((given, family), (f"{family},", given), (f"{given[0]}.", family))
        for first, last in orders:
            whole = f"{first} {last}"
            for form in (whole, unicodedata.normalize("NFD", whole), entity_form(whole)):
                yield r"\s+".join(re.escape(word) for word in form.split())
            # Addresses and file names hold the plain form with other signs for the blank.
            if ascii_form(given) and ascii_form(family):
                yield r"[\s._-]+".join(re.escape(word) for word in ascii_form(whole).split())

    def found(self, text: str) -> list[Encoding]:
        """Return the ways in which a text names the person."""
        return [encoding for encoding, pattern in self.patterns.items() if pattern.search(text)]

    def blotted(self, text: str) -> str:
        """Return the text with the person's forms replaced by nobody's."""
        nobody = {
            Encoding.TAG: tag(DELETED_ID, "N. N.").replace("\\", ""),
            Encoding.MAIL: "n@n",
            Encoding.HASH: f"user#{DELETED_ID}",
            Encoding.LINK: f"/users/{DELETED_ID}",
            Encoding.LOGIN: "n",
            Encoding.NAME: "N. N.",
        }
        for encoding, pattern in self.patterns.items():
            text = pattern.sub(nobody[encoding], text)
        return text


def mentions(connection: Connection, person: DemoPerson) -> tuple[Truth, ...]:
    """Return every text of the current schema that names the person, sorted."""
    names = Names(person)
    found: list[Truth] = []
    for table in read_tables(connection).values():
        columns = [column for column in table.columns.values() if column.textual]
        if table.name in UNREAD or not columns:
            continue
        for column, key, text in _cells(connection, table, columns, names):
            found += [Truth(table.name, column.name, key, each) for each in names.found(text)]
    return tuple(sorted(set(found)))


def _lexemes(text: str) -> str:
    """Return the words of a text search vector, in the order of their places where it has any."""
    found = re.findall(r"'((?:[^']|'')*)'(?::(\d+))?", unicodedata.normalize("NFC", text))
    words = [word for word, _ in sorted(found, key=lambda pair: int(pair[1] or 0))]
    # PostgreSQL takes a login apart at its underscore.
    return f"{' '.join(words)} {'_'.join(words)}"


def _cells(
    connection: Connection, table: Table, columns: Sequence[Column], names: Names
) -> Iterator[tuple[Column, str, str]]:
    """Yield (column, row key, readable text) of the cells that may name the person."""
    one = sql.SQL("SELECT {number}, {key}, {column}::text FROM {table} WHERE {condition}")
    asked = [
        one.format(
            number=sql.Literal(number),
            key=table.key_sql(),
            column=sql.Identifier(column.name),
            table=sql.Identifier(table.name),
            condition=sql.SQL(
                "{column} IS NOT NULL" if _encoded(table, column) else "{column}::text ~* {p}"
            ).format(column=sql.Identifier(column.name), p=sql.Literal(names.needles)),
        )
        for number, column in enumerate(columns)
    ]
    # One statement for a table: there are ten times as many columns.
    for number, key, text in connection.execute(sql.SQL(" UNION ALL ").join(asked)).fetchall():
        column = columns[number]
        if _encoded(table, column):
            yield column, key, decoded(text).decode("utf-8", "replace")
        elif column.type == "tsvector":
            yield column, key, _lexemes(text)
        else:
            yield column, key, text


def _encoded(table: Table, column: Column) -> bool:
    return (table.name, column.name) in ENCODED
