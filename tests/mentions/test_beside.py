"""Another person's name around a half of the person's."""

from __future__ import annotations

import pytest

from operasure.matching.beside import Other, OtherNames
from operasure.matching.excerpt import excerpt
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.matching.names import PersonName
from operasure.matching.sharing import Sharing

ACCOUNTS = [("Xaver", "Schmidt"), ("Anna", "Quandt"), ("Lea Marie", "Schmidt"), ("", "Team")]
PERSON = Identity.of([PersonName.parse("Anna Schmidt")])


def beside(text: str, identity: Identity = PERSON) -> Other | None:
    [match] = Matcher(identity).find(text)
    shown = excerpt(text, match.start, match.end)
    others = Sharing(identity, ACCOUNTS).others
    return others.beside(shown.before, shown.mention, shown.after, match.variant)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ask Bill Schmidt about it", "Bill"),
        ("with Jean-Luc Schmidt", "Jean-Luc"),
        ("von B. Schmidt", "B."),
        ("Anna Bowler was there", "Bowler"),
        ("Anna von der Leyen sagt", "Leyen"),
        ("Eva-Anna kommt", "Eva"),
        ("Anna-Maria kommt", "Maria"),
        ("Олег Schmidt", "Олег"),
        ("Schmidt, Bill", "Bill"),
        ("Anwesend: Schmidt, Jean-Luc; Koch, Eva", "Jean-Luc"),
    ],
)
def test_another_name_shows(text: str, name: str) -> None:
    assert beside(text) == Other(name, account=False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mit Xaver Schmidt", "Xaver Schmidt"),
        ("Schmidt, Xaver", "Schmidt, Xaver"),
        ("XAVER SCHMIDT", "XAVER SCHMIDT"),
        ("Anna Quandt", "Anna Quandt"),
        ("für Lea Marie Schmidt", "Lea Marie Schmidt"),
        ("für Lea Schmidt", "Lea Schmidt"),
    ],
)
def test_the_full_name_of_another_account_shows(text: str, name: str) -> None:
    assert beside(text) == Other(name, account=True)


@pytest.mark.parametrize(
    "text",
    [
        "Schmidt", "Frau Schmidt", "Dr. Schmidt", "der Schmidt", "Projekt Schmidt", "fragt Schmidt",
        "Schmidt, Bonn", "Schmidt, bill",
        "Anna", "Anna sagt", "Anna, Bowler", "Anna. Morgen kommt", "ANNA BOWLER",
        "Bill\nSchmidt", "Team Schmidt", "Anna Schmidt", "Anna Schmidt, Bill",
    ],
)  # fmt: skip
def test_nobody_else_shows(text: str) -> None:
    assert beside(text) is None


def test_a_full_name_is_never_put_last() -> None:
    others = OtherNames([("Anna", "Schmidt"), ("Bill", "Schmidt")])
    assert others.beside("Bill ", "Anna Schmidt", "", "full name") is None
