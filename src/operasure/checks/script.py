"""The checks as a script for psql, so that anybody can verify them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from operasure.checks import idforms
from operasure.core import psql
from operasure.core.legible import visible
from operasure.core.model import Check, Compare
from operasure.core.queries import escapes
from operasure.core.terms import bytewise, coded, comparison, decoded, formed
from operasure.database import settings
from operasure.database.naming import elements, named

_OF_AN_ID = """\
-- Every place where the user {user_id} may stand, as operasure looks at it. Run with psql:
--   psql -X -f SCRIPT "$DATABASE_URL"
-- It says nothing of names in texts (operasure find-mentions) and of memcached (operasure cache).
"""
_OF_A_PATTERN = """\
-- Every text that operasure find-mentions reads, searched for one regular expression of
-- PostgreSQL's. Run with psql:
--   psql -X -f SCRIPT "$DATABASE_URL"
-- find-mentions reads each of them whole and knows spellings, encodings and escapes besides.
"""
_HEAD = """\
\\set ON_ERROR_STOP off
\\set ON_ERROR_ROLLBACK on
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
"""
VARIABLES = (
    *("user_id", "needle", "ended", "alone", "patterns", "escape", "words", "marks"),
    *("coded", "whole", "keyed"),
)
READING = "reading"
"""The variable that holds how the escapes of a text are read."""


def select(checks: Iterable[Check], group: str | None, check: str | None) -> list[Check]:
    """The checks of a group, or one by its id, with or without the group, as it is or as it is
    shown; all of them where neither is given."""
    return [c for c in checks if group in {None, c.group} and check in {None, *_names(c.id)}]


def _names(id_: str) -> Iterator[str]:
    for name in (id_, id_.partition("/")[2]):
        yield from (name, visible(name))


def script(checks: Iterable[Check], user_id: int, schema: str, kind: str = "user") -> Iterator[str]:
    """Lines of a psql script that runs these checks for this id, with the variables that they
    take: a check of a number needs none of the forms in texts."""
    yield from _begin(_OF_AN_ID.format(user_id=user_id))
    bound = idforms.parameters(user_id, kind)
    statements = [(check, statement(check, schema)) for check in checks]
    used = {name for name in (*VARIABLES, READING) if any(f":{name}" in s for _, s in statements)}
    for name in (name for name in VARIABLES if name in used):
        yield f"\\set {name} {_variable(bound[name])}"
    if READING in used:
        read = named(decoded("op_body.op_text"), schema, bound=False).sql
        yield f"\\set {READING} {_quoted(read.replace(':escape', psql.literal(escapes().any)))}"
    yield from _told(statements)


def texts(checks: Iterable[Check], pattern: str, schema: str) -> Iterator[str]:
    """Lines of a psql script that searches the texts of these checks for a pattern."""
    yield from _begin(_OF_A_PATTERN)
    yield f"\\set pattern {_variable(pattern)}"
    looked = ((c, c.sql if c.expected else f"{c.sql} WHERE {c.value} ~* :pattern") for c in checks)
    yield from _told((check, f"{named(sql, schema, bound=False).sql};") for check, sql in looked)


def _begin(head: str) -> Iterator[str]:
    yield head + _HEAD
    # What names and values mean is settled here, as operasure does for itself.
    yield from settings.script()


def _told(statements: Iterable[tuple[Check, str]]) -> Iterator[str]:
    """Each statement below the id of its check, and the end of the script."""
    for check, sql in statements:
        yield ""
        yield psql.says(check.id, "check")
        if check.expected:
            note = f" · {check.note}" if check.note else ""
            yield visible(f"-- expected: {check.expected}{note}")
        yield psql.one_line(sql)
    yield ""
    yield "ROLLBACK;"


def statement(check: Check, schema: str) -> str:
    """The statement of a check as psql runs it, its tables named with the schema."""
    sql = check.sql
    if check.compare is Compare.FORMS:
        seen = _seen(check)
        end = f" IS NOT NULL\n   AND {seen}"
        told = sql.replace(comparison(check), seen)
        sql = told if check.schema else sql.removesuffix(" ~* :pattern") + end
    # The number as a text is at hand.
    sql = sql.replace("CAST(:user_id AS text)", ":needle")
    return f"{named(sql, schema, bound=False).sql};"


def _seen(check: Check) -> str:
    """Whether a text shows the id, plainly or once its escapes are read."""
    return (
        f"({comparison(check)} OR ({coded(check)} AND EXISTS (SELECT 1 "
        f"FROM (VALUES ({bytewise(check.searched)})) AS op_body(op_text) "
        f"CROSS JOIN LATERAL (:{READING}) AS op_read(op_plain) WHERE {formed('op_plain')})))"
    )


def _variable(value: object) -> str:
    """A value as SQL literal, quoted once more for psql's \\set."""
    if isinstance(value, int):
        return str(value)
    text = elements(value) if isinstance(value, list) else str(value)
    return _quoted("'" + text.replace("'", "''") + "'")


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
