"""Several accounts of one person are one case: one folder, one key, one certificate."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases import kit
from operasure.cases import folder
from operasure.cli import run
from operasure.reports.certificate import keys, pdf
from support.databases import Connection, MakeDatabase, template
from support.removal import DELETED_USER, execute
from support.worklists import REVIEWED

BOTH = "two-accounts-17.1"
NAMED = ("--user-id", "42", "--user-id", "57", "--name", "Marisól Quintanilla")
MENTION = '<mention class="mention" data-id="57" data-type="user">@Q</mention> asked'


@template(BOTH, base=REVIEWED)
def build(connection: Connection) -> None:
    """Two accounts of one person, each with rates, a text that mentions the second, and another
    person's account."""
    connection.execute(DELETED_USER.encode())
    for id_, login, given, family in (
        (42, "mquintanilla", "Marisól", "Quintanilla"),
        (57, "external-mq", "M.", "Quintanilla"),
        (58, "zed", "Zed", "Example"),
    ):
        connection.execute(
            b"INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, "
            b"updated_at) VALUES (%s, 'User', %s, %s, %s, %s, 1, now(), now())",
            (id_, login, given, family, f"{login}@example.org"),
        )
    connection.execute(b"SELECT setval(pg_get_serial_sequence('users', 'id'), 60)")
    connection.execute(
        b"INSERT INTO rates (id, user_id, valid_from, rate, type, project_id) SELECT 9000 + n, "
        b"CASE WHEN n < 4 THEN 42 ELSE 57 END, date '2025-01-01' + n, n, 'HourlyRate', 1 "
        b"FROM generate_series(1, 6) AS n"
    )
    connection.execute(b"UPDATE news SET description = %s WHERE id = 1", (MENTION,))


def test_they_are_followed_to_one_certificate(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    url = make_database(BOTH)
    site = kit.site(tmp_path, database_url=f'"{url}"', writer_url=f'"{url}"')
    where = ["--in", str(tmp_path), "--site", str(site)]
    # Another person's account, typed by mistake, is no part of the case.
    assert run(["case", "new", "42", "58", "--reference", "x", *where]) == 2
    assert "users 42 and 58 have no name, login or address in common" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
    assert run(["case", "new", "42", "57", "42", "--reference", "two", *where]) in {0, 1, 3}
    case = tmp_path / "two"
    assert "done: key, snapshot 42 (" in (out := capsys.readouterr().out)
    assert "delete user 42 and user 57 in OpenProject" in out
    assert {path.name for path in case.glob("snapshot*")} == {"snapshot.json", "snapshot-57.json"}
    deleted_at = datetime.now(UTC).isoformat(timespec="seconds")
    kit.state(case, **kit.FACTS, deleted_at=deleted_at)

    # One of the two is not enough.
    execute(url, "DELETE FROM users WHERE id = 42")
    assert run(["case", "next", str(case)]) == 4
    assert "delete user 57 in OpenProject" in capsys.readouterr().out
    execute(url, "DELETE FROM users WHERE id = 57")
    assert run(["case", "next", str(case)]) == 1
    assert "verify 42 (leftovers), verify 57 (leftovers), find-mentions" in capsys.readouterr().out
    kit.review(case, "mine.json", lambda _: "erase", "2026-11-20T10:00:00+00:00")
    code = run(["case", "next", str(case), "--yes"])
    assert code == 0, capsys.readouterr().out
    assert execute(url, "SELECT count(*) FROM rates WHERE user_id IN (42, 57)") == [(0,)]
    assert "57" not in execute(url, "SELECT description FROM news WHERE id = 1")[0][0]
    # What the removals of one account took is not lost to the other.
    for verified in folder.read(case).verified:
        states = verified.data["follow_up"]["states"]
        assert not {"lost", "changed"} & set(states), states

    assert "user_id = [42, 57]" in (case / "case.toml").read_text(encoding="utf-8")
    assert run(["case", "certify", str(case)]) in {0, 1, 3}, capsys.readouterr().err
    [made] = case.glob("*-certificate")
    told = json.loads((made / "statement.json").read_bytes())["predicate"]
    assert told["subject"]["user_ids"] == [42, 57]
    assert sum(each["command"] == "verify" for each in told["evidence"]) == 2
    assert sum(each["kind"] == "snapshot" for each in told["holding"]) == 2
    assert ">42, 57<" in (made / "certificate.html").read_text(encoding="utf-8")
    capsys.readouterr()
    run(["case", "status", str(case), "--format", "json"])
    [status] = json.loads(capsys.readouterr().out)["cases"]
    assert status["user_ids"] == [42, 57]
    # Whoever gives the documents of one account claims nothing of both.
    words = ["certificate", "--case", f"{case}/case.toml", "--case-key", f"{case}/case.key"]
    for each in (folder.read(case).newest("verify", 42), folder.read(case).newest("find-mentions")):
        assert each
        words += ["--evidence", str(each.path)]
    words += ["--snapshot", f"{case}/snapshot.json"]
    assert run([*words, "--key", f"{tmp_path}/sign.key", "-o", str(tmp_path / "half")]) == 0
    told = json.loads((tmp_path / "half/statement.json").read_bytes())["predicate"]
    assert (told["state"], told["levels"]["logical"]) == ("part", "unverified")


@pytest.fixture
def by_hand(make_database: MakeDatabase, tmp_path: Path) -> tuple[str, Path]:
    """The address of a database in which both accounts are gone, and a folder with what verify
    found of one and a search for both found, all of it to be erased."""
    url, where = make_database(BOTH), ["--case-key", str(tmp_path / "case.key")]
    where += ["--format", "json", "--database-url", url, "-o"]
    keys.create_case(tmp_path / "case.key")
    text = "user#42 told user#57 of it, and user#58"
    execute(url, "UPDATE wiki_pages SET text = %s WHERE id = 1", text)
    execute(url, "DELETE FROM users WHERE id IN (42, 57)")
    run(["verify", "--user-id", "57", *where, str(tmp_path / "01-verify.json")])
    run(["find-mentions", *NAMED, *where, str(tmp_path / "02-find-mentions.json")])
    kit.review(tmp_path, "mine.json", lambda _: "erase", "2026-11-20T10:00:00+00:00")
    return url, tmp_path


def planned(by_hand: tuple[str, Path], *words: str) -> int:
    url, folder = by_hand
    given = ["--reviewed", "mine.json", "--case-key", "case.key"]
    paths = [str(folder / each) if each.endswith((".json", ".key")) else each for each in given]
    evidence = [str(folder / each) if each.endswith(".json") else each for each in words]
    made = ["--plan", str(folder / "case.plan"), "-o", str(folder / "plan.json")]
    return run(["plan", *evidence, *paths, "--database-url", url, *made])


def test_a_plan_of_one_takes_what_people_wrote_of_each(
    by_hand: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    url, folder = by_hand
    assert planned(by_hand, "01-verify.json", "02-find-mentions.json", *NAMED) in {0, 3}
    told = json.loads((folder / "plan.json").read_bytes())
    assert told["user_id"] == 57
    assert not told["done"], "nothing that is still there counts as done"
    secret = folder / "pass"
    secret.write_text(kit.PASSPHRASE, encoding="utf-8")
    run([
        "erase", "--plan", str(folder / "case.plan"), "--case-key", str(folder / "case.key"),
        "--writer-url", url, "--yes", "--passphrase-file", str(secret),
    ])  # fmt: skip
    [[text]] = execute(url, "SELECT text FROM wiki_pages WHERE id = 1")
    assert text == "user#3 told user#3 of it, and user#58"
    [[text]] = execute(url, "SELECT description FROM news WHERE id = 1")
    assert 'data-id="3"' in text
    # What verify found is of one account alone: the other gets a plan of its own.
    assert execute(url, "SELECT DISTINCT user_id FROM rates ORDER BY 1") == [(3,), (42,)]
    # A search alone is enough for a plan.
    assert planned(by_hand, "02-find-mentions.json", *NAMED) in {0, 3}, capsys.readouterr().err
    assert json.loads((folder / "plan.json").read_bytes())["user_id"] == 42


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--user-id", "57"), "the documents are about user 42 and 57"),
        ((), "the documents are about user 42 and 57"),
        ((*NAMED, "--user-id", "58"), "user 58 still exists"),
        ((*NAMED, "--user-id", "9999"), "the id 9999 was never assigned"),
    ],
)
def test_a_plan_that_is_not_of_one_person_and_their_accounts_is_refused(
    by_hand: tuple[str, Path], capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    capsys.readouterr()
    for evidence in (["01-verify.json", "02-find-mentions.json"], ["02-find-mentions.json"]):
        assert planned(by_hand, *evidence, *words) == 2
        err = capsys.readouterr().err
        assert told in err
        assert err.count("\n") == 1
    assert not (by_hand[1] / "case.plan").exists()
