"""Tables are read in parts that share out their rows, on any number of connections."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.model import Column
from operasure.core.shapes import Shape
from operasure.database.catalogue import LiveColumn, Table
from operasure.looks.mentions import places, stream
from operasure.looks.mentions.places import Part, Source
from operasure.matching.identity import Identity
from support.databases import MakeDatabase
from support.instances import observed
from support.mentions import execute, hits, search

TABLE = Table("public", "t", 0, None, (LiveColumn("id", Shape.INTEGER, primary=True),))


@given(blocks=st.integers(0, 100_000), size=st.integers(0, 10**11))
def test_parts_share_out_every_block(blocks: int, size: int) -> None:
    source = Source(
        TABLE, "t", "id", None, (places.Field(Column("t", "x"), "x", ()),), blocks, size
    )
    made = places.parts([source], 150_000)
    bounds = sorted(bound for part in made for bound in _bounds(part))
    assert bounds[0][0] == 0
    assert bounds[-1][1] is None
    assert all(low[1] == high[0] for low, high in pairwise(bounds))
    assert len(made) <= max(1, blocks)
    assert [p.range for p in places.parts([source], 130_000)] == [()]


def _bounds(part: Part) -> list[tuple[int, int | None]]:
    text = " ".join(part.range)
    low = re.search(r">= '\((\d+)", text)
    high = re.search(r"< '\((\d+)", text)
    return [(int(low[1]) if low else 0, int(high[1]) if high else None)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_parts_find_what_the_whole_does(
    shared_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    url = shared_database(observed("after"))
    whole = {(h.place, h.before, h.mention, h.variant) for h in hits(url, jobs=1)}
    monkeypatch.setattr(places, "BLOCKS", 1)
    with search(url, jobs=jobs) as found:
        seen = [(h.place, h.before, h.mention, h.variant) for h in found.hits()]
    assert set(seen) == whole
    assert len(whole) > 600


def test_blocks_of_the_stream_hide_nothing(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_database()
    execute(
        url,
        "CREATE TABLE things (id int PRIMARY KEY, one text, two text)",
        # Rows of every length around the size of a block, nulls and empty texts among them.
        "INSERT INTO things SELECT n, CASE WHEN n % 7 = 0 THEN NULL ELSE repeat('x ', n % 300) "
        "END, CASE n % 5 WHEN 0 THEN 'Marisól Quintanilla' WHEN 1 THEN '' WHEN 2 THEN "
        "'Maris' ELSE 'ól Quintanilla' END FROM generate_series(1, 2000) n",
    )
    expected = set(range(5, 2001, 5))
    mary = Identity.of(names=["Marisól Quintanilla"])
    for size in (1, 64, 1000, 300_000):
        monkeypatch.setattr(stream, "BLOCK", size)
        for plain in (True, False):
            monkeypatch.setattr(stream, "_is_plain", lambda _, plain=plain: plain)
            found = [h.row_id for h in hits(url, mary) if h.confidence == "certain"]
            assert sorted(map(int, found)) == sorted(expected), (size, plain)


def test_a_place_is_one_number() -> None:
    place = 3 << 48 | 4_000_000_000 << 16 | 291
    assert stream.ctid(place) == "(4000000000,291)"
    assert stream.relation(place) == 3
    row = stream.Row(place & (1 << 48) - 1, ((77).to_bytes(4, "big"), b"x"))
    assert stream.of_family(row, (5, 6, 9, 77)) == stream.Row(place, (b"x",))
