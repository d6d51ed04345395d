"""A case from the snapshot to its follow-up, as an administrator types it."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from openproject.deletion import delete_user
from openproject.invented import DemoPerson
from operasure.cli import cli, passphrase, run
from operasure.looks.snapshot import file
from operasure.looks.snapshot.model import Known, KnownAs
from operasure.reports.inventory import inventory
from support import roles, snapshots
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import generated, observed, reduced

SECRET = "correct horse battery staple"
NAMES = ("jürgen", "juergen", "brandström", "brandstroem", "brandstrom")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("PG") or n.endswith("DATABASE_URL")]:
        monkeypatch.delenv(name)


@pytest.fixture
def before(shared_database: MakeDatabase) -> str:
    return shared_database(reduced("before"))


@pytest.fixture
def after(shared_database: MakeDatabase) -> str:
    return shared_database(observed("after"))


@pytest.fixture(scope="module")
def kept(shared_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of the database before, for tests that follow it up."""
    path = tmp_path_factory.mktemp("kept") / "case.json"
    assert snapshot(shared_database(observed("before")), "-o", str(path)) == 1
    return path


def snapshot(url: str, *arguments: str) -> int:
    return run(["snapshot", "--user-id", "42", "--database-url", url, *arguments])


def verify(url: str, *arguments: str) -> int:
    return run(["verify", "--user-id", "42", "--database-url", url, *arguments])


def test_the_inventory_is_printed_and_the_snapshot_kept(
    shared_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, before = tmp_path / "case.json", shared_database(observed("before"))
    assert snapshot(before, "--case", "2026-011", "-o", str(kept), "--keep-days", "10") == 1
    out, err = capsys.readouterr()
    assert "Case 2026-011" in out
    assert "DAMAGES: 88 texts" in out
    assert err == f"operasure: written to {kept}; it holds personal data\n"
    assert kept.stat().st_mode & 0o777 == 0o600
    snapshots.validate(kept.read_text())
    taken = file.read(kept, str)
    assert (taken.delete_after - taken.taken_at.date()).days == 10
    assert taken.case == "2026-011"
    assert out == "".join(inventory.render(inventory.build(taken)).pieces(full=False))


@pytest.mark.parametrize("form", ["json", "html"])
def test_other_forms_and_a_file_for_them(
    before: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    listing = tmp_path / "inventory"
    assert snapshot(before, "--format", form, "--inventory", str(listing)) == 1
    assert capsys.readouterr().out == ""
    assert listing.stat().st_mode & 0o777 == 0o600
    content = listing.read_text()
    assert "Jürgen Brandström" in content
    if form == "json":
        assert json.loads(content)["subject"]["user_id"] == 42
    assert [each.name for each in tmp_path.iterdir()] == ["inventory"]


def test_exit_codes(make_database: MakeDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    url = make_database(generated("12.0"))
    assert snapshot(url) == 1
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM cost_queries")
    assert snapshot(url) == 0
    with roles.reader(url, "rates") as (_, limited):
        assert snapshot(limited) == 3
    assert run(["snapshot", "--user-id", "3", "--database-url", url]) == 2
    assert run(["snapshot", "--user-id", "999999", "--database-url", url]) == 2
    with psycopg.connect(url) as connection:
        delete_user(connection, "12.0", DemoPerson(), texts=False)
    capsys.readouterr()
    assert snapshot(url) == 2
    assert "already deleted" in capsys.readouterr().err


def follow_up(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["follow_up"]
    return found


def test_the_follow_up_stands_in_the_evidence(
    kept: Path, after: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(after, "--snapshot", str(kept), "--format", "json") == 1
    out = capsys.readouterr().out
    document = json.loads(out)
    validate(document)
    found = follow_up(document)
    assert found["verdict"] == "losses"
    assert found["rows"] == file.read(kept, str).rows
    assert found["states"]["deleted user"] > 200
    assert len(found["foretold"]) == 93
    committers = next(c for c in document["checks"] if c["id"].endswith("committer:person"))
    assert committers["outcome"] == "leftover"
    for name in NAMES:
        assert name not in out.lower()


def test_the_report_names_what_was_lost_and_nobody(
    kept: Path, after: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(after, "--snapshot", str(kept)) == 1
    assert "LOSSES: something was lost" in capsys.readouterr().out
    assert verify(after, "--snapshot", str(kept), "--full") == 1
    out = capsys.readouterr().out
    assert "LOSSES: something was lost" in out
    assert re.search(r"work_packages\.description:text\n +5 rows: 42, 43, 52, 54, 55", out)
    assert "44 (UserId, ResponsibleId)" in out
    assert not [name for name in NAMES if name in out.lower()]
    assert max(map(len, out.splitlines())) <= 120


def test_what_was_lost_can_be_accepted(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(generated("12.0"))
    kept, grounds = tmp_path / "case.json", tmp_path / "accepted.toml"
    snapshot(url, "-o", str(kept))
    with psycopg.connect(url) as connection:
        delete_user(connection, "12.0", DemoPerson(), texts=False)
    assert verify(url, "--snapshot", str(kept), "--format", "json") == 1
    capsys.readouterr()
    entry = 'check = "follow-up/report filters"\nground = "Known"\nuntil = 2099-01-01\nby = "DPO"\n'
    grounds.write_text(f"[[accept]]\n{entry}")
    assert verify(url, "--snapshot", str(kept), "--accept", str(grounds), "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)
    assert follow_up(document)["verdict"] == "accounted"
    assert {f["accepted"] for f in follow_up(document)["foretold"]} == {True}
    assert not [note for note in document["notes"] if "follow-up" in note]
    assert verify(url, "--accept", str(grounds)) == 2
    assert "there is no check" in capsys.readouterr().err


def test_before_the_deletion_it_is_not_deleted(before: str, kept: Path) -> None:
    assert verify(before, "--snapshot", str(kept)) == 4


def test_an_encrypted_snapshot(
    before: str, after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, secret, wrong = tmp_path / "case.json", tmp_path / "secret", tmp_path / "wrong"
    secret.write_text(f"{SECRET}\n")
    wrong.write_text("another passphrase\n")
    arguments = ("--snapshot", str(kept), "--passphrase-file")
    assert snapshot(before, "-o", str(kept), "--passphrase-file", str(secret)) == 1
    assert "Brandström" not in kept.read_text()
    assert verify(after, *arguments, str(secret)) == 1
    capsys.readouterr()
    assert verify(after, *arguments, str(wrong)) == 2
    assert "wrong passphrase" in capsys.readouterr().err


def test_a_passphrase_is_asked_for(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "_has_terminal", lambda: True)
    kept = tmp_path / "case.json"
    taking = ["snapshot", "--user-id", "42", "--database-url", before, "-o", str(kept), "--encrypt"]
    asked = CliRunner().invoke(cli, taking, input=f"{SECRET}\n{SECRET}\n", standalone_mode=False)
    assert asked.return_value == 1
    assert SECRET not in asked.output
    assert json.loads(kept.read_text())["encryption"]["kdf"] == "scrypt"
    checking = ["verify", "--user-id", "42", "--database-url", after, "--snapshot", str(kept)]
    checked = CliRunner().invoke(cli, checking, input=f"{SECRET}\n", standalone_mode=False)
    assert checked.return_value == 1
    assert "Follow-up of the snapshot" in checked.output


def test_a_snapshot_of_somebody_else_is_refused(
    before: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "case.json"
    run(["snapshot", "--user-id", "41", "--database-url", before, "-o", str(kept)])
    capsys.readouterr()
    assert verify(before, "--snapshot", str(kept)) == 2
    assert "is about the user 41, not 42" in capsys.readouterr().err


def test_a_file_that_is_no_snapshot_is_refused(
    before: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}")
    assert verify(before, "--snapshot", str(other)) == 2
    assert "is not a snapshot" in capsys.readouterr().err


def test_find_mentions_looks_for_whom_the_snapshot_knows(
    kept: Path, after: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["find-mentions", "--database-url", after, "--format", "json"]
    assert run([*asked, "--snapshot", str(kept)]) == 1
    with_snapshot = json.loads(capsys.readouterr().out)["mentions"]
    typed = ["--name", "Jürgen Brandström", "--login", "j_brandstroem", "--user-id", "42"]
    assert run([*asked, *typed, "--mail", "juergen.brandstroem@example.org"]) == 1
    by_hand = json.loads(capsys.readouterr().out)["mentions"]

    def places(found: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
        return {(m["table"], m["column"], str(m["row_id"])) for m in found}

    assert places(with_snapshot) >= places(by_hand)
    assert len(by_hand) > 300


def test_a_login_of_a_snapshot_that_is_too_short_is_told(
    after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "before.json"
    known = (*snapshots.MADE.known, Known(KnownAs.LOGIN, "j", "the account"))
    file.write(path, replace(snapshots.MADE, known=known))
    assert run(["find-mentions", "--snapshot", str(path), "--database-url", after]) == 1
    out, err = capsys.readouterr()
    assert ", 1 more can't be searched for, user 42" in out
    assert "1 of the names, logins and addresses in the snapshot can't be searched for" in err
