"""Every case of the tables is decided as it says, and the loose filter lets every mention pass."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest

from mentions.spelling_cases import Case, cases, persons, precision
from operasure.matching import variants
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Match, Matcher

CASES = cases()
POSITIVE = [case for case in CASES if case.is_positive]


@cache
def matcher(who: str) -> Matcher:
    return Matcher(persons()[who])


@cache
def loose(who: str) -> LooseFilter:
    return LooseFilter(persons()[who])


def find(case: Case) -> list[Match]:
    return matcher(case.who).find(case.text, structured=case.structured)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    found = find(case)
    seen = [(match.variant, match.confidence) for match in found]
    if case.is_positive:
        assert (case.variant, case.confidence) in seen
    elif case.confidence is None:
        assert seen == []
    else:
        assert "certain" not in {match.confidence for match in found}
    if found:
        assert loose(case.who).passes(case.text.encode())


def test_tables_reach_far() -> None:
    assert len(POSITIVE) >= 300
    assert len(CASES) - len(POSITIVE) >= 80
    assert len({case.language for case in CASES}) >= 10
    assert len({case.script for case in POSITIVE}) >= 6
    assert {case.variant for case in POSITIVE} == set(variants.ALL)
    assert min(Counter(case.table for case in CASES).values()) >= 10


def test_certain_means_certain() -> None:
    figures = precision((case, find(case)) for case in CASES)
    right, total = figures["certain"]
    assert right == total > 300
    assert set(figures) == {"certain", "likely", "possible"}


DOCS = (Path(__file__).parents[2] / "docs/find-mentions.md").read_text(encoding="utf-8")


def rows(header: str) -> list[list[str]]:
    """The rows of the table of the docs that begins with a header."""
    _, _, rest = DOCS.partition(f"\n{header}\n|---")
    lines = takewhile(lambda line: line.startswith("|"), rest.splitlines()[1:])
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_examples_of_the_docs_are_found_as_they_say() -> None:
    people = {str(name): who for who, person in persons().items() for name in person.names}
    examples = rows("| variant | confidence | person | example |")
    for variant, confidence, person, example in examples:
        found = matcher(people[person]).find(example.strip("`"))
        assert {(match.variant, match.confidence) for match in found} == {(variant, confidence)}
    assert {row[0] for row in examples} == set(variants.ALL)


def test_the_figures_of_the_docs_are_those_of_the_tables() -> None:
    figures = precision((case, find(case)) for case in CASES)
    table = rows("| confidence | matches | as they should be |")
    told = {confidence: (int(right), int(total)) for confidence, total, right in table}
    assert told == figures
    languages = len({case.language for case in CASES})
    scripts = len({case.script for case in CASES})
    assert f"{len(CASES)} texts in {languages} languages and {scripts} scripts" in DOCS
