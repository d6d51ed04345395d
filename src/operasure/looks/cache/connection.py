"""A connection to one memcached server: opening it, logging in, lines and bytes.

A reader of our own, because the client libraries at hand lose chunks of a long answer or wait for
ever on a refusal. All blocking calls end after a timeout.
"""

import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

from operasure.looks.cache.address import Address, Tls
from operasure.looks.cache.faults import Fault, binary_only, login_needed, unreachable, went_away

_BUFFER = 1 << 20
_LONGEST_LINE = 4096
SLOWEST = 20_000
"""Bytes a second below which a server is as good as silent."""
# Binary protocol: magic, opcode 0x0a (no operation), 22 bytes of zeros.
_BINARY_NOOP = b"\x80\x0a" + bytes(22)
_BINARY_ANSWER = b"\x81"


@dataclass(frozen=True, slots=True)
class Access:
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
        self, address: Address, access: Access | None = None, *, binary: bool = False
    ) -> None:
        self.address = address
        self.version = ""
        self._access = access or Access()
        self._socket = _connect(address, self._access)
        self._pace = _Paced(self._socket, self._access.timeout)
        self._file = BufferedReader(self._pace, _BUFFER)
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
            self._log_in()
            self.version = self._version()
        except BaseException:
            self.close()
            raise

    def _log_in(self) -> None:
        """Log in as memcached's -Y wants it: a `set` whose value is user and password."""
        login = self.address.login
        if login is None:
            return
        secret = f"{login.user} {login.password}".encode()
        self.send(b"set auth 0 0 %d\r\n%s\r\n" % (len(secret), secret))
        answer = self._first_line()
        if not answer.startswith(b"STORED"):
            raise login_needed()

    def _version(self) -> str:
        self.send(b"version\r\n")
        answer = self._first_line()
        if b"unauthenticated" in answer:
            raise login_needed()
        if not answer.startswith(b"VERSION "):
            raise unreachable("what listens there is not memcached")
        return answer[8:].strip().decode("ascii", "replace")

    def _first_line(self) -> bytes:
        try:
            return self.line()
        except Fault:
            if _speaks_binary(self.address, self._access):
                raise binary_only() from None
            raise


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


def _connect(address: Address, access: Access) -> socket.socket:
    try:
        if address.is_socket:
            plain = _connect_unix(address.host, access.timeout)
        else:
            plain = socket.create_connection(
                (address.number or address.host, address.port), access.timeout
            )
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except socket.gaierror:
        raise unreachable("the server's name can't be resolved") from None
    except TimeoutError:
        raise unreachable("the server does not answer") from None
    except OSError as error:
        raise unreachable(f"no connection: {error.strerror or 'failed'}") from None
    return _secured(plain, address, access.tls.context()) if access.tls else plain


def _connect_unix(path: str, timeout: float) -> socket.socket:
    plain = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        plain.settimeout(timeout)
        plain.connect(path)
    except BaseException:
        plain.close()
        raise
    return plain


def _secured(plain: socket.socket, address: Address, tls: ssl.SSLContext) -> socket.socket:
    try:
        return tls.wrap_socket(plain, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        plain.close()
        raise Fault(
            f"the server's certificate is not accepted: {error.verify_message}",
            "give the authority's certificate, and the name that stands in the server's",
        ) from None
    except OSError:
        plain.close()
        raise Fault(
            "no TLS connection came about",
            "check that the port speaks TLS (memcached -Z), or connect without TLS",
        ) from None


@contextmanager
def _within(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError):
        raise went_away(what) from None


def _speaks_binary(address: Address, access: Access) -> bool:
    """Whether a server that ignores text answers in the binary protocol."""
    try:
        with _connect(address, access) as sock:
            sock.sendall(_BINARY_NOOP)
            answer = sock.recv(_BUFFER)
    except (OSError, Fault):
        return False
    return answer[:1] == _BINARY_ANSWER
