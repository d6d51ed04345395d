"""A key is shown without what names the person, and without credentials."""

import json
from base64 import b32encode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote

import pytest

from cache.kit import ENTRIES, PERSON, Entry
from operasure.looks.cache.examine import Examiner
from operasure.looks.cache.keys import given_key
from operasure.looks.cache.redact import MASK, credentials, redacted
from operasure.looks.cache.sought import CachePerson, TextPlace
from operasure.matching.identity import Identity


def place(start: int, end: int) -> TextPlace:
    return TextPlace(start, end, "full name", "certain")


@pytest.mark.parametrize(
    ("places", "shown"),
    [
        ([], "abcdefghij"),
        ([place(0, 3)], f"{MASK}defghij"),
        ([place(7, 10)], f"abcdefg{MASK}"),
        ([place(0, 3), place(5, 6)], f"{MASK}de{MASK}ghij"),
        ([place(2, 8), place(4, 5)], f"ab{MASK}ij"),
        ([place(2, 5), place(4, 8)], f"ab{MASK}ij"),
        ([place(3, 3)], "abcdefghij"),
        ([place(0, 10)], MASK),
    ],
)
def test_places_are_masked(places: list[TextPlace], shown: str) -> None:
    assert redacted("abcdefghij", places) == shown


@pytest.mark.parametrize("limit", ["lost_password", "api_v3"])
def test_what_a_rate_limit_counts_is_masked(limit: str) -> None:
    assert redacted(f"op:rack::attack:488:{limit}:a secret\nof lines", []) == (
        f"op:rack::attack:488:{limit}:{MASK}"
    )


def test_control_characters_are_not_shown() -> None:
    assert redacted("a\x1b[31m\nb", []) == "a�[31m�b"


def test_the_login_in_a_header_is_readable() -> None:
    header = b64encode(b"zoe.mueller:secret").decode()

    assert credentials(f"rack::attack:1:api_v3:Basic {header}") == ["zoe.mueller:secret"]
    assert credentials("rack::attack:1:api_v3:Basic a") == []
    assert credentials("rack::attack:1:api_v3:Bearer abc") == []


MAIL = "zoe.mueller@example.org"
CODINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "base64": lambda text: b64encode(text.encode()).decode(),
    "base64 without its end": lambda text: b64encode(text.encode()).decode().rstrip("="),
    "base64 for URLs": lambda text: urlsafe_b64encode(f"??>>{text}".encode()).decode(),
    "base64, one before": lambda text: "A" + b64encode(text.encode()).decode(),
    "base64 behind a slash": lambda text: "ab/" + b64encode(text.encode()).decode(),
    "base64 of a login and a word": lambda text: b64encode(f"{text}:secret".encode()).decode(),
    "base64 of JSON": lambda text: b64encode(json.dumps({"mail": text}).encode()).decode(),
    "base64 twice": lambda text: b64encode(b64encode(text.encode())).decode(),
    "base64 of UTF-16": lambda text: b64encode(text.encode("utf-16-le")).decode(),
    "base32": lambda text: b32encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal, large": lambda text: text.encode().hex().upper(),
    "hexadecimal, one before": lambda text: "a" + text.encode().hex(),
    "percent": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "percent of the sign": quote,
    "percent twice": lambda text: quote(quote(text)),
    "base64 in percent": lambda text: quote(b64encode(text.encode()).decode(), safe=""),
    "JSON": lambda text: text.replace("@", "\\u0040"),
    "JSON, all": lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    "escapes of C": lambda text: "".join(f"\\x{ord(c):02x}" for c in text),
    "HTML": lambda text: text.replace("@", "&#64;"),
    "HTML, all": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "quoted-printable": lambda text: text.replace("@", "=40"),
}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("before", ["plugin/", "op:x:", ""])
def test_the_person_is_hidden_in_whatever_she_is_coded(coding: str, before: str) -> None:
    """The value names her, so that the key is shown; no part of her stays in it."""
    coded = CODINGS[coding](MAIL)
    found = Examiner(PERSON).examine(f"{before}{coded}:end".encode(), MAIL.encode(), with_key=True)
    assert found is not None
    assert coded not in found.shown_key
    assert MASK in found.shown_key
    for length in (8, len(coded) // 2):
        assert coded[-length:] not in found.shown_key


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_the_keys_of_openproject_stay_as_they_are(entry: Entry) -> None:
    """What is coded in them names nobody: digests, languages, names of classes."""
    other = CachePerson.of(Identity.of(mails=["nobody@example.com"]))
    found = Examiner(other).examine(entry.key, b"nobody@example.com")
    assert found is not None
    assert found.shown_key == redacted(given_key(entry.key).decode(errors="replace"), [])
