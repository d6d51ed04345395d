"""Numbers by themselves in columns that no query names: one element goes, nobody else is harmed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.person_words import is_like_user
from operasure.erase.cutting import NotCut, elements
from operasure.erase.cutting.edits import ValueForm
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import Case, contents, execute

ID, DELETED = 42, 3
HAND = None
"""Left, with the reason."""
FILTER = '[{"values": [%s], "operator": "=", "attribute": "%s"}]'
SHAPES: tuple[tuple[str, str, str, str | None], ...] = (
    # column, type, value, what becomes of it
    ("watcher_ids", "text", "7,42", "7"),
    ("watcher_ids", "text", "42,7", "7"),
    ("watcher_ids", "text", "7, 42, 9", "7, 9"),
    ("watcher_ids", "text", "7;42;9", "7;9"),
    ("watcher_ids", "text", "7|42", "7"),
    ("watcher_ids", "text", "7 42 9", "7 9"),
    ("watcher_ids", "text", "/7/42/", "/7/"),
    ("watcher_ids", "text", "{7,42}", "{7}"),
    ("watcher_ids", "text", "(42,7)", "(7)"),
    ("watcher_ids", "text", "'7','42'", "'7'"),
    ("watcher_ids", "text", "#7, #42", "#7"),
    ("watcher_ids", "text", "42,142,421", "142,421"),
    ("watcher_ids", "text", "42 42", ""),
    ("watcher_ids", "text", "42", "3"),
    ("watcher_ids", "text", " 42 ", " 3 "),
    ("watcher_ids", "text", "7,42;9", HAND),
    ("watcher_ids", "text", "42:admin,7:reader", HAND),
    ("watcher_ids", "text", "Anna;42", HAND),
    ("watcher_ids", "text", "a:2:{i:0;i:7;i:1;i:42;}", HAND),
    ("watcher_ids", "text", "---\n- 7\n- 42\n", "---\n- 7\n"),
    ("watcher_ids", "text", "---\n- - 7\n  - 42\n", HAND),
    ("watcher_ids", "text", "--- 42\n", "--- 3\n"),
    ("watcher_ids", "jsonb", "[7, 42]", "[7]"),
    ("watcher_ids", "jsonb", "[[7, 1], [42, 2]]", HAND),
    ("watcher_ids", "jsonb", "42", "3"),
    ("watcher_ids", "jsonb", '{"42": true}', HAND),
    ("watcher_ids", "text[]", "{7,42}", "{7}"),
    ("watcher_ids", "text[]", "{42:admin}", HAND),
    ("watcher_ids", "text[]", "{42,\u0664\u0662,7}", "{\u0664\u0662,7}"),
    ("watcher_ids", "text[]", "{42," + "9" * 5000 + "}", "{" + "9" * 5000 + "}"),
    ("watcher_ids", "text", "42," + "9" * 5000, "9" * 5000),
    ("watcher_ids", "int[]", "{7,42}", "{7}"),
    ("watcher_ids", "xml", "<a><b>42</b></a>", HAND),
    ("watcher_ids", "hstore", '"k"=>"7,42"', HAND),
    ("watcher_ids", "int4range", "[42,4250)", HAND),
    ("watcher_ids", "bytea", "\\x372c3432", HAND),
    ("owner_id", "numeric(10,2)", "42.00", "3.00"),
    ("owner_id", "double precision", "42", "3"),
    ("rota", "jsonb", '{"userIds": [7, 42]}', '{"userIds": [7]}'),
    ("rota", "jsonb", '{"a": {"watchers": ["7", "42"]}}', '{"a": {"watchers": ["7"]}}'),
    ("rota", "jsonb", '{"watchers": [42]}', '{"watchers": []}'),
    ("rota", "jsonb", '{"rooms": [42], "watchers": [42, 7]}', '{"rooms": [42], "watchers": [7]}'),
    ("rota", "jsonb", '{"hours": [8, 4], "watchers": [42, 7]}', HAND),
    ("rota", "jsonb", '{"reviewer": 42, "room": 42}', '{"room": 42, "reviewer": 3}'),
    ("rota", "jsonb", '{"author": {"id": 42, "age": 42}}', '{"author": {"id": 3, "age": 42}}'),
    ("rota", "jsonb", '{"members": [7, {"id": 42}]}', '{"members": [7, {"id": 3}]}'),
    ("rota", "jsonb", '{"reviewers": {"42": true}}', HAND),
    ("rota", "jsonb", FILTER % ('"42", "7"', "assigned_to_id"), FILTER % ('"7"', "assigned_to_id")),
    ("rota", "jsonb", FILTER % ('"42"', "assigned_to_id"), FILTER % ('"0"', "assigned_to_id")),
    ("rota", "jsonb", FILTER % ('"42"', "approver"), HAND),
    ("rota", "json", '{"owner":"42"}', '{"owner":"3"}'),
    ("rota", "text", "---\nowners:\n- 7\n- '42'\n", "---\nowners:\n- 7\n"),
    ("rota", "text", "user_id=42&a=1", HAND),
)  # fmt: skip
DOUBTED: tuple[tuple[str, str, str, str | None], ...] = (
    ("rota", "jsonb", "[42, 7]", HAND),
    ("rota", "text", "7,42", HAND),
    ("rota", "text[]", "{7,42}", HAND),
    ("rota", "jsonb", '{"a": [42, 7]}', HAND),
)
"""Numbers that are unclassified: nobody has said that they are the person."""


CODED = {f"zz_{n}" for n, (_, type_, *_) in enumerate((*SHAPES, *DOUBTED)) if type_ == "bytea"}
"""Where the number is not to be seen in what PostgreSQL shows."""


def shown(case: Case, table: int, column: str) -> str:
    [[value]] = execute(case.url, f"SELECT CAST({column} AS text) FROM zz_{table}")
    return str(value)


def test_each_shape_is_edited_or_left_with_a_reason(
    make_database: MakeDatabase, tmp_path: Path
) -> None:
    case = Case(make_database(reduced("after")), tmp_path)
    execute(case.url, "CREATE EXTENSION IF NOT EXISTS hstore")
    places = (*SHAPES, *DOUBTED)
    for number, (column, type_, value, _) in enumerate(places):
        table = f"zz_{number} (id serial PRIMARY KEY, {column} {type_})"
        execute(case.url, f"CREATE TABLE {table}")
        insert = f"INSERT INTO zz_{number} ({column}) VALUES (CAST(%s AS {type_}))"
        execute(case.url, insert, value)
    before = contents(case.url)
    old = [shown(case, n, column) for n, (column, *_) in enumerate(places)]
    case.verify()
    case.plan_with_settings("--possible")
    left = {p.check.split(".")[1]: p.reason for p in case.left() if p.check.startswith("xu-01/")}
    case.erase()
    new = [shown(case, n, column) for n, (column, *_) in enumerate(places)]
    wrong = {
        (column, type_, value): new[n]
        for n, (column, type_, value, told) in enumerate(places)
        if new[n] != (told if told is not HAND else old[n])
    }
    assert wrong == {}
    by_hand = {f"zz_{n}" for n, (*_, told) in enumerate(places) if told is HAND}
    assert by_hand <= left.keys()
    doubted = {f"zz_{n}" for n in range(len(SHAPES), len(places))}
    assert all("classify the column" in left[table] for table in doubted)
    # What is still found is what still stands there, and the plan has said so.
    again = case.verify("again.json")["checks"]
    found = {c["table"] for c in again if c["table"].startswith("zz_") and c["rows"]}
    assert found == {f"zz_{n}" for n, text in enumerate(new) if elements.stands(text, ID)} | CODED
    assert found <= left.keys()
    assert case.undo() == 0
    assert contents(case.url) == before


def test_a_list_that_belongs_to_another_stays_for_a_person() -> None:
    with pytest.raises(NotCut):
        elements.take_out(
            '{"users": [7, 42], "hours": [1, 2]}', ID, DELETED, ValueForm.JSON, all_=True
        )


def test_without_a_deleted_user_no_value_gives_way() -> None:
    assert elements.take_out("7,42", ID, 0, ValueForm.PLAIN, all_=True) == "7"
    with pytest.raises(NotCut, match="Deleted user"):
        elements.take_out("42", ID, 0, ValueForm.PLAIN, all_=True)


KEYS = st.sampled_from(["watchers", "owner", "users", "rooms", "id", "hours", "a", "createdBy"])
NUMBERS = st.sampled_from([ID, 7, 142, "42", "7", "421", None, True, "x 42"])
VALUES = st.recursive(
    NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def is_id(value: Any) -> bool:
    return value in (ID, str(ID)) and not isinstance(value, bool)


def is_number(value: Any) -> bool:
    return not isinstance(value, bool) and str(value).isdigit()


def expected(value: Any, keys: tuple[str, ...], *, all_: bool) -> Any:
    """The same on the value itself, written without the text in view."""
    own = is_like_user(keys[-1]) if keys else all_
    if isinstance(value, dict):
        lengths = [len(each) for each in value.values() if isinstance(each, list)]
        return {
            key: each
            if isinstance(each, list) and len(each) > 1 and lengths.count(len(each)) > 1
            else expected(each, (*keys, key), all_=all_)
            for key, each in value.items()
        }
    if isinstance(value, list):
        if own and all(map(is_number, value)):
            return [each for each in value if not is_id(each)]
        return [
            expected(each, (*keys, ""), all_=all_) if isinstance(each, dict | list) else each
            for each in value
        ]
    named = bool(keys) and keys[-1] == "id" and any(map(is_like_user, keys[:-1]))
    return type(value)(DELETED) if is_id(value) and (own or named) else value


@given(value=VALUES, all_=st.booleans())
def test_nothing_but_the_persons_places_changes(value: Any, *, all_: bool) -> None:
    text = json.dumps(value)
    try:
        new = elements.take_out(text, ID, DELETED, ValueForm.JSON, all_=all_)
    except NotCut:
        new = text
    assert json.loads(new) == expected(value, (), all_=all_)


@given(
    numbers=st.lists(st.sampled_from([ID, 7, 142, 421, 9]), min_size=2, max_size=6),
    gap=st.sampled_from([",", ", ", ";", "|", " "]),
    around=st.sampled_from(["{}", "[{}]", "({})", " {} "]),
)
def test_of_a_list_the_others_stay_in_order(numbers: list[int], gap: str, around: str) -> None:
    def written(some: list[int]) -> str:
        return around.replace("{}", gap.join(map(str, some)))

    rest = [number for number in numbers if number != ID]
    if rest == numbers:
        with pytest.raises(NotCut):
            elements.take_out(written(numbers), ID, DELETED, ValueForm.PLAIN, all_=True)
    else:
        new = elements.take_out(written(numbers), ID, DELETED, ValueForm.PLAIN, all_=True)
        assert new == written(rest)
