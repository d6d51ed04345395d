"""What the values of a type can contain: decided for each type of the live server by its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Shape(StrEnum):
    """What a column can hold, by its type."""

    INTEGER = "integer"
    FRACTION = "fraction"
    """A number with places behind the point: an id all the same, where these are zero."""
    INTEGERS = "integers"
    TEXT = "text"
    CAST = "cast"
    """Text once cast: json, xml, hstore, enums, ranges, composites and types nobody foresaw."""
    TEXTS = "texts"
    BYTES = "bytes"
    PACKED = "packed"
    """Bytes inside of another type: an array, a range, a composite, however deep."""
    NEITHER = "neither"


TEXTUAL = frozenset({Shape.TEXT, Shape.CAST, Shape.TEXTS, Shape.BYTES, Shape.PACKED})
NUMBERS = frozenset({Shape.INTEGER, Shape.FRACTION, Shape.INTEGERS})


def _each(types: str, shape: Shape) -> dict[str, Shape]:
    return dict.fromkeys(types.split(), shape)


_OWN: Mapping[str, Shape] = {
    **_each("int2 int4 int8 oid numeric", Shape.INTEGER),
    **_each("float4 float8 money", Shape.FRACTION),
    **_each("text varchar bpchar name", Shape.TEXT),
    **_each("bytea", Shape.BYTES),
    # True or false, times, bits, places, addresses of the network, and the server's own counts.
    **_each("bool", Shape.NEITHER),
    **_each("date time timetz timestamp timestamptz interval", Shape.NEITHER),
    **_each("uuid bit varbit", Shape.NEITHER),
    **_each("box circle line lseg path point polygon", Shape.NEITHER),
    **_each("inet cidr macaddr macaddr8", Shape.NEITHER),
    **_each("pg_lsn xid xid8 cid tid txid_snapshot pg_snapshot", Shape.NEITHER),
}
"""Types of PostgreSQL itself that are not text once cast; one of the same name that somebody else
made is another."""
_BYTES = {Shape.BYTES, Shape.PACKED}
_MANY = {
    Shape.INTEGER: Shape.INTEGERS,
    Shape.TEXT: Shape.TEXTS,
    Shape.NEITHER: Shape.NEITHER,
}


@dataclass(frozen=True)
class SqlType:
    """A type as the catalogue has it: `sort` is its typtype, `inside` are the types it is made of,
    by oid, and `many` says that it is an array of them."""

    name: str
    own: bool
    sort: str
    inside: tuple[int, ...] = ()
    many: bool = False


@dataclass(frozen=True)
class Kinds:
    """All types of a server by oid."""

    by_oid: Mapping[int, SqlType] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, object]]) -> Kinds:
        """The rows of queries/catalogue/kinds.sql."""
        return cls({int(str(row["oid"])): _kind(row) for row in rows})

    def shape(self, oid: int, scale: int | None = None) -> Shape:
        """What a value of this type can hold; `scale` is that of a numeric, where it has one."""
        found = self._shape(oid, frozenset())
        return Shape.FRACTION if scale and found is Shape.INTEGER else found

    def written(self, oid: int) -> str | None:
        """The name of a type of PostgreSQL itself as SQL writes it, of a domain that of what it is
        made of; None of a type of somebody else."""
        kind = self.by_oid.get(oid)
        for _ in range(len(self.by_oid)):
            if kind is None or kind.sort != "d":
                break
            kind = self.by_oid.get(kind.inside[0])
        return f"pg_catalog.{kind.name}" if kind and kind.own else None

    def _shape(self, oid: int, outer: frozenset[int]) -> Shape:
        kind = self.by_oid.get(oid)
        if kind is None or oid in outer:
            return Shape.CAST
        inside = [self._shape(each, outer | {oid}) for each in kind.inside]
        if kind.sort == "d":
            return inside[0]
        if not _BYTES.isdisjoint(inside):
            return Shape.PACKED
        if kind.many:
            return _MANY.get(inside[0], Shape.CAST)
        if kind.sort in {"r", "m", "c"}:
            nothing = all(each is Shape.NEITHER for each in inside)
            return Shape.NEITHER if inside and nothing else Shape.CAST
        return _OWN.get(kind.name, Shape.CAST) if kind.own else Shape.CAST


def _kind(row: Mapping[str, object]) -> SqlType:
    inside = row["inside"]
    return SqlType(
        str(row["name"]),
        bool(row["own"]),
        str(row["sort"]),
        tuple(map(int, inside)) if isinstance(inside, Sequence) else (),
        bool(row["many"]),
    )
