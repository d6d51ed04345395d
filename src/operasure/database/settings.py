"""Settings of the server that change what a statement means or how a value is written.

Each can be set for the server, a database or a role, and by PGOPTIONS or the `options` of a URL. So
all of them are set anew for every transaction before anything is read, and read back; what differs
is refused. LOCAL settings hold behind a pooler, too, and leave nothing behind. Which settings there
are is PostgreSQL's manual, chapter 20 (versions 9.6 to 18).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from operasure.core.errors import NoDatabaseError
from operasure.database.naming import literal

MEANING: Mapping[str, str] = {
    # Names: what is not named with a schema is PostgreSQL's own.
    "search_path": "pg_catalog, pg_temp",
    "quote_all_identifiers": "off",
    # How a statement is read.
    "standard_conforming_strings": "on",
    "backslash_quote": "safe_encoding",
    "escape_string_warning": "off",
    "array_nulls": "on",
    "transform_null_equals": "off",
    "timezone_abbreviations": "Default",
    # How values are written and read.
    "client_encoding": "UTF8",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "3",
    "xmlbinary": "base64",
    "xmloption": "content",
    "lc_monetary": "C",
    "lc_numeric": "C",
    "lc_time": "C",
    # Which rows are found.
    "row_security": "off",
    "gin_fuzzy_search_limit": "0",
    "constraint_exclusion": "partition",
    # What else runs, and what ends.
    "jit": "off",
    "exit_on_error": "off",
    "client_min_messages": "error",
    "restrict_nonsystem_relation_kind": "view, foreign-table",
    "idle_session_timeout": "0",
    "transaction_timeout": "0",
}
"""Any role may set these. What a release does not know is left out."""

POWERFUL: Mapping[str, str] = {
    "zero_damaged_pages": "off",
    "ignore_checksum_failure": "off",
    "ignore_system_indexes": "off",
    "session_replication_role": "origin",
}
"""Under other values damaged pages read as empty, and keys and triggers do nothing. A superuser may
set them, but for the third, which holds for a whole session."""


@dataclass(frozen=True)
class Timeouts:
    """Limits of every session, in milliseconds; 0 is no limit. `workers`: whether the server may
    use processes of its own beside the one of a connection."""

    statement: int = 3_600_000
    lock: int = 10_000
    idle: int = 600_000
    workers: bool = True

    @property
    def settings(self) -> Mapping[str, str]:
        """The same as settings of the server."""
        return {
            "statement_timeout": str(self.statement),
            "lock_timeout": str(self.lock),
            "idle_in_transaction_session_timeout": str(self.idle),
            **({} if self.workers else {"max_parallel_workers_per_gather": "0"}),
        }


_NOT_EVERYWHERE = frozenset(
    {"jit", "restrict_nonsystem_relation_kind", "idle_session_timeout", "transaction_timeout"}
)


def script() -> Iterator[str]:
    """The same as lines of a script that every release runs within a transaction."""
    for name, value in MEANING.items():
        if name not in _NOT_EVERYWHERE:
            # A path in quotes would be one name.
            shown = value if name == "search_path" else literal(value)
            yield f"SET LOCAL {name} = {shown};"


def write(settings: Mapping[str, str]) -> str:
    """One statement that sets all of these, as far as the server knows them, to the end of the
    transaction. Names and values are ours, or numbers."""
    calls = (
        f"CASE WHEN pg_catalog.current_setting({literal(name)}, true) IS NOT NULL "
        f"THEN pg_catalog.set_config({literal(name)}, {literal(value)}, true) END"
        for name, value in settings.items()
    )
    return f"SELECT {', '.join(calls)}"


def establish(connection: psycopg.Connection[Any], timeouts: Timeouts, where: str) -> None:
    """Set everything for the transaction that has begun, and read it back.

    Raises NoDatabaseError, which names the database by `where`, for a setting that stays at
    another value; psycopg.Error for a lost connection.
    """
    wanted = {**MEANING, **timeouts.settings}
    connection.execute(write(wanted).encode())
    every = {**wanted, **POWERFUL}
    shown = _shown(connection, every)
    wrong = {name: every[name] for name, value in shown.items() if value != every[name]}
    if wrong and set(wrong) <= set(POWERFUL):
        with suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.CantChangeRuntimeParam):
            connection.execute(write(wrong).encode())
            wrong = {n: v for n, v in wrong.items() if _shown(connection, [n])[n] != v}
    if wrong:
        named = ", ".join(f"{name} = {shown[name]}" for name in sorted(wrong))
        raise NoDatabaseError(
            f"{where} has {named}, and no result can be trusted with this setting; reset it for "
            f"the role or the server, and run again"
        )


def _shown(connection: psycopg.Connection[Any], names: Iterable[str]) -> dict[str, str]:
    """The values of settings that the server knows, without units."""
    rows = connection.execute(
        "SELECT s.name, s.setting FROM pg_catalog.pg_settings s WHERE s.name = ANY (%s)",
        [list(names)],
    )
    return {str(name): str(value) for name, value in rows}
