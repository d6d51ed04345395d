"""Time and memory of `operasure verify` on a large instance, beside plain scans of its columns.

    python benchmarks/verify.py --scale 100          100,000 work packages, 500,000 journals
    python benchmarks/verify.py                      1,000,000 work packages, 5,000,000 journals

Builds the instance on a throwaway PostgreSQL (or uses --database-url, which must hold one of the
same making), and measures in one run, each several times in turn:

- verify: the whole command as a process of its own, its peak memory, with --jobs connections;
- the floor of its references: psql, one count(*) a table over the same id columns, the tables
  handed out to as many psql sessions;
- the floor of its texts: psql, one count(*) a table with one strpos() a text column, likewise;
- a naive script: one query after the other on one connection, each check as it stands in its file.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg

from operasure import plan, queries
from operasure.database import compile_sql, target
from operasure.model import Check, Compare, Origin
from operasure.sample import schema, server
from operasure.sample.deletion import delete_user
from operasure.sample.generator import generate
from operasure.sample.person import Person
from operasure.session import Access, session

PERSON = Person()


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        url = options.database_url or _build(stack, options.scale)
        size = _size(url)
        print(f"database: {size}", flush=True)
        floor_ids, floor_texts = _floors(url)
        with session(target(url, {}), Access(jobs=1)) as opened:
            checks = [
                c for s in plan.make(queries.load(), opened.catalogue).scans for c in s.checks
            ]
        measured: dict[str, list[float]] = defaultdict(list)
        memory = 0
        for _ in range(options.runs):
            seconds, peak = _verify(url, options.jobs)
            measured["verify"].append(seconds)
            memory = max(memory, peak)
            measured["floor: id columns"].append(
                _timed(lambda: _psql(url, floor_ids, options.jobs))
            )
            measured["floor: strpos over texts"].append(
                _timed(lambda: _psql(url, floor_texts, options.jobs))
            )
            if not options.no_naive:
                measured["naive script"].append(_timed(lambda: _naive(url, checks)))
        _report(measured, memory, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=1000, help="thousands of work packages")
    parser.add_argument("--jobs", type=int, default=2, help="connections, and psql sessions")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database-url", help="an instance that this program built")
    parser.add_argument("--no-naive", action="store_true", help="leave the naive script out")
    return parser.parse_args()


def _build(stack: ExitStack, scale: int) -> str:
    running = stack.enter_context(
        server.running(
            settings={"shared_buffers": "1GB", "max_wal_size": "8GB", "work_mem": "16MB"}
        )
    )
    started = time.perf_counter()
    with psycopg.connect(running.url(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE large")
    url = running.url("large")
    with psycopg.connect(url) as connection:
        connection.execute(schema.ddl("17.1").encode())
        generate(connection, "17.1", scale=scale)
        delete_user(connection, "17.1", PERSON, texts=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    print(f"built in {time.perf_counter() - started:.0f} s on PostgreSQL {running.major}")
    return url


def _size(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT pg_size_pretty(pg_database_size(current_database())), "
            "(SELECT count(*) FROM journals), (SELECT count(*) FROM work_packages), "
            "(SELECT count(*) FROM custom_values)"
        ).fetchone()
    assert row
    return f"{row[0]}, {row[1]:,} journals, {row[2]:,} work packages, {row[3]:,} custom values"


def _floors(url: str) -> tuple[list[str], list[str]]:
    """For each table one count(*) over its id columns, and one over its text columns."""
    columns: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = plan.make(queries.load(), opened.catalogue)
        pages = {t.name: t.pages for t in opened.catalogue.tables}
    for scan in made.scans:
        for check in scan.checks:
            if check.compare is Compare.ID:
                columns[check.table].add(f"{check.column.name} = {PERSON.id}")
            elif check.compare is Compare.DIGITS:
                columns[check.table].add(f"{check.column.name} = '{PERSON.id}'")
            elif check.origin is Origin.TEXT:
                cast = f"CAST({check.column.name} AS text)"
                texts[check.table].add(f"strpos({cast}, '{PERSON.id}') > 0")

    def counts(terms: dict[str, set[str]]) -> list[str]:
        ordered = sorted(terms, key=lambda table: -pages[table])
        return [f"SELECT count(*) FROM {t} WHERE {' OR '.join(sorted(terms[t]))};" for t in ordered]

    return counts(columns), counts(texts)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _verify(url: str, jobs: int) -> tuple[float, int]:
    """Seconds of the command as a process, and its peak memory in MB."""
    command = [sys.executable, "-m", "operasure", "verify", "--user-id", str(PERSON.id)]
    command += ["--database-url", url, "--jobs", str(jobs), "--format", "json"]
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(["/usr/bin/env", *command], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        out.seek(0)
        unchecked = [c["id"] for c in json.load(out)["checks"] if c["outcome"] == "unchecked"]
    assert os.waitstatus_to_exitcode(status) == 1, "the sample leaves something"
    assert not unchecked, unchecked
    return seconds, usage.ru_maxrss // 1024


def _psql(url: str, statements: Iterable[str], sessions: int) -> None:
    """Hand the statements out to so many psql sessions, as each becomes free."""
    with ThreadPoolExecutor(sessions) as pool:
        todo = iter(list(statements))

        def work(_: int) -> None:
            with subprocess.Popen(
                ["/usr/bin/env", "psql", "-XAtq", url],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            ) as process:
                assert process.stdin
                assert process.stdout
                for statement in todo:
                    process.stdin.write(statement + "\n")
                    process.stdin.flush()
                    process.stdout.readline()

        list(pool.map(work, range(sessions)))


def _naive(url: str, checks: Iterable[Check]) -> None:
    """Each check by itself, one after the other on one connection."""
    bound = plan.parameters(PERSON.id)
    with psycopg.connect(url) as connection:
        for check in checks:
            connection.execute(compile_sql(check.sql).encode(), bound).fetchall()


def _report(measured: dict[str, list[float]], memory: int, options: argparse.Namespace) -> None:
    floor = [
        a + b
        for a, b in zip(
            measured["floor: id columns"], measured["floor: strpos over texts"], strict=True
        )
    ]
    print(f"{options.runs} runs in turn, {options.jobs} connections; median (min–max) seconds")
    for name, seconds in measured.items():
        print(f"  {name:28}{_spread(seconds)}")
    print(f"  {'both floors':28}{_spread(floor)}")
    ratios = [v / f for v, f in zip(measured["verify"], floor, strict=True)]
    print(f"verify / both floors: {statistics.median(ratios):.2f}")
    if measured.get("naive script"):
        faster = [n / v for n, v in zip(measured["naive script"], measured["verify"], strict=True)]
        print(f"naive script / verify: {statistics.median(faster):.2f}")
    print(f"peak memory of verify: {memory} MB")


def _spread(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):8.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


if __name__ == "__main__":
    main()
