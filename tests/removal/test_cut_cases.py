"""Whatever the matcher finds in the tables of mentions is cut: nothing is found any more, and what
stands around it is what it was."""

from __future__ import annotations

import re
from functools import cache

import pytest

from mentions.spelling_cases import Case, cases, persons
from operasure.erase.cutting import NotCut, Span, Successor, ValueForm, cut, spans
from operasure.matching.match import Match, Matcher

POSITIVE = [case for case in cases() if case.is_positive]
ANOTHER = frozenset({"26-misspelt-7"})
"""Beside the family name stands another given name. Once that is gone, it may stand for a form of
the person's own (`Martina` of Martin)."""
DELICATE = Successor(3, 'Gelöscht & "weg" <x>')
SUCCESSORS = (
    Successor(3, "Deleted user"),
    Successor(3, "Utilisateur supprimé", "[…]"),
    DELICATE,
)
TAG = re.compile(r"</?[A-Za-z!][\w-]*(?=[\s/>])")


@cache
def matcher(who: str) -> Matcher:
    return Matcher(persons()[who])


def found(case: Case, text: str) -> list[Match]:
    return matcher(case.who).find(text, structured=case.structured)


def is_gone(case: Case, text: str) -> bool:
    left = found(case, text)
    return not left or (case.id in ANOTHER and left[0].confidence == "possible")


def passages(case: Case, successor: Successor) -> list[Span]:
    return spans(matcher(case.who), case.text, successor, structured=case.structured)


def outside(text: str, places: list[Span]) -> list[str]:
    """What stands before, between and behind the passages."""
    kept = ["" if any(p.start <= i < p.end for p in places) else c for i, c in enumerate(text)]
    return [piece for piece in "".join(char or "\0" for char in kept).split("\0") if piece]


@pytest.mark.parametrize("case", POSITIVE, ids=lambda case: case.id)
def test_every_mention_of_the_tables_is_cut(case: Case) -> None:
    matches = found(case, case.text)
    for span in passages(case, SUCCESSORS[0]):
        if "user#" not in span.replacement:
            assert any(m.start <= span.start < span.end <= m.end for m in matches)
    for successor in SUCCESSORS:
        there = passages(case, successor)
        try:
            new = cut(case.text, there, ValueForm.MARKUP)
        except NotCut:
            assert successor is DELICATE
            assert "\\" in case.text
            continue
        assert is_gone(case, new)
        assert kept_in_order(outside(case.text, there), new)
        assert TAG.findall(new) == TAG.findall(case.text)
        plain = cut(case.text, there, ValueForm.PLAIN)
        if plain != new:
            assert is_gone(case, plain)
            assert kept_in_order(outside(case.text, there), plain)


def kept_in_order(pieces: list[str], text: str) -> bool:
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def test_bytes_are_cut_as_text_is() -> None:
    text = "Frag Jürgen Müller-O'Brien, ja?"
    found_there = spans(matcher("mueller"), text, SUCCESSORS[0])
    assert cut(text.encode(), found_there, "markup") == b"Frag Deleted user, ja?"
