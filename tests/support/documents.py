"""Collaborative documents made by an independent implementation of Yjs (pycrdt), as several people
make them: each on a copy of its own, taken together now and then."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

ROOT = "document-store"
"""The name under which OpenProject's editor keeps its blocks (OpBlockNoteEditor.tsx)."""
Marked = tuple[str, str]
"""A character, and its marks."""


def opened(update: bytes) -> Any:
    """The blocks of a document."""
    doc: Doc[Any] = Doc()
    root = doc.get(ROOT, type=XmlFragment)
    doc.apply_update(update)
    return root


def lines(element: Any) -> Iterator[XmlText]:
    """The texts below an element, in order."""
    for child in element.children:
        if isinstance(child, XmlText):
            yield child
        else:
            yield from lines(child)


def said(update: bytes) -> list[str]:
    """What each line of a document says."""
    return ["".join(char for char, _ in marked(line)) for line in lines(opened(update))]


def marked(line: XmlText) -> list[Marked]:
    """The characters of a line with their marks; what is embedded has none."""
    found: list[Marked] = []
    for chunk, marks in line.diff():
        if isinstance(chunk, str):
            shown = repr(sorted((marks or {}).items(), key=str))
            found += [(char, shown) for char in chunk]
    return found


def structure(update: bytes) -> list[Any]:
    """The elements of a document with their attributes, texts without what they say."""
    return [_shape(child) for child in opened(update).children]


def _shape(node: Any) -> Any:
    if isinstance(node, XmlText):
        return "text"
    attributes = sorted((key, str(value)) for key, value in node.attributes)
    return node.tag, attributes, [_shape(child) for child in node.children]


@dataclass
class Writers:
    """People who write one document, each on a copy. With `keeps` a copy keeps what is deleted."""

    number: int = 3
    keeps: bool = False
    docs: list[Doc[Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.docs = [Doc(client_id=10 + i, skip_gc=self.keeps) for i in range(self.number)]
        for doc in self.docs:
            doc.get(ROOT, type=XmlFragment)

    def root(self, writer: int) -> Any:
        """The blocks on one's copy."""
        return self.docs[writer].get(ROOT, type=XmlFragment)

    def paragraph(self, *texts: str, writer: int = 0, **attributes: str) -> Any:
        """Add a paragraph at the end of a copy, as BlockNote does."""
        root = self.root(writer)
        if not len(root.children):
            root.children.append(XmlElement("blockGroup"))
        container = root.children[0].children.append(XmlElement("blockContainer", {"id": "b"}))
        made = container.children.append(XmlElement("paragraph", dict(attributes)))
        for text in texts:
            made.children.append(XmlText(text))
        return made

    def line(self, writer: int, number: int) -> XmlText:
        """A line of a copy."""
        found = list(lines(self.root(writer)))
        return found[number % len(found)]

    def meet(self) -> None:
        """Take all copies together."""
        for doc in self.docs:
            for other in self.docs:
                if other is not doc:
                    doc.apply_update(other.get_update(doc.get_state()))

    def whole(self) -> bytes:
        """The document, once all have met."""
        self.meet()
        return self.docs[0].get_update()

    def stored(self) -> str:
        """The same as `documents.content_binary` holds it."""
        return base64.b64encode(self.whole()).decode()


def insert(line: XmlText, at: int, text: str, marks: Mapping[str, Any] | None = None) -> None:
    """Put a text in at a character."""
    line.insert(_bytes(line, at), text, dict(marks) if marks else None)


def remove(line: XmlText, start: int, end: int) -> None:
    """Delete characters."""
    del line[_bytes(line, start) : _bytes(line, end)]


def mark(line: XmlText, start: int, end: int, marks: Mapping[str, Any]) -> None:
    """Give characters a mark."""
    line.format(_bytes(line, start), _bytes(line, end), dict(marks))


def _bytes(line: XmlText, at: int) -> int:
    """The offset of a character, as pycrdt counts."""
    return len("".join(char for char, _ in marked(line))[:at].encode())


def plant(line: XmlText, at: int, text: str, cuts: Iterable[int], order: Iterable[int]) -> None:
    """Write a text in pieces that are cut at some places, in another order than they stand in."""
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    pieces = list(pairwise(places))
    turns = [turn % 1000 for turn in order] or [0]
    ranked = sorted(range(len(pieces)), key=lambda i: (turns[i % len(turns)], i))
    done: list[int] = []
    for number in ranked:
        start, end = pieces[number]
        before = sum(pieces[i][1] - pieces[i][0] for i in done if i < number)
        insert(line, at + before, text[start:end])
        done.append(number)
