"""`operasure prune` as its users call it."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.core import keeping

# A day in the clear of whatever time zone the test runs in.
PAST, FUTURE = date(2020, 1, 1), date.max - timedelta(days=1)


def make(path: Path, day: date) -> Path:
    path.write_text(json.dumps(keeping.preamble("snapshot", day)))
    return path


def test_what_is_due_goes_and_what_a_program_cannot_promise_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    due, kept = make(tmp_path / "a.json", PAST), make(tmp_path / "b.json", FUTURE)
    assert run(["prune", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        f"{due}: snapshot (delete after 2020-01-01): overwritten and removed",
        f"{kept}: snapshot (delete after 9999-12-30): kept",
    ]
    assert "may still be readable from" in err
    assert "backups" in err
    assert not due.exists()


def test_a_dry_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    due = make(tmp_path / "a.json", PAST)
    assert run(["prune", "--dry-run", str(due)]) == 0
    out, err = capsys.readouterr()
    assert out == f"{due}: snapshot (delete after 2020-01-01): due, would be removed\n"
    assert err == ""
    assert due.exists()


def test_nothing_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other").write_text("{}")
    assert run(["prune", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "nothing with a delete-after day is there\n"


def test_a_file_without_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"kind": "operasure review"}')
    assert run(["prune", str(path)]) == 3
    assert "left alone: it names no day" in capsys.readouterr().out


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prune", str(tmp_path / "none")]) == 2
    assert run(["prune"]) == 2
    assert "does not exist" in capsys.readouterr().err
