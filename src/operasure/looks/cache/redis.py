"""A cache in Redis or Valkey: every key by SCAN, each value decoded like those of other stores.

Rails stores an entry as one string, its payload without Dalli around it (activesupport
lib/active_support/cache/redis_cache_store.rb). The protocol is RESP2, which both servers speak
without a greeting; SCAN gives every key that is there from its beginning to its end at least once.
"""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BufferedReader
from itertools import zip_longest

from operasure.core.unchecked import Unchecked
from operasure.looks.cache.address import RedisAddress, Tls
from operasure.looks.cache.connection import CacheAccess
from operasure.looks.cache.examine import Examiner
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.findings import (
    NO_SUCH_NAMESPACE,
    CacheFinding,
    CacheSummary,
    CacheTally,
    moment,
)
from operasure.looks.cache.search import CacheOptions
from operasure.looks.cache.sought import CachePerson
from operasure.looks.cache.values import LARGEST_VALUE

Reply = bytes | int | None | list["Reply"]
_AT_ONCE = 200
_LONGEST_LINE = 65_536
_LARGEST_ANSWER = 8 * LARGEST_VALUE
_PART = 100
"""Bytes of memory that a part of an answer takes besides its own."""
_DEEPEST = 4
_READ = {
    b"hash": (b"HGETALL",),
    b"list": (b"LRANGE", b"0", b"-1"),
    b"set": (b"SMEMBERS",),
    b"zset": (b"ZRANGE", b"0", b"-1"),
}
"""How to read what is no string; Rails has none of these, other programs may."""
_CLEAR_IT = "clear the database of Redis (FLUSHDB); it is empty then"
_MARKED = "reading marks the entries of Redis as used"


class RedisError(Exception):
    """The server refused a command, in its own words."""


class RedisConnection:
    """An open, logged-in connection with its database chosen. Use with `closing`. Every method
    raises Fault when the server is gone, silent, or says what the protocol does not know."""

    def __init__(self, address: RedisAddress, access: CacheAccess) -> None:
        try:
            plain = socket.create_connection((address.host, address.port), access.timeout)
            if address.tls:
                context = (access.tls or Tls()).context()
                plain = context.wrap_socket(plain, server_hostname=address.host)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Fault(
                f"no connection: {reason}", "check the address and that Redis runs, then run again"
            ) from None
        self._left = 0
        self._socket = plain
        self._file: BufferedReader = plain.makefile("rb")
        self._greet(address)

    def _greet(self, address: RedisAddress) -> None:
        try:
            if address.login:
                user = [address.login.user.encode()] if address.login.user else []
                self.ask(b"AUTH", *user, address.login.password.encode())
            self.ask(b"SELECT", str(address.database).encode())
        except RedisError as error:
            self.close()
            raise Fault(
                f"the server refused the login or the database: {shown(error)}",
                "check user, password and number of the database in the address",
            ) from None
        except Fault:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self._socket.close()

    def ask(self, *words: bytes) -> Reply:
        """Send one command and return its answer. Raises RedisError for a refusal."""
        [answer] = self.ask_all([words])
        if isinstance(answer, RedisError):
            raise answer
        return answer

    def ask_all(self, commands: Sequence[Sequence[bytes]]) -> list[Reply | RedisError]:
        """Send several commands at once; a refusal stands in the place of its answer."""
        sent = b"".join(
            b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(w), w) for w in words)
            for words in commands
        )
        self._left = _LARGEST_ANSWER
        try:
            self._socket.sendall(sent)
            return [self._reply() for _ in commands]
        except (OSError, ValueError) as error:
            raise Fault(
                f"the server closed the connection, stopped answering or is no Redis: {error}",
                "check that Redis runs at this address and is not overloaded, then run again",
            ) from None

    def _reply(self, depth: int = 0) -> Reply | RedisError:
        line = self._file.readline(_LONGEST_LINE)
        self._take(_PART + len(line))
        if not line.endswith(b"\r\n") or depth > _DEEPEST:
            raise ValueError("its answer is malformed")
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest
        if kind == b"-":
            return RedisError(rest.decode("utf-8", "replace"))
        number = int(rest)
        if kind == b":":
            return number
        if kind == b"$":
            return None if number < 0 else self._bulk(number)
        if kind == b"*":
            if number < 0:
                return None
            parts = [self._reply(depth + 1) for _ in range(number)]
            return [str(p).encode() if isinstance(p, RedisError) else p for p in parts]
        raise ValueError("its answer is malformed")

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise ValueError("its answer is too large")

    def _bulk(self, size: int) -> bytes:
        self._take(size)
        found = self._file.read(size + 2)
        if len(found) != size + 2 or not found.endswith(b"\r\n"):
            raise ValueError("its answer was cut off")
        return found[:-2]


def search_redis(
    address: RedisAddress, person: CachePerson, options: CacheOptions
) -> Iterator[CacheFinding | CacheSummary]:
    """Search one database of a server: findings as they come, then the summary. Nothing there
    changes but when an entry was last used. Raises nothing that the server causes."""
    yield from _RedisSearch(address, person, options).run()


@dataclass(frozen=True, slots=True)
class _Entry:
    key: bytes
    kind: bytes
    left: int | None
    """Milliseconds until it expires, None if it does not."""


class _RedisSearch:
    def __init__(self, address: RedisAddress, person: CachePerson, options: CacheOptions) -> None:
        self._address, self._options = address, options
        self._examiner = Examiner(person, excerpts=options.excerpts)
        self._prefix = f"{options.namespace}:".encode() if options.namespace else b""
        self._tally, self._listed = CacheTally(), 0
        self._faults: list[Unchecked] = []
        self._version = ""

    def run(self) -> Iterator[CacheFinding | CacheSummary]:
        try:
            with closing(RedisConnection(self._address, self._options.access)) as connection:
                before = self._size(connection)
                self._facts(connection)
                with self._options.progress.begin("reading the cache", before, "entries") as stage:
                    for keys in self._keys(connection):
                        yield from self._read(connection, keys)
                        stage.add(len(keys))
                self._complete(before, self._size(connection))
        except Fault as fault:
            self._faults.append(fault.unchecked)
        except RedisError as error:
            self._faults.append(
                Unchecked(
                    f"the server refused to list or to give its keys: {shown(error)}",
                    f"give an account that may run SCAN, TYPE, PTTL, GET and INFO, or {_CLEAR_IT}",
                )
            )
        yield self._summary()

    def _size(self, connection: RedisConnection) -> int:
        found = connection.ask(b"DBSIZE")
        return found if isinstance(found, int) else 0

    def _facts(self, connection: RedisConnection) -> None:
        said = connection.ask(b"INFO")
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else ""
        facts = {k: v.strip() for k, _, v in (line.partition(":") for line in text.splitlines())}
        for name in ("redis", "valkey"):
            if version := facts.get(f"{name}_version"):
                self._version = f"{name.title()} {version[:20]}"
        if facts.get("cluster_enabled") == "1":
            self._faults.append(_CLUSTER)
        for _ in range(8):
            with closing(RedisConnection(self._address, self._options.access)) as other:
                again = other.ask(b"INFO", b"server")
            same = facts.get("run_id", "?").encode()
            if not isinstance(again, bytes) or same not in again:
                self._faults.append(_SEVERAL)
                return

    def _keys(self, connection: RedisConnection) -> Iterator[list[bytes]]:
        """Every key once, in portions."""
        cursor, seen = b"0", set[bytes]()
        while True:
            answer = connection.ask(b"SCAN", cursor, b"COUNT", str(_AT_ONCE).encode())
            if not isinstance(answer, list) or len(answer) != 2 or not isinstance(answer[1], list):
                raise RedisError("SCAN was answered by something else")
            given = [key for key in answer[1] if isinstance(key, bytes)]
            marks = {hashlib.blake2b(key, digest_size=16).digest(): key for key in given}
            new = [key for mark, key in marks.items() if mark not in seen]
            seen |= marks.keys()
            self._listed += len(new)
            yield [key for key in new if key.startswith(self._prefix)]
            self._tally.outside += sum(not key.startswith(self._prefix) for key in new)
            cursor = answer[0] if isinstance(answer[0], bytes) else b"0"
            if cursor == b"0":
                return

    def _read(self, connection: RedisConnection, keys: Sequence[bytes]) -> Iterator[CacheFinding]:
        asked = [words for key in keys for words in ((b"TYPE", key), (b"PTTL", key))]
        answers = connection.ask_all(asked)
        for key, kind, left in zip(keys, answers[::2], answers[1::2], strict=True):
            if isinstance(kind, RedisError) or isinstance(left, RedisError):
                raise kind if isinstance(kind, RedisError) else RedisError(str(left))
            entry = _Entry(
                key,
                kind if isinstance(kind, bytes) else b"none",
                left if isinstance(left, int) and left >= 0 else None,
            )
            yield from self._one(connection, entry)

    def _one(self, connection: RedisConnection, entry: _Entry) -> Iterator[CacheFinding]:
        if entry.kind == b"none":
            self._tally.gone += 1
            return
        value: bytes | None = None
        if entry.kind == b"string":
            size = connection.ask(b"STRLEN", entry.key)
            if isinstance(size, int) and size <= LARGEST_VALUE:
                answer = connection.ask(b"GET", entry.key)
                if answer is None:
                    self._tally.gone += 1
                    return
                value = answer if isinstance(answer, bytes) else None
        elif entry.kind in _READ:
            name, *span = _READ[entry.kind]
            parts = list(_flat(connection.ask(name, entry.key, *span)))
            if entry.kind == b"hash":  # an id says whose it is only beside the name of its field
                pairs = zip_longest(parts[::2], parts[1::2], fillvalue=b"")
                parts = [b'"%b":"%b"' % pair for pair in pairs]
            value = b"\n".join(parts)
        self._tally.read += 1
        examined = self._examiner.examine(entry.key, value)
        if examined and self._tally.names(examined):
            ends = time.time() + entry.left / 1000 if entry.left is not None else None
            yield CacheFinding(
                place=str(self._address),
                key=examined.shown_key,
                matches=examined.matches,
                size=len(value or b""),
                used_at=None,
                expires_at=moment(ends),
                served=examined.served,
                raw_key=entry.key,
                address=self._address,
                excerpt=examined.excerpt,
            )

    def _complete(self, before: int, after: int) -> None:
        least, listed = min(before, after), self._listed
        if least > listed + max(100, listed):
            self._faults.append(
                Unchecked(f"the server counts {least} keys and listed {listed}", _CLEAR_IT)
            )
        if listed and self._tally.outside == listed:
            self._faults.append(NO_SUCH_NAMESPACE)

    def _summary(self) -> CacheSummary:
        notes = (_MARKED,) if self._tally.read else ()
        return self._tally.summary(
            str(self._address), self._listed, self._faults, version=self._version, notes=notes
        )


def delete(connection: RedisConnection, key: bytes) -> bool | None:
    """True if deleted, None if it was gone, False if the server refused. Raises Fault."""
    try:
        return True if connection.ask(b"DEL", key) == 1 else None
    except RedisError:
        return False


def _flat(reply: Reply) -> Iterator[bytes]:
    if isinstance(reply, list):
        for each in reply:
            yield from _flat(each)
    elif isinstance(reply, bytes):
        yield reply


def shown(error: RedisError) -> str:
    """The beginning of the server's words, without what a terminal would act on."""
    return "".join(c for c in str(error)[:80] if c.isprintable())


_CLUSTER = Unchecked(
    "the server is one of a cluster, and holds a part of the entries",
    "give each server of the cluster with --redis",
)
_SEVERAL = Unchecked(
    "several servers answer at this address, and each contains a part of the entries",
    "give each server with --redis, not a load balancer or a common name",
)
