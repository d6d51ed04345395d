"""A saved filter that seeks a name shows no more, and nothing else, when the name has gone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openproject.invented import PERSON
from openproject.psych import Filter, options, query_filters, report_filters
from operasure.erase.cutting import NotCut, Successor, ValueForm, cut, sought, spans
from operasure.matching.match import Matcher
from support.filters import shown, shown_anew, shows
from support.removal import IDENTITY

FULL = f"{PERSON.given} {PERSON.family}"
MATCHER = Matcher(IDENTITY)
SUCCESSOR = Successor(3, "Deleted user")
SHOWING = ("=", "~", "**", "^")
HIDING = ("!", "!~", "!^", "!**")
TEXTS = (
    FULL, f"Ask {FULL} on Monday", "Deleted user", "Ask Deleted user on Monday", "Deleted", "user",
    "The user that was deleted", "nothing", "", PERSON.mail, f"user:\"{PERSON.login}\"", "Monday",
)  # fmt: skip
OTHERS = {"user", "deleted"}
"""Words by which somebody sought who was erased; such a filter is not the person's."""
SHAPES: dict[str, Callable[[Filter], str]] = {
    "view": lambda f: query_filters([f]),
    "old view": lambda f: query_filters([f], indifferent=True),
    "report": lambda f: report_filters([f]),
    "widget": lambda f: options([("name", "x")], [f]),
    "list of projects": lambda f: json.dumps(
        [{"attribute": f.name, "operator": f.operator, "values": f.values}], ensure_ascii=False
    ),
    "address of a page": lambda f: options(
        [("query_props", json.dumps({"f": [{"n": f.name, "o": f.operator, "v": f.values}]}))]
    ),
    "jsonb of a plugin": lambda f: json.dumps(
        {"tabs": [{"filters": [{f.name: {"operator": f.operator, "values": f.values}}]}]}
    ),
}


def without(value: str) -> tuple[str, bool]:
    """The value without the person, as an edit makes it, and whether a filter hid it."""
    form = ValueForm.JSON if value[0] in "[{" else ValueForm.YAML
    chosen, hides = sought.fitted(spans(MATCHER, value, SUCCESSOR), sought.sought(value))
    return cut(value, chosen, form), hides


def after(text: str) -> str:
    """A text as an erasure leaves it."""
    return cut(text, spans(MATCHER, text, SUCCESSOR), ValueForm.PLAIN)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("operator", SHOWING)
@pytest.mark.parametrize("text", [FULL, f"x {FULL} y", PERSON.mail, FULL.upper()])
def test_a_filter_shows_nothing_anew(shape: str, operator: str, text: str) -> None:
    before = SHAPES[shape](Filter("subject", operator, (text,)))
    new, hides = without(before)
    assert not hides
    assert not MATCHER.find(new)
    [was] = shown(before).values()
    [is_] = shown(new).values()
    assert is_[:2] == was[:2]
    pool = [(each, edited) for each in TEXTS for edited in (each, after(each))]
    assert shown_anew(was, is_, pool) == []
    assert not [each for each in TEXTS if shows(is_, after(each))]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("operator", HIDING)
def test_a_filter_that_hides_is_left(shape: str, operator: str) -> None:
    before = SHAPES[shape](Filter("subject", operator, (FULL,)))
    assert without(before) == (before, True)


@given(
    st.lists(
        st.sampled_from([text for text in TEXTS if not OTHERS & set(text.lower().split())]),
        min_size=1, max_size=4,
    ),
    st.sampled_from(SHOWING + HIDING),
    st.sampled_from(sorted(SHAPES)),
)  # fmt: skip
def test_any_filter_on_texts(values: list[str], operator: str, shape: str) -> None:
    before = SHAPES[shape](Filter("comment", operator, tuple(values)))
    new, hides = without(before)
    was, is_ = shown(before), shown(new)
    assert was.keys() == is_.keys()
    for path, old in was.items():
        pool = [(each, edited) for each in TEXTS for edited in (each, after(each))]
        if operator in SHOWING:
            assert shown_anew(old, is_[path], pool) == []
        else:
            assert old == is_[path]
            assert hides == bool(MATCHER.find(before))


def test_the_old_word_would_show_others() -> None:
    """The measure: it sees what the word of running texts does."""
    old, new = ("subject", "~", (FULL,)), ("subject", "~", ("Deleted user",))
    assert shown_anew(old, new, [(text, text) for text in TEXTS])
    hidden = ("subject", "!~", (FULL,))
    assert shown_anew(hidden, ("subject", "!~", (sought.NOTHING,)), [(FULL, after(FULL))])


def test_actions_and_other_values_are_no_filters() -> None:
    """What an action writes stands in a text, so it has the word of texts."""
    for value in (
        f"---\n- - :custom_field_5\n  - {FULL}\n",
        json.dumps({"title": FULL, "list": [FULL]}),
        "---\nname: x\n",
    ):
        assert sought.sought(value) == []
    values = json.dumps({"reply": {"values": [FULL]}})
    assert sought.sought(values, unnamed=False) == []
    assert len(sought.sought(values)) == 1


def test_what_looks_like_filters_and_can_t_be_read_is_left() -> None:
    with pytest.raises(NotCut, match="may contain saved filters"):
        sought.sought("---\na:\n  values: [x\n  b: }")


def test_a_list_that_two_filters_share() -> None:
    value = (
        "---\na:\n  :operator: \"~\"\n  :values: &1\n  - x\nb:\n  :operator: '!~'\n  :values: *1\n"
    )
    assert {each.shows for each in sought.sought(value)} == {False}


FORMS = (
    f"{PERSON.given}s {PERSON.family}s",
    f"{PERSON.family}s",
    f"{PERSON.family} {PERSON.given}",
)
"""Forms of the name that nobody but a matcher takes for the same words."""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", FORMS)
def test_a_filter_that_hides_another_form_of_the_name_is_left(shape: str, form: str) -> None:
    before = SHAPES[shape](Filter("subject", "!~", (form,)))
    assert MATCHER.find(before)
    assert without(before) == (before, True)
