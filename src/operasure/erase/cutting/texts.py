"""Removes passages from running text: plain, Markdown, HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from operasure.erase.cutting.edits import Span, TextEdit, ValueForm
from operasure.erase.cutting.kept import KeptText, kept
from operasure.erase.cutting.written import written
from operasure.matching.decode import readings


def edits(text: str, spans: Sequence[Span], form: ValueForm) -> list[TextEdit]:
    """The edits that take the passages out of a text of the form PLAIN, MARKUP or XML."""
    return [edit for group in _groups(spans) for edit in _group(text, group, form)]


def _groups(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Passages that overlap, together."""
    group: list[Span] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if group and span.start >= end:
            yield group
            group = []
        group.append(span)
        end = max(end, span.end) if len(group) > 1 else span.end
    if group:
        yield group


def _group(text: str, group: list[Span], form: ValueForm) -> Iterator[TextEdit]:
    exact = list(_outermost(span for span in group if span.exact))
    loose = [span for span in group if not span.exact]
    inner: list[Span] = []
    if loose:
        start, end = loose[0].start, max(span.end for span in loose)
        stays = kept(text, start, end, emphasis=form is ValueForm.MARKUP)
        inner = [span for span in loose if any(_within(span, piece) for piece in stays)]
        outer = [span for span in loose if span not in inner]
        if outer:
            start, end = outer[0].start, max(span.end for span in outer)
            longest = max(outer, key=lambda span: span.end - span.start)
            stays = [piece for piece in stays if start <= piece.start and piece.end <= end]
            yield from _passage(text, start, end, stays, exact, longest.replacement, form)
    for span in exact:
        yield TextEdit(
            span.start, span.end, written(text, span.start, span.end, span.replacement, form)
        )
    for nested in _groups(inner):
        clear = [s for s in nested if not any(s.start < e.end and e.start < s.end for e in exact)]
        yield from _group(text, clear, form)


def _within(span: Span, piece: KeptText) -> bool:
    return piece.start <= span.start and span.end <= piece.end


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """Without those that others hold, in order; what is left does not overlap."""
    end = -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _passage(
    text: str,
    start: int,
    end: int,
    stays: Sequence[KeptText],
    exact: Sequence[Span],
    replacement: str,
    form: ValueForm,
) -> Iterator[TextEdit]:
    """The edits of one passage: its words go, and the replacement stands once in their place; more
    than once only where a pair of delimiters would hold nothing otherwise."""
    bars = [*stays, *(KeptText(span.start, span.end) for span in exact)]
    pieces = list(_between(start, end, bars))
    worded = [piece for piece in pieces if says_something(text[slice(*piece)])]
    filled = set(_filled(worded, bars)) or set(worded[:1])
    for piece in worded:
        if piece in filled:
            low, high = _stripped(text, *piece, start, end)
            yield TextEdit(low, high, written(text, low, high, replacement, form))
        else:
            yield TextEdit(*piece, "")


def _between(start: int, end: int, bars: Iterable[KeptText]) -> Iterator[tuple[int, int]]:
    for bar in sorted(bars, key=lambda bar: bar.start):
        if bar.start > start:
            yield start, min(bar.start, end)
        start = max(start, bar.end)
    if start < end:
        yield start, end


def says_something(text: str) -> bool:
    """Whether letters or digits show in a text, escaped or not."""
    return any(char.isalnum() for reading in readings(text) for char in reading.shown)


def _filled(
    worded: Sequence[tuple[int, int]], bars: Iterable[KeptText]
) -> Iterator[tuple[int, int]]:
    """The pieces of text in which something must stand for the sake of what is kept."""
    for bar in bars:
        if bar.needs == "before":
            yield from [piece for piece in worded if piece[1] <= bar.start][-1:]
        elif bar.needs == "after":
            yield from [piece for piece in worded if piece[0] >= bar.end][:1]


def _stripped(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Without the blanks that part a word from what is kept."""
    while low > start and low < high and text[low].isspace():
        low += 1
    while high < end and high > low and text[high - 1].isspace():
        high -= 1
    return low, high
