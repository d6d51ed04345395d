"""The help of all commands: quick, whole, and the same as each command's own."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import click
import pytest

from operasure.cli import COMMANDS, SECTIONS, run
from operasure.cli.option import Folded
from operasure.core import pages

HEAVY = {
    "asyncio", "boto3", "cryptography", "email", "isal", "jinja2", "multiprocessing", "psycopg",
    "pymupdf", "re2", "rich", "sqlalchemy", "sqlite3", "ssl", "tarfile", "weasyprint", "yaml",
    "zipfile",
}  # fmt: skip
"""Libraries that nobody waits for who only wants to read what there is."""
LISTING = (
    "import io, sys, contextlib; from operasure import cli\n"
    "with contextlib.redirect_stdout(io.StringIO()): cli.run(sys.argv[1:])\n"
    "print(*sys.modules)"
)


def loaded(*words: str) -> set[str]:
    """The modules that a command line loads, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING, *words],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return set(done.stdout.split())


def test_the_help_of_all_loads_no_command_and_no_library() -> None:
    found = loaded("--help")
    own = {name for name in found if name.startswith("operasure.")}
    assert len(own) < 10, sorted(own)
    assert not {f"operasure.cli.{module}" for module in COMMANDS.values()} & own
    assert not HEAVY & found


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_no_library(command: str) -> None:
    found = loaded(command, "--help")
    # Each form of a report is a module that loads what it needs when it renders.
    forms = {name for name in found if name.startswith("operasure.reports.formats.")}
    own = {name for name in found if name.startswith("operasure.")} - forms
    assert len(own) <= 25, sorted(own)
    assert not HEAVY & found


def test_a_verify_of_the_database_alone_loads_only_what_it_needs() -> None:
    found = loaded("verify", "--user-id", "7", "--database-url", "postgres://127.0.0.1:1/none")
    assert "operasure.looks.verify" in found
    assert not (HEAVY - {"asyncio", "psycopg", "email", "ssl", "zipfile"}) & found
    assert not [
        name
        for name in found
        if name.startswith(("operasure.matching", "operasure.looks.mentions", "operasure.yjs"))
    ]


def test_a_search_loads_no_engine_and_no_renderer_of_a_pdf() -> None:
    found = loaded(
        "find-mentions", "--name", "Zoë Müller", "--database-url", "postgres://[::1]:1/x"
    )
    assert "operasure.looks.mentions.find" in found
    assert not {"cryptography", "jinja2", "sqlalchemy", "weasyprint"} & found


@pytest.mark.parametrize("command", COMMANDS)
def test_a_summary_is_what_the_command_itself_says(command: str) -> None:
    found: click.Command = import_module(f"operasure.cli.{COMMANDS[command]}").command
    summary = next(section[command] for section in SECTIONS.values() if command in section)
    assert " ".join((found.help or "").split("\n\n")[0].split()) == summary


def test_every_summary_is_shown_whole_in_its_section(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    at = 0
    for title, commands in SECTIONS.items():
        for part in (f"{title}:", *(f"{name} {says}" for name, says in commands.items())):
            at = shown.index(part, at)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "operasure"],
        env={**os.environ, "_OPERASURE_COMPLETE": f"{shell}_source"},
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    assert f"_OPERASURE_COMPLETE={shell}_complete" in done.stdout


def test_commands_and_options_are_completed() -> None:
    def completed(*words: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-m", "operasure"],
            env={
                **os.environ,
                "_OPERASURE_COMPLETE": "bash_complete",
                "COMP_WORDS": " ".join(words),
                "COMP_CWORD": str(len(words) - 1),
            },
            capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
        return done.stdout.split()

    assert completed("operasure", "find") == ["plain,find-mentions"]
    assert "plain,--user-id" in completed("operasure", "verify", "--user")


def test_the_options_of_the_database_are_one_line_and_one_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In the help and the man page of each command that takes them; each is still an option."""
    for name in COMMANDS:
        found: click.Command = import_module(f"operasure.cli.{COMMANDS[name]}").command
        folded = [option for option in found.params if isinstance(option, Folded)]
        assert (len(folded) > 3) is ("database_url" in {option.name for option in found.params})
        for arguments in [name, "--help"], ["help", "--man", name]:
            assert run(arguments) == 0
            shown = " ".join(capsys.readouterr().out.replace("\\-", "-").split())
            assert ("see 'operasure help database'" in shown) is bool(folded)
            for option in folded:
                assert f"{option.opts[0]} {option.metavar}" not in shown
                assert f"`{option.opts[0]}" in pages.read("database")
