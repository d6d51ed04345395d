"""Texts that hold an id, others that hold none, and the ways in which such texts are escaped."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from urllib.parse import quote

UNUSED = 60

PLAIN = (
    f"Hi\nuser#{UNUSED}",
    f"a\tuser#{UNUSED} b",
    f"ü user#{UNUSED}",
    f"see /users/{UNUSED}.",
    f"<mention data-id='{UNUSED}' data-type='user'>@A</mention>",
    f'{{"author_id": {UNUSED}}}',
    f'{{"f": {{"assignee": {{"operator": "=", "values": ["7", "{UNUSED}"]}}}}}}',
    f"gid://open-project/User/{UNUSED}",
    f"at\r\nprincipal#{UNUSED}",
    f"Couldn't find User with 'id'={UNUSED}",
    f'WHERE "users"."id" = {UNUSED}',
    f'update on table "users" violates a key: Key (id)=({UNUSED}) is still referenced',
    f'a:1:{{s:9:"author_id";i:{UNUSED};}}',
    f"User with id {UNUSED} not found",
    f"#<User:0x00007f login: 'x', id: {UNUSED}>",
    f"user[id]={UNUSED}&x=1",
    f"SELECT 1 FROM users u WHERE u.id = ANY ('{{7,{UNUSED}}}')",
    f'WHERE ("users"."id") IS NOT DISTINCT FROM {UNUSED}',
    f'<user name="x" id="{UNUSED}"/>',
    f'<event user-id="{UNUSED}"/>',
    f"---\nowners: {{owner_ids: [7, {UNUSED}]}}\n",
)
OTHERS = (
    f"Couldn't find WorkPackage with 'id'={UNUSED}",
    f'update on table "projects": Key (id)=({UNUSED})',
    f"Hi\nuser#{UNUSED}1",
    f"wiki\n/projects/{UNUSED}",
    "Hi\nuser#6",
    f"room {UNUSED}",
    f"user[project_id]={UNUSED}",
    f"#<User id: 421> #<Project id: {UNUSED}>",
    f'<user name="x"/><project id="{UNUSED}"/>',
    f"SELECT 1 FROM users u WHERE p.id = {UNUSED}",
)

Escape = Callable[[str], str]
ESCAPES: dict[str, Escape] = {
    "json": json.dumps,
    "json twice": lambda text: json.dumps(json.dumps(text)),
    "json of Rails": lambda text: (
        json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    ),
    "json that escapes slashes": lambda text: json.dumps(text).replace("/", "\\/"),
    "json with its backslashes as escapes": lambda text: (
        json.dumps(text).replace("\\n", "\\u005cn").replace("\\t", "\\u005ct")
    ),
    "html": html.escape,
    "html twice": lambda text: html.escape(html.escape(text)),
    "html in numbers": lambda text: (
        text.replace("#", "&#35;")
        .replace("/", "&#x2F;")
        .replace("<", "&#60;")
        .replace('"', "&#34;")
    ),
    "url": lambda text: quote(text, safe=""),
    "url twice": lambda text: quote(quote(text, safe=""), safe=""),
    "html in json": lambda text: json.dumps(html.escape(text)),
    "json in html": lambda text: html.escape(json.dumps(text)),
    "url in json": lambda text: json.dumps({"body": quote(text, safe="")}),
    "everything as JSON escapes": lambda text: f'"{_each(text, "u{:04x}")}"',
    "everything as JSON escapes in JSON": lambda text: json.dumps(_each(text, "u{:04x}")),
    "everything in percent": lambda text: _each(text, "%{:02X}"),
    "everything in percent twice": lambda text: quote(_each(text, "%{:02X}")),
    "everything as HTML": lambda text: _each(text, "&#{};"),
    "everything as HTML in hex, in JSON": lambda text: json.dumps(_each(text, "&#x{:x};")),
    "digits in percent": lambda text: re.sub(r"\d", lambda d: f"%3{d[0]}", text),
    "digits as HTML in a URL": lambda text: quote(re.sub(r"\d", lambda d: f"&#{ord(d[0])};", text)),
    "json in a url in html": lambda text: html.escape(quote(json.dumps(text))),
    "json in json in a url": lambda text: quote(json.dumps({"a": json.dumps({"b": text})})),
    "a letter of each word as JSON": lambda text: _letter(text, "\\u{:04x}"),
    "a letter of each word as HTML": lambda text: _letter(text, "&#{};"),
    "a letter of each word in percent": lambda text: _letter(text, "%{:02X}"),
    "letters as JSON, digits plain": lambda text: re.sub(
        "[A-Za-z]", lambda letter: f"\\u{ord(letter[0]):04x}", text
    ),
    "yaml": lambda text: f"---\nbody: {json.dumps(text)}\n",
}


def _letter(text: str, way: str) -> str:
    """The first letter of each word as an escape; digits stay as they are."""
    return re.sub(r"\b([A-Za-z])(?=[A-Za-z]{2})", lambda letter: way.format(ord(letter[1])), text)


def _each(text: str, way: str) -> str:
    """Each character of ASCII as an escape; `u…` and `x…` with a backslash before."""
    way = f"\\{way}" if way[0] in "ux" else way
    return "".join(way.format(ord(char)) if char.isascii() else char for char in text)
