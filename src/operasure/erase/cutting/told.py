"""The filters of a saved value in words, for a person to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import yaml

from operasure.erase.cutting import yamls
from operasure.erase.cutting.edits import NotCut
from operasure.erase.cutting.filters import ViewFilter, filters

_DEEPEST = 4
NO_VALUE = "(no value)"


def told(value: str) -> list[str]:
    """Every filter and action of a YAML or JSON value in order, also in texts that hold JSON
    themselves: `author_id = 41, 42`. What can't be read has none."""
    return list(_told(value, 0))


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    """The filters of a value that are others afterwards, as they were and as they are."""
    was, is_ = told(before), told(after)
    return _without(was, is_), _without(is_, was)


def _without(some: list[str], others: list[str]) -> list[str]:
    rest = Counter(others)
    left = []
    for each in some:
        if rest[each]:
            rest[each] -= 1
        else:
            left.append(each)
    return left


def _told(value: str, depth: int) -> Iterator[str]:
    with suppress(NotCut):
        nodes = yamls.compose(value)
        if any(before >= 0 for _, _, before in yamls.walk(nodes)):
            return
        for node in nodes:
            yield from map(_words, filters(node))
        if depth < _DEEPEST:
            for scalar, _ in yamls.scalars(nodes):
                if str(scalar.value).lstrip()[:1] in ("{", "["):
                    yield from _told(str(scalar.value), depth + 1)


def _words(found: ViewFilter) -> str:
    node = found.values
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    values = ", ".join(str(item.value) for item in items) or NO_VALUE
    return " ".join(part for part in (found.name.lstrip(":"), found.operator, values) if part)
