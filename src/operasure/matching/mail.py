"""Text as mail stores it: encoded words, quoted-printable, base64, parameters in parts.

Sources: RFC 2045 (quoted-printable and base64), RFC 2047 (encoded words), RFC 2231 (parameters),
RFC 7617 (`Basic`), RFC 2849 (`cn:: `), RFC 2397 (`data:` addresses), RFC 7519 (`eyJ`, as JSON
begins in base64).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from operasure.matching.view import View, replaced, substitute

_LONGEST = 1_000_000
"""Characters of base64 that are decoded in one go."""
_PIECE = 48
"""Bytes of decoded base64 that lead back to one place of the text."""
_LEAST = 6
"""Decoded bytes below which chance may make words."""
_ODD = re.compile(r"[^\w\s{}\":,.;@<>/()=+*#!?'-]+")
_TELLING = 0.9
"""The share of letters, digits and blanks from which on decoded bytes count as text."""

ENCODED_WORD = r"=\?[A-Za-z0-9*_.:-]{1,60}\?[bBqQ]\?"
"""How an encoded word begins."""
PARAMETER = r"\"?;\s*[A-Za-z-]{1,40}\*[0-9]{1,3}\*?=(?:\"|[A-Za-z0-9-]{1,20}'[A-Za-z-]{0,20}')?"
"""What stands between two parts of a parameter of a header."""
PUNYCODE = "xn--"
"""How a label of a host's name begins that holds letters beyond ASCII."""
BROKEN_ESCAPE = r"[&%\\][#0-9A-Za-z;{]*(?:=\r?\n|\r?\n[ \t])[#0-9A-Za-z;{}]"
"""An escape that quoted-printable or a calendar has broken to keep its line short, such as in a
page sent as mail."""
_DIGITS, _OTHER, _ANY, _PATH = "[0-9a-f]", "[g-zA-Z+]", "[A-Za-z0-9+]", "[A-Za-z0-9+/_-]"
_LONG = 32
"""Letters from which on a word of them may be base64 that nothing announces."""
LONG_WORD = f"[a-z0-9]*[A-Z+]{_ANY}{{12}}{_DIGITS}*{_OTHER}{_ANY}{{8}}"
"""What follows the first letter of a long word of base64, for RE2, and of few others. It has a
capital or a plus sign before its last 21 letters, and not small hexadecimal digits alone behind
that, as digests and keys: texts, logs and keys of caches are full of them. So the letters of
ordinary words are not counted, which would take RE2 a state for each. A word has no slash here,
which text hardly has in base64 and a path has always; a plus sign before it may belong to it."""
_INSIDE = f"{_PATH}[A-Z0-9+/]{_PATH}"
"""What stands in a padded word of base64, and hardly in the name of an attribute."""
_JSON = "eyJ[A-Za-z0-9_-]{8,}"
BASE64 = (
    r"(?:base64[,;:\"'\s]{1,8}|[Bb]asic |[0-9A-Za-z]:: )[A-Za-z0-9+/_-]{8,}",
    rf"{_INSIDE}+={{1,2}}\B",
    _JSON,
)
"""What may be base64: announced, padded, or JSON. One sign of padding that a letter or digit
follows is none: logs are full of `controller=…`."""

_WORD = re.compile(
    rf"{ENCODED_WORD}[^?\s]{{0,2000}}\?=(?:\s{{1,8}}{ENCODED_WORD}[^?\s]{{0,2000}}\?=){{0,50}}"
)
_PARTS = re.compile(r"=\?([^?*]*)[^?]*\?([bBqQ])\?([^?\s]*)\?=")
_HOST = re.compile(r"(?i:xn--)[A-Za-z0-9-]{1,59}")
_PARAMETER = re.compile(PARAMETER)
_SINGLE = re.compile(r"(?:=[0-9A-F]{2}(?:=\r?\n(?==[89A-F]))?)+|=\r?\n")
_RUN = re.compile(
    r"(?:(?<=base64)[,;:\"'\s]{1,8}|(?<=[Bb]asic )|(?<=[0-9A-Za-z]:: ))"
    r"(?P<told>[A-Za-z0-9+/_-]{8,}(?:\r?\n ?[A-Za-z0-9+/]{1,200})*={0,2})"
    r"|(?<![A-Za-z0-9+/_-])(?P<run>[A-Za-z0-9+/_-]{10,}(?:\r?\n[A-Za-z0-9+/]{60,200})*"
    r"(?:\r?\n[A-Za-z0-9+/]{1,200}(?==))?(?:={1,2}\B)?)"
)
_UNBROKEN = re.compile(rf"(?<!{_ANY})(?={_ANY}{{{_LONG}}}){_ANY}{LONG_WORD}")
_PADDED = re.compile(r"=\B(?<=[A-Za-z0-9+/_-]{10}=)")
_UNTOLD = re.compile(f"{_JSON}|{_UNBROKEN.pattern}")
_BEFORE_PADDING = re.compile(_INSIDE)
_DIGEST = re.compile(r"[0-9a-f\r\n]+")
"""Small hexadecimal digits alone are no base64, padded or not."""


def words(view: View) -> View:
    """With encoded words decoded, neighbours as one, for they may part a character."""
    return substitute(view, _WORD, lambda match: _words(match.group()))


def _words(text: str) -> str | None:
    shown: list[tuple[str, bytes]] = []
    for charset, way, packed in _PARTS.findall(text):
        raw = _unpacked(packed) if way in "bB" else _quoted(packed.replace("_", " "))
        if raw is None:
            return None
        if shown and shown[-1][0] == charset.lower():
            raw = shown.pop()[1] + raw
        shown.append((charset.lower(), raw))
    return "".join(_decoded(raw, charset) for charset, raw in shown)


def _quoted(text: str) -> bytes:
    return re.sub(
        rb"=([0-9a-fA-F]{2})",
        lambda match: bytes([int(match[1], 16)]),
        text.encode("utf-8", "replace"),
    )


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return single(raw)


def single(raw: bytes) -> str:
    """Bytes as UTF-8 where they are, else as Windows-1252, the most usual single-byte set."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def quoted_printable(view: View) -> View:
    """With what quoted-printable writes for letters beyond ASCII, for blanks and line breaks."""
    return substitute(view, _SINGLE, lambda match: _sequence(match.group()))


def _sequence(text: str) -> str | None:
    digits = re.sub(r"[=\r\n]", "", text)
    shown = single(bytes.fromhex(digits))
    plain = all(c.isalpha() or c in " '-._," or not c.isascii() for c in shown)
    return shown if plain else None


def hosts(view: View) -> View:
    """With the names of hosts in letters that are written in Punycode."""
    return substitute(view, _HOST, lambda match: international(match.group()))


def international(host: str) -> str:
    """The name of a host with its letters beyond ASCII; what is no Punycode stays as it is."""
    return ".".join(map(_label, host.split(".")))


def _label(label: str) -> str:
    if not label.lower().startswith(PUNYCODE):
        return label
    try:
        return label[len(PUNYCODE) :].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def parameters(view: View) -> View:
    """With the parts of a header's parameter put together."""
    return substitute(view, _PARAMETER, lambda match: "")


def base64_text(view: View) -> View:
    """With base64 decoded as far as it holds text."""
    return replaced(
        view,
        (
            (start + first, start + last, shown)
            for start, end in runs(view.text)
            for first, last, shown in _pieces(view.text[start:end])
        ),
    )


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where base64 may stand in a text."""
    if not _may_hold_base64(text):
        return
    for match in _RUN.finditer(text):
        kind = match.lastgroup or "run"
        start, end = match.span(kind)
        if end - start <= _LONGEST and (kind == "told" or _is_untold(match[kind])):
            yield start, end


def _is_untold(run: str) -> bool:
    # The last line of padded base64 is asked without the padding: a pattern that goes on to it from
    # wherever it may begin would take the square of the time that a long run takes.
    last = run.rpartition("\n")[2] if run.endswith("=") else ""
    found = _BEFORE_PADDING.search(last) or _UNTOLD.search(run)
    return found is not None and _DIGEST.fullmatch(run) is None


def _may_hold_base64(text: str) -> bool:
    return (
        "base64" in text
        or "asic " in text
        or ":: " in text
        or "eyJ" in text
        or ("=" in text and _PADDED.search(text) is not None)
        or (max(map(len, text.split()), default=0) >= _LONG and _UNBROKEN.search(text) is not None)
    )


def _pieces(run: str) -> list[tuple[int, int, str]]:
    """The text that a run of base64 holds, in pieces: each with its place in the run."""
    raw = _unpacked(run)
    text = _text(raw) if raw is not None else None
    if text is None:
        return []
    shown, charset = text
    places = [at for at, char in enumerate(run) if char not in "\r\n ="]
    found: list[tuple[int, int, str]] = []
    begin = done = 0
    for at in range(0, len(shown), _PIECE):
        piece = shown[at : at + _PIECE]
        done += len(piece.encode(charset, "replace"))
        end = min(len(places), -(-done * 4 // 3))
        if end > begin:
            found.append((places[begin], places[end - 1] + 1, piece))
            begin = end
    return found


def _text(raw: bytes) -> tuple[str, str] | None:
    """Bytes as text, and the character set they are in; None if they seem to be none."""
    if len(raw) < _LEAST:
        return None
    charset = "utf-16-le" if raw.count(0) * 3 > len(raw) else "utf-8"
    try:
        shown = raw.decode(charset)
    except UnicodeDecodeError:
        charset = "cp1252"
        shown = raw.decode(charset, "replace")
    odd = sum(map(len, _ODD.findall(shown)))
    return (shown, charset) if len(shown) - odd >= _TELLING * len(shown) else None


def _unpacked(text: str) -> bytes | None:
    """What base64 holds, in either alphabet, padded or not."""
    plain = re.sub(r"[\s=]", "", text).replace("-", "+").replace("_", "/")
    plain = plain[: len(plain) // 4 * 4 + (0 if len(plain) % 4 == 1 else len(plain) % 4)]
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return None
