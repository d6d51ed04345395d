"""Exact matching: every place of a text that names a person, with variant and confidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from operasure.matching import codepages, damaged, layout
from operasure.matching import variants as v
from operasure.matching.decode import Reading, plain, readings
from operasure.matching.exact import Exact
from operasure.matching.full_names import Persons
from operasure.matching.identity import Identity
from operasure.matching.ids import Ids
from operasure.matching.logins import LoginFinder
from operasure.matching.variants import ALL, RANK, Confidence, Found

LONGEST = 16_384
"""Characters that a mention may take, markup inside it included."""
_LONGEST_CHAIN = 1_000
_GUESSED = re.compile(f"[{layout.UNREADABLE}{codepages.SIGNS}]")
WINDOW = 1_048_576
"""Characters looked at in one go, so that memory stays bounded whatever the text."""


@dataclass(frozen=True, slots=True)
class Match:
    """A mention: `text[start:end]` of the text that was searched, what was seen there
    (`variants`) and how sure it is."""

    start: int
    end: int
    variant: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Sighting:
    """One reading of a text in which a mention shows, before matches that overlap become one.
    `text[start:end]` is its place; `found` counts in offsets of the reading."""

    reading: Reading
    found: Found
    start: int
    end: int
    offset: int
    """Where the text of the reading begins in the text that was searched."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the text that the reading shows as `folded[start:end]`; needs start < end."""
        first, last = self.reading.span(start, end)
        return first + self.offset, last + self.offset


class Matcher:
    """Finds the mentions of one identity.

    Build it once and use it for many texts; it holds no state of a search and may be shared by
    threads. Time grows linearly with the text, memory with what is found.
    """

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self._persons = Persons(identity)
        self._accounts = LoginFinder(identity)
        self._ids = Ids(identity)
        self._exact = Exact(identity.exact)
        self._damaged = damaged.pieces(identity.names)
        self._as_damaged = (
            Exact(damaged.whole(identity.names), v.UNREADABLE, "likely"),
            Exact(damaged.halves(identity.names), v.UNREADABLE, "possible"),
        )

    def find(self, text: str, *, structured: bool = False) -> list[Match]:
        """Every mention in `text`, in order, none overlapping another. Where several are seen in
        one place, the match says the surest, then the longest of them, and covers them all.

        `structured` says that the text is the value of a field that holds a person (a committer,
        a file's owner) and not prose: a login that is all of it is certain, a family name likely.
        """
        return merged(self.sightings(text, structured=structured))

    def sightings(self, text: str, *, structured: bool = False) -> Iterator[Sighting]:
        """Everything that `find` puts together: each mention in each reading that shows it."""
        for start in range(0, len(text), WINDOW):
            low = max(0, start - LONGEST)
            window = text if len(text) <= WINDOW else text[low : start + WINDOW + LONGEST]
            for seen in self._window(window, structured and len(text) <= WINDOW, low):
                if start <= seen.start < start + WINDOW:
                    yield seen

    def _window(self, text: str, structured: bool, offset: int) -> Iterator[Sighting]:
        shown = ((r, found) for r in readings(text) for found in self._found(r, structured))
        for reading, found in chain(shown, self._found_damaged(text)):
            start, end = reading.span(found.start, found.end)
            if end - start <= LONGEST:
                yield Sighting(reading, found, start + offset, end + offset, offset)

    def _found_damaged(self, text: str) -> Iterator[tuple[Reading, Found]]:
        """What a text shows of damaged names, as it stands."""
        if not self._damaged:
            return
        reading = plain(text)
        if any(piece in reading.folded for piece in self._damaged):
            for one in self._as_damaged:
                yield from ((reading, found) for found in one.find(reading))

    def _found(self, reading: Reading, structured: bool) -> Iterator[Found]:
        every = chain(
            self._ids.find(reading),
            self._exact.find(reading),
            self._accounts.find(reading, structured=structured),
            self._persons.find(reading, structured=structured),
        )
        if reading.guessed or not self._persons.may_be_misread(reading.shown):
            yield from _sure(reading, every)
            return
        found = list(_sure(reading, every))
        yield from found
        # What shows in a reading needs no guess, and the other is the same character by character.
        places = {(one.start, one.end) for one in found}
        misread = reading.misread()
        for guess in _sure(misread, self._persons.find(misread, structured=structured)):
            if (guess.start, guess.end) not in places:
                yield guess


def _sure(reading: Reading, every: Iterable[Found]) -> Iterator[Found]:
    """What counts of a reading: what needs letters that nobody can read as likely at most; of a
    reading with letters guessed nothing else, for it shows in another."""
    for found in every:
        if _GUESSED.search(reading.folded, found.start, found.end):
            sure: Confidence = "possible" if found.confidence == "possible" else "likely"
            yield Found(found.start, found.end, v.UNREADABLE, sure)
        elif not reading.guessed:
            yield found


def merged(sightings: Iterable[Sighting]) -> list[Match]:
    """One match for each place: where sightings overlap, the most telling of them, extended to
    what all of them cover. A chain of overlaps that grows too long is cut."""
    found = {Match(s.start, s.end, s.found.variant, s.found.confidence) for s in sightings}
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.start, -m.end)):
        last = kept[-1] if kept else None
        if last is None or match.start >= last.end:
            kept.append(match)
            continue
        start, end = last.start, max(last.end, match.end)
        if end > last.end and end - start > _LONGEST_CHAIN:
            kept.append(replace(match, start=last.end))
        else:
            kept[-1] = replace(min(last, match, key=_order), start=start, end=end)
    return kept


def _order(match: Match) -> tuple[int, int, int]:
    return -RANK[match.confidence], match.start - match.end, ALL.index(match.variant)
