"""Where a text looks broken or written in a notation of its own, and how it reads once mended.

Few texts do, and few places of those: only what stands around such a place is read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from operasure.matching import layout, mail, notations, octets
from operasure.matching.view import View

_AROUND = 200
"""Characters on either side of such a place that are read with it."""
_LETTER = r"[^\W\d_]"
_HYPHENS = r"[-\u2010\u2011\u00ac\u00ad]"
_ESCAPES = "|".join(
    (
        r"'", r"u-?[0-9]{2,5}(?:\?| ?\\+')", r"U[0-9a-fA-F]{8}", r"[`^~=.]\{?\\?[A-Za-z]",
        r"[0-9a-fA-F]{2}", rf"(?:{notations.SYMBOL})[{{}}\\ ]",
        r"[a-zA-Z]{2,12}-?[0-9]{0,5}\{", r"\"\{",
        r"[a-zA-Z](?<=\{\\.)", r"[uvHckrdbt]\{[A-Za-z\\]",
        r"\"(?<=[A-Za-z]\\\")[A-Za-z]", r"\"(?<=\{\\\")[A-Za-z]\}", r"\"(?<=\s\\\")[AOU]",
        r"\"(?<=\\\\\")[A-Za-z{]",
    )
)  # fmt: skip
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("=?", re.compile(mail.ENCODED_WORD)),
    ("=", re.compile(r"=(?:[89A-F][0-9A-F]|\r?\n)")),
    ("*", re.compile(mail.PARAMETER.removeprefix(r"\"?"))),
    ("xn--", re.compile("xn--")),
    ("%", re.compile(r"%(?:25)*u[0-9a-fA-F]{4}")),
    ("&", re.compile(notations.UTF7.replace("[&+]", "&"))),
    ("+", re.compile(notations.UTF7.replace("[&+]", r"\+"))),
    ("<", re.compile(r"<(?:[Uu]\+[0-9a-fA-F]{4,6}|[89a-fA-F][0-9a-fA-F])>")),
    ('"', re.compile(r"\"(?<=[A-Za-z]\")[aouAOU](?=[a-z])")),
    ("\\", re.compile(rf"\\(?:{_ESCAPES})")),
    ("\\N{", re.compile(notations.NAMED)),
    ("_x", re.compile(notations.UNIT_IN_NAME)),
    ("<<", re.compile(layout.ZONE)),
    ("/", re.compile(layout.TICKET)),
    ("\n", re.compile(r"\n[ \t](?=\S)")),
    (
        "\n",
        re.compile(rf"\n(?:(?<={_HYPHENS}\n)|(?<={_HYPHENS}[ \r]\n)|(?<=[\\@]\n)|(?<=[\\@]\r\n))"),
    ),
    ("\\n", re.compile(rf"\\n(?:(?<={_HYPHENS}\\n)|(?<={_HYPHENS}\\r\\n))")),
    (" ", re.compile(layout.APART)),
    (" ", re.compile(layout.SPACED)),
)
"""What a text must hold, and what must stand there, for something to be mended."""
_SIGN = re.compile(rf"[?#](?![\w.-]{{1,30}}=)(?:(?<={_LETTER}.)|(?={_LETTER}))")
_NATIONAL = re.compile(r"[A-Za-z](?:[{|}~][a-z]|[\[\\\]][A-Z])")
_SIGNS = layout.SIGNS.removeprefix("?#")
_SIGN_BEYOND_ASCII = re.compile(rf"\ufffd|[A-Za-z][{_SIGNS}\u0370-\u04ff]{{1,4}}(?=[A-Za-z])")


def around_broken(whole: View, decoded: View) -> View | None:
    """The parts of a text around the places that may have to be mended, the rest left out; None
    where there is none. `decoded` is the same text with entities and the like decoded."""
    places = list(_broken(whole.text))
    if decoded is not whole and not decoded.text.isascii():
        odd = notations.odd(decoded.text, frozenset(decoded.text))
        places += (decoded.origin(start, end) for start, end in odd)
    return _around(whole, places)


def around_lost(whole: View) -> View | None:
    """The same around the places where a letter may have been lost."""
    return _around(whole, _signs(whole.text))


def _broken(text: str) -> Iterator[tuple[int, int]]:
    for needle, pattern in _KINDS:
        if needle in text:
            yield from (match.span() for match in pattern.finditer(text))
    if not text.isascii():
        yield from notations.odd(text, frozenset(text))
    yield from mail.runs(text)
    yield from octets.places(text)


def _signs(text: str) -> Iterator[tuple[int, int]]:
    if "?" in text or "#" in text:
        yield from (match.span() for match in _SIGN.finditer(text))
    yield from (match.span() for match in _NATIONAL.finditer(text))
    if not text.isascii():
        yield from (match.span() for match in _SIGN_BEYOND_ASCII.finditer(text))


def _around(whole: View, places: Iterable[tuple[int, int]]) -> View | None:
    windows: list[list[int]] = []
    for start, end in sorted(places):
        low, high = max(0, start - _AROUND), min(len(whole.text), end + _AROUND)
        if windows and low <= windows[-1][1]:
            windows[-1][1] = max(windows[-1][1], high)
        else:
            windows.append([low, high])
    if not windows:
        return None
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    done = length = 0
    for low, high in [*windows, [len(whole.text), len(whole.text)]]:
        if low > done:
            pieces.append((length, length + len(_CUT), done, low))
            parts.append(_CUT)
            length += len(_CUT)
        parts.append(whole.text[low:high])
        length += high - low
        done = high
    return View("".join(parts), whole, pieces) if pieces else whole


_CUT = "\n\n"
"""Stands for what is left out; no mention runs across it."""


STEPS: tuple[tuple[str, Callable[[View], View]], ...] = (
    ("bytes", octets.read),
    ("encoded word", mail.words),
    ("base64", mail.base64_text),
    ("base64", mail.base64_text),
    ("parameter in parts", mail.parameters),
    ("punycode", mail.hosts),
    ("quoted-printable", mail.quoted_printable),
    ("layout", layout.joined),
    ("notation", notations.notations),
    ("wrong code page", notations.misread),
    ("accent", notations.accents),
)
"""What is put right, in this order, and what it is called."""


def mended(view: View, *, without: str = "") -> View:
    """The text with what broke it put right, before entities and the like are decoded; `without`
    one of the steps."""
    for name, step in STEPS:
        view = view if name == without else step(view)
    return view
