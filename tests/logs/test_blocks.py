"""Blocks of whole lines, and lines that have no end."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from logs.kit import IDENTITIES, recogniser
from operasure.looks.logs.blocks import HEAD, OVERLAP, SIZE, as_utf8, blocks
from operasure.looks.logs.search import candidates


@given(st.lists(st.binary(max_size=60)), st.integers(1, 200))
def test_blocks_hold_every_byte_and_whole_lines(pieces: list[bytes], size: int) -> None:
    found = list(blocks(pieces, size))
    whole = as_utf8(b"".join(pieces)) if b"".join(pieces).isascii() else None
    assert sum(block.data.count(b"\n") for block in found) == b"".join(pieces).count(b"\n")
    for before, after in pairwise(found):
        assert before.data.endswith(b"\n") == (after.head is None)
    if whole is not None:
        joined = b""
        for block in found:
            again = 0 if block.head is None else min(OVERLAP, len(joined))
            assert again == 0 or block.data.startswith(joined[-again:])
            joined += block.data[again:]
        assert joined == whole


def test_the_head_of_a_line_goes_with_each_of_its_blocks() -> None:
    line = b"head " + b"x" * 500_000 + b" tail\nnext\n"
    found = list(blocks((line[at : at + 1000] for at in range(0, len(line), 1000)), 100_000))
    assert len(found) > 4
    assert found[0].head is None
    assert {block.head for block in found[1:-1]} == {line[:HEAD]}


@given(st.text(), st.binary())
def test_what_is_no_utf_8_becomes_latin_1_and_the_rest_stays(text: str, odd: bytes) -> None:
    assert (
        as_utf8(text.encode("utf-8", "replace")).decode()
        == text.encode("utf-8", "replace").decode()
    )
    made = as_utf8(odd)
    assert made.decode().count("\n") == odd.count(b"\n")


def test_latin_1_is_read() -> None:
    assert as_utf8("Zoë Müller\n".encode("latin-1")).decode() == "Zoë Müller\n"
    mixed = "Zoë Müller ".encode() + "Zoë Müller\n".encode("latin-1")
    assert as_utf8(mixed).decode() == "Zoë Müller Zoë Müller\n"


def test_a_line_of_a_hundred_megabytes_takes_bounded_memory() -> None:
    who = recogniser()
    assert IDENTITIES["all"].user_ids
    piece = b"x" * (1 << 18)

    def pieces() -> object:
        for _ in range(400):
            yield piece

    candidates(next(blocks([b"a\n"])), who)
    tracemalloc.start()
    for block in blocks(pieces()):  # type: ignore[arg-type]
        assert len(block.data) <= SIZE + len(piece) + OVERLAP
        candidates(block, who)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 << 20
