"""An id is found behind every escape that JSON, YAML, HTML and URLs have before it."""

from __future__ import annotations

import base64
import json
import subprocess
from urllib.parse import quote

import psycopg
import pytest

from operasure.checks import run as checked
from operasure.checks import script, selection
from operasure.core import queries
from operasure.core.model import Result
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.audit import look as audited_rows
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.escapes import ESCAPES, OTHERS, PLAIN, UNUSED
from support.instances import reduced
from support.planting import Planter

CHECK = "cp-03/news.description:text"
pytestmark = pytest.mark.usefixtures("only_planted")


def run(url: str, *statements: tuple[str, tuple[object, ...]]) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement, values in statements:
            connection.execute(statement.encode(), values)


def test_an_id_behind_an_escape(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a text that a query names; verify, audit and the script find the same rows."""
    for module in (checked, audited_rows):
        monkeypatch.setattr(module, "ROW_IDS", 1_000)  # each row is to be named
    url = make_database(reduced("before"))
    add = (
        "INSERT INTO news (id, title, description, author_id, created_at, updated_at) "
        "VALUES (%s, 'x', %s, 4, now(), now())"
    )
    named: dict[int, tuple[str, str]] = {}
    others: dict[int, tuple[str, str]] = {}
    for escape in ESCAPES:
        for texts, kept in ((PLAIN, named), (OTHERS, others)):
            for text in texts:
                kept[9000 + len(named) + len(others)] = (escape, text)
    added = {**named, **others}
    run(url, *((add, (id_, ESCAPES[escape](text))) for id_, (escape, text) in added.items()))
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: set(o.row_ids) for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found.keys() == {CHECK}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    ids = {d.user_id: {r for s in d.sightings for r in s.row_ids} for d in audited.dangling}
    for seen in (found[CHECK], ids[UNUSED], by_psql(url)):
        assert [named[id_] for id_ in named.keys() - seen] == []
        assert [(id_, others.get(int(str(id_)))) for id_ in seen - named.keys()] == []


def by_psql(url: str) -> set[int]:
    """What the script of `operasure queries` finds in the same place."""
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(queries.load(), opened.catalogue)
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
    url = make_database(reduced("before"))
    before = [r"\n", r"\f", r"\v", r"\0", r"\e", r"\u000a", r"\x0b", "%0A", "%0d%0a", "%250A"]
    texts = [f'"Hi{escape}user#{UNUSED}"' for escape in before]
    add = (
        "INSERT INTO news (id, title, description, author_id, created_at, updated_at) "
        "VALUES (%s, 'x', %s, 4, now(), now())"
    )
    run(url, *((add, (9000 + n, text)) for n, text in enumerate([*texts, f"superuser#{UNUSED}"])))
    wanted = {9000 + n for n in range(len(texts))}
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: set(o.row_ids) for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found == {CHECK: wanted}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    ids = {d.user_id: {r for s in d.sightings for r in s.row_ids} for d in audited.dangling}
    assert ids[UNUSED] == wanted
    assert by_psql(url) == wanted


def test_a_global_id_in_base64(make_database: MakeDatabase) -> None:
    """Wherever the application's name puts its end, with padding or without, and escaped."""
    url = make_database(reduced("before"))
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
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: set(o.row_ids) for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found == {"cp-03/news.description:text": wanted}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    ids = {d.user_id: {r for s in d.sightings for r in s.row_ids} for d in audited.dangling}
    assert ids[UNUSED] == wanted


def test_words_that_look_coded(make_database: MakeDatabase) -> None:
    """What is base64 by its letters is read as it stands, too."""
    url = make_database(reduced("before"))
    link = f"/api/v3/users/{UNUSED}"
    with psycopg.connect(url) as connection:
        planted = Planter(connection).plant("documents", {"content_binary": link})
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))
    found = {o.check.id: o.row_ids for o in report.outcomes if o.result is Result.LEFTOVER}
    assert found == {"cf-01/documents.content_binary:text": (planted,)}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    assert UNUSED in {d.user_id for d in audited.dangling}
