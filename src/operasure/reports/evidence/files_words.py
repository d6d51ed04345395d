"""The verdict of `files` in words."""

from __future__ import annotations

from operasure.core.legible import count
from operasure.reports.evidence.document import Document

VERDICTS = {
    "clear": "CLEAR: every file was checked, and nothing of the person was found.",
    "leftovers": "LEFTOVERS: {leftover} in storage.",
    "incomplete": "INCOMPLETE: nothing was found so far, but {unchecked} could not be answered.",
    "not-deleted": "NOT DELETED: the account still exists ({state}). What follows is a preview.",
}


def verdict(document: Document) -> str:
    """The verdict in one sentence."""
    checks = document["checks"]
    left = sum(check["rows"] for check in checks if check["outcome"] == "leftover")
    return VERDICTS[document["verdict"]].format(
        leftover=count(left, "finding"),
        unchecked=count(sum(c["outcome"] == "unchecked" for c in checks), "question"),
        state=document["subject"]["state"],
    )
