"""Keys come back as they were, in little room; what was not packed so is refused."""

import random
import zlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.errors import UsageError
from operasure.core.model import RowId
from operasure.looks.snapshot.packing import (
    CHUNK,
    LARGEST,
    Chunk,
    KeyKind,
    Packer,
    pack,
    total,
)

numbers = st.integers(0, LARGEST)
uuids = st.uuids().map(str)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(numbers) | st.lists(uuids) | st.lists(texts) | st.lists(numbers | texts))
def test_whatever_is_packed_comes_back_once_and_sorted(keys: list[RowId]) -> None:
    chunk = pack(keys)
    numeric = all(isinstance(key, int) for key in keys)
    wanted: list[RowId] = sorted({k if numeric else str(k) for k in keys}, key=lambda k: k)
    assert chunk.unpacked() == wanted
    assert chunk.count == len(wanted)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ([3, 1, 2], KeyKind.NUMBERS),
        ([0, LARGEST], KeyKind.NUMBERS),
        ([-1, 2], KeyKind.TEXTS),
        ([LARGEST + 1], KeyKind.TEXTS),
        ([str(UUID(int=7))], KeyKind.UUIDS),
        ([str(UUID(int=7)), "(0,1)"], KeyKind.TEXTS),
        ([str(UUID(int=7)).upper().replace("0", "A")], KeyKind.TEXTS),
    ],
)
def test_kinds(keys: list[RowId], kind: KeyKind) -> None:
    assert pack(keys).kind is kind


def test_a_packer_holds_one_chunk_at_most() -> None:
    packer = Packer()
    for key in range(2 * CHUNK + 5):
        packer.add(key)
        assert len(packer.waiting) < CHUNK
    chunks = packer.finish()
    assert [chunk.count for chunk in chunks] == [CHUNK, CHUNK, 5]
    assert total(chunks) == 2 * CHUNK + 5
    assert [key for chunk in chunks for key in chunk.unpacked()] == list(range(2 * CHUNK + 5))


def test_a_million_keys_take_less_than_two_megabytes() -> None:
    chance = random.Random(1).random
    dense, sparse = Packer(), Packer()
    for number in range(1_000_000):
        dense.add(number)
        sparse.add(number * 5 + int(chance() * 5))
    assert sum(len(chunk.data) for chunk in dense.finish()) < 10_000
    assert sum(len(chunk.data) for chunk in sparse.finish()) < 2_000_000


def squeezed(data: bytes) -> bytes:
    return zlib.compress(data)


@pytest.mark.parametrize(
    "chunk",
    [
        Chunk(KeyKind.NUMBERS, 1, b"no zlib"),
        Chunk(KeyKind.NUMBERS, 1, squeezed(b"\x01\x00")[:-3]),
        Chunk(KeyKind.NUMBERS, 2, squeezed(b"\x01\x00")),
        Chunk(KeyKind.NUMBERS, 1, squeezed(b"\x01")),
        Chunk(KeyKind.NUMBERS, 1, squeezed(b"\x81")),
        Chunk(KeyKind.NUMBERS, 1, squeezed(b"\x00" + b"\xff" * 9 + b"\x7f")),
        Chunk(KeyKind.NUMBERS, 1, squeezed(b"\xff" * 8 + b"\x7f" + b"\x00" + b"\x01\x00")),
        Chunk(KeyKind.NUMBERS, 5, squeezed(b"\x00" + b"\xff\xff\xff\xff\x7f")),
        Chunk(KeyKind.UUIDS, 1, squeezed(b"short")),
        Chunk(KeyKind.TEXTS, 1, squeezed(b'{"a": 1}')),
        Chunk(KeyKind.TEXTS, 1, squeezed(b"[1]")),
        Chunk(KeyKind.TEXTS, 1, squeezed(b"[" * 100_000)),
    ],
    ids=lambda chunk: f"{chunk.kind}-{len(chunk.data)}",
)
def test_what_is_no_pack_is_refused(chunk: Chunk) -> None:
    with pytest.raises(UsageError, match="damaged"):
        chunk.unpacked()


def test_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(UsageError, match="damaged"):
        Chunk(KeyKind.TEXTS, 1, squeezed(b'["' + b"a" * 70_000_000 + b'"]')).unpacked()


@given(st.sampled_from(KeyKind), st.integers(0, 50), st.binary(max_size=60))
def test_no_bytes_do_harm(kind: KeyKind, count: int, data: bytes) -> None:
    try:
        found = Chunk(kind, count, squeezed(data)).unpacked()
    except UsageError:
        return
    assert len(found) == count
