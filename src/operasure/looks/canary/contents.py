"""Files that people attach, each kind with one text in it, made by hand from its format."""

from __future__ import annotations

import html
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from io import BytesIO

_TYPES = "[Content_Types].xml"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{0}</dc:creator>'
    "</cp:coreProperties>"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORD = f"<w:document {_W}><w:body><w:p><w:r><w:t>{{0}}</w:t></w:r></w:p></w:body></w:document>"
_COMMENT = (
    f'<w:comments {_W}><w:comment w:author="x"><w:p><w:r><w:t>{{0}}</w:t></w:r></w:p></w:comment>'
    "</w:comments>"
)
_CELLS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{0}</t></si>'
    "</sst>"
)
_SLIDE = (
    '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://'
    'schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>{0}</a:t></a:r></a:p></p:sld>'
)
_ODF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><text:p>{0}</text:p>'
    "</office:body></office:document-content>"
)
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    'syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description><dc:creator>{0}'
    "</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def _zip(members: Mapping[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def _office(name: str, template: str) -> Callable[[str], bytes]:
    """A part of an office document with the text in it (ECMA-376)."""
    return lambda text: _zip({_TYPES: "<Types/>", name: template.format(html.escape(text))})


def _odf(text: str) -> bytes:
    """An OpenDocument text (ISO/IEC 26300)."""
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": _ODF.format(html.escape(text)),
        }
    )


def _pdf(text: str) -> bytes:
    """One page with the text (ISO 32000-1): objects, and where each begins."""
    shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    stream = zlib.compress(f"BT /F1 12 Tf 20 100 Td ({shown}) Tj ET".encode("cp1252"))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
    page += b"/Resources<</Font<</F1 5 0 R>>>>>>"
    head = b"<</Length %d/Filter/FlateDecode>>" % len(stream)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        head + b"stream\n" + stream + b"\nendstream",
        font,
    )
    made, starts = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    count = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + tail % (count, len(made))


def _png(text: str) -> bytes:
    """A picture of one point whose XMP names who made it (PNG, 11.3; XMP, part 3)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    said = b"XML:com.adobe.xmp\0\0\0\0\0" + _XMP.format(html.escape(text)).encode()
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"iTXt", said)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def _mail(text: str) -> bytes:
    message = EmailMessage()
    message["From"] = "x@example.com"
    message["Subject"] = "x"
    message.set_content(text, cte="base64")
    return message.as_bytes()


def _rtf(text: str) -> bytes:
    """RTF 1.9.1: what is beyond ASCII stands as numbers of UTF-16, with a sign to show instead."""
    units = struct.unpack(f"<{len(text)}H", text.encode("utf-16-le"))
    shown = "".join(chr(u) if u < 128 else f"\\u{u}?" for u in units)
    return f"{{\\rtf1\\ansi\\uc1 {shown}}}".encode("ascii")


CONTENTS: Mapping[str, tuple[str, Callable[[str], bytes]]] = {
    "text": ("txt", lambda text: f"Said {text} so.\n".encode()),
    "text in Windows-1252": ("txt", lambda text: f"Said {text} so.\n".encode("cp1252")),
    "text in UTF-16": ("txt", lambda text: f"Said {text} so.\n".encode("utf-16")),
    "table (CSV)": ("csv", lambda text: f'7;"{text}";x\n'.encode()),
    "page (HTML)": ("html", lambda text: f"<p>{html.escape(text)}</p>".encode()),
    "PDF": ("pdf", _pdf),
    "Word": ("docx", _office("word/document.xml", _WORD)),
    "comment in Word": ("docx", _office("word/comments.xml", _COMMENT)),
    "property of Word": ("docx", _office("docProps/core.xml", _CORE)),
    "Excel": ("xlsx", _office("xl/sharedStrings.xml", _CELLS)),
    "PowerPoint": ("pptx", _office("ppt/slides/slide1.xml", _SLIDE)),
    "OpenDocument": ("odt", _odf),
    "RTF": ("rtf", _rtf),
    "mail": ("eml", _mail),
    "ZIP with a text": ("zip", lambda text: _zip({"x.txt": text})),
    "property of a picture": ("png", _png),
}
"""By what it is: the ending of the file's name, and the bytes around a text of Latin letters."""
