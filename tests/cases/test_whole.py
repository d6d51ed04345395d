"""The whole sample case by five commands; an account that is gone; a run killed at many moments."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cache.kit import Client, rails
from cases import kit
from openproject.invented import PERSON
from operasure.cli import run
from operasure.reports.certificate import pdf
from operasure.server.memcached import Memcached
from support.databases import Connection, MakeDatabase, template
from support.instances import observed
from support.removal import DELETED_USER, execute
from support.worklists import REVIEWED

KILLS = int(os.environ.get("OPERASURE_KILLS", "12"))
"""How many times a run is killed; fewer only where that many can't be come by in five cases."""
SEED = int(os.environ.get("OPERASURE_SEED", random.randrange(2**32)))
GONE = "case-17.1"
MANY = pytest.mark.skipif(KILLS < 50, reason="OPERASURE_KILLS=50 asks for it")
"""Further cases that are killed, where somebody asks for many moments."""


@template(GONE, base=REVIEWED)
def build(connection: Connection) -> None:
    """Mentions to review, rates that keep the id of each of two accounts, which are gone."""
    connection.execute(DELETED_USER.encode())
    connection.execute(b"SELECT setval(pg_get_serial_sequence('users', 'id'), 50)")
    connection.execute(
        b"INSERT INTO rates (id, user_id, valid_from, rate, type, project_id) SELECT 9000 + n, "
        b"42 - n / 7, date '2025-01-01' + n, n, 'HourlyRate', 1 FROM generate_series(1, 8) AS n"
    )


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    """What a command line returns, and the lines that it prints."""
    capsys.readouterr()
    code = run(list(words))
    return code, capsys.readouterr().out.splitlines()


def test_the_sample_by_five_commands(
    shared_database: MakeDatabase,
    make_database: MakeDatabase,
    memcached: Memcached,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    after = make_database(observed("after"))
    (tmp_path / "production.log").write_text(f"I, user={PERSON.login}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("OPERASURE_SITE", raising=False)
    monkeypatch.setenv("WRITER", after)
    monkeypatch.setenv("READER", shared_database(observed("before")))
    case = tmp_path / "2026-011"
    typed: list[str] = []

    def step(line: str) -> tuple[int, list[str]]:
        typed.append(f"operasure {line}")
        code, lines = said(capsys, *line.split())
        return code, [each for each in lines if each.startswith(("done: ", "next: ", "user "))]

    assert step("keygen -o sign.key")[0] == 0
    assert step("site init")[0] == 0
    kit.site(
        tmp_path, tmp_path / "config/operasure/site.toml", database_url_env='"READER"',
        writer_url_env='"WRITER"', memcached=f'["{memcached.address}"]',
        logs=f'["{tmp_path}/production.log"]', language='"de"',
    )  # fmt: skip
    assert step("doctor")[0] == 0
    code, lines = step("case new 42 --reference 2026-011")
    assert code == 1  # what the deletion will damage
    assert lines[0] == "done: key, snapshot (leftovers)"
    assert "delete user 42" in lines[-1]
    deleted_at = datetime.now(UTC).isoformat(timespec="seconds")
    assert step("case next")[0] == 4
    monkeypatch.setenv("READER", after)
    with Client(memcached) as client:
        client.set(b"a", rails(f'{{"name":"{PERSON.given} {PERSON.family}"}}'), flags=1)
    code, lines = step("case next")
    assert code == 1
    assert lines[0] == "done: verify (leftovers), find-mentions (leftovers), logs (leftovers)"
    assert "02-worklist.html" in lines[-1]
    kit.review(case, "mine.json", lambda _: "erase", "2026-11-20T10:00:00+00:00")
    # Nobody is there to be asked: nothing is erased.
    code, lines = step("case next")
    assert code == 1
    assert lines[0] == "done: find-mentions (leftovers), plan"
    assert execute(after, "SELECT count(*) FROM rates WHERE user_id = 42") == [(4,)]
    code, lines = step("case next --yes")
    assert execute(after, "SELECT count(*) FROM rates WHERE user_id = 42") == [(0,)]
    assert lines[0].startswith("done: erase, evict (clear), verify (leftovers), find-mentions")
    assert code == 0, lines
    assert "fill in recipients, kept in" in lines[-1]
    assert "which asks for received_on, requested_by" in lines[-1]
    kit.state(case, **kit.FACTS, deleted_at=deleted_at)
    assert step("case status")[0] in {0, 1}  # by the day on which this runs
    assert step("case certify")[0] == 1
    [made] = case.glob("*-certificate")
    predicate = json.loads((made / "statement.json").read_bytes())["predicate"]
    assert predicate["language"] == "de"
    assert predicate["removed"]["rows"] > 500
    assert {e["command"] for e in predicate["evidence"]} == {
        "verify", "find-mentions", "logs", "cache", "erase",
    }  # fmt: skip
    assert all(e["sealed_by"] for e in predicate["evidence"])
    # What the log says can be run by hand.
    monkeypatch.setenv("DATABASE_URL", after)
    words = shlex.split([line for line in kit.log(case) if " verify " in f" {line}"][-1])
    words[words.index("-o") + 1] = str(tmp_path / "by-hand.json")
    assert said(capsys, *words[1:])[0] == 1
    by_hand, led = (
        [(c["id"], c["outcome"], c["row_ids"]) for c in json.loads(path.read_bytes())["checks"]]
        for path in (tmp_path / "by-hand.json", max(case.glob("*-verify.json")))
    )
    assert by_hand == led
    monkeypatch.delenv("DATABASE_URL")
    # A second one follows the first.
    assert step("case certify")[0] == 1
    last = json.loads(max(case.glob("*-certificate")).joinpath("statement.json").read_bytes())
    assert last["predicate"]["previous"]
    assert step("case close")[0] == 0

    # What getting-started says is what was typed, but for the answer to a question.
    page = (Path(__file__).parents[2] / "docs/getting-started.md").read_text(encoding="utf-8")
    section = page.split("## A whole case\n")[1].split("\n## ")[0]
    assert {line.replace(" --yes", "") for line in typed} == set(
        re.findall(r"^ {7}(operasure .*)$", section, re.M)
    )
    for path in [case, *case.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else mode & 0o600), path
    logged = "\n".join(kit.log(case))
    for secret in (after, after.partition("@")[0], kit.PASSPHRASE, PERSON.login, PERSON.family):
        assert secret not in logged
    assert capsys.readouterr().out == ""


def begin(folder: Path, url: str, accounts: Sequence[str] = ("42",)) -> Path:
    """A case whose accounts are gone, with the person's names stated."""
    folder.mkdir()
    site = kit.site(folder, database_url=f'"{url}"', writer_url=f'"{url}"')
    made = ["new", *accounts, "--reference", "A 1/2", "--in", str(folder), "--site", str(site)]
    assert run(["case", *made]) == 0
    case = folder / "A-1-2"
    facts = kit.FACTS | {"deleted_at": "2026-11-20T10:15:00+01:00"}
    kit.state(case, **facts, names='["Marisól Quintanilla"]')
    return case


def decided(case: Path) -> None:
    """Two reviewers, of whom each decides about some places, and both about one."""
    at = "2026-11-20T10:00:00+00:00"
    kit.review(case, "one.json", lambda m: _of(m, "erase", "wiki_pages", False), at, "One")
    kit.review(case, "two.json", lambda m: _of(m, "keep", "wiki_pages news", True), at, "Two")


def _of(mention: kit.Mention, decision: str, tables: str, within: bool) -> str | None:
    return decision if (mention["table"] in tables.split()) is within else None


def settled(case: Path) -> None:
    """The one that was contested, decided in knowledge of both."""
    path = kit.review(case, "last.json", lambda m: "erase", "2026-11-21T10:00:00+00:00", "One")
    data = json.loads(path.read_bytes())
    for mark in data["marks"]:
        mark["over"] = {"Two": "2026-11-20T10:00:00+00:00"}
    path.write_text(json.dumps(data), encoding="utf-8")


def shape(case: Path) -> dict[str, Any]:
    """What lies in a folder and what it says, without times, digests and the names of servers."""
    found: dict[str, Any] = {}
    for path in sorted(case.rglob("*")):
        name = re.sub(r"\b[0-9a-f]{16}\b", "KEY", str(path.relative_to(case)))
        found[name] = None
        if path.name.endswith("-carried.json"):
            marks = json.loads(path.read_bytes())["marks"]
            found[name] = sorted((each["place"], each["decision"]) for each in marks)
        elif re.fullmatch(r"\d\d-[a-z-]+\.json", path.name):
            data = json.loads(path.read_bytes())
            checks = sorted((c["id"], c["outcome"], c["rows"]) for c in data["checks"])
            states = sorted((m["table"], m["row_id"], m["decision"]) for m in data["mentions"])
            rows = (data.get("erasure") or {}).get("rows")
            found[name] = (data["command"], data["verdict"], checks, states, rows)
    return found


@pytest.mark.parametrize("accounts", [["42"], pytest.param(["42", "41"], marks=MANY)], ids=len)
def test_gone_already_reviewed_by_two_and_killed_at_many_moments(
    make_database: MakeDatabase,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    accounts: list[str],
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    case = begin(tmp_path / "whole", make_database(GONE), accounts)
    assert not (case / "snapshot.json").exists()
    code, lines = said(capsys, "case", "next", str(case))
    assert code == 1
    one = "verify (leftovers)"
    both = "verify 42 (leftovers), verify 41 (leftovers)"
    looked = both if len(accounts) > 1 else one
    assert lines[0] == f"done: {looked}, find-mentions (leftovers)"
    decided(case)
    code, lines = said(capsys, "case", "next", str(case), "--yes")
    assert code == 1
    assert "1 of them decided in ways that contradict each other" in lines[-1]
    settled(case)
    code, lines = said(capsys, "case", "next", str(case), "--yes")
    assert (code, lines[-1]) == (0, "next: run 'operasure case certify'")
    assert said(capsys, "case", "certify", str(case))[0] in {0, 1, 3}
    assert said(capsys, "case", "next", str(case)) == (
        0, ["next: nothing; 'operasure case close' removes what has expired"],
    )  # fmt: skip
    wanted = shape(case)

    killed = number = 0
    while killed < KILLS and number < 5 * max(1, KILLS // 12):
        url = make_database(GONE)
        torn = begin(tmp_path / f"torn-{number}", url, accounts)
        for turn, then in enumerate((decided, settled, None)):
            words = ["case", "next", str(torn), "--yes"]
            killed += interrupted(words, KILLS - killed, SEED + 10 * number + turn)
            if then:
                then(torn)
        words = ["case", "certify", str(torn)]
        killed += interrupted(words, KILLS - killed, SEED + 10 * number + 3)
        assert shape(torn) == wanted, SEED
        ids = ", ".join(accounts)
        assert execute(url, f"SELECT count(*) FROM rates WHERE user_id IN ({ids})") == [(0,)]
        number += 1
    with capsys.disabled():
        sys.stderr.write(f"\nkilled {killed} times in {number} cases, seed {SEED}\n")
    assert killed >= KILLS // 2, SEED


KILLED = """
import os, pathlib, random, signal, sys
from operasure import cli
from operasure.erase import undofile
from operasure.looks.snapshot import sealed
import operasure.cases.walk, operasure.cli.case, operasure.looks.verify
from operasure.reports.certificate import pdf
sealed.COST = 2**10
pdf.is_available = lambda: False
moments, seed, words = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
rng = random.Random(seed)
def attempt(left, seconds):
    seen = [0]
    def dying(function):
        def called(*a, **k):
            for _ in range(2):
                seen[0] += 1
                if seen[0] == left:
                    os.kill(os.getpid(), signal.SIGKILL)
                result = function(*a, **k) if _ == 0 else result
            return result
        return called
    if left:
        pathlib.Path.replace = dying(pathlib.Path.replace)
        pathlib.Path.rename = dying(pathlib.Path.rename)
        os.write = dying(os.write)
        undofile.UndoFile.append = dying(undofile.UndoFile.append)
    elif seconds:
        # Of this process's own work: a moment that does not depend on the load of the machine.
        signal.setitimer(signal.ITIMER_PROF, seconds)
    os._exit(cli.run(words))
killed = 0
for number in range(moments + 1):
    last = number == moments
    by_file = not last and rng.random() < 0.6
    left = rng.randint(1, 14) if by_file else 0
    pid = os.fork()
    if not pid:
        attempt(left, 0 if last or by_file else rng.uniform(0.02, 1.5))
    status = os.waitpid(pid, 0)[1]
    killed += os.WIFSIGNALED(status)
    if not os.WIFSIGNALED(status):
        break
sys.stderr.write(f"killed {killed}\\n")
"""


def interrupted(words: list[str], moments: int, seed: int) -> int:
    """Run a command that is killed up to so many times, before or after a file or a batch gets its
    place, or at any time; then let it come to its end. Returns how often it was killed."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(moments), str(seed), *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, (seed, done.stderr)
    return int(done.stderr.rpartition("killed ")[2])
