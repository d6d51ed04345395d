"""What every command says to a command line that it can't take: one line, and what to do next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from operasure.cli import COMMANDS, run


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_one_line(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--nonsense"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("operasure: no such ")
    assert f"; see 'operasure {command} " in err
    assert err.endswith("--help'\n")
    assert err.count("\n") == 1


def test_a_choice_and_an_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--user-id", "1", "--format", "xml"]) == 2
    assert "'text', 'json'" in capsys.readouterr().err
    assert run(["nonsense"]) == 2
    assert capsys.readouterr().err == (
        "operasure: no such command 'nonsense'; see 'operasure --help'\n"
    )


def test_nothing_given_is_a_call_for_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    out, err = capsys.readouterr()
    assert all(command in out + err for command in COMMANDS)


def test_without_a_terminal_no_passphrase_is_asked_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "operasure", "keygen", "--protect", "-o", tmp_path / "key"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        start_new_session=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        "operasure: no terminal to ask for the passphrase; give --passphrase-file FILE\n"
    )
    assert not (tmp_path / "key").exists()


def test_a_file_is_looked_at_before_its_passphrase_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.undo"
    file.write_text("{}\n")
    assert run(["erase", "--undo", str(file), "--writer-url", "postgres://127.0.0.1:1/x"]) == 2
    assert capsys.readouterr().err == f"operasure: {file} is no undo file, or a damaged one\n"
