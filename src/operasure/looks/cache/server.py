"""Whether one memcached answers on all connections, or several do.

A balancer hands each connection to another server. Keys are then listed by one and asked of
another, which has never heard of them; the cache would look empty. So each connection asks who
answers: `stats` tells the process, when it began, and how many connections it has had in all,
which on one server is more for each that is opened (memcached doc/protocol.txt, "General-purpose
statistics"; two containers have the same process number, and can begin in the same second).
"""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

from operasure.core.unchecked import Unchecked
from operasure.looks.cache.address import Address
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.faults import Fault

PROBES = 8
"""Connections that are held open at once: one of two servers taken at random is found in all but
one of 128 searches, one of two in turn always."""

BALANCED = Unchecked(
    "several servers answer at this address, and each contains a part of the entries",
    "give each server with --memcached, not a load balancer or a common name",
)
NAMELESS = Unchecked(
    "the server does not identify itself, so several servers could answer at this address",
    "give each memcached with --memcached, not a proxy in front of them",
)


@dataclass(frozen=True, slots=True)
class CacheAnswers:
    """What a server says of itself; None where it does not say. `flushed`: whether it ever was,
    since it counts flushed items until their memory is used anew."""

    process: str
    began: int
    connections: int | None
    items: int | None
    flushed: bool

    def is_same(self, other: "CacheAnswers | None") -> bool:
        """Whether both can be one server."""
        return other is not None and (self.process, self.began) == (other.process, other.began)


def ask(connection: Connection) -> CacheAnswers | None:
    """Who answers on a connection; None if it does not say. Raises Fault."""
    said = connection.statistics()
    number = {name: value for name, value in said.items() if type(value) is int and value >= 0}
    process, time, uptime = (number.get(name) for name in (b"pid", b"time", b"uptime"))
    if process is None or time is None or uptime is None:
        return None
    return CacheAnswers(
        f"{process}",
        time - uptime,
        number.get(b"total_connections"),
        number.get(b"curr_items"),
        bool(number.get(b"cmd_flush")),
    )


def others(address: Address, access: CacheAccess, first: CacheAnswers) -> bool:
    """Whether another server than `first` answers at an address, too. Raises Fault."""
    last = first
    with ExitStack() as stack:
        for each in _ways(address):
            found = ask(stack.enter_context(Connection(each, access)))
            if found is None or not first.is_same(found):
                return True
            if None not in (last.connections, found.connections) and not (
                (found.connections or 0) > (last.connections or 0)
            ):
                return True
            last = found
    return False


def _ways(address: Address) -> Iterator[Address]:
    """The address as often as is to be tried; first by each number that its name stands for."""
    for number in _numbers(address):
        yield replace(address, number=number)
    for _ in range(PROBES):
        yield address


def _numbers(address: Address) -> list[str]:
    if address.is_socket:
        return []
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    numbers = list(dict.fromkeys(str(each[4][0]) for each in found))
    return [number for number in numbers if _listens(number, address.port)][1:]


def _listens(number: str, port: int) -> bool:
    """Whether anything listens: a name may stand for numbers that nobody uses (::1)."""
    try:
        socket.create_connection((number, port), 3).close()
    except OSError:
        return False
    return True


def counted(
    address: Address, access: CacheAccess, before: CacheAnswers, listed: int
) -> Unchecked | None:
    """Why a list of so many items can't be all that the server holds; None if it can.

    Items that have expired or were flushed are counted until their memory is used anew, and
    listed no more.
    """
    if before.items is None or before.items <= 2 * listed or before.flushed:
        return None
    try:
        with Connection(address, access) as connection:
            after = ask(connection)
    except Fault as fault:
        return fault.unchecked
    if after is None or after.flushed or after.items is None or after.items <= 2 * listed:
        return None
    return Unchecked(
        f"the server counts {min(before.items, after.items)} items and listed {listed}",
        "if the others have expired, 'lru_crawler crawl all' drops them; then run again, or clear "
        "the cache (flush_all, or a restart of memcached)",
    )
