"""What goes wrong between listing and reading is told, and no server is clear by it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from cache.kit import (
    BRIEF,
    PATIENCE,
    PERSON,
    Answer,
    Client,
    Start,
    address,
    looked,
    scripted,
)
from operasure.looks.cache.address import Address
from operasure.looks.cache.findings import CacheFinding, CacheSummary
from operasure.looks.cache.search import CacheOptions, search
from operasure.server.memcached import Memcached, running


def test_a_key_that_goes_between_listing_and_reading_is_no_fault() -> None:
    dump = b"key=here exp=-1 la=1 \nkey=gone exp=-1 la=1 \nEND\r\n"
    script: dict[bytes, Answer] = {
        # Listed no more when it is asked again: it has gone.
        b"lru_crawler": [dump, b"key=here exp=-1 la=1 \nEND\r\n"],
        b"mg here": b"VA 23 f0 O0\r\nzoe.mueller@example.org\r\n",
    }
    with scripted(script) as place:
        findings, summary = looked(place)

    assert [finding.raw_key for finding in findings] == [b"here"]
    assert (summary.listed, summary.read, summary.gone, summary.unread) == (2, 1, 1, 0)
    assert summary.unchecked == ()


def test_a_server_that_goes_away_while_it_is_read_is_unchecked() -> None:
    dump = b"key=a exp=-1 la=1 \nkey=b exp=-1 la=1 \nEND\r\n"
    with scripted({b"lru_crawler": dump, b"mg": None}) as place:
        findings, summary = looked(place, options=CacheOptions(BRIEF))

    assert findings == []
    assert (summary.read, summary.unread) == (0, 2)
    (unchecked,) = summary.unchecked
    assert "gave its values" in unchecked.reason


@contextmanager
def half_way(
    server: Memcached, items: int = 6_000
) -> Iterator[Iterator[CacheFinding | CacheSummary]]:
    """A search of so many items, some naming the person in each portion, of which one is done."""
    with Client(server) as client:
        others = b"nobody at all "
        values = (others if n % 40 else b"zoe.mueller@example.org" for n in range(items))
        client.set_many({b"V/%d/%0100d" % (n, n): value for n, value in enumerate(values)})
    results = search([address(server)], PERSON, CacheOptions(PATIENCE, jobs=1))
    next(results)
    yield results


@pytest.mark.usefixtures("_memcached_program")
def test_a_real_server_that_is_stopped_half_way_is_unchecked() -> None:
    with ExitStack() as stack:
        with running() as server:
            rest = stack.enter_context(half_way(server))
        *findings, summary = rest

    assert isinstance(summary, CacheSummary)
    assert (summary.listed, summary.findings) == (6_000, len(findings) + 1)
    assert summary.findings < 6_000 // 40
    assert 0 < summary.read < 6_000
    assert summary.read + summary.unread == 6_000
    assert [unchecked.reason for unchecked in summary.unchecked]


@pytest.mark.usefixtures("_memcached_program")
def test_what_goes_from_a_real_server_half_way_is_counted_and_no_fault() -> None:
    # A server of its own: what is set in the second of an earlier flush is flushed too.
    with running() as server, half_way(server) as rest:
        with Client(server) as client:
            client.ask(b"flush_all")
        *_, summary = rest

    assert isinstance(summary, CacheSummary)
    assert summary.read + summary.gone == summary.listed == 6_000
    assert summary.gone > 0
    assert (summary.unread, summary.unchecked) == (0, ())


def test_one_broken_connection_is_mended() -> None:
    dump = b"key=a exp=-1 la=1 \nEND\r\n"
    value = b"VA 23 f0 O0\r\nzoe.mueller@example.org\r\n"
    with scripted({b"lru_crawler": dump, b"mg": [b"ERROR\r\n", value]}) as place:
        findings, summary = looked(place, options=CacheOptions(BRIEF))

    assert len(findings) == 1
    assert (summary.read, summary.unread, summary.unchecked) == (1, 0, ())


def test_lines_that_are_none_are_unchecked() -> None:
    with scripted({b"lru_crawler": b"key=a exp=-1 la=1 \n???\nEND\r\n", b"mg": b""}) as place:
        _, summary = looked(place)

    assert (summary.listed, summary.gone, summary.unread) == (2, 1, 1)
    assert any("could not be understood" in why.reason for why in summary.unchecked)


def test_a_refusal_is_never_clear(make_memcached: Start) -> None:
    server = make_memcached("-X")
    with Client(server) as client:
        client.set(b"a", b"zoe.mueller@example.org")
    findings, summary = looked(server)

    assert (findings, summary.listed) == ([], 0)
    assert "-X" in summary.unchecked[0].reason
    assert summary.version


def test_an_unreachable_server_does_not_keep_the_next_from_being_searched(
    memcached: Memcached,
) -> None:
    with Client(memcached) as client:
        client.set(b"a", b"zoe.mueller@example.org")
    nowhere = Address("no-such-host.invalid")
    first, finding, last = search([nowhere, address(memcached)], PERSON, CacheOptions(PATIENCE))

    assert isinstance(first, CacheSummary)
    assert first.unchecked
    assert isinstance(finding, CacheFinding)
    assert isinstance(last, CacheSummary)
    assert last.unchecked == ()


def test_a_server_that_marks_items_is_noted() -> None:
    script: dict[bytes, Answer] = {
        b"mn": b"ERROR\r\n",
        b"lru_crawler": b"key=a exp=-1 la=1 \nEND\r\n",
        b"get a": b"VALUE a 0 1\r\nx\r\nEND\r\n",
    }
    with scripted(script) as place:
        _, summary = looked(place)

    assert "marking" in summary.notes[0]
