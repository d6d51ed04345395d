"""With which exit code a command ends, from the document that it has made (docs/exit-codes.md)."""

from __future__ import annotations

from operasure.core.model import Verdict
from operasure.reports.evidence.document import Document

_OF_A_SNAPSHOT = {
    "accounted": Verdict.CLEAR,
    "losses": Verdict.LEFTOVERS,
    "incomplete": Verdict.INCOMPLETE,
}


def exit_code(document: Document) -> int:
    """That of the verdict, or of what became of a snapshot's rows where that is worse."""
    verdict = Verdict(document["verdict"])
    if followed := document.get("follow_up"):
        verdict = verdict.worse(_OF_A_SNAPSHOT[followed["verdict"]])
    return verdict.exit_code
