"""Reading text as people see it: escapes decoded, markup taken out, every offset traceable.

A text is read in several ways, and what any of them shows counts: with escapes decoded and markup
taken out (J<b>ür</b>gen), with markup left in (names inside attributes and targets of links), both
again where UTF-8 seems to have been taken for another encoding (`JÃ¼rgen`), and as it stands, where
a decoded escape may have been none (`name=Edwin`, `&regina=1`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from operasure.matching import codepages, layout, lookalike, mended, notations
from operasure.matching.fold import CELL, FOLD, SOFT
from operasure.matching.view import View, substitute

_LEVELS = 3
"""How often an escape may be escaped again (`&amp;uuml;`, `%25C3%25BC`)."""

_HEX = "[0-9a-fA-F]"


def _octets(prefix: str) -> str:
    """Pattern for one character written as its bytes: UTF-8, or a single byte of Latin-1."""
    follow = f"{prefix}[89abAB]{_HEX}"
    return (
        f"{prefix}[c-dC-D]{_HEX}{follow}|{prefix}[eE]{_HEX}{follow}{follow}"
        f"|{prefix}[fF][0-7]{follow}{follow}{follow}|{prefix}{_HEX}{_HEX}"
    )


CP1252_FOLLOWERS = "".join(chr(code) for code in range(0x80, 0xC0)) + (
    bytes(sorted({*range(0x80, 0xA0)} - {0x81, 0x8D, 0x8F, 0x90, 0x9D})).decode("cp1252")
)
_BACKSLASHES = r"\\\\{0,15}"
"""A backslash that may be escaped itself, a few times over."""
_OCTAL_FOLLOW = rf"{_BACKSLASHES}2[0-7]{{2}}"
_ESCAPE = re.compile(
    "|".join(
        (
            rf"&(?:#[0-9]{{1,8}}|#[xX]{_HEX}{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});?",
            rf"{_BACKSLASHES}u[dD][89abAB]{_HEX}{{2}}{_BACKSLASHES}u[dD][c-fC-F]{_HEX}{{2}}",
            rf"{_BACKSLASHES}u{_HEX}{{4}}",
            rf"{_BACKSLASHES}u\{{{_HEX}{{1,6}}\}}",
            _octets(f"{_BACKSLASHES}x"),
            _octets("%"),
            rf"{_BACKSLASHES}3[0-3][0-7]{_OCTAL_FOLLOW}",
            rf"{_BACKSLASHES}3[45][0-7]{_OCTAL_FOLLOW}{_OCTAL_FOLLOW}",
            rf"{_BACKSLASHES}36[0-4]{_OCTAL_FOLLOW}{_OCTAL_FOLLOW}{_OCTAL_FOLLOW}",
            rf"{_BACKSLASHES}3[0-7]{{2}}",
            rf"{_BACKSLASHES}0{{1,3}}(?![0-9])",
        )
    )
)
"""Entities; JSON and Ruby; bytes after a backslash or percent sign, or in octal."""
_INTRODUCERS = ("&", "\\", "%")
_INTRODUCING = (*_INTRODUCERS, "#", ";", "{", "}")
"""What an escape of another kind is made of, besides letters and digits."""
_QUOTED_PRINTABLE = re.compile(rf"{_octets('=')}|=\r?\n")
_IS_QUOTED_PRINTABLE = re.compile(r"=[C-F][0-9A-F]=[89AB][0-9A-F]|[^\s=]=\r?\n|=3D")
_COMPOSING = re.compile("[\u0300-\u036f\u1100-\u1112\u3099\u309a\uff9e\uff9f]")
_COMPOSED = re.compile(
    "[^\\W\\d_][\u0300-\u036f]{1,8}|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    "|[\u3040-\u30ff][\u3099\u309a]|[\uff66-\uff9d][\uff9e\uff9f]"
)
_NEEDLESS_BACKSLASH = re.compile(r"\\+(?=[!-/:-@\[-`{-~])")
LINK_TARGET = re.compile(r"\]\([^()\n]{0,1000}+(?:\([^()\n]{0,200}+\)[^()\n]{0,1000}+)?\)")
_STYLED = re.compile(r"%\{[^{}\n]{1,200}\}")
LINK_REFERENCE = re.compile(r"\]\[[^\[\]\n]{0,200}+\]|\[\^[^\[\]\n]{1,60}\]")
TAG = re.compile(r"<[A-Za-z/!?][^<>]{0,4000}+>")
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|mention|q|s|small|span|strike|strong|sub"
    r"|sup|tt|u|var|wbr)(?![\w-])|<!--",
    re.IGNORECASE,
)


def _character(match: re.Match[str]) -> str | None:
    """What an escape stands for, nothing for the zeros of UTF-16; None if it is none."""
    escape = match.group()
    kind = escape[0]
    if kind == "&":
        return _entity(escape)
    if kind == "\\":
        shown = _backslash(escape.lstrip("\\"), escape)
    else:
        shown = _bytes(re.findall(f"%({_HEX}{{2}})", escape))
    return shown and shown.replace("\0", "")


def _entity(escape: str) -> str | None:
    shown = html.unescape(escape)
    if shown == escape and escape.isupper():
        shown = html.unescape(escape.lower()).upper()
    return None if shown == escape or shown.startswith("fj") else shown


def _backslash(rest: str, escape: str) -> str | None:
    if rest[0] == "x":
        return _bytes(re.findall(f"x({_HEX}{{2}})", escape))
    if rest[0] == "u":
        units = [int(unit, 16) for unit in re.findall(rf"u\{{?({_HEX}+)", escape)]
        if max(units) > 0x10FFFF:
            return None
        joined = "".join(map(chr, units)).encode("utf-16", "surrogatepass")
        return joined.decode("utf-16", "replace")
    octal = [f"{int(byte, 8):02x}" for byte in re.findall("[0-3][0-7]{2}", escape)]
    return _bytes(octal) if octal else ""


def _bytes(octets: list[str]) -> str:
    raw = bytes.fromhex("".join(octets))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _quoted_printable(match: re.Match[str]) -> str | None:
    if match.group().upper() in ("=25", "=26", "=5C"):
        return None
    return _bytes(re.findall(f"=({_HEX}{{2}})", match.group()))


def _composed(match: re.Match[str]) -> str | None:
    form: Literal["NFC", "NFKC"] = "NFKC" if match.group() > "\uff00" else "NFC"
    shown = unicodedata.normalize(form, match.group())
    return None if shown == match.group() else shown


def _tag(match: re.Match[str]) -> str:
    return SOFT if _INLINE_TAG.match(match.group()) else CELL


def _decoded(view: View) -> View:
    if "=" in view.text and _IS_QUOTED_PRINTABLE.search(view.text):
        view = substitute(view, _QUOTED_PRINTABLE, _quoted_printable)
    if not any(introducer in view.text for introducer in _INTRODUCERS):
        return view
    view, before = substitute(view, _ESCAPE, _character), view
    for _ in range(_LEVELS - 1):
        if view is before:
            break
        inner = partial(_escaped_escape, view)
        view, before = substitute(view, _ESCAPE, inner), view
    return view


def _doubted(view: View) -> Iterator[View]:
    """What was decoded although it may have been no escape: a single byte, a letter (`=Ed` of
    `name=Edwin`), a name without semicolon (`&reg` of `&regina=1`), a login behind a domain
    (`CORP\\u12345`)."""
    while view.parent is not None:
        joined = {start for start, *_ in view.pieces} & {end for _, end, *_ in view.pieces}
        for start, end, old_start, old_end in view.pieces:
            alone = start not in joined and end not in joined
            escape, behind = view.parent.text[old_start:old_end], view.text[end : end + 1]
            if _is_doubtful(escape, view.text[start:end], behind, alone=alone):
                yield view.parent
                break
        view = view.parent


def _is_doubtful(escape: str, shown: str, behind: str, *, alone: bool) -> bool:
    code = escape.lstrip("\\")
    sign = shown.isascii() and shown != "" and not shown.isalnum()
    if code.startswith(("u", "x")) and behind.isdigit():
        return True
    if code.startswith("u"):
        # A letter of Latin among others, or one letter after the other, is written so.
        return alone and not sign and (code[1:].isdigit() or not "\x80" <= shown < "\u0250")
    several_bytes = len(code) > len("xfc") and not escape.startswith("&")
    return not (escape.endswith(";") or several_bytes or sign)


def _escaped_escape(view: View, match: re.Match[str]) -> str | None:
    """What an escape stands for whose `&`, `%` or backslash was one itself; None for what the
    text only seems to hold since something else was decoded."""
    first = bisect_left(view.pieces, match.start(), key=lambda piece: piece[0])
    last = bisect_left(view.pieces, match.end(), key=lambda piece: piece[0])
    decoded = view.pieces[first:last]
    if not decoded or decoded[0][0] != match.start():
        return None
    introduce = all(view.text[start:end] in _INTRODUCING for start, end, _, _ in decoded)
    return _character(match) if introduce else None


def _legible(view: View) -> View:
    """With the backslashes gone that only protect punctuation, and letters composed."""
    if "\\" in view.text:
        view = substitute(view, _NEEDLESS_BACKSLASH, lambda match: "")
    return substitute(view, _COMPOSED, _composed) if _COMPOSING.search(view.text) else view


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: as it shows (`shown`) and folded, character for character."""

    view: View
    folded: str
    marked_up: bool
    """Whether markup is left in, so that tags can be read."""
    guessed: bool = False
    """Whether signs stand in it for letters that were lost (`layout.UNREADABLE`) or for bytes."""
    signs: bool = False
    """Whether a sign stands in it for each byte (`codepages`)."""

    @property
    def shown(self) -> str:
        return self.view.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `folded[start:end]` stands in the original text."""
        return self.view.origin(start, end)

    def misread(self) -> Reading:
        """The same with a sign for each byte."""
        folded = codepages.folded(self.shown)
        return Reading(self.view, folded, self.marked_up, guessed=True, signs=True)


def readings(text: str) -> Iterator[Reading]:
    """The ways to read `text`, the most telling first; those that would show the same left out."""
    whole = View(text)
    decoded = _decoded(whole)
    yield from _read(whole, decoded, _decoded)
    for view in _doubted(decoded):
        yield _reading(_legible(view), marked_up=True)
    for view in lookalike.readings(text):
        yield _reading(_legible(view), marked_up=True)
    broken = mended.around_broken(whole, decoded)
    if broken is not None:
        mending = _mended(broken)
        if mending is not broken:
            yield from _read(broken, mending, _mended)
        # What looks like UTF-8 in a wrong code page may be another code page.
        single = mended.mended(broken, without="wrong code page")
        if single is not broken and single.text != mending.text:
            yield _reading(_legible(single), marked_up=True)
    unclear = mended.around_lost(whole)
    if unclear is not None:
        unclear = layout.national(unclear)
        for reading in _read(unclear, _mended(unclear), _mended):
            guess = layout.lost(reading.view)
            if layout.UNREADABLE in guess.text:
                yield _reading(guess, marked_up=reading.marked_up, guessed=True)


def plain(text: str) -> Reading:
    """A text as it stands, with nothing decoded."""
    return _reading(View(text), marked_up=True)


def coded(text: str) -> Iterator[tuple[int, int, str]]:
    """What of a text is read in another way than it stands there: `text[start:end]`, written in
    base64, as an encoded word or the like (by its name in `mended.STEPS`)."""
    whole = View(text)
    view = mended.around_broken(whole, _decoded(whole))
    if view is None:
        return
    for name, step in mended.STEPS:
        after = at = step(view)
        while at is not view and at.parent is not None:
            for _, _, start, end in at.pieces:
                yield *at.parent.origin(start, end), name
            at = at.parent
        view = after


def _mended(view: View) -> View:
    return notations.misread(_decoded(mended.mended(view)))


def _read(whole: View, decoded: View, decode: Callable[[View], View]) -> Iterator[Reading]:
    """A text decoded, without markup and with it."""
    unlinked = substitute(whole, LINK_TARGET, lambda match: SOFT)
    if "][" in whole.text or "[^" in whole.text:
        unlinked = substitute(unlinked, LINK_REFERENCE, lambda match: SOFT)
    unlinked = substitute(unlinked, _STYLED, lambda match: SOFT)
    with_markup = _legible(decoded)
    flowing = with_markup if unlinked is whole else _legible(decode(unlinked))
    stripped = substitute(flowing, TAG, _tag)
    if stripped is not with_markup:
        yield _reading(stripped, marked_up=False)
    yield _reading(with_markup, marked_up=True)


def _reading(view: View, *, marked_up: bool, guessed: bool = False) -> Reading:
    return Reading(view, view.text.translate(FOLD), marked_up, guessed)
