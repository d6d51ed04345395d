"""The certificate on paper."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from operasure.core.errors import UsageError
from operasure.reports.certificate import pdf, render
from operasure.reports.words import LANGUAGES
from support.certificate import everything, least, predicate

pytestmark = pytest.mark.usefixtures("printer")


def printed(language: str) -> bytes:
    return pdf.pdf(render.html(predicate(language), "sha256:0", "openssl"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_short_and_says_the_same(language: str) -> None:
    reader = PdfReader(BytesIO(printed(language)))
    body = "\n".join(page.extract_text() for page in reader.pages)
    assert 1 <= len(reader.pages) <= 3
    assert "2026-011" in body
    assert {
        "en": "Report on the state of an erasure",
        "de": "Bericht über den Stand einer Löschung",
        "fr": "Rapport sur l’état d’un effacement",
    }[language] in body
    for group in predicate(language)["groups"]:
        assert group["code"] in body


def test_the_least_and_the_most_it_can_say_are_short_too() -> None:
    """In German, which takes more room."""
    for found in (everything("de"), least("de")):
        made = pdf.pdf(render.html(found, "sha256:" + "0" * 64, "openssl " * 15))
        assert 1 <= len(PdfReader(BytesIO(made)).pages) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_read_aloud(language: str) -> None:
    reader = PdfReader(BytesIO(printed(language)))
    catalog = reader.root_object
    assert str(catalog["/Lang"]) == language
    assert str(catalog["/MarkInfo"]) == "{'/Marked': True}"
    assert str(catalog["/ViewerPreferences"]) == "{'/DisplayDocTitle': True}"
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert "2026-011" in reader.metadata.title


def test_the_same_content_gives_the_same_bytes() -> None:
    assert printed("en") == printed("en")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1/x", "data:,x"])
def test_nothing_is_loaded(url: str) -> None:
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    with pytest.raises(FatalURLFetchingError):
        pdf.pdf(f"<html lang='en'><title>x</title><p>text<img src='{url}'>".encode())


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UsageError, match=r"pip install '\.\[pdf\]'"):
        pdf.pdf(b"<p>text")


def test_a_page_without_any_font_is_no_certificate() -> None:
    with pytest.raises(UsageError, match="needs a font"):
        pdf.pdf(b"<html lang='en'><title>x</title>")
