"""Changes between two texts: they lead from one to the other, and a huge text costs little."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from operasure.erase.difference import Changed, changes, hunks

WORDS = st.sampled_from(
    ["Jürgen", "Müller", "Deleted", "user", " ", "  ", "\n", ".", "a", "é", "é1"]
)
TEXTS = st.lists(WORDS, max_size=30).map("".join)
PROSE = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr. "


def made(before: str, found: list[Changed]) -> str:
    parts: list[str] = []
    at = 0
    for change in found:
        assert change.start >= at
        parts += (before[at : change.start], change.new)
        at = change.end
    return "".join((*parts, before[at:]))


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=150)
def test_changes_lead_from_one_text_to_the_other(before: str, after: str, around: str) -> None:
    for one, other in ((before, after), (around + before, around + after), (before, before)):
        assert made(one, list(changes(one, other))) == other


@given(st.lists(st.sampled_from(["Jürgen Müller", "@jmueller", PROSE * 20, PROSE]), max_size=8))
@settings(max_examples=40)
def test_changes_far_apart_are_found_one_by_one(pieces: list[str]) -> None:
    new = {"Jürgen Müller": "Deleted user", "@jmueller": "@Deleted user"}
    before = f" {PROSE * 5} ".join(pieces)
    after = f" {PROSE * 5} ".join(new.get(piece, piece) for piece in pieces)
    found = list(changes(before, after))
    assert made(before, found) == after
    assert all(change.end - change.start < 100 for change in found)


def test_only_what_changed_is_shown_with_its_surroundings() -> None:
    before = f"{PROSE * 9}Frag Jürgen Müller, ja? {PROSE * 9}user#42"
    after = f"{PROSE * 9}Frag Deleted user, ja? {PROSE * 9}user#3"
    first, second = hunks(before, after, context=20)
    assert [piece for piece in first.pieces if piece.kind != "same"] == [
        ("gone", "Jürgen Müller"),
        ("new", "Deleted user"),
    ]
    assert (first.cut_before, first.cut_after) == (True, True)
    assert (second.cut_before, second.cut_after) == (True, False)
    assert all(len(piece.text) <= 60 for hunk in (first, second) for piece in hunk.pieces)


def test_changes_near_each_other_stand_together() -> None:
    (hunk,) = hunks("Jürgen Müller und @jmueller", "Deleted user und @Deleted user")
    assert (
        "".join(p.text for p in hunk.pieces if p.kind != "gone") == "Deleted user und @Deleted user"
    )
    assert (hunk.cut_before, hunk.cut_after) == (False, False)


def test_a_huge_text_is_read_for_its_changes_alone() -> None:
    before = f"{PROSE * 100_000}Jürgen Müller {PROSE * 100_000}@jmueller"
    after = f"{PROSE * 100_000}Deleted user {PROSE * 100_000}@Deleted user"
    assert [change.new for change in changes(before, after)] == ["Deleted user", "Deleted user"]


def test_texts_that_have_nothing_in_common() -> None:
    before, after = "ab " * 200_000, "cd. " * 200_000
    assert made(before, list(changes(before, after))) == after
    assert list(hunks("", "")) == []
    assert [hunk.pieces for hunk in hunks("", "x")] == [(("new", "x"),)]
