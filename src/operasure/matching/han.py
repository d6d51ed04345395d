"""Letters of Han that stand for one another in names (han.toml): 陳 and 陈, 渡邊 and 渡辺."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_FIRST, _LAST = "\u3400", "\ufaff"


def variants(letter: str) -> tuple[str, ...]:
    """The other letters that may stand for a letter of Han; none for any other letter."""
    if not _FIRST <= letter <= _LAST or letter not in _pairs():
        return ()
    near = _pairs()[letter]
    every = (*near, *(far for one in near for far in _pairs()[one]))
    return tuple(dict.fromkeys(one for one in every if one != letter))


@cache
def _pairs() -> Mapping[str, tuple[str, ...]]:
    source = files(__package__).joinpath("han.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in tomllib.loads(source)["pairs"].split():
        found[one].append(other)
        found[other].append(one)
    return {letter: tuple(others) for letter, others in found.items()}
