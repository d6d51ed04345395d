"""Time and memory of `operasure verify` on a large instance, beside plain scans of its columns.

    PYTHONPATH=tests python benchmarks/verify.py --scale 100 100,000 work packages, 500,000 journals
    PYTHONPATH=tests python benchmarks/verify.py   1,000,000 and 5,000,000 of them

Builds the instance on a throwaway PostgreSQL (or uses --database-url, which must hold one of the
same making), and measures in one run, each several times in turn:

- verify: the whole command as a process of its own, its peak memory, with --jobs connections;
- the floor of its references: psql, one count(*) a table over the same id columns, the tables
  handed out to as many psql sessions;
- the floor of its texts: psql, one count(*) a table with one strpos() a text column, likewise;
- a naive script: one query after the other on one connection, as `operasure queries` prints them.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack

import large

from operasure.checks import script, selection
from operasure.core import queries
from operasure.core.model import Check
from operasure.database.session import Access, session
from operasure.database.target import target


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        url = options.database_url or large.build(stack, options.scale)
        size = large.size(url)
        print(f"database: {size}", flush=True)
        floor_ids, floor_texts = large.floors(url)
        with session(target(url, {}), Access(jobs=1)) as opened:
            checks = [
                c for s in selection.make(queries.load(), opened.catalogue).scans for c in s.checks
            ]
        measured: dict[str, list[float]] = defaultdict(list)
        memory = 0
        for _ in range(options.runs):
            seconds, peak = large.process(
                url, options.jobs, "verify", "--user-id", str(large.PERSON.id)
            )
            measured["verify"].append(seconds)
            memory = max(memory, peak)
            measured["floor: id columns"].append(
                large.timed(lambda: large.psql(url, floor_ids, options.jobs))
            )
            measured["floor: strpos over texts"].append(
                large.timed(lambda: large.psql(url, floor_texts, options.jobs))
            )
            if not options.no_naive:
                measured["naive script"].append(large.timed(lambda: naive(url, checks)))
        _report(measured, memory, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=1000, help="thousands of work packages")
    parser.add_argument("--jobs", type=int, default=2, help="connections, and psql sessions")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database-url", help="an instance that this program built")
    parser.add_argument("--no-naive", action="store_true", help="leave the naive script out")
    return parser.parse_args()


def naive(url: str, checks: Iterable[Check]) -> None:
    """Each check by itself, as `operasure queries` prints it, one after the other in psql."""
    subprocess.run(
        ["/usr/bin/env", "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", url],
        input="\n".join(script.script(checks, large.PERSON.id, "public")),
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )


def _report(measured: dict[str, list[float]], memory: int, options: argparse.Namespace) -> None:
    floor = [
        a + b
        for a, b in zip(
            measured["floor: id columns"], measured["floor: strpos over texts"], strict=True
        )
    ]
    print(f"{options.runs} runs in turn, {options.jobs} connections; median (min–max) seconds")
    for name, seconds in measured.items():
        print(f"  {name:28}{large.spread(seconds)}")
    print(f"  {'both floors':28}{large.spread(floor)}")
    ratios = [v / f for v, f in zip(measured["verify"], floor, strict=True)]
    print(f"verify / both floors: {statistics.median(ratios):.2f}")
    if measured.get("naive script"):
        faster = [n / v for n, v in zip(measured["naive script"], measured["verify"], strict=True)]
        print(f"naive script / verify: {statistics.median(faster):.2f}")
    print(f"peak memory of verify: {memory} MB")


if __name__ == "__main__":
    main()
