"""The role that only reads: SQL to create it, and what the role of a connection may do beyond that.

What the planner runs by itself can't be kept out of a session: an expression of an index or of
statistics, a partition key, a check of a domain is code of whoever made it, and runs with the
rights of whoever reads. With a role that may only read, there is nothing in it for such code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operasure.core import psql
from operasure.core.queries import statement

if TYPE_CHECKING:
    from operasure.database.reader import Reader

SCHEMA, ROLE = "public", "operasure"
_SQL = """\
CREATE ROLE {role} LOGIN PASSWORD 'choose one';
ALTER ROLE {role} SET default_transaction_read_only = on;
GRANT USAGE ON SCHEMA {schema} TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role};
GRANT SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO {role};
"""
SUPERUSER = "superuser"


@dataclass(frozen=True)
class Rights:
    """What a role may do. Tables are counted in OpenProject's schema."""

    role: str
    schema: str
    powers: tuple[str, ...]
    """`superuser`, or the roles it belongs to that run programs or touch files on the server."""
    usage: bool
    creates: bool
    tables: int
    unread: int
    written: int
    owned: int
    hidden: int
    """Tables with row security that it may not pass by."""

    @property
    def reads_everything(self) -> bool:
        """Whether no table is out of reach."""
        return self.usage and not self.unread and not self.hidden


def script(schema: str = SCHEMA, role: str = ROLE) -> str:
    """The SQL for a role that may read and nothing else, run by a superuser."""
    return _SQL.format(schema=_name(schema, SCHEMA), role=_name(role, ROLE))


def _name(name: str, plain: str) -> str:
    return name if name == plain else psql.identifier(name)


def powers(reader: Reader) -> tuple[str, ...]:
    """What the role may do on the server beyond its tables. May raise psycopg.Error."""
    return tuple(str(row["power"]) for row in reader.fetch(statement("openproject/powers")))


def warning(held: tuple[str, ...]) -> str:
    """One line for a role that may do more on the server than its tables need."""
    what = "a superuser" if SUPERUSER in held else f"a member of {', '.join(held)}"
    return (
        f"this role is {what}: code that somebody put into the database, such as in an index or a "
        "generated column, would run with its rights; 'operasure role' prints the SQL for a role "
        "that only reads"
    )


def writing(held: tuple[str, ...]) -> str:
    """The same for a role that writes."""
    what = "a superuser" if SUPERUSER in held else f"a member of {', '.join(held)}"
    return (
        f"the role that writes is {what}: code that somebody put into the database, such as in a "
        "trigger or an index, would run with its rights"
    )


def rights(reader: Reader, schema: str) -> Rights:
    """What the role of a connection may do. May raise psycopg.Error."""
    [row] = reader.fetch(statement("openproject/role"), schema=schema)
    held = powers(reader)
    passes = row["sees_all_rows"] or SUPERUSER in held
    return Rights(
        str(row["role"]),
        schema,
        held,
        bool(row["usage"]),
        bool(row["creates"]),
        int(row["tables"]),
        int(row["unread"]),
        int(row["written"]),
        int(row["owned"]),
        0 if passes else int(row["guarded"]),
    )


def lines(found: Rights) -> Iterator[str]:
    """What it may do, a sentence a line."""
    if not found.usage:
        yield f"It may not use the schema {found.schema}: nothing can be read."
    elif found.unread:
        yield f"It may not read {found.unread} of {found.tables} tables: they stay unchecked."
    else:
        yield f"It may read all {found.tables} tables of the schema {found.schema}."
    if found.hidden:
        yield f"Row security may hide rows of {found.hidden} tables: they stay unchecked."
    if SUPERUSER in found.powers:
        yield "It is a superuser: it may do everything, also run programs on the server."
        return
    for power in found.powers:
        yield f"It is a member of {power}: code in the database could use that."
    if found.owned:
        yield f"It owns {found.owned} tables, or is a member of the role that does."
    if found.written:
        yield f"It may change rows of {found.written} tables; operasure does so in erase alone."
    if found.creates:
        yield f"It may create tables and functions in the schema {found.schema}."
    if not (found.powers or found.owned or found.written or found.creates):
        yield "It may change nothing."
