"""A request for access as a case: its statements, its answer, its last day."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cases import kit
from cases.test_whole import KILLS, SEED, interrupted
from operasure.cases import folder
from operasure.cli import run
from operasure.core import keeping
from operasure.reports.access.statements import STATEMENTS
from support.access import FEW
from support.databases import MakeDatabase

TIMES = {"taken_at"}
STATED = {key: f'"stated: {key}"' for key in STATEMENTS}


def new(parent: Path, url: str, reference: str, *ids: str, **values: str) -> Path:
    site = kit.site(parent, None, database_url=f'"{url}"', **values)
    where = ["--in", str(parent), "--site", str(site)]
    given = [*(ids or ("42",)), "--reference", reference, "--kind", "access"]
    assert run(["case", "new", *given, *where]) == 0
    return parent / reference


def test_it_is_answered_and_closed(
    shared_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = new(tmp_path, shared_database(FEW), "2026-011", **STATED)
    said = capsys.readouterr().out
    assert "next: access: run 'operasure case next'" in said
    assert sorted(path.name for path in case.iterdir()) == ["case.toml"]
    assert "answered_on" in (case / "case.toml").read_text()
    assert "deleted_by" not in (case / "case.toml").read_text()

    assert run(["case", "next", str(case)]) == 1
    said = capsys.readouterr().out
    assert "done: access\n" in said
    assert f"next: read {case / '01-answer'}, send it, then state answered_on" in said
    answer = json.loads((case / "01-answer" / "answer.json").read_bytes())
    assert (answer["case"], answer["complete"]) == ("2026-011", True)
    assert " $ operasure access --user-id 42 --case 2026-011 --site " in (
        (case / "case.log").read_text()
    )
    for command in ("certify", "review"):
        assert run(["case", command, str(case)]) == 2
        assert "this is a request for access" in capsys.readouterr().err

    # Nothing is made again before somebody asks for it; a folder that was removed is.
    assert run(["case", "next", str(case)]) == 1
    assert run(["case", "next", "--again", str(case)]) == 1
    shutil.rmtree(case / "01-answer")
    assert run(["case", "next", str(case)]) == 1
    assert [path.name for path in folder.read(case).every_answer] == ["02-answer"]

    kit.state(case, received_on="2020-01-06")
    capsys.readouterr()
    assert run(["case", "status", str(case)]) == 1
    said = capsys.readouterr().out
    assert "access case 2026-011" in said
    assert "days late" in said
    assert "open: sending, close" in said
    assert "holds personal data: answer.json (answer)" in said
    kit.state(case, answered_on="2020-02-03")
    assert run(["case", "next", str(case)]) == 0
    capsys.readouterr()
    assert run(["case", "status", "--format", "json", str(case)]) == 0
    [told] = json.loads(capsys.readouterr().out)["cases"]
    wanted = {"kind": "access", "answered": True, "certified": False, "turn": "done"}
    assert wanted.items() <= told.items()

    assert run(["case", "close", str(case)]) == 0
    assert len(list((case / "02-answer").iterdir())) == 3
    page = case / "02-answer" / "answer.html"
    today = str(answer["delete_after"])
    page.write_text(page.read_text().replace(today, "2020-01-01"))
    assert keeping.head(page)
    assert run(["case", "close", str(case)]) == 0
    assert not page.exists()
    (case / "02-answer" / "answer.json").unlink()
    (case / "case.toml").write_text((case / "case.toml").read_text().replace("answered_on", "# "))
    capsys.readouterr()
    assert run(["case", "next", str(case)]) == 1
    assert "it is not complete" in capsys.readouterr().out


def test_what_only_the_controller_can_state_is_asked_first(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(FEW)
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO users (id, type, login, firstname, lastname, mail, status) VALUES "
            "(57, 'User', 'zoe2', 'Zoë', 'Müller', 'zoe2@example.org', 1)"
        )
        connection.execute("CREATE TABLE zz_plugin (id bigint PRIMARY KEY, remark text)")
    case = new(tmp_path, url, "two", "42", "57")
    assert run(["case", "next", str(case)]) == 1
    said = capsys.readouterr().out
    assert "next: state purposes, passed_to, transfers," in said
    assert not folder.read(case).answers
    kit.site(tmp_path, None, database_url=f'"{url}"', **STATED)
    assert run(["case", "next", str(case)]) == 1
    said = capsys.readouterr().out
    assert "done: access 42, access 57" in said
    assert "it is not complete" in said  # nobody has said what the plugin's column holds
    assert {path.name for path in folder.read(case).answers.values()} == {
        "01-answer", "02-answer-57"
    }  # fmt: skip


def test_killed_at_many_moments_it_is_answered_all_the_same(
    shared_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, wanted, killed = shared_database(FEW), KILLS if KILLS >= 50 else 3, 0
    shapes: list[Any] = []
    while not shapes or (killed < wanted and len(shapes) < 40):
        own = tmp_path / str(len(shapes))
        own.mkdir()
        case = new(own, url, "torn", **STATED)
        # The first is killed by nobody.
        moments, seed = wanted - killed if shapes else 0, SEED + len(shapes)
        killed += interrupted(["case", "next", str(case)], moments, seed)
        answer = json.loads((case / "01-answer/answer.json").read_bytes())
        files = sorted(str(path.relative_to(case)) for path in case.rglob("*"))
        shapes.append((files, {k: v for k, v in answer.items() if k not in TIMES}))
        assert shapes[-1] == shapes[0], seed
    with capsys.disabled():
        sys.stderr.write(f"\nkilled {killed} times in {len(shapes) - 1} cases, seed {SEED}\n")


def test_an_account_that_is_gone_is_not_answered_for(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(FEW)
    with psycopg.connect(url) as connection:
        connection.execute("SELECT setval(pg_get_serial_sequence('users', 'id'), 60)")
        connection.execute("DELETE FROM users WHERE id = 42")
    case = new(tmp_path, url, "gone", **STATED)
    assert "next: nothing: user 42 is deleted, and can't be read" in capsys.readouterr().out
    path = case / "case.toml"
    path.write_text(path.read_text().replace('kind = "access"', 'kind = "other"'))
    assert run(["case", "next", str(case)]) == 2
    assert "kind must be one of erasure, access" in capsys.readouterr().err


def test_a_file_begins_cases_of_one_kind(
    shared_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = kit.site(tmp_path, None, database_url=f'"{shared_database(FEW)}"', **STATED)
    requests = tmp_path / "requests.csv"
    requests.write_text("reference,user_id,received_on\n2026-012,42,2026-11-02\n")
    where = ["--in", str(tmp_path), "--site", str(site), "--kind", "access"]
    assert run(["case", "new", "--from", str(requests), *where]) == 0
    case = folder.read(tmp_path / "2026-012")
    assert case.is_access
    assert str(case.facts["received_on"]) == "2026-11-02"
