"""Forms of a report: every one for every command that has it, several files of one run, and a
document rendered again. Most need no database: the documents are those of the sample."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest

from operasure.cli import run
from operasure.core import writing
from operasure.core.errors import UsageError
from operasure.reports import formats
from operasure.reports.certificate import keys, seal
from support import sarif
from support.certificate import CACHE, MENTIONS, VERIFY, lacking, traces
from support.databases import MakeDatabase
from support.evidence import written
from support.instances import reduced
from support.names import hidden

FINDINGS = ("verify", "find-mentions")
EVIL = "<script>alert(1)</script>\x1b[31m\u202e\x00\n# HELP x\r\"'\\ ]]> \u2028{{ 7 }} %s"


def document(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


SAMPLES = {"verify": VERIFY, "find-mentions": MENTIONS, "cache": CACHE}


def _xml(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314


def forms(command: str) -> list[str]:
    return [form.name for form in formats.of_command(command)]


CASES = [(command, form) for command in SAMPLES for form in forms(command)]


def evil(value: Any, spared: Iterable[str], key: str = "") -> Any:
    """A document in which every text that outsiders have a say in is hostile."""
    match value:
        case dict():
            return {k: evil(v, spared, k) for k, v in value.items()}
        case list():
            return [evil(v, spared, key) for v in value]
        case str() if key not in spared:
            return value + EVIL
    return value


WORDS = {
    "command", "verdict", "outcome", "group", "area", "confidence", "started_at", "finished_at",
    "checked_at", "expires_at", "until", "served", "decision", "key", "brings_back", "known_from",
    "query", "queries", "id", "server", "check",
}  # fmt: skip
"""What is a word or a moment of the program itself, or ties parts of a document together."""


@pytest.mark.parametrize(("command", "form"), CASES)
def test_what_outsiders_name_acts_in_no_form(command: str, form: str) -> None:
    hostile = evil(document(SAMPLES[command]), WORDS)
    made = written(form, hostile)
    assert hidden(made) == set()
    match form:
        case "html":
            html5lib.HTMLParser(strict=True).parse(made)
            assert "<script>alert" not in made
        case "junit":
            _xml(made)
        case "sarif":
            sarif.read(made)
        case "prometheus":
            assert all(re.match(r"(# (HELP|TYPE) )?operasure_", line) for line in made.splitlines())
        case "json":
            assert json.loads(made) == hostile


@pytest.mark.parametrize(("command", "form"), CASES)
def test_no_form_names_the_person(command: str, form: str) -> None:
    assert traces(written(form, document(SAMPLES[command]))) == ()


@pytest.mark.parametrize("command", FINDINGS)
def test_sarif_has_a_result_for_every_finding(command: str) -> None:
    made = document(SAMPLES[command])
    run_ = sarif.read(written("sarif", made))
    left = [c for c in made["checks"] if c["outcome"] == "leftover"]
    kept = [c for c in made["checks"] if c["outcome"] in {"retained", "accepted"}]
    expected = len(kept) + (len(left) if command == "verify" else len(made["mentions"]))
    assert len(run_["results"]) == expected > 0
    errors = [r["ruleId"] for r in run_["results"] if r["level"] == "error"]
    if command == "verify":
        assert errors == [c["id"] for c in left]
    missing = [c for c in made["checks"] if c["outcome"] == "unchecked"]
    [invocation] = run_["invocations"]
    assert len(invocation["toolExecutionNotifications"]) == len(missing)
    assert invocation["executionSuccessful"] is not bool(missing)
    assert invocation["exitCode"] == 1
    prints = [r["partialFingerprints"]["operasure/v1"] for r in run_["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_tells_neither_title_nor_path() -> None:
    made = document(MENTIONS)
    for entry in made["mentions"]:
        entry |= {"path": "/wiki/Zoe_secret", "url": "/wiki/Zoe_secret", "project": "Zoe_secret"}
        entry["text"] = {"before": "Zoe_secret", "mention": "Zoe_secret", "after": ""}
    assert "Zoe_secret" not in written("sarif", made)
    assert "Zoe_secret" not in written("junit", made)


def test_an_account_that_exists_is_a_finding_of_every_form() -> None:
    made = document(VERIFY) | {"verdict": "not-deleted"}
    made["subject"] = made["subject"] | {"state": "active"}
    assert sarif.read(written("sarif", made))["results"][0]["ruleId"] == "account"
    failures = _xml(written("junit", made)).findall(".//failure")
    assert "not-deleted" in {each.get("type") for each in failures}
    assert 'operasure_verify_verdict{verdict="not-deleted"} 1' in written("prometheus", made)
    assert "NOT DELETED" in written("html", made)


def test_junit_and_prometheus_count_what_the_document_counts() -> None:
    made = document(VERIFY)
    outcomes = [check["outcome"] for check in made["checks"]]
    root = _xml(written("junit", made))
    assert int(root.get("failures", "")) == outcomes.count("leftover")
    assert int(root.get("errors", "")) == outcomes.count("unchecked")
    assert f'_places{{outcome="leftover"}} {outcomes.count("leftover")}' in written(
        "prometheus", made
    )
    mentions = document(MENTIONS)
    certain = sum(c["open"] for c in mentions["counts"] if c["confidence"] == "certain")
    line = f'operasure_find_mentions_mentions{{confidence="certain"}} {certain}'
    assert line in written("prometheus", mentions)


# ---- several files of one run


@pytest.fixture(scope="module")
def url(shared_database: MakeDatabase) -> str:
    return shared_database(reduced("after"))


def test_one_run_gives_every_form_of_one_moment(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = {form.name: form.suffixes[0] for form in formats.of_command("verify")}
    paths = {name: tmp_path / f"report{end}" for name, end in ends.items()}
    given = [word for path in paths.values() for word in ("-o", str(path))]
    keys.create_signing(tmp_path / "maker")
    assert run(
        ["verify", "--full", "--user-id", "42", "--database-url", url, *given, "-o", "-",
         "--key", str(tmp_path / "maker")]
    ) == 1  # fmt: skip
    out, err = capsys.readouterr()
    assert all(f"written to {path}" in err for path in paths.values())
    assert "sealed with" in err
    assert out == paths["text"].read_text()
    made = document(paths["json"])
    for name, path in paths.items():
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.read_text(encoding="utf-8") == written(name, made), name
    # And the document that was kept gives the same again, whatever its form.
    for name, path in paths.items():
        again = tmp_path / f"again-{name}"
        arguments = ["--full", "--format", name, "-o", str(again)]
        assert run(["show", str(paths["json"]), *arguments]) == 1
        assert again.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), name
    assert "sealed with" in capsys.readouterr().err


NOWHERE = ("--database-url", "postgres://nobody@127.0.0.1:1/none")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cache", "--memcached", "127.0.0.1:1", "--user-id", "4", "-o", "x.prom"], "prometheus"),
        (["cache", "--memcached", "127.0.0.1:1", "--user-id", "4", "-o", "x.sarif.json"], "sarif"),
        (["verify", "--user-id", "4", *NOWHERE, "-o", "x.json", "-o", "./x.json"], "named twice"),
        (["verify", "--user-id", "4", *NOWHERE, "--format", "csv"], "csv"),
        (["verify", "--user-id", "4", *NOWHERE, "--key", "KEY", "-o", "x.txt"], "--key needs"),
        (["logs", "x.log", "--user-id", "4", "--with-text", "-o", "x.json"], "holds no text"),
    ],
)
def test_a_form_that_can_t_be_given_is_refused_before_the_look(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    keys.create_signing(tmp_path / "KEY")
    assert run(arguments) == 2
    assert words in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["KEY", "KEY.pub"]


def test_files_are_written_all_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there is told before the other file is replaced."""
    kept = tmp_path / "kept.txt"
    kept.write_text("old")
    lost = tmp_path / "none" / "page.html"
    assert run(["show", str(VERIFY), "-o", str(kept), "-o", str(lost)]) == 2
    assert "page.html can't be written" in capsys.readouterr().err
    assert (kept.read_text(), os.listdir(tmp_path)) == ("old", ["kept.txt"])  # noqa: PTH208
    with pytest.raises(UsageError):
        writing.write_all([(tmp_path / "a", "new"), (lost, "new")])
    assert not (tmp_path / "a").exists()


def test_the_name_of_a_file_tells_its_form(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.JSON", "b.htm", "c.sarif.json", "d.out", "e.xml")]
    given = [word for path in paths for word in ("-o", str(path))]
    assert run(["show", str(VERIFY), *given]) == 1
    begins = ["{", "<!DOCTYPE", '{\n "$schema"', "operasure verify", "<?xml"]
    for path, start in zip(paths, begins, strict=True):
        assert path.read_text(encoding="utf-8").startswith(start), path
    # A single file, and those whose names say nothing, go by --format.
    assert run(["show", str(VERIFY), "--format", "json", "-o", str(paths[3])]) == 1
    assert document(paths[3]) == document(VERIFY)


# ---- show


@pytest.mark.parametrize("command", SAMPLES)
def test_show_tells_what_the_document_holds(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", str(SAMPLES[command]), "--full"]) == 1
    out = capsys.readouterr().out
    made = document(SAMPLES[command])
    assert out.startswith(f"operasure {command}")
    for entry in (*made["mentions"], *made["cache"]):
        assert str(entry.get("path") or entry.get("key") or entry["row_id"]) in out
    for check in made["checks"]:
        assert (check["id"] in out) or check["outcome"] != "leftover" or command != "verify"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "clear"}, "contradicts itself"),
        ({"format": 2}, "not an evidence document"),
        ({"command": "certificate"}, "not a document of"),
        ({"checks": [{}]}, "damaged"),
        ({"run": {"started_at": "yesterday"}}, "started_at is not a moment"),
        ({"not_covered": 7}, "not_covered is not a list"),
        ({"cookies": {"outcome": "eaten"}}, "is not an outcome"),
        ({"installation": 7}, "damaged|not an object"),
        ({"notes": None}, "notes is not a list"),
        ({"delete_after": "soon"}, "delete_after is not a day"),
        ({"run": {"started_at": "2026-02-30T10:00:00Z"}}, "started_at is not a moment"),
        ({"run": {"started_at": "2026-02-28T24:60:00Z"}}, "started_at is not a moment"),
    ],
)
def test_show_refuses_what_can_t_be_relied_on(
    change: dict[str, Any], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "document.json"
    path.write_text(json.dumps(document(VERIFY) | change))
    assert run(["show", str(path), "-o", str(tmp_path / "out.txt")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(words, err)
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize("form", ["text", "html", "junit", "sarif", "prometheus"])
@pytest.mark.parametrize("source", [VERIFY, MENTIONS, CACHE], ids=lambda path: path.stem)
def test_show_says_of_what_lacks_a_member_that_it_is_damaged(
    source: Path, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it is, at any depth: it is shown without it, or refused."""
    path, whole = tmp_path / "document.json", document(source)

    for _ in lacking(whole):
        path.write_text(json.dumps(whole))
        code = run(["show", str(path), "--full", "--format", form])
        assert code in {1, 2, 3}, capsys.readouterr().err


def test_show_checks_the_seal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.create_signing(tmp_path / "maker")
    path = tmp_path / "verify.json"
    assert run(["show", str(VERIFY), "-o", str(path)]) == 1
    seal.seal(path, keys.read_signing(tmp_path / "maker"))
    capsys.readouterr()
    assert run(["show", str(path)]) == 1
    assert "sealed with" in capsys.readouterr().err
    path.write_text(path.read_text() + "\n")
    assert run(["show", str(path)]) == 2
    assert "does not match its seal" in capsys.readouterr().err


def test_show_marks_what_holds_passages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = document(MENTIONS)
    made["mentions"][0]["text"] = {"before": "seen ", "mention": "PASSAGE", "after": " here"}
    path = tmp_path / "mentions.json"
    path.write_text(json.dumps({"delete_after": "2030-01-02"} | made))
    outputs = {name: tmp_path / f"out{end}" for name, end in (("text", ".txt"), ("html", ".html"))}
    given = [word for each in outputs.values() for word in ("-o", str(each))]
    assert run(["show", str(path), "--full", *given]) == 1
    assert outputs["text"].read_text().startswith("operasure report\nPERSONAL DATA.")
    assert 'content="2030-01-02"' in outputs["html"].read_text()
    assert all("PASSAGE" in each.read_text() for each in outputs.values())
    assert run(["show", str(path), "--format", "sarif"]) == 1
    assert "PASSAGE" not in capsys.readouterr().out


def test_show_gives_no_form_that_the_document_can_t_take(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", str(CACHE), "--format", "junit"]) == 2
    assert "a document of cache has no form junit" in capsys.readouterr().err
