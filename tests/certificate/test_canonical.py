"""Canonical JSON as RFC 8785 has it, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.errors import UsageError
from operasure.reports.certificate.canonical import DEEPEST, LARGEST, dumps, loads

TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


def test_members_stand_in_the_order_of_rfc_8785() -> None:
    # The example of section 3.2.3.
    keys = ("€", "\r", "\ufb33", "1", "😀", "\u0080", "ö")
    written = json.loads(dumps(dict.fromkeys(keys, 0)))
    assert list(written) == ["\r", "1", "\u0080", "ö", "€", "😀", "\ufb33"]


def test_strings_are_escaped_as_rfc_8785_has_it() -> None:
    # Section 3.2.2.2 and its example.
    text = '€$\u000f\nA\'B"\\\\"/\u007f\u2028'
    assert dumps(text) == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\u2028"'.encode()


def test_other_values() -> None:
    assert dumps([None, True, False, 0, -1, LARGEST, [], {}]) == (
        b"[null,true,false,0,-1,9007199254740991,[],{}]"
    )


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert loads(dumps(value), "it") == value
    assert dumps(loads(dumps(value), "it")) == dumps(value)


@given(VALUES)
def test_blanks_and_order_make_no_difference(value: Any) -> None:
    spread = json.dumps(value, indent=3, ensure_ascii=True)
    assert dumps(loads(spread.encode(), "it")) == dumps(value)


@pytest.mark.parametrize(
    "value", [0.5, float("nan"), LARGEST + 1, -LARGEST - 1, b"x", {1: 2}, {"a": {3}}, "\ud800"]
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"form|number|text|surrogates"):
        dumps(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'"\xff"',
        b"1.0",
        b"1e3",
        b"NaN",
        b"Infinity",
        b'{"a":1,"a":1}',
        b"9007199254740992",
        b"9" * 10_000,
        b'"\\ud800"',
        b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2),
        b"[" * 1_000_000,
    ],
)
def test_what_can_not_be_relied_on_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"^it is not strict JSON: .+$"):
        loads(data, "it")
