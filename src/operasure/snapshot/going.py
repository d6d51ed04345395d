"""Whether a row that is gone was to go."""

from __future__ import annotations

import tomllib
from functools import cached_property

from operasure.model import Expected, RowId
from operasure.queries import packaged
from operasure.snapshot.model import Place, Snapshot
from operasure.snapshot.rows import keys_of


class Going:
    """Knows the rows that the deletion takes along, and the tables whose rows go by themselves."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._taken: dict[str, set[RowId]] = {}

    @cached_property
    def _passing(self) -> frozenset[str]:
        path = packaged() / "snapshot" / "passing.toml"
        return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["tables"])

    def expected(self, place: Place, key: RowId) -> bool:
        """Whether this row of the place was to go."""
        if place.expected in {Expected.ROW_DELETED, Expected.EXPIRES}:
            return True
        return place.table in self._passing or key in self._of(place.table)

    def _of(self, table: str) -> set[RowId]:
        if table not in self._taken:
            own = (
                keys_of(place.chunks)
                for place in self._snapshot.places
                if place.table == table and place.expected is Expected.ROW_DELETED
            )
            along = keys_of(self._snapshot.goes_along.get(table, ()))
            self._taken[table] = along.union(*own)
        return self._taken[table]
