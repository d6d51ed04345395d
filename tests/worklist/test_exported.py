"""Decisions of a work list as a file: read back by the command, by others, and by a plan."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import psycopg
from playwright.sync_api import Page, expect

from openproject.invented import PERSON as SAMPLE
from openproject.tables import read_tables
from operasure.core import keeping
from operasure.core.model import Verdict
from operasure.looks.mentions.hits import Decision
from operasure.matching.match import Matcher
from operasure.reports.evidence import worklist
from operasure.reports.prune import Fate, prune
from support.browser import Pages, barriers
from support.contents import Rows, rows
from support.databases import MakeDatabase
from support.filters import wider
from support.instances import observed
from support.mentions import search
from support.removal import IDENTITY, WHO, Case, execute
from support.worklists import KEY, PERSON, REVIEWED
from worklist.kit import NAMESAKE, export, mention, namesake_items, press, reviewing, shown


def test_decisions_are_kept_exported_and_read_back(
    page: Page, url: str, until: date, tmp_path: Path
) -> None:
    press(mention(page, "about the plan"), "Erased")
    press(mention(page, "was here"), "To erase")
    press(mention(page, "river"), "Not the person")
    kept = mention(page, "quoted")
    press(kept, "Keep…")
    expect(page.locator("#counter")).to_have_text("4 of 7 open, 7 shown")
    kept.get_by_label("Ground").fill("Minutes of the board")
    expect(page.locator("#counter")).to_have_text("3 of 7 open, 7 shown")
    assert barriers(page) == []
    page.reload()
    expect(page.locator("#counter")).to_have_text("3 of 7 open, 7 shown")
    expect(mention(page, "quoted").get_by_label("Ground")).to_have_value("Minutes of the board")
    page.get_by_role("checkbox", name="decided").uncheck()
    assert len(shown(page)) == 3
    exported = export(page, tmp_path)
    assert keeping.head(exported) == keeping.Head("review", until)
    with search(url, PERSON, reviewed=(exported,)) as again:
        left = list(again.hits())
        decided = {hit.mark.decision: hit for hit in again.hits(decided=True) if hit.mark}
        assert again.verdict is Verdict.LEFTOVERS
        assert {Decision.KEEP, Decision.NOT_THE_PERSON} <= set(decided)
        assert (again.review.kept, again.review.dismissed) == (1, 1)
        assert not any("river" in hit.after for hit in left)
        text = "".join(worklist.render(again))
    assert "Minutes of the board" in text, "the next export holds the earlier decisions too"
    [ground] = [hit.mark.ground for hit in decided.values() if hit.mark and hit.mark.ground]
    assert ground == "Minutes of the board"


def test_what_is_written_goes_when_its_day_has_passed(
    page: Page, file: Path, until: date, tmp_path: Path
) -> None:
    press(mention(page, "river"), "Not the person")
    exported = export(page, tmp_path)
    assert keeping.head(file) == keeping.Head("work list", until)
    assert {each.fate for each in prune([file, exported], until)} == {Fate.KEPT}
    later = until + timedelta(days=1)
    assert {each.fate for each in prune([file, exported], later)} == {Fate.REMOVED}


def test_an_import_takes_no_mark_on_another_account(
    make_database: MakeDatabase, tmp_path: Path, pages: Pages
) -> None:
    url = make_database(REVIEWED)
    execute(url, NAMESAKE, 901, *PERSON.names[0].given, *PERSON.names[0].family, "x@example.net")
    file = tmp_path / "worklist.html"
    with search(url, PERSON, case_key=KEY) as found:
        file.write_text("".join(worklist.render(found)), encoding="utf-8")
    page = reviewing(pages, file)
    press(mention(page, "river"), "Not the person")
    exported = export(page, tmp_path)
    others = namesake_items(page)
    assert others
    data = json.loads(exported.read_text())
    mark = {"decision": "erase", "ground": "", "place": "users.firstname 901", "at": "2999-01-01"}
    data["marks"] += [{"id": each, **mark} for each in others]
    exported.write_text(json.dumps(data))
    colleague = reviewing(pages, file, "Head of IT")
    colleague.set_input_files("#file", exported)
    status = colleague.locator("#message")
    expect(status).to_contain_text("1 decision taken")
    expect(status).to_contain_text(f"{len(others)} decision")
    expect(status).to_contain_text("to erase left out: another account's own")
    assert colleague.locator("[data-other] li[data-decision]").count() == 0
    again = json.loads(export(colleague, tmp_path).read_text())
    assert not {each["id"] for each in again["marks"]} & set(others)


def test_all_that_is_shown_is_decided_planned_and_erased_and_harms_nobody(
    make_database: MakeDatabase, tmp_path: Path, pages: Pages
) -> None:
    case = Case(make_database(observed("after")), tmp_path)
    for number in (901, 902):
        execute(case.url, NAMESAKE, number, SAMPLE.given, SAMPLE.family, f"{number}@example.net")
    case.verify()
    file = tmp_path / "worklist.html"
    with search(case.url, IDENTITY) as found:
        file.write_text("".join(worklist.render(found)), encoding="utf-8")
    page = reviewing(pages, file)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#decision").select_option(label="to erase")
    page.locator("#decide").click()
    assert page.locator("main li.mention[data-decision=erase]").count() > 500
    reviewed = export(page, tmp_path)
    others = namesake_items(page)
    assert others
    assert not {each["id"] for each in json.loads(reviewed.read_text())["marks"]} & set(others)
    before = cells(case.url)
    case.plan("--reviewed", str(reviewed), "--possible", "--delete-signed", *WHO)
    gone = {place[0]: keys for place, keys in case.rows().items() if not place[1]}
    case.erase()
    after = cells(case.url)
    differ = {
        (table, str(key))
        for table, rows_ in before.items()
        for key, row in rows_.items()
        if after[table].get(key) != row
    }
    assert len(differ) > 200
    assert not [row for row in differ if row[0] in {"users", "settings"}]
    own = {"user_preferences", "tokens", "remote_identities", "notification_settings"}
    assert not [row for row in differ if row[0] in own and row[1] not in gone.get(row[0], ())]
    values = {str(key): row for key, row in before["custom_values"].items()}
    principals = {"Principal", "User"}
    assert not [
        key
        for table, key in differ
        if table == "custom_values"
        and values[key]["customized_type"] in principals
        and ("custom_values", key) not in {("custom_values", k) for k in gone.get(table, ())}
    ]
    matcher = Matcher(IDENTITY)
    assert not wider(before, after, lambda value: value == "42" or bool(matcher.find(value)))


def cells(url: str) -> dict[str, Rows]:
    with psycopg.connect(url) as connection:
        return {name: rows(connection, table) for name, table in read_tables(connection).items()}
