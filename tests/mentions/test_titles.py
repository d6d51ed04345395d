"""The pages of places, in words: every statement for titles runs on every release."""

from __future__ import annotations

import psycopg
import pytest

from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.mentions import titles
from support.databases import MakeDatabase
from support.planting import Planter

PATHS = (
    "/work_packages/7/activity#comment-9", "/projects/garden/wiki/start/history", "/topics/7?r=8",
    "/projects/garden/forums/7", "/projects/garden/boards/7", "/projects/garden/calendars/7",
    "/projects/garden/work_packages?query_id=7", "/projects/garden/activity", "/meetings/7/history",
    "/recurring_meetings/7", "/news/7", "/documents/7", "/budgets/7", "/versions/7",
    "/attachments/7", "/time_entries/7/dialog", "/users/7/edit", "/good_job/jobs/7",
)  # fmt: skip


@pytest.mark.parametrize("release", ["10.0", "12.0", "17.1"])
def test_titles_are_looked_up(make_database: MakeDatabase, release: str) -> None:
    url = make_database(f"empty-{release}")
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        planter = Planter(connection)
        planter.plant("work_packages", {"id": 7, "subject": "Found\nations " + "x" * 300})
        planter.plant("projects", {"id": 3, "identifier": "garden", "name": "The garden"})
        planter.plant("wikis", {"id": 4, "project_id": 3})
        planter.plant("wiki_pages", {"id": 5, "wiki_id": 4, "slug": "start", "title": "Begin"})
    with session(target(url, {}), Access(jobs=1)) as opened:
        found = titles.read(opened.readers[0], opened.catalogue, PATHS)
    assert found.unread == ()
    told = {path: found.page(path) for path in PATHS}
    first = told["/work_packages/7/activity#comment-9"] or ""
    assert first.startswith("Work package #7 Found ations xxx")
    assert len(first) < 150
    assert told["/projects/garden/wiki/start/history"] == "Wiki page Begin"
    assert told["/projects/garden/activity"] == "Project The garden"
    assert told["/meetings/7/history"] == "Meeting 7"
    assert told["/users/7/edit"] == "Account 7"
    assert all(told.values())
    assert (found.page(None), found.page("/nowhere")) == (None, None)
    assert found.page("/work_packages/99999999999999999999") is None
