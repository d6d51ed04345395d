"""What holds for any text: decorated names are found, chance finds none, offsets are right."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentions.decorations import (
    BEFORE,
    BEHIND,
    INSIDE,
    SEPARATORS,
    WAYS,
    WITHIN_A_LINE,
    decorated,
    word,
)
from operasure.matching import match as matching
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Match, Matcher

NAMES = (
    "Jürgen Brandström",
    "Søren Kjær",
    "Łukasz Wójcik",
    "Hélène Lefèvre",
    "Anne Carter",
    "Иван Петров",
    "Νίκος Παπαδόπουλος",
    "ნინო ბერიძე",
)
WITHOUT_SPACES = ("王小明", "山田太郎", "김철수")
EVERYTHING = Identity.of(
    [
        "Jürgen Müller-O'Brien",
        "Ludwig van Beethoven",
        "Li An",
        "王小明",
        "Юлия Щербакова",
        "Ann Lee",
    ],
    ["jmueller", "c++dev", "ab"],
    ["j.mueller@example.org", "x@example.org"],
    [42, 7],
)
PIECES = (
    "Jürgen", "Müller", "O'Brien", "mueller", "MÜLLER", "obrien", "j", "J.", "Ludwig", "van", "li",
    "an", "beethoven", "Li", "An", "ann", "Lee", "王", "小明", "Юлия", "щербаковой", "yuliya", "ab",
    "jmueller", "j.mueller@example.org", "x+1@example.org", "c++dev", "user#", "user:", "42", "7",
    "421", "/users/", "<mention data-id=", "data-type=work_package", "</mention>", "gid://x/User/",
    "\\u00fc", "&uuml;", "&#252", "%C3%BC", "=C3=BC", "\\xfc", "&amp;", "\\", "&", "%", "=", "<",
    ">", "](", ")", "x", "é", "0", "\ufffd", "\x00", "\ud800",
    *SEPARATORS, *INSIDE, *BEFORE, *BEHIND,
)  # fmt: skip


@cache
def matcher(*names: str) -> Matcher:
    return Matcher(Identity.of(names))


@cache
def loose(*names: str) -> LooseFilter:
    return LooseFilter(Identity.of(names))


@cache
def everything() -> tuple[Matcher, LooseFilter]:
    return Matcher(EVERYTHING), LooseFilter(EVERYTHING)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def texts() -> st.SearchStrategy[str]:
    pieces = st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(PIECES),
        st.text(max_size=4),
        st.sampled_from(("Müller", "Щербакова", "jmueller", "小明")).flatmap(word),
    )
    return st.lists(pieces, max_size=12).map("".join)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=40)
def test_a_decorated_name_is_certain(name: str, data: st.DataObject) -> None:
    given_name, family_name = name.split()
    text = data.draw(
        st.one_of(
            decorated(given_name, family_name),
            decorated(family_name, given_name, separators=WITHIN_A_LINE),
        )
    )
    assert "certain" in {match.confidence for match in matcher(name).find(text)}
    assert loose(name).passes(encoded(text))


@pytest.mark.parametrize("name", WITHOUT_SPACES)
@given(data=st.data())
@settings(max_examples=40)
def test_a_decorated_name_without_spaces_is_certain(name: str, data: st.DataObject) -> None:
    text = data.draw(decorated(name))
    assert "certain" in {match.confidence for match in matcher(name).find(text)}
    assert loose(name).passes(encoded(text))


@given(text=decorated("Brandström", "Brandström"))
@settings(max_examples=40)
def test_a_family_name_twice_is_not_the_person(text: str) -> None:
    found = matcher("Jürgen Brandström").find(text)
    assert {match.confidence for match in found} == {"possible"}


@given(text=st.text("jürgenbadstöm JBN.,-<>&;#_'\n", max_size=120))
@settings(max_examples=150)
def test_chance_is_never_certain(text: str) -> None:
    found = matcher("Jürgen Brandström").find(text)
    assert "certain" not in {match.confidence for match in found}


@given(text=texts(), structured=st.booleans())
@settings(max_examples=200)
def test_every_match_is_a_place_of_the_text_and_passes(text: str, structured: bool) -> None:
    exact, filtering = everything()
    found = exact.find(text, structured=structured)
    ends = [0, *(match.end for match in found)]
    assert all(end <= match.start < match.end for end, match in zip(ends, found, strict=False))
    assert all(match.end <= len(text) for match in found)
    assert not found or filtering.passes(encoded(text))


@given(text=st.text(max_size=300))
def test_any_text_is_bearable(text: str) -> None:
    exact, filtering = everything()
    assert not exact.find(text) or filtering.passes(encoded(text))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=30)
def test_the_place_holds_what_was_seen(name: str, data: st.DataObject) -> None:
    text = data.draw(decorated(*name.split()))
    for match in matcher(name).find(text):
        again = matcher(name).find(text[match.start : match.end])
        assert [one.confidence for one in again] == [match.confidence]


@given(text=st.lists(decorated("Jürgen", "Müller-O'Brien"), min_size=1, max_size=6).map(" ".join))
@settings(max_examples=20)
def test_windows_change_nothing(text: str) -> None:
    exact, _ = everything()
    assert _in_windows(exact, text, window=50, longest=400) == exact.find(text)


def _in_windows(exact: Matcher, text: str, window: int, longest: int) -> list[Match]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "WINDOW", window)
        patch.setattr(matching, "LONGEST", longest)
        return exact.find(text)


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_every_way_to_write_a_letter(way: int) -> None:
    text = "".join(map(WAYS[way], "Jürgen")) + " " + "".join(map(WAYS[way], "Brandström"))
    (match,) = matcher("Jürgen Brandström").find(text)
    assert (match.start, match.end) == (0, len(text))
    assert (match.variant, match.confidence) == ("full name", "certain")


@pytest.mark.parametrize("inside", INSIDE)
def test_everything_that_may_stand_inside(inside: str) -> None:
    text = f"J{inside}ürg{inside}en Brand{inside}ström"
    (match,) = matcher("Jürgen Brandström").find(text)
    assert (match.start, match.end, match.variant) == (0, len(text), "full name")


@pytest.mark.parametrize("separator", SEPARATORS)
def test_everything_that_may_stand_between(separator: str) -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, f"Jürgen{separator}Brandström")
        (match,) = matcher("Jürgen Brandström").find(text)
        assert (match.start, match.end) == (0, len(text))
