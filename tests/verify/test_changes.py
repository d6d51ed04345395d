"""What changes under the look is never clear: an older snapshot finds no row in a younger file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from operasure.core.model import Outcome, Result
from operasure.database import session as sessions
from operasure.database.session import CHANGED, Access
from operasure.database.target import target
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.mentions.find import Options as MentionsOptions
from operasure.looks.mentions.find import find_mentions
from operasure.looks.snapshot import take
from operasure.looks.snapshot.model import UnreadCheck
from operasure.looks.verify import VerifyOptions, verify
from operasure.matching.identity import Identity
from support.databases import MakeDatabase
from support.instances import reduced

UNUSED = 60
ACCESS = Access(jobs=2)


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    made = make_database(reduced("before"))
    run(
        made,
        "CREATE TABLE zz_rota (id serial PRIMARY KEY, user_id bigint, note text)",
        f"INSERT INTO zz_rota (user_id, note) VALUES ({UNUSED}, 'Zaphod Quuxington')",
        "CREATE TABLE zz_log (at date, user_id bigint, note text) PARTITION BY RANGE (at)",
        "CREATE TABLE zz_log_1 PARTITION OF zz_log DEFAULT",
        f"INSERT INTO zz_log VALUES (now(), {UNUSED}, 'Zaphod Quuxington')",
        "CREATE TABLE zz_same (id serial PRIMARY KEY, user_id bigint, note text)",
        "CREATE TABLE zz_kept (same_id bigint REFERENCES zz_same)",
        "INSERT INTO zz_same VALUES (1)",
        "INSERT INTO zz_kept VALUES (1)",
    )
    return made


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


Change = Callable[..., None]


@pytest.fixture
def change(url: str, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Runs statements between the moment of the snapshot and the first look."""
    opened = sessions._more

    def prepare(*statements: str) -> None:
        def more(*arguments: Any) -> Any:
            readers = opened(*arguments)
            run(url, *statements)
            return readers

        monkeypatch.setattr(sessions, "_more", more)

    return prepare


def reasons(outcomes: tuple[Outcome, ...], table: str) -> set[str | None]:
    own = [o for o in outcomes if o.check.table == table]
    assert own
    assert not any(o.result is Result.CLEAR for o in own)
    return {o.reason for o in own if o.result is Result.UNCHECKED}


CHANGES = {
    "emptied": ("zz_emptied", ("TRUNCATE {t}",)),
    "rewritten": ("zz_rewritten", ("DELETE FROM {t}", "VACUUM FULL {t}")),
    "another type": ("zz_typed", ("ALTER TABLE {t} ALTER user_id TYPE numeric",)),
    "replaced": (
        "zz_replaced", ("ALTER TABLE {t} RENAME TO {t}_old", "CREATE TABLE {t} (LIKE {t}_old)"),
    ),
    "dropped": ("zz_dropped", ("DROP TABLE {t}",)),
    "another column": (
        "zz_columns",
        ("ALTER TABLE {t} DROP user_id, DROP note",
         "ALTER TABLE {t} ADD user_id bigint, ADD note text"),
    ),
    "a partition emptied": ("zz_log", ("TRUNCATE {t}_1",)),
    "a partition gone": ("zz_parts", ("DROP TABLE {t}_1",)),
}  # fmt: skip


@pytest.mark.usefixtures("only_planted")
def test_verify(url: str, change: Change) -> None:
    """All at once: what befalls one table is told of this one alone."""
    changes: list[str] = []
    for table, statements in CHANGES.values():
        parts = table in {"zz_log", "zz_parts"}
        if table != "zz_log":
            run(url, f"CREATE TABLE {table} (LIKE {'zz_log' if parts else 'zz_rota'} INCLUDING ALL)"
                     f"{' PARTITION BY RANGE (at)' if parts else ''}")  # fmt: skip
            if parts:
                run(url, f"CREATE TABLE {table}_1 PARTITION OF {table} DEFAULT")
            run(url, f"INSERT INTO {table} SELECT * FROM {'zz_log' if parts else 'zz_rota'}")
        changes += [statement.format(t=table) for statement in statements]
    change(*changes)
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=ACCESS))
    for what, (table, _) in CHANGES.items():
        found = [o for o in report.outcomes if o.check.table == table]
        if not any(o.result is Result.LEFTOVER for o in found):
            told = {CHANGED, "the table is gone", "the column is gone"}
            assert reasons(report.outcomes, table) <= told, what
    same = [o for o in report.outcomes if o.check.table == "zz_same"]
    assert {o.result for o in same} == {Result.CLEAR}
    kept = [o for o in report.outcomes if o.check.table == "zz_rota" and o.rows]
    assert {o.result for o in kept} == {Result.LEFTOVER}


@pytest.mark.usefixtures("only_planted")
def test_the_other_commands(url: str, change: Change) -> None:
    change("TRUNCATE zz_rota", "TRUNCATE zz_log_1", "CREATE TABLE IF NOT EXISTS zz_new (x int)")
    identity = Identity.of(["Zaphod Quuxington"])
    with find_mentions(target(url, {}), MentionsOptions(identity, ACCESS)) as found:
        assert reasons(found.outcomes, "zz_rota") == {CHANGED}
        assert reasons(found.outcomes, "zz_log") == {CHANGED}
    run(url, f"INSERT INTO zz_rota (user_id) VALUES ({UNUSED})")
    audited = audit(target(url, {}), AuditOptions(ACCESS))
    assert reasons(audited.outcomes, "zz_rota") == {CHANGED}
    assert "zz_kept" not in {o.check.table for o in audited.outcomes}
    run(url, "INSERT INTO zz_rota (user_id) VALUES (42)")
    taken = take.take(target(url, {}), take.SnapshotOptions(42, access=ACCESS))
    assert UnreadCheck("public.zz_rota", CHANGED) in taken.unread


@pytest.mark.usefixtures("only_planted")
def test_what_is_ruled_out_is_doubted_too(url: str, change: Change) -> None:
    """A column whose keys lead elsewhere is told of only where they may not."""
    change("TRUNCATE zz_kept")
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=ACCESS))
    assert reasons(report.outcomes, "zz_kept") == {CHANGED}
    run(url, "INSERT INTO zz_kept VALUES (1)")
    audited = audit(target(url, {}), AuditOptions(ACCESS))
    assert reasons(audited.outcomes, "zz_kept") == {CHANGED}


def test_without_a_change_nothing_is_doubted(url: str) -> None:
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=ACCESS))
    assert CHANGED not in {o.reason for o in report.outcomes}


def test_users_emptied_makes_nothing_clear(url: str, change: Change) -> None:
    change("ALTER TABLE users RENAME TO zz_users", "CREATE TABLE users (LIKE zz_users)")
    audited = audit(target(url, {}), AuditOptions(ACCESS))
    assert Result.CLEAR not in {o.result for o in audited.outcomes}
