"""Time and memory of `operasure erase` for a million rows, beside plain UPDATEs of the same rows.

    PYTHONPATH=tests python benchmarks/erase.py --rows 20000 --texts 2000
    PYTHONPATH=tests python benchmarks/erase.py   1,000,000 rows, 20,000 of them texts

Fills a throwaway PostgreSQL server with the histories of a deleted user: rows that name the id
(`work_package_journals.author_id`), and texts with a mention tag of the person (`.description`),
and measures in one run, each on a fresh copy of the database:

- plan: the whole command as a process of its own, from a document of verify to plan and script;
- erase: the whole command, with its encrypted undo file on disk, and its peak memory;
- script: the same plan as psql runs it, committed;
- plain: psql, two UPDATEs of the same rows in one transaction, by the id and by replace();
- undo: the whole command.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from openproject import schema
from operasure.server import postgresql

TAG = (
    '<mention class="mention" data-id="42" data-type="user" data-text="@Jo Example">'
    "@Jo Example</mention>"
)
NEW = (
    '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">'
    "@Deleted user</mention>"
)
PROSE = "Some words of an ordinary description, as long as many are. " * 6
PLAIN = f"""
BEGIN;
UPDATE work_package_journals SET author_id = 3 WHERE author_id = 42;
UPDATE work_package_journals SET description = replace(description, '{TAG}', '{NEW}')
 WHERE description LIKE '%data-id="42"%';
COMMIT;
"""


def main() -> None:
    options = _options()
    with postgresql.running(settings={"shared_buffers": "1GB", "max_wal_size": "8GB"}) as started:
        _fill(started.url(), started.url("filled"), options.rows, options.texts)
        with tempfile.TemporaryDirectory() as folder:
            _measure(started.url(), Path(folder), options.rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--texts", type=int, default=20_000, help="how many of them are texts")
    return parser.parse_args()


def _fill(admin: str, url: str, rows: int, texts: int) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE DATABASE filled")
    with psycopg.connect(url) as connection:
        connection.execute(schema.ddl("17.1").encode())
        connection.execute(
            "INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, "
            "updated_at) VALUES (3, 'DeletedUser', '', '', '', '', 3, now(), now()), "
            "(50, 'User', 'a', 'A', 'B', 'a@example.org', 1, now(), now())"
        )
        connection.execute("SELECT setval('users_id_seq', 100)")
        connection.execute(
            "INSERT INTO work_package_journals (id, type_id, project_id, subject, description, "
            "status_id, priority_id, ignore_non_working_days, author_id) "
            "SELECT n, 1, 1, 'Work package ' || n, CASE WHEN n <= %s "
            f"THEN '{PROSE} ' || n || ' {TAG} and more' ELSE '{PROSE}' END, 1, 1, false, "
            "CASE WHEN n > %s THEN 42 ELSE 50 END "
            "FROM generate_series(1, %s) AS n",
            [texts, texts, rows],
        )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


@contextmanager
def _copy(admin: str) -> Iterator[str]:
    """A fresh copy under one name, so that a plan fits each."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE DATABASE work TEMPLATE filled")
        connection.execute("CHECKPOINT")
    yield admin.rpartition("/")[0] + "/work"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE work")


def _measure(admin: str, folder: Path, rows: int) -> None:
    (folder / "pass").write_text("correct horse battery\n")
    plan, script, undo = folder / "plan", folder / "script.sql", folder / "plan.undo"
    secret = ["--passphrase-file", str(folder / "pass"), "--yes"]
    with _copy(admin) as url:
        _operasure(
            "verify", "--user-id", "42", "--database-url", url,
            "--format", "json", "-o", str(folder / "verify.json"),
        )  # fmt: skip
        _say("plan", *_operasure(
            "plan", str(folder / "verify.json"), "--database-url", url,
            "--plan", str(plan), "--script", str(script), "-o", str(folder / "list"),
        ))  # fmt: skip
        erasing = ["erase", "--plan", str(plan), "--writer-url", url, *secret]
        erased, memory = _operasure(*erasing, "-o", str(folder / "out"))
        _say("erase", erased, memory)
        _hold(url, 0)
        undoing = ["erase", "--undo", str(undo), "--writer-url", url, *secret]
        _say("undo", *_operasure(*undoing, "-o", str(folder / "out")))
        _hold(url, rows)
    sizes = {name.name: name.stat().st_size // 2**20 for name in (plan, script, undo)}
    with _copy(admin) as url:
        scripted = _psql(url, "-v", "commit=yes", "-f", str(script))
        _say("script", scripted)
        _hold(url, 0)
    with _copy(admin) as url:
        (folder / "plain.sql").write_text(PLAIN)
        plain = _psql(url, "-f", str(folder / "plain.sql"))
        _say("plain UPDATEs", plain)
        _hold(url, 0)
    print(f"{rows:,} rows; erase / plain {erased / plain:.2f}, script / plain "
          f"{scripted / plain:.2f}; MB on disk {sizes}")  # fmt: skip


def _hold(url: str, wanted: int) -> None:
    """Both sides must have done the same."""
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM work_package_journals "
            "WHERE author_id = 42 OR description LIKE '%data-id=\"42\"%'"
        ).fetchone()
    if found != (wanted,):
        raise SystemExit(f"{found} rows hold the id, not {wanted}")


def _say(name: str, seconds: float, memory: int | None = None) -> None:
    peak = f", {memory // 1024} MB" if memory else ""
    print(f"{name:<14}{seconds:8.1f} s{peak}", flush=True)


def _operasure(*arguments: str) -> tuple[float, int]:
    """Seconds, and the peak memory of the process in kB."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "operasure", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    told = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(told.decode())
    return time.perf_counter() - started, _peak(usage)


def _peak(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss


def _psql(url: str, *arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run(
        ["/usr/bin/env", "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *arguments, url],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
