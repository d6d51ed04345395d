"""Whether the optional libraries for files are installed."""

from __future__ import annotations

from importlib.util import find_spec

from operasure.core import extras
from operasure.core.errors import UsageError

NEEDED = ("PIL", "pypdf", "defusedxml", "striprtf")


def check() -> None:
    """Raise UsageError where a library of the extra `files` is missing."""
    if not all(find_spec(name) for name in NEEDED):
        raise UsageError(
            f"reading files needs Pillow, pypdf, defusedxml and striprtf: {extras.install('files')}"
        )
