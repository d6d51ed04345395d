"""Files of operasure with personal data: the header that names their kind and their deletion date.

Such a file says in its first lines what it is, that it holds personal data, and the day after which
it is to be deleted: as JSON with the keys of `preamble`, as HTML with the lines of `meta`, as text
with those of `lines`; a CSV work list has the day in every row, in the first column. Two files can
only be told by their form: the key of a case, which names no day, and a case file, which may.
`operasure prune` goes by that, and by nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from operasure.core.errors import readable

NOTICE = (
    "PERSONAL DATA. Keep this file secret (readable by its owner only), hand it to nobody who does "
    "not work on the case, and delete it after the day below: operasure prune FILE."
)
KEEP_DAYS = 180
"""Days such a file is kept unless told otherwise: the deletion, its evidence, an objection."""
PLAN_DAYS = 30
"""The same of a plan, and of what undoes it."""
KINDS = (
    "snapshot", "inventory", "answer", "work list", "review", "plan", "preview", "undo", "progress",
    "contact sheet", "script for files", "script", "report",
)  # fmt: skip
HEAD = 4096
"""Bytes from the start of a file in which it must say what it is."""

_IS_ONE = re.compile(r'\ufeff?\s*[{<]|(?s:.*?)^(?:--|#) \{"kind": "operasure script', re.M)
"""JSON, a page, or a script that says it in a remark: any other text may quote what these say."""
_KIND = re.compile(rf'"kind":\s*"operasure ({"|".join(KINDS)})"')
_AFTER = re.compile(r'"delete_after":\s*"(\d{4}-\d\d-\d\d)"')
_META_KIND = re.compile(rf'<meta name="operasure-kind" content="({"|".join(KINDS)})">')
_META_AFTER = re.compile(r'<meta name="operasure-delete-after" content="(\d{4}-\d\d-\d\d)">')
_LINES = re.compile(
    rf"operasure ({'|'.join(KINDS)})\nPERSONAL DATA\..*?\nDelete after (\d{{4}}-\d\d-\d\d)\n", re.S
)
_CASE_KEY = re.compile(r"operasure case key \d+ ")
_CASE_FILE = (
    re.compile(r"^#?\s*received_on\s*=", re.M),
    re.compile(r"^#?\s*(?:deleted_at|\[subject\])", re.M),
)
_CASE_DAY = re.compile(r"^delete_after\s*=\s*\"?(\d{4}-\d\d-\d\d)", re.M)
_TABLE = re.compile(r'\ufeff?"?delete_after"?[,;\t]"?id"?[,;\t]"?group"?[^\n]*\n(.{0,12})')
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Head:
    """What a file says of itself; `delete_after` is None where it names no day."""

    kind: str
    delete_after: date | None


def preamble(kind: str, delete_after: date) -> dict[str, str]:
    """The first keys of a JSON file."""
    return {
        "kind": f"operasure {kind}",
        "notice": NOTICE,
        "delete_after": delete_after.isoformat(),
    }


def meta(kind: str, delete_after: date) -> str:
    """The lines for the head of an HTML file."""
    return (
        f'<meta name="operasure-kind" content="{kind}">\n'
        f'<meta name="operasure-delete-after" content="{delete_after.isoformat()}">\n'
        f'<meta name="description" content="{NOTICE}">'
    )


LINES = 4
"""How many `lines` are."""


def lines(kind: str, delete_after: date) -> str:
    """The first lines of a report to read that holds passages."""
    return f"operasure {kind}\n{NOTICE}\nDelete after {delete_after.isoformat()}\n\n"


def head(path: Path) -> Head | None:
    """What a file says of itself; None for a file that is not one of these.

    Raises UsageError where it cannot be read.
    """
    with readable(path), path.open("rb") as file:
        start = file.read(HEAD).decode("utf-8", "replace")
    table = _TABLE.match(start)
    if table is not None:
        day = _DAY.search(table[1])
        return Head("work list", _day(day[0]) if day else None)
    report = _LINES.match(start)
    if report is not None:
        return Head(report[1], _day(report[2]))
    if _CASE_KEY.match(start):
        return Head("case key", None)
    if all(mark.search(start) for mark in _CASE_FILE):
        named = _CASE_DAY.search(start)
        return Head("case file", _day(named[1]) if named else None)
    kind = _KIND.search(start) or _META_KIND.search(start)
    if kind is None or not _IS_ONE.match(start):
        return None
    after = _AFTER.search(start) or _META_AFTER.search(start)
    return Head(kind[1], _day(after[1]) if after else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
