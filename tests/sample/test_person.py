"""Spellings of a name, and the people beside the person."""

import pytest

from openproject.invented import (
    BUILT_IN,
    DemoPerson,
    ascii_form,
    entity_form,
    living,
    other_principals,
)


@pytest.mark.parametrize(
    ("name", "plain", "entities"),
    [
        ("Jürgen Weiß", "Juergen Weiss", "J&uuml;rgen Wei&szlig;"),
        ("Søren Ångström", "Soeren Aangstroem", "S&oslash;ren &Aring;ngstr&ouml;m"),
        ("Łukasz Żak", "Lukasz Zak", "&#321;ukasz &#379;ak"),
        ("Ann Lee", "Ann Lee", "Ann Lee"),
        ("山田", "", "&#23665;&#30000;"),
    ],
)
def test_spellings(name: str, plain: str, entities: str) -> None:
    assert ascii_form(name) == plain
    assert entity_form(name) == entities


def test_a_person_has_these_spellings() -> None:
    spellings = DemoPerson().spellings

    assert spellings["name"] == "Renée Østergård"
    assert spellings["family first"] == "Østergård, Renée"
    assert spellings["initial"] == "R. Østergård"
    assert spellings["decomposed"] != spellings["name"]
    assert spellings["mail"].endswith("@example.org")


def test_a_name_in_another_script_has_no_plain_spelling() -> None:
    assert "ascii" not in DemoPerson(given="太郎", family="山田").spellings


@pytest.mark.parametrize("id", [10, 42, 999, 100500])
def test_nobody_shares_an_id(id: int) -> None:
    person = DemoPerson(id=id)
    ids = [each.id for each in (*BUILT_IN, *living(person), *other_principals(person))]

    assert len({id, *ids}) == len(ids) + 1
    assert {int(f"{id}1"), int(f"10{id}")} <= set(ids)
