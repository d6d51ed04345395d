"""What a certificate says of a canary, and which canary it takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.reports.certificate import create
from operasure.reports.certificate.documents import read
from support.certificate import CASE_KEY, MENTIONS, VERIFY, changed, clear, request

STRUCTURE = {"structure": "sha256:" + "5" * 64}
FIGURES = {"places": 14_209, "reported": 14_209, "unchecked": 0, "missed": 0, "not_planted": 0}


def planted(**figures: int) -> dict[str, Any]:
    return {
        **FIGURES,
        "aside": 0,
        "gone": 0,
        "deleted": "by nothing",
        "columns": [],
        **figures,
    }


def canary(to: Path, figures: dict[str, Any], verdict: str = "clear") -> Path:
    """The document of a canary beside that of verify."""

    def change(document: dict[str, Any]) -> None:
        clear(document)
        places = {k: figures[k] for k in ("missed",) if figures[k]}
        places["found"] = figures["places"] - figures["missed"]
        column = {
            "table": "t", "column": "c", "schema": None, "what": "id", "missed": [],
            "planted": figures["places"], "outcomes": places, "not_planted": None,
        }  # fmt: skip
        document.update(
            command="canary", subject=None, checks=[], planted=figures | {"columns": [column]}
        )
        document["verdict"] = verdict
        document["coverage"] = None
        document["run"]["read_only"] = False
        dump = {"form": "custom archive", "digest": "sha256:" + "1" * 64}
        document["installation"] |= STRUCTURE | {"database": "sha256:" + "2" * 64}
        document["installation"]["dump"] = dump | {
            "taken_at": None, "from_server": None, "by_program": None, "unrestored": [],
            "notes": [],
        }  # fmt: skip

    return changed(VERIFY, to, change)


@pytest.fixture
def verify(tmp_path: Path) -> Path:
    return changed(VERIFY, tmp_path / "v.json", lambda d: d["installation"].update(STRUCTURE))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "14,209 of 14,209 planted values were reported."),
        ("de", "14.209 von 14.209 gesetzten Werten wurden gemeldet."),
    ],
)
def test_a_certificate_says_what_was_measured(
    verify: Path, tmp_path: Path, language: str, says: str
) -> None:
    paths = (verify, canary(tmp_path / "c.json", planted()))
    contents = create.make(request(evidence=paths, language=language)).contents
    assert says in contents["certificate.html"].decode()
    assert says in contents["letter.md"].decode()
    predicate = json.loads(contents["statement.json"])["predicate"]
    assert predicate["recall"]["reported"] == 14_209
    copy = json.loads(contents["evidence/canary.json"])
    assert "columns" not in copy["planted"]
    assert "dump" not in copy["installation"]


def test_holes_are_said_and_the_verdict_is_that_of_the_looks(verify: Path, tmp_path: Path) -> None:
    fine = changed(verify, tmp_path / "fine.json", clear)
    holes = planted(reported=14_200, missed=9, unchecked=2, not_planted=3)
    paths = (fine, canary(tmp_path / "c.json", holes, "leftovers"))
    made = create.make(request(evidence=paths))
    assert made.verdict == "clear"
    html = made.contents["certificate.html"].decode()
    assert "14,200 of 14,209 planted values were reported. 2 of them were reported as" in html
    assert "3 places could not be measured." in html


def test_without_a_canary_nothing_is_said(verify: Path) -> None:
    contents = create.make(request(evidence=(verify,))).contents
    assert "planted" not in contents["certificate.html"].decode()


OTHERS: list[Callable[[dict[str, Any]], object]] = [
    lambda d: d["installation"].update(structure="sha256:" + "6" * 64),
    lambda d: d["installation"].pop("structure"),
    lambda d: d["installation"].update(openproject="17.0"),
    lambda d: d["installation"].update(last_migration="20270101000000"),
    lambda d: d["run"].update(queries="sha256:" + "7" * 64),
    lambda d: d.update(operasure="9.9.9"),
]


@pytest.mark.parametrize("change", OTHERS)
def test_a_canary_of_anything_else_is_refused(
    verify: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    other = changed(canary(tmp_path / "c.json", planted()), tmp_path / "o.json", change)
    with pytest.raises(UsageError, match="run canary on a backup of this one"):
        read([verify, other], CASE_KEY)


def test_a_canary_of_a_time_before_structures_were_told_is_refused(
    verify: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="run canary on a backup of this one"):
        read([VERIFY, canary(tmp_path / "c.json", planted())], CASE_KEY)


def test_a_canary_stands_on_no_look(verify: Path, tmp_path: Path) -> None:
    path = canary(tmp_path / "c.json", planted())
    with pytest.raises(UsageError, match="no document is about the database"):
        read([path], CASE_KEY)
    with pytest.raises(UsageError, match="two documents of canary"):
        read([verify, path, canary(tmp_path / "d.json", planted())], CASE_KEY)


@pytest.mark.parametrize(
    ("figures", "verdict", "why"),
    [
        ({"missed": 9}, "clear", "what was reported and what was missed"),
        ({"reported": 14_200, "missed": 9}, "clear", "its verdict is clear"),
        ({"places": 0, "reported": 0}, "clear", "nothing was planted"),
        ({"not_planted": 2}, "clear", "its verdict is clear"),
        ({"aside": 9}, "clear", "not those of its places"),
    ],
)
def test_a_canary_that_contradicts_itself_is_refused(
    verify: Path, tmp_path: Path, figures: dict[str, int], verdict: str, why: str
) -> None:
    path = canary(tmp_path / "c.json", planted(**figures), verdict)
    with pytest.raises(UsageError, match=why):
        read([verify, path], CASE_KEY)


def test_the_names_beside_it_must_be_of_the_same_checks(verify: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="run canary on a backup of this one"):
        read([verify, MENTIONS, canary(tmp_path / "c.json", planted())], CASE_KEY)
