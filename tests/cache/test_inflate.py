"""Inflating gives what can be had, never more than the limit, and says what was wrong."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.looks.cache.inflate import TOO_LARGE, inflate

LIMIT = 10_000


@given(st.binary(max_size=LIMIT - 1), st.integers(0, 9))
def test_what_was_compressed_comes_back(data: bytes, level: int) -> None:
    for packed in (zlib.compress(data, level), gzip.compress(data, level)):
        inflated = inflate(packed, LIMIT)

        assert inflated.data == data
        assert inflated.problem is None
        assert inflated.used == len(packed)


@given(st.binary(min_size=1, max_size=500), st.integers(-5, LIMIT))
def test_any_bytes_stay_within_the_limit(data: bytes, limit: int) -> None:
    assert len(inflate(data, limit).data) <= max(limit, 0)


def test_bytes_behind_the_stream_are_told() -> None:
    packed = zlib.compress(b"abc")

    inflated = inflate(packed + b"more", LIMIT)

    assert (inflated.data, inflated.used) == (b"abc", len(packed))
    assert inflated.problem == "bytes after the compressed data"


@pytest.mark.parametrize("cut", [1, 4, 100])
def test_a_cut_stream_is_told(cut: int) -> None:
    packed = zlib.compress(bytes(range(256)) * 20, 0)

    inflated = inflate(packed[:-cut], LIMIT)

    assert inflated.problem == "compressed data is cut off"
    assert (bytes(range(256)) * 20).startswith(inflated.data)


def test_the_part_before_damage_is_kept() -> None:
    packed = bytearray(zlib.compress("Zoë Müller ".encode() * 400, 0))
    packed[-3] ^= 0xFF  # the checksum

    inflated = inflate(bytes(packed), LIMIT)

    assert inflated.problem == "compressed data is damaged"
    assert "Zoë Müller".encode() in inflated.data


@pytest.mark.parametrize("limit", [0, -1])
def test_no_limit_left_means_nothing(limit: int) -> None:
    assert inflate(zlib.compress(b"abc"), limit).problem == TOO_LARGE
