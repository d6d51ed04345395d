"""The work list in a browser: what a person does with it, and what a hostile text can't."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from openproject.invented import PERSON as SAMPLE
from openproject.tables import read_tables
from operasure.core import keeping
from operasure.core.model import Verdict
from operasure.core.typed import plain
from operasure.looks.mentions import review
from operasure.looks.mentions.hits import Decision
from operasure.matching.match import Matcher
from operasure.reports.evidence import mentions, mentions_text, worklist
from operasure.reports.prune import Fate, prune
from operasure.server.postgresql import Server
from support import databases
from support.browser import Pages, barriers
from support.contents import Rows, rows
from support.databases import MakeDatabase
from support.filters import wider
from support.instances import observed
from support.mentions import execute as plant
from support.mentions import search
from support.removal import IDENTITY, WHO, Case, execute
from support.worklists import HOSTILE, KEY, PERSON, REVIEWED

Open = Callable[..., Page]


@pytest.fixture
def url(shared_database: MakeDatabase) -> str:
    return shared_database(REVIEWED)


@pytest.fixture(scope="module")
def listed(shared_database: MakeDatabase) -> tuple[str, date]:
    """A work list, and the day until which it may be kept."""
    while True:
        day = today()
        with search(shared_database(REVIEWED), PERSON, case_key=KEY, keep_days=1) as found:
            text = "".join(worklist.render(found))
        if day == today():
            return text, day + timedelta(days=1)


def today() -> date:
    return datetime.now(UTC).date()


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


def reviewing(pages: Pages, file: Path, by: str = "Data protection officer") -> Page:
    """The list, opened by somebody who has said who reviews."""
    page = pages.open(file)
    page.locator("#reviewer").fill(by)
    page.keyboard.press("Escape")
    return page


def shown(page: Page) -> list[str]:
    """The places of the mentions that are to be seen."""
    return [
        item.get_attribute("data-place") or ""
        for item in page.locator("main li.mention:not([hidden])").all()
    ]


def mention(page: Page, text: str) -> Locator:
    return page.locator("main .entry").filter(has_text=text).first


def press(item: Locator, name: str) -> None:
    item.get_by_role("button", name=name, exact=True).click()


def test_filters(page: Page) -> None:
    assert len(shown(page)) == 7
    expect(page.locator("#counter")).to_have_text("7 of 7 open, 7 shown")
    page.locator("#group").select_option(label="cw-01 Wiki pages")
    assert {place.split(".")[0] for place in shown(page)} == {"wiki_pages", "wiki_page_journals"}
    page.get_by_label("old versions").uncheck()
    assert shown(page) == ["wiki_pages.text 1", "wiki_pages.text 1", "wiki_pages.text 2"]
    page.get_by_label("possible", exact=True).uncheck()
    assert shown(page) == ["wiki_pages.text 1"] * 2
    page.get_by_label("Variant").select_option("initial")
    assert len(shown(page)) == 1
    page.locator("#project").select_option("harbour")
    assert shown(page) == []
    expect(page.locator("#nothing")).to_be_visible()
    page.locator("#group").select_option(label="all")
    page.get_by_label("Variant").select_option(label="all")
    assert shown(page) == ["news.summary 1"]
    page.locator("#project").select_option(label="all")
    page.get_by_label("certain", exact=True).uncheck()
    page.get_by_label("Search").fill("WROTE the last")
    assert shown(page) == ["wiki_pages.text 1"]


def test_places_by_what_people_know(page: Page) -> None:
    heads = "\n".join(page.locator("main h3").all_text_contents())
    plan = r"Wiki page Plan <b>of</b> the garden"
    assert f"{plan}, old version of 24 December 2025 (text), by user 7\n" in f"{heads}\n"
    assert re.search("Wiki page River, text, by user [0-9]+, last changed 2 March 2026", heads)
    own = re.findall(f"{plan}, text, by user [0-9]+, last changed 1 March 2026", heads)
    assert len(own) == 2
    expect(mention(page, "was here").locator(".about").first).to_contain_text(
        "version=3 · wiki_page_journals.text 5"
    )
    page.get_by_label("Written from").fill("2026-03-02")
    assert "wiki_pages.text 2" in shown(page)
    assert not {"wiki_pages.text 1", "wiki_page_journals.text 5"} & set(shown(page))
    page.get_by_label("Written from").fill("2025-12-24")
    page.get_by_label("to", exact=True).fill("2025-12-24")
    assert shown(page) == ["wiki_page_journals.text 5"]
    page.locator("#author").select_option("user 7")
    assert len(shown(page)) == 1
    page.get_by_label("Written from").fill("")
    page.get_by_label("to", exact=True).fill("")
    page.locator("#author").select_option(label="all")
    assert len(shown(page)) == 7
    read = page.locator("header details").filter(has_text="How the names were read")
    read.locator("summary").click()
    expect(read).to_contain_text("name 1: given Marisól, family Quintanilla")


def test_all_that_is_shown_is_decided_at_once(page: Page) -> None:
    """What is hidden, or decided already, stays as it is."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if "no" in answers:
            dialog.dismiss()
        else:
            dialog.accept("kept by law" if dialog.type == "prompt" else None)

    def decide(word: str) -> None:
        page.locator("#decision").select_option(label=word)
        page.locator("#decide").click()

    def decisions() -> list[str]:
        return [item.get_attribute("data-decision") or "" for item in page.locator("main li").all()]

    answers: list[str] = []
    page.on("dialog", answer)
    press(page.locator("main [data-confidence=certain]").first, "Not the person")
    page.get_by_label("possible", exact=True).uncheck()
    hidden = 7 - len(shown(page))
    answers.append("no")
    decide("to erase")
    assert decisions().count("erase") == 0
    answers.clear()
    decide("to erase")
    assert asked[0] == asked[1] == "4 certain, 1 likely shown (5 passages): to erase?"
    assert decisions().count("erase") == 5
    assert decisions().count("") == hidden > 0
    assert decisions().count("not the person") == 1
    page.get_by_label("possible", exact=True).check()
    decide("keep…")
    assert decisions().count("keep: kept by law") == hidden
    expect(page.locator("#counter")).to_have_text("0 of 7 open, 7 shown")
    decide("erased")
    expect(page.locator("#message")).to_have_text("Nothing of what is shown is left to decide.")
    decide("open again")
    assert decisions() == [""] * 7
    page.reload()
    expect(page.locator("#counter")).to_have_text("7 of 7 open, 7 shown")


def test_decisions_are_kept_exported_and_read_back(
    page: Page, url: str, until: date, tmp_path: Path
) -> None:
    press(mention(page, "about the plan"), "Erased")
    press(mention(page, "was here"), "To erase")
    press(mention(page, "river"), "Not the person")
    kept = mention(page, "quoted")
    press(kept, "Keep…")
    expect(page.locator("#counter")).to_have_text("4 of 7 open, 7 shown")
    kept.get_by_label("Ground").fill("Minutes of the board")
    expect(page.locator("#counter")).to_have_text("3 of 7 open, 7 shown")
    assert barriers(page) == []
    page.reload()
    expect(page.locator("#counter")).to_have_text("3 of 7 open, 7 shown")
    expect(mention(page, "quoted").get_by_label("Ground")).to_have_value("Minutes of the board")
    page.get_by_role("checkbox", name="decided").uncheck()
    assert len(shown(page)) == 3
    exported = export(page, tmp_path)
    assert keeping.head(exported) == keeping.Head("review", until)
    with search(url, PERSON, reviewed=(exported,)) as again:
        left = list(again.hits())
        decided = {hit.mark.decision: hit for hit in again.hits(decided=True) if hit.mark}
        assert again.verdict is Verdict.LEFTOVERS
        assert {Decision.KEEP, Decision.NOT_THE_PERSON} <= set(decided)
        assert (again.review.kept, again.review.dismissed) == (1, 1)
        assert not any("river" in hit.after for hit in left)
        text = "".join(worklist.render(again))
    assert "Minutes of the board" in text, "the next export holds the earlier decisions too"
    [ground] = [hit.mark.ground for hit in decided.values() if hit.mark and hit.mark.ground]
    assert ground == "Minutes of the board"


def export(page: Page, folder: Path) -> Path:
    began = today()
    with page.expect_download() as download:
        page.locator("#export").click()
    path = folder / download.value.suggested_filename
    days = {began, today()}
    assert path.name in {f"operasure-review-{day}.json" for day in days}
    download.value.save_as(path)
    expect(page.locator("#message")).to_contain_text(f"exported to {path.name}")
    return path


def test_what_is_written_goes_when_its_day_has_passed(
    page: Page, file: Path, until: date, tmp_path: Path
) -> None:
    press(mention(page, "river"), "Not the person")
    exported = export(page, tmp_path)
    assert keeping.head(file) == keeping.Head("work list", until)
    assert {each.fate for each in prune([file, exported], until)} == {Fate.KEPT}
    later = until + timedelta(days=1)
    assert {each.fate for each in prune([file, exported], later)} == {Fate.REMOVED}


def test_decisions_of_another_person_are_taken_in(
    page: Page, file: Path, tmp_path: Path, pages: Pages
) -> None:
    press(mention(page, "river"), "Not the person")
    exported = export(page, tmp_path)
    colleague = reviewing(pages, file, "Head of IT")
    expect(colleague.locator("#counter")).to_have_text("7 of 7 open, 7 shown")
    colleague.set_input_files("#file", exported)
    status = colleague.locator("#message")
    expect(status).to_have_text(f"1 decision taken from {exported.name}.")
    expect(colleague.locator("#counter")).to_have_text("6 of 7 open, 7 shown")
    data = json.loads(exported.read_text())
    for content, words in (
        (json.dumps(data | {"key": "00" * 32}), "belongs to another case"),
        ("{", "is not valid JSON"),
        ("[]", "is no review"),
        (json.dumps(data | {"marks": [{"id": "<b>", "decision": "x"}, None, 7]}), "0 decisions"),
    ):
        exported.write_text(content)
        colleague.set_input_files("#file", exported)
        expect(status).to_contain_text(words)
    expect(colleague.locator("#counter")).to_have_text("6 of 7 open, 7 shown")


def namesake_items(page: Page) -> list[str]:
    """The ids of the mentions in rows of other accounts."""
    return [
        (item.get_attribute("id") or "")[1:]
        for item in page.locator("[data-other] li.mention").all()
    ]


def test_an_import_takes_no_mark_on_another_account(
    make_database: MakeDatabase, tmp_path: Path, pages: Pages
) -> None:
    url = make_database(REVIEWED)
    execute(url, NAMESAKE, 901, *PERSON.names[0].given, *PERSON.names[0].family, "x@example.net")
    file = tmp_path / "worklist.html"
    with search(url, PERSON, case_key=KEY) as found:
        file.write_text("".join(worklist.render(found)), encoding="utf-8")
    page = reviewing(pages, file)
    press(mention(page, "river"), "Not the person")
    exported = export(page, tmp_path)
    others = namesake_items(page)
    assert others
    data = json.loads(exported.read_text())
    mark = {"decision": "erase", "ground": "", "place": "users.firstname 901", "at": "2999-01-01"}
    data["marks"] += [{"id": each, **mark} for each in others]
    exported.write_text(json.dumps(data))
    colleague = reviewing(pages, file, "Head of IT")
    colleague.set_input_files("#file", exported)
    status = colleague.locator("#message")
    expect(status).to_contain_text("1 decision taken")
    expect(status).to_contain_text(f"{len(others)} decision")
    expect(status).to_contain_text("to erase left out: another account's own")
    assert colleague.locator("[data-other] li[data-decision]").count() == 0
    again = json.loads(export(colleague, tmp_path).read_text())
    assert not {each["id"] for each in again["marks"]} & set(others)


def test_all_that_is_shown_is_decided_planned_and_erased_and_harms_nobody(
    make_database: MakeDatabase, tmp_path: Path, pages: Pages
) -> None:
    case = Case(make_database(observed("after")), tmp_path)
    for number in (901, 902):
        execute(case.url, NAMESAKE, number, SAMPLE.given, SAMPLE.family, f"{number}@example.net")
    case.verify()
    file = tmp_path / "worklist.html"
    with search(case.url, IDENTITY) as found:
        file.write_text("".join(worklist.render(found)), encoding="utf-8")
    page = reviewing(pages, file)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#decision").select_option(label="to erase")
    page.locator("#decide").click()
    assert page.locator("main li.mention[data-decision=erase]").count() > 500
    reviewed = export(page, tmp_path)
    others = namesake_items(page)
    assert others
    assert not {each["id"] for each in json.loads(reviewed.read_text())["marks"]} & set(others)
    before = cells(case.url)
    case.plan("--reviewed", str(reviewed), "--possible", "--delete-signed", *WHO)
    gone = {place[0]: keys for place, keys in case.rows().items() if not place[1]}
    case.erase()
    after = cells(case.url)
    differ = {
        (table, str(key))
        for table, rows_ in before.items()
        for key, row in rows_.items()
        if after[table].get(key) != row
    }
    assert len(differ) > 200
    assert not [row for row in differ if row[0] in {"users", "settings"}]
    own = {"user_preferences", "tokens", "remote_identities", "notification_settings"}
    assert not [row for row in differ if row[0] in own and row[1] not in gone.get(row[0], ())]
    values = {str(key): row for key, row in before["custom_values"].items()}
    principals = {"Principal", "User"}
    assert not [
        key
        for table, key in differ
        if table == "custom_values"
        and values[key]["customized_type"] in principals
        and ("custom_values", key) not in {("custom_values", k) for k in gone.get(table, ())}
    ]
    matcher = Matcher(IDENTITY)
    assert not wider(before, after, lambda value: value == "42" or bool(matcher.find(value)))


def cells(url: str) -> dict[str, Rows]:
    with psycopg.connect(url) as connection:
        return {name: rows(connection, table) for name, table in read_tables(connection).items()}


NAMESAKE = """
INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, updated_at)
VALUES (%s, 'User', '', %s, %s, %s, 1, now(), now())
"""


def test_the_keyboard_is_enough(page: Page) -> None:
    def decision() -> str | None:
        return page.locator(".entry:focus").get_attribute("data-decision")

    focused = page.locator(".entry:focus")
    page.keyboard.press("j")
    first = focused.inner_text()
    page.keyboard.press("2")
    assert focused.inner_text() != first, "a key decides and goes on to what is open"
    second = focused.inner_text()
    page.keyboard.press("k")
    assert decision() == "erased"
    page.keyboard.press("2")
    assert decision() is None, "the same again opens it"
    page.keyboard.press("4")
    page.keyboard.press("k")
    assert decision() == "not the person"
    page.keyboard.press("1")
    page.keyboard.press("k")
    assert decision() == "to erase".removeprefix("to ")
    page.keyboard.press("3")
    page.keyboard.type("4u2: in the minutes")
    page.keyboard.press("Enter")
    assert focused.inner_text() == second
    page.keyboard.press("k")
    assert decision() == "keep: 4u2: in the minutes"
    page.keyboard.press("u")
    assert decision() == "erase"
    page.keyboard.press("Control+z")
    assert decision() == "not the person"
    page.keyboard.press("/")
    page.keyboard.type("river")
    assert shown(page) == ["wiki_pages.text 2"]
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(focused).to_contain_text("river")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("main .entry:visible").get_attribute("data-decision")


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


@pytest.fixture(scope="module")
def repeated(any_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven places of one passage, four of them old versions; three texts that name two persons."""
    path = tmp_path_factory.mktemp("repeated") / "repeated.html"
    with databases.clone(any_server, REVIEWED) as url:
        plant(url, "SET session_replication_role = replica", VERSIONS, PAGES)
        with search(url, PERSON, case_key=KEY) as found:
            path.write_text("".join(worklist.render(found)), encoding="utf-8")
    return path


def accepting(page: Page) -> list[str]:
    """Say yes to whatever the page asks; the questions."""
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", accept)
    return asked


def decided(entry: Locator) -> list[str]:
    """What was decided of each place of an entry, or of several."""
    items = entry.locator("li.mention").all()
    return [item.get_attribute("data-decision") or "" for item in items]


def test_one_decision_covers_a_passage_in_all_its_places(repeated: Path, pages: Pages) -> None:
    page = reviewing(pages, repeated)
    entry = page.locator(".entry").filter(has_text="SAID")
    assert entry.count() == 1
    first = entry.locator("li.mention").first
    assert first.get_attribute("data-historic") is None, "a text of today stands first"
    summary = entry.locator("summary")
    expect(summary).to_have_text("and 6 more places (4 old versions)")
    press(entry, "To erase")
    assert decided(entry) == ["erase"] * 7
    summary.click()
    places = entry.locator("details li.mention")
    press(places.nth(1), "Erased")
    press(places.nth(1), "Not the person")
    assert sorted(decided(entry)) == ["erase"] * 6 + ["not the person"]
    page.keyboard.press("u")
    page.keyboard.press("u")
    assert decided(entry) == ["erase"] * 7
    page.keyboard.press("u")
    assert decided(entry) == [""] * 7
    places.nth(3).focus()
    page.keyboard.press("2")
    assert decided(entry).count("erased") == 1, "within the list a key decides on one place"
    entry.focus()
    page.keyboard.press("1")
    assert sorted(decided(entry)) == ["erase"] * 6 + ["erased"], "what was decided alone stays"


def test_what_a_filter_hides_of_a_passage_is_not_decided(repeated: Path, pages: Pages) -> None:
    page = reviewing(pages, repeated)
    entry = page.locator(".entry").filter(has_text="SAID")
    page.get_by_label("old versions").uncheck()
    expect(entry.locator("summary")).to_have_text("and 2 more places")
    press(entry, "Not the person")
    page.get_by_label("old versions").check()
    assert decided(entry) == ["not the person"] * 3 + [""] * 4
    page.locator("#search").fill("wiki_page_journals")
    expect(entry.locator("details")).to_have_attribute("open", "")
    assert entry.locator("li.mention:visible").count() == 4


def test_a_bulk_decision_reaches_what_is_shown_and_no_neighbour(
    repeated: Path, pages: Pages
) -> None:
    page = reviewing(pages, repeated)
    asked = accepting(page)
    page.locator("#search").fill("uwe quintanilla")
    assert len(shown(page)) == 3
    page.locator("#decision").select_option(label="not the person")
    page.locator("#decide").click()
    [question] = asked
    assert "certain" not in question
    assert question.startswith("3 ")
    page.locator("#search").fill("")
    signs = page.locator(".entry").filter(has_text="signs")
    assert signs.get_attribute("data-confidence") == "certain"
    assert decided(signs) == [""] * 3
    assert len([each for each in decided(page.locator("main")) if each]) == 3
    page.get_by_role("button", name="Undo").click()
    assert not any(decided(page.locator("main")))
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert page.locator("#decision").input_value() == "not the person"
    page.reload()
    assert page.locator("#decision").input_value() == "choose"
    assert not any(decided(page.locator("main")))


def test_a_section_is_decided_by_keys_and_taken_back(repeated: Path, pages: Pages) -> None:
    page = reviewing(pages, repeated)
    asked = accepting(page)
    entries = page.locator("main .entry").count()
    for way in ("word", "group", "page", "confidence"):
        page.locator("#arrange").select_option(way)
        titles = page.locator("main h2").all_inner_texts()
        assert 3 <= len(titles) == len(set(titles)) <= entries, way
        assert page.locator("main section .entry").count() == entries
    order = page.locator("main h2").all_inner_texts()
    sure = [re.split(r"\W", title)[0] for title in order]
    assert list(dict.fromkeys(sure)) == ["Certain", "Likely", "Possible"]
    page.keyboard.press("j")
    for key in "a4":
        page.keyboard.press(key)
    certain = page.locator("main section").first
    assert set(decided(certain)) == {"not the person"}
    assert asked[0].startswith(f"{len(decided(certain))} certain shown")
    expect(certain.locator(".count")).to_have_text(f"0 of {len(decided(certain))} open")
    assert not any(decided(page.locator("main section").last))
    page.keyboard.press("Control+z")
    assert not any(decided(page.locator("main")))


def test_who_reviews_is_asked_once_and_told(
    file: Path, url: str, tmp_path: Path, pages: Pages
) -> None:
    page = pages.open(file)
    press(mention(page, "river"), "Not the person")
    expect(page.locator("#reviewer")).to_be_focused()
    expect(page.locator("#message")).to_contain_text("First say who reviews")
    assert not any(decided(page.locator("main")))
    page.keyboard.type("Head of IT")
    page.keyboard.press("Enter")
    assert decided(mention(page, "river")) == ["not the person"], "what was wanted goes on"
    page.reload()
    expect(page.locator("#reviewer")).to_have_value("Head of IT")
    press(mention(page, "was here"), "Erased")
    exported = export(page, tmp_path)
    assert {mark["by"] for mark in json.loads(exported.read_text())["marks"]} == {"Head of IT"}
    with search(url, PERSON, reviewed=(exported,)) as again:
        assert plain(mentions.build(again).review)["by"] == ["Head of IT"]
    data = json.loads(exported.read_text())
    data["marks"][0]["by"] = "Marisól Quintanilla"
    exported.write_text(json.dumps(data))
    with search(url, PERSON, reviewed=(exported,)) as again:
        told = plain(mentions.build(again).review)
        assert told["by"] == ["Head of IT"], "evidence holds no name of the person"
        assert told["decisions"] == 2


def test_contradictions_are_shown_first_until_somebody_settles_them(
    file: Path, url: str, tmp_path: Path, pages: Pages
) -> None:
    ann = reviewing(pages, file, "Ann")
    press(mention(ann, "river"), "Not the person")
    press(mention(ann, "was here"), "Erased")
    hers = export(ann, tmp_path).rename(tmp_path / "ann.json")
    ben = reviewing(pages, file, "Ben")
    press(mention(ben, "river"), "To erase")
    press(mention(ben, "was here"), "Erased")
    his = export(ben, tmp_path).rename(tmp_path / "ben.json")
    for files in ((hers, his), (his, hers)):
        with search(url, PERSON, reviewed=files) as found:
            first, second, *_ = found.hits()
            assert "river" in first.after
            assert [mark.by for mark in first.contested] == ["Ann", "Ben"]
            assert (first.mark, second.contested) == (None, ())
            assert (found.review.contested, found.review.dismissed) == (1, 0)
            assert plain(mentions.build(found).review)["contested"] == 1
            listed = pages.open("".join(worklist.render(found)))
            assert "decided differently: not the person by Ann" in "".join(
                mentions_text.with_passages(plain(mentions.build(found)), found.hits(), 50).pieces(
                    full=True
                )
            )
        assert listed.locator("main h2").first.inner_text() == CONTESTED
        expect(listed.locator("main .contested")).to_contain_text("by Ann")
    ben.set_input_files("#file", hers)
    expect(ben.locator("#message")).to_contain_text("contradict each other, and so open: 1.")
    top = ben.locator("main section").first
    assert top.locator("h2").inner_text() == CONTESTED
    assert decided(top) == [""]
    expect(top.locator(".contested")).to_contain_text("not the person (by Ann")
    expect(top.locator(".contested")).to_contain_text("erase (by Ben")
    expect(ben.locator("#counter")).to_contain_text("6 of 7 open")
    press(top.locator(".entry"), "Keep…")
    top.get_by_label("Ground").fill("the name of a river")
    assert decided(top) == ["keep: the name of a river"]
    settled = export(ben, tmp_path).rename(tmp_path / "settled.json")
    ann.set_input_files("#file", settled)
    assert decided(mention(ann, "river")) == ["keep: the name of a river"]
    with search(url, PERSON, reviewed=(settled, his, hers)) as found:
        assert (found.review.contested, found.review.kept) == (0, 1)


CONTESTED = "Contradicting decisions"


def test_page_and_command_put_decisions_together_by_one_rule(
    file: Path, tmp_path: Path, pages: Pages
) -> None:
    chance = random.Random(18)
    page = reviewing(pages, file)
    ids = [(item.get_attribute("id") or "")[1:] for item in page.locator("main .mention").all()]
    [case] = re.findall(r'id="case">(.*?)</script>', file.read_text(), re.S)
    known = json.loads(case)
    settled = 0
    for turn in range(6):
        marks = [
            {
                "id": key,
                "decision": chance.choice(["erase", "erased", "not the person"]),
                "ground": "",
                "place": "p",
                "at": f"2026-01-0{chance.randint(1, 9)}T00:00:00Z",
                "by": chance.choice(["Ann", "Ben", "", "constructor"]),
                "over": {
                    by: f"2026-01-0{chance.randint(1, 9)}T00:00:00Z"
                    for by in chance.sample(["Ann", "Ben", "", "constructor"], chance.randint(0, 3))
                },
            }
            for key in ids
            for _ in range(chance.randint(1, 5))
        ]
        path = tmp_path / f"{turn}.json"
        whole = {**known["export"], "format": 1, "key": known["key"], "marks": marks}
        path.write_text(json.dumps(whole))
        found = review.read([path])
        fresh = pages.open(file)
        fresh.set_input_files("#file", path)
        expect(fresh.locator("#message")).to_contain_text("taken from")
        for key in ids:
            item = fresh.locator(f"#m{key}")
            told = str(found.marks[key].decision) if key in found.marks else None
            assert item.get_attribute("data-decision") == told, (turn, key)
            assert item.locator(".contested").count() == (key in found.contested)
        settled += len(found.marks)
    assert 0 < settled < 6 * len(ids)


MANY = """
INSERT INTO wiki_page_journals (id, text)
SELECT n, 'Minutes of meeting ' || n % 150 || ': '
  || (ARRAY['Marisól Quintanilla', 'M. Quintanilla', 'the Quintanilla river'])[n % 3 + 1]
  || ' is to be asked.'
  FROM generate_series(1000, 5999) n
"""
"""5,000 mentions as journals repeat them: 150 passages in 33 or 34 old versions each."""


def test_a_long_list_is_finished_by_one_key_a_passage(
    make_database: MakeDatabase, tmp_path: Path, pages: Pages
) -> None:
    url = make_database(REVIEWED)
    plant(url, "SET session_replication_role = replica", MANY)
    file = tmp_path / "long.html"
    with search(url, PERSON, case_key=KEY) as found:
        total = found.open
        file.write_text("".join(worklist.render(found)), encoding="utf-8")
    assert total == 5007
    page = reviewing(pages, file)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    entries = page.locator("main .entry").count()
    assert entries == 157
    page.locator("#reviewer").blur()
    pressed = finish(page, total)
    assert pressed <= entries + 1, "one key to begin, and one for each passage"


def finish(page: Page, total: int) -> int:
    """Decide on every mention by keys alone; how many were pressed."""
    pressed = 1
    page.keyboard.press("j")
    while not page.locator("#counter").inner_text().startswith(f"0 of {total} open"):
        page.keyboard.press("4")
        pressed += 1
        assert pressed <= total
    return pressed


def test_hostile_text_stays_text(page: Page) -> None:
    assert page.title() == "Mentions to review"
    assert page.locator("main img, main script, main a[href^='javascript']").count() == 0
    passage = mention(page, "quoted").locator(".passage")
    assert (passage.text_content() or "") in HOSTILE.replace("  ", " ")
    assert "<img src=x onerror=" in (passage.text_content() or "")


def test_the_policy_holds(page: Page, pages: Pages) -> None:
    run = """() => new Promise(done => {
        document.body.insertAdjacentHTML('beforeend', '<p style="color:red">x</p>')
        const script = document.createElement('script')
        script.textContent = 'window.owned = true'
        document.body.append(script)
        fetch('http://127.0.0.1:9/').catch(() => done(window.owned === undefined))
    })"""
    assert page.evaluate(run)
    refused = [fault for fault in pages.faults if "Content Security Policy" in fault]
    assert len(refused) >= 3
    assert not [fault for fault in pages.faults if fault.startswith("asked for")]
    pages.faults.clear()


def test_it_prints_and_follows_the_system(page: Page) -> None:
    def ground() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    def note(text: str) -> str:
        return str(
            mention(page, text).evaluate("item => getComputedStyle(item, '::after').content")
        )

    page.emulate_media(color_scheme="light")
    assert ground() == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    assert ground() != "rgb(255, 255, 255)"
    press(mention(page, "river"), "Not the person")
    page.emulate_media(media="print", color_scheme="dark")
    assert ground() == "rgb(255, 255, 255)"
    for hidden in (".tools", "details", ".deciding button"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert "Decision: " in note("river")
    assert "not the person" in note("about the plan")
    assert len(page.pdf(format="A4")) > 10_000


def test_without_a_script_it_can_be_read(file: Path, pages: Pages) -> None:
    page = pages.open(file, java_script_enabled=False)
    assert len(shown(page)) == 7
    expect(page.locator(".tools")).to_be_hidden()
    assert "Scripts are off" in (page.locator("noscript").text_content() or "")
