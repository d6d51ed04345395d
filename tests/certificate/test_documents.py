"""Reading the evidence of a case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.core.typed import plain
from operasure.matching.identity import Identity
from operasure.reports.certificate import canonical, documents
from operasure.reports.certificate.documents import NotDeleted, read, verdict
from operasure.reports.evidence.document import subject_of
from support.certificate import CACHE, CASE_KEY, MENTIONS, VERIFY, changed, clear


def test_documents_are_read_in_one_order() -> None:
    found = read([MENTIONS, VERIFY], CASE_KEY)
    assert [e.command for e in found] == ["verify", "find-mentions"]
    assert found[0].name == "evidence/verify.json"
    assert found[0].original == f"sha256:{hashlib.sha256(VERIFY.read_bytes()).hexdigest()}"
    assert canonical.loads(found[0].written, "it") == found[0].copy
    assert found[0].user_id == 42


def test_the_worst_verdict_counts(tmp_path: Path) -> None:
    fine = changed(VERIFY, tmp_path / "fine.json", clear)
    empty = changed(MENTIONS, tmp_path / "empty.json", clear)

    def broken(document: dict[str, Any]) -> None:
        document["verdict"] = "incomplete"
        document["checks"][-1] |= {"outcome": "unchecked", "reason": "statement timeout"}

    unsure = changed(empty, tmp_path / "unsure.json", broken)
    assert verdict(read([fine], CASE_KEY)) == "clear"
    assert verdict(read([fine, unsure], CASE_KEY)) == "incomplete"
    assert verdict(read([fine, MENTIONS], CASE_KEY)) == "leftovers"


def test_an_account_that_exists_is_not_certified(tmp_path: Path) -> None:
    path = changed(VERIFY, tmp_path / "a.json", lambda d: d.update(verdict="not-deleted"))
    with pytest.raises(NotDeleted, match="delete it in OpenProject") as caught:
        read([path], CASE_KEY)
    assert caught.value.exit_code == 4


WRONG: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda d: d.update(format=2), "not an evidence document of format 1"),
    (lambda d: d.pop("checks"), "it lacks checks"),
    (lambda d: d.pop("not_covered"), "it lacks not_covered"),
    (lambda d: d.update(command="demo"), "needs documents of verify"),
    (lambda d: d.update(verdict="fine"), "its verdict is unknown"),
    (lambda d: d["run"].update(finished_at=None), "run lacks started_at or finished_at"),
    (lambda d: d["installation"].pop("database"), "installation lacks database"),
    (lambda d: d["installation"].update(dump={"form": "tar"}), "about a backup"),
    (lambda d: d.update(installation=[1]), "installation lacks database"),
]


@pytest.mark.parametrize(("change", "words"), WRONG)
def test_what_is_no_evidence_document(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    path = changed(VERIFY, tmp_path / "a.json", change)
    with pytest.raises(UsageError, match=words):
        read([path], CASE_KEY)


def test_a_document_without_a_database_goes_with_those_of_one() -> None:
    found = read([CACHE, VERIFY], CASE_KEY)
    assert [e.command for e in found] == ["verify", "cache"]
    assert found[1].copy["installation"] is None
    assert found[1].seen.isoformat() == found[1].copy["run"]["started_at"].replace("Z", "+00:00")


def test_a_look_at_the_database_names_its_database(tmp_path: Path) -> None:
    path = changed(VERIFY, tmp_path / "a.json", lambda d: d.update(installation=None))
    with pytest.raises(UsageError, match="it lacks installation"):
        read([path], CASE_KEY)
    path = changed(CACHE, tmp_path / "b.json", lambda d: d["run"].pop("started_at"))
    with pytest.raises(UsageError, match="run lacks started_at"):
        read([path], CASE_KEY)


OTHERS: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda d: d["subject"].update(user_id=43), "about different ids"),
    (lambda d: d["installation"].update(database="sha256:" + "0" * 64), "of different databases"),
    (lambda d: d["installation"].update(schema="other"), "of different schemas"),
    (lambda d: d.update(command="verify"), "two documents of verify"),
]


def test_two_databases_with_the_same_address_are_told_apart(tmp_path: Path) -> None:
    """A role that may not ask the server who it is spoils nothing."""

    def named(path: Path, name: str) -> Path:
        identity = f"sha256:{hashlib.sha256(name.encode()).hexdigest()}"
        made = tmp_path / f"{name}-{path.name}"
        return changed(path, made, lambda d: d["installation"].update(identity=identity))

    for mentions in (MENTIONS, named(MENTIONS, "one")):
        assert len(read([named(VERIFY, "one"), mentions], CASE_KEY)) == 2
    with pytest.raises(UsageError, match="different databases under the same address"):
        read([named(VERIFY, "one"), named(MENTIONS, "other")], CASE_KEY)


@pytest.mark.parametrize(("change", "words"), OTHERS)
def test_evidence_is_of_one_case(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    path = changed(MENTIONS, tmp_path / "a.json", change)
    with pytest.raises(UsageError, match=words):
        read([VERIFY, path], CASE_KEY)


def test_evidence_about_no_id_goes_with_any(tmp_path: Path) -> None:
    path = changed(MENTIONS, tmp_path / "a.json", lambda d: d["subject"].update(user_id=None))
    assert [e.user_id for e in read([VERIFY, path], CASE_KEY)] == [42, None]


def test_files_that_are_no_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    for data, words in (
        (b"", "not strict JSON"),
        (b"[]", "not an evidence document"),
        (b'{"format": 1.0}', "not strict JSON"),
        (json.dumps({"format": 1}).encode(), "it lacks"),
    ):
        path.write_bytes(data)
        with pytest.raises(UsageError, match=words):
            read([path], CASE_KEY)
    with pytest.raises(UsageError, match="can't be read"):
        read([tmp_path / "none.json"], CASE_KEY)
    monkeypatch.setattr(documents, "LARGEST", 1000)
    with pytest.raises(UsageError, match="has more than"):
        read([VERIFY], CASE_KEY)


def test_a_document_without_a_database_needs_one_with_it(tmp_path: Path) -> None:
    def without(document: dict[str, Any]) -> None:
        document.update(command="logs", installation=None, logs=[], subject={"user_id": 42})

    logs = changed(VERIFY, tmp_path / "logs.json", without)
    found = read([logs, VERIFY], CASE_KEY)
    assert [e.command for e in found] == ["verify", "logs"]
    with pytest.raises(UsageError, match="no document is about the database"):
        read([logs], CASE_KEY)
    verify = changed(VERIFY, tmp_path / "verify.json", lambda d: d.update(installation=None))
    with pytest.raises(UsageError, match="it lacks installation"):
        read([verify], CASE_KEY)


def _of_several(document: dict[str, Any]) -> None:
    document["subject"]["user_ids"] = [42, 57]
    document["searched"]["user_ids"] = [42, 57]


def test_a_search_for_several_accounts_says_that_they_are_of_one_person(tmp_path: Path) -> None:
    several = changed(MENTIONS, tmp_path / "several.json", _of_several)
    found = read([VERIFY, several], CASE_KEY)
    assert [each.user_ids for each in found] == [(42,), (42, 57)]
    assert read([VERIFY, several], CASE_KEY, (42, 57))
    with pytest.raises(UsageError, match=r"name every account .* \(besides: 57\)"):
        read([VERIFY, several], CASE_KEY, (42,))
    other = changed(VERIFY, tmp_path / "v.json", lambda d: d["subject"].update(user_id=60))
    with pytest.raises(UsageError, match="about different ids"):
        read([other, several], CASE_KEY)


def test_checks_of_two_accounts_within_the_same_seconds_are_two(tmp_path: Path) -> None:
    other = changed(VERIFY, tmp_path / "v.json", lambda d: d["subject"].update(user_id=57))
    several = changed(MENTIONS, tmp_path / "several.json", _of_several)
    found = read([VERIFY, other, several], CASE_KEY, (42, 57))
    assert {each.user_ids for each in found} == {(42,), (57,), (42, 57)}


@pytest.mark.parametrize("wrong", [[57, 42], [42, 60]])
def test_the_accounts_of_a_subject_are_those_that_were_searched_for(
    tmp_path: Path, wrong: list[int]
) -> None:
    def change(document: dict[str, Any]) -> None:
        _of_several(document)
        document["subject"]["user_ids"] = wrong

    path = changed(MENTIONS, tmp_path / "wrong.json", change)
    with pytest.raises(UsageError, match="other accounts than were searched for"):
        read([VERIFY, path], CASE_KEY)


def test_evidence_of_a_search_names_every_account() -> None:
    one, several = (Identity.of(["Jo Example"], user_ids=ids) for ids in ([42], [42, 57]))
    assert "user_ids" not in plain(subject_of(one))
    assert plain(subject_of(several))["user_ids"] == [42, 57]
