"""The folder of a case: who is at work in it, and what is half done, damaged, or no case."""

from __future__ import annotations

import fcntl
import io
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from cases.documents import write
from operasure.cases import facts, folder, log, steps
from operasure.cases.site import Site
from operasure.cli import asking, run
from operasure.core.errors import UsageError
from operasure.reports import prune


def test_two_runs_at_a_time_are_refused(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handle = os.open(case, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        before = sorted(case.iterdir())
        for command in ("next", "review", "certify", "close"):
            assert run(["case", command, str(case)]) == 3
            assert "another run is at work" in capsys.readouterr().err
        assert sorted(case.iterdir()) == before
    finally:
        os.close(handle)


@pytest.mark.parametrize("cut", [" $ operasure ", " $ operasure verify '--na", " $ operasure 'x"])
def test_a_line_of_the_log_that_is_cut_off_stops_no_case(case: Path, cut: str) -> None:
    made = write(case, "01-verify.json", 1)
    (case / "case.log").write_text(f"2026-11-20T10:00:00Z{cut}")
    log.recover(case)
    assert made.exists()


def test_what_a_killed_run_left_half_done_goes(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = write(case, "01-verify.json", 1)
    cached = write(case, "02-cache.json", 1)
    words = ["--key", "k", "-o"]
    log.begin(case, ["verify", *words, str(made)])
    log.end(case, 1)
    log.recover(case)
    assert made.exists()
    log.begin(case, ["cache", *words, str(cached)])
    log.recover(case)
    assert cached.exists()
    log.begin(case, ["verify", *words, str(made)])
    for ending in (".sig", ".pub"):
        made.with_name(made.name + ending).touch()
    log.recover(case)
    assert made.exists()
    made.with_name(made.name + ".pub").unlink()
    log.recover(case)
    assert sorted(case.glob("01-*")) == []
    (case / "draft").touch()
    with monkeypatch.context() as dying:
        dying.setattr(Path, "unlink", os.kill)
        with pytest.raises(TypeError):
            prune.remove(case / "draft")
    [unlinked] = case.glob(".*")
    drafts = [
        case / f".{each}.ab12_xyz"
        for each in (
            "case.toml", "case.key", "snapshot.json", "snapshot-57.json", "01-verify.json",
            "12.plan.undo", "review-0123456789abcdef.json",
        )
    ]  # fmt: skip
    for each in drafts:
        each.write_text("half", encoding="utf-8")
    drafts += [unlinked, case / ".03-certificate.ab12_xyz", case / ".04-answer-57.ab12_xyz"]
    for each in drafts[-2:]:
        each.mkdir()
    kept = case / ".hidden"
    kept.touch(0o644)
    with folder.held(case):
        assert not any(path.exists() for path in drafts)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "is no case"),
        ("user_id = 'x'", "lacks user_id"),
        ("user_id = ", "is not valid TOML"),
        ("user_id = 1\nsubject = 1", "lacks user_id"),
    ],
)
def test_a_folder_that_is_no_case(
    tmp_path: Path, content: str | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content:
        (tmp_path / folder.CASE).write_text(content, encoding="utf-8")
    assert run(["case", "next", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_a_folder_that_is_there_is_not_taken(case: Path) -> None:
    with pytest.raises(UsageError, match="go on with"):
        folder.begin(case)
    (case / folder.CASE).unlink()
    with pytest.raises(UsageError, match="is no case"):
        folder.begin(case)
    (case / folder.KEY).unlink()
    (case / ".case.toml.ab12_xyz").touch()
    case.chmod(0o755)
    folder.begin(case)
    assert stat.S_IMODE(case.stat().st_mode) == 0o700


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_a_person_types_is_asked_once_and_again_where_it_is_wrong(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = (
        "yesterday", "2026-11-02", "the person", "", "", "Works", "privacy", "the operator",
        "2026-11-20T10:15:00", "2026-11-20T10:15:00+01:00", "", "y", "n", 'Zoë "Z" Müller; Z. Doe',
    )  # fmt: skip
    monkeypatch.setattr("sys.stdin", _Terminal("\n".join(typed) + "\n"))
    content = facts.begin([42], "R", Site(), None, asking.all_facts(Site(), is_gone=True))
    (case / folder.CASE).write_text(content, encoding="utf-8")
    found = folder.facts(case)
    assert found["received_on"].isoformat() == "2026-11-02"
    assert found["deleted_at"].isoformat() == "2026-11-20T10:15:00+01:00"
    assert (found["requested_by"], found["recipients"]) == ("the person", [])
    assert found["subject"]["names"] == ['Zoë "Z" Müller', "Z. Doe"]
    lacking = [fact.key for fact in steps.lacking(folder.read(case))]
    assert lacking == ["identity_checked", "legal_basis", "method"]
    assert steps.unstated(folder.read(case)) == ["kept"]
    assert capsys.readouterr().err.count("case file: ") == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"run": {}}, {"run": {"started_at": "2026-01-01", "finished_at": "x"}}, {"run": None},
        {"run": {"started_at": "2026-01-01", "finished_at": "2026-01-01"}},
        {"checks": [1]}, {"checks": [{"outcome": "leftover"}]}, {"checks": None},
        {"checks": [{"outcome": "retained", "retained": 1, "until": "2026-01-01T00:00:00"}]},
        {"mentions": [{}]}, {"mentions": [{"decision": {}}]}, {"mentions": None}, {"cache": [{}]},
        {"cache": 1}, {"files": [1]}, {"held_in": [{}]}, {"subject": 1},
        {"subject": {"user_id": []}}, {"subject": {"user_id": 42, "user_ids": 42}},
        {"subject": {"user_ids": [42, "x"]}}, {"erasure": [1]},
        {"installation": "x"}, {"searched": 7}, {"review": "x"}, {"evicted": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_damaged_document_is_one_line(
    case: Path, wrong: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(case, "01-verify.json", 1, **wrong)
    for command in ("next", "status", "certify"):
        assert run(["case", command, str(case)]) == 2, capsys.readouterr().err
        err = capsys.readouterr().err
        assert str(path) in err
        assert err.count("\n") == 1


def test_a_reference_is_no_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = ["--in", str(tmp_path)]
    for reference in ("..", "/", "."):
        assert run(["case", "new", "42", "--reference", reference, *nowhere]) == 2
    assert "must hold a letter" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_answered_stands_in_the_case_file_as_it_was_typed(case: Path) -> None:
    said = r'she said "C:\1 \g<0>" — 100 %'
    facts.state(case, {"requested_by": said, "recipients": []})
    found = folder.facts(case)
    assert (found["requested_by"], found["recipients"]) == (said, [])
