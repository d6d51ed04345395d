"""One word for each outcome, taken from `Result`, in every format and in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from operasure.core.model import Result
from operasure.reports.evidence import cache_text, logs
from support.evidence import written
from support.words import catalog

DATA = Path(__file__).parent / "data" / "certificate"
LISTED = [result for result in Result if result not in {Result.CLEAR, Result.ABSENT}]
FOUND = {
    Result.LEFTOVER: {"rows": 2, "row_ids": [1, 2], "until": None, "reason": None},
    Result.RETAINED: {"rows": 2, "row_ids": [1, 2], "until": "2099-01-01", "reason": None},
    Result.ACCEPTED: {"rows": 2, "row_ids": [1, 2], "until": None, "reason": None},
    Result.UNCHECKED: {"rows": 0, "row_ids": [], "until": None, "reason": "statement timeout"},
}
OTHER_WORDS = re.compile(
    r"goes by itself|go by themselves|what is left|what is kept|kept on a ground|still there",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """What verify found, with a check of each outcome and an entry of a cache for either kind."""
    made: dict[str, Any] = json.loads((DATA / "verify.json").read_text(encoding="utf-8"))
    seen = [check for check in made["checks"] if check["outcome"] == Result.CLEAR]
    for check, (outcome, found) in zip(seen, FOUND.items(), strict=False):
        check |= {"outcome": str(outcome), **found}
    cache = json.loads((DATA / "cache.json").read_text(encoding="utf-8"))
    assert {entry["outcome"] for entry in cache["cache"]} == {Result.LEFTOVER, Result.RETAINED}
    assert {check["outcome"] for check in made["checks"]} == set(Result)
    return made | {key: cache[key] for key in ("cache", "cache_servers")}


def test_the_report_to_read_has_a_column_and_a_part_for_each(document: Mapping[str, Any]) -> None:
    lines = written("text", document).splitlines()
    [columns] = [line.split() for line in lines if line.split()[:1] == ["places"]]
    assert columns == ["places", *(result for result in Result if result is not Result.ABSENT)]
    for result in LISTED:
        assert result.heading in lines
        assert result.heading.startswith(f"{result.value.capitalize()}: ")
    assert not OTHER_WORDS.search("\n".join(lines))


def test_pages_and_machines_are_told_the_same_words(document: Mapping[str, Any]) -> None:
    html = written("html", document)
    metrics = written("prometheus", document)
    for result in Result:
        assert f'operasure_verify_places{{outcome="{result}"}}' in metrics
        assert (f"<td>{result}</td>" in html) is (result is not Result.ABSENT)
    assert not OTHER_WORDS.search(html + metrics)
    cases = ElementTree.fromstring(written("junit", document)).iter("testcase")  # noqa: S314
    types = {part.get("type") for case in cases for part in case if part.tag != "skipped"}
    assert types <= {Result.LEFTOVER, Result.UNCHECKED, "losses", "incomplete"}
    run = json.loads(written("sarif", document))["runs"][0]
    told = {each["message"]["text"].partition(";")[0] for each in run["results"]}
    assert told >= {Result.LEFTOVER, Result.RETAINED, Result.ACCEPTED}
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert all(note["message"]["text"].startswith(f"{Result.UNCHECKED}: ") for note in notes)


def test_caches_and_logs_have_the_same_parts() -> None:
    cache = json.loads((DATA / "cache.json").read_text(encoding="utf-8"))
    lines = cache_text.render(cache).whole.splitlines()
    assert [line for line in lines if line == Result.LEFTOVER.heading]
    assert [line for line in lines if line == Result.RETAINED.heading]
    file = {
        "group": "xl-01", "position": 1, "file": "production.log", "packing": None, "lines": 9,
        "naming": 1,
        "kinds": [], "same_request": [], "first": None, "last": None, "until": None,
        "rotation": None, "unchecked": [],
    }  # fmt: skip
    listed = [Result.LEFTOVER, Result.RETAINED, Result.UNCHECKED, Result.CLEAR]
    found = {
        "command": "logs", "verdict": "leftovers", "searched": {"user_ids": [42]}, "notes": [],
        "run": {"started_at": "2026-11-20T10:00:00Z", "finished_at": "2026-11-20T10:00:09Z"},
        "not_covered": [],
        "logs": [file | {"outcome": str(each)} for each in listed],
    }  # fmt: skip
    page = written("html", found)
    for result in listed:
        assert result.heading in logs.render(found).whole
        assert f"<h2>{result.heading}</h2>" in page


def test_a_certificate_says_the_same_and_german_one_word_for_each() -> None:
    english, german = (catalog(language)["outcome"] for language in ("en", "de"))
    predicate = {"left": Result.LEFTOVER} | {str(r): r for r in Result if r != Result.LEFTOVER}
    assert english == {key: result.value.capitalize() for key, result in predicate.items()}
    assert german == {
        "left": "Mit Befund",
        "clear": "Ohne Befund",
        "retained": "Befristet",
        "accepted": "Mit Begründung aufbewahrt",
        "unchecked": "Ungeprüft",
        "absent": "Nicht vorhanden",
    }
    for language in ("en", "de"):
        assert set(catalog(language)["cookies"]) == {r for r in Result if r != Result.ABSENT}
    assert set(catalog("en")["cookie"]) == set(catalog("en")["cookies"])


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_words_of_a_certificate_are_the_field_s(language: str) -> None:
    whole = catalog(language, "certificate")
    texts = [text for part in whole.values() for text in part.values() if isinstance(text, str)]
    avoided = {
        "en": r"goes by itself|kept on a ground|looked at|looked through|told on|the person\b(?!')",
        "de": r"verschwinde|von selbst\b(?! zurück)|noch da\b|übrig|Deleted user|mit Grund"
        r"|\b[Dd](?:ie|er) Person\b",
    }[language]
    for text in texts:
        assert not re.search(avoided, text), text
