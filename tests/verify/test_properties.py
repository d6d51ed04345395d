"""Whatever stands around a leftover, every command finds it or says that it could not look."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operasure.core.model import Result, Verdict
from operasure.database import session as sessions
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.audit.audit import Options as AuditOptions
from operasure.looks.audit.audit import audit
from operasure.looks.mentions.find import Options as MentionsOptions
from operasure.looks.mentions.find import find_mentions
from operasure.looks.snapshot import take
from operasure.looks.verify import Options, verify
from operasure.matching.identity import Identity
from support.databases import MakeDatabase
from support.instances import observed

GONE, LIVING = 60, 42
NAME = "Zaphod Quuxington"
TEXT = f"Ask {NAME}\n(user#{GONE}, user#{LIVING})"
ACCESS = Access(jobs=2)
TOLD = {Result.LEFTOVER, Result.UNCHECKED}

VALUES: dict[str, str] = {
    "text": TEXT,
    "varchar(200) COLLATE zz_any": TEXT,
    "zz_words": TEXT,
    "json": json.dumps({"a": [{"b": TEXT}]}),
    "jsonb": json.dumps([TEXT]),
    "text[]": "{" + json.dumps(TEXT) + "}",
    "text[][]": "{{" + json.dumps(TEXT) + "}}",
    "xml": f"<a>{TEXT}</a>",
    "bytea": TEXT.replace("\n", " "),
    "zz_pair": f'("{TEXT}",7)',
    "zz_range": f'["{TEXT}","{TEXT}"]',
}
KINDS: dict[str, tuple[str, ...]] = {
    "plain": ("CREATE TABLE {t} (id serial PRIMARY KEY, thing {type})",),
    "no key": ("CREATE TABLE {t} (thing {type})",),
    "unlogged": ("CREATE UNLOGGED TABLE {t} (thing {type})",),
    "of an extension": (
        "CREATE TABLE {t} (thing {type})",
        "ALTER EXTENSION pg_trgm ADD TABLE {t}",
    ),
    "partitioned": (
        "CREATE TABLE {t} (k int, thing {type}) PARTITION BY LIST (k)",
        "CREATE TABLE {t}_part PARTITION OF {t} DEFAULT",
    ),
    "inherits": (
        "CREATE TABLE zz_base.{n} (thing {type})",
        "CREATE TABLE {t} (more text) INHERITS (zz_base.{n})",
    ),
    "with row security": (
        "CREATE TABLE {t} (thing {type})",
        "ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY nobody ON {t} USING (false)",
        "ALTER TABLE {t} FORCE ROW LEVEL SECURITY",
    ),
    "with a rule": (
        "CREATE TABLE {t} (thing {type})",
        "CREATE RULE quiet AS ON DELETE TO {t} DO INSTEAD NOTHING",
    ),
}
SETTINGS = (
    "standard_conforming_strings = off",
    "DateStyle = 'SQL, DMY'",
    "bytea_output = 'escape'",
    "search_path = zz_base, public",
    "row_security = on",
    "enable_seqscan = off",
)
CHANGES: dict[str, tuple[str, ...]] = {
    "none": (),
    "emptied": ("TRUNCATE {t}",),
    "rewritten": ("VACUUM FULL {t}",),
    "renamed": ("ALTER TABLE {t} RENAME TO {n}_old",),
    "replaced": ("ALTER TABLE {t} RENAME TO {n}_old", "CREATE TABLE {t} (thing text)"),
}


@dataclass(frozen=True)
class Case:
    type: str
    kind: str
    schema: str
    setting: str
    change: str


CASES = st.builds(
    Case,
    st.sampled_from(sorted(VALUES)),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["public", "zz_other", "information_schema"]),
    st.sampled_from(SETTINGS),
    st.sampled_from(sorted(CHANGES)),
)


class Ground:
    """One database, in which a case is planted, looked at and taken away again."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.url = url
        self._patch = monkeypatch
        self._opened: Callable[..., Any] = sessions._more
        self._numbers = count()
        self.run(
            "CREATE SCHEMA zz_base",
            "CREATE SCHEMA zz_other",
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            "CREATE COLLATION zz_any (provider = icu, locale = 'und', deterministic = false)",
            "CREATE DOMAIN zz_words AS text",
            "CREATE TYPE zz_pair AS (words text, n int)",
            "CREATE TYPE zz_range AS RANGE (subtype = text)",
        )

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET search_path = public")
            for statement in statements:
                connection.execute(statement.encode())

    def plant(self, case: Case) -> str:
        """Plant a case; returns the name of its table."""
        name = f"zz_{next(self._numbers)}"
        self._filled = {"t": f"{case.schema}.{name}", "n": name, "type": case.type}
        self.run(*(s.format(**self._filled) for s in KINDS[case.kind]))
        with psycopg.connect(self.url) as connection:
            given = VALUES[case.type].encode() if case.type == "bytea" else VALUES[case.type]
            connection.execute(
                f"INSERT INTO {case.schema}.{name} (thing) "
                f"VALUES (CAST(%s AS {case.type.partition(' COLLATE')[0]}))".encode(),
                [given],
            )
        [database] = (psycopg.conninfo.conninfo_to_dict(self.url)["dbname"],)
        self.run(f"ALTER DATABASE {database} RESET ALL")
        self.run(f"ALTER DATABASE {database} SET {case.setting}")
        return name

    def changing(self, change: str) -> None:
        """Have the next session meet this change between its snapshot and its first look."""
        statements = [s.format(**self._filled) for s in CHANGES[change]]

        def more(*arguments: Any) -> Any:
            readers = self._opened(*arguments)
            while statements:
                self.run(statements.pop(0))
            return readers

        self._patch.setattr(sessions, "_more", more)

    def clear(self, case: Case, name: str) -> None:
        """Take the case away."""
        self._patch.setattr(sessions, "_more", self._opened)
        loose = f"ALTER EXTENSION pg_trgm DROP TABLE {case.schema}.{name}"
        for each in (name, f"{name}_old"):
            if case.kind == "of an extension":
                with suppress(psycopg.Error):
                    self.run(loose.replace(name, each))
            self.run(f"DROP TABLE IF EXISTS {case.schema}.{each} CASCADE")
        self.run(f"DROP TABLE IF EXISTS zz_base.{name} CASCADE")


@pytest.fixture
def ground(make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> Ground:
    return Ground(make_database(observed("before")), monkeypatch)


def _verify(ground: Ground) -> tuple[bool, set[str]]:
    report = verify(target(ground.url, {}), Options(GONE, access=ACCESS))
    return report.verdict is Verdict.CLEAR, {
        o.check.table for o in report.outcomes if o.result in TOLD
    }


def _audit(ground: Ground) -> tuple[bool, set[str]]:
    report = audit(target(ground.url, {}), AuditOptions(ACCESS))
    return report.verdict is Verdict.CLEAR, {
        o.check.table for o in report.outcomes if o.result in TOLD
    }


def _mentions(ground: Ground) -> tuple[bool, set[str]]:
    options = MentionsOptions(Identity.of([NAME]), ACCESS)
    with find_mentions(target(ground.url, {}), options) as found:
        tables = {o.check.table for o in found.outcomes if o.result in TOLD}
        return found.verdict is Verdict.CLEAR, tables


def _snapshot(ground: Ground) -> tuple[bool, set[str]]:
    taken = take.take(target(ground.url, {}), take.Options(LIVING, access=ACCESS))
    unread = {part for check, _ in taken.unread for part in check.replace("/", ".").split(".")}
    return False, {place.table for place in taken.places} | unread


COMMANDS = {
    "verify": _verify,
    "audit": _audit,
    "find-mentions": _mentions,
    "snapshot": _snapshot,
}


@given(case=CASES, command=st.sampled_from(sorted(COMMANDS)))
@settings(
    max_examples=12,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_leftover_is_found_or_said_to_be_unread(ground: Ground, case: Case, command: str) -> None:
    name = ground.plant(case)
    try:
        ground.changing(case.change)
        clear, told = COMMANDS[command](ground)
    finally:
        ground.clear(case, name)
    assert not clear
    # What inherits, or is a part, is told under the name of what it is read through.
    assert told & {name, f"{name}_part", f"{name}_old"}, (case, command)
