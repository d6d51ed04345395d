"""Collaborative documents as OpenProject's editor (BlockNote) writes them, with Yjs."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from operasure.yjs.lib0 import number, text, units

CLIENT = 1_204_017_283
_ITEM, _BEHIND, _KEYED = 0x00, 0x80, 0x20
_STRING, _TYPE, _ANY = 4, 7, 8
_ELEMENT, _TEXT = b"\x03", b"\x06"


def state(paragraphs: Iterable[str]) -> str:
    """Return a document of these paragraphs in base64, as `documents.content_binary` holds it."""
    made = _Document()
    group = made.item(_TYPE, b"\x01" + text("document-store"), _ELEMENT + text("blockGroup"))
    before: int | None = None
    for place, paragraph in enumerate(paragraphs):
        container = _ELEMENT + text("blockContainer")
        before = made.item(_TYPE, made.below(group), container, behind=before)
        made.attribute(before, "id", f"00000000-0000-4000-8000-{place:012}")
        inner = made.item(_TYPE, made.below(before), _ELEMENT + text("paragraph"))
        made.attribute(inner, "textAlignment", "left")
        line = made.item(_TYPE, made.below(inner), _TEXT)
        made.item(_STRING, made.below(line), text(paragraph), length=units(paragraph))
    return base64.b64encode(made.whole()).decode()


class _Document:
    """The items of one client."""

    def __init__(self) -> None:
        self._items: list[bytes] = []
        self._clock = 0

    def below(self, parent: int) -> bytes:
        return b"\x00" + self._id(parent)

    def item(
        self,
        kind: int,
        parent: bytes,
        content: bytes,
        *,
        behind: int | None = None,
        length: int = 1,
    ) -> int:
        """Add an item below a parent, or behind another; its clock."""
        place = parent if behind is None else self._id(behind)
        flag = _ITEM if behind is None else _BEHIND
        self._items.append(bytes([flag | kind]) + place + content)
        own, self._clock = self._clock, self._clock + length
        return own

    def attribute(self, element: int, key: str, value: str) -> None:
        place = self.below(element) + text(key)
        self.item(_ANY | _KEYED, place, b"\x01\x77" + text(value))

    def whole(self) -> bytes:
        head = b"\x01" + number(len(self._items)) + number(CLIENT) + b"\x00"
        return head + b"".join(self._items) + b"\x00"

    def _id(self, clock: int) -> bytes:
        return number(CLIENT) + number(clock)
