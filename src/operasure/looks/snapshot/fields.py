"""Values of a file from outside, taken one by one as what they must be."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from operasure.core.errors import UsageError

E = TypeVar("E", bound=StrEnum)
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Fields:
    """The entries of one JSON object. Every method raises UsageError for an entry that is missing
    or something else."""

    data: Mapping[str, Any]

    @classmethod
    def of(cls, value: object) -> Fields:
        """The entries of a value that must be an object."""
        if not isinstance(value, dict):
            raise damaged("something that should be an object is none")
        return cls(value)

    def text(self, name: str) -> str:
        """A text."""
        value = self.data.get(name)
        if not isinstance(value, str):
            raise damaged(f"{name} is no text")
        return value

    def word(self, name: str) -> str:
        """A text that may be shown as it is: without control characters."""
        value = self.text(name)
        if not value.isprintable():
            raise damaged(f"{name} holds characters that can't be shown")
        return value

    def maybe_text(self, name: str) -> str | None:
        """A text or null."""
        return None if self.data.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """A whole number from 0."""
        value = self.data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
            raise damaged(f"{name} is no number")
        return value

    def truth(self, name: str) -> bool:
        """True or false."""
        value = self.data.get(name)
        if not isinstance(value, bool):
            raise damaged(f"{name} is neither true nor false")
        return value

    def binary(self, name: str, length: int | None = None) -> bytes:
        """Bytes in base64, of this length if one is given."""
        try:
            value = base64.b64decode(self.text(name), validate=True)
        except (binascii.Error, ValueError):
            raise damaged(f"{name} is no base64") from None
        if length is not None and len(value) != length:
            raise damaged(f"{name} has not {length} bytes")
        return value

    def maybe_binary(self, name: str, length: int | None = None) -> bytes | None:
        """Bytes in base64, or null."""
        return None if self.data.get(name) is None else self.binary(name, length)

    def moment(self, name: str) -> datetime:
        """A moment in RFC 3339."""
        try:
            value = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise damaged(f"{name} is no moment") from None
        return value if value.tzinfo else value.replace(tzinfo=UTC)

    def day(self, name: str) -> date:
        """A day."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise damaged(f"{name} is no day") from None

    def one_of(self, kind: type[E], name: str) -> E:
        """One of the words of an enumeration."""
        try:
            return kind(self.text(name))
        except ValueError:
            raise damaged(f"{name} is none of the words that are known") from None

    def row_id(self, name: str) -> int | str:
        """The key of a row."""
        return self.text(name) if isinstance(self.data.get(name), str) else self.number(name)

    def each(self, name: str) -> Iterator[Fields]:
        """The objects of a list."""
        return map(Fields.of, self._list(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise damaged(f"{name} is no list of texts")
        return tuple(values)

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(Fields({name: value}).number(name) for value in self._list(name))

    def object(self, name: str) -> Fields:
        """An object."""
        return Fields.of(self.data.get(name))

    def _list(self, name: str) -> list[Any]:
        value = self.data.get(name)
        if not isinstance(value, list):
            raise damaged(f"{name} is no list")
        return value


def damaged(what: str) -> UsageError:
    """The error for a file that is not what it should be."""
    return UsageError(f"the snapshot is damaged: {what}")
