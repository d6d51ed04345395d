"""Ids of a user in a cache entry that no text search finds: integers, JSON, GlobalIDs.

A bare number says nothing (every work package has one too), so a number counts only with what
tells that it is a user's. Links, mention tags and plain GlobalIDs are the matcher's business.
"""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence

import re2

from operasure.core import person_words
from operasure.looks.cache.sought import TextPlace
from operasure.looks.cache.tokens import Integer
from operasure.matching import escapes

# RE2 and Python both read these; they are used over bytes and over text.
_QUOTE = r"\\*(?:[\"']|&(?:amp;)*(?:quot|apos|#0*3[49]|#x0*2[27]);|\\(?:u00|x)2[27]|%(?:25)*2[27])"
_IS = r"\s*(?::|%(?:25)*3a|&(?:amp;)*(?:#0*58|#x0*3a);)(?:\s|%(?:25)*20|\+)*"
_ROLE = (
    r"(?:user|author|assigned_?to|assignee|responsible|accountable|principal|creator|owner"
    r"|presenter|recipient|actor|uploader|watcher|service_?account"
    r"|(?:logged|changed|updated|created|deleted|edited|invited)_?by)"
)
_LIST = r"(?:\[(?:[^\[\]{}]*[^0-9\[\]{}])?)?"
"""What of a list may stand before an id in it."""
_JSON_KEY = (
    rf"(?:_type{_QUOTE}{_IS}{_QUOTE}User{_QUOTE}\s*(?:,|%(?:25)*2c)(?:\s|%(?:25)*20|\+)*{_QUOTE}id"
    rf"|{_ROLE}_?ids?){_QUOTE}{_IS}{_LIST}(?:{_QUOTE})?"
)
_KEYED = rf"{_ROLE}s?(?:_?ids?)?[/:=_.\[ -]{{1,2}}"
"""What stands before an id in a key, which is nobody's text: `user:42:roles`, `user_id=42`."""
_BASE64_GID = "Z2lkOi8v"
"""`gid://` at the start of what is then encoded in base64 (globalid's to_gid_param)."""

_ENCODED = re.compile(rf"{_BASE64_GID}[A-Za-z0-9_-]{{8,200}}")
_ATTRIBUTE = re.compile(rf"(?:\w*_)?{_ROLE}_?ids?\Z|whodunnit\Z", re.IGNORECASE)
_OBJECT = re.compile(rf"(?:\w*_)?{_ROLE}s?\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"[.\w]")
_QUOTED = re.compile(_QUOTE, re.IGNORECASE)
_LONGEST = 99
"""Characters of a key, or of a class, in JSON."""
_ID_KEY = re.compile(rf"(\w+?)_?id({_QUOTE})", re.IGNORECASE)
_BRACE = re.compile(
    r"[{}]|%(?:25)*7[bd]|\\+(?:u00|x)7[bd]|&(?:amp;)*(?:#0*12[35]|#x0*7[bd]|[lr](?:cub|brace));",
    re.IGNORECASE,
)
_AROUND = 500
"""Characters around an id in which its type is looked for."""
_CLASSES = frozenset({"User", "ServiceAccount", "Principal", "DeletedUser"})

ATTRIBUTE = "user attribute"
GLOBAL_ID = "global id"
_CERTAIN = "certain"


def loose(user_ids: Sequence[int]) -> list[str]:
    """Regular expressions in RE2's syntax; one hits wherever `UserIds.find` would."""
    plain = rf"(?i:{_JSON_KEY}{_number(user_ids)}(?:[^0-9]|$))"
    return [plain, _BASE64_GID, escapes.coded(user_ids), escapes.LETTER]


class UserIds:
    """Finds the ids of one person, of which there are as many as the person has accounts."""

    def __init__(self, user_ids: Sequence[int]) -> None:
        self.wanted = frozenset(user_ids)
        number = _number(user_ids)
        # RE2 knows no look ahead; what follows is looked at afterwards.
        self._anyhow = re.compile(f"{number}|{escapes.coded(user_ids)}")
        self._json = re2.compile(rf"(?i:{_JSON_KEY}{number})")
        self._keyed_anyhow = re2.compile(rf"(?i:{_KEYED}{number}(?:[^0-9]|$))")
        self._keyed = re.compile(rf"(?<![a-z]){_KEYED}{number}(?!\w|\.\d)", re.IGNORECASE)
        self._global_id = re.compile(
            rf"gid://[\w-]{{1,100}}/(?:User|Principal|ServiceAccount)/{number}(?!\w)"
        )

    def suspects(self, keys: bytes) -> bool:
        """Whether `in_key` could find an id in one of these keys, a line each."""
        return bool(self.wanted) and self._keyed_anyhow.search(keys) is not None

    def in_key(self, key: str) -> Iterator[TextPlace]:
        """Every place in a key where an id stands behind a word for a user."""
        if self.wanted:
            for match in self._keyed.finditer(key):
                yield TextPlace(*match.span(), ATTRIBUTE, "likely")

    def find(self, text: str) -> Iterator[TextPlace]:
        """Every place in the text where an id stands as a user's. Of one that only shows once the
        escapes of the text are read, every place where the number or a start of it stands."""
        found = list(self._shown(text))
        yield from found
        if not found and (read := escapes.read(text)) != text:
            for place in self._shown(read):
                for match in self._anyhow.finditer(text):
                    yield TextPlace(*match.span(), place.what, place.confidence)

    def _shown(self, text: str) -> Iterator[TextPlace]:
        for match in self._json.finditer(text):
            type_ = _type_beside(text, *match.span())
            if not (_GOES_ON.match(text, match.end()) or _is_of_another(type_)):
                yield TextPlace(match.start(), match.end(), ATTRIBUTE, _CERTAIN)
        for encoded in _ENCODED.finditer(text):
            if self._global_id.match(_from_base64(encoded[0])):
                yield TextPlace(*encoded.span(), GLOBAL_ID, _CERTAIN)

    def is_users(self, integer: Integer) -> bool:
        """Whether an integer of Marshal or MessagePack, or a text that is one, is such an id, by
        where it stands.

        It is under an attribute that holds users' ids, or it is the `id` of an object of class
        User, of something called author, user and so on, or beside a login, mail or name.
        """
        if integer.value not in self.wanted or _is_of_another(integer.type_):
            return False
        scope = integer.scope
        if scope.attribute != "id":
            return _ATTRIBUTE.match(scope.attribute or "") is not None
        return (
            scope.owner in _CLASSES
            or bool(integer.siblings)
            or _OBJECT.match(scope.parent or "") is not None
        )


def _is_of_another(type_: str | None) -> bool:
    return type_ is not None and person_words.is_of_another(type_)


def _type_beside(text: str, start: int, end: int) -> str | None:
    """What `X_type` says beside `X_id` in the object of JSON where an id was found as `text[start:
    end]`; None where nothing does. Another object begins or ends at a brace, however written."""
    quotes = [each.end() for each in _QUOTED.finditer(text, max(0, start - _LONGEST), start)]
    start = quotes[-1] if quotes else start
    named = _ID_KEY.match(text, start, end)
    if not named:
        return None
    own = re.escape(named[2])
    type_ = re.compile(
        rf"{own}{re.escape(named[1])}_?type{own}{_IS}{own}([\w:]{{1,{_LONGEST}}}){own}",
        re.IGNORECASE,
    )
    before = type_.finditer(text, max(0, start - _AROUND), start)
    behind = type_.finditer(text, end, end + _AROUND)
    between = [(text[each.end() : start], each[1]) for each in before]
    between += [(text[end : each.start()], each[1]) for each in behind]
    return next((said for around, said in between if not _BRACE.search(around)), None)


def _number(user_ids: Sequence[int]) -> str:
    """Any of the ids; the longest first, so that none is taken for the start of another."""
    return f"(?:{'|'.join(sorted(map(str, user_ids), key=len, reverse=True))})"


def _from_base64(text: str) -> str:
    """The text behind base64 without padding; what doesn't make a whole byte is dropped."""
    whole = text[:-1] if len(text) % 4 == 1 else text
    return urlsafe_b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")
