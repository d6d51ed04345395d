"""Which release a database is of, by single migrations of the core."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import psycopg
import pytest

from openproject import schema
from operasure.cli import run
from operasure.database import release
from operasure.database.release import recognise
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.reports.certificate.minimise import minimise
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import generated

PLUGIN = ("20270101000000", "20240229123456", "20190101010101", "77")
"""Migrations of plugins: younger than every release, between releases, older, another form."""


def migrations(version: str) -> list[str]:
    inserted = schema.ddl(version).partition("INTO schema_migrations")[2]
    return re.findall(r"\('(\d+)'\)", inserted)


def upto(name: str, *, squash: bool = False) -> Iterator[str]:
    """The marks of a release and of all before, as an upgrade leaves them."""
    for each in release.known().releases:
        if not squash or ("." in each.name and float(each.name) >= 16) or "dev" in each.name:
            yield from map(str, each.since)
        if each.name == name:
            return


def name(have: Iterable[str], tables: Iterable[str] = ()) -> str | None:
    return recognise(have, list(tables)).name


@pytest.mark.parametrize("version", schema.VERSIONS)
@pytest.mark.parametrize("plugin", [(), PLUGIN])
def test_whole_releases(version: str, plugin: tuple[str, ...]) -> None:
    found = recognise([*migrations(version), *plugin], [])
    assert found.name == version
    assert not found.beyond
    assert f"the last of {version}" in found.known_by


@pytest.mark.parametrize(
    ("version", "squash"),
    [
        *(
            (each, False)
            for each in ("11.3", "15.3", "16.0", "16.6", "17.1", "17.7", "17.9", "18-dev")
        ),
        *((each, True) for each in ("16.0", "16.6", "17.1", "17.7", "17.9", "18-dev")),
    ],
)
def test_releases_known_by_marks(version: str, squash: bool) -> None:
    assert name(upto(version, squash=squash)) == version


def test_no_release_is_taken_for_another() -> None:
    told = {each.name: name(upto(each.name)) for each in release.known().releases}
    assert len(set(told.values())) == len(told)
    assert {k for k, v in told.items() if k == v} == {
        "10.0", "11.3", "12.0", "15.3", "16.0", "16.6", "17.1", "17.7", "17.9", "18-dev",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("base", "more", "expected"),
    [
        ("11.3", "20210616145324", "between 11.3 and 12.0"),
        ("13.3", "20240222155909", "between 13.3 and 13.4"),
        ("15.3", "20250210163523", "between 15.3 and 16.0"),
        ("16.0", "20250804083253", "between 16.0 and 16.6"),
        ("16.6", "20251126092758", "between 16.6 and 17.1"),
        ("17.1", "20250927215339", "between 17.1 and 17.7"),
        ("17.1", "20260318133702", "between 17.1 and 17.7"),
        ("17.7", "20260824132100", "between 17.7 and 17.9"),
        ("17.7", "20260831120000", "between 17.7 and 17.9"),
        ("17.9", "20260818121751", "between 17.9 and 18-dev"),
        ("17.9", "20261002090000", "between 17.9 and 18-dev"),
    ],
)
def test_between_two_releases(base: str, more: str, expected: str) -> None:
    found = recognise([*upto(base), more, *PLUGIN], [])
    assert found.name == expected
    assert more in found.known_by


def test_a_plugin_s_younger_migration_hides_no_release_whose_list_was_read() -> None:
    for version in ("10.0", "12.0", "15.3", "17.1"):
        assert name([*upto(version), *PLUGIN]) == version


@pytest.mark.parametrize("version", ["17.7", "18-dev"])
def test_newer_than_what_is_known(version: str) -> None:
    tables = ["users", "zz_future", "aa_future", "workflows"]
    found = recognise([*upto(version), "20280101000000"], tables)
    assert found.name == f"{version} or newer"
    assert found.beyond
    assert "tables that this version does not know: aa_future, zz_future" in found.known_by


def test_a_squashed_migration_that_is_not_known() -> None:
    found = recognise([*upto("17.1"), "1000017", "1003019"], [])
    assert found.name == "17.1 or newer"
    assert found.beyond
    assert "1003019" in found.known_by
    # Numbers that an upgrade left of older squashes say nothing of that kind.
    assert recognise([*upto("17.1"), "1000015", "1003014"], []) == recognise(upto("17.1"), [])


@pytest.mark.parametrize("have", [(), PLUGIN, ("20180101000000",)])
def test_a_database_without_a_known_mark_is_unnamed(have: tuple[str, ...]) -> None:
    found = recognise(have, [])
    assert found.name is None
    assert found.beyond
    assert "none of the core's migrations" in found.known_by


def test_names_of_tables_are_shown_without_harm_and_not_without_end() -> None:
    tables = [f"t{n:03}" for n in range(500)]
    tables += ["a\x1b[2J\nb", *(f"{n:02}" + "\x1b" * 61 for n in range(40))]
    found = recognise(upto("17.7"), tables)
    assert found.known_by.isprintable()
    assert "521 more" in found.known_by
    # A certificate copies texts of up to 2,000 characters.
    assert len(found.known_by) < 1500


def test_the_entries_are_in_order_and_share_no_mark() -> None:
    releases = release.known().releases
    marks = [mark for each in releases for mark in each.since]
    assert len(marks) == len(set(marks))
    assert all(each.last <= each.since for each in releases)
    youngest = [max(each.since) for each in releases]
    assert youngest == sorted(youngest)


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_of_a_release_that_was_read_every_table_is_known(
    shared_database: MakeDatabase, version: str
) -> None:
    found = told(shared_database(f"empty-{version}"))
    assert found == (version, False)
    with psycopg.connect(shared_database(f"empty-{version}")) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [str(row[0]) for row in rows]
    assert "tables" not in recognise([], tables).known_by


def told(url: str) -> tuple[str | None, bool]:
    with session(target(url, {}), Access()) as opened:
        return opened.installation.openproject, opened.installation.beyond


def test_evidence_says_how_the_release_was_known(
    make_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(generated("17.1"))
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE zz_future (id bigserial PRIMARY KEY)")
        connection.execute(
            "INSERT INTO schema_migrations VALUES ('20250927215339'), ('20270101000000')"
        )
    run(["verify", "--user-id", "42", "--database-url", url, "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    validate(document)
    facts = document["installation"]
    assert facts["openproject"] == "between 17.1 and 17.7"
    assert "20250927215339" in facts["openproject_known_by"]
    assert "tables that this version does not know: zz_future" in facts["openproject_known_by"]
    assert any(
        "knows OpenProject's deletion up to release 17.1" in note for note in document["notes"]
    )
    assert minimise(document, b"k" * 32)["installation"]["openproject_known_by"]
