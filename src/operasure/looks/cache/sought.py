"""The search terms: ids with the patterns here, names with a matcher that is passed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher


class NamedPlace(Protocol):
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
    """Finds names, logins and email addresses in any of their spellings."""

    def find(self, text: str) -> Sequence[NamedPlace]:
        """Every place in the text that names the person."""


@dataclass(frozen=True, slots=True)
class CachePerson:
    """The data subject as a search of the cache needs it.

    `user_ids` are ids of OpenProject's `users`, one for each account. `finder` makes the matcher;
    it is called once in every worker process and must be picklable (a class with arguments bound
    by functools.partial). `loose` are regular expressions for RE2, one of which hits wherever the
    finder could, in UTF-8 text and in bytes in which such text stands; None gives every text to
    the finder.
    """

    user_ids: tuple[int, ...] = ()
    finder: Callable[[], Finder] | None = None
    loose: tuple[str, ...] | None = None

    @classmethod
    def of(cls, identity: Identity) -> "CachePerson":
        """The person as find-mentions knows her, with its matcher and its loose filter."""
        loose = LooseFilter(identity).stream_patterns
        return cls(identity.user_ids, partial(Matcher, identity), loose)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A match in a text: `what` it is in a word or two, never the text itself."""

    start: int
    end: int
    what: str
    confidence: str
