"""A snapshot of a person with a million references: time, file size, memory, and its follow-up.

    PYTHONPATH=tests python benchmarks/snapshot.py   1,000,000 changes and 1,000,000 old versions
    PYTHONPATH=tests python benchmarks/snapshot.py --scale 20   100,000 of each

Builds an installation on a throwaway PostgreSQL in which every change and every third old version
is the person's and one change in a hundred mentions them, and measures, each command as a process
of its own:

- snapshot: time, peak memory, size of the file, encrypted and not;
- the deletion is played;
- verify, and verify --snapshot: time and peak memory.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import psycopg

from openproject import schema
from openproject.deletion import Stage, delete_user
from openproject.generator import generate
from openproject.invented import DemoPerson
from operasure.server import postgresql

PERSON = DemoPerson()
GIVEN = (
    "UPDATE journals SET user_id = %(id)s WHERE id >= 100000",
    "UPDATE work_package_journals SET assigned_to_id = %(id)s WHERE id >= 100000 AND id %% 3 = 0",
    "UPDATE journals SET notes = 'Ask user#' || %(id)s || '!' WHERE id >= 100000 AND id %% 99 = 0",
)


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = _build(stack, options.scale)
        plain, sealed = folder / "plain.json", folder / "sealed.json"
        secret = folder / "secret"
        secret.write_text(secrets.token_hex(16))
        who = ["--user-id", str(PERSON.id), "--database-url", url, "--jobs", str(options.jobs)]
        quiet = ["--inventory", str(folder / "inventory")]
        _measure("snapshot", ["snapshot", *who, *quiet, "-o", str(plain)])
        _measure(
            "snapshot, encrypted",
            ["snapshot", *who, *quiet, "-o", str(sealed), "--passphrase-file", str(secret)],
        )
        _apart(_count, plain)
        print(f"file: {_megabytes(plain)}, encrypted {_megabytes(sealed)}", flush=True)
        _apart(_delete, url)
        report = ["-o", str(folder / "report"), "--format", "json"]
        _measure("verify", ["verify", *who, *report])
        _measure("verify --snapshot", ["verify", *who, *report, "--snapshot", str(plain)])
        states = json.loads((folder / "report").read_text())["follow_up"]["states"]
        print(f"states: {states}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=200, help="thousands of work packages")
    parser.add_argument("--jobs", type=int, default=2, help="connections")
    return parser.parse_args()


def _build(stack: ExitStack, scale: int) -> str:
    settings = {"shared_buffers": "1GB", "max_wal_size": "8GB"}
    running = stack.enter_context(postgresql.running(settings=settings))
    started = time.perf_counter()
    with psycopg.connect(running.url(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE large")
    url = running.url("large")
    _apart(_fill, url, scale)
    seconds = time.perf_counter() - started
    print(f"built in {seconds:.0f} s on PostgreSQL {running.major}", flush=True)
    return url


def _fill(url: str, scale: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(schema.ddl("17.1").encode())
        generate(connection, "17.1", scale=scale)
        for statement in GIVEN:
            connection.execute(statement.encode(), {"id": PERSON.id})
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _apart(work: Callable[..., None], *arguments: object) -> None:
    """Work in a process of its own: what this one needs counts as memory of those it starts."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 0


def _delete(url: str) -> None:
    started = time.perf_counter()
    with psycopg.connect(url) as connection:
        played = delete_user(connection, "17.1", PERSON, texts=False)
    assert played.stage is Stage.DELETED, played.error
    print(f"deletion played in {time.perf_counter() - started:.0f} s", flush=True)


def _measure(name: str, arguments: Sequence[str]) -> None:
    """Run a command and print its time and peak memory."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "operasure", *arguments],
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": "src"},
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    assert code == 1, (name, code, process.stderr and process.stderr.read())
    print(f"{name:24} {seconds:8.1f} s {usage.ru_maxrss / 1024:8.0f} MB", flush=True)


def _count(path: Path) -> None:
    places = json.loads(path.read_text())["snapshot"]["places"]
    print(f"references: {sum(place['rows'] for place in places):,} in {len(places)} places")


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    main()
