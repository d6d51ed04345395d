"""The short form of a report to read: at most 40 lines of 80 columns, whatever was found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cli.test_forms import SAMPLES, WORDS, document, evil
from operasure.cli import run
from operasure.core.legible import plain
from operasure.reports.evidence import steps, verify_text
from operasure.reports.formats import Paper
from operasure.reports.formats import text as reports
from support.evidence import written

OUTCOMES = ("clear", "leftover", "retained", "accepted", "unchecked", "absent")


def shown(document: dict[str, Any], *, full: bool = False) -> str:
    found = reports.made_from_document(Paper(document["command"], document), plain)
    return "".join(reports.pieces(found, full=full))


def of_many_groups(number: int) -> dict[str, Any]:
    """A document with more groups than lines, every outcome among them."""
    made = document(SAMPLES["verify"])
    checks, every = [], made["checks"]
    for at in range(number):
        code = f"zz-{at:02}"
        made["groups"][code] = f"A group of a plugin that has a long name, number {at}"
        for outcome in OUTCOMES[: 2 + at % 5]:
            check = {**every[at % len(every)], "group": code, "id": f"{code}/{outcome}"}
            checks.append({**check, "outcome": outcome, "reason": "why", "until": None, "rows": 1})
    made["checks"] = [*every, *checks]
    made["notes"] = [*made["notes"], *["a note that says much " * 9] * 9]
    made["coverage"]["not_looked_at"] = [f"public.view_{at}" for at in range(99)]
    made["coverage"]["unclassified"] = [f"public.table_{at}.column" for at in range(99)]
    return made


@pytest.mark.parametrize("command", SAMPLES)
def test_short_unless_the_whole_is_asked_for(command: str) -> None:
    made = document(SAMPLES[command])
    short, whole = shown(made), shown(made, full=True)
    assert short.count("\n") <= 40
    assert max(map(len, short.splitlines())) <= 80
    summary = short.partition("\nDetails: --full")[0]
    assert whole.startswith(summary)
    assert short == whole or "--full" in short


@pytest.mark.parametrize("number", [0, 1, 12, 24, 60])
def test_forty_lines_hold_whatever_was_found(number: int) -> None:
    made = of_many_groups(number)
    made = evil(made, WORDS | {"outcome"}) if number == 60 else made
    short = shown(made)
    assert short.count("\n") <= 40
    assert number == 60 or max(map(len, short.splitlines())) <= 80
    seen = [c for c in made["checks"] if c["outcome"] != "absent"]
    [total] = re.findall(r"^All groups +(\d+)", short, re.M)
    assert int(total) == len(seen)


def test_the_numbers_of_the_table_add_up_to_those_of_the_verdict() -> None:
    short = shown(of_many_groups(40))
    table = short[short.index("  places") :].splitlines()[1:]
    rows = [
        list(map(int, re.findall(r" (\d+|–)(?= |$)", line.replace("–", "0")))) for line in table
    ]
    rows = [row for row in rows if row]
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    [left] = re.findall(r"remains in (\d+) places", short)
    assert rows[-1][2] == int(left)


def test_every_leftover_place_is_in_one_step() -> None:
    made = of_many_groups(9)
    found = [step for step in steps.steps(made) if re.search(r"remove|Remove|Let Open", step.words)]
    number = sum(int(n) for step in found for n in re.findall(r"(\d+) places?\b", step.words))
    assert number == sum(c["outcome"] == "leftover" for c in made["checks"])


@pytest.mark.parametrize(("group", "words"), [("bu-03", "sign in"), ("xa-01", "copies of the acc")])
def test_urgent_things_come_first(group: str, words: str) -> None:
    made = document(SAMPLES["verify"])
    made["checks"] = [c for c in made["checks"] if c["group"] not in {"bu-03", "xa-01"}]
    assert not any(step.urgent for step in steps.steps(made))
    first = made["checks"][0]
    made["checks"].append({**first, "group": group, "outcome": "leftover", "expected": "kept"})
    urgent, *others = steps.steps(made)
    assert urgent.urgent
    assert words in urgent.words
    assert not any(step.urgent for step in others)
    text = shown(made)
    assert text.index("LEFTOVERS") < text.index("1. Urgent: ") < text.index("  places")


def test_a_served_entry_of_the_cache_is_urgent() -> None:
    made = document(SAMPLES["cache"])
    made["cache"][0] |= {"outcome": "leftover", "served": "yes"}
    assert "still served" in next(iter(steps.steps(made))).told
    assert next(iter(steps.steps(made))).urgent
    for entry in made["cache"]:
        entry["served"] = "no"
    assert not any(step.urgent for step in steps.steps(made))


def test_what_could_not_be_checked_is_named_with_the_first_reason() -> None:
    made = document(SAMPLES["verify"])
    for check in made["checks"]:
        check["outcome"] = "clear"
    made["checks"][0] |= {"outcome": "unchecked", "reason": "permission denied for table users"}
    made["verdict"] = "incomplete"
    text = " ".join(shown(made).split())
    assert "INCOMPLETE" in text
    assert "Make 1 place readable and run this again" in text
    assert "permission denied" in text


def test_an_account_that_exists_is_the_only_thing_to_do() -> None:
    made = document(SAMPLES["verify"])
    made["verdict"], made["subject"]["state"] = "not-deleted", "active"
    [step] = steps.steps(made)
    assert step.urgent
    assert "delete the account" in step.words


def test_a_page_has_the_same_order_and_the_details(tmp_path: Path) -> None:
    made = document(SAMPLES["verify"])
    page = written("html", made)
    places = [page.index(words) for words in ("LEFTOVERS", "What to do next", "All places")]
    assert places == sorted(places)
    for step in steps.steps(made):
        assert step.words.split(":")[0].replace("'", "&#39;") in page


def test_the_option_gives_the_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "evidence.json"
    file.write_text(json.dumps(document(SAMPLES["verify"])))
    code = run(["show", str(file)])
    short = capsys.readouterr().out
    assert run(["show", str(file), "--full"]) == code
    whole = capsys.readouterr().out
    assert len(whole.splitlines()) > 40 >= len(short.splitlines())
    assert verify_text.render(document(SAMPLES["verify"])).whole == whole
