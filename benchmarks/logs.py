"""How long a search of a large log takes beside `grep`, and beside `zcat | grep` where packed.

    python benchmarks/logs.py --data /var/tmp/logs --megabytes 1000

Makes a log in the forms that OpenProject and a web server write, one line in a thousand of which
names an invented person, plain and packed by gzip, in the folder that is named (once; a second
run finds it there), and measures, each as a program of its own: `grep -cE` with a pattern of like
recall, `zcat | grep -cE`, `operasure logs`, and `operasure logs` on a tenth of the log, whose
memory must be the same. What each finds is held against the lines that were planted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from operasure.core.unpack import ISAL
from operasure.looks.logs.recognise import Recogniser
from operasure.looks.logs.search import search
from operasure.looks.logs.sources import sources
from operasure.matching.identity import Identity

# Invented.
USER_ID, NAME, LOGIN, MAIL = 4711, "Zoë Müller", "zoe.mueller", "zoe.mueller@example.org"
WHOM = ["--user-id", str(USER_ID), "--name", NAME, "--login", LOGIN, "--mail", MAIL]
PATTERN = (
    r"user[^0-9A-Za-z]{1,9}4711([^0-9]|$)|/users/4711([^0-9]|$)|/User/4711([^0-9]|$)"
    r"|_id[^0-9A-Za-z]{1,9}4711([^0-9]|$)|\[\"id\", 4711\]"
    r"|[Zz](o|O)(ë|e|oe|%C3%AB|\\u00eb|\\xeb)[^A-Za-z]{1,3}[Mm](ü|u|ue|%C3%BC|\\u00fc|\\xfc)ller"
    r"|[Mm](ü|u|ue|%C3%BC|\\u00fc)ller(,|%2C)?[ +]Z|zoe\.mueller|users \[([0-9]+, )*4711"
)
PLANTED_EVERY = 1000
POOL = 100_000
"""Distinct lines that name nobody."""


def tag(chance: random.Random, level: str = "I") -> str:
    word = {"I": " INFO", "D": "DEBUG", "W": " WARN"}[level]
    when = f"2026-11-{chance.randint(10, 25)}T{chance.randint(10, 23)}:{chance.randint(10, 59)}"
    request = uuid.UUID(int=chance.getrandbits(128))
    return f"{level}, [{when}:00.{chance.randint(100000, 999999)} #7] {word} -- : [{request}] "


def page(chance: random.Random, user: int, path: str) -> str:
    return (
        f"{tag(chance)}method=GET path={path} format=html controller=WorkPackagesController "
        f"action=show status=200 allocations={chance.randint(1000, 99999)} "
        f"duration={chance.random() * 1000:.2f} view={chance.random() * 100:.2f} "
        f"db={chance.random() * 100:.2f} user={user}"
    )


def access(chance: random.Random, path: str, user: str = "-") -> str:
    return (
        f"10.1.{chance.randint(0, 255)}.{chance.randint(0, 255)} - {user} "
        f'[20/Nov/2026:12:00:00 +0000] "GET {path} HTTP/1.1" 200 {chance.randint(100, 99999)} '
        '"https://op.example.org/projects/demo/work_packages" "Mozilla/5.0 (X11; Linux x86_64) '
        'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"'
    )


def sql(chance: random.Random, user: int) -> str:
    return (
        f'{tag(chance, "D")}  User Load (0.{chance.randint(1, 9)}ms)  SELECT "users".* FROM '
        f'"users" WHERE "users"."type" = $1 AND "users"."id" = $2 LIMIT $3  '
        f'[["type", "User"], ["id", {user}], ["LIMIT", 1]]'
    )


def other(chance: random.Random) -> str:
    """A line that names somebody else, or nobody."""
    number, user = chance.randint(1, 99999), chance.randint(5000, 99999)
    match chance.randrange(20):
        case 0 | 1:
            return sql(chance, user)
        case 2 | 3 | 4:
            return access(chance, f"/api/v3/users/{user}")
        case 5 | 6 | 7 | 8:
            return access(chance, f"/api/v3/work_packages/{number}?filters=%5B%7B%22{number}%22%5D")
        case 9:
            return (
                f"{tag(chance, 'W')}Failed login for 'kai.{number}' from 10.1.2.3 at 2026: INVALID"
            )
        case _:
            return page(chance, user, f"/work_packages/{number}/activity")


def hers(chance: random.Random) -> str:
    """A line that names the person."""
    line = chance.choice(
        [
            lambda: page(chance, USER_ID, "/my/page"),
            lambda: page(chance, USER_ID, "/work_packages/17"),
            lambda: access(chance, f"/users/{USER_ID}"),
            lambda: access(chance, f"/api/v3/users/{USER_ID}/avatar"),
            lambda: access(chance, "/repos/demo", LOGIN),
            lambda: access(chance, "/search?q=Zo%C3%AB%20M%C3%BCller"),
            lambda: access(chance, "/search?q=Mueller%2C+Zoe"),
            lambda: sql(chance, USER_ID),
            lambda: f"{tag(chance, 'W')}Failed login for '{LOGIN}' from 10.1.2.3 at 2026: INVALID",
            lambda: f"{tag(chance)}MS Graph Mail: Successfully sent email to {MAIL}",
            lambda: f"{tag(chance)}Failed to run export job for {NAME}: timeout",
            lambda: f'{tag(chance)}  Parameters: {{"assigned_to_id"=>"{USER_ID}"}}',
            lambda: f"{tag(chance)}[LDAP groups] Added users [7, {USER_ID}, 12] to Everyone",
            lambda: json.dumps(
                {"log": f"{tag(chance)}Hello {NAME}\n", "time": "2026-11-20T12:00:00Z"}
            ),
            lambda: json.dumps(
                {"log": f"{page(chance, USER_ID, '/my/page')}\n", "time": "2026-11-20T12:00:00Z"}
            ),
        ]
    )
    return line()


def lines(size: int) -> Iterator[tuple[str, bool]]:
    """Lines of so many bytes together, and whether they name the person."""
    chance = random.Random(7)
    pool = [other(chance) for _ in range(POOL)]
    number = done = 0
    while done < size:
        planted = number % PLANTED_EVERY == PLANTED_EVERY // 2
        line = hers(chance) if planted else pool[number % POOL]
        yield line, planted
        done += len(line) + 1
        number += 1


def make(folder: Path, name: str, size: int) -> None:
    """Write a log, the numbers of its planted lines, and the log as gzip packs it."""
    log = folder / name
    if (folder / f"{name}.gz").exists():
        return
    planted: list[int] = []
    with log.open("w", encoding="utf-8") as file:
        for number, (line, is_planted) in enumerate(lines(size), 1):
            file.write(f"{line}\n")
            if is_planted:
                planted.append(number)
    (folder / f"{name}.json").write_text(json.dumps(planted))
    with log.open("rb") as source, gzip.open(folder / f"{name}.part", "wb", 6) as packed:
        shutil.copyfileobj(source, packed, 1 << 20)
    (folder / f"{name}.part").replace(folder / f"{name}.gz")


@dataclass
class Cost:
    """Seconds on the clock and of all processors together, and the most megabytes that a program
    and its children held."""

    what: str
    seconds: float
    work: float
    megabytes: int
    output: str


def measure(what: str, command: str) -> Cost:
    """Run a command of the shell."""
    environment = {**os.environ, "LC_ALL": "C"}
    before = os.times()
    start = time.perf_counter()
    with subprocess.Popen(
        ["/bin/sh", "-c", command], stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, tree_kilobytes(process.pid))
            time.sleep(0.02)
        seconds = time.perf_counter() - start
        assert process.stdout
        output = process.stdout.read()
    after = os.times()
    work = after[2] + after[3] - before[2] - before[3]
    cost = Cost(what, seconds, work, peak // 1024, output)
    assert process.returncode in {0, 1}, command
    return cost


def tree_kilobytes(process: int) -> int:
    """Resident memory of a process and its children."""
    total = 0
    try:
        total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            total += tree_kilobytes(int(child))
    except (OSError, IndexError):
        return total
    return total


def found_by_grep(log: Path) -> set[int]:
    out = subprocess.run(
        [shutil.which("grep") or "grep", "-nE", PATTERN, str(log)],
        stdout=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C"},
        check=True,
    ).stdout
    return {int(number) for number in re.findall(rb"^(\d+):", out, re.MULTILINE)}


def found_by_operasure(log: Path) -> set[int]:
    identity = Identity.of([NAME], [LOGIN], [MAIL], [USER_ID])
    [source] = sources([str(log)])
    found = search(source, 1, Recogniser(identity, passages=True), threads=2, passages=10**9)
    return {passage.line for passage in found.passages}


def recall(name: str, found: set[int], planted: set[int]) -> str:
    share = len(found & planted) / len(planted)
    return f"{name}: {share:.1%} of {len(planted)} planted lines, {len(found - planted)} others"


def compare(log: Path, small: Path, rounds: int) -> None:
    packed = f"{log}.gz"
    tool = f"'{sys.executable}' -m operasure logs"
    whom = " ".join(f"'{part}'" for part in WHOM)
    commands = {
        "grep -cE": f"grep -cE '{PATTERN}' '{log}'",
        "operasure logs": f"{tool} '{log}' {whom} --format json",
        "zcat | grep -cE": f"zcat '{packed}' | grep -cE '{PATTERN}'",
        "operasure logs, gzip": f"{tool} '{packed}' {whom} --format json",
        "operasure logs, a tenth": f"{tool} '{small}' {whom} --format json",
        "operasure logs, a tenth, gzip": f"{tool} '{small}.gz' {whom} --format json",
    }
    for _ in range(rounds):
        for what, command in commands.items():
            cost = measure(what, command)
            size = (small if "tenth" in what else log).stat().st_size
            print(
                f"{what:<32}{cost.seconds:>8.2f} s{size / cost.seconds / 1e6:>8.0f} MB/s"
                f"{cost.work:>8.2f} s of processors"
                f"{cost.megabytes:>6} MB of memory",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description="Time a search of a log")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--make", action="store_true", help="only make the logs")
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    log, small = options.data / "production.log", options.data / "small.log"
    make(options.data, log.name, options.megabytes * 10**6)
    make(options.data, small.name, options.megabytes * 10**5)
    if options.make:
        return
    size, packed = log.stat().st_size, Path(f"{log}.gz").stat().st_size
    print(f"{size / 1e6:.0f} MB, {packed / 1e6:.0f} MB packed, on {os.cpu_count()} cores", end="; ")
    print("gzip is unpacked by", "ISA-L" if ISAL else "zlib")
    compare(log, small, options.rounds)
    planted = set(json.loads((options.data / "production.log.json").read_text()))
    print(recall("grep", found_by_grep(log), planted))
    print(recall("operasure", found_by_operasure(log), planted))


if __name__ == "__main__":
    main()
