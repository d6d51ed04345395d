"""The evidence summed up by group."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from operasure.core.model import Result
from operasure.reports.certificate.documents import Evidence, read
from operasure.reports.certificate.findings import (
    ALWAYS,
    Group,
    controls,
    groups,
    kept_texts,
    looked_at,
    places,
    reviewed,
    total,
)
from operasure.reports.certificate.guard import WITHHELD
from operasure.reports.certificate.sentences import rows
from operasure.reports.words import Words
from support.certificate import CASE_KEY, MENTIONS, VERIFY, changed


def check(outcome: str, rows: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "id": f"cw-02/t.{outcome}",
        "group": "cw-02",
        "table": "t",
        "column": outcome,
        "outcome": outcome,
        "rows": rows,
        "row_ids": list(range(rows)),
        "control": {"rows": 1, "empty": False},
    } | more


def evidence(*checks: dict[str, Any], command: str = "verify", **more: Any) -> Evidence:
    copy = {"checks": list(checks), "mentions": [], "cache": [], "accepted": []} | more
    return Evidence(command, "clear", "sha256:", copy)


def group(*documents: Evidence, code: str = "cw-02") -> Group:
    return next(g for g in groups(documents) if g.code == code)


def mention(**more: Any) -> dict[str, Any]:
    return {"group": "cw-02", "confidence": "certain", "decision": None, "ground": None} | more


def test_every_group_of_openproject_stands_there() -> None:
    found = groups([evidence()])
    assert [g.code for g in found] == list(ALWAYS)
    assert {g.outcome for g in found} == {"absent"}
    assert (found[0].promise, found[6].promise) == ("removed", "reassigned")
    assert group(evidence(check("clear", group="xj-01")), code="xj-01").promise == "none"


def test_figures_of_a_group() -> None:
    found = group(
        evidence(
            check("clear"),
            check("absent"),
            check("leftover", 3),
            check("leftover", 5, id="late", retained=2, until="2027-01-01T00:00:00Z"),
            check("retained", 4, until="2026-12-24T00:00:00Z"),
            check("accepted", 6),
            check("unchecked"),
        )
    )
    assert (found.places, found.clear, found.left, found.left_rows) == (5, 1, 2, 6)
    assert (found.retained_rows, found.until) == (6, "2027-01-01T00:00:00Z")
    assert (found.accepted_rows, found.unchecked, found.outcome) == (6, 1, "left")


LOOKED = ("clear", "retained", "accepted", "leftover")


@pytest.mark.parametrize("first", [*LOOKED, "unchecked", "absent"])
@pytest.mark.parametrize("second", [*LOOKED, "unchecked", "absent"])
def test_a_place_of_several_accounts_is_counted_once(first: str, second: str) -> None:
    """By the worst that was found there; it is clear only where it was clear for each."""

    def of(outcome: str, number: int) -> Evidence:
        told = {"id": "cw-02/t.x", "row_ids": [number], "reason": "timeout", "until": None}
        return evidence(check(outcome, outcome not in {"clear", "absent", "unchecked"}, **told))

    both = [of(first, 1), of(second, 2)]
    found = group(*both)
    outcomes = {first, second}
    worst = next((each for each in reversed(LOOKED) if each in outcomes), None)
    missed = "unchecked" in outcomes
    assert found.unchecked == missed
    assert found.places == (worst is not None and not (missed and worst == "clear"))
    assert found.clear == (worst == "clear" and not missed)
    assert found.left == (worst == "leftover")
    counted = (found.left_rows, found.accepted_rows, found.retained_rows)
    told = [first, second]
    assert counted == tuple(told.count(each) for each in ("leftover", "accepted", "retained"))
    for outcome in ("leftover", "unchecked"):
        assert len(places(both, Result(outcome))) == (outcome in outcomes)


def test_a_place_that_two_accounts_left_something_in_names_the_rows_of_both() -> None:
    documents = [
        evidence(check("leftover", 2, row_ids=[1, 2], reason=why)) for why in ("first", "second")
    ]
    documents[1].copy["checks"][0]["row_ids"] = [2, 9]
    [left] = places(documents, Result.LEFTOVER)
    assert (left["rows"], left["row_ids"], left["reason"]) == (4, [1, 2, 9], "first; second")


def test_the_worst_of_a_group_is_its_outcome() -> None:
    order = ["leftover", "unchecked", "accepted", "retained", "clear"]
    words = ["left", "unchecked", "accepted", "retained", "clear"]
    for i, word in enumerate(words):
        assert group(evidence(*(check(o, 1) for o in order[i:]))).outcome == word


def test_texts_that_name_the_person_count_apart() -> None:
    named = evidence(
        check("leftover", 2),
        check("accepted"),
        check("clear"),
        command="find-mentions",
        mentions=[mention(), mention(confidence="possible")],
        decided=[
            mention(decision="keep", ground="minutes"),
            mention(decision="keep", ground="minutes"),
            mention(decision="not the person"),
        ],
    )
    found = group(evidence(check("clear")), named)
    assert (found.places, found.clear, found.left, found.named) == (4, 3, 0, 1)
    assert (dict(found.mentions), found.kept) == ({"certain": 1, "possible": 1}, 2)
    assert found.outcome == "left"
    assert kept_texts([named]) == [{"group": "cw-02", "ground": "minutes", "texts": 2}]
    figures = total(groups([named]))
    assert (figures["named"], figures["mentions"], figures["kept"]) == (1, 2, 2)


def test_kept_texts_alone_are_kept_on_a_ground() -> None:
    decided = [mention(decision="keep", ground="minutes")]
    named = evidence(check("accepted"), command="find-mentions", decided=decided)
    assert group(named).outcome == "accepted"


def cached(*entries: dict[str, Any], command: str = "cache", refused: bool = False) -> Evidence:
    unchecked = [{"reason": "no connection", "remedy": "run again"}] if refused else []
    server = {"server": "a", "read": 7, "unchecked": unchecked}
    other = {"server": "b", "read": 3, "unchecked": []}
    return evidence(command=command, cache=list(entries), cache_servers=[server, other])


def entry(until: str | None = None) -> dict[str, Any]:
    outcome = "retained" if until else "leftover"
    return {"server": "a", "outcome": outcome, "expires_at": until}


@pytest.mark.parametrize("command", ["cache", "verify", "find-mentions"])
def test_each_cache_is_a_place_of_one_group(command: str) -> None:
    until = "2026-12-01T00:00:00Z"
    document = cached(entry(), entry(), entry(until), command=command)
    found = group(document, code="xm-01")
    assert (found.places, found.clear, found.left, found.left_rows) == (2, 1, 1, 2)
    assert (found.retained_rows, found.until, found.outcome) == (1, until, "left")
    [left] = places([document], Result.LEFTOVER)
    assert (left["check"], left["place"], left["rows"]) == ("xm-01/cache.1", "cache.1", 3)
    assert looked_at(document) == {"caches": 2, "read": 10, "deleted": 0}


def test_a_cache_whose_entries_go_by_themselves() -> None:
    found = group(cached(entry("2026-12-01T00:00:00Z")), code="xm-01")
    assert (found.left, found.retained_rows, found.outcome) == (0, 1, "retained")


@pytest.mark.parametrize("entries", [0, 1])
def test_a_cache_that_refused_is_unchecked_whatever_was_found(entries: int) -> None:
    document = cached(*[entry()] * entries, refused=True)
    found = group(document, code="xm-01")
    assert (found.unchecked, found.left, found.clear) == (1, entries, 1)
    [unchecked] = places([document], Result.UNCHECKED)
    assert (unchecked["place"], unchecked["reason"]) == ("cache.1", "no connection")


def test_a_clear_cache_is_told_and_no_cache_is_not() -> None:
    assert group(cached(), code="xm-01").outcome == "clear"
    assert "xm-01" not in [each.code for each in groups([evidence()])]
    assert looked_at(evidence()) is None


def test_places_name_rows_and_no_more_than_some_of_them() -> None:
    document = evidence(check("leftover", 50), check("unchecked", reason="timeout"))
    (left,) = places([document], Result.LEFTOVER)
    assert (left["place"], left["rows"], left["row_ids"]) == ("t.leftover", 50, list(range(20)))
    (unchecked,) = places([document], Result.UNCHECKED)
    assert unchecked["reason"] == "timeout"


def test_controls_are_counted() -> None:
    document = evidence(
        check("clear"),
        check("clear", control={"rows": 0, "empty": True}),
        check("clear", control={"rows": 0, "empty": False}),
        check("leftover", 1),
        check("clear", control=None),
    )
    assert controls(document) == {"proven": 1, "empty": 1, "partial": 1}


def test_rows_of_a_group_count_each_table_once(tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        tables = {c["table"] for c in document["checks"] if c["group"] == "bu-03"}
        counted = [{"table": table, "rows": 1000} for table in sorted(tables)]
        document["coverage"]["table_rows"] = [*counted, {"table": "elsewhere", "rows": 5}]
        document["checks"].append(
            document["checks"][0]
            | {"id": "xj-01/elsewhere.x", "group": "xj-01", "table": "elsewhere"}
            | {"outcome": "absent", "rows": 0, "row_ids": [], "retained": 0}
        )
        document["groups"]["xj-01"] = ""

    path = changed(VERIFY, tmp_path / "verify.json", change)
    found = {g.code: g.rows for g in groups(read([path, MENTIONS], CASE_KEY))}
    tables = {
        c["table"]
        for file in (VERIFY, MENTIONS)
        for c in json.loads(file.read_text(encoding="utf-8"))["checks"]
        if c["group"] == "bu-03" and c["outcome"] != "absent"
    }
    counted = {t["table"] for t in json.loads(path.read_text())["coverage"]["table_rows"]}
    assert found["bu-03"] == 1000 * len(tables & counted)
    unknown = {g.code: g.uncounted for g in groups(read([path, MENTIONS], CASE_KEY))}
    assert unknown["bu-03"] == len(tables - counted)
    assert found["xj-01"] is None


def test_a_table_that_was_never_counted_is_unknown_and_not_empty() -> None:
    cover = {"table_rows": [{"table": "t", "rows": 7}, {"table": "x", "rows": 1}]}
    checks = [check("clear"), check("clear", table="u"), check("clear", table="u", group="cw-01")]
    document = evidence(*checks, coverage=cover)
    assert (group(document).rows, group(document).uncounted) == (7, 1)
    other = group(document, code="cw-01")
    assert (other.rows, other.uncounted) == (None, 1)
    assert rows(asdict(group(document)), Words("en", "UTC")) == "7 + ?"
    assert rows(asdict(other), Words("en", "UTC")) == "?"


def test_who_decided_from_when_to_when() -> None:
    decided = [
        mention(decision="keep", decided_at="2026-11-02T00:00:00Z"),
        mention(decision="not the person", decided_at="2026-11-04T00:00:00Z"),
    ]
    told = {"decisions": 9, "first_at": "2026-11-01T00:00:00Z", "last_at": "2026-11-03T00:00:00Z"}
    told["by"] = ["Head of IT", "Data protection officer", WITHHELD]
    told |= {"to_erase": 3, "still_there": 2}
    found = reviewed([evidence(command="find-mentions", decided=decided, review=told)])
    assert found == {
        "decisions": 9, "kept": 1, "not_the_person": 1, "to_erase": 5,
        "first_at": "2026-11-01T00:00:00Z", "last_at": "2026-11-04T00:00:00Z",
        "by": "Data protection officer; Head of IT",
    }  # fmt: skip
    assert reviewed([evidence(command="find-mentions", review={"decisions": 0})]) is None
