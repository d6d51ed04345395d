"""Mentions that a reviewer decided to erase, on the database that OpenProject's deletion left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from openproject.invented import PERSON
from openproject.tables import read_tables
from operasure.core.model import Verdict
from operasure.erase.edits import NOTHING
from support.contents import Rows, rows
from support.databases import MakeDatabase
from support.instances import observed
from support.planting import jwt
from support.removal import WHO, Case, contents, execute, files_script, review, search, verified
from support.storage import Site


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    return verified(make_database(observed("after")), tmp_path)


def cells(case: Case) -> dict[str, Rows]:
    with psycopg.connect(case.url) as connection:
        tables = read_tables(connection)
        return {name: rows(connection, table) for name, table in tables.items()}


def test_all_that_names_the_person_goes_and_nothing_else(case: Case) -> None:
    with search(case) as found:
        reviewed = review(case, found)
        decided = len(list(found.hits()))
    assert decided > 800
    before, digests = cells(case), contents(case.url)
    where = ["--attachments-dir", str(stored(case))]
    script = ["--files-script", str(case.path("files.sh"))]
    options = ["--possible", "--delete-signed", *where, *script]
    case.plan_with_settings("--reviewed", str(reviewed), *options, *WHO)
    others = {part.reason.rpartition(": ")[2].split(" ")[0] for part in case.left()}
    assert all("belongs to another account" in part.reason for part in case.left())
    assert "stop the collaboration service" in case.path("plan.txt").read_text()
    assert "stop the collaboration service" in case.path("case.sql").read_text()
    hold_no_name(case)
    assert case.script().returncode == 0
    assert contents(case.url) == digests
    assert files_script(case, "commit").returncode == 0
    assert case.erase(*where) == 3
    after = cells(case)
    with search(case, reviewed) as again:
        stay = list(again.hits())
        assert {str(hit.check.column) for hit in stay} == others
        assert all(hit.account and hit.confidence == "possible" for hit in stay)
        assert again.verdict is Verdict.LEFTOVERS
        assert again.review.gone == decided - len(stay)
    checks = case.verify("again.json")["checks"]
    left = {f"{c['table']}.{c['column']}" for c in checks if c["outcome"] == "leftover"}
    assert left <= others
    hold_still(case, before, after)
    hold_forms(before, after)
    assert case.undo(*where) == 0
    assert contents(case.url) == digests


def test_signed_tokens_stay_or_go_whole(case: Case) -> None:
    columns = "encoded_token, created_at, updated_at, valid_from, valid_until"
    copy = f"INSERT INTO {SIGNED} (id, {columns}) SELECT id + 900, {columns} FROM {SIGNED}"
    execute(case.url, copy)
    claims = jwt({"name": f"{PERSON.given} {PERSON.family}"})
    execute(case.url, "UPDATE oidc_user_tokens SET access_token = %s", claims)
    with search(case) as found:
        reviewed = review(case, found)
        signed = {str(h.row_id) for h in found.hits() if h.check.column.name == TOKEN}
    only(reviewed, TOKEN, "access_token")
    assert case.plan("--reviewed", str(reviewed), *WHO) == 3
    assert any("a signature" in left.reason for left in case.left())
    place = (SIGNED, "")
    assert {place, ("oidc_user_tokens", "")} & set(case.rows()) == set()
    # One was exchanged since the review: it holds other words, and stays.
    first = min(signed)
    execute(case.url, f"UPDATE {SIGNED} SET {TOKEN} = 'a new one' WHERE id = {first}")
    assert case.plan("--reviewed", str(reviewed), "--delete-signed", *WHO) == 3
    assert case.rows()[place] == signed - {first}
    assert [p.reason for p in case.left() if p.check.endswith(f"{TOKEN}:text")] == [NOTHING]
    # The other token is another account's, which has more to lose than a name.
    assert ("oidc_user_tokens", "") not in case.rows()
    assert "upload a new one" in case.path("plan.txt").read_text()
    assert case.script("-v", "commit=yes").returncode == 0
    kept = {str(row[0]) for row in execute(case.url, f"SELECT id FROM {SIGNED}")}
    assert kept & signed == {first}


SIGNED, TOKEN = "enterprise_tokens", "encoded_token"


def only(reviewed: Path, *columns: str) -> None:
    """Keep the decisions on some columns."""
    content = json.loads(reviewed.read_text())
    wanted = [f".{column} " for column in columns]
    content["marks"] = [m for m in content["marks"] if any(w in m["place"] for w in wanted)]
    reviewed.write_text(json.dumps(content))


def stored(case: Case) -> Path:
    """The directory of files, with those of the attachments that name the person."""
    site = Site(case.url, case.path("files"))
    with psycopg.connect(case.url) as connection:
        for key, name in connection.execute("SELECT id, file FROM attachments"):
            site.put(f"attachment/file/{key}/{name}", b"content")
    return site.root


def hold_no_name(case: Case) -> None:
    for name in ("case.plan", "case.sql", "plan.txt"):
        text = case.path(name).read_text().casefold()
        for word in (PERSON.family, PERSON.login, PERSON.mail):
            assert word.casefold() not in text, (name, word)


def hold_still(case: Case, before: dict[str, Rows], after: dict[str, Rows]) -> None:
    """No cell changed but those of the plan, and what goes along with them."""
    planned = case.rows()
    along = {(s.table, s.touched[0]) for s in case.steps() if s.touched}
    along |= {(s.table, s.beside[0]) for s in case.steps() if s.beside}
    for name, was in before.items():
        assert set(was) - set(after[name]) == planned.get((name, ""), set()), name
        for key, now in after[name].items():
            for column, cell in now.items():
                if cell != was[key][column] and (name, column) not in along:
                    assert key in planned.get((name, column), set()), (name, column, key)
    for name in ("journals", "work_package_journals", "wiki_page_journals"):
        for key, now in after[name].items():
            assert now.get("updated_at") == before[name][key].get("updated_at")


def hold_forms(before: dict[str, Rows], after: dict[str, Rows]) -> None:
    """What read as YAML or JSON still does, with the same shape but for what was taken out."""
    seen = 0
    for name, now in after.items():
        for key, row in now.items():
            for column, cell in row.items():
                was = before[name][key][column]
                if cell is None or was == cell or was is None:
                    continue
                if was.startswith("---") and reads(was):
                    assert set(shape(yaml.compose(cell))) <= set(shape(yaml.compose(was)))
                    seen += 1
                elif was[:1] in "{[" and is_json(was):
                    assert is_json(cell), (name, column, key)
                    seen += 1
    assert seen > 40


def reads(text: str) -> bool:
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    return True


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def shape(node: Any, path: str = "") -> Iterator[str]:
    """The keys of a YAML value, as paths; places in lists are left out."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from shape(value, f"{path}/{key.value}")
    elif isinstance(node, yaml.SequenceNode):
        yield path
        for item in node.value:
            yield from shape(item, path)
    else:
        yield path


def test_only_what_was_decided_goes(case: Case) -> None:
    with search(case) as found:
        hits = list(found.hits())
        named = [h for h in hits if h.variant == "full name"]
        chosen = next(h for h in named if h.check.column.name == "notes")
        path = review(case, found)
    content = json.loads(path.read_text())
    content["marks"] = [m for m in content["marks"] if m["id"] == chosen.id]
    path.write_text(json.dumps(content))
    case.plan("--reviewed", str(path), "--replacement", f"Frau {PERSON.family}", *WHO)
    assert any("name the person again" in part.reason for part in case.left())
    case.plan("--reviewed", str(path), *WHO)
    place = (chosen.check.table, chosen.check.column.name)
    assert str(chosen.row_id) in case.rows()[place]
    assert case.erase() in {0, 3}
    with search(case, path) as again:
        left = {h.id for h in again.hits()}
    assert chosen.id not in left
    others = [h for h in hits if h.variant not in ("mention tag", "user#id", "link")]
    assert len(left) > len(others) * 0.8


def test_a_preview_shows_the_texts(case: Case) -> None:
    page = case.path("preview.html")
    case.plan("--possible", "--preview", str(page), "--diff")
    assert "user#" in page.read_text()
    assert page.stat().st_mode & 0o777 == 0o600
    shown = case.path("plan.txt").read_text()
    assert "[-42-]{+3+}" in shown
    assert "collaboration service" not in shown
