"""An evidence document in the folder of a case, as far as a case reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from operasure.core import keeping, strict
from operasure.core.errors import UsageError, readable
from operasure.reports.evidence.held import digest

LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class CaseDocument:
    """An evidence document. `seen` is the moment that it is about, `finished` when its run ended;
    `digest` that of the file."""

    path: Path
    digest: str
    data: Mapping[str, Any]

    def part(self, name: str) -> Mapping[str, Any]:
        """A part of it; nothing where it has none."""
        return self.data.get(name) or {}

    @property
    def command(self) -> str:
        return str(self.data["command"])

    @property
    def verdict(self) -> str:
        return str(self.data["verdict"])

    @property
    def account(self) -> int | None:
        """The account that it is about, if it names one: the first, where it is about several."""
        found: int | None = self.part("subject").get("user_id")
        return found

    @property
    def accounts(self) -> frozenset[int]:
        """Every account that it is about: a search is about all of a person."""
        return frozenset(_subject(self.data))

    @property
    def seen(self) -> datetime:
        moment = self.part("installation").get("checked_at")
        return datetime.fromisoformat(moment or self.data["run"]["started_at"])

    @property
    def finished(self) -> datetime:
        return datetime.fromisoformat(self.data["run"]["finished_at"])

    @property
    def removes(self) -> bool:
        """Whether its run removed something, so that what was seen before is not true any more."""
        return self.command == "erase" or bool(self.part("evicted").get("deleted"))


def read(path: Path) -> CaseDocument | None:
    """An evidence document; None for another file. Raises UsageError for a damaged one."""
    begins = start(path)
    is_one = '"format":' in begins and '"operasure":' in begins
    if not is_one or keeping.head(path) is not None:
        return None
    data = content(path)
    if not isinstance(data, dict) or not {"command", "verdict", "checks", "run"} <= set(data):
        return None
    found = CaseDocument(path, digest(path), data)
    try:
        whole = found.seen.tzinfo and found.finished.tzinfo and _is_whole(data)
    except (TypeError, KeyError, ValueError, AttributeError):
        whole = False
    if not whole:
        raise UsageError(f"{path} is a damaged document: remove it, and run again")
    return found


_ENTRIES = {
    "checks": ("outcome", "until"), "mentions": ("decision",), "cache": ("outcome",),
    "files": ("kind",), "held_in": ("digest",), "counts": ("confidence",), "logs": ("outcome",),
}  # fmt: skip
_TABLES = ("subject", "installation", "evicted", "erasure", "review", "searched")


def _is_whole(data: Mapping[str, Any]) -> bool:
    """Whether a document has what a case reads of it. May raise what reading another value does."""
    texts = [e[key] for part, own in _ENTRIES.items() for e in data.get(part, ()) for key in own]
    texts.append((data.get("erasure") or {}).get("plan"))
    moments = [datetime.fromisoformat(c["until"]) for c in data["checks"] if c["until"]]
    return (
        all(text is None or isinstance(text, str) for text in texts)
        and all(data.get(key) is None or isinstance(data[key], dict) for key in _TABLES)
        and all(moment.tzinfo for moment in moments)
        and all("retained" in check for check in data["checks"])
        and all(isinstance(each["open"], int) for each in data.get("counts", ()))
        and {"mentions", "cache", "installation"} <= set(data)
        and all(type(each) is int for each in _subject(data))
    )


def _subject(data: Mapping[str, Any]) -> Sequence[int]:
    """The accounts that a document is about."""
    subject = data.get("subject") or {}
    first = subject.get("user_id")
    found: Sequence[int] = subject.get("user_ids", [] if first is None else [first])
    return found


def start(path: Path) -> str:
    """The first bytes of a file as text. Raises UsageError."""
    with readable(path), path.open("rb") as opened:
        return opened.read(keeping.HEAD).decode("utf-8", "replace")


def content(path: Path) -> Any:
    """The value that a JSON file holds. Raises UsageError for one that is damaged."""
    data = strict.content(path, LARGEST, "is too large to be a document")
    try:
        return strict.loads(data)
    except ValueError as error:
        raise UsageError(f"{path} is damaged ({error}): remove it, and run again") from None
