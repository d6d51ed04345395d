"""A storage whose files do harm. Here, since the processes that read it import where it stands."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from operasure.looks.files import workers
from operasure.looks.files.model import ListedFile, Skipped


@dataclass(frozen=True)
class Hostile:
    """A storage whose files do what their name says to the process that opens them."""

    place: str = "a directory"

    def listed(self) -> Iterator[ListedFile | Skipped]:
        return iter(())

    def open(self, key: bytes, largest: int) -> BinaryIO:
        if key == b"kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if key == b"sleep":
            time.sleep(60)
        if key == b"eat":
            return cast("BinaryIO", BytesIO(bytes(workers.MEMORY)))
        return cast("BinaryIO", BytesIO("Zoë Müller".encode()))
