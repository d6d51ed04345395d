"""Logins as firms give them: a letter or two and a number, behind the name of a domain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.errors import UsageError
from operasure.core.typed import ABSENT
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher
from operasure.reports.evidence import limits
from operasure.reports.evidence.document import searched
from operasure.reports.words import Words

AROUND = (
    "by {} today", "CORP\\{} today", "CORP\\\\{} today", "C:\\Users\\{}\\Documents",
    "C:\\\\Users\\\\{}\\\\x", "CORP%5C{} today", '"CORP\\\\\\\\{}"', "user=3D{}&x", "'{}'",
)  # fmt: skip
"""Where a login stands. Behind a backslash its first signs may look like an escape."""
NUMBERED = st.from_regex(r"[a-z]{1,2}[0-9]{3,7}[a-z]?", fullmatch=True)
OF_HEX = st.from_regex(
    r"u(?!0[012])[0-9a-f]{4,8}|x[0-9][0-9]{3,6}|x[a-f][0-9a-f]{3,6}", fullmatch=True
)
"""But for what would be a letter of Latin, as in J\\u00fcrgen."""


@given(st.one_of(NUMBERED, OF_HEX), st.sampled_from(AROUND))
def test_a_login_is_found_wherever_it_stands(login: str, around: str) -> None:
    person, text = Identity.of(logins=[login]), around.format(login)
    assert Matcher(person).find(text)
    assert LooseFilter(person).passes(text.encode())


@pytest.mark.parametrize("login", ["u12345", "a1", "7b", "x-7", "İ٣"])
def test_one_letter_is_enough_beside_a_digit(login: str) -> None:
    person = Identity.of(logins=[login])
    for text in (f"ask @{login} about", f'user:"{login}"'):
        assert [match.confidence for match in Matcher(person).find(text)] == ["certain"]
        assert LooseFilter(person).passes(text.encode())


@pytest.mark.parametrize("login", ["x", "x.", "-", "§"])
def test_and_not_enough_alone(login: str) -> None:
    with pytest.raises(UsageError):
        Identity.of(logins=[login])


@pytest.mark.parametrize(
    "text", ["J\\u00fcrgen", "\\u0431\\u0430", "\\u003cb\\u003e", "\\xc3\\xbc", "a\\x22b", "a%20b"]
)
def test_what_is_surely_an_escape_is_not_read_as_it_stands(text: str) -> None:
    person = Identity.of(logins=[text.rpartition("\\")[2].rpartition("%")[2]])
    assert Matcher(person).find(f"{text} ") == []


AT = (
    "@",
    " (at) ",
    "(at)",
    " [at] ",
    "[ät]",
    " {at} ",
    " at ",
    " @ ",
    "@ ",
    " <at> ",
    "(@)",
    " (a) ",
)
DOT = (".", " [dot] ", " (dot) ", " dot ", "(punkt)", "[.]")
MASKED = ("{}", "{}", "<b>{}</b>", "&lt;{}&gt;", "\\n{}\\n", "%20{}%20")


@given(
    st.sampled_from(["jb", "m", "j.b", "mk2", "info", "zoe.mueller"]),
    st.sampled_from(AT),
    st.sampled_from(["example.org", "x-y.example.org", "büro.example.org"]),
    st.sampled_from(DOT),
    st.sampled_from(MASKED),
)
def test_an_address_written_against_harvesting(
    local: str, at: str, host: str, dot: str, masked: str
) -> None:
    person = Identity.of(mails=[f"{local}@{host}"])
    text = masked.format(f"{local}{at}{host.replace('.', dot)}")
    sure = {match.confidence for match in Matcher(person).find(text) if match.variant == "mail"}
    assert sure == {"certain"} if (at, dot) == ("@", ".") else sure & {"certain", "likely"}
    assert LooseFilter(person).passes(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "jb example.org",
        "jb, example.org",
        "jb at example.com",
        "xjb (at) example.org",
        "jb (at) me",
    ],
)
def test_and_no_other_address(text: str) -> None:
    assert Matcher(Identity.of(mails=["jb@example.org"])).find(text) == []


@pytest.mark.parametrize("login", ["mk", "7b", "4711"])
def test_a_short_login_is_found_where_it_is_all_of_a_field_for_persons(login: str) -> None:
    """As a word among others it would be found everywhere."""
    person = Identity.of(logins=[login])
    for whole in (login, login.upper(), f" {login} "):
        [match] = Matcher(person).find(whole, structured=True)
        assert (match.variant, match.confidence) == ("login", "likely")
        field = len(whole).to_bytes(4) + whole.encode()
        for data in (
            whole.encode(),
            b"\0\3" + bytes(10) + field + b"\0\0\0\5hello",
            field + b"\xff",
        ):
            assert LooseFilter(person).passes(data)
        assert Matcher(person).find(whole) == []
    for text in (f"{login} was here", f"see {login}"):
        assert Matcher(person).find(text, structured=True) == []
    for text in (f"see {login}", f"{login}x"):
        assert not LooseFilter(person).passes(text.encode())


def test_short_logins_are_told() -> None:
    """Nothing else says that a login was not looked for as a word."""
    whom = Identity.of(logins=["mk", "4711", "jmueller", "47110", "a1"])
    assert whom.short == ("mk", "4711", "a1")
    counted = searched(whom)
    assert (counted.logins, counted.short) == (5, 3)
    [said, *_] = limits.not_looked_for((), 3, Words("en"))
    assert said.startswith("3 logins are so short that")
    assert searched(Identity.of(logins=["jmueller"])).short is ABSENT
    assert len(list(limits.not_looked_for((), 0, Words("en")))) == 1
