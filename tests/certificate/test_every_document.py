"""One certificate on a document of every command: two signatures, OpenSSL, any changed byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cache.kit import Client, rails
from operasure.certificate import keys
from operasure.certificate.documents import COMMANDS
from operasure.cli import run
from operasure.sample.memcached import Memcached
from support.certificate import CASE, traces
from support.databases import MakeDatabase
from support.instances import observed
from support.removal import Case

PERSON = "Jürgen Brandström"


@pytest.mark.usefixtures("capsys")
def test_every_command_in_one_certificate(
    make_database: MakeDatabase, memcached: Memcached, tmp_path: Path
) -> None:
    deleted = datetime.now(UTC)
    case = Case(make_database(observed("after")), tmp_path)
    case.verify()
    case.plan()

    def paper(command: str, *arguments: str) -> int:
        output = str(case.path(f"{command}.json"))
        case.path(f"{command}.json").unlink(missing_ok=True)
        return run([command, *arguments, "--format", "json", "-o", output])

    case.path("passphrase").write_text("correct horse battery")
    writing = ("--writer-url", case.url, "--passphrase-file", str(case.path("passphrase")))
    assert paper("erase", "--plan", str(case.path("case.plan")), *writing, "--yes") in {0, 1, 3}
    for signer in ("first", "second"):
        keys.create_signing(case.path(signer))
    keys.create_case(case.path("case.key"))
    case.path("case.toml").write_text(CASE, encoding="utf-8")
    whom = ("--user-id", "42", "--name", PERSON, "--mail", "juergen.brandstroem@example.org")
    database = ("--database-url", case.url)
    paper("verify", "--user-id", "42", *database)
    paper("find-mentions", *whom, *database, "--case-key", str(case.path("case.key")))
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
            assert traces(path.read_text(encoding="utf-8")) == [], path
        forged = shutil.copytree(made, case.path("forged"))
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        (forged / path.relative_to(made)).write_bytes(data)
        assert run([*check, str(forged)]) == 1, path
        shutil.rmtree(forged)
