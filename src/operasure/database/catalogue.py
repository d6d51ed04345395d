"""The live schema: its tables and columns, and how each column is checked.

Every column is queried by a check, declared to hold no person, ruled out by the catalogue itself
(a type that can hold neither an id nor text, a primary key, a foreign key to another table than
`users`), or swept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from operasure.core.model import Check, Column
from operasure.core.person_words import is_like_user
from operasure.core.queries import Section, sections, statement
from operasure.core.shapes import Kinds, Shape

Fetch = Callable[[str], Sequence[Mapping[str, object]]]
"""Runs one catalogue statement and returns its rows by column name."""


@dataclass(frozen=True)
class ForeignTarget:
    """A column of another table that a foreign key points to."""

    schema: str
    table: str
    column: str


@dataclass(frozen=True)
class LiveColumn:
    """A column as the catalogue has it. `points_to` is the table of a foreign key, if any that the
    server has seen kept; `target` is what it points to where that is not `users`. `given` says that
    the server fills it in. `type` is its type where that is PostgreSQL's own, as SQL writes it."""

    name: str
    shape: Shape
    primary: bool = False
    points_to: str | None = None
    target: ForeignTarget | None = None
    given: bool = True
    type: str | None = None
    on_delete: str | None = None
    """Of a foreign key to `users`: PostgreSQL's letter for what becomes of the row (pg_constraint,
    confdeltype)."""

    @property
    def like_user(self) -> bool:
        """A foreign key to users, or a name that says that a person stands here."""
        return self.points_to == "users" or is_like_user(self.name)


@dataclass(frozen=True)
class Table:
    """A table, partitioned table or materialised view. `pages` is its size in blocks of 8 kB.
    `barred` says why it can't be looked at, where it can't."""

    schema: str
    name: str
    pages: int
    barred: str | None
    # Tables are told apart by their names: to hash each column, too, would cost the square of them.
    columns: tuple[LiveColumn, ...] = field(hash=False)
    rows: int | None = None
    """About how many rows, as the server last counted; None where it has not."""
    bytes: int = 0
    """About how large it is with its long values, as the server last counted."""

    @cached_property
    def named(self) -> Mapping[str, LiveColumn]:
        """Its columns by name."""
        return {column.name: column for column in self.columns}

    @property
    def key(self) -> str:
        """Its primary key column, or `ctid` where it has none of one column."""
        return next((c.name for c in self.columns if c.primary), "ctid")


@dataclass(frozen=True)
class Catalogue:
    """All tables of a database that hold rows, and the relations that hold none of their own."""

    schema: str
    tables: tuple[Table, ...]
    elsewhere: tuple[str, ...] = ()
    """What is not looked at: views, which hold no rows of their own, and whole schemas."""
    own: Mapping[str, Table] = field(default_factory=dict)
    """The tables of OpenProject's schema by name."""
    migrations: frozenset[int] | None = None
    """The migrations that the database has had; None where they were not read."""

    @property
    def structure(self) -> str:
        """Digest of the tables of OpenProject's schema with their columns and types: the same of a
        database and of a backup of it, and another once a plugin or a migration changes it."""
        lines = sorted(
            "\0".join([table.name, column.name, column.type or str(column.shape)])
            for table in self.own.values()
            for column in table.columns
        )
        return f"sha256:{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"

    def has(self, column: Column) -> bool:
        """Whether OpenProject's schema has this column (`ctid` is in every table)."""
        table = self.own.get(column.table)
        return table is not None and column.name in table.named

    def sections(self, name: str, *keys: str) -> Iterator[Section]:
        """The statements of a file of `queries/` for which this database has the columns; of their
        headers `needs` and `keys`."""
        return (s for s in sections(name, *keys) if all(map(self.has, s.needs)))


def read(
    fetch: Fetch, schema: str, *, only: bool = False, known: Collection[str] = ()
) -> Catalogue:
    """Read the catalogue; `schema` is OpenProject's own, with `only` no other is looked at. `known`
    are tables of OpenProject: where one of them is a materialised view, it is not taken for it."""
    relations = {row["oid"]: row for row in fetch(statement("catalogue/relations"))}
    columns = _columns(fetch, schema)
    looked = {
        oid
        for oid, row in relations.items()
        if row["kind"] not in {"v", "f"} and (row["schema"] == schema or not only)
    }
    tables: list[Table] = []
    elsewhere: list[str] = []
    others: dict[str, int] = defaultdict(int)
    for oid, row in relations.items():
        if only and row["schema"] != schema:
            others[str(row["schema"])] += row["kind"] != "v"
            continue
        if row["kind"] in {"v", "f"}:
            kind = "view" if row["kind"] == "v" else "foreign table"
            elsewhere.append(f"{row['schema']}.{row['name']} ({kind})")
        own = tuple(c for c in columns[oid] if not _through(c.name, row, looked, columns))
        if own and (row["kind"] != "v" or row["schema"] == schema):
            taken = row["schema"] == schema and row["name"] in known
            tables.append(_table(row, own, taken=taken))
    elsewhere += [
        f"schema {name} ({number} table{'s' * (number != 1)})" for name, number in others.items()
    ]
    own_tables = {t.name: t for t in tables if t.schema == schema}
    shown = tuple(t for t in tables if t.barred != VIEW)
    return Catalogue(schema, shown, tuple(elsewhere), own_tables)


VIEW = "a view has replaced the table: its content proves nothing about the rows"
STALE = "a materialised view has replaced the table: its rows may differ"
FOREIGN = "a foreign table: its rows are in another database"
REPLACED = frozenset({VIEW, STALE, FOREIGN})
"""Reasons by which something else has the name of a table."""
UNLOGGED = "an unlogged table: a standby has none of its rows; run this on the primary"
FORBIDDEN = "no permission to read it"


def _table(row: Mapping[str, object], columns: tuple[LiveColumn, ...], *, taken: bool) -> Table:
    rows = int(str(row["rows"])) if row["rows"] is not None else None
    pages = int(str(row["pages"]))
    return Table(
        str(row["schema"]),
        str(row["name"]),
        pages,
        _barred(row, taken),
        columns,
        rows,
        int(str(row["bytes"])),
    )


def _barred(row: Mapping[str, object], taken: bool) -> str | None:
    """Why a relation can't be looked at; `taken` is one with the name of a table of OpenProject."""
    if row["kind"] == "m" and taken:
        return STALE
    if row["kind"] in {"v", "f"}:
        return VIEW if row["kind"] == "v" else FOREIGN
    if row["persistence"] == "u" and row["standby"]:
        return UNLOGGED
    return None if row["readable"] else FORBIDDEN


def _through(
    name: str,
    row: Mapping[str, object],
    looked: set[object],
    columns: Mapping[object, Sequence[LiveColumn]],
) -> bool:
    """Whether a column is read through a table that this one is a part of, or inherits from."""
    parents = row["parents"]
    return isinstance(parents, Sequence) and any(
        parent in looked and any(c.name == name for c in columns[parent]) for parent in parents
    )


def _columns(fetch: Fetch, schema: str) -> Mapping[object, Sequence[LiveColumn]]:
    """The columns of every relation by its oid."""
    kinds = Kinds.of(fetch(statement("catalogue/kinds")))
    keys = _keys(fetch, schema)
    columns: dict[object, list[LiveColumn]] = defaultdict(list)
    for row in fetch(statement("catalogue/columns")):
        key = keys.get((row["oid"], row["name"]), _NO_KEY)
        scale = int(str(row["scale"])) if row["scale"] is not None else None
        type_ = int(str(row["type"]))
        columns[row["oid"]].append(
            LiveColumn(
                str(row["name"]),
                kinds.shape(type_, scale),
                key.primary,
                key.points_to,
                key.target,
                bool(row["given"]),
                kinds.written(type_),
                key.on_delete,
            )
        )
    return columns


@dataclass(frozen=True)
class _Key:
    """What the keys of a column say of it."""

    primary: bool = False
    points_to: str | None = None
    target: ForeignTarget | None = None
    on_delete: str | None = None


_NO_KEY = _Key()
_Pair = tuple[object, object]
"""A relation by oid, and a column of it."""


def _keys(fetch: Fetch, schema: str) -> Mapping[_Pair, _Key]:
    """For each column with a key whether it is the primary one, and what it points to.

    A foreign key that the server never checked proves nothing, but one to `users` says what is
    meant. What points to a column of persons, over however many tables, holds a person itself.
    """
    primary: set[_Pair] = set()
    foreign: dict[_Pair, tuple[ForeignTarget, _Pair]] = {}
    on_delete: dict[_Pair, str] = {}
    for row in fetch(statement("catalogue/keys")):
        place = (row["oid"], row["name"])
        if row["kind"] == "p":
            primary.add(place)
            continue
        target = ForeignTarget(*(str(row[x]) for x in ("target_schema", "target", "target_column")))
        users = (target.schema, target.table) == (schema, "users")
        if users or (row["valid"] and place not in foreign):
            foreign[place] = target, (row["target_oid"], row["target_column"])
            on_delete[place] = str(row["on_delete"])

    def whose(
        place: _Pair, seen: frozenset[_Pair] = frozenset()
    ) -> tuple[str | None, ForeignTarget | None]:
        if place not in foreign or place in seen:
            return None, None
        target, next_ = foreign[place]
        beyond, _ = whose(next_, seen | {place})
        if (target.schema, target.table) == (schema, "users") or beyond == "users":
            return "users", None
        if is_like_user(target.column):
            return None, None
        prefix = "" if target.schema == schema else f"{target.schema}."
        return f"{prefix}{target.table}", target

    return {
        place: _Key(place in primary, *whose(place), on_delete.get(place))
        for place in primary | foreign.keys()
    }


def applies(check: Check, catalogue: Catalogue) -> bool:
    """Whether this database has every column that the check needs (and lacks what it replaces)."""
    if check.absent and catalogue.has(check.absent):
        return False
    return all(catalogue.has(column) for column in check.columns)
