"""What an edit makes of a mention that a text says in a code of its own, or in broken words: it is
gone and the rest is what it was, or the value is as it was and the reason is said."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import pytest

from mentions.spelling_cases import Case, cases, persons
from operasure.core.model import Check, Column, Compare
from operasure.erase.cutting import Successor, in_code
from operasure.erase.edits import Edited, Editor, Wish
from operasure.erase.model import Action, Step
from operasure.erase.tables import Tables, Typed
from operasure.looks.mentions.hits import hit_id, place_of
from operasure.matching.match import Matcher
from operasure.matching.seek import passage

CODED = (
    "mail-and-calendars", "notations", "broken-words", "near-each-other", "as-given", "inflected",
)  # fmt: skip
CASES = [case for case in cases() if case.is_positive and case.table.endswith(CODED)]
WORD = "Deleted user"
KEY = b"key of the case"


@cache
def matcher(who: str) -> Matcher:
    return Matcher(persons()[who])


def edited(finder: Matcher, text: str, kind: str = "text") -> Edited:
    """The text, once it was decided that each mention in it is to be erased."""
    type_ = "jsonb" if kind == "json" else "text"
    check = Check(
        "text-01", "text", Column("notes", "body"), None, None, "", "id", "body", Compare.FORMS,
        kind="markdown" if kind == "text" else kind,
    )  # fmt: skip
    step = Step(
        1, check.id, "text", Action.EDIT, "public", "notes", "id", "bigint", "body", type_
    )  # fmt: skip
    columns = {("public", "notes"): {"body": Typed(type_, None, False)}}
    tables = Tables("public", {}, columns, {}, {}, {}, frozenset())
    turns = Counter[bytes]()
    marks: set[str] = set()
    for match in finder.find(text):
        around = passage(text, match.start, match.end)
        turns[around] += 1
        marks.add(hit_id(KEY, place_of(check, "1"), around, turns[around]))
    editor = Editor(tables, finder, 42, Successor(3, WORD), key=KEY)
    return editor.edit(step, "1", Wish(check, marks=frozenset(marks)), text, None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_mention_goes_whole_or_stays_whole(case: Case) -> None:
    if case.structured:
        return
    new = edited(matcher(case.who), case.text)
    if new.reasons:
        assert set(new.reasons) <= set(in_code.REASONS.values())
        assert new.value == case.text
    else:
        assert not matcher(case.who).find(new.value)
        assert any(word in new.value for word in (WORD, "deleted-user"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("To: =?UTF-8?B?RnJhZ2UgYW4gSsO8cmdlbiBNw7xsbGVyLU8nQnJpZW4=?=", "encoded word"),
        ("To: =?UTF-8?Q?Frage_an_J=C3=BCrgen_M=C3=BCller-O'Brien?=", "encoded word"),
        ("data:text/plain;base64,SsO8cmdlbiBNw7xsbGVyLU8nQnJpZW4=", "base64"),
        ("n*0*=UTF-8''J%C3%BCrg; n*1*=en%20M%C3%BCller-O'Brien.pdf", "parameter in parts"),
        ("das sagt J+APw-rgen M+APw-ller-O'Brien", "notation"),
        ("das sagt J<U+00FC>rgen M<U+00FC>ller-O'Brien", "notation"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "plain", "json"])
def test_what_stands_beside_it_is_cut_all_the_same(text: str, code: str, kind: str) -> None:
    beside = "Gez. Jürgen Müller-O'Brien am 4. Mai"
    whole = f"{text}\n\n{beside}"
    value = json.dumps({"a": text, "b": beside}, ensure_ascii=False) if kind == "json" else whole
    new = edited(matcher("mueller"), value, kind)
    assert in_code.REASONS[code] in new.reasons
    assert new.value == value.replace(beside, f"Gez. {WORD} am 4. Mai")
