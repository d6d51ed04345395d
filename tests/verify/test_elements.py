"""Ids in places nobody listed: lists, values and keys are seen, and what is plainly else is not."""

from __future__ import annotations

import json
from collections.abc import Sequence

import psycopg
import pytest

from operasure.core.model import Report, Result, Verdict
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.audit.audit import Options as AuditOptions
from operasure.looks.audit.audit import audit
from operasure.looks.verify import Options, verify
from support.databases import MakeDatabase
from support.instances import observed

UNUSED = 60

L, U = Result.LEFTOVER, Result.UNCHECKED
SHAPES: Sequence[tuple[str, str, str, Result | None]] = (
    ("user_ids", "varchar", f"7,{UNUSED}", L),
    ("rota", "varchar", f"7,{UNUSED}", U),
    ("rota", "text", f"7;{UNUSED};9", U),
    ("rota", "text", f"7|{UNUSED}", U),
    ("rota", "text", f"7 {UNUSED} 9", U),
    ("rota", "text", f"/7/{UNUSED}/", U),
    ("rota", "text", f"{{7,{UNUSED}}}", U),
    ("rota", "jsonb", f"[{UNUSED}, 7]", U),
    ("watchers", "jsonb", f"[{UNUSED}, 7]", L),
    ("rota", "json", f'["7", "{UNUSED}"]', U),
    ("rota", "jsonb", f'{{"{UNUSED}": true}}', U),
    ("rota", "jsonb", f'{{"a": {{"b": [{{"c": {UNUSED}}}]}}}}', U),
    ("rota", "jsonb", f'{{"a": {{"watchers": [7, {UNUSED}]}}}}', L),
    ("rota", "jsonb", f'{{"reviewer_id": {UNUSED}, "b": 1}}', L),
    ("rota", "jsonb", f'{{"k": "7,{UNUSED}"}}', U),
    ("rota", "text", f"---\n- 7\n- {UNUSED}\n", U),
    ("rota", "text", f"---\nowners:\n- 7\n- '{UNUSED}'\n", L),
    ("rota", "text", f"owner_ids: [7, {UNUSED}]", L),
    ("rota", "text[]", f'{{"7","{UNUSED}"}}', U),
    ("rota", "xml", f"<a><b>{UNUSED}</b></a>", U),
    ("rota", "xml", f"<owners><id>7</id><id>{UNUSED}</id></owners>", L),
    ("rota", "hstore", f'"k"=>"{UNUSED}"', U),
    ("rota", "jsonb", json.dumps([{"attribute": "cf_7", "operator": "=", "values": ["60"]}]), U),
    (
        "rota",
        "jsonb",
        json.dumps([{"attribute": "assigned_to_id", "operator": "=", "values": ["60"]}]),
        L,
    ),
    ("rota", "jsonb", '[{"attribute": "version_id", "operator": "=", "values": ["61"]}]', None),
    ("rota", "jsonb", f'{{"position": {UNUSED}, "price": {UNUSED}}}', None),
    ("rota", "jsonb", f'{{"coordinates": [1.5, {UNUSED}]}}', None),
    ("rota", "jsonb", f'{{"note": "room {UNUSED} and more"}}', None),
    ("rota", "text", f"2025-01-{UNUSED}", None),
    ("rota", "text", f"1.{UNUSED}", None),
    ("rota", "text", f"10.0.0.{UNUSED}", None),
    ("rota", "text", f"We have {UNUSED} rooms, 7 doors", None),
    ("rota", "text", f"7,{UNUSED}1", None),
)


def run(url: str, *statements: tuple[str, tuple[object, ...]]) -> None:
    with psycopg.connect(url) as connection:
        for statement, values in statements:
            connection.execute(statement.encode(), values)


def look(url: str, user_id: int = UNUSED) -> Report:
    return verify(target(url, {}), Options(user_id, access=Access(jobs=1)))


def found(report: Report) -> dict[str, Result]:
    worst: dict[str, Result] = {}
    for outcome in report.outcomes:
        if outcome.result in {L, U} and worst.get(outcome.check.table) is not L:
            worst[outcome.check.table] = outcome.result
    return worst


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(observed("before"))


def test_shapes_that_nobody_listed(url: str) -> None:
    run(url, ("CREATE EXTENSION IF NOT EXISTS hstore", ()))
    for number, (name, type_, value, _) in enumerate(SHAPES):
        run(
            url,
            (f"CREATE TABLE zz_{number} (id serial PRIMARY KEY, {name} {type_})", ()),
            (f"INSERT INTO zz_{number} ({name}) VALUES (CAST(%s AS {type_}))", (value,)),
        )
    assert found(look(url)) == {f"zz_{n}": r for n, (*_, r) in enumerate(SHAPES) if r}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    told = {o.check.table for o in audited.outcomes if o.result in {L, U}}
    assert {f"zz_{n}" for n, (*_, r) in enumerate(SHAPES) if r} - told == set()


def test_the_type_beside_the_number(url: str) -> None:
    rows = (
        ("User", L),
        ("Principal", L),
        ("Group", L),
        ("WorkPackage", None),
        ("Plugin::Employee", L),
        (None, U),
    )
    for number, (type_, _) in enumerate(rows):
        run(
            url,
            (f"CREATE TABLE zz_{number} (id serial PRIMARY KEY, x_id bigint, x_type varchar)", ()),
            (f"INSERT INTO zz_{number} (x_id, x_type) VALUES (%s, %s)", (UNUSED, type_)),
        )
    assert found(look(url)) == {f"zz_{n}": r for n, (_, r) in enumerate(rows) if r}


@pytest.mark.parametrize("user_id", [9, 17, 25, 31, 58])
def test_a_healthy_installation_raises_no_doubt(url: str, user_id: int) -> None:
    with psycopg.connect(url) as connection:
        known = connection.execute("SELECT 1 FROM users WHERE id = %s", [user_id]).fetchone()
    report = look(url, user_id)
    assert report.verdict is (Verdict.NOT_DELETED if known else Verdict.CLEAR)
    assert U not in found(report).values()
