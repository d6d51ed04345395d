"""The data of a removal: steps, rows, and how rows are identified.

A plan is a stream of parts, steps with their batches behind them, so that a million rows need no
memory. It holds keys, digests and the ranges of a value that stay, and of a value as it was only
the name and the filters of a saved view, without the person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, TypeAlias

from operasure.core.typed import LATER, Is
from operasure.database.accounts import Owner

BATCH = 5_000
"""Rows of one batch, which is done whole or not at all."""
BATCH_OF_TEXTS = 500

Piece: TypeAlias = "str | tuple[int, int]"
"""Of a new value: a text as it is, or a range of the old value (first character, from 1, and how
many)."""


_NAME = r'(?:[^\W\d][\w$]{0,62}|"(?:[^"\0]|""){1,126}")'
TYPE = rf"{_NAME}(?:\.{_NAME}|(?: [a-z]+){{1,4}})?(?:\[\])?"
TypeName = Annotated[str, Is(pattern=TYPE)]
"""Types stand in statements as they are: the form that format_type writes, and nothing else."""


class Action(StrEnum):
    """What becomes of a row."""

    SET = "set"
    """A column gets another value: the Deleted user's id, or none."""
    EDIT = "edit"
    """A text, or a saved value, loses a passage."""
    DELETE = "delete"


@dataclass(frozen=True)
class Link:
    """A foreign key that points to the rows of a step: they stay while a row still points there."""

    schema: str
    table: str
    column: str
    parent_column: str


@dataclass(frozen=True)
class PlanStep:
    """One thing to do with rows of one table, for one check.

    `key` is the column by which rows are known, of the type `key_type`. `column` and `type` are
    what is changed (empty where rows go); `seen` is the value that a row must still have for SET,
    `value` the one that it gets, None for NULL. `touched` is the column with the moment of the
    last change and its type, where a cache goes by it. `beside` is a column that is edited along
    (a search vector with its text), and its type. `why` says it in plain words.

    Where rows of the table belong to accounts, `owner` says to which, `users` is the schema of
    these, and `also` are those whose rows may be changed all the same. `works` is there for values
    on which OpenProject works: what a person would do by hand.
    """

    number: int
    check: str
    group: str
    action: Action
    schema: str
    table: str
    key: str
    key_type: TypeName
    column: Annotated[str, LATER] = ""
    type: Annotated[str, Is(pattern=f"(?:{TYPE})?"), LATER] = ""
    seen: Annotated[str, LATER] = ""
    value: Annotated[str | None, LATER] = None
    touched: Annotated[tuple[str, str] | None, LATER] = None
    beside: Annotated[tuple[str, str] | None, LATER] = None
    links: Annotated[tuple[Link, ...], LATER] = ()
    why: Annotated[str, LATER] = ""
    owner: Annotated[Owner | None, LATER] = None
    also: Annotated[tuple[int, ...], LATER] = ()
    users: Annotated[str, LATER] = ""
    works: Annotated[str, LATER] = ""

    @property
    def place(self) -> str:
        """Table and column in one word."""
        return f"{self.table}.{self.column}" if self.column else self.table


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """What becomes of a value: the digests of it as it was seen and as it will be, and the pieces
    of the new one."""

    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row by its key. `digest` is that of the whole row where it goes, `edit` and `beside` what
    becomes of the step's columns where they are edited."""

    key: str
    digest: str | None = None
    edit: ValueEdit | None = None
    beside: ValueEdit | None = None


@dataclass(frozen=True)
class PlanBatch:
    """Rows of one step that are dealt with together."""

    step: PlanStep
    number: int
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Left:
    """Something that was found and that the plan leaves, with the reason. `works`: it is a value
    on which OpenProject works; `check` is then the name that --settings takes."""

    check: str
    rows: int
    reason: str
    works: Annotated[bool, LATER] = False


@dataclass(frozen=True)
class SavedView:
    """A saved view, report, board or action whose filters the plan changes.

    `place` and `key` are its table, column and row, `what` is the kind of thing. `name` may be
    empty; `owner` is an account, None where it has none or none is known; `public` is None where
    no column says so, `seen` then says who sees it. `before` and `after` are the filters that
    change. The person's name, where the plan was given it, stands in
    none of it; other texts may, so evidence holds no view.
    """

    place: str
    key: str
    what: str
    name: str
    owner: int | None
    public: bool | None
    seen: str
    before: str
    after: str


Part: TypeAlias = "PlanStep | PlanBatch | SavedView | Left"


@dataclass(frozen=True)
class PlanSource:
    """A document that the plan stands on: whose, and the digest of its file."""

    command: str
    digest: str


@dataclass(frozen=True)
class PlanHead:
    """What a plan says of itself: about whom, for which database in which state.

    `database` is the digest that evidence names it by, `identity` one of its own name and the
    server's identifier, which the script can tell; `moment` when the rows were seen.
    """

    user_id: int
    kind: str
    deleted_user_id: int | None
    openproject: str | None
    last_migration: Annotated[str | None, Is(pattern=r"\d{1,18}")]
    postgresql: str
    database: str
    identity: Annotated[str, Is(pattern=r"[0-9a-f]{64}|")]
    schema: Annotated[str, Is(pattern=r"(?s:.)+", shown=True)]
    moment: datetime
    queries: str
    sources: tuple[PlanSource, ...]
    delete_after: date
