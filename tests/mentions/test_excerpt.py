"""Excerpts: nothing is cut that must not be, and no other person shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.matching.excerpt import HIDDEN, excerpt

OTHER = '<mention class="mention" data-id="41" data-type="user" data-text="@Zoë">@Zoë</mention>'
NAME = "Jürgen Müller"


def around(before: str, after: str, limit: int = 60) -> tuple[str, str]:
    found = excerpt(f"{before}{NAME}{after}", len(before), len(before) + len(NAME), limit)
    assert found.mention == NAME
    return found.before, found.after


def test_as_much_as_the_limit_on_either_side() -> None:
    assert around("abcdef ", " ghijkl", limit=3) == ("ef ", " gh")
    assert around("", "") == ("", "")


def test_all_of_it_in_a_row() -> None:
    text = f"Von {NAME} geprüft"
    assert str(excerpt(text, 4, 4 + len(NAME))) == text


@pytest.mark.parametrize(
    "whole",
    [
        "&uuml;",
        "&#252;",
        "&#xFC;",
        "\\u00fc",
        "%C3%BC",
        "\\xfc",
        "<b>",
        '<a href="/x">',
        "\\n",
        "\r\n",
    ],
)
def test_an_escape_or_tag_is_shown_whole_or_not_at_all(whole: str) -> None:
    for limit in range(len(whole) + 4):
        before, after = around(f"ab{whole}.", f".{whole}ab", limit)
        assert before in [f"ab{whole}."[-n:] for n in (1, len(whole) + 1, len(whole) + 2)] + [
            "",
            f"ab{whole}.",
        ]
        assert after in [f".{whole}ab"[:n] for n in (1, len(whole) + 1, len(whole) + 2)] + [
            "",
            f".{whole}ab",
        ]
        assert len(before) <= limit
        assert len(after) <= limit


def test_a_mark_stays_with_its_letter() -> None:
    before, after = around("xu\u0308", "u\u0308x", limit=1)
    assert (before, after) == ("", "")
    assert around("xu\u0308", "u\u0308x", limit=2) == ("u\u0308", "u\u0308")


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        OTHER.replace('"', "'"),
        OTHER.upper(),
        OTHER.replace("<", "&lt;").replace(">", "&gt;"),
        OTHER.replace("<", "\\u003c").replace(">", "\\u003e").replace('"', '\\"'),
        '<mention data-id="41" data-text="@Zoë"/>',
        OTHER.replace(" ", "\n"),
    ],
)
def test_other_mention_tags_are_hidden(other: str) -> None:
    before, after = around(f"{other} und ", f" und {other}")
    assert before == f"{HIDDEN} und "
    assert after == f" und {HIDDEN}"


def test_several_others() -> None:
    before, after = around(f"{OTHER}, {OTHER} ", f" {OTHER}{OTHER} x", limit=20)
    assert (before, after) == (f"{HIDDEN}, {HIDDEN} ", f" {HIDDEN}{HIDDEN} x")


def test_a_mention_inside_another_tag() -> None:
    before, after = '<mention data-id="3" data-text="@', '">@Deleted user</mention> ok'
    assert around(before, after) == (before, after)
    assert around(before, after, limit=20) == ("", '">@Deleted user')


def test_the_persons_own_tag_is_shown() -> None:
    tag = OTHER.replace("41", "42")
    found = excerpt(f"a {tag} b", 2, 2 + len(tag))
    assert (found.before, found.mention, found.after) == ("a ", tag, " b")


def test_a_long_mention_is_shortened_in_the_middle() -> None:
    text = "J" + "*" * 5000 + "ürgen"
    found = excerpt(text, 0, len(text))
    assert found.mention.startswith("J***")
    assert found.mention.endswith("***ürgen")
    assert "…" in found.mention
    assert len(found.mention) < 300


ANYTHING = st.sampled_from(
    [
        OTHER,
        "&uuml;",
        "&amp;",
        "<b>",
        "</b>",
        "<",
        ">",
        "&",
        "x",
        " ",
        "ü",
        "\\u00fc",
        "%C3%BC",
        "mention",
        "<mention",
        "</mention>",
        '"',
        "é",
        "�",
    ]
)


@given(
    before=st.lists(ANYTHING, max_size=12).map("".join),
    mention=st.lists(ANYTHING, min_size=1, max_size=3).map("".join),
    after=st.lists(ANYTHING, max_size=12).map("".join),
    limit=st.integers(0, 80),
)
def test_any_text(before: str, mention: str, after: str, limit: int) -> None:
    found = excerpt(f"{before}{mention}{after}", len(before), len(before) + len(mention), limit)
    assert max(len(found.before), len(found.after)) <= limit
    head, cut, tail = found.mention.partition("…")
    assert (head == mention) != bool(cut)
    assert not cut or (len(found.mention) < len(mention) and mention.startswith(head))
    assert mention.endswith(tail)


def test_several_mention_tags_side_by_side_are_shortened() -> None:
    found = excerpt(OTHER * 3, 0, len(OTHER) * 3, 0)
    assert found.mention.partition("…")[1]
    assert len(found.mention) < len(OTHER * 3)


WHOLE = st.lists(
    st.sampled_from(("&uuml;", "<b>", " ", "é", "\\u00fc", '<a href="x">', "%20")), max_size=9
)


@given(before=WHOLE, after=WHOLE, limit=st.integers(0, 30))
def test_a_cut_falls_between_what_must_stay_whole(
    before: list[str], after: list[str], limit: int
) -> None:
    shown = around("".join(before), "".join(after), limit)
    assert shown[0] in {"".join(before[at:]) for at in range(len(before) + 1)}
    assert shown[1] in {"".join(after[:at]) for at in range(len(after) + 1)}
