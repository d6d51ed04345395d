"""Passages are cut out of collaborative documents, and nothing else, as another implementation of
Yjs reads them; and whoever still has the document open takes the change over."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, XmlElement, XmlFragment, XmlText

from openproject.documents import state
from operasure.erase import pieces
from operasure.erase.cutting import NotCut, Successor, documents, spans
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.yjs.lib0 import text
from support.documents import (
    ROOT,
    Writers,
    insert,
    lines,
    mark,
    marked,
    opened,
    plant,
    remove,
    said,
    structure,
)
from support.removal import put_together

NAME = "Jürgen Müller"
WORD = "Deleted user"
MATCHER = Matcher(Identity.of([NAME], ["jmueller"], ["j.mueller@example.org"], [42]))
SUCCESSOR = Successor(3, WORD)
WORDS = st.text(alphabet="abc xyz🙂-é", max_size=8)


def cut(value: str, word: str = WORD) -> str:
    found = documents.read(value)
    return documents.cut(found, spans(MATCHER, found.text, Successor(3, WORD, word)))


def raw(value: str) -> bytes:
    return base64.b64decode(value)


def coded(doc: Doc[Any]) -> str:
    return base64.b64encode(doc.get_update()).decode()


@settings(max_examples=60)
@given(st.data(), st.booleans(), st.lists(WORDS, min_size=1, max_size=3))
def test_a_name_in_any_pieces_is_cut(data: Any, keeps: bool, paragraphs: list[str]) -> None:
    writers = Writers(keeps=keeps)
    for words in paragraphs:
        writers.paragraph(words)
    writers.meet()
    number = st.integers(0, 60)
    for place in range(data.draw(st.integers(1, len(paragraphs)))):
        line = writers.line(data.draw(st.integers(0, 2)), place)
        at = data.draw(number) % (len(marked(line)) + 1)
        plant(line, at, f" {NAME} ", data.draw(st.lists(number)), data.draw(st.lists(number)))
        within = at + data.draw(st.integers(2, len(NAME)))
        insert(line, within, "qq")
        remove(line, within, within + 2)
        start = data.draw(number) % len(marked(line))
        mark(line, start, min(len(marked(line)), start + 4), {"bold": {}})
        other = writers.line(data.draw(st.integers(0, 2)), place)
        insert(other, 0, "qq")
        remove(other, 0, 1)
        if data.draw(st.booleans()):
            writers.meet()
    before = writers.stored()
    after = cut(before)
    assert said(raw(after)) == [line.replace(NAME, WORD) for line in said(raw(before))]
    assert structure(raw(after)) == structure(raw(before))
    assert "ü" not in documents.read(after).text
    for old, new in zip(lines(opened(raw(before))), lines(opened(raw(after))), strict=True):
        assert beside(marked(old), NAME) == beside(marked(new), WORD)
    assert put_together(before, pieces.pieces(before, after)) == after
    assert cut(before) == after
    # A copy that was open all the time, and one that was changed meanwhile.
    writers.docs[1].apply_update(raw(after))
    assert said(writers.docs[1].get_update()) == said(raw(after))
    writers.paragraph("meanwhile", writer=2)
    writers.docs[2].apply_update(raw(after))
    assert said(writers.docs[2].get_update())[-1] == "meanwhile"
    assert NAME not in "\n".join(said(writers.docs[2].get_update()))


def beside(chars: list[tuple[str, str]], word: str) -> list[tuple[str, str]]:
    """The characters, with their marks, that don't belong to a word."""
    text = "".join(char for char, _ in chars)
    kept: list[tuple[str, str]] = []
    at = 0
    while at < len(chars):
        if text.startswith(word, at):
            at += len(word)
        else:
            kept.append(chars[at])
            at += 1
    return kept


def test_what_was_deleted_goes_for_good() -> None:
    writers = Writers(1, keeps=True)
    writers.paragraph("Hallo du da")
    plant(writers.line(0, 0), 6, f"{NAME} ", [2, 8], [2, 0, 1])
    remove(writers.line(0, 0), 6, 7 + len(NAME))
    before = writers.stored()
    assert "Müller" in documents.read(before).text
    after = raw(cut(before))
    assert b"rgen" not in after
    assert b"ller" not in after
    assert said(after) == ["Hallo du da"]


def test_a_name_over_several_texts_is_cut() -> None:
    doc: Doc[Any] = Doc()
    line = doc.get(ROOT, type=XmlFragment).children.append(XmlElement("paragraph"))
    for word in ("Hallo Jür", "gen", " Müller!"):
        line.children.append(XmlText(word))
    assert said(raw(cut(coded(doc)))) == ["Hallo Deleted user", "", "!"]


def test_a_mention_becomes_one_of_the_deleted_user() -> None:
    doc: Doc[Any] = Doc()
    line = doc.get(ROOT, type=XmlFragment).children.append(XmlElement("paragraph"))
    line.children.append(XmlElement("userMention", {"userId": "42", "name": NAME}))
    line.children.append(XmlElement("userMention", {"userId": "7", "name": "Zoë Berg"}))
    after = raw(cut(coded(doc)))
    mentions = opened(after).children[0].children
    assert [dict(m.attributes) for m in mentions] == [
        {"userId": "3", "name": WORD},
        {"userId": "7", "name": "Zoë Berg"},
    ]


def test_values_of_every_kind_are_cut() -> None:
    doc: Doc[Any] = Doc()
    root = doc.get(ROOT, type=XmlFragment)
    for _ in range(2):
        root.children.append(XmlElement("image", {"caption": f"With {NAME}", "alt": "x"}))
    line = XmlText("see ")
    root.children.append(XmlElement("paragraph")).children.append(line)
    line.insert(4, "here", {"link": {"href": "mailto:j.mueller@example.org", "x": [1]}})
    values = doc.get("threads", type=Map)
    values["one"] = {"full_name": NAME, "more": [1, None, f"@{NAME}"]}
    values["two"] = Map({"userId": 42, "name": NAME})
    after = raw(cut(coded(doc), 'N. "N."'))
    new: Doc[Any] = Doc()
    threads = new.get("threads", type=Map)
    new.get(ROOT, type=XmlFragment)
    new.apply_update(after)
    assert threads.to_py() == {
        "one": {"full_name": 'N. "N."', "more": [1.0, None, '@N. "N."']},
        "two": {"userId": 3.0, "name": WORD},
    }
    for image in list(opened(after).children)[:2]:
        assert dict(image.attributes) == {"caption": 'With N. "N."', "alt": "x"}
    [(_, _), (_, marks)] = next(lines(opened(after))).diff()
    assert marks == {"link": {"href": "mailto:deleted-user@invalid", "x": [1.0]}}


def test_fields_beside_each_other_are_cut_as_one_name() -> None:
    fields = b"\x76\x02" + text("first_name") + b"\x77" + text("J\u00fcrgen")
    fields += text("last_name") + b"\x77" + text("M\u00fcller")
    before = b"\x01\x01\x05\x00\x28\x01" + text("m") + text("one") + b"\x01" + fields + b"\x00"
    doc: Doc[Any] = Doc()
    found = doc.get("m", type=Map)
    doc.apply_update(raw(cut(base64.b64encode(before).decode())))
    assert found.to_py() == {"one": {"first_name": WORD, "last_name": ""}}


def test_what_a_plan_holds_is_not_the_document() -> None:
    """Base64 goes on as before behind each passage, so that its ranges can be named."""
    filler = [f"Sentence number {i} about nobody." for i in range(60)]
    for name in ("Jürgen Müller", "Müller, Jürgen", "J. Müller", "Jürgen", "juergen mueller"):
        before = state([*filler[:30], f"Hallo {name} und alle", *filler[30:]])
        found = pieces.pieces(before, cut(before))
        assert sum(len(piece) for piece in found if isinstance(piece, str)) < len(before) / 20


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda doc: doc.get("m", type=Map).update({NAME: "x"}), "name of a field"),
        (lambda doc: doc.get("m", type=Map).update({"x": NAME.encode()}), "in bytes"),
    ],
)
def test_what_cannot_be_cut_says_why(make: Any, reason: str) -> None:
    doc: Doc[Any] = Doc()
    make(doc)
    with pytest.raises(NotCut, match=reason):
        cut(coded(doc))


@pytest.mark.parametrize("value", ["", "AAAA", "no base64", "AXlqczp0ZXh0"])
def test_what_is_no_document_says_why(value: str) -> None:
    with pytest.raises(NotCut, match="can't be parsed"):
        documents.read(value)
