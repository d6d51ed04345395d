"""Beside the database: each entry, file and line is reported, a hole is named, nothing stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import psycopg
import pytest

from cache.kit import Client, forget
from operasure.core.errors import UsageError
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.cache.address import Address
from operasure.looks.cache.ids import UserIds
from operasure.looks.canary import beside, caches, lines, person
from operasure.looks.canary.beside import Beside
from operasure.looks.canary.model import BesideKind, PlantedBeside, Told
from operasure.looks.canary.rows import Rows
from operasure.looks.files import extra
from operasure.looks.files.file_kinds import FileFormat
from operasure.looks.files.ledger import FileInStorage
from operasure.looks.files.model import FileRead
from operasure.looks.files.record import Recorder
from operasure.looks.logs.ids import LogIds
from operasure.server.memcached import Memcached
from support.databases import MakeDatabase

WHO = person.invented(23_456, Random(3))


def missed(found: tuple[PlantedBeside, ...]) -> dict[str, tuple[str, ...]]:
    return {each.place: each.missed for each in found if each.missed}


def whole(found: tuple[PlantedBeside, ...]) -> bool:
    """Whether everything was found."""
    return all(each.told == {Told.FOUND: each.planted} and not each.refused for each in found)


@pytest.mark.parametrize("seed", range(3))
def test_every_line_and_every_file_of_a_cache(tmp_path: Path, seed: int) -> None:
    who = person.invented(10_000 + seed, Random(seed))
    (tmp_path / "c").mkdir()
    (tmp_path / "l").mkdir()
    for found in (caches.in_files(tmp_path / "c", who), lines.in_logs(tmp_path / "l", who)):
        assert whole(found), missed(found)
        assert sum(each.planted for each in found) > 50


def test_every_entry_of_a_memcached_and_none_stays(memcached: Memcached) -> None:
    found = caches.in_memcached(Address(memcached.host, memcached.port), WHO)
    assert whole(found), missed(found)
    with Client(memcached) as client:
        assert client.dump() == []


def test_a_memcached_is_cleaned_when_the_search_is_interrupted(
    memcached: Memcached, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        with Client(memcached) as client:
            # Should nothing be left to clean it, it goes by itself.
            assert client.dump()
            assert not any("exp=-1" in line for line in client.dump())
        raise KeyboardInterrupt

    monkeypatch.setattr(caches, "look", stop)
    with pytest.raises(KeyboardInterrupt):
        caches.in_memcached(Address(memcached.host, memcached.port), WHO)
    with Client(memcached) as client:
        assert client.dump() == []


def test_a_cache_in_use_is_refused(memcached: Memcached, monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch)
    copy = memcached.address
    assert str(caches.refuse_living(copy, {})) == copy
    for name in (copy, f"localhost:{memcached.port}"):
        living = {"OPENPROJECT_CACHE__MEMCACHE__SERVER": f"{name}, 192.0.2.7:1"}
        with pytest.raises(UsageError, match="the environment names for OpenProject"):
            caches.refuse_living(copy, living)
    with Client(memcached) as client:
        client.set(b"k", b"v")
        before = client.dump()
        with pytest.raises(UsageError, match="holds entries, as a cache in use"):
            caches.refuse_living(copy, {})
        assert client.dump() == before
    with pytest.raises(UsageError, match="can't be planted in"):
        caches.refuse_living("127.0.0.1:1", {})


@pytest.fixture
def installation(make_database: MakeDatabase) -> Iterator[Beside]:
    """A database to plant beside."""
    url = make_database("empty-17.1")
    with psycopg.connect(url) as connection:
        connection.execute("SELECT setval('users_id_seq', 40000)")
        connection.commit()
        connection.execute("SET session_replication_role = replica")
        rows = Rows.of(connection)
        table = ("public", "attachments")
        yield Beside(target(url, {}), Access(jobs=1), rows, table, WHO, kept=False)
        [(count,)] = connection.execute("SELECT count(*) FROM attachments").fetchall()
        assert count == 0


@pytest.mark.usefixtures("_memcached_program")
def test_every_kind_of_place(installation: Beside) -> None:
    found = tuple(installation.look())
    assert installation.left_out() == {}
    assert whole(found), missed(found)
    assert {each.kind for each in found} == {*BesideKind}
    files = {each.place: each.planted for each in found if each.kind is BesideKind.FILES}
    assert files["PDF"] == files["OpenDocument"] == files["property of a picture"] == 4
    assert files["avatar"] == 1


def nothing(*_: object, **__: object) -> Iterator[object]:
    yield from ()


@pytest.mark.parametrize(
    ("broken", "name", "instead", "hole"),
    [
        (UserIds, "is_users", lambda *_: False, {"rows of accounts", "settings"}),
        (LogIds, "_binds", nothing, {"SQL"}),
    ],
)
def test_a_recogniser_that_is_broken_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: type,
    name: str,
    instead: Callable[..., object],
    hole: set[str],
) -> None:
    monkeypatch.setattr(broken, name, instead)
    look = caches.in_files if broken is UserIds else lines.in_logs
    assert set(missed(look(tmp_path, WHO))) == hole


def test_a_reader_of_files_that_is_broken_is_named(
    installation: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(recorder: Recorder, file: FileInStorage, seen: FileRead) -> None:
        original(recorder, file, replace(seen, seen=()) if seen.kind == FileFormat.PDF else seen)

    original = Recorder.read
    monkeypatch.setattr(Recorder, "read", read)
    monkeypatch.setattr(caches, "in_files", lambda *_: ())
    monkeypatch.setattr(lines, "in_logs", lambda *_: ())
    monkeypatch.setattr(beside, "program", lambda: None)
    found = tuple(installation.look())
    assert set(missed(found)) == {"PDF"}
    assert len(missed(found)["PDF"]) == 4
    assert installation.left_out() == {BesideKind.MEMCACHED: beside.NO_MEMCACHED}


def test_what_is_not_at_hand_is_said(installation: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "NEEDED", ("no_such_library",))
    assert installation.left_out()[BesideKind.FILES] == beside.NO_LIBRARIES
    monkeypatch.undo()
    monkeypatch.delitem(installation.rows.tables, installation.attachments)
    assert installation.left_out()[BesideKind.FILES] == beside.NO_ATTACHMENTS
