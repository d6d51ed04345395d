"""The text of XML, read as a stream and without anything that XML could ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, expatreader

from operasure.looks.files.model import FilePart, FilePiece, Unread

_BLOCKS = frozenset(
    "p h si row tr br tab cell c table-cell line-break comment li s author creator "
    "lastModifiedBy title subject description keywords category manager company initial-creator "
    "annotation user-defined property lpwstr cp is t-row".split()
)
"""Elements (without prefix) that end a word."""
_FIELDS = frozenset(
    "author creator lastModifiedBy manager initial-creator printed-by publisher contributor "
    "artist rights by".lower().split()
)
"""Elements that are there to name a person."""
_ATTRIBUTES = frozenset(
    "author name displayname userid userinitials initials target descr title providerid val "
    "username tooltip href tag location".split()
)
"""Attributes whose values people write, or that name people."""
_NAMING = frozenset({"author", "displayname", "username"})
FLUSH = 1 << 20


def pieces(chunks: Iterable[bytes], *, where: FilePart = FilePart.TEXT) -> Iterator[FilePiece]:
    """Characters and telling attributes of a document of XML that comes in chunks.

    Raises Unread where it is no well-formed XML, or declares entities of its own.
    """
    handler = _Handler(where)
    parser: Any = expatreader.create_parser(
        forbid_dtd=False, forbid_entities=True, forbid_external=True
    )
    parser.setContentHandler(handler)
    parser.setFeature("http://xml.org/sax/features/external-general-entities", False)
    try:
        for chunk in chunks:
            parser.feed(chunk)
            yield from handler.taken(FLUSH)
        parser.close()
    except DefusedXmlException:
        yield from handler.taken(0)
        raise Unread("its XML declares entities, as an attack would") from None
    except (SAXException, ValueError, LookupError):
        yield from handler.taken(0)
        raise Unread("its XML is damaged") from None
    yield from handler.taken(0)


class _Handler(ContentHandler):
    def __init__(self, where: FilePart) -> None:
        super().__init__()
        self._where = where
        self._texts: list[str] = []
        self._held = 0
        self._ready: list[FilePiece] = []
        self._field: list[str] | None = None

    def taken(self, least: int) -> Iterator[FilePiece]:
        """What was gathered, once it has `least` characters."""
        if self._held >= least:
            self._ready.append(FilePiece(self._where, "".join(self._texts)))
            self._texts, self._held = [], 0
        yield from self._ready
        self._ready = []

    def startElement(self, name: str, attributes: Any) -> None:  # noqa: N802
        local = name.rpartition(":")[2]
        self._field = [] if local.lower() in _FIELDS else self._field
        for key, value in attributes.items():
            attribute = key.rpartition(":")[2].lower()
            if attribute in _ATTRIBUTES and len(value) > 1:
                self._ready.append(FilePiece(FilePart.PROPERTY, value, attribute in _NAMING))

    def endElement(self, name: str) -> None:  # noqa: N802
        local = name.rpartition(":")[2]
        if local in _BLOCKS:
            self.characters("\n")
        if local.lower() in _FIELDS and self._field is not None:
            self._ready.append(FilePiece(FilePart.PROPERTY, "".join(self._field).strip(), True))
            self._field = None

    def characters(self, content: str) -> None:
        self._texts.append(content)
        self._held += len(content)
        if self._field is not None:
            self._field.append(content)
