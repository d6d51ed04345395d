"""Every format carries every kind of finding, and nobody's name."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.parsers import expat

import html5lib
import psycopg
import pytest

from audit.kit import GONE_ID, fewer, gone, run, run_once, seeded, stuck, three_deleted
from operasure.cli import run as command
from operasure.core.queries import load
from operasure.core.typed import plain
from operasure.database.target import target
from operasure.looks.audit.model import AuditReport
from operasure.looks.verify import VerifyOptions, verify
from operasure.reports import formats
from operasure.reports.evidence import audit, audit_text, document
from support.databases import Connection, MakeDatabase, template
from support.evidence import validate, written

HOSTILE = "na<me>&\"'\n"
DISTURBED = "disturbed-17.1"


@template(DISTURBED, base=three_deleted("17.1"))
def disturb(connection: Connection) -> None:
    """One finding of each kind, some under names that must be escaped."""
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    connection.execute(f"CREATE TABLE {quoted} (user_id bigint, amount bigint)".encode())
    connection.execute(f"INSERT INTO {quoted} VALUES (%s, 5)".encode(), (GONE_ID,))
    connection.execute("INSERT INTO users (type, status) VALUES ('DeletedUser', 3)")
    connection.execute("UPDATE sessions SET updated_at = now() - interval '90 days'")


@pytest.fixture
def report(shared_database: MakeDatabase) -> AuditReport:
    return run_once(shared_database(three_deleted("17.1")))


@pytest.fixture
def disturbed(shared_database: MakeDatabase) -> AuditReport:
    return run_once(shared_database(DISTURBED))


def built(report: AuditReport) -> dict[str, Any]:
    found: dict[str, Any] = plain(audit.build(report, load().titles))
    return found


@pytest.mark.parametrize("form", [form.name for form in formats.of_command("audit")])
def test_nobody_is_named(report: AuditReport, form: str) -> None:
    content = written(form, built(report))
    for person in (*gone("17.1"), stuck("17.1")):
        for word in (person.given, person.family, person.login, person.mail):
            assert word not in content, word


def test_the_document_keeps_to_its_schema(disturbed: AuditReport) -> None:
    found = json.loads(written("json", built(disturbed)))
    validate(found)
    assert (found["command"], found["verdict"], found["subject"]) == ("audit", "leftovers", None)
    for key in ("ids", "named", "unfinished", "overdue", "built_in", "lines"):
        assert found["audit"][key], key
    assert found["audit"]["ids"][0]["verify"] == "operasure verify --user-id 40"


def test_text(disturbed: AuditReport) -> None:
    found = audit_text.render(built(disturbed)).whole
    assert "FOUND: 2 orphaned ids, 1 deletion that did not finish" in found
    assert "operasure verify --user-id 42" in found
    assert "ActiveRecord::RecordNotUnique" in found
    assert "Cron::ClearOldSessionsJob" in found
    assert "Deleted user (" in found
    assert "  422 (retained): 3 rows in 3 places" in found
    assert max(len(line) for line in found.splitlines()) <= 140


def test_verdicts(make_database: MakeDatabase) -> None:
    url = make_database(seeded("17.1"))
    assert audit_text.render(built(run(url))).whole.splitlines()[3].startswith("CLEAR: every place")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE plugin_things (amount bigint)")
        connection.execute("INSERT INTO plugin_things VALUES (5)")
    lines = audit_text.render(built(run(url))).whole.splitlines()
    assert lines[3] == "INCOMPLETE: nothing was found, but 1 place could not be checked."


def test_html_is_valid_and_escaped(disturbed: AuditReport) -> None:
    content = written("html", built(disturbed))
    parser = html5lib.HTMLParser(strict=True)
    tree = parser.parse(content)
    assert "na<me>" not in content
    assert not re.search(r"(?:src|href)=", content)
    titles = ["".join(h.itertext()) for h in tree.iter("{http://www.w3.org/1999/xhtml}h2")]
    assert titles == [
        "What to do next",
        "By group",
        "What expires when",
        "Deletions that did not finish",
        "Orphaned ids",
        "Mentions that show a former name",
        "Overdue: should have expired",
        "Built-in principals",
        "Tables without a check",
        "All places",
        "Coverage",
        "Other systems that may hold persons",
    ]


def test_html_of_a_verified_person(shared_database: MakeDatabase) -> None:
    url = shared_database(three_deleted("17.1"))
    of_one = verify(target(url, {}), VerifyOptions(42))
    content = written("html", plain(document.build(of_one, load().titles)))
    html5lib.HTMLParser(strict=True).parse(content)
    assert "operasure verify · user 42" in content
    assert "LEFTOVERS: personal data remains in" in content


_SAMPLE = re.compile(r'(\w+)(?:\{((?:\w+="(?:[^"\\\n]|\\[\\"n])*",?)+)\})? (\d+)')


def test_prometheus(disturbed: AuditReport) -> None:
    content = written("prometheus", built(disturbed))
    assert content.endswith("\n")
    values: dict[str, int] = {}
    typed: set[str] = set()
    for line in content.splitlines():
        if line.startswith("# "):
            _, kind, name, *rest = line.split(" ")
            assert kind in {"HELP", "TYPE"}
            assert rest
            typed.add(name)
            continue
        sample = _SAMPLE.fullmatch(line)
        assert sample, line
        assert sample[1] in typed
        values[line.rpartition(" ")[0]] = int(sample[3])
    assert values['operasure_audit_verdict{verdict="leftovers"}'] == 1
    assert values['operasure_audit_dangling_ids{certain="yes"}'] == 2
    assert values['operasure_audit_unfinished_deletions{state="failed"}'] == 1
    assert values['operasure_audit_overdue_rows{table="sessions"}'] == 3
    assert values["operasure_audit_built_in_faults"] == 1
    assert values["operasure_audit_unclassified_columns"] == 1
    assert values['operasure_audit_places{outcome="unchecked"}'] == 1
    assert abs(values["operasure_audit_finished_timestamp_seconds"]) > 1_700_000_000


def elements(content: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of an XML document with its attributes, in their order."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    parser.Parse(content, True)
    return found


def test_junit(disturbed: AuditReport) -> None:
    found = built(disturbed)
    (first, root), *rest = elements(written("junit", found))
    assert first == "testsuites"
    cases = [attributes for name, attributes in rest if name == "testcase"]
    assert len(cases) == int(root["tests"]) == len(found["checks"]) + 5
    outcomes = Counter(c["outcome"] for c in found["checks"])
    seen = Counter(name for name, _ in rest)
    assert int(root["errors"]) == seen["error"] == outcomes["unchecked"]
    assert int(root["skipped"]) == seen["skipped"] == outcomes["absent"]
    # Deletions, mentions, overdue rows and built-in principals are a case each.
    assert int(root["failures"]) == seen["failure"] == outcomes["leftover"] + 4
    names = {case["name"] for case in cases}
    assert {c["id"] for c in found["checks"]} <= names


def test_the_command(
    make_database: MakeDatabase, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = make_database(fewer("17.1"))
    assert command(["audit", "--database-url", url]) == 0
    out, err = capsys.readouterr()
    assert "CLEAR" in out
    assert err == ""
    path = tmp_path / "audit.json"
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE rates SET user_id = %s WHERE user_id IS NOT NULL", (GONE_ID,))
    arguments = ["audit", "--database-url", url, "--format", "json", "-o", str(path)]
    assert command(arguments) == 1
    assert capsys.readouterr().out == ""
    assert path.stat().st_mode & 0o777 == 0o600
    validate(json.loads(path.read_text(encoding="utf-8")))
    ground = tmp_path / "accept.toml"
    ground.write_text(
        '[[accept]]\ncheck = "bu-06/rates.user_id"\nground = "Accounting"\n'
        'until = 2999-12-31\nby = "Officer"\n',
        encoding="utf-8",
    )
    assert command(["audit", "--database-url", url, "--accept", str(ground)]) == 0
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE news IN ACCESS EXCLUSIVE MODE")
        limits = ["--lock-timeout", "0.2", "--accept", str(ground)]
        assert command(["audit", "--database-url", url, *limits]) == 3
    assert command(["audit", "--database-url", url, "--format", "xml"]) == 2
    assert command(["audit", "--database-url", url.rpartition("/")[0] + "/nothing_here"]) == 5
