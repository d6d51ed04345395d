"""Packed logs: recognised by their bytes, read to the end or as far as they go."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core import unpack
from operasure.core.unpack import UnpackNotes, plain

zstd = unpack.ZSTD
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": lambda data: bytes(zstd.compress(data)),
}
TEXT = b"".join(b"line %d of a log\n" % number for number in range(20_000))


def read(data: bytes, piece: int = 1 << 16) -> tuple[bytes, UnpackNotes]:
    seen = UnpackNotes()
    pieces = (data[at : at + piece] for at in range(0, len(data), piece))
    return b"".join(plain(pieces, seen)), seen


BEHIND = {
    **{packing: pack(b"x") for packing, pack in PACKERS.items() if zstd or packing != "zstd"},
    "openssl": b"Salted__" + bytes(range(0x80, 0x98)),
}


@pytest.mark.parametrize("packing", BEHIND)
def test_a_little_packed_data_behind_a_log_is_told_wherever_its_pieces_end(packing: str) -> None:
    data, head = TEXT[:2000] + BEHIND[packing], 10
    for size in range(2000 - 1, 2000 + head + 1):
        assert read(data, size)[1].problems, size


def test_words_that_packed_data_begins_with_are_text_in_a_text() -> None:
    assert read(TEXT + b"openssl writes Salted__, bzip2 BZh91AY&SY\n")[1].problems == []


def test_what_is_not_packed_stays_as_it_is() -> None:
    for data in (b"", b"\n", b"x", TEXT):
        found, seen = read(data)
        assert found == data
        assert (seen.packings, seen.problems) == ([], [])


@pytest.mark.parametrize("packing", PACKERS)
def test_packed_logs_are_read_in_pieces_of_any_size(packing: str) -> None:
    packed = PACKERS[packing](TEXT)
    for piece in (7, 4096, 1 << 20):
        found, seen = read(packed, piece)
        assert found == TEXT
        assert (seen.packings, seen.problems) == ([packing], [])


@pytest.mark.parametrize("packing", PACKERS)
def test_members_stand_one_after_another_also_with_zeros_between(packing: str) -> None:
    pack = PACKERS[packing]
    zeros = bytes(512)
    for packed in (
        pack(TEXT) * 3,
        pack(TEXT) + zeros + pack(TEXT) + pack(b"") + pack(TEXT) + zeros,
    ):
        found, seen = read(packed)
        assert found == TEXT * 3
        assert seen.problems == []


def test_frames_to_be_skipped_are_skipped() -> None:
    skipped = b"\x5a\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"12345"
    found, seen = read(skipped + PACKERS["zstd"](TEXT) + skipped + PACKERS["zstd"](b"end\n"))
    assert (found, seen.problems) == (TEXT + b"end\n", [])


def test_many_small_members_are_read() -> None:
    lines = [b"line %d\n" % number for number in range(2_000)]
    found, seen = read(b"".join(map(PACKERS["gzip"], lines)))
    assert (found, seen.problems) == (b"".join(lines), [])


@pytest.mark.parametrize("packing", PACKERS)
def test_of_a_truncated_log_is_read_what_is_there(packing: str) -> None:
    chunks = [b"first\n", TEXT, TEXT[::-1], TEXT]
    packed = b"".join(PACKERS[packing](chunk) for chunk in chunks)
    whole = b"".join(chunks)
    for end in (len(packed) - 1, len(packed) - 9, len(packed) // 2, 100, 11):
        found, seen = read(packed[:end])
        assert whole.startswith(found)
        [problem] = seen.problems
        assert problem.reason.startswith("cut off")
    found, _ = read(packed[:-1])
    assert len(found) > len(whole) - len(TEXT)


def test_a_truncated_gzip_gives_all_that_zlib_can() -> None:
    packed = PACKERS["gzip"](TEXT)
    for end in range(20, len(packed), len(packed) // 7):
        wanted = zlib.decompressobj(31).decompress(packed[:end])
        found = read(packed[:end])[0]
        assert wanted.startswith(found)
        assert len(wanted) - len(found) <= 1  # ISA-L holds back the last letter


@pytest.mark.parametrize("packing", PACKERS)
def test_damage_hides_nothing_before_it_and_is_told(packing: str) -> None:
    first, second = PACKERS[packing](TEXT), bytearray(PACKERS[packing](TEXT))
    second[len(second) // 2 :] = b"\xff" * (len(second) - len(second) // 2)
    found, seen = read(first + bytes(second))
    assert found.startswith(TEXT)
    assert len(seen.problems) == 1


def test_damage_in_gzip_loses_no_more_than_a_step() -> None:
    lines = b"".join(f"{number * 2654435761 % 2**32:x}\n".encode() for number in range(200_000))
    packed = bytearray(PACKERS["gzip"](lines))
    at = len(packed) * 3 // 4
    packed[at : at + 64] = bytes(64)
    found, seen = read(bytes(packed))
    assert len(found) > len(lines) // 2
    [problem] = seen.problems
    assert problem.reason.startswith(("damaged", "cut off"))


@pytest.mark.parametrize("packing", PACKERS)
def test_what_stands_behind_packed_data_is_told(packing: str) -> None:
    found, seen = read(PACKERS[packing](TEXT) + b"plain text that follows\n")
    assert found == TEXT
    assert "behind" in seen.problems[0].reason
    found, seen = read(PACKERS[packing](TEXT) + b"short")
    assert "behind" in seen.problems[0].reason


def test_a_log_may_be_packed_in_itself_but_not_without_end() -> None:
    data = PACKERS["xz"](PACKERS["gzip"](TEXT))
    found, seen = read(data)
    assert found == TEXT
    assert seen.packings == ["xz", "gzip"]
    data = TEXT
    for _ in range(unpack.DEEPEST + 1):
        data = PACKERS["gzip"](data)
    found, seen = read(data)
    assert seen.packings == ["gzip"] * unpack.DEEPEST
    assert seen.problems


@pytest.mark.parametrize("packing", PACKERS)
def test_a_bomb_unfolds_a_bounded_piece_at_a_time(packing: str) -> None:
    bomb = PACKERS[packing](bytes(16 << 20))
    size = 0
    for piece in plain(iter([bomb]), UnpackNotes()):
        assert len(piece) <= max(unpack.LIMIT, 1 << 20)
        size += len(piece)
    assert size == 16 << 20


def test_without_its_module_zstd_is_told_and_not_taken_for_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = PACKERS["zstd"](TEXT)
    monkeypatch.setattr(unpack, "ZSTD", None)
    found, seen = read(packed)
    assert found == b""
    assert ".[zstd]" in seen.problems[0].remedy


def test_without_isal_zlib_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = PACKERS["gzip"](TEXT) * 2
    monkeypatch.setattr(unpack, "ISAL", None)
    assert read(packed)[0] == TEXT * 2
    assert read(packed[:-5])[1].problems


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("production.log", TEXT)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        _zip(),
        b"LPKSHHRH" + bytes(300),
        b"7z\xbc\xaf\x27\x1c" + bytes(300),
        b"\x04\x22\x4d\x18" + bytes(300),
        b"-----BEGIN PGP MESSAGE-----\n",
    ],
)
def test_what_can_not_be_read_is_told(data: bytes) -> None:
    found, seen = read(data)
    assert found == b""
    assert len(seen.problems) == 1


def test_what_is_read_only_in_part_is_told() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("production.log")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    found, seen = read(file.getvalue())
    assert TEXT in found
    assert "tar archive" in seen.problems[0].reason
    found, seen = read(bytes(range(128)) * 8)
    assert len(found) == 1024
    assert "binary data" in seen.problems[0].reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_where_its_mark_says_so(encoding: str) -> None:
    text = "Zoë Müller\n王小明 🦊\n"
    mark = "" if encoding == "utf-16" else "\ufeff"
    for piece in (3, 1024):
        found, seen = read((mark + text).encode(encoding), piece)
        assert found.decode() == text
        assert seen.packings == ["UTF-16"]


def test_zeros_at_the_start_are_no_binary_data() -> None:
    # A log that was truncated while somebody held it open.
    found, seen = read(bytes(5000) + TEXT)
    assert found.endswith(TEXT)
    assert seen.problems == []


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"\x1f\x8b\x08",
            b"\xfd7zXZ\x00",
            b"BZh91AY&SY",
            b"\x28\xb5\x2f\xfd",
            b"\xff\xfe",
            b"\xfe\xff",
        ]
    ),
)
def test_no_bytes_raise_anything(data: bytes, head: bytes) -> None:
    def pieces() -> Iterator[bytes]:
        yield head + data

    for _ in plain(pieces(), UnpackNotes()):
        pass
