"""What still holds the person: found in documents and folders, never typed."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from operasure.core import keeping
from operasure.core.errors import UsageError
from operasure.reports.certificate.case import parse
from operasure.reports.certificate.documents import Evidence
from operasure.reports.certificate.holding import Holding, holdings
from support.certificate import case_data

DAY = date(2027, 5, 1)
PLAN = "sha256:" + "1" * 64


def held(path: Path, kind: str, **more: Any) -> str:
    """A file that says what it is; its digest."""
    path.write_text(json.dumps(keeping.preamble(kind, DAY) | more) + "\n", encoding="utf-8")
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def document(**more: Any) -> Evidence:
    return Evidence("verify", "clear", "", {"subject": {"user_id": 42}} | more)


def found(*documents: Evidence, files: tuple[Path, ...] = (), **stated: Any) -> list[Holding]:
    return holdings(parse(case_data(**stated)), documents or [document()], files)


def test_files_of_the_folder_say_what_they_are(tmp_path: Path) -> None:
    digests = {kind: held(tmp_path / kind, kind) for kind in ("snapshot", "work list", "review")}
    (tmp_path / "letter.md").write_text("nothing of ours")
    (tmp_path / "within").mkdir()
    held(tmp_path / "within/deeper", "review")
    assert {each.kind: each.digest for each in found(files=(tmp_path,))} == digests
    assert {each.until for each in found(files=(tmp_path,))} == {"2027-05-01"}
    assert len(found(files=(tmp_path, tmp_path / "review", tmp_path))) == 3


def test_files_about_another_user_are_left_out(tmp_path: Path) -> None:
    held(tmp_path / "a", "plan", head={"user_id": 43})
    held(tmp_path / "b", "undo", head={"user_id": 43}, plan=PLAN)
    held(tmp_path / "c", "snapshot", snapshot={"subject": {"user_id": 43}})
    mine = held(tmp_path / "d", "undo", head={"user_id": 42}, plan=PLAN)
    sealed = held(tmp_path / "e", "snapshot", encryption={})
    assert [(e.kind, e.digest) for e in found(files=(tmp_path,))] == [
        ("undo", mine), ("snapshot", sealed),
    ]  # fmt: skip


def test_documents_name_files_that_are_elsewhere(tmp_path: Path) -> None:
    seen = held(tmp_path / "review", "review")
    one = document(
        held_in=[
            {"kind": "review", "delete_after": "2027-05-01", "digest": seen},
            {"kind": "work list", "delete_after": None, "digest": "sha256:" + "2" * 64},
        ],
        follow_up={
            "snapshot": {"taken_at": "2026-11-01T00:00:00Z", "digest": "sha256:" + "3" * 64}
        },
        erasure={"undo_until": "2026-12-24", "plan": PLAN},
    )
    assert [(e.kind, e.until, e.plan) for e in found(one, files=(tmp_path,))] == [
        ("undo", "2026-12-24", PLAN), ("review", "2027-05-01", None), ("snapshot", None, None),
        ("work list", None, None),
    ]  # fmt: skip


def test_an_undo_file_is_one_by_its_plan_and_two_by_their_digests(tmp_path: Path) -> None:
    told = document(erasure={"undo_until": "2026-12-24", "plan": PLAN})
    held(tmp_path / "a.undo", "undo", head={"user_id": 42}, plan=PLAN)
    [one] = found(told, files=(tmp_path,))
    assert (one.plan, one.until) == (PLAN, "2027-05-01")
    held(tmp_path / "b.undo", "undo", head={"user_id": 42}, plan=PLAN, more="x")
    assert len(found(told, files=(tmp_path,))) == 2


def test_what_was_destroyed_is_stated_and_must_be_gone(tmp_path: Path) -> None:
    told = document(erasure={"undo_until": "2026-12-24", "plan": PLAN})
    stated: dict[str, Any] = {"destroyed": [{"digest": PLAN, "on": "2026-11-28"}]}
    assert found(told, **stated)[0].destroyed_on == "2026-11-28"
    held(tmp_path / "a.undo", "undo", head={"user_id": 42}, plan=PLAN)
    with pytest.raises(UsageError, match="which still exists"):
        found(told, files=(tmp_path,), **stated)


def test_a_file_that_lies_about_itself_still_counts(tmp_path: Path) -> None:
    for number, rest in enumerate(("", '"head": {"user_id": [1]}}', "{" * 100_000)):
        (tmp_path / str(number)).write_text('{"kind": "operasure undo", ' + rest)
    assert [each.kind for each in found(files=(tmp_path,))] == ["undo"] * 3
    with pytest.raises(UsageError, match="there is no"):
        found(files=(tmp_path / "none",))
