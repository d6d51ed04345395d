"""Values are read in batches, whole and with their flags, and the server does not notice."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cache.kit import BRIEF, PATIENCE, Client, address, scripted, set_by_binary
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.values import LARGEST_VALUE, CacheItem, ValueReader, needs_binary, spans
from operasure.server.memcached import Memcached

Start = Callable[..., Memcached]

LONG_ODD = b"z" * 249 + b" "
ITEMS = {
    b"plain": (0, b"value"),
    b"empty": (0, b""),
    b"flags": (4294967295, b"v"),
    b"lines": (1, b"a\r\nEND\r\nMN\r\nVA 1 f0 O0\r\n"),
    b"large": (1, b"x" * 1_000_000),
    b"x" * 250: (2, b"at the longest key"),
    b"with spaces": (3, b"by base64"),
    "王小明".encode(): (0, b"utf-8"),
    b"\x00\xff\n": (0, b"any bytes"),
}


@pytest.fixture
def reader(memcached: Memcached) -> Iterator[ValueReader]:
    with Client(memcached) as client:
        for key, (flags, value) in ITEMS.items():
            client.set(key, value, flags)
    set_by_binary(memcached, LONG_ODD, b"by binary")
    reader = ValueReader(address(memcached), PATIENCE)
    yield reader
    reader.close()


def read(reader: ValueReader, keys: list[bytes]) -> Mapping[bytes, CacheItem]:
    batches = [keys[span] for span in spans([(key, 0) for key in keys])]
    found: dict[bytes, CacheItem] = {}
    for batch, values in zip(batches, reader.read(batches), strict=True):
        found |= {batch[value.index]: value for value in values}
    return found


def test_every_key_gives_its_value_and_flags(reader: ValueReader) -> None:
    found = read(reader, [*ITEMS, LONG_ODD])

    assert {key: (value.flags, value.data) for key, value in found.items()} == {
        **ITEMS,
        LONG_ODD: (0, b"by binary"),
    }
    assert all(value.size == len(value.data or b"") for value in found.values())
    assert not reader.marks_items


def test_keys_that_are_gone_are_left_out(reader: ValueReader) -> None:
    gone = [b"gone", b"gone too", b"q" * 249 + b" "]

    assert read(reader, [*gone, b"plain"]).keys() == {b"plain"}


def test_many_batches_over_one_connection(memcached: Memcached) -> None:
    items = {b"key/%d" % number: b"value %d" % number for number in range(2_345)}
    with Client(memcached) as client:
        client.set_many(items)
    reader = ValueReader(address(memcached), PATIENCE)
    found = read(reader, list(items))
    reader.close()

    assert {key: value.data for key, value in found.items()} == items


def test_reading_leaves_every_item_as_it_was(memcached: Memcached, reader: ValueReader) -> None:
    with Client(memcached) as client:
        before = client.dump()
        read(reader, list(ITEMS))
        read(reader, list(ITEMS))
        after = client.dump()

    assert before == after
    assert all("fetch=no" in line for line in after)


def test_values_beyond_the_largest_are_passed_over(make_memcached: Start) -> None:
    server = make_memcached("-m", "256", "-I", "64m")
    with Client(server) as client:
        client.set(b"huge", bytes(LARGEST_VALUE + 1))
        client.set(b"small", b"behind it")
    reader = ValueReader(address(server), PATIENCE)
    found = read(reader, [b"huge", b"small"])
    reader.close()

    assert found[b"huge"].data is None
    assert found[b"huge"].size == LARGEST_VALUE + 1
    assert found[b"small"].data == b"behind it"


def test_an_old_server_is_read_by_get_and_that_is_told() -> None:
    script = {
        b"mn": b"ERROR\r\n",
        b"get a gone b\r\n": b"VALUE a 1 3\r\nabc\r\nVALUE b 0 0\r\n\r\nEND\r\n",
    }
    with scripted(script) as place:
        reader = ValueReader(place, PATIENCE)
        (values,) = reader.read([[b"a", b"gone", b"b"]])
        reader.close()

    assert values == [CacheItem(0, 1, b"abc", 3), CacheItem(2, 0, b"", 0)]
    assert reader.marks_items


def test_old_servers_give_odd_keys_by_binary(reader: ValueReader) -> None:
    """The greeting of an old server, then the real one: only odd keys are asked for."""
    (values,) = reader.read([[b"plain"]])
    reader.marks_items = True
    (odd,) = reader.read([[b"with spaces", LONG_ODD, b"q q"]])

    assert [value.data for value in values] == [b"value"]
    assert [value.data for value in odd] == [b"by base64", b"by binary"]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"ERROR\r\n",
        b"VA x f0 O0\r\n",
        b"VA 5\r\n",
        b"VA 100 f0 O0\r\nabc\r\n",
        b"VA 3 f0 O0\r\nabc\r\n",
    ],
)
def test_a_server_that_breaks_off_is_a_fault(answer: bytes | None) -> None:
    with scripted({b"mn": [b"MN\r\n", answer or b""], b"mg": answer}) as place:
        reader = ValueReader(place, BRIEF)
        with pytest.raises(Fault, match="gave its values"):
            list(reader.read([[b"a"]]))
        reader.close()


def test_a_server_without_memory_for_answers_is_a_fault() -> None:
    answer = b"SERVER_ERROR out of memory writing get response\r\n"
    with scripted({b"mg": answer}) as place:
        reader = ValueReader(place, PATIENCE)
        with pytest.raises(Fault, match="out of memory"):
            list(reader.read([[b"a"]]))
        reader.close()


def test_an_old_server_that_breaks_off_is_a_fault() -> None:
    for answer in (b"VALUE a x 3\r\n", b"VALUE other 0 3\r\nabc\r\nEND\r\n", b"ERROR\r\n"):
        with scripted({b"mn": b"ERROR\r\n", b"get": answer}) as place:
            reader = ValueReader(place, PATIENCE)
            with pytest.raises(Fault, match="gave its values"):
                list(reader.read([[b"a"]]))
            reader.close()


def test_an_odd_key_that_binary_does_not_give_is_not_read(make_memcached: Start) -> None:
    reader = ValueReader(address(make_memcached("-B", "ascii")), BRIEF)
    (values,) = reader.read([[LONG_ODD]])
    reader.close()

    assert values == [CacheItem(0, 0, None, 0)]


@given(
    st.lists(
        st.tuples(st.binary(min_size=1, max_size=250), st.integers(0, 2_000_000)), max_size=400
    )
)
def test_spans_cut_everything_once_and_within_bounds(items: list[tuple[bytes, int]]) -> None:
    cut = [items[span] for span in spans(items)]

    assert [item for part in cut for item in part] == items
    for part in cut:
        assert 1 <= len(part) <= 100
        assert sum(size for _, size in part[:-1]) <= 4 * 1024 * 1024
        assert sum(len(key) for key, _ in part[:-1]) <= 24_000


def test_which_keys_need_binary() -> None:
    assert not needs_binary(b"x" * 250)
    assert not needs_binary(b" " * 186)
    assert needs_binary(b" " * 187)
