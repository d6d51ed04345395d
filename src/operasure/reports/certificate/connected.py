"""The other systems that the evidence names, with what the controller states of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from operasure.looks.systems.kinds import kinds
from operasure.reports.certificate.case import Elsewhere, StatedCase
from operasure.reports.certificate.documents import Evidence


@dataclass(frozen=True)
class Connected:
    """One kind of system that the installation uses. `accounts` are the entries of the person there
    that were known, None where that is not known; `brings_back` how it can bring the person back.
    `told` says whether the case file speaks of it as a recipient (Art. 19), None where it is none.
    `answer` and `until` are what the controller states of it."""

    key: str
    count: int
    accounts: int | None
    brings_back: str | None
    told: bool | None
    answer: str | None = None
    until: str | None = None


def is_told(evidence: Sequence[Evidence]) -> bool:
    """Whether a document tells which other systems there are."""
    return any("other_systems" in each.copy for each in evidence)


def connected(evidence: Sequence[Evidence], case: StatedCase) -> list[Connected]:
    """Every system that a document names, in the order of the kinds. A case file answers for one by
    its key, or for all of its family where the certificate has no row of its own for that."""
    named = {s["key"]: s for e in evidence for s in e.copy.get("other_systems") or []}
    answers = {each.place: each for each in case.elsewhere}
    told = {recipient.system for recipient in case.recipients}
    found = []
    for key, kind in kinds().items():
        if key in named:
            entry = named[key]
            stated: Elsewhere | None = answers.get(key)
            if stated is None and kind.family in FAMILIES:
                stated = answers.get(kind.family)
            found.append(
                Connected(
                    key,
                    entry["count"],
                    entry["accounts"],
                    entry["brings_back"],
                    key in told if kind.recipient else None,
                    stated.answer if stated else None,
                    stated.until.isoformat() if stated and stated.until else None,
                )
            )
    return found


FAMILIES = ("identity", "storages", "repositories")
"""Places of which the systems speak one by one, so that no general line is needed."""
