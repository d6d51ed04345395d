"""An id is found behind every escape that JSON, YAML, HTML and URLs have before it."""

from __future__ import annotations

import base64
import html
import json
import re
import subprocess
from collections.abc import Callable
from urllib.parse import quote

import psycopg
import pytest

from operasure.checks import plan, script
from operasure.core import queries
from operasure.core.model import Result
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.audit.audit import Options as AuditOptions
from operasure.looks.audit.audit import audit
from operasure.looks.verify import Options, verify
from support.databases import MakeDatabase
from support.instances import observed
from support.planting import Planter

UNUSED = 60
CHECK = "cp-03/news.description:text"

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
    f"---\nowners: {{owner_ids: [7, {UNUSED}]}}\n",
)
OTHERS = (
    f"Couldn't find WorkPackage with 'id'={UNUSED}",
    f'update on table "projects": Key (id)=({UNUSED})',
    f"Hi\nuser#{UNUSED}1",
    f"wiki\n/projects/{UNUSED}",
    "Hi\nuser#6",
    f"room {UNUSED}",
)

Escape = Callable[[str], str]
ESCAPES: dict[str, Escape] = {
    "json": json.dumps,
    "json twice": lambda text: json.dumps(json.dumps(text)),
    "json of Rails": lambda text: (
        json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    ),
    "json that escapes slashes": lambda text: json.dumps(text).replace("/", "\\/"),
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
    "yaml": lambda text: f"---\nbody: {json.dumps(text)}\n",
}


def _each(text: str, way: str) -> str:
    """Each character of ASCII as an escape; `u…` and `x…` with a backslash before."""
    way = f"\\{way}" if way[0] in "ux" else way
    return "".join(way.format(ord(char)) if char.isascii() else char for char in text)


def run(url: str, *statements: tuple[str, tuple[object, ...]]) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement, values in statements:
            connection.execute(statement.encode(), values)


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_id_behind_an_escape(make_database: MakeDatabase, escape: str) -> None:
    """In a text that a query names; verify and audit find the same rows."""
    url = make_database(observed("before"))
    add = (
        "INSERT INTO news (id, title, description, author_id, created_at, updated_at) "
        "VALUES (%s, 'x', %s, 4, now(), now())"
    )
    texts = [*PLAIN, *OTHERS]
    run(url, *((add, (9000 + n, ESCAPES[escape](text))) for n, text in enumerate(texts)))
    wanted = {9000 + n for n in range(len(PLAIN))}
    report = verify(target(url, {}), Options(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: set(o.row_ids) for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found == {CHECK: wanted}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    ids = {d.user_id: {r for s in d.sightings for r in s.row_ids} for d in audited.dangling}
    assert ids[UNUSED] == wanted
    assert by_psql(url) == wanted


def by_psql(url: str) -> set[int]:
    """What the script of `operasure queries` finds in the same place."""
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = plan.make(queries.load(), opened.catalogue)
        checks = [c for scan in made.scans for c in scan.checks if c.id == CHECK]
        lines = "\n".join(script.script(checks, UNUSED, "public"))
    done = subprocess.run(
        ["psql", "-XAtq", url], input=lines, capture_output=True, text=True, check=True
    )
    assert "ERROR" not in done.stderr
    return {
        int(row[0]) for line in done.stdout.splitlines() if (row := line.split("|"))[0].isdigit()
    }


def test_letters_behind_an_escape(make_database: MakeDatabase) -> None:
    """The letter of an escape is none of the word behind it."""
    url = make_database(observed("before"))
    before = [r"\n", r"\f", r"\v", r"\0", r"\e", r"\u000a", r"\x0b", "%0A", "%0d%0a", "%250A"]
    texts = [f'"Hi{escape}user#{UNUSED}"' for escape in before]
    add = (
        "INSERT INTO news (id, title, description, author_id, created_at, updated_at) "
        "VALUES (%s, 'x', %s, 4, now(), now())"
    )
    run(url, *((add, (9000 + n, text)) for n, text in enumerate([*texts, f"superuser#{UNUSED}"])))
    wanted = {9000 + n for n in range(len(texts))}
    report = verify(target(url, {}), Options(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: set(o.row_ids) for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found == {CHECK: wanted}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    ids = {d.user_id: {r for s in d.sightings for r in s.row_ids} for d in audited.dangling}
    assert ids[UNUSED] == wanted
    assert by_psql(url) == wanted


def test_a_global_id_in_base64(make_database: MakeDatabase) -> None:
    """Wherever the application's name puts its end, with padding or without, and escaped."""
    url = make_database(observed("before"))
    gids = [f"gid://{'x' * n}/User/{UNUSED}".encode() for n in range(1, 5)]
    texts = [json.dumps({"to": base64.urlsafe_b64encode(gid).decode()}) for gid in gids]
    texts += [quote(base64.b64encode(gid).decode(), safe="") for gid in gids]
    texts += [base64.urlsafe_b64encode(gid).decode().rstrip("=") for gid in gids]
    other = base64.b64encode(f"gid://x/Project/{UNUSED}".encode()).decode()
    add = (
        "INSERT INTO news (id, title, description, author_id, created_at, updated_at) "
        "VALUES (%s, 'x', %s, 4, now(), now())"
    )
    run(url, *((add, (9000 + n, text)) for n, text in enumerate([*texts, other])))
    wanted = {9000 + n for n in range(len(texts))}
    report = verify(target(url, {}), Options(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: set(o.row_ids) for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found == {"cp-03/news.description:text": wanted}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    ids = {d.user_id: {r for s in d.sightings for r in s.row_ids} for d in audited.dangling}
    assert ids[UNUSED] == wanted


def test_words_that_look_coded(make_database: MakeDatabase) -> None:
    """What is base64 by its letters is read as it stands, too."""
    url = make_database(observed("before"))
    link = f"/api/v3/users/{UNUSED}"
    with psycopg.connect(url) as connection:
        planted = Planter(connection).plant("documents", {"content_binary": link})
    report = verify(target(url, {}), Options(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: o.row_ids for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found == {"cf-01/documents.content_binary:text": (planted,)}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    assert UNUSED in {d.user_id for d in audited.dangling}
