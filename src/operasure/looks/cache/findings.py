"""The results of a search of a cache: findings, and a summary for each server or directory."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from operasure.core.model import Result
from operasure.core.unchecked import Unchecked
from operasure.looks.cache.address import Address, RedisAddress
from operasure.looks.cache.examine import CONFIDENCES, CacheMatch, Examined
from operasure.looks.cache.faults import undecodable
from operasure.looks.cache.served import Served


@dataclass(frozen=True, slots=True)
class CacheFinding:
    """One entry that names the person.

    `place` is the server (HOST:PORT) or the directory; `key` is fit to be shown (what names the
    person in it is blacked out); `size` is bytes of the value as stored; `used_at` is the last
    access before this search, or the storing; `expires_at` is None if it never expires by itself.
    The value is never here; `excerpt` is, when it was asked for.
    """

    place: str
    key: str
    matches: tuple[CacheMatch, ...]
    size: int
    used_at: datetime | None
    expires_at: datetime | None
    served: Served
    raw_key: bytes = field(repr=False)
    address: Address | RedisAddress | None = field(default=None, repr=False)
    excerpt: str | None = field(default=None, repr=False)

    @property
    def outcome(self) -> Result:
        """`retained` if it expires at a known time, else `leftover`."""
        return Result.LEFTOVER if self.expires_at is None else Result.RETAINED

    @property
    def confidence(self) -> str:
        """The best of its matches."""
        known = {match.confidence for match in self.matches}
        return next((each for each in CONFIDENCES if each in known), CONFIDENCES[-1])

    def age(self, now: datetime) -> int | None:
        """Seconds since the last access (or storing), None if unknown."""
        return max(int((now - self.used_at).total_seconds()), 0) if self.used_at else None


@dataclass(frozen=True, slots=True)
class CacheSummary:
    """What was looked at in one place.

    Every listed item is in exactly one of `read`, `gone` (expired or evicted between listing and
    reading), `outside` (of the namespace), `unread`. `undecoded` counts those of `read` that
    could be searched only as raw and inflated bytes, by reason. The place is clear only if nothing
    was found and `unchecked` is empty.
    """

    place: str
    version: str = ""
    listed: int = 0
    read: int = 0
    gone: int = 0
    outside: int = 0
    unread: int = 0
    findings: int = 0
    undecoded: Mapping[str, int] = field(default_factory=dict)
    unchecked: tuple[Unchecked, ...] = ()
    notes: tuple[str, ...] = ()


NO_SUCH_NAMESPACE = Unchecked(
    "no key begins with the given namespace, so no entry was searched",
    "check --memcached-namespace or OPENPROJECT_CACHE__NAMESPACE; without a namespace, all "
    "entries are searched",
)


@dataclass(slots=True)
class CacheTally:
    """What became of the entries of a place, or of a part of it, so far: counts as in CacheSummary,
    `found` those that name the person."""

    read: int = 0
    gone: int = 0
    outside: int = 0
    found: int = 0
    undecoded: Counter[str] = field(default_factory=Counter)

    def names(self, examined: Examined | None) -> bool:
        """Count what an examination gave; says whether the entry names the person."""
        if examined is None:
            return False
        if examined.problem:
            self.undecoded[examined.problem] += 1
        self.found += bool(examined.matches)
        return bool(examined.matches)

    def summary(
        self,
        place: str,
        listed: int,
        faults: Iterable[Unchecked],
        *,
        version: str = "",
        notes: tuple[str, ...] = (),
    ) -> CacheSummary:
        """The summary of a place that listed so many entries."""
        unchecked = dict.fromkeys(faults)
        if self.undecoded:
            unchecked[undecodable(self.undecoded)] = None
        return CacheSummary(
            place=place,
            version=version,
            listed=listed,
            read=self.read,
            gone=self.gone,
            outside=self.outside,
            unread=listed - self.read - self.gone - self.outside,
            findings=self.found,
            undecoded=dict(self.undecoded),
            unchecked=tuple(unchecked),
            notes=notes,
        )


def moment(seconds: float | None) -> datetime | None:
    """A time as a cache tells it; None if it is no time at all."""
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
    except (OverflowError, ValueError, OSError):
        return None
