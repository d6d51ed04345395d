"""What the program wrote in English, in another language: reasons, notes, what a plan does.

A document holds such a text in English, often completed by a number, a name or what a server said.
The catalogue of a language has it by that English, with a name for what completes it: "{n} pages
are damaged". What stands there is looked for in the same way, and so are texts that the program
joined: "a: b", "a; b", "a (b)". What nobody has translated stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

FIELD = re.compile(r"\{(\w+)\}")
"""A field of a phrase. `n` and what begins like it is a number, `when` a moment to the minute."""
_VALUES = {"n": r"\d[\d,]*", "when": r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"}
_JOINED = ("; ", ": ", ", ", ". ")
_COUNTED = re.compile(r"(\d[\d,]*)(?: (.+))?")
_ENGLISH = re.compile(r"[A-Za-z]{2}[,.:;]? [a-z]{2}")
"""In what is no number, name or id."""
LONGEST = 1000
"""Characters of a text that is looked for: a document of somebody else may hold anything."""
_DEEPEST = 8
_TRIED = 10
_KEPT = 4096

Part = tuple[str, bool]
"""A piece of a text, and whether it stands in English."""


@dataclass(frozen=True)
class _Phrase:
    pattern: re.Pattern[str]
    sign: str
    """What a text must hold: the longest piece between fields."""
    own: str


class Phrases:
    """The texts of a language by the English ones. `write` gives the value of a field of a kind
    (`n` or `when`) in the language."""

    def __init__(self, texts: Mapping[str, str], write: Callable[[str, str], str]) -> None:
        self._exact = {text: own for text, own in texts.items() if not FIELD.search(text)}
        named = sorted((t for t in texts if FIELD.search(t)), key=_literal, reverse=True)
        self._phrases = [_phrase(text, texts[text]) for text in named]
        self._write = write
        self.parts = lru_cache(_KEPT)(self._parts)

    def _parts(self, text: str) -> tuple[Part, ...]:
        """A text in pieces: in the language, or in English where it lacks that; a name is none."""
        found = self._known(text, 0) if len(text) <= LONGEST else None
        return tuple(found) if found else ((text, " " in text),)

    def _known(self, text: str, depth: int) -> list[Part] | None:
        """The pieces of a text of which at least one is known."""
        found = self._clause(text, depth)
        return found or (None if depth >= _DEEPEST else self._two(text, depth))

    def _phrase(self, text: str, depth: int) -> list[Part] | None:
        """A text of the catalogue, a number, or things that are counted."""
        if (own := self._exact.get(text)) is not None:
            return [(own, False)]
        if counted := _COUNTED.fullmatch(text):
            what = self._exact.get(counted[2]) if counted[2] else ""
            if what is not None:
                return [(f"{self._write('n', counted[1])} {what}".rstrip(), False)]
        for phrase in self._phrases:
            if phrase.sign in text and (found := phrase.pattern.fullmatch(text)):
                return list(self._pieces(phrase.own, found.groupdict(), depth))
        return None

    def _pieces(self, own: str, values: Mapping[str, str], depth: int) -> Iterator[Part]:
        for at, piece in enumerate(FIELD.split(own)):
            if at % 2 == 0:
                yield from [(piece, False)] if piece else []
            elif (kind := _kind(piece)) in _VALUES:
                yield self._write(kind, values[piece]), False
            else:
                yield from self._value(values[piece], depth + 1)

    def _value(self, value: str, depth: int) -> list[Part]:
        """What completes a text; a name or an id is no English."""
        known = self._known(value, depth) if depth < _DEEPEST else None
        return known or [(value, bool(_ENGLISH.search(value)))]

    def _clause(self, text: str, depth: int) -> list[Part] | None:
        """A phrase, with something behind it in brackets or without."""
        at = text.rfind(" (") if text.endswith(")") else -1
        if found := self._phrase(text, depth):
            return found
        if at > 0 and depth < _DEEPEST and (first := self._known(text[:at], depth + 1)):
            inner = self._value(text[at + 2 : -1], depth + 1)
            return [*first, (" (", False), *inner, (")", False)]
        return None

    def _two(self, text: str, depth: int) -> list[Part] | None:
        """A text that was joined of two, of which one is known."""
        for mark in _JOINED:
            for found in islice(re.finditer(re.escape(mark), text), _TRIED):
                stop = found.start() + (mark == ". ")
                if first := self._clause(text[:stop], depth + 1):
                    between = (self._write("mark", mark), False)
                    return [*first, between, *self._value(text[found.end() :], depth + 1)]
                if rest := self._clause(text[found.end() :], depth + 1):
                    name = text[:stop], bool(_ENGLISH.search(text[:stop]))
                    return [name, (self._write("mark", mark), False), *rest]
        return None


def _kind(field: str) -> str:
    return "n" if re.fullmatch(r"n\d?", field) else field


def _literal(text: str) -> int:
    return len(FIELD.sub("", text))


def _phrase(text: str, own: str) -> _Phrase:
    pieces = FIELD.split(text)
    made = [
        re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>{_VALUES.get(_kind(piece), '.*?')})"
        for at, piece in enumerate(pieces)
    ]
    return _Phrase(re.compile("".join(made)), max(pieces[::2], key=len), own)
