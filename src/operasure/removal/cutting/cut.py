"""One way in: a value, what is to go, and how the value is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from operasure.removal.cutting import texts
from operasure.removal.cutting.edits import Form, NotCut, Span, apply

Value = TypeVar("Value", str, bytes)

_BY_HAND = {
    Form.INDEX: "a search vector is made anew from its text, not cut",
    Form.DOCUMENT: "a collaborative document keeps its own history: change it in the editor",
    Form.SIGNED: "a signature holds the value together: withdraw it and have it issued anew",
    Form.LIST: "a list of numbers holds no text",
}


def cut(value: Value, spans: Sequence[Span], form: str) -> Value:
    """The value with each passage replaced, everything else byte for byte as it was.

    `spans` count in characters of the value; bytes are taken for UTF-8. `form` is one of `Form`.
    Raises NotCut where that can't be done without doing more, or where it would leave something
    that is no longer well formed.
    """
    if isinstance(value, bytes):
        return cut(_text(value), spans, form).encode()
    if not spans:
        return value
    if any(not 0 <= span.start < span.end <= len(value) for span in spans):
        raise NotCut("the passage is not where it was")
    written = Form(form)
    if written in _BY_HAND:
        raise NotCut(_BY_HAND[written])
    return apply(value, texts.edits(value, spans, written))


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise NotCut("the value is no text") from error
