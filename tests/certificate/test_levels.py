"""What a certificate says of what the search may miss, of pseudonyms, and of what stays on disk."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest

from operasure.core.bound import most, per_million
from operasure.core.errors import UsageError
from operasure.reports.certificate import render
from operasure.reports.words import LANGUAGES
from support.certificate import MENTIONS, VERIFY, build, case_data, changed, clear

SAMPLE = {
    "seed": "0123456789abcdef", "texts": 120_000, "drawn": 300, "naming": 0, "unsure": 0, "open": 0,
    "there": 0, "at_most": most(120_000, 300, 0),
    "per_million": per_million(most(120_000, 300, 0), 120_000), "confidence": 95, "missed": [],
    "left_out": [], "first_at": None, "last_at": None, "by": ["a reader"],
}  # fmt: skip
BEHIND = {"at_least": 2, "at_most": 5, "recorded": 2, "gone": 5}


def made(folder: Path, change: Any = None, **case: Any) -> dict[str, Any]:
    """A predicate of a clear verify and find-mentions, with what is changed in both."""

    def both(document: dict[str, Any]) -> None:
        clear(document)
        if change:
            change(document)

    paths = [changed(source, folder / source.name, both) for source in (VERIFY, MENTIONS)]
    return build(case_data(**case), paths)


def written(predicate: dict[str, Any], language: str) -> str:
    """Certificate and letter as one text."""
    told = predicate | {"language": language}
    page = render.html(told, "sha256:" + "0" * 64, "").decode() + render.letter(told).decode()
    return " ".join(page.replace("\\", "").split())


def sampled(**figures: Any) -> Any:
    def change(document: dict[str, Any]) -> None:
        if document["command"] == "find-mentions":
            document["sample"] = SAMPLE | figures
            if figures.get("there"):
                document["verdict"] = "leftovers"

    return change


def test_a_sample_is_stated_with_its_meaning(tmp_path: Path) -> None:
    predicate = made(tmp_path, sampled())
    assert predicate["sample"] == {
        key: SAMPLE[key] for key in predicate["sample"] if key != "by"
    } | {"by": "a reader"}
    english = written(predicate, "en")
    assert (
        "Of 120,000 texts that the search did not report, 300 were drawn at random and" in english
    )
    assert (
        "none of them names the data subject. With 95 % confidence at most 1.0 % of the" in english
    )
    assert "declared to hold no person are not among these texts." in english
    german = written(predicate, "de")
    assert "Von 120.000 Texten" in german
    assert "höchstens 1,0 %" in german
    assert english.count("drawn at random") == 2  # in the letter, too


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unread_sample_says_nothing(tmp_path: Path, language: str) -> None:
    text = written(made(tmp_path, sampled(open=4, at_most=None, per_million=None)), language)
    assert "95 %" not in text
    unread = {
        "en": "4 of them have not been read yet",
        "de": "4 davon hat noch niemand gelesen",
        "fr": "4 d’entre eux n’ont pas encore été lus",
    }
    assert unread[language] in unescape(text)


def test_a_miss_that_stands_there_is_no_erasure(tmp_path: Path) -> None:
    bound = most(120_000, 300, 3)
    missed = sampled(
        naming=2, unsure=1, there=1, at_most=bound, per_million=per_million(bound, 120_000)
    )
    predicate = made(tmp_path, missed)
    assert predicate["state"] == "leftovers"
    text = written(predicate, "en")
    assert (
        "2 of them name the data subject, or did when they were read. 1 of these still stand"
        in text
    )
    assert "Of 1 it can&#39;t be told; they count" in text or "can't be told; they count" in text
    assert "Logical: verified only where this document says so." in text


def test_a_forged_bound_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="its sample leaves at most"):
        made(tmp_path, sampled(at_most=1))


def test_nobody_asked(tmp_path: Path) -> None:
    predicate = made(tmp_path)
    assert (predicate["sample"], predicate["behind"]) == (None, None)
    assert "drawn at random" not in written(predicate, "en")
    assert "stand behind it" not in written(predicate, "en")


@pytest.mark.parametrize(
    ("behind", "english", "german"),
    [
        (BEHIND, "At least 2 and at most 5 deleted accounts", "Mindestens 2 und höchstens 5"),
        (BEHIND | {"at_most": None}, "how many at most is not known", "ist nicht bekannt"),
        (BEHIND | {"at_least": 1, "at_most": 1}, "At most one deleted", "Höchstens ein gelöschtes"),
    ],
)
def test_what_was_passed_on_is_a_pseudonym(
    tmp_path: Path, behind: dict[str, Any], english: str, german: str
) -> None:
    predicate = made(tmp_path, lambda document: document.update(behind=behind))
    assert english in written(predicate, "en")
    assert german in written(predicate, "de")
    assert "pseudonymised, not anonymous" in written(predicate, "en")


def test_levels(tmp_path: Path) -> None:
    predicate = made(tmp_path)
    assert predicate["levels"] == {
        "logical": "verified", "physical": "not verified", "until": "2026-12-20",
    }  # fmt: skip
    text = written(predicate, "en")
    assert "Logical: verified." in text
    assert text.count("Physical: not verified. What a deletion leaves on disk") == 2
    assert "backups from before the deletion are gone by 20 December 2026" in text
    nobody = made(tmp_path, elsewhere=None)
    assert nobody["levels"]["until"] is None
    assert "nobody has stated" in written(nobody, "en")
