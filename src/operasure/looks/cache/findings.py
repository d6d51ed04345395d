"""The results of a search of a cache: findings, and a summary for each server or directory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from operasure.core.model import Result
from operasure.core.unchecked import Unchecked
from operasure.looks.cache.address import Address, RedisAddress
from operasure.looks.cache.examine import CONFIDENCES, CacheMatch
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
