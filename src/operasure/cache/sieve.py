"""The first look at plain bytes: can anything in them name the person at all?

One entry in hundreds can. Only those are read structurally and handed to the matcher, which is
what makes a whole cache affordable; so the sieve may let too much through, but never too little.
"""

from collections.abc import Iterator

import re2

from operasure.cache import ids
from operasure.cache.person import Person

_MEMORY = 64 * 1024 * 1024
_AROUND = 1000
"""Bytes on each side of a hit that a matcher is given to see it in its context."""
_LONGEST = 60_000
"""Bytes of a passage, beyond which the next begins; they overlap by twice what is around."""


class Sieve:
    """Tells whether text may name one person, by the matcher's own loose pattern and that for
    ids, and where."""

    def __init__(self, person: Person) -> None:
        self._always = person.finder is not None and person.loose is None
        patterns = [person.loose] if person.loose else []
        patterns += ids.loose(person.user_ids) if person.user_ids else []
        options = re2.Options()
        options.max_mem = _MEMORY
        options.never_capture = True
        self._pattern = re2.compile("|".join(patterns) or _NEVER, options)

    def suspects(self, data: bytes) -> bool:
        """Whether UTF-8 text, or bytes in which such text stands, may name the person."""
        return self._always or self._pattern.search(data) is not None

    def passages(self, text: str) -> Iterator[str]:
        """The passages of a text that may name the person, each with what stands around it."""
        data = text.encode("utf-8", "replace")
        if self._always:
            yield text
            return
        spans: list[list[int]] = []
        at = 0
        while hit := self._pattern.search(data, at):
            # Whatever else is near stands in the same passage, with half as much behind it.
            at = hit.end() + _AROUND // 2
            start, end = max(hit.start() - _AROUND, 0), hit.end() + _AROUND
            if spans and start <= spans[-1][1]:
                spans[-1][1] = max(end, spans[-1][1])
            else:
                spans.append([start, end])
        for start, end in spans:
            for at in range(start, max(end - 2 * _AROUND, start + 1), _LONGEST):
                passage = data[at : min(at + _LONGEST + 2 * _AROUND, end)]
                yield passage.decode("utf-8", "ignore")


_NEVER = r"[^\x00-\x{10FFFF}]"
