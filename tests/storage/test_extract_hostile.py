"""Files that are damaged, closed, or made to do harm: they are told, and nothing else."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operasure.looks.files import archive, picture
from operasure.looks.files.budget import Limits
from operasure.looks.files.model import Unread
from storage.extracted import OLE, SPLIT, TINY, named, png, says
from support import storage as made
from support.storage import NAME, docx, eml, odf, pdf, run, zipped


def nested(depth: int) -> bytes:
    data = NAME.encode()
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"a.txt": NAME}))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


LOL = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="w">&b;</w:document>'
)


EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&a;</w:document>'
)


MANIFEST = {"META-INF/manifest.xml": "<m:encryption-data xmlns:m='m'/>", "content.xml": "<x/>"}


HOSTILE: dict[str, tuple[bytes, str]] = {
    "zip bomb": (zipped({"a.txt": bytes(2 << 20)}), "inflates to more than 1 MB"),
    "zip bomb in XML": (
        docx(more={"word/styles.xml": "<w>" + "x" * (2 << 20) + "</w>"}),
        "inflates to more than",
    ),
    "entities": (zipped({made.CONTENT_TYPES: "<T/>", "word/document.xml": LOL}), "entities"),
    "external entity": (
        zipped({made.CONTENT_TYPES: "<T/>", "word/document.xml": EXTERNAL}),
        "entities",
    ),
    "broken XML": (zipped({made.CONTENT_TYPES: "<T/>", "a.xml": "<a><b></a>"}), "XML is damaged"),
    "no XML at all": (zipped({made.CONTENT_TYPES: "<T/>", "a.xml": b"\x00\xff"}), "XML is damaged"),
    "nested too deep": (nested(12), "too deep"),
    "encrypted ZIP": (encrypted_zip(), "encrypted"),
    "encrypted ODF": (zipped(MANIFEST), "encrypted"),
    "encrypted OOXML": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "encrypted PDF": (pdf(NAME, password="x"), "encrypted"),
    "truncated ZIP": (docx(run(NAME))[:-40], "damaged"),
    "truncated PDF": (pdf("x")[:200], "damaged"),
    "too many pages": (pdf(*"abcdef"), "more than 3 pages"),
    "50,000 × 50,000": (png(50_000, 50_000), "million pixels"),
    "truncated picture": (made.picture()[:40], "damaged picture"),
    "old office": (OLE + bytes(600), "format is old"),
    "film": (b"\0\0\0\x18ftypmp42" + bytes(99), "audio or video"),
    "unknown": (bytes(range(256)), "unknown kind"),
    "film in a ZIP": (zipped({"a.mp4": b"\0\0\0\x18ftypmp42" + bytes(99)}), "audio or video"),
    "unknown in a ZIP": (zipped({"a.dat": bytes(range(256))}), "unknown kind"),
    "film in a document": (
        docx(more={"word/media/a.mp4": b"\0\0\0\x18ftypmp42" + bytes(99)}), "audio or video"
    ),
    "unknown within a document": (
        docx(more={"word/embeddings/a.bin": bytes(range(256))}), "unknown kind"
    ),
    "encrypted text": (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "encrypted text"),
    "files in RTF": (rb"{\rtf1 {\object{\*\objdata 0105}} x}", "files within the RTF"),
}  # fmt: skip


@pytest.mark.parametrize("text", [True, False])
@pytest.mark.parametrize(("data", "why"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_can_t_be_read_says_why(data: bytes, why: str, text: bool) -> None:
    """Also where OpenProject has extracted some text of it: its properties were not read."""
    _, reason = says(data, limits=TINY, text=text)
    assert reason is not None
    assert why in reason
    assert "passwd" not in reason


def test_what_stands_before_the_damage_is_still_read() -> None:
    broken = zipped(
        {
            made.CONTENT_TYPES: "<T/>",
            "word/document.xml": f"<w><p>{NAME}</p><unclosed></w>",
            "word/more.xml": "<w><p>zoe@example.org</p></w>",
        }
    )
    pieces, reason = says(broken)
    assert "damaged" in str(reason)
    texts = "".join(piece.text for piece in pieces)
    assert NAME in texts
    assert "zoe@example.org" in texts


def test_time_runs_out() -> None:
    _, reason = says(pdf(*["x"] * 3), limits=Limits(seconds=-1))
    assert "longer than" in str(reason)


def test_a_picture_too_large_to_decode_has_no_thumbnail() -> None:
    with pytest.raises(Unread, match="million pixels"):
        picture.thumbnail(BytesIO(png(50_000, 50_000)))


SEEDS = [
    docx(SPLIT, author=NAME, more={"word/media/a.jpg": made.picture()}),
    odf("text", f"<text:p>{NAME}</text:p>", NAME),
    pdf("one", NAME, author=NAME, attached={"a.txt": b"x"}),
    eml("text", pdf("x")),
    made.picture(t315=NAME, gps=True),
    made.picture("PNG", t315=NAME),
    made.picture("TIFF", t315=NAME),
    made.picture("WEBP"),
    made.picture("GIF"),
    made.picture("BMP"),
    rb"{\rtf1\ansi\ansicpg1252 Zo\'eb M\'fcller}",
]


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4), st.integers(0, 6)), max_size=6),
    st.floats(0.05, 1),
)
def test_a_damaged_file_is_unread_and_raises_nothing_else(
    seed: bytes, changes: list[tuple[float, bytes, int]], part: float
) -> None:
    data = bytearray(seed)
    for where, put, cut in changes:
        at = int(where * len(data))
        data[at : at + cut] = put
    data = data[: max(1, int(part * len(data)))]
    says(bytes(data), "a.eml", TINY)
    for look in (picture.said, picture.thumbnail):
        try:
            look(BytesIO(bytes(data)))
        except Unread:
            continue


def test_mail_with_a_lying_charset() -> None:
    message = EmailMessage()
    message.set_content(NAME, charset="utf-8", cte="8bit")
    data = message.as_bytes().replace(b'charset="utf-8"', b'charset="no-such-charset"')
    pieces, why = says(data, "a.eml")
    assert (named(pieces), why) == ({"text"}, None)


def test_a_zip_with_very_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST", 3)
    _, reason = says(zipped({str(number): b"" for number in range(4)}))
    assert reason == "it contains more than 3 files"
