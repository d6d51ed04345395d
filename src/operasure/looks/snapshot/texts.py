"""Digests of texts that say whether anything but the mentions of the person has changed.

A text is first brought to a form in which a mention of the person and one of the Deleted user are
the same. So the digest stays when a mention is rewritten as it should be, in whatever language the
Deleted user's name is then, and changes with any other word of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b

SIZE = 16
"""Bytes of a digest."""
_TAG_SIGN = "\x00@"
_HASH_SIGN = "\x00#"
# Every repetition is bounded or has one way only: texts are what anybody may have written. None is
# possessive over a group, which Python before 3.11.5 gets wrong.
_TAG = re.compile(
    r"<mention\b((?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^<>\"'])*)>"
    r"((?:(?!</?mention\b).){0,2000}</mention>)?",
    re.DOTALL,
)
_ID = re.compile(r"\bdata-id=[\"']?(\d{1,19})(?!\d)")
_TYPE = re.compile(r"\bdata-type=[\"']?([a-z_]{1,40})")
_NAME = re.compile(r"\bdata-text=\"@([^\"]{1,200})\"")
_JOINED = re.compile(rf"{_TAG_SIGN}(?:\s*{_TAG_SIGN})+")


class Marker:
    """Makes digests of texts with one key, for one person.

    `user_ids` are the person's id and those of the Deleted users, `names` the logins and mail
    addresses that stand for the person in `user#"…"`.
    """

    def __init__(self, key: bytes, user_ids: Iterable[int], names: Iterable[str]) -> None:
        self.key = key
        self._ids = {str(i) for i in user_ids}
        ids = "|".join(sorted(self._ids))
        quoted = "|".join(re.escape(f'"{n}"') for n in sorted(set(names)) if n)
        forms = rf"(?:{ids})(?!\w)" + (f"|{quoted}" if quoted else "")
        self._hash = re.compile(rf"(?<!\w)(?:user|group)#(?:{forms})(\s?)")

    def canonical(self, text: str) -> str:
        """The text with every mention of the person or the Deleted user as one sign."""
        marked = _JOINED.sub(_TAG_SIGN, _TAG.sub(self._sign, text))
        return self._hash.sub(lambda m: _HASH_SIGN + (" " if m[1] else ""), marked)

    def _sign(self, tag: re.Match[str]) -> str:
        if not names_one_of(tag[1], self._ids):
            return tag[0]
        alone = tag[1].endswith("/")
        return _TAG_SIGN + (tag[2] or "" if alone else "")

    def mark(self, text: str) -> bytes:
        """The digest of a text."""
        plain = self.canonical(text).encode("utf-8", "surrogatepass")
        return blake2b(plain, key=self.key, digest_size=SIZE).digest()


def names_one_of(attributes: str, ids: Iterable[str]) -> bool:
    """Whether the attributes of a mention tag name a user of one of these ids."""
    found, kind = _ID.search(attributes), _TYPE.search(attributes)
    return found is not None and found[1] in ids and (kind is None or kind[1] != "work_package")


def others_tags(text: str, user_id: str) -> Iterator[tuple[int, int]]:
    """Where tags stand that mention another user or nobody known, and no work package."""
    for tag in _TAG.finditer(text):
        kind = _TYPE.search(tag[1])
        if not (names_one_of(tag[1], {user_id}) or (kind and kind[1] == "work_package")):
            yield tag.span()


def shown_names(text: str, user_id: int) -> list[str]:
    """The names that mentions of the user in a text show, without the @."""
    own = (tag[1] for tag in _TAG.finditer(text) if names_one_of(tag[1], {str(user_id)}))
    return [html.unescape(name[1]) for name in map(_NAME.search, own) if name]


def others(text: str, user_id: int) -> list[str]:
    """What a text says besides its mentions of the user: the passages between them."""
    own = {str(user_id)}
    found: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        if names_one_of(tag[1], own):
            found.append(text[at : tag.start()])
            at = tag.end()
    found.append(text[at:])
    return [passage.strip() for passage in found if passage.strip()]
