"""The other systems in a certificate: what the evidence names, what the controller states."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from operasure.core.errors import UsageError
from operasure.looks.systems.kinds import kinds
from operasure.reports.certificate import create, documents, render
from operasure.reports.certificate.case import parse
from operasure.reports.words import LANGUAGES, Words
from support.certificate import CASE_KEY, VERIFY, build, case_data, changed, predicate, request
from support.words import catalog

NAMED = [each["key"] for each in json.loads(VERIFY.read_text(encoding="utf-8"))["other_systems"]]


def evidence(tmp_path: Path, systems: list[dict[str, Any]] | None, **more: Any) -> Path:
    """The sample's evidence with these systems; None for one from before they were told."""

    def change(document: dict[str, Any]) -> None:
        document |= more
        document.pop("other_systems", None)
        if systems is not None:
            document["other_systems"] = systems

    return changed(VERIFY, tmp_path / "verify.json", change)


def system(key: str, **more: Any) -> dict[str, Any]:
    entry = {"key": key, "count": 1, "rows": [], "accounts": None, "known_from": None}
    return entry | {"brings_back": "no", "recipient": kinds()[key].recipient, "reason": None} | more


def test_each_system_of_the_evidence_is_named_and_no_other() -> None:
    assert len(NAMED) > 10
    assert [each["key"] for each in predicate()["other_systems"]] == NAMED


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_its_next_step(language: str) -> None:
    page = render.html(predicate(language), "sha256:0", "openssl").decode()
    words = Words(language)
    for key in kinds():
        title = re.escape(str(escape(words(f"system.{key}"))))
        named = re.search(rf"<strong>{title}( \(\d+\))?</strong>", page)
        assert bool(named) is (key in NAMED), key
        assert (str(escape(words.step(key))) in page) is (key in NAMED), key
    letter = render.letter(predicate(language)).decode()
    assert all(words(f"system.{key}") in letter for key in NAMED)


def test_each_kind_has_words_in_both_languages() -> None:
    for language, section in product(LANGUAGES, ("system", "system_step")):
        texts = catalog(language)[section]
        assert texts.keys() == kinds().keys()
        assert all(0 < len(text) <= 90 for text in texts.values()), language


def test_a_general_line_stands_only_where_nothing_was_looked_for(tmp_path: Path) -> None:
    families = {"identity", "storages", "repositories"}
    texts = [
        "identity providers and directories",
        "Nextcloud, OneDrive",
        "Git repositories",
        "mail",
    ]
    old = build(case_data(), [evidence(tmp_path, None, not_covered=texts)])
    assert families < {each["key"] for each in old["not_covered"]}
    assert old["other_systems"] == []
    none = build(case_data(elsewhere=[]), [evidence(tmp_path, [], not_covered=texts)])
    assert [each["key"] for each in none["not_covered"]] == ["mail"]


def test_the_controller_answers_for_one_or_for_a_family(tmp_path: Path) -> None:
    stated = [
        {"place": "identity", "answer": "account deleted there", "until": "2026-12-01"},
        {"place": "ldap", "answer": "entry deleted"},
        {"place": "repositories", "answer": "none of ours"},
    ]
    path = evidence(tmp_path, [system("oidc"), system("ldap"), system("webhooks")])
    found = build(case_data(elsewhere=stated), [path])
    answers = {s["key"]: (s["answer"], s["until"]) for s in found["other_systems"]}
    assert answers == {
        "oidc": ("account deleted there", "2026-12-01"),
        "ldap": ("entry deleted", None),
        "webhooks": (None, None),
    }
    general = {each["key"]: each["answer"] for each in found["not_covered"]}
    assert general["repositories"] == "none of ours"
    assert "identity" not in general


def test_recipients_that_nobody_speaks_of_are_named(tmp_path: Path) -> None:
    told = {"name": "Cloud Ltd", "told_on": "2026-11-21", "system": "nextcloud"}
    path = evidence(tmp_path, [system("ldap"), system("nextcloud"), system("webhooks", count=3)])
    found = build(case_data(recipients=[told]), [path])
    assert [s["told"] for s in found["other_systems"]] == [None, True, False]
    page = render.html(found, "sha256:0", "openssl").decode()
    assert "without a statement of the controller: Outgoing webhook (3)." in page
    made = create.make(request(evidence=[path], case=parse(case_data(recipients=[told]))))
    assert made.unstated == ["Outgoing webhook"]


def test_a_recipient_names_a_kind_that_is_one() -> None:
    for key in ("ldap", "the moon"):
        recipient = {"name": "x", "told_on": "2026-11-21", "system": key}
        with pytest.raises(UsageError, match=r"recipients\.system must be one of nextcloud, "):
            parse(case_data(recipients=[recipient]))


def test_what_the_person_is_called_there_stays_out(tmp_path: Path) -> None:
    path = evidence(tmp_path, [system("nextcloud", names=["j_brandstroem"], title="x", step="y")])
    (read,) = documents.read([path], CASE_KEY)
    assert set(read.copy["other_systems"][0]) == set(system("nextcloud"))
    path = evidence(tmp_path, [system("nextcloud") | {"key": "Brandström"}])
    with pytest.raises(UsageError, match="kind of system"):
        documents.read([path], CASE_KEY)


@pytest.mark.parametrize("outcome", ["clear", "leftover", "retained", "accepted", "unchecked"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_cookies(outcome: str, language: str) -> None:
    cookies = {"outcome": outcome, "rows": 0, "checks": []}
    page = render.html(predicate(language) | {"cookies": cookies}, "sha256:0", "openssl").decode()
    assert "Cookies" in page
