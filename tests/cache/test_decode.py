"""Every real entry gives its texts and numbers; no bytes at all do harm."""

import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cache.kit import ENTRIES, Entry
from operasure.core.marshal import fixnum
from operasure.looks.cache.decode import EntryContent, peel, read
from operasure.looks.cache.encodings import readings
from operasure.looks.cache.inflate import TOO_LARGE

entries = st.sampled_from(ENTRIES)


def text_of(content: EntryContent) -> str:
    return "\n".join(
        reading for text in content.texts for reading in readings(text.data, text.encoding)
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_every_real_entry_gives_its_texts_and_integers(entry: Entry) -> None:
    content = read(peel(entry.value, entry.flags))

    assert content.problem is None
    text = text_of(content)
    assert [each for each in entry.texts if each not in text and each not in entry.in_key] == []
    assert set(entry.integers) <= {integer.value for integer in content.integers}


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_peeling_alone_lays_every_utf8_text_bare(entry: Entry) -> None:
    other_encodings = ("string-latin1", "string-utf16", "strings-linked-encodings")
    peeled = b"\n".join(peel(entry.value, entry.flags).blobs)

    for text in () if entry.name in other_encodings else entry.texts:
        assert text.encode() in peeled or text in entry.in_key


def test_the_time_of_expiry_is_read_from_each_format() -> None:
    limited = [entry for entry in ENTRIES if entry.name == "expires-one-hour"]
    formats = {}
    for entry in limited:
        content = read(peel(entry.value, entry.flags))
        formats[entry.stack, entry.format] = content.expires_at
    assert len(formats) == 6
    for expires_at in formats.values():
        assert expires_at is not None
        assert 1_577_836_800 < expires_at < 2_000_000_000  # from 2020 to 2033


@pytest.mark.parametrize("name", ["string-utf8", "versioned", "user-record"])
def test_an_entry_without_expiry_has_none(name: str) -> None:
    for entry in ENTRIES:
        if entry.name == name:
            assert read(peel(entry.value, entry.flags)).expires_at is None


def assert_nothing_is_lost(value: bytes, flags: int) -> None:
    """Bytes that could not be read structurally are handed on as they are."""
    peeled = peel(value, flags)
    content = read(peeled)

    if content.problem and any(peeled.blobs):
        assert {text.data for text in content.texts}
    if peeled.problem:
        assert {text.data for text in content.texts} >= set(filter(None, peeled.blobs))


@given(value=st.binary(max_size=400), flags=st.integers(0, 2**32 - 1))
def test_any_bytes_are_survived(value: bytes, flags: int) -> None:
    assert_nothing_is_lost(value, flags)


STARTS = [
    b"\x04\x08",
    b"\x04\x08[\x08",
    b"\x04\x08U:\x09User[\x07{",
    b"\x00\x04\x08",
    b"\x00\x11",
    b"\xcc\x80",
    b"\x01x\x9c",
    b"\x1f\x8b\x08",
    b"\x04\x08o: ActiveSupport::Cache::Entry",
    b'\x04\x08"\x0f\x00\x11\x81',
]


@given(start=st.sampled_from(STARTS), body=st.binary(max_size=400))
def test_any_bytes_behind_a_known_start_are_survived(start: bytes, body: bytes) -> None:
    assert_nothing_is_lost(start + body, 1)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[bytes, int]:
    """A real entry with bytes changed, cut out, put in or cut off."""
    entry = draw(entries)
    value = bytearray(entry.value)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(value)))
        how = draw(st.sampled_from(["change", "cut out", "put in", "cut off"]))
        if how == "change" and at < len(value):
            value[at] = draw(st.integers(0, 255))
        elif how == "cut out":
            del value[at : at + draw(st.integers(1, 8))]
        elif how == "put in":
            value[at:at] = draw(st.binary(min_size=1, max_size=8))
        else:
            del value[at:]
    return bytes(value), entry.flags


@given(damaged())
def test_damaged_entries_are_survived(case: tuple[bytes, int]) -> None:
    assert_nothing_is_lost(*case)


@given(entry=entries, share=st.floats(0.2, 0.95))
def test_a_cut_off_stream_gives_what_came_before_the_cut(entry: Entry, share: float) -> None:
    plain = "Zoë " * 50 + entry.name * 400
    cut = zlib.compress(plain.encode(), 0)
    cut = cut[: int(len(cut) * share)]

    peeled = peel(b"\x01" + cut)

    assert peeled.problem
    assert b"Zo\xc3\xab" in peeled.blobs[0]


@given(levels=st.integers(1, 12), text=st.text(min_size=20))
def test_nested_streams_are_opened_to_a_depth_and_not_taken_for_read_beyond(
    levels: int, text: str
) -> None:
    data = text.encode()
    for _ in range(levels):
        data = zlib.compress(data)

    content = read(peel(data))

    assert content.problem == (None if levels <= 7 else "too many layers")
    assert text in text_of(content) or content.problem


def test_a_bomb_stops_at_the_limit() -> None:
    bomb = zlib.compress(bytes(200 * 1024 * 1024), 9)
    tracemalloc.start()
    try:
        peeled = peel(b"\x01" + bomb, limit=1024 * 1024)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peeled.problem == TOO_LARGE
    assert len(peeled.blobs[0]) == 1024 * 1024
    assert peak < 8 * 1024 * 1024


def test_a_bomb_within_a_bomb_shares_the_limit() -> None:
    inner = zlib.compress(bytes(8 * 1024 * 1024), 9)
    one = b'"' + fixnum(len(inner)) + inner
    value = b"\x04\x08[" + fixnum(60) + one * 60

    content = read(peel(value), limit=1024 * 1024)

    assert content.problem == TOO_LARGE
    assert sum(len(text.data) for text in content.texts) < 3 * 1024 * 1024


def test_a_million_values_end_at_the_bound() -> None:
    content = read(peel(b"\x04\x08[" + fixnum(3_000_000) + b"0" * 3_000_000))

    assert content.problem == "Marshal: too many values"


def test_what_cannot_be_decoded_is_still_searched_raw_and_inflated() -> None:
    hidden = zlib.compress("Zoë Müller".encode())
    damaged_marshal = b"\x04\x08[\x07" + b'"' + fixnum(len(hidden)) + hidden + b"?? zoe.mueller"

    content = read(peel(damaged_marshal))

    assert content.problem == "Marshal: unknown type"
    assert "Zoë Müller" in text_of(content)
    assert "zoe.mueller" in text_of(content)


def test_text_that_begins_like_a_stream_is_text() -> None:
    content = read(peel(b"x^2 + y^2 = z^2"))

    assert content.problem is None
    assert text_of(content) == "x^2 + y^2 = z^2"


def test_bytes_of_no_known_kind_are_counted_as_undecoded() -> None:
    assert read(peel(b"\xff\xfe\xfd\x00\x01")).problem == "unknown format"
