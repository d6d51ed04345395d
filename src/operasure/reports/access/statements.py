"""What only the controller can state in an answer to a request for access."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

STATEMENTS = (
    "controller", "contact", "purposes", "legal_basis", "passed_to", "transfers", "kept_for",
    "obtained_from", "automated", "authority",
)  # fmt: skip
"""Art. 15(1) and (2) GDPR, by the keys of the site file."""
OPTIONAL = frozenset({"legal_basis"})
_ENDS = b'"complete": true}\n'


def stated(site: object) -> dict[str, str]:
    """What a site file states of it."""
    return {key: text for key in STATEMENTS if (text := getattr(site, key))}


def missing(made: Mapping[str, str]) -> list[str]:
    """Statements that the law asks for and nobody has made."""
    return [key for key in STATEMENTS if key not in made and key not in OPTIONAL]


def is_complete(folder: Path) -> bool:
    """Whether an answer is there and says of itself that it is complete."""
    try:
        with (folder / "answer.json").open("rb") as file:
            file.seek(-len(_ENDS), os.SEEK_END)
            return file.read() == _ENDS
    except OSError:
        return False
