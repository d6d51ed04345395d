"""The browser of the tests sees what a page asks for, complains of, and keeps people from."""

from __future__ import annotations

from pathlib import Path

from support.browser import Pages, barriers

GOOD = (
    "<!doctype html><html lang='en'><head><title>A page</title></head>"
    "<body><main><h1>A page</h1>{}</main></body></html>"
)


def test_a_good_page_is_quiet_and_has_no_barriers(pages: Pages) -> None:
    page = pages.open(GOOD.format("<p>Text.</p>"))
    assert page.title() == "A page"
    assert barriers(page) == []
    assert pages.faults == []


def test_what_a_page_asks_for_is_seen(pages: Pages, tmp_path: Path) -> None:
    (tmp_path / "other.css").write_text("")
    pages.open(GOOD.format("<img alt='x' src='http://127.0.0.1:9/x.png'>"))
    pages.open(GOOD.format("<link rel=stylesheet href=other.css>"))
    asked = [fault for fault in pages.faults if fault.startswith("asked for")]
    assert [fault.rpartition("/")[2] for fault in asked] == ["x.png", "other.css"]
    pages.faults.clear()


def test_an_error_is_seen(pages: Pages) -> None:
    pages.open(GOOD.format("<script>nothing()</script>"))
    assert pages.faults == ["failed: nothing is not defined"]
    pages.faults.clear()


def test_a_barrier_is_seen(pages: Pages) -> None:
    page = pages.open(GOOD.format("<input><p style='color: #ccc'>Text.</p>"))
    assert {barrier.partition(":")[0] for barrier in barriers(page)} == {"label", "color-contrast"}
    assert [one.partition(":")[0] for one in barriers(page, colours=True)] == ["color-contrast"]
