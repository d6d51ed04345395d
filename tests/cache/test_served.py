"""Which entries OpenProject goes on serving after the deletion follows from their keys."""

import json

import pytest

from cache.kit import VERSION
from operasure.looks.cache.served import Served, served


def key(kind: str, module: str = "Things") -> str:
    return f"{VERSION}/API/V3/{module}/{kind}Representer/json/en/0f1e"


def document(**links: object) -> str:
    return json.dumps({"_type": "WorkPackage", "id": 7, "_links": links})


PERSON = {"href": "/api/v3/users/42", "title": "x"}
OTHER = {"href": "/api/v3/users/421", "title": "x"}


@pytest.mark.parametrize("kind", ["User", "Group", "PlaceholderUser", "Attachment", "Category"])
def test_a_key_made_of_the_person_is_dead(kind: str) -> None:
    assert served(key(kind), None, [42]) is Served.NO


@pytest.mark.parametrize("kind", ["Activity", "Meeting", "FileLink", "Project", "Document", "Grid"])
def test_a_key_without_the_person_stays_valid(kind: str) -> None:
    assert served(key(kind), None, [42]) is Served.YES


@pytest.mark.parametrize("role", ["author", "assignee", "responsible"])
def test_a_work_package_is_dead_by_the_roles_in_its_key(role: str) -> None:
    text = document(**{role: PERSON}, customField1=PERSON)

    assert served(key("WorkPackage"), text, [7, 42]) is Served.NO


@pytest.mark.parametrize(
    "text",
    [
        document(author=OTHER, customField1=PERSON),
        document(author={"href": None}, assignee=None),
        document(author="odd"),
    ],
)
def test_a_work_package_that_only_mentions_the_person_stays_valid(text: str) -> None:
    assert served(key("WorkPackage"), text, [42]) is Served.YES


def test_news_are_dead_with_their_author() -> None:
    assert served(key("News"), document(author=PERSON), [42]) is Served.NO
    assert served(key("News"), document(author=OTHER), [42]) is Served.YES


@pytest.mark.parametrize("text", [None, "", "[]", "{", '{"_links": 1}', "[" * 100_000])
def test_a_work_package_that_cannot_be_read_is_unknown(text: str | None) -> None:
    assert served(key("WorkPackage"), text, [42]) is Served.UNKNOWN


def test_without_an_id_a_work_package_is_unknown() -> None:
    assert served(key("WorkPackage"), document(author=PERSON), []) is Served.UNKNOWN


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (f"{VERSION}/project_schema_custom_field_section/5/de/projects/1", Served.YES),
        ("rack::attack:488888:lost_password:x@example.org", Served.YES),
        ("op:rack::attack:488888:lost_password:x@example.org", Served.YES),
        ("/openproject/settings/all/1700000000", Served.UNKNOWN),
        ("anything", Served.UNKNOWN),
    ],
)
def test_other_keys(other: str, expected: Served) -> None:
    assert served(other, None, [42]) is expected
