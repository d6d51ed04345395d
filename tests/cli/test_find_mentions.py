"""The command as its users call it: who is looked for, what is written, exit codes, bad input."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from operasure.cli import run
from operasure.core import keeping
from operasure.looks.snapshot import file as snapshots
from operasure.reports.certificate import keys
from support import roles
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import reduced
from support.mentions import execute, write_page
from support.snapshots import MADE
from support.worklists import REVIEWED, marks

NAME, LOGIN, MAIL = "Marisól Quintanilla", "mquintanilla", "marisol.quintanilla@example.org"
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def url(shared_database: MakeDatabase) -> str:
    return shared_database(REVIEWED)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("PG") or n.endswith("DATABASE_URL")]:
        monkeypatch.delenv(name)


@pytest.fixture
def case_key(tmp_path: Path) -> Path:
    keys.create_case(tmp_path / "case.key")
    return tmp_path / "case.key"


def find(url: str, *options: object) -> int:
    return run(["find-mentions", "--database-url", url, *map(str, options)])


def document(capsys: pytest.CaptureFixture[str], url: str, *options: object) -> Any:
    """The evidence document, and the exit code in it."""
    code = find(url, "--format", "json", *options)
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    validate(found)
    return {**found, "code": code}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_text(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert find(url, "--name", NAME, "--mail", MAIL, "--user-id", 42, "--full") == 1
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == "operasure find-mentions · 1 name, 1 email address, user 42"
    assert lines[3] == "MENTIONS: 7 mentions to review."
    assert lines.index("Certain · cp-03 Project news") > next(
        number for number, line in enumerate(lines) if "certain" in line and "possible" in line
    )
    for words in (
        f"{'cw-01 Wiki pages':48}         2         1         1",
        "  Wiki page Plan <b>of</b> the garden, old version of 24 December 2025 (text), by user",
        "user 7 · full name · no other account with this full name",
        "      wiki_page_journals.text 5 · /projects/garden/wiki/page-1?version=3",
        "Read name 1: given Marisól, family Quintanilla",
        "      Ask [Marisól Quintanilla] about the plan. M. Quintanilla wrote the last one.",
    ):
        assert words in out
    assert not CONTROL.search(out)
    assert "owned" in out


def test_a_limit(url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "all.csv"
    assert find(url, "--name", NAME, "--limit", 2, "--csv", table) == 1
    out = capsys.readouterr().out
    assert len(re.findall(r"\n      [a-z_.]+ \d+ · (?:/|not shown on any page)", out)) == 2
    assert "5 more: --limit shows more than 2, --html and --csv write all." in out
    assert len(rows(table)) == 7
    assert find(url, "--name", NAME, "--limit", 0) == 1
    out = capsys.readouterr().out
    assert "7 more: --limit shows more than 0" in out
    assert "Quintanilla" not in out


GIVEN = [
    pytest.param(["--name", "Quintanilla, Marisól"], b"", id="family, given"),
    pytest.param(["--given", "Marisól", "--family", "Quintanilla"], b"", id="halves"),
    pytest.param(["--name", "Quintanilla Marisol", "--family-first"], b"", id="family first"),
    pytest.param(["--name", "-"], "\ufeffMarisól Quintanilla\r\n\r\n# x\n".encode(), id="stdin"),
    pytest.param(["--name", "-"], b"name: Marisol Quintanilla\nid: 42\nlogin: nobody99", id="keys"),
    pytest.param(["--name", "Zo\u0308e Nobody", "--name", NAME], b"", id="former names"),
]


@pytest.mark.parametrize(("options", "stdin"), GIVEN)
def test_names_however_they_are_given(
    url: str,
    options: list[str],
    stdin: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    found = document(capsys, url, *options)
    assert (found["code"], len(found["mentions"])) == (1, 7)


def test_names_of_files_and_of_a_snapshot(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, secret, before = (tmp_path / name for name in ("names", "secret", "before.json"))
    names.write_text(f"{MAIL}\nlogin: {LOGIN}\n")
    secret.write_text("a long passphrase\n")
    snapshots.write(before, MADE, "a long passphrase")
    options = ["--names-file", names, "--snapshot", before, "--passphrase-file", secret]
    found = document(capsys, url, *options, "--login", "someone")
    assert found["searched"] == {
        "names": 1,
        "logins": 3,
        "mails": 1,
        "user_ids": [42],
        "exact": 0,
        "readings": [{"given": 1, "particles": 0, "family": 1}],
    }
    assert {m["variant"] for m in found["mentions"]} >= {"mail"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zoran Bo.*tner", "Zoran Boxxxxtner"),
        ("Zoran B[oa]tner(s|x)?", "Zoran Batner"),
        ("Zoran B%_tner", "Zoran Bxxxxtner"),
        ("Zoran B\\wtner", "Zoran Bxtner"),
        ("Zoran Botner'; DROP TABLE wiki_pages --", "nothing"),
    ],
)
def test_a_pattern_is_a_plain_name(
    name: str, text: str, make_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(reduced())
    write_page(url, text.removeprefix("Zoran "), f"see {name}, too")
    assert find(url, "--name", name) == 1
    out = capsys.readouterr().out
    assert "  wiki_pages.text 2 · " in out
    assert "  wiki_pages.text 1 · " not in out


def test_200_names_at_once(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = [f"Nemo{chr(97 + n % 26)} Niemand{chr(97 + n // 26)}" for n in range(199)]
    stdin = io.TextIOWrapper(io.BytesIO("\n".join([*made, NAME]).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    found = document(capsys, url, "--name", "-")
    assert found["searched"]["names"] == 200
    assert len(found["mentions"]) == 7


BAD = [
    ([], b"", "Nothing to look for: give a name, a login, an email address or an id"),
    (["--name", ""], b"", "A name must not be empty"),
    (["--name", " \t\u00a0"], b"", "A name must not be empty"),
    (["--name", "M"], b"", "A name of a single letter would be found everywhere"),
    (["--name", "?!-"], b"", "A name must hold letters, not only punctuation or digits"),
    (["--name", "x" * 300], b"", "A name may have 200 characters at most"),
    (["--name", "J\udcfcrgen"], b"", "A name is not valid UTF-8: check the encoding"),
    (["--name", "<secret@example.org>"], b"", "A name must hold letters beside an email address"),
    (["--name", "-"], b"J\xfcrgen Secret", "standard input is not valid UTF-8 (byte 1)"),
    (["--name", "-"], b"# nothing\n\n", "standard input is empty: give a name"),
    (["--name", "-"], b"id: secret", "standard input: an id is a number from 1"),
    (["--name", "-"], b"secret\n" * 200_000, "standard input is too large for a list of names"),
    (
        ["--name", "-"],
        "\n".join(f"Secret {chr(0x4E00 + n)}" for n in range(501)).encode(),
        "At most 500 names, logins, addresses or ids in one search",
    ),
    (["--login", ""], b"", "A login must not be empty"),
    (["--login", "x"], b"", "A login of a single letter"),
    (["--mail", "secret"], b"", "An email address has one @ and no blanks"),
    (["--user-id", "0"], b"", "0 is not in the range 1<=x<="),
    (["--user-id", "x"], b"", "'x' is not a number in the digits 0 to 9"),
    (["--given", "Secret"], b"", None),
    (["--user-id", "1", "--base-url", "secret"], b"", "--base-url is no address"),
    (["--user-id", "1", "--limit", "-1"], b"", "-1 is not in the range x>=0"),
    (["--user-id", "1", "--keep-days", "0"], b"", "0 is not in the range 1<=x<=3660"),
    (["--user-id", "1", "--names-file", "nowhere"], b"", "File 'nowhere' does not exist"),
    (["--user-id", "1", "--reviewed", "nowhere"], b"", "File 'nowhere' does not exist"),
]


@pytest.mark.parametrize(("options", "stdin", "words"), BAD)
def test_bad_input_is_answered_in_a_line(
    options: list[str],
    stdin: bytes,
    words: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    code = find("postgres://127.0.0.1:1/x", *options)
    out, err = capsys.readouterr()
    assert out == ""
    if words is None:
        assert code == 5, "who is meant is clear; there is no database to look in"
    else:
        assert code == 2
        assert words in err
    *_, last = err.splitlines()
    assert last.startswith("operasure: ")
    assert "Traceback" not in err
    assert "Secret" not in err


def test_a_file_that_is_no_review(url: str, tmp_path: Path) -> None:
    file = tmp_path / "review.json"
    file.write_text("{}")
    assert find(url, "--name", NAME, "--reviewed", file) == 2
    assert find(url, "--name", NAME, "--case-key", file) == 2


def test_the_document_holds_no_text(
    url: str, case_key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--name", NAME, "--login", LOGIN, "--mail", MAIL, "--case-key", case_key)
    found = document(capsys, url, *options)
    written = json.dumps(found, ensure_ascii=False).casefold()
    for hidden in ("quintanilla", "marisól", "example.org", "river", "the plan"):
        assert hidden not in written
    assert found["subject"]["token"].startswith("hmac-sha256:")
    assert "kind" not in found
    with_text = document(capsys, url, *options, "--with-text")
    assert {m["text"]["mention"] for m in with_text["mentions"]} >= {NAME, MAIL}
    assert [m["id"] for m in with_text["mentions"]] == [m["id"] for m in found["mentions"]]
    kept = tmp_path / "with-text.json"
    assert find(url, *options, "--with-text", "--format", "json", "-o", kept) == 1
    assert mode(kept) == 0o600
    head = keeping.head(kept)
    assert head is not None
    assert (head.kind, head.delete_after is not None) == ("work list", True)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_files_to_review(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, table, report = (tmp_path / name for name in ("list.html", "list.csv", "report.txt"))
    options = ("--html", page, "--csv", table, "-o", report, "--keep-days", 30)
    assert find(url, "--name", NAME, "--base-url", "https://op.example.org/x/", *options) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [f"operasure: written to {path}" for path in (page, table, report)]
    assert {mode(path) for path in (page, table, report)} == {0o600}
    heads = [keeping.head(page), keeping.head(table)]
    assert heads[0] == heads[1]
    assert heads[0] is not None
    assert heads[0].delete_after is not None
    assert "https://op.example.org/x/news/1" in page.read_text()
    found = rows(table)
    assert len(found) == 7
    assert {row["url"] for row in found} >= {"https://op.example.org/x/projects/garden/wiki/page-1"}
    river = next(row for row in found if "river" in row["after"])
    assert river["before"] == "'=HYPERLINK('x') The "
    raw = table.read_bytes().decode()
    cells = [cell for line in csv.reader(io.StringIO(raw[1:])) for cell in line]
    assert not [cell for cell in cells if cell.lstrip()[:1] in {"=", "+", "-", "@", "|", "%"}]


def test_reviews_come_back(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(REVIEWED)
    page, review = tmp_path / "list.html", tmp_path / "review.json"
    assert find(url, "--name", NAME, "--html", page) == 1
    kept = marks(page, "keep", "Minutes of the board")
    assert len(kept["marks"]) == 7
    review.write_text(json.dumps(kept))
    capsys.readouterr()
    found = document(capsys, url, "--name", NAME, "--reviewed", review)
    assert (found["code"], found["verdict"], found["mentions"]) == (0, "clear", [])
    assert (found["review"]["kept"], len(found["decided"])) == (7, 7)
    assert {entry["ground"] for entry in found["decided"]} == {"Minutes of the board"}
    execute(url, "UPDATE wiki_pages SET text = replace(text, 'river', 'brook') WHERE id = 2")
    again = document(capsys, url, "--name", NAME, "--reviewed", review)
    assert (again["code"], len(again["mentions"])) == (1, 1)
    assert again["review"]["void"] == ["wiki_pages.text 2"]
    review.write_text(json.dumps(marks(page, "erased")))
    assert find(url, "--name", NAME, "--reviewed", review) == 1
    assert "6 marked erased but still there" in capsys.readouterr().out


def test_limits_change_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--name", NAME, "--mail", MAIL, "--user-id", 42, "--with-text"]
    limits = "--jobs 1 --statement-timeout 60 --lock-timeout 5 --idle-timeout 60 --schema public"
    free = document(capsys, url, *options)
    bound = document(capsys, url, *options, *limits.split())
    assert [m["text"] for m in bound["mentions"]] == [m["text"] for m in free["mentions"]]
    assert bound["checks"] == free["checks"]


def test_exit_codes(
    url: str, make_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    assert find(url, "--name", "Nemo Niemand") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "CLEAR: every text was searched, and no mention is left" in out
    assert "forms of name 1 were not searched for: written in Ethiopic, Bengali," in out
    assert "Nicknames, misspellings, inflections without a rule and names" in out
    other = make_database(REVIEWED)
    with roles.reader(other, "news") as (_, mine):
        assert find(mine, "--name", "Nemo Niemand") == 3
        assert "INCOMPLETE: nothing was found" in capsys.readouterr().out
        assert find(mine, "--name", NAME, "--full") == 1
        assert "Unchecked: could not be checked" in capsys.readouterr().out
    assert find("postgres://127.0.0.1:1/x", "--name", NAME) == 5
    assert capsys.readouterr().out == ""


def test_a_site_s_own_checks(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mentions").mkdir()
    (tmp_path / "mentions" / "cw-02-x.sql").write_text(
        "-- Own: a site.\n-- check: changesets.committer (own)\n"
        "-- expected: kept\n-- kind: person\n"
        "SELECT id, committer, '/own/' || id AS path FROM changesets WHERE committer ~* :pattern;\n"
    )
    found = document(capsys, url, "--name", NAME, "--queries", tmp_path)
    assert "cw-02/changesets.committer (own):text" in {check["id"] for check in found["checks"]}


def test_no_name_reaches_the_list_of_processes(url: str) -> None:
    command = [sys.executable, "-m", "operasure", "find-mentions", "--name", "-"]
    with subprocess.Popen(
        [*command, "--database-url", url, "--format", "json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        line = Path(f"/proc/{process.pid}/cmdline")
        seen = line.read_bytes() if line.exists() else b""
        out, _ = process.communicate(NAME.encode())
    assert NAME.encode() not in seen
    assert len(json.loads(out)["mentions"]) == 7


def test_files_that_hold_the_person_are_named_with_their_digests(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, table, before = (tmp_path / name for name in ("w.html", "w.csv", "before.json"))
    snapshots.write(before, MADE)
    options = ["--name", NAME, "--snapshot", before, "--html", page, "--csv", table]
    assert find(url, *map(str, options), "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(e["kind"], e["digest"]) for e in found["held_in"]] == [
        (kind, f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}")
        for kind, path in (("snapshot", before), ("work list", page), ("work list", table))
    ]
    assert all(e["delete_after"] for e in found["held_in"])
    assert [each["name"] for each in found["not_looked_for"]] == list(
        range(1, found["searched"]["names"] + 1)
    )
    assert "held_in" not in document(capsys, url, "--name", NAME)


def test_it_says_how_a_name_with_more_to_it_is_read(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    find(url, "--name", "Dr. Anne Kruse (Extern) geb. Lohse")
    assert capsys.readouterr().err.splitlines() == [
        "operasure: name 1 is read as given Anne, family Kruse",
        "operasure: name 2 is read as given Anne, family Lohse",
    ]
