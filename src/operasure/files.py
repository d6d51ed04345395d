"""Write results so that a reader finds the old file or the whole new one, never a part."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from operasure.errors import UsageError


def write(path: Path, content: str | bytes) -> None:
    """Write a file atomically, readable by its owner only (0600).

    Raises UsageError where it cannot be written; nothing is left behind then.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        raise UsageError(f"{path} can't be written: {error.strerror}") from error
