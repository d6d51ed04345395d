"""The graph of a name's word as a pattern over raw text, for the loose filter.

Whatever `walk` finds along the graph, the pattern matches; it may match more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from operasure.matching.classes import character_class, inverse
from operasure.matching.forms import FormNode
from operasure.matching.raw import Dialect, either


@dataclass(slots=True)
class _Node:
    """A state with its ways on by units of raw text: state reached, to the units."""

    state: FormNode
    after: dict[int, set[str]] = field(default_factory=dict)
    pairs: dict[int, set[str]] = field(default_factory=dict)
    meets: int | None = None
    """The nearest state that every way on passes; None at the end."""


Pieces = tuple[str, ...]
"""A pattern in pieces that follow one another."""
First = Callable[[set[str], set[str]], str]
"""Renders the raw texts and folded pairs that a word may begin with, and what must stand before."""


_MANY = 5
"""States inside the ways of one letter from which on they are written as one loop."""
_LARGE = 60
"""Letters from which on the same is done with the ways to the end of a word."""


def word_pattern(
    root: FormNode,
    dialect: Dialect,
    first: First,
    *,
    longest: int | None = None,
    behind: str = "",
) -> Pieces:
    """The pattern for the words whose graph begins at `root`, their first letter apart. With
    `longest` so many letters are enough. `behind` is what must follow where the last letter is one
    of ASCII."""
    nodes = _nodes(root, longest)
    _meet(nodes, id(root))
    writer = _Writer(nodes, dialect, first, behind, shares=longest is not None)
    return writer.write(id(root))


def level_pattern(roots: Iterable[FormNode], dialect: Dialect, first: First, longest: int) -> str:
    """A pattern for graphs of many ways and `single` states: what may stand first, what may stand
    second, and so on, up to `longest` letters. A way is not followed on from where a word ends."""
    ended: tuple[set[str], set[str]] = set(), set()
    going: tuple[set[str], set[str]] = set(), set()
    reached: dict[int, FormNode] = {}
    for state in roots:
        for letter, after in state.next.items():
            ends = longest == 1 or any(one.ends for one in after)
            for units, pairs in ((ended,) if ends else ()) + (going,):
                units.update(inverse().writing(letter))
                pairs.update(inverse().pairs.get(letter, ()))
            reached.update((id(one), one) for one in after)
    ways = [_one(first, *ended)] if any(ended) else []
    if longest > 1 and any(one.next for one in reached.values()):
        onward = level_pattern(reached.values(), dialect, dialect.one, longest - 1)
        gap = dialect.joint if any(one.joint for one in reached.values()) else dialect.gap
        ways.append(f"{_one(first, *going)}{gap}{onward}")
    return either(*ways)


def _one(first: First, units: set[str], pairs: set[str]) -> str:
    """One of some units and pairs. A unit of several characters counts as soon as it begins."""
    behind = character_class({char for unit in units for char in unit[1:]})
    return first({unit[0] for unit in units}, pairs) + (behind and f"{behind}*")


def _nodes(root: FormNode, longest: int | None) -> dict[int, _Node]:
    """Every state that the word passes, with its ways on. All states where it may end are one,
    which has none: were each for itself, the ways there would never meet, and all that stands
    before be written again for each."""
    nodes: dict[int, _Node] = {}
    waiting = deque([(root, 0)])
    while waiting:
        state, depth = waiting.popleft()
        if id(state) in nodes:
            continue
        node = nodes[id(state)] = _Node(state)
        if state.ends or depth == longest:
            continue
        for letter in state.next:
            for spelling in inverse().beginning(letter):
                for after in state.follow(spelling):
                    node.after.setdefault(id(after), set()).update(inverse().writing(spelling))
                    node.pairs.setdefault(id(after), set()).update(
                        inverse().pairs.get(spelling, ())
                    )
                    waiting.append((after, depth + 1))
    end = _Node(FormNode())
    nodes[id(end.state)] = end
    for node in nodes.values():
        for at in [at for at in node.after if not nodes[at].after]:
            for ways in (node.after, node.pairs):
                ways.setdefault(id(end.state), set()).update(ways.pop(at, ()))
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
    def __init__(
        self,
        nodes: dict[int, _Node],
        dialect: Dialect,
        first: First,
        behind: str,
        *,
        shares: bool,
    ) -> None:
        self._nodes = nodes
        self._dialect = dialect
        self._first = first
        self._behind = behind
        self._shares = shares
        """Whether ways that begin otherwise may share what they begin with: not those of a short
        word, which ordinary words would then look like."""
        self._sizes: dict[int, int] = {}

    def write(self, root: int) -> Pieces:
        meets = self._nodes[root].meets
        return (self._segment(root, meets, self._first), *self._onward(meets, None))

    def _onward(self, at: int | None, stop: int | None) -> Iterator[str]:
        """From a state to `stop`, the gap before each letter included."""
        while at is not None and at != stop and self._nodes[at].after:
            node = self._nodes[at]
            yield self._gap(node) + self._segment(at, node.meets)
            at = node.meets

    def _segment(self, at: int, meets: int | None, head: First | None = None) -> str:
        """The ways from a state to where they meet. Where some take several letters, those behind
        the first may come in any order and number. `head` renders the first, if it is the word's.
        """
        after = self._nodes[at].after
        inside = self._inside(at, meets)
        to_end = meets is not None and not self._nodes[meets].after
        if meets is None or len(inside) < _MANY or (to_end and self._size(at) < _LARGE):
            onward = {to: "" if to == meets else "".join(self._onward(to, meets)) for to in after}
            ways: list[str] = []
            if head is not None and self._shares and (longer := [*filter(onward.get, onward)]):
                # RE2 pays for each sign with which a pattern may begin: these share theirs.
                rests = [onward.pop(to) for to in longer]
                ways.append(head(*self._letters([at], longer)) + either(*dict.fromkeys(rests)))
            ways += [self._letter([at], to, head) + rest for to, rest in onward.items()]
            return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
        first = (head or self._dialect.one)(*self._letters([at]))
        gap = max((self._gap(self._nodes[node]) for node in inside), key=len)
        more = f"(?:{gap}{self._dialect.one(*self._letters(inside))})"
        several = f"{first}{more}*{gap}{self._letter(inside, meets)}"
        return either(several, self._letter([at], meets, head)) if meets in after else several

    def _size(self, at: int) -> int:
        """The letters of all ways from a state to the end, each written for itself."""
        if at not in self._sizes:
            after = self._nodes[at].after
            self._sizes[at] = len(after) + sum(map(self._size, after))
        return self._sizes[at]

    def _letter(self, states: Iterable[int], to: int, head: First | None = None) -> str:
        """The letters that lead from some states to another."""
        units, pairs = self._letters(states, [to])
        if head is not None:
            return head(units, pairs)
        if self._behind and not self._nodes[to].after:
            return self._dialect.last(units, pairs, self._behind)
        return self._dialect.one(units, pairs)

    def _inside(self, at: int, meets: int | None) -> list[int]:
        """The states between one and where its ways meet."""
        found: list[int] = []
        waiting = list(self._nodes[at].after)
        while waiting:
            state = waiting.pop()
            if state != meets and state not in found:
                found.append(state)
                waiting += self._nodes[state].after
        return found

    def _letters(
        self, states: Iterable[int], to: Iterable[int] | None = None
    ) -> tuple[set[str], set[str]]:
        """Every unit, and every pair, that leads on from some states, to certain ones if told."""
        units: set[str] = set()
        pairs: set[str] = set()
        for node in map(self._nodes.__getitem__, states):
            for after in node.after if to is None else node.after.keys() & to:
                units |= node.after[after]
                pairs |= node.pairs[after]
        return units, pairs

    def _gap(self, node: _Node) -> str:
        return self._dialect.joint if node.state.joint else self._dialect.gap
