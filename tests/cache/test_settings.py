"""What the environment shows of caches that were not looked at."""

import pytest

from operasure.core.configuration import setting
from operasure.looks.cache.settings import other_stores


def test_a_setting_by_any_of_its_variables() -> None:
    names = ["OPENPROJECT_CACHE__REDIS__URL", "OPENPROJECT_CACHE_REDIS_URL", "CACHE_REDIS_URL"]

    for index, name in enumerate(names):
        later = dict.fromkeys(names[index + 1 :], "later")
        assert setting("cache_redis_url", later | {name: "first"}) == "first"
    assert setting("cache_redis_url", {names[0]: ""}) is None


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"OPENPROJECT_RAILS__CACHE__STORE": "redis"}, "Redis"),
        ({"OPENPROJECT_CACHE__REDIS__URL": "redis://:secret@cache"}, "Redis"),
        ({"OPENPROJECT_RAILS__CACHE__STORE": "file_store"}, "in files"),
        ({"OPENPROJECT_HOST__NAME": "op.example.org"}, "in files"),
        ({"OPENPROJECT_RAILS__CACHE__STORE": "memcache"}, "memcached"),
        ({"OPENPROJECT_RAILS__CACHE__STORE": "dalli_store"}, "memcached"),
        ({"OPENPROJECT_CACHE__MEMCACHE__SERVER": "cache"}, "memcached"),
        ({"OPENPROJECT_RAILS__CACHE__STORE": "memory_store"}, "another kind"),
    ],
)
def test_a_store_that_was_not_looked_at(environment: dict[str, str], shown: str) -> None:
    shows = other_stores(environment, servers_searched=False, directory_searched=False)

    [unchecked] = shows.values()
    assert shown in unchecked.reason
    assert unchecked.remedy
    assert "secret" not in f"{unchecked}"


@pytest.mark.parametrize(
    ("environment", "servers", "directory"),
    [
        ({}, False, False),
        ({"PATH": "/bin"}, False, False),
        ({"OPENPROJECT_RAILS__CACHE__STORE": "memcache"}, True, False),
        ({"OPENPROJECT_RAILS__CACHE__STORE": "file_store"}, False, True),
        ({"OPENPROJECT_HOST__NAME": "op.example.org"}, True, True),
    ],
)
def test_nothing_to_say(environment: dict[str, str], servers: bool, directory: bool) -> None:
    assert not other_stores(environment, servers_searched=servers, directory_searched=directory)


def test_redis_stays_unchecked_whatever_else_was_searched() -> None:
    environment = {"OPENPROJECT_RAILS__CACHE__STORE": "redis"}

    assert other_stores(environment, servers_searched=True, directory_searched=True)
