"""docs/security.md says no more than the tests that it names try."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<attack>.+) \| (?P<by>[a-z, ]+) \| (?P<result>[a-z ]+) \| (?P<test>`tests/.+`|–) \|$"
)
ROWS = [match for line in PAGE.splitlines() if (match := ROW.match(line))]


def test_each_attack_is_tried_by_the_test_that_is_named() -> None:
    for row in ROWS:
        if row["test"] == "–":
            assert row["result"] == "not defended", row["attack"]
            continue
        path, _, name = row["test"].strip("`").partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", source, re.MULTILINE), row["test"]


def test_they_are_counted() -> None:
    found = Counter(row["result"] for row in ROWS)
    words = ("harmless", "refused", "reported", "not defended")
    assert set(found) <= set(words)
    counted = ", ".join(f"{found[word]} {word}" for word in words)
    assert f"{len(ROWS)} kinds of attack: {counted}." in PAGE
