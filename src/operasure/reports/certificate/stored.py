"""An evidence document that was kept, read to be rendered again.

It is trusted no more than when a certificate reads it: the verdict is made again from its entries,
and a seal beside it must be one over its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from operasure.core import strict
from operasure.core.errors import UsageError
from operasure.core.typed import Listed
from operasure.reports.certificate import seal
from operasure.reports.certificate.documents import content
from operasure.reports.certificate.minimise import refuse_other
from operasure.reports.evidence import fleet
from operasure.reports.evidence.consistent import refuse_contradictions
from operasure.reports.formats import Paper

COMMANDS = (
    "verify", "find-mentions", "audit", "cache", "logs", "files", "erase", "canary", "coverage",
    "fleet",
)  # fmt: skip
"""Whose documents can be shown."""
_LISTED = {
    "find-mentions": ("mentions", "decided"),
    "files": ("mentions", "files"),
    "fleet": ("instances",),
}
"""What a document has one entry a line of."""


@dataclass(frozen=True)
class StoredDocument:
    """What can be rendered, and the fingerprint of the key that sealed it, if it is sealed."""

    paper: Paper
    sealed_by: str | None


def read(path: Path) -> StoredDocument:
    """Read a document. Raises UsageError: unreadable, not a document of format 1, one that
    contradicts itself, one that is not as it was sealed."""
    data = content(path)
    try:
        document = strict.loads(data)
    except ValueError as error:
        raise UsageError(f"{path} is not strict JSON: {error}") from error
    try:
        paper = _paper(document)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    return StoredDocument(paper, seal.sealed_by(path, data))


def _paper(document: Any) -> Paper:
    if not isinstance(document, dict) or document.get("format") != 1:
        raise UsageError("not an evidence document of format 1: make one with --format json")
    command = document.get("command")
    if command not in COMMANDS:
        raise UsageError(f"not a document of {', '.join(COMMANDS)}")
    if command == "fleet":
        fleet.refuse_contradictions(document)
    elif command != "coverage":
        refuse_contradictions(document)
        refuse_other(document)
    paper = Paper(command, document, delete_after=_day(document.get("delete_after")))
    listed = {key: Listed(partial(iter, document[key])) for key in _LISTED.get(command, ())}
    return replace(paper, document=document | listed)


def _day(text: object) -> date | None:
    """The day of a document that holds passages."""
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise UsageError("its date of deletion is invalid") from error
