"""The inventory reads as an answer to somebody who asked, in all three forms."""

from __future__ import annotations

import html.parser
import json
from dataclasses import replace
from pathlib import Path

import pytest

from operasure.core import keeping
from operasure.core.model import Expected, Origin
from operasure.looks.snapshot.model import Known, KnownAs, Snapshot, SnapshotPlace
from operasure.reports.evidence import text
from operasure.reports.inventory import inventory
from operasure.reports.words.phrases import phrase, table
from support.databases import MakeDatabase
from support.instances import observed
from support.snapshots import MADE, Before, taken


@pytest.fixture(scope="module")
def snapshot(shared_database: MakeDatabase) -> Snapshot:
    return taken(shared_database(observed("before")))


def place(table: str, column: str) -> SnapshotPlace:
    check = f"cw-02/{table}.{column}"
    origin, expected = Origin.REFERENCE, Expected.DELETED_USER
    return SnapshotPlace(check, "cw-02", table, column, "id", origin, expected, False, 1)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (place("work_packages", "author_id"), "work packages, written by you"),
        (place("work_packages", "assigned_to_id"), "work packages, assigned to you"),
        (place("time_entry_journals", "user_id"), "history of time entries, yours"),
        (place("news_journals", "author_id"), "history of news, written by you"),
        (place("rates", "user_id"), "hourly rates, yours"),
        (
            replace(place("custom_values", "value"), check="cp-01/custom_values.value (projects)"),
            "custom fields, yours (projects)",
        ),
        (
            replace(place("queries", "filters"), expected=Expected.KEPT),
            "saved views, your number in the filters",
        ),
        (
            replace(place("news", "summary"), origin=Origin.TEXT),
            "news, you are mentioned in the summary",
        ),
        (
            replace(place("news", "title"), origin=Origin.TEXT, by_name=True),
            "news, you are named in the title",
        ),
        (
            replace(place("zz_plugin", "person_id"), origin=Origin.SWEPT, expected=None),
            "zz plugin, your number in the person id",
        ),
    ],
)
def test_phrases(found: SnapshotPlace, words: str) -> None:
    assert phrase(found) == words


def test_counts_are_those_of_the_snapshot(snapshot: Snapshot) -> None:
    content = inventory.build(snapshot)
    assert sum(group["rows"] for group in content["groups"]) == snapshot.rows
    assert [g["code"] for g in content["groups"]] == sorted({p.group for p in snapshot.places})
    for group in content["groups"]:
        assert group["rows"] == sum(entry["rows"] for entry in group["places"])
        assert group["title"]


def test_the_text_says_who_what_and_what_will_break(snapshot: Snapshot) -> None:
    shown = inventory.render(inventory.build(snapshot)).whole
    for words in (
        "What this OpenProject holds about user 42",
        "Jürgen Brandström",
        "juergen.brandstroem@example.org",
        "bu-06 User rates",
        "work packages, assigned to you",
        "Before the deletion",
        "DAMAGES: 88 texts will lose words of other people",
        "cost_queries.serialized 44: UserId = [42] … ResponsibleId !* []",
    ):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= text.WIDTH


class Page(html.parser.HTMLParser):
    """Collects what a page refers to, and its tags."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [str(value) for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "br", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_is_whole_and_needs_nothing_from_outside(snapshot: Snapshot) -> None:
    content = inventory.html(inventory.build(snapshot))
    page = Page(content)
    assert page.open == []
    assert page.links == []
    assert '<html lang="en">' in content
    shown = " ".join(page.text)
    assert "Jürgen Brandström" in shown
    assert "This is an overview, not the answer to a request for access under Article 15" in shown
    assert "It answers" not in shown
    assert "a copy of the data (Art. 15(3)); the purposes of the processing" in shown
    # What the deletion will break is for who deletes, not for the person.
    assert "will lose words" not in shown


def test_what_anybody_wrote_is_no_markup() -> None:
    hostile = Known(KnownAs.FIELD, "<script>alert(1)</script>", "x", label="<b>")
    content = inventory.html(inventory.build(replace(MADE, known=(hostile,))))
    assert "<script>" not in content
    assert "&lt;script&gt;" in content
    assert "<b>" not in content


@pytest.mark.parametrize("form", ["json", "html"])
def test_it_says_what_it_is_and_until_when(tmp_path: Path, form: str) -> None:
    content = inventory.build(MADE)
    path = tmp_path / "inventory"
    path.write_text(inventory.html(content) if form == "html" else json.dumps(content))
    assert keeping.head(path) == keeping.Head("inventory", MADE.delete_after)


def test_what_was_not_read_is_said_in_every_form() -> None:
    content = inventory.build(MADE)
    assert "bu-06/rates.user_id" in inventory.render(content).whole
    assert "bu-06/rates.user_id" in inventory.html(content)
    assert content["unread"] == [
        {"check": "bu-06/rates.user_id", "reason": "no permission to read it"}
    ]


def test_nothing_in_the_way_is_said_too() -> None:
    shown = inventory.render(inventory.build(replace(MADE, risks=(), case=None))).whole
    assert "nothing is known to be in its way" in shown


@pytest.mark.parametrize("version", ["17.1", "12.0", "10.0"])
def test_every_place_of_every_release_has_a_phrase(before: Before, version: str) -> None:
    for found in before(version).places:
        words = phrase(found)
        assert "_" not in words.partition(" (")[0], words
        assert table(found.table) in words


def test_a_terminal_obeys_nothing_that_anybody_wrote() -> None:
    hostile = Known(KnownAs.NAME, "\x1b[2JRenée\x07", "the account\r")
    shown = inventory.render(inventory.build(replace(MADE, known=(hostile,)))).whole
    assert all(c.isprintable() or c == "\n" for c in shown)
    assert "Renée" in shown
