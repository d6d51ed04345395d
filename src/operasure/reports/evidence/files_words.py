"""The verdict of `files` in words."""

from __future__ import annotations

from operasure.reports.evidence.document import Document
from operasure.reports.evidence.text import state
from operasure.reports.words import Words


def verdict(document: Document, words: Words) -> str:
    """The verdict in one sentence."""
    checks = document["checks"]
    left = sum(check["rows"] for check in checks if check["outcome"] == "leftover")
    open_ = sum(check["outcome"] == "unchecked" for check in checks)
    match document["verdict"]:
        case "clear":
            return words("storage.clear")
        case "leftovers":
            return words("storage.leftovers", left=words("sums.findings", n=left))
        case "incomplete":
            return words("storage.incomplete", unchecked=words("sums.questions", n=open_))
        case _:
            return words("storage.not_deleted", state=state(document, words))
