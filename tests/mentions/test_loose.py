"""The loose filter stays fast: small enough for RE2 to remember, and no text passes for nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from mentions import test_properties as properties
from mentions.spelling_cases import cases, persons
from operasure.matching import loose
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher
from operasure.matching.names import LONGEST

GIVEN = (
    "Jürgen Søren Łukasz Hélène Anne Zoë François María José Юлия Олександр Νίκος Иван İbrahim Åse "
    "Jiří Seán Mohammed Ludwig Johanna Grzegorz Đorđe Þórunn Щука Вячеслав Ђорђе"
).split()
FAMILY = (
    "Müller Brandström Kjær Wójcik Lefèvre Carter-Jones Щербакова Ґудзь Παπαδόπουλος Петров Yıldız "
    "Bjørnstad Dvořáček O'Neill al-Rashid Beethoven Szczepański Gęsiński Đurić Guðmundsdóttir "
    "Хрущёв Schwarzenegger Groß Weiß"
).split()
NEUTRAL = b"Plan: 3 < 5 & 100 % \\ = [x](y) \xe4\xb8\xad \xd0\xb6 <b>&nbsp;</b>\n"


def odd() -> Iterator[tuple[str, Identity]]:
    """Identities beyond what a person has."""
    chance = random.Random(1)
    everyone = list(persons().values())
    yield (
        "200 names",
        Identity.of(
            f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}-{chance.choice(FAMILY)}"
            for _ in range(200)
        ),
    )
    yield (
        "everyone",
        Identity(
            names=tuple(name for each in everyone for name in each.names),
            logins=tuple(login for each in everyone for login in each.logins),
            mails=tuple(mail for each in everyone for mail in each.mails),
            user_ids=(42, 7, 5, 31),
        ),
    )
    yield "many words", Identity.of([" ".join(GIVEN + FAMILY)[:LONGEST]])
    yield "long words", Identity.of([f"{'Щербакова' * 11} {'Хрущёв' * 16}"])
    yield "hyphens", Identity.of(["-".join(GIVEN)[:99] + " " + "-".join(FAMILY)[:99]])
    yield (
        "200 accounts",
        Identity.of(
            logins=[f"{chance.choice(GIVEN)}.{number}" for number in range(200)],
            mails=[f"{chance.choice(GIVEN)}{number}@example.org" for number in range(200)],
            user_ids=range(1, 200),
        ),
    )


@cache
def identities() -> dict[str, Identity]:
    return persons() | {"everything": properties.EVERYTHING} | dict(odd())


@cache
def sample() -> bytes:
    """Text of every kind that the tests know, 100 kB of it, as a stream has it."""
    chance = random.Random(2)
    pieces = [case.text for case in cases()] + list(properties.PIECES) * 5 + GIVEN + FAMILY
    rows = ("".join(chance.choices(pieces, k=8)) for _ in range(800))
    return b"\x00\x00\x02\x00".join(row.encode("utf-8", "replace") for row in rows)


def compiled(who: str) -> loose.Compiled:
    """The filter of an identity, told to complain."""
    options = loose.options()
    options.log_errors = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loose, "options", lambda: options)
        return LooseFilter(identities()[who]).compiled


def hard() -> list[str]:
    """Those beyond what a person has, and each third person: what is too much for RE2 shows with
    many spellings, in texts of all kinds: with one person less than with all at once."""
    return [who for n, who in enumerate(identities()) if who not in persons() or n % 3 == 0]


@pytest.mark.parametrize("who", hard())
def test_no_text_is_read_without_the_automaton(who: str, capfd: pytest.CaptureFixture[str]) -> None:
    """RE2 says so where its states take more memory than it may use, and reads on slowly."""
    sought, at = compiled(who), 0
    while at < len(sample()) and (hit := sought.search(sample(), at)):
        at = hit.at + 200
    assert "out of memory" not in capfd.readouterr().err
    assert sought.search(b"") is None
    assert sought.search(NEUTRAL) is None


def test_what_the_automaton_can_t_hold_would_be_seen(capfd: pytest.CaptureFixture[str]) -> None:
    options = loose.options()
    options.log_errors, options.max_mem = True, 1 << 20
    pattern = re2.compile(r"\C*?(?:[ab]*a[ab]{18}c)", options)
    assert pattern.match("".join(random.Random(1).choices("ab", k=300_000))) is None
    assert "out of memory" in capfd.readouterr().err


def test_many_names_make_no_huge_patterns() -> None:
    patterns = LooseFilter(identities()["200 names"]).stream_patterns
    assert sum(map(len, patterns)) < 2_500_000
    assert max(map(len, patterns)) < 1_000_000


@pytest.mark.parametrize("name", ["St. John Baker", "Ann St", "Fi Ff"])
def test_a_short_word_that_is_a_ligature_does_not_let_everything_pass(name: str) -> None:
    found = LooseFilter(Identity.of([name]))
    assert not found.passes(b"")
    assert not found.passes(NEUTRAL)
    assert found.passes(f"an {name} geben".encode())


def test_letters_with_accents_do_not_stand_for_one_another() -> None:
    """A text in a language that has many of them would pass for each short name."""
    for name in ("Ana María García", "Li Wei", "Jürgen Müller"):
        found = LooseFilter(Identity.of([name]))
        for text in ("größere Straße, Größe", "çünkü görüş", "mąż, książę", "công cụ đường"):
            assert not found.passes(text.encode()), (name, text)


WORD = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Lt")), min_size=2, max_size=5)


@given(first=WORD, last=WORD)
@settings(max_examples=30)
def test_names_of_any_letters_pass(first: str, last: str) -> None:
    person = Identity.of([f"{first} {last}"])
    text = f"see {first} {last}, too"
    found = LooseFilter(person)
    assert not found.passes(b"")
    assert not Matcher(person).find(text) or found.passes(text.encode())


@pytest.mark.parametrize("name", ["राजेश कुमार", "明 欧阳", "ガギグ ザジズ", "ऍडवर्ड क़ादिर"])
def test_letters_that_begin_longer_spellings_are_looked_for_themselves(name: str) -> None:
    found = LooseFilter(Identity.of([name]))
    for word in name.split():
        assert len(word) == 1 or found.passes(f"x {word} y".encode())
    assert not found.passes("x ख 月 カ y".encode())
