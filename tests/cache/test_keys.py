"""Every key of a real server is listed; every refusal has a reason and a remedy."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cache.kit import BRIEF, ENTRIES, PATIENCE, Answer, Client, address, scripted, set_by_binary
from operasure.core.unchecked import Unchecked
from operasure.looks.cache.connection import Connection
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.keys import (
    KeyListing,
    Line,
    given_key,
    is_plain,
    listed,
    listed_size,
    parse_line,
    wire_key,
)
from operasure.server.memcached import Memcached

Start = Callable[..., Memcached]

ODD_KEYS = [
    b"with spaces in it",
    "Zoë Müller/王小明".encode(),
    b"percent%20and%2Fslash",
    b"\x01\x02\xff\xfe",
    b"line\nbreak\r\n",
    b"x" * 250,
    b"y" * 185 + b" ",
    b"-._~:/?#[]@!$&'()*+,;=<>^`{|}\"",
]


def keys_of(listing: KeyListing) -> list[bytes]:
    return [wire_key(line) for portion in listing.portions() for line in portion.splitlines()]


def keys_on(server: Memcached) -> list[bytes]:
    with Connection(address(server), PATIENCE) as connection, listed(connection) as listing:
        assert listing.unchecked is None
        keys = keys_of(listing)
        assert len(keys) == listing.lines
        return keys


def test_a_hundred_thousand_keys_are_listed_completely(memcached: Memcached) -> None:
    small = {b"V/API/V3/thing/%d/%0200d" % (number, number): b"x" for number in range(99_950)}
    large = {b"large/%d" % number: b"x" * 500_000 for number in range(50)}
    with Client(memcached) as client:
        client.set_many(small)
        client.set_many(large)
        before = int(client.stats()["curr_items"])
        keys = keys_on(memcached)
        after = int(client.stats()["curr_items"])

    # 64 MB hold all small items; of the large ones those that were not pushed out. The server
    # goes on pushing out by itself for a moment.
    assert after <= len(keys) <= before
    assert len(set(keys)) == len(keys)
    assert small.keys() <= set(keys)
    assert set(keys) <= small.keys() | large.keys()


def test_all_keys_fit_where_there_is_room(make_memcached: Start) -> None:
    server = make_memcached("-m", "256")
    items = {b"V/%d/%0200d" % (number, number): b"x" * 300 for number in range(100_000)}
    with Client(server) as client:
        client.set_many(items)

    assert sorted(keys_on(server)) == sorted(items)


def test_an_empty_server_lists_nothing(memcached: Memcached) -> None:
    assert keys_on(memcached) == []


def test_keys_of_any_bytes_are_listed(memcached: Memcached) -> None:
    with Client(memcached) as client:
        for key in ODD_KEYS:
            client.set(key, b"x")
    set_by_binary(memcached, b"z" * 249 + b" ", b"x")

    assert sorted(keys_on(memcached)) == sorted([*ODD_KEYS, b"z" * 249 + b" "])


def test_real_lines_give_the_real_keys() -> None:
    for entry in ENTRIES:
        line = f"key={entry.listed} exp=-1 la=1700000000 cas=7 fetch=no cls=4 size=99"
        assert wire_key(line.encode()) == entry.key


@given(st.binary(min_size=1, max_size=250))
def test_any_key_is_read_back(key: bytes) -> None:
    line = b"key=" + quote(key, safe="").encode() + b" exp=5 la=6 cas=1 fetch=no cls=1 size=70 "

    assert parse_line(line) == Line(key, 5, 6)
    assert listed_size(line) == 70


def test_a_line_without_times() -> None:
    assert parse_line(b"key=a exp=-1 \n") == Line(b"a", None, None)
    assert listed_size(b"key=a exp=-1 \n") == 0


@pytest.mark.parametrize("line", [b"", b"ERROR", b"kay=a exp=-1", b"STAT a 1"])
def test_what_is_no_line_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="no line"):
        wire_key(line)


def test_plain_keys() -> None:
    assert is_plain(b"a" * 250)
    assert not is_plain(b"a" * 251)
    assert not any(map(is_plain, (b"a b", b"a\n", b"\xc3\xab", b"\x7f", b"\x00")))


def test_a_key_as_rails_was_given_it() -> None:
    assert given_key(b"g/Zo%C3%AB%20M") == "g/Zoë M".encode()
    assert given_key(b"g/plain") == b"g/plain"


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 18])
def test_portions_hold_whole_lines(size: int) -> None:
    lines = b"".join(b"key=%d exp=-1\n" % number for number in range(50))
    with tempfile.TemporaryFile() as file:
        listing = KeyListing(file)
        listing.add(lines)
        portions = list(listing.portions(size))

    assert b"".join(portions) == lines
    assert all(portion.endswith(b"\n") for portion in portions)


def test_the_list_leaves_no_file_behind(
    memcached: Memcached, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Client(memcached) as client:
        client.set(b"rack::attack:1:lost_password:zoe.mueller@example.org", b"1")
    with Connection(address(memcached), PATIENCE) as connection, listed(connection) as listing:
        assert listing.lines == 1
        assert list(tmp_path.iterdir()) == []


def refusal(server: Memcached) -> Unchecked:
    with (
        Connection(address(server), PATIENCE) as connection,
        pytest.raises(Fault) as fault,
        listed(connection),
    ):
        pass
    return fault.value.unchecked


def test_a_crawler_that_is_off(make_memcached: Start) -> None:
    unchecked = refusal(make_memcached("-o", "no_lru_crawler"))

    assert "switched off" in unchecked.reason
    assert "lru_crawler enable" in unchecked.remedy


def test_dumping_that_is_forbidden(make_memcached: Start) -> None:
    unchecked = refusal(make_memcached("-X"))

    assert "-X" in unchecked.reason
    assert "without -X" in unchecked.remedy


DUMP = b"lru_crawler metadump"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"BUSY currently processing crawler request\r\n", "busy"),
        (b"ERROR locked try again later\r\n", "making its hash table larger"),
        (b"ERROR\r\n", "answered: ERROR"),
        (b"CLIENT_ERROR bad\x1b[31m\r\n", "answered: CLIENT_ERROR bad[31m"),
        (b"CLIENT_ERROR unauthenticated\r\n", "login"),
        (None, "closed the connection"),
    ],
)
def test_other_refusals(answer: bytes | None, reason: str) -> None:
    with (
        scripted({DUMP: answer}) as place,
        Connection(place, PATIENCE) as connection,
        pytest.raises(Fault) as fault,
        listed(connection, pause=0.01),
    ):
        pass

    assert reason in fault.value.unchecked.reason
    assert fault.value.unchecked.remedy


LINES = b"key=a exp=-1 la=1 \nkey=b exp=-1 la=1 \n"


def test_a_listing_without_end_is_used_but_unchecked() -> None:
    with (
        scripted({DUMP: LINES + b"key=c"}) as place,
        Connection(place, BRIEF) as connection,
        listed(connection) as listing,
    ):
        assert keys_of(listing) == [b"a", b"b"]
        assert listing.unchecked
        assert "listed its keys" in listing.unchecked.reason


def test_an_old_server_lists_along_its_lru_and_that_is_told() -> None:
    script = {DUMP + b" hash": b"BADCLASS invalid class id\r\n", DUMP + b" all": LINES + b"END\r\n"}
    with (
        scripted(script) as place,
        Connection(place, PATIENCE) as connection,
        listed(connection) as listing,
    ):
        assert keys_of(listing) == [b"a", b"b"]
        assert listing.unchecked
        assert "can leave out some" in listing.unchecked.reason


@pytest.mark.parametrize("busy", [b"BUSY\r\n", b"ERROR locked try again later\r\n"])
def test_a_busy_server_is_asked_again(busy: bytes) -> None:
    script: dict[bytes, Answer] = {DUMP: [busy, busy, LINES + b"END\r\n"]}
    with (
        scripted(script) as place,
        Connection(place, PATIENCE) as connection,
        listed(connection, pause=0.01) as listing,
    ):
        assert keys_of(listing) == [b"a", b"b"]
        assert listing.unchecked is None


def test_no_room_for_the_list(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        listing = KeyListing(full)
        with pytest.raises(Fault) as fault:
            listing.add(LINES)

    assert "TMPDIR" in fault.value.unchecked.remedy
