"""What other clients of a server feel while verify or find-mentions runs beside them.

    PYTHONPATH=tests python benchmarks/beside.py
    PYTHONPATH=tests python benchmarks/beside.py --megabytes 1000 --seconds 60

Builds an instance of so many megabytes of text on a throwaway PostgreSQL, and in another database
of the server the accounts of pgbench, which must be installed with it. pgbench then asks at a fixed
rate, alone at the beginning and the end, and beside each command, which runs again and again, with
the connections that it takes by itself and with `--jobs 1`. Told of each: how long half, 95 and
99 percent of pgbench's transactions took at most.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

import mentions
from operasure.server import postgresql

RATE, CLIENTS, SCALE = 100, 4, 20
"""Transactions in a second, of so many connections, on so many hundred thousand accounts."""
COMMANDS: Mapping[str, Sequence[str]] = {
    "verify": ("verify", "--user-id", str(mentions.USER_ID)),
    "find-mentions": ("find-mentions", "--name", mentions.NAME, "--login", mentions.LOGIN),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=300, help="text in all")
    parser.add_argument("--seconds", type=int, default=20, help="of each measure")
    options = parser.parse_args()
    program = str(postgresql.installations()[-1].bindir / "pgbench")
    with ExitStack() as stack:
        url = mentions.build(stack, options.megabytes)
        accounts = f"{url.removesuffix('/large')}/accounts"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE accounts")
        subprocess.run([program, "-i", "-q", "-s", str(SCALE), accounts], check=True)
        print(f"{os.cpu_count()} cores, {RATE} transactions a second, milliseconds")
        _tell("alone", program, accounts, options.seconds)
        for name, command in COMMANDS.items():
            for jobs in ((), ("--jobs", "1")):
                with _again_and_again((*command, *jobs, "--database-url", url)):
                    _tell(" ".join((name, *jobs)), program, accounts, options.seconds)
        _tell("alone", program, accounts, options.seconds)


@contextmanager
def _again_and_again(command: Sequence[str]) -> Iterator[None]:
    """Run a command as a process of its own, anew each time, as long as the block lasts."""
    ended = threading.Event()

    def run() -> None:
        while not ended.is_set():
            subprocess.run(
                [sys.executable, "-m", "operasure", *command, "--format", "json"],
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _tell(what: str, program: str, url: str, seconds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        options = ["-R", str(RATE), "-c", str(CLIENTS), "-T", str(seconds), "-l"]
        subprocess.run([program, *options, url], check=True, cwd=folder, capture_output=True)
        lines = [line for log in Path(folder).iterdir() for line in log.read_text().splitlines()]
    took = sorted(int(line.split()[2]) / 1000 for line in lines)
    shown = "  ".join(f"{took[int(len(took) * part)]:6.1f}" for part in (0.5, 0.95, 0.99))
    print(f"{what:24}{shown}", flush=True)


if __name__ == "__main__":
    main()
