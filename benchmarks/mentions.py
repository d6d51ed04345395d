"""Time and memory of `operasure find-mentions` on a large instance, beside what else one can do.

    PYTHONPATH=tests python benchmarks/mentions.py --megabytes 100
    PYTHONPATH=tests python benchmarks/mentions.py   a gigabyte of text

Builds an instance on a throwaway PostgreSQL (or uses --database-url, which must hold one of the
same making): prose of several languages and scripts with the markup of OpenProject's texts, spread
over its tables as in life, one row in a thousand naming the person in one of many spellings.
Measures in one run, each several times in turn:

- find-mentions: the whole command as a process of its own, its peak memory, on --jobs connections;
- the same with --sample N, where that is given: what it costs to draw texts that are not reported;
- the floor: binary COPY of the same columns to nowhere, the same parts of tables handed out to as
  many psql sessions;
- the expert: pg_dump to `LC_ALL=C grep -E`, with a pattern that finds each of the spellings;
- the same with `grep -iE` in a UTF-8 locale;
- ILIKE: one scan a table for each spelling, on as many psql sessions.
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
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import matcher
import psycopg
from psycopg import sql

from openproject import schema
from openproject.generator import generate
from operasure.core import queries
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.mentions import places
from operasure.matching.loose import LooseFilter
from operasure.server import postgresql

NAME, LOGIN, MAIL, USER_ID = "Jürgen Brandström", "jbrand", "juergen.brandstroem@example.org", "42"
SHARE = 1000
"""One row in so many names the person."""
POOL = 4000
FIRST_ID = 1_000_000
TABLES = (
    ("work_packages", "description", 0.17, 1200),
    ("work_package_journals", "description", 0.30, 1200),
    ("journals", "notes", 0.15, 600),
    ("wiki_pages", "text", 0.06, 6000),
    ("wiki_page_journals", "text", 0.12, 6000),
    ("attachments", "fulltext", 0.10, 40000),
    ("messages", "content", 0.05, 900),
    ("custom_values", "value", 0.03, 40),
    ("changesets", "comments", 0.02, 120),
)
"""Table, column, its share of all text, and the average length of a value in bytes."""
LETTERS = {
    "u": "u U ü Ü ue UE u\u0308 &uuml; &#252; u00fc %C3%BC",
    "o": "o O ö Ö oe OE o\u0308 &ouml; &#246; u00f6 %C3%B6",
}
WORDS = ("J{u}rgen", "Brandstr{o}m", "Юрген")
FLOOR = "floor: COPY to nowhere"
FORMS = ("jbrand", "user#42", 'data-id="42"', "users/42")
"""What the expert looks for; tags are looked past between all letters."""
DUMMIES = {
    "boolean": "false",
    "date": "DATE '2025-01-01'",
    "timestamp with time zone": "TIMESTAMPTZ '2025-01-01'",
    "timestamp without time zone": "TIMESTAMP '2025-01-01'",
    "jsonb": "'{}'::jsonb",
    "tstzrange": "tstzrange('2025-01-01', NULL)",
}


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        url = options.database_url or build(stack, options.megabytes)
        statements, size = floor(url)
        print(f"{size / 1e6:,.0f} MB in the columns' binary form", flush=True)
        measured: dict[str, list[float]] = defaultdict(list)
        memory, drawing, mentions = 0, 0, 0
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
            names.write(f"{NAME}\nlogin: {LOGIN}\nmail: {MAIL}\nid: {USER_ID}\n")
            names.flush()
            for run in range(options.runs):
                seconds, peak, mentions = _search(url, names.name, options.jobs, 0)
                measured["find-mentions"].append(seconds)
                memory = max(memory, peak)
                print(f"  find-mentions: {seconds:.2f} s, {peak} MB", flush=True)
                if options.sample:
                    seconds, peak, _ = _search(url, names.name, options.jobs, options.sample)
                    measured[f"find-mentions --sample {options.sample}"].append(seconds)
                    drawing = max(drawing, peak)
                    print(f"  with --sample: {seconds:.2f} s, {peak} MB", flush=True)
                measured[FLOOR].append(_timed(FLOOR, lambda: psql(url, statements, options.jobs)))
                if run < options.others:
                    for name, work in others(url, options.jobs).items():
                        if options.only in name:
                            measured[name].append(_timed(name, work))
        _report(measured, memory, mentions, options)
        if options.sample:
            print(f"peak memory with --sample {drawing} MB")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1024, help="text in all")
    parser.add_argument("--jobs", type=int, default=2, help="connections, and psql sessions")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="also with --sample N")
    parser.add_argument(
        "--others", type=int, default=1, help="runs of pg_dump with grep, and ILIKE"
    )
    parser.add_argument(
        "--only", default="", help="of these others, only those whose name holds this"
    )
    parser.add_argument("--database-url", help="an instance that this program built")
    return parser.parse_args()


def build(stack: ExitStack, megabytes: int) -> str:
    running = stack.enter_context(
        postgresql.running(settings={"shared_buffers": "2GB", "max_wal_size": "8GB"})
    )
    started = time.perf_counter()
    with psycopg.connect(running.url(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE large")
    url = running.url("large")
    with psycopg.connect(url) as connection:
        connection.execute(schema.ddl("17.1").encode())
        generate(connection, "17.1")
        connection.execute("SET session_replication_role = replica")
        _pools(connection)
        for table, column, share, length in TABLES:
            _fill(connection, table, column, int(megabytes * 1e6 * share / length), length)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    print(f"built in {time.perf_counter() - started:.0f} s on PostgreSQL {running.major}")
    return url


def _pools(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Texts without the person, and spellings of the person, numbered from 0."""
    person = LooseFilter(matcher.identity(1))
    texts = [row.decode() for row in matcher.rows(6, seed=2) if not person.passes(row)][:POOL]
    assert len(texts) == POOL
    connection.execute("CREATE TEMP TABLE pool (i int PRIMARY KEY, body text)")
    connection.execute("CREATE TEMP TABLE spelled (i int PRIMARY KEY, name text)")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO pool VALUES (%s, %s)", enumerate(texts))
        cursor.executemany("INSERT INTO spelled VALUES (%s, %s)", enumerate(matcher.SPELLINGS))


def _fill(
    connection: psycopg.Connection[tuple[object, ...]],
    table: str,
    column: str,
    rows: int,
    length: int,
) -> None:
    needed = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s "
        "AND (column_name = 'validity_period' OR is_nullable = 'NO' AND column_default IS NULL) "
        "AND column_name NOT IN ('id', %s)",
        [table, column],
    ).fetchall()
    names = ["id", column, *(str(name) for name, _ in needed)]
    values = ", ".join(["n", "t.body", *(_dummy(str(type_)) for _, type_ in needed)])
    pieces = max(1, round(length / 900))
    spelled = (
        f"SELECT ' ' || name || ' ' FROM spelled s "
        f"WHERE n % {SHARE} = 0 AND s.i = n / {SHARE} % {len(matcher.SPELLINGS)}"
    )
    query = (
        f"INSERT INTO {{}} ({{}}) SELECT {values} "
        f"FROM generate_series({FIRST_ID}, {FIRST_ID + rows - 1}) n CROSS JOIN LATERAL ("
        f"SELECT left(string_agg(p.body, ' ' ORDER BY k), {length}) || "
        f"coalesce(({spelled}), '') AS body FROM generate_series(1, {pieces}) k "
        f"JOIN pool p ON p.i = (n * 7919::bigint + k * 104729) % {POOL}) t"
    )
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    connection.execute(sql.SQL(query).format(sql.Identifier(table), listed))


def _dummy(type_: str) -> str:
    if type_ == "text" or type_.startswith("character"):
        return "'x' || n"
    return DUMMIES.get(type_, "n")


def floor(url: str) -> tuple[list[str], int]:
    """The parts that the command reads, as COPY of the same columns; and the bytes of it all."""
    with session(target(url, {}), Access(jobs=1)) as opened:
        first = opened.readers[0]
        sizes = first.fetch(queries.statement("openproject/sizes"))
        found = places.find(queries.load(), opened.catalogue, sizes)
        parts = places.parts(found.sources, first.connection.info.server_version)
        size = 0
        for part in parts:
            with (
                first.connection.cursor() as cursor,
                cursor.copy(first.written(part.statement())) as copy,
            ):
                size += sum(map(len, copy))
        plain = (part.statement().replace("SELECT ctid, ", "SELECT ") for part in parts)
        return [first.written(each) + ";" for each in plain], size


def _search(url: str, names: str, jobs: int, sample: int) -> tuple[float, int, int]:
    """Seconds of the command as a process, its peak memory in MB, and how many mentions it has."""
    command = [sys.executable, "-m", "operasure", "find-mentions", "--names-file", names]
    command += ["--database-url", url, "--jobs", str(jobs), "--format", "json"]
    command += ["--sample", str(sample)] if sample else []
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(["/usr/bin/env", *command], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        out.seek(0)
        document = json.load(out)
    assert os.waitstatus_to_exitcode(status) == 1, "the sample names the person"
    assert not any(check["outcome"] == "unchecked" for check in document["checks"])
    keys = {(m["table"], m["row_id"]) for m in document["mentions"]}
    grown = {key for _, key in keys if isinstance(key, int) and key >= FIRST_ID}
    assert all(key % SHARE == 0 for key in grown), "only the planted rows name the person"
    return seconds, usage.ru_maxrss // 1024, len(document["mentions"])


def _timed(name: str, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    spent = time.perf_counter() - started
    print(f"  {name}: {spent:.2f} s", flush=True)
    return spent


def psql(url: str, statements: Iterable[str], sessions: int) -> None:
    """Hand the statements out to so many psql sessions, as each becomes free; output to nowhere."""
    todo = iter(list(statements))

    def work(_: int) -> None:
        with subprocess.Popen(
            ["/usr/bin/env", "psql", "-XAtq", "-o", "/dev/null", url],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin
            assert process.stderr
            for statement in todo:
                process.stdin.write(statement + "\n\\warn done\n")
                process.stdin.flush()
                told = process.stderr.readline()
                assert told == "done\n", told

    with ThreadPoolExecutor(sessions) as pool:
        list(pool.map(work, range(sessions)))


def others(url: str, jobs: int) -> dict[str, Callable[[], object]]:
    gap = "(<[^>]*>)*"
    letters = {key: f"({'|'.join(ways.split())})" for key, ways in LETTERS.items()}
    words = [gap.join(_letters(word, letters)) for word in WORDS]
    pattern = "|".join([*words, *FORMS])
    exact = "|".join([gap.join(_both(_letters(word, letters))) for word in WORDS])
    exact = "|".join([exact, "[Jj][Bb][Rr][Aa][Nn][Dd]", *FORMS[1:]])
    ilike = [
        f"SELECT count(*) FROM {table} WHERE {column} ILIKE {_quoted(spelling)};"
        for spelling in matcher.SPELLINGS
        for table, column, _, _ in TABLES
    ]
    return {
        "pg_dump | LC_ALL=C grep -E": lambda: _grep(url, exact, "C", "-aE"),
        "pg_dump | grep -iE": lambda: _grep(url, pattern, "C.UTF-8", "-aiE"),
        "ILIKE for each spelling": lambda: psql(url, ilike, jobs),
    }


def _letters(word: str, letters: dict[str, str]) -> list[str]:
    return [letters.get(part, part) for part in word.replace("{u}", "u").replace("{o}", "o")]


def _both(letters: Sequence[str]) -> list[str]:
    """Each plain letter in both cases, for a search that knows no letters but bytes."""
    return [
        f"({letter.upper()}|{letter.lower()})" if len(letter) == 1 else letter for letter in letters
    ]


def _quoted(spelling: str) -> str:
    escaped = spelling.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return "'%" + escaped.replace("'", "''") + "%'"


def _grep(url: str, pattern: str, locale: str, options: str) -> None:
    tables = [f"--table={table}" for table, _, _, _ in TABLES]
    dump = ["/usr/bin/env", "pg_dump", "--data-only", *tables, url]
    grep = ["/usr/bin/env", f"LC_ALL={locale}", "grep", options, "--count", "--", pattern]
    with (
        subprocess.Popen(dump, stdout=subprocess.PIPE) as dumped,
        subprocess.Popen(grep, stdin=dumped.stdout, stdout=subprocess.PIPE, text=True) as found,
    ):
        assert dumped.stdout
        dumped.stdout.close()
        told, _ = found.communicate()
    print(f"  {locale} grep: {told.strip()} rows", flush=True)


def _report(
    measured: dict[str, list[float]], memory: int, mentions: int, options: argparse.Namespace
) -> None:
    print(f"{options.jobs} connections, in turn; median (min–max) seconds")
    own = measured["find-mentions"]
    for name, seconds in measured.items():
        spread = f"{statistics.median(seconds):8.2f} ({min(seconds):.2f}–{max(seconds):.2f})"
        ratios = [s / o for s, o in zip(seconds, own, strict=False)]
        print(f"  {name:30}{spread}  ×{statistics.median(ratios):.2f} of find-mentions")
    print(f"{mentions} mentions, peak memory of find-mentions {memory} MB")


if __name__ == "__main__":
    main()
