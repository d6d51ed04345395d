"""Texts that were not reported are drawn at random, and what is said of all of them is true."""

from __future__ import annotations

import json
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import expect

from mentions.sampling import (
    KEY,
    NICK,
    PAGES,
    PERSON,
    SAMPLED,
    SECRET,
    TITLES,
    Look,
    answered,
    look,
    truth,
)
from operasure.cli import run
from operasure.core import keeping
from operasure.core.bound import most
from operasure.core.errors import UsageError
from operasure.core.model import Column, Verdict
from operasure.core.queries import load
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.mentions import places, review, sample
from operasure.looks.mentions.hits import Answer, Mark
from operasure.looks.mentions.sample import Text
from operasure.matching.identity import Identity
from operasure.reports.certificate import keys
from operasure.reports.evidence import consistent, mentions_text
from support.browser import Pages, barriers
from support.databases import MakeDatabase
from support.evidence import validate
from support.mentions import execute


@pytest.fixture(scope="module")
def url(shared_database: MakeDatabase) -> str:
    return shared_database(SAMPLED)


@pytest.fixture(scope="module")
def every(url: str) -> Look:
    """All texts drawn: the first of them are what a smaller sample draws."""
    return look(url, 5000)


@pytest.fixture(scope="module")
def read(url: str, every: Look, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """100 texts, each answered as it is."""
    file = answered(tmp_path_factory.mktemp("read"), every, 100, truth)
    return look(url, 100, reviewed=(file,))


@pytest.fixture(scope="module")
def unseen(url: str, every: Look, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """100 texts, none of which is said to name the person."""
    folder = tmp_path_factory.mktemp("unseen")
    file = answered(folder, every, 100, lambda _: "does not name the person")
    return look(url, 100, reviewed=(file,))


# ---- drawing


def drawn_often(url: str, number: int, times: int) -> Iterator[list[tuple[str, int]]]:
    """Samples of texts of pages and news as the server draws them with the seeds 1, 2, …: each text
    by its table and key."""
    with session(target(url, {}), Access(jobs=1)) as opened:
        found = places.find(load(), opened.catalogue)
        by_seed: dict[int, list[tuple[int, str, int]]] = {s: [] for s in range(1, times + 1)}
        for table, column in (("wiki_pages", "text"), ("news", "title")):
            source = next(s for s in found.sources if s.table.name == table)
            field = next(f for f in source.fields if f.column == Column(table, column))
            one = sample.drawing(source, [field]).replace(":seed", "op_s").replace("op_s", "s.s")
            keyed = one.replace(" ctid,", f" {source.key},", 1)
            sql = (
                f"SELECT s.s, d.* FROM generate_series(1, {times}) AS s (s), LATERAL ({keyed}) AS d"
            )
            sql = sql.replace(":most", str(number)).replace(":labels", f"'{{{table}}}'")
            with psycopg.connect(url) as connection:
                for seed, _, key, _, order in connection.execute(sql.encode()):
                    by_seed[seed].append((order, table, key))
    for every in by_seed.values():
        yield [(table, key) for _, table, key in sorted(every)[:number]]


def is_missed(table: str, key: int) -> bool:
    return table == "news" or key % 10 == 1


def test_of_2000_samples_the_bound_holds_for_95_of_100(url: str) -> None:
    """On a real server, with misses that are known: the samples of 2,000 seeds."""
    number, texts, missed = 60, PAGES + TITLES, 40 + TITLES
    samples = list(drawn_often(url, number, 2000))
    held = sum(
        most(texts, number, sum(is_missed(*t) for t in drawn)) >= missed for drawn in samples
    )
    assert len(samples) == 2000
    assert held >= 0.95 * 2000
    # Every text is drawn as often as every other, whatever table it is in.
    often = Counter(text for drawn in samples for text in drawn)
    assert len(often) == texts
    expected = 2000 * number / texts
    spread = sum((often[text] - expected) ** 2 for text in often) / (
        expected * (1 - number / texts)
    )
    assert 330 < spread < 520  # chi square of 419 degrees of freedom, a chance of 1 in 1,000
    news = sum(often["news", key] for key in range(2, TITLES + 2))
    assert news / TITLES == pytest.approx(expected, rel=0.05)


def test_a_sample_is_the_same_until_somebody_else_is_looked_for(url: str, every: Look) -> None:
    ids = [text.hit.id for text in every.sample.drawn]
    assert len(set(ids)) == len(ids)
    assert [text.hit.id for text in look(url, 20, jobs=1).sample.drawn] == ids[:20]
    other = look(url, 5000, Identity.of(["Marisól Quintanilla", "Zozo Xq"], user_ids=[42])).sample
    assert other.seed != every.sample.seed
    assert other.texts == every.sample.texts - 60
    assert sample.seed_of(KEY[::-1], PERSON) != every.sample.seed
    assert every.found.verdict is Verdict.CLEAR


def test_all_texts_are_drawn_from_and_no_other(every: Look) -> None:
    texts = every.sample.drawn
    shown = [(str(text.hit.check.column), text.hit.before) for text in texts]
    assert every.sample.texts == len(shown)
    assert sum(column == "wiki_pages.text" for column, _ in shown) == PAGES
    assert sum(NICK in text for _, text in shown) == 60
    assert all(text for _, text in shown)
    assert not any(text.hit.check.declared for text in texts)
    assert not any(SECRET in text for _, text in shown)
    assert not any(column == "settings.value" for column, _ in shown)
    assert every.sample.left_out == ()
    drawn = every.drawn
    assert (drawn["open"], drawn["at_most"], drawn["per_million"]) == (len(shown), None, None)
    text = " ".join(mentions_text.render(every.document).whole.split())
    assert f"; {len(shown)} of them have not been read yet, so nothing follows" in text


def test_reported_texts_are_not_drawn(make_database: MakeDatabase, every: Look) -> None:
    url = make_database(SAMPLED)
    execute(
        url,
        "UPDATE wiki_pages SET text = 'Ask Marisól Quintanilla' WHERE id < 300",
        "UPDATE wiki_pages SET text = 'password: s3cret and ' || repeat('long ', 9000) "
        "WHERE id = 350",
    )
    now = look(url, 5000)
    assert now.sample.texts == every.sample.texts - 298
    assert len(now.sample.drawn) == now.sample.texts
    assert not any("Quintanilla" in text.hit.before for text in now.sample.drawn)
    long = next(text for text in now.sample.drawn if text.rest)
    assert long.hit.before.startswith("password: … and long")
    assert long.rest == len("password: s3cret and ") + 45_000 - sample.SHOWN
    assert len(long.hit.before) <= sample.SHOWN
    assert f"{long.rest:,} more characters" in now.page
    assert "s3cret" not in now.page


# ---- what it comes to


def test_end_to_end(read: Look, every: Look) -> None:
    """60 of the texts are missed and known to be: the bound lies above them."""
    got = read.drawn
    naming = sum(NICK in text.hit.before for text in every.sample.drawn[:100])
    assert (got["naming"], got["there"], got["open"]) == (naming, naming, 0)
    assert got["at_most"] == most(got["texts"], 100, naming) >= 60
    assert (got["by"], got["first_at"]) == (["a reader"], "2026-03-04T05:06:07Z")
    assert len(got["missed"]) == naming
    assert read.document["verdict"] == "leftovers"
    report = " ".join(mentions_text.render(read.document).whole.split())
    assert f"Of {got['texts']:,} texts that the search did not report, 100 were drawn at" in report
    assert f"{naming} of them name the data subject, or did when they were read" in report
    assert f". {naming} of these still stand there." in report


def test_none_missed(unseen: Look) -> None:
    assert unseen.document["verdict"] == "clear"
    assert unseen.drawn["at_most"] == most(unseen.sample.texts, 100, 0)
    text = " ".join(mentions_text.render(unseen.document).whole.split())
    assert "read by a person: none of them names the data subject. With 95 %" in text


def test_what_can_not_be_told_counts_as_a_miss_and_a_contradiction_is_open(every: Look) -> None:
    def said(text: Text, *answers: Answer) -> Text:
        now = datetime.now(UTC)
        marks = (Mark(text.hit.id, a, "", "", now, str(n)) for n, a in enumerate(answers))
        return replace(text, answers=tuple(marks))

    some = every.sample.drawn[:50]
    unsure = replace(every.sample, drawn=tuple(said(text, Answer.UNSURE) for text in some))
    assert (unsure.naming, unsure.there) == (0, 0)
    assert unsure.at_most == most(unsure.texts, 50, 50)
    apart = tuple(said(text, Answer.NAMES, Answer.OTHER) for text in some)
    contested = replace(every.sample, drawn=apart)
    assert (contested.open, contested.at_most, contested.there) == (50, None, 50)


def test_a_miss_that_was_mended_stays_in_the_bound(
    make_database: MakeDatabase, every: Look, read: Look, tmp_path: Path
) -> None:
    url = make_database(SAMPLED)
    file = answered(tmp_path, every, 100, truth)
    naming = read.sample.naming
    mended = f"UPDATE %s SET %s = replace(%s, '{NICK}', 'nobody')"
    execute(url, mended % ("wiki_pages", "text", "text"), mended % ("news", "title", "title"))
    again = look(url, 100, reviewed=(file,))
    assert (again.sample.there, again.sample.open, again.sample.at_most) == (0, naming, None)
    # What stands there now is read, too: the bound is no better than before.
    merged = json.loads(file.read_text())
    merged["answers"] += json.loads(answered(tmp_path, again, 100, truth).read_text())["answers"]
    file.write_text(json.dumps(merged))
    got = look(url, 100, reviewed=(file,)).drawn
    assert (got["there"], got["naming"]) == (0, naming)
    assert got["at_most"] == read.drawn["at_most"]


def test_answers_to_another_sample_do_not_count(every: Look, tmp_path: Path) -> None:
    file = answered(tmp_path, every, 60, truth, sample="0" * 16)
    gone, other = sample.gone(review.read([file]), every.sample.seed, ())
    assert (gone, other) == ([], 60)


def test_misses_become_cases_without_the_rest_of_the_text(read: Look) -> None:
    group = json.loads(read.cases)["missed"]
    assert group["args"] == ["--name", "Marisól Quintanilla", "--user-id", "42"]
    assert {case["text"] for case in group["cases"]} == {NICK}
    assert len(group["cases"]) == read.sample.naming
    assert "Page" not in read.cases
    assert group["kind"] == "operasure work list"


@pytest.mark.parametrize(
    "changes",
    [{"decision": "keep"}, {"sample": "x"}, {"passage": 5}, {"decision": "names nobody"}],
)
def test_answers_of_another_form_are_refused(
    every: Look, tmp_path: Path, changes: dict[str, Any]
) -> None:
    with pytest.raises(UsageError, match="--reviewed"):
        review.read([answered(tmp_path, every, 3, truth, **changes)])


@pytest.mark.parametrize(
    "changes",
    [{"at_most": 3}, {"texts": 50}, {"open": 1}, {"per_million": 1}, {"naming": -1}, {"drawn": 50}],
)
def test_a_bound_that_its_figures_do_not_have_is_refused(
    unseen: Look, changes: dict[str, int]
) -> None:
    with pytest.raises(UsageError, match="its sample"):
        consistent.refuse_contradictions({**unseen.document, "sample": unseen.drawn | changes})


def test_a_miss_that_is_there_is_left(read: Look) -> None:
    with pytest.raises(UsageError, match="its verdict is clear"):
        consistent.refuse_contradictions(read.document | {"verdict": "clear"})


# ---- the command


def test_the_command(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.create_case(tmp_path / "case.key")
    given = ["find-mentions", "--database-url", url, "--name", "Marisól Quintanilla"]
    given += ["--case-key", str(tmp_path / "case.key"), "--sample", "200"]
    page = tmp_path / "list.html"
    assert run([*given, "--html", str(page)]) == 0
    assert "200 of them have not been read" in " ".join(capsys.readouterr().out.split())
    assert keeping.head(page) is not None
    case = json.loads(re.findall(r'id="case">(.*?)</script>', page.read_text(), re.S)[0])
    texts = re.findall(
        r'data-sample="([0-9a-f]{16})".*?id="m([0-9a-f]{32})".*?"passage".*?<bdi>(.*?)</bdi>',
        page.read_text(),
        re.S,
    )
    assert len(texts) == 200
    answers = [
        {"id": id_, "decision": truth(text), "ground": "", "place": "p", "sample": seed,
         "passage": NICK if NICK in text else "", "at": "2026-03-04T05:06:07Z"}
        for seed, id_, text in texts
    ]  # fmt: skip
    assert any(answer["passage"] for answer in answers)
    reviewed = tmp_path / "review.json"
    whole = case["export"] | {"format": 1, "key": case["key"], "marks": [], "answers": answers}
    reviewed.write_text(json.dumps(whole), encoding="utf-8")
    files = [tmp_path / f"found{ending}" for ending in (".json", ".xml", ".prom", ".sarif")]
    missed = tmp_path / "missed.json"
    outputs = [word for file in files for word in ("-o", str(file))]
    done = run([*given, "--reviewed", str(reviewed), "--missed", str(missed), *outputs])
    assert done == 1
    said, junit, prom, sarif = (file.read_text(encoding="utf-8") for file in files)
    assert not any(NICK in text for text in (said, junit, prom, sarif))
    document = json.loads(said)
    validate(document)
    there = document["sample"]["there"]
    assert f'message="{there} of 200 do"' in junit
    assert f'operasure_find_mentions_sample_texts{{answer="there"}} {there}' in prom
    results = [r for r in json.loads(sarif)["runs"][0]["results"] if r["ruleId"] == "sample"]
    assert len(results) == there > 0
    assert stat.S_IMODE(missed.stat().st_mode) == 0o600
    assert "work list" in {held["kind"] for held in document["held_in"]}
    assert run([*given, "--missed", str(missed)]) == 2
    assert "--missed needs --sample N and --reviewed FILE" in capsys.readouterr().err


# ---- read in a browser


def test_a_person_reads_the_sample(url: str, pages: Pages, tmp_path: Path) -> None:
    seen = look(url, 60)
    page = pages.open(seen.page)
    page.locator("#reviewer").fill("a reader")
    texts = page.locator("main .entry")
    assert texts.count() == 60
    assert page.locator("main section").count() == 1
    # No decision about many reaches a text: each is read by itself.
    assert page.locator("main section > .deciding").count() == 0
    page.locator("#decision").select_option("not the person")
    page.locator("#decide").click()
    assert page.locator("main .entry[data-decision]").count() == 0
    page.locator("#arrange").select_option("word")
    for box in page.locator("[name=confidence]").all():
        box.uncheck()
    assert page.locator("main .mention:not([hidden])").count() == 60
    miss = texts.filter(has_text=NICK)
    first = miss.first
    first.locator(".passage bdi").dblclick()  # marks a word
    first.get_by_role("button", name="Names the person").click()
    typed = first.locator(".ground input")
    typed.fill("the words I mean")
    page.keyboard.press("Enter")
    for text in miss.all()[1:]:
        text.focus()
        page.keyboard.press("1")
        page.keyboard.press("Enter")
    others = texts.filter(has_not_text=NICK)
    others.first.focus()
    page.keyboard.press("3")
    others.nth(1).focus()
    for _ in range(others.count() - 1):
        page.keyboard.press("2")
    expect(page.locator("#counter")).to_have_text(re.compile("^0 of 60 open"))
    with page.expect_download() as download:
        page.locator("#export").click()
    file = tmp_path / "review.json"
    download.value.save_as(file)
    after = look(url, 60, reviewed=(file,))
    got = after.sample
    assert (got.open, got.naming, got.count(Answer.UNSURE)) == (0, miss.count(), 1)
    passages = {mark.passage for mark in got.misses()}
    assert "the words I mean" in passages
    assert passages <= {"the words I mean", ""}
    # What was answered is there again, and the export of the next list holds it too.
    again = pages.open(after.page)
    expect(again.locator("#counter")).to_have_text(re.compile("^0 of 60 open"))
    again.locator("#file").set_input_files(file)
    expect(again.locator("#message")).to_contain_text(f"taken from {file.name}.")
    expect(again.locator("#counter")).to_have_text(re.compile("^0 of 60 open"))


def test_marked_words_go_with_the_answer(url: str, pages: Pages) -> None:
    page = pages.open(look(url, 60).page)
    page.locator("#reviewer").fill("a reader")
    first = page.locator("main .entry").filter(has_text=f"by {NICK}").first
    first.locator(".passage bdi").evaluate(
        "(node) => getSelection().setBaseAndExtent(node.firstChild, node.textContent.length - 4,"
        " node.firstChild, node.textContent.length)"
    )
    first.focus()
    page.keyboard.press("1")
    expect(first.locator(".ground input")).to_have_value(NICK)
    assert barriers(page) == []
