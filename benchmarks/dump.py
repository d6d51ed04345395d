"""How long a dump takes to restore for a search, and how much room, beside PostgreSQL's own tools.

    PYTHONPATH=tests python benchmarks/dump.py   60,000 changes and as many old versions
    PYTHONPATH=tests python benchmarks/dump.py --scale 200   1,000,000 of each

Builds an installation on a throwaway PostgreSQL, dumps it as a custom archive and as plain SQL, and
restores both on a second server, each into a new database: with operasure (tables, rows and keys,
as a role without rights) and with pg_restore --jobs or psql (everything, as superuser). The sizes
are what the estimates of operasure.looks.backups.choose rest on.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from openproject import schema
from openproject.generator import generate
from operasure.looks.backups import choose, recognise, restore
from operasure.server import postgresql
from operasure.server.postgresql import Server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=12, help="thousands of work packages")
    scale = parser.parse_args().scale
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive, script = folder / "dump.custom", folder / "dump.sql"
        with postgresql.running(settings={"max_wal_size": "8GB"}) as server:
            rows = _build(server, scale, archive, script)
        print(f"PostgreSQL {server.major}; the database takes {choose.size(rows)}")
        with postgresql.running(settings=restore.SETTINGS) as server:
            for path in (archive, script):
                _compare(server, path)


def _build(server: Server, scale: int, archive: Path, script: Path) -> int:
    _new(server, "large")
    url = server.url("large")
    process = multiprocessing.get_context("spawn").Process(target=_fill, args=(url, scale))
    process.start()
    process.join()
    assert process.exitcode == 0
    for path, options in ((archive, ["-Fc"]), (script, [])):
        _run(str(server.bindir / "pg_dump"), *options, f"--file={path}", url)
    return _size(server, "large")


def _fill(url: str, scale: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(schema.ddl("17.1").encode())
        generate(connection, "17.1", scale=scale)


def _compare(server: Server, path: Path) -> None:
    dump = recognise.recognise(path)
    chosen = choose.choose(dump, [server.installation])
    size = path.stat().st_size
    print(f"{dump.form}: {choose.size(size)}, estimated {choose.size(choose.need(dump))}")
    name = f"own_{path.suffix[1:]}"
    seconds = _timed(lambda: restore.restore(server, dump, chosen.contents, name=name))
    print(f"  operasure   {seconds:7.1f} s, {choose.size(_size(server, name))}")
    _new(server, "theirs")
    seconds = _timed(lambda: _theirs(server, path))
    program = "psql" if path.suffix == ".sql" else "pg_restore"
    print(f"  {program:11} {seconds:7.1f} s, {choose.size(_size(server, 'theirs'))}", flush=True)


def _theirs(server: Server, path: Path) -> None:
    url = server.url("theirs")
    if path.suffix == ".sql":
        _run(str(server.bindir / "psql"), "-q", "-o", "/dev/null", "-f", str(path), url)
    else:
        jobs = f"--jobs={os.cpu_count()}"
        _run(str(server.bindir / "pg_restore"), jobs, f"--dbname={url}", str(path))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _new(server: Server, name: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        admin.execute(f"CREATE DATABASE {name}".encode())


def _size(server: Server, name: str) -> int:
    with psycopg.connect(server.url()) as admin:
        row = admin.execute("SELECT pg_database_size(%s)", [name]).fetchone()
    assert row
    return int(row[0])


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
