"""The subject as a keyed hash."""

from __future__ import annotations

import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.reports.certificate.token import KnownPerson, confirms, normal_forms, token, tokens
from support.certificate import CASE_KEY

SAME = [
    ("Zoë Müller", "MULLER, Zoe"),
    ("Zoë Müller", "Zoe Mueller"),
    ("Zoe Mueller", "Müller, Zoë"),
    ("Jürgen Brandström", "BRANDSTROEM Juergen"),
    ("Jürgen Brandström", unicodedata.normalize("NFD", "Jürgen Brandström")),
    ("Renée Østergård", "Ostergard, Renee"),
    ("Łukasz Żółć", "lukasz zolc"),
    ("Anna-Lena O’Brien", "Anna Lena O'Brien"),
    ("Straße, Uwe", "UWE STRASSE"),
    ("Ἀθηνᾶ Παπαδοπούλου", "Αθηνα Παπαδοπουλου"),
    ("山田 太郎", "太郎　山田"),
    ("प्रिया शर्मा", "शर्मा प्रिया"),
]
DIFFERENT = [
    ("Zoë Müller", "Zoë Möller"),
    ("Michael Sorge", "Michal Sorge"),
    ("Zoë Müller", "Zoë Müller Meier"),
    ("प्रिया शर्मा", "प्रय शर्मा"),
]


def held(*names: str, key: bytes = CASE_KEY) -> list[tuple[str, str]]:
    return [(t["kind"], t["token"]) for t in tokens(key, KnownPerson(names))]


@pytest.mark.parametrize(("recorded", "asked"), SAME)
def test_spellings_of_a_name_confirm_each_other(recorded: str, asked: str) -> None:
    assert confirms(CASE_KEY, KnownPerson((asked,)), held(recorded))
    assert confirms(CASE_KEY, KnownPerson((recorded,)), held(asked))


@pytest.mark.parametrize(("recorded", "asked"), DIFFERENT)
def test_other_names_do_not(recorded: str, asked: str) -> None:
    assert not confirms(CASE_KEY, KnownPerson((asked,)), held(recorded))


def test_another_key_confirms_nothing() -> None:
    assert not confirms(bytes(32), KnownPerson(("Zoë Müller",)), held("Zoë Müller"))


def test_everything_that_is_asked_must_be_right() -> None:
    known = held("Zoë Müller")
    assert not confirms(CASE_KEY, KnownPerson(("Zoë Müller",), ("zmueller",)), known)


def test_a_login_is_no_name_and_no_mail() -> None:
    login = [(t["kind"], t["token"]) for t in tokens(CASE_KEY, KnownPerson(logins=("zoe",)))]
    assert confirms(CASE_KEY, KnownPerson(logins=(" ZOE ",)), login)
    assert not confirms(CASE_KEY, KnownPerson(names=("zoe",)), login)
    assert not confirms(CASE_KEY, KnownPerson(mails=("zoe",)), login)


def test_nothing_is_confirmed_to_who_asks_nothing() -> None:
    assert not confirms(CASE_KEY, KnownPerson(), held("Zoë Müller"))
    assert normal_forms("name", " ,. ") == ()
    assert normal_forms("login", "  ") == ()
    assert not confirms(CASE_KEY, KnownPerson((" ,. ",)), held("Zoë Müller"))


def test_openssl_makes_the_same_token() -> None:
    made = subprocess.run(
        ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{CASE_KEY.hex()}"],
        input=b"operasure subject 1\nname\nmuller zoe", capture_output=True, check=True,
    )  # fmt: skip
    expected = made.stdout.split()[-1].decode()
    assert token(CASE_KEY, "name", "muller zoe") == f"hmac-sha256:{expected}"
    assert normal_forms("name", "Zoë Müller") == ("muller zoe", "mueller zoe")


@given(st.text(min_size=1))
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    for form in normal_forms("name", text):
        assert form in normal_forms("name", form)
    for form in normal_forms("mail", text):
        assert normal_forms("mail", form) == (form,)
