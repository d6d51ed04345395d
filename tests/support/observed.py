"""What became of every cell when OpenProject 17.1 deleted user 42: the recorded observations."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data" / "deletion"

Place = tuple[str, str, str]

# Encodings of truth.json under which a cell names the person in text, not by a reference.
WORDED = ("text:", "mention", "MENTION", "user", "USER", "link", "base64 decoded", "tsvector")


def document(name: str) -> dict[str, Any]:
    """Return one of the recorded documents: truth, identity, mentions or collateral."""
    content: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return content


def truth() -> list[dict[str, Any]]:
    """Return the fates of all cells, scenarios apart from the installation left out."""
    rows: list[dict[str, Any]] = document("truth")["rows"]
    return [row for row in rows if "scenario" not in row]


def places(state: str, *, worded: bool) -> Iterator[Place]:
    """Yield (table, column, row id) of every place that names the person in that state."""
    for row in truth():
        if row["encoding"].startswith(WORDED) is worded and row[state]:
            for key in row["ids"]:
                yield row["table"], row["column"], key
