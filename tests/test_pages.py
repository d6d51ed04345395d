"""Every HTML page that operasure writes: valid, accessible, and without anything from outside."""

from __future__ import annotations

import re
from collections.abc import Callable

import html5lib
import pytest
from playwright.sync_api import ViewportSize

from audit import kit
from operasure.core.queries import load
from operasure.core.typed import plain
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.reports.certificate import render
from operasure.reports.evidence import audit, document, worklist
from operasure.reports.inventory import inventory
from operasure.reports.words import LANGUAGES
from support import mentions
from support.browser import Pages, barriers
from support.certificate import everything
from support.databases import MakeDatabase
from support.evidence import written
from support.instances import observed
from support.snapshots import MADE
from support.worklists import PERSON, REVIEWED

NARROW = ViewportSize(width=320, height=640)
"""A page must fit it without scrolling sideways (WCAG 2.2, 1.4.10)."""

Make = Callable[[MakeDatabase], str]


def audited(find: MakeDatabase) -> str:
    report = kit.run_once(find(kit.three_deleted("17.1")))
    return written("html", some(plain(audit.build(report, load().titles))))


def verified(find: MakeDatabase) -> str:
    report = verify(target(find(observed("after")), {}), VerifyOptions(42))
    return written("html", some(plain(document.build(report, load().titles))))


def some(made: document.Document) -> document.Document:
    """A document with a check of each kind: looking at every one of hundreds takes long."""
    kinds = {(check["area"], check["outcome"]): check for check in made["checks"]}
    return {**made, "checks": list(kinds.values())}


def listed(find: MakeDatabase) -> str:
    with mentions.search(find(REVIEWED), PERSON) as found:
        return "".join(worklist.render(found))


def certified(language: str) -> Make:
    return lambda _: render.html(everything(language), "sha256:0", "openssl pkeyutl").decode()


WRITTEN: dict[str, Make] = {
    "audit": audited,
    "verify": verified,
    "work list": listed,
    "inventory": lambda _: inventory.html(inventory.build(MADE)),
    **{f"certificate {language}": certified(language) for language in LANGUAGES},
}
_made: dict[str, str] = {}


@pytest.fixture(params=WRITTEN)
def page(request: pytest.FixtureRequest, shared_database: MakeDatabase) -> str:
    """Each page, made once."""
    if request.param not in _made:
        _made[request.param] = WRITTEN[request.param](shared_database)
    return _made[request.param]


def test_markup_is_valid(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_anybody_can_use_it(page: str, pages: Pages) -> None:
    shown = pages.open(page, color_scheme="light")
    assert barriers(shown) == []
    shown.emulate_media(color_scheme="dark")
    assert barriers(shown, colours=True) == []
    shown.set_viewport_size(NARROW)
    assert shown.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_it_may_load_nothing(page: str, pages: Pages) -> None:
    shown = pages.open(page)
    policy = shown.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert shown.evaluate("performance.getEntriesByType('resource').length") == 0
