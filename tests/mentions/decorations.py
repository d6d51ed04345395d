"""Strategies: the ways in which a name may be dressed up in a text without being another name."""

from __future__ import annotations

import html.entities
import unicodedata
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

LINES = ("\n", "\r\n   ", "<br>", "<br/>\n", "&lt;br&gt;", "</td><td>")
"""What begins a line or a cell."""

WITHIN_A_LINE = (
    " ", "  ", "\t", "\u00a0", "\u2009", "\u3000", "&nbsp;", "&#160;", "&#xA0;", "&ensp;", "\u2010",
    "\u2011", "\u2013", "_", "-", "\\_", "** ", " **", "</b> <i>", " \u200b", "+", "%20", "\\n",
    ".", "\\u00a0", "\\u0020", "](https://example.org/x?a=1&b=2) ",
)  # fmt: skip

SEPARATORS = LINES + WITHIN_A_LINE
"""What may stand between the parts of a name."""

INSIDE = (
    "\u00ad", "\u200c", "\u200d", "\ufeff", "\u2060", "\u200b", "&shy;", "&#173;", "&zwj;",
    "\\u00ad", "%C2%AD", "<wbr>", "<b>", "</strong>", '<span class="x y">', "<!-- x -->",
    "&lt;i&gt;", "\\u003cb\\u003e", "**", "_", "~~", "`", "\\",
)  # fmt: skip
"""What may stand inside a word of a name."""

BEFORE = (
    "",
    " ",
    "(",
    "> ",
    "@",
    '"',
    "<p>",
    "- ",
    "1. ",
    "\\n",
    "„",
    "会议",
    "x ",
    "Hallo ",
    "&gt;",
    "/",
)
BEHIND = (
    "",
    " ",
    ".",
    ",",
    ")",
    '"',
    "</p>",
    "'s",
    "s",
    "\\n",
    "“",
    "は",
    " x",
    ":",
    "&lt;",
    "?",
    "/a",
)


def _entity(char: str) -> str:
    name = html.entities.codepoint2name.get(ord(char))
    return f"&{name};" if name else f"&#{ord(char)};"


def _json(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


def _other_case(char: str) -> str:
    changed = char.swapcase()
    return changed if len(changed) == 1 else char


WAYS: tuple[Callable[[str], str], ...] = (
    str,
    _other_case,
    _entity,
    lambda char: f"&#{ord(char)};",
    lambda char: f"&#x{ord(char):X};",
    lambda char: _entity(char).replace("&", "&amp;"),
    _json,
    lambda char: _json(char).replace("\\", "\\\\"),
    _percent,
    lambda char: "".join(f"\\x{byte:02x}" for byte in char.encode()),
    lambda char: "".join(f"\\{byte:03o}" for byte in char.encode()) if ord(char) > 0x7F else char,
    lambda char: unicodedata.normalize("NFD", char),
)
"""How one letter may be written."""


@st.composite
def word(draw: st.DrawFn, letters: str) -> str:
    """A word with its letters written in any way, and things in between that don't count."""
    parts: list[str] = []
    for number, letter in enumerate(letters):
        if number and draw(st.integers(0, 5)) == 0:
            parts.append(draw(st.sampled_from(INSIDE)))
        way = draw(st.sampled_from(WAYS)) if draw(st.integers(0, 2)) == 0 else str
        parts.append(way(letter))
    return "".join(parts)


@st.composite
def decorated(draw: st.DrawFn, *words: str, separators: Sequence[str] = SEPARATORS) -> str:
    """The words in a row, dressed up, with something before and behind them."""
    text = draw(word(words[0]))
    for following in words[1:]:
        text += draw(st.sampled_from(separators)) + draw(word(following))
    return draw(st.sampled_from(BEFORE)) + text + draw(st.sampled_from(BEHIND))
