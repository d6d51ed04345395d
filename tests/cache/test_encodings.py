"""Bytes are read in every encoding they may be in, and in no codec that is no character set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.looks.cache.encodings import readings


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("ISO-8859-1", "iso-8859-1"),
        ("ISO-8859-15", "iso-8859-15"),
        ("Windows-1252", "cp1252"),
        ("UTF-16LE", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("UTF-32LE", "utf-32-le"),
        ("macRoman", "mac_roman"),
        ("IBM850", "cp850"),
    ],
)
def test_a_declared_encoding_is_used(encoding: str, codec: str) -> None:
    assert readings("Zoë Müller".encode(codec), encoding) == ["Zoë Müller"]


@pytest.mark.parametrize(
    ("encoding", "codec", "name"),
    [
        ("Windows-31J", "cp932", "山田太郎"),
        ("EUC-JP", "euc_jp", "山田太郎"),
        ("eucJP", "euc_jp", "山田太郎"),
        ("GB18030", "gb18030", "王小明"),
        ("Big5", "big5", "王小明"),
        ("KOI8-R", "koi8-r", "Зоя Иванова"),
        ("Windows-1251", "cp1251", "Зоя Иванова"),
    ],
)
def test_other_scripts_too(encoding: str, codec: str, name: str) -> None:
    assert readings(name.encode(codec), encoding) == [name]


@pytest.mark.parametrize("encoding", [None, "UTF-8", "US-ASCII"])
def test_one_byte_letters_are_found_where_utf8_was_expected(encoding: str | None) -> None:
    assert "Zoë Müller" in readings("Zoë Müller".encode("cp1252"), encoding)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [b"", b"\x00", b"\xff\xfe"])
def test_undeclared_utf16_is_found(codec: str, before: bytes) -> None:
    data = before + "Zoë Müller".encode(codec)

    assert any("Zoë Müller" in reading for reading in readings(data, None))


@pytest.mark.parametrize(
    "encoding", ["unicode_escape", "punycode", "rot13", "zlib", "utf-7", "ISO-8859-99"]
)
def test_no_other_codec_is_run(encoding: str) -> None:
    assert readings(rb"Zo\u00eb", encoding) == [r"Zo\u00eb"]


@given(st.binary(), st.sampled_from([None, "UTF-8", "GB18030", "UTF-16", "ISO-2022-JP"]))
def test_any_bytes_have_a_reading(data: bytes, encoding: str | None) -> None:
    assert readings(data, encoding)
