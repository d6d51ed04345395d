"""What `operasure files` finds: the files of people, in a real directory beside a real database."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import psycopg
import pytest

from operasure.cli import run
from operasure.looks.snapshot import file as snapshot_file
from support.files import MakeSite, found, look
from support.snapshots import taken
from support.storage import NAME, docx, odf, pdf, picture
from support.storage import run as letters


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
