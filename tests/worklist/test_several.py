"""Decisions of several persons about one work list."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from operasure.core.typed import plain
from operasure.looks.mentions import review
from operasure.reports.evidence import mentions, mentions_text, worklist
from support.browser import Pages
from support.mentions import search
from support.worklists import PERSON
from worklist.kit import decided, export, mention, press, reviewing


def test_decisions_of_another_person_are_taken_in(
    page: Page, file: Path, tmp_path: Path, pages: Pages
) -> None:
    press(mention(page, "river"), "Not the person")
    exported = export(page, tmp_path)
    colleague = reviewing(pages, file, "Head of IT")
    expect(colleague.locator("#counter")).to_have_text("7 of 7 open, 7 shown")
    colleague.set_input_files("#file", exported)
    status = colleague.locator("#message")
    expect(status).to_have_text(f"1 decision taken from {exported.name}.")
    expect(colleague.locator("#counter")).to_have_text("6 of 7 open, 7 shown")
    data = json.loads(exported.read_text())
    for content, words in (
        (json.dumps(data | {"key": "00" * 32}), "belongs to another case"),
        ("{", "is not valid JSON"),
        ("[]", "is no review"),
        (json.dumps(data | {"marks": [{"id": "<b>", "decision": "x"}, None, 7]}), "0 decisions"),
    ):
        exported.write_text(content)
        colleague.set_input_files("#file", exported)
        expect(status).to_contain_text(words)
    expect(colleague.locator("#counter")).to_have_text("6 of 7 open, 7 shown")


def test_who_reviews_is_asked_once_and_told(
    file: Path, url: str, tmp_path: Path, pages: Pages
) -> None:
    page = pages.open(file)
    press(mention(page, "river"), "Not the person")
    expect(page.locator("#reviewer")).to_be_focused()
    expect(page.locator("#message")).to_contain_text("First say who reviews")
    assert not any(decided(page.locator("main")))
    page.keyboard.type("Head of IT")
    page.keyboard.press("Enter")
    assert decided(mention(page, "river")) == ["not the person"], "what was wanted goes on"
    page.reload()
    expect(page.locator("#reviewer")).to_have_value("Head of IT")
    press(mention(page, "was here"), "Erased")
    exported = export(page, tmp_path)
    assert {mark["by"] for mark in json.loads(exported.read_text())["marks"]} == {"Head of IT"}
    with search(url, PERSON, reviewed=(exported,)) as again:
        assert plain(mentions.build(again).review)["by"] == ["Head of IT"]
    data = json.loads(exported.read_text())
    data["marks"][0]["by"] = "Marisól Quintanilla"
    exported.write_text(json.dumps(data))
    with search(url, PERSON, reviewed=(exported,)) as again:
        told = plain(mentions.build(again).review)
        assert told["by"] == ["Head of IT"], "evidence holds no name of the person"
        assert told["decisions"] == 2


def test_contradictions_are_shown_first_until_somebody_settles_them(
    file: Path, url: str, tmp_path: Path, pages: Pages
) -> None:
    ann = reviewing(pages, file, "Ann")
    press(mention(ann, "river"), "Not the person")
    press(mention(ann, "was here"), "Erased")
    hers = export(ann, tmp_path).rename(tmp_path / "ann.json")
    ben = reviewing(pages, file, "Ben")
    press(mention(ben, "river"), "To erase")
    press(mention(ben, "was here"), "Erased")
    his = export(ben, tmp_path).rename(tmp_path / "ben.json")
    for files in ((hers, his), (his, hers)):
        with search(url, PERSON, reviewed=files) as found:
            first, second, *_ = found.hits()
            assert "river" in first.after
            assert [mark.by for mark in first.contested] == ["Ann", "Ben"]
            assert (first.mark, second.contested) == (None, ())
            assert (found.review.contested, found.review.dismissed) == (1, 0)
            assert plain(mentions.build(found).review)["contested"] == 1
            listed = pages.open("".join(worklist.render(found)))
            assert "decided differently: not the person by Ann" in "".join(
                mentions_text.with_passages(plain(mentions.build(found)), found.hits(), 50).pieces(
                    full=True
                )
            )
        assert listed.locator("main h2").first.inner_text() == CONTESTED
        expect(listed.locator("main .contested")).to_contain_text("by Ann")
    ben.set_input_files("#file", hers)
    expect(ben.locator("#message")).to_contain_text("contradict each other, and so open: 1.")
    top = ben.locator("main section").first
    assert top.locator("h2").inner_text() == CONTESTED
    assert decided(top) == [""]
    expect(top.locator(".contested")).to_contain_text("not the person (by Ann")
    expect(top.locator(".contested")).to_contain_text("erase (by Ben")
    expect(ben.locator("#counter")).to_contain_text("6 of 7 open")
    press(top.locator(".entry"), "Keep…")
    top.get_by_label("Ground").fill("the name of a river")
    assert decided(top) == ["keep: the name of a river"]
    settled = export(ben, tmp_path).rename(tmp_path / "settled.json")
    ann.set_input_files("#file", settled)
    assert decided(mention(ann, "river")) == ["keep: the name of a river"]
    with search(url, PERSON, reviewed=(settled, his, hers)) as found:
        assert (found.review.contested, found.review.kept) == (0, 1)


CONTESTED = "Contradicting decisions"


def test_page_and_command_put_decisions_together_by_one_rule(
    file: Path, tmp_path: Path, pages: Pages
) -> None:
    chance = random.Random(18)
    page = reviewing(pages, file)
    ids = [(item.get_attribute("id") or "")[1:] for item in page.locator("main .mention").all()]
    [case] = re.findall(r'id="case">(.*?)</script>', file.read_text(), re.S)
    known = json.loads(case)
    settled = 0
    for turn in range(6):
        marks = [
            {
                "id": key,
                "decision": chance.choice(["erase", "erased", "not the person"]),
                "ground": "",
                "place": "p",
                "at": f"2026-01-0{chance.randint(1, 9)}T00:00:00Z",
                "by": chance.choice(["Ann", "Ben", "", "constructor"]),
                "over": {
                    by: f"2026-01-0{chance.randint(1, 9)}T00:00:00Z"
                    for by in chance.sample(["Ann", "Ben", "", "constructor"], chance.randint(0, 3))
                },
            }
            for key in ids
            for _ in range(chance.randint(1, 5))
        ]
        path = tmp_path / f"{turn}.json"
        whole = {**known["export"], "format": 1, "key": known["key"], "marks": marks}
        path.write_text(json.dumps(whole))
        found = review.read([path])
        fresh = pages.open(file)
        fresh.set_input_files("#file", path)
        expect(fresh.locator("#message")).to_contain_text("taken from")
        for key in ids:
            item = fresh.locator(f"#m{key}")
            told = str(found.marks[key].decision) if key in found.marks else None
            assert item.get_attribute("data-decision") == told, (turn, key)
            assert item.locator(".contested").count() == (key in found.contested)
        settled += len(found.marks)
    assert 0 < settled < 6 * len(ids)
