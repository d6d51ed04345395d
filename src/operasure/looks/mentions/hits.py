"""A mention with everything that a reviewer needs, and the id that identifies it in later runs."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from operasure.core.model import Check, RowId
from operasure.matching.beside import Other

_KEPT = "/?#=&%:@!$'()*+,;-._~"
"""Characters of a path that need no coding; the paths in queries/ carry their own query part."""


class Decision(StrEnum):
    """What a person decided about a mention."""

    ERASE = "erase"
    """To be erased by `operasure plan` and `operasure erase`."""
    ERASED = "erased"
    KEEP = "keep"
    NOT_THE_PERSON = "not the person"


class Answer(StrEnum):
    """What a person said of a text that was drawn at random: does it name the person?"""

    NAMES = "names the person"
    OTHER = "does not name the person"
    UNSURE = "can't be told"


@dataclass(frozen=True)
class Mark:
    """A decision on one mention. `place` is its place as the work list had it, `ground` why the
    mention is kept. `by` is who decided, a name or a role, empty where a file says nothing of it;
    `over` says which decisions of others this one was made in knowledge of: of each person, all up
    to a moment. Of a text that was drawn, `sample` is the seed, and `passage` the words that name
    the person, as far as somebody gave them."""

    id: str
    decision: Decision | Answer
    ground: str
    place: str
    at: datetime
    by: str = ""
    over: tuple[tuple[str, datetime], ...] = ()
    sample: str = ""
    passage: str = ""


@dataclass(frozen=True)
class Author:
    """Who wrote a text: an id of `users`, whether that is a Deleted user, or the person, and the
    name of the account, where it is still there."""

    id: int
    deleted: bool
    subject: bool
    name: str = ""


@dataclass(frozen=True)
class Hit:
    """One mention in one place.

    `check` explains the place. `path` and `url` lead to it where a page shows it, `historic` says
    that it is a text of an old version. `shared_by` is how many other accounts have the full name
    that was found, or the family name that was found alone; None for anything else. `account` is
    the other account that the row belongs to, if it does. `entry` is the same for all mentions that
    one decision may cover: of one variant and confidence, in a passage that reads the same but for
    white space and letter case; where it holds no other word, only within a group. `contested` are
    decisions that contradict each other. `before`, `mention` and `after` are the passage.
    """

    id: str
    check: Check
    row_id: RowId
    path: str | None
    url: str | None
    project: str | None
    author: Author | None
    variant: str
    confidence: str
    before: str
    mention: str
    after: str
    shared_by: int | None
    mark: Mark | None
    account: int | None = None
    entry: str = ""
    contested: tuple[Mark, ...] = ()
    beside: Other | None = None
    """Another person's name around a family or a given name that was found alone."""
    page: str | None = None
    """The page that shows it, in words and with its title."""
    day: str | None = None
    """When the row was written or last changed, as 2026-03-31."""

    @property
    def place(self) -> str:
        """Table, column and row in one line; for a swept column with the schema."""
        return place_of(self.check, self.row_id)

    @property
    def structured(self) -> bool:
        """Whether the column is there to name a person, so that a name in it weighs more."""
        return self.check.kind == "person"


def place_of(check: Check, row_id: RowId) -> str:
    """A row of a column in one line."""
    schema = f"{check.schema}." if check.schema else ""
    return f"{schema}{check.column} {row_id}"


def hit_id(key: bytes, place: str, passage: bytes, number: int) -> str:
    """HMAC-SHA-256 over place and passage, its first 128 bits as hexadecimal digits.

    The same in every run with the same key until the passage is edited. `number` counts the
    same passages of one place, from 1.
    """
    message = b"\0".join((b"mention", place.encode(), passage.hex().encode(), str(number).encode()))
    return hmac.digest(key, message, hashlib.sha256).hex()[:32]


def url(base: str | None, path: str | None) -> str | None:
    """The address of a path of the web interface; None where either is unknown or odd."""
    if base is None or path is None or not path.startswith("/") or path.startswith("//"):
        return None
    return base + quote(path, safe=_KEPT)
