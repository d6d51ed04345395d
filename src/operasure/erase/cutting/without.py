"""Removes items from a list or mapping of a YAML or JSON text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import yaml

from operasure.erase.cutting.edits import NotCut, TextEdit
from operasure.erase.cutting.yamls import content


def without(text: str, node: yaml.CollectionNode, numbers: Collection[int]) -> Iterator[TextEdit]:
    """The edits that take items, by their numbers, out of a collection; one that loses all of them
    stays as an empty one."""
    spans = [_span(text, item) for item in node.value]
    if node.flow_style:
        yield from _between_commas(spans, numbers)
    elif len(numbers) == len(spans):
        yield _emptied(text, node, spans[-1][1])
    else:
        yield from _lines(text, node, spans, numbers)


def _span(text: str, item: yaml.Node | tuple[yaml.Node, yaml.Node]) -> tuple[int, int]:
    first, last = item if isinstance(item, tuple) else (item, item)
    return first.start_mark.index, end(text, last)


def end(text: str, node: yaml.Node) -> int:
    """Where the last character of a node stands; the marks of a block lie behind it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end(text, last[1] if isinstance(last, tuple) else last)
    at: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        at = node.start_mark.index + len(text[node.start_mark.index : at].rstrip("\n"))
    return at


def _between_commas(
    spans: Sequence[tuple[int, int]], numbers: Collection[int]
) -> Iterator[TextEdit]:
    kept = [number for number in range(len(spans)) if number not in numbers]
    last = kept[-1] if kept else -1
    for number in sorted(numbers):
        if number < last:
            yield TextEdit(spans[number][0], spans[number + 1][0], "")
    if last < len(spans) - 1:
        yield TextEdit(spans[last][1] if kept else spans[0][0], spans[-1][1], "")


def _emptied(text: str, node: yaml.CollectionNode, stop: int) -> TextEdit:
    """An empty collection where a block stood, behind its key, dash or the head of the document."""
    start = len(text[: content(text, node)].rstrip())
    empty = "{}" if isinstance(node, yaml.MappingNode) else "[]"
    return TextEdit(start, stop, f" {empty}" if start else empty)


def _lines(
    text: str,
    node: yaml.CollectionNode,
    spans: Sequence[tuple[int, int]],
    numbers: Collection[int],
) -> Iterator[TextEdit]:
    starts = [start for start, _ in spans]
    if isinstance(node, yaml.SequenceNode):
        starts = [_dash(text, start) for start in starts]
    tail = len(starts)
    while tail - 1 in numbers:
        tail -= 1
    for number in sorted(numbers):
        if number < tail:
            yield TextEdit(starts[number], starts[number + 1], "")
    if tail < len(starts):
        begin = text.rfind("\n", 0, starts[tail]) + 1
        line_end = text.find("\n", spans[-1][1])
        if text[begin : starts[tail]].strip():
            raise NotCut("the items of a list are on one line in an unknown form")
        yield TextEdit(begin, line_end + 1 if line_end >= 0 else len(text), "")


def _dash(text: str, start: int) -> int:
    """The dash of the item of a list that begins at `start`."""
    at = len(text[:start].rstrip()) - 1
    if at < 0 or text[at] != "-":
        raise NotCut("an item of a list has an unknown form")
    return at
