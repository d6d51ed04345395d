"""A headless Chromium in which tests look at the pages that operasure writes.

A page may ask for nothing but itself and complain about nothing: the fixture `pages` holds every
test to that.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    expect,
    sync_playwright,
)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "no browser to look at pages with: install 'chromium'"
NO_DRIVER = "the driver of the browser does not run: install 'libatomic1'"
_QUIET = (
    "--no-sandbox",  # there is none for root; it only ever opens pages of these tests
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_MILLISECONDS = 60_000
"""What a busy machine may take for a step."""
_COLOURS = ("color-contrast", "link-in-text-block")


def program() -> str | None:
    """The browser of this machine."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def has_driver() -> bool:
    """Whether Playwright's Node.js, which drives the browser, runs on this machine."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def launched(executable: str) -> Iterator[Browser]:
    """Start a browser, without a window and with a fresh profile."""
    expect.set_options(timeout=_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


class Pages:
    """Opens pages of one test, in a browser that keeps nothing from another test."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        """What pages complained of, or asked for beside themselves."""

    def open(self, content: str | Path, **options: Any) -> Page:
        """Open a file, or HTML as a file; options as `Browser.new_context` takes them."""
        if isinstance(content, str):
            path = self._folder / f"page-{len(self._contexts)}.html"
            path.write_text(content, encoding="utf-8")
        else:
            path = content
        context = self._browser.new_context(**options)
        context.set_default_timeout(_MILLISECONDS)
        self._contexts.append(context)
        page = context.new_page()
        self._watch(page, path.resolve().as_uri())
        page.goto(path.resolve().as_uri())
        return page

    def _watch(self, page: Page, address: str) -> None:
        def asked(request: Request) -> None:
            if not request.url.startswith((address, "blob:")):
                self.faults.append(f"asked for {request.url}")

        page.context.on("request", asked)
        page.on("pageerror", lambda error: self.faults.append(f"failed: {error}"))
        page.on(
            "console",
            lambda message: (
                self.faults.append(message.text) if message.type in {"error", "warning"} else None
            ),
        )

    def close(self) -> None:
        """End all that was opened."""
        for context in self._contexts:
            context.close()


def barriers(page: Page, *, colours: bool = False) -> list[str]:
    """What keeps people from using a page, by the rules of WCAG 2.2 AA and axe's own; or by those
    alone that hang on its `colours`, for a page that was looked at in others."""
    options: dict[str, Any] = {"runOnly": list(_RULES), "resultTypes": ["violations"]}
    if colours:
        options["runOnly"] = {"type": "rule", "values": list(_COLOURS)}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]
