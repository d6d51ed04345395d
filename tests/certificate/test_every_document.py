"""One certificate on a document of every command: two signatures, OpenSSL, any changed byte."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cache.kit import Client, rails
from operasure.cli import run
from operasure.reports.certificate import keys
from operasure.reports.certificate.documents import COMMANDS
from operasure.server.memcached import Memcached
from support.certificate import CASE, traces_in
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import Case

PERSON = "Jürgen Brandström"


def refused(
    case: Case, name: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A document that was changed after it was sealed, or that says of itself what its entries do
    not, or that does not say whom it is about, makes no certificate."""
    path = case.path(f"{name}.json")
    signature = path.with_name(path.name + ".sig")
    whole, signed = path.read_bytes(), signature.read_bytes()
    document = json.loads(whole)
    capsys.readouterr()
    path.write_bytes(whole + b"\n")
    assert run(["certificate", *arguments]) == 2
    assert "does not match its seal" in capsys.readouterr().err
    signature.unlink()
    path.with_name(path.name + ".pub").rename(path.with_name("kept.pub"))
    said = {"leftovers": "clear", "incomplete": "clear", "clear": "leftovers"}
    late = "from the future|older than the removal"
    lies: list[tuple[dict[str, object], str]] = [
        ({"verdict": said[document["verdict"]]}, "contradicts itself: its verdict is"),
        ({"subject": document["subject"] | {"token": None}}, "whom it is about"),
        ({"subject": document["subject"] | {"token": "hmac-sha256:" + "0" * 64}}, "another person"),
        (
            {"run": document["run"] | {"finished_at": "2999-01-01T00:00:00Z"}},
            late,
        ),
        ({"run": document["run"] | {"finished_at": "2001-01-01T00:00:00Z"}}, "before it started"),
    ]
    for lie, words in lies:
        path.write_text(json.dumps(document | lie), encoding="utf-8")
        assert run(["certificate", *arguments]) == 2, (name, words)
        assert re.search(words, capsys.readouterr().err), (name, words)
    path.write_bytes(whole)
    signature.write_bytes(signed)
    path.with_name("kept.pub").rename(path.with_name(path.name + ".pub"))


def test_every_command_in_one_certificate(
    make_database: MakeDatabase,
    memcached: Memcached,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    deleted = datetime.now(UTC)
    keys.create_case(tmp_path / "case.key")
    case = Case(make_database(reduced("after")), tmp_path, tmp_path / "case.key")
    keys.create_signing(case.path("maker"))
    case.verify()
    case.plan()

    def paper(command: str, *arguments: str) -> int:
        output = str(case.path(f"{command}.json"))
        case.path(f"{command}.json").unlink(missing_ok=True)
        seal = ("--key", str(case.path("maker")))
        return run([command, *arguments, *case.keyed, *seal, "--format", "json", "-o", output])

    case.path("passphrase").write_text("correct horse battery")
    writing = ("--writer-url", case.url, "--passphrase-file", str(case.path("passphrase")))
    assert paper("erase", "--plan", str(case.path("case.plan")), *writing, "--yes") in {0, 1, 3}
    for signer in ("first", "second"):
        keys.create_signing(case.path(signer))
    case.path("case.toml").write_text(CASE, encoding="utf-8")
    whom = ("--user-id", "42", "--name", PERSON, "--mail", "juergen.brandstroem@example.org")
    database = ("--database-url", case.url)
    paper("verify", "--user-id", "42", *database)
    paper("find-mentions", *whom, *database)
    with Client(memcached) as client:
        client.set(b"a", rails(f'{{"name":"{PERSON}"}}'), flags=1)
    paper("cache", *whom, "--memcached", memcached.address)
    case.path("production.log").write_text(f"I, user={PERSON}\n", encoding="utf-8")
    paper("logs", str(case.path("production.log")), *whom)
    case.path("store").mkdir()
    paper("files", *whom, *database, "--attachments-dir", str(case.path("store")))
    made = case.path("made")
    given = [word for c in COMMANDS for word in ("-e", str(case.path(f"{c}.json")))]
    arguments = [
        *given, "--case", str(case.path("case.toml")), "--case-key", str(case.path("case.key")),
        "--key", str(case.path("first")), "--deleted-at", deleted.isoformat(),
        "--received-on", (deleted - timedelta(days=3)).date().isoformat(),
        "--second-person", "Works council", "--no-pdf", "-o", str(made),
    ]  # fmt: skip
    assert run(["certificate", *arguments]) == 1
    predicate = json.loads((made / "statement.json").read_bytes())["predicate"]
    assert [e["command"] for e in predicate["evidence"]] == list(COMMANDS)
    maker = keys.fingerprint(keys.read_public(case.path("maker.pub")))
    assert {e["sealed_by"] for e in predicate["evidence"]} == {maker}
    for name in COMMANDS:
        refused(case, name, [*arguments[:-1], str(case.path("never"))], capsys)
    trusted = [w for k in ("first", "second") for w in ("--key", str(case.path(f"{k}.pub")))]
    check = ["certificate", "verify", *trusted]
    assert run([*check, str(made)]) == 1
    assert run(["certificate", "sign", str(made), "--key", str(case.path("second"))]) == 0
    assert run([*check, str(made)]) == 0
    signatures = sorted(path for path in made.glob("*.sig"))
    assert len(signatures) == 2
    for signature in signatures:
        subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", signature.with_suffix(".pub"),
             "-rawin", "-in", made / "statement.json", "-sigfile", signature],
            check=True, capture_output=True,
        )  # fmt: skip
    for path in sorted(p for p in made.rglob("*") if p.is_file()):
        if path.suffix != ".sig":
            assert traces_in(path.name, path.read_bytes()) == [], path
        forged = shutil.copytree(made, case.path("forged"))
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        (forged / path.relative_to(made)).write_bytes(data)
        assert run([*check, str(forged)]) == 1, path
        shutil.rmtree(forged)
