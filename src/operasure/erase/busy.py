"""One run at a time: the error of a second one."""

from __future__ import annotations

import hashlib

from operasure.core.errors import OperasureError

LOCK = int.from_bytes(hashlib.sha256(b"operasure erase").digest()[:8], signed=True)
"""The advisory lock that whoever changes a database with a plan holds; PostgreSQL keeps those of
each database apart."""
WORDS = (
    "another erase, undo or script of a plan is running in this database: wait until it has ended"
)


class Busy(OperasureError):
    """Another run holds the database or the file (exit 3): nothing was done, nothing written."""

    exit_code = 3
