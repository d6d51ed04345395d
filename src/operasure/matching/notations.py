r"""Letters in the notations of other programs, and letters that were read in a wrong code page.

Sources: RTF 1.9.1 (`\'f6`, `\u246?`), LaTeX2e (`\"{o}`, `\ss`), CSS Syntax 3 (`\f6 `), RFC 4514
(`\C3\B6`), ECMA-262 annex B (`%u00F6`), RFC 2152 and RFC 3501 (UTF-7, `+APY-` and `&APY-`),
Subversion's `?\195?\182`, R's and Perl's `<U+00F6>`, vim's `<f6>`.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from operasure.matching.fold import SOFT
from operasure.matching.mail import single
from operasure.matching.view import View, replaced, substitute

_HEX = "[0-9a-fA-F]"
_ROUNDS = 3
"""How often a text may have been read in a wrong code page."""

UTF7 = r"[&+](?:[A-Za-z0-9+/,]{8}){0,100}(?:[A-Za-z0-9+/,]{3}|[A-Za-z0-9+/,]{6}|[A-Za-z0-9+/,]{8})-"
"""UTF-16 in base64, between a sign and a hyphen."""
SPACING = {
    "¨": "\u0308", "´": "\u0301", "ˊ": "\u0301", "ˋ": "\u0300", "ˆ": "\u0302", "˜": "\u0303",
    "¸": "\u0327", "˚": "\u030a", "°": "\u030a", "ˇ": "\u030c", "˘": "\u0306", "¯": "\u0304",
    "˙": "\u0307", "˛": "\u0328", "˝": "\u030b",
}  # fmt: skip
"""Accents that stand beside their letter, as text taken out of a PDF has them."""

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
NAMED = r"\\N\{[A-Z][A-Z -]+\}"
"""A character by its name in Unicode, as Python and Perl write it."""
UNIT_IN_NAME = r"_[xX][0-9a-fA-F]{4}_"
"""A character in a name of XML, as OOXML and SharePoint write it."""
SYMBOL = "|".join(sorted(_SYMBOLS, key=len, reverse=True))
_ACCENTED = r"(?:\{\s?(?:\\[ij]|[A-Za-z])\s?\}|\\[ij](?![A-Za-z])|[A-Za-z])"
_BS = r"\\{1,4}"
_NOTATION = re.compile(
    "|".join(
        (
            rf"(?P<utf7>{UTF7})",
            rf"(?P<named>{NAMED})",
            rf"(?P<in_name>{UNIT_IN_NAME})",
            rf"(?P<rtf>(?:{_BS}'{_HEX}{{2}})+)",
            rf"(?P<rtf_unit>{_BS}u-?[0-9]{{2,5}}(?:\?| ?{_BS}'{_HEX}{{2}}))",
            rf"(?P<long>{_BS}U[0-9a-fA-F]{{8}})",
            rf"(?P<accent>\{{?{_BS}(?:[\"'`^~=.]|[uvHckrdbt](?=\{{|\s)\s?){_ACCENTED}\}}?)",
            rf"(?P<symbol>\{{{_BS}(?:{SYMBOL})\}}|{_BS}(?:{SYMBOL})(?:\{{\}}|\s|(?=[\\{{}}_-])))",
            r"(?P<decimal>\??\\[12][0-9]{2}(?:\??\\[12][0-9]{2})+)",
            rf"(?P<pairs>(?:{_BS}{_HEX}{{2}}){{2,}})",
            rf"(?P<css>{_BS}0{{0,4}}[1-9a-fA-F]{_HEX}{{1,3}}[ ]?)",
            rf"(?P<percent>%(?:25)*u{_HEX}{{4}})",
            rf"(?P<unit><[Uu]\+{_HEX}{{4,6}}>|{_BS}u\{{{_HEX}{{2,6}}\}})",
            rf"(?P<bytes>(?:<[89a-fA-F]{_HEX}>)+)",
            r"(?P<babel>(?<=[A-Za-z])\"[aouAOU](?=[a-z]))",
            r"(?P<open>\{\\[a-zA-Z]{1,12}-?[0-9]{0,5} ?)",
            rf"(?P<control>\\(?!u{_HEX}{{4}})[a-z]{{1,12}}-?[0-9]{{0,5}}(?=\{{| \S))",
        )
    )
)
_BRACES = re.compile(r"[{}]")
_BESIDE = "".join(SPACING)
_SPACED_ACCENT = re.compile(rf"([A-Za-zı]?)([{_BESIDE}])(\s{{0,2}})([A-Za-zı]?)")

CODE_PAGES = (
    "cp1252", "mac_roman", "cp1250", "cp850", "cp437", "cp1251", "latin_1", "koi8_r", "cp866",
    "iso8859_2", "cp852", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
)  # fmt: skip
"""Code pages that UTF-8 is commonly taken for."""
_NOT_LATIN = {"koi8_r", "cp866", "cp1253", "cp1255", "cp1256"}
"""Those of them with letters that ordinary text of another script is full of: a single one tells
nothing there, and two do."""


def notations(view: View) -> View:
    """With the letters that other programs write in their own way."""
    view = substitute(view, _NOTATION, _letters)
    return substitute(view, _BRACES, lambda match: SOFT)


def accents(view: View) -> View:
    """With accents put on the letters that they stand beside."""
    return substitute(view, _SPACED_ACCENT, _accented)


def _accented(match: re.Match[str]) -> str | None:
    """The accent belongs to the letter behind it, or else to the one before."""
    before, accent, blank, behind = match.groups()
    if behind and (shown := _composed(behind, SPACING[accent])):
        return before + shown
    if before and (shown := _composed(before, SPACING[accent])):
        return shown + blank + behind
    return None


def _composed(letter: str, accent: str) -> str | None:
    plain = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    shown = unicodedata.normalize("NFC", plain + accent)
    return shown if len(shown) == 1 else None


def _letters(match: re.Match[str]) -> str | None:
    text = match.group()
    digits = re.sub(r"[\\'{}<>\s?]", "", text)
    if (read := _READ.get(match.lastgroup or "")) is not None:
        return read(text)
    match match.lastgroup:
        case "rtf" | "pairs" | "bytes":
            return _beyond(single(bytes.fromhex(digits)))
        case "rtf_unit":
            return _char(int(re.findall(r"u(-?[0-9]+)", text)[0]) % 0x10000)
        case "long" | "css":
            return _char(int(digits.lstrip("U"), 16))
        case "percent" | "unit":
            return _char(int(re.findall(f"{_HEX}+", text)[-1], 16))
        case "symbol":
            return _SYMBOLS.get(re.sub(r"[\\{}\s]", "", text))
        case "babel":
            return _composed(text[1], "\u0308")
    return SOFT


def _char(code: int) -> str | None:
    shown = chr(code) if 0x80 <= code <= 0x10FFFF else ""
    return shown if shown and (shown.isalpha() or shown in "\u00a0\u2019\u00ad\u2010") else None


def _named(text: str) -> str | None:
    try:
        return unicodedata.lookup(text[3:-1])
    except KeyError:
        return None


def _in_name(text: str) -> str | None:
    code = int(text[2:6], 16)
    return chr(code) if code > 0x1F else None


def _beyond(shown: str) -> str | None:
    return shown if any(not char.isascii() for char in shown) else None


def _utf7(text: str) -> str | None:
    plain = text[1:-1].replace(",", "/")
    try:
        raw = base64.b64decode(plain + "=" * (-len(plain) % 4))
        shown = raw[: len(raw) // 2 * 2].decode("utf-16-be")
    except ValueError:
        return None
    return _beyond(shown) if all(char.isalpha() or char in " '-" for char in shown) else None


def _latex(text: str) -> str | None:
    inside = re.sub(r"[{}\s]", "", text).lstrip("\\")
    letter = inside[-1]
    opened, closed = text.count("{"), text.count("}")
    if opened < closed:
        return None
    return _composed(letter, _ACCENTS[inside[0]])


def _decimal(text: str) -> str | None:
    raw = [int(number) for number in re.findall("[0-9]{3}", text)]
    try:
        return _beyond(bytes(raw).decode())
    except (ValueError, UnicodeDecodeError):
        return None


_READ: dict[str, Callable[[str], str | None]] = {
    "utf7": _utf7, "named": _named, "in_name": _in_name, "accent": _latex, "decimal": _decimal,
}  # fmt: skip
"""What reads a notation, by its group, where it is more than one number."""


def _pages() -> dict[str, dict[str, int]]:
    """By code page: character to the byte it is read from. What a page leaves open stands for
    itself, as browsers and databases have it."""
    found: dict[str, dict[str, int]] = {}
    for page in CODE_PAGES:
        chars = {}
        for byte in range(0x80, 0x100):
            try:
                chars[bytes([byte]).decode(page)] = byte
            except UnicodeDecodeError:
                chars[chr(byte)] = byte
        found[page] = chars
    return found


_FOLLOWING = range(0x80, 0xC0)


@cache
def read_as(leads: frozenset[int]) -> tuple[frozenset[str], frozenset[str]]:
    """What letters in UTF-8 that begin with one of some bytes look like in a wrong code page: what
    the first byte is read as, and what follows it."""
    return _read_as(leads), _read_as(_FOLLOWING)


def _read_as(wanted: Iterable[int]) -> frozenset[str]:
    kept = frozenset(wanted)
    pages = (chars for page, chars in _BYTES.items() if page not in _NOT_LATIN)
    return frozenset(c for chars in pages for c, byte in chars.items() if byte in kept)


def _class(chars: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"


_BYTES = _pages()


def _misread_in(page: str) -> tuple[str, str, str]:
    """Patterns for letters in UTF-8 that were read in a code page, for two of their signs that
    hardly follow one another otherwise, and for two letters."""
    leads, follow = (
        {char for char, byte in _BYTES[page].items() if byte in wanted}
        for wanted in (range(0xC2, 0xF5), _FOLLOWING)
    )
    if page == "cp866":
        leads = {char for char in leads if not char.isalpha()}
    telling = _telling(page, follow)
    first, behind = _class(leads), _class(follow)
    begun = f"{first}{_class(telling)}"
    return f"(?:{first}{behind}{{1,3}}){{1,40}}", begun, f"{begun}{behind}?{first}{behind}"


def _telling(page: str, follow: Iterable[str]) -> set[str]:
    """What of a page hardly follows a letter otherwise: none of its own letters."""
    if page == "cp866":
        return set(follow)
    if page == "cp1251":
        return set(follow) - set("ЁЄЇІҐЎёєїіґў")
    return {char for char in follow if not (char > "\u036f" and char.isalpha())}


_IN_PAGE, _TELLING, _TWICE_IN = (
    dict(zip(CODE_PAGES, patterns, strict=True))
    for patterns in zip(*map(_misread_in, CODE_PAGES), strict=True)
)
_MISREAD = "|".join(f"(?P<{page}>{run})" for page, run in _IN_PAGE.items())
MISREAD_TWICE = "|".join(_TWICE_IN.values())
"""A pattern for letters that were read in a wrong code page more than once."""
_MAY_BE_MISREAD = "|".join(_TELLING.values())
_compiled = cache(re.compile)
"""Their patterns are large, and compiled when a text first asks for them."""
_LEADS = frozenset(c for page in _BYTES.values() for c, byte in page.items() if 0xC2 <= byte < 0xF5)
_FOLLOWERS = frozenset(c for page in _BYTES.values() for c, byte in page.items() if byte < 0xC0)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
_SPACING = re.compile(f"[{_BESIDE}]")


def odd(text: str, chars: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a text may have been read in a wrong code page, and where accents stand beside their
    letters; `chars` are its characters."""
    if not chars.isdisjoint(SPACING):
        yield from (match.span() for match in _SPACING.finditer(text))
    if not (chars.isdisjoint(_LEADS) or chars.isdisjoint(_FOLLOWERS)):
        yield from (match.span() for match in _beyond_ascii(_compiled(_MAY_BE_MISREAD), text))


def _beyond_ascii(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that no character of ASCII belongs to."""
    for run in _BEYOND_ASCII.finditer(text):
        yield from pattern.finditer(text, *run.span())


def misread(view: View) -> View:
    """With UTF-8 put right that was read in a wrong code page, some times over."""
    if view.text.isascii():
        return view
    for _ in range(_ROUNDS):
        view, before = replaced(view, _reread(view.text)), view
        if view is before:
            break
    return view


def _reread(text: str) -> Iterator[tuple[int, int, str]]:
    """What is UTF-8 in a wrong code page, and how it reads, by the first page that knows."""
    done = 0
    for match in _beyond_ascii(_compiled(_MISREAD), text):
        if match.start() < done:
            continue
        first = CODE_PAGES.index(match.lastgroup or "")
        for page in CODE_PAGES[first:]:
            run = _compiled(_IN_PAGE[page]).match(text, match.start())
            if run is not None and (shown := _utf8(run.group(), page)) is not None:
                done = run.end()
                yield run.start(), done, shown
                break


def _utf8(text: str, page: str) -> str | None:
    if page in _NOT_LATIN and not _compiled(_TWICE_IN[page]).search(text):
        return None
    try:
        return bytes(_BYTES[page][char] for char in text).decode()
    except UnicodeDecodeError:
        return None
