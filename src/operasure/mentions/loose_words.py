"""The graph of a name's word as a pattern over raw text, for the loose filter.

Whatever `walk` finds along the graph, the pattern matches; it may match more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from operasure.mentions.classes import inverse
from operasure.mentions.forms import State
from operasure.mentions.raw import Dialect


@dataclass(slots=True)
class _Node:
    """A state with its ways on by units of raw text: state reached, to the units."""

    state: State
    after: dict[int, set[str]] = field(default_factory=dict)
    pairs: dict[int, set[str]] = field(default_factory=dict)
    meets: int | None = None
    """The nearest state that every way on passes; None at the end."""


First = Callable[[set[str], set[str]], str]
"""Renders the raw texts and folded pairs that a word may begin with, and what must stand before."""


def word_pattern(root: State, dialect: Dialect, first: First, *, stems: bool) -> str:
    """The pattern for the word whose graph begins at `root`. With `stems` a word without its
    inflected ending is enough."""
    nodes = _nodes(root, stems)
    _meet(nodes, id(root))
    return _Writer(nodes, dialect, first).write(id(root))


_SPELLINGS_BY_LETTER: dict[str, tuple[str, ...]] = {}


def _spellings_from(letter: str) -> tuple[str, ...]:
    if not _SPELLINGS_BY_LETTER:
        found: dict[str, list[str]] = {}
        for spelling in {*inverse().spelling, *inverse().pairs}:
            found.setdefault(spelling[0], []).append(spelling)
        _SPELLINGS_BY_LETTER.update({key: tuple(sorted(ways)) for key, ways in found.items()})
    return _SPELLINGS_BY_LETTER.get(letter, (letter,))


def _nodes(root: State, stems: bool) -> dict[int, _Node]:
    """Every state that the word passes, with its ways on; a state where it may end has none."""
    nodes: dict[int, _Node] = {}
    waiting = [root]
    while waiting:
        state = waiting.pop()
        if id(state) in nodes:
            continue
        node = nodes[id(state)] = _Node(state)
        if state.ends or (stems and state.stems):
            continue
        for letter in state.next:
            for spelling in _spellings_from(letter):
                for after in state.follow(spelling):
                    node.after.setdefault(id(after), set()).update(inverse().writing(spelling))
                    node.pairs.setdefault(id(after), set()).update(
                        inverse().pairs.get(spelling, ())
                    )
                    waiting.append(after)
    return nodes


def _meet(nodes: dict[int, _Node], root: int) -> None:
    """Fill in where all ways on from a state meet again: its nearest post-dominator."""
    depth: dict[int | None, int] = {None: 0}
    for at in _last_first(nodes, root):
        meets: int | None = None
        for number, after in enumerate(nodes[at].after):
            meets = _common(nodes, depth, meets, after) if number else after
        nodes[at].meets = meets
        depth[at] = depth[meets] + 1


def _common(
    nodes: dict[int, _Node], depth: dict[int | None, int], one_way: int | None, other: int | None
) -> int | None:
    while one_way != other:
        if one_way is not None and depth[one_way] >= depth[other]:
            one_way = nodes[one_way].meets
        elif other is not None:
            other = nodes[other].meets
    return one_way


def _last_first(nodes: dict[int, _Node], root: int) -> list[int]:
    """Every state after all that it leads to."""
    order: list[int] = []
    waiting = [(root, False)]
    seen: set[int] = set()
    while waiting:
        at, done = waiting.pop()
        if done:
            order.append(at)
        elif at not in seen:
            seen.add(at)
            waiting.append((at, True))
            waiting += [(after, False) for after in nodes[at].after]
    return order


class _Writer:
    def __init__(self, nodes: dict[int, _Node], dialect: Dialect, first: First) -> None:
        self._nodes = nodes
        self._dialect = dialect
        self._first = first

    def write(self, root: int) -> str:
        meets = self._nodes[root].meets
        return self._segment(root, meets, self._first) + self._onward(meets, None)

    def _onward(self, at: int | None, stop: int | None) -> str:
        """From a state to `stop`, the gap before each letter included."""
        parts: list[str] = []
        while at is not None and at != stop and self._nodes[at].after:
            node = self._nodes[at]
            parts += (self._gap(node), self._segment(at, node.meets, self._dialect.one))
            at = node.meets
        return "".join(parts)

    def _segment(self, at: int, meets: int | None, head: First) -> str:
        """The ways from a state to where they meet."""
        node = self._nodes[at]
        ways = [
            head(units, node.pairs[after]) + ("" if after == meets else self._onward(after, meets))
            for after, units in node.after.items()
        ]
        return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"

    def _gap(self, node: _Node) -> str:
        return self._dialect.joint if node.state.joint else self._dialect.gap
