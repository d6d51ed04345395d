"""The page of a work list in a browser: what it shows, and what a hostile text can't."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from support.browser import Pages
from support.worklists import HOSTILE
from worklist.kit import mention, press, shown


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
