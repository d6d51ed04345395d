"""The certificate and the letter, in both languages: structure, escapes, nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from operasure.looks.snapshot.followup import State
from operasure.reports.certificate import render
from operasure.reports.certificate.facts import FACTS
from operasure.reports.certificate.facts import text as read_text
from operasure.reports.certificate.findings import ALWAYS
from operasure.reports.words import LANGUAGES, Words
from support.certificate import build, case_data, everything, least, predicate
from support.words import catalog

COMMAND = "openssl pkeyutl -verify"
SECTIONS = [
    "result", "questions", "request", "groups", "left", "reasons", "stays", "not-covered",
    "systems", "recipients", "integrity",
]  # fmt: skip
HOSTILE = '<script>alert(1)</script> & "quotes" </style> [link](http://x) *bold* `code` # head'


def page(found: dict[str, Any]) -> Element:
    """The certificate, parsed by the rules of HTML; an error of the markup is an exception."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(render.html(found, "sha256:0", COMMAND).decode())
    return document


def text(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


PREDICATES: dict[str, Callable[[str], dict[str, Any]]] = {
    "sample": predicate,
    "everything": everything,
    "least": least,
}


@cache
def made(language: str, name: str) -> dict[str, Any]:
    """One of the predicates, made when a test first asks for it."""
    return PREDICATES[name](language)


@pytest.fixture(params=[f"{language}-{name}" for language in LANGUAGES for name in PREDICATES])
def found(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each predicate in each language; the tests only read it."""
    return made(*str(request.param).split("-"))


def test_the_structure_can_be_read_aloud(found: dict[str, Any]) -> None:
    root = page(found)
    assert root.get("lang") == found["language"]
    assert text(root.find("head/title"))
    assert [h.tag for h in root.iter() if h.tag in {"h1", "main", "header", "footer"}] == [
        "header", "h1", "main", "footer",
    ]  # fmt: skip
    headings = [e.tag for e in root.iter() if re.fullmatch(r"h\d", e.tag)]
    assert headings == ["h1"] + ["h2"] * (len(headings) - 1)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for section in root.iter("section"):
        assert section.get("aria-labelledby") in ids


def test_every_table_names_its_rows_and_columns(found: dict[str, Any]) -> None:
    for table in page(found).iter("table"):
        rows = list(table.iter("tr"))
        assert rows
        for row in table.findall("tbody/tr"):
            first = row[0]
            assert (first.tag, first.get("scope")) == ("th", "row")
            assert text(first)
        for head in table.findall("thead/tr/th"):
            assert head.get("scope") == "col"
            assert text(head)
        if table.get("class") != "facts":
            assert text(table.find("caption"))
            assert {len(row) for row in rows} == {len(rows[0])}


def test_nothing_is_loaded_from_outside(found: dict[str, Any]) -> None:
    written = render.html(found, "sha256:0", COMMAND).decode()
    assert not re.search(r"https?:|//|url\(|@import|<script|<link|<img|<iframe", written)
    for element in page(found).iter():
        assert not {"src", "href", "srcset", "style"} & set(element.keys())
        assert not [name for name in sorted(element.keys()) if name.startswith("on")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_stands_in_it_with_its_code(language: str) -> None:
    rows = page(predicate(language)).findall(".//table[@class='list groups']/tbody/tr")
    titles = {text(row[0]) for row in rows}
    words = Words(language, "UTC")
    assert {f"{code} {words.group(code)}" for code in ALWAYS} <= titles
    assert len(rows) == len(predicate(language)["groups"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_stand_in_order(language: str) -> None:
    found = [s.get("aria-labelledby") for s in page(predicate(language)).iter("section")]
    assert found == SECTIONS
    most = [s.get("aria-labelledby") for s in page(everything(language)).iter("section")]
    assert {"follow-up", "unchecked", *SECTIONS} == set(most)


def test_what_it_says() -> None:
    body = text(page(predicate()).find("body"))
    for words in (
        "Case 2026-011, issued on 28 November 2026",
        "The erasure is not complete: personal data remains.",
        "20 November 2026, 10:15:00 (UTC+01:00)",
        "System administrator",
        "2 December 2026 (Art. 12(3) GDPR",
        "The erasure is not complete; it is due by 2 December 2026. This answer is in time.",
        "bu-06 User rates removed 1 / 178,552 Leftover: 4 entries left over in 1 place",
        "1,483 columns of 171 tables",
        "not informed: out of business",
        "The controller states: overwritten after 30 days (until 20 December 2026)",
        "Delete this document after 28 November 2029.",
        COMMAND,
    ):
        assert words in body
    german = text(page(predicate("de")).find("body"))
    for words in (
        "Vorgang 2026-011, ausgestellt am 28. November 2026",
        "Die Löschung ist nicht vollständig: Es verbleiben personenbezogene Daten.",
        "20. November 2026, 10:15:00 Uhr (UTC+01:00)",
        "bu-06 Stundensätze entfernt 1 / 178.552 Mit Befund: 4 Einträge an 1 Stelle",
        "1.483 Spalten in 171 Tabellen",
        "Der Verantwortliche erklärt: overwritten after 30 days (bis 20. Dezember 2026)",
    ):
        assert words in german


def test_lateness_and_a_void_extension_are_named() -> None:
    body = text(page(everything("en")).find("body"))
    for words in (
        "The extension of 1 November 2026 came after 1 October 2026 and does not count.",
        "The account was deleted 50 days late.",
        "This answer is 58 days late.",
        "Works council",
        "Whether the erasure is complete is not known, and its deadline was 1 October",
        "books (decided by DPO)",
        "Accepted texts with the name: 3 (cw-02)",
        "1,210 entries",
        "Not followed up: 2 places.",
        "and 10 places more",
    ):
        assert words in body
    assert "Rechtzeitig gelöscht" not in text(page(everything("de")).find("body"))


def test_a_clear_certificate_claims_no_more_than_was_seen() -> None:
    body = text(page(least("en")).find("body"))
    for words in (
        "Nothing is left in any place that was checked.",
        "Texts were not searched for the names of the data subject.",
        "Nothing is known to stay.",
        "no recipient had to be informed",
    ):
        assert words in body
    assert "Leftover" not in body.replace("Leftover: still there", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_write_is_text_and_nothing_else(language: str) -> None:
    keys = [fact.key for fact in FACTS if fact.read is read_text]
    facts = dict.fromkeys([*keys, "second_person"], HOSTILE)
    found = build(
        case_data(
            **facts,
            recipients=[{"name": HOSTILE, "reason": HOSTILE}],
            kept=[{"what": HOSTILE, "ground": HOSTILE, "until": "2030-01-01"}],
            elsewhere=[
                {"place": HOSTILE, "answer": HOSTILE},
                {"place": "backups", "answer": HOSTILE},
            ],
            extension={"told_on": "2026-11-03", "reason": HOSTILE},
        )
    ) | {"language": language}
    root = page(found)
    assert not list(root.iter("script"))
    assert text(root.find("body")).count(HOSTILE) >= 16
    style = text(root.find("head/style"))
    assert "alert" in style
    assert "<script" not in style
    letter = render.letter(found).decode()
    plain = unescape(re.sub(r"\\([^\w\s])", r"\1", letter))
    assert plain.count(HOSTILE) >= 10
    # Not every Markdown knows a backslash before "<": none may be there at all.
    assert "<" not in letter
    assert not re.search(r"(?<!\\)[*`\[]", letter.replace("\n# ", "").replace("\n## ", ""))


def test_a_fact_at_the_head_of_a_line_makes_no_markup() -> None:
    for mark in ("# x", "- x", "+ x", "= x", "1. x", "12) x"):
        letter = render.letter(build(case_data(controller=mark))).decode()
        head = letter.splitlines()[0]
        assert head != mark
        assert head.replace("\\", "") == mark


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_speaks_plainly_and_names_the_rights(language: str) -> None:
    letter = render.letter(predicate(language)).decode()
    words = catalog(language)["letter"]
    assert [line for line in letter.splitlines() if line.startswith("## ")] == [
        f"## {words[key]}"
        for key in (
            "did",
            "found",
            "why",
            "rights",
            "stays",
            "not_covered",
            "recipients",
            "deadline",
        )
    ]
    for article in ("12", "77", "79"):
        assert f"Art. {article}" in letter
    assert "\n\n\n" not in letter
    assert letter.endswith(".\n")
    assert "{" not in letter


def test_every_word_that_evidence_can_use_is_known() -> None:
    english = catalog("en")
    assert set(english["state"]) == {str(state) for state in State}
    assert set(ALWAYS) <= set(english["group"])
    assert Words("en", "UTC").group("zz-99") == "zz-99"


def _luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_stands_out_from_the_paper() -> None:
    """WCAG 2.2, 1.4.6: a contrast of at least 7 to 1 with white."""
    style = text(page(predicate()).find("head/style"))
    colours = re.findall(r"(?:^|[ {;])color: #([0-9a-f]+)", style)
    assert len(colours) >= 3
    for colour in colours:
        assert 1.05 / (_luminance(colour) + 0.05) >= 7
