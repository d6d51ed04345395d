"""The tokens of SQL, as far as names are put right in it (`operasure.database.naming`)."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import NamedTuple

_PIECE = (
    r"[^\W\d][\w$]*+(?!['\"&])|[^\w\s'\":|-]"  # what most are, first
    r"|[eE]'(?:[^'\\]|\\.|'')*'|(?:[uU]&|[bBnNxX])?'[^']*(?:''[^']*)*'"  # a text
    r'|(?:[uU]&)?"[^"]*(?:""[^"]*)*"|[^\W\d][\w$]*'  # a name, quoted or plain
    r"|::|:[A-Za-z_]\w*|\|\||\d[\d.]*(?:[eE][+-]?\d+)?|."
)
_SPACE = re.compile(r"\s*+(?>(?:--[^\n]*\s*)*)")
_QUICK = re.compile(f"(?:{_PIECE}){_SPACE.pattern}", re.DOTALL)
"""A token with the space behind it."""
_PARTS = re.compile(f"({_PIECE})({_SPACE.pattern})", re.DOTALL)
_SLOW = re.compile(r"/\*|\$\w*\$")
_ANY = re.compile(
    rf"(?P<space>\s+|--[^\n]*)|(?P<comment>/\*)"
    rf"|(?P<token>\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$|{_PIECE})",
    re.DOTALL,
)
_COMMENT = re.compile(r"/\*|\*/")
LIST_ENDS = frozenset(
    "where group order having limit offset fetch for union intersect except window set "
    "returning select values".split()
)
_LEADS = frozenset("from join using update into select delete on".split())
_BRACKETS = frozenset("(),;")
_SIGNS = LIST_ENDS | _LEADS | _BRACKETS
"""What decides where tables are named."""


class Token(NamedTuple):
    """`word` is the name that it stands for; of anything but a quoted name it is in lower case.
    `sign` is one character for a parameter and what decides where tables are named, `w` for a word,
    else empty.
    `written` is how it is written with the space behind it."""

    kind: str
    text: str
    word: str
    is_quoted: bool
    sign: str
    written: str


WORD, SIGN, WRITTEN = (
    itemgetter(Token._fields.index(field)) for field in ("word", "sign", "written")
)
"""Fields of many tokens, in half the time that their names take."""
NONE = Token("none", "", "", False, "", "")


def tokens(sql: str) -> list[Token]:
    """The tokens of a statement, each with the space behind it; comments are space. Space at the
    beginning is left out."""
    if _SLOW.search(sql):
        return [_token(*piece) for piece in _slowly(sql)]
    start = _SPACE.match(sql)
    return list(map(_KNOWN.__getitem__, _QUICK.findall(sql, start.end() if start else 0)))


def _slowly(sql: str) -> list[tuple[str, str]]:
    """The tokens of a statement that may have comments in /* */, or texts in dollar signs, each
    with the space behind it."""
    found: list[tuple[str, str]] = []
    at = 0
    while match := _ANY.match(sql, at):
        at = match.end()
        if match["token"]:
            found.append((match[0], ""))
            continue
        if match["comment"]:
            at = _comment_end(sql, match.start())
        if found:
            text, space = found[-1]
            found[-1] = text, space + sql[match.start() : at]
    return found


_MOST = 4096
"""Pieces that are remembered."""


class _Known(dict[str, Token]):
    """Texts with the space behind them to tokens: the same few stand in all statements."""

    def __missing__(self, piece: str) -> Token:
        if len(self) >= _MOST:
            self.clear()
        found = self[piece] = _token(*_PARTS.findall(piece)[0])
        return found


_KNOWN = _Known()


def _token(text: str, space: str) -> Token:
    """What a piece of a statement is."""
    first, last = text[0], text[-1]
    # A comment is no part of what the server is told, and may hold anything.
    written = text + (space and ("\n" if "\n" in space else " "))
    if last == '"' and len(text) > 1:
        word = text[1:-1].replace('""', '"') if first == '"' else text
        return Token("name", text, word, True, "", written)
    word = text.lower()
    sign = "" if word not in _SIGNS else word if word in _BRACKETS else "w"
    if last == "'" and len(text) > 1:
        kind = "string"
    elif (first == "_" or first.isalnum()) and not first.isdecimal():
        kind = "name"
    elif first == ":" and text not in {":", "::"}:
        kind, word, sign = "parameter", text, ":"
    else:
        kind, word = "other", text
    return Token(kind, text, word, False, sign, written)


def _comment_end(sql: str, at: int) -> int:
    """Where a comment in /* */ ends; they nest."""
    depth = 0
    for mark in _COMMENT.finditer(sql, at):
        depth += 1 if mark.group() == "/*" else -1
        if not depth:
            return mark.end()
    return len(sql)
