"""A balancer of TCP connections, as one stands before several memcached."""

from __future__ import annotations

import shutil
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest

from operasure.looks.cache.address import Address
from operasure.server.process import HOST, free_port, serving, workspace

Choose = Callable[[int], int]
"""Which server (its number) gets a connection of this number."""


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def balanced(servers: Sequence[tuple[str, int]], choose: Choose | None = None) -> Iterator[Address]:
    """One address for all of them, in turn unless `choose` says otherwise."""
    lock = threading.Lock()
    number = -1

    def following() -> tuple[str, int]:
        nonlocal number
        with lock:
            number += 1
            return servers[choose(number) if choose else number % len(servers)]

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(following()) as behind:
                back = threading.Thread(target=_pump, args=(behind, self.request), daemon=True)
                back.start()
                _pump(self.request, behind)
                back.join()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Address("127.0.0.1", server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def haproxy(servers: Sequence[tuple[str, int]]) -> Iterator[Address]:
    """The real balancer, with its servers in turn."""
    program = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip("haproxy is not installed: install the package 'haproxy'")
    port = free_port()
    config = "defaults\n mode tcp\n timeout connect 10s\n timeout client 60s\n timeout server 60s\n"
    config += f"listen memcached\n bind {HOST}:{port}\n balance roundrobin\n"
    config += "".join(f" server m{n} {host}:{at}\n" for n, (host, at) in enumerate(servers))
    with workspace() as place:
        file = place.folder / "haproxy.cfg"
        file.write_text(config)
        place.hand_over()
        with serving([program, "-db", "-f", str(file)], place) as process:
            for _ in range(600):
                try:
                    socket.create_connection((HOST, port), timeout=5).close()
                    break
                except OSError:
                    assert process.poll() is None, place.complaint()
                    time.sleep(0.05)
            yield Address(HOST, port)
