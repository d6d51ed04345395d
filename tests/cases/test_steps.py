"""What is next in a case, on folders made by hand: no database is asked."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cases.documents import NOW, SITE, due, leftover, name, write
from operasure.cases import folder, steps, walk
from operasure.cases.account import CaseAccounts
from operasure.cases.commands import CaseStep
from operasure.cases.site import Site
from operasure.cases.status import status
from operasure.cases.steps import Turn


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
