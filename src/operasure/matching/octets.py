r"""Text that shows as its bytes: a literal in hexadecimal digits (`\x52c3b6`, `X'52'`, `0x52`),
UTF-16 with a sign for each zero (`R^@u^@`), and Japanese in the seven bits of mail.

Sources: RFC 1468 (ISO-2022-JP); the literals of PostgreSQL, MySQL and SQL Server; the caret
notation of terminals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from operasure.matching.view import View, replaced, substitute

_H = "[0-9a-fA-F]"
_TOLD = rf"(?:0[xX]|[xX]'|\\[xX])(?:[2-7c-fC-F]{_H}{{13,}}|{_H}{{20,}})"
_RUN = re.compile(rf"(?<![0-9A-Za-z]){_TOLD}(?![0-9A-Za-z])")
"""Bytes in hexadecimal digits that something announces. A long word of them that nothing does is a
digest or a key, and never read."""
_BYTE = re.compile(rf"(?:0[xX]|[xX]'|\\[xX])?({_H}{{2}})")
_LAST_PAGE = 6
"""The upper byte in UTF-16 of the last alphabet that is told by it: Arabic."""
_TELLING = 0.9
"""The share of letters, digits and the like from which on bytes count as text."""
_PLAIN = "{}\":,.;-_@<>/()=+*#!?' \t\r\n&|"

_ESCAPE = r"\x1b\$[@B]"
_SEVEN_BITS = re.compile(rf"{_ESCAPE}((?:[!-~]{{2}}){{1,400}}?)\x1b\([BJ]")
ZEROS = r"\^@[^\x00]\^@"
"""Zeros amid the letters of UTF-16, as a terminal shows them."""
_ZERO = re.compile(r"\^@")
PATTERNS = (_TOLD, _ESCAPE, ZEROS)
"""What a text must hold for anything of it to be read, for RE2. Whatever else were to be read here
would take more states than RE2 remembers, and the search of all texts ten times as long."""


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where a text may show as its bytes."""
    yield from ((start, end) for start, end, _ in _hexadecimal(text))
    if "^@" in text:
        yield from (match.span() for match in _ZERO.finditer(text))
    if "\x1b" in text:
        yield from (match.span() for match in _SEVEN_BITS.finditer(text))


def read(view: View) -> View:
    """With bytes read as the text that they are."""
    view = replaced(view, _hexadecimal(view.text))
    if "^@" in view.text:
        view = substitute(view, _ZERO, lambda match: "")
    return substitute(view, _SEVEN_BITS, _japanese) if "\x1b" in view.text else view


def _hexadecimal(text: str) -> Iterator[tuple[int, int, str]]:
    for run in _RUN.finditer(text):
        found = list(_BYTE.finditer(text, *run.span()))
        at = 0
        for char, size in _text(bytes(int(byte[1], 16) for byte in found)):
            yield found[at].start(), found[at + size - 1].end(), char
            at += size


def _text(raw: bytes) -> list[tuple[str, int]]:
    """The characters that bytes stand for, and how many of them; none if they are no text."""
    charset = _charset(raw)
    shown = [(c, len(c.encode(charset))) for c in raw.decode(charset, "ignore")]
    telling = sum(char.isalnum() or char in _PLAIN for char, _ in shown)
    whole = sum(size for _, size in shown) == len(raw)
    return shown if whole and telling >= _TELLING * len(shown) else []


def _charset(raw: bytes) -> str:
    """What bytes are likely written in. In UTF-16 every other byte says the alphabet."""
    for charset, upper in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[::2])):
        if upper and max(upper) <= _LAST_PAGE:
            return charset
    try:
        raw.decode()
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _japanese(match: re.Match[str]) -> str | None:
    try:
        return match.group().encode().decode("iso2022_jp")
    except UnicodeDecodeError:
        return None
