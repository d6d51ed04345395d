"""Decisions bind to a passage in its place: they hold in every run, and not after an edit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.core.model import Result, Verdict
from operasure.looks.mentions import review
from operasure.looks.mentions.find import Findings
from operasure.looks.mentions.hits import Decision, Hit
from operasure.matching.identity import Identity
from support.databases import MakeDatabase
from support.instances import reduced
from support.mentions import execute, search, write_page

MARY = Identity.of(names=["Marisól Quintanilla"])
KEY = bytes(range(32))
TEXTS = (
    "Ask Marisól Quintanilla about the plan.",
    "Marisól Quintanilla wrote this. Marisól Quintanilla wrote this. Quintanilla Hotel.",
    "The Quintanilla river, and M. Quintanilla.",
)


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    url = make_database(reduced())
    write_page(url, *TEXTS)
    return url


def mark(hit: Hit, decision: str, ground: str = "", at: str = "2026-01-02T03:04:05Z") -> Any:
    return {"id": hit.id, "decision": decision, "ground": ground, "place": hit.place, "at": at}


def export(folder: Path, key: bytes, marks: Iterable[Any], name: str = "review.json") -> Path:
    file = folder / name
    data = {"format": 1, "kind": "operasure review", "key": key.hex(), "marks": list(marks)}
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def look(url: str, **options: Any) -> tuple[Findings, list[Hit], list[Hit]]:
    with search(url, MARY, **options) as found:
        return found, list(found.hits()), list(found.hits(decided=True))


def test_ids_hold_in_every_run_with_a_key(url: str) -> None:
    first = [hit.id for hit in look(url, case_key=KEY)[1]]
    assert len(set(first)) == len(first) == 6
    assert [hit.id for hit in look(url, case_key=KEY, jobs=1)[1]] == first
    assert not set(first) & {hit.id for hit in look(url, case_key=KEY[::-1])[1]}
    assert not set(first) & {hit.id for hit in look(url)[1]}


def test_the_key_of_the_case_stays_out_of_the_list(url: str) -> None:
    assert look(url, case_key=KEY)[0].key != KEY


def test_an_edit_elsewhere_leaves_the_id_and_one_of_the_passage_does_not(url: str) -> None:
    before = {hit.id: hit.row_id for hit in look(url, case_key=KEY)[1]}
    execute(url, "UPDATE wiki_pages SET text = text || repeat(' more', 40), updated_at = now()")
    far = {hit.id for hit in look(url, case_key=KEY)[1]}
    # What ends within the passage has changed for the mentions that stand near the end.
    assert {before[key] for key in set(before) - far} == {1, 2, 3}
    execute(url, "UPDATE wiki_pages SET text = text || ' and more' WHERE id = 2")
    assert {hit.id for hit in look(url, case_key=KEY)[1]} == far
    execute(url, "UPDATE wiki_pages SET text = replace(text, 'the plan', 'a plan') WHERE id = 1")
    changed = far - {hit.id for hit in look(url, case_key=KEY)[1]}
    assert len(changed) == 1


def test_decided_mentions_are_only_counted(url: str, tmp_path: Path) -> None:
    found, every, _ = look(url)
    first, second, third, *_ = every
    river = next(hit for hit in every if "river" in hit.after)
    file = export(
        tmp_path,
        found.key,
        [
            mark(first, "keep", "Minutes of the board, ten years"),
            mark(river, "not the person"),
            mark(second, "erased"),
            mark(third, "erase"),
        ],
    )
    again, left, decided = look(url, reviewed=(file,))
    assert {hit.id for hit in left} == {hit.id for hit in every} - {first.id, river.id}
    assert {hit.id for hit in decided} == {first.id, river.id}
    assert (again.review.kept, again.review.dismissed) == (1, 1)
    assert (again.review.still, again.review.gone, again.review.void) == (1, 0, ())
    assert again.review.waiting == 1
    assert next(hit for hit in left if hit.id == second.id).mark
    assert sum(count.kept for count in again.counts) == 1
    assert sum(count.dismissed for count in again.counts) == 1
    assert "Marked as erased, but still there: 1." in " ".join(again.notes)
    assert again.verdict is Verdict.LEFTOVERS
    assert again.key == found.key


def test_when_all_is_decided_nothing_is_left(url: str, tmp_path: Path) -> None:
    found, every, _ = look(url)
    file = export(tmp_path, found.key, [mark(hit, "keep", "a ground") for hit in every])
    again, left, decided = look(url, reviewed=(file,))
    assert (left, len(decided)) == ([], len(every))
    assert again.verdict is Verdict.CLEAR
    pages = next(o for o in again.outcomes if o.check.id == "cw-01/wiki_pages.text:text")
    assert (pages.result, pages.rows) == (Result.ACCEPTED, 0)


def test_a_decision_on_an_edited_passage_is_void(url: str, tmp_path: Path) -> None:
    found, every, _ = look(url)
    file = export(tmp_path, found.key, [mark(hit, "keep", "a ground") for hit in every])
    execute(
        url,
        "UPDATE wiki_pages SET text = replace(text, 'the plan', 'her plan') WHERE id = 1",
        "UPDATE wiki_pages SET text = 'nobody' WHERE id = 3",
    )
    again, left, _ = look(url, reviewed=(file,))
    assert [(hit.row_id, hit.after) for hit in left] == [(1, " about her plan.")]
    assert [mark.place for mark in again.review.void] == ["wiki_pages.text 1"]
    assert again.review.gone == sum(hit.row_id == 3 for hit in every)
    assert (
        "A decision no longer applies, since the passage changed: wiki_pages.text 1." in again.notes
    )
    assert again.verdict is Verdict.LEFTOVERS


def test_a_further_mention_of_the_same_passage_is_open(url: str, tmp_path: Path) -> None:
    found, every, _ = look(url)
    file = export(tmp_path, found.key, [mark(hit, "keep", "a ground") for hit in every])
    execute(
        url,
        "SET session_replication_role = replica",
        "INSERT INTO wiki_pages "
        'SELECT (jsonb_populate_record(w, \'{"id": 9, "slug": "other"}\')).* '
        "FROM wiki_pages w WHERE id = 1",
    )
    assert [hit.row_id for hit in look(url, reviewed=(file,))[1]] == [9]


def test_of_two_decisions_the_later_counts(url: str, tmp_path: Path) -> None:
    found, every, _ = look(url)
    one = mark(every[0], "keep", "a ground", "2026-01-01T00:00:00Z")
    other = mark(every[0], "not the person", at="2026-01-02T00:00:00+02:00")
    files = tuple(
        export(tmp_path, found.key, [entry], name)
        for name, entry in (("new.json", other), ("old.json", one))
    )
    for order in (files, files[::-1]):
        decided = look(url, reviewed=order)[2]
        assert [hit.mark.decision for hit in decided if hit.mark] == [Decision.NOT_THE_PERSON]


def test_a_review_of_another_case(url: str, tmp_path: Path) -> None:
    files = tuple(export(tmp_path, key, [], key.hex()[:4]) for key in (KEY, KEY[::-1]))
    with pytest.raises(UsageError, match="another case than the first file"):
        look(url, reviewed=files)
    with pytest.raises(UsageError, match="another case than the key"):
        look(url, reviewed=files[:1], case_key=KEY)
    found = look(url, case_key=KEY)[0]
    file = export(tmp_path, found.key, [])
    assert look(url, reviewed=(file,), case_key=KEY)[0].key == found.key


GOOD = {
    "id": "0" * 32,
    "decision": "keep",
    "ground": "a ground",
    "place": "news.title 1",
    "at": "2026-01-02T03:04:05Z",
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "other"}, "is not a review; export one from the work list"),
        ({"format": 2}, "has format 2, not 1"),
        ({"key": "zz"}, "contains no key of the case"),
        ({"key": 7}, "contains no key of the case"),
        ({"key": "00"}, "contains no key of the case"),
        ({"marks": {}}, "contains no list of marks"),
        ({"marks": ["x"]}, "needs exactly at, decision, ground, id, place"),
        ({"marks": [{**GOOD, "more": "x"}]}, "needs exactly"),
        ({"marks": [{**GOOD, "ground": 7}]}, "something other than short texts"),
        ({"marks": [{**GOOD, "ground": "x" * 2001}]}, "something other than short texts"),
        ({"marks": [{**GOOD, "decision": "maybe"}]}, "a decision that is not one of"),
        ({"marks": [{**GOOD, "ground": " "}]}, "keeps a mention without a ground: news.title 1"),
        ({"marks": [{**GOOD, "at": "yesterday"}]}, "without a valid date"),
    ],
)
def test_a_file_with_an_error(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    file = tmp_path / "review.json"
    good = {"format": 1, "kind": "operasure review", "key": KEY.hex(), "marks": [GOOD]}
    file.write_text(json.dumps(good))
    assert list(review.read([file]).marks) == ["0" * 32]
    file.write_text(json.dumps(good | change))
    with pytest.raises(UsageError, match=message):
        review.read([file])


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 100_000])
def test_a_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "review.json"
    file.write_bytes(content)
    with pytest.raises(UsageError, match="--reviewed"):
        review.read([file])
    with pytest.raises(UsageError, match="can't be read"):
        review.read([tmp_path / "nothing.json"])


def test_decisions_made_without_the_key_are_taken_over(url: str, tmp_path: Path) -> None:
    found, hits, _ = look(url)
    marks = [
        {"id": hit.id, "decision": "keep", "ground": "minutes", "place": hit.id,
         "at": "2026-11-28T10:00:00+00:00"}
        for hit in hits
    ]  # fmt: skip
    old = export(tmp_path, found.key, marks, "old.json")
    with pytest.raises(UsageError, match="'find-mentions --take-over FILE' takes"):
        look(url, case_key=KEY, reviewed=(old,))
    with search(url, MARY, case_key=KEY, reviewed=(old,), take_over=True) as taken:
        assert taken.open == 0
        kept = taken.listing.taken
        assert len(kept) == len(hits)
        new = tmp_path / "new.json"
        new.write_text(review.dumps(taken.key, taken.listing.standing(), taken.delete_after))
    again, left, decided = look(url, case_key=KEY, reviewed=(new,))
    assert (left, len(decided)) == ([], len(hits))
    assert again.review.kept == len(hits)
