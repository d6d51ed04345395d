"""The changes of a value: passages by position, and the smallest edits that change them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class NotCut(Exception):
    """A value that can't be changed safely. `reason` says why, for a person who then does it by
    hand; it holds nothing of the value."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ValueForm(StrEnum):
    """How a value is written."""

    PLAIN = "plain"
    """Text that is shown as it is: a name, a subject, a file's name."""
    MARKUP = "markup"
    """Markdown with HTML in it, as OpenProject's editor writes it."""
    JSON = "json"
    YAML = "yaml"
    XML = "xml"
    MARSHAL = "marshal"
    """Ruby Marshal 4.8, as bytes or in base64."""
    LIST = "list"
    """Numbers with commas or blanks between, or an array of PostgreSQL."""
    INDEX = "index"
    """A search vector (tsvector)."""
    DOCUMENT = "document"
    """The state of a collaborative document (Yjs), as bytes or in base64."""
    SIGNED = "signed"
    """A token that a signature holds together."""
    BYTES = "bytes"
    """Bytes, or a value with bytes in it, of a column that no query names."""


@dataclass(frozen=True, slots=True)
class Span:
    """A passage `value[start:end]` (in characters) and the text to read there instead.

    `replacement` is plain text; it is written in the way its place asks for. Markup inside the
    passage stays, unless it is `exact`: then all of it goes.
    """

    start: int
    end: int
    replacement: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class TextEdit:
    """`text[start:end]` becomes `new`, as it is."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with all edits made; they must not overlap. Everything else stays."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < done:
            raise NotCut("two passages overlap")
        parts += (text[done : edit.start], edit.new)
        done = edit.end
    return "".join((*parts, text[done:]))
