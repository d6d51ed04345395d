"""Removals added up: what a run says again counts once, and what came back is taken away."""

from __future__ import annotations

import random
from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.reports.certificate.acts import acts, left_by_plan, removed
from operasure.reports.certificate.case import parse
from operasure.reports.certificate.documents import Evidence, read
from support.certificate import CACHE, CASE_KEY, VERIFY, case_data, changed

CASE = parse(case_data())
NAMED = 1000


def document(
    moment: int, plan: str, rows: dict[int, set[int]], *, undone: bool = False
) -> Evidence:
    """What one run says: its rows by step, of which it names a thousand."""
    steps = [
        {
            "check": f"c{step}", "table": f"t{step % 2}", "column": "c", "action": "set",
            "rows": len(keys), "already": 0, "changed_since": 0, "gone": 0,
            "row_ids": sorted(keys)[:NAMED], "skipped_ids": [],
        }
        for step, keys in rows.items()
    ]  # fmt: skip
    at = f"2026-11-25T10:{moment:02}:00Z"
    copy: dict[str, Any] = {
        "operasure": "1", "run": {"started_at": at, "finished_at": at},
        "erasure": {"by": "x", "undone": undone, "plan": plan, "steps": steps, "left": []},
    }  # fmt: skip
    return Evidence("erase", "clear", "", copy, moment)


@pytest.mark.parametrize("seed", range(100))
def test_runs_add_up_to_what_was_changed(seed: int) -> None:
    """A model of plans that are carried out in parts, taken back and carried out again."""
    rng = random.Random(seed)
    plans = {
        name: {step: set(range(rng.choice([1, 5, 900, 2500]))) for step in range(3)}
        for name in ("a", "b")
    }
    done: dict[str, dict[int, set[int]]] = {}
    changes, back, documents = 0, 0, list[Evidence]()
    for moment in range(rng.randint(1, 6)):
        plan = rng.choice(["a", "b"])
        if plan in done and rng.random() < 0.4:
            gone = done.pop(plan)
            back += sum(map(len, gone.values()))
            documents.append(document(moment, plan, gone, undone=True))
            continue
        before = done.get(plan, {})
        # A run that is gone on with: each step at least as far as it was.
        after = {
            step: set(sorted(keys)[: rng.randint(len(before.get(step, ())), len(keys))])
            for step, keys in plans[plan].items()
        }
        changes += sum(len(after[step] - before.get(step, set())) for step in after)
        done[plan] = after
        documents.append(document(moment, plan, after))
    found = removed(acts(CASE, documents))
    assert (found["rows"], found["brought_back"]) == (changes, back)
    assert found["net"] == sum(len(keys) for steps in done.values() for keys in steps.values())


def test_what_is_gone_is_not_left_alone() -> None:
    one = document(1, "a", {0: {1, 2}})
    one.copy["erasure"]["left"] = [
        {"check": "x", "rows": 553, "reason": "the mention is no longer there"},
        {"check": "y", "rows": 1, "reason": "expires"},
    ]
    _, act = acts(CASE, [one])
    assert (act.rows, act.gone, act.planned_out, act.why) == (2, 553, 1, {"expires": 1})
    assert left_by_plan([one]) == {"y": "expires"}


def evicted(document: dict[str, Any]) -> None:
    document["evicted"] = {"deleted": 4, "gone": 1, "refused": 2}
    document["eviction"] = {"by": "Operator", "at": "2026-11-26T13:00:00Z"}


def test_every_deletion_in_a_cache_counts_and_the_newest_look(tmp_path: Any) -> None:
    def newer(document: dict[str, Any]) -> None:
        evicted(document)
        at = "2026-11-27T14:00:00Z"
        document["run"] |= {"started_at": at, "finished_at": at}
        document["eviction"] = None

    first = changed(CACHE, tmp_path / "first.json", evicted)
    second = changed(CACHE, tmp_path / "second.json", newer)
    found = read([second, VERIFY, first], CASE_KEY)
    assert [e.name for e in found] == [
        "evidence/verify.json", "evidence/cache.json", "evidence/cache-2.json",
    ]  # fmt: skip
    _, one, two = acts(CASE, found)
    assert (one.kind, one.by, one.started_at) == ("evict", "Operator", "2026-11-26T13:00:00Z")
    assert (one.rows, one.gone, one.changed_since) == (4, 1, 2)
    assert (two.by, two.finished_at) == (None, "2026-11-27T14:00:00Z")
    with pytest.raises(UsageError, match="two documents of one run of cache"):
        read([VERIFY, first, first], CASE_KEY)

    def elsewhere(document: dict[str, Any]) -> None:
        newer(document)
        kept = [document["cache_servers"][0]["server"]]
        for key in ("cache", "cache_servers"):
            document[key] = [e for e in document[key] if e["server"] in kept]

    narrower = changed(CACHE, tmp_path / "narrower.json", elsewhere)
    with pytest.raises(UsageError, match="lacks a cache of an older one: run cache again"):
        read([VERIFY, first, narrower], CASE_KEY)


def test_a_dry_run_removed_nothing(tmp_path: Any) -> None:
    def tried(document: dict[str, Any]) -> None:
        made = document_of_erase()
        document |= {"command": "erase", "checks": [], "mentions": [], "verdict": "clear"}
        document["run"] |= {"finished_at": "2026-11-21T00:00:00Z"}
        document["erasure"] = made

    def document_of_erase() -> dict[str, Any]:
        return {
            "by": "x", "undone": False, "plan": "sha256:" + "0" * 64, "sources": [], "rows": 0,
            "skipped": 0, "undo_until": None, "steps": [], "left": [],
        }  # fmt: skip

    path = changed(VERIFY, tmp_path / "erase.json", tried)
    with pytest.raises(UsageError, match="a dry run, which removed nothing"):
        read([VERIFY, path], CASE_KEY)


@pytest.mark.parametrize("by", ["a", "b", "c", "d", "e", "f"])
def test_runs_that_end_within_one_second_count_in_their_order(tmp_path: Any, by: str) -> None:
    """Whatever their digests are: the later one says again what the first has done."""

    def made(second: int) -> Any:
        def change(document: dict[str, Any]) -> None:
            document |= {"command": "erase", "checks": [], "mentions": [], "verdict": "clear"}
            started = f"2026-11-21T00:00:0{second}Z"
            document["run"] |= {"started_at": started, "finished_at": "2026-11-21T00:00:03Z"}
            document["erasure"] = {
                "by": f"{by}{second}", "undone": False, "plan": "sha256:" + "0" * 64,
                "sources": [], "rows": 0, "skipped": 0, "undo_until": "2026-12-24", "steps": [],
                "left": [],
            }  # fmt: skip

        return change

    runs = [changed(VERIFY, tmp_path / f"{second}.json", made(second)) for second in (2, 1)]
    done = acts(CASE, read([VERIFY, *runs], CASE_KEY))
    assert [act.file for act in done[1:]] == ["evidence/erase.json", "evidence/erase-2.json"]
    assert [act.started_at[-2:] for act in done[1:]] == ["1Z", "2Z"]


HOSTILE: list[tuple[str, Any]] = [
    ("undo_until", "soon"), ("undo_until", 5), ("plan", None), ("steps", [{}]), ("steps", {}),
    ("left", [{"check": "x", "rows": -1, "reason": "x"}]), ("left", [{"rows": 1}]),
    ("by", ["x"]), ("undone", "no"), ("all", []), ("all", ["x"]), ("all", None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), HOSTILE)
def test_a_removal_that_is_none_is_refused_in_one_line(tmp_path: Any, key: str, value: Any) -> None:
    def made(document: dict[str, Any]) -> None:
        document |= {"command": "erase", "checks": [], "mentions": [], "verdict": "clear"}
        document["run"] |= {"finished_at": "2026-11-21T00:00:00Z"}
        document["erasure"] = {
            "by": "x", "undone": False, "plan": "sha256:" + "0" * 64, "sources": [], "rows": 0,
            "skipped": 0, "undo_until": "2026-12-24", "steps": [], "left": [],
        } | {key: value}  # fmt: skip
        if key == "all":
            document["erasure"] = value

    with pytest.raises(UsageError) as refused:
        acts(CASE, read([VERIFY, changed(VERIFY, tmp_path / "erase.json", made)], CASE_KEY))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "change",
    [
        {"held_in": [{"kind": "Zoe Muster", "delete_after": None, "digest": None}]},
        {"held_in": [{"kind": "undo", "delete_after": "Zoe", "digest": None}]},
        {"not_looked_for": [{"name": 1, "scripts": ["Zoe"], "languages": [], "alone": False}]},
        {"not_looked_for": [{"name": 1, "scripts": [], "languages": ["Zoe"], "alone": False}]},
    ],
)
def test_words_that_could_be_a_name_are_those_of_the_program(
    tmp_path: Any, change: dict[str, Any]
) -> None:
    path = changed(VERIFY, tmp_path / "verify.json", lambda d: d.update(change))
    with pytest.raises(UsageError, match="is not a"):
        read([path], CASE_KEY)
