"""The evidence summed up by group."""

from __future__ import annotations

from typing import Any

from operasure.certificate.documents import Evidence
from operasure.certificate.findings import (
    ALWAYS,
    Group,
    controls,
    groups,
    kept_texts,
    places,
    total,
)
from operasure.model import Result


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
            check("leftover", 5, retained=2, until="2027-01-01T00:00:00Z"),
            check("retained", 4, until="2026-12-24T00:00:00Z"),
            check("accepted", 6),
            check("unchecked"),
        )
    )
    assert (found.places, found.clear, found.left, found.left_rows) == (5, 1, 2, 6)
    assert (found.retained_rows, found.until) == (6, "2027-01-01T00:00:00Z")
    assert (found.accepted_rows, found.unchecked, found.outcome) == (6, 1, "left")


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


def test_entries_of_a_cache_are_a_group() -> None:
    found = group(
        evidence(
            command="cache",
            cache=[
                {"outcome": "leftover"},
                {"outcome": "retained", "expires_at": "2026-12-01T00:00:00Z"},
            ],
        ),
        code="xm-01",
    )
    assert (found.left, found.left_rows, found.retained_rows) == (1, 1, 1)
    assert found.until == "2026-12-01T00:00:00Z"


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
