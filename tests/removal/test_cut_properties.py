"""Passages in random markup, JSON, YAML and XML are cut exactly: they alone have changed."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

import html5lib
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from operasure.erase.cutting import Successor, cut, spans
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher

MATCHER = Matcher(
    Identity.of(["Jürgen Müller-O'Brien"], ["jmueller"], ["j.mueller@example.org"], [42])
)
SUCCESSOR = Successor(3, "Deleted user")

PASSAGES = {
    "Jürgen Müller-O'Brien": "Deleted user",
    "Jurgen Muller": "Deleted user",
    "j.mueller@example.org": "Deleted user",
    "@jmueller": "@Deleted user",
    "user#42": "user#3",
    'user:"jmueller"': "user#3",
    "https://op.example.org/users/42?x": "https://op.example.org/users/3?x",
}
MARKED_UP = PASSAGES | {
    '<mention class="mention" data-id="42" data-type="user" data-text="@X">@X</mention>': (
        '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">'
        "@Deleted user</mention>"
    ),
    "J<b>ür</b>gen Müller": "Deleted user<b></b>",
    "**Jürgen** Müller": "**Deleted user**",
    "<i>Jürgen</i> <b>Müller</b>": "<i>Deleted user</i> <b></b>",
    "[Jürgen Müller](/users/42)": "[Deleted user](/users/3)",
    "J&uuml;rgen M&#252;ller": "Deleted user",
    "Jür\u00adgen\u00a0Mu\u0308ller": "Deleted user",
}
AROUND = (
    "Haus", "über", "42", "#42", "x", "-", "…", "會議", "🙂", "<b>", "</b>", "<br>", "&amp;",
    "**", "\\", "&lt;p&gt;", '"', "'", "\n", "\n\n", "\t", "{", "}", "[x](/y)", "%20", "a: b",
    "user#421", "# x", "- y", "superuser#42", "<mention data-id='7'>@Y</mention>", "\u2028", "\x7f",
    "null", "``", "|",
)  # fmt: skip

Pair = tuple[str, str]
"""A text, and what it must be after its passages were cut."""


def texts(passages: dict[str, str]) -> st.SearchStrategy[Pair]:
    """Texts with passages in them, a blank on either side of each."""
    around = st.sampled_from(AROUND).map(lambda text: (text, text))
    passage = st.sampled_from(sorted(passages.items()))
    pieces = st.lists(st.one_of(around, around, passage), max_size=8)
    return pieces.map(lambda row: (_joined(row, 0), _joined(row, 1)))


def _joined(row: list[Pair], which: int) -> str:
    return " . ".join(pair[which] for pair in row)


def values(leaf: st.SearchStrategy[Pair]) -> st.SearchStrategy[Any]:
    """Nested lists and mappings whose strings are pairs."""
    other = st.one_of(st.integers(-99, 99), st.booleans(), st.none())
    return st.recursive(
        st.one_of(leaf, other),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(st.sampled_from(["a", "b b", "c:", "é", "1"]), inner, max_size=4),
        ),
        max_leaves=8,
    )


def side(value: Any, which: int) -> Any:
    """A value with one side of every pair."""
    match value:
        case tuple():
            return value[which]
        case list():
            return [side(item, which) for item in value]
        case dict():
            return {key: side(item, which) for key, item in value.items()}
    return value


def done(text: str, form: str) -> str:
    return cut(text, spans(MATCHER, text, SUCCESSOR), form)


@given(texts(MARKED_UP))
@settings(max_examples=40)
def test_markup_is_cut_exactly(pair: Pair) -> None:
    old, new = pair
    assert done(old, "markup") == new
    tags = [[node.tag for node in html5lib.parse(text).iter()] for text in pair]
    assert tags[0] == tags[1]


@given(values(texts(MARKED_UP)), st.booleans(), st.sampled_from([None, 1]))
@settings(max_examples=40)
def test_json_is_cut_exactly(value: Any, ascii_only: bool, indent: int | None) -> None:
    old, new = (json.dumps(side(value, i), ensure_ascii=ascii_only, indent=indent) for i in (0, 1))
    assert json.loads(done(old, "json")) == side(value, 1)
    if not ascii_only:
        assert done(old, "json") == new


@given(
    values(texts(MARKED_UP)),
    st.sampled_from([None, "'", '"', "|"]),
    st.booleans(),
    st.sampled_from([20, 80, 10_000]),
)
@settings(max_examples=40)
def test_yaml_is_cut_exactly(value: Any, style: str | None, unicode: bool, width: int) -> None:
    old = yaml.safe_dump(side(value, 0), default_style=style, allow_unicode=unicode, width=width)
    if "\\\n" in old:  # this writer breaks words in quotes, as Psych never does
        old = yaml.safe_dump(
            side(value, 0), default_style=style, allow_unicode=unicode, width=10_000
        )
    new = done(old, "yaml")
    assert yaml.safe_load(new) == side(value, 1)
    assert between(new) == between(old)
    untouched = [one for one, other in zip(raw(old), raw(new), strict=True) if one == other]
    assert len(untouched) >= sum(one == other for one, other in leaves(value))


def _nodes(text: str) -> list[yaml.ScalarNode]:
    waiting = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    found: list[yaml.ScalarNode] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            found.append(node)
        else:
            flat = [
                part
                for item in node.value
                for part in (item if isinstance(item, tuple) else [item])
            ]
            waiting += reversed(flat)
    return found


def raw(text: str) -> list[str]:
    """The scalars as they are written."""
    return [text[node.start_mark.index : node.end_mark.index] for node in _nodes(text)]


def between(text: str) -> list[str]:
    """What stands between the scalars, line breaks at their ends aside."""
    marks = [(node.start_mark.index, node.end_mark.index) for node in _nodes(text)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    return [text[s:e].strip("\n") for s, e in zip(starts, ends, strict=True)]


def leaves(value: Any) -> list[Pair]:
    match value:
        case tuple():
            return [value]
        case list():
            return [pair for item in value for pair in leaves(item)]
        case dict():
            return [pair for item in value.values() for pair in leaves(item)]
    return []


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b:c", "D"]), texts(PASSAGES), texts(PASSAGES)), max_size=5
    ),
    st.booleans(),
)
@settings(max_examples=40)
def test_xml_is_cut_exactly(rows: list[tuple[str, Pair, Pair]], section: bool) -> None:
    old, new = (_xml(rows, section, i) for i in (0, 1))
    assert done(old, "xml") == new
    expat.ParserCreate().Parse(new, True)


def _xml(rows: list[tuple[str, Pair, Pair]], section: bool, which: int) -> str:
    parts = ["<?xml version='1.0'?>\n<r xmlns:b='urn:b'><!-- x -->"]
    for tag, attribute, text in rows:
        plain = _legal(text[which])
        inside = f"<![CDATA[{plain}]]>" if section else escape(plain)
        value = escape(_legal(attribute[which]), {'"': "&quot;"})
        parts.append(f'<{tag} n="{value}">{inside}</{tag}><e/>')
    return "".join([*parts, "</r>\n"])


def _legal(text: str) -> str:
    return re.sub(r"[\x7f]", "", text)
