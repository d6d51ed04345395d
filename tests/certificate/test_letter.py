"""The documents for the person: letter and confirmation, in every format and language."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import html5lib
import pytest
from docx import Document
from pypdf import PdfReader

from certificate.test_render import HOSTILE
from operasure.core.errors import UsageError
from operasure.looks.snapshot.model import Detail
from operasure.reports.certificate import canonical, code, create, letter, pdf, render
from operasure.reports.certificate.facts import FACTS
from operasure.reports.certificate.facts import text as read_text
from operasure.reports.words import LANGUAGES, Words
from support.certificate import build, case_data, everything, least, predicate, request
from support.snapshots import MADE
from support.words import catalog

DIGEST = "sha256:" + "0123456789abcdef" * 4


def hostile(**more: Any) -> dict[str, Any]:
    """A case in which people wrote what would act, everywhere they can."""
    keys = [fact.key for fact in FACTS if fact.read is read_text]
    own = ("second_person", "signed_by", "verified_by", "deletion_class")
    return build(
        case_data(
            **(dict.fromkeys([*keys, *own], HOSTILE) | more),
            recipients=[{"name": HOSTILE, "reason": HOSTILE}],
            kept=[{"what": HOSTILE, "ground": HOSTILE, "until": "2030-01-01"}],
            left=[{"reason": HOSTILE, "again_on": "2027-01-01"}],
        )
    )


def words_of(docx: bytes) -> str:
    return "\n".join(part.text for part in Document(BytesIO(docx)).paragraphs)


def body_of(page: bytes) -> str:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode())
    assert not list(root.iter("script"))
    body = root.find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_stand_in_every_format(language: str) -> None:
    found = hostile()
    markdown = render.letter(found, language)
    parts = list(letter.blocks(markdown))
    shown = words_of(letter.docx(markdown, found, Words(language, "UTC")))
    page = body_of(render.letter_page(markdown, found, language))
    assert sum(part.text.count(HOSTILE) for part in parts) >= 8
    for part in parts:
        assert part.text in shown
        assert " ".join(part.text.split()) in page
    heads = [part.text for part in parts if part.kind == "heading"]
    assert set(heads) <= set(catalog(language)["letter"].values())
    for key in ("address", "place_date", "signature"):
        told = " ".join(catalog(language)["paper"][key].split())
        assert told in " ".join(shown.split())
        assert told in " ".join(page.split())


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_about_much_has_two_pages_and_names_what_is_enclosed(language: str) -> None:
    found = predicate(language)
    markdown = render.letter(found, language)
    last = list(letter.blocks(markdown))[-1].text
    assert "confirmation.html" in last
    assert "certificate.html" in last
    assert catalog(language)["paper"]["heading_report"] in last
    assert (
        len(PdfReader(BytesIO(pdf.pdf(render.letter_page(markdown, found, language)))).pages) == 2
    )
    text = markdown.decode()
    for group in found["groups"]:
        if group["outcome"] == "left":
            assert catalog(language)["group"][group["code"]] in text.replace("\\", "")


def test_a_fact_is_no_heading_and_no_item() -> None:
    for mark in ("# x", "## x", "- x", "\\# x", "&lt;b&gt;", "&#0;", "a\nb"):
        made = render.letter(build(case_data(controller=mark)), "en")
        first = next(letter.blocks(made))
        assert (first.kind, first.text) == ("text", mark.replace("\n", ", "))


def test_a_docx_names_nobody_and_comes_out_the_same_twice() -> None:
    found = predicate("de")
    markdown = render.letter(found)
    first, second = (letter.docx(markdown, found, Words("de", "UTC")) for _ in "ab")
    assert first == second
    about = Document(BytesIO(first)).core_properties
    assert (about.author, about.last_modified_by, about.language) == ("", "", "de")
    assert about.created == datetime.fromisoformat(found["issued_at"])


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert not letter.is_available()
    with pytest.raises(UsageError, match=r"pip install '\.\[documents\]'"):
        letter.docx(b"x\n", predicate(), Words("en", "UTC"))


def test_a_letter_names_files_that_stay_for_one_reason_as_one() -> None:
    found = dict(predicate())
    held = {"plan": "sha256:1", "digest": "sha256:2", "destroyed_on": None}
    days = ["2026-12-30"] * 14 + ["2027-01-31"]
    found["holding"] = [held | {"kind": "plan", "until": day} for day in days]
    found["holding"].append(held | {"kind": "case file", "until": None})
    found["holding"].append(held | {"kind": "review", "until": "2026-12-30"})
    text = render.letter(found).decode()
    stays = text.partition("What stays, and until when\n\n")[2].partition("\n\n")[0].splitlines()
    files = [line.partition(":")[0] for line in stays if "Made for this case" in line]
    assert files == ["- Plan of a removal (14), Decisions of the review", *(
        "- Plan of a removal", "- Case file",
    )]  # fmt: skip
    assert "statement.json" not in "".join(stays)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_s_questions_are_answered_on_the_page(language: str) -> None:
    found = hostile(deletion_class="LK 2", recheck_on="2027-02-03")
    shown = body_of(render.confirmation(found, DIGEST, language))
    words = catalog(language)
    for key in ("gone", "when", "checked"):
        assert " ".join(words["paper"][key].split()) in shown
    assert words["letter"]["stays"] in shown
    assert words["letter"]["rights"] in shown
    assert "Art. 77" in shown
    assert "LK 2" in shown
    assert "0123 4567 89ab cdef" in shown
    assert shown.count(" ".join(HOSTILE.split())) >= 6


def test_no_row_and_no_system_is_in_it() -> None:
    found = everything("en")
    shown = body_of(render.confirmation(found, DIGEST, "en"))
    for place in (*found["left"], *found["retained"], *found["accepted"]):
        assert place["place"] not in shown
    assert not re.search(r"\b[a-z]{2}-\d\d\b", shown)
    for system in found["other_systems"]:
        assert Words("en", "UTC").system(system) not in shown


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_one_page(language: str) -> None:
    for found in (everything(language), least(language), predicate(language)):
        made = pdf.pdf(render.confirmation(found, DIGEST, language))
        assert len(PdfReader(BytesIO(made)).pages) == 1


def test_the_language_is_the_account_s_where_there_are_words_in_it() -> None:
    def spoken(value: str | None) -> str:
        account = (Detail("Language", value),) if value else ()
        before = create.Before(replace(MADE, account=account), "sha256:" + "0" * 64)
        return create._language(request(before=[before], language="en"))

    assert [spoken(value) for value in ("de", "de-AT", "en", "fr", "xx", None)] == [
        "de", "de", "en", "fr", "en", "en",
    ]  # fmt: skip


def test_the_next_check_is_the_stated_one_and_claims_nothing_beside_a_leftover() -> None:
    fields = build(case_data())["fields"]
    assert (fields["verified_by"], fields["recheck_on"]) == (None, None)
    left = [{"reason": "a lawsuit", "again_on": "2027-03-01"}]
    assert build(case_data(left=left))["fields"]["recheck_on"] == "2027-03-01"
    stated = build(case_data(left=left, recheck_on="2027-01-02", second_person="B. Works"))
    assert stated["fields"]["recheck_on"] == "2027-01-02"
    assert stated["fields"]["verified_by"] == "B. Works"
    with pytest.raises(UsageError, match="recheck_on lies before today"):
        build(case_data(recheck_on="2026-01-02"), issued=datetime(2026, 11, 28, tzinfo=UTC))


def test_paper_and_file_can_be_compared_without_operasure() -> None:
    made = create.make(request()).contents
    page = (Path(__file__).parents[2] / "docs/certificate.md").read_text(encoding="utf-8")
    [line] = re.findall(r"^    (python3 -c .*) < statement.json$", page, re.M)
    command = [sys.executable, *shlex.split(line)[1:]]
    ran = subprocess.run(command, input=made["statement.json"], capture_output=True, check=True)
    digest = ran.stdout.decode().strip()
    found = json.loads(made["statement.json"])["predicate"]
    assert digest == hashlib.sha256(canonical.dumps(found)).hexdigest()
    for name in ("certificate.html", "confirmation.html"):
        assert code.short(digest) in body_of(made[name])
        assert str(code.picture(f"sha256:{digest}", "Code")) in made[name].decode()
