"""Agreement with what OpenProject's own deletion code was observed to leave, row by row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from operasure.core.model import Origin, Report, Result, Verdict
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import observed

TRUTH = json.loads((Path(__file__).parents[1] / "data/deletion/truth.json").read_text())["rows"]
TRUTH = [row for row in TRUTH if row["ids"]]
Places = Mapping[tuple[str, str], set[str]]
FOUND = {Result.LEFTOVER, Result.RETAINED}


@pytest.fixture(scope="module")
def after(shared_database: MakeDatabase, server: Server) -> Report:
    return look(shared_database, server, "after")


@pytest.fixture(scope="module")
def before(shared_database: MakeDatabase, server: Server) -> Report:
    return look(shared_database, server, "before")


def look(shared_database: MakeDatabase, server: Server, state: Any) -> Report:
    return verify(target(shared_database(observed(state), server), {}), VerifyOptions(42))


def is_reference(encoding: str) -> bool:
    """By id, in a column or serialised value; mentions in text are looked at apart."""
    texts = ("text:", "mention", "MENTION", "user#", "USER#", "user:", "base64 decoded", "tsvector")
    return not encoding.startswith(texts)


def expected(counted: str, *, references: bool) -> Places:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in TRUTH:
        link_in_text = row["encoding"] == "link /users/42"
        wanted = is_reference(row["encoding"]) and not link_in_text
        if row[counted] and wanted is references:
            found[row["table"], row["column"]] |= set(row["ids"])
    return found


def seen(report: Report, origin: Origin) -> Places:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for outcome in report.outcomes:
        if outcome.check.origin is origin and outcome.result in FOUND:
            place = (outcome.check.table, outcome.check.column.name)
            found[place] |= {str(i) for i in outcome.row_ids}
    return found


def test_the_account_exists_before(before: Report) -> None:
    assert before.verdict is Verdict.NOT_DELETED
    assert before.subject.kind == "user"
    assert before.subject.state


def test_every_place_left_after_is_named_and_no_other(after: Report) -> None:
    assert after.verdict is Verdict.LEFTOVERS
    wanted = expected("after", references=True)
    assert seen(after, Origin.REFERENCE) == wanted
    assert len(wanted) == 30


def test_every_place_before_is_named(before: Report) -> None:
    wanted = expected("before", references=True)
    found = seen(before, Origin.REFERENCE)
    # The autologin link is named through its session too, which the truth counts by its token.
    assert {p: found.get(p) for p in wanted} == wanted
    assert set(found) - set(wanted) == {("autologin_session_links", "session_id")}


def test_nothing_is_left_unchecked(after: Report, before: Report) -> None:
    for report in (after, before):
        assert [o for o in report.outcomes if o.result is Result.UNCHECKED] == []
        assert report.coverage.swept == 0
        for outcome in report.outcomes:
            assert (outcome.control is not None) == (outcome.result is Result.CLEAR), outcome


def by_id_in_text(encoding: str) -> bool:
    """Forms that hold the number itself; those by login or mail are find-mentions' business."""
    return encoding.startswith(("mention", "MENTION", "link")) or "user#42" in encoding.lower()


def test_ids_in_texts_after(after: Report) -> None:
    agree(after, "after")


def test_ids_in_texts_before(before: Report) -> None:
    agree(before, "before")


def agree(report: Report, state: str) -> None:
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in TRUTH:
        if row[state] and by_id_in_text(row["encoding"]):
            wanted[row["table"], row["column"]] |= set(row["ids"])
    found = seen(report, Origin.TEXT)
    assert len(wanted) > 30
    missed = {place: ids - found.get(place, set()) for place, ids in wanted.items()}
    assert {place: ids for place, ids in missed.items() if ids} == {}
    # What is found besides holds the id in a saved filter or a job, which references name too.
    others = expected(state, references=True)
    for place, ids in found.items():
        assert ids <= wanted.get(place, set()) | others.get(place, set()), place


def test_the_copies_that_the_deletion_wrote(after: Report) -> None:
    written = {
        row["ids"][0] for row in TRUTH if row["encoding"] == "polymorphic item_type=Principal"
    }
    audits = {
        o.check.column.name: o for o in after.outcomes if o.check.table == "paper_trail_audits"
    }
    assert {str(i) for i in audits["item_id"].row_ids} == written
