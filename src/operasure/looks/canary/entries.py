"""Entries of a cache that name the person, byte for byte as Rails and Dalli write them.

The contents are those of OpenProject 17.1 (docs/cache.md), in the format of its own Rails (7.0),
of older releases (6.1) and of newer ones (7.1); `rack::attack` counts in plain digits. All keys
but those that name the person begin with the digest of a release that there is not, so that nobody
ever asks for them.
"""

from __future__ import annotations

import html
import itertools
import json
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from operasure.core.marshal import MarshalRecord, MarshalWriter, fixnum
from operasure.looks.canary.person import Canary

_MAGIC = b"\x04\x08"
_SERIALIZED = 1
"""Dalli's flag of what was marshalled."""
_API = "API/V3/{}Representer/json/en"


@dataclass(frozen=True)
class Entry:
    """`bare` is the value as Rails hands it over, and as a file holds it; `value` and `flags` are
    what Dalli makes of it."""

    place: str
    form: str
    key: bytes
    bare: bytes
    value: bytes
    flags: int


def entries(who: Canary, release: str) -> Iterator[Entry]:
    """Every entry. `release` is the digest that all keys of a release begin with."""
    numbers, places = itertools.count(), set[str]()
    for place, tail, form, content in _contents(who):
        # The first of each place in every format, the others in that of 17.1.
        formats = _OWN if place in places else _FORMATS
        places.add(place)
        for name, pack in formats.items():
            key, bare = f"{release}/{tail}/{next(numbers):x}", pack(content)
            # Dalli marshals the string of Rails; an entry of 6.1 it marshals as it is.
            value = bare if bare.startswith(_MAGIC) else _MAGIC + b'"' + fixnum(len(bare)) + bare
            yield Entry(place, f"{form} ({name})", key.encode(), bare, value, _SERIALIZED)
    limit = "rack::attack:481000:lost_password:"
    for place, form, key in (
        ("rate limits", "email address in the key", f"{limit}{who.mail}"),
        ("rate limits", "login in the key", f"{limit}{who.login}"),
        ("captions", "name in the key", f"{release}/API/V3/Queries/{quote(who.name)}/json/en"),
    ):
        yield Entry(place, form, key.encode(), b"1", b"1", 0)


Content = tuple[str, str, str, object]
"""What it is, the key behind the release, the form in which the person stands in it, the value."""


def _contents(who: Canary) -> Iterator[Content]:
    link = f"/api/v3/users/{who.id}"
    users: dict[str, object] = {
        "id of an object": {"_type": "User", "id": who.id},
        "link": {"_type": "User", "_links": {"self": {"href": link}}},
        "name": {"_type": "User", "name": who.name},
        "email address": {"_type": "User", "email": who.mail},
        "login": {"_type": "User", "login": who.login},
    }
    for form, value in users.items():
        yield "users", _API.format("Users/User"), form, _json(value)
    mention = f'<mention class="mention" data-id="{who.id}" data-type="user">@A</mention>'
    texts = {"mention tag": mention, "link to the page": f'<a href="/users/{who.id}">A</a>'}
    for form, text in (texts | who.spellings()).items():
        comment = {"comment": {"raw": text, "html": f"<p>{text}</p>"}}
        yield "comments", _API.format("Activities/Activity"), form, _json(comment)
    role = {"_links": {"assignee": {"href": link, "title": "A"}}}
    yield "work packages", _API.format("WorkPackages/WorkPackage"), "assignee", _json(role)
    row = "project_schema_custom_field_section/7/en/projects/7/custom_fields/7"
    columns: dict[str, dict[str, object]] = {
        "id": {"id": who.id, "login": "x"},
        "login": {"id": 7, "login": who.login},
        "email address": {"id": 7, "mail": who.mail},
        "names": {"id": 7, "firstname": who.given, "lastname": who.family},
    }
    for form, attributes in columns.items():
        yield "rows of accounts", row, form, MarshalRecord("User", attributes)
    yield "settings", "settings/all", "email address", {"mail_from": who.mail}
    yield "settings", "settings/all", "id under a name", {"author_id": who.id}
    yield "settings", "settings/all", "ids under a name", {"user_ids": [7, who.id]}
    fragment = f"<li>{html.escape(who.name).encode('ascii', 'xmlcharrefreplace').decode()}</li>"
    yield "pages", "views/wiki/menu", "HTML entities", fragment


def _json(value: object) -> str:
    """As OpenProject's representers write it: letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _marshalled(content: object) -> bytes:
    return _MAGIC + MarshalWriter().value(content)


def _packed(content: object) -> bytes:
    """Rails 7.0: the value, when it expires, and its version (coder.rb)."""
    return b"\x00" + _marshalled([content, None, ""])


def _deflated(content: object) -> bytes:
    return b"\x01" + zlib.compress(_packed(content)[1:])


def _headed(content: object) -> bytes:
    """Rails 7.1: a header with the type, no end and no version, before the marshalled value."""
    return struct.pack("<2sBdi", b"\x00\x11", 1, -1.0, -1) + _marshalled(content)


def _headed_text(content: object) -> bytes:
    """The same, deflated; a text stands there as it is."""
    is_text = isinstance(content, str)
    payload = content.encode() if isinstance(content, str) else _marshalled(content)
    kind = 0x80 | (2 if is_text else 1)
    return struct.pack("<2sBdi", b"\x00\x11", kind, -1.0, -1) + zlib.compress(payload)


def _object(content: object) -> bytes:
    """Rails 6.1: an object of its own (entry.rb)."""
    writer = MarshalWriter()
    made = b"o" + writer.symbol("ActiveSupport::Cache::Entry") + fixnum(2)
    made += writer.symbol("@value") + writer.value(content)
    return _MAGIC + made + writer.symbol("@version") + b"0"


_OWN: Mapping[str, Callable[[object], bytes]] = {"Rails 7.0": _packed}
_FORMATS: Mapping[str, Callable[[object], bytes]] = {
    **_OWN,
    "Rails 7.0, deflated": _deflated,
    "Rails 7.1": _headed,
    "Rails 7.1, deflated": _headed_text,
    "Rails 6.1": _object,
}
