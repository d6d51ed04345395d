"""The entry point: a value, the passages to remove, and the form of the value."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

from operasure.erase.cutting import jsons, texts, xmls, yamls
from operasure.erase.cutting.edits import NotCut, Span, TextEdit, ValueForm, apply
from operasure.erase.cutting.leaves import Leaf, share

Value = TypeVar("Value", str, bytes)

_DEEPEST = 4
"""Values inside values (JSON in a string of YAML)."""
_BY_HAND = {
    ValueForm.INDEX: "a search vector is rebuilt from its text, not edited",
    ValueForm.DOCUMENT: "a collaborative document is edited by its text, not by its bytes",
    ValueForm.SIGNED: "the value has a signature: revoke it and have a new one issued, or "
    "delete its row with --delete-signed",
    ValueForm.LIST: "a list of numbers contains no text",
    ValueForm.BYTES: "a value of bytes can't be edited: change it manually, or delete its row",
    ValueForm.MARSHAL: "a serialised Ruby value can't be edited: delete its row",
}


def cut(value: Value, spans: Sequence[Span], form: str) -> Value:
    """The value with each passage replaced, everything else byte for byte as it was.

    `spans` count in characters of the value; bytes are taken for UTF-8. `form` is one of
    `ValueForm`. Raises NotCut where that can't be done without doing more, or where it would leave
    something that is no longer well formed.
    """
    if isinstance(value, bytes):
        return cut(_text(value), spans, form).encode()
    if not spans:
        return value
    if any(not 0 <= span.start < span.end <= len(value) for span in spans):
        raise NotCut("the passage is not where it was")
    return _cut(value, spans, ValueForm(form), 0)


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise NotCut("the value is not a text") from error


def _cut(text: str, spans: Sequence[Span], form: ValueForm, depth: int) -> str:
    if form in _BY_HAND:
        raise NotCut(_BY_HAND[form])
    if form is ValueForm.YAML:
        shares = share(yamls.leaves(text), spans)
        return yamls.changed(text, {leaf.number: _inside(leaf, own, depth) for leaf, own in shares})
    new = apply(text, _edits(text, spans, form, depth))
    if form is ValueForm.JSON:
        jsons.check(new)
    elif form is ValueForm.XML and xmls.shape(text) != xmls.shape(new):
        raise NotCut("the value would no longer be the same XML")
    return new


def _edits(text: str, spans: Sequence[Span], form: ValueForm, depth: int) -> list[TextEdit]:
    if form is not ValueForm.JSON:
        return texts.edits(text, spans, form)
    return [
        leaf.outside(edit)
        for leaf, own in share(jsons.leaves(text), spans)
        for edit in _inside(leaf, own, depth)
    ]


def _inside(leaf: Leaf, spans: Sequence[Span], depth: int) -> list[TextEdit]:
    """The edits of a string inside a value, which may hold JSON itself."""
    form = ValueForm.MARKUP
    if depth < _DEEPEST and leaf.text.lstrip()[:1] in ("{", "["):
        with suppress(NotCut):
            jsons.check(leaf.text)
            form = ValueForm.JSON
    return _edits(leaf.text, spans, form, depth + 1)
