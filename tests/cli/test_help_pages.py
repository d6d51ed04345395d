"""`operasure help`: every page that a message names is there, and man pages are roff."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from operasure.cli import COMMANDS, run
from operasure.core import pages

SRC = Path(__file__).parents[2] / "src/operasure"


def test_every_page_is_listed_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    known = pages.titles()
    assert {"limits", "erase", "case-file"} <= set(known)
    assert run(["help"]) == 0
    listed = capsys.readouterr().out
    for name, title in known.items():
        assert re.search(rf"(?m)^  {re.escape(name)} +{re.escape(title)}$", listed)
        assert run(["help", name]) == 0
        assert capsys.readouterr().out.strip() == pages.read(name).strip()


@pytest.mark.parametrize("topic", ["Limits", "docs/limits.md", "limits.md", "LIMITS"])
def test_a_page_however_it_is_named(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", topic]) == 0
    assert capsys.readouterr().out.startswith("# ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["help", "limit"], "do you mean limits?"),
        (["help", "zzzz"], "'operasure help' lists all"),
        (["help", "../README"], "no page"),
        (["help", "/etc/passwd"], "no page"),
        (["help", "--man", "nothing"], "no command of that name"),
    ],
)
def test_a_page_that_is_not_there(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def _texts(tree: ast.AST) -> set[str]:
    """The texts of a module that are no docstrings."""
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented | alone
    }


def test_messages_name_pages_that_an_installed_program_can_show() -> None:
    known, named = pages.titles(), set[str]()
    for path in SRC.rglob("*.py"):
        for text in _texts(ast.parse(path.read_text(encoding="utf-8"))):
            assert not re.search(r"docs/[\w-]+\.md", text), (path, text)
            named |= set(re.findall(r"'operasure help ([a-z-]+)'", text))
    assert len(named) > 5
    assert named <= set(known)


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_a_man_page_says_what_the_help_says(
    command: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [command] if command else []
    assert run(["help", "--man", *words]) == 0
    page = capsys.readouterr().out
    assert run([*words, "--help"]) == 0
    helped = capsys.readouterr().out
    plain = page.replace("\\-", "-").replace("\\e", "\\")
    for option in re.findall(r"(?m)^  (?:-\w, )?(--[a-z-]+)", helped):
        assert option in plain
    assert page.startswith('.TH "OPERASURE')
    # No line begins as a request but those that we write.
    begun = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert begun <= {".TH", ".SH", ".PP", ".TP", ".B", ".BR"}


@pytest.mark.skipif(not shutil.which("groff"), reason="groff shows man pages")
def test_groff_has_no_complaint(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("verify", "certificate"):
        assert run(["help", "--man", command]) == 0
        page = capsys.readouterr().out
        done = subprocess.run(
            ["groff", "-man", "-Tutf8", "-ww"],
            input=page, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stderr == ""
        shown = re.sub(r".\x08", "", done.stdout)
        assert "--database-url" in shown or command == "certificate"
