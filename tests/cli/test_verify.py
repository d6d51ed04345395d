"""The command as its users call it: arguments, environment, output, exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from operasure.cli import run
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import reduced


@pytest.fixture
def url(shared_database: MakeDatabase) -> str:
    return shared_database(reduced("after"))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("PG") or n.endswith("DATABASE_URL")]:
        monkeypatch.delenv(name)


def verify(*arguments: str) -> int:
    return run(["verify", "--user-id", "42", *arguments])


def test_text(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify("--database-url", url, "--full") == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert "\x1b" not in out
    assert "LEFTOVERS: personal data remains in" in out
    for words in (
        "What to do next",
        "bu-06/rates.user_id",
        "All groups",
        "paper_trail_audits.item_id",
    ):
        assert words in out
    assert max(len(line) for line in out.splitlines()) <= 120


def test_json_is_the_evidence_document(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify("--database-url", url, "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)
    validate(document)
    assert (document["command"], document["verdict"]) == ("verify", "leftovers")
    rates = next(c for c in document["checks"] if c["id"] == "bu-06/rates.user_id")
    assert (rates["outcome"], rates["row_ids"]) == ("leftover", [40, 41, 44, 45])
    assert "." not in re.sub(r'"(?:[^"\\]|\\.)*"', "", json.dumps(document))  # no floats


def test_a_file_is_whole_private_and_replaced(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "evidence.json"
    file.write_text("old")
    assert verify("--database-url", url, "--format", "json", "-o", str(file)) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert str(file) in err
    validate(json.loads(file.read_text()))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["evidence.json"]


def test_a_file_that_cannot_be_written(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify("--database-url", url, "-o", "/proc/nothing/evidence.json") == 2
    assert "can't be written" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["OPERASURE_DATABASE_URL", "DATABASE_URL"])
def test_url_from_the_environment_as_openproject_takes_it(
    url: str, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rails = url.replace("postgresql://", "postgres://")
    rails += "?encoding=unicode&pool=20&timeout=5000&reconnect=true&sslmode=prefer"
    monkeypatch.setenv(name, rails)
    assert verify() == 1
    assert "LEFTOVERS" in capsys.readouterr().out


def test_libpq_s_own_variables(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = urlsplit(url)
    passfile = tmp_path / "pgpass"
    passfile.write_text(f"*:*:*:*:{parts.password}\n")
    passfile.chmod(0o600)
    for name, value in {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port),
        "PGUSER": parts.username,
        "PGPASSFILE": str(passfile),
        "PGDATABASE": parts.path.strip("/"),
    }.items():
        monkeypatch.setenv(name, value or "")
    assert verify() == 1
    assert "LEFTOVERS" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--database-url", "postgres://u:hidden@127.0.0.1:1/x"], 5, "no connection to database x"),
        (["--database-url", "mysql://u:hidden@h/x"], 2, "PostgreSQL"),
        (["--database-url", "postgres://u:hid[den@h/x"], 2, "--database-url"),
        (["--database-url", "hidden"], 2, "not a database URL"),
        (["--format", "xml"], 2, "xml"),
        (["--accept", "/nothing"], 2, "/nothing"),
        (["--jobs", "0"], 2, "--jobs"),
        (["--lock-timeout", "-1"], 2, "--lock-timeout"),
        (["--nonsense"], 2, "nonsense"),
    ],
)
def test_wrong_usage_is_one_clear_message(
    arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(*arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("operasure: ")
    assert err.count("\n") == 1
    assert message in err
    assert "hidden" not in err.replace(str(arguments), "") or "not a database URL" in message
    assert "Traceback" not in err


def test_ids_that_can_not_be(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    for user_id, words in (("3", "Deleted user"), ("99999999", "never assigned"), ("x", "x")):
        assert run(["verify", "--user-id", user_id, "--database-url", url]) == 2
        assert words in capsys.readouterr().err


def test_colour_only_on_a_terminal(url: str) -> None:
    """On a pseudo-terminal: colours in the report; with NO_COLOR, none."""
    for no_color in ("", "1"):
        main, child = pty.openpty()
        environment = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm"}
        command = [sys.executable, "-m", "operasure", "verify", "--user-id", "42"]
        process = subprocess.Popen(
            [*command, "--database-url", url], stdout=child, stderr=child, env=environment
        )
        os.close(child)
        seen = b""
        while chunk := _read(main):
            seen += chunk
        assert process.wait() == 1
        os.close(main)
        assert (b"\x1b[31m" in seen) is (no_color == "")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux reports the end of a pseudo-terminal like this
        return b""


def test_the_reader_of_the_output_goes_away(url: str) -> None:
    command = f"{sys.executable} -m operasure verify --user-id 42 --database-url '{url}' | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=True, timeout=300
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, "what is said of a superuser, and nothing else"
    assert done.stdout == "operasure verify · user 42\n"
