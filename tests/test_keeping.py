"""What a file says of itself is read from its first lines, as JSON and as HTML."""

import json
from datetime import date
from pathlib import Path

import pytest

from operasure.core import keeping
from operasure.core.errors import UsageError
from operasure.reports.evidence import mentions_csv
from support.certificate import CASE

DAY = date(2027, 1, 30)


@pytest.mark.parametrize("kind", keeping.KINDS)
def test_json_and_html_say_the_same(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    path.write_text(json.dumps(keeping.preamble(kind, DAY), indent=1))
    assert keeping.head(path) == keeping.Head(kind, DAY)
    path.write_text(f"<!DOCTYPE html>\n<html><head>\n{keeping.meta(kind, DAY)}\n</head></html>")
    assert keeping.head(path) == keeping.Head(kind, DAY)
    assert "PERSONAL DATA" in path.read_text()


@pytest.mark.parametrize("line", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ['"', ""])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_says_it_in_every_row(tmp_path: Path, between: str, mark: str, line: str) -> None:
    """Also after a spreadsheet has written it anew."""
    path = tmp_path / "file.csv"
    header = between.join(f"{mark}{column}{mark}" for column in mentions_csv.COLUMNS)
    row = between.join(f"{mark}{cell}{mark}" for cell in (DAY.isoformat(), "x", "y" * 9000))
    path.write_text(f"{mentions_csv.BOM}{header}{line}{row}{line}", newline="")
    assert keeping.head(path) == keeping.Head("work list", DAY)
    path.write_text(f"{header}{line}", newline="")
    assert keeping.head(path) == keeping.Head("work list", None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"delete_after,name\n2020-01-01,x\n",
        b"\xff\x00\xfe",
        b'{"kind": "operasure"}',
        b'{"kind": "snapshot", "delete_after": "2027-01-30"}',
        b'How a snapshot begins: {"kind": "operasure snapshot", "delete_after": "2020-01-30"}\n',
        b'```json\n{"kind": "operasure plan",\n"delete_after": "2020-01-30"}\n```\n',
        b'Date: today\n\n> {"kind": "operasure review", "delete_after": "2020-01-30"}\n',
        b'A page has the line <meta name="operasure-kind" content="inventory">\n',
        b" " * keeping.HEAD + b'{"kind": "operasure snapshot", "delete_after": "2027-01-30"}',
    ],
    ids=range(10),
)
def test_other_files_are_none_of_these(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert keeping.head(path) is None


@pytest.mark.parametrize("day", ['"never"', '"2027-13-01"', "7"])
def test_a_day_that_is_none(tmp_path: Path, day: str) -> None:
    path = tmp_path / "file"
    path.write_text(f'{{"kind": "operasure review", "delete_after": {day}}}')
    assert keeping.head(path) == keeping.Head("review", None)


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        keeping.head(tmp_path)


def test_reports_scripts_keys_and_case_files_say_what_they_are(tmp_path: Path) -> None:
    day = date(2027, 5, 28)
    path = tmp_path / "file"
    for content, head in (
        (keeping.lines("report", day) + "Mentions", keeping.Head("report", day)),
        (f"-- {json.dumps(keeping.preamble('script', day))}\n", keeping.Head("script", day)),
        (
            f"#!/bin/sh\n# {json.dumps(keeping.preamble('script for files', day))}\n",
            keeping.Head("script for files", day),
        ),
        (f"operasure case key 1 {'0' * 64}\n", keeping.Head("case key", None)),
        (CASE, keeping.Head("case file", None)),
        (f"delete_after = 2027-05-28\n{CASE}", keeping.Head("case file", day)),
        ("received_on = 2026-01-01\n", None),
    ):
        path.write_text(content, encoding="utf-8")
        assert keeping.head(path) == head
