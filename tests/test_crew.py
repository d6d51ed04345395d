"""Jobs on several connections: each ends once, failures stay with their job, nothing hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import pytest

from operasure.database.crew import LOST, NEVER_BEGUN, WAITING, Crew, Ended
from operasure.database.reader import Reader
from operasure.database.session import Access, session
from operasure.database.sqlstates import LOST_STANDBY
from operasure.database.target import target
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import reduced


@contextmanager
def readers(server: Server, number: int) -> Iterator[list[Reader]]:
    made = [Reader(target(server.url(), {})) for _ in range(number)]
    try:
        yield made
    finally:
        for reader in made:
            reader.close()


def count(reader: Reader, job: int) -> Iterator[int]:
    """Yields as many numbers as the job says; a negative job fails."""
    if job < 0:
        reader.fetch("SELECT 1 / 0 AS nothing")
    yield from range(job)


@pytest.mark.parametrize("connections", [1, 3])
def test_every_job_ends_once(any_server: Server, connections: int) -> None:
    jobs = [3, -1, 0, 2, 5 * WAITING, -2]
    with readers(any_server, connections) as made:
        events = list(Crew(made, count).run(jobs))
    ended = {e.job: e.reason for e in events if isinstance(e, Ended)}
    assert len([e for e in events if isinstance(e, Ended)]) == len(jobs)
    assert {job for job, reason in ended.items() if reason} == {-1, -2}
    results = [e for e in events if not isinstance(e, Ended)]
    assert sorted(results) == sorted((job, n) for job in jobs for n in range(max(job, 0)))


def test_another_error_ends_the_run(any_server: Server) -> None:
    def fail(_: Reader, job: int) -> Iterator[int]:
        if job == 2:
            raise LookupError("a fault of the program")
        yield job

    with readers(any_server, 2) as made, pytest.raises(LookupError, match="fault of the program"):
        list(Crew(made, fail).run(range(100)))


def test_a_lost_connection(any_server: Server) -> None:
    def die(reader: Reader, job: int) -> Iterator[int]:
        pid = reader.connection.info.backend_pid
        with psycopg.connect(any_server.url(), autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
        reader.fetch("SELECT 1 AS one")
        yield job

    with readers(any_server, 2) as made:
        events = list(Crew(made, die).run(range(5)))
    reasons = sorted(e.reason or "" for e in events if isinstance(e, Ended))
    assert reasons == sorted([LOST, LOST, NEVER_BEGUN, NEVER_BEGUN, NEVER_BEGUN])


@pytest.mark.parametrize(("standby", "told"), [(True, LOST_STANDBY), (False, NEVER_BEGUN)])
@pytest.mark.parametrize("within", [True, False])
def test_what_a_lost_connection_leaves(
    any_server: Server, standby: bool, within: bool, told: str
) -> None:
    """Of a standby the advice is given, whether it is lost in a job or between two."""

    def leave(reader: Reader, job: int) -> Iterator[int]:
        yield job
        reader.connection.close()
        if within:
            reader.fetch("SELECT 1 AS one")

    with readers(any_server, 1) as made:
        made[0].standby = standby
        events = list(Crew(made, leave).run([1, 2, 3]))
    reasons = {e.job: e.reason for e in events if isinstance(e, Ended)}
    assert reasons == {1: (told if standby else LOST) if within else None, 2: told, 3: told}


def test_whoever_stops_early_waits_for_nothing(any_server: Server) -> None:
    begun = threading.Event()

    def sleep(reader: Reader, job: int) -> Iterator[int]:
        yield job
        begun.set()
        reader.fetch("SELECT pg_sleep(600) AS nothing")

    with readers(any_server, 1) as made:
        for event in Crew(made, sleep).run([1, 2]):
            assert event == (1, 1)
            assert begun.wait(300)
            break
        # The statement was cancelled at the server, and the connection can be used again.
        assert made[0].fetch("SELECT 1 AS one") == [{"one": 1}]


def test_results_wait_for_their_consumer(any_server: Server) -> None:
    made_so_far: list[int] = []

    def produce(_: Reader, job: int) -> Iterator[int]:
        for number in range(job):
            made_so_far.append(number)
            yield number

    with readers(any_server, 1) as made:
        events = Crew(made, produce).run([100 * WAITING])
        next(events)
        time.sleep(0.5)
        assert len(made_so_far) <= WAITING + 3
        assert len(list(events)) == 100 * WAITING


@pytest.mark.parametrize(
    ("workers", "each", "connections"), [(8, 2, 2), (8, 0, 4), (64, 2, 4), (1, 2, 1), (0, 0, 1)]
)
def test_as_many_connections_as_the_server_has_workers_for(
    shared_database: MakeDatabase, workers: int, each: int, connections: int
) -> None:
    given = f"-c max_parallel_workers={workers} -c max_parallel_workers_per_gather={each}"
    url = f"{shared_database(reduced())}?options={quote(given)}"
    with session(target(url, {}), Access()) as opened:
        assert len(opened.readers) == connections
