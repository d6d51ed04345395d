"""`operasure keygen` and `operasure certificate` as their users call them."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cache.kit import Client, rails
from operasure.cli import run
from operasure.core import keeping
from operasure.reports.certificate import keys, pdf
from operasure.server.memcached import Memcached
from support.certificate import (
    CASE,
    CASE_KEY,
    MENTIONS,
    VERIFY,
    changed,
    clear,
    spellings,
    traces,
    traces_in,
)
from support.databases import MakeDatabase
from support.instances import observed

PERSON = "Jürgen Brandström"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with keys and a case file, and no settings around it."""
    for name in [n for n in os.environ if n.startswith("PG") or n.endswith("DATABASE_URL")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    keys.create_signing(Path("sign.key"))
    keys.create_signing(Path("second.key"))
    # The key with which the documents of tests/data were made.
    Path("case.key").write_text(f"operasure case key 1 {CASE_KEY.hex()}\n", encoding="ascii")
    Path("case.key").chmod(0o600)
    Path("case.toml").write_text(CASE, encoding="utf-8")
    return tmp_path


def certificate(*arguments: str) -> int:
    return run(["certificate", *arguments])


def make(*arguments: str, output: str = "made", evidence: Path = VERIFY) -> int:
    return certificate(
        "-e", str(evidence), "--case", "case.toml", "--case-key", "case.key", "--key", "sign.key",
        "--no-pdf", "-o", output, *arguments,
    )  # fmt: skip


def predicate(folder: str = "made") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, "statement.json").read_bytes())["predicate"]
    return found


def test_keygen_makes_a_pair_of_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["keygen", "-o", "new.key"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == keys.fingerprint(keys.read_public(Path("new.key.pub")))
    assert "new.key.pub" in err
    assert run(["keygen", "-o", "new.key"]) == 2
    assert "never overwritten" in capsys.readouterr().err


def test_keygen_makes_the_key_of_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["keygen", "--case", "-o", "new.key"]) == 0
    secret = keys.read_case(Path("new.key")).hex()
    assert not Path("new.key.pub").exists()
    out, err = capsys.readouterr()
    assert secret not in out + err
    assert run(["keygen", "--case", "--protect", "-o", "x.key"]) == 2


def test_a_key_with_a_passphrase(capsys: pytest.CaptureFixture[str]) -> None:
    Path("phrase").write_text("correct horse\n", encoding="utf-8")
    assert run(["keygen", "-o", "new.key", "--passphrase-file", "phrase"]) == 0
    assert make("--key", "new.key", "--passphrase-file", "phrase") == 1
    Path("wrong").write_text("battery staple", encoding="utf-8")
    assert make("--key", "new.key", "--passphrase-file", "wrong", output="other") == 2
    assert "the passphrase does not open it" in capsys.readouterr().err
    Path("empty").touch()
    assert make("--key", "new.key", "--passphrase-file", "empty", output="other") == 2
    assert not Path("other").exists()


def test_the_printed_command_verifies_the_signature(capsys: pytest.CaptureFixture[str]) -> None:
    assert make(output="a folder") == 1
    out = capsys.readouterr().out
    assert out.startswith("a folder: leftovers, signed with sha256:")
    command = out.splitlines()[1]
    assert command.startswith("cd 'a folder' && openssl pkeyutl -verify ")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "Signature Verified Successfully\n"
    for line in out.splitlines()[1:]:
        subprocess.run(["sh", "-c", line], capture_output=True, check=True)
    shown = re.sub(r"<[^>]+>", "", Path("a folder/certificate.html").read_text(encoding="utf-8"))
    for line in out.splitlines()[1:]:
        assert line.partition(" && ")[2] in html.unescape(shown)


def unread(document: dict[str, Any]) -> None:
    """Make it one of a look that could not read a place."""
    clear = next(c for c in document["checks"] if c["outcome"] == "clear")
    clear |= {"outcome": "unchecked", "reason": "statement timeout", "control": None}
    document["verdict"] = "incomplete"


def test_the_exit_code_is_that_of_the_worst_verdict(tmp_path: Path) -> None:
    fine = changed(VERIFY, tmp_path / "fine.json", clear)
    assert make(output="clear", evidence=fine) == 0
    assert make(output="incomplete", evidence=changed(fine, tmp_path / "unsure.json", unread)) == 3
    assert make("-e", str(MENTIONS), output="leftovers", evidence=fine) == 1
    there = changed(fine, tmp_path / "there.json", lambda d: d.update(verdict="not-deleted"))
    assert make(output="not-deleted", evidence=there) == 4
    assert not Path("not-deleted").exists()


def test_verify(capsys: pytest.CaptureFixture[str]) -> None:
    make()
    fingerprint = keys.fingerprint(keys.read_public(Path("sign.key.pub")))
    capsys.readouterr()
    for key in ("sign.key.pub", fingerprint):
        assert certificate("verify", "made", "--key", key) == 0
        out, err = capsys.readouterr()
        assert out.startswith("made: intact, 1 signature(s), sha256:")
        assert "case 2026-011" in out
        assert err == ""
    assert certificate("verify", "made", "--key", "second.key.pub") == 1
    assert "made: wrong key: nothing is signed with sha256:" in capsys.readouterr().out
    Path("made/letter.md").write_text("forged", encoding="utf-8")
    assert certificate("verify", "made", "--key", fingerprint) == 1
    assert capsys.readouterr().out == (
        "made: letter.md was altered\nmade: MANIFEST does not list the files as they are\n"
    )
    assert certificate("verify", "made") == 2
    assert certificate("verify", "none", "--key", fingerprint) == 2
    assert certificate("verify", "made", "--key", "none.pub") == 2


def test_four_eyes(capsys: pytest.CaptureFixture[str]) -> None:
    make("--second-person", "Works council")
    both = ("--key", "sign.key.pub", "--key", "second.key.pub")
    assert certificate("verify", "made", *both) == 1
    assert "1 of 2 signatures" in capsys.readouterr().out
    assert certificate("sign", "made", "--key", "sign.key") == 2
    assert certificate("sign", "made", "--key", "second.key") == 0
    command = capsys.readouterr().out.splitlines()[1]
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "Signature Verified Successfully\n"
    assert certificate("verify", "made", *both) == 0


def test_check_subject(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    make()

    def ask(*arguments: str) -> int:
        return certificate("check-subject", "made", "--case-key", "case.key", *arguments)

    assert ask("--name", "BRANDSTROEM, Juergen") == 0
    assert ask("--login", "J_Brandstroem", "--mail", "juergen.brandstroem@example.org") == 0
    assert ask("--name", PERSON, "--login", "somebody") == 1
    assert ask("--name", "Petr Novák") == 1
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _text: PERSON)
    assert ask() == 0
    keys.create_case(Path("other.key"))
    assert certificate("check-subject", "made", "--case-key", "other.key", "--name", PERSON) == 1
    capsys.readouterr()
    Path("made/MANIFEST").unlink()
    assert ask("--name", PERSON) == 2
    assert "is not as it was made: MANIFEST is missing" in capsys.readouterr().err


def test_what_is_missing_is_asked_for_in_one_list(capsys: pytest.CaptureFixture[str]) -> None:
    Path("case.toml").write_text('reference = "2026-011"\n', encoding="utf-8")
    assert make() == 2
    out, err = capsys.readouterr()
    *asked, last = err.splitlines()
    assert out == ""
    assert last.startswith("operasure: the case file lacks received_on, requested_by, ")
    assert [line.split(":")[0].strip() for line in asked] == re.findall(
        r"[a-z_.]+", last.partition("lacks ")[2].partition(";")[0]
    )
    assert not Path("made").exists()


def test_options_state_facts_and_win_over_the_file() -> None:
    Path("case.toml").write_text(f'[subject]\nnames = ["{PERSON}"]\n', encoding="utf-8")
    facts = (
        "--reference", "2026-077", "--received-on", "2026-11-02", "--requested-by", "the person",
        "--identity-checked", "by mail", "--legal-basis", "Art. 17", "--controller", "Example",
        "--contact", "privacy@example.com", "--deleted-by", "administrator",
        "--deleted-at", "2026-11-20T09:15:00Z", "--method", "OpenProject", "--nothing-kept",
        "--no-recipients", "--time-zone", "Europe/Berlin", "--delete-after", "2031-01-31",
    )  # fmt: skip
    assert make(*facts) == 1
    found = predicate()
    assert found["case"]["reference"] == "2026-077"
    assert (found["kept"], found["recipients"]) == ([], [])
    assert found["delete_after"] == "2031-01-31"


def test_a_namesake_is_pointed_out_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert make("--deleted-by", "K. Brandström") == 1
    assert "deleted_by holds a word that may be the person's name" in capsys.readouterr().err
    assert make("--deleted-by", PERSON, output="other") == 2
    assert "randstr" not in capsys.readouterr().err


@pytest.mark.usefixtures("printer")
def test_a_pdf_is_made_where_it_can_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = (
        "-e", str(VERIFY), "--case", "case.toml", "--case-key", "case.key", "--key", "sign.key",
    )  # fmt: skip
    assert certificate(*arguments, "-o", "printed", "--language", "de") == 1
    for name in ("certificate", "confirmation", "letter"):
        assert Path(f"printed/{name}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert certificate("verify", "printed", "--key", "sign.key.pub") == 0
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    capsys.readouterr()
    assert certificate(*arguments, "-o", "plain") == 1
    assert "no PDF: a PDF needs WeasyPrint" in capsys.readouterr().err
    assert certificate("verify", "plain", "--key", "sign.key.pub") == 0
    monkeypatch.setitem(sys.modules, "docx", None)
    assert certificate(*arguments, "-o", "plainer") == 1
    assert "no letter.docx: letter.docx needs python-docx" in capsys.readouterr().err
    assert not Path("plainer/letter.docx").exists()
    assert certificate("verify", "plainer", "--key", "sign.key.pub") == 0


def test_a_chain_of_certificates(capsys: pytest.CaptureFixture[str]) -> None:
    make(output="first")
    assert make("--previous", "first", output="second") == 1
    trusted = ("--key", "sign.key.pub")
    assert certificate("verify", "second", *trusted, "--previous", "first") == 0
    assert certificate("verify", "first", *trusted, "--previous", "second") == 1
    assert "does not follow the one in second" in capsys.readouterr().out


def test_a_folder_that_is_there_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("made").mkdir()
    assert make() == 2
    assert "made exists already" in capsys.readouterr().err
    assert list(Path("made").iterdir()) == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_another_machine_s_clock_and_zone_change_nothing(
    zone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make()
    trusted = ("--key", "sign.key.pub")
    capsys.readouterr()
    assert certificate("verify", "made", *trusted) == 0
    said = capsys.readouterr().out
    code = (
        "import sys, time; time.time = lambda: 4e9;"
        "from operasure.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    there = subprocess.run(
        [sys.executable, "-c", code, "certificate", "verify", "made", *trusted],
        env=os.environ | {"TZ": zone, "LC_ALL": "C"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert there.stdout == said


def test_the_whole_way(
    shared_database: MakeDatabase, memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    """Snapshot before, verify, find-mentions and cache after, certificate: on the real deletion."""
    with Client(memcached) as client:
        client.set(b"a", rails(f'{{"name":"{PERSON}","login":"j_brandstroem"}}'), flags=1)
        client.set(b"rack::attack:9:lost_password:juergen.brandstroem@example.org", b"3", ttl=9**6)
    before, after = (shared_database(observed(state)) for state in ("before", "after"))
    user = ("--user-id", "42")
    assert (
        run(["snapshot", *user, "--database-url", before, "-o", "snap", "--inventory", "inv"]) == 1
    )
    deleted = datetime.now(UTC).isoformat()
    cache = ("--memcached", memcached.address)
    look = ("--database-url", after, *cache, "--format", "json")
    key = ("--case-key", "case.key")
    assert run(["verify", *user, "--snapshot", "snap", *key, *look, "-o", "v.json"]) == 1
    names = ("--name", PERSON, "--case-key", "case.key", "--with-text")
    assert run(["find-mentions", *names, *user, *look, "-o", "m.json"]) == 1
    assert traces(Path("m.json").read_text(encoding="utf-8"))
    for document in ("v.json", "m.json"):
        assert len(json.loads(Path(document).read_bytes())["cache"]) == 2
    whom = ("--name", PERSON, "--login", "j_brandstroem", *user, *cache, *key)
    assert run(["cache", *whom, "--evict", "--yes", "--format", "json", "-o", "c.json"]) == 0
    received = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    for language in ("en", "de"):
        done = certificate(
            "-e", "v.json", "-e", "m.json", "-e", "c.json", "--snapshot", "snap",
            "--case", "case.toml", "--case-key", "case.key", "--key", "sign.key",
            "--language", language, "--deleted-at", deleted, "--received-on", received,
            "--no-pdf", "-o", language,
        )  # fmt: skip
        assert done == 1
        assert certificate("verify", language, "--key", "sign.key.pub") == 0
        [group] = [g for g in predicate(language)["groups"] if g["code"] == "xm-01"]
        # One server, whatever number of commands looked at it; it was clear only for the last.
        assert (group["places"], group["left"], group["left_rows"], group["clear"]) == (1, 1, 2, 0)
        for path in Path(language).rglob("*"):
            if path.is_file() and path.suffix != ".sig":
                assert traces_in(path.name, path.read_bytes()) == [], path
    out, err = capsys.readouterr()
    assert not [s for s in spellings() if s.casefold() in (out + err).casefold()]


def test_files_of_the_folder_hold_a_clear_result_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An undo file beside the evidence, and a review elsewhere; nothing of it is typed."""
    for folder in ("clear", "elsewhere"):
        Path(folder).mkdir()
    first = changed(VERIFY, tmp_path / "clear/verify.json", clear)

    def holding(path: str, kind: str) -> None:
        Path(path).write_text(json.dumps(keeping.preamble(kind, date(2027, 5, 1))) + "\n")

    holding("clear/case.plan.undo", "undo")
    holding("elsewhere/review.json", "review")
    assert make("--held-in", "elsewhere", evidence=first) == 0
    told = capsys.readouterr().err
    assert "the document says 'not stated' where the case file lacks signed_by" in told
    page = html.unescape(Path("made/certificate.html").read_text(encoding="utf-8"))
    assert "Clear, except for 1 undo file, which can restore what was removed (until 1 May" in page
    assert "3 files made for this case, with personal data" in page
    assert [each["kind"] for each in predicate()["holding"]] == [
        "undo", "case file", "case key", "review",
    ]  # fmt: skip
    Path("clear/case.plan.undo").unlink()
    assert make("--signed-by", "Ada Officer, DPO", output="again", evidence=first) == 0
    assert "signed_by" not in capsys.readouterr().err
    assert "undo file" not in Path("again/letter.md").read_text(encoding="utf-8")
