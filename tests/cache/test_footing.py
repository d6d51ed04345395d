"""Never clear where no entry was looked at: balancers, servers that give nothing, or too slowly."""

from __future__ import annotations

import json
import random
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cache.kit import (
    BRIEF,
    PATIENCE,
    Client,
    address,
    forget,
    looked,
    scripted,
)
from operasure.cli import run
from operasure.looks.cache import search as searching
from operasure.looks.cache import server as serving
from operasure.looks.cache.address import Address
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.search import CacheOptions
from operasure.server.memcached import Memcached
from support.balancer import balanced, haproxy

Start = Callable[..., Memcached]
MAIL = b"zoe.mueller@example.org"
HARMLESS = {b"key/%d" % number: b"nothing of hers" for number in range(200)}
ASKING = 1 + serving.PROBES
"""The number of the last connection that only asks who answers: behind that of the list and one
that tries whether anything listens. The next ones are for the values, and for a second list."""
STATS = b"STAT pid 7\r\nSTAT time 2000\r\nSTAT uptime 1000\r\n"


def reasons(place: Address | Memcached, options: CacheOptions | None = None) -> list[str]:
    return [why.reason for why in looked(place, options=options)[1].unchecked]


@pytest.fixture
def two(make_memcached: Start) -> list[Memcached]:
    return [make_memcached("-t", "1"), make_memcached("-t", "1")]


def behind(servers: list[Memcached]) -> list[tuple[str, int]]:
    return [(each.host, each.port) for each in servers]


@pytest.mark.parametrize("begins", [0, 1])
def test_two_servers_in_turn(two: list[Memcached], begins: int) -> None:
    """The one that lists has 200 items, the one that is asked has none: nothing was read."""
    with Client(two[0]) as client:
        client.set_many(HARMLESS)
    with balanced(behind(two), lambda number: (number + begins) % 2) as place:
        findings, summary = looked(place)
    assert findings == []
    assert serving.BALANCED in summary.unchecked


@pytest.mark.parametrize("seed", range(3))
def test_three_servers_at_random(make_memcached: Start, seed: int) -> None:
    three = [make_memcached("-t", "1") for _ in range(3)]
    chosen = random.Random(seed)
    with balanced(behind(three), lambda _: chosen.randrange(3)) as place:
        assert serving.BALANCED in looked(place)[1].unchecked


def test_the_other_server_answers_for_the_values_alone(two: list[Memcached]) -> None:
    """All connections that ask who answers reach the first; the values come from the second."""
    with Client(two[0]) as client:
        client.set_many(HARMLESS)
    with balanced(behind(two), lambda number: int(number > ASKING)) as place:
        assert serving.BALANCED in looked(place)[1].unchecked


def test_the_other_server_answers_for_what_was_not_given(
    two: list[Memcached], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An item is gone only if the server that had listed it lists it no more."""
    real = searching._tallies

    def late(*arguments: object) -> object:
        with Client(two[0]) as client:
            assert client.ask(b"delete key/1") == b"DELETED"
        return real(*arguments)  # type: ignore[arg-type]

    with Client(two[0]) as client:
        client.set_many(HARMLESS)
    monkeypatch.setattr(searching, "_tallies", late)
    with balanced(behind(two), lambda number: int(number > ASKING + 1)) as place:
        assert reasons(place)[:1] == [serving.BALANCED.reason]


def test_one_server_behind_a_balancer_is_one_server(memcached: Memcached) -> None:
    with Client(memcached) as client:
        client.set_many(HARMLESS)
    with balanced(behind([memcached])) as place:
        findings, summary = looked(place)
    assert (findings, summary.unchecked, summary.read) == ([], (), len(HARMLESS))


def test_twins_with_one_process_number_and_one_beginning(two: list[Memcached]) -> None:
    """Containers that began together: told apart by how many connections each has had."""
    first = serving.CacheAnswers("1", 1000, 5, 0, flushed=False)
    answers = iter([6, 6])

    def ask(_: object) -> serving.CacheAnswers:
        return serving.CacheAnswers("1", 1000, next(answers), 0, flushed=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "ask", ask)
        assert serving.others(address(two[0]), PATIENCE, first)


def test_a_name_that_stands_for_two_servers(
    two: list[Memcached], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connections go to the first number of a name; the servers of all others hold a part, too."""
    monkeypatch.setattr(serving, "_numbers", lambda address: ["second"])
    ports = {"second": two[1].port, None: two[0].port}
    real = Connection
    monkeypatch.setattr(
        serving,
        "Connection",
        lambda where, access: real(Address("127.0.0.1", ports[where.number]), access),
    )
    assert serving.BALANCED in looked(two[0])[1].unchecked


def test_evicting_through_a_balancer_is_never_clear(
    two: list[Memcached], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(monkeypatch)
    for server in two:
        with Client(server) as client:
            client.set_many(HARMLESS)
            client.set(b"hers", MAIL)
    with balanced(behind(two)) as place:
        arguments = ["cache", "--memcached", str(place), "--mail", MAIL.decode(), "--evict"]
        for _ in range(3):
            assert run([*arguments, "--yes"]) in {1, 3}
    assert "CLEAR" not in capsys.readouterr().out


def test_haproxy_before_two_servers(
    two: list[Memcached], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(monkeypatch)
    with Client(two[0]) as client:
        client.set_many(HARMLESS)
    with haproxy(behind(two)) as place:
        arguments = ["cache", "--memcached", str(place), "--mail", MAIL.decode()]
        assert [run([*arguments, *more]) for more in ([], ["--evict", "--yes"])] == [3, 3]
    assert "CLEAR" not in capsys.readouterr().out
    with haproxy(behind(two[:1])) as place:
        assert looked(place)[1].unchecked == ()


@pytest.mark.parametrize("named", [["--memcached-namespace", "op17"], []])
def test_a_namespace_that_no_key_has(
    memcached: Memcached, named: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(monkeypatch)
    if not named:
        monkeypatch.setenv("OPENPROJECT_RAILS__CACHE__STORE", "memcache")
        monkeypatch.setenv("OPENPROJECT_CACHE__NAMESPACE", "op17")
    with Client(memcached) as client:
        client.set_many({b"other:" + key: value for key, value in HARMLESS.items()})
    arguments = ["cache", "--memcached", memcached.address, "--mail", MAIL.decode()]
    assert run([*arguments, *named]) == 3
    with Client(memcached) as client:
        client.set(b"op17:one", b"nothing of hers")
    assert run([*arguments, *named]) == 0


LISTED = b"".join(b"key=%d exp=-1 la=1 size=9\r\n" % number for number in range(1000)) + b"END\r\n"


@pytest.mark.parametrize("given", [b"MN\r\n", b"EN\r\n" * 3 + b"MN\r\n"])
def test_a_server_that_lists_and_gives_nothing(given: bytes) -> None:
    with scripted({b"lru_crawler": LISTED, b"mg": b"", b"mn": b"MN\r\n"}) as place:
        _, summary = looked(place, options=CacheOptions(CacheAccess(timeout=5)))
    assert summary.unchecked
    assert summary.read == 0
    assert given


def test_a_server_that_withholds_one_item() -> None:
    value = b"VA 1 f0 O0\r\nx\r\nVA 1 f0 O1\r\nx\r\n"
    listed = b"".join(b"key=%d exp=-1 la=1 size=9\r\n" % number for number in range(3))
    script = {b"lru_crawler": listed + b"END\r\n", b"mg 0 ": value, b"mg": b""}
    with scripted(script) as place:
        assert reasons(place) == ["1 items are listed by the server, but it did not send them"]


def test_what_has_gone_is_gone(memcached: Memcached, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evicted or deleted between the list and the reading: not listed again, so it is clear."""
    real = searching._tallies

    def late(*arguments: object) -> object:
        with Client(memcached) as client:
            for number in range(5):
                assert client.ask(b"delete key/%d" % number) == b"DELETED"
        return real(*arguments)  # type: ignore[arg-type]

    with Client(memcached) as client:
        client.set_many(HARMLESS)
    monkeypatch.setattr(searching, "_tallies", late)
    _, summary = looked(memcached)
    assert (summary.unchecked, summary.gone, summary.read) == ((), 5, len(HARMLESS) - 5)


def test_what_is_written_anew_while_it_is_read_is_read_again(
    memcached: Memcached, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = searching._tallies

    def late(*arguments: object) -> Iterator[object]:
        with Client(memcached) as client:
            assert client.ask(b"delete hers") == b"DELETED"
            yield from list(real(*arguments))  # type: ignore[arg-type]
            client.set(b"hers", MAIL)

    with Client(memcached) as client:
        client.set(b"hers", MAIL)
    monkeypatch.setattr(searching, "_tallies", late)
    findings, summary = looked(memcached)
    assert [each.raw_key for each in findings] == [b"hers"]
    assert (summary.read, summary.gone, summary.unread, summary.findings) == (1, 0, 0, 1)


def test_an_empty_list_of_a_server_that_counts_items() -> None:
    stats = STATS + b"STAT curr_items 1000\r\nEND\r\n"
    with scripted({b"lru_crawler": b"END\r\n", b"stats": stats}) as place:
        assert reasons(place) == ["the server counts 1000 items and listed 0"]


def test_most_of_what_it_counts_is_not_listed() -> None:
    stats = STATS + b"STAT curr_items 1000\r\nEND\r\n"
    listed = b"key=a exp=-1 la=1 size=9\r\nEND\r\n"
    script = {b"lru_crawler": listed, b"stats": stats, b"mg": b"VA 1 f0 O0\r\nx\r\n"}
    with scripted(script) as place:
        assert reasons(place) == ["the server counts 1000 items and listed 1"]


def test_a_server_that_was_flushed_counts_what_is_dead(make_memcached: Start) -> None:
    server = make_memcached("-t", "1")
    with Client(server) as client:
        client.set_many(HARMLESS)
        assert client.ask(b"flush_all") == b"OK"
    assert reasons(server) == []


def test_a_server_that_does_not_say_who_it_is() -> None:
    with scripted({b"lru_crawler": b"END\r\n", b"stats": b"ERROR\r\n"}) as place:
        assert reasons(place) == [serving.NAMELESS.reason]


@contextmanager
def dripping(said: bytes, before: bytes) -> Iterator[Address]:
    """A server that answers like memcached until `before` is asked, then a byte now and then."""
    stop = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                if line.startswith(before):
                    while not stop.wait(0.05):
                        for byte in said:
                            self.wfile.write(bytes([byte]))
                            if stop.wait(0.05):
                                return
                answers = {b"version": b"VERSION 1.6.0\r\n", b"stats": STATS + b"END\r\n"}
                answers |= {b"lru_crawler": b"key=a exp=-1 la=1 size=9\r\nEND\r\n"}
                self.wfile.write(answers.get(line.split()[0], b""))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield Address("127.0.0.1", server.server_address[1])
        finally:
            stop.set()
            server.shutdown()


@pytest.mark.parametrize(
    ("said", "before"),
    [
        (b"VERSION 1", b"version"),
        (b"STAT a b\r\n", b"stats"),
        (b"key=a exp=-1 la=1 size=9\r\n", b"lru_crawler"),
        (b"VA 100000 f0 O0\r\n", b"mg"),
        (b"x", b"mg"),
    ],
)
def test_a_server_that_drips(said: bytes, before: bytes) -> None:
    """Each byte comes well within the time for one wait."""
    began = time.monotonic()
    with dripping(said, before) as place:
        assert reasons(place, CacheOptions(BRIEF))
    assert time.monotonic() - began < 120


LINES = [
    b"key=a exp=x la=y size=z\r\n",
    b"key=a exp=" + b"9" * 30 + b" la=" + b"9" * 30 + b" size=" + b"9" * 5000 + b"\r\n",
    b"key=a exp=99999999999999999 la=99999999999999999 size=1\r\n",
    b"key=a\r\n",
    b"key= exp=-1 la=1 size=1\r\n",
    b"key=%ff%zz%0a exp=\xff la=\x00 size=-5\r\n",
    b"key=a exp=-1 exp= = == la\r\n",
    b"\xff\xfe\r\n",
    b"\r\n",
]
VALUES = [
    b"VA -5 f0 O0\r\n",
    b"VA 3 f0 O99\r\nabc\r\n",
    b"VA 3 f0 O-1\r\nabc\r\n",
    b"VA 3 f0 O0\r\nabc\r\nVA 3 f0 O0\r\nabc\r\n",
    b"VA 23 f99999999999999999999999 O0\r\nzoe.mueller@example.org\r\n",
    b"VA " + b"9" * 4000 + b" f0 O0\r\n",
    b"VA x f O\r\n",
    b"VA\r\n",
    b"\xff\r\n",
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_whatever_is_malformed_is_no_traceback(line: bytes, value: bytes) -> None:
    listed = line + b"key=b exp=-1 la=1 size=9\r\nEND\r\n"
    with scripted({b"lru_crawler": listed, b"mg": value + b"MN\r\n"}) as place:
        _, summary = looked(place, options=CacheOptions(BRIEF, jobs=1))
    total = summary.read + summary.gone + summary.outside + summary.unread
    assert (summary.unchecked, summary.findings) != ((), 0)
    assert total == summary.listed
    assert min(summary.read, summary.gone, summary.outside, summary.unread) >= 0


def test_ids_up_to_what_a_database_can_hold(memcached: Memcached, tmp_path: Path) -> None:
    with Client(memcached) as client:
        client.set(b"a", b"nothing of hers")
    evidence = tmp_path / "found.json"
    arguments = ["cache", "--memcached", memcached.address, "--format", "json", "-o", str(evidence)]
    assert run([*arguments, "--user-id", str(2**63)]) == 2
    assert run([*arguments, "--user-id", str(2**63 - 1)]) == 0
    assert json.loads(evidence.read_text())["verdict"] == "clear"
