"""The catalogues of words: each language has every text with the same values, none is unused."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from operasure.looks.files.file_kinds import FileFormat
from operasure.looks.systems.kinds import kinds
from operasure.reports.words import LANGUAGES, Words, _section
from operasure.reports.words.english import Phrases
from support.words import catalog, notes

SOURCE = Path(__file__).parents[1] / "src/operasure"
QUERIES = Path(__file__).parents[1] / "queries"
OTHERS = [language for language in LANGUAGES if language != "en"]
NAMES = {"script", "language", "script_of_page"}
"""Sections of words that may well be the same in several languages, or are no words."""
FROM_DATA = {
    "format", "noun", "group", "script", "language", "held", "state", "recall_kind", "system",
    "system_step", "uncovered", "step",
}  # fmt: skip
"""Sections whose keys are words of a document: what it holds is looked up."""


GIVING = ("checks/", "core/unpack", "database/", "erase/", "looks/")
"""Where the reasons come from that a document carries."""
NO_REASONS = {
    "checks/script.py", "checks/sweeping.py", "checks/idtexts.py",
    "database/fates.py", "database/naming.py", "database/target.py", "database/tokens.py",
    "erase/busy.py", "erase/cutting/written.py", "erase/file.py", "erase/filescript.py",
    "erase/preview/__init__.py", "erase/sql.py", "erase/summary.py", "erase/tables.py",
    "erase/undo.py", "erase/undofile.py", "erase/writer.py",
    "looks/audit/canary.py", "looks/audit/lines.py",
    "looks/backups/archive.py", "looks/backups/choose.py", "looks/backups/statements.py",
    "looks/cache/address.py", "looks/cache/ids.py",
    "looks/canary/contents.py", "looks/canary/copies.py", "looks/canary/entries.py",
    "looks/canary/lines.py", "looks/canary/rows.py",
    "looks/files/ledger.py", "looks/files/markup.py",
    "looks/logs/ids.py", "looks/logs/moments.py", "looks/logs/rotation.py", "looks/logs/unwrap.py",
    "looks/mentions/recognise.py", "looks/mentions/spool.py",
    "looks/snapshot/erased.py", "looks/snapshot/file.py", "looks/snapshot/model.py",
    "looks/snapshot/packing.py",
}  # fmt: skip
"""Modules whose sentences end a command, are parts of a script or a sample, or what is shown while
a command runs: they are on no page."""
NOT_ON_PAGES = re.compile(
    r"^It (?:may|is a|owns) |^Row security may|timer|^The person's (?:lists|private views)|"
    r"^(?:Let a remaining|Lock the account first|Remove the person there|Take the snapshot|"
    r"This is OpenProject|The account (?:may come|is active)|The \{\} has a character|"
    r"Change the \{\}|Save the listed|Write down|\{\} will lose)|may change while it runs|"
    r"^(?:restoring a|removed \{\}, left|that may not be enough|reading the dump|building the keys|"
    r"checking the keys|counting the rows|the database restored|describe the content|"
    r"number with its type|text named like|files that can't be read|picture of a format|"
    r"number of a person in text|the statements of the backup|a word with which|too many passages|"
    r"has more than \{\} MB: is it|-- Tables of|gone as expected|a snapshot is taken|"
    r"logo logo_mobile|    … and|\{\} saved view|there is no account to|its words can't|"
    r"does not name the)"
)
"""Others of such modules, and the risks of a snapshot that an audit does not ask for; words of
which the catalogue has its own by their keys."""


def texts(language: str) -> Iterator[tuple[str, str, list[str]]]:
    """Section, key and texts: two where a number decides."""
    for section, words in catalog(language).items():
        for key, text in words.items():
            yield section, key, [text] if isinstance(text, str) else [str(t) for t in text]
    if language != "en":
        yield from (("note", note, [text]) for note, text in noted(language).items())
        yield from (("reason", each, [text]) for each, text in reasons(language).items())


def noted(language: str) -> dict[str, str]:
    """The notes of checks in a language, by the English of each, which stands in `queries/`."""
    return dict(catalog(language, "notes")["note"])


def reasons(language: str) -> dict[str, str]:
    """What the program writes in English, in a language, by the English with its fields named."""
    return dict(catalog(language, "reasons")["reason"])


def _english() -> dict[tuple[str, str], list[str]]:
    """What each other language must have, and no more."""
    found = {(section, key): each for section, key, each in texts("en")}
    found |= {("note", note): [note] for note in notes()}
    every = set().union(*(reasons(language) for language in OTHERS))
    return found | {("reason", each): [each] for each in every}


@pytest.mark.parametrize("language", OTHERS)
def test_the_languages_have_the_same_texts_with_the_same_values(language: str) -> None:
    english = _english()
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
    english = _english()
    same = [
        (section, key)
        for section, key, each in texts(language)
        if section not in {"format", *NAMES} and english[section, key] == each
    ]
    assert [each for each in same if len(" ".join(english[each]).split()) > 4] == []
    assert len(same) <= 65, same


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


def _template(node: ast.expr) -> str | None:
    """A text of the source with what completes it as {}; None for what is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_template(v) or "{}" for v in values)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            both = [_template(left), _template(right)]
            return None if both == [None, None] else "".join(each or "{}" for each in both)
        case ast.Call(func=ast.Name(id="count"), args=[_, ast.Constant(value=str(noun))]):
            return f"{{}} {noun}s"
    return None


def _texts_in(node: ast.AST, refused: bool = False) -> Iterator[tuple[str, bool]]:
    """Each text of a module but its docstrings, and whether it is one that ends the command."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        ended = refused or (isinstance(child, ast.Raise) and not _told_of_a_file(child))
        if isinstance(child, ast.expr) and (text := _template(child)) is not None:
            yield text, ended
            parts = [v for v in ast.walk(child) if isinstance(v, ast.FormattedValue)]
            yield from (found for part in parts for found in _texts_in(part, ended))
            continue
        yield from _texts_in(child, ended)


def _told_of_a_file(raised: ast.Raise) -> bool:
    return isinstance(raised.exc, ast.Call) and ast.unparse(raised.exc.func) == "Unread"


def _bare(text: str) -> str:
    """A text with its fields unnamed, without the marks by which texts are joined."""
    return re.sub(r"(\{\})+", "{}", re.sub(r"\{[^{}]*\}", "{}", text)).strip(" ,;.()·\n")


@cache
def _of_source() -> dict[str, list[tuple[str, bool]]]:
    """By module: its texts."""
    return {
        file.relative_to(SOURCE).as_posix(): list(
            _texts_in(ast.parse(file.read_text(encoding="utf-8")))
        )
        for file in SOURCE.rglob("*.py")
    }


def _of_queries() -> Iterator[str]:
    """What the data in queries/ says of a value or of rows that are late."""
    for name in ("working", "views"):
        table = tomllib.loads((QUERIES / f"removal/{name}.toml").read_text(encoding="utf-8"))
        for columns in table.values():
            yield from (t for key, t in columns.items() if name == "working" or key in _SAID)
    late = (QUERIES / "audit/overdue.sql").read_text(encoding="utf-8")
    yield from re.findall(r"^-- (?:what|keeps|job): (.+)", late, re.MULTILINE)


_SAID = {"what", "seen"}


def test_no_reason_is_stale() -> None:
    """Each stands in the source, or in queries/, as the catalogues have it."""
    there = {_bare(text) for each in _of_source().values() for text, _ in each}
    there |= {each.removesuffix("s") for each in there if each.startswith("{} ")}
    there |= {_bare(text) for text in _of_queries()}
    assert [each for each in reasons(OTHERS[0]) if _bare(each) not in there] == []


def test_every_reason_is_translated() -> None:
    """Each text of a module that gives reasons, unless it ends the
    command or is no sentence for a page."""
    known = {_bare(each) for each in reasons(OTHERS[0])} | {_bare(each) for each in notes()}
    told = {
        text
        for module, each in _of_source().items()
        if module.startswith(GIVING) and module not in NO_REASONS
        for text, ended in each
        if not ended and _is_said(text)
    }
    told |= {text for text in _of_queries() if " " in text}
    assert len(told) > 300
    missing = {text for text in told if _bare(text) not in known and not NOT_ON_PAGES.search(text)}
    assert sorted(missing) == []


def _is_said(text: str) -> bool:
    """Whether a text is five words of prose or more."""
    parts = re.sub(r"\{[^{}]*\}", " ", text).split()
    words = [part for part in parts if re.fullmatch(r"\(?[A-Za-z]?[a-z'-]+[,.:;?)]*", part)]
    return len(words) >= max(5, 0.7 * len(parts))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("hostile", ["a: " * 330, "(a (" * 250, "3 " * 500, "x; " * 300 + ")" * 90])
def test_few_parts_of_a_text_of_any_kind_are_looked_for(language: str, hostile: str) -> None:
    """A document of somebody else may hold anything as a reason."""
    words, look = Words(language), Phrases._phrase
    with patch.object(Phrases, "_phrase", autospec=True, side_effect=look) as looked:
        words.note(hostile)
    assert 0 < looked.call_count < 100


def test_a_reason_is_told_with_what_completes_it() -> None:
    german = Words("de")
    damaged = "the server found a damaged index; rebuild it with REINDEX"
    assert german.told(f"3 rows can't be read (1, 2); nothing after them was read: {damaged}") == (
        "3 Zeilen nicht lesbar (1, 2); nichts danach wurde gelesen: "
        "der Server fand einen beschädigten Index; mit REINDEX neu aufbauen"
    )
    assert german.told("1200 lines of the list of keys could not be understood").startswith("1.200")
    assert german.note("it can't be read: No such device") == (
        'nicht lesbar: <span lang="en">No such device</span>'
    )
    assert german.note("it can't be read: <b>Ix") == "nicht lesbar: &lt;b&gt;Ix"
    assert Words("en").told(damaged) == Words("en").note(damaged) == damaged
    assert (
        Words("fr")
        .told("its deletion has been queued since 2026-11-01 10:00 UTC")
        .endswith("1er novembre 2026, 10:00 (UTC)")
    )
