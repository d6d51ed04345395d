"""Parts of a passage that must be kept: markup, separators, halves of pairs.

A passage may run across tags (`J<b>ür</b>gen`), across the end of emphasis (`**Jürgen** Müller`),
and across the keys of fields; none of that is the person's name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from operasure.matching.decode import LINK_REFERENCE, LINK_TARGET, TAG

Needs = Literal["nothing", "before", "after"]
"""Where something must stand so that a kept piece goes on meaning what it means."""

_PARAGRAPH = 2_000
"""Characters on either side of a passage in which the other half of a pair is looked for."""

_LESS = r"(?:&(?:amp;)*(?:lt|LT|\#60|\#[xX]3[cC]);|\\+u003[cC]|%3[cC])"
_MORE = r"(?:&(?:amp;)*(?:gt|GT|\#62|\#[xX]3[eE]);|\\+u003[eE]|%3[eE])"
_ESCAPED_TAG = rf"{_LESS}[A-Za-z/!?](?:(?!{_LESS}|{_MORE})[^<>]){{0,4000}}{_MORE}"
_ESCAPE = (
    r"(?:&|\\+u0026)(?:amp;)*(?:\#[0-9]{1,8}|\#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});|=[0-9A-F]{2}|=\r?\n"
    r"|\\+(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2}|[0-7]{3})|%[0-9a-fA-F]{2}"
)
_QUOTE = r"(?:\\*[\"'])?"
_FIELD = (
    rf"{_QUOTE}\s{{0,20}}[,;&{{}}]?\s{{0,20}}{_QUOTE}:?"
    r"(?=[\w.-]{0,40}(?:name|given|family|prenom|apellido))"
    rf"[A-Za-z][\w.-]{{0,40}}{_QUOTE}\s{{0,20}}(?:=>|[:=])\s{{0,20}}{_QUOTE}"
)
_LAID_OUT = r"\r?\n[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*|\t|\\+[nrt](?![a-z])"
_SEPARATOR = r"[;|/&]|,(?=\S)"
_STAYS = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("tag", TAG.pattern),
            ("escaped_tag", _ESCAPED_TAG),
            ("target", LINK_TARGET.pattern),
            ("reference", LINK_REFERENCE.pattern),
            ("escape", _ESCAPE),
            ("field", _FIELD),
            ("laid_out", _LAID_OUT),
            ("separator", _SEPARATOR),
        )
    ),
    re.IGNORECASE,
)
_RUNS = re.compile(r"(?<!\\)(?:\*+|_+|~~|`+)")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"(?<!\\)[()\[\]{}]")
_QUOTES = re.compile('\\\\*"|&quot;|[„“”«»]')


@dataclass(frozen=True, slots=True)
class KeptText:
    """`text[start:end]` stays."""

    start: int
    end: int
    needs: Needs = "nothing"


def kept(text: str, start: int, end: int, *, emphasis: bool) -> list[KeptText]:
    """What stays of the passage `text[start:end]`, in order; `emphasis` says that the text is
    Markdown."""
    found = [
        KeptText(*match.span()) for match in _STAYS.finditer(text, start, end) if _stays(match)
    ]
    rest = list(_rest(start, end, found))
    found += _brackets(text, rest)
    found += _odd_quotes(text, rest)
    if emphasis:
        found += _emphasis(text, start, end, rest)
    return sorted(found, key=lambda piece: piece.start)


def _stays(match: re.Match[str]) -> bool:
    """Whether it is what it looks like: not an escape, nor the `&` of an entity without its end."""
    if match.group() == "&":
        behind = match.string[match.start() : match.start() + 12]
        return html.unescape(behind).startswith("&")
    return match.lastgroup != "escape"


def _rest(start: int, end: int, found: list[KeptText]) -> Iterator[tuple[int, int]]:
    for piece in found:
        yield start, piece.start
        start = piece.end
    yield start, end


def _brackets(text: str, rest: list[tuple[int, int]]) -> Iterator[KeptText]:
    """Brackets whose other half stands outside the passage."""
    open_ones: list[re.Match[str]] = []
    for low, high in rest:
        for match in _BRACKET.finditer(text, low, high):
            bracket = match.group()
            if bracket not in _BRACKETS:
                open_ones.append(match)
            elif open_ones and open_ones[-1].group() == _BRACKETS[bracket]:
                open_ones.pop()
            else:
                yield KeptText(*match.span())
    for match in open_ones:
        yield KeptText(*match.span(), "after" if match.group() == "[" else "nothing")


def _odd_quotes(text: str, rest: list[tuple[int, int]]) -> Iterator[KeptText]:
    """A quotation mark whose other half stands outside the passage."""
    quotes = [match for low, high in rest for match in _QUOTES.finditer(text, low, high)]
    if len(quotes) % 2:
        yield KeptText(*quotes[0].span())


def _emphasis(text: str, start: int, end: int, rest: list[tuple[int, int]]) -> Iterator[KeptText]:
    """Delimiters of emphasis and code whose other half stands outside the passage."""
    before = re.split(r"\n\s*\n", text[max(0, start - _PARAGRAPH) : start])[-1]
    after = re.split(r"\n\s*\n", text[end : end + _PARAGRAPH])[0]
    opened: list[re.Match[str]] = []
    for low, high in rest:
        for match in _RUNS.finditer(text, low, high):
            run = match.group()
            if opened and opened[-1].group() == run and _may_close(text, match):
                opened.pop()
            elif _may_close(text, match) and _has(before, run):
                yield KeptText(*match.span(), "before")
            elif _may_open(text, match):
                opened.append(match)
    for match in opened:
        if _has(after, match.group()):
            yield KeptText(*match.span(), "after")


def _has(text: str, run: str) -> bool:
    return any(match.group() == run for match in _RUNS.finditer(text))


def _may_open(text: str, run: re.Match[str]) -> bool:
    before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
    within = before.isalnum() and after.isalnum() and run.group()[0] == "_"
    return after.strip() != "" and not within


def _may_close(text: str, run: re.Match[str]) -> bool:
    before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
    within = before.isalnum() and after.isalnum() and run.group()[0] == "_"
    return before.strip() != "" and not within
