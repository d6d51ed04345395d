"""After a cut a second look tells what names the person only now, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentions.test_properties import EVERYTHING, texts
from operasure.erase.cutting import Successor, ValueForm, cut, revealed, spans
from operasure.matching.identity import Identity
from operasure.matching.match import Match, Matcher

MATCHER = Matcher(Identity.of(["Jürgen Müller"], ["jmueller"], [], [42]))
EXACT = Matcher(EVERYTHING)
SUCCESSOR = Successor(3, "Deleted user")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Jürgen Müller", "Deleted user", []),
        ("x Jürgen Müller y", "x Müller y", ["Müller"]),
        ("x mMüller2b jmueller", "x Müller jmueller", ["Müller"]),
        ("Müller und Jürgen", "Müller und Deleted user", []),
        ("Müller, user#42 Müller", "Müller, user#3 Müller", []),
        ("user#421, jmueller", "user#42, jmueller", ["user#42"]),
        ("a Jürgen Müller b jmueller", "a X b jmueller", []),
        ("jmueller, Jürgen, jmueller", "jmueller, Jörg, jmueller", []),
        ("Jürgen Müller", "Jürgen X. Müller", ["Jürgen X. Müller"]),
        ("same Jürgen", "same Jürgen", []),
    ],
)
def test_revealed(before: str, after: str, expected: list[str]) -> None:
    found = revealed(MATCHER, before, after)
    assert [after[match.start : match.end] for match in found] == expected


def test_a_replacement_that_names_the_person_is_seen() -> None:
    text = "Frag Jürgen Müller"
    new = cut(text, spans(MATCHER, text, Successor(3, "Herr Müller")), ValueForm.MARKUP)
    assert [match.variant for match in revealed(MATCHER, text, new)] == ["family name"]


def _certain(match: Match) -> bool:
    return match.confidence == "certain"


def _any(_: Match) -> bool:
    return True


@given(st.lists(texts(), max_size=2), st.sampled_from([_certain, _any]))
@settings(max_examples=60)
def test_whatever_the_text_nothing_that_was_to_go_is_left(
    some: list[str], wanted: Callable[[Match], bool]
) -> None:
    matcher, successor = EXACT, Successor(3, "Xxxx")
    for form, text in (("markup", "".join(some)), ("json", json.dumps({"k": some}))):
        new = cut(text, spans(matcher, text, successor, wanted), form)
        for _ in range(3):
            left = revealed(matcher, text, new)
            new = cut(new, spans(matcher, new, successor, left.__contains__), form)
        assert not any(map(wanted, matcher.find(new)))
