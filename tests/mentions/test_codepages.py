"""A name whose bytes were read in a wrong code page is found in every notation of such bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.matching.codepages import PAGES, folded, is_sign, signs
from operasure.matching.fold import FOLD
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher

NAMES = (
    "Пётр Королёв",
    "Grzegorz Wiśniewski", "Jana Dvořáková", "Ivan Kovačević", "Jörg Müller", "Ayşe Yıldırım",
    "Jānis Bērziņš", "Ștefan Țîrlea", "Søren Kjærgård", "Сергей Кузнецов",
    "Олена Григоренко", "Γιώργος Παπαδόπουλος", "ישראל רוזנברג", "محمد الحسيني", "Conceição Araújo",
)  # fmt: skip


_BY_ACCIDENT = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\x98[nN]")
"""Bytes that are UTF-8, too, or an accent beside its letter: they are read as that."""


def _misread(name: str) -> Iterator[str]:
    """A name as texts have it whose bytes were taken for Windows-1252 or Latin-1."""
    for page in PAGES:
        try:
            raw = name.encode(page)
        except UnicodeEncodeError:
            continue
        for wrong in ("cp1252", "latin-1"):
            yield raw.decode(wrong, "replace")
        if not _BY_ACCIDENT.search(raw):
            for mark in ("=%02X", "\\'%02x", "%%%02X", "\\x%02x"):
                yield "".join(mark % byte if byte > 0x7F else chr(byte) for byte in raw)


@pytest.mark.parametrize("name", NAMES)
def test_a_family_name_is_found_in_every_code_page(name: str) -> None:
    person = Identity.of([name])
    matcher, loose = Matcher(person), LooseFilter(person)
    every = dict.fromkeys(_misread(name.rsplit(maxsplit=1)[-1]))
    texts = [text for text in every if "\ufffd" not in text]
    assert texts
    assert [text for text in texts if not matcher.find(text)] == []
    assert [text for text in texts if not loose.passes(text.encode())] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_was_misread_is_never_certain(name: str) -> None:
    matcher = Matcher(Identity.of([name]))
    shown = [text for text in _misread(name) if not text.isascii()]
    sure = {
        (text, match.confidence)
        for text in shown
        for match in matcher.find(text)
        if match.variant == "unreadable letters"
    }
    assert all(confidence != "certain" for _, confidence in sure)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jörg Müller", "Jürg Möller"),
        ("Petr Němec", "Petr Nëmec schrieb"),
        ("Jana Kočí", "Jana Kouí"),
        ("Сергей Кузнецов", "Ça été décidé"),
        ("Michał Wójcik", "2 m³ Wasser"),
    ],
)
def test_another_letter_is_no_misread_one(name: str, text: str) -> None:
    found = Matcher(Identity.of([name])).find(text)
    assert "unreadable letters" not in {match.variant for match in found}


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=40))
def test_signs_keep_every_place(text: str) -> None:
    shown = folded(text)
    if shown is not None:
        assert len(shown) == len(text)
        plain = text.translate(FOLD)
        assert all(is_sign(a) or a == b for a, b in zip(shown, plain, strict=True))


def test_a_letter_has_the_sign_of_its_byte_in_each_page() -> None:
    assert signs("a") == ()
    assert {chr(0xE000 + byte) for byte in (0xEA, 0xCA, 0xCB, 0xEB)} <= set(signs("к"))


@pytest.mark.parametrize(
    ("name", "written"), [("Пётр Королёв", "Королев"), ("Νίκος Καλογερόπουλος", "ΚΑΛΟΓΕΡΟΠΟΥΛΟΣ")]
)
def test_a_misread_name_may_lack_its_accents(name: str, written: str) -> None:
    person = Identity.of([name])
    texts = [text for text in _misread(written) if "\ufffd" not in text]
    assert [text for text in texts if not Matcher(person).find(text)] == []
    assert [text for text in texts if not LooseFilter(person).passes(text.encode())] == []
