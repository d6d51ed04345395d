"""A time-stamping authority of one's own: `openssl ts -reply` behind a small server."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[leaf]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[tsa]
default_tsa = mine
[mine]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """`url` is where it answers; `ca` the certificate that vouches for it. `garbage` is answered
    instead of a time stamp where it is set."""

    url: str
    ca: Path
    garbage: bytes | None = None
    asked: int = 0


@contextmanager
def running(folder: Path) -> Iterator[Authority]:
    """An authority with new keys in this folder."""
    folder.mkdir()
    _keys(folder)
    authority = Authority("", folder / "ca.pem")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            authority.asked += 1
            query = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.garbage if authority.garbage is not None else _reply(folder, query)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    authority.url = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def _keys(folder: Path) -> None:
    (folder / "serial").write_text("01\n")
    for name in ("ca", "tsa"):
        config = folder / f"{name}.cnf"
        config.write_text(_CONFIG.format(folder=folder, name=f"Test {name}"))
        key = ("-newkey", "rsa:2048", "-nodes", "-keyout", folder / f"{name}.key")
        if name == "ca":
            _openssl(
                "req", "-x509", *key, "-days", "30", "-config", config, "-extensions", "ca",
                "-out", folder / "ca.pem",
            )  # fmt: skip
            continue
        _openssl("req", "-new", *key, "-config", config, "-out", folder / "tsa.csr")
        _openssl(
            "x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem",
            "-CAkey", folder / "ca.key", "-CAcreateserial", "-days", "30", "-extfile", config,
            "-extensions", "leaf", "-out", folder / "tsa.pem",
        )  # fmt: skip


def _reply(folder: Path, query: bytes) -> bytes:
    (folder / "query").write_bytes(query)
    _openssl(
        "ts", "-reply", "-config", folder / "tsa.cnf", "-section", "mine", "-queryfile",
        folder / "query", "-out", folder / "answer",
    )  # fmt: skip
    return (folder / "answer").read_bytes()
