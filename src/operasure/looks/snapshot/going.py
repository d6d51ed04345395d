"""Whether a missing row should be missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from operasure.core.model import Expected, RowId
from operasure.core.queries import listed
from operasure.looks.snapshot.model import SnapshotPlace
from operasure.looks.snapshot.packing import Chunk
from operasure.looks.snapshot.rows import keys_of

WENT = frozenset({Expected.ROW_DELETED, Expected.EXPIRES})
"""What is expected of a row that goes."""


class Going:
    """Knows the rows that the deletion takes along, and the tables whose rows go by themselves."""

    def __init__(
        self, places: Iterable[SnapshotPlace], goes_along: Mapping[str, Sequence[Chunk]]
    ) -> None:
        self._places = [p for p in places if p.expected is Expected.ROW_DELETED]
        self._along = goes_along
        self._taken: dict[str, set[RowId]] = {}

    @cached_property
    def _passing(self) -> frozenset[str]:
        return frozenset(listed("snapshot/passing")["tables"])

    def expected(self, place: SnapshotPlace, key: RowId) -> bool:
        """Whether this row of the place was to go."""
        if place.expected in WENT:
            return True
        return place.table in self._passing or self.goes(place.table, key)

    def goes(self, table: str, key: RowId) -> bool:
        """Whether the deletion takes a row along."""
        if table not in self._taken:
            own = (keys_of(place.keys) for place in self._places if place.table == table)
            self._taken[table] = keys_of(self._along.get(table, ())).union(*own)
        return key in self._taken[table]
