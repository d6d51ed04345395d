"""No produced file names the person: what people wrote is looked through before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from operasure.core.errors import UsageError
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.reports.certificate.case import StatedCase
from operasure.reports.certificate.facts import FACTS
from operasure.reports.certificate.token import KnownPerson

WITHHELD = "withheld: it names the person"
"""Stands in the copy of an evidence document where a text named the person."""

_FREE = (
    "ground", "by", "reason", "notes", "not_covered", "snapshot", "version", "modules",
)  # fmt: skip
"""Keys of an evidence document whose values people, or a server's messages, may have written."""


@dataclass(frozen=True)
class Doubt:
    """A stated fact with a word that may be the person's name, or may be another's."""

    where: str


class Guard:
    """Looks for one person in texts. Build it once for a certificate."""

    def __init__(self, known: KnownPerson) -> None:
        self._matcher = Matcher(Identity.of(known.names, known.logins, known.mails))

    def names(self, text: str) -> str | None:
        """The confidence of the surest mention in a text: certain, likely, possible or None."""
        seen = {match.confidence for match in self._matcher.find(text)}
        return next((c for c in ("certain", "likely", "possible") if c in seen), None)

    def case(self, case: StatedCase) -> list[Doubt]:
        """Check every fact that will be written. Raises UsageError where one names the person for
        certain or likely, and returns those that may: a namesake, or a place of that name."""
        doubts: list[Doubt] = []
        for where, text in _facts(case):
            match self.names(text):
                case "certain" | "likely":
                    raise UsageError(
                        f"case file: {where} names the person, and a certificate must not: "
                        "write a role or the case's reference instead"
                    )
                case "possible":
                    doubts.append(Doubt(where))
        return doubts

    def evidence(self, copy: Mapping[str, Any]) -> dict[str, Any]:
        """The copy of an evidence document, with `WITHHELD` for a text that names the person."""
        return {key: self._clean(key, value) for key, value in copy.items()}

    def _clean(self, key: str, value: object) -> Any:
        match value:
            case Mapping():
                return {k: self._clean(k, item) for k, item in value.items()}
            case list():
                return [self._clean(key, item) for item in value]
            case str() if key in _FREE and self.names(value):
                return WITHHELD
            case _:
                return value


def _facts(case: StatedCase) -> Iterator[tuple[str, str]]:
    for fact in FACTS:
        yield fact.key, str(getattr(case, fact.key))
    for key in (
        "second_person", "signed_by", "reviewed_by", "installation", "verified_by",
        "deletion_class",
    ):  # fmt: skip
        if getattr(case, key):
            yield key, getattr(case, key)
    for entry in case.left:
        yield "left.reason", entry.reason
    if case.extension:
        yield "extension.reason", case.extension.reason
    for recipient in case.recipients:
        yield from _both("recipients", recipient.name, recipient.reason)
    for kept in case.kept:
        yield from _both("kept", kept.what, kept.ground)
    for place in case.elsewhere:
        yield from _both("elsewhere", place.place, place.answer)


def _both(where: str, *texts: str | None) -> Iterable[tuple[str, str]]:
    return [(where, text) for text in texts if text]
