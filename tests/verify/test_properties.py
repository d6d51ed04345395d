"""Whatever stands around a leftover, every command finds it or says that it could not look."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operasure.database import session as sessions
from support.commands import COMMANDS, Asked
from support.databases import EQUAL_WHERE_BYTES_DIFFER, MakeDatabase
from support.instances import observed

GONE, LIVING = 60, 42
NAME = "Zaphod Quuxington"
TEXT = f"Ask {NAME}\n(user#{GONE}, user#{LIVING})"
LABEL = f"{NAME} (user#{GONE}, user#{LIVING})"
"""For what is cut off at 63 bytes."""
OWN = "-c search_path=public -c statement_timeout=0"
"""Settings under which things are planted, whatever the database's are."""

HEX = f"\\x{TEXT.encode().hex()}"
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
    "bytea[]": "{NULL," + HEX.replace("\\", "\\\\") + "}",
    "zz_coded": "(" + HEX.replace("\\", "\\\\") + ",7)",
    "zz_pair": f'("{TEXT}",7)',
    "zz_range": f'["{TEXT}","{TEXT}"]',
    "zz_label": LABEL,
    "zz_words[]": "{" + json.dumps(TEXT) + "}",
    "zz_pair[]": "{" + json.dumps(f'("{TEXT}",7)') + "}",
    "zz_pairs": "{" + json.dumps(f'("{TEXT}",7)') + "}",
    "zz_deep": f'("({json.dumps(json.dumps(TEXT))[1:-1]},7)",8)',
    "citext": TEXT,
    "hstore": f'"who"=>"{TEXT}"',
    "char(200)": TEXT,
    "name": LABEL,
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
    "behind a view": (
        "CREATE TABLE zz_base.{n} (thing {type})",
        "CREATE VIEW {t} AS SELECT thing FROM zz_base.{n} WITH CASCADED CHECK OPTION",
    ),
    "behind a view that hides": (
        "CREATE TABLE zz_base.{n} (thing {type})",
        "CREATE VIEW {t} WITH (security_barrier) AS SELECT thing FROM zz_base.{n}",
        "CREATE RULE hides AS ON UPDATE TO {t} DO INSTEAD NOTHING",
    ),
    "materialised": ("CREATE TABLE zz_base.{n}_source (thing {type})",),
    "generated": (
        "CREATE TABLE {t} (thing {type}, made {type} GENERATED ALWAYS AS (thing) STORED)",
    ),
    "typed": (
        "CREATE TYPE zz_base.{n}_row AS (thing {type})",
        "CREATE TABLE {t} OF zz_base.{n}_row",
    ),
    "with a trigger": (
        "CREATE TABLE {t} (thing {type})",
        "CREATE TRIGGER quiet BEFORE UPDATE OR DELETE ON {t} EXECUTE FUNCTION zz_base.never()",
    ),
    "parts of parts": (
        "CREATE TABLE {t} (k int, thing {type}) PARTITION BY RANGE (k)",
        "CREATE TABLE zz_base.{n}_part PARTITION OF {t} DEFAULT PARTITION BY HASH (k)",
        "CREATE TABLE zz_base.{n}_deep (k int, thing {type})",
        "ALTER TABLE zz_base.{n}_part ATTACH PARTITION zz_base.{n}_deep FOR VALUES {hash}",
    ),
    "with a rule": (
        "CREATE TABLE {t} (thing {type})",
        "CREATE RULE quiet AS ON DELETE TO {t} DO INSTEAD NOTHING",
    ),
}
HASH = "WITH (MODULUS 1, REMAINDER 0)"
INTO = {"materialised": "zz_base.{n}_source", "parts of parts": "zz_base.{n}_deep"}
"""Where a row is put that is to stand elsewhere, too."""
AFTERWARDS: dict[str, tuple[str, ...]] = {
    "materialised": (
        "CREATE MATERIALIZED VIEW {t} AS SELECT thing FROM zz_base.{n}_source",
        "TRUNCATE zz_base.{n}_source",
    ),
}
NO_TABLE = {"behind a view", "behind a view that hides", "materialised"}
"""What nobody truncates or vacuums."""
SETTINGS = (
    "standard_conforming_strings = off",
    "DateStyle = 'SQL, DMY'",
    "bytea_output = 'escape'",
    "search_path = zz_base, public",
    "row_security = on",
    "enable_seqscan = off",
    "IntervalStyle = 'sql_standard'",
    "xmloption = 'document'",
    "client_encoding = 'LATIN1'",
    "quote_all_identifiers = on",
    "default_transaction_isolation = 'serializable'",
    "statement_timeout = 100",
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


def possible(case: Case) -> bool:
    """Whether PostgreSQL makes this at all."""
    if case.kind in NO_TABLE:
        return case.change == "none"
    if case.kind == "generated":
        # What goes by the collation of the database is not always the same.
        return "COLLATE" not in case.type
    if case.kind == "typed":
        return case.change != "replaced"
    return True


CASES = st.builds(
    Case,
    st.sampled_from(sorted(VALUES)),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["public", "zz_other", "information_schema"]),
    st.sampled_from(SETTINGS),
    st.sampled_from(sorted(CHANGES)),
).filter(possible)


class Ground:
    """One database, in which a case is planted, looked at and taken away again."""

    def __init__(self, url: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.url = url
        self.path = path
        """Of the evidence that a plan is made from."""
        self._held = False
        self._patch = monkeypatch
        self._opened: Callable[..., Any] = sessions._more
        self._numbers = count()
        self.run(
            "CREATE SCHEMA zz_base",
            "CREATE SCHEMA zz_other",
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            EQUAL_WHERE_BYTES_DIFFER,
            "CREATE DOMAIN zz_words AS text",
            "CREATE TYPE zz_pair AS (words text, n int)",
            "CREATE TYPE zz_coded AS (held bytea, n int)",
            "CREATE TYPE zz_range AS RANGE (subtype = text)",
            f"CREATE TYPE zz_label AS ENUM ('{LABEL}', 'other')",
            "CREATE DOMAIN zz_pairs AS zz_pair[]",
            "CREATE TYPE zz_deep AS (pair zz_pair, n int)",
            "CREATE EXTENSION IF NOT EXISTS citext",
            "CREATE EXTENSION IF NOT EXISTS hstore",
            "CREATE FUNCTION zz_base.never() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RETURN NULL; END'",
        )

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.url, autocommit=True, options=OWN) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def plant(self, case: Case) -> str:
        """Plant a case; returns the name of its table."""
        name = f"zz_{next(self._numbers)}"
        self._filled = {"t": f"{case.schema}.{name}", "n": name, "type": case.type, "hash": HASH}
        self.run(*(s.format(**self._filled) for s in KINDS[case.kind]))
        with psycopg.connect(self.url, options=OWN) as connection:
            given = VALUES[case.type].encode() if case.type == "bytea" else VALUES[case.type]
            into = INTO.get(case.kind, "{t}").format(**self._filled)
            connection.execute(
                f"INSERT INTO {into} (thing) "
                f"VALUES (CAST(%s AS {case.type.partition(' COLLATE')[0]}))".encode(),
                [given],
            )
        self.run(*(s.format(**self._filled) for s in AFTERWARDS.get(case.kind, ())))
        [database] = (psycopg.conninfo.conninfo_to_dict(self.url)["dbname"],)
        self.run(f"ALTER DATABASE {database} RESET ALL")
        self.run(f"ALTER DATABASE {database} SET {case.setting}")
        return name

    def changing(self, change: str) -> None:
        """Have the next session meet this change between its snapshot and its first look."""
        statements = [s.format(**self._filled) for s in CHANGES[change]]
        self.go()

        def more(*arguments: Any) -> Any:
            readers = self._opened(*arguments)
            while statements and not self._held:
                self.run(statements.pop(0))
            return readers

        self._patch.setattr(sessions, "_more", more)

    def hold(self) -> None:
        """Let a session pass before the change."""
        self._held = True

    def go(self) -> None:
        """Let the next session meet it."""
        self._held = False

    def clear(self, case: Case, name: str) -> None:
        """Take the case away."""
        self._patch.setattr(sessions, "_more", self._opened)
        loose = f"ALTER EXTENSION pg_trgm DROP TABLE {case.schema}.{name}"
        for each in (name, f"{name}_old"):
            if case.kind == "of an extension":
                with suppress(psycopg.Error):
                    self.run(loose.replace(name, each))
            what = {"materialised": "MATERIALIZED VIEW"}.get(case.kind, "TABLE")
            what = "VIEW" if case.kind.startswith("behind") else what
            self.run(f"DROP {what} IF EXISTS {case.schema}.{each} CASCADE")
        for each in (name, f"{name}_source"):
            self.run(f"DROP TABLE IF EXISTS zz_base.{each} CASCADE")
        self.run(f"DROP TYPE IF EXISTS zz_base.{name}_row CASCADE")


@pytest.fixture
def ground(make_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    return Ground(make_database(observed("before")), tmp_path / "verify.json", monkeypatch)


@pytest.mark.usefixtures("only_planted")
@given(case=CASES, command=st.sampled_from(sorted(COMMANDS)))
@settings(
    max_examples=int(os.environ.get("OPERASURE_EXAMPLES", "12")),
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_leftover_is_found_or_said_to_be_unread(ground: Ground, case: Case, command: str) -> None:
    name = ground.plant(case)
    try:
        ground.changing(case.change)
        # For a plan, the change comes between the evidence and the plan's own look.
        asked = Asked(ground.url, ground.path, GONE, LIVING, NAME, ground.hold, ground.go)
        clear, told = COMMANDS[command](asked)
    finally:
        ground.clear(case, name)
    assert not clear
    # What inherits, or is a part, is told under the name of what it is read through.
    names = {name, f"{name}_part", f"{name}_deep", f"{name}_old"}
    assert told & names, (case, command)
