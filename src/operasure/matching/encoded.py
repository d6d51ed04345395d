"""How the characters of a set may be written as escapes: patterns for the loose filter.

Characters that are not ASCII count by the block of 256 that they stand in, or by the first byte
of their UTF-8, so that a pattern stays small; it matches at least what `decode` decodes to them.
"""

from __future__ import annotations

import html.entities
from collections import defaultdict
from collections.abc import Collection
from functools import cache, lru_cache

from operasure.matching.classes import character_class
from operasure.matching.decode import CP1252_FOLLOWERS
from operasure.matching.notations import read_as

HEX = "[0-9a-fA-F]"
AMPERSAND = r"(?:&|\\+u0026)(?:(?:amp|AMP);?)*"
PERCENT = "%(?:25)*"
_FOLLOW = f"[{min(CP1252_FOLLOWERS)}-{max(CP1252_FOLLOWERS)}]{{1,2}}"
_MARK = r"[&\\%=<]"
"""What an escape begins with. It stands once before all kinds, though not each goes with each: at
every character of a text RE2 pays for each sign with which any pattern may begin."""
_NOTATION = rf"\??\\+['uU]?-?{HEX}{{2}}[0-9a-fA-F\\?'uU -]*"
_NUMBERED = rf"(?:25)*u{HEX}{{4}}|(?:<?[Uu]?\+?{HEX}{{2,6}}>)+"
"""A letter beyond ASCII in notations that `notations` knows, the latter behind a mark."""
MISREAD = f"[\u00c2-\u00ef]{_FOLLOW}"
"""UTF-8 that was read as Windows-1252, or what may pass for it."""


def encoded(chars: Collection[str]) -> str:
    """Alternatives for one of `chars` written as an escape; empty for none."""
    return _encoded(frozenset(chars)) if chars else ""


@lru_cache(maxsize=512)
def _encoded(chars: frozenset[str]) -> str:
    ascii_codes = sorted({ord(char) for char in chars if char.isascii()})
    pages = {ord(char) >> 8 for char in chars if not char.isascii()}
    leads = {lead for page in pages for lead in _leads(page)}
    exact = [f"{code:02x}" for code in ascii_codes]
    entities = "|".join(_entities(chars, ascii_codes, bool(pages)))
    ways = [
        rf"\\*(?:u0026)?(?:(?:amp|AMP);?)*(?:{entities});?",
        rf"\\*(?:{'|'.join(_after_backslash(exact, pages, leads))})",
        f"(?:25)*(?:{'|'.join(map(_any_case, [*exact, *_bytes(leads)]))})",
        *([_NUMBERED] if pages else []),
    ]
    escapes = [f"{_MARK}(?:{'|'.join(ways)})", *([_NOTATION] if pages else [])]
    if leads:
        first, follow = (character_class(chars, 8) for chars in read_as(frozenset(leads)))
        escapes.append(f"{first}{follow}{{1,3}}")
    return "|".join(escapes)


def _entities(chars: Collection[str], ascii_codes: list[int], beyond: bool) -> list[str]:
    names = sorted({name for char in chars for name in _names().get(char, ())})
    decimal = [f"#0*{code}" for code in ascii_codes]
    hexadecimal = [f"#[xX]0*{_any_case(f'{code:x}')}" for code in ascii_codes]
    wide = [f"#0*[1-9][0-9]{{2,7}}|#[xX]0*(?:[89a-fA-F]{HEX}|[1-9a-fA-F]{HEX}{{2,5}})"]
    return [*names, *decimal, *hexadecimal, *(wide if beyond else [])]


def _after_backslash(exact: list[str], pages: set[int], leads: set[int]) -> list[str]:
    units = [f"u00{_any_case(code)}" for code in exact]
    units += [f"u{_any_case(f'{unit:02x}')}{HEX}{{2}}" for unit in sorted(_first_units(pages))]
    braced = [rf"u\{{{HEX}{{1,6}}\}}"]
    single = [f"x{_any_case(code)}" for code in (*exact, *_bytes(leads))]
    octal = ["3[0-7]{2}"] if leads else []
    return [*units, *braced, *single, *octal]


def _bytes(leads: set[int]) -> list[str]:
    """First bytes of UTF-8, and the bytes of Windows-1252 if there is anything beyond ASCII."""
    if 0xC2 in leads:
        return [f"{high:x}{HEX}" for high in range(0x8, 0x10)]
    return [f"{lead:02x}" for lead in sorted(leads)]


@lru_cache(maxsize=512)
def _any_case(code: str) -> str:
    """Hexadecimal digits in either case; brackets stay."""
    if code.endswith(HEX):
        return _any_case(code.removesuffix(HEX)) + HEX
    return "".join(f"[{d}{d.upper()}]" if d.isalpha() else d for d in code)


@cache
def _leads(page: int) -> range:
    first, last = (
        chr(code).encode("utf-8", "surrogatepass")[0]
        for code in (max(page << 8, 0x80), (page << 8) + 255)
    )
    return range(first, last + 1)


def _first_units(pages: set[int]) -> set[int]:
    """High bytes of the first UTF-16 unit."""
    return {page if page < 0x100 else chr(page << 8).encode("utf-16-be")[0] for page in pages}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Characters to the names of their entities; also in capitals throughout."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, char in html.entities.html5.items():
        plain = name.rstrip(";")
        found[char] |= {plain, plain.upper()}
    return {char: tuple(sorted(names)) for char, names in found.items()}
