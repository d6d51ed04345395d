"""A document shows all that it holds, in the order in which another implementation reads it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText

from openproject.documents import state
from operasure.core.legible import legible
from operasure.looks.mentions.coded import decode
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.yjs import update
from operasure.yjs.lib0 import Cursor, Malformed, integer, number, text
from operasure.yjs.text import document
from support.documents import ROOT, Writers, insert, mark, plant, remove, said

NAME = "Jürgen Müller"
MATCHER = Matcher(Identity.of([NAME], ["jmueller"], ["j.mueller@example.org"], [42]))

Step = tuple[str, int, int, int, int, str]
WORDS = st.text(alphabet="abc xyz🙂-é", min_size=1, max_size=6)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "insert", "remove", "mark", "meet", "paragraph"]),
        st.integers(0, 2), st.integers(0, 3), st.integers(0, 40), st.integers(1, 5), WORDS,
    ),
    max_size=14,
)  # fmt: skip


def written(steps: list[Step], *, keeps: bool = False) -> Writers:
    """A document that several people wrote, step by step."""
    writers = Writers(keeps=keeps)
    writers.paragraph("abc")
    writers.meet()
    for kind, who, which, at, length, word in steps:
        line = writers.line(who, which)
        size = sum(len(chunk) for chunk, _ in line.diff())
        start = at % (size + 1)
        end = min(start + length, size)
        match kind:
            case "insert":
                insert(line, start, word)
            case "remove" if start < end:
                remove(line, start, end)
            case "mark" if start < end:
                mark(line, start, end, {"bold": {}} if length % 2 else {"link": {"href": word}})
            case "meet":
                writers.meet()
            case "paragraph":
                writers.paragraph(word, writer=who)
    return writers


def shown(update: bytes) -> list[str]:
    """The paragraphs that the editor shows, without empty ones."""
    found = document(update)
    text = "".join(part.text for part in found.parts[: found.said])
    return [line for line in text.split("\n\n") if line]


@settings(max_examples=60)
@given(STEPS, st.booleans())
def test_paragraphs_are_read_in_order(steps: list[Step], keeps: bool) -> None:
    whole = written(steps, keeps=keeps).whole()
    assert shown(whole) == [line for line in said(whole) if line]


@settings(max_examples=40)
@given(STEPS, st.lists(st.integers(0, 13), max_size=5), st.lists(st.integers(0, 99)), st.data())
def test_a_name_in_any_pieces_is_found(
    steps: list[Step], cuts: list[int], order: list[int], data: Any
) -> None:
    writers = written(steps)
    line = writers.line(data.draw(st.integers(0, 2)), data.draw(st.integers(0, 3)))
    plant(line, 0, f"{NAME} ", cuts, order)
    mark(line, 1, data.draw(st.integers(2, 12)), {"bold": {}})
    [found] = MATCHER.find(document(writers.whole()).text)
    assert found.variant == "full name"


def test_what_was_deleted_and_is_still_there_is_shown() -> None:
    writers = Writers(1, keeps=True)
    writers.paragraph("Hallo du da")
    plant(writers.line(0, 0), 6, f"{NAME} ", [2, 8], [2, 0, 1])
    remove(writers.line(0, 0), 6, 6 + len(NAME))
    text = document(writers.whole()).text
    assert text.startswith("Hallo  du da\n\n")
    assert NAME in text


def test_an_item_that_is_deleted_in_part_is_shown_whole() -> None:
    """As updates look that were put together without reading them."""
    raw = base64.b64decode(state([f"Hallo {NAME}"]))
    whole = update.read(raw)
    [struct] = [s for b in whole.blocks for s in b.structs if s.text.startswith("Hallo")]
    start = struct.clock + len("Hallo Jü")
    deletes = number(1) + number(struct.client) + number(1) + number(start) + number(3)
    text = document(raw[: whole.deletes_at] + deletes).text
    assert text.startswith("Hallo Jün Müller\n\n")
    assert f"Hallo {NAME}" in text


def test_values_of_every_kind_are_shown() -> None:
    doc: Doc[Any] = Doc()
    root = doc.get(ROOT, type=XmlFragment)
    root.children.append(XmlElement("image", {"caption": "a caption", "name": "portrait.png"}))
    line = XmlText("see ")
    root.children.append(XmlElement("paragraph")).children.append(line)
    line.insert(4, "here", {"link": {"href": "mailto:j.mueller@example.org"}})
    line.insert_embed(0, {"card": "an embedded one"})
    values = doc.get("threads", type=Map)
    values["one"] = {"first_name": "Jürgen", "last_name": "Müller", "more": [1, None, True, 2.5]}
    values["two"] = Map({"userId": "42", "name": "the mentioned"})
    values["bytes"] = b"\x00in bytes\xff"
    doc.get("list", type=Array).extend(["an element", 4711])
    doc.get("plain", type=Text).insert(0, "a plain text")
    text = document(doc.get_update()).text
    for word in (
        "caption: a caption", "portrait.png", "mailto:j.mueller", "an embedded one", "see here",
        "first_name: Jürgen", "last_name: Müller", "in bytes", "an element", "4711", "a plain text",
        '<mention class="mention" data-id="42" data-type="user">@the mentioned</mention>',
        "threads", "paragraph",
    ):  # fmt: skip
        assert word in text, word
    assert {m.variant for m in MATCHER.find(text)} >= {"mention tag", "mail"}


def test_what_is_inline_does_not_part_a_name() -> None:
    doc: Doc[Any] = Doc()
    line = doc.get(ROOT, type=XmlFragment).children.append(XmlElement("paragraph"))
    line.children.append(XmlText("Hallo Jürgen"))
    line.children.append(XmlElement("hardBreak"))
    line.children.append(XmlText("Müller und "))
    line.children.append(XmlElement("userMention", {"userId": "42", "name": NAME}))
    line.children.append(XmlText(" auch"))
    text = document(doc.get_update()).text
    assert text.startswith("Hallo Jürgen\nMüller und <mention ")
    assert f"@{NAME}</mention> auch" in text
    assert [m.variant for m in MATCHER.find(text)] == ["full name", "mention tag"]


def test_cells_of_a_row_stand_beside_each_other() -> None:
    doc: Doc[Any] = Doc()
    row = doc.get(ROOT, type=XmlFragment).children.append(XmlElement("tableRow"))
    for word in ("Jürgen", "Müller"):
        cell = row.children.append(XmlElement("tableCell"))
        cell.children.append(XmlElement("tableParagraph")).children.append(XmlText(word))
    assert len(MATCHER.find(document(doc.get_update()).text)) == 1


@pytest.mark.parametrize("whole", [b"", b"\x00", b"\x04\x08{\x00", b"\x01" * 40, b"no document"])
def test_other_bytes_are_no_document(whole: bytes) -> None:
    with pytest.raises(Malformed):
        document(whole)
    packed = base64.b64encode(whole)
    # Read both ways: decoded, and as it stands.
    assert decode(packed) == (legible(whole) + b"\n\n" + packed if whole else b"")


RAW = base64.b64decode(state(["Eins, zwei", f"drei {NAME}", "vier"]))


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(RAW)), st.binary(max_size=3)), max_size=4))
def test_no_bytes_do_harm(changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(RAW)
    for at, new in changes:
        raw[at : at + len(new)] = new
    decode(base64.b64encode(bytes(raw))).decode()


@given(st.integers(0, 1 << 52), st.integers(0, 2))
def test_numbers_are_read_as_they_are_written(value: int, wider: int) -> None:
    assert Cursor(number(value, wider)).number() == value
    assert Cursor(integer(value, wider)).integer() == value
    assert Cursor(integer(-value, wider)).integer() in (-value, 0)
    assert len(number(value, wider)) == len(number(value)) + wider
    assert len(integer(value, wider)) == len(integer(value)) + wider


def test_depth_and_size_are_bounded() -> None:
    deep = b"\x01\x01\x05\x00\x28\x01\x01r\x01k\x01"
    for depth in (1_000, 100_000):
        with pytest.raises(Malformed):
            document(deep + b"\x75\x01" * depth + b"\x7f\x00")
    for count in (b"\xff\xff\xff\xff\x0f", b"\xff" * 9 + b"\x01"):
        for raw in (count, b"\x01" + count + b"\x05\x00", b"\x01\x01\x05\x00\x08\x01\x01r" + count):
            with pytest.raises(Malformed):
                document(raw)


def test_the_docs_say_what_is_too_much() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "find-mentions.md").read_text(encoding="utf-8")
    said = f"larger than {update.LARGEST >> 20} MB or has more than {update.MOST:,} items"
    assert said in " ".join(docs.split())


def test_many_items_in_one_place_take_no_longer_than_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of many clients writes at the beginning: all must be compared with all."""
    blocks = [
        b"\x01" + number(client) + b"\x00\x04\x01" + text("r") + text("x")
        for client in range(1, 400)
    ]
    raw = number(len(blocks)) + b"".join(blocks) + b"\x00"
    assert shown(raw) == ["x" * 399]
    monkeypatch.setattr("operasure.yjs.order._MOST_STEPS", 100)
    with pytest.raises(Malformed):
        document(raw)


def test_a_text_in_very_many_pieces_takes_no_longer_than_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each second letter is deleted, and all of them again and again."""
    words = "🙂" + "ab" * 3_000

    def deleted(*ranges: tuple[int, int]) -> bytes:
        head = b"\x01\x01\x05\x00\x04\x01" + text("r") + text(words)
        coded = b"".join(number(start) + number(length) for start, length in ranges)
        return head + number(1) + number(5) + number(len(ranges)) + coded

    letters = [(at, 1) for at in range(2, 6_000, 2)]
    assert document(deleted(*letters, *[(0, 1 << 40)] * 20_000)).text.startswith(words)
    monkeypatch.setattr("operasure.yjs.order._MOST_STEPS", 100)
    with pytest.raises(Malformed):
        document(deleted(*letters))


def test_what_waits_for_other_changes_is_shown() -> None:
    """A copy that lacks what a change builds on: Yjs keeps it until the rest comes."""
    writers = Writers(2)
    writers.paragraph("abc")
    writers.meet()
    before = writers.docs[0].get_state()
    insert(writers.line(0, 0), 1, NAME)
    later = writers.docs[0].get_update(before)
    assert NAME in document(later).text


def test_json_values_stay_as_they_are_written() -> None:
    raw = b"\x01\x01\x05\x00\x06\x01\x01r" + text("link") + text(json.dumps({"a": NAME})) + b"\x00"
    assert f"link: {json.dumps({'a': NAME})}" in document(raw).text
