"""Search vectors of an edited text: the same vector without the removed words.

OpenProject makes the vector of an attachment's text from that text in small letters and without
accents (app/workers/attachments/extract_fulltext_job.rb, lib/open_project/full_text_search.rb), in
a language that only its configuration names. So a vector is not made anew here: a word goes from it
if it comes from what was cut out and from nothing that is left, whatever its language made of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LEXEME = re.compile(r"'((?:[^']|'')*)'(?::[0-9A-D,]+)?")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""Letters that two words must share from their beginning to be the same word, inflected."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th"})


def without(vector: str, before: str, after: str) -> str:
    """The vector (as PostgreSQL shows it) of a text that was `before` and is `after` now."""
    lost = _words(before) - _words(after)
    left = _words(after)
    kept = [
        entry.group()
        for entry in _LEXEME.finditer(vector)
        if not _comes_from(entry[1].replace("''", "'"), lost, left)
    ]
    return " ".join(kept)


def _comes_from(lexeme: str, lost: set[str], left: set[str]) -> bool:
    """Whether a lexeme stands for words that are lost, and for none that is left."""
    words = set(_split(lexeme))
    return any(_is_of(word, lost) for word in words) and not any(_is_of(w, left) for w in words)


def _is_of(lexeme: str, words: set[str]) -> bool:
    """Whether a lexeme is one of the words, or the stem of one."""
    if lexeme in words:
        return True
    return len(lexeme) >= _SHORTEST and any(
        word.startswith(lexeme[:-1]) and abs(len(word) - len(lexeme)) <= _LONGEST_ENDING
        for word in words
    )


_LONGEST_ENDING = 4


def _words(text: str) -> set[str]:
    return set(_split(text))


def _split(text: str) -> Iterator[str]:
    """Words in small letters, with and without accents."""
    for word in _WORD.findall(text.casefold()):
        plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        yield word
        yield "".join(c for c in plain if not unicodedata.combining(c))
