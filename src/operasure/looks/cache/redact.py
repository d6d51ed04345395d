"""Keys for display: without the person in any encoding, and without credentials."""

import binascii
import html
import quopri
import re
from base64 import b32decode, b64decode
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote_to_bytes

from operasure.looks.cache.encodings import readings
from operasure.looks.cache.sought import TextPlace

MASK = "[…]"

# lib/open_project/rate_limiting/api_v3.rb and lost_password.rb put a session, an Authorization
# header or an email address behind the name of the limit.
_LIMIT = re.compile(r"(rack::attack:\d+:[a-z0-9_]+:)(.+)", re.DOTALL)
_BASIC = re.compile(r"Basic ([A-Za-z0-9+/_-]+={0,2})")


def redacted(key: str, places: Iterable[TextPlace]) -> str:
    """The key with all places masked, and the secret or mail of a rate limit's key."""
    shown, at = "", 0
    for place in sorted(places, key=lambda each: each.start):
        if place.end > max(place.start, at):
            shown += (key[at : place.start] + MASK) if place.start >= at else ""
            at = place.end
    shown += key[at:]
    return _LIMIT.sub(rf"\g<1>{MASK}", "".join(map(_visible, shown)))


def hidden(key: str, names: Callable[[str], bool]) -> Iterator[TextPlace]:
    """The stretches of a key that say something else once they are decoded, and then name the
    person: base64, base32, hexadecimal, percent signs, escapes of JSON, HTML and mail, one within
    another."""
    for pattern, decoders in _CODED:
        for match in pattern.finditer(key):
            if any(_says(text, names, _DEEPEST) for text in _read(match[0], decoders)):
                yield TextPlace(*match.span(), "coded", "certain")


_DEEPEST = 2
"""How often what was decoded is decoded again."""
_Decode = Callable[[str], bytes]


def _says(text: str, names: Callable[[str], bool], depth: int) -> bool:
    if names(text):
        return True
    return depth > 0 and any(
        _says(inner, names, depth - 1)
        for pattern, decoders in _CODED
        for match in pattern.finditer(text)
        for inner in _read(match[0], decoders)
    )


def _read(coded: str, decoders: Iterable[_Decode]) -> Iterator[str]:
    for decode in decoders:
        try:
            data = decode(coded)
        except (ValueError, LookupError):
            continue
        yield from dict.fromkeys(readings(data, None))


def _base64(skipped: int) -> _Decode:
    def decode(text: str) -> bytes:
        digits = text.rstrip("=").translate(_URL_SAFE)[skipped:]
        # One digit alone says nothing.
        digits = digits[: len(digits) - (len(digits) % 4 == 1)]
        return b64decode(digits + "=" * (-len(digits) % 4))

    return decode


def _base32(text: str) -> bytes:
    digits = text.rstrip("=")
    return b32decode(digits + "=" * (-len(digits) % 8), casefold=True)


def _hexadecimal(skipped: int) -> _Decode:
    return lambda text: bytes.fromhex(text[skipped : skipped + (len(text) - skipped) // 2 * 2])


def _unescaped(text: str) -> bytes:
    plain = _BACKSLASHED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


_URL_SAFE = str.maketrans("-_", "+/")
_BACKSLASHED = re.compile(r"(?<!\\)\\++(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_CODED: tuple[tuple[re.Pattern[str], tuple[_Decode, ...]], ...] = (
    # Where a group of four begins is not known: anything may stand before it, a slash too.
    (re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}"), tuple(map(_base64, range(4)))),
    (re.compile(r"[A-Za-z2-7]{8,}={0,6}"), (_base32,)),
    (re.compile(r"[0-9a-fA-F]{6,}"), (_hexadecimal(0), _hexadecimal(1))),
    (re.compile(r"[^\s|:/?&;,]*%[^\s|:/?&;,]*"), (unquote_to_bytes,)),
    (re.compile(r"\S*\\[ux]\S*"), (_unescaped,)),
    (re.compile(r"\S*&(?:#|[a-z])\S*"), (lambda text: html.unescape(text).encode(),)),
    (re.compile(r"\S*=[0-9A-F]{2}\S*"), (lambda text: quopri.decodestring(text.encode()),)),
)


def credentials(key: str) -> list[str]:
    """What is readable inside a key's Authorization header: user name and password."""
    texts = []
    for match in _BASIC.finditer(key):
        try:
            texts.append(b64decode(match[1] + "==").decode("utf-8", "replace"))
        except binascii.Error:
            continue
    return texts


def _visible(letter: str) -> str:
    return letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
