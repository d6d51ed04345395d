"""Texts that hold an id, and others that do not, as a column of each type is given them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from urllib.parse import quote

from operasure.checks.relations import TEXT
from operasure.checks.sweeping import PIECE
from operasure.core.model import Check, Compare
from operasure.database.naming import elements
from operasure.database.reader import quoted

_JSON = frozenset({"pg_catalog.json", "pg_catalog.jsonb"})
_TEXTS = frozenset({TEXT, "pg_catalog.varchar"})
"""Types that take a text as it is; what another type writes is a text by then."""
_ARRAYS = frozenset({"pg_catalog._text", "pg_catalog._varchar"})
_ESCAPED = (
    "user%23{id}",
    r"Hi\nuser#{id}",
    r"user\u0023{id}",
    "%2Fusers%2F{id}",
    "&#x2F;users&#x2F;{id}",
    r'{"body":"{\"author_id\": {id}}"}',
    "&quot;author_id&quot;: {id}",
    "&lt;mention class=&quot;mention&quot; data-id=&quot;{id}&quot;&gt;@A&lt;/mention&gt;",
    "---\nowner_ids:\n- {id}\n",
    "?author_id=+{id}",
    r"(us\u0065r#{id})",
)
"""Texts that hold an id behind an escape, besides the specimens of the forms."""
_FORMS = ("(user#{id})", '{"author_id": {id}}')
"""A form or two, for what makes a text of a value: the forms themselves are tried apart from it."""
_NEAR = (
    "",
    """#{id} room {id} work_package#{id} user#{id}1 user#1{id} /users/{id}1 /work_packages/{id}
    gid://open-project/WorkPackage/{id} {"project_id": {id}}
    <mention class="mention" data-id="{id}" data-type="work_package">#{id}</mention>
    &lt;mention data-id=&quot;{id}&quot; data-type=&quot;work_package&quot;&gt;#{id}""",
)
_ALONE = ("{id}", "7,{id}", '["{id}"]', '{"key": {id}}')
_UNDER = ('{"owner": {id}}', '{"members": [{"id": {id}}]}', "reviewer_ids: [7, {id}]")
_NOT_UNDER = ("", "{id}", '{"key": {id}}', '{"owner": {id}1}', '{"owner": 7, "key": {id}}')
_NOT_ALONE = ("", "{id}1", "1{id}", "room {id}", "{id}.5", '{"count": {id}}')


def texts(compare: Compare, user_id: int) -> tuple[list[str], list[str]]:
    """Texts that a comparison finds this id in, and others."""
    found, left = {Compare.FORMS: (_FORMS, _NEAR), Compare.KEYED: (_UNDER, _NOT_UNDER)}.get(
        compare, (_ALONE, _NOT_ALONE)
    )
    number = str(user_id)
    return [t.replace("{id}", number) for t in found], [t.replace("{id}", number) for t in left]


def textual(type_: str | None) -> str:
    """The type in which a text of this type is given."""
    return type_ if type_ in _TEXTS else TEXT


def escaped(user_id: int) -> Iterator[str]:
    """Texts that hold an id behind an escape, whose digits are escaped themselves, and its GlobalID
    in base64."""
    yield from (text.replace("{id}", str(user_id)) for text in _ESCAPED)
    for way in ("\\u{:04x}", "\\x{:02x}", "%{:02X}", "%25{:02X}", "&#{};", "&amp;#x{:x};"):
        yield "(user#" + "".join(way.format(ord(digit)) for digit in str(user_id)) + ")"
    yield base64.urlsafe_b64encode(f"gid://op/User/{user_id}".encode()).decode().rstrip("=")


def near(user_id: int) -> list[str]:
    """Texts that hold the id of something else, or another id, behind escapes too."""
    plain = [text.replace("{id}", str(user_id)) for text in _NEAR]
    return plain + [escape(text) for text in plain for escape in (quote, json.dumps)]


def coding(check: Check, type_: str | None) -> tuple[str, Callable[[str], str]] | None:
    """The type in which a text of this check is given, and how the text is written for it."""
    column, text = check.column.name, check.searched
    plain = {column, quoted(column)}
    if text in plain | {f"CAST({name} AS text)" for name in plain}:
        if type_ in _JSON:
            return type_, json.dumps
        return textual(type_), str
    if any(text.startswith(f"array_to_string({name}, ") for name in plain):
        return (type_ if type_ in _ARRAYS else "pg_catalog._text"), lambda one: elements(["", one])
    if text in {f"encode({name}, 'escape')" for name in plain}:
        return "pg_catalog.bytea", lambda one: f"\\x{one.encode().hex()}"
    if PIECE in text:
        return "pg_catalog._bytea", lambda one: elements(["\\xff", f"\\x{one.encode().hex()}"])
    if f"split_part({column}, '.', 2)" in text:
        return TEXT, lambda one: f"e30.{_base64(one).replace('+', '-').replace('/', '_')}.e30"
    if "'^[A-Za-z0-9+/]+={0,2}$'" in text:
        return TEXT, _base64
    return None


def _base64(text: str) -> str:
    data = text.encode()
    return base64.b64encode(data + b" " * (-len(data) % 3)).decode()
