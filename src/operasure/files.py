"""Write results so that a reader finds the old file or the whole new one, never a part."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from operasure.errors import UsageError


def write(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a file atomically, readable by its owner only (0600); content may come in pieces.

    Raises UsageError where it cannot be written; nothing is left behind then.
    """
    pieces = [content] if isinstance(content, str | bytes) else content
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from error
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
