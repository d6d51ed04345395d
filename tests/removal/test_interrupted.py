"""A run that is stopped anywhere leaves whole batches, and goes on where it stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import psycopg
import pytest

from operasure.erase.model import PlanBatch
from operasure.reports.prune import Fate, prune
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import DELETED_USER, PASSPHRASE, Case, contents, execute, write_plan

ROWS = 60
POINTS = ("before the change", "before the undo", "after the undo", "after the commit")

KILLED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from operasure.cli import run
from operasure.erase import erase, progress, undofile
from operasure.looks.snapshot import sealed
sealed.COST = 2**10
kind, point, number = sys.argv.pop(1), sys.argv[1], int(sys.argv[2])
seen = [0]
def die(where):
    seen[0] += where == point
    if seen[0] == number and where == point:
        os.kill(os.getpid(), int(kind))
append, save, keep = undofile.UndoFile.append, progress.Progress.save, erase.sql.change_and_keep
def changed(*a):
    die("before the change")
    return keep(*a)
def appended(self, content):
    die("before the undo")
    found = append(self, content)
    die("after the undo")
    return found
def saved(self, *a):
    die("after the commit")
    return save(self, *a)
erase.sql.change_and_keep = changed
undofile.UndoFile.append = appended
progress.Progress.save = saved
sys.exit(run(sys.argv[3:]))
"""


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    """Sixty rates of the person, and a plan in batches of ten."""
    found = Case(make_database(reduced()), tmp_path)
    execute(found.url, DELETED_USER)
    execute(
        found.url,
        "INSERT INTO rates (id, user_id, valid_from, rate, type, project_id) "
        "SELECT 9000 + n, 42, date '2025-01-01' + n, n, 'HourlyRate', 40 "
        f"FROM generate_series(1, {ROWS}) AS n",
    )
    write_plan(found, "rates", "user_id", "bigint", [str(9001 + n) for n in range(ROWS)], 10)
    return found


def killed(case: Case, point: str, number: int, by: signal.Signals = signal.SIGKILL) -> str:
    """Erase, with a signal at a point; what it said last."""
    done = started(case, point, number, by)
    _, err = done.communicate(timeout=300)
    assert done.returncode == (130 if by is signal.SIGINT else -by), err
    return err


def started(case: Case, point: str, number: int, by: signal.Signals) -> subprocess.Popen[str]:
    secret = case.path("passphrase")
    secret.write_text(PASSPHRASE)
    return subprocess.Popen(
        [
            sys.executable, "-c", KILLED, str(int(by)), point, str(number), "erase", "--yes",
            "--plan", str(case.path("case.plan")), "--writer-url", case.url,
            "--passphrase-file", str(secret),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip


def batches(case: Case) -> list[PlanBatch]:
    return [part for part in case.parts() if isinstance(part, PlanBatch)]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_a_batch_is_whole_or_not_at_all(
    case: Case, point: str, number: int
) -> None:
    before = contents(case.url)
    killed(case, point, number)
    assert_whole(case)
    assert case.erase() == 0
    assert not execute(case.url, "SELECT id FROM rates WHERE user_id = 42")
    assert case.undo() == 0
    assert contents(case.url) == before


def assert_whole(case: Case) -> int:
    """Each batch is done or not begun; how many are done."""
    left = {str(i) for (i,) in execute(case.url, "SELECT id FROM rates WHERE user_id = 42")}
    of_rates = [b for b in batches(case) if b.step.table == "rates"]
    states = [{row.key for row in batch.rows} & left for batch in of_rates]
    for batch, state in zip(of_rates, states, strict=True):
        assert state in (set(), {row.key for row in batch.rows})
    return states.count(set())


@pytest.mark.parametrize("point", POINTS)
def test_ctrl_c_leaves_whole_batches_and_says_how_to_go_on(case: Case, point: str) -> None:
    before = contents(case.url)
    assert "run the same command to continue" in killed(case, point, 2, signal.SIGINT)
    assert assert_whole(case) == (2 if point == "after the commit" else 1)
    assert case.erase() == 0
    assert case.undo() == 0
    assert contents(case.url) == before


def test_ctrl_c_while_a_statement_waits(case: Case) -> None:
    with psycopg.connect(case.url) as other, psycopg.connect(case.url, autocommit=True) as watch:
        other.execute("SELECT 1 FROM rates WHERE id = 9025 FOR UPDATE")
        process = started(case, "never", 1, signal.SIGINT)
        deadline = time.monotonic() + 300
        waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
        while not watch.execute(waits + "AND wait_event_type = 'Lock'").fetchall():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=300)
    assert (process.returncode, "interrupted" in err, "Traceback" in err) == (130, True, False)
    assert assert_whole(case) == 2
    assert case.erase() == 0
    assert not execute(case.url, "SELECT id FROM rates WHERE user_id = 42")


def test_prune_takes_the_progress_with_the_undo_file(case: Case) -> None:
    case.erase()
    names = ["case.plan", "case.plan.undo", "case.plan.undo.progress"]
    day = json.loads(case.path(names[2]).read_text())["delete_after"]
    assert day == "2099-12-31"
    found = list(prune([case.path(name) for name in names], date(2100, 1, 1)))
    assert [each.kind for each in found] == ["plan", "undo", "progress"]
    assert {each.fate for each in found} == {Fate.REMOVED}


def test_after_a_kill_undo_takes_back_what_was_done(case: Case) -> None:
    before = contents(case.url)
    killed(case, "before the undo", 4)
    assert contents(case.url) != before
    assert case.undo() == 0
    assert contents(case.url) == before


def test_a_second_run_has_nothing_to_do(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    case.erase()
    after = contents(case.url)
    case.path("case.plan.undo.progress").unlink()
    capsys.readouterr()
    assert case.erase() == 0
    assert f"rates.user_id: {ROWS} already as planned" in capsys.readouterr().out
    assert contents(case.url) == after


def test_an_undo_file_that_was_cut_off_is_noticed(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    case.erase()
    file = case.path("case.plan.undo")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-2]))
    assert case.erase() == 2
    assert "cut off" in capsys.readouterr().err


def test_an_undo_file_that_was_changed_is_not_used(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    case.erase()
    file = case.path("case.plan.undo")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    after = contents(case.url)
    assert case.undo() == 2
    assert "was changed" in capsys.readouterr().err
    assert contents(case.url) == after


def test_a_wrong_passphrase_opens_nothing(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    case.erase()
    file = case.path("case.plan.undo")
    head = json.loads(file.read_bytes().splitlines()[0])
    assert head["kind"] == "operasure undo"
    assert b"Brandstr" not in file.read_bytes()
    other = case.path("other")
    other.write_text("another horse battery")
    assert case.undo("--passphrase-file", str(other)) == 2
    assert "wrong passphrase" in capsys.readouterr().err


def test_rows_that_the_database_refuses_leave_the_others(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    execute(case.url, "ALTER TABLE rates ADD CONSTRAINT odd CHECK (user_id <> 3 OR id < 9021)")
    assert case.erase() == 3
    out = capsys.readouterr().out
    assert "the database refused it (constraint odd of rates)" in out
    left = execute(case.url, "SELECT min(id) FROM rates WHERE user_id = 42")[0][0]
    assert left == 9021
    execute(case.url, "ALTER TABLE rates DROP CONSTRAINT odd")
    assert case.erase() == 0
    assert not execute(case.url, "SELECT id FROM rates WHERE user_id = 42")
