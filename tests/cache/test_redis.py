"""A cache in Redis: every key is read and decoded as in other stores, and deleted on request."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cache.kit import PERSON, own_certificate, rails
from openproject import redis as server
from operasure.cases import facts, folder
from operasure.cases import site as sites
from operasure.cases.commands import CommandLines
from operasure.cases.site import Site
from operasure.cli import run
from operasure.cli import site as site_command
from operasure.core.errors import UsageError
from operasure.core.model import Result
from operasure.looks.cache import address as addresses
from operasure.looks.cache.address import Login, RedisAddress, Tls
from operasure.looks.cache.connection import CacheAccess
from operasure.looks.cache.evict import evict
from operasure.looks.cache.fate import EntryFate
from operasure.looks.cache.findings import CacheFinding, CacheSummary
from operasure.looks.cache.redis import RedisConnection, search_redis
from operasure.looks.cache.search import CacheOptions

ID = 4711
HERS = rails(f'{{"href":"/api/v3/users/{ID}"}}')


@pytest.fixture(scope="module")
def _started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisAddress]:
    if server.program() is None:
        pytest.skip(server.MISSING)
    with server.running(tmp_path_factory.mktemp("redis")) as started:
        yield started


@pytest.fixture
def redis(_started: RedisAddress) -> RedisAddress:
    server.put(_started, (b"FLUSHALL",))
    return _started


def searched(
    address: RedisAddress, **options: str
) -> tuple[dict[bytes, CacheFinding], CacheSummary]:
    *findings, summary = search_redis(
        address, PERSON, CacheOptions(CacheAccess(5), options.get("namespace"))
    )
    assert isinstance(summary, CacheSummary)
    return {each.raw_key: each for each in findings if isinstance(each, CacheFinding)}, summary


def test_every_key_is_read_decoded_and_deleted_on_request(redis: RedisAddress) -> None:
    others = [(b"SET", b"other/%d" % n, rails("nobody")) for n in range(1000)]
    server.put(
        redis, *others,
        (b"SET", b"hers", HERS),
        (b"SET", b"soon", HERS, b"EX", b"600"),
        (b"SET", b"\x00odd \r\n\xff", HERS),
        (b"HSET", b"hash", b"who", b"/api/v3/users/%d" % ID),
        (b"RPUSH", b"list", b"x", b"/api/v3/users/%d" % ID),
        (b"SADD", b"set", b"/api/v3/users/%d" % ID),
        (b"ZADD", b"sorted", b"1", b"/api/v3/users/%d" % ID),
    )  # fmt: skip
    server.put(replace(redis, database=4), (b"SET", b"elsewhere", HERS))
    found, summary = searched(redis)
    assert set(found) == {
        b"hers",
        b"soon",
        b"\x00odd \r\n\xff",
        b"hash",
        b"list",
        b"set",
        b"sorted",
    }
    assert (summary.listed, summary.read, summary.unread, summary.gone) == (1007, 1007, 0, 0)
    assert summary.unchecked == ()
    assert summary.version.startswith(("Redis ", "Valkey "))
    assert found[b"soon"].outcome is Result.RETAINED
    assert found[b"hers"].outcome is Result.LEFTOVER
    fates = {each.fate for each in evict(found.values(), CacheAccess(5))}
    assert fates == {EntryFate.DELETED}
    assert {each.fate for each in evict(found.values(), CacheAccess(5))} == {EntryFate.GONE}
    found, summary = searched(redis)
    assert (found, summary.listed) == ({}, 1000)
    assert set(searched(replace(redis, database=4))[0]) == {b"elsewhere"}


def test_a_field_of_a_hash_is_read_with_its_name(redis: RedisAddress) -> None:
    server.put(
        redis,
        (b"HSET", b"session", b"csrf", b"x", b"user_id", b"%d" % ID),
        (b"HSET", b"hers", b"a", b"b", b"value", HERS),
        (b"HSET", b"other", b"project_id", b"%d" % ID, b"user_id", b"7", b"%d" % ID, b"x"),
    )
    found, summary = searched(redis)
    assert set(found) == {b"session", b"hers"}
    assert {each.confidence for each in found.values()} == {"certain"}
    assert summary.read == 3


def test_a_namespace_and_what_can_not_be_read(redis: RedisAddress) -> None:
    server.put(redis, (b"SET", b"op:hers", HERS), (b"SET", b"hers", HERS))
    found, summary = searched(redis, namespace="op")
    assert (set(found), summary.outside) == ({b"op:hers"}, 1)
    assert "no key begins" in searched(redis, namespace="none")[1].unchecked[0].reason
    server.put(redis, (b"XADD", b"stream", b"*", b"who", b"x"))
    assert "could not be decoded" in searched(redis)[1].unchecked[0].reason


def test_a_server_that_refuses_is_unchecked_and_its_password_is_not_told(
    redis: RedisAddress,
) -> None:
    for wrong in (
        replace(redis, login=None),
        replace(redis, login=Login("", "SECRET")),
        replace(redis, database=99_999),
        replace(redis, port=1),
    ):
        found, summary = searched(wrong)
        assert found == {}
        [why] = summary.unchecked
        assert "SECRET" not in f"{why}{summary}"
    server.put(redis, (b"ACL", b"SETUSER", b"few", b"on", b">p", b"~*", b"+select", b"+dbsize"))
    few = replace(redis, login=Login("few", "p"))
    assert "refused to list" in searched(few)[1].unchecked[0].reason
    assert "XYZZY7" not in repr(redis)
    assert "XYZZY7" not in str(redis)


@given(st.binary(max_size=60))
def test_whatever_a_server_answers_is_never_clear(answer: bytes) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            with closing(listening.accept()[0]) as each:
                each.recv(100)
                each.sendall(b"+OK\r\n" + answer)

        thread = threading.Thread(target=serve)
        thread.start()
        found, summary = searched(RedisAddress("127.0.0.1", listening.getsockname()[1]))
        thread.join()
    assert found == {}
    assert summary.unchecked


def test_an_answer_of_many_parts_is_bounded_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operasure.looks.cache.redis._LARGEST_ANSWER", 10_000)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            with closing(listening.accept()[0]) as each, suppress(OSError):
                each.recv(100)
                each.sendall(b"+OK\r\n*1000000\r\n" + b"$1\r\nx\r\n" * 100_000)

        thread = threading.Thread(target=serve)
        thread.start()
        found, summary = searched(RedisAddress("127.0.0.1", listening.getsockname()[1]))
        thread.join()
    assert found == {}
    assert "too large" in summary.unchecked[0].reason


def test_addresses() -> None:
    own = {"OPENPROJECT_CACHE__REDIS__URL": "redis://a, rediss://:p%40w@b:1/2"}
    assert addresses.redis(["-", "redis://u:p@[::1]/1"], own) == [
        RedisAddress("a"),
        RedisAddress("b", 1, 2, Login("", "p@w"), tls=True),
        RedisAddress("::1", 6379, 1, Login("u", "p")),
    ]
    for wrong in ("a:1", "http://a", "redis://", "redis://a/x", "redis://a:x", "redis://[a", "-"):
        with pytest.raises(UsageError):
            addresses.redis([wrong], {})


def test_the_command(
    redis: RedisAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.put(redis, (b"SET", b"hers", HERS))
    url = f"redis://:XYZZY7@127.0.0.1:{redis.port}/3"
    monkeypatch.setenv("OPENPROJECT_CACHE__REDIS__URL", url)
    monkeypatch.setenv("OPENPROJECT_RAILS__CACHE__STORE", "redis")
    who = ["--user-id", str(ID), "--format", "json"]
    assert run(["cache", "--redis", "-", *who]) == 1
    said = capsys.readouterr()
    made = json.loads(said.out)
    assert [each["key"] for each in made["cache"]] == ["hers"]
    assert made["cache_servers"][0]["server"] == f"127.0.0.1:{redis.port}/3"
    assert run(["cache", "--redis", url, *who, "--evict", "--yes"]) == 0
    said_again = capsys.readouterr()
    assert "XYZZY7" not in said.out + said.err + said_again.out + said_again.err
    with closing(RedisConnection(redis, CacheAccess())) as connection:
        assert connection.ask(b"DBSIZE") == 0


def test_tls_with_the_right_authority_and_with_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if server.program() is None:
        pytest.skip(server.MISSING)
    mine = own_certificate(tmp_path / "mine.pem")
    other = own_certificate(tmp_path / "other.pem")
    with server.running(tmp_path, mine) as secured:
        with closing(RedisConnection(secured, CacheAccess(tls=Tls(mine)))) as connection:
            connection.ask(b"SET", b"hers", HERS)
        url = f"rediss://:XYZZY7@127.0.0.1:{secured.port}/3"
        words = ["cache", "--redis", url, "--user-id", str(ID), "--format", "json"]
        assert run([*words, "--memcached-ca", str(mine)]) == 1
        assert [each["key"] for each in json.loads(capsys.readouterr().out)["cache"]] == ["hers"]
        # Nobody in between is given the password, and what was not seen is not clear.
        for more in ((), ("--memcached-ca", str(other))):
            assert run([*words, *more]) == 3
            [told] = json.loads(capsys.readouterr().out)["cache_servers"]
            assert "certificate" in told["unchecked"][0]["reason"]
        plain = replace(secured, tls=False)
        assert searched(plain)[1].unchecked
        assert run([*words, "--memcached-ca", str(mine), "--evict", "--yes"]) == 0


def test_a_case_searches_what_its_site_file_names(
    redis: RedisAddress, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Every look and the eviction; its password is in no command line, and so in no log."""
    server.put(redis, (b"SET", b"hers", HERS))
    url = f"redis://:XYZZY7@127.0.0.1:{redis.port}/3"
    file = tmp_path / "site.toml"
    file.write_text(f'redis = ["{url}"]', encoding="utf-8")
    file.chmod(0o600)
    found = sites.read(file)
    assert "XYZZY7" not in repr(found)
    path = tmp_path / "case"
    path.mkdir()
    (path / folder.CASE).write_text(facts.begin([ID], "R", found, None), encoding="utf-8")
    looks = {
        each.command: each.step().words for each in CommandLines(folder.read(path), found).looks()
    }
    for words in looks.values():
        assert words[words.index("--redis") + 1] == "-"
        assert "XYZZY7" not in str(words)
    monkeypatch.setenv("OPENPROJECT_CACHE__REDIS__URL", "redis://127.0.0.1:1")
    with site_command.databases(found):
        assert run(["cache", "--redis", "-", "--user-id", str(ID), "--evict", "--yes"]) == 0
    assert "OPERASURE_REDIS_URL" not in os.environ
    assert run(["doctor", "--site", str(file)]) == 3
    said = capsys.readouterr()
    assert f"found    redis: 127.0.0.1:{redis.port}/3, 0 keys" in said.out
    file.write_text(f'redis = ["{url.replace("XYZZY7", "SECRET")}"]', encoding="utf-8")
    assert run(["doctor", "--site", str(file)]) == 3
    wrong = capsys.readouterr()
    assert "MISSING  redis: 127.0.0.1" in wrong.out
    assert not {"XYZZY7", "SECRET"} & set(re.findall(r"\w+", f"{said}{wrong}"))


def test_after_a_removal_the_caches_of_the_site_are_emptied_first(tmp_path: Path) -> None:
    (tmp_path / folder.CASE).write_text(facts.begin([ID], "R", Site(), None), encoding="utf-8")
    make = CommandLines(folder.read(tmp_path), Site(redis=("redis://h",)))
    assert make.cached == ["--redis", "-"]
    assert {"--evict", "--redis"} <= set(make.evict().words)
    assert not CommandLines(folder.read(tmp_path), Site()).cached
