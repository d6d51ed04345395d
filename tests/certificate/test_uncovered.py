"""What was not looked at, from the documents' own words."""

from __future__ import annotations

from datetime import date

import pytest

from operasure.reports.certificate.case import Elsewhere
from operasure.reports.certificate.documents import Evidence
from operasure.reports.certificate.uncovered import Uncovered, uncovered
from operasure.reports.evidence import cache, document, logs, mentions
from operasure.reports.words import LANGUAGES
from operasure.reports.words.uncovered import KEYS, key_of
from support.words import catalog


def evidence(command: str, *not_covered: str, caches: int = 0) -> Evidence:
    copy = {"not_covered": list(not_covered), "cache_servers": [{}] * caches}
    return Evidence(command, "clear", "sha256:", copy)


def keys(*documents: Evidence) -> list[str]:
    return [each.key for each in uncovered(documents, ())]


@pytest.mark.parametrize("text", [*document.NOT_COVERED, *mentions.NOT_COVERED, *cache.NOT_COVERED])
def test_everything_that_a_command_does_not_cover_has_words_and_a_next_step(text: str) -> None:
    assert key_of(text) in KEYS
    for language in LANGUAGES:
        assert catalog(language)["uncovered"][key_of(text)]
        assert catalog(language)["step"][key_of(text)]


def test_no_two_texts_of_a_command_are_taken_for_one() -> None:
    for texts in (document.NOT_COVERED, mentions.NOT_COVERED, cache.NOT_COVERED):
        assert len({key_of(text) for text in texts}) == len(texts)


def test_a_command_that_looks_there_covers_it() -> None:
    alone = evidence("verify", *document.NOT_COVERED)
    both = (alone, evidence("find-mentions", *mentions.NOT_COVERED))
    assert "mentions" in keys(alone)
    assert "mentions" not in keys(*both)
    assert {"cache", "backups", "pictures"} <= set(keys(*both))


def test_a_cache_that_was_looked_at_is_covered_by_whichever_command() -> None:
    alone = evidence("verify", *document.NOT_COVERED)
    own = evidence("cache", *cache.NOT_COVERED, caches=2)
    assert {"database", "mentions", "memory", "caches"} <= set(keys(own))
    assert "cache" not in keys(own)
    assert "cache" in keys(alone)
    assert not {"cache", "database"} & set(keys(alone, own))
    beside = [text for text in document.NOT_COVERED if text != document.CACHES]
    whole = evidence("verify", *beside, cache.DEAD_BYTES, cache.OTHERS, caches=1)
    mentioned = evidence("find-mentions", *mentions.NOT_COVERED)
    assert {"memory", "caches"} <= set(keys(whole, mentioned))
    assert "cache" not in keys(whole, mentioned)


def test_what_the_command_itself_did_not_see_stays() -> None:
    tried = evidence("find-mentions", "text that names the person in a table")
    assert "mentions" in keys(evidence("verify", *document.NOT_COVERED), tried)


def test_a_place_that_nobody_knows_stays_in_its_own_words() -> None:
    found = uncovered([evidence("verify", "the moon", "backups")], ())
    assert found == [Uncovered("backups", "backups"), Uncovered("other", "the moon")]


def test_what_the_controller_states_stands_with_the_place() -> None:
    stated = [
        Elsewhere("backups", "after 30 days", date(2026, 12, 20)),
        Elsewhere("the archive", "shredded", None),
    ]
    assert uncovered([evidence("verify", "backups")], stated) == [
        Uncovered("backups", "backups", "after 30 days", "2026-12-20"),
        Uncovered("other", "the archive", "shredded"),
    ]


def test_the_database_is_covered_by_verify_alone() -> None:
    searched = evidence("logs", *logs.NOT_COVERED)
    named = [each.text for each in uncovered([searched], ())]
    assert any(text.startswith("the database") for text in named)
    both = uncovered([evidence("verify", *document.NOT_COVERED), searched], ())
    assert not any(each.text.startswith("the database") for each in both)
    assert "logs" not in [each.key for each in both]
    assert any(each.text.startswith("logs that were not named") for each in both)
