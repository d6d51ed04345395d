"""Names that do harm: of tables, columns and schemas, through scripts that psql really runs."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import click
import html5lib
import pytest

from openproject.invented import PERSON
from operasure.cli import run, streams
from operasure.core import legible
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support import databases
from support.databases import MakeDatabase
from support.instances import reduced
from support.names import harmful, hidden, plant, quoted
from support.removal import Case, execute, write_plan


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """Where a name that is obeyed leaves a file; short, since a name has 63 bytes."""
    return Path(f"/tmp/{tmp_path.name[-9:]}-{tmp_path.parent.name[-3:]}.t")


@pytest.fixture
def case(make_database: MakeDatabase, any_server: Server, tmp_path: Path, trace: Path) -> Case:
    found = Case(make_database(reduced("after"), any_server), tmp_path)
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
    assert run(["verify", "--user-id", "42", "--database-url", case.url, "--full"]) == 1
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


def strict_html(text: str) -> None:
    html5lib.HTMLParser(strict=True).parse(text)


def strict_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    for row in rows[1:]:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)


LABEL = r'[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(rf"[a-z_]+(?:\{{{LABEL}(?:,{LABEL})*\}})? -?\d+")


def strict_metrics(text: str) -> None:
    assert text.endswith("\n")
    for line in text.removesuffix("\n").split("\n"):
        assert line.startswith("# ") or SAMPLE.fullmatch(line), line


def strict_text(text: str) -> None:
    assert not any(line.startswith(("CLEAR", "SELECT")) for line in text.splitlines())


FORMS: dict[str, Callable[[str], object]] = {
    ".txt": strict_text,
    ".json": json.loads,
    ".html": strict_html,
    ".xml": ElementTree.fromstring,
    ".prom": strict_metrics,
    ".csv": strict_csv,
}
SCHEMA = 'a"b\n\\! x\x1b[2J'
COMMANDS = [
    "audit -o - -o OUT.txt -o OUT.json -o OUT.html -o OUT.xml -o OUT.prom",
    "verify --user-id 42 -o - -o OUT.json",
    "snapshot --user-id 41 -o SNAPSHOT --inventory - --inventory OUT.json --inventory OUT.html",
    "find-mentions --name Zaphod.Quux --csv OUT.csv --html OUT.html",
    "find-mentions --name Zaphod.Quux --format json --with-text",
    "queries --list",
]


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory, any_server: Server) -> Iterator[str]:
    """A database with names and texts of all kinds, in a schema of its own, too."""
    trace = tmp_path_factory.mktemp("x") / "t"
    with databases.clone(any_server, reduced("after")) as url:
        names = [name for name in harmful(trace) if len(name.encode()) < 60]
        plant(url, names, 42)
        execute(url, f"CREATE SCHEMA {quoted(SCHEMA)}")
        plant(url, names[:20], 42, SCHEMA)
        for name in names:
            table = quoted(names[0])
            text = quoted(("t" + names[0])[:62])
            execute(url, f"INSERT INTO {table} ({text}) VALUES (%s)", f"{name} Zaphod Quux {name}")
        yield url
        assert not trace.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_output_is_well_formed_and_shows_all(
    everywhere: str,
    command: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """All forms of a command at once: it looks but once."""
    given = [word.replace(".Quux", " Quux") for word in command.split()]
    chosen = [str(tmp_path / word) if word.startswith(("OUT", "SNAP")) else word for word in given]
    assert run([*chosen, "--database-url", everywhere]) in {0, 1, 3, 4}
    out, err = capfd.readouterr()
    assert hidden(out + err) == set()
    FORMS[".json" if "--format" in given else ".txt"](out)
    strict_text(err)
    files = list(tmp_path.glob("OUT*"))
    assert len(files) == command.count("OUT")
    for path in files:
        text = path.read_bytes().decode()
        assert hidden(text, "\n\t\r\ufeff") == set(), path.name
        FORMS[path.suffix](text)


def test_errors_show_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, too: what is written is our colours, and text."""

    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with streams.visible_streams():
        click.echo(legible.paint("left \x1b[8m", "leftover"), color=True)
        click.echo(f"operasure: {chr(0x9B)}2J", err=True)
        sys.stderr.write("\ue000\U000f0000\U0010fffd\n")
    assert hidden(err.getvalue()) == set()
    assert out.getvalue() == "\x1b[31mleft \\x1b[8m\x1b[0m\n"


@pytest.mark.parametrize("command", ["verify", "snapshot", "find-mentions", "queries"])
@pytest.mark.parametrize("number", [2**63, 10**18 * 99, 10**400])
def test_ids_beyond_what_a_column_holds_are_wrong_usage(
    everywhere: str, command: str, number: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--user-id", str(number), "--database-url", everywhere]) == 2
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_an_id_in_the_error_of_a_job_is_found(make_database: MakeDatabase) -> None:
    url = make_database(reduced("after"))
    errors = (
        "ActiveRecord::RecordNotFound: Couldn't find User with 'id'=42",
        'update or delete on table "users": Key (id)=(42) is still referenced',
        '{"user":{"id":42}}',
    )
    execute(url, "DELETE FROM good_jobs")
    columns = "id, created_at, updated_at, error"
    for said in errors:
        values = "gen_random_uuid(), now(), now(), %s"
        execute(url, f"INSERT INTO good_jobs ({columns}) VALUES ({values})", said)
    report = verify(target(url, {}), VerifyOptions(42))
    [outcome] = [o for o in report.outcomes if o.check.id == "xj-01/good_jobs.error:text"]
    found = execute(
        url,
        "SELECT error FROM good_jobs WHERE CAST(id AS text) = ANY (%s)",
        list(map(str, outcome.row_ids)),
    )
    assert {said for (said,) in found} == set(errors)


def test_no_key_or_name_runs_anything_in_a_script_that_changes_rows(
    case: Case, trace: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Table, column and keys of rows that go, and of rows that are left alone and named."""
    names = harmful(trace)
    table, column = f"z\n\\! touch {trace}\n", f"c'$guard$\n\\! touch {trace}"
    place = f"{quoted(table)} (id text PRIMARY KEY, {quoted(column)} integer)"
    execute(case.url, f"CREATE TABLE {place}")
    for number, name in enumerate(names):
        row = f"INSERT INTO {quoted(table)} VALUES (%s, %s)"
        execute(case.url, row, name, 42 if number % 2 else 7)
    write_plan(case, table, column, "integer", names, 7, "text")
    text = case.path("case.sql").read_text()
    assert hidden(text) == set()
    done = psql(case.url, case.path("case.sql"), "-v", "commit=yes")
    assert done.returncode == 0, done.stderr
    assert hidden(done.stdout + done.stderr) == set()
    assert f"{len(names) // 2} rows changed" in done.stdout
    assert not trace.exists()
    assert case.erase() == 3
    out, err = capfd.readouterr()
    assert hidden(out + err) == set()
    strict_text(out + err)
    counted = f"SELECT count(*) FROM {quoted(table)} WHERE {quoted(column)} = 3"
    assert execute(case.url, counted) == [(len(names) // 2,)]
