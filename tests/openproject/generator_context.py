"""What every builder of rows knows: the person, the people beside, ids, and how to mark a plant."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from openproject.invented import DemoPerson, Principal, living
from openproject.tables import Tables
from openproject.truth import Encoding

FIRST_DAY = datetime(2025, 3, 3, 9, tzinfo=UTC)

Mark = tuple[Encoding, str]


class Me:
    """Stands in a builder's row for the person's id in an integer column."""


ME = Me()


@dataclass(frozen=True)
class Holds:
    """A cell's text together with the ways in which it names the person."""

    text: str
    marks: tuple[Mark, ...] = ()


Cell = Me | Holds | str | int | float | None
Row = dict[str, Cell]
Rows = dict[str, list[Row]]


def holding(text: str, *encodings: Encoding, detail: str = "") -> Holds:
    """Return a cell that names the person in each of the ways."""
    return Holds(text, tuple((encoding, detail) for encoding in encodings))


@dataclass(frozen=True)
class Fields:
    """Ids of the custom fields; `gone` is one whose journal entries outlived it."""

    reviewer: int
    approvers: int
    notes: int
    contact: int
    number: int
    lead: int
    substitute: int
    owner: int
    department: int
    charter: int
    choice: int
    gone: int


@dataclass(frozen=True)
class Context:
    """A generation: the release and its tables, the person, the seed.

    `xml` is whether the server can hold XML, which is a choice at its building.
    """

    version: str
    tables: Tables
    person: DemoPerson
    seed: int
    xml: bool = True

    @property
    def base(self) -> int:
        """The id of the first row of every table; the third row has the person's id."""
        return self.person.id - 2

    @property
    def number(self) -> str:
        """The person's id as text, also where it means something else."""
        return str(self.person.id)

    @property
    def modern(self) -> bool:
        """Whether the release is 13.0 or newer."""
        return self.version not in {"10.0", "11.3", "12.0"}

    @cached_property
    def people(self) -> tuple[Principal, ...]:
        """The living people who own things of their own."""
        return living(self.person)[:4]

    def other(self, place: int) -> Principal:
        """A living person for a row, varied by the seed."""
        return self.people[(place + self.seed) % len(self.people)]

    @cached_property
    def fields(self) -> Fields:
        """The ids of the custom fields."""
        return Fields(*[*range(self.base, self.base + 11), self.base + 30])

    def token(self, *parts: object) -> str:
        """A hex digest that only the seed and the parts decide."""
        text = ":".join(str(part) for part in (self.seed, *parts))
        return hashlib.sha256(text.encode()).hexdigest()

    def uuid(self, *parts: object) -> str:
        """A UUID that only the seed and the parts decide."""
        digest = self.token("uuid", *parts)
        cut = (digest[:8], digest[8:12], f"4{digest[13:16]}", f"8{digest[17:20]}", digest[20:32])
        return "-".join(cut)

    def moment(self, place: int) -> str:
        """The time of a row, in UTC."""
        return (FIRST_DAY + timedelta(days=place)).strftime("%Y-%m-%d %H:%M:%S+00")

    def day(self, place: int) -> str:
        """The date of a row."""
        return (date(2025, 3, 3) + timedelta(days=place)).isoformat()


def only(rows: Rows, tables: Tables) -> Rows:
    """Keep the tables and columns that the release has."""
    return {
        name: [known_columns(row, tables[name].columns) for row in rows[name]]
        for name in rows
        if name in tables
    }


def known_columns(row: Row, columns: Mapping[str, object]) -> Row:
    """Keep the columns that the release has."""
    return {name: cell for name, cell in row.items() if name in columns}
