"""What no document of the evidence looked at, with the next step for each.

Taken from the documents: whatever one of them says it does not cover, unless another is of the
command that does, and says no such thing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from operasure.looks.systems.kinds import kinds
from operasure.reports.certificate.case import Elsewhere
from operasure.reports.certificate.connected import FAMILIES, Connected
from operasure.reports.certificate.documents import CANARY, Evidence
from operasure.reports.words.uncovered import KEYS, key_of

_COVERS = {"database": "verify", "mentions": "find-mentions", "logs": "logs", "files": "files"}
"""The command whose document covers it; the cache is covered by any document that is about one."""


@dataclass(frozen=True)
class Uncovered:
    """`key` is one of `KEYS` or "other", `text` the document's own words (English). `answer` and
    `until` are what the controller states of that place, if anything."""

    key: str
    text: str
    answer: str | None = None
    until: str | None = None


def uncovered(
    evidence: Sequence[Evidence],
    stated: Sequence[Elsewhere],
    named: Sequence[Connected] | None = None,
) -> list[Uncovered]:
    """Everything that is not covered, in the order of `KEYS`, then what has no key, then what only
    the controller states. One text stands for each key.

    `named` are the other systems that have a row of their own; None where no document tells of any,
    so that a general line stands for them.
    """
    covered = {key for document in evidence for key in _covered(document)}
    covered |= set() if named is None else set(FAMILIES)
    texts: dict[str, str] = {}
    # What a canary did not plant is said with what it measured.
    for document in (each for each in evidence if each.command != CANARY):
        for text in document.copy["not_covered"]:
            key = key_of(text)
            if key not in covered:
                texts.setdefault(key if key != "other" else f"other {text}", text)
    spoken = {each.key for each in named or ()}
    spoken |= {str(kinds()[key].family) for key in spoken} & set(FAMILIES)
    answers = {each.place: each for each in stated if each.place not in spoken}
    found = [_item(key, texts[key], answers.pop(key, None)) for key in KEYS if key in texts]
    found += [_item("other", texts[key], None) for key in sorted(texts) if key not in KEYS]
    return found + [
        _item(place if place in KEYS else "other", place, each) for place, each in answers.items()
    ]


def _covered(document: Evidence) -> set[str]:
    """What a document is about and does not itself name as not covered."""
    about = {key for key, command in _COVERS.items() if command == document.command}
    if document.copy.get("cache_servers"):
        about.add("cache")
    return about - {key_of(text) for text in document.copy["not_covered"]}


def _item(key: str, text: str, stated: Elsewhere | None) -> Uncovered:
    if stated is None:
        return Uncovered(key, text)
    until = stated.until.isoformat() if stated.until else None
    return Uncovered(key, text, stated.answer, until)
