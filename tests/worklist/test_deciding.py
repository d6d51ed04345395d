"""Decisions in a work list: one by one, all that is shown, and by keys alone."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Dialog, Page, expect

from operasure.reports.evidence import worklist
from support.browser import Pages
from support.databases import MakeDatabase
from support.mentions import execute as plant
from support.mentions import search
from support.worklists import KEY, PERSON, REVIEWED
from worklist.kit import accepting, decided, press, reviewing, shown


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
