"""An upper bound for how many of a set are of a kind, computed from a random sample.

The sample is drawn without replacement, so the number of its members of the kind follows the
hypergeometric distribution, whatever share of the set was drawn. The bound is the exact one-sided
one of Clopper and Pearson (Biometrika 26, 1934), inverted for that distribution, in whole numbers
throughout: nothing is rounded, and in at least `CONFIDENCE` of 100 samples it is not exceeded. It
never lies above the binomial bound, which takes the set to be without end.
"""

from __future__ import annotations

from math import comb

CONFIDENCE = 95
"""Per cent of samples of which the bound holds, at least."""


def most(population: int, drawn: int, found: int) -> int:
    """The largest number of members of the kind that the sample leaves possible: `found` of `drawn`
    were of it, drawn from `population`. Raises ValueError for numbers that no sample has."""
    if not 0 <= found <= drawn <= population:
        raise ValueError(f"no sample: {found} of {drawn} of {population}")
    low, high = found, population - (drawn - found)
    every = comb(population, drawn) * (100 - CONFIDENCE)
    while low < high:
        middle = (low + high + 1) // 2
        if 100 * _at_most(population, drawn, found, middle) > every:
            low = middle
        else:
            high = middle - 1
    return low


def _at_most(population: int, drawn: int, found: int, kind: int) -> int:
    """In how many samples at most `found` are of the kind, where `kind` of the population are."""
    others = population - kind
    first = max(0, drawn - others)
    if first > found:
        return 0
    term = total = comb(kind, first) * comb(others, drawn - first)
    for i in range(first, found):
        term = term * (kind - i) * (drawn - i) // ((i + 1) * (others - drawn + i + 1))
        total += term
    return total


def per_million(number: int, of: int) -> int:
    """A share in millionths, rounded up."""
    return -(-number * 1_000_000 // of) if of else 0


def percent(per_million: int) -> str:
    """A share in per cent with one place behind the point, or with two below one; rounded up."""
    hundredths = -(-per_million // 100)
    if hundredths < 100:
        return f"0.{hundredths:02d}"
    tenths = -(-per_million // 1_000)
    return f"{tenths // 10}.{tenths % 10}"
