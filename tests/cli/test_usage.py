"""What every command says to a command line that it can't take: one line, and what to do next."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from operasure.cli import COMMANDS, cli, option, passphrase, run
from operasure.core import keeping
from operasure.looks.snapshot import file
from operasure.looks.snapshot.sealed import CIPHER
from operasure.reports.certificate import keys

CONTEXT = click.Context(cli)


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


@pytest.mark.parametrize("number", ["4_2", "\u0664\u0662", "+42", " 42", "42 ", "4 2", "4e1", ""])
@pytest.mark.parametrize("command", ["verify", "find-mentions", "access", "snapshot", "logs"])
def test_an_id_is_written_in_plain_digits(
    command: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number that was mistyped would be that of another person."""
    assert run([command, "--user-id", number]) == 2
    assert f"{number!r} is not a number in the digits 0 to 9" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["verify", "access", "snapshot"])
def test_an_id_is_asked_for(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command]) == 2
    assert "--user-id" in capsys.readouterr().err


def test_each_option_with_a_whole_number_takes_plain_digits() -> None:
    def numbers(command: click.Command) -> Iterator[object]:
        if isinstance(command, click.Group):
            for name in command.list_commands(CONTEXT):
                yield from numbers(command.get_command(CONTEXT, name) or click.Command("none"))
        yield from (param.type for param in command.params)

    kinds = [kind for kind in numbers(cli) if isinstance(kind, click.types.IntParamType)]
    assert len(kinds) > 20
    assert [kind for kind in kinds if not isinstance(kind, option.Number)] == []


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
        f"operasure: there is no terminal to ask for the passphrase of {tmp_path / 'key'};"
        " give --passphrase-file FILE\n"
    )
    assert not (tmp_path / "key").exists()


ASKING = {
    "verify --user-id 1 --snapshot SNAPSHOT": ("snapshot", "--passphrase-file"),
    "verify --user-id 1 --passphrase-file ANY --key KEY -o out.json": (
        "key", "--key-passphrase-file",
    ),
    "find-mentions --snapshot SNAPSHOT": ("snapshot", "--passphrase-file"),
    "logs --snapshot SNAPSHOT LOG": ("snapshot", "--passphrase-file"),
    "certificate -e EVIDENCE --case-key CASE --key KEY -o out": ("key", "--passphrase-file"),
    "certificate -e EVIDENCE --case-key CASE --key OPEN -o out --snapshot SNAPSHOT": (
        "snapshot", "--snapshot-passphrase-file",
    ),
}  # fmt: skip
"""Command line: the file whose passphrase it asks for, and the option that gives it instead."""


@pytest.mark.parametrize("command", ASKING)
def test_who_asks_for_a_passphrase_says_of_which_file_and_how_to_give_it(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passphrase, "_has_terminal", lambda: False)
    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1:1/none")
    files = {name: tmp_path / name.lower() for name in ("SNAPSHOT", "KEY", "OPEN", "CASE", "ANY")}
    keys.create_signing(files["KEY"], b"a long passphrase")
    keys.create_signing(files["OPEN"], None)
    keys.create_case(files["CASE"])
    files["ANY"].write_text("of another file\n")
    cipher = {
        "cipher": CIPHER,
        "nonce": "A" * 16,
        "kdf": "scrypt",
        "salt": "AAAA",
        "n": 2,
        "r": 8,
        "p": 1,
    }
    clear = {"notice": keeping.NOTICE, "delete_after": "2026-01-01", "operasure": "0"}
    sealed = {
        "kind": file.KIND,
        "format": file.FORMAT,
        "encryption": cipher,
        "data": "AAAA",
        **clear,
    }
    files["SNAPSHOT"].write_text(json.dumps(sealed))
    for name in ("EVIDENCE", "LOG"):
        files[name] = tmp_path / name.lower()
        files[name].write_text("{}")
    assert run([str(files.get(word, word)) for word in command.split()]) == 2
    asked, option = ASKING[command]
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"operasure: there is no terminal to ask for the passphrase of {tmp_path / asked};"
        f" give {option} FILE"
    )


def test_a_file_is_looked_at_before_its_passphrase_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.undo"
    file.write_text("{}\n")
    assert run(["erase", "--undo", str(file), "--writer-url", "postgres://127.0.0.1:1/x"]) == 2
    assert capsys.readouterr().err == f"operasure: {file} is not an undo file, or is damaged\n"
