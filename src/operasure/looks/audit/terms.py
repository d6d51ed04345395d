"""SQL that takes the values of a place and keeps those that are the id of no principal.

A reference check ends in one comparison with the id. Here the same value is tested against all
principals at once: a number above 0 that `users` does not have. What is empty, 0 or no number is
no id.
"""

from __future__ import annotations

from operasure.core import elements
from operasure.core.model import Check, Compare
from operasure.core.terms import bytewise
from operasure.database.catalogue import Table
from operasure.database.reader import quoted

_DIGITS = "[1-9][0-9]{0,17}"
_TIMES = {f"pg_catalog.{name}" for name in ("timestamp", "timestamptz", "date")}
_DATES = ("created_at", "created_on", "updated_at", "updated_on")


def is_number(check: Check) -> bool:
    """Whether the check compares numbers; otherwise their digits as text."""
    match check.compare:
        case Compare.ID | Compare.AMONG:
            return True
        case Compare.JOINED:
            return not check.sql.rstrip().endswith("AS text)")
        case _:
            return False


def value(check: Check) -> str:
    """The compared value of a check."""
    match check.compare:
        case Compare.DIGITS:
            return bytewise(check.value)
        case _:
            return check.value


def holds(check: Check) -> str:
    """True where the place holds what may be an id (of a text: where it holds any text)."""
    match check.compare:
        case Compare.FORMS:
            return f"{check.value} <> ''"
        case Compare.AMONG:
            return f"cardinality({check.value}) > 0"
        case Compare.WHOLE | Compare.KEYED:
            return f"EXISTS ({taken(check)})"
        case _:
            found = value(check)
            return f"{found} > 0" if is_number(check) else f"{found} ~ '^{_DIGITS}$'"


def taken(check: Check) -> str:
    """A statement that gives each number of a value that holds several."""
    if check.compare is Compare.AMONG:
        return f"SELECT unnest({check.value})"
    text = bytewise(check.value)
    own = elements.keyed if check.compare is Compare.KEYED else elements.pattern
    element = own("@").replace("'", "''")
    return (
        f"SELECT DISTINCT found[1] FROM regexp_matches({text}, '\\m({_DIGITS})\\M', 'g') AS found "
        f"WHERE {text} ~ replace('{element}', '@', found[1])"
    )


def nobody(check: Check, found: str | None = None) -> str:
    """True where the value is the id of nobody. `found` stands for it where it is taken apart."""
    number = found or value(check)
    if is_number(check):
        return f"{number} > 0 AND {number} NOT IN (SELECT u.id FROM users u)"
    return f"{number} ~ '^{_DIGITS}$' AND {number} NOT IN (SELECT CAST(u.id AS text) FROM users u)"


def somebody(check: Check) -> str:
    """True where the value is the id of a principal."""
    ids = (
        "SELECT u.id FROM users u" if is_number(check) else "SELECT CAST(u.id AS text) FROM users u"
    )
    if check.compare in {Compare.AMONG, Compare.WHOLE, Compare.KEYED}:
        return f"EXISTS (SELECT 1 FROM ({taken(check)}) AS op_all(one) WHERE one IN ({ids}))"
    return f"{value(check)} IN ({ids})"


def moment(expression: str | None) -> str:
    """A date of a row as a moment; NULL where there is none."""
    return f"CAST({expression or 'NULL'} AS timestamptz)"


def dated(table: Table, alias: str | None = None) -> str:
    """When a row of this table was written, as far as the table says, and in the years from 1 to
    9999: nobody reads infinity as a day."""
    dates = (table.named.get(name) for name in _DATES)
    name = next((c.name for c in dates if c is not None and c.type in _TIMES), None)
    if name is None:
        return moment(None)
    shown = f"{alias}.{quoted(name)}" if alias else quoted(name)
    return moment(f"CASE WHEN {shown} > '0001-01-02' AND {shown} < '9999-12-30' THEN {shown} END")
