"""What a person does on the page of a work list, and sees there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Dialog, Locator, Page, expect

from support.browser import Pages


def today() -> date:
    return datetime.now(UTC).date()


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


def namesake_items(page: Page) -> list[str]:
    """The ids of the mentions in rows of other accounts."""
    return [
        (item.get_attribute("id") or "")[1:]
        for item in page.locator("[data-other] li.mention").all()
    ]


NAMESAKE = """
INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, updated_at)
VALUES (%s, 'User', '', %s, %s, %s, 1, now(), now())
"""


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
