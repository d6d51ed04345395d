"""What the tests of the cache share: real entries, a plain client, a server that misbehaves."""

import base64
import datetime
import ipaddress
import json
import os
import socket
import socketserver
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from operasure.core.marshal import MarshalWriter, fixnum
from operasure.looks.cache.address import Address
from operasure.looks.cache.connection import CacheAccess
from operasure.looks.cache.findings import CacheFinding, CacheSummary
from operasure.looks.cache.keys import is_plain
from operasure.looks.cache.search import CacheOptions, search
from operasure.looks.cache.sought import CachePerson
from operasure.matching.identity import Identity
from operasure.server.memcached import Memcached

DATA = Path(__file__).parents[1] / "data" / "cache"
VERSION = "c01339edd2886ef7c0fe808941124c35241b8e7277c3743bceedcbf54a9e44f0"
PATIENCE = CacheAccess(timeout=60)
BRIEF = CacheAccess(timeout=1)
"""Where a server is meant to stay silent."""

# Zoë Müller-Łukasz is invented, and so is her account.
USER_ID = 4711
IDENTITY = Identity.of(
    names=["Zoë Müller-Łukasz", "Zoë O'Brien", "王小明", "Зоя Иванова"],
    logins=["zoe.mueller"],
    mails=["zoe.mueller@example.org"],
    user_ids=[USER_ID],
)
PERSON = CachePerson.of(IDENTITY)


@dataclass(frozen=True)
class Entry:
    """A cache entry as a server held it, and what it is known to hold."""

    name: str
    stack: str
    format: str
    key: bytes
    listed: str
    flags: int
    value: bytes
    texts: tuple[str, ...]
    integers: tuple[int, ...]
    in_key: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}, {self.stack}, format {self.format}"


def _entry(line: str) -> Entry:
    data = json.loads(line)
    return Entry(
        name=data["entry"],
        stack=data["stack"],
        format=data["format"],
        key=data["key"].encode(),
        listed=data.get("listed", data["key"]),
        flags=data["flags"],
        value=base64.b64decode(data["value"]),
        texts=tuple(data["texts"]),
        integers=tuple(data.get("integers", ())),
        in_key=tuple(data.get("in_key", ())),
    )


ENTRIES = [_entry(line) for line in (DATA / "entries.jsonl").read_text("utf-8").splitlines()]


class Client:
    """Puts items of any key into a server and asks it for its state."""

    def __init__(self, server: Memcached) -> None:
        self._socket = socket.create_connection((server.host, server.port), timeout=300)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
        self._socket.close()

    def set(self, key: bytes, value: bytes, flags: int = 0, ttl: int = 0) -> None:
        if is_plain(key):
            command = b"set %b %d %d %d" % (key, flags, ttl, len(value))
        else:
            encoded = base64.b64encode(key)
            command = b"ms %b %d b F%d T%d" % (encoded, len(value), flags, ttl)
        answer = self.ask(command + b"\r\n" + value)
        assert answer in (b"STORED", b"HD"), answer

    def set_many(self, items: Mapping[bytes, bytes]) -> None:
        """Put many plain items without waiting for each."""
        for key, value in items.items():
            self._socket.sendall(b"set %b 0 0 %d noreply\r\n%b\r\n" % (key, len(value), value))
        assert self.ask(b"mn") == b"MN"

    def ask(self, command: bytes) -> bytes:
        self._socket.sendall(command + b"\r\n")
        return self._file.readline().strip()

    def stats(self) -> dict[str, str]:
        return dict(line.split(" ", 2)[1:] for line in self._until_end(b"stats"))

    def dump(self) -> list[str]:
        """All items as the server lists them, sorted.

        By its hash table: a walk of the LRU leaves out what its own threads hold just then.
        """
        return sorted(self._until_end(b"lru_crawler metadump hash"))

    def _until_end(self, command: bytes) -> Iterator[str]:
        line = self.ask(command)
        while line != b"END":
            yield line.decode()
            line = self._file.readline().strip()


def set_by_binary(server: Memcached, key: bytes, value: bytes) -> None:
    """Put an item whose key the text protocol can't name."""
    extras = bytes(8)
    head = b"\x80\x01" + len(key).to_bytes(2, "big") + bytes((len(extras), 0, 0, 0))
    length = len(extras) + len(key) + len(value)
    with socket.create_connection((server.host, server.port), timeout=300) as sock:
        sock.sendall(head + length.to_bytes(4, "big") + bytes(12) + extras + key + value)
        assert sock.recv(24)[6:8] == b"\x00\x00"


Answer = bytes | list[bytes] | list[bytes | None] | None


@contextmanager
def scripted(answers: Mapping[bytes, Answer]) -> Iterator[Address]:
    """A server that answers a line with what its first matching start says.

    A list is gone through, its last answer repeated; None hangs up. It greets `version` and
    `stats` like memcached; what nothing matches gets no answer.
    """
    greetings: dict[bytes, Answer] = {
        b"version": b"VERSION 1.6.0\r\n",
        b"mn": b"MN\r\n",
        b"stats": b"STAT pid 7\r\nSTAT time 2000\r\nSTAT uptime 1000\r\nEND\r\n",
    }
    script = greetings | dict(answers)

    def next_answer(line: bytes) -> bytes | None:
        for start, answer in script.items():
            if line.startswith(start):
                if isinstance(answer, list):
                    return answer.pop(0) if len(answer) > 1 else answer[0]
                return answer
        return b""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                answer = next_answer(line)
                if answer is None:
                    return
                self.wfile.write(answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Address("127.0.0.1", server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take everything out of the environment that names a cache."""
    for name in list(os.environ):
        if name.startswith(("MEMCACHE_", "OPENPROJECT_", "RAILS_CACHE", "CACHE_")):
            monkeypatch.delenv(name)


def address(server: Memcached) -> Address:
    return Address(server.host, server.port)


def looked(
    where: Memcached | Address, person: CachePerson = PERSON, options: CacheOptions | None = None
) -> tuple[list[CacheFinding], CacheSummary]:
    """The findings and the summary of one server."""
    place = where if isinstance(where, Address) else address(where)
    *findings, summary = search([place], person, options or CacheOptions(PATIENCE))
    assert isinstance(summary, CacheSummary)
    return [each for each in findings if isinstance(each, CacheFinding)], summary


def rails(text: str, *, deflated: bool | None = None) -> bytes:
    """A string as Rails 8.0 (format 7.0) and Dalli store it, deflated from 1 KB on."""
    array = b"\x04\x08[\x08" + MarshalWriter().string(text) + b'0I"\x00\x06;\x00F'
    wanted = len(array) >= 1024 if deflated is None else deflated
    payload = b"\x01" + zlib.compress(array) if wanted else b"\x00" + array
    return b'\x04\x08"' + fixnum(len(payload)) + payload


def own_certificate(path: Path) -> Path:
    """Write a certificate for 127.0.0.1 that is its own authority, and its key, into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a server of a test")])
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + secret)
    return path


Start = Callable[..., Memcached]
