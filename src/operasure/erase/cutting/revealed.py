"""Checks whether an edit has made the text next to it name the person.

A word that is glued to another is no name (`Щербаковjmueller`); once the other has gone, it may be.
And the word that takes a name's place may name the person itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from operasure.erase.difference import changes
from operasure.matching.match import Match, Matcher


def revealed(matcher: Matcher, before: str, after: str, *, structured: bool = False) -> list[Match]:
    """The mentions in `after` that were none before, in order. Those that still stand where they
    stood are not among them."""
    known = {(m.start, m.end) for m in matcher.find(before, structured=structured)}
    starts: list[int] = []
    ends: list[int] = []
    moved = [0]
    for change in changes(before, after):
        starts.append(change.start + moved[-1])
        ends.append(starts[-1] + len(change.new))
        moved.append(moved[-1] + len(change.new) - (change.end - change.start))
    found: list[Match] = []
    for match in matcher.find(after, structured=structured):
        passed = bisect_right(ends, match.start)
        whole = bisect_left(starts, match.end) <= passed
        old = match.start - moved[passed], match.end - moved[passed]
        if not (whole and old in known):
            found.append(match)
    return found
