"""PgBouncer before a server, in any of its modes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from operasure.server.postgresql import Server
from operasure.server.process import HOST, free_port, serving, workspace

MISSING = "pgbouncer is not installed: install the package 'pgbouncer'"
MODES = ("session", "transaction", "statement")


@contextmanager
def pooled(server: Server, mode: str, size: int = 8, **settings: str) -> Iterator[Server]:
    """The same server behind a pool of `size` connections for each database. What is sent at the
    start of a connection and PgBouncer does not know is refused, as it is by default."""
    program = shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip(MISSING)
    with workspace() as place:
        port = free_port()
        own = {
            "listen_addr": HOST, "listen_port": str(port), "unix_socket_dir": str(place.folder),
            "auth_type": "any", "pool_mode": mode, "default_pool_size": str(size),
            "max_client_conn": "100", "query_wait_timeout": "60", **settings,
        }  # fmt: skip
        behind = f"host={server.host} port={server.port} user={server.user}"
        lines = ["[databases]", f"* = {behind} password={server.password}", "[pgbouncer]"]
        lines += [f"{name} = {value}" for name, value in own.items()]
        config = place.folder / "pgbouncer.ini"
        config.touch(mode=0o600)
        config.write_text("\n".join(lines) + "\n")
        place.hand_over()
        with serving([program, str(config)], place) as process:
            found = Server(server.installation, port, place.folder, user=server.user)
            for _ in range(600):
                try:
                    psycopg.connect(found.url(), connect_timeout=5).close()
                    break
                except psycopg.OperationalError:
                    assert process.poll() is None, place.complaint()
                    time.sleep(0.05)
            yield found
