"""The words of a name are looked for wherever one may begin."""

from __future__ import annotations

import pytest

from operasure.matching.automaton import Automaton
from operasure.matching.fold import FOLD
from operasure.matching.forms import graph
from operasure.matching.identity import Identity
from operasure.matching.walk import starts

CHARACTERS = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
NAMES = (
    "Jürgen Brandström", "Ærø Åse", "Иван Кузнецов", "Γιώργος Παπαδόπουλος", "יעל כהן",
    "محمد الحسيني", "गीता शर्मा", "Արամ Խաչատրյան", "김민수", "渡邊 髙", "さくら ハルカ",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_character_that_a_word_may_begin_with_is_looked_at(name: str) -> None:
    root = graph(Identity.of([name]))
    automaton, begun = Automaton(root), starts(root)
    folded = {FOLD[ord(char)] for char in CHARACTERS}
    may = {char for char in folded if automaton.goes_on(char, 0)}
    first = [char for char in CHARACTERS if FOLD[ord(char)] in may]
    assert first
    assert [char for char in first if not begun.match(char)] == []
    common = [char for char in CHARACTERS if char < "\U00010000"]
    assert len(begun.findall(" ".join(common))) < len(common) / 20
