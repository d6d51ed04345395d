"""A digest stays when mentions of the person are rewritten, and changes with any other word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.looks.snapshot.texts import Marker, others, shown_names

MARKER = Marker(b"k" * 32, [42, 3], ["j.doe", "j.doe@example.org"])


def tag(user_id: int, name: str = "Jane Doe", kind: str = "user") -> str:
    return (
        f'<mention class="mention" data-id="{user_id}" data-type="{kind}" '
        f'data-text="@{name}">@{name}</mention>'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"Ask {tag(42)}.", f"Ask {tag(3, 'Deleted user')}."),
        (f"Ask {tag(42)}.", f"Ask {tag(3, 'Gelöschter Nutzer')}."),
        (f"{tag(42)} {tag(42)}", tag(3, "Deleted user")),
        ("<mention data-id='42'>@J</mention>!", f"{tag(3)}!"),
        ('<mention data-id="42"/> x', f"{tag(3)} x"),
        ("see user#42 there", "see user#3 there"),
        ("see user#42\nthere", "see user#3 there"),
        ('see user#"j.doe"\tthere', "see user#3 there"),
        ('see user#"j.doe@example.org" there', "see user#3 there"),
        ("user#42", "user#42"),
        ('<mention data-text="@A > B" data-id="42">@A > B</mention>', tag(3)),
    ],
)
def test_a_rewritten_mention_is_no_change(before: str, after: str) -> None:
    assert MARKER.mark(before) == MARKER.mark(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"Ask {tag(41)} or {tag(42)}.", f"{tag(3)}."),
        (f"Ask {tag(42)} today.", f"Ask {tag(3)} tomorrow."),
        (tag(42, "#42", "work_package"), tag(3)),
        ("superuser#42 x", "superuser#3 x"),
        ("user#421 x", "user#3 x"),
        (f"{tag(42)}, {tag(42)}", tag(3)),
        ("user#42", ""),
        (f"{tag(42)} closes", "closes"),
    ],
)
def test_anything_else_is_a_change(before: str, after: str) -> None:
    assert MARKER.mark(before) != MARKER.mark(after)


def test_the_key_decides() -> None:
    assert Marker(b"l" * 32, [42], []).mark("a") != Marker(b"k" * 32, [42], []).mark("a")


words = st.text("abc äöü.,\n", max_size=20)


@given(st.lists(words, min_size=2, max_size=6))
def test_rewriting_every_mention_keeps_the_digest(parts: list[str]) -> None:
    before, after = f" {tag(42)} ".join(parts), f" {tag(3, 'x')} ".join(parts)
    assert MARKER.mark(before) == MARKER.mark(after)


@given(st.lists(words, min_size=2, max_size=6), st.integers(0, 5))
def test_a_word_more_changes_the_digest(parts: list[str], at: int) -> None:
    changed = [f"{part}x" if i == at % len(parts) else part for i, part in enumerate(parts)]
    before, after = f" {tag(42)} ".join(parts), f" {tag(3, 'x')} ".join(changed)
    assert MARKER.mark(before) != MARKER.mark(after)


@given(st.text(max_size=200))
def test_every_text_has_a_digest(text: str) -> None:
    assert len(MARKER.mark(text)) == 16


@pytest.mark.parametrize(
    "piece", ["<mention ", '<mention data-id="42" ', '<mention "', "<mention>"]
)
def test_hostile_texts_take_no_longer_than_their_length(piece: str) -> None:
    assert MARKER.canonical(piece * 20_000)


def test_names_that_mentions_show() -> None:
    other = f"{tag(41, 'Nobody')} {tag(42, '#42', 'work_package')}"
    text = f"{tag(42, 'Jane Roe')} {other} {tag(42, 'Zo&euml;')}"
    assert shown_names(text, 42) == ["Jane Roe", "Zoë"]


def test_what_others_say_between_mentions() -> None:
    text = f"{tag(42)} opens.\n\nA paragraph.\n\n{tag(42)} closes {tag(41, 'Z')}"
    assert others(text, 42) == ["opens.\n\nA paragraph.", f"closes {tag(41, 'Z')}"]
