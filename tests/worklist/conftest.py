"""A work list, and the page on which a person reviews it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from operasure.reports.evidence import worklist
from operasure.server.postgresql import Server
from support import databases
from support.browser import Pages
from support.databases import MakeDatabase
from support.mentions import execute as plant
from support.mentions import search
from support.worklists import KEY, PERSON, REVIEWED
from worklist.kit import reviewing, today


@pytest.fixture
def url(shared_database: MakeDatabase) -> str:
    return shared_database(REVIEWED)


@pytest.fixture(scope="session")
def listed(shared_database: MakeDatabase) -> tuple[str, date]:
    """A work list, and the day until which it may be kept."""
    while True:
        day = today()
        with search(shared_database(REVIEWED), PERSON, case_key=KEY, keep_days=1) as found:
            text = "".join(worklist.render(found))
        if day == today():
            return text, day + timedelta(days=1)


@pytest.fixture
def until(listed: tuple[str, date]) -> date:
    return listed[1]


@pytest.fixture
def file(listed: tuple[str, date], tmp_path: Path) -> Path:
    path = tmp_path / "worklist.html"
    path.write_text(listed[0], encoding="utf-8")
    return path


@pytest.fixture
def page(file: Path, pages: Pages) -> Page:
    return reviewing(pages, file)


VERSIONS = """
INSERT INTO wiki_page_journals (id, text) SELECT n, 'As Marisól  Quintanilla said' FROM
generate_series(100, 103) n
"""


PAGES = """
INSERT INTO wiki_pages (id, wiki_id, lock_version, author_id, title, slug, text, created_at,
updated_at) SELECT n, 1, 0, (SELECT author_id FROM wiki_pages LIMIT 1), n, n,
CASE WHEN n < 303 THEN 'As Marisól Quintanilla SAID' ELSE
'Ask Uwe Quintanilla of the harbour, he knows the way of all the boats that come and go there in '
'the morning and in the evening too. Not that one: Marisól Quintanilla is the one who signs.' END,
now(), now() FROM generate_series(300, 305) n
"""


@pytest.fixture(scope="session")
def repeated(any_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven places of one passage, four of them old versions; three texts that name two persons."""
    path = tmp_path_factory.mktemp("repeated") / "repeated.html"
    with databases.clone(any_server, REVIEWED) as url:
        plant(url, "SET session_replication_role = replica", VERSIONS, PAGES)
        with search(url, PERSON, case_key=KEY) as found:
            path.write_text("".join(worklist.render(found)), encoding="utf-8")
    return path
