"""What a text may hold for a letter of a name, held against what exact matching reads."""

from __future__ import annotations

import unicodedata

from operasure.matching.classes import differing, inverse
from operasure.matching.fold import FOLD
from operasure.matching.identity import Identity
from operasure.matching.letters import SPELLINGS
from operasure.matching.loose import LooseFilter

PLANES = (*range(3), 14)
"""Parts of 65,536 characters of which each character is asked by itself."""
SURROGATES = range(0xD800, 0xE000)


def asked() -> list[int]:
    return [
        code
        for plane in PLANES
        for code in range(plane << 16, (plane + 1) << 16)
        if code not in SURROGATES
    ]


def test_what_is_not_asked_for_stands_for_itself() -> None:
    differ = differing()
    for code in asked():
        char = chr(code)
        if char not in differ:
            assert (FOLD[code], SPELLINGS[char]) == (char, (char,)), hex(code)


def test_what_folds_to_a_character_stands_behind_it_and_nothing_else() -> None:
    tables = inverse()
    for char in differing():
        assert char in tables.raw(FOLD[ord(char)]), hex(ord(char))
    for folded in {FOLD[ord(char)] for char in differing()}:
        assert all(FOLD[ord(raw)] == folded for raw in tables.raw(folded) - {folded})


def test_what_may_be_spelled_so_is_written_for_a_spelling() -> None:
    tables = inverse()
    for char in differing():
        for way in SPELLINGS[FOLD[ord(char)]]:
            assert char in (tables.writing(way) if way else tables.silent), (char, way)


def test_all_further_characters_stand_for_themselves() -> None:
    for plane in set(range(17)).difference(PLANES):
        chars = "".join(map(chr, range(plane << 16, (plane + 1) << 16)))
        assert unicodedata.normalize("NFKC", chars) == chars == chars.lower() == chars.upper()
        assert set(map(unicodedata.category, chars)) <= {"Lo", "Cn", "Co"}
        assert not any(map(str.isspace, chars))
        assert differing().isdisjoint(chars)


def test_the_filter_reads_past_whatever_matching_reads_past() -> None:
    name = LooseFilter(Identity.of(["Jürgen Brandström"]))
    past = [code for code in asked() if FOLD[code] in {FOLD[0xAD], ""}]
    assert len(past) > 800
    lost = [
        hex(code)
        for code in past
        if not name.passes(f"J{chr(code)}ürgen Br{chr(code)}andstr{chr(code)}öm".encode())
    ]
    assert lost == []
