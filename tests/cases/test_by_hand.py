"""The whole sample case as a person goes through it: five commands in a terminal, and a browser."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cache.kit import Client, rails
from cases import kit
from openproject.invented import PERSON
from operasure.server.memcached import Memcached
from support import terminal
from support.browser import Pages
from support.databases import MakeDatabase
from support.instances import observed
from support.removal import execute
from support.terminal import Terminal

pytestmark = pytest.mark.skipif(not terminal.is_there(), reason=terminal.MISSING)

ASKED = {
    "received_on": datetime.now(UTC).date().isoformat(),
    "requested_by": "the person, in writing",
    "identity_checked": "answer from the account's address",
    "legal_basis": "Art. 17(1)(b) GDPR",
    "Was nobody": "y",
    "Is nothing": "y",
}
"""What only a person can know, by the beginning of each question."""


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    command = tmp_path / "bin" / "operasure"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m operasure "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        "PATH": f"{command.parent}:{os.environ['PATH']}", "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8", "TERM": "screen",
    }  # fmt: skip
    opened = Terminal(tmp_path, environment)
    try:
        yield opened
    finally:
        opened.close()


def test_five_commands_and_a_browser(
    shared_database: MakeDatabase, make_database: MakeDatabase, memcached: Memcached,
    shell: Terminal, pages: Pages, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    after, named = make_database(observed("after")), tmp_path / "database"
    named.write_text(shared_database(observed("before")), encoding="utf-8")
    (tmp_path / ".config/operasure").mkdir(parents=True)
    kit.site(
        tmp_path, tmp_path / ".config/operasure/site.toml", database_url_file=f'"{named}"',
        writer_url=f'"{after}"', memcached=f'["{memcached.address}"]',
        deleted_by='"System administrator"', method='"OpenProject, Administration, Delete"',
    )  # fmt: skip
    began = time.monotonic()
    told = shell.run("operasure case new 42 --reference 2026-011", ASKED)
    assert "delete user 42 in OpenProject" in told
    # The account is deleted; the clock of the case runs in Berlin.
    named.write_text(after, encoding="utf-8")
    deleted_at = datetime.now(UTC).astimezone(kit.BERLIN).strftime("%Y-%m-%d %H:%M:%S")
    with Client(memcached) as client:
        client.set(b"a", rails(f'{{"name":"{PERSON.given} {PERSON.family}"}}'), flags=1)
    case = tmp_path / "2026-011"
    told = shell.run("operasure case next")
    [page] = [case / each for each in re.findall(r"\d\d-worklist\.html", told)][-1:]

    presses = review(pages, page, case)

    told = shell.run("operasure case next", {"Change": "y", "Delete": "y"})
    assert "which asks for deleted_at" in told, told
    assert execute(after, "SELECT count(*) FROM rates WHERE user_id = 42") == [(0,)]
    shell.run("operasure case status")
    shell.run("operasure case certify", {"deleted_at": deleted_at})
    minutes = (time.monotonic() - began) / 60

    [made] = case.glob("*-certificate")
    predicate = json.loads((made / "statement.json").read_bytes())["predicate"]
    assert predicate["removed"]["rows"] > 500
    assert predicate["deletion"]["by"] == "System administrator"
    commands = [line for line in shell.typed if line.startswith("operasure ")]
    options = [word for line in commands for word in line.split() if word.startswith("-")]
    typed = "\n".join(shell.typed)
    assert len(commands) == 5
    assert options == ["--reference"]
    assert [line for line in set(shell.typed) if len(line) > 1 and shell.typed.count(line) > 1] == [
        "operasure case next"
    ]
    for secret in (PERSON.given, PERSON.family, PERSON.login, "key", "postgres"):
        assert secret not in typed
    assert shell.keys < 400
    assert presses < 40
    with capsys.disabled():
        sys.stderr.write(
            f"\n{len(commands)} commands, {len(options)} option, {shell.keys} key presses in the "
            f"terminal ({len(shell.typed) - len(commands)} answers), {presses} in the page, "
            f"{minutes:.1f} minutes of machine\n"
        )


def review(pages: Pages, path: Path, case: Path) -> int:
    """Decide about everything that the page shows, and export it into the folder of the case.
    Returns how many keys and buttons were pressed."""
    page = pages.open(path)
    who, ground = "DPO", "their own account"
    page.locator("#reviewer").fill(who)
    page.keyboard.press("Enter")
    presses = len(who) + 1
    page.on("dialog", lambda it: it.accept(ground if it.type == "prompt" else None))
    # What stands in rows of other accounts can't be erased: it stays, on a ground.
    for decision, dialogs in (("erase", 1), ("keep", 2)):
        page.locator("#decision").select_option(decision)
        page.locator("#decide").click()
        presses += 2 + dialogs
    presses += len(ground)
    expect(page.locator("#counter")).to_contain_text("0 of ")
    with page.expect_download() as download:
        page.locator("#export").click()
    # A person says once where it goes.
    download.value.save_as(case / download.value.suggested_filename)
    return presses + 2
