"""How long a search of memcached takes beside what it can't do without, and beside other tools.

    python benchmarks/cache.py --items 1000000

Fills a throwaway memcached with items as Rails writes them (1 to 4 KB on the wire, nearly all of
them deflated JSON; one in a thousand names an invented person) and measures, each in a process
tree of its own: listing; listing and reading; listing, reading and inflating on all cores, which
is the floor; and the whole search. Then the usual tools piped to grep, with how many lines that
name the person they show. Meanwhile another client asks for one key again and again: what it waits
is what users of OpenProject would feel.

A million items need some 4.5 GB of memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import IO

from operasure.core.marshal import MarshalWriter, fixnum
from operasure.looks.cache.address import Address
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.findings import CacheFinding, CacheSummary
from operasure.looks.cache.inflate import ISAL, inflate
from operasure.looks.cache.keys import listed, listed_size, wire_key
from operasure.looks.cache.search import CacheOptions, search
from operasure.looks.cache.sought import CachePerson
from operasure.looks.cache.values import ValueReader, spans
from operasure.matching.identity import Identity
from operasure.server import memcached

SPAWN = multiprocessing.get_context("spawn")
TOOL = Path("/usr/share/memcached/scripts/memcached-tool")
VERSION = "c01339edd2886ef7c0fe808941124c35241b8e7277c3743bceedcbf54a9e44f0"
PLANTED_EVERY = 1000
DISTINCT = 4000
LIMIT = 1 << 24

# Invented.
USER_ID, NAME, LOGIN = 4711, "Zoë Müller", "zoe.mueller"
PATTERN = "zo[eë].m(ü|ue)ller|/users/4711|user_id"


def identity() -> Identity:
    return Identity.of([NAME], [LOGIN], [f"{LOGIN}@example.org"], [USER_ID])


# The items ------------------------------------------------------------------------------------


def rails(text: str) -> bytes:
    """A string in format 7.0 of Rails 8.0 within Dalli's Marshal."""
    array = b"\x04\x08[\x08" + MarshalWriter().string(text) + b'0I"\x00\x06;\x00F'
    payload = b"\x01" + zlib.compress(array) if len(array) >= 1024 else b"\x00" + array
    return b'\x04\x08"' + fixnum(len(payload)) + payload


def work_package(chance: random.Random, words: list[str], mention: str = "") -> str:
    """JSON as the API's representer gives it, without quotes in the texts."""
    size = chance.randint(100, 600)
    raw = mention + " ".join(chance.choices(words, k=size))
    html = "".join(f"<p class='op-uc-p'>{word}</p>" for word in chance.choices(words, k=size // 3))
    links = ",".join(
        f'"customField{number}":{{"href":"/api/v3/users/{chance.randrange(5000, 99999)}",'
        f'"title":"{chance.choice(words)} {chance.choice(words)}"}}'
        for number in range(size // 25)
    )
    return (
        f'{{"_type":"WorkPackage","id":{chance.randrange(10**6)},"description":'
        f'{{"format":"markdown","raw":"{raw}","html":"{html}"}},"_links":{{{links}}}}}'
    )


def planted(number: int, chance: random.Random, words: list[str]) -> tuple[bytes, bytes, int]:
    """An item that names the person: key, value, flags."""
    key = f"{VERSION}/API/V3/WorkPackages/WorkPackageRepresenter/json/de/planted-{number}".encode()
    match number % 20:
        case 0:
            mail = f"rack::attack:{number}:lost_password:{LOGIN}@example.org"
            return mail.encode(), b"3", 0
        case 1:
            return key, b"\x04\x08" + MarshalWriter().value({"user_id": USER_ID, "n": number}), 1
        case 2:
            data = f"{NAME} wrote".encode("utf-16-le")
            return key, b'\x04\x08"' + fixnum(len(data)) + data, 1
        case 3 | 4:
            return key, rails(f'{{"title":"{NAME}","n":{number}}}'), 1
    return key, rails(work_package(chance, words, f"{NAME} ")), 1


def items(count: int) -> Iterator[tuple[bytes, bytes, int]]:
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz" * 6 + "äöüß"  # some 2 %, as in German
    made = ("".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(6000))
    # No word of German has two of these side by side; three, as no text has them, may be a name in
    # a wrong code page, and each such text would be read in all ways.
    words = [word for word in made if not re.search("[äöüß]{2}", word)][:5000]
    pool = [rails(work_package(chance, words)) for _ in range(DISTINCT)]
    print(f"  mean size on the wire {sum(map(len, pool)) // len(pool)} bytes")
    for number in range(count):
        if number % PLANTED_EVERY == 0:
            yield planted(number // PLANTED_EVERY, chance, words)
            continue
        digest = f"{number * 2654435761:064x}/{number:032x}"
        path = f"API/V3/WorkPackages/WorkPackageRepresenter/json/de/{digest}/field/true/true"
        yield f"{VERSION}/{path}".encode(), pool[number % DISTINCT], 1


def fill(address: Address, count: int) -> None:
    with Connection(address) as connection:
        batch: list[bytes] = []
        for key, value, flags in items(count):
            batch.append(b"set %b %d 0 %d noreply\r\n%b\r\n" % (key, flags, len(value), value))
            if len(batch) == 500:
                connection.send(b"".join(batch))
                batch.clear()
        connection.send(b"".join(batch) + b"mn\r\n")
        assert connection.line() == b"MN\r\n"


# What is measured -----------------------------------------------------------------------------


def list_only(address: Address) -> str:
    with Connection(address) as connection, listed(connection) as listing:
        return f"{listing.lines} keys"


READER: list[tuple[ValueReader, Callable[[bytes], object]]] = []


def start_reader(address: Address, work: Callable[[bytes], object]) -> None:
    READER.append((ValueReader(address, CacheAccess()), work))


def read_portion(lines: bytes) -> int:
    reader, work = READER[0]
    found = [(wire_key(line), listed_size(line)) for line in lines.splitlines()]
    count = 0
    for values in reader.read([key for key, _ in found[span]] for span in spans(found)):
        for value in values:
            work(value.data or b"")
            count += 1
    return count


def inflate_by(fast: bool, value: bytes) -> None:
    start = value.find(b"\x01x", 0, 12)
    if start >= 0:
        inflate(value[start + 1 :], LIMIT, fast=fast)


def read_all(work: Callable[[bytes], object], address: Address) -> str:
    """List, read and do the work with each value, on all cores."""
    count = 0
    jobs = os.cpu_count() or 1
    waiting: deque[Future[int]] = deque()
    with (
        Connection(address) as connection,
        listed(connection) as listing,
        ProcessPoolExecutor(jobs, SPAWN, start_reader, (address, work)) as pool,
    ):
        for portion in listing.portions():
            waiting.append(pool.submit(read_portion, portion))
            if len(waiting) > 3 * jobs:
                count += waiting.popleft().result()
        while waiting:
            count += waiting.popleft().result()
    return f"{count} values"


def whole_search(address: Address) -> str:
    results = list(search([address], CachePerson.of(identity()), CacheOptions()))
    found = sum(isinstance(each, CacheFinding) for each in results)
    summary = results[-1]
    assert isinstance(summary, CacheSummary)
    assert not summary.unchecked
    return f"{found} findings in {summary.read} items"


def grepped(*commands: list[str]) -> str:
    """Lines of a pipeline's output that name the person in any way grep can be told."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    grep = [shutil.which("grep") or "grep", "-a", "-i", "-c", "-E", PATTERN]
    output: IO[bytes] | None = None
    with ExitStack() as stack:
        for command in (*commands, grep):
            process = subprocess.Popen(
                command,
                stdin=output,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
            stack.enter_context(process)
            if output:
                output.close()
            output = process.stdout
        assert output
        return f"{int(output.read())} lines"


def by_libmemcached(address: Address) -> str:
    servers = f"--servers={address}"
    cat = [shutil.which("xargs") or "xargs", "-n", "200", "memccat", servers]
    return grepped(["memcdump", servers], cat)


def by_memcached_tool(address: Address) -> str:
    return grepped([str(TOOL), str(address), "dump"])


# Measuring --------------------------------------------------------------------------------------


@dataclass
class Cost:
    """What a measurement gave: seconds on the clock and of all processors together, peak megabytes
    of the process tree, what others waited."""

    what: str
    seconds: float
    work: float
    megabytes: int
    waits: list[float]
    result: str

    def line(self) -> str:
        waits = sorted(self.waits) or [0.0]
        p99, worst = waits[int(len(waits) * 0.99)], waits[-1]
        return (
            f"{self.what:<34}{self.seconds:>8.2f} s{self.work:>8.2f} s{self.megabytes:>6} MB"
            f"   p99 {p99 * 1e3:6.2f} ms, worst {worst * 1e3:6.1f} ms   {self.result}"
        )


def tree_kilobytes(process: int) -> int:
    """Resident memory of a process and its children; what they share is counted to each."""
    total = 0
    try:
        total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            total += tree_kilobytes(int(child))
    except (OSError, IndexError):
        return total
    return total


def other_client(address: Address, waits: Queue[list[float]], stop: Event) -> None:
    """Gets one key every two milliseconds, until told to stop."""
    found: list[float] = []
    with Connection(address) as connection:
        while not stop.is_set():
            start = time.perf_counter()
            connection.send(b"get probe\r\n")
            connection.line()
            found.append(time.perf_counter() - start)
            time.sleep(0.002)
    waits.put(found)


def run_in(
    results: Queue[tuple[float, float, str]], job: Callable[[Address], str], at: Address
) -> None:
    start = time.perf_counter()
    result = job(at)
    results.put((time.perf_counter() - start, sum(os.times()[:4]), result))


def measure(what: str, job: Callable[[Address], str], address: Address) -> Cost:
    """Run a job in a process of its own, watched from here."""
    results: Queue[tuple[float, float, str]] = SPAWN.Queue()
    waits: Queue[list[float]] = SPAWN.Queue()
    stop = SPAWN.Event()
    probe = SPAWN.Process(target=other_client, args=(address, waits, stop))
    worker = SPAWN.Process(target=run_in, args=(results, job, address))
    probe.start()
    worker.start()
    peak = 0
    while worker.is_alive():
        peak = max(peak, tree_kilobytes(worker.pid or 0))
        worker.join(0.05)
    stop.set()
    seconds, work, result = results.get(timeout=10)
    cost = Cost(what, seconds, work, peak // 1024, waits.get(timeout=10), result)
    probe.join()
    print(cost.line(), flush=True)
    return cost


def idle(address: Address) -> str:
    time.sleep(3)
    return "nothing"


def compare(address: Address, rounds: int) -> None:
    """Every measurement `rounds` times in turn; the best of each counts."""
    jobs: dict[str, Callable[[Address], str]] = {
        "nothing": idle,
        "list": list_only,
        "list and read": partial(read_all, len),
        "list, read and inflate (zlib)": partial(read_all, partial(inflate_by, False)),
    }
    if ISAL:
        jobs["list, read and inflate (ISA-L)"] = partial(read_all, partial(inflate_by, True))
    jobs["operasure: the whole search"] = whole_search
    costs: dict[str, list[Cost]] = {what: [] for what in jobs}
    for _ in range(rounds):
        for what, job in jobs.items():
            costs[what].append(measure(what, job, address))
    best = {what: min(cost.seconds for cost in costs[what]) for what in jobs}
    work = {what: min(cost.work for cost in costs[what]) for what in jobs}
    whole = "operasure: the whole search"
    for what in jobs:
        if "inflate" in what:
            times, processors = best[whole] / best[what], work[whole] / work[what]
            print(f"search / {what}: {times:.2f} on the clock, {processors:.2f} of the processors")


def main() -> None:
    parser = argparse.ArgumentParser(description="Time a search of memcached")
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--without-tools", action="store_true", help="leave the other tools out")
    options = parser.parse_args()
    megabytes = str(options.items * 5 // 1000 + 256)
    with memcached.running("-m", megabytes, "-c", "200") as server:
        address = Address(server.host, server.port)
        start = time.perf_counter()
        fill(address, options.items)
        named = (options.items - 1) // PLANTED_EVERY + 1
        print(f"{options.items} items, {named} planted, on {os.cpu_count()} cores;", end=" ")
        print(f"filled in {time.perf_counter() - start:.0f} s")
        compare(address, options.rounds)
        if not options.without_tools:
            if shutil.which("memcdump"):
                measure("memcdump | memccat | grep", by_libmemcached, address)
            if TOOL.exists():
                measure("memcached-tool dump | grep", by_memcached_tool, address)


if __name__ == "__main__":
    main()
