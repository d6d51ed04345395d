"""The word that stands for a name, as the place can take it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from operasure.erase.cutting import Span
from operasure.erase.cutting.passages import NO_ADDRESS

_COMPACT = re.compile(r"\S*[-_/.:%]\S*")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
ENGLISH_SLUG = "deleted-user"
"""For a word that has no letter of the Latin alphabet."""
_AROUND = 300
_PICTURE = re.compile(r"""(?:!\[[^\]\n]*\]\(|<img\b[^<>]*\bsrc=["'])[^\s/:()<>"']*$""")
_PICTURE_END = re.compile(
    r"""[^\s/:()<>"']*\.(?:bmp|gif|jpe?g|png|svg)(?=[\s)"'])""", re.IGNORECASE
)
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "ł": "l"})


def fitted(span: Span, text: str, word: str) -> Span:
    """A passage of a text with what can stand in its place. An email address that is all of the
    text gives way to one that is none. In the name of a picture without a path, which OpenProject
    looks up among the attachments
    (lib/open_project/text_formatting/filters/attachment_filter.rb:37-73), the word is written as in
    the name of the file."""
    if (span.start, span.end) == (0, len(text)) and _ADDRESS.fullmatch(text):
        span = replace(span, replacement=NO_ADDRESS)
    before = text[max(0, span.start - _AROUND) : span.start]
    here = _PICTURE.search(before) and _PICTURE_END.match(text, span.end, span.end + _AROUND)
    return replace(span, replacement=slug(word)) if here and not span.exact else span


def is_compact(text: str) -> bool:
    """Whether a text is one word with signs in it, such as an address or the name of a file."""
    return bool(_COMPACT.fullmatch(text))


def slug(word: str) -> str:
    """A word in small letters, with hyphens for blanks and no accents."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or ENGLISH_SLUG
