"""The live schema, which is the authority: what stands in it and how each column is dealt with.

Every column is queried by a check, declared to hold no person, ruled out by the catalogue itself
(a type that can hold neither an id nor text, a primary key, a foreign key to another table than
`users`), or swept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from operasure.model import Check, Column, Coverage
from operasure.queries import Declarations, statement

Fetch = Callable[[str], Sequence[Mapping[str, object]]]
"""Runs one catalogue statement and returns its rows by column name."""


class Shape(StrEnum):
    """What a column can hold, by its type."""

    INTEGER = "integer"
    INTEGERS = "integers"
    TEXT = "text"
    CAST = "cast"
    """Text once cast: json, jsonb, xml, hstore, citext, ltree and types nobody foresaw."""
    TEXTS = "texts"
    BYTES = "bytes"
    NEITHER = "neither"


class Fate(StrEnum):
    """How coverage deals with a column."""

    QUERIED = "queried"
    DECLARED = "declared"
    RULED_OUT = "ruled out"
    SWEPT = "swept"


@dataclass(frozen=True)
class LiveColumn:
    """A column as the catalogue has it. `points_to` is the table of a foreign key, if any."""

    name: str
    shape: Shape
    primary: bool = False
    points_to: str | None = None

    @property
    def like_user(self) -> bool:
        """A foreign key to users, or a name that says that a person stands here."""
        return self.points_to == "users" or bool(_LIKE_USER.search(self.name))


@dataclass(frozen=True)
class Table:
    """A table, partitioned table or materialised view. `pages` is its size in blocks of 8 kB."""

    schema: str
    name: str
    pages: int
    readable: bool
    columns: tuple[LiveColumn, ...]
    child: bool = False
    rows: int | None = None
    """About how many rows, as the server last counted; None where it has not."""

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
    own: Mapping[str, Table] = field(default_factory=dict)
    """The tables of OpenProject's schema by name."""

    def has(self, column: Column) -> bool:
        """Whether OpenProject's schema has this column (`ctid` is in every table)."""
        table = self.own.get(column.table)
        return table is not None and any(c.name == column.name for c in table.columns)


@dataclass(frozen=True)
class Place:
    """One column of one table with its fate and, where declared, the reason."""

    table: Table
    column: LiveColumn
    fate: Fate
    reason: str | None = None


_LIKE_USER = re.compile(
    r"(^|_)(users?|authors?|owners?|creators?|persons?|people|employees?|members?|principals?|"
    r"assignees?|assigned_to|responsible|accountable|actors?|recipients?|senders?|uploaders?|"
    r"reviewers?|approvers?|watchers?|whodunnit|logged_by|\w+_by)(_ids?)?$"
)
_INTEGERS = {"int2", "int4", "int8", "oid"}
_TEXTS = {"text", "varchar", "bpchar", "name"}
_NEITHER = {
    "bool", "date", "time", "timetz", "timestamp", "timestamptz", "interval", "float4", "float8",
    "money", "uuid", "bit", "varbit", "inet", "cidr", "macaddr", "macaddr8", "pg_lsn", "xid", "cid",
    "tid", "box", "circle", "line", "lseg", "path", "point", "polygon",
}  # fmt: skip


def shape(type_: str, kind: str, category: str, scale: int | None) -> Shape:
    """What a value of this type can hold. `kind` is typtype, `category` typcategory of pg_type."""
    if kind in {"e", "r", "m"} or type_ in _NEITHER:
        return Shape.NEITHER
    if type_ == "numeric":
        return Shape.NEITHER if scale else Shape.INTEGER
    if type_ in _INTEGERS:
        return Shape.INTEGER
    if type_ in _TEXTS:
        return Shape.TEXT
    if type_ == "bytea":
        return Shape.BYTES
    return Shape.NEITHER if category in {"G", "I", "T", "B", "V"} else Shape.CAST


def _shape(row: Mapping[str, object]) -> Shape:
    scale = int(str(row["scale"])) if row["scale"] is not None else None
    if row["element"] is None:
        return shape(str(row["type"]), str(row["type_kind"]), str(row["category"]), scale)
    inner = shape(str(row["element"]), str(row["element_kind"]), "", scale)
    return {
        Shape.INTEGER: Shape.INTEGERS,
        Shape.TEXT: Shape.TEXTS,
        Shape.NEITHER: Shape.NEITHER,
    }.get(inner, Shape.CAST)


def read(fetch: Fetch, schema: str, *, only: bool = False) -> Catalogue:
    """Read the catalogue; `schema` is OpenProject's own, with `only` no other is looked at."""
    keys: dict[object, dict[str, dict[str, object]]] = defaultdict(lambda: defaultdict(dict))
    for row in fetch(statement("catalogue/keys")):
        entry = keys[row["oid"]][str(row["name"])]
        if row["kind"] == "p":
            entry["primary"] = True
        else:
            foreign = row["target_schema"] != schema
            prefix = f"{row['target_schema']}." if foreign else ""
            entry["points_to"] = f"{prefix}{row['target']}"
    columns: dict[object, list[LiveColumn]] = defaultdict(list)
    for row in fetch(statement("catalogue/columns")):
        entry = keys[row["oid"]][str(row["name"])]
        target = entry.get("points_to")
        columns[row["oid"]].append(
            LiveColumn(
                str(row["name"]),
                _shape(row),
                bool(entry.get("primary")),
                str(target) if target is not None else None,
            )
        )
    tables, elsewhere = [], []
    for row in fetch(statement("catalogue/relations")):
        if only and row["schema"] != schema:
            continue
        if row["kind"] in {"v", "f"}:
            kind = "view" if row["kind"] == "v" else "foreign table"
            elsewhere.append(f"{row['schema']}.{row['name']} ({kind})")
        elif columns[row["oid"]]:
            tables.append(
                Table(
                    str(row["schema"]),
                    str(row["name"]),
                    int(str(row["pages"])),
                    bool(row["readable"]),
                    tuple(columns[row["oid"]]),
                    bool(row["is_child"]),
                    int(str(row["rows"])) if row["rows"] is not None else None,
                )
            )
    own = {t.name: t for t in tables if t.schema == schema}
    return Catalogue(schema, tuple(tables), tuple(elsewhere), own)


def applies(check: Check, catalogue: Catalogue) -> bool:
    """Whether this database has every column that the check needs (and lacks what it replaces)."""
    if check.absent and catalogue.has(check.absent):
        return False
    return all(catalogue.has(column) for column in check.columns)


def cover(
    catalogue: Catalogue, checks: Iterable[Check], declarations: Declarations
) -> tuple[Place, ...]:
    """Decide every column of every table. `checks` are those that apply to this database."""
    queried = {check.column for check in checks}
    return tuple(
        Place(table, column, *_fate(catalogue, table, column, queried, declarations))
        for table in catalogue.tables
        for column in table.columns
    )


def count(catalogue: Catalogue, places: Sequence[Place], unclassified: Iterable[str]) -> Coverage:
    """How every column was dealt with; `unclassified` are the swept ones that nothing explains."""
    fates = [place.fate for place in places]
    return Coverage(
        tables=len(catalogue.tables),
        columns=len(places),
        queried=fates.count(Fate.QUERIED),
        no_person=fates.count(Fate.DECLARED),
        ruled_out=fates.count(Fate.RULED_OUT),
        swept=fates.count(Fate.SWEPT),
        unclassified=tuple(sorted(unclassified)),
        not_looked_at=catalogue.elsewhere,
        table_rows={t.name: t.rows for t in catalogue.own.values() if t.rows is not None},
    )


def _fate(
    catalogue: Catalogue,
    table: Table,
    column: LiveColumn,
    queried: set[Column],
    declarations: Declarations,
) -> tuple[Fate, str | None]:
    own = table.schema == catalogue.schema
    place = Column(table.name, column.name)
    if own and place in queried:
        return Fate.QUERIED, None
    if column.shape is Shape.NEITHER:
        return Fate.RULED_OUT, "a type that holds neither id nor text"
    if column.points_to not in {None, "users"}:
        return Fate.RULED_OUT, f"foreign key to {column.points_to}"
    numbered = column.primary and column.shape is Shape.INTEGER
    if numbered and not column.like_user and column.points_to is None:
        return Fate.RULED_OUT, "primary key"
    if own and place in declarations.columns:
        return Fate.DECLARED, declarations.columns[place]
    integer = column.shape in {Shape.INTEGER, Shape.INTEGERS}
    if integer and column.points_to is None and column.name in declarations.anywhere:
        return Fate.DECLARED, declarations.anywhere[column.name]
    return Fate.SWEPT, None
