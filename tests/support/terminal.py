"""A terminal in which a test types as a person does, and counts what it typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

MISSING = "no terminal to type in: install 'tmux'"
PROMPT = "typed$"
_PATIENCE = 240


def is_there() -> bool:
    """Whether this machine has one."""
    return shutil.which("tmux") is not None


class Terminal:
    """A shell in tmux. `typed` are the lines that were typed, `keys` counts the key presses, each
    Enter among them; what is shown is read from the screen and from above it."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._socket = folder / "tmux"
        self.typed: list[str] = []
        self.keys = 0
        shell = ["env", f"PS1={PROMPT}", "bash", "--norc", "--noprofile", "-i"]
        settings = ["set-option", "-g", "history-limit", "50000", ";"]
        self._tmux(
            "-f", "/dev/null", "start-server", ";", *settings, "new-session", "-d", "-x", "120",
            "-y", "40", "-c", str(folder), *shell, environment=environment,
        )  # fmt: skip
        self._wait(0, ())

    def type(self, line: str) -> None:
        """Type a line and Enter."""
        self.typed.append(line)
        self.keys += len(line) + 1
        if line:
            self._tmux("send-keys", "-l", "--", line)
        self._tmux("send-keys", "Enter")

    def shown(self) -> str:
        """All that was shown, with lines that were broken at the edge put together."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-").rstrip()

    def run(self, line: str, answers: Mapping[str, str] | None = None) -> str:
        """Run a command line and answer what it asks for, each question by its beginning. Returns
        what it has shown."""
        before, left = self.shown(), dict(answers or {})
        self.type(line)
        while True:
            text = self._wait(before.count(PROMPT), list(left))
            last = text.rpartition("\n")[2]
            asked = next((each for each in left if last.startswith(each)), None)
            if asked is None:
                return text[len(before) :]
            self.type(left.pop(asked))

    def _wait(self, prompts: int, questions: Sequence[str]) -> str:
        """Wait for the next prompt of the shell or one of the questions."""
        started = time.monotonic()
        while time.monotonic() - started < _PATIENCE:
            text = self.shown()
            last = text.rpartition("\n")[2]
            is_prompt = last == PROMPT and text.count(PROMPT) > prompts
            if is_prompt or any(last.startswith(each) for each in questions):
                return text
            time.sleep(0.05)
        raise AssertionError(f"waited for {questions}: {self.shown()[-2000:]}")

    def close(self) -> None:
        """End the shell and its server."""
        subprocess.run(
            ["tmux", "-S", str(self._socket), "kill-server"], check=False, capture_output=True
        )

    def _tmux(self, *words: str, environment: Mapping[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-S", str(self._socket), *words],
            env=dict(environment or os.environ), check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout
