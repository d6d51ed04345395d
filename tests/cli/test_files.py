"""`operasure files` as a whole: a real database, a real directory, the files of people."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.reports.certificate import documents, findings
from operasure.reports.certificate.uncovered import uncovered
from support.certificate import CASE_KEY
from support.files import WHO, MakeSite, found, look
from support.storage import NAME, docx, pdf, picture
from support.storage import run as letters


def test_a_storage_without_the_person_is_clear(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    site.add("notes.txt", b"Nobody is here.")
    site.add("plan.pdf", pdf("Nobody"))
    site.add("photo.jpg", picture())
    code, document, outcomes = found(look(site, "--digests"), capsys)
    assert (code, document["verdict"]) == (0, "clear")
    assert set(outcomes.values()) == {"clear"}
    assert document["storage"] | {"bytes": 0} == {
        "place": "a directory", "files": 3, "bytes": 0, "rows": 3, "matched": 3, "pending": 0,
        "processes": 1,
    }  # fmt: skip
    assert run(look(site)) == 0
    assert "CLEAR: every file was checked" in capsys.readouterr().out


def test_what_can_t_be_read_is_told(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    unread = {
        site.add("secret.pdf", pdf("Zoë Müller", password="x")): "it is encrypted",
        site.add("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(99)): "audio or video",
        site.add("what.bin", b"\x00\x01\x02\x03" * 20): "of an unknown kind",
    }
    code, document, outcomes = found(look(site), capsys)
    assert (code, document["verdict"]) == (3, "incomplete")
    assert outcomes["files that can't be read"] == "unchecked"
    told = {f["attachment_id"]: f["reason"] for f in document["files"]}
    assert told.keys() == unread.keys()
    assert all(told[number].startswith(words) for number, words in unread.items())
    [check] = [c for c in document["checks"] if c["rows"]]
    assert check["reason"].startswith("3 files could not be read in full (")


def test_what_can_t_be_read_is_told_though_openproject_has_text_of_it(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    unread = {
        site.add("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), fulltext="a word"),
        site.add("damaged.pdf", pdf("x")[:200], fulltext="a word"),
        site.add("secret.pdf", pdf("x", password="x"), fulltext="a word"),
        site.add("cut.docx", docx(letters("x"))[:-40], fulltext="a word"),
        site.add("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(99), fulltext="a word"),
    }
    half = site.add("half.txt", f"a word of {NAME}".encode(), fulltext="a word")
    code, document, outcomes = found(look(site), capsys)
    assert {f["attachment_id"] for f in document["files"] if f["kind"] == "unread"} == unread
    assert all(f["reason"] for f in document["files"])
    assert [m["row_id"] for m in document["mentions"]] == [half]
    assert outcomes["files that can't be read"] == outcomes["properties of files"] == "unchecked"
    assert (code, outcomes["text of files"]) == (1, "leftover")
    told = {c["id"]: c["reason"] for c in document["checks"]}
    number = "5 of the files could not be read in full"
    assert told["cf-01/attachments.file (properties of files)"] == number


def test_links_and_devices_are_told_and_not_followed(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    number = site.add("a.txt", b"text")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.txt").write_text(NAME)
    folder = site.root / f"attachment/file/{number}"
    (folder / "link.txt").symlink_to(outside / "b.txt")
    (site.root / "linked").symlink_to(outside)
    os.mkfifo(folder / "pipe")
    code, document, outcomes = found(look(site), capsys)
    assert (code, outcomes["what is no file"]) == (3, "unchecked")
    assert document["mentions"] == []
    assert document["storage"]["files"] == 1
    [check] = [c for c in document["checks"] if c["id"].endswith("(what is no file)")]
    assert check["reason"] == (
        "a device, pipe or socket: 1; a symbolic link, which is not followed: 2"
    )


def test_the_storage_of_another_installation_is_never_clear(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    site.add("a.txt", None)
    code, document, outcomes = found(look(site), capsys)
    assert (code, document["verdict"]) == (3, "incomplete")
    assert "clear" not in {o for label, o in outcomes.items() if label != "what is no file"}
    assert "is this the storage of this installation?" in json.dumps(document)


def test_an_extraction_that_was_cut_off_is_made_again(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    cut = site.add("long.txt", b"x" * 10 + b" zoe@example.org", fulltext="x" * 4_000_001)
    site.add("short.txt", b"zoe@example.org", fulltext="zoe@example.org")
    _, document, _ = found(look(site), capsys)
    assert [m["row_id"] for m in document["mentions"]] == [cut]


def test_decisions_settle_what_a_person_must_look_at(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    photo = site.add("photo.jpg", picture(), author=3)
    text = site.add("text.txt", NAME.encode())
    site.add("what.bin", b"\x00\x01\x02\x03" * 20)
    sheet = tmp_path / "sheet.html"
    _, document, _ = found(look(site, "--contact-sheet", str(sheet)), capsys)
    case = json.loads(re.search(r'id="case">(.*?)</script>', sheet.read_text())[1])  # type: ignore[index]
    ids = re.findall(r'<li id="m([0-9a-f]{32})"', sheet.read_text())
    assert {e["id"] for e in (*document["files"], *document["mentions"])} == set(ids) | {
        e["id"] for e in document["files"] if e["kind"] == "orphan"
    }  # fmt: skip

    def reviewed(decision: str) -> Path:
        marks = [
            {"id": i, "decision": decision, "ground": "contract", "place": "p", "at": "2026-03-01"}
            for i in ids
        ]
        file = tmp_path / f"{decision}.json"
        content = {"format": 1, "kind": "operasure review", "key": case["key"], "marks": marks}
        file.write_text(json.dumps(content))
        return file

    done = look(site, "--reviewed", str(reviewed("not the person")))
    code, document, outcomes = found(done, capsys)
    assert (code, set(outcomes.values())) == (0, {"clear"})
    assert document["review"]["not_the_person"] == 3
    kept = look(site, "--reviewed", str(reviewed("keep")))
    code, document, outcomes = found(kept, capsys)
    assert (code, outcomes["text of files"], outcomes["pictures"]) == (0, "accepted", "accepted")
    still = look(site, "--reviewed", str(reviewed("erased")))
    code, document, _ = found(still, capsys)
    assert (code, document["review"]["still_there"]) == (1, 3)
    both = reviewed("not the person"), reviewed("erased")
    for file, by in zip(both, ("Head of IT", "Data protection officer"), strict=True):
        content = json.loads(file.read_text())
        file.write_text(
            json.dumps(content | {"marks": [{**m, "by": by} for m in content["marks"]]})
        )
    told = look(site, *(word for file in both for word in ("--reviewed", str(file))))
    code, document, _ = found(told, capsys)
    assert (code, document["review"]["contested"], document["review"]["kept"]) == (1, 3, 0)
    assert document["review"]["by"] == ["Data protection officer", "Head of IT"]
    assert any("contradict each other, and so open: 3" in note for note in document["notes"])
    done = look(site, "--reviewed", str(reviewed("not the person")))
    # A decision is bound to the content.
    site.put(f"attachment/file/{photo}/photo.jpg", picture(colour="red"))
    site.put(f"attachment/file/{text}/text.txt", f"again {NAME}".encode())
    code, document, outcomes = found(done, capsys)
    assert (outcomes["pictures"], outcomes["text of files"]) == ("unchecked", "leftover")


def test_a_certificate_stands_on_it(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    site.add("a.txt", NAME.encode())
    orphan = site.add("b.txt", b"x", row=False)
    site.add("c.jpg", picture(), author=3)
    papers = [tmp_path / "files.json", tmp_path / "verify.json"]
    assert run(look(site, "--format", "json", "-o", str(papers[0]))) == 1
    where = ["--database-url", site.url, "--format", "json", "-o", str(papers[1])]
    assert run(["verify", "--user-id", "42", *where]) == 1
    capsys.readouterr()
    evidence = documents.read(papers, CASE_KEY)
    [copy] = [e.copy for e in evidence if e.command == "files"]
    assert [f["attachment_id"] for f in copy["files"] if f["kind"] == "orphan"] == [orphan]
    assert copy["storage"]["files"] == 3
    files = next(g for g in findings.groups(evidence[-1:]) if g.code == "cf-01")
    assert (files.left, files.left_rows, files.outcome) == (2, 2, "left")
    uncovered_keys = {each.key for each in uncovered(evidence, ())}
    assert "files" in {each.key for each in uncovered(evidence[:1], ())}
    assert "files" not in uncovered_keys
    assert "pictures" in uncovered_keys


def test_the_page_and_files_of_output(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    site.add("a.txt", NAME.encode())
    out = tmp_path / "report.html"
    assert run(look(site, "--format", "html", "-o", str(out))) == 1
    assert out.stat().st_mode & 0o777 == 0o600
    page = out.read_text()
    assert "LEFTOVERS: 1 finding in storage." in page
    assert NAME not in page
    capsys.readouterr()


def test_the_storage_of_the_environment(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    site.add("a.txt", b"x")
    monkeypatch.setenv("OPENPROJECT_ATTACHMENTS__STORAGE__PATH", str(site.root))
    assert run(["files", *WHO, "--database-url", site.url, "--jobs", "1"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "no storage is given"),
        (["--attachments-dir", "/nowhere"], "not a readable directory"),
        (["--attachments-dir", "/tmp", "--s3-bucket", "x"], "give one"),
        (["--attachments-dir", "/tmp", "--with-text", "--format", "html"], "--with-text"),
        (["--attachments-dir", "/tmp", "--base-url", "nowhere"], "--base-url"),
        (["--s3-bucket", "x", "--s3-endpoint", "nowhere"], "--s3-endpoint"),
    ],
)
def test_wrong_usage(
    arguments: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("OPENPROJECT_ATTACHMENTS__STORAGE__PATH", raising=False)
    assert run(["files", *WHO, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_an_id_that_was_never_assigned(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(look(make_site(), who=["--user-id", "99999"])) == 2
    assert "never assigned" in capsys.readouterr().err


def test_without_its_libraries_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("operasure.looks.files.extra.NEEDED", ("PIL", "no_such_library"))
    assert run(["files", *WHO, "--attachments-dir", "/tmp"]) == 2
    assert "pip install '.[files]'" in capsys.readouterr().err
