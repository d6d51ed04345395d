"""What to do with a statement of a dump, by its first words.

The words are those of pg_dump (PostgreSQL, src/bin/pg_dump/pg_dump.c); a statement that it never
writes is not run. A search needs tables, rows and keys. It needs no index, trigger, rule or policy,
which cost time or change what is restored, and no owner or privilege, whose roles are not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from operasure.looks.backups.statements import IDENTIFIER, NAME, Statement

HEAD = 4096
"""Bytes of a statement that are looked at."""


class StatementKind(StrEnum):
    """What a statement is for a restore."""

    TABLE = "table"
    ROWS = "rows"
    """COPY or INSERT."""
    KEY = "key"
    """A primary key or unique constraint, which is built when all rows are there."""
    FOREIGN_KEY = "foreign key"
    OBJECT = "object"
    """Whatever else is needed: types, functions, sequences, defaults, settings."""
    SKIPPED = "skipped"
    """Not needed for a search."""
    STRANGE = "strange"
    """Nothing that pg_dump writes."""


@dataclass(frozen=True)
class Sort:
    """The kind of a statement, and the table it is about (schema, name), where it is about one;
    the schema is "" where the statement names none."""

    kind: StatementKind
    table: tuple[str, str] = ("", "")


_COPY = re.compile(rf"\s*COPY ({NAME}) ")
_ALTER = rf"ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(?P<table>{NAME})\s+"
_CONSTRAINT = rf"{_ALTER}ADD CONSTRAINT {IDENTIFIER} "
_UNNEEDED = "|".join(
    (
        "COMMENT ON|GRANT|REVOKE|DROP|SECURITY LABEL|BEGIN;|COMMIT;",
        "ALTER (?:DEFAULT|INDEX|DATABASE|ROLE|EVENT|PUBLICATION|LARGE OBJECT|FOREIGN|SERVER) ",
        "SET (?:SESSION AUTHORIZATION|default_tablespace) ",
        r"SELECT pg_catalog\.lo\w*\(|SELECT \* FROM pg_catalog\.pg_restore_\w+\(",
        "CREATE (?:UNIQUE INDEX|INDEX|OR REPLACE RULE|RULE|CONSTRAINT TRIGGER|TRIGGER|EVENT) ",
        "CREATE (?:POLICY|PUBLICATION|SUBSCRIPTION|STATISTICS|DATABASE|ROLE|TABLESPACE) ",
        "CREATE (?:SERVER|USER MAPPING|FOREIGN|TRANSFORM|ACCESS METHOD) ",
    )
)
_NEEDED = "|".join(
    (
        r"SET |SELECT pg_catalog\.(?:set_config|setval)\(|REFRESH MATERIALIZED VIEW |CREATE ",
        "ALTER (?:TABLE|SEQUENCE|TYPE|DOMAIN|OPERATOR|TEXT SEARCH) ",
    )
)
_RULES = tuple(
    (kind, re.compile(rf"\s*(?:{pattern})", re.S))
    for kind, pattern in (
        (StatementKind.ROWS, rf"INSERT INTO (?P<table>{NAME}) "),
        (StatementKind.TABLE, rf"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(?P<table>{NAME}) "),
        (StatementKind.KEY, rf"{_CONSTRAINT}(?:PRIMARY KEY|UNIQUE)\b"),
        (StatementKind.FOREIGN_KEY, rf"{_CONSTRAINT}FOREIGN KEY\b"),
        (StatementKind.SKIPPED, rf"{_CONSTRAINT}(?:EXCLUDE|CHECK)\b"),
        (
            StatementKind.SKIPPED,
            rf"{_ALTER}(?:OWNER TO|CLUSTER|SET WITHOUT|REPLICA|ENABLE|DISABLE|FORCE|NO FORCE) ",
        ),
        (StatementKind.SKIPPED, rf"ALTER [A-Z ]+ {NAME}(?:\(.*\))?(?: USING \w+)? OWNER TO "),
        (StatementKind.SKIPPED, rf"(?:{_UNNEEDED})"),
        (StatementKind.OBJECT, rf"(?:{_NEEDED})"),
    )
)


def sort(statement: Statement) -> Sort:
    """What to do with this statement."""
    head = statement.sql[:HEAD].decode("utf-8", "replace")
    if statement.rows is not None:
        found = _COPY.match(head)
        return Sort(StatementKind.ROWS, split(found[1])) if found else Sort(StatementKind.STRANGE)
    for kind, rule in _RULES:
        if found := rule.match(head):
            return Sort(kind, split(found.groupdict().get("table") or ""))
    return Sort(StatementKind.STRANGE)


def split(name: str) -> tuple[str, str]:
    """A name as SQL has it, as schema and name."""
    parts = re.findall(IDENTIFIER, name)
    plain = [p[1:-1].replace('""', '"') if p.startswith('"') else p for p in parts]
    schema, table, *_ = plain if len(plain) > 1 else ["", *plain, ""]
    return schema, table


def words(sql: bytes) -> str:
    """What a statement is, for a message: its first words and no value of it."""
    head = " ".join(sql[:200].decode("utf-8", "replace").split())
    found = re.match(rf"(?:[A-Z]+ )+(?:{NAME})?", head)
    return re.sub(r"[^\w .$\"-]", "?", found[0].strip())[:80] if found else "no statement of SQL"
