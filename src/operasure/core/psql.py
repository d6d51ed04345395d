"""Text in scripts for psql: everything from outside is quoted and on one line.

psql reads a script by lines, and takes a backslash for a command wherever it is not within quotes.
So a line break, however it got into a name, a type or a value, must never be written as such, and
no command of psql is made of anything but our own words. Escapes of strings and identifiers:
PostgreSQL manual, 4.1.1 and 4.1.2.
"""

from __future__ import annotations

import re

from operasure.core.legible import visible

_TOKENS = re.compile(
    r"""(?P<kept>--[^\n]*|\b[eE]'(?:[^'\\]|\\.|'')*')"""
    r"""|(?P<unicode>\b[uU]&"(?:[^"]|"")*")"""
    r"""|'(?P<text>(?:[^']|'')*)'|"(?P<name>(?:[^"]|"")*)\"""",
    re.DOTALL,
)


def one_line(sql: str) -> str:
    """The same statement with every text and identifier on one line, in characters that show."""
    return _TOKENS.sub(_token, sql)


def _token(match: re.Match[str]) -> str:
    if match["text"] is not None:
        return literal(match["text"].replace("''", "'"))
    if match["name"] is not None:
        return identifier(match["name"].replace('""', '"'))
    return visible(match[0], "\n")


def literal(text: str) -> str:
    """A text as SQL literal that means the same whatever standard_conforming_strings is."""
    if text.isprintable() and "\\" not in text:
        return "'" + text.replace("'", "''") + "'"
    doubled = text.replace("\\", "\\\\").replace("'", "''")
    if not doubled.isprintable():
        doubled = "".join(c if c.isprintable() else _code(c, "\\u") for c in doubled)
    return f"E'{doubled}'"


def identifier(name: str) -> str:
    """A name as quoted identifier."""
    doubled = name.replace('"', '""')
    if name.isprintable():
        return f'"{doubled}"'
    escaped = doubled.replace("\\", "\\\\")
    return 'U&"' + "".join(c if c.isprintable() else _code(c, "\\") for c in escaped) + '"'


def says(text: str, name: str = "says") -> str:
    """A statement that prints a text, for what no command of psql may be made of."""
    return f'SELECT {literal(visible(text))} AS "{name}";'


def block(body: str) -> str:
    """A DO statement of this body, whatever stands in it."""
    tag = "guard"
    while f"${tag}" in body:
        tag += "_"
    return f"DO ${tag}$\n{body}\n${tag}$"


def _code(char: str, lead: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"{lead}{code:04x}"
    return f"\\U{code:08x}" if lead == "\\u" else f"\\+{code:06x}"
