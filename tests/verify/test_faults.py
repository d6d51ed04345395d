"""What can't be read is said, and the rest goes on; what is wrong is one clear line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from openproject.invented import DemoPerson
from operasure.checks import idforms, selection
from operasure.checks.run import ScanCrew
from operasure.cli import run
from operasure.core import queries
from operasure.core.errors import NoDatabaseError, UsageError
from operasure.core.model import Report, Result, Verdict
from operasure.database.reader import Reader
from operasure.database.session import Access, session
from operasure.database.settings import Timeouts
from operasure.database.sqlstates import CODES
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support import roles
from support.databases import MakeDatabase
from support.instances import observed, reduced
from support.planting import Planter

PERSON = DemoPerson()
UNUSED = 60
"""An id that the sample assigned to nobody, below its sequence."""


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    """Tables of a sample in which nothing names the id looked for: without a fault it is clear."""
    return make_database(reduced("before"))


@contextmanager
def admin(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def role(url: str) -> Iterator[tuple[str, str]]:
    """A role that may read every table but is no superuser: its name, and the URL it uses."""
    with roles.reader(url) as found:
        yield found


def look(url: str, user_id: int = UNUSED, **limits: Any) -> Report:
    access = Access(jobs=limits.pop("jobs", 2), timeouts=Timeouts(**limits))
    return verify(target(url, {}), VerifyOptions(user_id, access=access))


def unchecked(report: Report) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for outcome in report.outcomes:
        if outcome.result is Result.UNCHECKED:
            found.setdefault(outcome.check.table, set()).add(outcome.reason)
    return found


def test_without_a_fault_it_is_clear(shared_database: MakeDatabase) -> None:
    report = look(shared_database(observed("before")))
    assert unchecked(report) == {}
    assert report.verdict is Verdict.CLEAR
    assert report.snapshot
    assert report.jobs == 2


def test_the_documented_role_sees_everything(make_database: MakeDatabase) -> None:
    with roles.reader(make_database(observed("before"))) as (_, url):
        assert look(url).verdict is Verdict.CLEAR


def test_no_permission(url: str, role: tuple[str, str]) -> None:
    with admin(url) as connection:
        connection.execute(f"REVOKE SELECT ON rates, work_packages FROM {role[0]}".encode())
    report = look(role[1])
    assert unchecked(report) == {
        "rates": {"no permission to read it"},
        "work_packages": {"no permission to read it"},
    } | {t: r for t, r in unchecked(report).items() if t not in {"rates", "work_packages"}}
    assert report.verdict is Verdict.INCOMPLETE
    assert all(r == {"no permission to read it"} for r in unchecked(report).values())


def test_row_security(url: str, role: tuple[str, str]) -> None:
    with admin(url) as connection:
        connection.execute("ALTER TABLE rates ENABLE ROW LEVEL SECURITY")
    report = look(role[1])
    assert unchecked(report) == {"rates": {"row security hides rows from this role"}}
    assert report.verdict is Verdict.INCOMPLETE


def test_a_lock_held_by_another_session(url: str) -> None:
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE rates IN ACCESS EXCLUSIVE MODE")
        report = look(url, lock=200)
    reasons = {"locked by another session for longer than the lock timeout"}
    assert unchecked(report) == {"rates": reasons}
    assert report.verdict is Verdict.INCOMPLETE


def test_a_statement_that_takes_too_long(url: str) -> None:
    with admin(url) as connection:
        connection.execute(
            "INSERT INTO news (title, description, author_id, created_at, updated_at) "
            "SELECT 'x', repeat('60 ', 4000000), 4, now(), now() FROM generate_series(1, 3)"
        )
    report = look(url, statement=300)
    found = unchecked(report)
    assert found["news"] == {CODES["57014"]}
    # A busy machine may take as long for another one.
    assert set.union(*found.values()) == found["news"]


def test_a_table_dropped_meanwhile(url: str) -> None:
    loaded = queries.load()
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(loaded, opened.catalogue)
        with admin(url) as connection:
            connection.execute("DROP TABLE rates CASCADE")
        crew = ScanCrew(opened.readers, idforms.parameters(UNUSED), opened.installation.checked_at)
        outcomes = list(crew.outcomes(made.scans))
    gone = [o for o in outcomes if o.result is Result.UNCHECKED]
    assert {(o.check.table, o.reason) for o in gone} == {("rates", "the table is gone")}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_connection_killed(url: str, jobs: int) -> None:
    loaded = queries.load()
    with session(target(url, {}), Access(jobs=jobs)) as opened:
        made = selection.make(loaded, opened.catalogue)
        victim = opened.readers[0].connection.info.backend_pid
        with admin(url) as connection:
            connection.execute("SELECT pg_terminate_backend(%s, 60000)", [victim])
        crew = ScanCrew(opened.readers, idforms.parameters(UNUSED), opened.installation.checked_at)
        outcomes = list(crew.outcomes(made.scans))
    told = {check.id for scan in made.scans for check in scan.checks if not check.quiet}
    assert len(outcomes) == len({o.check.id for o in outcomes})
    assert told <= {o.check.id for o in outcomes}
    lost = [o for o in outcomes if o.result is Result.UNCHECKED]
    assert all("connection was lost" in str(o.reason) for o in lost)
    if jobs == 1:
        assert len(lost) == len(outcomes) == sum(len(scan.checks) for scan in made.scans)
    else:
        # The canaries notice it before a table is begun, and the other connection takes all over.
        assert not lost


def test_interrupted_while_the_server_works(url: str, tmp_path: Path) -> None:
    """Ctrl-C stops the server's statements, writes nothing, and exits with 130."""
    with admin(url) as connection:
        connection.execute(
            "INSERT INTO news (title, description, author_id, created_at, updated_at) "
            "SELECT 'x', repeat('60 ', 4000000), 4, now(), now() FROM generate_series(1, 4)"
        )
        command = [sys.executable, "-m", "operasure", "verify", "--user-id", str(UNUSED)]
        output = tmp_path / "evidence.json"
        command += ["--database-url", url, "--jobs", "2", "-o", str(output), "--format", "json"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        working = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'operasure' "
        working += "AND datname = current_database() AND state = 'active'"
        # Only these texts take longer; what the server tells of a statement is cut off.
        longer = f"{working} AND clock_timestamp() - query_start > interval '0.5 s'"
        _wait_until(lambda: connection.execute(longer).fetchone() != (0,))
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 130
        assert errors.endswith("operasure: interrupted; nothing was written\n")
        said = [line for line in errors.splitlines() if line]
        assert len(said) == 2, "what is said of a superuser, and this"
        assert list(tmp_path.iterdir()) == []
        _wait_until(lambda: connection.execute(working).fetchone() == (0,))


def _wait_until(true: Callable[[], bool]) -> None:
    for _ in range(30_000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came about")


def test_no_deleted_user_is_incomplete(url: str) -> None:
    with admin(url) as connection:
        Planter(connection)
        connection.execute("DELETE FROM users WHERE type = 'DeletedUser'")
    report = look(url)
    assert report.verdict is Verdict.INCOMPLETE
    assert any("no Deleted user" in note for note in report.notes)


def test_two_deleted_users_are_both_right(url: str) -> None:
    with admin(url) as connection:
        Planter(connection).plant("users", {"id": 61, "type": "DeletedUser", "status": 3})
    report = look(url)
    assert report.installation.deleted_user_ids == (3, 61)
    assert report.verdict is Verdict.CLEAR
    assert any("2 Deleted users (3, 61)" in note for note in report.notes)
    with pytest.raises(UsageError, match="the Deleted user"):
        look(url, 61)


@pytest.mark.parametrize(("user_id", "who"), [(1, "system"), (2, "anonymous"), (3, "Deleted")])
def test_built_in_principals_are_refused(url: str, user_id: int, who: str) -> None:
    with pytest.raises(UsageError, match=who):
        look(url, user_id)


@pytest.mark.parametrize("user_id", [0, -4])
def test_no_id_at_all(url: str, user_id: int) -> None:
    with pytest.raises(UsageError, match="positive"):
        look(url, user_id)


def test_an_id_that_was_never_assigned(url: str) -> None:
    with pytest.raises(UsageError, match="never assigned"):
        look(url, 99_999_999)


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("Group", "group"),
        ("PlaceholderUser", "placeholder user"),
        ("ServiceAccount", "service account"),
    ],
)
def test_other_principals_are_named_as_what_they_are(url: str, type_: str, kind: str) -> None:
    with admin(url) as connection:
        Planter(connection).plant("users", {"id": UNUSED, "type": type_, "status": 1})
    report = look(url)
    assert (report.verdict, report.subject.kind) == (Verdict.NOT_DELETED, kind)


def test_groups_are_looked_for_by_their_own_form(url: str) -> None:
    with admin(url) as connection:
        Planter(connection).plant("news", {"title": "x", "description": f"ask group#{UNUSED}"})
    assert look(url).verdict is Verdict.CLEAR
    report = verify(target(url, {}), VerifyOptions(UNUSED, kind="group"))
    assert {o.check.column.name for o in report.outcomes if o.rows} == {"description"}


def test_what_an_audit_prints_finds_what_the_audit_found(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with admin(url) as connection:
        Planter(connection).plant("news", {"title": "x", "description": f"ask group#{UNUSED}"})
    run(["audit", "--database-url", url, "--format", "json"])
    audit = json.loads(capsys.readouterr().out)["audit"]
    (entry,) = [each for each in audit["ids"] if each["user_id"] == UNUSED]
    assert entry["verify"] == f"operasure verify --user-id {UNUSED} --kind group"
    assert run([*entry["verify"].split()[1:], "--database-url", url]) == 1


def test_not_openproject(any_server: Any) -> None:
    with pytest.raises(NoDatabaseError, match="not an OpenProject database"):
        look(any_server.url("postgres"))


def test_no_server_and_wrong_password(role: tuple[str, str]) -> None:
    with pytest.raises(NoDatabaseError) as caught:
        look("postgres://someone:hidden@127.0.0.1:1/openproject")
    assert "hidden" not in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(NoDatabaseError):
        look("postgres://127.0.0.1:1/x?sslmode=require&pool=20")


def test_a_second_installation_in_the_same_database_must_be_named(
    url: str,
) -> None:
    with admin(url) as connection:
        connection.execute("CREATE SCHEMA tenant")
        for table in ("users", "settings", "journals", "work_packages", "schema_migrations"):
            connection.execute(
                f"CREATE TABLE tenant.{table} (LIKE public.{table} INCLUDING ALL)".encode()
            )
        connection.execute("INSERT INTO tenant.users SELECT * FROM public.users")
    with pytest.raises(UsageError, match="public, tenant"):
        look(url)
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(schema="public")))
    assert report.verdict is Verdict.CLEAR
    report = verify(target(url, {}), VerifyOptions(42, access=Access(schema="tenant")))
    assert report.verdict is Verdict.NOT_DELETED
    assert report.coverage.tables == 5
    with pytest.raises(UsageError, match="contains no OpenProject; found: public, tenant"):
        verify(target(url, {}), VerifyOptions(42, access=Access(schema="nowhere")))


def test_the_session_refuses_to_write(url: str) -> None:
    reader = Reader(target(url, {}))
    try:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            reader.fetch("UPDATE public.rates SET user_id = 1")
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            reader.fetch("CREATE TABLE public.t (a int)")
    finally:
        reader.close()
