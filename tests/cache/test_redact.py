"""A key is shown without what names the person, and without credentials."""

from base64 import b64encode

import pytest

from operasure.cache.person import Place
from operasure.cache.redact import MASK, credentials, redacted


def place(start: int, end: int) -> Place:
    return Place(start, end, "full name", "certain")


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
def test_places_are_masked(places: list[Place], shown: str) -> None:
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
