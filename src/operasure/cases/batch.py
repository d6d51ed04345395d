"""Many requests in one file of comma-separated values: one line, one case (docs/case.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from operasure.core import strict
from operasure.core.errors import UsageError
from operasure.core.model import HIGHEST
from operasure.reports.certificate.facts import FACTS, text

LARGEST = 1024 * 1024
MOST = 1000
"""Cases that one file may begin."""
_IDS = re.compile(r"[0-9]{1,19}(?: +[0-9]{1,19})*")
_LISTS = ("names", "logins", "mails")
_NOBODY = ("recipients", "kept")
SAME = "same_person"
COLUMNS = ("user_id", *(fact.key for fact in FACTS), *_NOBODY, *_LISTS, SAME)


@dataclass(frozen=True)
class BatchRequest:
    """A request. `number` is that of its line in the file, `stated` what it says beside the ids;
    `wrong` says why no case can be made of it, if so."""

    number: int
    reference: str = ""
    user_ids: tuple[int, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)
    same_person: bool = False
    wrong: str | None = None


def read(path: Path, kind: str = "erasure") -> list[BatchRequest]:
    """Read a file of requests of one `kind`. What is wrong in one line is told with it. Raises
    UsageError where the file as a whole can't be understood: then nothing is to be begun."""
    (_, first), *filled = rows(path)
    header = [each.strip().lower() for each in first]
    _check(path, header)
    if not 0 < len(filled) <= MOST:
        raise UsageError(f"{path} must have 1 to {MOST} lines below its columns")
    found = _lines(header, filled)
    return [replace(each, stated={"kind": kind, **each.stated}) for each in found]


def rows(path: Path) -> list[tuple[int, list[str]]]:
    """The lines of a file of comma-separated values that are not empty, below the one that names
    the columns, each with its number. Raises UsageError."""
    data = strict.content(path, LARGEST, f"has more than {LARGEST >> 20} MB: split it")
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}, line {number}: it is not UTF-8; save it as CSV UTF-8") from None
    first = content.partition("\n")[0]
    reader = csv.reader(io.StringIO(content, newline=""), strict=True, delimiter=_sign(first))
    found: list[tuple[int, list[str]]] = []
    try:
        start = 1
        for row in reader:
            if not found or any(map(str.strip, row)):
                found.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: {error}") from None
    if not found:
        raise UsageError(f"{path} is empty: its first line names the columns")
    return found


def _sign(first: str) -> str:
    """Spreadsheets write a semicolon where the comma stands in numbers."""
    return max(",;\t", key=first.count)


def _check(path: Path, header: Sequence[str]) -> None:
    if others := [each for each in header if each not in COLUMNS]:
        raise UsageError(f"{path}, line 1: there is no column {others[0][:40]!r}")
    for each in header:
        if header.count(each) > 1:
            raise UsageError(f"{path}, line 1: the column {each!r} stands there twice")
    for each in ("user_id", "reference"):
        if each not in header:
            raise UsageError(f"{path}, line 1: the column {each!r} is missing")


def _lines(header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> Iterator[BatchRequest]:
    references: dict[str, int] = {}
    accounts: dict[int, int] = {}
    for number, row in rows:
        try:
            found = _line(number, header, row)
            if before := references.get(found.reference.casefold()):
                raise UsageError(f"the reference stands in line {before} already")
            if twice := [each for each in found.user_ids if each in accounts]:
                raise UsageError(f"user {twice[0]} stands in line {accounts[twice[0]]} already")
        except UsageError as error:
            yield BatchRequest(number, wrong=str(error).removeprefix("case file: "))
            continue
        references[found.reference.casefold()] = number
        accounts |= dict.fromkeys(found.user_ids, number)
        yield found


def _line(number: int, header: Sequence[str], row: Sequence[str]) -> BatchRequest:
    if len(row) != len(header):
        raise UsageError(f"it has {len(row)} fields, and the first line {len(header)}")
    given = {key: value.strip() for key, value in zip(header, row, strict=True) if value.strip()}
    ids = given.pop("user_id", "")
    if not _IDS.fullmatch(ids) or not all(0 < int(each) <= HIGHEST for each in ids.split()):
        raise UsageError("user_id must be an id, or several with blanks between them")
    same = given.pop(SAME, "no")
    if same not in {"yes", "no"}:
        raise UsageError(f"{SAME} must be yes or no")
    reads = {fact.key: fact.read for fact in FACTS}
    stated = {key: reads[key](key, given[key]) for key in reads if key in given}
    if "reference" not in stated:
        raise UsageError("reference is empty")
    for key in (each for each in _NOBODY if each in given):
        if given[key] != "none":
            raise UsageError(f"{key} can only be 'none' here: state them in the case file")
        stated[key] = []
    for key in (each for each in _LISTS if each in given):
        parts = [part.strip() for part in given[key].split("|")]
        stated[key] = [text(key, part) for part in parts if part]
    reference = stated.pop("reference")
    distinct = tuple(dict.fromkeys(map(int, ids.split())))
    return BatchRequest(number, reference, distinct, stated, same == "yes")
