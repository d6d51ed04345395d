"""Finding a name just as it was given, whatever signs it holds: Müller/Maier, Malcolm X.

Such a text names the person for certain, even where its words do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from operasure.matching import variants as v
from operasure.matching.decode import Reading
from operasure.matching.fold import CELL, FOLD, INVISIBLE, SOFT
from operasure.matching.variants import Confidence, Found

_GAP = f"[{INVISIBLE}{SOFT}]{{0,20}}+"
_BLANK = rf"(?!\n[ ]*\n)[ \n{CELL}{INVISIBLE}{SOFT}]{{1,40}}+"


def folded(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as readings are folded, each once, the longest first."""
    return tuple(sorted({text.translate(FOLD) for text in texts}, key=lambda t: (-len(t), t)))


class Exact:
    """Looks for texts as they are: names as they were given, or as programs damage them."""

    def __init__(
        self,
        texts: Iterable[str],
        variant: str = v.AS_GIVEN,
        confidence: Confidence = "certain",
    ) -> None:
        self._variant, self._confidence = variant, confidence
        gap = _GAP if variant == v.AS_GIVEN else ""
        ways = "|".join(_pattern(text, gap) for text in folded(texts))
        self._pattern = re.compile(f"(?:{ways})") if ways else None

    def find(self, reading: Reading) -> Iterator[Found]:
        """What the reading shows of them: no letter or digit may touch a letter or digit."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(reading.folded):
            yield Found(*match.span(), self._variant, self._confidence)


def _pattern(text: str, gap: str) -> str:
    """What touches a text is asked behind its first character: `re` looks for a character quickly,
    and for what stands before one at every place."""
    words = _BLANK.join(gap.join(map(re.escape, word)) for word in text.split())
    first = re.escape(text[0])
    before = rf"(?<![^\W_]{first})" if text[0].isalnum() else ""
    inside = f"{first}{before}{words.removeprefix(first)}"
    behind = r"(?![^\W_])" if text[-1].isalnum() else ""
    return f"{inside}{behind}"
