"""Shows how far a command is, on standard error: a bar on a terminal, elsewhere a line now and
then with the same facts.

A thread looks at the command's `Meter` from time to time, so showing costs what works nothing. A
bar is drawn over one line, and that line is empty again before anything else is written; the cursor
is never hidden, so nothing has to be put right at the end, whatever ends the command. rich is
loaded once there is a bar to be drawn.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

import click

from operasure.cli import streams
from operasure.core.legible import visible
from operasure.core.progress import Meter, StageView

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

SOON = 0.5
"""Seconds until a bar is drawn: most commands have ended by then."""
OFTEN = 0.25
"""Seconds between two pictures of a bar."""
SELDOM = 30.0
"""Seconds between two lines where there is no terminal."""
_NARROW = 50
"""Columns below which there is no room for a bar beside its figures."""


def shown() -> Meter:
    """The progress of the command that is run, shown until it ends."""
    context = click.get_current_context()
    progress: Meter | None = context.meta.get(__name__)
    if progress is None:
        progress = context.meta[__name__] = Meter()
        display = _Display(progress, streams.terminal())
        context.call_on_close(display.end)
    return progress


class _Display:
    def __init__(self, progress: Meter, terminal: TextIO | None) -> None:
        self._progress = progress
        self._terminal = terminal
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._show, daemon=True)
        # No signal comes to this thread, or the one that works would be woken by what it holds off
        # (core/processes.py).
        held = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        self._thread.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, held)

    def end(self) -> None:
        """Show nothing any more."""
        self._ended.set()
        self._thread.join()
        streams.draw("")

    def _show(self) -> None:
        # What shows a command changes nothing of what it ends with.
        with suppress(Exception):
            self._live()

    def _live(self) -> None:
        if self._terminal is None:
            while not self._ended.wait(SELDOM):
                if stage := self._progress.stage:
                    click.echo(visible(f"operasure: {line(stage.view())}"), err=True)
            return
        if self._ended.wait(SOON):
            return
        bar = _Bar(self._terminal)
        while not self._ended.wait(OFTEN):
            stage = self._progress.stage
            streams.draw(bar.drawn(stage.view()) if stage else "")


def line(view: StageView) -> str:
    """All that is known of a stage."""
    at = view.at()
    return f"{view.name}: {view.figures()}{f' ({at})' if at else ''}"


class _Bar:
    """The picture of a stage as one line for this terminal."""

    def __init__(self, terminal: TextIO) -> None:
        from rich.console import Console

        self._terminal = terminal
        self._turns = 0
        self._console: Console = Console(
            file=terminal, markup=False, highlight=False, emoji=False, force_jupyter=False
        )

    def drawn(self, view: StageView) -> str:
        """The line, no wider than the terminal is now."""
        try:
            width = os.get_terminal_size(self._terminal.fileno()).columns or 80
        except OSError:
            width = 80
        # What fills the last column may begin a new line.
        self._console.width = max(width - 1, 1)
        with self._console.capture() as made:
            self._console.print(self._row(view, width), end="", overflow="crop", no_wrap=True)
        return made.get().rstrip("\n")

    def _row(self, view: StageView, width: int) -> RenderableType:
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        self._turns += 1
        turning = "|/-\\"[self._turns % 4]
        said = Text(f"{turning} {visible(view.name)}: {view.figures()}")
        at = visible(view.at())
        if width < _NARROW:
            return said
        row = Table.grid(padding=(0, 1))
        row.add_column(no_wrap=True, overflow="crop")
        row.add_column(width=max(10, width // 5))
        row.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        row.add_row(said, ProgressBar(view.total, view.done) if view.total else "", Text(at))
        return row
