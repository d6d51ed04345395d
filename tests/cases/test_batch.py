"""Many cases from one file: what is read, what is refused in which line, what a second run does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cases import kit
from cases.test_accounts import BOTH
from operasure.cases import batch, folder
from operasure.cli import run
from operasure.core.errors import UsageError
from support.databases import MakeDatabase

HEAD = "reference,user_id,received_on,requested_by,recipients,names,same_person\n"


def read(folder: Path, content: str | bytes) -> list[batch.BatchRequest]:
    path = folder / "requests.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return batch.read(path)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, sign: str, start: str) -> None:
    line = 'R,42  57 42,2026-11-02,"the ""person"",\nin writing",none,Zoë Müller | Z. Doe,yes'
    if sign != ",":
        line = line.replace('""",', '""" ').replace(",", sign)
    content = start + HEAD.replace(",", sign).upper() + sign * 6 + "\r\n" + line + "\r\n\r\n"
    [found] = read(tmp_path, content)
    assert (found.number, found.reference, found.user_ids) == (3, "R", (42, 57))
    assert (found.wrong, found.same_person) == (None, True)
    assert found.stated["received_on"] == date(2026, 11, 2)
    assert found.stated["requested_by"].endswith("\nin writing")
    assert (found.stated["recipients"], found.stated["names"]) == ([], ["Zoë Müller", "Z. Doe"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a,42", "it has 2 fields, and the first line 7"),
        ("a,42,,,,,,", "it has 8 fields"),
        (",42,,,,,", "reference is empty"),
        ("b,,,,,,", "user_id must be an id"),
        ("b,0,,,,,", "user_id must be an id"),
        ("b,-1,,,,,", "user_id must be an id"),
        ("b,٤٢,,,,,", "user_id must be an id"),
        ("b,4 2,,,,,", None),
        (f"b,{2**80},,,,,", "user_id must be an id"),
        ("b,42 OR 1=1,,,,,", "user_id must be an id"),
        ("b,43,02.11.2026,,,,", "received_on must be a date, like 2026-11-02"),
        ("b,43,,\x1b[2J,,,", "requested_by holds a control character"),
        ("b,43,,,Example Hosting,,", "recipients can only be 'none' here"),
        ("b,43,,,,,perhaps", "same_person must be yes or no"),
        ("FIRST,43,,,,,", "the reference stands in line 2 already"),
        ("b,41,,,,,", "user 41 stands in line 2 already"),
    ],
)
def test_one_wrong_line_is_told_and_spoils_no_other(
    tmp_path: Path, line: str, words: str | None
) -> None:
    found = read(tmp_path, f"{HEAD}first,41,,,,,\n{line}\nlast,77,,,,,\n")
    assert [each.number for each in found] == [2, 3, 4]
    assert [each.wrong is None for each in found] == [True, words is None, True]
    if words:
        assert words in str(found[1].wrong)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("\n\n", "'user_id' is missing"),
        (HEAD, "1 to 1000 lines"),
        ("reference\n1\n", "line 1: the column 'user_id' is missing"),
        ("reference,user_id,secret\n1,2,3\n", "line 1: there is no column 'secret'"),
        ("reference,user_id,reference\n1,2,3\n", "line 1: the column 'reference' stands there"),
        (HEAD + 'a,42,,"open,,,\nb,43,,,,,\n', "line 3: unexpected end of data"),
        (HEAD.encode() + b"a,42,,Z\xfcrich,,,\n", "line 2: it is not UTF-8"),
        (HEAD + "a,42,,,,,\n" * 1001, "1 to 1000 lines"),
        (HEAD + "x" * batch.LARGEST, "has more than 1 MB"),
    ],
)
def test_a_file_that_can_t_be_understood_begins_nothing(
    tmp_path: Path, content: str | bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match=words):
        read(tmp_path, content)
    command = ["case", "new", "--from", str(tmp_path / "requests.csv"), "--in", str(tmp_path)]
    assert run(command) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["requests.csv"]


@pytest.mark.parametrize(
    "words",
    [
        [], ["42"], ["--reference", "x"], ["--from", "F", "42"], ["--from", "F", "--same-person"],
        ["--from", "F", "--reference", "x"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_either_one_request_or_a_file(tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "requests.csv"
    file.write_text(f"{HEAD}a,42,,,,,\n", encoding="utf-8")
    given = [str(file) if each == "F" else each for each in words]
    assert run(["case", "new", *given, "--in", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_made_stays_and_what_is_not_is_made_by_a_second_run(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(BOTH)
    site = kit.site(tmp_path, database_url=f'"{url}"')
    cases = tmp_path / "cases"
    cases.mkdir()
    file = tmp_path / "requests.csv"
    lines = [
        "A/1,42 57,2026-11-02,the person,none,,", "never,999,,,,,", "day,58,yesterday,,,,",
        "gone,50,,,,Jo Former,", "A 1,58,,,,,",
    ]  # fmt: skip
    file.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    command = ["case", "new", "--from", str(file), "--in", str(cases), "--site", str(site)]
    assert run(command) == 2
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 6, "no report of each person: of a thousand nobody would read one"
    assert told[0].startswith("line 2: case A/1 begun; done: key, snapshot 42 (")
    assert told[1].startswith("line 3: not begun: the id 999 was never assigned")
    assert told[2] == "line 4: not begun: received_on must be a date, like 2026-11-02"
    assert told[3].startswith("line 5: case gone begun; done: key; next: ")
    # Two references that make one folder.
    assert told[4].startswith("line 6: not begun: ")
    assert told[4].endswith("is there already, and of another request")
    assert told[5] == "2 of 5 cases are begun"
    assert sorted(path.name for path in cases.iterdir()) == ["A-1", "gone"]
    stated = folder.facts(cases / "A-1")
    assert (stated["received_on"], stated["recipients"]) == (date(2026, 11, 2), [])
    assert folder.facts(cases / "gone")["subject"]["names"] == ["Jo Former"]

    # Corrected, and with one case that a killed run had left without its second snapshot.
    (cases / "A-1/snapshot-57.json").unlink()
    kept = (cases / "A-1/snapshot.json").read_bytes()
    key = (cases / "A-1/case.key").read_bytes()
    lines[1:] = ["day,58,2026-11-01,,,,", lines[3]]
    file.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    assert run(command) in {0, 1, 3}
    told = capsys.readouterr().out.splitlines()[-4:]
    assert "case A/1 gone on with; done: snapshot 57 (" in told[0]
    assert "case day begun; done: key, snapshot (" in told[1]
    assert "case gone there already; next: " in told[2]
    assert told[3] == "3 of 3 cases are begun"
    assert (cases / "A-1/snapshot.json").read_bytes() == kept
    assert (cases / "A-1/case.key").read_bytes() == key
