"""What an edit makes of a mention that a text says in a code of its own, or in broken words: it is
gone and the rest is what it was, or the value is as it was and the reason is said."""

from __future__ import annotations

import base64
import html
import json
import quopri
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header, decode_header, make_header
from functools import cache
from urllib.parse import quote, unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mentions.spelling_cases import Case, cases, persons
from operasure.core.model import Check, Column, Compare
from operasure.erase.cutting import Successor, in_code
from operasure.erase.edits import Edited, Editor, Wish
from operasure.erase.model import Action, PlanStep
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


def edited(
    finder: Matcher, text: str, kind: str = "text", *, which: slice = slice(None), ids: bool = False
) -> Edited:
    """The text, once it was decided that each mention in it is to be erased, or some of them."""
    type_ = "jsonb" if kind == "json" else "text"
    check = Check(
        "text-01", "text", Column("notes", "body"), None, None, "", "id", "body", Compare.FORMS,
        kind="markdown" if kind == "text" else kind,
    )  # fmt: skip
    step = PlanStep(
        1, check.id, "text", Action.EDIT, "public", "notes", "id", "bigint", "body", type_
    )  # fmt: skip
    columns = {("public", "notes"): {"body": Typed(type_, None, False)}}
    tables = Tables("public", {}, columns, {}, {}, {}, frozenset())
    turns = Counter[bytes]()
    marks: set[str] = set()
    for match in finder.find(text)[which]:
        around = passage(text, match.start, match.end)
        turns[around] += 1
        marks.add(hit_id(KEY, place_of(check, "1"), around, turns[around]))
    editor = Editor(tables, finder, 42, Successor(3, WORD), key=KEY)
    return editor.edit(step, "1", Wish(check, ids=ids, marks=frozenset(marks)), text, None)


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


NAME = "Jürgen Müller-O'Brien"
BESIDE = (
    "Grüße an", "über", "schön", "x", "Straße", "1 + 2", "50 %", "#5", "wir & ihr", "a=b", "…",
    "der Termin am Dienstag um zehn Uhr im großen Saal",
)  # fmt: skip


@dataclass(frozen=True)
class Code:
    """A code that a text may be written in, and how it is read again."""

    write: Callable[[str], str]
    read: Callable[[str], str]


def _quoted(charset: str) -> Code:
    def write(text: str) -> str:
        raw = text.encode(charset, "replace")
        return quopri.encodestring(raw).decode("ascii")

    return Code(write, lambda text: quopri.decodestring(text.encode()).decode(charset))


def _each(pattern: str, write: Callable[[str], str], read: Callable[[str], str]) -> Code:
    """Each character beyond ASCII for itself."""
    return Code(
        lambda text: "".join(char if char.isascii() else write(char) for char in text),
        lambda text: re.sub(pattern, lambda found: read(found.group()), text),
    )


def _header(text: str) -> str:
    return str(make_header(decode_header(text)))


CODES = {
    "quoted-printable": _quoted("utf-8"),
    "quoted-printable of one byte": _quoted("cp1252"),
    "encoded words": Code(lambda text: Header(text, "utf-8").encode(), _header),
    "encoded words of one byte": Code(
        lambda text: Header(text.replace("…", "-"), "iso-8859-1").encode(), _header
    ),
    "base64": Code(
        lambda text: "base64," + base64.b64encode(text.encode()).decode(),
        lambda text: base64.b64decode(text.removeprefix("base64,")).decode(),
    ),
    "base64 in lines": Code(
        lambda text: "base64\n\n" + base64.encodebytes(text.encode()).decode(),
        lambda text: base64.b64decode(text.removeprefix("base64")).decode(),
    ),
    "UTF-7": Code(
        lambda text: text.encode("utf-7").decode(), lambda text: text.encode().decode("utf-7")
    ),
    "percent signs": Code(quote, unquote),
    "entities": Code(
        lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace").decode(), html.unescape
    ),
    "JSON": Code(lambda text: json.dumps(text)[1:-1], lambda text: json.loads(f'"{text}"')),
    "RTF": _each(r"\\u\d+\?", lambda char: f"\\u{ord(char)}?", lambda found: chr(int(found[2:-1]))),
    "CSS": _each(
        r"\\[0-9a-f]+ ", lambda char: f"\\{ord(char):x} ", lambda found: chr(int(found[1:], 16))
    ),
    "LDAP": _each(
        r"(?:\\[0-9A-F]{2})+",
        lambda char: "".join(f"\\{byte:02X}" for byte in char.encode()),
        lambda found: bytes.fromhex(found.replace("\\", "")).decode(),
    ),
    "<U+…>": _each(
        r"<U\+[0-9A-F]{4}>",
        lambda char: f"<U+{ord(char):04X}>",
        lambda found: chr(int(found[3:-1], 16)),
    ),
    "octal": _each(
        r"(?:\\[0-9]{3})+",
        lambda char: "".join(f"\\{byte}" for byte in char.encode()),
        lambda found: bytes(int(each) for each in found[1:].split("\\")).decode(),
    ),
    "wrong code page": Code(
        lambda text: text.encode().decode("latin-1"), lambda text: text.encode("latin-1").decode()
    ),
    "folded lines": Code(
        lambda text: text[:1] + re.sub("(.{9})(?=[^ ])", "\\1\r\n ", text[1:]),
        lambda text: text.replace("\r\n ", ""),
    ),
}


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=6, deadline=None)
@given(
    before=st.lists(st.sampled_from(BESIDE), max_size=3),
    between=st.sampled_from(["Grüße an", "und auch für", "50 % über der Straße von"]),
    after=st.lists(st.sampled_from(BESIDE), max_size=3),
    twice=st.booleans(),
)
def test_nothing_but_the_name_changes_as_the_text_is_read(
    code: str, before: list[str], between: str, after: list[str], twice: bool
) -> None:
    way = CODES[code]
    names = [NAME, between, NAME] if twice else [NAME]
    text = " ".join([*before, *names, *after])
    stored = way.write(text)
    assume(way.read(stored) == text)
    new = edited(matcher("mueller"), stored)
    if new.reasons:
        assert new.value == stored
    else:
        read = re.sub(" +", " ", way.read(new.value)).rstrip(" ")
        words = {text.replace(NAME, word) for word in (WORD, "Deleted-user", "deleted-user")}
        assert read in words, (stored, new.value)


NEAR = {
    "Jürgen und Eva Müller-O'Brien": "{} und Eva {}",
    "Vorname: Jürgen\nAlter: 44\nNachname: Müller-O'Brien": "Vorname: {}\nAlter: 44\nNachname: {}",
    "| Vorname | Jürgen |\n| Name | Müller-O'Brien |": "| Vorname | {} |\n| Name | {} |",
    "Müller-O'Brien geb. Koch, Jürgen": "{} geb. Koch, {}",
    "x; Müller-O'Brien; Abt. 3; Jürgen": "x; {}; Abt. 3; {}",
}


@pytest.mark.parametrize("text", NEAR)
def test_of_two_halves_near_each_other_nothing_between_goes(text: str) -> None:
    assert edited(matcher("mueller"), text) == Edited(NEAR[text].format(WORD, WORD))


def test_of_two_halves_only_the_one_goes_that_was_decided_about() -> None:
    text = "Jürgen und Eva Müller-O'Brien"
    assert (
        edited(matcher("mueller"), text, which=slice(1)).value == f"{WORD} und Eva Müller-O'Brien"
    )


UNDECIDED = "Müller-O'Brien, Jürgens Haus, Юрген, jmueller, SsO8cmdlbiBNw7xsbGVyLU8nQnJpZW4="


def test_without_a_decision_nothing_goes_but_ids() -> None:
    assert len(matcher("mueller").find(UNDECIDED)) > 2
    new = edited(matcher("mueller"), f"{UNDECIDED} user#42", which=slice(0), ids=True)
    assert new == Edited(f"{UNDECIDED} user#3")


@pytest.mark.parametrize("inside", ["see user#42, please", "see https://op.example.org/users/42"])
def test_an_id_in_base64_is_left_with_the_reason(inside: str) -> None:
    text = f"base64,{base64.b64encode(inside.encode()).decode()}"
    assert matcher("mueller").find(text)
    new = edited(matcher("mueller"), text, which=slice(0), ids=True)
    assert new == Edited(text, reasons=(in_code.REASONS["base64"],))


@pytest.mark.parametrize("slash", ["/", "\\/"])
@pytest.mark.parametrize("kind", ["text", "json"])
def test_what_looks_like_a_name_in_a_picture_is_not_cut(slash: str, kind: str) -> None:
    picture = f"data:image/png;base64,iVBOR{'kJggAB' * 12}/jmueller+{'Zx9' * 9}"
    text = f"![a]({picture.replace('/', slash)}) von jmueller"
    value = f'{{"a": "{text}"}}' if kind == "json" else text.replace("\\/", "/")
    assert len(matcher("mueller").find(value)) == 2
    new = edited(matcher("mueller"), value, kind)
    assert new.reasons == (in_code.REASONS["base64"],)
    assert new.value == value.replace("von jmueller", f"von {WORD}")
