"""The preview shows what changes and nothing that a text could do to whoever looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import pytest

from operasure.core import keeping, writing
from operasure.core.legible import SIGN, paint
from operasure.erase import preview
from operasure.erase.preview import Change, PreviewHead, page, text

if TYPE_CHECKING:
    from support.browser import Pages

HEAD = PreviewHead("17.1.0", datetime(2025, 3, 1, tzinfo=UTC), date(2025, 4, 1), ("A note.",))
EVIL = (
    "<script>alert(1)</script> \x1b[31mred\x1b]0;t\x07 \u202eevil </p><img src=x onerror=alert(1)>"
)
CHANGES = (
    Change(
        "journals.notes",
        "17",
        f"Frag **Jürgen Müller**\nbis Freitag.\n{EVIL}",
        f"Frag **Deleted user**\nbis Freitag.\n{EVIL}",
        "https://op.example.org/work_packages/7/activity#activity-17",
    ),
    Change("journals.notes", "18", f"{EVIL} @jmueller", "@Deleted user", "javascript:alert(1)"),
    Change("wiki_pages.text", "3\x1b[2J", "שלום Jürgen Müller", "שלום Deleted user"),
)


def test_text_marks_what_goes_and_what_comes() -> None:
    lines = list(text(CHANGES))
    assert lines[0] == f"journals.notes 17  {CHANGES[0].url}"
    assert lines[1].startswith("    Frag **[-Jürgen Müller-]{+Deleted user+}**⏎bis Freitag.⏎")


@pytest.mark.parametrize("colour", [False, True])
def test_text_steers_no_terminal(colour: bool) -> None:
    shown = "".join(text(CHANGES, paint) if colour else text(CHANGES))
    assert (SIGN in shown) is colour
    rest = re.sub(f"{SIGN}[a-z]", "", shown)
    assert not any(char in rest for char in "\x1b\x07\u202e\n\r")


def test_a_text_with_many_changes_says_that_there_are_more() -> None:
    gap = "Lorem ipsum dolor sit amet. " * 20
    many = Change("a.b", "1", f"Jürgen {gap}" * 40, f"Deleted user {gap}" * 40)
    lines = list(text([many]))
    assert len(lines) == 1 + preview.MOST_HUNKS + 1
    assert "more changes" in lines[-1]
    assert "More changes" in "".join(page([many], HEAD))


def test_a_long_passage_is_shortened() -> None:
    (_, line) = text([Change("a.b", "1", "x" * 100_000, "y")])
    assert len(line) < 1_000
    assert "99,400 characters" in line


def test_page_is_escaped_and_says_until_when(tmp_path: Path) -> None:
    path = tmp_path / "preview.html"
    writing.write(path, page(CHANGES, HEAD))
    content = path.read_text(encoding="utf-8")
    assert keeping.head(path) == keeping.Head("preview", date(2025, 4, 1))
    assert path.stat().st_mode & 0o777 == 0o600
    parsed = html5lib.parse(content, namespaceHTMLElements=False)
    assert len(list(parsed.iter("script"))) == 1
    assert list(parsed.iter("img")) == []
    assert [link.get("href") for link in parsed.iter("a")] == ["#list", CHANGES[0].url]
    assert [d.text for d in parsed.iter("del")][1:2] == ["Jürgen Müller"]
    assert "\x1b" not in content
    assert "\u202e" not in content


def test_page_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST", 5)
    read: list[int] = []

    def changes() -> Iterator[Change]:
        for number in range(100):
            read.append(number)
            yield Change("a.b", str(number), "Jürgen", "Deleted user")

    content = "".join(page(changes(), HEAD))
    assert content.count("<article") == 5
    assert "Only the first 5 values" in content
    assert len(read) == 6
    assert "The plan changes no text" in "".join(page([], HEAD))


def test_page_in_a_browser(pages: Pages) -> None:
    from support.browser import barriers  # noqa: PLC0415

    for scheme in ("light", "dark"):
        shown = pages.open("".join(page(CHANGES, HEAD)), color_scheme=scheme)
        assert barriers(shown) == []
        shown.set_viewport_size({"width": 390, "height": 800})
        shown.locator("h2").first.evaluate("head => head.append('long_name_of_a_column'.repeat(9))")
        assert shown.evaluate("document.documentElement.scrollWidth") <= 390
        assert shown.locator("del").nth(1).inner_text() == "Jürgen Müller"
        shown.keyboard.press("j")
        shown.keyboard.press("j")
        focused = "document.activeElement.querySelector('h3').textContent"
        assert shown.evaluate(focused) == "journals.notes 18"
        shown.keyboard.press("k")
        assert shown.evaluate(focused) == "journals.notes 17"
        shown.emulate_media(media="print")
        assert shown.locator("details").is_hidden()
        assert shown.locator("ins").first.is_visible()
