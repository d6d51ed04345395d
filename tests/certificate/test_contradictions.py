"""A verdict is made again from what a document holds, and a lie is refused in one line."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.errors import UsageError
from operasure.reports.certificate.documents import read
from operasure.reports.evidence.consistent import judge, refuse_contradictions
from support.certificate import CACHE, CASE_KEY, MENTIONS, VERIFY, changed, clear

Document = dict[str, Any]


def whole(path: Path) -> Document:
    found: Document = json.loads(path.read_text(encoding="utf-8"))
    return found


def first(document: Document, outcome: str) -> Document:
    return next(check for check in document["checks"] if check["outcome"] == outcome)


LOG = {
    "file": "production.log", "position": 1, "group": "xl-01", "outcome": "leftover",
    "packing": None, "lines": 9, "naming": 2, "confidence": "certain",
    "kinds": [{"kind": "SQL", "confidence": "certain", "lines": 2}], "same_request": [],
    "first": None, "last": None, "until": None, "rotation": None, "unchecked": [],
}  # fmt: skip


def logs() -> Document:
    document = whole(CACHE) | {"command": "logs", "cache": [], "logs": [dict(LOG)]}
    del document["cache_servers"]
    return document


def files() -> Document:
    """A document of `files`: two mentions in texts, all else clear."""
    check = first(whole(VERIFY), "clear")
    left = first(whole(VERIFY), "leftover") | {
        "id": "cf-01/attachments.file (text of files)", "rows": 2, "row_ids": [1, 2], "retained": 0
    }  # fmt: skip
    mention = whole(MENTIONS)["mentions"][0] | {"check": left["id"], "decision": None}
    return whole(VERIFY) | {
        "command": "files",
        "checks": [check, left],
        "mentions": [mention, dict(mention)],
        "files": [],
    }


def erase() -> Document:
    step = {
        "check": "cw-02/t.c", "group": "cw-02", "table": "t", "column": "c", "action": "change",
        "rows": 3, "already": 1, "changed_since": 1, "gone": 0, "row_ids": [1, 2, 3],
        "skipped_ids": [4],
    }  # fmt: skip
    erasure = {"undone": False, "rows": 4, "skipped": 1, "steps": [step], "left": []}
    return whole(VERIFY) | {
        "command": "erase", "verdict": "incomplete", "checks": [], "erasure": erasure
    }  # fmt: skip


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "verify": lambda: whole(VERIFY),
    "find-mentions": lambda: whole(MENTIONS),
    "cache": lambda: whole(CACHE),
    "logs": logs,
    "files": files,
    "erase": erase,
}


@pytest.mark.parametrize("command", DOCUMENTS)
def test_what_is_as_it_was_made_agrees(command: str) -> None:
    document = DOCUMENTS[command]()
    refuse_contradictions(document)
    assert judge(document) == document["verdict"]


@pytest.mark.parametrize("command", DOCUMENTS)
@pytest.mark.parametrize("said", ["clear", "leftovers", "incomplete"])
def test_another_verdict_than_the_entries_come_to(command: str, said: str) -> None:
    document = DOCUMENTS[command]()
    if document["verdict"] != said:
        with pytest.raises(UsageError, match=f"its verdict is {said}, and what it holds is"):
            refuse_contradictions(document | {"verdict": said})


def drop_leftovers(document: Document) -> None:
    document["checks"] = [c for c in document["checks"] if c["outcome"] != "leftover"]
    document["verdict"] = "clear"


def without_successor(document: Document) -> None:
    clear(document)
    document["installation"]["deleted_user_ids"] = []


LIES: list[tuple[str, Callable[[Document], object], str]] = [
    ("verify", lambda d: d.update(checks=[], verdict="clear"), "holds no checks"),
    ("verify", drop_leftovers, "groups are not those of its checks"),
    ("verify", lambda d: (d["coverage"].update(checks=53), d["checks"].pop()), "coverage is of 53"),
    ("verify", lambda d: first(d, "leftover").update(outcome="clear"), "is clear and has"),
    ("verify", lambda d: first(d, "leftover").update(outcome="absent"), "is absent and has"),
    ("verify", lambda d: first(d, "leftover").update(outcome="accepted"), "nobody accepted it"),
    ("verify", lambda d: first(d, "leftover").update(outcome="unchecked"), "without a reason"),
    ("verify", lambda d: first(d, "leftover").update(rows=0, row_ids=[], retained=0),
     "has 0 rows that are left"),
    ("verify", lambda d: first(d, "leftover").update(rows=-1), "counts -1 rows"),
    ("verify", lambda d: first(d, "retained").update(rows=0, row_ids=[], retained=0),
     "is retained and has 0 rows"),
    ("verify", lambda d: first(d, "retained").update(retained=0), "not within their time"),
    ("verify", lambda d: first(d, "clear").update(control=None), "without a control"),
    ("verify", lambda d: first(d, "clear")["control"].update(rows=0, scope="check"),
     "without a control"),
    ("verify", lambda d: first(d, "clear").update(row_ids=[1]), "counts 0 rows"),
    ("verify", lambda d: d["checks"].append(d["checks"][0]), "stands twice"),
    ("verify", lambda d: d["coverage"].update(columns=99), "coverage is of 99 columns"),
    ("verify", lambda d: d["coverage"].update(queried="many"), "damaged"),
    ("verify", lambda d: d.update(coverage=None), "damaged"),
    ("verify", lambda d: d["checks"][0].pop("rows"), "damaged"),
    ("verify", lambda d: first(d, "clear").update(outcome="fine"), "damaged"),
    ("verify", without_successor, "what it holds is incomplete"),
    ("find-mentions", lambda d: d["mentions"].pop(), "lists 44"),
    ("find-mentions", lambda d: d.update(mentions=[]), "lists 0"),
    ("find-mentions", lambda d: d.update(mentions=[], counts=[], verdict="clear"), "other groups"),
    ("find-mentions", lambda d: d["counts"].pop(), "mentions and lists 45"),
    ("find-mentions", lambda d: d["decided"].append(d["mentions"][0]), "counts 0 decided"),
    ("cache", lambda d: d.update(cache=[], verdict="incomplete"), "caches count 5 entries"),
    ("cache", lambda d: d["cache_servers"][0].update(listed=30), "accounts for 25"),
    ("cache", lambda d: d["cache"][0].update(outcome="retained"), "an entry of a cache"),
    ("cache", lambda d: d.update(cache=[], cache_servers=[], verdict="clear"), "is incomplete"),
    ("logs", lambda d: d["logs"][0].update(outcome="clear"), "is clear and has 2 lines"),
    ("logs", lambda d: d["logs"][0].update(naming=0, outcome="clear"), "2 by kind"),
    ("logs", lambda d: d.update(logs=[], verdict="clear"), "what it holds is incomplete"),
    ("files", lambda d: d["mentions"].pop(), "has 2 rows, and 1 mentions"),
    ("files", lambda d: d.update(checks=[], mentions=[], verdict="clear"), "holds no checks"),
    ("erase", lambda d: d["erasure"].update(rows=5), "its steps changed 4 rows"),
    ("erase", lambda d: d["erasure"].update(skipped=0), "its steps left 1 rows alone"),
    ("erase", lambda d: d.pop("erasure"), "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "lie", "words"), LIES)
def test_entries_that_contradict_each_other(
    command: str, lie: Callable[[Document], object], words: str
) -> None:
    document = DOCUMENTS[command]()
    lie(document)
    with pytest.raises(UsageError, match=words) as caught:
        refuse_contradictions(document)
    assert "\n" not in str(caught.value)


def test_a_lie_is_refused_where_a_certificate_reads_it(tmp_path: Path) -> None:
    path = changed(VERIFY, tmp_path / "a.json", lambda d: d.update(verdict="clear"))
    with pytest.raises(UsageError, match=r"a\.json: contradicts itself: its verdict is clear"):
        read([path], CASE_KEY)


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, 0, 1, -1, 7, "", "clear", "leftover", "unchecked", [], {}, True]
)


@pytest.mark.parametrize("command", DOCUMENTS)
@given(data=st.data())
def test_no_change_makes_a_document_clear(command: str, data: st.DataObject) -> None:
    """Any value anywhere replaced, beside the verdict "clear": refused, or truly nothing left."""
    document = copy.deepcopy(DOCUMENTS[command]()) | {"verdict": "clear"}
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or data.draw(st.booleans()):
            break
        place = inner
    place[key] = data.draw(VALUES)
    try:
        refuse_contradictions(document)
    except UsageError:
        return
    assert document["verdict"] == judge(document)
    assert document["verdict"] != "clear" or not any(
        c["outcome"] == "leftover" for c in document["checks"]
    )


def test_a_removal_that_was_taken_back_in_part_is_incomplete() -> None:
    document = erase()
    document["erasure"] |= {"undone": True, "skipped": 0, "undo_lacks": "2 batches are missing"}
    document["erasure"]["steps"][0] |= {"changed_since": 0, "skipped_ids": []}
    refuse_contradictions(document)
    document["erasure"]["undo_lacks"] = None
    refuse_contradictions(document | {"verdict": "leftovers"})
