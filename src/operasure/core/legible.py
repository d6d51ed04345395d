"""Input from outside in readable form: bytes decoded to text, control characters made visible.

Names of tables, texts of rows, keys of a cache, names of files and answers of servers are other
people's input. Whatever of it is shown passes through `visible`: renderers call it for each line
or cell, and the streams of the command line once more for everything (cli/streams.py).
"""

from __future__ import annotations

import json
import re
import secrets
import unicodedata
from collections.abc import Iterable
from json.encoder import encode_basestring

_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r") + b"\x7f"
_TO_BLANK = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Controls, format characters (those that turn the line around among them), halves of pairs,
characters for private use and none, separators of lines."""

SIGN = "".join(chr(0xF0000 + secrets.randbelow(0xFFFE)) for _ in range(2))
"""What a colour of our own begins with until it is written: nobody outside can know it, so no text
can be painted from there. A letter follows (cli/streams.py)."""
_PARTS = re.compile(f"({SIGN}[a-z])")
COLOURS = {
    "clear": "h",
    "leftovers": "b",
    "leftover": "r",
    "not-deleted": "r",
    "incomplete": "y",
    "unchecked": "y",
    "retained": "c",
    "accepted": "c",
}
"""The letter of a colour by the word that it means."""
UNCOLOURED = f"{SIGN}z"
"""Where a colour of our own ends."""


def plain(text: str, _word: str) -> str:
    """Like `paint`, but leaves the text as it is."""
    return text


def paint(text: str, word: str) -> str:
    """Colour a text by the meaning of a word."""
    code = COLOURS.get(word)
    return f"{SIGN}{code}{text}{UNCOLOURED}" if code else text


def legible(value: bytes) -> bytes:
    """The parts of some bytes that are UTF-8, with blanks for what stands between."""
    blank = value.translate(_TO_BLANK)
    if blank.isascii():
        return blank
    return blank.decode(errors="replace").replace("\ufffd", " ").encode()


def visible(text: str, kept: str = "") -> str:
    """A text of which everything shows and nothing acts: what a terminal would obey, what would
    break the line or turn it around stands as an escape (`\\x1b`, `\\n`, `\\u202e`), but for the
    characters `kept` and our own colours."""
    if text.isprintable():
        return text
    if SIGN in text:
        parts = _PARTS.split(text)
        return "".join(part if i % 2 else _shown(part, kept) for i, part in enumerate(parts))
    return _shown(text, kept)


def flowing(text: str, kept: str = "") -> str:
    """A passage on one line: breaks are blanks, format characters are left out, the rest is
    `visible`; but for the characters `kept`."""
    if text.isprintable():
        return text
    return visible("".join(c if c in kept else _flows(c) for c in text), kept)


def _flows(char: str) -> str:
    kind = unicodedata.category(char)
    if char in "\n\r\t" or kind in {"Zl", "Zp"}:
        return " "
    if kind in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    return "" if kind == "Cf" else char


def _shown(text: str, kept: str) -> str:
    """By lines: of a long report only those that hold something are gone through by characters."""
    lines = (a if a.isprintable() else _shown_line(a, kept) for a in text.split("\n"))
    return ("\n" if "\n" in kept else escaped("\n")).join(lines)


def _shown_line(line: str, kept: str) -> str:
    return "".join(
        char if char in kept or unicodedata.category(char) not in _HIDDEN else escaped(char)
        for char in line
    )


def escaped(char: str) -> str:
    """A character by its number, as most languages write it."""
    code = ord(char)
    if char in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def joined(lines: Iterable[str]) -> str:
    """Lines of a report as one text, each on one line and visible, without blanks at its end."""
    return "".join(f"{visible(line.rstrip())}\n" for line in lines)


def filled_in(value: object) -> object:
    """What a page's template is given for a place in it: visible, its line breaks kept."""
    if not isinstance(value, str) or value.isprintable():
        return value
    return type(value)(visible(value, "\n\t"))


def json_text(value: object, indent: int | None = 1) -> str:
    """A value as JSON (RFC 8259) in characters that show; others by their escapes. Its keys are
    texts."""
    written = _json(value) if indent is None else _indented(value, "\n", " " * indent)
    lines = written.split("\n")
    if "".join(lines).isprintable():
        return written
    return "\n".join(line if line.isprintable() else _escaped_json(line) for line in lines)


def _indented(value: object, begin: str, indent: str) -> str:
    """A value as `json` writes it over several lines, which takes that three times as long.
    `begin` is the end of the line before it, and what stands before the next."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    inside = begin + indent
    if isinstance(value, dict) and value:
        items = [
            f"{encode_basestring(key)}: {_indented(each, inside, indent)}"
            for key, each in value.items()
        ]
        return f"{{{inside}{f',{inside}'.join(items)}{begin}}}"
    if isinstance(value, list | tuple) and value:
        items = [_indented(each, inside, indent) for each in value]
        return f"[{inside}{f',{inside}'.join(items)}{begin}]"
    return str(value) if type(value) is int else _json(value)


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _escaped_json(line: str) -> str:
    return "".join(
        json.dumps(char)[1:-1] if unicodedata.category(char) in _HIDDEN else char for char in line
    )


def count(number: int, noun: str, many: str | None = None) -> str:
    """A number with its noun; `many` is that of several, where it is not with an s."""
    return f"{number} {noun if number == 1 else many or f'{noun}s'}"


def size(number: int) -> str:
    """Bytes in words."""
    for unit, step in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
        if number >= step:
            return f"{number / step:.1f} {unit}"
    return f"{number / 1000:.0f} kB"
