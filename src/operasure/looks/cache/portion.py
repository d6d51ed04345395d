"""One portion of a server's items: parse the listing's lines, read the values, examine them.

This is what each worker process does, again and again, over one connection of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import time

from operasure.core.unchecked import Unchecked
from operasure.looks.cache.address import Address
from operasure.looks.cache.connection import CacheAccess
from operasure.looks.cache.examine import Examined, Examiner
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.findings import CacheFinding, CacheTally, moment
from operasure.looks.cache.keys import listed_size, parse_line, wire_key
from operasure.looks.cache.server import CacheAnswers
from operasure.looks.cache.sought import CachePerson
from operasure.looks.cache.values import CacheItem, ValueReader, spans

_Item = tuple[bytes, bytes]


@dataclass(slots=True)
class PortionTally(CacheTally):
    """Counts, and findings; `misread` are lines of the listing that are none.

    `missing` are the keys of those of `gone` that had not expired. `elsewhere`: another server than
    the one that listed the keys was asked for the values. `fault` ends the work on the server.
    """

    misread: int = 0
    missing: list[bytes] = field(default_factory=list)
    elsewhere: bool = False
    findings: list[CacheFinding] = field(default_factory=list)
    fault: Unchecked | None = None
    marks_items: bool = False


class Portions:
    """Works on portions of one server's listing, for one person."""

    def __init__(
        self,
        address: Address,
        access: CacheAccess,
        person: CachePerson,
        *,
        listed_by: CacheAnswers | None = None,
        namespace: str | None = None,
        excerpts: bool = False,
    ) -> None:
        self._address = address
        self._reader = ValueReader(address, access, listed_by)
        self._examiner = Examiner(person, excerpts=excerpts)
        self._prefix = f"{namespace}:".encode() if namespace else b""

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()

    def work(self, lines: bytes) -> PortionTally:
        """Read and examine the items of whole lines of a listing. Never raises Fault.

        After a fault one new connection is tried for what is left; a second fault is the result.
        """
        tally = PortionTally()
        items = self._items(lines, tally)
        done = 0
        for last_try in (False, True):
            try:
                for batch, values in self._batches(items[done:]):
                    self._examine(batch, values, tally)
                    done += len(batch)
                break
            except Fault as fault:
                self._reader.close()
                if last_try:
                    tally.fault = fault.unchecked
        tally.marks_items = self._reader.marks_items
        tally.elsewhere = self._reader.elsewhere
        return tally

    def _items(self, lines: bytes, tally: PortionTally) -> list[_Item]:
        """Key and line of each item in the namespace."""
        items = []
        for line in lines.splitlines():
            try:
                key = wire_key(line)
            except ValueError:
                tally.misread += 1
                continue
            if key.startswith(self._prefix):
                items.append((key, line))
            else:
                tally.outside += 1
        return items

    def _batches(self, items: Sequence[_Item]) -> Iterator[tuple[Sequence[_Item], list[CacheItem]]]:
        """The items in batches, each with the values that were still there."""
        cut = [items[span] for span in spans([(key, listed_size(line)) for key, line in items])]
        keys = ([key for key, _ in batch] for batch in cut)
        yield from zip(cut, self._reader.read(keys), strict=True)

    def _examine(
        self, batch: Sequence[_Item], values: Sequence[CacheItem], tally: PortionTally
    ) -> None:
        with_key = self._examiner.suspects(key for key, _ in batch)
        for value in values:
            key, line = batch[value.index]
            examined = self._examiner.examine(key, value.data, value.flags, with_key=with_key)
            if examined and tally.names(examined):
                tally.findings.append(self._finding(line, value, examined))
        tally.read += len(values)
        tally.gone += len(batch) - len(values)
        if len(values) < len(batch):
            given = {value.index for value in values}
            lost = (item for index, item in enumerate(batch) if index not in given)
            tally.missing += [key for key, line in lost if not _expired(line)]

    def _finding(self, line: bytes, value: CacheItem, examined: Examined) -> CacheFinding:
        parsed = parse_line(line)
        return CacheFinding(
            place=str(self._address),
            key=examined.shown_key,
            matches=examined.matches,
            size=value.size,
            used_at=moment(parsed.used_at),
            expires_at=moment(parsed.expires_at),
            served=examined.served,
            raw_key=parsed.key,
            address=self._address,
            excerpt=examined.excerpt,
        )


def _expired(line: bytes) -> bool:
    expires_at = parse_line(line).expires_at
    return expires_at is not None and expires_at <= time() + 1
