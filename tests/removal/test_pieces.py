"""A new value is put together from ranges of the old one, and holds nothing of what is cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from operasure.erase.pieces import pieces
from support.removal import put_together

WORDS = st.sampled_from(["Jürgen Müller", "Deleted user", " ", "\n", ".", "a", "🙂", "é", "x" * 90])
TEXTS = st.lists(WORDS, max_size=30).map("".join)


@given(TEXTS, TEXTS)
@settings(max_examples=100)
def test_pieces_make_the_new_value(before: str, after: str) -> None:
    assert put_together(before, pieces(before, after)) == after


def test_pieces_hold_what_is_new_alone() -> None:
    prose = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr. " * 2_000
    before = f"{prose}Jürgen Müller {prose}@jmueller{prose}"
    after = f"{prose}Deleted user {prose}@Deleted user{prose}"
    new = [piece for piece in pieces(before, after) if isinstance(piece, str)]
    assert len(new) == 2
    assert max(map(len, new)) < 30
