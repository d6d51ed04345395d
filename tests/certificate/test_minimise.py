"""The copy of an evidence document names nobody, whatever the document holds besides."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.looks.cache import decode
from operasure.reports.certificate.minimise import minimise
from support.certificate import CACHE, CASE_KEY, MENTIONS, VERIFY
from support.evidence import validate

NAME = "Jürgen Brandström"


def document(path: Any = VERIFY) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a value, itself included."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


def test_the_fixtures_are_evidence_documents() -> None:
    validate(document(VERIFY))
    validate(document(MENTIONS))


def test_a_copy_says_what_the_document_says() -> None:
    whole = document()
    made = minimise(whole, CASE_KEY)
    assert [c["id"] for c in made["checks"]] == [c["id"] for c in whole["checks"]]
    for key in ("verdict", "run", "installation", "coverage", "not_covered", "groups"):
        assert made[key] == whole[key]
    for copied, check in zip(made["checks"], whole["checks"], strict=True):
        for key in ("outcome", "rows", "row_ids", "control", "query", "until"):
            assert copied[key] == check[key]


def test_mentions_keep_their_place_and_lose_all_that_could_hold_text() -> None:
    made = minimise(document(MENTIONS), CASE_KEY)
    assert set(made["mentions"][0]) == {
        "id", "group", "table", "column", "schema", "row_id", "variant", "confidence", "historic",
        "decision",
    }  # fmt: skip


def test_a_key_that_nobody_foresaw_is_left_out_everywhere() -> None:
    for path in (VERIFY, MENTIONS, CACHE):
        whole = document(path)
        for each in objects(copy.deepcopy(whole)):
            assert "note_of_tomorrow" not in each
        counted = [server["undecoded"] for server in whole.get("cache_servers", ())]
        for each in list(objects(whole)):
            if each is not whole["groups"] and each not in counted:
                each["note_of_tomorrow"] = NAME
                each["text"] = {"before": NAME, "mention": NAME, "after": NAME}
        assert NAME not in json.dumps(minimise(whole, CASE_KEY), ensure_ascii=False)


@pytest.mark.parametrize(
    "key", [7, "17,42", "(3,14)", "0190d1c7-0000-7000-8000-000000000000", "a" * 40]
)
def test_keys_of_rows_that_hold_no_text_stay(key: int | str) -> None:
    whole = document()
    whole["checks"][0]["row_ids"] = [key]
    assert minimise(whole, CASE_KEY)["checks"][0]["row_ids"] == [key]


@pytest.mark.parametrize("key", [NAME, "j_brandstroem", "j.brandstroem@example.org", "", "12 a"])
def test_other_keys_of_rows_become_keyed_hashes(key: str) -> None:
    whole = document()
    whole["checks"][0]["row_ids"] = [key, key]
    first, second = minimise(whole, CASE_KEY)["checks"][0]["row_ids"]
    other = minimise(whole, bytes(32))["checks"][0]["row_ids"][0]
    assert first == second != other
    assert first.startswith("hmac-sha256:")


def test_keys_and_servers_of_a_cache_become_keyed_hashes() -> None:
    whole = document()
    entry = {"server": "cache:11211", "key": f"views/{NAME}", "outcome": "leftover"}
    match = {"what": "full name", "confidence": "certain", "in_key": True}
    whole["cache"] = [
        entry | {"matches": [match | {"text": NAME}], "expires_at": None, "value": NAME}
    ]
    whole["cache_servers"] = [{"server": "cache:11211", "listed": 3, "value": NAME}]
    copy = minimise(whole, CASE_KEY)
    [made], [server] = copy["cache"], copy["cache_servers"]
    assert made["server"].startswith("hmac-sha256:")
    assert made["key"].startswith("hmac-sha256:")
    assert (made["outcome"], made["matches"]) == ("leftover", [match])
    assert server == {"server": made["server"], "listed": 3}
    assert "value" not in made


def test_all_that_a_search_of_the_cache_tells_stays_but_keys_and_servers() -> None:
    whole = document(CACHE)
    copy = minimise(whole, CASE_KEY)
    for part in ("cache", "cache_servers"):
        for given, kept in zip(whole[part], copy[part], strict=True):
            hidden = {"server", "key"} & set(given)
            assert {k: v for k, v in kept.items() if k not in hidden} == {
                k: v for k, v in given.items() if k not in hidden
            }
            assert all(kept[key].startswith("hmac-sha256:") for key in hidden)


@pytest.mark.parametrize("data", [b"\x04\x08[", b"\x00\x11", b"\x81\xa1", b"\xff" * 9, b""])
def test_why_an_entry_could_not_be_decoded_fits(data: bytes) -> None:
    problems = {decode.peel(data, flags).problem for flags in (0, 1, 2, 3)} - {None}
    counted = {"cache_servers": [{"undecoded": dict.fromkeys(problems, 1)}]}
    assert minimise(document() | counted, CASE_KEY)["cache_servers"] == counted["cache_servers"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"checks": {}}, "checks is not a list"),
        ({"checks": ["x"]}, r"checks\[0\] is not an object"),
        ({"run": {"started_at": "yesterday"}}, "started_at is not a moment in UTC"),
        ({"run": {"queries": NAME}}, "queries is not a digest"),
        ({"coverage": {"tables": "many"}}, "tables is not a whole number"),
        ({"verdict": "x" * 3000}, "verdict is not a text"),
        ({"groups": {"x" * 41: "x"}}, "groups is not an object with short names"),
        ({"checks": [{"outcome": "fine"}]}, "outcome is not an outcome"),
        ({"checks": [{"group": NAME}]}, "group is not the code of a group"),
        ({"checks": [{"row_ids": [True]}]}, "is not the key of a row"),
        ({"cache": [{"key": 5}]}, "key is not a text"),
        ({"cache": [{"outcome": NAME}]}, "outcome is not an outcome"),
        ({"cache_servers": [{"listed": NAME}]}, "listed is not a whole number"),
    ],
)
def test_what_is_no_evidence_document(change: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        minimise(document() | change, CASE_KEY)
    assert NAME not in str(caught.value)
