"""The bound of a sample: how many texts may be missed at most, by those that were read."""

from __future__ import annotations

from math import ceil, comb

import pytest

from operasure.core.bound import most, per_million, percent


def test_the_bound_holds_for_every_number_of_misses() -> None:
    """Not simulated but counted: of all samples, in at least 95 of 100 it is not exceeded."""
    for texts in (1, 2, 7, 30):
        for drawn in range(texts + 1):
            bounds = [most(texts, drawn, found) for found in range(drawn + 1)]
            for missed in range(texts + 1):
                right = sum(
                    comb(missed, found) * comb(texts - missed, drawn - found)
                    for found in range(max(0, drawn - texts + missed), min(missed, drawn) + 1)
                    if bounds[found] >= missed
                )
                assert 100 * right >= 95 * comb(texts, drawn)


def binomial(drawn: int, found: int) -> float:
    """The bound of Clopper and Pearson on the share, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        below = sum(
            comb(drawn, i) * middle**i * (1 - middle) ** (drawn - i) for i in range(found + 1)
        )
        low, high = (middle, high) if below > 0.05 else (low, middle)
    return high


@pytest.mark.parametrize("found", [0, 1, 5])
def test_the_bound_is_the_binomial_one_for_many_texts_and_better_for_few(found: int) -> None:
    share = binomial(300, found)
    for texts, near in ((400, False), (10_000, False), (50_000_000, True)):
        bound = most(texts, 300, found)
        assert bound <= ceil(share * texts)
        assert not near or bound / texts == pytest.approx(share, rel=1e-3)


def test_the_rule_of_three_is_near() -> None:
    assert most(10_000_000, 300, 0) / 10_000_000 == pytest.approx(3 / 300, rel=0.01)


def test_a_share_is_rounded_up() -> None:
    assert per_million(1, 3_000_000) == 1
    assert percent(per_million(most(120_000, 300, 0), 120_000)) == "1.0"
    assert percent(20_817) == "2.1"
    assert percent(9_901) == "1.0"
    assert percent(101) == "0.02"


@pytest.mark.parametrize("numbers", [(10, 11, 0), (10, 5, 6), (10, 5, -1)])
def test_numbers_that_no_sample_has(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no sample"):
        most(*numbers)
