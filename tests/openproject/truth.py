"""Where an invented person stands in a sample installation: one row per place, seen or planted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Encoding(StrEnum):
    """How a cell names a person."""

    ROW = "row"
    INTEGER = "integer"
    PAIR = "pair"
    INDIRECT = "indirect"
    TEXT = "text"
    YAML = "yaml"
    JSON = "json"
    GLOBAL_ID = "global id"
    MARSHAL = "marshal"
    TAG = "mention tag"
    HASH = "user#"
    LINK = "link"
    NAME = "name"
    LOGIN = "login"
    MAIL = "mail"

    @property
    def reference(self) -> bool:
        """Whether the cell is data with the person's id, not text that people write or read."""
        return self not in MENTIONS


MENTIONS = frozenset(
    {Encoding.TAG, Encoding.HASH, Encoding.LINK, Encoding.NAME, Encoding.LOGIN, Encoding.MAIL}
)


@dataclass(frozen=True, order=True)
class Truth:
    """One place that named the person at some time.

    `key` is the row's primary key as text (several columns are joined by a comma), `detail` the
    filter, action or JSON key inside a serialised value, and `held` whether the place names the
    person now.
    """

    table: str
    column: str
    key: str
    encoding: Encoding
    detail: str = ""
    held: bool = True

    @property
    def place(self) -> "Truth":
        """The place without regard to what it holds now: equal before and after."""
        return replace(self, held=True)


def settle(before: Iterable[Truth], now: Iterable[Truth]) -> tuple[Truth, ...]:
    """Return every place of `before` and `now` once, held only if it is in `now`."""
    held = {truth.place for truth in now}
    known = held | {truth.place for truth in before}
    return tuple(sorted(replace(place, held=place in held) for place in known))
