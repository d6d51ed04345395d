"""Ids behind escapes of other kinds in one another, and ids whose digits are escaped.

The escapes are those that queries/decoded.sql reads: of JSON, YAML, Ruby and PHP, of URLs, of HTML
and XML, for the characters of ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DEPTH = 3
"""How many kinds of escapes in one another are read; each kind may be escaped however often."""

_NAMES = "quot apos lt gt num sol colon equals comma lpar rpar lsqb rsqb percnt bsol nbsp amp"
_NAMED = dict(zip(_NAMES.split(), "\"'<>#/:=,()[]%\\ &", strict=True))
_HEX = "[0-9a-fA-F]"
_ESCAPE = re.compile(
    rf"\\{{1,64}}(?:u00([0-7]{_HEX})|u\{{0{{0,9}}([0-7]?{_HEX})\}}|x([0-7]{_HEX})|([nrt\"'/#=:]))"
    rf"|%(?:25){{0,9}}([0-7]{_HEX})"
    rf"|&(?:amp;){{0,9}}(?:#0{{0,9}}(\d{{1,3}});|#[xX]0{{0,9}}([0-7]?{_HEX});|({'|'.join(_NAMED)});)"
)
_SPACES = frozenset("nrt")


def read(text: str) -> str:
    """The text with its escapes read; what is none stays as it is."""
    for _ in range(DEPTH):
        before, text = text, _ESCAPE.sub(_character, text)
        if text == before:
            break
    return text


def _character(match: re.Match[str]) -> str:
    unicode, braced, byte, sign, percent, decimal, hexadecimal, name = match.groups()
    if sign:
        return "\n" if sign in _SPACES else sign
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(unicode or braced or byte or percent or hexadecimal, 16)
    return chr(code) if 0 < code < 128 else match[0]


def coded(numbers: Iterable[int]) -> str:
    """An expression for RE2 and Python, over bytes or text, that hits wherever one of these numbers
    stands with a digit escaped. It asks for the first such digit and those before it."""
    starts = {
        str(number)[:i] + _digit(digit) for number in numbers for i, digit in enumerate(str(number))
    }
    return f"(?:{'|'.join(sorted(starts))})"


LETTER = (
    r"(?:\\(?:[uU]00|[uU]\{0{0,9}|[xX])|%(?:25)*|&(?:amp;)*#[xX]0{0,9})"
    r"(?:[46][1-9a-fA-F]|[57][0-9aA])"
    r"|&(?:amp;)*#0{0,9}(?:6[5-9]|[78][0-9]|9[07-9]|1[01][0-9]|12[0-2]);"
)
"""An expression for RE2 and Python, over bytes or text: a letter that is escaped, as no program
writes it beside plain digits. The word that it is in tells whose the number is."""


def _digit(digit: str) -> str:
    code = 48 + int(digit)
    return rf"(?:[uxUX]\{{?0*3{digit}|%(?:25)*3{digit}|(?:#|23)(?:0*{code}|[xX]0*3{digit})[;%\\])"
