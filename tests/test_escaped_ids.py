"""An id is found behind the same escapes by every command that reads texts by itself.

`verify` and `audit` read them on the server: tests/verify/test_escapes.py has the same texts.
"""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from operasure.looks.cache.examine import Examiner
from operasure.looks.cache.sought import CachePerson
from operasure.looks.logs.recognise import Recogniser
from operasure.matching import escapes
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker
from support.escapes import ESCAPES, OTHERS, PLAIN, UNUSED

IDENTITY = Identity.of(user_ids=[UNUSED])
SEEKER, RECOGNISER, EXAMINER = (
    Seeker(IDENTITY),
    Recogniser(IDENTITY),
    Examiner(CachePerson.of(IDENTITY)),
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def mentioned(text: str) -> bool:
    """As find-mentions and files see it."""
    return any(SEEKER.find(text.encode(), structured=False))


def logged(text: str) -> bool:
    line = text.replace("\n", " ").replace("\r", " ")
    passed = RECOGNISER.loose.search(line.encode()) is not None
    verdict = RECOGNISER.judge(line, NOW) if passed else None
    return verdict is not None and verdict.confidence != "possible"


def cached(text: str) -> bool:
    found = EXAMINER.examine(b"views/1", text.encode(), 0)
    return found is not None and bool(found.matches)


LOOKS: dict[str, Callable[[str], bool]] = {
    "find-mentions": mentioned,
    "logs": logged,
    "cache": cached,
}
ERRORS = ("User with", "#<User", "user[", "SELECT", "<user", "<event")
MISSED = {
    # Keys of persons, filters and errors are references, which verify reads.
    "find-mentions": (
        '{"author_id"',
        '{"f"',
        "at\r\n",
        "Couldn",
        "WHERE",
        "update on",
        "a:1",
        "---",
        *ERRORS,
    ),
    "logs": ("a:1",),
    # The cache holds what the application shows, no errors and no statements.
    "cache": ('{"f"', "at\r\n", "Couldn", "WHERE", "update on", "a:1", "---", *ERRORS),
}
"""What a look does not take for an id in plain texts either, by how it begins."""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("escape", ["none", *ESCAPES])
def test_an_id_behind_an_escape(escape: str, look: str) -> None:
    coded = ESCAPES.get(escape, str)
    wanted = [text for text in PLAIN if not text.startswith(MISSED[look])]
    assert len(wanted) > 5
    assert [text for text in wanted if not LOOKS[look](coded(text))] == []
    assert [text for text in OTHERS if LOOKS[look](coded(text))] == []


@pytest.mark.parametrize("look", ["logs", "cache"])
def test_a_global_id_in_base64_behind_an_escape(look: str) -> None:
    gid = "Z2lkOi8vb3Blbi1wcm9qZWN0L1VzZXIvNjA"
    for text in (gid, json.dumps({"to": gid}), f"%22to%22%3A%22{gid}%3D%22"):
        assert LOOKS[look](text)


def test_a_long_text_of_escapes_is_read_in_little_memory() -> None:
    text = "\\" * 200_000 + "&amp;" * 100_000 + "%25" * 100_000 + r"user#\u0036\u0030"
    tracemalloc.start()
    assert escapes.read(text).endswith(f"user#{UNUSED}")
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()
