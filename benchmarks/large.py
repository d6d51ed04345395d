"""A large instance, plain scans of its columns, and a command as a process of its own."""

from __future__ import annotations

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

from openproject import schema
from openproject.deletion import delete_user
from openproject.generator import generate
from openproject.invented import DemoPerson
from operasure.checks import selection
from operasure.core import queries
from operasure.core.model import Compare, Origin
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.server import postgresql

PERSON = DemoPerson()


def build(stack: ExitStack, scale: int) -> str:
    """Build an instance of so many thousand work packages, with a person deleted."""
    running = stack.enter_context(
        postgresql.running(
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


def size(url: str) -> str:
    """How large it is, in words."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT pg_size_pretty(pg_database_size(current_database())), "
            "(SELECT count(*) FROM journals), (SELECT count(*) FROM work_packages), "
            "(SELECT count(*) FROM custom_values)"
        ).fetchone()
    assert row
    return f"{row[0]}, {row[1]:,} journals, {row[2]:,} work packages, {row[3]:,} custom values"


def floors(url: str) -> tuple[list[str], list[str]]:
    """For each table one count(*) over its id columns, and one over its text columns."""
    columns: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(queries.load(), opened.catalogue)
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


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def process(url: str, jobs: int, *arguments: str) -> tuple[float, int]:
    """Seconds of a command of operasure as a process, and its peak memory in MB."""
    command = [sys.executable, "-m", "operasure", *arguments]
    command += ["--database-url", url, "--jobs", str(jobs), "--format", "json"]
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        running = subprocess.Popen(["/usr/bin/env", *command], stdout=out)
        _, status, usage = os.wait4(running.pid, 0)
        seconds = time.perf_counter() - started
        out.seek(0)
        unchecked = [c["id"] for c in json.load(out)["checks"] if c["outcome"] == "unchecked"]
    assert os.waitstatus_to_exitcode(status) == 1, "the sample leaves something"
    assert not unchecked, unchecked
    return seconds, usage.ru_maxrss // 1024


def psql(url: str, statements: Iterable[str], sessions: int) -> None:
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


def spread(seconds: list[float]) -> str:
    """Median, lowest and highest."""
    return f"{statistics.median(seconds):8.2f} ({min(seconds):.2f}–{max(seconds):.2f})"
