"""A connection to one memcached server: opening it, logging in, commands, lines and bytes.

pymemcache's client connects, logs in, and carries every command that is answered in one line or by
statistics. It is given its answers a line at a time, each within the time allowed: by itself it
loses the head of an answer that comes in pieces, and waits for ever on a server that drips. What it
has no word for is read here: the list of keys, keys that only the binary protocol can name, and
values, which its `get_many` would mark as fetched, and read whatever their size.
"""

import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from types import TracebackType
from typing import TYPE_CHECKING

from pymemcache.client.base import Client
from pymemcache.exceptions import MemcacheError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

from operasure.looks.cache.address import Address, Tls
from operasure.looks.cache.faults import Fault, binary_only, login_needed, unreachable, went_away

_BUFFER = 1 << 20
_LONGEST_LINE = 4096
_MOST_LINES = 1000
"""Lines of an answer to a command."""
SLOWEST = 20_000
"""Bytes a second below which a server is as good as silent."""
# Binary protocol: magic, opcode 0x0a (no operation), 22 bytes of zeros.
_BINARY_NOOP = b"\x80\x0a" + bytes(22)
_BINARY_ANSWER = b"\x81"


@dataclass(frozen=True, slots=True)
class CacheAccess:
    """How to connect: `timeout` in seconds, the longest wait for an answer, however it trickles in;
    `tls` or None for plain."""

    timeout: float = 10.0
    tls: Tls | None = None


class Connection:
    """An open, logged-in connection to one server. Use as a context manager.

    `binary` opens one that has said nothing yet, since the first byte fixes the protocol. Every
    method raises Fault when the server is gone or silent.
    """

    def __init__(
        self, address: Address, access: CacheAccess | None = None, *, binary: bool = False
    ) -> None:
        self.address = address
        self.version = ""
        self._access = access or CacheAccess()
        self._client = _connect(address, self._access)
        self._socket: socket.socket = self._client.sock
        self._pace = _Paced(self._socket, self._access.timeout)
        self._file = BufferedReader(self._pace, _BUFFER)
        self._client.sock = _ReplyLines(self)
        if not binary:
            self._begin()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it; a server that waits for us in the middle of an answer goes on at once."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._socket.close()

    def send(self, data: bytes, what: str = "it was asked") -> None:
        """Send all of the data."""
        with _within(what):
            self._pace.begin()
            self._socket.sendall(data)

    def ask(self, command: bytes) -> bytes:
        """What is answered to a command in one line, without its end; a refusal, too."""
        try:
            answer: bytes = self._client.raw_command(command)
        except MemcacheError as refusal:
            return b"ERROR " + bytes(refusal.args[0])
        finally:
            # It ends its connection after a refusal, which is no reason for us to end ours.
            self._client.sock = _ReplyLines(self)
        return answer

    def statistics(self) -> dict[bytes, object]:
        """What the server says of itself; nothing where it refuses."""
        try:
            return dict(self._client.stats())
        except MemcacheError:
            return {}
        except (ValueError, LookupError):
            # Where its answer ends is not known any more.
            raise went_away("it told its state") from None
        finally:
            self._client.sock = _ReplyLines(self)

    def line(self, what: str = "it answered") -> bytes:
        """The next line, with its end."""
        with _within(what):
            line = self._file.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise went_away(what)
        return line

    def exactly(self, length: int, what: str = "it answered") -> bytes:
        """The next `length` bytes."""
        with _within(what):
            data = self._file.read(length)
        if len(data) != length:
            raise went_away(what)
        return data

    def chunk(self, what: str = "it answered") -> bytes:
        """What has arrived, at least one byte, at most a megabyte."""
        with _within(what):
            data = self._file.read1(_BUFFER)
        if not data:
            raise went_away(what)
        return data

    def skip(self, length: int, what: str = "it answered") -> None:
        """Read `length` bytes and forget them."""
        while length > 0:
            length -= len(self.exactly(min(length, _BUFFER), what))

    def _begin(self) -> None:
        try:
            answer = self._version()
            if b"unauthenticated" in answer:
                self._log_in()
                answer = self._version()
            if not answer.startswith(b"VERSION "):
                raise unreachable("the service at this address is not memcached")
            self.version = answer[8:].strip().decode("ascii", "replace")
        except BaseException:
            self.close()
            raise

    def _log_in(self) -> None:
        """Log in as memcached's -Y wants it: a `set` whose value is user and password. Only a
        server that asks for it gets it: any other would store it for all to read."""
        login = self.address.login
        stored = False
        if login is not None:
            secret = f"{login.user} {login.password}".encode()
            with suppress(MemcacheError):
                stored = self._client.set(b"auth", secret, noreply=False)
            self._client.sock = _ReplyLines(self)
        if not stored:
            raise login_needed()

    def _version(self) -> bytes:
        try:
            return self.ask(b"version")
        except Fault:
            if _speaks_binary(self.address, self._access):
                raise binary_only() from None
            raise


class _ReplyLines:
    """What a command of the client writes to and reads from: a line at a time, so many at most."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._left = _MOST_LINES

    def sendall(self, data: bytes) -> None:
        self._left = _MOST_LINES
        self._connection.send(data)

    def recv(self, size: int) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise went_away("it answered")
        return self._connection.line()

    def close(self) -> None:
        """The connection is closed by who opened it."""


class _Paced(io.RawIOBase):
    """The bytes of a socket, read no longer than `timeout` seconds for each request, and longer
    only as they come by SLOWEST: what drips would hold us for ever. Work of ours between two reads
    does not count."""

    def __init__(self, connected: socket.socket, timeout: float) -> None:
        self._socket = connected
        self._timeout = timeout
        self.begin()

    def begin(self) -> None:
        """A request is sent: time begins anew."""
        self._waited = 0.0
        self._got = 0
        self._socket.settimeout(self._timeout)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        left = self._timeout + self._got / SLOWEST - self._waited
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        began = time.monotonic()
        number = self._socket.recv_into(buffer)
        self._waited += time.monotonic() - began
        self._got += number
        return number


def _connect(address: Address, access: CacheAccess) -> Client:
    """The client, connected to the first of the server's numbers that answers."""
    client, problem = None, None
    try:
        for server in _servers(address):
            try:
                client = _Opened(server, access.timeout)
                break
            except OSError as error:
                problem = error
    except socket.gaierror:
        raise unreachable("the server's name can't be resolved") from None
    if client is None:
        if isinstance(problem, TimeoutError):
            raise unreachable("the server does not answer")
        raise unreachable(f"no connection: {(problem and problem.strerror) or 'failed'}")
    if access.tls:
        # It would hold the certificate against the number, and leaves Unix sockets plain.
        client.sock = _secured(client.sock, address, access.tls.context())
    return client


def _servers(address: Address) -> list[str | tuple[str, int]]:
    """What the client may be given: it tries no more than one number of a name."""
    if address.is_socket:
        return [f"unix:{address.host}"]
    host = address.number or address.host
    found = socket.getaddrinfo(host, address.port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((str(each[4][0]), address.port) for each in found))


class _Opened(Client):  # type: ignore[misc]
    """pymemcache's client, connected at once. Raises OSError."""

    def __init__(self, server: str | tuple[str, int], timeout: float) -> None:
        super().__init__(server, connect_timeout=timeout, timeout=timeout, no_delay=True)
        self._connect()


def _secured(plain: socket.socket, address: Address, tls: ssl.SSLContext) -> socket.socket:
    try:
        return tls.wrap_socket(plain, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        plain.close()
        raise Fault(
            f"the server's certificate is not accepted: {error.verify_message}",
            "give the certificate of the authority, and the name in the server's certificate",
        ) from None
    except OSError:
        plain.close()
        raise Fault(
            "the TLS connection failed",
            "check that the port speaks TLS (memcached -Z), or connect without TLS",
        ) from None


@contextmanager
def _within(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError):
        raise went_away(what) from None


def _speaks_binary(address: Address, access: CacheAccess) -> bool:
    """Whether a server that ignores text answers in the binary protocol."""
    try:
        with closing(_connect(address, access)) as client:
            client.sock.sendall(_BINARY_NOOP)
            answer: bytes = client.sock.recv(_BUFFER)
    except (OSError, Fault):
        return False
    return answer[:1] == _BINARY_ANSWER
