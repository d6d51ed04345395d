"""Where a user's id stands in a cache entry: links, GlobalIDs, mention tags, JSON, integers.

A bare number says nothing (every work package has one too), so a number counts only with what
tells that it is a user's.
"""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence

from operasure.cache.person import Place
from operasure.cache.tokens import Integer

# Both syntaxes, RE2's and Python's, read these; they are used over bytes and over text.
_SLASH = r"(?:\\*/|%(?:25)*2F|&#x2F;|&#47;)"
_QUOTE = r"(?:\\*[\"']|&quot;|&#39;|&#34;|\\+u0022)"
_ROLE = (
    r"(?:user|author|assigned_?to|assignee|responsible|accountable|principal|creator|owner"
    r"|presenter|recipient|actor|uploader|watcher|service_?account"
    r"|(?:logged|changed|updated|created|deleted|edited|invited)_?by)"
)
_GLOBAL_ID_CLASS = r"(?:user|principal|serviceaccount)"
_ENCODED_GLOBAL_ID = r"Z2lkOi8v[A-Za-z0-9_-]{8,200}"
_TAG_ID = rf"data-id\s*=\s*{_QUOTE}?\s*"
_JSON_KEY = rf"(?:_type{_QUOTE}\s*:\s*{_QUOTE}User{_QUOTE}\s*,\s*{_QUOTE}id|{_ROLE}_?id){_QUOTE}"

_TAG = re.compile(r"(?:<|&lt;|\\+u003c)(?:mention|span)\b[^<>]{0,2000}", re.IGNORECASE)
_TAG_TYPE = re.compile(rf"\bdata-type\s*=\s*{_QUOTE}?\s*user\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"(?:\w*_)?{_ROLE}_?ids?\Z|whodunnit\Z", re.IGNORECASE)
_OBJECT = re.compile(rf"(?:\w*_)?{_ROLE}s?\Z", re.IGNORECASE)
_CLASSES = frozenset({"User", "ServiceAccount", "Principal", "DeletedUser"})

CERTAIN = "certain"


def loose(user_ids: Sequence[int]) -> list[bytes]:
    """Regular expressions in RE2's syntax over bytes, ignoring case; one of them hits wherever
    `UserIds.find` would."""
    end = rf"{_number(user_ids)}(?:[^0-9]|$)"
    forms = [
        rf"(?:users|{_GLOBAL_ID_CLASS})(?:{_SLASH}|#){end}",
        rf"{_TAG_ID}{end}",
        rf"{_JSON_KEY}\s*:\s*{_QUOTE}?{end}",
        "Z2lkOi8v",
    ]
    return [form.encode() for form in forms]


class UserIds:
    """Finds the ids of one person, of which there are as many as the person has accounts."""

    def __init__(self, user_ids: Sequence[int]) -> None:
        self.wanted = frozenset(user_ids)
        number = rf"{_number(user_ids)}(?![0-9])"
        self._global_id = re.compile(
            rf"gid:{_SLASH}{{2}}[a-z0-9-]{{1,100}}{_SLASH}{_GLOBAL_ID_CLASS}{_SLASH}{number}",
            re.IGNORECASE,
        )
        self._forms = {
            "link": re.compile(rf"(?:(?<!\w)|(?<=%2F))users{_SLASH}{number}", re.IGNORECASE),
            "global id": self._global_id,
            "mention by id": re.compile(rf"(?<!\w)user#{number}(?!\w)", re.IGNORECASE),
            "user attribute": re.compile(
                rf"{_JSON_KEY}\s*:\s*{_QUOTE}?{number}(?![.\w])", re.IGNORECASE
            ),
        }
        self._tag_id = re.compile(rf"\b{_TAG_ID}{number}", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Place]:
        """Every place in the text where an id stands as a user's."""
        for what, form in self._forms.items():
            for match in form.finditer(text):
                yield Place(match.start(), match.end(), what, CERTAIN)
        for tag in _TAG.finditer(text):
            if self._tag_id.search(tag[0]) and _TAG_TYPE.search(tag[0]):
                yield Place(tag.start(), tag.end(), "mention by id", CERTAIN)
        for encoded in re.finditer(_ENCODED_GLOBAL_ID, text):
            if self._global_id.match(_from_base64(encoded[0])):
                yield Place(encoded.start(), encoded.end(), "global id", CERTAIN)

    def is_users(self, integer: Integer) -> bool:
        """Whether an integer of Marshal or MessagePack is such an id, by where it stands.

        It is under an attribute that holds users' ids, or it is the `id` of an object of class
        User, of something called author, user and so on, or beside a login, mail or name.
        """
        if integer.value not in self.wanted:
            return False
        scope = integer.scope
        if scope.attribute != "id":
            return _ATTRIBUTE.match(scope.attribute or "") is not None
        return (
            scope.owner in _CLASSES
            or bool(integer.siblings)
            or _OBJECT.match(scope.parent or "") is not None
        )


def _number(user_ids: Sequence[int]) -> str:
    return f"0*(?:{'|'.join(map(str, user_ids))})"


def _from_base64(text: str) -> str:
    """The text behind base64 without padding; what doesn't make a whole byte is dropped."""
    whole = text[:-1] if len(text) % 4 == 1 else text
    return urlsafe_b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")
