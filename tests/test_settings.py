"""Whatever a role, a database, PGOPTIONS or a URL sets: operasure reads under its own settings."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from operasure.cli import run
from operasure.cli.databases import GivenDatabase
from operasure.core.errors import NoDatabaseError
from operasure.database.reader import Reader
from operasure.database.session import session
from operasure.database.settings import MEANING, POWERFUL, Timeouts
from operasure.database.target import target
from support import roles
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import WHO

OTHER: Mapping[str, str] = {
    "search_path": "public",
    "quote_all_identifiers": "on",
    "standard_conforming_strings": "off",
    "backslash_quote": "on",
    "escape_string_warning": "on",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "timezone_abbreviations": "India",
    "client_encoding": "LATIN1",
    "DateStyle": "German",
    "IntervalStyle": "iso_8601",
    "TimeZone": "Asia/Kathmandu",
    "bytea_output": "escape",
    "extra_float_digits": "0",
    "xmlbinary": "hex",
    "xmloption": "document",
    "lc_monetary": "POSIX",
    "lc_numeric": "POSIX",
    "lc_time": "POSIX",
    "row_security": "on",
    "gin_fuzzy_search_limit": "1",
    "constraint_exclusion": "off",
    "jit": "on",
    "exit_on_error": "on",
    "client_min_messages": "debug1",
    "restrict_nonsystem_relation_kind": "",
    "idle_session_timeout": "60000",
    "transaction_timeout": "60000",
    "statement_timeout": "60000",
    "lock_timeout": "60000",
    "idle_in_transaction_session_timeout": "60000",
}
"""For each setting a value that is not ours."""
VALUES = """
SELECT concat(CAST('2020-01-02 03:04:05+00' AS timestamptz)) AS moment,
       concat(CAST('2020-01-02 03:04 IST' AS timestamptz)) AS abbreviated,
       concat(make_interval(days => 1, hours => 2)) AS span,
       concat(decode('00ff5c', 'hex')) AS bytes,
       concat(CAST('0.1' AS float8) + CAST('0.2' AS float8)) AS fraction,
       concat(CAST('{NULL}' AS text[])) AS list,
       'a\\b' AS backslash,
       (NULL = NULL) IS NULL AS unknown,
       quote_ident('plain') AS name,
       to_char(1234.5, 'L9G999D9') AS money,
       concat('ü', chr(8364)) AS letters,
       (SELECT count(*) FROM users) AS users
"""
"""Values whose text, and terms whose meaning, hang on a setting."""


def seen(url: str) -> tuple[dict[str, Any], dict[str, str]]:
    """What a session reads: values, and the settings that it runs under."""
    with closing(Reader(target(url, {}))) as reader:
        reader.use_schema("public", {})
        [values] = reader.fetch(VALUES)
        settings = reader.fetch("SELECT s.name, s.setting FROM pg_catalog.pg_settings s")
    known = {*MEANING, *POWERFUL, *Timeouts().settings}
    return values, {s["name"]: s["setting"] for s in settings if s["name"] in known}


Way = Callable[[str, Mapping[str, str]], Any]
"""Sets some settings for the role of a URL; gives the URL to connect by as long as it lasts."""


def words(settings: Mapping[str, str]) -> str:
    def escaped(value: str) -> str:
        return value.replace("\\", "\\\\").replace(" ", "\\ ")

    return " ".join(f"-c {name}={escaped(value)}" for name, value in settings.items())


@contextmanager
def by_options(url: str, settings: Mapping[str, str]) -> Iterator[str]:
    yield f"{url}?options={quote(words(settings))}"


@contextmanager
def by_pgoptions(url: str, settings: Mapping[str, str]) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "PGOPTIONS", words(settings))
        yield url


@contextmanager
def altered(url: str, kind: str, name: str, settings: Mapping[str, str]) -> Iterator[str]:
    admin_url = os.environ["SETTINGS_ADMIN"]
    with psycopg.connect(admin_url, autocommit=True) as admin:
        for setting, value in settings.items():
            shown = f"'{value}'" if setting != "search_path" else value
            admin.execute(f"ALTER {kind} {name} SET {setting} = {shown}".encode())
        try:
            yield url
        finally:
            admin.execute(f"ALTER {kind} {name} RESET ALL".encode())


def by_role(url: str, settings: Mapping[str, str]) -> Any:
    return altered(url, "ROLE", target(url, {}).parameters["user"], settings)


def by_database(url: str, settings: Mapping[str, str]) -> Any:
    return altered(url, "DATABASE", target(url, {}).parameters["dbname"], settings)


WAYS = [by_role, by_database, by_pgoptions, by_options]


@pytest.fixture
def reading(make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = make_database(reduced("after"))
    monkeypatch.setenv("SETTINGS_ADMIN", url)
    with roles.reader(url) as (_, own):
        yield own.removesuffix("?pool=5")


def known(url: str, settings: Mapping[str, str]) -> dict[str, str]:
    """Those of the settings that the server has."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT lower(name) FROM pg_settings").fetchall()
    return {name: value for name, value in settings.items() if (name.lower(),) in rows}


def test_every_setting_of_ours_is_tried() -> None:
    assert set(OTHER) == {*MEANING, *Timeouts().settings}
    assert not {*OTHER.items()} & {*MEANING.items()}


@pytest.mark.parametrize("way", WAYS)
def test_no_setting_changes_what_is_read(reading: str, way: Way) -> None:
    plain = seen(reading)
    assert plain[0]["moment"] == "2020-01-02 03:04:05+00"
    for name, value in known(reading, OTHER).items():
        with way(reading, {name: value}) as url:
            with psycopg.connect(url) as connection:
                [shown] = connection.execute(f"SHOW {name}".encode()).fetchall()
            assert shown[0] != plain[1].get(name), name  # It is set indeed.
            assert seen(url) == plain, name


def test_nor_do_all_at_once_what_commands_find(reading: str, tmp_path: Path) -> None:
    def found(url: str) -> list[Any]:
        said: list[Any] = []
        for command in (["verify", "--user-id", "42"], ["find-mentions", *WHO]):
            file = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
            code = run([*command, "--database-url", url, "--format", "json", "-o", str(file)])
            document = json.loads(file.read_text())
            checks = [(c["id"], c["outcome"], c["rows"], c["row_ids"]) for c in document["checks"]]
            mentions = sorted(str(m["row_id"]) for m in document["mentions"])
            said.append((code, document["verdict"], checks, mentions))
        return said

    plain = found(reading)
    others = known(reading, OTHER)
    for way in WAYS:
        with way(reading, others) as url:
            assert found(url) == plain, way.__name__


SESSION = "ignore_system_indexes"
"""Holds for a whole session, and is set at its start alone."""


@pytest.mark.parametrize("way", WAYS)
def test_what_only_a_superuser_may_set_is_set_back(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    url = make_database()
    monkeypatch.setenv("SETTINGS_ADMIN", url)
    for setting, own in POWERFUL.items():
        if setting != SESSION:
            with way(url, {setting: "replica" if own == "origin" else "on"}) as given:
                assert seen(given)[1][setting] == own


@pytest.mark.parametrize("way", [by_pgoptions, by_options])
def test_what_can_t_be_set_back_is_refused(shared_database: MakeDatabase, way: Way) -> None:
    words = f"has {SESSION} = on, and no result"
    with (
        way(shared_database(), {SESSION: "on"}) as url,
        pytest.raises(NoDatabaseError, match=words),
    ):
        seen(url)


@pytest.mark.parametrize(("jobs", "workers"), [(1, "0"), (2, "7"), (None, "7")])
def test_one_connection_takes_one_process_of_the_server(
    shared_database: MakeDatabase, jobs: int | None, workers: str
) -> None:
    given = quote("-c max_parallel_workers_per_gather=7")
    url = f"{shared_database(reduced())}?options={given}"
    access = GivenDatabase(url, None, jobs, (1, 1, 1)).access()
    with session(target(url, {}), access) as opened:
        for reader in opened.readers:
            [row] = reader.fetch("SHOW max_parallel_workers_per_gather")
            assert row["max_parallel_workers_per_gather"] == workers
