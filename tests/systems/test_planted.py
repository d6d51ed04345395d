"""Each kind of system is found in each release that can have it, and none that is not there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from openproject import schema
from operasure.core.systems import System
from operasure.looks.systems.kinds import kinds
from operasure.looks.systems.look import connected, statements
from operasure.reports.words import Words
from support.bench import Bench
from support.databases import MakeDatabase

USER_ID = 65_000
CASES = tomllib.loads(
    (Path(__file__).parents[1] / "data/systems.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(params=schema.VERSIONS)
def bench(
    request: pytest.FixtureRequest, shared_database: MakeDatabase
) -> Iterator[tuple[str, Bench]]:
    with psycopg.connect(shared_database(f"empty-{request.param}")) as connection:
        yield request.param, Bench(connection)
        connection.rollback()


def look(bench: Bench, *, user_id: int | None = USER_ID, alive: bool = True) -> tuple[System, ...]:
    return connected(bench.session, user_id, alive=alive)


def cases(version: str) -> list[dict[str, Any]]:
    return [case for case in CASES if version in case["releases"]]


def test_each_system_is_found_and_no_other(bench: tuple[str, Bench]) -> None:
    version, tried = bench
    assert cases(version)
    for case in cases(version):
        tried.sow_case(case["rows"], USER_ID)
        found = look(tried)
        if "finds" not in case:
            assert found == (), case["name"]
        else:
            assert [system.key for system in found] == [case["finds"]], case["name"]
            (system,) = found
            names = tuple(case.get("names", ()))
            known = case.get("known", len(names))
            assert (system.names, system.accounts or 0) == (names, known), case["name"]
            assert str(system.back) == case["back"], case["name"]
            if kinds()[system.key].several:
                assert system.count == case.get("count", 1), case["name"]
            assert system.reason is None
        tried.undo()
    assert look(tried) == ()


def test_once_the_account_is_gone_no_entry_means_nothing(bench: tuple[str, Bench]) -> None:
    _, tried = bench
    tried.sow_case([{"table": "tokens", "type": "Token::Api", "user_id": 7}], USER_ID)
    assert [s.accounts for s in look(tried)] == [0]
    (gone,) = look(tried, alive=False)
    assert (gone.accounts, gone.known_from) == (None, None)
    tried.sow_case([{"table": "tokens", "type": "Token::Api", "user_id": "=id"}], USER_ID)
    (left,) = look(tried, alive=False)
    assert (left.accounts, left.known_from) == (1, "database")
    (nobody,) = look(tried, user_id=None)
    assert (nobody.count, nobody.accounts) == (2, None)


def test_every_kind_is_looked_for_and_tried() -> None:
    looked = {s.header["system"] for s in statements() if "system" in s.header}
    assert looked == set(kinds())
    assert {s.header["account"] for s in statements() if "account" in s.header} <= looked
    assert {case.get("finds") for case in CASES} - {None} == looked


def test_the_page_names_each_kind_with_its_step() -> None:
    page = (Path(__file__).parents[2] / "docs/other-systems.md").read_text(encoding="utf-8")
    words = Words("en")
    for key, kind in kinds().items():
        recipient = "yes" if kind.recipient else "no"
        assert f"\n| `{key}` | {words(f'system.{key}')} |" in page
        assert f"| {recipient} | {words.step(key)} |\n" in page
