"""MessagePack is read like Marshal, with the place of each text and number."""

import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.looks.cache import messagepack
from operasure.looks.cache.tokens import MAX_DEPTH, Collector


def headed(size: int, small: tuple[int, int], codes: str, layouts: str) -> bytes:
    """The head of something sized: one byte for a small size, else a code and a big-endian size."""
    base, limit = small
    if size < limit:
        return bytes((base | size,))
    widths = [2 ** (8 * struct.calcsize(f">{layout}")) for layout in layouts]
    index = next(i for i, width in enumerate(widths) if size < width)
    return bytes.fromhex(codes)[index : index + 1] + struct.pack(f">{layouts[index]}", size)


def extension(kind: int, data: bytes) -> bytes:
    fixed = {1: 0xD4, 2: 0xD5, 4: 0xD6, 8: 0xD7, 16: 0xD8}.get(len(data))
    head = bytes((fixed,)) if fixed else headed(len(data), (0, 0), "c7c8c9", "BHI")
    return head + bytes((kind,)) + data


def packed(value: object) -> bytes:
    """Pack by the specification (github.com/msgpack/msgpack/spec.md), integers of every width."""
    match value:
        case None | bool():
            return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
        case float():
            return b"\xcb" + struct.pack(">d", value)
        case int():
            return packed_integer(value)
        case str():
            data = value.encode()
            return headed(len(data), (0xA0, 32), "d9dadb", "BHI") + data
        case bytes():
            return headed(len(value), (0, 0), "c4c5c6", "BHI") + value
        case list():
            return headed(len(value), (0x90, 16), "dcdd", "HI") + b"".join(map(packed, value))
        case dict():
            pairs = b"".join(packed(key) + packed(item) for key, item in value.items())
            return headed(len(value), (0x80, 16), "dedf", "HI") + pairs
    raise TypeError(value)


def packed_integer(value: int) -> bytes:
    if -32 <= value < 128:
        return struct.pack("b", value)
    layouts, first = ("BHIQ", 0xCC) if value > 0 else ("bhiq", 0xD0)
    for index, layout in enumerate(layouts):
        try:
            return bytes((first + index,)) + struct.pack(f">{layout}", value)
        except struct.error:
            continue
    raise OverflowError(value)


def collected(data: bytes) -> Collector:
    collector = Collector()
    messagepack.read(data, collector)
    return collector


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=300)
    | st.binary(max_size=300)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=20) | st.dictionaries(st.text(max_size=40), inner, max_size=20)
    ),
    max_leaves=60,
)


def leaves(value: object) -> tuple[list[bytes], list[int]]:
    """Strings and integers in the order they are packed."""
    if isinstance(value, str | bytes):
        data = value.encode() if isinstance(value, str) else value
        return [data] if data else [], []
    if isinstance(value, int) and not isinstance(value, bool):
        return [], [value]
    parts: Sequence[object] = ()
    if isinstance(value, dict):
        parts = [part for pair in value.items() for part in pair]
    elif isinstance(value, list):
        parts = value
    strings: list[bytes] = []
    integers: list[int] = []
    for part in parts:
        inner_strings, inner_integers = leaves(part)
        strings += inner_strings
        integers += inner_integers
    return strings, integers


@given(values)
def test_all_texts_and_integers_of_a_value_come_out(value: object) -> None:
    collector = collected(packed(value))

    strings, integers = leaves(value)
    assert collector.problem is None
    assert [text.data for text in collector.texts] == strings
    assert [integer.value for integer in collector.integers] == integers


@pytest.mark.parametrize("size", [1, 2, 4, 8, 16, 3, 300, 70_000])
def test_extensions_of_every_size_are_read(size: int) -> None:
    collector = collected(extension(13, b"z" * size))

    assert collector.problem is None
    assert [text.data for text in collector.texts] == [b"z" * size]


@pytest.mark.parametrize("kind", [3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 17, 120, 127])
def test_what_rails_packs_inside_an_extension_is_read(kind: int) -> None:
    inner = packed("User") + packed({"user_id": 4711})
    outer = b"\x92" + extension(kind, inner) + packed("behind")

    collector = collected(messagepack.SIGNATURE + outer)

    assert collector.problem is None
    assert [text.data for text in collector.texts] == [b"User", b"user_id", b"behind"]
    assert collector.integers[0].scope.attribute == "user_id"


@pytest.mark.parametrize("kind", [18, 64, 118, 121, 126, 128, 254])
def test_an_extension_that_nothing_is_known_of_is_not_passed_over(kind: int) -> None:
    """It may hold packed values, too: no entry is clean for what nobody has read."""
    collector = collected(b"\x92" + packed("before") + extension(kind, packed("Zoe")))
    assert collector.problem == "MessagePack: unknown extension type"


def test_ids_in_a_set_stand_under_its_name() -> None:
    outer = b"\x81" + packed("author_ids") + extension(12, packed(4711))
    (integer,) = collected(outer).integers
    assert integer.scope.attribute == "author_ids"


def test_a_symbol_names_what_it_leads_to() -> None:
    (integer,) = collected(b"\x81" + extension(0, b"author_id") + packed(4711)).integers

    assert integer.scope.attribute == "author_id"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "cut off"),
        (b"\xa5ab", "cut off"),
        (b"\xc1", "unknown type"),
        (b"\x01\x02", "bytes after the end"),
        (b"\xdd\xff\xff\xff\xff", "cut off"),
        (b"\x91" * (MAX_DEPTH + 2), "nested too deeply"),
        (b"\xc7\x7f\x11\xa1a", "cut off"),
        (b"\xdd\x00\x20\x00\x00" + b"\xc0" * 2_000_000, "too many values"),
    ],
)
def test_damage_is_named(data: bytes, problem: str) -> None:
    assert collected(data).problem == f"MessagePack: {problem}"


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(data: bytes) -> None:
    collector = collected(data)

    assert sum(len(text.data) for text in collector.texts) <= 2 * len(data) + 1
