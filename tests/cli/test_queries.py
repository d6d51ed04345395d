"""The checks as a script: psql finds what verify finds."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest

from operasure.checks import idforms, script, sweeping
from operasure.cli import run
from operasure.core import queries, terms
from operasure.core.model import Check, Compare
from operasure.database.reader import Reader
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.mentions import places
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import observed


@pytest.fixture
def url(shared_database: MakeDatabase, any_server: Server) -> str:
    return shared_database(observed("after"), any_server)


def psql(url: str, script: str) -> str:
    done = subprocess.run(
        ["psql", "-XAt", "-F", "\x1f", "-R", "\x1e", url],
        input=script, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


def test_psql_finds_what_verify_finds(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["queries", "--user-id", "42", "--database-url", url]) == 0
    script = capsys.readouterr().out
    out = psql(url, script)
    found: dict[str, set[str]] = {}
    parts = re.split(r"(?m)^([a-z]{2}-\d\d/(?:[a-z_]+\.){1,2}[a-z_]+(?: \(.+\))?(?::text)?)$", out)
    for name, rows in zip(parts[1::2], parts[2::2], strict=True):
        keys = {row.split("\x1f")[0].strip() for row in rows.split("\x1e")}
        found[name] = keys - {"", "ROLLBACK"}
    report = verify(target(url, {}), VerifyOptions(42))
    looked = {o.check.id: {str(i) for i in o.row_ids} for o in report.outcomes if o.query}
    # Of rows whose foreign key leads nowhere a report tells only where there are any.
    quiet = {name for name in found if "(no such " in name}
    assert all(found[name] == set() for name in quiet - set(looked))
    assert {name: rows for name, rows in found.items() if name in looked} == looked
    assert set(found) - quiet == set(looked) - quiet


def test_the_script_of_a_group_looks_for_a_group(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    patterns = {}
    for kind in ("user", "group"):
        words = ["--user-id", "42", "--kind", kind, "--check", "cp-03/news.description:text"]
        assert run(["queries", *words, "--database-url", url]) == 0
        patterns[kind] = capsys.readouterr().out
    assert patterns["user"] != patterns["group"]
    assert "group" in patterns["group"]


def test_one_group_one_check_and_lists(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["queries", "--database-url", url, "--user-id", "42"]
    assert run([*base, "--group", "bu-06"]) == 0
    assert '"public".rates WHERE user_id = :user_id' in capsys.readouterr().out
    for name in ("bu-06/rates.user_id", "rates.user_id"):
        assert run([*base, "--check", name]) == 0
        alone = capsys.readouterr().out
        assert alone.count('AS "check";') == 1
        # It takes the number, and none of the forms in which texts hold it.
        assert re.findall(r"(?m)^\\set (\w+) ", alone.partition("BEGIN")[2]) == ["user_id"]
    assert run([*base, "--list"]) == 0
    live = capsys.readouterr().out.splitlines()
    assert run(["queries", "--list", "--offline"]) == 0
    every = capsys.readouterr().out.splitlines()
    assert {check for check in live if not check.startswith("xu-01/")} < set(every)
    loaded = queries.load()
    assert every == [c.id for c in (*loaded.references, *loaded.texts)]


def test_psql_finds_a_pattern_where_find_mentions_reads(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each place is printed once a column, swept and declared columns too, and runs as printed;
    what is given is a text, whatever is in it."""
    pattern = r"Zo[eë]\s+M|O'\\"
    assert run(["queries", "--pattern", pattern, "--database-url", url]) == 0
    script = capsys.readouterr().out
    with session(target(url, {}), Access(jobs=1)) as opened:
        read = places.find(queries.load(), opened.catalogue)
    wanted = {c.id for source in read.sources for f in source.fields for c in f.checks}
    assert set(re.findall(r"""(?m)^SELECT '(.+)' AS "check";""", script)) == wanted
    assert ":column" not in script
    out = psql(url, script)
    assert "cc-01/journals.notes" in out
    assert run(["queries", "--pattern", "kept", "--database-url", url, "--check", ANY_TEXT]) == 0
    assert "needle" not in capsys.readouterr().out


ANY_TEXT = "cw-02/work_packages.subject:text"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--offline", "--user-id", "42", "--pattern", "x"], "give either --user-id or --pattern"),
        (["--offline", "--pattern", "x", "--check", "bu-06/rates.user_id"], "no check applies"),
        (["--offline"], "--user-id"),
        (["--offline", "--user-id", "42", "--group", "zz-09"], "no check applies"),
        (["--offline", "--user-id", "0"], "--user-id"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["queries", *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted((queries.packaged() / "references").glob("*.sql")))
def test_each_file_runs_as_it_stands(url: str, path: object) -> None:
    """`psql -v user_id=42 -f FILE`: what a version lacks is an error that ends nothing."""
    done = subprocess.run(
        ["psql", "-XAtq", "-v", "user_id=42", "-f", str(path), url],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
    assert all("does not exist" in line for line in errors), errors


def test_every_form_finds_its_specimen_and_leaves_the_other(url: str) -> None:
    reader = Reader(target(url, {}))
    try:
        for form in idforms.forms():
            for text, wanted in ((form.specimen, True), (form.unlike, False)):
                row = reader.fetch(
                    "SELECT CAST(:value_0 AS text) ~* :pattern AS found",
                    value_0=text,
                    pattern=form.pattern.replace("{id}", "42"),
                )[0]
                assert row["found"] is wanted, (form.name, text)
    finally:
        reader.close()


def test_every_parameter_of_a_check_is_a_variable_of_the_script() -> None:
    given = set(idforms.parameters(42)) - {"kind"}
    kinds = [compare for compare in Compare if compare is not Compare.JOINED]
    told = [terms.comparison(_check(compare)) for compare in kinds]
    told.append(terms.coded(_check(Compare.FORMS)))
    used = {name for term in told for name in re.findall(r":([a-z_]+)", term)}
    assert used <= given & set(script.VARIABLES)


def _check(compare: Compare) -> Check:
    return replace(sweeping.whole("t"), compare=compare, value="x")
