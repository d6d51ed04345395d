"""A fleet on real databases: asked one by one and all at once; killed, resumed, hanging."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest

from fleet import kit
from fleet.kit import answers, summary, with_urls
from operasure.cli import run
from operasure.fleet import file
from operasure.fleet.answers import Results
from operasure.looks.mentions import review
from operasure.looks.mentions.find import PURPOSE
from operasure.looks.mentions.hits import Decision, Mark
from operasure.reports.certificate import keys
from operasure.reports.evidence import fleet as shape
from support.databases import MakeDatabase
from support.instances import reduced


def test_one_instance_answers_as_verify_does(
    after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_urls(tmp_path, {"alpha": after, "beta": after}, (42, 60), "same_addresses = true")
    since = file.read(path)
    monkeypatch.setenv("JOB_COMPLETION_INDEX", "1")
    assert run(["fleet", "look", str(path)]) == 1
    found = answers(path)
    assert set(found) == {"beta.42", "beta.60"}
    assert [found[each]["verdict"] for each in ("beta.42", "beta.60")] == ["leftovers", "clear"]
    document = json.loads((tmp_path / "results/documents/beta.42.json").read_bytes())
    left = {c["id"]: c["rows"] for c in document["checks"] if c["outcome"] == "leftover"}
    assert {e["check"]: e["rows"] for e in found["beta.42"]["leftovers"]} == left
    assert found["beta.42"]["looked_at"] == document["installation"]["checked_at"]
    results = Results(tmp_path / "results")
    for question in since.questions():
        if question.instance.name == "beta":
            results.read(since, question, since.trusted())
    # What is answered is not asked again, unless it is to be: only what is not clear.
    before = {each: each.read_bytes() for each in results.path.glob("*.sig")}
    assert run(["fleet", "look", str(path), "beta"]) == 1
    assert {each: each.read_bytes() for each in results.path.glob("*.sig")} == before
    time.sleep(1.1)  # A moment is told to the second.
    assert run(["fleet", "look", str(path), "beta", "--again"]) == 1
    now = {each: each.read_bytes() for each in results.path.glob("*.sig")}
    assert [each.name for each in before if now[each] != before[each]] == [
        "beta.42.answer.json.sig"
    ]


@pytest.mark.parametrize(
    ("words", "variables", "said"),
    [
        ((), {}, "give the name of an instance, or its index"),
        ((), {"JOB_COMPLETION_INDEX": "2"}, "names no instance"),
        ((), {"NOMAD_ALLOC_INDEX": "-1"}, "names no instance"),
        ((), {"NOMAD_ALLOC_INDEX": "٠"}, "names no instance"),
        ((), {"NOMAD_ALLOC_INDEX": "0", "JOB_COMPLETION_INDEX": "0"}, "give the name"),
        (("gamma",), {}, "names no instance of this name"),
        (("../alpha",), {}, "names no instance of this name"),
    ],
)
def test_who_is_meant(
    tmp_path: Path, words: tuple[str, ...], variables: dict[str, str], said: str,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    path = kit.fleet(tmp_path, {"alpha": [1], "beta": [1]})
    assert run(["fleet", "look", str(path), *words]) == 2
    assert said in capsys.readouterr().err


def test_no_other_s_settings_answer(
    after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the environment says of a database or a cache is of one instance, or of none."""
    for name in ("DATABASE_URL", "OPERASURE_DATABASE_URL", "PGDATABASE", "PGHOSTADDR",
                 "OPENPROJECT_DB_HOST", "PGSERVICE"):  # fmt: skip
        monkeypatch.setenv(name, "postgres://127.0.0.1:1/other")
    for name in (
        "OPENPROJECT_CACHE__MEMCACHE__SERVER",
        "CACHE_MEMCACHE_SERVER",
        "MEMCACHE_SERVERS",
    ):
        monkeypatch.setenv(name, "127.0.0.1:1")
    monkeypatch.setenv("RAILS_CACHE_STORE", "memcache")
    monkeypatch.setenv("ALPHA_URL", after)
    (tmp_path / "site.toml").write_text('language = "de"\n')
    (tmp_path / "site.toml").chmod(0o600)
    before = dict(os.environ)
    path = kit.fleet(
        tmp_path, {"alpha": [60], "beta": [60]}, alpha='database_url_env = "ALPHA_URL"',
        beta='site = "site.toml"',
    )  # fmt: skip
    assert run(["fleet", "look", str(path), "alpha"]) == 0
    assert run(["fleet", "look", str(path), "beta"]) == 2
    assert "beta: its site file names no database_url" in capsys.readouterr().err
    assert dict(os.environ) == before


def test_a_site_file_says_what_else_is_looked_at(after: str, tmp_path: Path) -> None:
    """Its cache is asked, and not being able to is unchecked."""
    site = tmp_path / "site.toml"
    site.write_text(f'database_url = "{after}"\nmemcached = ["127.0.0.1:1"]\n')
    site.chmod(0o600)
    path = kit.fleet(tmp_path, {"alpha": [60]}, alpha='site = "site.toml"')
    assert run(["fleet", "look", str(path), "alpha"]) == 3
    [found] = answers(path)["alpha.60"]["unchecked"]
    assert found == {"check": "cache", "reason": "a cache was not read, or not in full"}
    assert b"127.0.0.1" not in summary(path)


def test_a_living_account_and_a_hostile_table(make_database: MakeDatabase, tmp_path: Path) -> None:
    url = make_database(reduced("before"))
    name = "Zoë\x1b[2J Müller"
    with psycopg.connect(url) as connection:
        connection.execute(f'CREATE TABLE "{name}" (user_id integer)'.encode())
        connection.execute(f'INSERT INTO "{name}" VALUES (42)'.encode())
    path = with_urls(tmp_path, {"alpha": url})
    assert run(["fleet", "run", str(path), "--jobs", "1"]) == 4
    [found] = answers(path).values()
    assert (found["verdict"], found["exists"]) == ("not-deleted", True)
    digests = [e for e in found["leftovers"] if e["check"].startswith("sha256:")]
    assert [each["rows"] for each in digests] == [1]
    made = summary(path)
    assert b"Zo" not in made
    assert b"u001b" not in made


def test_names_are_searched_for_where_they_are_given(
    after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What travels are counts; who it is stays, and an answer about other names does not count."""
    names = tmp_path / "names"
    names.write_text("Jürgen Brandström\nlogin: j_brandstroem\njuergen.brandstroem@example.org\n")
    keys.create_case(tmp_path / "case.key")
    head = 'names_file = "names"\ncase_key = "case.key"\n[verify]\njobs = 1\nkind = "user"'
    path = with_urls(tmp_path, {"alpha": after}, (42,), head)
    assert run(["fleet", "run", str(path)]) == 1
    [found] = answers(path).values()
    kept = (tmp_path / "results/documents/alpha.42.mentions.json").read_bytes()
    counts = json.loads(kept)["counts"]
    for confidence in ("certain", "likely", "possible"):
        number = sum(e["open"] for e in counts if e["confidence"] == confidence)
        entry = {"check": f"find-mentions, {confidence}", "rows": number}
        assert (entry in found["leftovers"]) == (number > 0)
    assert sum(e["open"] for e in counts) > 0
    assert json.loads(summary(path))["names"] is True
    told = capsys.readouterr()
    for each in [*(tmp_path / "results").rglob("*.*"), tmp_path / "summary.json"]:
        assert b"randstr" not in each.read_bytes(), each
    assert "randstr" not in (told.out + told.err).casefold()
    # What a person has decided beside the instance counts.
    key = review.key_of_ids(PURPOSE, keys.read_case(tmp_path / "case.key"), review.Review())
    marks = [
        Mark(each["id"], Decision.NOT_THE_PERSON, "", "", datetime(2026, 11, 3, tzinfo=UTC))
        for each in json.loads(kept)["mentions"]
    ]
    (tmp_path / "reviewed").write_text(review.dumps(key, marks, date(2027, 1, 1)))
    with path.open("a") as opened:
        opened.write('reviewed = "reviewed"\n')
    assert run(["fleet", "run", str(path), "--again"]) == 1
    [found] = answers(path).values()
    assert not [e for e in found["leftovers"] if e["check"].startswith("find-mentions")]
    # One of verify alone is none, whoever sealed it.
    asked = file.read(path)
    kit.put(Results(tmp_path / "results"), next(asked.questions()), kit.key(tmp_path))
    [entry] = json.loads(summary(path))["instances"]
    assert entry["reason"] == "its answer is not of the commands that were to look"
    names.write_text("Jürgen Brandström\n")
    [entry] = json.loads(summary(path))["instances"]
    assert entry["reason"] == "its answer is to another question"
    names.write_text("x\n")
    assert run(["fleet", "look", str(path), "alpha"]) == 2
    assert "operasure: " in capsys.readouterr().err


def test_an_answer_holds_at_most_so_many_checks() -> None:
    """Of more, the rest is one entry, and the verdict stays."""
    checks = [
        {"id": f"xu-01/t{n}.user_id", "outcome": outcome, "rows": rows, "reason": reason}
        for n in range(shape.MOST)
        for outcome, rows, reason in ([("leftover", 2, None)], [("unchecked", 0, f"r{n}")])[n % 2]
    ]
    document = {
        "operasure": "1", "verdict": "leftovers", "subject": {"user_id": 42, "state": None},
        "installation": {
            "checked_at": "2026-11-03T10:00:00Z", "database": kit.DIGEST, "schema": "public",
            "deleted_user_ids": [3],
        },
        "checks": checks, "cache": [], "command": "verify",
    }  # fmt: skip
    found = shape.answer(document, kit.DIGEST, question=kit.DIGEST, instance="a")
    assert (len(found.leftovers), len(found.unchecked)) == (1000, 1000)
    more = shape.answer(document | {"checks": checks * 4}, kit.DIGEST, question=kit.DIGEST,
                        instance="a")  # fmt: skip
    assert len(more.leftovers) == len(more.unchecked) == shape.MOST
    assert more.leftovers[-1] == shape.FleetLeftover(check=shape.REST, rows=2 * 2001)
    assert sum(each.rows for each in more.leftovers) == 2 * 4000


def test_what_lies_in_the_folder_is_replaced_and_not_followed(after: str, tmp_path: Path) -> None:
    """A link where an answer belongs leads nowhere, and a pipe lets nobody wait."""
    path = with_urls(tmp_path, {"alpha": after}, (60,))
    results, other = tmp_path / "results", tmp_path / "other"
    (results / "documents").mkdir(parents=True)
    other.write_text("kept")
    (results / "alpha.60.answer.json").symlink_to(other)
    (results / "documents/alpha.60.json").symlink_to(other)
    os.mkfifo(results / "alpha.60.answer.json.sig")
    assert run(["fleet", "look", str(path), "alpha"]) == 0
    assert other.read_text() == "kept"
    assert json.loads(summary(path))["verdict"] == "clear"


def test_a_key_whose_answers_would_not_count_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kit.fleet(tmp_path, {"alpha": [42]}, f'signed_by = ["{kit.DIGEST}"]')
    for words in (["look", str(path), "alpha"], ["run", str(path)]):
        assert run(["fleet", *words]) == 2
        assert "signed_by does not name signing_key" in capsys.readouterr().err
    assert not (tmp_path / "results").exists()


def test_a_look_before_the_moment_is_no_answer(
    after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where the clock of a database is slow."""
    path = with_urls(tmp_path, {"alpha": after}, (60,))
    path.write_text(path.read_text().replace(kit.SINCE, "2999-01-01T00:00:00Z"))
    assert run(["fleet", "look", str(path), "alpha"]) == 2
    assert "from before the moment since" in capsys.readouterr().err
    assert answers(path) == {}
