"""Plans are made by a role that may read, and carried out by the one that docs/erase.md has."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import psycopg
import pytest

from openproject.invented import PERSON
from operasure.cli import run
from support import roles
from support.databases import MakeDatabase
from support.instances import observed, reduced
from support.removal import PASSPHRASE, WHO, Case, execute, review, search

NAME = f"{PERSON.given} {PERSON.family}"
DOCS = Path(__file__).parents[2] / "docs/erase.md"


def test_two_roles_are_enough(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(observed("after"))
    case = Case(url, tmp_path)
    with roles.reader(url) as (_, reading):
        Case(reading, tmp_path).verify()
        assert Case(reading, tmp_path).plan() in {0, 3}
        refused = run(
            ["erase", "--plan", str(case.path("case.plan")), "--writer-url", reading, "--dry-run"]
        )
        assert refused == 3
        assert "may not change it" in capsys.readouterr().err
    [statements] = re.findall(r"```sql\n(.*?)```", DOCS.read_text(), re.S)
    name = f"writer_{secrets.token_hex(6)}"
    case.path("passphrase").write_text(PASSPHRASE)
    with psycopg.connect(url, autocommit=True) as admin:
        for statement in statements.replace("operasure_writer", name).split(";"):
            if statement.strip():
                admin.execute(statement.encode())
        info = admin.info
        writing = f"postgres://{name}:choose%20one@{info.host}:{info.port}/{info.dbname}"
        options = ["--writer-url", writing, "--yes"]
        options += ["--passphrase-file", str(case.path("passphrase"))]
        try:
            assert run(["erase", "--plan", str(case.path("case.plan")), *options]) in {0, 3}
            assert not execute(url, "SELECT id FROM rates WHERE user_id = 42")
            assert run(["erase", "--undo", str(case.path("case.plan.undo")), *options]) == 0
            assert execute(url, "SELECT count(*) FROM rates WHERE user_id = 42") == [(4,)]
        finally:
            admin.execute(f"DROP OWNED BY {name}".encode())
            admin.execute(f"DROP ROLE {name}".encode())


def test_what_the_role_may_not_read_is_not_said_to_be_missing(
    make_database: MakeDatabase, tmp_path: Path
) -> None:
    url = make_database(reduced("after"))
    execute(url, "CREATE TABLE zz (id bigserial PRIMARY KEY, words text)")
    execute(url, "INSERT INTO zz (words) VALUES (%s)", NAME)
    with search(Case(url, tmp_path)) as found:
        reviewed = review(Case(url, tmp_path), found, lambda hit: "zz" in hit.place)
    with roles.reader(url, "zz") as (_, reading):
        case = Case(reading, tmp_path)
        case.verify()
        assert case.plan("--reviewed", str(reviewed), *WHO) == 3
        [left] = [each for each in case.left() if each.check.startswith("public.zz")]
    assert left.reason == "no permission to read it"
