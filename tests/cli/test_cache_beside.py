"""The cache beside the database: what verify and find-mentions say of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from cache.kit import Client, forget, rails, scripted
from operasure.cli import run
from operasure.reports.evidence import cache_text, document, text
from operasure.reports.words import Words
from operasure.server.memcached import Memcached
from support.databases import MakeDatabase
from support.evidence import validate, written
from support.instances import reduced

# Of the sample installation, where all persons are invented: user 42 was deleted, user 60 never
# stood anywhere.
GONE, NOBODY = 42, 60
ENGLISH = Words("en")
COMMANDS = ("verify", "find-mentions")


@pytest.fixture(autouse=True)
def no_cache_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch)


@pytest.fixture
def url(shared_database: MakeDatabase) -> str:
    return shared_database(reduced("after"))


def found(
    capsys: pytest.CaptureFixture[str], command: str, url: str, user_id: int, *more: str
) -> tuple[int, Any]:
    """Exit code and validated document."""
    arguments = [command, "--user-id", str(user_id), "--database-url", url, *more]
    code = run([*arguments, "--format", "json"])
    made = json.loads(capsys.readouterr().out)
    validate(made)
    return code, made


def fill(memcached: Memcached, user_id: int) -> None:
    with Client(memcached) as client:
        client.set(b"hers", rails(f'{{"href":"/api/v3/users/{user_id}"}}'), flags=1)
        client.set(b"others", rails(f'{{"href":"/api/v3/users/{user_id}1"}}'), flags=1)
        client.set(b"goes", rails(f'{{"href":"/api/v3/users/{user_id}"}}'), flags=1, ttl=3600)


@pytest.mark.parametrize("command", COMMANDS)
def test_leftovers_of_the_cache_are_leftovers(
    command: str, url: str, memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(memcached, NOBODY)
    code, made = found(capsys, command, url, NOBODY, "--memcached", memcached.address)
    assert (code, made["verdict"]) == (1, "leftovers")
    assert not any(check["rows"] for check in made["checks"])
    outcomes = {entry["key"]: entry["outcome"] for entry in made["cache"]}
    assert outcomes == {"hers": "leftover", "goes": "retained"}
    [server] = made["cache_servers"]
    assert (server["listed"], server["read"], server["findings"]) == (3, 3, 2)
    assert document.CACHES not in made["not_covered"]
    assert any("not named" in text for text in made["not_covered"])
    assert any("bytes of dead entries" in text for text in made["not_covered"])


def test_what_the_cache_keeps_for_a_time_only_is_told(
    url: str, memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        client.set(b"goes", rails(f'{{"href":"/api/v3/users/{NOBODY}"}}'), flags=1, ttl=3600)
    code, made = found(capsys, "verify", url, NOBODY, "--memcached", memcached.address)
    assert (code, made["verdict"]) == (0, "clear")
    assert [entry["outcome"] for entry in made["cache"]] == ["retained"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_cache_that_cannot_be_looked_at_is_never_clear(
    command: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with scripted({b"lru_crawler": b"CLIENT_ERROR lru crawler disabled\r\n"}) as refusing:
        servers = [str(refusing), str(tmp_path / "none")]
        named = [part for server in servers for part in ("--memcached", server)]
        code, made = found(capsys, command, url, NOBODY, *named)
    assert (code, made["verdict"]) == (3, "incomplete")
    assert [server["server"] for server in made["cache_servers"]] == servers
    reasons = [server["unchecked"][0]["reason"] for server in made["cache_servers"]]
    assert "switched off" in reasons[0]
    assert "no connection" in reasons[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_without_the_option_the_cache_is_not_covered_and_redis_is_told(
    command: str,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("OPENPROJECT_CACHE__REDIS__URL", "redis://:xyzzy7@127.0.0.1/0")
    code, made = found(capsys, command, url, NOBODY)
    assert (code, made["verdict"]) == (0, "clear")
    assert document.CACHES in made["not_covered"]
    assert "operasure cache" in document.CACHES
    assert "cache_servers" not in made
    assert any("Redis" in note for note in made["notes"])
    assert "xyzzy7" not in json.dumps(made)


def test_servers_of_the_environment_are_looked_at(
    url: str,
    memcached: Memcached,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fill(memcached, NOBODY)
    monkeypatch.setenv("OPENPROJECT_CACHE__MEMCACHE__SERVER", memcached.address)
    monkeypatch.setenv("OPENPROJECT_CACHE__NAMESPACE", "another")
    monkeypatch.setenv("OPENPROJECT_RAILS__CACHE__STORE", "redis")
    code, made = found(capsys, "find-mentions", url, NOBODY)
    assert (code, made["verdict"]) == (3, "incomplete")
    assert made["cache_servers"][0]["outside"] == 3
    assert made["cache_servers"][1]["server"] == "Redis"


def test_files_of_the_cache(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "0AB" / "1CD" / "hers"
    file.parent.mkdir(parents=True)
    file.write_bytes(rails(f'{{"href":"/api/v3/users/{NOBODY}"}}'))
    code, made = found(capsys, "find-mentions", url, NOBODY, "--cache-dir", str(tmp_path))
    assert (code, [entry["key"] for entry in made["cache"]]) == (1, ["hers"])


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_usage_is_told_before_the_database_is_asked(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = ["--database-url", f"postgres://u@{tmp_path}/x", "--user-id", "7"]
    for wrong in (
        ["--memcached", "http://cache"],
        ["--memcached", "cache", "--memcached-ca", __file__],
        ["--cache-dir", str(tmp_path / "none")],
    ):
        assert run([command, *nowhere, *wrong]) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_the_report_of_verify_tells_of_the_cache(
    url: str, memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(memcached, GONE)
    arguments = ["verify", "--database-url", url, "--user-id", str(GONE)]
    assert run([*arguments, "--memcached", memcached.address, "--full"]) == 1
    out = capsys.readouterr().out
    assert "places and 1 entry of the cache." in out
    assert f"{memcached.address} (memcached " in out
    assert out.index("\nLeftover: ", out.index("\nCache\n")) < out.index("  hers")


def test_the_verdict_in_words() -> None:
    left = {"outcome": "leftover"}
    made: dict[str, Any] = {"checks": [], "cache": [left], "verdict": "leftovers"}
    made |= {"subject": {"state": None}}
    assert text.verdict(made, ENGLISH).endswith("remains in 1 entry of the cache.")
    made["cache"] = [left, left, {"outcome": "retained"}]
    made["checks"] = [left]
    assert text.verdict(made, ENGLISH).endswith("remains in 1 place and 2 entries of the cache.")
    refused = {"unchecked": [{"reason": "no connection", "remedy": "run again"}]}
    made |= {"verdict": "incomplete", "cache_servers": [refused, {"unchecked": []}]}
    assert text.verdict(made, ENGLISH).endswith("but 1 cache could not be checked.")
    made["checks"] = [{"outcome": "unchecked"}]
    assert text.verdict(made, ENGLISH).endswith("but 1 place and 1 cache could not be checked.")


def test_find_mentions_looks_for_the_whole_person(
    url: str, memcached: Memcached, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Ottokar Fennwick is invented, and stands in no text of the sample.
    with Client(memcached) as client:
        client.set(b"named", rails('{"title":"a note by Fennwick, Ottokar"}'), flags=1)
        client.set(b"=formula/ottokar.fennwick@example.org", b"1")
    arguments = [
        *("find-mentions", "--name", "Ottokar Fennwick", "--mail", "ottokar.fennwick@example.org"),
        *("--database-url", url, "--memcached", memcached.address),
    ]
    table, page = tmp_path / "list.csv", tmp_path / "list.html"
    assert run([*arguments, "--csv", str(table), "--html", str(page)]) == 1
    out = capsys.readouterr().out
    assert "MENTIONS: 2 entries of the cache to review." in out
    assert "certain: " in out
    assert "a note by" not in out
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert sorted(row["row"] for row in rows) == ["'=formula/[…]", "named"]
    assert {row["group"] for row in rows} == {"xm-01"}
    assert "Not listed here: 2 entries of the cache that name the person" in page.read_text()
    assert run([*arguments, "--format", "json"]) == 1
    made = capsys.readouterr().out
    validate(json.loads(made))
    assert len(json.loads(made)["cache"]) == 2
    assert "fennwick" not in made.casefold()


def test_html_and_text_show_the_cache_and_escape_its_keys(
    url: str, memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        link = rails(f'{{"href":"/api/v3/users/{GONE}"}}')
        client.set(b"<script>alert(1)</script>", link, flags=1)
    servers = ["--memcached", memcached.address, "--memcached", "/nowhere/at/all"]
    code, made = found(capsys, "verify", url, GONE, *servers)
    assert (code, made["verdict"]) == (1, "leftovers")
    page = written("html", made)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in page
    assert "Unchecked: no connection" in page
    assert cache_text.section({"cache": []}) == ""
    assert "<script>alert(1)</script>" in cache_text.section(made)
