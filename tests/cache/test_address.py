"""Servers are named as Dalli names them."""

from pathlib import Path

import pytest

from operasure.core.errors import UsageError
from operasure.looks.cache.address import Address, Login, Tls, namespace, parse, servers


@pytest.mark.parametrize(
    ("text", "host", "port", "shown"),
    [
        ("cache", "cache", 11211, "cache:11211"),
        ("10.0.0.5:11212", "10.0.0.5", 11212, "10.0.0.5:11212"),
        ("cache:11212:5", "cache", 11212, "cache:11212"),
        ("[::1]:11212", "::1", 11212, "[::1]:11212"),
        ("[::1]", "::1", 11211, "[::1]:11211"),
        ("memcached://cache:11212", "cache", 11212, "cache:11212"),
        ("/run/memcached.sock", "/run/memcached.sock", 0, "/run/memcached.sock"),
        (" cache:1 ", "cache", 1, "cache:1"),
    ],
)
def test_addresses(text: str, host: str, port: int, shown: str) -> None:
    address = parse(text)

    assert (address.host, address.port, str(address)) == (host, port, shown)


@pytest.mark.parametrize("text", ["", ":11211", "cache:port", "cache:99999", "redis://cache", "["])
def test_unreadable_addresses_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="HOST:PORT"):
        parse(text)


def test_a_login_in_the_address_is_used_and_never_shown() -> None:
    address = parse("memcached://op:p%40ss@cache:11212")

    assert address.login == Login("op", "p@ss")
    assert "p@ss" not in repr(address)
    assert "op" not in str(address).split(":")


def test_given_servers_win_over_the_environment() -> None:
    environment = {"OPENPROJECT_CACHE__MEMCACHE__SERVER": "other"}

    assert servers(["a:1,b:2", "c:3", "a:1"], environment) == [
        Address("a", 1),
        Address("b", 2),
        Address("c", 3),
    ]


@pytest.mark.parametrize(
    "variable",
    [
        "OPENPROJECT_CACHE__MEMCACHE__SERVER",
        "OPENPROJECT_CACHE_MEMCACHE_SERVER",
        "MEMCACHE_SERVERS",
    ],
)
def test_servers_and_login_from_the_environment(variable: str) -> None:
    environment = {variable: "a:1, b", "MEMCACHE_USERNAME": "op", "MEMCACHE_PASSWORD": "x"}

    login = Login("op", "x")
    assert servers([], environment) == [Address("a", 1, login), Address("b", 11211, login)]


def test_nothing_names_a_server() -> None:
    assert servers([], {}) == []


def test_the_namespace() -> None:
    environment = {"OPENPROJECT_CACHE__NAMESPACE": "op"}

    assert namespace(None, environment) == "op"
    assert namespace("mine", environment) == "mine"
    assert namespace(None, {}) is None


def test_an_authority_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.pem", Path(__file__)):
        with pytest.raises(UsageError, match="PEM"):
            Tls(path).context()
