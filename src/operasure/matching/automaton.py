"""The graph of all words as a deterministic automaton, built as texts need it.

However many names are looked for, a character of a text costs one look-up.
"""

from __future__ import annotations

from collections.abc import Iterator

from operasure.matching.fold import IGNORED, JOINTS
from operasure.matching.forms import Element, FormNode
from operasure.matching.letters import PAIRS, SPELLINGS

_LONGEST = 1_000
"""Characters that one word may take in folded text."""
_MOST_MOVES = 300_000
"""Remembered moves; beyond it the automaton begins anew, so that no text makes it grow on."""

_IGNORED = frozenset(IGNORED)
_JOINTS = frozenset(JOINTS)
_PAIRS_FROM: dict[str, list[str]] = {}
for _pair in PAIRS:
    _PAIRS_FROM.setdefault(_pair[0], []).append(_pair)


class _Front:
    """All states that the characters read so far may lead to. `moves` leads on by one character
    of folded text, to None where there is no way. `ends` are the words that end here."""

    __slots__ = ("ends", "moves", "states")

    def __init__(self, states: tuple[FormNode, ...], ends: tuple[Element, ...]) -> None:
        self.states = states
        self.ends = ends
        self.moves: dict[str, _Front | None] = {}


class Automaton:
    """Recognises the words of the graph that begins at `root`."""

    def __init__(self, root: FormNode) -> None:
        self._root = root
        self._begin = _Front((root,), ())
        self._fronts: dict[tuple[int, ...], _Front] = {}
        self._moves = 0

    def goes_on(self, folded: str, start: int) -> bool:
        """Whether a word may stand at `start`, by its first two characters."""
        front = self._move(self._begin, folded[start])
        if front is None:
            return False
        alone = front.ends or start + 1 == len(folded)
        return bool(alone or self._move(front, folded[start + 1]))

    def words(self, folded: str, start: int) -> Iterator[tuple[int, Element]]:
        """The words that begin at `start`, and where each ends."""
        front = self._begin
        for at in range(start, min(len(folded), start + _LONGEST)):
            after = self._move(front, folded[at])
            if after is None:
                return
            front = after
            for element in front.ends:
                yield at + 1, element

    def _move(self, front: _Front, char: str) -> _Front | None:
        try:
            return front.moves[char]
        except KeyError:
            pass
        if self._moves >= _MOST_MOVES:
            self._begin.moves.clear()
            self._fronts.clear()
            self._moves = 0
        self._moves += 1
        after = front.moves[char] = self._front(*self._reached(front, char))
        return after

    def _reached(self, front: _Front, char: str) -> tuple[list[FormNode], list[FormNode]]:
        """The states that `char` leads to, and those that it leaves as they are."""
        reached: list[FormNode] = []
        kept: list[FormNode] = []
        for state in front.states:
            for spelling in SPELLINGS[char]:
                if spelling or state is not self._root:
                    reached += state.follow(spelling)
            for pair in _PAIRS_FROM.get(char, ()):
                for spelling in PAIRS[pair]:
                    if after := state.follow(spelling):
                        reached.append(FormNode(next={pair[1]: after}, whole=False))
            ignored = char in _IGNORED or (state.joint and char in _JOINTS)
            if ignored and state is not self._root and state.next and state.whole:
                kept.append(state)
        return reached, kept

    def _front(self, reached: list[FormNode], kept: list[FormNode]) -> _Front | None:
        states = {id(state): state for state in (*reached, *kept)}
        if not states:
            return None
        key = (*sorted({id(state) for state in reached}), 0, *sorted(map(id, kept)))
        front = self._fronts.get(key)
        if front is None:
            unique = {id(state): state for state in reached}.values()
            ends = [element for state in unique for element in state.ends]
            front = self._fronts[key] = _Front(tuple(states.values()), tuple(dict.fromkeys(ends)))
        return front
