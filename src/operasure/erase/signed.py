"""Signed values: their whole row is deleted, or they are not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from operasure.core.model import Check
from operasure.database.reader import Reader, quoted
from operasure.erase.edits import Editor, Wish
from operasure.erase.tables import Name, as_text, rows
from operasure.erase.written import is_document
from operasure.looks.mentions import coded

_WORDS = {
    "enterprise_tokens": "the licence token is deleted: upload a new one",
}
_OTHERS = "the token is deleted: it is issued anew when it is needed"


def is_signed(check: Check) -> bool:
    """Whether a check finds mentions in such values."""
    return check.kind == "binary" and not is_document(check.column.name)


def words(check: Check) -> str:
    """What becomes of a row, for the list to read."""
    return _WORDS.get(check.table, _OTHERS)


def standing(
    reader: Reader,
    editor: Editor,
    name: Name,
    check: Check,
    marks: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """The keys of the rows in which one of the decided mentions (`marks`, by key) is still there.
    May raise psycopg.Error."""
    column = check.column.name
    shown = as_text(quoted(column), editor.tables.columns[name][column].type)
    term = f"{quoted(column)} IS NOT NULL"
    for row in rows(reader, editor.tables, name, marks, f"{shown} AS value", term):
        own = str(row["key"])
        text = coded.decode(str(row["value"]).encode()).decode()
        if editor.stands(own, Wish(check, marks=marks[own]), text):
            yield own
