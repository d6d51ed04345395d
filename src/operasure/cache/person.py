"""Whom to look for: by id with the patterns here, by name with a matcher that is handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Found(Protocol):
    """A place in a text that names the person."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def variant(self) -> str: ...
    @property
    def confidence(self) -> str: ...


class Finder(Protocol):
    """Finds names, logins and mail addresses in any of their spellings."""

    def find(self, text: str) -> Sequence[Found]:
        """Every place in the text that names the person."""


@dataclass(frozen=True, slots=True)
class Person:
    """The data subject as a search of the cache needs it.

    `user_ids` are ids of OpenProject's `users`, one for each account. `finder` makes the matcher;
    it is called once in every worker process and must be picklable (a class with arguments bound
    by functools.partial). `loose` is a regular expression in RE2's syntax over bytes that hits
    wherever the finder could; None gives every text to the finder.
    """

    user_ids: tuple[int, ...] = ()
    finder: Callable[[], Finder] | None = None
    loose: bytes | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A match in a text: `what` it is in a word or two, never the text itself."""

    start: int
    end: int
    what: str
    confidence: str
