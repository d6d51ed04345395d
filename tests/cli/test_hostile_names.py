"""Names that do harm: of tables, columns and schemas, through scripts that psql really runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.sample.instance import PERSON
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import observed
from support.names import harmful, hidden, plant
from support.removal import Case, execute


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """Where a name that is obeyed leaves a file; short, since a name has 63 bytes."""
    return Path(f"/tmp/{tmp_path.name[-9:]}-{tmp_path.parent.name[-3:]}.t")


@pytest.fixture
def case(make_database: MakeDatabase, any_server: Server, tmp_path: Path, trace: Path) -> Case:
    found = Case(make_database(observed("after"), any_server), tmp_path)
    plant(found.url, harmful(trace), PERSON.id)
    return found


def psql(url: str, script: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["psql", "-X", *options, "-f", str(script), url],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def commands(script: str) -> set[str]:
    """The first words of the lines that psql takes for a command of its own."""
    return {line.split()[0] for line in script.splitlines() if line.startswith("\\")}


def test_no_name_runs_anything_in_the_script_of_queries(
    case: Case, trace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["queries", "--user-id", "42", "--database-url", case.url]) == 0
    script = capsys.readouterr().out
    assert hidden(script) == set()
    assert commands(script) == {"\\set"}
    path = case.path("look.sql")
    path.write_text(script)
    done = psql(case.url, path, "-At")
    assert not trace.exists()
    # Each of the names is looked at, and found.
    assert done.stderr == ""
    assert done.stdout.count("xu-01/public.") >= 3 * len(harmful(trace))
    assert hidden(done.stdout) == set()
    execute(case.url, f"ALTER DATABASE {case.url.rpartition('/')[2]} SET "
            "standard_conforming_strings = off")  # fmt: skip
    psql(case.url, path, "-At")
    assert not trace.exists()


def test_every_such_place_is_found_and_shown_on_a_line_of_its_own(
    case: Case, trace: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = harmful(trace)
    assert run(["verify", "--user-id", "42", "--database-url", case.url]) == 1
    out, err = capfd.readouterr()
    assert hidden(out + err) == set()
    assert not any(line.startswith("CLEAR") for line in (out + err).splitlines())
    assert sum(line.startswith("  xu-01/") for line in out.splitlines()) >= 2 * len(names)
    found = case.verify()
    assert hidden(case.path("verify.json").read_text()) == set()
    places = {c["table"] for c in found["checks"] if c["outcome"] == "leftover"}
    assert set(names) <= places


def test_no_name_runs_anything_in_the_script_of_a_plan(case: Case, trace: Path) -> None:
    """Plans are made of places that queries name; the schema is what others may name."""
    case.verify()
    case.plan("--possible")
    script = case.path("case.sql").read_text()
    assert hidden(script) == set()
    assert hidden(case.path("plan.txt").read_text()) == set()
    done = psql(case.url, case.path("case.sql"))
    assert done.returncode == 0, done.stderr
    assert not trace.exists()
