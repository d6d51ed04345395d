"""What files say, kind by kind, and that no file does harm."""

from __future__ import annotations

import struct
import zlib
from email.message import EmailMessage
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from operasure.looks.files import archive, extract, picture
from operasure.looks.files.budget import Budget, Limits
from operasure.looks.files.file_kinds import FileFormat, sniff
from operasure.looks.files.model import FilePart, FilePiece, Unread
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker
from support import storage as made
from support.storage import NAME, docx, eml, odf, pdf, run, zipped

SEEKER = Seeker(Identity.of(names=[NAME], mails=["zoe@example.org"]))
TINY = Limits(inflated=1 << 20, pages=3)


def says(
    data: bytes, name: str = "file", limits: Limits | None = None, *, text: bool = True
) -> tuple[list[FilePiece], str | None]:
    """Everything that a file says, and why not all of it could be read."""
    pieces: list[FilePiece] = []
    budget = Budget(limits or Limits())
    try:
        for piece in extract.pieces(BytesIO(data), name, budget, text=text):
            pieces.append(piece)  # noqa: PERF402  (what comes before an error is kept)
    except Unread as unread:
        return pieces, str(unread)
    return pieces, None


def named(pieces: list[FilePiece]) -> set[str]:
    """Where the person is named."""
    return {
        str(piece.where)
        for piece in pieces
        if any(SEEKER.find(piece.text.encode(errors="replace"), structured=piece.structured))
    }


def rels(target: str) -> str:
    return f'<Relationships><Relationship Target="{target}" TargetMode="External"/></Relationships>'


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SPLIT = f"{run('Zo')}<w:r><w:rPr><w:b/></w:rPr><w:t>ë M</w:t></w:r>{run('üller')}"
CASES: dict[str, tuple[str, bytes, set[str]]] = {
    "word": ("a.docx", docx(run(f"Dear {NAME},")), {"text"}),
    "word, in three runs": ("a.docx", docx(SPLIT), {"text"}),
    "word, author": ("a.docx", docx(author=NAME), {"property"}),
    "word, last author": ("a.docx", docx(last="Müller, Zoë"), {"property"}),
    "word, author of a change": (
        "a.docx", docx(f'<w:ins w:id="1" w:author="{NAME}"><w:r/></w:ins>'), {"property"}
    ),
    "word, deleted text": (
        "a.docx", docx(f"<w:del><w:r><w:delText>{NAME}</w:delText></w:r></w:del>"), {"text"}
    ),
    "word, a link": (
        "a.docx",
        docx(more={"word/_rels/document.xml.rels": rels("mailto:zoe@example.org")}),
        {"property"},
    ),
    "word, a comment": (
        "a.docx",
        docx(more={"word/comments.xml": f'<w:comments xmlns:w="w"><w:p>{NAME}</w:p></w:comments>'}),
        {"text"},
    ),
    "word, a document within": (
        "a.docx", docx(more={"word/embeddings/b.docx": docx(run(NAME))}), {"text"}
    ),
    "word, a picture within": (
        "a.docx", docx(more={"word/media/image1.jpeg": made.picture(t315=NAME)}), {"property"}
    ),
    "excel, shared strings": (
        "a.xlsx",
        zipped(
            {
                made.CONTENT_TYPES: "<Types/>",
                "xl/sharedStrings.xml": "<sst><si><t>Zoë</t></si><si><t>Müller</t></si></sst>",
            }
        ),
        {"text"},
    ),
    "excel, commenter": (
        "a.xlsx",
        zipped(
            {
                made.CONTENT_TYPES: "<Types/>",
                "xl/comments1.xml": f"<c><authors><author>{NAME}</author></authors></c>",
            }
        ),
        {"property", "text"},
    ),
    "powerpoint, commenter": (
        "a.pptx",
        zipped(
            {
                made.CONTENT_TYPES: "<Types/>",
                "ppt/commentAuthors.xml": f'<p:l xmlns:p="p"><p:cmAuthor name="{NAME}"/></p:l>',
            }
        ),
        {"property"},
    ),
    "powerpoint, a slide": (
        "a.pptx",
        zipped(
            {
                made.CONTENT_TYPES: "<Types/>",
                "ppt/slides/slide1.xml": '<a:p xmlns:a="a"><a:r><a:t>Zoë </a:t></a:r>'
                "<a:r><a:t>Müller</a:t></a:r></a:p>",
            }
        ),
        {"text"},
    ),
    "opendocument text": (
        "a.odt", odf("text", "<text:p>Zo<text:span>ë</text:span><text:s/>Müller</text:p>"), {"text"}
    ),
    "opendocument, author": ("a.odp", odf("presentation", "", NAME), {"property"}),
    "pdf": ("a.pdf", pdf("first", f"by {NAME}"), {"text"}),
    "pdf, author": ("a.pdf", pdf("x", author=NAME), {"property"}),
    "pdf, attached": ("a.pdf", pdf("x", attached={"b.docx": docx(run(NAME))}), {"text"}),
    "pdf, name of what is attached": (
        "a.pdf", pdf("x", attached={"Zoe Mueller.txt": b"x"}), {"name"}
    ),
    "pdf, encrypted for nobody": ("a.pdf", pdf(NAME, password=""), {"text"}),
    "mail, base64": ("a.eml", eml(f"Hello {NAME}"), {"text"}),
    "mail, attachment": ("a.eml", eml("x", pdf(NAME)), {"text"}),
    "rtf": ("a.rtf", rb"{\rtf1\ansi\ansicpg1252 Zo\'eb M\'fcller}", {"text"}),
    "rtf, by number": ("a.rtf", rb"{\rtf1\ansi Zo\u235?{\b  M}\u252?ller}", {"text"}),
    "html": ("a.html", "<p>Zo&euml;&nbsp;<b>M</b>üller</p>".encode(), {"text"}),
    "csv": ("a.csv", "id;given;family\n1;Zoë;Müller\n".encode(), {"text"}),
    "svg": ("a.svg", f"<svg><text>{NAME}</text></svg>".encode(), {"text"}),
    "windows": ("a.txt", NAME.encode("cp1252"), {"text"}),
    "utf-32": ("a.txt", NAME.encode("utf-32"), {"text"}),
    "utf-16": ("a.txt", NAME.encode("utf-16"), {"text"}),
    "utf-16 without a mark": ("a.txt", f"Brief an {NAME}, Berlin".encode("utf-16-le"), {"text"}),
    "zip": ("a.zip", zipped({"inner/b.txt": NAME.encode()}), {"text"}),
    "zip, a name": ("a.zip", zipped({"Zoë Müller/b.txt": b"x"}), {"name"}),
    "zip in a zip": ("a.zip", zipped({"b.zip": zipped({"c.txt": NAME})}), {"text"}),
    "picture, artist": ("a.jpg", made.picture(t315=NAME), {"property"}),
    "picture, copyright": ("a.tif", made.picture("TIFF", t33432=f"(c) {NAME}"), {"property"}),
    "picture, as Windows writes it": (
        "a.jpg", made.picture(t40093=NAME.encode("utf-16-le")), {"property"}
    ),
    "picture, xmp": (
        "a.jpg",
        made.picture(xmp=f"<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>".encode()),
        {"property"},
    ),
    "picture, comment": ("a.jpg", made.picture(comment=NAME.encode()), {"property"}),
    "picture, a name of its own": ("a.png", made.picture("PNG", t315="Somebody Else"), set()),
    "old word, as it stands": (
        "a.doc", OLE + bytes(99) + NAME.encode("utf-16-le"), {"text"}
    ),
    "film, as it stands": ("a.mp4", b"\0\0\0\x18ftypmp42\0zoe@example.org\0", {"text"}),
    "nobody": ("a.docx", docx(run("Somebody Else"), author="Else"), set()),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "where"), CASES.values(), ids=CASES.keys())
def test_what_a_file_says(name: str, data: bytes, where: set[str]) -> None:
    pieces, _ = says(data, name)
    assert named(pieces) == where


def test_text_chunks_of_png_and_iptc() -> None:
    chunks = PngInfo()
    chunks.add_itxt("Author", NAME)
    pieces, why = says(made.picture("PNG", pnginfo=chunks))
    assert (named(pieces), why) == ({"property"}, None)
    byline = NAME.encode()
    record = b"\x1c\x02\x50" + struct.pack(">H", len(byline)) + byline
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    segment = b"Photoshop 3.0\0" + block + b"\0" * (len(record) % 2)
    plain = made.picture()
    data = plain[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]
    pieces, why = says(data)
    assert (named(pieces), why) == ({"property"}, None)


def test_without_text_only_properties_are_read() -> None:
    pieces, _ = says(pdf(NAME, author="Else"), text=False)
    assert {piece.where for piece in pieces} == {FilePart.PROPERTY}
    assert says(NAME.encode(), "a.txt", text=False) == ([], None)


NOTES = f'<w:comments xmlns:w="w"><w:p>{NAME}</w:p></w:comments>'
BESIDE: dict[str, tuple[bytes, set[str]]] = {
    "body": (docx(run(NAME)), set()),
    "comment": (docx(more={"word/comments.xml": NOTES}), {"text"}),
    "footnote": (docx(more={"word/footnotes.xml": NOTES}), {"text"}),
    "header": (docx(more={"word/header2.xml": NOTES}), {"text"}),
    "author of a change": (docx(f'<w:ins w:id="1" w:author="{NAME}"/>'), {"property"}),
    "document within": (docx(more={"word/embeddings/b.docx": docx(run(NAME))}), {"text"}),
    "pages": (pdf(NAME), set()),
    "attached to a PDF": (pdf("x", attached={"a.txt": NAME.encode()}), {"text"}),
    "ZIP": (zipped({"a.txt": NAME}), {"text"}),
    "RTF": (rb"{\rtf1\ansi Zo\'eb M\'fcller}", set()),
    "author of RTF": (rb"{\rtf1\ansi{\info{\author Zo\'eb M\'fcller}} x}", {"property"}),
    "commenter of RTF": (rb"{\rtf1\ansi{\*\atnauthor Zo\'eb M\'fcller} x}", {"property"}),
    "mail": (eml(NAME), {"text"}),
}


@pytest.mark.parametrize(("data", "where"), BESIDE.values(), ids=BESIDE.keys())
def test_what_the_extraction_of_openproject_leaves_out_is_read(
    data: bytes, where: set[str]
) -> None:
    pieces, _ = says(data, "a.eml" if data.startswith(b"From") else "a", text=False)
    assert named(pieces) == where


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


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


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


def test_scanned_pages_are_told() -> None:
    image = BytesIO()
    Image.new("RGB", (60, 60), "white").save(image, "PDF")
    for text in (True, False):
        _, reason = says(image.getvalue(), text=text)
        assert reason == "1 pages are pictures without text"


def test_a_drawing_of_a_document_is_not_told() -> None:
    data = docx(run("x"), more={"word/fonts/a.odttf": bytes(range(256))})
    assert says(data)[1] is None


def test_time_runs_out() -> None:
    _, reason = says(pdf(*["x"] * 3), limits=Limits(seconds=-1))
    assert "longer than" in str(reason)


def test_a_thumbnail_is_small_turned_and_flat() -> None:
    wide = made.picture(size=(1200, 600), t274=6)
    small = picture.thumbnail(BytesIO(wide))
    image = Image.open(BytesIO(small.jpeg))
    assert (image.format, image.size, small.frames) == ("JPEG", (160, 320), 1)
    assert not image.getexif()
    frames = [Image.new("RGBA", (9, 9), (0, 0, 0, 0)) for _ in range(3)]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    many = picture.thumbnail(BytesIO(out.getvalue()))
    assert many.frames >= 1
    shown = Image.open(BytesIO(many.jpeg)).convert("RGB").getpixel((4, 4))
    assert isinstance(shown, tuple)
    assert min(shown) > 250  # what is transparent is white, not black


def test_a_picture_too_large_to_decode_has_no_thumbnail() -> None:
    with pytest.raises(Unread, match="million pixels"):
        picture.thumbnail(BytesIO(png(50_000, 50_000)))


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"", "a.pdf", FileFormat.EMPTY),
        (b"%PDF-1.7", "a", FileFormat.PDF),
        (b"\n%PDF-1.7", "a", FileFormat.PDF),
        (b"PK\x03\x04", "a.txt", FileFormat.ZIP),
        (b"\xff\xd8\xff\xe0", "a", FileFormat.PICTURE),
        (b"BM is no picture but a text", "a.txt", FileFormat.TEXT),
        (b"BM\x36\x00\x0c\x00\x00\x00", "a.bmp", FileFormat.PICTURE),
        (b"From: a@example.org\n", "a.EML", FileFormat.MAIL),
        (b"From: a@example.org\n", "a.txt", FileFormat.TEXT),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", FileFormat.PICTURE),
        (b"RIFF\0\0\0\0WAVEfmt ", "a", FileFormat.MEDIA),
        (b"\0\0\0\x18ftypheic", "a.jpg", FileFormat.OTHER_PICTURE),
        ("Grüße".encode("cp1252"), "a", FileFormat.TEXT),
        ("Grüße".encode("utf-16"), "a", FileFormat.TEXT),
        (bytes(range(256)), "a.txt", FileFormat.UNKNOWN),
    ],
)
def test_kinds(head: bytes, name: str, kind: FileFormat) -> None:
    assert sniff(head, name) is kind


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


@given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_text_in_any_unicode_is_read_as_it_is(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    kept = text.replace("\r", "\n")
    if (
        not kept.strip("\0")
        or sniff(data, "a") is not FileFormat.TEXT
        or data.count(0) > len(data) / 5 + 4
    ):
        return
    pieces, why = says(data, "a")
    assert why is None
    assert text in {piece.text for piece in pieces}


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
