"""An id is found behind every escape that JSON, YAML, HTML and URLs have before it."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from urllib.parse import quote

import psycopg
import pytest

from operasure.core.model import Result
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.audit.audit import Options as AuditOptions
from operasure.looks.audit.audit import audit
from operasure.looks.verify import Options, verify
from support.databases import MakeDatabase
from support.instances import observed
from support.planting import Planter

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
)
OTHERS = (f"Hi\nuser#{UNUSED}1", f"wiki\n/projects/{UNUSED}", "Hi\nuser#6", f"room {UNUSED}")

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
    "yaml": lambda text: f"---\nbody: {json.dumps(text)}\n",
}


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
