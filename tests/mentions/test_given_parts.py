"""Names of which a part is contracted, set apart, prefixed, or a name of somebody else."""

from __future__ import annotations

import pytest

from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher

SURE = {
    "Robert McDonald": [
        ("Robert Mc Donald", "full name", "certain"),
        ("ROBERT MCDONALD", "full name", "certain"),
        ("R. Mc Donald", "initial", "likely"),
    ],
    "Anna DeVries": [("Anna De Vries", "full name", "certain")],
    "Mohammed Al-Rashid": [("Md. Al-Rashid", "initial", "likely")],
    "William Young": [
        ("Wm. Young", "initial", "likely"),
        ("Dr. Young", "family name", "possible"),
        ("Bm. Young", "family name", "possible"),
    ],
    "Jan van der Berg": [("vdberg", "family name", "possible")],
    "María de los Ángeles Gómez de la Cruz": [
        ("Gómez de la Cruz, María de los Ángeles", "name order", "certain"),
    ],
    "דוד כהן": [
        ("לדוד כהן", "inflected", "likely"),
        ("ודוד כהן", "inflected", "likely"),
        ("ד. כהן", "initial", "likely"),
    ],
    "Martin Nowak": [
        ("Martina Nowak", "family name", "possible"),
        ("Martina Nowaka", "inflected", "likely"),
    ],
    "Maria Garcia": [("Mariana Garcia", "family name", "possible")],
}


@pytest.mark.parametrize("name", SURE)
def test_parts_of_names(name: str) -> None:
    person = Identity.of([name])
    matcher, loose = Matcher(person), LooseFilter(person)
    for text, variant, confidence in SURE[name]:
        [found] = matcher.find(text)
        assert (found.variant, found.confidence) == (variant, confidence), text
        assert loose.passes(text.encode()), text


def test_what_sounds_like_two_short_words_is_no_name_of_two_halves() -> None:
    person = Matcher(Identity.of(["John Smith"]))
    text = "色違いに数字が小さくなる順に積み重ねることができます。移動します。"
    assert all(found.confidence == "possible" for found in person.find(text))
    text = "FORMAT によって printf のように出力形式を制御します。"
    assert all(found.confidence == "possible" for found in person.find(text))
    assert [found.confidence for found in person.find("ジョン・スミス")] == ["likely"]
    assert [found.confidence for found in person.find("john_abc_smith")] != []


def test_addresses_of_one_mailbox() -> None:
    person = Identity.of([], mails=["anke.lohmann@gmail.com"])
    matcher, loose = Matcher(person), LooseFilter(person)
    for text in ("ankelohmann@gmail.com", "Anke.Lohmann@googlemail.com", "ankelohmann+x@gmail.com"):
        assert [found.confidence for found in matcher.find(text)] == ["certain"], text
        assert loose.passes(text.encode())
    assert not matcher.find("x.ankelohmann@gmail.com")
    other = Matcher(Identity.of([], mails=["anke.lohmann@example.org"]))
    assert not other.find("ankelohmann@example.org")
