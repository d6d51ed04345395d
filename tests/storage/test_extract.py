"""What files say, kind by kind."""

from __future__ import annotations

import gzip
import struct
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from operasure.looks.files import picture
from operasure.looks.files.file_kinds import FileFormat, sniff
from operasure.looks.files.model import FilePart
from storage.extracted import OLE, SPLIT, named, says
from support import storage as made
from support.storage import NAME, docx, eml, odf, pdf, run, zipped


def rels(target: str) -> str:
    return f'<Relationships><Relationship Target="{target}" TargetMode="External"/></Relationships>'


def commented(whole: bytes, inner: bytes = b"") -> bytes:
    """A ZIP with a comment, and one of the file in it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        member = ZipInfo("a.txt")
        member.comment, archive.comment = inner, whole
        archive.writestr(member, "x")
    return buffer.getvalue()


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
    "zip, an empty folder": ("a.zip", zipped({"Zoë Müller/": b""}), {"name"}),
    "zip, its comment": ("a.zip", commented(NAME.encode()), {"text"}),
    "zip, comment of a file": ("a.zip", commented(b"", NAME.encode()), {"text"}),
    "zip, behind its end": ("a.zip", zipped({"a": b"x"}) + NAME.encode(), {"text"}),
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


def test_scanned_pages_are_told() -> None:
    image = BytesIO()
    Image.new("RGB", (60, 60), "white").save(image, "PDF")
    for text in (True, False):
        _, reason = says(image.getvalue(), text=text)
        assert reason == "1 pages are pictures without text"


def test_a_drawing_of_a_document_is_not_told() -> None:
    data = docx(run("x"), more={"word/fonts/a.odttf": bytes(range(256))})
    assert says(data)[1] is None


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


OTHER = "somebody else wrote this line of a text\n"
MIXED = {
    "UTF-16, then UTF-8": OTHER.encode("utf-16") * 9 + f"{NAME}\n".encode() * 9,
    "UTF-16, then an odd byte": OTHER.encode("utf-16") + b"x" + (NAME * 9).encode("utf-16-le"),
    "UTF-8, then UTF-16": OTHER.encode() * 2000 + (NAME * 9).encode("utf-16-le"),
    "UTF-8, then gzip": OTHER.encode() * 2000 + gzip.compress(NAME.encode()),
    "UTF-8, then a ZIP": OTHER.encode() * 2000 + zipped({"a": NAME}),
}


@pytest.mark.parametrize("kind", MIXED)
def test_a_text_with_something_else_in_it_is_never_clear(kind: str) -> None:
    _, unread = says(MIXED[kind], "a.txt")
    assert unread == "a text with something else in it: only its plain text was searched"


@pytest.mark.parametrize(
    "data",
    [
        OTHER.encode("utf-16"),
        OTHER.encode("utf-16-be") * 99,
        OTHER.encode("utf-32"),
        "用户登录成功\n".encode("utf-16") * 99,
        b"N\bNA\bAM\bME\bE\n" * 99,
        b"\x1b[1mbold\x1b[0m\f\n" * 99,
        NAME.encode("koi8-r", "replace") * 99,
        NAME.encode("cp437") * 99,
    ],
    ids=range(8),
)
def test_a_text_of_any_kind_is_no_mixture(data: bytes) -> None:
    assert says(data, "a.txt")[1] is None
