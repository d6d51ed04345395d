"""The catalogues of words: each language has every text with the same values, none is unused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from operasure.looks.files.file_kinds import FileFormat
from operasure.looks.systems.kinds import kinds
from operasure.reports.words import LANGUAGES, Words, _section
from support.words import catalog, notes

SOURCE = Path(__file__).parents[1] / "src/operasure"
OTHERS = [language for language in LANGUAGES if language != "en"]
NAMES = {"script", "language", "script_of_page"}
"""Sections of words that may well be the same in several languages, or are no words."""
FROM_DATA = {
    "format", "noun", "group", "script", "language", "held", "state", "recall_kind", "system",
    "system_step", "uncovered", "step",
}  # fmt: skip
"""Sections whose keys are words of a document: what it holds is looked up."""


def texts(language: str) -> Iterator[tuple[str, str, list[str]]]:
    """Section, key and texts: two where a number decides."""
    for section, words in catalog(language).items():
        for key, text in words.items():
            yield section, key, [text] if isinstance(text, str) else [str(t) for t in text]
    if language != "en":
        yield from (("note", note, [text]) for note, text in noted(language).items())


def noted(language: str) -> dict[str, str]:
    """The notes of checks in a language, by the English of each, which stands in `queries/`."""
    return dict(catalog(language, "notes")["note"])


@pytest.mark.parametrize("language", OTHERS)
def test_the_languages_have_the_same_texts_with_the_same_values(language: str) -> None:
    english = {(section, key): each for section, key, each in texts("en")}
    english |= {("note", note): [note] for note in notes()}
    other = {(section, key): each for section, key, each in texts(language)}
    assert english.keys() ^ other.keys() == set()
    for place, each in english.items():
        if place == ("format", "singular"):
            continue
        assert len(other[place]) == len(each), place
        fields = [{re.sub(r"[:!].*", "", f) for f in re.findall(r"\{([^{}]*)\}", " ".join(e))}
                  for e in (each, other[place])]  # fmt: skip
        assert fields[0] == fields[1], place


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    """A text may be the English one only where it is a word of both, with no sentence in it."""
    english = {(section, key): each for section, key, each in texts("en")}
    english |= {("note", note): [note] for note in notes()}
    same = [
        (section, key)
        for section, key, each in texts(language)
        if section not in {"format", *NAMES} and english[section, key] == each
    ]
    assert [each for each in same if len(" ".join(english[each]).split()) > 4] == []
    assert len(same) <= 60, same


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_data_and_no_markup(language: str) -> None:
    for section, key, each in texts(language):
        for text in each:
            assert not re.search(r"<[a-z/!]|&\w+;|&#|[\t\n]", text), (section, key)
            assert text == text.strip() or section == "format", (section, key)


@pytest.mark.parametrize("language", OTHERS)
def test_texts_are_written_as_their_language_is(language: str) -> None:
    for section, key, each in texts(language):
        for text in each:
            assert '"' not in text, (section, key)
            assert not re.search(r"\w'\w", text), (section, key)
            if language == "fr":
                assert not re.search(r"(?<![\d\u00a0:;!?»])(?<!^)[:;!?»](?=\s|$)", text), (
                    section,
                    key,
                )
                assert not re.search(r" [:;!?»]|« |«\w", text), (section, key)
            else:
                assert text.count("„") == text.count("“"), (section, key)


@cache
def _source() -> str:
    kinds = (".py", ".j2", ".js")
    files = (f for f in SOURCE.rglob("*") if f.suffix in kinds and "__pycache__" not in f.parts)
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_no_text_is_unused() -> None:
    """Each stands in a template or a module by its key, or in one that takes the key from what it
    renders and names the section."""
    source = _source()
    unused: list[str] = []
    named = set(re.findall(r"""(?<=["'(])(\w+\.[^"'()\n]+)(?=["'(])""", source))
    for section in catalog("en").keys() - FROM_DATA:
        if not re.search(rf'"{section}\."\s*~|f"{section}\.\w*\{{|[(\s]"{section}"[,)]', source):
            unused += {f"{section}.{key}" for key in catalog("en")[section]} - named
    assert unused == []


def test_every_text_that_is_used_is_there() -> None:
    found = re.findall(r"""\b(?:w|words|english)(?:\.rich)?\(["'](\w+)\.([\w-]+)["']""", _source())
    assert len(found) > 200
    english = catalog("en")
    assert [(s, k) for s, k in found if k not in english.get(s, ())] == []


def test_what_a_language_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words("de")
    assert words("title.document") != Words("en")("title.document")
    with pytest.raises(KeyError):
        words("title.no such")
    assert words.group("zz-99") == "zz-99"
    assert words.group("bu-01", "A title of our own") != "A title of our own"
    assert words.group("zz-99", "A title of our own") == "A title of our own"
    assert Words("en").group("bu-01", "A title of our own") == "A title of our own"
    german, english = catalog("de")["letter"], Words("en")("letter.greeting")
    assert words("letter.greeting") != english
    _section.cache_clear()
    monkeypatch.delitem(german, "greeting")
    assert words("letter.greeting") == english
    _section.cache_clear()


@pytest.mark.parametrize("language", OTHERS)
def test_a_note_keeps_its_numbers_and_the_names_of_code(language: str) -> None:
    """A release, a count of days, a column: what a translation must not lose or change."""
    named = re.compile(r"\b\d+(?:\.\d+)*\b|\w+_\w+|\w+/\w+|\b(?:YAML|JSON|XML|EXIF|Principal)\b")
    for english, own in noted(language).items():
        assert sorted(named.findall(english)) == sorted(named.findall(own)), english


def test_a_note_of_an_own_check_stays_as_it_is_written() -> None:
    known = min(notes())
    ours = "Our <own> note: Müller's team."
    shown = "Our &lt;own&gt; note: Müller&#39;s team."
    assert Words("de").note(known) == noted("de")[known]
    assert Words("de").note(ours) == f'<span lang="en">{shown}</span>'
    assert Words("en").note(ours) == shown


def test_each_kind_of_file_has_a_word_but_for_names_of_formats() -> None:
    named = {FileFormat.PDF, FileFormat.RTF}
    assert catalog("en")["file_format"] == {kind: kind for kind in {*FileFormat} - named}


def test_each_kind_of_system_has_a_title_and_a_step() -> None:
    english = catalog("en")
    assert english["system"].keys() == english["system_step"].keys() == kinds().keys()
