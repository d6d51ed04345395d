"""A user's id is told from any other number by where it stands."""

from base64 import urlsafe_b64encode

import pytest
import re2

from operasure.looks.cache import ids
from operasure.looks.cache.ids import UserIds
from operasure.looks.cache.tokens import Integer, Scope

FOUND = [
    '{"_type":"User","id":42,"name":"x"}',
    '{"_type" : "User", "id" : 42}',
    r"{\"_type\":\"User\",\"id\":42}",
    "{&quot;_type&quot;:&quot;User&quot;,&quot;id&quot;:42}",
    '{"author_id":42}',
    '{"assigned_to_id":"42"}',
    '{"assignedToId":42}',
    '{"userId": 42,"x":1}',
    '{"logged_by_id":42}',
    '{"user_ids":[42]}',
    '{"user_ids":[7,42,9]}',
    '{"watcher_ids" : [ "7", "42" ]}',
    r"{\"userIds\":[7,42]}",
    urlsafe_b64encode(b"gid://open-project/User/42").decode(),
    urlsafe_b64encode(b"gid://open-project/User/42").decode().rstrip("="),
    "token=" + urlsafe_b64encode(b"gid://open-project/User/42?expires_in").decode(),
]
TYPED = [
    '{"principal_type":"%s","principal_id":42}',
    '{"principal_id":42,"x":[1],"principal_type" : "%s"}',
    '{"owner_type":"%s","role_id":3,"owner_id":"42"}',
    '{"authorType":"%s","authorId":42}',
    '{"entity_owner_type":"%s","entity_owner_id":42}',
    r"{\"principal_type\":\"%s\",\"principal_id\":42}",
    "{&quot;principal_type&quot;:&quot;%s&quot;,&quot;principal_id&quot;:42}",
    "%%7B%%22principal_type%%22%%3A%%22%s%%22%%2C%%22principal_id%%22%%3A42%%7D",
]
"""An id beside the type that says whose it is."""
OF_ANOTHER = ["WorkPackage", "Project", "Meetings::Agenda"]
OF_A_PERSON = ["User", "Group", "PlaceholderUser", "internal", "Users::Principal", ""]
FOUND += [text % type_ for text in TYPED for type_ in OF_A_PERSON]
FOUND += [
    '{"principal_type":"WorkPackage","principal_id":7},{"principal_id":42}',
    '[{"principal_id":42},{"principal_type":"WorkPackage","principal_id":7}]',
    '{"member_type":"WorkPackage","principal_id":42}',
    '{"subject":"\\"principal_type\\":\\"WorkPackage\\"","principal_id":42}',
    '{"principal_type":"WorkPackage","principal_id":7,"user_id":42}',
    "%7B%22user_type%22%3A%22Project%22%7D%2C%7B%22user_id%22%3A42%7D",
]
NOT_FOUND = [
    *(text % type_ for text in TYPED for type_ in OF_ANOTHER),
    '{"_type":"WorkPackage","id":42}',
    '{"id":42}',
    '{"author_id":421}',
    '{"user_ids":[7,421,142]}',
    '{"user_ids":[7],"lock_version":42}',
    '{"user_ids":[],"x":[42]}',
    '{"status_ids":[42]}',
    '{"author_id":142}',
    '{"author_id":42.5}',
    '{"status_id":42}',
    "42",
    urlsafe_b64encode(b"gid://open-project/User/421").decode(),
    urlsafe_b64encode(b"gid://open-project/WorkPackage/42").decode(),
    "Z2lkOi8vAAAAAAAAA",
]


@pytest.mark.parametrize("text", FOUND)
def test_ids_in_text_are_found(text: str) -> None:
    assert list(UserIds([42]).find(text))


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_numbers_in_text_are_not(text: str) -> None:
    assert list(UserIds([42]).find(text)) == []


@pytest.mark.parametrize("text", FOUND)
def test_the_loose_patterns_hit_wherever_an_id_is_found(text: str) -> None:
    assert any(re2.search(pattern, text.encode()) for pattern in ids.loose([42]))


def test_several_ids_of_one_person() -> None:
    user_ids = UserIds([42, 4711])

    assert len(list(user_ids.find('{"author_id":42,"user_id":4711,"creator_id":7}'))) == 2


def integer(attribute: str | None, owner: str | None = None, parent: str | None = None) -> Integer:
    return Integer(42, Scope(attribute, parent, owner))


@pytest.mark.parametrize(
    "of_user",
    [
        integer("id", owner="User"),
        integer("id", parent="author"),
        integer("id", parent="users"),
        Integer(42, Scope("id"), frozenset({"login"})),
        integer("user_id"),
        integer("assigned_to_id", owner="WorkPackage"),
        integer("responsible_id"),
        integer("logged_by_id"),
        integer("user_ids"),
        integer("client_credentials_user_id"),
        integer("whodunnit"),
        Integer(42, Scope("principal_id"), type_="Group"),
        Integer(42, Scope("principal_id"), type_="internal"),
    ],
)
def test_integers_of_users(of_user: Integer) -> None:
    assert UserIds([42]).is_users(of_user)


@pytest.mark.parametrize(
    "of_other",
    [
        integer(None),
        integer("id"),
        integer("id", owner="WorkPackage"),
        integer("id", parent="project"),
        integer("project_id"),
        integer("work_package_id", owner="User"),
        integer("status"),
        Integer(43, Scope("user_id")),
        Integer(42, Scope("principal_id"), type_="WorkPackage"),
    ],
)
def test_integers_of_others(of_other: Integer) -> None:
    assert not UserIds([42]).is_users(of_other)
