"""Whatever a document holds that somebody made by hand: one line, exit code 2, nothing done."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from operasure.cli import run
from operasure.core.errors import UsageError
from operasure.database.reader import Reader
from operasure.database.target import target
from operasure.erase.tables import misfit
from operasure.looks.mentions import review as reviews
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import DELETED_USER, WHO, Case, execute

MARK = {"id": "a" * 24, "decision": "erase", "ground": "", "place": "", "at": "2026-01-02"}
HEAD = {"format": 1, "kind": "operasure review", "key": "ab" * 16}
ODD: list[Any] = [
    None, True, 0, -1, 2**63, 2**70, 1.5, "", "x", "\n", "a\tb", "\u202e", [], {}, [[]], ["x"],
    {"a": 1}, "9" * 5000, "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "'; DROP",
    "00" * 8, "{}", '"', "\\", "%s", ":keys",
]  # fmt: skip
KEYS = [
    "", "x", "1 2", "-", "+46", "046", "46 ", " 46", "4_6", "0x2e", "46.0", "46e0", "\uff14\uff16",
    str(2**63), str(2**70), str(-(2**63) - 1), "NULL", "{46}", '"46"', "46,47", "46\n", "'", "\\",
    "NaN", "(0,1)", "46'::bigint", "\u202e46", "9" * 1900,
]  # fmt: skip


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    found = Case(make_database(reduced()), tmp_path)
    execute(found.url, DELETED_USER)
    execute(found.url, "SELECT setval(pg_get_serial_sequence('users', 'id'), 100)")
    found.verify()
    return found


def planned(case: Case, review: bytes | None = None, evidence: bytes | None = None) -> int:
    options = ["--database-url", case.url, "-o", str(case.path("plan.txt")), *WHO]
    if review is not None:
        case.path("review.json").write_bytes(review)
        options += ["--reviewed", str(case.path("review.json"))]
    if evidence is not None:
        case.path("given.json").write_bytes(evidence)
    name = "verify.json" if evidence is None else "given.json"
    return run(["plan", str(case.path(name)), *options])


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    err = [x for x in capsys.readouterr().err.splitlines() if "written to" not in x]
    assert len(err) == 1, err
    assert len(err[0]) < 600
    return err[0]


def review(*marks: Any, **head: Any) -> bytes:
    return json.dumps({**HEAD, "marks": list(marks), **head}).encode()


def test_a_place_that_names_no_row(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    for key in KEYS[::4]:
        given = review({**MARK, "place": f"comments.comments {key}"})
        assert planned(case, given) == 2, key
        assert "names no row" in one_line(capsys)


def test_no_key_but_as_the_database_writes_it(case: Case) -> None:
    reader = Reader(target(case.url, {}))
    try:
        assert [key for key in KEYS if misfit(reader, "bigint", ["1", key, "2"]) != key] == []
        assert misfit(reader, "bigint", ["46", "-1", "0", str(2**63 - 1)]) is None
        assert misfit(reader, "uuid", ["00000000-0000-0000-0000-000000000001"]) is None
        assert misfit(reader, "uuid", ["00000000000000000000000000000001"]) is not None
        assert misfit(reader, "text", KEYS) is None
        assert misfit(reader, "tid", ["(0,1)", "(0,x)"]) == "(0,x)"
    finally:
        reader.close()


def test_among_many_the_wrong_place_is_named(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    marks = [{**MARK, "id": f"{n:024}", "place": f"comments.comments {n}"} for n in range(1, 300)]
    marks[211]["place"] = "comments.comments twelve"
    assert planned(case, review(*marks)) == 2
    assert "'comments.comments twelve'" in one_line(capsys)


RAW = {
    "no JSON": b"{",
    "nothing": b"",
    "not UTF-8": b'{"kind": "\xff"}',
    "UTF-16": json.dumps(HEAD).encode("utf-16"),
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "deep within": review()[:-1] + b', "x": ' + b"[" * 90 + b"]" * 90 + b"}",
    "a key twice": review()[:-1] + b', "marks": []}',
    "NaN": review()[:-1] + b', "x": NaN}',
    "half a character": review(MARK).replace(b'"ground": ""', rb'"ground": "\ud800"'),
    "NUL": review(MARK).replace(b'"ground": ""', rb'"ground": "\u0000"'),
    "a huge number": review()[:-1] + b', "x": ' + b"9" * 5000 + b"}",
    "a list": b"[]",
    "a text": b'"review"',
}


def test_what_is_no_document_at_all(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in RAW.items():
        assert planned(case, data) == 2, name
        one_line(capsys)
        assert planned(case, evidence=data) == 2, name
        one_line(capsys)


def test_any_member_of_a_review_may_be_odd(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    good = {**MARK, "place": "comments.comments 46"}
    documents = [review(**{key: odd}) for odd in ODD for key in (*HEAD, "marks")]
    documents += [review({**good, key: odd}) for odd in ODD for key in MARK]
    documents += [review(good, odd) for odd in ODD]
    refused = 0
    for document in documents:
        path.write_bytes(document)
        try:
            reviews.read([path])
        except UsageError as error:
            refused += 1
            assert len(str(error).splitlines()) == 1, document  # noqa: PT017
    assert refused > len(documents) / 2


def test_two_decisions_at_the_ends_of_time(tmp_path: Path) -> None:
    ends = ("0001-01-01T00:00:00-23:59", "9999-12-31T23:59:59+23:59")
    path = tmp_path / "review.json"
    path.write_bytes(review(*({**MARK, "at": at} for at in ends)))
    assert len(reviews.read([path]).marks) == 1


def put(document: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    changed = copy.deepcopy(document)
    within = changed
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = odd
    return changed


NEEDED = [
    ("format",), ("command",), ("verdict",), ("subject",), ("subject", "user_id"),
    ("subject", "kind"), ("installation",), ("installation", "database"),
    ("installation", "schema"), ("checks",), ("checks", 0), ("checks", 0, "id"),
    ("checks", 0, "outcome"),
]  # fmt: skip


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(NEEDED), odd=st.sampled_from(ODD), gone=st.booleans())
@example(path=("checks", 0, "outcome"), odd=[], gone=False)
@example(path=("subject", "kind"), odd=["x"], gone=False)
@example(path=("subject", "user_id"), odd=2**63 - 1, gone=False)
@example(path=("verdict",), odd=None, gone=True)
@example(path=("installation", "schema"), odd="", gone=False)
def test_any_member_of_evidence_may_be_odd(
    case: Case, capsys: pytest.CaptureFixture[str], path: tuple[Any, ...], odd: Any, gone: bool
) -> None:
    document = json.loads(case.path("verify.json").read_text())
    changed = put(document, path, odd)
    if gone:
        within = changed
        for key in path[:-1]:
            within = within[key]
        del within[path[-1]]
    code = planned(case, evidence=json.dumps(changed).encode())
    err = [x for x in capsys.readouterr().err.splitlines() if "written to" not in x]
    assert code in {0, 2, 3}, (path, odd, err)
    assert len(err) == (code == 2), (path, odd, err)
