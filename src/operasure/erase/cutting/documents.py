"""Removes passages from a collaborative document (Yjs, in base64)."""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from operasure.erase.cutting import jsons, texts
from operasure.erase.cutting.edits import NotCut, Span, TextEdit, ValueForm, apply
from operasure.erase.cutting.leaves import share
from operasure.yjs import text as yjs
from operasure.yjs.lib0 import Malformed, TextCoding, TextValue, units
from operasure.yjs.text import SharedDocument, TextPart, TextRun
from operasure.yjs.write import Changes, New, NotWritten, write

_SPACES = re.compile(r"\s+")
_LAYOUT = re.compile(r"[\s|]+")
UNREADABLE = "the document can't be parsed: change it in the editor"
FIXED = "the passage is in the name of a field, or in bytes of the document"


def read(value: str) -> SharedDocument:
    """Take a document apart. Raises NotCut."""
    try:
        return yjs.document(base64.b64decode(_SPACES.sub("", value), validate=True))
    except (binascii.Error, ValueError, Malformed) as error:
        raise NotCut(UNREADABLE) from error


def cut(document: SharedDocument, spans: Sequence[Span]) -> str:
    """The document with each passage of its `text` replaced, in base64.

    What the editor shows gives way to the replacement; what was deleted before goes for good.
    Raises NotCut.
    """
    cutting = _Cutting(document)
    loose = [span for span in spans if not cutting.takes_json(span)]
    for edit in texts.edits(document.text, loose, ValueForm.PLAIN):
        cutting.take(edit)
    return base64.b64encode(cutting.written()).decode()


class _Cutting:
    """Gathers what is to change in a document, then writes it."""

    def __init__(self, document: SharedDocument) -> None:
        self._document = document
        self._starts = list(accumulate((len(part.text) for part in document.parts), initial=0))
        self._json: dict[TextPart, list[Span]] = {}
        self._edits: dict[TextPart, list[TextEdit]] = {}
        self._changes = Changes()

    def _parts(self, start: int, end: int) -> Iterator[tuple[TextPart, int, int]]:
        """The parts that a stretch of the text touches, each with what of it."""
        for number in range(bisect_right(self._starts, start) - 1, len(self._document.parts)):
            low = self._starts[number]
            if low >= end:
                return
            part = self._document.parts[number]
            own = max(start - low, 0), min(end - low, len(part.text))
            if own[0] < own[1]:
                yield part, *own

    def takes_json(self, span: Span) -> bool:
        """Take a passage if it stands in JSON."""
        touched = list(self._parts(span.start, span.end))
        if not any(_is_json(part) for part, _, _ in touched):
            return False
        if len(touched) > 1:
            raise NotCut("the passage to replace spans several values")
        [(part, start, end)] = touched
        self._json.setdefault(part, []).append(Span(start, end, span.replacement, span.exact))
        return True

    def take(self, edit: TextEdit) -> None:
        """Take an edit of the document's text. Where it runs over several parts, what is new
        stands in the first that can take it."""
        new, met = edit.new, False
        for part, start, end in self._parts(edit.start, edit.end):
            if part.sources:
                taken = self._change(part, TextEdit(start, end, new))
                new, met = "" if taken else new, True
            else:
                fixed = part.text[start:end]
                if not met and new.startswith(fixed):
                    new = new.removeprefix(fixed)
                elif any(char.isalnum() for char in fixed):
                    raise NotCut(FIXED)
        if not met:
            raise NotCut(FIXED)

    def _change(self, part: TextPart, edit: TextEdit) -> bool:
        """Whether what is new has found a place."""
        runs = [source for source in part.sources if isinstance(source, TextRun)]
        for run in runs:
            wide = len(run.struct.text) < run.struct.length
            start, end = (units(part.text[:at]) if wide else at for at in (edit.start, edit.end))
            self._cut(run, start, end, edit.new)
        if runs:
            return any(run.node is not None for run in runs)
        self._edits.setdefault(part, []).append(edit)
        return True

    def _cut(self, run: TextRun, start: int, end: int, new: str) -> None:
        low, high = run.offset + start, run.offset + end
        self._changes.cuts.setdefault(run.struct, []).append((low, high))
        if run.node is None or not new:
            return
        client, clock = run.struct.client, run.struct.clock + high
        follows = run.node.next if end == run.node.length else None
        before = follows.id if follows else (client, clock) if end < run.node.length else None
        self._changes.new.append(New(new, (client, clock - 1), before))

    def written(self) -> bytes:
        """The document as it was gathered. Raises NotCut."""
        for part, spans in self._json.items():
            self._edits[part] = _within_json(part.text, spans)
        for part, edits in self._edits.items():
            for source in part.sources:
                if isinstance(source, TextValue):
                    self._changes.values[source] = apply(part.text, edits)
        try:
            found = write(self._document, self._changes)
            after = yjs.document(found)
        except NotWritten as error:
            raise NotCut(error.reason) from error
        except Malformed as error:
            raise NotCut(NOT_AS_EXPECTED) from error
        if _said(after) != self._expected():
            raise NotCut(NOT_AS_EXPECTED)
        return found

    def _expected(self) -> str:
        """What the editor should show afterwards."""
        new = {(n.behind[0], n.behind[1] + 1): n.text for n in self._changes.new}
        gone = {
            (struct.client, struct.clock + at)
            for struct, ranges in self._changes.cuts.items()
            for low, high in ranges
            for at in range(low, high)
        }
        found: list[str] = []
        for part in self._document.parts[: self._document.said]:
            match part.sources:
                case [TextRun(struct, offset)]:
                    at = struct.clock + offset
                    for char in part.text:
                        if (struct.client, at) not in gone:
                            found.append(char)
                        at += units(char)
                        found.append(new.get((struct.client, at), ""))
                case _:
                    found.append(apply(part.text, self._edits.get(part, ())))
        return _LAYOUT.sub("", "".join(found))


NOT_AS_EXPECTED = "the edited document would not have the expected text"


def _said(document: SharedDocument) -> str:
    return _LAYOUT.sub("", "".join(part.text for part in document.parts[: document.said]))


def _is_json(part: TextPart) -> bool:
    return any(
        isinstance(source, TextValue) and source.kind is TextCoding.JSON for source in part.sources
    )


def _within_json(text: str, spans: Sequence[Span]) -> list[TextEdit]:
    """The edits that take passages out of a JSON text."""
    found = [
        leaf.outside(edit)
        for leaf, own in share(jsons.leaves(text), spans)
        for edit in texts.edits(leaf.text, own, ValueForm.MARKUP)
    ]
    jsons.check(apply(text, found))
    return found
