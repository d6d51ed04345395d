"""Letters of another script in a word that only look like those of its own: Роrter with a Cyrillic
Р, `Ивaн Cидоров` with a Latin C.

Only letters that sound otherwise than they look are named: the rest stand for one another by the
tables of letters.py. A word counts as mixed where the two scripts touch; of a single Latin letter
before one it can't be told (`\\nСегодня` in JSON). Source: the letters that Unicode's security
mechanisms (UTS 39) call confusable, as far as they are letters of names.
"""

from __future__ import annotations

import re

from operasure.matching.view import View, substitute

_TO_LATIN = {
    **dict(zip("рсухвнѕԁԛԝһі", "pcyxbnsdqwhi", strict=True)),
    **dict(zip("РСУХВНЅЗԀԚԜҺІ", "PCYXBHSZDQWHI", strict=True)),
    **dict(zip("νρυχηωγ", "vpuxnwy", strict=True)),
    **dict(zip("ΗΡΧΥΝΒ", "HPXYNB", strict=True)),
    **dict(zip("аеоАЕОКМТкмтіјЈαοικΑΕΟΙΚΜΤΖ", "aeoAEOKMTkmtijJaoikAEOIKMTZ", strict=True)),
}
_TO_CYRILLIC = dict(zip("pcyxHBCPXYaeoKMTAEO", "рсухНВСРХУаеоКМТАЕО", strict=True))
_LETTERS = "".join(_TO_LATIN)

MIXED = rf"[{_LETTERS}][A-Za-z]|[A-Za-z][A-Za-z][{_LETTERS}]"
"""Where the scripts touch, for Python and for RE2."""
_MIXED = re.compile(MIXED)
_WORD = re.compile(r"[^\W\d_]+")


def readings(text: str) -> list[View]:
    """A text with mixed words in Latin letters, and in Cyrillic ones; none if it has no such."""
    if text.isascii() or _MIXED.search(text) is None:
        return []
    return [_in(text, table) for table in (_TO_LATIN, _TO_CYRILLIC)]


def _in(text: str, table: dict[str, str]) -> View:
    def word(found: re.Match[str]) -> str | None:
        if not _MIXED.search(found.group()):
            return None
        return "".join(table.get(char, char) for char in found.group())

    return substitute(View(text), _WORD, word)
