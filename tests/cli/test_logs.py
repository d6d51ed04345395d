"""`operasure logs` as its users call it."""

from __future__ import annotations

import gzip
import io
import json
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from logs.kit import ARGUMENTS, LINES, NOTHING, WHO
from operasure.cli import run
from operasure.looks.logs import run as running
from operasure.reports.certificate import documents, findings
from support.certificate import CASE_KEY, VERIFY
from support.evidence import validate

TEXT = "".join(f"{line.text}\n" for line in LINES)
OTHERS = "".join(f"{line}\n" for line in NOTHING)
SECRETS = (WHO["login"], WHO["mail"], WHO["name"], "Müller", "203.0.113", "/users/42")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rotated set: the newest names her in every way, the oldest not at all."""
    made = tmp_path / "logs"
    made.mkdir()
    (made / "production.log").write_text(TEXT + OTHERS)
    (made / "production.log.1").write_text(OTHERS + TEXT)
    (made / "production.log.2.gz").write_bytes(gzip.compress(OTHERS.encode()))
    return made


def found(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    """Exit code and validated document."""
    code = run([*arguments, "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    validate(document)
    return code, document


def test_the_document_counts_what_names_her(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = found(["logs", str(folder), *ARGUMENTS], capsys)
    assert (code, document["verdict"], document["subject"]["user_id"]) == (1, "leftovers", 42)
    assert document["groups"] == {"xl-01": "log files"}
    first, second, third = document["logs"]
    assert [each["file"] for each in document["logs"]] == [
        "production.log",
        "production.log.1",
        "production.log.2.gz",
    ]
    assert (first["lines"], first["naming"]) == (len(LINES) + len(NOTHING), len(LINES))
    assert (second["naming"], third["naming"], third["outcome"]) == (len(LINES), 0, "clear")
    assert third["packing"] == "gzip"
    assert sum(each["lines"] for each in first["kinds"]) == len(LINES)
    assert {each["kind"] for each in first["kinds"]} == {line.kind for line in LINES}
    assert first["first"] == "2026-11-20T11:00:00Z"
    assert document["run"]["read_only"] is True


def test_no_form_of_it_names_anybody(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / f"{WHO['login']}.log").write_text(TEXT)
    for form in ("text", "json", "html"):
        assert run(["logs", str(folder), *ARGUMENTS, "--full", "--format", form]) == 1
        out = capsys.readouterr().out
        assert "[…]" in out
        for secret in (*SECRETS, str(folder)):
            assert secret not in out, form


def test_lines_are_shown_where_they_are_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["logs", str(folder), *ARGUMENTS, "--with-text", "--limit", "3"]) == 1
    out = capsys.readouterr().out
    assert f"{folder}/production.log" in out.replace("\n", "")
    assert out.count("line 1, request by the person:") == 1
    assert f"and {len(LINES) - 3} further lines (--limit)" in out
    assert run(["logs", str(folder), *ARGUMENTS, "--with-text", "--format", "json"]) == 2
    assert "holds no text" in capsys.readouterr().err


def test_nothing_found_is_clear_and_something_unread_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = folder / "production.log.2.gz"
    code, document = found(["logs", str(packed), *ARGUMENTS], capsys)
    assert (code, document["verdict"]) == (0, "clear")
    [note] = document["notes"]
    assert note.startswith("2 further files of the same rotated logs lie beside those")
    packed.write_bytes(packed.read_bytes()[:-5])
    code, document = found(["logs", str(packed), *ARGUMENTS], capsys)
    assert (code, document["verdict"]) == (3, "incomplete")
    [file] = document["logs"]
    assert file["outcome"] == "unchecked"
    assert file["unchecked"][0]["reason"].startswith("cut off")
    # Leftovers win over what could not be read.
    assert run(["logs", str(folder), *ARGUMENTS]) == 1
    assert "Read 1 file that could not be searched." in capsys.readouterr().out
    assert run(["logs", str(folder), *ARGUMENTS, "--full"]) == 1
    assert "UNCHECKED: cut off" in capsys.readouterr().out


def test_an_empty_folder_is_not_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = found(["logs", str(tmp_path), *ARGUMENTS], capsys)
    assert (code, document["verdict"], document["logs"]) == (3, "incomplete", [])


def test_wrong_usage_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, words in (
        (["logs"], "missing argument"),
        (["logs", str(folder)], "Nothing to look for"),
        (["logs", str(folder / "nowhere"), "--user-id", "42"], "is not a file or folder"),
        (["logs", "-", "--name", "-"], "can't be both the log and the names"),
        (["logs", str(folder), "--user-id", "42", "--logrotate", "nowhere"], "does not exist"),
    ):
        assert run(arguments) == 2
        assert words in capsys.readouterr().err


def test_standard_input_is_searched(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for data in (TEXT.encode(), gzip.compress(TEXT.encode())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code, document = found(["logs", "-", *ARGUMENTS], capsys)
        [file] = document["logs"]
        assert (code, file["file"], file["naming"]) == (1, "standard input", len(LINES))


def test_without_an_id_the_report_says_what_that_means(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["logs", str(folder), "--login", WHO["login"]])
    assert "No id was given" in capsys.readouterr().out


def test_with_the_rotation_known_a_date_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rotation = tmp_path / "logrotate.conf"
    rotation.write_text(f"weekly\n{folder}/*.log {{\nrotate 4\n}}\n")
    arguments = ["logs", str(folder), *ARGUMENTS, "--logrotate", str(rotation)]
    code, document = found(arguments, capsys)
    first, second, third = document["logs"]
    assert code == 1
    assert [each["outcome"] for each in document["logs"]] == ["retained", "retained", "clear"]
    assert first["until"] > second["until"] > document["run"]["started_at"]
    assert first["rotation"] == "rotated weekly, keeps 4"
    assert (third["until"], third["rotation"]) == (None, None)
    assert run([*arguments, "--full"]) == 1
    assert f"expires {first['until'][:10]} at the latest: rotated weekly" in (
        capsys.readouterr().out
    )
    rotation.write_text(f"{folder}/*.log {{\nsize 1M\nrotate 4\n}}\n")
    _, document = found(arguments, capsys)
    assert document["logs"][0]["outcome"] == "leftover"
    assert "reaches a size" in document["logs"][0]["rotation"]


def test_processes_find_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["logs", str(folder), *ARGUMENTS]
    _, alone = found([*arguments, "--jobs", "1"], capsys)
    monkeypatch.setattr(running, "WORTH", 0)
    _, together = found([*arguments, "--jobs", "2"], capsys)
    assert together["logs"] == alone["logs"]


class _Page(HTMLParser):
    """Collects tags and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value for key, value in attrs if key in {"src", "href"}]


def test_the_page_is_complete_and_asks_for_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "<img src=x>").write_text(TEXT)
    page = tmp_path / "page.html"
    assert run(["logs", str(folder), *ARGUMENTS, "--format", "html", "-o", str(page)]) == 1
    text = page.read_text()
    parser = _Page()
    parser.feed(text)
    assert not {"script", "img", "link", "iframe"} & set(parser.tags)
    assert parser.addresses == []
    assert page.stat().st_mode & 0o777 == 0o600
    assert "&lt;img src=x&gt;" in text
    for words in ("LEFTOVERS", "request by the person", "production.log.1", "Clear: "):
        assert words in text


def test_a_certificate_takes_the_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(document: Any) -> Path:
        path = folder.parent / "logs.json"
        path.write_text(json.dumps(document))
        return path

    _, document = found(["logs", str(folder), *ARGUMENTS], capsys)
    evidence = documents.read([VERIFY, change(document)], CASE_KEY)
    assert [each.command for each in evidence] == ["verify", "logs"]
    [group] = [each for each in findings.groups(evidence) if each.code == "xl-01"]
    assert (group.left, group.left_rows, group.clear) == (2, 2 * len(LINES), 1)
    copied = json.dumps(evidence[1].copy)
    assert "production.log" not in copied
    document["logs"][0] |= {"outcome": "retained", "until": "2026-12-24T00:00:00Z"}
    document["logs"][2] |= {
        "outcome": "unchecked",
        "unchecked": [{"reason": "cut off", "remedy": "look"}],
    }
    evidence = documents.read([VERIFY, change(document)], CASE_KEY)
    [group] = [each for each in findings.groups(evidence) if each.code == "xl-01"]
    assert (group.retained_rows, group.until) == (len(LINES), "2026-12-24T00:00:00Z")
    assert (group.unchecked, group.clear) == (1, 0)
