"""`operasure files` as a whole: a real database, a real directory, the files of people."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from operasure.cli import run
from operasure.looks.snapshot import file as snapshot_file
from operasure.reports.certificate import documents, findings
from operasure.reports.certificate.uncovered import uncovered
from support.certificate import CASE_KEY
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import observed
from support.snapshots import taken
from support.storage import NAME, Site, docx, odf, pdf, picture
from support.storage import run as letters

WHO = ["--user-id", "42", "--name", NAME, "--mail", "zoe@example.org"]
MakeSite = Callable[..., Site]


@pytest.fixture
def make_site(make_database: MakeDatabase, tmp_path: Path) -> Iterator[MakeSite]:
    sites: list[Site] = []

    def make(state: str = "after", *, own: bool = False) -> Site:
        site = Site(make_database(observed(state)), tmp_path / "files")  # type: ignore[arg-type]
        site.root.mkdir()
        if not own:
            site.clear()
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.close()


def look(site: Site, *more: str, who: list[str] | None = None) -> list[str]:
    where = ["--attachments-dir", str(site.root), "--database-url", site.url, "--jobs", "1"]
    return ["files", *where, *(WHO if who is None else who), *more]


def found(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Exit code, document, and the outcome of each check by its label."""
    capsys.readouterr()
    code = run([*arguments, "--format", "json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    validate(document)
    outcomes = {re.sub(r".*\((.*)\)", r"\1", c["id"]): c["outcome"] for c in document["checks"]}
    return code, document, outcomes


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


def test_orphans_and_missing_files(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site()
    there = site.add("a.txt", b"text")
    orphan = site.add("Zoë_Müller.txt", b"text", row=False)
    beside = site.put(f"attachment/file/{there}/thumb_a.txt", b"small")
    site.put("something/else.bin", b"\x00\x01")
    gone = site.add("gone.txt", None)
    code, document, outcomes = found(look(site), capsys)
    assert (code, outcomes["file without a row"]) == (1, "leftover")
    orphans = [f for f in document["files"] if f["kind"] == "orphan"]
    assert {f["attachment_id"] for f in orphans} == {orphan, there, None}
    assert {f["folder"] for f in orphans} == {
        f"attachment/file/{orphan}", f"attachment/file/{there}", None
    }  # fmt: skip
    assert all(re.fullmatch("hmac-sha256:[0-9a-f]{64}", f["key"]) for f in orphans)
    assert outcomes["row without a file"] == "unchecked"
    [missing] = [f for f in document["files"] if f["kind"] == "missing"]
    assert missing["attachment_id"] == gone
    text = json.dumps(document, ensure_ascii=False)
    assert not any(word in text for word in ("Zoë", "Müller", "thumb_a", "else.bin", "gone.txt"))
    beside.unlink()


def test_files_that_name_the_person(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    split = letters("Zo") + letters("ë Mül") + letters("ler")
    text = {
        site.add("one.docx", docx(split)),
        site.add("two.pdf", pdf("Written by Zoë Müller")),
        site.add("three.odt", odf("text", "<text:p>Müller, Zoë</text:p>")),
        site.add("four.txt", "Mail an zoe@example.org".encode("utf-16")),
    }
    properties = {
        site.add("five.pdf", pdf("Nobody", author=NAME)),
        site.add("six.jpg", picture(t315=NAME)),
        site.add("seven.ods", odf("spreadsheet", "", NAME)),
        # What OpenProject extracted is find-mentions' business, what it left out is not.
        site.add("eight.docx", docx(split, last=NAME), fulltext="Zoë Müller"),
    }
    names = {site.add("Zoe Mueller CV.txt", b"cv"), site.add("mueller-zoe.png", picture("PNG"))}
    code, document, outcomes = found(look(site), capsys)
    assert code == 1
    rows = {
        kind: {m["row_id"] for m in document["mentions"] if m["kind"] == kind}
        for kind in ("text", "property", "name")
    }
    assert rows == {"text": text, "property": properties, "name": names}
    assert {outcomes[f"{what} of files"] for what in ("text", "properties", "names")} == {
        "leftover"
    }  # fmt: skip
    assert not re.search("Zoë|Müller|Mueller|example.org", json.dumps(document, ensure_ascii=False))
    _, document, _ = found(look(site, "--with-text"), capsys)
    assert {m["text"]["mention"] for m in document["mentions"]} >= {NAME, "zoe@example.org"}
    assert run(look(site, "--with-text")) == 1
    out = capsys.readouterr().out
    assert "“Written by Zoë Müller”" in out
    assert "certain: full name" in out


def test_the_avatar(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = make_site("before")
    avatar = before.add(
        "me.png", picture("PNG"), container_type="Principal", container_id=42, author=1
    )
    mine = before.add("holiday.jpg", picture(gps=True), author=42)
    others = before.add("others.jpg", picture(), author=41)
    kept = tmp_path / "case.json"
    snapshot_file.write(kept, taken(before.url))
    code, document, outcomes = found(look(before), capsys)
    assert (code, document["verdict"]) == (4, "not-deleted")
    assert document["subject"]["state"].startswith("active")
    assert outcomes["avatar in storage"] == "leftover"
    # What OpenProject's deletion does to these rows.
    with psycopg.connect(before.url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM attachments WHERE id = %s", [avatar])
        connection.execute("UPDATE attachments SET author_id = 3 WHERE author_id = 42")
        connection.execute("DELETE FROM users WHERE id = 42")
    with_snapshot = look(before, "--snapshot", str(kept), who=[])
    code, document, outcomes = found(with_snapshot, capsys)
    by_kind = {f["kind"]: f["attachment_id"] for f in document["files"]}
    assert (code, by_kind) == (1, {"avatar": avatar, "orphan": avatar, "picture": mine})
    assert others not in by_kind.values()
    [shown] = [f for f in document["files"] if f["kind"] == "picture"]
    assert (shown["may_be_the_person_s"], shown["place_of_taking"]) == (True, True)
    assert outcomes["pictures"] == "unchecked"
    (before.root / f"attachment/file/{avatar}/me.png").unlink()
    code, document, outcomes = found(with_snapshot, capsys)
    assert (code, outcomes["avatar in storage"], outcomes["pictures"]) == (3, "clear", "unchecked")


def test_without_a_snapshot_all_of_the_deleted_user_may_be_the_person_s(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    theirs = site.add("a.jpg", picture(), author=3)
    other = site.add("b.jpg", picture(), author=41)
    code, document, _ = found(look(site), capsys)
    assert (code, [f["attachment_id"] for f in document["files"]]) == (3, [theirs])
    assert "Deleted user" in document["notes"][0]
    _, document, _ = found(look(site, "--pictures", "all"), capsys)
    assert {f["attachment_id"] for f in document["files"]} == {theirs, other}


def test_an_avatar_that_only_an_audit_copy_knows(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    avatar = site.add("me.png", picture("PNG"), row=False)
    site.add("a.txt", b"text")
    with psycopg.connect(site.url, autocommit=True) as connection:
        copy = {"container_id": 42, "container_type": "Principal", "author_id": 1}
        connection.execute(
            "INSERT INTO paper_trail_audits (item_type, item_id, event, object, created_at) "
            "VALUES ('Attachment', %s, 'destroy', %s, now())",
            [avatar, json.dumps(copy)],
        )
    _, document, outcomes = found(look(site), capsys)
    assert outcomes["avatar in storage"] == "leftover"
    assert {f["kind"]: f["attachment_id"] for f in document["files"]}["avatar"] == avatar


def test_what_is_not_what_its_row_says(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    # Its text was extracted from another file, and so counts for nothing.
    size = site.add("a.txt", b"Zoe Mueller", filesize=99, fulltext="something else")
    content = site.add("b.txt", b"one", digest="0" * 32)
    code, document, outcomes = found(look(site), capsys)
    assert (code, outcomes["size"], "content" in outcomes) == (1, "unchecked", False)
    assert [m["row_id"] for m in document["mentions"]] == [size]
    _, document, outcomes = found(look(site, "--digests"), capsys)
    assert outcomes["content"] == "unchecked"
    assert {f["kind"]: f["attachment_id"] for f in document["files"]} == {
        "size": size, "digest": content
    }  # fmt: skip


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


def test_files_of_the_design_and_of_old_releases_are_explained(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    with psycopg.connect(site.url, autocommit=True) as connection:
        connection.execute("DELETE FROM custom_styles")
        connection.execute(
            "INSERT INTO custom_styles (id, logo, theme, created_at, updated_at) "
            "VALUES (7, 'logo.png', 'x', now(), now())"
        )
    site.put("custom_style/logo/7/logo.png", picture("PNG"))
    legacy = site.add("old.txt", None, file=None, disk_filename="120101_old.txt", filesize=4)
    site.put("120101_old.txt", b"text")
    pending = site.add("later.txt", None, status=1)
    code, document, outcomes = found(look(site), capsys)
    assert (code, set(outcomes.values()), document["files"]) == (0, {"clear"}, [])
    assert document["storage"]["pending"] == 1
    assert legacy != pending


def test_names_in_either_form_of_unicode_and_of_any_bytes(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    number = site.add("Übersicht.txt", None, filesize=1)
    site.put(f"attachment/file/{number}/U\u0308bersicht.txt", b"x")
    odd = os.fsencode(site.root) + b"/attachment/file/%d/\xff\xfe\nM\xfcller" % (number + 500)
    os.makedirs(os.path.dirname(odd))  # noqa: PTH103, PTH120  (bytes)
    with open(odd, "wb") as file:  # noqa: PTH123
        file.write(b"x")
    _, document, outcomes = found(look(site), capsys)
    assert outcomes["row without a file"] == "clear"
    assert [f["attachment_id"] for f in document["files"]] == [number + 500]
    assert run(look(site, "--with-text")) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_the_observed_installation(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    """The installation on which OpenProject's own deletion ran: the avatar (42) is gone from the
    table, its file, as nothing ran after the transaction, is not."""
    site = make_site(own=True)
    for number, name in (
        (40, "datei0.pdf"), (41, "datei1.pdf"), (42, "datei2.pdf-juergen-brandstroem"),
        (43, "datei3.pdf-j_brandstroem"), (44, "datei4.pdf"), (45, "datei5.pdf"),
        (46, "datei6.pdf"), (47, "datei7.pdf"), (48, "datei8.pdf"), (49, "datei9.pdf"),
    ):  # fmt: skip
        site.put(f"attachment/file/{number}/{name}", b"text of 10")
    who = ["--user-id", "42", "--name", "Jürgen Brandström", "--login", "j_brandstroem"]
    site.put("custom_style/logo/40/logo.png", picture("PNG"))
    code, document, outcomes = found(look(site, who=who), capsys)
    assert code == 1
    by_kind: dict[str, set[int]] = {}
    for entry in document["files"]:
        by_kind.setdefault(entry["kind"], set()).add(entry["attachment_id"])
    # 48 is an avatar of an old release, whose row the deletion leaves.
    assert by_kind == {"orphan": {42}, "avatar": {42, 48}}
    assert {m["row_id"] for m in document["mentions"]} == {42, 43}
    assert outcomes["row without a file"] == outcomes["size"] == "clear"


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
