"""Whatever happens, a command ends with one line and an exit code that says nothing untrue."""

from __future__ import annotations

import errno
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from operasure.cli.guard import UNFORESEEN, guarded
from operasure.core import writing
from operasure.core.errors import UsageError
from operasure.database.reader import NotATable, reason
from operasure.database.sqlstates import CLASSES, CODES, words
from support.databases import MakeDatabase
from support.instances import reduced

STATES = sorted(
    each.sqlstate
    for each in vars(psycopg.errors).values()
    if isinstance(each, type) and issubclass(each, psycopg.Error) and each.sqlstate
)


def test_every_sqlstate_has_a_plain_sentence() -> None:
    assert len(STATES) > 200
    for sqlstate in STATES:
        assert sqlstate[:2] in CLASSES, sqlstate
        said = reason(psycopg.errors.lookup(sqlstate)("SECRET value"))
        assert "SECRET" not in said
        assert not said.startswith("the server answered with error")
        assert len(said.split()) > 2


def test_the_table_of_sqlstates_in_the_docs_is_what_is_said() -> None:
    page = (Path(__file__).parents[2] / "docs/exit-codes.md").read_text()
    rows = dict(re.findall(r"^\| `([0-9A-Z]{2,5})` \| (.*) \|$", page, re.MULTILINE))
    assert rows == {**CLASSES, **CODES}


def test_a_code_of_nobody_is_named() -> None:
    assert words("ZZ123") == "the server answered with error ZZ123; look for it in the server's log"
    assert words("42P02").endswith("(error 42P02)")


def _raiser(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (ZeroDivisionError("Zoë"), UNFORESEEN, "an unexpected error (ZeroDivisionError"),
        (RecursionError(), UNFORESEEN, "an unexpected error (RecursionError"),
        (SystemExit(1), UNFORESEEN, "an unexpected error (SystemExit"),
        (SystemExit(0), UNFORESEEN, "an unexpected error (SystemExit"),
        (BrokenPipeError("Zoë"), UNFORESEEN, "an unexpected error (BrokenPipeError"),
        (MemoryError(), UNFORESEEN, "too little memory"),
        (OSError(errno.ENOSPC, "Zoë"), UNFORESEEN, "temporary files can't be written"),
        (sqlite3.OperationalError("disk full: Zoë"), UNFORESEEN, "temporary files can't be"),
        (psycopg.errors.DiskFull("Zoë"), 5, "did not do what it was asked: the disk of the server"),
        (NotATable("a view stands in its place"), 5, "asked: a view stands in its place"),
        (psycopg.errors.ProtocolViolation("Zoë"), 5, "not in statement mode"),
        (psycopg.DataError("can't parse Zoë"), 5, "the driver can't read"),
        (UsageError("one line"), 2, "operasure: one line"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_an_error_is_one_line(
    error: BaseException, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(_raiser(error)) == code
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert told in err
    assert "Zoë" not in err


def test_an_error_in_a_thread_is_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> int:
        thread = Thread(target=_raiser(ValueError("Zoë")))
        thread.start()
        thread.join()
        return 0

    assert guarded(command) == UNFORESEEN
    assert re.fullmatch(
        r"operasure: .*an unexpected error \(ValueError.*\n", capsys.readouterr().err
    )


def shell(line: str, url: str = "") -> subprocess.CompletedProcess[str]:
    """A command line of bash in which `op` is operasure; its own exit code is that of operasure."""
    program = f'op() {{ "{sys.executable}" -m operasure "$@"; }}\n{line}'
    found = subprocess.run(
        ["bash", "-c", program],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env=os.environ | {"OPERASURE_DATABASE_URL": url},
    )  # fmt: skip
    # The tests read as a superuser, which every run says once.
    found.stderr = re.sub("^operasure: this role is a superuser.*\\n", "", found.stderr)
    return found


LISTED = "queries --list --offline"
FULL = "operasure: standard output can't be written: No space left on device\n"


@pytest.fixture(scope="module")
def url(shared_database: MakeDatabase) -> str:
    return shared_database(reduced("after"))


@pytest.mark.parametrize("words", [LISTED, "--help", "verify --help", "--version"])
def test_output_on_a_full_disk_is_one_line(words: str) -> None:
    found = shell(f"op {words} > /dev/full")
    assert (found.returncode, found.stderr) == (2, FULL)


def test_a_report_on_a_full_disk_is_no_result(url: str, tmp_path: Path) -> None:
    found = shell("op verify --user-id 42 > /dev/full", url=url)
    assert (found.returncode, found.stderr) == (2, FULL)
    found = shell("op verify --user-id 42 -o /dev/full", url=url)
    assert found.returncode == 2
    assert found.stderr == "operasure: /dev/full can't be written: No space left on device\n"


def test_a_reader_that_has_gone_changes_no_result(url: str) -> None:
    line = "op {} | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    found = shell(line.format("verify --user-id 42 --format json"), url=url)
    assert (found.returncode, found.stderr) == (1, "")
    found = shell(line.format(LISTED))
    assert (found.returncode, found.stderr) == (0, "")
    # A pipe that nobody has read at all.
    found = shell("op verify --user-id 42 | true; exit ${PIPESTATUS[0]}", url=url)
    assert (found.returncode, found.stderr) == (1, "")


def test_closed_streams() -> None:
    found = shell(f"op {LISTED} >&-")
    assert found.returncode == 2
    assert found.stderr.startswith("operasure: standard output can't be written")
    assert found.stderr.count("\n") == 1
    assert shell(f"op {LISTED} 2>&-").returncode == 0
    assert shell("op verify 2>/dev/full").returncode == 2
    assert shell(f"op {LISTED} 2>/dev/full").returncode == 0


def test_a_file_that_can_t_be_written_whole_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "report"
    kept.write_text("before")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="can't be written: No space left on device"):
        writing.write(kept, "after")
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert kept.read_text() == "before"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_while_a_pipe_is_read(number: signal.Signals, tmp_path: Path) -> None:
    """What is more than a pipe holds was taken out of it: the search has begun."""
    (tmp_path / "temporary").mkdir()
    out = tmp_path / "found.json"
    command = [sys.executable, "-m", "operasure", "logs", "--user-id", "42", "-"]
    with subprocess.Popen(
        [*command, "--format", "json", "-o", str(out)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary")},
    ) as program:  # fmt: skip
        try:
            assert program.stdin
            program.stdin.write(b"Nobody is here.\n" * (1 << 17))
            program.stdin.flush()
            program.send_signal(number)
            said = program.communicate(timeout=300)
        finally:
            program.kill()
    assert program.returncode == 130, said
    assert said[0] == b""
    assert said[1].strip() == b"operasure: interrupted; nothing was written"
    assert [path.name for path in tmp_path.rglob("*")] == ["temporary"]


@pytest.mark.parametrize("words", ["logs --user-id 42 -", "logs --user-id 42 - -o /dev/full"])
def test_a_search_of_logs_on_a_full_disk(words: str) -> None:
    found = shell(f"echo Nobody | op {words} > /dev/full")
    assert found.returncode == 2
    assert found.stderr.endswith("can't be written: No space left on device\n")
    assert found.stderr.count("\n") == 1
