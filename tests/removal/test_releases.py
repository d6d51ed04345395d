"""The same on the schemas of older releases, after a deletion played there."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from operasure.sample import schema
from operasure.sample.deletion import delete_user
from operasure.sample.person import Person
from support.databases import MakeDatabase
from support.instances import generated
from support.removal import Case, contents


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_verify_is_clear_afterwards(
    make_database: MakeDatabase, tmp_path: Path, version: str
) -> None:
    case = Case(make_database(generated(version)), tmp_path)
    with psycopg.connect(case.url) as connection:
        delete_user(connection, version, Person(), texts=False)
    assert case.verify()["verdict"] == "leftovers"
    before = contents(case.url)
    case.plan("--possible")
    assert case.left() == []
    assert case.erase() == 0
    assert case.verify("after.json")["verdict"] == "clear"
    assert case.undo() == 0
    assert contents(case.url) == before
