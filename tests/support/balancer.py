"""A balancer of TCP connections, as one stands before several memcached."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from operasure.looks.cache.address import Address

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
