"""Progress as it is shown: a bar on a terminal, a line now and then elsewhere, nothing that acts on
a terminal or stays on it."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import click
import pytest
from rich.cells import cell_len

from operasure.cli import progress, run, streams
from operasure.core.progress import StageView
from support.names import hidden

SHOWN = r"[red]tasks[/] :smile: \x1b[2J\x1b]0;gone\x07\n\u202e" + "\u4f1a\u8b70"
HOSTILE = "[red]tasks[/] :smile: \x1b[2J\x1b]0;gone\x07\n\u202e\u4f1a\u8b70"
SEEN = StageView("reading tables", "bytes", 5 * 10**8, 10**9, 100.0, 0, HOSTILE, 10**8, 50.0)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
QUICK = (
    "import sys; from operasure import cli; from operasure.cli import progress\n"
    "progress.SOON = progress.OFTEN = progress.SELDOM = 0.05\n"
    "code = cli.run(sys.argv[1:]); print(*sys.modules, file=sys.stdout); sys.exit(code)"
)
"""A command that shows early and often what it is at, and says what it has loaded."""
LOGS = [sys.executable, "-c", QUICK, "logs", "-", "--mail", "zoe@example.org"]
"""Reads what the test writes to it, for as long as the test likes."""


class Screen(io.StringIO):
    """Takes what a terminal is sent."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@contextmanager
def terminal(columns: int) -> Iterator[TextIO]:
    main, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(main, "rb"), os.fdopen(child, "w", encoding="utf-8") as opened:
        yield opened


@pytest.mark.parametrize("columns", [1, 2, 8, 30, 49, 50, 51, 80, 120, 300])
@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_bar_is_one_line_of_any_terminal_and_holds_nothing_that_acts(
    columns: int, no_color: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)
    with terminal(columns) as opened:
        bar = progress._Bar(opened)
        for total in (10**9, None):
            drawn = bar.drawn(StageView("reading tables", "bytes", 10**8, total, 9.0, 0, HOSTILE))
            plain = COLOURS.sub("", drawn)
            assert cell_len(plain) < max(columns, 2)
            assert hidden(plain) == set()
            if columns == 300:
                assert (
                    "[red]tasks[/] :smile: \\x1b[2J\\x1b]0;gone\\x07\\n\\u202e\u4f1a\u8b70" in plain
                )
                assert ("10%" in plain) == (total is not None)
            if no_color:
                assert not re.search(r"\x1b\[[0-9;]*[34][0-9]", drawn), "a colour"
        # The window is made smaller while it is drawn on.
        fcntl.ioctl(opened.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", 24, 5, 0, 0))
        assert cell_len(COLOURS.sub("", bar.drawn(SEEN))) < 5


def test_what_is_written_takes_the_place_of_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = Screen(), Screen()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("TERM", "xterm")
    with streams.visible_streams():
        assert streams.terminal() is err
        streams.draw("half")
        streams.draw("more")
        click.echo("operasure: a word", err=True)
        streams.draw("again")
        click.echo("a result")
        click.echo("Go on? ", nl=False, err=True)
        streams.draw("not over a question")
        click.echo("")
        streams.draw("last")
        streams.draw("")
        streams.draw("")
        monkeypatch.setenv("TERM", "dumb")
        assert streams.terminal() is None
    anew = "\r\x1b[K"
    assert err.getvalue() == (
        f"{anew}half{anew}more{anew}operasure: a word\n{anew}again{anew}Go on? {anew}last{anew}"
    )
    assert out.getvalue() == "a result\n\n"


def test_without_a_terminal_there_is_a_line_now_and_then() -> None:
    with subprocess.Popen(
        LOGS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdin
        assert program.stderr
        assert program.stdout
        program.stdin.write(b"a line of a log\n" * 100_000)
        program.stdin.flush()
        lines: list[str] = []
        while not lines or "(standard input)" not in lines[-1]:
            lines.append(program.stderr.readline().decode())
        program.stdin.close()
        out = program.stdout.read().decode()
        assert program.wait() == 0
    for line in lines:
        assert re.fullmatch(
            r"operasure: reading logs: (\d\.\d MB, )?\d s so far( \(standard input\))?\n", line
        )
    assert "reading logs" not in out
    assert not {each.partition(".")[0] for each in out.split()} & {"rich", "pygments"}


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_ctrl_c_leaves_a_terminal_as_it_was(term: str) -> None:
    main, child = pty.openpty()
    before = termios.tcgetattr(child)
    with (
        os.fdopen(main, "rb", buffering=0) as screen,
        subprocess.Popen(
            LOGS,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=child,
            start_new_session=True,
            env={**os.environ, "TERM": term, "NO_COLOR": ""},
        ) as program,
    ):
        os.close(child)
        seen = b""
        while b"standard input" not in seen:
            seen += screen.read(65536)
        program.send_signal(signal.SIGINT)
        with suppress(OSError):  # Linux reports the end of a pseudo-terminal like this
            while True:
                seen += screen.read(65536)
        after = termios.tcgetattr(main)
        assert program.wait() == 130
        assert program.stdout
        assert b"reading logs" not in program.stdout.read()
    assert after == before
    assert b"\x1b[?" not in seen, "the cursor is hidden"
    told = b"operasure: interrupted; nothing was written\r\n"
    assert seen.endswith(told if term == "dumb" else b"\r\x1b[K\r\n" + told)
    assert (b"\x1b" in seen) == (term != "dumb")


def test_what_can_not_be_shown_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(view: StageView) -> str:
        raise RuntimeError(view.name)

    monkeypatch.setattr(progress, "line", failing)
    monkeypatch.setattr(progress, "SELDOM", 0.0)
    log = tmp_path / "a.log"
    log.write_bytes(b"a line of a log\n" * 200_000)
    assert run(["logs", str(log), "--mail", "zoe@example.org"]) == 0
    assert capsys.readouterr().err == ""
