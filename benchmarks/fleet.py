"""What a fleet costs: many instances asked, beside a loop of a shell; killed and resumed; merged.

    PYTHONPATH=tests python benchmarks/fleet.py
    PYTHONPATH=tests python benchmarks/fleet.py --instances 1000 --databases 1000 --kills 5 --few
    PYTHONPATH=tests python benchmarks/fleet.py --loop 0 --instances 0     # the merge alone

The sample as OpenProject's deletion left it stands in so many databases on a throwaway PostgreSQL;
where there are more instances than databases, several have the same. Three parts. `--loop`
instances are asked by a loop of a shell over verify, which seals its documents, and by `fleet run`
with 1 and with 2 at a time. `--instances` are asked once undisturbed, and once with so many
`--kills` at random moments; both summaries are to be the same to the byte. `--answers` are merged.
Told are seconds on the clock and of CPU, of the processes and of the server; on a busy machine the
CPU is what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from start import _children, _cpu, _postmaster

from operasure.core.typed import plain
from operasure.fleet import file
from operasure.fleet.answers import Results
from operasure.reports.certificate import keys, seal
from operasure.server import postgresql
from support import databases
from support.instances import observed, reduced

OPERASURE = [sys.executable, "-m", "operasure"]
SINCE = "2000-01-01T00:00:00Z"


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of CPU of the processes and of the server."""

    clock: float
    own: float
    server: float

    def __str__(self) -> str:
        cpu = self.own + self.server
        return f"clock {self.clock:8.1f} s   CPU {cpu:8.1f} s ({self.own:.1f} + {self.server:.1f})"


def main() -> None:
    options = _options()
    with (
        tempfile.TemporaryDirectory() as folder,
        postgresql.running(postgresql.installations()[-1], {}) as server,
        ExitStack() as stack,
    ):
        began = time.perf_counter()
        number = max(1, min(options.databases, max(options.loop, options.instances)))
        sample = reduced("after") if options.few else observed("after")
        urls = [stack.enter_context(databases.clone(server, sample)) for _ in range(number)]
        print(f"{number} databases made in {time.perf_counter() - began:.0f} s")
        place = Path(folder)
        keys.create_signing(place / "sign.key")
        if options.loop:
            _beside_a_loop(place, urls, options.loop)
        if options.instances:
            _killed(place, urls, options)
        if options.answers:
            _merged(place, urls[0], options.answers)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--databases", type=int, default=50)
    parser.add_argument("--few", action="store_true", help="a third of the tables, one connection")
    parser.add_argument("--loop", type=int, default=50)
    parser.add_argument("--instances", type=int, default=50)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--answers", type=int, default=1000)
    return parser.parse_args()


def _fleet(folder: Path, urls: list[str], number: int) -> Path:
    (folder / "databases").mkdir(exist_ok=True)
    lines = ["format = 1", 'name = "bench"', f"since = {SINCE}", 'signing_key = "sign.key"']
    lines += ["same_addresses = true"]
    for at in range(number):
        (folder / "databases" / f"i{at}").write_text(urls[at % len(urls)] + "\n")
        lines += ["[[instance]]", f'name = "i{at}"', "user_ids = [42]"]
        lines += [f'database_url_file = "databases/i{at}"']
    path = folder / f"fleet-{number}.toml"
    path.write_text("\n".join(lines) + "\n")
    return path


@contextmanager
def _measured(name: str, postmaster: int) -> Iterator[None]:
    own, server, clock = _children(), _cpu(postmaster), time.perf_counter()
    yield
    clock = time.perf_counter() - clock
    time.sleep(0.3)
    print(f"{name:<44} {Cost(clock, _children() - own, _cpu(postmaster) - server)}", flush=True)


def _beside_a_loop(folder: Path, urls: list[str], number: int) -> None:
    postmaster, path = _postmaster(urls[0]), _fleet(folder, urls, number)
    with _measured(f"{number} in a loop of a shell", postmaster):
        one = [*OPERASURE, "verify", "--user-id", "42", "--format", "json"]
        words = shlex.join([*one, "--key", str(folder / "sign.key"), "-o"])
        loop = (
            f"for each in {folder}/databases/*; do "
            f'OPERASURE_DATABASE_URL_FILE="$each" {words} {folder}/loop-"${{each##*/}}".json; done'
        )
        subprocess.run(["/bin/sh", "-c", loop], check=False, capture_output=True)
    made = len(list(folder.glob("loop-*.json")))
    assert made == number, f"the loop made {made} documents"
    for jobs in (1, 2):
        with _measured(f"{number} by fleet run --jobs {jobs}", postmaster):
            _run(path, folder / f"jobs-{jobs}", jobs)


def _run(path: Path, results: Path, jobs: int) -> None:
    words = ["fleet", "run", str(path), "--results", str(results), "--jobs", str(jobs)]
    done = subprocess.run([*OPERASURE, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr + done.stdout


def _killed(folder: Path, urls: list[str], options: argparse.Namespace) -> None:
    number, kills, jobs = options.instances, options.kills, options.jobs
    postmaster, path = _postmaster(urls[0]), _fleet(folder, urls, number)
    if options.few:
        with path.open("a") as file_of_fleet:
            file_of_fleet.write("[verify]\njobs = 1\n")
    with _measured(f"{number} undisturbed --jobs {jobs}", postmaster):
        _run(path, folder / "whole", jobs)
    broken, chance = folder / "broken", random.Random(20)
    with _measured(f"{number} with {kills} kills --jobs {jobs}", postmaster):
        for kill in range(kills):
            words = ["fleet", "run", str(path), "--results", str(broken), "--jobs", str(jobs)]
            process = subprocess.Popen(
                [*OPERASURE, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            aim = number * (kill + chance.random()) / (kills + 1)
            while len(list(broken.glob("*.answer.json"))) < aim and process.poll() is None:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.wait()
        _run(path, broken, jobs)
    same = _summary(path, folder / "whole") == _summary(path, broken)
    print(f"summaries of both {'are the same to the byte' if same else 'DIFFER'}")


def _summary(path: Path, results: Path) -> bytes:
    made = path.with_name("summary.json")
    words = ["fleet", "merge", str(path), "--results", str(results), "-o", str(made)]
    subprocess.run([*OPERASURE, *words], capture_output=True, check=False)
    return made.read_bytes()


MERGE = """
import resource, sys, time
from operasure.cli import run
began = time.perf_counter()
code = run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(code, time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def _merged(folder: Path, url: str, number: int) -> None:
    """Answers as the sample gives them, with and without the evidence documents beside."""
    [question] = file.read(_fleet(folder, [url], 1)).questions()
    one = Results(folder / "one")
    _run(folder / "fleet-1.toml", one.path, 1)
    found = json.loads(one.answer(question).read_bytes())
    path = _fleet(folder, [url], number)
    results, key = Results(folder / "answers"), keys.read_signing(folder / "sign.key")
    results.begin()
    for each in file.read(path).questions():
        own = {"question": each.digest, "instance": each.instance.name}
        results.answer(each).write_text(json.dumps(plain(found | own)))
        seal.seal(results.answer(each), key)
    for beside in (False, True):
        for each in file.read(path).questions() if beside else ():
            os.link(one.document(question), results.document(each))
        words = ["fleet", "merge", str(path), "--results", str(results.path)]
        words += ["-o", str(folder / "merged.json"), "--key", str(folder / "sign.key")]
        done = subprocess.run(
            [sys.executable, "-c", MERGE, *words], capture_output=True, text=True, check=True
        )
        code, clock, cpu, peak = done.stdout.split()
        assert code == "1", done.stderr
        size = (folder / "merged.json").stat().st_size / 1e6
        print(
            f"{number} answers merged{', documents compared' if beside else ''}: "
            f"clock {float(clock):.2f} s, CPU {float(cpu):.2f} s, peak {int(peak) / 1024:.0f} MB, "
            f"{size:.1f} MB written"
        )


if __name__ == "__main__":
    main()
