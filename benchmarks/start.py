"""What verify and find-mentions cost on a small instance, where all but nothing is the start.

    PYTHONPATH=tests python benchmarks/start.py old=/tmp/before new=.
    PYTHONPATH=tests python benchmarks/start.py new=. --commands verify --runs 15

Compares source trees (each a folder that holds `src`), all with this Python. The sample as
OpenProject's deletion left it stands on a throwaway PostgreSQL; the commands of all trees run on it
in turn. Told of each, as medians: CPU time of the process, of the server's backends, of both, and
the seconds that it took; behind it the ratio to the first tree. Last what of the process is for
imports, as Python times them, which takes longer than without. On a busy machine the CPU time is
what counts.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import psycopg

from operasure.server import postgresql
from support import databases
from support.instances import observed

COMMANDS = {
    "--help": ("--help",),
    "verify": ("verify", "--user-id", "42"),
    "find-mentions": (
        *("find-mentions", "--name", "Jürgen Brandström", "--login", "j_brandstroem"),
        *("--mail", "juergen.brandstroem@example.org", "--user-id", "42"),
    ),
}
_KEPT = {"PYTHONDONTWRITEBYTECODE": ""}
"""Compiled modules stay, as where operasure is installed; else each run would compile them."""
_ENDED = 0.3
"""Seconds after which a backend whose client left is surely counted to its server."""
Cost = tuple[float, float, float]
"""Seconds of CPU of the process and of the server, and seconds on the clock."""


def main() -> None:
    options = _options()
    trees = {name: Path(folder).resolve() for name, folder in options.trees}
    with (
        postgresql.running(postgresql.installations()[-1], {}) as server,
        databases.clone(server, observed("after")) as url,
    ):
        postmaster = _postmaster(url)
        for command in options.commands:
            found: dict[str, list[Cost]] = defaultdict(list)
            for run in range(options.runs + 1):
                for name, tree in trees.items():
                    cost = _run(tree, url, COMMANDS[command], postmaster)
                    if run:  # The first of each fills caches, of compiled modules too.
                        found[name].append(cost)
            loading = {name: _imports(tree, url, COMMANDS[command]) for name, tree in trees.items()}
            _report(command, found, loading)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trees", nargs="+", metavar="NAME=FOLDER", type=_tree)
    parser.add_argument("--commands", nargs="+", choices=list(COMMANDS), default=list(COMMANDS))
    parser.add_argument("--runs", type=int, default=9)
    return parser.parse_args()


def _tree(text: str) -> tuple[str, str]:
    name, _, folder = text.partition("=")
    if not (Path(folder) / "src" / "operasure").is_dir():
        raise argparse.ArgumentTypeError(f"{folder} holds no src/operasure")
    return name, folder


def _postmaster(url: str) -> int:
    """The process of the server, which the time of its ended backends is counted to."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    return int((Path(str(row and row[0])) / "postmaster.pid").read_text().split()[0])


def _run(tree: Path, url: str, command: tuple[str, ...], postmaster: int) -> Cost:
    own, servers, clock = _children(), _cpu(postmaster), time.perf_counter()
    _started(tree, url, command)
    clock = time.perf_counter() - clock
    time.sleep(_ENDED)
    return _children() - own, _cpu(postmaster) - servers, clock


def _imports(tree: Path, url: str, command: tuple[str, ...]) -> float:
    """Seconds that all imports take, the least of some runs."""
    return min(
        sum(map(int, _IMPORT.findall(_started(tree, url, command, PYTHONPROFILEIMPORTTIME="1"))))
        / 1e6
        for _ in range(3)
    )


_IMPORT = re.compile(r"^import time: +(\d+) \|", re.MULTILINE)


def _started(tree: Path, url: str, command: tuple[str, ...], **variables: str) -> str:
    """Run a command to its end; returns what it told beside its report."""
    done = subprocess.run(
        [sys.executable, "-m", "operasure", *command],
        check=False,
        env=os.environ | {"PYTHONPATH": str(tree / "src"), "DATABASE_URL": url} | _KEPT | variables,
        capture_output=True,
        text=True,
    )
    if done.returncode not in {0, 1, 3}:
        sys.exit(done.stderr)
    return done.stderr


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _cpu(process: int) -> float:
    """CPU time of a process and of those of its children that ended (proc(5), stat)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _report(command: str, found: Mapping[str, list[Cost]], loading: Mapping[str, float]) -> None:
    print(f"{command}: client, server, both, clock, imports; median seconds (ratio to the first)")
    first: tuple[float, ...] | None = None
    for name, costs in found.items():
        client, server, clock = (statistics.median(each) for each in zip(*costs, strict=True))
        shown = client, server, client + server, clock, loading[name]
        first = first or shown
        told = (f"{a:.2f} ({a / b if b else 1:.2f})" for a, b in zip(shown, first, strict=True))
        print(f"  {name:10}{'  '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
