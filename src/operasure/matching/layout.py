"""Words that the layout of a page or of a calendar has broken, and letters that nobody can read."""

from __future__ import annotations

import re
from collections.abc import Collection

from operasure.matching.view import View, substitute

UNREADABLE = "\ufffd"
"""Stands for letters that were lost: Unicode's own sign for them."""
LINE_END = r"(?:\r?\n|\\r\\n|\\n)"
MARGIN = r"[ \t]{0,40}(?:[>|*#/%;]{1,8}[ \t]{0,8}){0,4}"
"""What a line may begin with before its text: blanks, signs of a quotation or of a comment."""
SIGNS = "?#\x80-\x9f\xa1-\xac\xae-\xbf×÷ˆ˜\u2018-\u2bff\ufffd"
"""What stands where a letter could not be shown, within brackets."""

NO_WORDS = "ÄäËëÏïÖöÜüŸÿÑñÃãÕõÇçØøÆæŁłŚśŠšŽžŹźŻżČčĆćĐđĎďŇňŘřŤťŮůŐőŰűĞğŞşİıĀāĒēĪīŪūÂâÎîÛûÊê"
"""Letters of the Latin script that are a word in few languages, within brackets."""
_ALPHABETS = "A-Za-zÄ-ßä-èê-ɏͰ-ӿ"
APART = f" [{NO_WORDS}] [a-z]"
"""Where a letter stands apart from its word."""
SPACED = (
    rf" [{_ALPHABETS}] [{_ALPHABETS}] [{_ALPHABETS}] (?:[A-Za-z](?:\b|$)|[À-ɏ]|[Ͱ-ӿ][ .,;:\r\n])"
)
"""Where the letters of a word may be spaced out."""

ZONE = "<<[A-Z]+<"
"""The names in the machine-readable zone of a passport, glued to what stands before them. Source:
ICAO Doc 9303."""
TICKET = r"[A-Z]/[A-Z]+(?:MRS?|MS|MISS|MSTR|CHD|DR)\b"
"""A name as airlines write it, the title glued to it."""
NATIONAL = r"{|}~\[\\\]"
"""What stood for a letter in the national sets of seven bits (ISO 646), within brackets."""

_LETTER = r"[^\W\d_]"
_ESCAPED = r"(?:u[0-9a-fA-F]{4}|u[0-9]{2,5}\?|['x][0-9a-fA-F]{2}|[0-3][0-7]{2})"
"""What of an escape may follow its backslash, where the line of a calendar ends between them."""
_BROKEN = re.compile(
    rf"(?<=[^\W_])(?:[-\u2010\u2011\u00ac\u00ad][ \t]?{LINE_END}"
    rf"(?:\s{{0,4}}\f?[0-9]{{0,4}}\s{{0,4}})??{MARGIN}"
    rf"|\\(?!\r?\n[ \t]{_ESCAPED}){LINE_END}[ \t]*)(?=[^\W_])"
    rf"|(?<=[^\s])\r?\n[ \t](?=[^\s])"
    rf"|(?<=[^\s]@)\r?\n(?=[^\s])"
)
_ZONE = re.compile(r"(?<![A-Z0-9])[PVIAC][A-Z<][A-Z]{3}(?=[A-Z]{2,}(?:<[A-Z]+)*<<[A-Z]+<)")
_TICKET = re.compile(r"(?<=[A-Z]/)[A-Z]{2,40}?(?=(?:MRS?|MS|MISS|MSTR|CHD|DR)(?![A-Za-z]))")
_MAY_BE_SPACED = re.compile(SPACED)
_SPACED = re.compile(r"(?<![^\W_])(?:[A-Za-zÀ-ɏͰ-ӿ] ){3,40}[A-Za-zÀ-ɏͰ-ӿ](?![^\W_])")
_APART = re.compile(f" [{NO_WORDS}] (?=[a-z])")
_NATIONAL = re.compile(r"(?<=[A-Za-z])[{|}~](?=[a-z])|(?<=[A-Z])[\[\\\]](?=[A-Z])")
_BLANK = re.compile(" ")
_LOST = re.compile(
    rf"(?<={_LETTER})(?:[{SIGNS}]{{1,4}}|[\u0370-\u04ff]{{1,2}}(?=[A-Za-z]))(?={_LETTER})"
    rf"|(?<![^\s(\[\"'>;,:=|])[?\ufffd]{{1,4}}(?={_LETTER})"
    rf"|(?<={_LETTER})[?\ufffd]{{1,4}}(?![^\W_])"
)


def joined(view: View) -> View:
    """With words whole that a line end, a hyphen, a fold or blanks between letters broke."""
    view = substitute(view, _BROKEN, lambda match: "")
    if "<<" in view.text:
        view = substitute(view, _ZONE, lambda match: f"{match.group()} ")
    if "/" in view.text:
        view = substitute(view, _TICKET, lambda match: f"{match.group()} ")
    if _MAY_BE_SPACED.search(view.text):
        runs = _SPACED.finditer(view.text)
        view = _without(view, {at for run in runs for at in range(run.start() + 1, run.end(), 2)})
    apart = _APART.finditer(view.text)
    return _without(view, {at for one in apart for at in (one.start(), one.end() - 1)})


def _without(view: View, blanks: Collection[int]) -> View:
    """Without some blanks, each for itself: what is read around one keeps its own place."""
    return substitute(view, _BLANK, lambda blank: "" if blank.start() in blanks else None)


def national(view: View) -> View:
    """With a sign for each letter of a national set of seven bits."""
    return substitute(view, _NATIONAL, lambda match: UNREADABLE)


def lost(view: View) -> View:
    """With one sign for each run of signs that may stand for a letter."""
    return substitute(view, _LOST, lambda match: UNREADABLE)
