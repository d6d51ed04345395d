"""Evicting deletes what was found, exactly that, and tells what became of each."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from cache.kit import BRIEF, PATIENCE, Client, address, looked, scripted, set_by_binary
from operasure.looks.cache.address import Address
from operasure.looks.cache.evict import evict
from operasure.looks.cache.fate import EntryFate
from operasure.looks.cache.findings import CacheFinding
from operasure.looks.cache.served import Served
from operasure.server.memcached import Memcached

Start = Callable[..., Memcached]

HERS = [
    b"hers/plain",
    b"hers/" + b"x" * 245,
    b"hers with spaces",
    "hers/Zoë".encode(),
    b"hers\x00\n",
    b"rack::attack:1:lost_password:zoe.mueller@example.org",
]
LONG_ODD = b"hers " + b"z" * 244 + b" "
OTHERS = [b"others/plain", b"others with spaces", b"hers", b"hers/plain2"]
MAIL = b"zoe.mueller@example.org"


def finding(key: bytes, place: Address | None) -> CacheFinding:
    return CacheFinding(
        place=str(place),
        key="",
        matches=(),
        size=1,
        used_at=None,
        expires_at=None,
        served=Served.UNKNOWN,
        raw_key=key,
        address=place,
    )


def test_exactly_what_was_found_is_deleted(memcached: Memcached) -> None:
    with Client(memcached) as client:
        for key in HERS:
            client.set(key, MAIL)
        for key in OTHERS:
            client.set(key, b"nothing of hers")
        set_by_binary(memcached, LONG_ODD, MAIL)
        findings, _ = looked(memcached)
        assert {each.raw_key for each in findings} == {*HERS, LONG_ODD}

        evicted = list(evict(findings, PATIENCE))

        assert {each.fate for each in evicted} == {EntryFate.DELETED}
        assert [each.finding for each in evicted] == findings
        again, summary = looked(memcached)
        assert (again, summary.listed) == ([], len(OTHERS))


def test_what_is_gone_meanwhile_is_told(memcached: Memcached) -> None:
    place = address(memcached)
    with Client(memcached) as client:
        client.set(b"here", b"x")
        odd = [finding(b"a b", place), finding(b"q" * 249 + b" ", place)]
        evicted = list(evict([finding(b"here", place), finding(b"gone", place), *odd], PATIENCE))

    assert [each.fate for each in evicted] == [
        EntryFate.DELETED,
        EntryFate.GONE,
        EntryFate.GONE,
        EntryFate.GONE,
    ]
    assert all(each.unchecked is None for each in evicted)


@pytest.mark.parametrize("answer", [b"ERROR\r\n", b"\r\n", b"SERVER_ERROR out of memory\r\n"])
def test_a_refusal_has_a_reason(answer: bytes) -> None:
    with scripted({b"delete": answer}) as place:
        (evicted,) = evict([finding(b"a", place)], BRIEF)

    assert evicted.fate is EntryFate.REFUSED
    assert evicted.unchecked
    assert evicted.unchecked.remedy


def test_a_server_that_went_away_refuses_and_another_still_deletes(memcached: Memcached) -> None:
    with Client(memcached) as client, scripted({b"delete": None}) as away:
        client.set(b"here", b"x")
        here = finding(b"here", address(memcached))
        fates = [each.fate for each in evict([finding(b"a", away), here], BRIEF)]

    assert fates == [EntryFate.REFUSED, EntryFate.DELETED]


def test_one_broken_connection_does_not_spoil_the_rest() -> None:
    with scripted({b"delete a": None, b"delete b": b"DELETED\r\n"}) as place:
        fates = [each.fate for each in evict([finding(b"a", place), finding(b"b", place)], BRIEF)]

    assert fates == [EntryFate.REFUSED, EntryFate.DELETED]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([None, None, b"DELETED\r\n"], [EntryFate.REFUSED] * 4),
        ([None, b"DELETED\r\n", None, b"DELETED\r\n"], [EntryFate.REFUSED, EntryFate.DELETED] * 2),
        ([b"ERROR\r\n"] * 3 + [b"DELETED\r\n"], [EntryFate.REFUSED] * 3 + [EntryFate.DELETED]),
    ],
)
def test_a_server_that_is_down_is_not_waited_for_with_each_entry(
    answers: list[bytes | None], told: list[EntryFate]
) -> None:
    """Two faults in a row are enough, a refusal is none."""
    with scripted({b"delete": answers}) as place:
        evicted = list(evict([finding(b"%d" % number, place) for number in range(4)], BRIEF))

    assert [each.fate for each in evicted] == told
    assert all(each.unchecked for each in evicted if each.fate is EntryFate.REFUSED)


def test_a_server_without_binary_deletes_the_other_keys(make_memcached: Start) -> None:
    place = address(make_memcached("-B", "ascii"))
    keys = [LONG_ODD[:-1] + b"%d" % number for number in range(3)] + [b"plain"]
    fates = [each.fate for each in evict([finding(key, place) for key in keys], BRIEF)]

    assert fates == [*[EntryFate.REFUSED] * 3, EntryFate.GONE]


def test_a_server_without_binary_refuses_a_key_that_needs_it(make_memcached: Start) -> None:
    place = address(make_memcached("-B", "ascii"))
    (evicted,) = evict([finding(LONG_ODD, place)], BRIEF)

    assert evicted.fate is EntryFate.REFUSED


def test_a_file_is_not_evicted() -> None:
    (evicted,) = evict([replace(finding(b"a", None), place="/cache")])

    assert evicted.fate is EntryFate.REFUSED
    assert evicted.unchecked
    assert "file" in evicted.unchecked.remedy


def test_nothing_else_on_the_server_changes(memcached: Memcached) -> None:
    with Client(memcached) as client:
        client.set(b"others", b"x")
        before = client.stats()
        client.set(b"hers", MAIL)
        findings, _ = looked(memcached)
        list(evict(findings, PATIENCE))
        after = client.stats()

    assert int(after["delete_hits"]) == int(before["delete_hits"]) + 1
    assert after["delete_misses"] == before["delete_misses"]
    assert after["curr_items"] == before["curr_items"]
    assert int(after["cmd_set"]) == int(before["cmd_set"]) + 1  # the test's own


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (b"DELETED\r\n", EntryFate.DELETED),
        (b"NOT_FOUND\r\n", EntryFate.GONE),
        (b"OK\r\n", EntryFate.REFUSED),
        (b"\r\n", EntryFate.REFUSED),
        (b"ERROR\r\n", EntryFate.REFUSED),
        (b"CLIENT_ERROR no\r\n", EntryFate.REFUSED),
        (b"SERVER_ERROR out of memory\r\n", EntryFate.REFUSED),
        (b"VALUE hers 0 1\r\n", EntryFate.REFUSED),
    ],
)
def test_only_what_says_so_is_deleted_or_gone(answer: bytes, fate: EntryFate) -> None:
    """pymemcache's own `delete` takes each other answer for "not found"; and a refusal of one
    entry, after which it would connect anew, leaves the next to the same connection."""
    with scripted({b"delete hers": answer, b"delete next": b"DELETED\r\n"}) as server:
        told = evict([finding(b"hers", server), finding(b"next", server)], BRIEF)
        assert [each.fate for each in told] == [fate, EntryFate.DELETED]
