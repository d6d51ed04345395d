"""Given names that very many people have (frequent.toml), by which another person shows."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from operasure.matching.letters import is_stripped_mark


def is_given_name(word: str) -> bool:
    """Whether a word, written with a capital, is a given name that many people have."""
    return word[:1].isupper() and bare(word) in _names()


def bare(word: str) -> str:
    """A word in small letters and without accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in letters if not is_stripped_mark(char))


@cache
def _names() -> frozenset[str]:
    source = files(__package__).joinpath("frequent.toml").read_text(encoding="utf-8")
    return frozenset(
        bare(name) for names in tomllib.loads(source).values() for name in names.split()
    )
