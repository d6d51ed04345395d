"""`operasure cache` as its users call it, on a real memcached."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cache.kit import ENTRIES, IDENTITY, USER_ID, Client, forget, scripted
from cache.test_search import NOBODY, others, populate
from operasure.cli import run
from operasure.looks.cache import evict as evicting
from operasure.looks.cache import look
from operasure.looks.snapshot import file
from operasure.server.memcached import Memcached
from support.evidence import validate
from support.snapshots import MADE

# Zoë Müller-Łukasz is invented, and so is her account.
WHOM = [
    *("--user-id", str(USER_ID)),
    *(part for name in IDENTITY.names for part in ("--name", str(name))),
    *("--login", "zoe.mueller", "--mail", "zoe.mueller@example.org"),
]
MAIL = b"zoe.mueller@example.org"


@pytest.fixture(autouse=True)
def no_cache_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch)


def at(*servers: Memcached) -> list[str]:
    return ["cache", *(part for each in servers for part in ("--memcached", each.address)), *WHOM]


def found(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    """Exit code and validated document."""
    code = run([*arguments, "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    validate(document)
    return code, document


def test_all_that_names_the_person_is_in_the_document(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        hers = populate(client)
    code, document = found(at(memcached), capsys)

    assert (code, document["verdict"]) == (1, "leftovers")
    assert len(document["cache"]) == len(hers)
    assert {entry["server"] for entry in document["cache"]} == {memcached.address}
    [server] = document["cache_servers"]
    assert server["listed"] == server["read"] == len(ENTRIES) + len(list(others()))
    assert server["findings"] == len(hers)
    assert server["unchecked"] == []
    assert document["subject"]["user_id"] == USER_ID
    assert document["run"]["read_only"] is True


def test_the_document_names_nobody(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        populate(client)
        client.set(b"views/" + MAIL + b"/x", b"a note by Zo\xc3\xab M\xc3\xbcller-\xc5\x81ukasz")
    assert run([*at(memcached), "--format", "json"]) == 1
    out = capsys.readouterr().out
    assert "views/[…]/x" in out
    for secret in ("zoe.mueller", "Müller", "O'Brien", "王小明", "Иванова", "a note by"):
        assert secret not in out


def test_an_entry_says_what_was_found(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        client.set(b"stays", MAIL)
        client.set(b"goes", MAIL, ttl=3600)
    code, document = found(at(memcached), capsys)
    entries = {entry["key"]: entry for entry in document["cache"]}
    assert code == 1
    assert entries["stays"]["outcome"] == "leftover"
    assert entries["stays"]["expires_at"] is None
    assert entries["stays"]["size"] == len(MAIL)
    assert entries["stays"]["served"] == "unknown"
    assert {"what": "mail", "confidence": "certain", "in_key": False} in entries["stays"]["matches"]
    assert entries["goes"]["outcome"] == "retained"
    assert entries["goes"]["expires_at"].endswith("Z")


def test_the_report_shows_passages_only_when_asked(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        client.set(b"stays", b"written by " + MAIL)
        client.set(b"goes", MAIL, ttl=3600)
    assert run(at(memcached)) == 1
    plain = capsys.readouterr().out
    assert "LEFTOVERS: 1 entry still names the person." in plain
    assert plain.index("\nLeftover: ") < plain.index("  stays") < plain.index("\nRetained: ")
    assert "never expires" in plain
    assert MAIL.decode() not in plain
    assert run([*at(memcached), "--with-text"]) == 1
    assert "“written by zoe.mueller@example.org”" in capsys.readouterr().out


def test_what_goes_by_itself_is_told_and_is_no_leftover(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        client.set(b"goes", MAIL, ttl=3600)
    code, document = found(at(memcached), capsys)
    assert (code, document["verdict"]) == (0, "clear")
    assert [entry["outcome"] for entry in document["cache"]] == ["retained"]
    assert run(at(memcached)) == 0
    assert "CLEAR: every entry was checked, and nothing is left but retained entries." in (
        capsys.readouterr().out
    )


def test_a_cache_that_names_others_only_is_clear(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        for entry in ENTRIES:
            if entry.name in NOBODY:
                client.set(entry.name.encode(), entry.value, entry.flags)
        for key, value in others():
            client.set(key, value, flags=int(value[:1] == b"\x04"))
    code, document = found(at(memcached), capsys)
    assert (code, document["verdict"], document["cache"]) == (0, "clear", [])
    assert run(at(memcached)) == 0
    assert "CLEAR" in capsys.readouterr().out


def test_evict_deletes_exactly_what_was_found(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        hers = populate(client, 8)
        total = len(client.dump())
        code, document = found([*at(memcached), "--evict", "--yes", "--by", "Operator"], capsys)
        assert len(client.dump()) == total - len(hers)
        for key in (key for key, _ in others() if b" " not in key):
            assert client.ask(b"mg %b" % key) == b"HD"
    assert (code, document["verdict"], document["cache"]) == (0, "clear", [])
    assert document["evicted"] == {"deleted": len(hers), "gone": 0, "refused": 0}
    assert document["run"]["read_only"] is False
    assert document["eviction"]["by"] == "Operator"
    assert document["eviction"]["at"] <= document["run"]["started_at"]


@pytest.mark.parametrize(("answer", "code", "left"), [("y\n", 0, 1), ("n\n", 1, 2)])
def test_evict_asks(
    memcached: Memcached,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: int,
    left: int,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    with Client(memcached) as client:
        client.set(b"hers", MAIL)
        client.set(b"others", b"nothing")
        assert run([*at(memcached), "--evict"]) == code
        assert len(client.dump()) == left
    out, err = capsys.readouterr()
    assert f"{memcached.address}  hers" in err
    assert "Delete 1 item from the cache?" in err
    assert ("Evicted: 1 deleted" in out) == (code == 0)


def test_no_answer_deletes_nothing(memcached: Memcached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with Client(memcached) as client:
        client.set(b"hers", MAIL)
        assert run([*at(memcached), "--evict"]) == 130
        assert len(client.dump()) == 1


def test_a_server_that_fails_is_one_line_and_never_clear(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with scripted({b"lru_crawler": b"ERROR crawler disabled by operator\r\n"}) as refusing:
        arguments = [*at(memcached), "--memcached", str(refusing)]
        code, document = found(arguments, capsys)
        assert run(arguments) == 3
        lines = capsys.readouterr().out.splitlines()
    assert (code, document["verdict"]) == (3, "incomplete")
    good, bad = document["cache_servers"]
    assert good["unchecked"] == []
    assert len(bad["unchecked"]) == 1
    assert len([line for line in lines if str(refusing) in line and "UNCHECKED: " in line]) == 1


def test_an_unreachable_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["cache", "--memcached", str(tmp_path / "none"), *WHOM]
    code, document = found(arguments, capsys)
    assert (code, document["verdict"]) == (3, "incomplete")
    assert document["cache_servers"][0]["version"] is None
    assert run(arguments) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert "none: not checked · UNCHECKED: no connection" in told


def test_leftovers_win_over_incomplete(memcached: Memcached, tmp_path: Path) -> None:
    with Client(memcached) as client:
        client.set(b"hers", MAIL)
    assert run([*at(memcached), "--memcached", str(tmp_path / "none")]) == 1


def test_every_server_is_searched(
    memcached: Memcached,
    make_memcached: Callable[..., Memcached],
    capsys: pytest.CaptureFixture[str],
) -> None:
    second = make_memcached()
    for server in (memcached, second):
        with Client(server) as client:
            client.set(b"hers", MAIL)
    _, document = found(at(memcached, second), capsys)
    places = [memcached.address, second.address]
    assert [entry["server"] for entry in document["cache"]] == places


def test_the_namespace_limits_the_search(
    memcached: Memcached, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        client.set(b"mine:a", MAIL)
        client.set(b"theirs:a", MAIL)
    _, document = found([*at(memcached), "--memcached-namespace", "mine"], capsys)
    assert [entry["key"] for entry in document["cache"]] == ["mine:a"]
    assert document["cache_servers"][0]["outside"] == 1


def test_a_directory_is_searched_and_never_evicted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "0AB" / "1CD" / "hers"
    file.parent.mkdir(parents=True)
    file.write_bytes(MAIL)
    arguments = ["cache", "--cache-dir", str(tmp_path), *WHOM, "--evict", "--yes"]
    code, document = found(arguments, capsys)
    assert code == 1
    assert document["evicted"] == {"deleted": 0, "gone": 0, "refused": 1}
    assert file.exists()
    assert run(arguments) == 1
    assert "delete the file itself" in capsys.readouterr().out


def test_names_from_standard_input(
    memcached: Memcached, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        client.set(b"hers", MAIL)
    arguments = ["cache", "--memcached", memcached.address, "--name", "-"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MAIL + b"\n")))
    code, document = found(arguments, capsys)
    assert (code, len(document["cache"])) == (1, 1)
    assert run([*arguments, "--evict"]) == 2
    assert "add --yes" in capsys.readouterr().err


def test_whom_a_snapshot_knows(
    memcached: Memcached, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Client(memcached) as client:
        client.set(b"views/news/1", "by Renée Østergård".encode())
        client.set(b"views/news/2", b"by renee_o, in Planning")
        client.set(b"views/news/3", b"by somebody else")
    kept = tmp_path / "case.snapshot"
    file.write(kept, MADE)
    asked = ["cache", "--memcached", memcached.address, "--snapshot", str(kept)]
    code, document = found(asked, capsys)
    assert (code, len(document["cache"])) == (1, 2)
    assert document["subject"]["user_id"] == MADE.subject.user_id


def test_servers_of_the_environment(memcached: Memcached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENPROJECT_CACHE__MEMCACHE__SERVER", memcached.address)
    assert run(["cache", *WHOM]) == 0


def test_a_cache_in_redis_is_never_clear(
    memcached: Memcached, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENPROJECT_CACHE__REDIS__URL", "redis://127.0.0.1/0")
    monkeypatch.setenv("OPENPROJECT_RAILS__CACHE__STORE", "redis")
    for arguments in (at(memcached), ["cache", *WHOM]):
        code, document = found(arguments, capsys)
        assert (code, document["verdict"]) == (3, "incomplete")
        redis = document["cache_servers"][-1]
        assert redis["server"] == "Redis"
        assert "not searched" in redis["unchecked"][0]["reason"]
    assert run(["cache", *WHOM]) == 3
    assert "Redis: not checked · UNCHECKED: " in capsys.readouterr().out


def test_an_output_file(memcached: Memcached, tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    assert run([*at(memcached), "--format", "json", "-o", str(file)]) == 0
    validate(json.loads(file.read_text()))
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_interrupt(memcached: Memcached, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(look, "search", interrupted)
    assert run(at(memcached)) == 130


def test_an_interrupt_while_evicting_says_what_may_be_gone(
    memcached: Memcached, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with Client(memcached) as client:
        client.set(b"hers", MAIL)
    monkeypatch.setattr(evicting, "evict", interrupted)
    assert run([*at(memcached), "--evict", "--yes"]) == 130
    assert "may be deleted already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--user-id", "7"], "no cache is given"),
        (["--memcached", "localhost"], "Nothing to look for"),
        (["--memcached", "http://localhost", "--user-id", "7"], "can't be read"),
        (["--memcached", "localhost", "--user-id", "0"], "user-id"),
        (["--memcached", "localhost", "--user-id", "7", "--yes"], "--evict"),
        (["--memcached", "localhost", "--user-id", "7", "--with-text", "--format", "json"], "text"),
        (["--cache-dir", "/nowhere/at/all", "--user-id", "7"], "--cache-dir"),
        (["--memcached", "localhost", "--user-id", "7", "--memcached-ca", __file__], "PEM"),
    ],
)
def test_wrong_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
