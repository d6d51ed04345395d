"""What is next in a case and how it stands, on folders made by hand: no database is asked."""

from __future__ import annotations

import fcntl
import io
import json
import os
import stat
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from operasure.cases import facts, folder, log, steps, walk
from operasure.cases.account import CaseAccounts
from operasure.cases.commands import CaseStep
from operasure.cases.site import Site
from operasure.cases.status import data, lines, status
from operasure.cases.steps import Turn
from operasure.cli import asking, run
from operasure.core.errors import UsageError
from operasure.reports import prune
from operasure.reports.certificate import keys

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OPEN = ("deletion", "checks", "review", "removal", "certificate", "close")
SITE = Site(memcached=("10.0.0.5:11211",))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case whose account is gone, with a name stated."""
    path = tmp_path / "case"
    path.mkdir(0o700)
    content = facts.begin([42], "R", Site(), None).replace("# names =", "names =")
    (path / folder.CASE).write_text(content, encoding="utf-8")
    keys.create_case(path / folder.KEY)
    return path


def write(case: Path, name: str, minute: int, **more: Any) -> Path:
    """An evidence document, as far as a case reads it."""
    moment = (NOW + timedelta(minutes=minute)).isoformat()
    command = name.partition("-")[2].removesuffix(".json")
    found: dict[str, Any] = {
        "format": 1, "operasure": "0", "command": command, "verdict": "clear", "checks": [],
        "mentions": [], "cache": [], "subject": {"user_id": 42}, "installation": None,
        "run": {"started_at": moment, "finished_at": moment},
    }  # fmt: skip
    if command == "find-mentions":
        found["searched"] = {"tokens": sorted(folder.read(case).sought)}
    path = case / name
    path.write_text(json.dumps(found | more), encoding="utf-8")
    return path


def due(case: Path, minute: int = 60, *, exists: bool = False) -> CaseStep | Turn:
    now = NOW + timedelta(minutes=minute)
    return steps.due(folder.read(case), SITE, now, living=(42,) if exists else ())


def name(found: CaseStep | Turn) -> str:
    return found.name if isinstance(found, CaseStep) else f"turn: {found.what}"


def leftover(until: str | None = None) -> list[dict[str, Any]]:
    outcome = "retained" if until else "leftover"
    return [{"id": "x", "outcome": outcome, "rows": 1, "retained": 1, "until": until}]


def test_each_step_follows_from_the_files_that_are_there(case: Path) -> None:
    assert name(due(case, exists=True)) == "snapshot"
    (case / folder.SNAPSHOT).touch()
    assert name(due(case, exists=True)) == "turn: deletion"
    # A look at an account that is still there is none.
    write(case, "01-verify.json", 0, verdict="not-deleted")
    assert name(due(case, exists=True)) == "turn: deletion"
    assert name(due(case)) == "verify"
    write(case, "01-verify.json", 1)
    assert name(due(case)) == "find-mentions"
    write(case, "02-find-mentions.json", 2, mentions=[{"decision": None}])
    assert name(due(case)) == "turn: review"
    write(case, "02-find-mentions.json", 2)
    assert name(due(case)) == "turn: certificate"
    # What is served from a cache is asked about once.
    write(case, "01-verify.json", 1, cache=[{"outcome": "leftover"}])
    assert name(due(case)) == "evict"
    write(case, "03-cache.json", 3)
    assert name(due(case)) == "turn: certificate"
    write(case, "03-cache.json", 3, evicted={"deleted": 1})
    assert name(due(case)) == "verify"
    write(case, "04-verify.json", 3, checks=leftover())
    write(case, "05-find-mentions.json", 4)
    planned = due(case)
    assert isinstance(planned, CaseStep)
    assert planned.name == "plan"
    assert str(case / "04-verify.json") in planned.words
    assert str(case / "01-verify.json") not in planned.words
    # After a removal: the cache, then everything again, also within one second.
    write(case, "06-erase.json", 4, erasure={"plan": "sha256:1"})
    assert name(due(case)) == "evict"
    write(case, "07-cache.json", 4)
    assert name(due(case)) == "verify"
    write(case, "08-verify.json", 4)
    assert name(due(case)) == "find-mentions"
    write(case, "09-find-mentions.json", 4)
    assert name(due(case)) == "turn: certificate"
    # An account that came back is no new case: what was known before counts.
    write(case, "10-verify.json", 9, verdict="not-deleted")
    assert name(due(case, exists=True)) == "turn: deletion"
    (case / folder.SNAPSHOT).unlink()
    assert name(due(case, exists=True)) == "turn: deletion"


def test_what_is_somebody_else_s_a_backup_s_or_only_tried_counts_for_nothing(case: Path) -> None:
    write(case, "01-verify.json", 1, subject={"user_id": 43})
    write(case, "02-verify.json", 1, installation={"dump": {"digest": "x"}})
    write(case, "03-erase.json", 1, erasure={"plan": "x", "dry_run": True})
    (case / "review.json").write_text('{"kind": "operasure review", "key": "00"}')
    (case / "note.json").write_text('{"format": 7')
    found = folder.read(case)
    assert list(found.documents) == []
    assert len(found.ignored) == 3
    assert found.reviews("find-mentions") == []
    assert [path.name for path in found.strangers()] == ["review.json"]
    assert name(due(case)) == "verify"


def test_verify_runs_again_once_something_should_have_gone(case: Path) -> None:
    day = (NOW + timedelta(days=2)).isoformat()
    write(case, "01-verify.json", 1, checks=leftover(day))
    write(case, "02-find-mentions.json", 2)
    assert name(due(case)) == "turn: certificate"
    assert name(due(case, 60 * 24 * 3)) == "verify"


@pytest.mark.parametrize("where", ["recheck_on = {}", "[[left]]\nreason = 'x'\nagain_on = {}"])
def test_verify_runs_again_on_the_days_that_people_state(case: Path, where: str) -> None:
    """Both in days of the case's zone, and once: what was checked since is not due any more."""
    write(case, "01-verify.json", 1)
    write(case, "02-find-mentions.json", 2)
    text = (case / folder.CASE).read_text(encoding="utf-8")
    stated = f'time_zone = "Europe/Berlin"\n{text}' if where[0] == "[" else text
    line = where.format((NOW + timedelta(days=2)).date())
    stated = f"{stated}\n{line}\n" if where[0] == "[" else f"{line}\n{stated}"
    (case / folder.CASE).write_text(stated, encoding="utf-8")
    zone = ZoneInfo("Europe/Berlin" if where[0] == "[" else "UTC")
    begins = datetime.combine((NOW + timedelta(days=2)).date(), datetime.min.time(), zone)
    minutes = int((begins - NOW).total_seconds() // 60)
    assert name(due(case, minutes - 1)) == "turn: certificate"
    assert "checked again" not in str(status(case, SITE, begins - timedelta(minutes=1)).attention)
    assert name(due(case, minutes)) == "verify"
    assert "to be checked again since" in str(status(case, SITE, begins).attention)
    write(case, "03-verify.json", minutes)
    assert name(due(case, minutes + 60 * 24 * 9)) == "turn: certificate"
    late = status(case, SITE, begins + timedelta(days=9))
    assert "checked again" not in str(late.attention)


@pytest.mark.parametrize("name_", ['["Zoë Müllner"]', '["Zoë Müller", "Zoë Schmidt"]'])
def test_a_name_that_was_corrected_or_added_is_looked_for(case: Path, name_: str) -> None:
    site = Site(logs=(case,))
    write(case, "01-verify.json", 1)
    write(case, "02-find-mentions.json", 2)
    write(case, "03-logs.json", 3)
    now = NOW + timedelta(hours=1)
    assert name(steps.due(folder.read(case), site, now, living=())) == "turn: certificate"
    text = (case / folder.CASE).read_text(encoding="utf-8")
    text = text.replace('["Zoë Müller"]', name_)
    (case / folder.CASE).write_text(text, encoding="utf-8")
    found = steps.due(folder.read(case), site, now, living=())
    assert name(found) == "find-mentions"
    write(case, "04-find-mentions.json", 4)
    assert name(steps.due(folder.read(case), site, now, living=())) == "logs"
    write(case, "05-logs.json", 5)
    assert name(steps.due(folder.read(case), site, now, living=())) == "turn: certificate"


def test_a_search_by_hand_counts_if_it_was_for_every_account_of_the_person(case: Path) -> None:
    path = case / folder.CASE
    content = path.read_text(encoding="utf-8").replace("user_id = 42", "user_id = [42, 57]")
    path.write_text(content, encoding="utf-8")
    write(case, "01-verify.json", 1)
    write(case, "02-verify.json", 2, subject={"user_id": 57})
    for number, (subject, follows) in enumerate(
        [
            ({"user_id": 42}, "find-mentions"),
            ({"user_id": None}, "find-mentions"),
            # It is about somebody else, too: another case.
            ({"user_id": 42, "user_ids": [42, 57, 58]}, "find-mentions"),
            ({"user_id": 57, "user_ids": [57, 42]}, "turn: certificate"),
        ]
    ):
        write(case, f"{number + 3:02}-find-mentions.json", number + 3, subject=subject)
        assert name(due(case)) == follows, subject


def test_everything_is_looked_at_again_on_demand(case: Path) -> None:
    ran: list[tuple[str, ...]] = []

    def looked(words: tuple[str, ...]) -> int:
        ran.append(words)
        write(case, Path(words[-1]).name, len(ran))
        return 0

    going = walk.Walk(case, Site(), looked, lambda _: CaseAccounts())
    assert going.look_again() is None
    assert ran == []
    write(case, "01-verify.json", 0)
    assert going.look_again() is None
    assert [words[0] for words in ran] == ["verify", "find-mentions"]
    assert [Path(words[-1]).name[:2] for words in ran] == ["02", "03"]
    assert walk.Walk(case, Site(), lambda _: 5, going.account).look_again() == 5


def test_nobody_to_look_for_is_a_person_s_turn(case: Path) -> None:
    text = (case / folder.CASE).read_text(encoding="utf-8")
    (case / folder.CASE).write_text(text.replace("\nnames =", "\n# names ="), encoding="utf-8")
    assert name(due(case)) == "turn: names"


@pytest.mark.parametrize(
    ("stated", "words", "left"),
    [
        ("", "the last day is not known", None),
        ("received_on = 2026-11-02", None, 12),
        ("received_on = 2026-10-15", "2 days late|5 days late|4 days late", -4),
        ("received_on = 2026-10-22", "due in 3 days", 3),
        ('received_on = 2026-10-22\nextension = {told_on = 2026-11-01, reason = "x"}', None, 63),
    ],
)
def test_days_left_for_the_answer(
    case: Path, stated: str, words: str | None, left: int | None
) -> None:
    text = (case / folder.CASE).read_text(encoding="utf-8")
    (case / folder.CASE).write_text(f"{stated}\n{text}", encoding="utf-8")
    found = status(case, SITE, NOW)
    assert found.left == left
    assert found.open == ("snapshot", *OPEN)
    if left == -4:
        assert "answer: until 2026-11-16, 4 days late" in lines(found)
    assert bool(found.attention) is bool(words)
    if words:
        assert any(each in found.attention[0] for each in words.split("|"))


def test_status_tells_cron_and_makes_a_table(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["case", "status", str(case)]) == 1
    other = case.parent / "other"
    other.mkdir()
    today = datetime.now(UTC).date().isoformat()
    content = facts.begin([7], "S", Site(), None)
    (other / folder.CASE).write_text(
        content.replace("# received_on = 2026-11-02", f"received_on = {today}"), encoding="utf-8"
    )
    assert run(["case", "status", str(other)]) == 0
    old = '{"kind": "operasure snapshot", "delete_after": "2020-01-01"}'
    (other / folder.SNAPSHOT).write_text(old, encoding="utf-8")
    assert run(["case", "status", str(other), "--format", "json"]) == 1
    out = capsys.readouterr().out
    assert "snapshot.json should have been removed after 2020-01-01" in out
    assert run(["case", "status", str(case.parent)]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 3
    assert rows[0].startswith("case  last day")
    (case / folder.CASE).write_text("user_id = ", encoding="utf-8")
    assert run(["case", "status", str(case.parent)]) == 1
    assert "is not valid TOML" in capsys.readouterr().out
    assert run(["case", "close", str(other)]) == 0
    assert not (other / folder.SNAPSHOT).exists()
    assert (other / folder.CASE).exists()


def test_status_shows_the_course_of_the_runs(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(case, "01-verify.json", 0, verdict="leftovers", checks=[*leftover(), *leftover()])
    assert not [line for line in lines(status(case, SITE, NOW)) if "2 leftover" in line]
    counts = [{"group": "f<b", "confidence": "certain", "open": n} for n in (2, 3)]
    # Mentions and the places that they stand in are not added up.
    found_in = {"verdict": "leftovers", "counts": counts, "checks": leftover()}
    write(case, "02-find-mentions.json", 1, **found_in)
    write(case, "03-erase.json", 2)
    write(case, "04-verify.json", 3, checks=leftover("2027-01-01T00:00:00+00:00"))
    found = status(case, SITE, NOW)
    assert [line for line in lines(found) if line.startswith("2026-11-20 12:0")] == [
        "2026-11-20 12:00 verify: 2 leftover",
        "2026-11-20 12:01 find-mentions: 5 certain",
        "2026-11-20 12:03 verify: 1 retained",
    ]
    assert data(found)["runs"][1]["counts"] == {"certain": 5}
    run(["case", "status", str(case), "--format", "html"])
    page = capsys.readouterr().out
    assert page.count("<li><span>2026-11-20 12:0") == page.count('width="100.00%" height') == 3
    assert '<span class="figures">5: 5 certain</span>' in page
    assert "<script" not in page
    assert run(["case", "status", str(case), str(case), "--format", "html"]) == 2
    write(case, "02-find-mentions.json", 1, counts=[{"confidence": "certain", "open": None}])
    with pytest.raises(UsageError, match="damaged"):
        status(case, SITE, NOW)


def test_a_place_expires_where_all_of_it_does(case: Path) -> None:
    own = leftover("2027-01-01T00:00:00+00:00")
    partly = [own[0] | {"outcome": "leftover", "rows": 3}]
    write(case, "01-verify.json", 0, checks=[*own, *partly])
    [told] = [line for line in lines(status(case, SITE, NOW)) if line.startswith("2027")]
    assert told == "2027-01-01: 1 place expires"
    # What expires in part is waited for all the same.
    assert len(steps.until(folder.read(case).documents[0])) == 2


def test_what_no_plan_can_remove_is_told_before_it_is_certified(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write(case, "01-verify.json", 1, checks=leftover() * 2)
    write(case, "02-find-mentions.json", 2)
    digests = frozenset(each.digest for each in folder.read(case).documents)
    plan = folder.CasePlan(case / "03.plan", "sha256:1", digests, 0)
    monkeypatch.setattr(folder.CaseFolder, "plans", [plan])
    found = due(case)
    assert isinstance(found, Turn)
    assert found.says.startswith("2 places with leftovers stay that no plan can empty, ")
    assert f"{case}/03-plan.txt says why: remove them by hand and run '" in found.says
    assert f"or state the reason under [[left]] in {case}/case.toml" in found.says
    # So is what was decided to be erased and stands there still, whatever it stands in.
    write(case, "02-find-mentions.json", 2, review={"to_erase": 3, "still_there": 1})
    digests = frozenset(each.digest for each in folder.read(case).documents)
    plan = folder.CasePlan(case / "03.plan", "sha256:1", digests, 0)
    monkeypatch.setattr(folder.CaseFolder, "plans", [plan])
    found = due(case)
    assert isinstance(found, Turn)
    assert found.says.startswith(
        "2 places with leftovers and 4 mentions to be erased stay that no plan can empty, "
    )
    with (case / folder.CASE).open("a", encoding="utf-8") as file:
        file.write('\n[[left]]\nreason = "x"\nagain_on = "2099-01-01"\n')
    found = due(case)
    assert isinstance(found, Turn)
    assert "[[left]]" not in found.says
    assert made.exists()


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


def test_it_waits_for_the_deletion_and_takes_no_step_for_ever(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case / folder.SNAPSHOT).write_text('{"kind": "operasure snapshot"}', encoding="utf-8")
    states = ["active", "marked deleted", None]
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    ran: list[str] = []

    def verified(words: tuple[str, ...]) -> int:
        # A document that is of another person every time, so that the step is due again.
        ran.append(words[0])
        write(case, f"{len(ran):02}-x.json", len(ran), subject={"user_id": 7})
        return 1

    def account(_: folder.CaseFolder) -> CaseAccounts:
        state = states.pop(0) if states else None
        return CaseAccounts({42: state} if state else {})

    going = walk.Walk(case, Site(), verified, account)
    assert going.go(asks=False, yes=False, wait=True) == 3
    assert slept == [walk.POLL_SECONDS] * 2
    assert set(ran) == {"verify"}
    going = walk.Walk(case, Site(), lambda _: 5, account)
    assert going.go(asks=False, yes=False, wait=True) == 5
    # What is waited for is told once; a deletion that has failed is waited for no longer.
    told: list[str] = []
    later = [CaseAccounts({42: "queued"})] * 2 + [
        CaseAccounts({42: "failed"}, stuck=frozenset([42]))
    ]
    going = walk.Walk(case, Site(), lambda _: 5, lambda _: later.pop(0), told=told.append)
    assert going.go(asks=False, yes=False, wait=True) is None
    assert (going.turn and going.turn.what, later) == ("deletion", [])
    assert told == ["waiting for the deletion: user 42: queued"]
    assert (case / folder.LOG).read_text(encoding="utf-8").endswith(" exit 5\n")


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
