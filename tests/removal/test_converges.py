"""A second plan of a case finds what the first one did done; the question comes with a summary."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from operasure.cli import cli
from operasure.erase.edits import NOTHING
from operasure.erase.model import Action, Left, Part, PlanBatch, PlanHead, PlanRow, PlanStep
from operasure.erase.summary import lines
from operasure.erase.wording import data, summed
from operasure.reports.evidence import planned
from support.databases import MakeDatabase
from support.instances import observed
from support.removal import SUMMARY_LINES, WHO, Case, contents, review, search, verified

HEAD = PlanHead(
    42, "user", 3, "17.1", "20250101000000", "16", "sha256:" + "0" * 64, "0" * 64, "public",
    datetime(2026, 1, 1, tzinfo=UTC), "sha256:" + "0" * 64, (), date(2099, 12, 31),
)  # fmt: skip
FILES = ("attachments.file", "attachments.disk_filename", "design.", "custom_styles.")


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    return verified(make_database(observed("after")), tmp_path)


def test_a_second_plan_of_the_same_case_has_nothing_left_to_do(case: Case) -> None:
    with search(case) as found:
        reviewed = review(
            case, found, lambda hit: not hit.place.partition(" ")[0].startswith(FILES)
        )
    options = ["--possible", "--delete-signed", "--reviewed", str(reviewed), *WHO]
    first, left = case.plan(*options), {(each.check, each.reason) for each in case.left()}
    assert case.erase() == first == (3 if left else 0)
    code = case.plan(*options)
    # What the first plan left for its reasons is left still; nothing is "no longer there".
    again = {(each.check, each.reason) for each in case.left()}
    assert again <= left
    assert NOTHING not in {reason for _, reason in again}
    assert code == (3 if again else 0)
    assert case.steps() == []
    assert "Already done" in case.path("plan.txt").read_text()


def big(places: int) -> list[Part]:
    """A plan with many places of every kind."""
    parts: list[Part] = []
    number = 0
    for kind, action in enumerate((Action.SET, Action.EDIT, Action.DELETE, Action.EDIT)):
        for place in range(places):
            number += 1
            table = "queries" if kind == 3 else f"table_{kind}_{place}"
            step = PlanStep(
                number, f"xu-01/{table}.c{place}", "xu-01", action, "public", table, "id",
                "bigint", f"c{place}" if action is not Action.DELETE else "", "text",
                why="it names the person",
            )  # fmt: skip
            parts += [step, PlanBatch(step, 0, (PlanRow("1"), PlanRow("2")))]
    return [*parts, *(Left(f"xu-01/left.c{n}", 1, "a reason") for n in range(places))]


def test_a_summary_fits_on_a_screen_and_names_what_harms_most_first(tmp_path: Path) -> None:
    for places in (1, 3, 4, 500):
        found = list(lines(summed(HEAD, big(places)), tmp_path / "x.list"))
        assert len(found) <= SUMMARY_LINES
        assert all(line.count("\n") == 1 and line.endswith("\n") for line in found)
        text = "".join(found)
        order = [text.index(word) for word in ("Rows to delete", "Saved filters", "Texts that")]
        assert order == sorted(order)
        assert f"{8 * places} rows" in found[0]
        assert "x.list" in found[-1]


def test_a_place_and_a_reason_take_one_line() -> None:
    parts: list[Part] = []
    for number in range(1, 40):
        step = PlanStep(
            number, f"cw-02/journals.notes {number % 3}", "cw-02", Action.EDIT, "public",
            "journals", "id", "bigint", "notes", "text", why=f"reason {number % 2}",
        )  # fmt: skip
        parts += [step, PlanBatch(step, 0, (PlanRow(str(number)),))]
    report = planned.render(data(summed(HEAD, parts)))
    shown = [line for line in report.splitlines() if "journals.notes" in line]
    assert len(shown) == 2
    assert "20 rows" in shown[1] or "20 rows" in shown[0]


def test_the_question_comes_with_a_summary_and_the_list_in_a_file(case: Case) -> None:
    assert case.plan() in {0, 3}
    before = contents(case.url)
    secret = case.path("secret")
    secret.write_text("correct horse battery")
    asked = CliRunner().invoke(
        cli,
        ["erase", "--plan", str(case.path("case.plan")), "--writer-url", case.url,
         "--passphrase-file", str(secret)],
        input="n\n",
    )  # fmt: skip
    shown = asked.output.splitlines()
    assert len(shown) <= SUMMARY_LINES + 1
    assert "Change " in shown[-1]
    listed = case.path("case.plan.list")
    assert listed.read_text() == case.path("plan.txt").read_text()
    assert listed.stat().st_mode & 0o777 == 0o600
    assert contents(case.url) == before
