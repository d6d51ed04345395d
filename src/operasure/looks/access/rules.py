"""What of a row is given, as `queries/access/answer.toml` says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from operasure.core.model import Check, Column
from operasure.core.queries import listed
from operasure.core.shapes import Shape
from operasure.database.catalogue import LiveColumn, Table


class Withheld(StrEnum):
    """Why something that is held is not given."""

    SECRET = "secret"  # noqa: S105 - the word
    BINARY = "binary"
    LIST = "list"
    OTHERS = "others"
    INTERNAL = "internal"
    TECHNICAL = "technical"
    UNFOUND = "unfound"
    CUT = "cut"


_TIMES = frozenset(f"pg_catalog.{name}" for name in ("timestamp", "timestamptz", "date", "bool"))


@dataclass(frozen=True)
class Rules:
    """The file; `secret` matches names of columns and of keys in JSON."""

    own: frozenset[Column]
    given: frozenset[Column]
    """Own columns, and those that are given although they may hold the ids of several people."""
    secret: re.Pattern[str]
    sign_in: Mapping[str, Sequence[str]]
    shown: Mapping[str, Sequence[Column]]
    technical: frozenset[str]
    not_written: frozenset[Column]
    recorded: Mapping[str, str]
    part: Mapping[str, Sequence[str]]

    def withheld(
        self, table: Table, column: LiveColumn, joined: frozenset[Column]
    ) -> Withheld | None:
        """Why a column of a row of the person's own is not given; None where it is. `joined` are
        the columns that may hold the ids of several people, or a number that leads to one."""
        if column.type in _TIMES:
            return None
        if self.is_secret(column.name):
            return Withheld.SECRET
        number = column.shape in {Shape.INTEGER, Shape.FRACTION}
        if table.name in self.sign_in and not number:
            return None if column.name in self.sign_in[table.name] else Withheld.SECRET
        if not number and Column(table.name, column.name) in joined - self.given:
            return Withheld.LIST
        if column.shape in {Shape.BYTES, Shape.PACKED}:
            return Withheld.BINARY
        return Withheld.BINARY if column.shape is Shape.NEITHER and column.type is None else None

    def shown_of(self, table: Table, column: LiveColumn) -> Sequence[Column]:
        """What is shown beside a column, in place of its number."""
        return self.shown.get(f"{table.name}.{column.name}") or self.shown.get(column.name, ())

    def is_secret(self, name: str) -> bool:
        """Whether a column, or a key in JSON or YAML, is called like what lets somebody in."""
        words = re.sub(r"(?<=[a-z\d])(?=[A-Z])|[^a-zA-Z\d]+", "_", name)
        return self.secret.search(words) is not None

    def live(self, versions: str) -> tuple[str, str | None]:
        """The table whose old versions a table holds, and the column that has the id of the row;
        None for that of the journal. The name is empty where it is not known."""
        if versions in self.part:
            table, column = self.part[versions]
            return table, column
        class_ = versions.removesuffix("_journals").replace("_", "")
        return next((t for t, c in self.recorded.items() if c.lower() == class_), ""), None

    def is_own(self, table: str) -> bool:
        """Whether the person's rows of a table are given whole."""
        return any(own.table == table for own in self.own)

    def bare(self, column: LiveColumn) -> bool:
        """Whether a column is given of any row: a date, a moment, a truth value."""
        return column.type in _TIMES

    def silent(self, check: Check) -> bool:
        """Whether passages of a text may hold secrets, or data that is about somebody else."""
        technical = check.group.startswith("x") or check.table in self.technical
        return technical or check.table in self.sign_in or self.is_secret(check.column.name)


@cache
def rules() -> Rules:
    """The file as it stands."""
    data = listed("access/answer")
    own = frozenset(map(Column.parse, data["own"]))
    return Rules(
        own,
        own | frozenset(map(Column.parse, data["read_by_key"]["columns"])),
        re.compile(data["secret"], re.IGNORECASE),
        data["sign_in"],
        {name: tuple(map(Column.parse, each)) for name, each in data["shown"].items()},
        frozenset(data["technical"]["tables"]),
        frozenset(map(Column.parse, data["not_written"]["columns"])),
        data["recorded"],
        data["part"],
    )
