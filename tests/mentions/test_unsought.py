"""What a search says it can't find, held against the search itself."""

from __future__ import annotations

import pytest

from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.matching.unsought import SCRIPTS, unsought

PERSONS = {
    "Ivan Petrov": {"Cyrillic": "Иван Петров", "Greek": "Ιβαν Πετροβ", "Latin": "Ivan Petrov"},
    "Иван Петров": {"Latin": "Ivan Petrov", "Cyrillic": "Иван Петров", "Hebrew": "איוון פטרוב"},
    "Jürgen Müller": {"Cyrillic": "Юрген Мюллер", "Arabic": "يورغن مولر", "Han": "于尔根米勒",
                      "Hebrew": "יורגן מילר", "Devanagari": "युर्गन मुलर",
                      "Hangul": "위르겐 뮐러"},
    "Kim Tae-woo": {"Hangul": "김태우", "Han": "金泰佑"},
    "김민수": {"Latin": "Kim Min-su", "Hangul": "김민수"},
    "王小明": {"Latin": "Wang Xiaoming", "Han": "王小明", "Hangul": "왕샤오밍"},
    "Νίκος Παπαδόπουλος": {"Latin": "Nikos Papadopoulos", "Georgian": "ნიკოს პაპადოპულოს"},
}  # fmt: skip

INFLECTED = {
    "Marek Kowalski": {"Polish": "Markowi Kowalskiego"},
    "Matti Virtanen": {"Finnish": "Matin Virtasen"},
    "Jana Nováková": {"Czech and Slovak": "Jany Novákové"},
    "Kovács Ákos": {"Hungarian": "Kováccsal Ákossal"},
    "Иван Петров": {"Russian": "Ивану Петрову"},
}


@pytest.mark.parametrize("name", PERSONS)
def test_a_script_is_named_if_the_name_is_not_found_in_it(name: str) -> None:
    [said] = unsought(Identity.of([name]))
    matcher = Matcher(Identity.of([name]))
    for script, text in PERSONS[name].items():
        assert script in SCRIPTS
        assert (script in said.scripts) is (not matcher.find(f"See {text}.")), script


@pytest.mark.parametrize("name", INFLECTED)
def test_a_language_is_named_if_an_inflected_name_is_missed(name: str) -> None:
    [said] = unsought(Identity.of([name]))
    matcher = Matcher(Identity.of([name]))
    for language, text in INFLECTED[name].items():
        assert (language in said.languages) is (not matcher.find(f"See {text}.")), text


def test_each_name_is_told_by_its_number_and_none_is_stored() -> None:
    names = ["Zoë Quastenflosser", "王小明"]
    found = unsought(Identity.of(names, ["zoe_login"], ["zoe@example.org"]))
    assert [each.name for each in found] == [1, 2]
    said = repr(found).casefold()
    for word in ("quasten", "flosser", "zoë", "小明", "zoe_login"):
        assert word not in said
    assert "Latin" not in found[0].scripts
    assert "Latin" in found[1].scripts


@pytest.mark.parametrize(
    ("name", "text"), [("Jürgen Müller", "mit Müllerem geredet"), ("Mark Hall", "Halle gefragt")]
)
def test_an_inflected_word_alone_is_said_to_be_missed(name: str, text: str) -> None:
    [said] = unsought(Identity.of([name]))
    assert said.alone is (not Matcher(Identity.of([name])).find(text))
    assert unsought(Identity.of(logins=["jmueller"])) == ()
