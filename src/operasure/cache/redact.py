"""Keys as they may be shown: without what names the person and without credentials."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable

from operasure.cache.person import Place

MASK = "[…]"

# lib/open_project/rate_limiting/api_v3.rb and lost_password.rb put a session, an Authorization
# header or a mail address behind the name of the limit.
_LIMIT = re.compile(r"(rack::attack:\d+:[a-z0-9_]+:)(.+)", re.DOTALL)
_BASIC = re.compile(r"Basic ([A-Za-z0-9+/_-]+={0,2})")


def redacted(key: str, places: Iterable[Place]) -> str:
    """The key with all places masked, and the secret or mail of a rate limit's key."""
    shown, at = "", 0
    for place in sorted(places, key=lambda each: each.start):
        if place.end > max(place.start, at):
            shown += (key[at : place.start] + MASK) if place.start >= at else ""
            at = place.end
    shown += key[at:]
    return _LIMIT.sub(rf"\g<1>{MASK}", "".join(map(_visible, shown)))


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
