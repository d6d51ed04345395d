"""What a site's own triggers do while rows are erased: with a search path of their own they run,
without one nothing is changed and the function is named; and what is said of a role that could
lend them its powers."""

from __future__ import annotations

import json
from pathlib import Path
from time import sleep

import pytest

from operasure.cli import common
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import reduced
from support.removal import Case, contents, execute

WARN = common.warn
TRIGGER = """
CREATE TABLE zz_log (at text, who bigint);
CREATE FUNCTION "zz_Keep"() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO {log} VALUES (TG_OP, OLD.user_id); RETURN NULL; END $$;
CREATE TRIGGER zz_keep AFTER UPDATE OR DELETE ON rates FOR EACH ROW EXECUTE FUNCTION "zz_Keep"();
"""
LEFT = "SELECT count(*) FROM rates WHERE user_id = 42"


def planned(make_database: MakeDatabase, folder: Path, log: str) -> Case:
    case = Case(make_database(reduced("after")), folder)
    execute(case.url, TRIGGER.format(log=log))
    case.verify()
    assert case.plan() in {0, 3}
    return case


def test_a_trigger_that_names_its_table_without_a_schema_is_named(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = planned(make_database, tmp_path, "zz_log")
    before = contents(case.url)
    capsys.readouterr()
    assert case.erase("--dry-run") == 3
    said = capsys.readouterr().err
    assert 'a trigger of this database, the function public."zz_Keep"(), names something' in said
    assert "sets no search path" in said
    assert said.count("\n") == 1
    assert contents(case.url) == before

    execute(case.url, 'ALTER FUNCTION "zz_Keep"() SET search_path = public, pg_temp')
    assert case.erase() in {0, 3}
    assert execute(case.url, LEFT) == [(0,)]
    assert {who for _, who in execute(case.url, "SELECT at, who FROM zz_log")} == {42}


def test_a_trigger_that_names_its_table_whole_runs(
    make_database: MakeDatabase, tmp_path: Path
) -> None:
    case = planned(make_database, tmp_path, "public.zz_log")
    assert case.erase() in {0, 3}
    assert execute(case.url, LEFT) == [(0,)]
    assert execute(case.url, "SELECT count(*) > 0 FROM zz_log") == [(True,)]


def test_a_superuser_that_writes_is_told_once_and_in_the_document(
    make_database: MakeDatabase,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(common, "warn", WARN)
    case = planned(make_database, tmp_path, "public.zz_log")
    for number, run in enumerate([lambda *o: case.erase("--dry-run", *o), case.erase, case.undo]):
        capsys.readouterr()
        written = tmp_path / f"{number}.json"
        # The server may still hold the lock of the run before for a moment.
        code, said = 3, "is running"
        for _ in range(100):
            code = run("--format", "json", "-o", str(written))
            said = capsys.readouterr().err
            if "is running" not in said:
                break
            sleep(0.1)
        assert code in {0, 3}
        assert said.count("the role that writes is a superuser: ") == 1
        document = json.loads(written.read_text())
        validate(document)
        assert document["installation"]["role_powers"] == ["superuser"]
