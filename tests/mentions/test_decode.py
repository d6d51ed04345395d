"""How text is read, and that every place of a reading leads back to the text."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentions.decorations import decorated
from operasure.matching import mail
from operasure.matching.decode import coded, readings
from operasure.matching.fold import CELL, FOLD, SOFT
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher
from operasure.matching.view import View, substitute


def shown(text: str) -> list[str]:
    return [reading.shown for reading in readings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J&uuml;rgen", "Jürgen"),
        ("J&#252;rgen &#xFC; &#0252; &#x00fc;", "Jürgen ü ü ü"),
        ("J&uumlrgen", "Jürgen"),
        ("J&UUML;RGEN", "JÜRGEN"),
        ("&amp;uuml; &amp;amp;uuml;", "ü ü"),
        ("\\u00fc \\\\u00FC \\u{fc} \\xfc \\xc3\\xbc", "ü ü ü ü ü"),
        ("\\ud83d\\ude00", "😀"),
        ("\\303\\274 \\342\\202\\254 \\360\\237\\230\\200", "ü € 😀"),
        ("%C3%BC %c3%bc %FC %25C3%25BC %20x", "ü ü ü ü  x"),
        ("\\u0026uuml; %26uuml; &#38;uuml; &#92;u00fc", "ü ü ü ü"),
        ('a\\_b \\"c\\" \\/d', 'a_b "c" /d'),
        ("u\u0308", "ü"),
        ("=C3=BC=20x=\ny", "ü xy"),
    ],
)
def test_escapes(text: str, expected: str) -> None:
    assert shown(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "a & b",
        "a=b",
        "50 % mehr",
        "C:\\Users\\nina",
        "&unknown;",
        "&#xZZ;",
        "\\uZZZZ",
        "id=42",
        "AT&T",
        "5&6",
    ],
)
def test_what_is_no_escape_stays(text: str) -> None:
    assert shown(text) == [text]


def test_nothing_seems_an_escape_that_only_came_to_be_one() -> None:
    assert shown("&%23252;")[0] == "&#252;"


@pytest.mark.parametrize("text", ["name=Edwin %Ed", "&regina=1", "x%41dam", "\\xfcber"])
def test_a_doubtful_escape_is_read_both_ways(text: str) -> None:
    assert len(shown(text)) == 2
    assert shown(text)[-1] == text


def test_misread_utf8_is_read_both_ways() -> None:
    assert shown("JÃ¼rgen") == ["JÃ¼rgen", "Jürgen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<b>b</b>c", f"a{SOFT}b{SOFT}c"),
        ("a<br>b<p>c", f"a{CELL}b{CELL}c"),
        ("a<!-- x -->b", f"a{SOFT}b"),
        ("[a](http://x/(y)z) b", f"[a{SOFT} b"),
        ("[a][1] b", f"[a{SOFT} b"),
        ("&lt;b&gt;a&lt;/b&gt;", f"{SOFT}a{SOFT}"),
        ("a\\u003cb\\u003ec", f"a{SOFT}c"),
    ],
)
def test_markup_is_taken_out_and_left_in(text: str, expected: str) -> None:
    without, with_markup = list(readings(text))
    assert without.shown == expected
    assert not without.marked_up
    assert with_markup.marked_up
    assert SOFT not in with_markup.shown


@pytest.mark.parametrize("text", ["a < b", "1 <2> 3", "<", "a<b", "](", "[a] (b)"])
def test_what_is_no_markup_stays(text: str) -> None:
    assert shown(text) == [text]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    for reading in readings(text):
        assert len(reading.folded) == len(reading.shown)
        assert reading.folded.translate(FOLD) == reading.folded


@given(decorated("Jürgen", "Müller"))
def test_every_character_comes_from_somewhere(text: str) -> None:
    for reading in readings(text):
        ends = [reading.span(at, at + 1) for at in range(len(reading.shown))]
        assert all(0 <= start < end <= len(text) for start, end in ends)
        assert ends == sorted(ends)


def test_spans_lead_back_through_several_views() -> None:
    text = "x&amp;uuml;y<b>z"
    (reading, _) = list(readings(text))
    assert reading.shown == f"xüy{SOFT}z"
    assert reading.span(1, 2) == (1, 11)
    assert reading.span(3, 4) == (12, 15)
    assert reading.span(0, 5) == (0, len(text))


def test_a_view_without_a_change_is_itself() -> None:
    view = View("abc")
    assert substitute(view, re.compile("b"), lambda match: None) is view
    assert substitute(view, re.compile("x"), lambda match: "y") is view


DIGESTS = ("", "Fixed in ", "[", "sha256:", "/commit/", "\n")


@pytest.mark.parametrize("before", DIGESTS)
@pytest.mark.parametrize("length", [32, 40, 64, 128])
def test_a_digest_is_not_read_as_base64(before: str, length: int) -> None:
    digest = hashlib.shake_256(before.encode()).hexdigest(length // 2)
    for text in (digest, "\n".join([digest] * 3)):
        assert list(coded(f"{before}{text} and more")) == []


def test_no_text_with_a_blank_is_a_digest_in_base64() -> None:
    """Three bytes with a blank among them, at any of the three places."""
    digits = set(b"0123456789abcdef")
    for one, other in product(range(256), repeat=2):
        for three in ((32, one, other), (one, 32, other), (one, other, 32)):
            assert not digits.issuperset(base64.b64encode(bytes(three)))


@pytest.mark.parametrize("unit", ["0", "b", "/", "-", "a/", "a-B_", "Ab+", "xy1"])
@pytest.mark.parametrize("end", ["", "=", "==", " ="])
def test_a_long_run_is_gone_through_once(unit: str, end: str) -> None:
    """A pattern that begins anew at each letter and goes on to the end would take hours."""
    packed = base64.b64encode(b"There is base64 in this text, and a long row behind").decode()
    found = list(mail.runs(f"{packed} {unit * 100_000}{end} {packed}"))
    assert (0, len(packed)) in found


@pytest.mark.parametrize("before", ["", "a", "by"])
@pytest.mark.parametrize(
    "name", ["Jürgen Brandström", "anna kowalska", "ANNA KOWALSKA", "Иван Кузнецов", "Νίκος Ρήγας"]
)
def test_a_name_in_base64_is_read(name: str, before: str) -> None:
    """Wherever its letters stand among the three bytes of which four letters are made."""
    packed = base64.b64encode(f"{before}{name} wrote to {name}".encode()).decode()
    for text in (packed, packed.rstrip("=")):
        assert any(name in reading for reading in shown(f"as {text} here"))


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        (r"sch\f6 n x x J\fc rgen Brandt", r"J\fc rgen Brandt"),
        (r"i n x x J\fc rgen Brandt", r"J\fc rgen Brandt"),
        ("von Ö zdemir und", "Ö zdemir"),
        ("an Ö mer Ö zdemir a b c d e", "Ö mer Ö zdemir"),
        ("der B R A N D T, a", "B R A N D T"),
    ],
)
def test_blanks_between_letters_belong_to_no_other_word(text: str, mention: str) -> None:
    """What stands beside a name must not go with it."""
    found = Matcher(Identity.of(["Jürgen Brandt", "Ömer Özdemir"])).find(text)
    assert [text[each.start : each.end] for each in found] == [mention]


@given(
    st.text("aAgG09+/_-=", min_size=10, max_size=70),
    st.sampled_from(["", "/", " ", "ä", "x=", "-", "_", "+"]),
    st.integers(0, 255),
)
def test_what_may_be_base64_passes(word: str, before: str, length: int) -> None:
    """Wherever it stands: the last byte of a length, before a value, may look like a letter."""
    text, loose = before + word, LooseFilter(Identity.of(["Zoë Müller"]))
    if list(mail.runs(text)):
        assert loose.passes(text.encode())
        assert loose.compiled.search(bytes((0, 0, 1, length)) + text.encode())
