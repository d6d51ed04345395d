"""What `erase` did, or took back, as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from operasure.core.legible import count, joined, plain
from operasure.reports.evidence.document import Document, Paint

NAMED = 20
"""How many rows that were left alone a line names."""


def render(document: Document, paint: Paint = plain) -> str:
    """One line for each step, then how many rows, and what the plan left."""
    return joined(_lines(document["erasure"]))


def _lines(erasure: Mapping[str, Any]) -> Iterator[str]:
    word = "done"
    if erasure["undone"]:
        word = "restored"
    elif erasure["dry_run"]:
        word = "would be done; everything was rolled back"
    for step in erasure["steps"]:
        place = f"{step['table']}.{step['column']}" if step["column"] else step["table"]
        told = (
            (step["rows"], f"{count(step['rows'], 'row')} {word}"),
            (step["already"], f"{step['already']} already as planned"),
            (step["changed_since"], f"{step['changed_since']} edited since"),
            (step["gone"], f"{step['gone']} already deleted"),
        )
        parts = ", ".join(words for number, words in told if number)
        skipped = ", ".join(map(str, step["skipped_ids"][:NAMED]))
        yield f"  {place}: {parts}{f' ({skipped})' if skipped else ''}"
    done = sum(step["rows"] for step in erasure["steps"])
    alone = sum(step["changed_since"] + step["gone"] for step in erasure["steps"])
    lacking = erasure.get("undo_lacks")
    yield f"{count(done, 'row')} {word}, {alone} not changed{f'; {lacking}' if lacking else ''}."
    for each in erasure["left"]:
        yield f"  not in the plan: {each['check']} · {each['reason']}"
