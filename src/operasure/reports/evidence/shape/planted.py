"""What became of an invented person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Is, Structure
from operasure.core.values import Count


class PlantedPlace(Structure):
    """What of the invented person was planted in a column, and what became of it."""

    table: str
    column: str
    schema: str | None
    """Only where it is another than OpenProject's."""
    what: Annotated[str, Is(words=("id", "name"))]
    planted: Count
    outcomes: Mapping[str, Count]
    """How many ended how: found, unchecked, gone, not read, declared, ruled out, id of another row,
    missed ([canary](canary.md))."""
    missed: tuple[str, ...]
    """The forms of what was missed."""
    not_planted: str | None
    """Why nothing could be planted, or checked."""


class PlantedElsewhere(Structure):
    """What of the invented person was planted beside the database, in one kind of place, and what
    became of it."""

    kind: Annotated[str, Is(words=("memcached", "file store", "files", "logs"))]
    """Which look had to report it: [cache](cache.md) (of both kinds), [files](files.md) or
    [logs](logs.md)."""
    place: str
    """What kind of entry, file or line it is."""
    planted: Count
    outcomes: Mapping[str, Count]
    """How many ended how: found, unchecked, not read, missed ([canary](canary.md))."""
    missed: tuple[str, ...]
    """The forms of what was missed."""
    not_planted: str | None
    """Why nothing could be planted, or checked."""


class LeftOut(Structure):
    """A kind of place where nothing was planted."""

    kind: Annotated[str, Is(words=("memcached", "file store", "files", "logs"))]
    reason: str


class Planted(Structure):
    """What became of an invented person in a copy of the database, and in caches, files and logs
    that were made for it. The figures are of all of it."""

    places: Count
    """How many planted values had to be reported."""
    reported: Count
    """How many of them were: found, or named as unchecked."""
    unchecked: Count
    """How many of these were named as unchecked."""
    missed: Count
    aside: Count
    """How many stand where the id is not looked for: in columns that are declared to hold no
    person or ruled out, and as ids of other rows; and in columns that could not be checked."""
    gone: Count
    """How many OpenProject's own deletion took away."""
    not_planted: Count
    """In how many columns nothing could be planted or checked, though their type takes it."""
    deleted: Annotated[str, Is(words=("by nothing", "by OpenProject"))]
    columns: Annotated[tuple[PlantedPlace, ...], DROP]
    """Each column that something was planted in."""
    elsewhere: tuple[PlantedElsewhere, ...] | Absent = ABSENT
    """Each place beside the database that something was planted in; missing in documents of before
    it was."""
    left_out: tuple[LeftOut, ...] | Absent = ABSENT
    """Where nothing was planted."""
