"""A real server of the S3 protocol (rclone) for tests, over a directory, and faults of one."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ACCESS, SECRET = "access-of-the-tests", "secret-of-the-tests"
BUCKET = "openproject"


@dataclass(frozen=True)
class S3:
    """A running server; what stands in `root` is what its bucket holds."""

    endpoint: str
    root: Path

    def put(self, key: str, content: bytes) -> None:
        """An object of the bucket."""
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def running(folder: Path) -> Iterator[S3]:
    """Start `rclone serve s3` on a free port; every request must be signed with the two keys."""
    program = shutil.which("rclone", path=Path(sys.executable).parent) or shutil.which("rclone")
    if program is None:
        raise RuntimeError("no rclone: it comes with the development dependencies")
    root = folder / BUCKET
    root.mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    options = ("--addr", address, "--auth-key", f"{ACCESS},{SECRET}", "--config", "/dev/null")
    command = (program, "serve", "s3", *options, str(folder))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(address)
            yield S3(f"http://{address}", root)
        finally:
            server.terminate()


def _wait(address: str) -> None:
    host, _, port = address.rpartition(":")
    for _ in range(200):
        try:
            with socket.create_connection((host, int(port)), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("rclone did not begin to serve")


@contextmanager
def faulty(status: int, body: bytes, *, after: dict[str, bytes] | None = None) -> Iterator[str]:
    """A server that answers everything alike, but for what `after` answers by a part of the path.

    For faults that a real server won't show.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            for part, content in (after or {}).items():
                if part in self.path:
                    self._answer(200, content)
                    return
            self._answer(status, body)

        def _answer(self, code: int, content: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
