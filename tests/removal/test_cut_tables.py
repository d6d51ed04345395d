"""What a value is after its mentions were cut, case by case, in every form."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from mentions.spelling_cases import persons
from operasure.erase.cutting import NotCut, Span, Successor, cut, spans
from operasure.matching.match import Match, Matcher

TABLES = Path(__file__).parents[1] / "data/cutting/cases.toml"
SUCCESSOR = Successor(3, "Deleted user")


@dataclass(frozen=True)
class Case:
    form: str
    who: str
    value: str
    expected: str


def cases() -> list[Case]:
    tables = tomllib.loads(TABLES.read_text(encoding="utf-8"))["table"]
    return [Case(table["form"], *case) for table in tables for case in table["cases"]]


@cache
def matcher(who: str) -> Matcher:
    return Matcher(persons()[who])


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.form}-{case.value[:40]!r}")
def test_case(case: Case) -> None:
    there = spans(matcher(case.who), case.value, SUCCESSOR)
    if case.expected == "-":
        with pytest.raises(NotCut) as caught:
            cut(case.value, there, case.form)
        assert caught.value.reason not in case.value
        return
    new = cut(case.value, there, case.form)
    assert new == case.expected
    assert matcher(case.who).find(new) == []


def test_only_what_is_wanted_is_cut() -> None:
    text = "Jürgen Müller-O'Brien und J. Müller und user#42"

    def certain(match: Match) -> bool:
        return match.confidence == "certain"

    new = cut(text, spans(matcher("mueller"), text, SUCCESSOR, certain), "markup")
    assert new == "Deleted user und J. Müller und user#3"


def test_a_word_of_ones_own_takes_the_place_of_names_alone() -> None:
    successor = Successor(3, "Gelöschter Benutzer", "N. N.")
    text = "Jürgen Müller, @jmueller, <mention data-id='42' data-text='@X'>@X</mention>"
    new = cut(text, spans(matcher("mueller"), text, successor), "markup")
    tag = "<mention data-id='3' data-text='@Gelöschter Benutzer'>@Gelöschter Benutzer</mention>"
    assert new == f"N. N., @N. N., {tag}"


@pytest.mark.parametrize(
    ("value", "span", "form"),
    [
        ("Text", Span(0, 9, "x"), "markup"),
        ("Text", Span(2, 2, "x"), "markup"),
        ("AAAA", Span(0, 1, "x"), "document"),
        ("a.b.c", Span(0, 1, "x"), "signed"),
        ("[" * 100_000, Span(0, 1, "x"), "json"),
        ("[" * 100_000, Span(0, 1, "x"), "yaml"),
        ("[1, 2]", Span(1, 2, "x"), "json"),
        ('{"a": "b", "c": "d"}', Span(2, 14, "x", exact=True), "json"),
    ],
)
def test_what_can_not_be_cut_says_why(value: str, span: Span, form: str) -> None:
    with pytest.raises(NotCut) as caught:
        cut(value, [span], form)
    assert caught.value.reason
    assert "\n" not in caught.value.reason


def test_bytes_that_are_no_text_are_not_cut() -> None:
    with pytest.raises(NotCut):
        cut(b"\xff\xfe", [Span(0, 1, "x")], "markup")


def test_nothing_to_cut_changes_nothing() -> None:
    assert cut("[", [], "json") == "["
