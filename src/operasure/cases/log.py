"""The log of a case: each command line before it is run, and its exit code after. It can be run
again by hand; databases and passphrases never stand in it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from operasure.cases.folder import LOG
from operasure.core.errors import UsageError

_BEGINS, _ENDS = " $ operasure ", " exit "


def begin(folder: Path, words: Sequence[str]) -> None:
    """Write down what is about to be run. Raises UsageError."""
    _append(folder, f"{_BEGINS}{shlex.join(words)}")


def end(folder: Path, code: int) -> None:
    """Write down how it ended. Raises UsageError."""
    _append(folder, f"{_ENDS}{code}")


def recover(folder: Path) -> None:
    """Take back what a killed run has left half done: its document, where it was written and not
    sealed yet. What a deletion in the cache says can't be said again, and stays."""
    try:
        lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    begun = lines[-1].partition(_BEGINS)[2] if lines else ""
    try:
        words = shlex.split(begun)
    except ValueError:  # the disk was full, or the power went, within the line
        return
    if not words:
        return
    made = folder / Path(words[-1]).name
    seal = [made.with_name(made.name + ending) for ending in (".sig", ".pub")]
    can_be_made_again = "--key" in words and words[0] != "cache" and made.suffix == ".json"
    if can_be_made_again and not all(path.exists() for path in seal):
        for path in (made, *seal):
            with suppress(OSError):
                path.unlink()


def _append(folder: Path, text: str) -> None:
    moment = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    try:
        handle = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{moment}{text}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise UsageError(f"{folder / LOG} can't be written: {error.strerror}") from error
