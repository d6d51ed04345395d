"""The case tables in `cases/`: who is meant, a text, and what must be seen in it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from operasure.matching.given import Given, identity
from operasure.matching.identity import Identity
from operasure.matching.match import Match

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One line of a table. `variant` and `confidence` are None where nothing must be found; only
    `confidence` is "not certain" where no match may be certain."""

    table: str
    number: int
    who: str
    text: str
    variant: str | None
    confidence: str | None
    language: str
    script: str
    structured: bool

    @property
    def id(self) -> str:
        return f"{self.table}-{self.number}"

    @property
    def is_positive(self) -> bool:
        return self.variant is not None


@cache
def tables() -> dict[str, dict[str, object]]:
    """What is given of each person."""
    return tomllib.loads((FOLDER / "persons.toml").read_text(encoding="utf-8"))


@cache
def persons() -> dict[str, Identity]:
    """The people whom the cases are about, by the word that the tables call them by."""
    return {who: _identity(person) for who, person in tables().items()}


def _identity(person: dict[str, object]) -> Identity:
    def texts(key: str) -> list[str]:
        found = person.get(key, [])
        assert isinstance(found, list)
        return [str(text) for text in found]

    given = Given(
        tuple(texts("names")), tuple(texts("logins")), tuple(texts("mails")), _ids(texts("ids"))
    )
    return identity(
        [given],
        given_name=str(person.get("given", "")),
        family_name=str(person.get("family", "")),
        family_first=bool(person.get("family_first", False)),
    )


def _ids(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(map(int, texts))


def cases() -> list[Case]:
    """Every case of every table."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "persons")
    return [case for path in files for case in _of_table(path)]


def _of_table(path: Path) -> Iterator[Case]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = [(group, line) for group in table["group"] for line in group["cases"]]
    for number, (group, line) in enumerate(lines, 1):
        variant, confidence = _expected(table, line)
        yield Case(
            path.stem,
            number,
            who=line[0],
            text=line[1],
            variant=variant,
            confidence=confidence,
            language=group["language"],
            script=group["script"],
            structured=table.get("structured", False),
        )


def _expected(table: dict[str, object], line: list[str]) -> tuple[str | None, str | None]:
    if not table.get("found", True):
        return None, None
    if not table.get("certain", True):
        return None, "not certain"
    return line[2], line[3]


def precision(seen: Iterable[tuple[Case, list[Match]]]) -> dict[str, tuple[int, int]]:
    """For each confidence: how many matches were asked for, of how many in all.

    A match in a positive case counts as asked for if it has the confidence of the case; any match
    of a case that must hold none does not, nor a certain one where none may be.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case, matches in seen:
        for match in matches:
            total[match.confidence] += 1
            if case.is_positive:
                right[match.confidence] += match.confidence == case.confidence
            else:
                right[match.confidence] += (
                    case.confidence == "not certain" and match.confidence == "possible"
                )
    return {confidence: (right[confidence], total[confidence]) for confidence in sorted(total)}
