"""Ids are taken out of saved values, or replaced, and everything else stays byte for byte."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import sql

from openproject import schema
from openproject.psych import Filter, actions, options, query_filters, report_filters
from openproject.sessions import names_user, session_data
from operasure.database.naming import named
from operasure.erase.cutting import Names, NotCut, replace_id, take_out
from operasure.server.postgresql import Server
from support.bench import JOINED, LOADED
from support.databases import MakeDatabase
from support.instances import generated, observed

TABLES = Path(__file__).parents[1] / "data/cutting/saved.toml"
NAMES = Names.stated((check.sql for check in LOADED.references), [7])
SAVED = (
    "queries.filters", "project_queries.filters", "grid_widgets.options", "grids.options",
    "cost_queries.serialized", "custom_actions.actions", "settings.value",
)  # fmt: skip
CHECKS = [check for check in LOADED.references if check.id.split("/")[1].startswith(SAVED)]


def cases() -> Iterator[tuple[str, str, str]]:
    for table in tomllib.loads(TABLES.read_text(encoding="utf-8"))["table"]:
        yield from ((table["form"], value, expected) for value, expected in table["cases"])


@pytest.mark.parametrize(("form", "value", "expected"), list(cases()))
def test_take_out(form: str, value: str, expected: str) -> None:
    if expected == "-":
        with pytest.raises(NotCut):
            take_out(value, 42, form, NAMES)
        return
    assert take_out(value, 42, form, NAMES) == expected
    with pytest.raises(NotCut):
        take_out(expected, 42, form, NAMES)


def test_the_queries_say_which_names_hold_persons() -> None:
    persons = "assigned_to_id responsible_id author_id watcher_id assignee principal :notify UserId"
    others = "version_id :status project_id id ProjectId queryId subject cf_8 custom_field_8"
    assert all(map(NAMES.filters_persons, [*persons.split(), "LoggedById", "cf_7", "customField7"]))
    assert not any(map(NAMES.filters_persons, others.split()))


def names_for(rows: list[dict[str, Any]]) -> Names:
    """What the queries say, and the custom fields that these rows make fields of persons."""
    fields = [r["id"] for r in rows if r.get("field_format") == "user"]
    return Names.stated((c.sql for c in LOADED.references), fields)


FOUND = {v for each in JOINED.values() for rows in each["found"] for v in rows[-1].values()}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_what_a_check_finds_is_taken_out_and_what_it_leaves_stays(check: Any) -> None:
    column = check.column.name
    for rows in JOINED[check.id]["found"]:
        value = str(rows[-1][column]).replace("{id}", "42").replace("{longer}", "421")
        new = take_out(value, 42, form_of(value), names_for(rows))
        assert not re.search(r"\b42\b", new)
    for rows in JOINED[check.id]["unlike"]:
        # What another check finds, since another kind of view shows it, is taken out as well.
        for row in (row for row in rows if column in row and row[column] not in FOUND):
            other = str(row[column]).replace("{id}", "42").replace("{longer}", "421")
            with pytest.raises(NotCut):
                take_out(other, 42, form_of(other), names_for(rows))


def form_of(value: str) -> str:
    return "json" if value[:1] in ("{", "[") else "yaml"


@pytest.mark.parametrize("template", [observed("after"), *map(generated, schema.VERSIONS)])
def test_checks_of_saved_values_are_clear_afterwards(
    shared_database: MakeDatabase, any_server: Server, template: str
) -> None:
    user_id = 42
    with psycopg.connect(shared_database(template, any_server)) as connection:
        fields = connection.execute("SELECT id FROM custom_fields WHERE field_format = 'user'")
        names = Names.stated((c.sql for c in LOADED.references), [row[0] for row in fields])
        taken = sum(_clear(connection, check, names, user_id) for check in CHECKS)
        connection.rollback()
    assert taken > 0


def _clear(connection: psycopg.Connection[Any], check: Any, names: Names, user_id: int) -> int:
    """Take the id out of every row that the check finds; it then finds none."""
    ready = named(check.sql, "public")
    query, given = ready.sql.encode(), ready.given({"user_id": user_id})
    try:
        with connection.transaction():
            rows = psycopg.RawCursor(connection).execute(query, given).fetchall()
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return 0
    table, column = (sql.Identifier(part) for part in check.id.split("/")[1].split()[0].split("."))
    for (key,) in rows:
        select = sql.SQL("SELECT {}::text FROM {} WHERE id = %s").format(column, table)
        found = connection.execute(select, [key]).fetchone()
        assert found is not None
        new = take_out(found[0], user_id, form_of(found[0]), names)
        update = sql.SQL("UPDATE {} SET {} = %s WHERE id = %s").format(table, column)
        connection.execute(update, [new, key])
    assert psycopg.RawCursor(connection).execute(query, given).fetchall() == []
    return len(rows)


# ---- every shape that OpenProject writes

PERSONS = ("author_id", "watcher_id", "cf_7")
filters_ = st.lists(
    st.builds(
        Filter,
        st.sampled_from([*PERSONS, "status_id", "subject", "cf_8"]),
        st.sampled_from(["=", "!", "o", "<>d"]),
        st.lists(st.sampled_from(["42", "41", "me", "421", "x y"]), max_size=4).map(tuple),
    ),
    max_size=5,
    unique_by=lambda each: each.name,
)


def without(
    chosen: list[Filter], *, actions: bool = False
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The filters, or actions, as they must be afterwards: no filter shows more than before."""
    left: dict[str, tuple[str, tuple[str, ...]]] = {}
    for each in chosen:
        values = each.values or ()
        if each.name in PERSONS and "42" in values:
            others = tuple(value for value in values if value != "42")
            if actions and not others:
                continue
            any_ = others and each.operator == "="
            nobody = tuple("0" if value == "42" else value for value in values)
            values = others if actions or any_ else nobody
        left[each.name] = (each.operator, values)
    return left


def read(text: str) -> Any:
    return yaml.BaseLoader(text).get_single_data()


@given(filters_, st.booleans())
@settings(max_examples=60)
def test_saved_filters(chosen: list[Filter], indifferent: bool) -> None:
    text = query_filters(chosen, indifferent=indifferent)
    colon = "" if indifferent else ":"
    new = _tried(text)
    assert {
        name: (each[f"{colon}operator"], tuple(each[f"{colon}values"]))
        for name, each in (read(new) or {}).items()
    } == without(chosen)


@given(filters_)
@settings(max_examples=60)
def test_saved_reports(chosen: list[Filter]) -> None:
    new = _tried(report_filters(chosen))
    left = {name: (o[":operator"], tuple(o[":values"])) for name, o in read(new)[":filters"] or []}
    assert left == without(chosen)
    assert new.endswith(":group_bys:\n- - WorkPackageId\n  - :type: :column\n")


@given(filters_)
@settings(max_examples=60)
def test_saved_options(chosen: list[Filter]) -> None:
    some = [each for each in chosen if each.values]
    new = _tried(options([("name", "42"), ("queryId", "42")], some))
    left = {name: o for entry in read(new).get("filters") or [] for name, o in entry.items()}
    assert {n: (o["operator"], tuple(o["values"])) for n, o in left.items()} == without(some)
    assert new.startswith("---\nname: '42'\nqueryId: '42'\n")


@given(filters_)
@settings(max_examples=60)
def test_saved_actions(chosen: list[Filter]) -> None:
    some = [each for each in chosen if each.values]
    new = _tried(actions((each.name, each.values or ()) for each in some))
    left = {name.lstrip(":"): tuple(values) for name, values in read(new) or []}
    assert left == {name: values for name, (_, values) in without(some, actions=True).items()}


@given(filters_, st.sampled_from([None, 1]))
@settings(max_examples=60)
def test_saved_lists_of_projects(chosen: list[Filter], indent: int | None) -> None:
    rows = [
        {"attribute": each.name, "operator": each.operator, "values": list(each.values or ())}
        for each in chosen
    ]
    new = _tried(json.dumps(rows, indent=indent), "json")
    left = {row["attribute"]: (row["operator"], tuple(row["values"])) for row in json.loads(new)}
    assert left == without(chosen)


def _tried(text: str, form: str = "yaml") -> str:
    """The text without the id, or as it is where no filter holds it."""
    try:
        return take_out(text, 42, form, NAMES)
    except NotCut:
        return text


# ---- another id in its place


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        (
            "json",
            '{"_aj_globalid":"gid://open-project/User/42","a":42,"user_id":42,"author_id":[42,null]}',
            '{"_aj_globalid":"gid://open-project/User/3","a":42,"user_id":3,"author_id":[3,null]}',
        ),
        ("json", '["/api/v3/users/42","/users/421"]', '["/api/v3/users/3","/users/421"]'),
        ("yaml", "---\ngithub_user_id: '42'\nx: 42\n", "---\ngithub_user_id: '3'\nx: 42\n"),
        (
            "yaml",
            "---\njob_data:\n  arguments:\n  - _aj_globalid: gid://open-project/User/42\n",
            "---\njob_data:\n  arguments:\n  - _aj_globalid: gid://open-project/User/3\n",
        ),
        ("list", "{1,42,421}", "{1,3,421}"),
        ("yaml", "---\nx: 42\n", "-"),
        ("list", "421", "-"),
        ("marshal", "no session", "-"),
        ("markup", "user#42", "-"),
    ],
)
def test_replace_id(form: str, value: str, expected: str) -> None:
    if expected == "-":
        with pytest.raises(NotCut):
            replace_id(value, 42, 3, form)
    else:
        assert replace_id(value, 42, 3, form) == expected


@given(st.integers(1, 1 << 29), st.integers(1, 1 << 29), st.text(max_size=99))
@settings(max_examples=60)
def test_replace_id_in_a_session(old: int, new: int, text: str) -> None:
    data = session_data({"user_id": old, "text": text, "other": old})
    changed = replace_id(data, old, new, "marshal")
    assert changed == session_data({"user_id": new, "text": text, "other": old})
    assert names_user(changed, new)
