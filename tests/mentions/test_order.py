"""The order of the list: what is most telling first, what may be no name the later the commoner."""

from __future__ import annotations

from operasure.matching.identity import Identity
from support.databases import MakeDatabase
from support.mentions import hits, write_page


def test_a_word_that_is_everywhere_here_comes_behind_one_that_is_rare(
    make_database: MakeDatabase,
) -> None:
    url = make_database("empty-17.1")
    texts = [f"Number {n}: the form shall be signed before noon" for n in range(4)]
    write_page(url, *texts, "no one said so, weil es regnet", "Ask Bill Hall for the key", "Hall?")
    order = [hit.mention for hit in hits(url, Identity.of(["Steve Hall", "Li Wei"]))]
    assert order == ["Hall", "weil", *["shall"] * 4, "Hall"]


def test_half_a_name_in_small_letters_comes_behind_one_that_is_written_like_a_name(
    make_database: MakeDatabase,
) -> None:
    url = make_database("empty-17.1")
    texts = [f"In part {n} of it the state will pay" for n in range(3)]
    write_page(url, *texts, "I asked Will, he knows", "the market is young", "Ask Young!")
    order = [hit.mention for hit in hits(url, Identity.of(["Will Young"]))]
    assert sorted(order[:2]) == ["Will", "Young"]
    assert order[2:] == ["young", "will", "will", "will"]
