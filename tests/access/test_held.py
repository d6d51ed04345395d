"""What is held of the person: each row that a check finds, in every release, and no secret."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest

from openproject import schema
from operasure.core.model import Column, Origin
from operasure.database.target import target
from operasure.looks.access.gather import HeldData, gather
from operasure.looks.access.reading import HeldRow
from operasure.looks.access.rules import Withheld, rules
from operasure.looks.snapshot import named
from operasure.looks.snapshot.model import SnapshotPlace
from operasure.looks.snapshot.rows import keys_of
from operasure.looks.snapshot.take import SnapshotOptions
from operasure.reports.access.answer import AccessAnswer, AnswerFacts
from operasure.reports.words import Words
from support.access import FEW
from support.bench import Bench
from support.databases import MakeDatabase
from support.instances import generated

if TYPE_CHECKING:
    pass


@contextmanager
def held(url: str, *, by_name: bool = False) -> Iterator[HeldData]:
    """What is held; the search for the name, which is the snapshot's too, only where asked for."""
    with pytest.MonkeyPatch.context() as patch:
        if not by_name:
            patch.setattr(named, "find", lambda *_: ({}, {}))
        with gather(target(url, {}), SnapshotOptions(42), "[other]") as found:
            yield found


@pytest.mark.parametrize("release", ["10.0", "15.3", "18-dev"])
def test_every_row_that_a_check_finds_is_given_or_left_out_with_a_reason(
    shared_database: MakeDatabase, release: str
) -> None:
    with held(shared_database(generated(release))) as found:
        assert len(found.found) > 90
        for place in found.found:
            before = sum(found.left.values())
            entries = list(found.entries(place))
            own = Column(place.table, place.column) in rules().own
            if place.origin is Origin.TEXT:
                # Another account's text, or one of a row that is given whole.
                gone = {each.id for each in entries} ^ keys_of(place.keys)
                assert len(gone) <= sum(found.left.values()) - before or rules().is_own(place.table)
                continue
            assert {each.id for each in entries} == keys_of(place.keys), place.check
            if own:
                _is_whole(found, place, entries)
        assert found.unread == []
        assert [each.values for _, _, texts in found.written.tables() for each in texts]


def _is_whole(found: HeldData, place: SnapshotPlace, rows: list[HeldRow]) -> None:
    """Every column of the person's own rows is given, or left out with a reason."""
    table = found.session.catalogue.own[place.table]
    wanted = {c.name for c in table.columns if not c.primary}
    wanted -= {what.partition(".")[2] for what, _ in found.left if what.startswith(table.name)}
    counts = ", ".join(f'count("{name}") AS "{name}"' for name in sorted(wanted))
    sql = f"SELECT {counts} FROM {table.name} WHERE CAST({place.key} AS text) = ANY(:keys)"
    [filled] = found.session.readers[0].fetch(sql, keys=[str(key) for key in keys_of(place.keys)])
    for name, number in filled.items():
        assert sum(name in row.values for row in rows) == number, (place.check, name)


@pytest.mark.parametrize("release", schema.RELEASES)
def test_no_column_with_a_secret_is_given(shared_database: MakeDatabase, release: str) -> None:
    """By the schemas of all releases: the names are those of OpenProject's own models."""
    secret = {
        "user_passwords": ("hashed_password", "salt"),
        "tokens": ("value", "data"),
        "plaintext_tokens": ("value",),
        "two_factor_authentication_devices": ("otp_secret", "webauthn_external_id"),
        "oauth_access_tokens": ("token", "refresh_token", "previous_refresh_token"),
        "oauth_access_grants": ("token", "code_challenge"),
        "oauth_client_tokens": ("access_token", "refresh_token"),
        "oidc_user_tokens": ("access_token", "refresh_token"),
        "sessions": ("session_id", "data"),
        "users": ("api_key", "hashed_password", "salt"),
    }
    with psycopg.connect(shared_database(f"empty-{release}")) as connection:
        tables = Bench(connection).session.catalogue.own
        connection.rollback()
    for name, columns in secret.items():
        for column in columns:
            if name in tables and column in tables[name].named:
                why = rules().withheld(tables[name], tables[name].named[column], frozenset())
                assert why is Withheld.SECRET, (name, column)


def test_what_the_rules_name_is_of_some_release(shared_database: MakeDatabase) -> None:
    there = set()
    for release in schema.RELEASES:
        with psycopg.connect(shared_database(f"empty-{release}")) as connection:
            for table in Bench(connection).session.catalogue.own.values():
                there |= {Column(table.name, name) for name in table.named}
            connection.rollback()
    own = rules()
    shown = {column for columns in own.shown.values() for column in columns}
    assert (own.given | shown | own.not_written) - there == set()
    tables = {column.table for column in there}
    assert {*own.sign_in, *own.recorded, *own.technical} - tables == set()
    named_columns = {Column(t, c) for t, columns in own.sign_in.items() for c in columns}
    assert named_columns - there == set()


@pytest.mark.parametrize("release", ["10.0", "12.0", "16.0"])
def test_old_versions_are_read_in_each_layout_of_journals(
    shared_database: MakeDatabase, release: str
) -> None:
    with held(shared_database(generated(release))) as found:
        tables = {
            name: [row.version for row in rows]
            for name, _, rows in found.written.tables()
            if name.endswith("_journals")
        }
        assert found.unread == []
    assert any(tables.values())
    assert all(number for numbers in tables.values() for number in numbers)


def test_memory_does_not_grow_with_what_is_held(make_database: MakeDatabase) -> None:
    many = make_database(FEW)
    with psycopg.connect(many) as connection:
        connection.execute(
            "INSERT INTO watchers (watchable_type, watchable_id, user_id) "
            "SELECT 'WorkPackage', i, 42 FROM generate_series(1, 12000) i"
        )
        connection.execute(
            "INSERT INTO comments (commented_type, commented_id, author_id, comments) "
            "SELECT 'News', i, 42, repeat('a text by me. ', 1500) FROM generate_series(1, 120) i"
        )
    words = Words("en")
    with held(many) as found:
        made = AccessAnswer(found, AnswerFacts({}, None, 30, words))
        tracemalloc.start()
        sizes: Mapping[str, int] = {
            name: sum(map(len, pieces)) for name, pieces in made.files().items()
        }
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert sizes["written.json"] > 2_500_000
    assert sizes["answer.json"] > 1_000_000
    assert sizes["answer.html"] < 200_000
    assert peak < 3_500_000
