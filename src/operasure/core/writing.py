"""Write results so that a reader finds the old file or the whole new one, never a part."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from operasure.core.errors import UsageError


def write(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a file atomically, readable by its owner only (0600); content may come in pieces.

    What is there and is no file (a device, a pipe) is written to as it is, never replaced; a link
    stays, and the file it leads to is replaced. Raises UsageError where it cannot be written;
    nothing is left behind then.
    """
    pieces = [content] if isinstance(content, str | bytes) else content
    encoded = (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                device.writelines(encoded)
        else:
            _replace(Path(os.path.realpath(path)), encoded)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"{path} can't be written: {why}") from error


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = None
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
