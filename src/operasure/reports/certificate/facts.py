"""The facts of a case that only people know: what they are called, and how each is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from operasure.core.errors import UsageError

LONGEST = 2_000
"""Characters that a fact may take."""

_DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{64}")

Read = Callable[[str, object], Any]
"""Reads a value of a case file: its key for the error, and the value. Raises UsageError."""


def text(key: str, value: object) -> str:
    """A text that says something; line breaks stay."""
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"case file: {key} must be a text, and not empty")
    if len(value) > LONGEST:
        raise UsageError(f"case file: {key} may have {LONGEST} characters at most")
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in value):
        raise UsageError(f"case file: {key} holds a control character")
    return "\n".join(line.strip() for line in value.strip().splitlines())


def day(key: str, value: object) -> date:
    """A date: of TOML's own kind, or as text (2026-11-02)."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise UsageError(f"case file: {key} must be a date, like 2026-11-02") from error
    if not isinstance(value, date) or isinstance(value, datetime):
        raise UsageError(f"case file: {key} must be a date, like 2026-11-02")
    return value


def moment(key: str, value: object) -> datetime:
    """A moment with its offset from UTC, so that it is the same on every machine."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise UsageError(
            f"case file: {key} must be a moment with its offset, like 2026-11-20T10:15:00+01:00"
        )
    return value


def digest(key: str, value: object) -> str:
    """The digest of a file, as certificates and `sha256sum` write it."""
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return f"sha256:{value.removeprefix('sha256:')}"
    raise UsageError(f"case file: {key} must be a digest, sha256: and 64 hexadecimal digits")


@dataclass(frozen=True)
class Fact:
    """A fact that every certificate needs. `asks` is what it is asked for with."""

    key: str
    asks: str
    read: Read = text


FACTS = (
    Fact("reference", "reference of the case in your files"),
    Fact("received_on", "day on which the request arrived, like 2026-11-02", day),
    Fact("requested_by", "who asked, without a name: the person themselves, or in which role"),
    Fact("identity_checked", "how it was made sure that the person was the one who asked"),
    Fact("legal_basis", "why the data was to be erased, like Art. 17(1)(b) GDPR"),
    Fact("controller", "name and address of the controller"),
    Fact("contact", "where questions go: data protection officer, email address"),
    Fact("deleted_by", "who deleted the account: name or role"),
    Fact("deleted_at", "when, with its offset, like 2026-11-20T10:15:00+01:00", moment),
    Fact("method", "in which way, like: OpenProject, Administration, Users, Delete"),
)

NAMES = "subject.names"
RECIPIENTS = "recipients"
LISTS: Mapping[str, str] = {
    NAMES: "the person's names, for the hash and to keep them out of every file (or --snapshot)",
    RECIPIENTS: "who was told of the erasure under Art. 19 GDPR; 'recipients = []' for nobody",
    "kept": "what else is kept, on which ground and until when; 'kept = []' for nothing",
}
"""What must be stated besides, and what it is asked for with."""
