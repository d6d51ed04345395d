"""Each document in each language: its words, its width, and what a person asks of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from pypdf import PdfReader

from audit import kit
from operasure.core.model import Result
from operasure.core.queries import load
from operasure.core.typed import plain
from operasure.erase import preview
from operasure.reports.certificate import pdf, render
from operasure.reports.evidence import audit, worklist
from operasure.reports.inventory import inventory
from operasure.reports.words import LANGUAGES, Words
from support import mentions
from support.browser import Pages
from support.certificate import everything, predicate
from support.databases import MakeDatabase
from support.evidence import written
from support.snapshots import MADE
from support.words import catalog
from support.worklists import PERSON, REVIEWED

DATA = Path(__file__).parent / "data" / "certificate"
PHONE = 390
DIGEST = f"sha256:{'0123456789abcdef' * 4}"
Make = Callable[[MakeDatabase, str], str]


def _verify(_: MakeDatabase, language: str) -> str:
    found = json.loads((DATA / "verify.json").read_text(encoding="utf-8"))
    cached = json.loads((DATA / "cache.json").read_text(encoding="utf-8"))
    found |= {key: cached[key] for key in ("cache", "cache_servers")}
    followed = {
        "verdict": "losses",
        "rows": 4,
        "notes": [],
        "states": {"deleted user": 3, "lost": 1},
    }
    found["follow_up"] = followed | {"checks": [], "foretold": [], "unread": []}
    return written("html", found, language)


def _audit(find: MakeDatabase, language: str) -> str:
    report = kit.run(find(kit.three_deleted("17.1")))
    return written("html", plain(audit.build(report, load().titles)), language)


def _logs(_: MakeDatabase, language: str) -> str:
    file = {
        "group": "xl-01", "position": 1, "file": "production.log", "packing": "gzip", "lines": 9,
        "naming": 1, "kinds": [{"kind": "mail in clear", "confidence": "certain", "lines": 1}],
        "same_request": [{"confidence": "likely", "lines": 2}],
        "first": "2026-11-01 10:00:00", "last": "2026-11-02 10:00:00",
        "until": "2026-12-01T00:00:00Z", "rotation": None, "unchecked": [],
    }  # fmt: skip
    return written("html", {
        "command": "logs", "verdict": "leftovers", "searched": {"user_ids": [42]}, "notes": [],
        "run": {"started_at": "2026-11-20T10:00:00Z"}, "not_covered": ["log files", "mail"],
        "groups": {"xl-01": "Log files"},
        "logs": [file | {"outcome": str(r)} for r in Result if r in {*_LISTED}],
    }, language)  # fmt: skip


_LISTED = (Result.LEFTOVER, Result.RETAINED, Result.UNCHECKED, Result.CLEAR)


def _worklist(find: MakeDatabase, language: str) -> str:
    with mentions.search(find(REVIEWED), PERSON, sample=2) as found:
        return "".join(worklist.render(found, [1], language))


def _preview(_: MakeDatabase, language: str) -> str:
    change = preview.Change("journals.notes", "17", "Frag Marisól.", "Frag niemanden.")
    head = preview.PreviewHead("17.1.0", datetime(2025, 3, 1, tzinfo=UTC), date(2025, 4, 1))
    return "".join(preview.page([change], head, language))


DOCUMENTS: Mapping[str, Make] = {
    "verify": _verify,
    "audit": _audit,
    "logs": _logs,
    "work list": _worklist,
    "preview": _preview,
    "inventory": lambda _, language: inventory.html(inventory.build(MADE), language),
    "certificate": lambda _, language: render.html(everything(language), DIGEST, "x").decode(),
    "confirmation": lambda _, language: render.confirmation(
        everything(language), DIGEST, language
    ).decode(),
    "letter": lambda _, language: render.letter_page(
        render.letter(everything(language), language), everything(language), language
    ).decode(),
}
"""Documents as pages. The contact sheet stands with its own tests: it needs stored files."""
_made: dict[tuple[str, str], str] = {}


@pytest.fixture
def page(request: pytest.FixtureRequest, shared_database: MakeDatabase) -> str:
    """A document in a language, made once."""
    document, language = request.param
    if request.param not in _made:
        _made[request.param] = DOCUMENTS[document](shared_database, language)
    return _made[request.param]


def shown(element: Element) -> str:
    """What a page shows to people and tells to screen readers, but for what it marks as English."""
    if element.tag in {"style", "script", "meta"} and element.get("id") != "case":
        return ""
    if element.tag != "html" and element.get("lang") == "en":
        return ""
    told = [element.get(name, "") for name in ("aria-label", "placeholder", "alt", "title")]
    told.append(element.text or "")
    for child in element:
        told += [shown(child), child.tail or ""]
    return " ".join(filter(None, told))


@cache
def sentences() -> Mapping[str, str]:
    """The parts of English texts by which they are known: at least four words between values."""
    found = {}
    for section, words in catalog("en").items():
        for key, text in words.items():
            each = text if isinstance(text, str) else text[-1]
            for part in re.split(r"\{\w+\}", str(each)):
                if len(re.findall(r"[a-z]{2,}", part)) >= 4:
                    found[f"{section}.{key}"] = part.strip()
    return found


@pytest.mark.parametrize("page", list(product(DOCUMENTS, LANGUAGES)), indirect=True, ids=str)
def test_a_document_is_in_its_language_and_in_no_other(page: str) -> None:
    root = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(page)
    language = root.get("lang")
    assert language in LANGUAGES
    told = " ".join(shown(root).split())
    assert len(told) > 200
    assert not re.search(r"\{\w+\}", told.replace("{n}", "").partition('{"case"')[0])
    if language != "en":
        own = str(dict(catalog(language)))
        assert [k for k, part in sentences().items() if part in told and part not in own] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_a_phone(
    language: str, shared_database: MakeDatabase, pages: Pages, tmp_path: Path
) -> None:
    file, wide = tmp_path / "page.html", {}
    file.write_text("<!doctype html>", encoding="utf-8")
    shown_page = pages.open(file, viewport={"width": PHONE, "height": 844})
    for document, make in DOCUMENTS.items():
        if (document, language) not in _made:
            _made[document, language] = make(shared_database, language)
        file.write_text(_made[document, language], encoding="utf-8")
        shown_page.reload()
        width = shown_page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            wide[document] = width
    assert wide == {}


QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "Was my data deleted?": ("paper.gone", "verdict.leftovers"),
    "When, by whom and how?": ("paper.when", "paper.method"),
    "What remains, why and for how long?": ("letter.stays",),
    "Whom can I ask, and where can I complain?": ("letter.rights",),
    "When was this checked, and by whom?": ("paper.checked", "paper.verified_by"),
    "What was not looked at?": ("paper.annex",),
}
"""What a person asks, and the texts that answer on the first page."""


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_asks_is_answered_on_the_first_page(language: str) -> None:
    found = predicate(language)
    made = pdf.pdf(render.confirmation(found, DIGEST, language))
    first = _flat(PdfReader(BytesIO(made)).pages[0].extract_text())
    words = Words(language, found["time_zone"])
    for question, keys in QUESTIONS.items():
        for key in keys:
            section, _, name = key.partition(".")
            for part in re.split(r"\{\w+\}", catalog(language)[section][name]):
                assert _flat(part) in first, (question, key)
    assert _flat(words.day(found["fields"]["verified_on"])) in first
    assert _flat(found["case"]["contact"]) in first
    assert _flat(words.day(found["case"]["received_on"])) in first


def _flat(text: Any) -> str:
    """A text without blanks, which a page breaks as it has room."""
    return re.sub(r"[\s\u00ad]+", "", str(text))
