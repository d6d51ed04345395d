"""The release of OpenProject that a database belongs to, from single migrations of the core.

The youngest number alone does not tell: it is often a plugin's. What is known of each release, from
where and how surely, is in `queries/openproject/releases.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from operasure.core.legible import flowing
from operasure.core.queries import listed, load

SHOWN = 20
"""How many tables that are not known are named."""
LONGEST = 50
"""Characters of a table's name that are shown: escapes can make it long."""
_SURE = {
    "schema": "the whole list of that release was read",
    "date": "that release is known by the dates of files: one may have come with a later release",
    "partial": "not all files of that release were read",
}


@dataclass(frozen=True)
class Marked:
    """A release and the core's migrations that it is known by; `since` no earlier one has, and
    `last` a complete upgrade to it has."""

    name: str
    certainty: str
    since: frozenset[int]
    last: frozenset[int]
    until: str


@dataclass(frozen=True)
class KnownReleases:
    """All that this version knows of releases, in their order."""

    releases: tuple[Marked, ...]
    read: str
    """The newest release whose deletion was read."""
    squashed: Mapping[int, int]
    """The highest number of each squashed migration that was seen, by its first four digits."""
    kept: int
    """No migration with a higher number is deleted for one of these."""
    tables: frozenset[str]
    gone: Mapping[str, tuple[str, str]]
    """Tables that later releases lack: since which migration, and where their rows are then."""


@dataclass(frozen=True)
class _Migrated:
    """What the core's migrations of a database say: it is of a release after `low` (or of `low`, if
    `complete`) up to `high`, or of a newer one still if `above`."""

    place: int
    complete: bool
    above: bool
    low: str | None
    high: str
    squashed: tuple[int, ...]
    """Squashed migrations that are not known: what they stand for is not known either."""


@dataclass(frozen=True)
class Release:
    """What a database is of. `known_by` says in words how that was found, `beyond` that it is, or
    may be, none of the releases whose deletion is known."""

    name: str | None
    known_by: str
    beyond: bool = False
    span: tuple[str, str] | None = None
    """The oldest and the newest release that it may be; None where it may be any."""

    def tables(self) -> frozenset[str]:
        """The tables that every release has which this may be, of OpenProject and the modules that
        come with it (queries/openproject/tables.toml)."""
        order = [each.name for each in known().releases]
        first, last = map(order.index, self.span or (order[0], order[-1]))
        lists = listed("openproject/tables")
        newest = max(order.index(each["until"]) for each in lists["tables"])
        return frozenset(
            name
            for each in lists["tables"]
            if order.index(each["since"]) <= first
            and min(last, newest) <= order.index(each["until"])
            for name in each["names"]
        )


@cache
def known() -> KnownReleases:
    """The content of `queries/openproject/releases.toml`, with the tables that checks name."""
    data = listed("openproject/releases")
    queries = load()
    named = {check.table for check in (*queries.references, *queries.texts)}
    named |= {column.table for column in queries.declarations.columns}
    releases = tuple(
        Marked(
            each["name"],
            each["certainty"],
            frozenset(each["since"]),
            frozenset(each.get("last", ())),
            each.get("until", each["name"]),
        )
        for each in data["release"]
    )
    squashed = {number // 1000: number for number in data["squashed"]}
    tables = frozenset(data["tables"]) | named
    gone = {name: (each["since"], each["now"]) for name, each in data["gone"].items()}
    return KnownReleases(releases, data["read"], squashed, data["kept"], tables, gone)


def recognise(migrations: Iterable[str], tables: Collection[str]) -> Release:
    """The release of a database with these migrations and these tables in OpenProject's schema."""
    have, all_ = frozenset(map(int, migrations)), known()
    seen = _find(have)
    if seen is None:
        lacking = "none of the core's migrations that this version knows is there"
        return Release(None, lacking + _unknown(tables), beyond=True)
    found = all_.releases[seen.place]
    beyond = seen.place > _place(all_, all_.read) or bool(seen.squashed)
    words = _words(found, have, seen.complete, seen.low)
    if seen.squashed:
        words += f"; the squashed migration {seen.squashed[-1]} is not known to this version"
    elif seen.above:
        words += "; younger migrations are a plugin's or a newer release's"
    name = found.name + " or newer" * seen.above if seen.complete else _between(seen.low, found)
    newest = all_.releases[-1].name if seen.above else found.until
    span = (seen.low if seen.low and not seen.complete else found.name, newest)
    return Release(name, words + (_unknown(tables) if beyond else ""), beyond, span)


@cache
def _find(have: frozenset[int]) -> _Migrated | None:
    """What the core's migrations say; None where there is none that is known."""
    all_ = known()
    place = max((i for i, each in enumerate(all_.releases) if each.since & have), default=None)
    if place is None:
        return None
    found = all_.releases[place]
    listed = frozenset().union(*(each.since for each in all_.releases))
    squashed = tuple(sorted(n for n in have if n > all_.squashed.get(n // 1000, n)))
    complete = bool(found.last) and found.last <= have
    # Of these releases not every migration is known: a younger number may be a newer release's.
    younger = {n for n in have - listed if n > max(found.since)}
    above = complete and bool(squashed or (found.certainty == "partial" and younger))
    low = all_.releases[place - 1].name if place else None
    return _Migrated(place, complete, above, low, found.name if complete else found.until, squashed)


def reached(mark: str, migrations: frozenset[int] | None) -> bool | None:
    """Whether a database with these migrations is of the release `mark`, such as "17.7", or a newer
    one, or has had the migration of that number. None where that is not known."""
    seen = _find(migrations) if migrations else None
    if not migrations or not seen:
        return None
    return _of_release(mark, seen) if "." in mark else _of_migration(int(mark), migrations, seen)


def _of_release(mark: str, seen: _Migrated) -> bool | None:
    wanted = _version(mark)
    if wanted <= _version(seen.high if seen.complete else seen.low or "0.0"):
        return True
    return None if seen.above or (wanted <= _version(seen.high) and not seen.complete) else False


def _of_migration(number: int, migrations: frozenset[int], seen: _Migrated) -> bool | None:
    if number in migrations:
        return True
    if number > known().kept:
        return None if seen.squashed else False
    # An upgrade may have deleted the number.
    place = next((i for i, each in enumerate(known().releases) if number in each.since), None)
    if place is None or seen.squashed or place == seen.place:
        return None
    return place < seen.place


def _version(name: str) -> tuple[int, ...]:
    """A release as numbers that compare; what comes before 18.0 counts as it."""
    numbers = tuple(map(int, name.removesuffix("-dev").split(".")))
    return (*numbers, 0)[:2]


def _place(all_: KnownReleases, name: str) -> int:
    return next(i for i, each in enumerate(all_.releases) if each.name == name)


def _between(before: str | None, found: Marked) -> str:
    return f"between {before} and {found.until}" if before else f"{found.until} or older"


def _words(found: Marked, have: frozenset[int], complete: bool, before: str | None) -> str:
    mark = max((found.last or found.since) if complete else found.since & have)
    what = "the last" if complete else f"one after {before}" if before else "one"
    rest = "none of a later release" if complete else f"not all of {found.until}"
    return f"core migration {mark}, {what} of {found.until}, and {rest}; {_SURE[found.certainty]}"


def _shown(name: str, longest: int) -> str:
    """The name, or its beginning."""
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _unknown(tables: Collection[str]) -> str:
    """The tables of a newer release, or of plugins, in words."""
    beyond = sorted(_shown(flowing(n), LONGEST) for n in set(tables) - known().tables)
    if not beyond:
        return ""
    named = ", ".join(beyond[:SHOWN])
    if len(beyond) > SHOWN:
        named = f"{named} and {len(beyond) - SHOWN} more"
    return f"; tables that this version does not know: {named}"
