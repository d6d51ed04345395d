"""What `erase` did, or took back, as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from operasure.core.legible import joined, plain
from operasure.core.strict import Row
from operasure.reports.evidence.document import Document, Paint
from operasure.reports.words import Words

_ALONE = ("already", "changed_since", "gone")
NAMED = 20
"""How many rows that were left alone a line names."""


def render(document: Document, paint: Paint = plain) -> str:
    """One line for each step, then how many rows, and what the plan left."""
    return joined(_lines(document["erasure"], Words("en")))


def _lines(erasure: Row, words: Words) -> Iterator[str]:
    for step in erasure["steps"]:
        skipped = ", ".join(map(str, step["skipped_ids"][:NAMED]))
        if told := ", ".join(became(erasure, step, words)):
            yield f"  {place(step)}: {told}{f' ({skipped})' if skipped else ''}"
    lacking = erasure.get("undo_lacks")
    yield summed(erasure, words).removesuffix(".") + (f"; {lacking}." if lacking else ".")
    for each in erasure["left"]:
        yield f"  left: {each['check']} · {each['reason']}"


def place(step: Row) -> str:
    """The place that a step is about."""
    return f"{step['table']}.{step['column']}" if step["column"] else str(step["table"])


def became(erasure: Row, step: Row, words: Words) -> list[str]:
    """What became of the rows of a step, in words."""
    told = [words(f"erased.{_done(erasure)}", n=step["rows"])] if step["rows"] else []
    return told + [words(f"erased.{key}", n=step[key]) for key in _ALONE if step[key]]


def verdict(document: Document, words: Words) -> str:
    """All rows together, in one sentence."""
    return summed(document["erasure"], words)


def summed(erasure: Row, words: Words) -> str:
    """All rows together, in one sentence."""
    done = sum(step["rows"] for step in erasure["steps"])
    alone = erasure["skipped"]
    told = words(f"erased.{_done(erasure)}", n=done)
    return words("erased.summed", done=told, alone=words.number(alone))


def _done(erasure: Row) -> str:
    return "restored" if erasure["undone"] else "dry" if erasure["dry_run"] else "done"
