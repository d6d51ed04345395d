"""From evidence and case to a folder: whole, minimised, and of one person."""

from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.core.model import Subject
from operasure.looks.snapshot.model import InstallationBefore, Snapshot
from operasure.reports.certificate import create, folder, keys
from operasure.reports.certificate.case import parse
from operasure.reports.certificate.create import Before
from operasure.reports.certificate.token import KnownPerson, confirms
from operasure.reports.words import LANGUAGES, Words
from support.certificate import (
    CACHE,
    CASE_KEY,
    FIRST,
    MENTIONS,
    SECOND,
    VERIFY,
    case_data,
    changed,
    clear,
    request,
    spellings,
    traces,
    traces_in,
)
from support.words import catalog

NAME = "Jürgen Brandström"


def leaky(document: dict[str, Any]) -> None:
    """Put every spelling wherever a document could hold one."""
    every = list(spellings())
    document["notes"] = list(every)
    document["accepted"] = [
        {"check": "a/b.c", "ground": s, "until": "2030-01-01T00:00:00Z", "by": s} for s in every
    ]
    for check, spelling in zip(document["checks"], every * 9, strict=False):
        check |= {"note": spelling, "row_ids": [spelling] if check["rows"] else []}
        if check["outcome"] == "absent":
            check |= {"outcome": "unchecked", "reason": f"invalid input: {spelling}"}
    groups = sorted({c["group"] for c in document["checks"] if c["outcome"] == "leftover"})
    document["mentions"] = [
        {
            "id": s, "group": group, "table": "journals", "column": "notes", "row_id": s,
            "path": f"/wiki/{s}", "url": s, "project": s, "author": {"name": s},
            "variant": "full name", "confidence": "certain", "historic": False, "decision": "keep",
            "ground": s, "text": {"before": s, "mention": s, "after": s},
        }
        for s in every for group in groups
    ]  # fmt: skip
    document["decided"] = document["mentions"]
    document["counts"] = [
        {"group": g, "confidence": "certain", "open": len(every), "kept": len(every),
         "not_the_person": 0}
        for g in groups
    ]  # fmt: skip
    match = {"what": "full name", "confidence": "certain", "in_key": True, "text": every[0]}
    document["cache"] = [
        {
            "server": s,
            "key": s,
            "outcome": "leftover",
            "matches": [match],
            "value": s,
            "confidence": "certain",
            "served": "yes",
            "size": 1,
            "age": 1,
            "expires_at": None,
        }
        for s in dict.fromkeys(every)
    ]
    document["cache_servers"] = [
        {
            "server": s, "version": s, "listed": 1, "read": 1, "gone": 0, "outside": 0,
            "unread": 0, "findings": 1, "undecoded": {},
            "unchecked": [{"reason": f"answered: {s}", "remedy": "run again"}], "notes": [s],
        }
        for s in dict.fromkeys(every)
    ]  # fmt: skip
    document["not_covered"] += [f"the desk of {every[0]}"]
    document["person"] = every


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize(
    ("language", "full"), [*((each, True) for each in LANGUAGES), (LANGUAGES[0], False)]
)
def test_no_file_names_the_person_in_any_spelling(
    tmp_path: Path, language: str, full: bool
) -> None:
    evidence = [VERIFY, MENTIONS, CACHE]
    if full:
        evidence = [changed(path, tmp_path / path.name, leaky) for path in evidence]
        assert all(traces(path.read_text(encoding="utf-8")) for path in evidence)
    made = create.make(request(evidence=evidence, language=language, printed=True))
    assert "certificate.pdf" in made.contents
    for name, data in made.contents.items():
        assert traces_in(name, data) == [], name
        assert not traces(name)


def test_a_certificate_of_texts_and_a_cache_claims_nothing_of_the_id(tmp_path: Path) -> None:
    path = changed(CACHE, tmp_path / "cache.json", clear)
    path = changed(path, path, lambda d: d.update(evicted={"deleted": 4, "gone": 0, "refused": 0}))
    texts = changed(MENTIONS, tmp_path / "mentions.json", clear)
    for language in LANGUAGES:
        made = create.make(request(evidence=[path, texts], language=language))
        assert made.verdict == "clear"
        found = json.loads(made.contents["statement.json"])["predicate"]
        assert found["evidence"][1]["cache"] == {"caches": 2, "read": 25, "deleted": 4}
        [group] = [group for group in found["groups"] if group["code"] == "xm-01"]
        assert (group["places"], group["outcome"]) == (2, "clear")
        uncovered = {each["key"] for each in found["not_covered"]}
        assert {"database", "memory", "caches"} <= uncovered
        assert not {"cache", "mentions"} & uncovered
        page = unescape(made.contents["certificate.html"].decode())
        words = catalog(language)
        assert words["verdict_more"]["part"] in page
        assert words["verdict_more"]["complete"] not in page
        assert words["title"]["report"] in page
        assert "None" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_says_that_some_names_were_not_searched_for(
    language: str, tmp_path: Path
) -> None:
    said = catalog(language)["verdict_more"]["searched_without_some"]
    texts = changed(MENTIONS, tmp_path / "some.json", lambda d: d["searched"].update(refused=1))
    for path, told in ((MENTIONS, False), (texts, True)):
        made = create.make(request(evidence=[path, VERIFY], language=language))
        assert (said in unescape(made.contents["certificate.html"].decode())) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_says_that_a_login_is_too_short_to_be_a_word(
    language: str, tmp_path: Path
) -> None:
    said = Words(language)("unsought.short", n=2)
    texts = changed(MENTIONS, tmp_path / "short.json", lambda d: d["searched"].update(short=2))
    for path, told in ((MENTIONS, False), (texts, True)):
        made = create.make(request(evidence=[path, VERIFY], language=language))
        assert (said in unescape(made.contents["certificate.html"].decode())) == told


def test_a_certificate_of_all_three(tmp_path: Path) -> None:
    made = create.make(request(evidence=[CACHE, MENTIONS, VERIFY]))
    found = json.loads(made.contents["statement.json"])["predicate"]
    assert [each["command"] for each in found["evidence"]] == ["verify", "find-mentions", "cache"]
    assert found["installation"]["database"].startswith("sha256:")
    uncovered = {each["key"] for each in found["not_covered"]}
    assert {"memory", "caches"} <= uncovered
    assert not {"cache", "database", "mentions"} & uncovered
    [left] = [place for place in found["left"] if place["group"] == "xm-01"]
    assert (left["place"], left["rows"]) == ("cache.1", 5)
    [unchecked] = [place for place in found["unchecked"] if place["group"] == "xm-01"]
    assert "no connection" in unchecked["reason"]
    page = unescape(made.contents["certificate.html"].decode())
    assert "xm-01" in page
    assert "In the cache: 2 caches, 25 entries read." in page


def test_the_subject_is_a_keyed_hash() -> None:
    made = create.make(request()).contents["statement.json"]
    held = [(t["kind"], t["token"]) for t in json.loads(made)["predicate"]["subject"]["tokens"]]
    assert confirms(CASE_KEY, KnownPerson((NAME,), ("j_brandstroem",)), held)
    assert not confirms(bytes(32), KnownPerson((NAME,)), held)


def test_a_folder_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "made"
    folder.write(path, create.make(request()).contents)
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for each in path.rglob("*"):
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600)
    assert [p.name for p in tmp_path.iterdir()] == ["made"]


def test_a_folder_is_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = dict(create.make(request()).contents)
    with pytest.raises(UsageError, match="can't be written"):
        folder.write(tmp_path / "made", contents | {"none/deeper/file": b"x"})
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    for path in (tmp_path / "made", tmp_path / "none" / "made"):
        with pytest.raises(UsageError, match=r"exists already|is not a folder"):
            folder.write(path, create.make(request()).contents)
    assert list((tmp_path / "made").iterdir()) == []


def test_the_same_input_gives_the_same_bytes() -> None:
    assert create.make(request()).contents == create.make(request()).contents


def test_facts_that_may_name_the_person_are_pointed_out() -> None:
    case = parse(case_data(deleted_by="K. Brandström"))
    assert [doubt.where for doubt in create.make(request(case=case)).doubts] == ["deleted_by"]


def test_evidence_about_another_person(tmp_path: Path) -> None:
    def other(document: dict[str, Any]) -> None:
        document["subject"]["token"] = "hmac-sha256:" + "0" * 64

    path = changed(MENTIONS, tmp_path / "other.json", other)
    with pytest.raises(UsageError, match="document of find-mentions is about another person"):
        create.make(request(evidence=[VERIFY, path]))


def test_a_second_signature(tmp_path: Path) -> None:
    path = tmp_path / "made"
    folder.write(path, create.make(request()).contents)
    assert create.sign(path, SECOND) == keys.fingerprint(SECOND.public_key())
    for key in (FIRST, SECOND):
        with pytest.raises(UsageError, match="already signed with this key"):
            create.sign(path, key)
    (path / "letter.md").write_text("x")
    with pytest.raises(UsageError, match=r"not as it was made: letter\.md was altered"):
        create.sign(path, SECOND)


def test_a_signature_that_can_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "made"
    folder.write(path, create.make(request()).contents)
    before = folder.read(path)
    name = folder.short(SECOND.public_key())
    with pytest.raises(UsageError, match="can't be written"):
        folder.add(path, {f"{name}.sig": b"x", f"none/{name}.pub": b"x"})
    assert folder.read(path) == before


def test_the_certificate_before_is_of_the_same_case_and_person(tmp_path: Path) -> None:
    first = tmp_path / "first"
    folder.write(first, create.make(request()).contents)
    made = create.make(request(previous=first))
    predicate = json.loads(made.contents["statement.json"])["predicate"]
    assert predicate["previous"].startswith("sha256:")
    other_case = parse(case_data(reference="2026-012"))
    with pytest.raises(UsageError, match="is a certificate of another case"):
        create.make(request(previous=first, case=other_case))
    with pytest.raises(UsageError, match="made with another case key"):
        create.make(request(previous=first, case_key=bytes(32)))
    (first / "MANIFEST").unlink()
    with pytest.raises(UsageError, match="not as it was made"):
        create.make(request(previous=first))


def snapshot(**changes: Any) -> Snapshot:
    taken = datetime(2026, 11, 19, 8, tzinfo=UTC)
    here = InstallationBefore(
        openproject="17.1", last_migration="1", postgresql="16", database="sha256:" + "0" * 64,
        schema="public", host_name=None, deleted_user_ids=(3,), checked_at=taken,
    )  # fmt: skip
    made = Snapshot(
        subject=Subject(42), case=None, taken_at=taken, delete_after=date(2027, 1, 1),
        installation=here, queries="sha256:", mark_key=b"", known=(), account=(), places=(),
        goes_along={}, risks=(), unread=(), titles={},
    )  # fmt: skip
    return replace(made, **changes)


def test_the_snapshot_is_of_this_person_and_from_before() -> None:
    made = create.make(request(before=[Before(snapshot(), "sha256:abc")]))
    assert json.loads(made.contents["statement.json"])["predicate"]["snapshot"] == "sha256:abc"
    other = Before(snapshot(subject=Subject(43)), "sha256:abc")
    with pytest.raises(UsageError, match="snapshot is about another id"):
        create.make(request(before=[other]))
    late = Before(snapshot(taken_at=datetime(2026, 11, 21, tzinfo=UTC)), "sha256:abc")
    with pytest.raises(UsageError, match="snapshot is younger than deleted_at"):
        create.make(request(before=[late]))


def test_evidence_that_followed_up_another_snapshot(tmp_path: Path) -> None:
    digest = "sha256:" + "a" * 64

    def followed(document: dict[str, Any]) -> None:
        document["follow_up"] = {
            "verdict": "losses",
            "snapshot": {"taken_at": "2026-11-19T08:00:00Z", "digest": digest},
            "rows": 3,
            "states": {"lost": 1, "gone as expected": 2},
            "checks": [
                {
                    "id": "cw-02/t.c", "group": "cw-02", "table": "t", "column": "c",
                    "expected": "deleted user", "by_name": False, "rows": 3,
                    "states": {"lost": 1, "gone as expected": 2}, "row_ids": {"lost": [NAME]},
                    "accepted": False, "reason": None,
                }
            ],
            "foretold": [
                {"kind": "report filters", "table": "t", "column": "c", "row_id": 1,
                 "result": "came true", "lost": [NAME], "accepted": False}
            ],
            "unread": [], "notes": [NAME],
        }  # fmt: skip

    path = changed(VERIFY, tmp_path / "followed.json", followed)
    made = create.make(request(evidence=[path, MENTIONS]))
    predicate = json.loads(made.contents["statement.json"])["predicate"]
    assert predicate["snapshot"] == digest
    assert predicate["follow_up"]["states"] == {"gone as expected": 2, "lost": 1}
    (loss,) = predicate["follow_up"]["losses"]
    assert (loss["state"], loss["rows"], loss["place"]) == ("lost", 1, "t.c")
    assert all(not traces_in(n, d) for n, d in made.contents.items())
    with pytest.raises(UsageError, match="belongs to another snapshot"):
        create.make(request(evidence=[path], before=[Before(snapshot(), "sha256:abc")]))


def test_a_copy_of_the_folder_is_as_good(tmp_path: Path) -> None:
    folder.write(tmp_path / "made", create.make(request()).contents)
    shutil.copytree(tmp_path / "made", tmp_path / "copy")
    assert folder.read(tmp_path / "copy") == folder.read(tmp_path / "made")
