"""All figures of speed in one table: before and after, what can't be done without, the usual tool.

    PYTHONPATH=tests python benchmarks/all.py after=.
    PYTHONPATH=tests python benchmarks/all.py before=/tmp/before after=. --only verify logs

Compares source trees (each a folder that holds `src`), all with this Python, as processes of their
own. Builds what it searches on throwaway servers and in a temporary folder: text of so many
megabytes, an instance of so many thousand work packages, a cache, a log. Of each command it
measures every side in turn, in this one run:

- the command of each tree;
- the floor: the same read and thrown away (COPY to nowhere; count(*) over the ids and strpos() over
  the texts; the cache listed, read and inflated; the log through `cat` or `zcat`);
- the peer: what an expert would do instead (pg_dump or `zcat` to grep, one query a check, one left
  join a column, memcdump with memccat to grep).

Prints median (min–max) of seconds on the clock, CPU time of this side's own processes, their peak
memory, and the ratios of the last tree to the first, to the floor and to the peer. CPU time of a
database server is not counted, and of what runs in this process (the floor of the cache) neither.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import large
import psycopg

import audit
import cache
import logs
import mentions
import verify
from operasure.checks import selection
from operasure.core import queries
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.cache.address import Address
from operasure.server import memcached

JOBS = "2"
SECONDS, WORK, MEMORY = range(3)
Cost = tuple[float, float, int]
"""Seconds on the clock, seconds of processors, peak megabytes."""
Side = Callable[[], Cost]
ENV = "/usr/bin/env"


@dataclass
class Subject:
    """What one command is measured on, beside what else."""

    name: str
    command: Sequence[str]
    others: Mapping[str, Side] = field(default_factory=dict)
    """Floor and peer, by `floor` and `peer`."""


def main() -> None:
    options = _options()
    trees: dict[str, Path] = dict(options.trees)
    print(_machine(), flush=True)
    print(f"| command | {' | '.join(trees)} | floor | peer | ratios | memory | processors |")
    print("|---" * (len(trees) + 6) + "|")
    for start in (_help, _find, _large, _cache, _logs):
        with ExitStack() as stack:
            for subject in start(stack, options):
                if options.only and not any(subject.name.startswith(one) for one in options.only):
                    continue
                print(_row(trees, subject, options.runs), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trees", nargs="+", metavar="NAME=FOLDER", type=_tree)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--megabytes", type=int, default=600, help="text, and the log")
    parser.add_argument("--scale", type=int, default=200, help="thousands of work packages")
    parser.add_argument("--items", type=int, default=200_000, help="items of the cache")
    parser.add_argument("--only", nargs="+", help="commands whose name begins so")
    return parser.parse_args()


def _tree(text: str) -> tuple[str, Path]:
    name, _, folder = text.partition("=")
    if not (Path(folder) / "src" / "operasure").is_dir():
        raise argparse.ArgumentTypeError(f"{folder} holds no src/operasure")
    return name, Path(folder).resolve()


def _machine() -> str:
    described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((x for x in described.splitlines() if x.startswith("model name")), "").split(": ")
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({model[-1]}), {pages / 2**30:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}; "
        f"load at the beginning {load:.1f}"
    )


# What is measured -----------------------------------------------------------------------------


def _help(stack: ExitStack, options: argparse.Namespace) -> Iterator[Subject]:
    yield Subject("help", ["--help"])


def _wanted(options: argparse.Namespace, *names: str) -> bool:
    return not options.only or any(n.startswith(one) for one in options.only for n in names)


def _find(stack: ExitStack, options: argparse.Namespace) -> Iterator[Subject]:
    if not _wanted(options, "find-mentions"):
        return
    url = mentions.build(stack, options.megabytes)
    statements, _ = mentions.floor(url)
    expert = next(work for name, work in mentions.others(url, int(JOBS)).items() if "-E" in name)
    floor = partial(_inside, partial(mentions.psql, url, statements, int(JOBS)))
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    names = folder / "names.txt"
    names.write_text(
        f"{mentions.NAME}\nlogin: {mentions.LOGIN}\nmail: {mentions.MAIL}\nid: {mentions.USER_ID}\n"
    )
    yield Subject(
        "find-mentions",
        ["find-mentions", "--names-file", str(names), *_on(url)],
        {"floor": floor, "peer": partial(_inside, expert)},
    )


def _large(stack: ExitStack, options: argparse.Namespace) -> Iterator[Subject]:
    if not _wanted(options, "verify", "audit", "snapshot", "plan"):
        return
    url = large.build(stack, options.scale)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    ids, texts = large.floors(url)
    plain = partial(_inside, lambda: large.psql(url, [*ids, *texts], int(JOBS)))
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(queries.load(), opened.catalogue)
    checks = [check for scan in made.scans for check in scan.checks]
    whom = ["--user-id", str(large.PERSON.id)]
    naive = partial(_inside, lambda: verify.naive(url, checks))
    yield Subject("verify", ["verify", *whom, *_on(url)], {"floor": plain, "peer": naive})
    columns, _ = audit.columns(url)
    joins = partial(_inside, lambda: audit.naive(url, columns))
    yield Subject("audit", ["audit", *_on(url)], {"floor": plain, "peer": joins})
    out = f"--output={folder}/{{}}.json"
    inventory = f"--inventory={folder}/{{}}.html"
    other = ["--user-id", str(_busiest(url)), "--database-url", url, "--jobs", JOBS]
    yield Subject("snapshot", ["snapshot", *other, inventory, out], {"floor": plain})
    evidence = folder / "verify.json"
    _operasure(Path(), ["verify", *whom, *_on(url), "-o", str(evidence)])
    yield Subject("plan", ["plan", str(evidence), "--database-url", url, out])


def _busiest(url: str) -> int:
    """Who of those that are left has made most changes."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT j.user_id FROM journals j JOIN users u ON u.id = j.user_id AND u.type = 'User' "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()
    return int(row[0]) if row else 0


def _cache(stack: ExitStack, options: argparse.Namespace) -> Iterator[Subject]:
    if not _wanted(options, "cache"):
        return
    room = str(options.items * 5 // 1000 + 256)
    server = stack.enter_context(memcached.running("-m", room, "-c", "200"))
    address = Address(server.host, server.port)
    cache.fill(address, options.items)
    inflate = partial(cache.inflate_by, True)
    others: dict[str, Side] = {
        "floor": partial(_inside, lambda: cache.read_all(inflate, address)),
    }
    if shutil.which("memcdump"):
        others["peer"] = partial(_inside, lambda: cache.by_libmemcached(address))
    whom = ["--user-id", str(cache.USER_ID), "--name", cache.NAME, "--login", cache.LOGIN]
    yield Subject("cache", ["cache", *whom, "--memcached", str(address), "--format=json"], others)


def _logs(stack: ExitStack, options: argparse.Namespace) -> Iterator[Subject]:
    if not _wanted(options, "logs"):
        return
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    logs.make(folder, "production.log", options.megabytes * 10**6)
    log = str(folder / "production.log")
    for name, path, reader in (("logs", log, "cat"), ("logs, gzip", f"{log}.gz", "zcat")):
        read = f"{reader} {shlex.quote(path)}"
        grep = f"{read} | grep -cE {shlex.quote(logs.PATTERN)}"
        yield Subject(
            name,
            ["logs", path, *logs.WHOM, "--format", "json"],
            {
                "floor": partial(_shell, f"{read} > /dev/null"),
                "peer": partial(_shell, grep),
            },
        )


def _on(url: str) -> list[str]:
    return ["--database-url", url, "--jobs", JOBS, "--format", "json"]


# How it is measured ---------------------------------------------------------------------------


def _operasure(tree: Path, command: Sequence[str]) -> Cost:
    """Run a command of a tree to its end; a `{}` in it is something that no run had before."""
    once = str(time.monotonic_ns())
    arguments = [each.replace("{}", once) for each in command]
    environment = os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": ""}
    return _process([sys.executable, "-m", "operasure", *arguments], environment)


def _shell(command: str) -> Cost:
    return _process(["/bin/sh", "-c", command], os.environ | {"LC_ALL": "C"})


def _process(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    started = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [ENV, *command], stdout=subprocess.DEVNULL, stderr=told, env=dict(environment)
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1, 3}:
            told.seek(0)
            sys.exit(told.read().decode(errors="replace"))
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def _inside(work: Callable[[], object]) -> Cost:
    """Work of this process, whose own memory says nothing."""
    before, started = os.times(), time.perf_counter()
    work()
    seconds, after = time.perf_counter() - started, os.times()
    return seconds, after.children_user + after.children_system - before[2] - before[3], 0


def _row(trees: Mapping[str, Path], subject: Subject, runs: int) -> str:
    sides: dict[str, Side] = {
        name: partial(_operasure, tree, subject.command) for name, tree in trees.items()
    }
    sides |= subject.others
    found: dict[str, list[Cost]] = {name: [] for name in sides}
    for run in range(runs + 1):
        for name, side in sides.items():
            cost = side()
            if run:  # The first of each fills caches, of compiled modules too.
                found[name].append(cost)
    last = list(trees)[-1]
    ratios = [
        f"{_ratio(found[last], found[name]):.2f} of {name}"
        for name in (*list(trees)[:1], "floor", "peer")
        if name in found and name != last
    ]
    memory = max(cost[MEMORY] for cost in found[last])
    work = statistics.median(cost[WORK] for cost in found[last])
    cells = [_cell(found.get(name, ())) for name in (*trees, "floor", "peer")]
    cells += ["; ".join(ratios), f"{memory} MB", f"{work:.2f} s"]
    return f"| {subject.name} | {' | '.join(cells)} |"


def _ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> float:
    """The median of the ratios of the runs, each with what ran next to it."""
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(own[SECONDS] / other[SECONDS] for own, other in pairs)


def _cell(costs: Sequence[Cost]) -> str:
    seconds = [cost[SECONDS] for cost in costs]
    return large.spread(seconds).strip() if seconds else "–"


if __name__ == "__main__":
    main()
