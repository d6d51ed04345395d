"""Time and memory of `operasure audit` on a large instance, beside plain scans of its columns.

    PYTHONPATH=tests python benchmarks/audit.py --scale 20   20,000 work packages, 100,000 journals
    PYTHONPATH=tests python benchmarks/audit.py   1,000,000 work packages, 5,000,000 journals

Builds two instances on throwaway PostgreSQL servers, one a tenth of the other (or uses
--database-url and --small-url, which must hold ones of the same making), and measures in one run,
each several times in turn:

- audit: the whole command as a process of its own, with --jobs connections, and its peak memory on
  the large and the small instance;
- the floor of its ids: psql, one statement a table that counts the values of the same id columns,
  the tables handed out to as many psql sessions;
- the floor of its texts: psql, one count(*) a table with one strpos() a text column, likewise;
- one simple regular expression over the same text columns, likewise;
- a naive script: one left join with users a column, one after the other on one connection.
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial

import large
import psycopg

from operasure.checks import selection
from operasure.core import queries
from operasure.core.model import Compare, Origin
from operasure.database.session import Access, session
from operasure.database.target import target

Columns = Mapping[str, tuple[str, ...]]


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        url = options.database_url or large.build(stack, options.scale)
        small = options.small_url or large.build(stack, max(2, options.scale // 10))
        print(f"large: {large.size(url)}\nsmall: {large.size(small)}", flush=True)
        ids, texts = columns(url)
        counts = [f"SELECT {_each('count({})', ids[t])} FROM {t};" for t in ids]
        regular = [_where(t, "{} ~* 'data-id'", texts[t]) for t in texts]
        _, strpos = large.floors(url)
        jobs = options.jobs
        measured: dict[str, list[float]] = defaultdict(list)
        memory: dict[str, int] = defaultdict(int)
        for _ in range(options.runs):
            for name, where in (("large", url), ("small", small)):
                seconds, peak = large.process(where, jobs, "audit")
                memory[name] = max(memory[name], peak)
                if where is url:
                    measured["audit"].append(seconds)
            for name, floor in (
                ("floor: id columns", counts),
                ("floor: strpos over texts", strpos),
                ("one regular expression", regular),
            ):
                measured[name].append(large.timed(partial(large.psql, url, floor, jobs)))
            measured["naive left joins"].append(large.timed(lambda: naive(url, ids)))
        _report(measured, memory, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=1000, help="thousands of work packages")
    parser.add_argument("--jobs", type=int, default=2, help="connections, and psql sessions")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database-url", help="a large instance that large.build made")
    parser.add_argument("--small-url", help="a small one, to compare the memory with")
    return parser.parse_args()


def columns(url: str) -> tuple[Columns, Columns]:
    """The id columns and the text columns that an audit reads, by table, the largest first."""
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(queries.load(), opened.catalogue)
        pages = {t.name: t.pages for t in opened.catalogue.tables}
    ids: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for scan in made.scans:
        for check in scan.checks:
            if check.compare in {Compare.ID, Compare.DIGITS}:
                ids[check.table].add(check.column.name)
            elif check.origin is Origin.TEXT:
                texts[check.table].add(f"CAST({check.column.name} AS text)")

    def ordered(found: dict[str, set[str]]) -> Columns:
        tables = sorted(found, key=lambda table: -pages[table])
        return {table: tuple(sorted(found[table])) for table in tables}

    return ordered(ids), ordered(texts)


def _each(form: str, columns: tuple[str, ...]) -> str:
    return ", ".join(form.format(column) for column in columns)


def _where(table: str, form: str, columns: tuple[str, ...]) -> str:
    terms = " OR ".join(form.format(column) for column in columns)
    return f"SELECT count(*) FROM {table} WHERE {terms};"


def naive(url: str, ids: Columns) -> None:
    """Each column by itself: the values that a left join with users finds nobody for."""
    with psycopg.connect(url) as connection:
        for table, columns in ids.items():
            for column in columns:
                connection.execute(
                    f"SELECT v.value, count(*) FROM (SELECT CAST({column} AS text) AS value "
                    f"FROM {table}) AS v LEFT JOIN users u ON CAST(u.id AS text) = v.value "
                    "WHERE u.id IS NULL AND v.value IS NOT NULL GROUP BY 1".encode()
                ).fetchall()


def _report(
    measured: dict[str, list[float]], memory: Mapping[str, int], options: argparse.Namespace
) -> None:
    print(f"{options.runs} runs in turn, {options.jobs} connections; median (min–max) seconds")
    for name, seconds in measured.items():
        print(f"  {name:28}{large.spread(seconds)}")
    floors = zip(measured["floor: id columns"], measured["floor: strpos over texts"], strict=True)
    plain = [a + b for a, b in floors]
    ratios = [v / f for v, f in zip(measured["audit"], plain, strict=True)]
    print(f"audit / both floors: {statistics.median(ratios):.2f}")
    print(f"peak memory of audit: large {memory['large']} MB, small {memory['small']} MB")


if __name__ == "__main__":
    main()
