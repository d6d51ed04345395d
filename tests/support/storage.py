"""Files as people upload them, made here, and storages that hold them as OpenProject does."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from support.planting import Planter

NAME = "Zoë Müller"
CONTENT_TYPES = "[Content_Types].xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}'
    "</dc:creator><cp:lastModifiedBy>{last}</cp:lastModifiedBy></cp:coreProperties>"
)
_ODF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>{body}'
    "</office:body></office:document-content>"
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP with these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(
    body: str = "",
    *,
    author: str = "",
    last: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word document whose paragraph holds this XML, with `more` files in it."""
    return zipped(
        {
            CONTENT_TYPES: "<Types/>",
            "word/document.xml": f"<w:document {_W}><w:p>{body}</w:p></w:document>",
            "docProps/core.xml": _CORE.format(author=author, last=last),
            **(more or {}),
        }
    )


def run(text: str) -> str:
    """A run of letters in Word's XML."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def odf(kind: str, body: str, author: str = "") -> bytes:
    """A document of OpenDocument: `text`, `spreadsheet` or `presentation`."""
    meta = (
        '<office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta>'
        f"<meta:initial-creator>{author}</meta:initial-creator></office:meta></office:document-meta>"
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": _ODF.format(body=body),
            "meta.xml": meta,
        }
    )


def pdf(
    *pages: str,
    author: str = "",
    password: str = "",
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """A PDF with these pages of text (Latin-1)."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(300, 200)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        stream.set_data(f"BT /F1 12 Tf 20 100 Td ({escaped}) Tj ET".encode("cp1252"))
        page[NameObject("/Contents")] = stream
    if author:
        writer.add_metadata({"/Author": author})
    for name, content in (attached or {}).items():
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(
    form: str = "JPEG", size: tuple[int, int] = (64, 48), colour: str = "teal", **tags: Any
) -> bytes:
    """A picture; `tags` are EXIF tags by number (`t315="…"`), `gps` says where it was taken."""
    image = Image.new("RGB", size, colour)
    exif = image.getexif()
    if tags.pop("gps", False):
        exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    more = {key: tags.pop(key) for key in ("xmp", "pnginfo", "comment") if key in tags}
    for tag, value in tags.items():
        # What should be ASCII is UTF-8 in the files of many programs.
        exif[int(tag[1:])] = value.encode() if isinstance(value, str) else value
    out = BytesIO()
    image.save(out, form, exif=exif, **more)
    return out.getvalue()


def eml(text: str, attachment: bytes | None = None) -> bytes:
    """A mail, with an attachment."""
    message = EmailMessage()
    message["From"] = "someone@example.org"
    message["Subject"] = "Minutes"
    message.set_content(text, cte="base64")
    if attachment is not None:
        message.add_attachment(attachment, "application", "pdf", filename="minutes.pdf")
    return message.as_bytes()


class Site:
    """Attachments of an installation: rows in a database, files in a directory."""

    def __init__(self, url: str, root: Path) -> None:
        self.url = url
        self.root = root
        self._numbers = iter(range(9_001, 10_000))

    def add(
        self,
        name: str,
        content: bytes | None,
        *,
        author: int = 41,
        row: bool = True,
        id: int | None = None,
        **values: object,
    ) -> int:
        """An attachment; without content only its row, without `row` only its file."""
        number = id or next(self._numbers)
        if content is not None:
            self.put(f"attachment/file/{number}/{name}", content)
        if row:
            data = content or b""
            wanted: dict[str, object] = {
                "id": number,
                "file": name,
                "filename": name,
                "filesize": len(data),
                "digest": hashlib.md5(data).hexdigest(),  # noqa: S324  (as OpenProject does)
                "author_id": author,
                "container_type": "WorkPackage",
                "container_id": 40,
                "fulltext": None,
                "disk_filename": "",
                "downloads": 0,
                "status": 0,
                **values,
            }
            self._planter.plant("attachments", wanted)
        return number

    @cached_property
    def _planter(self) -> Planter:
        return Planter(psycopg.connect(self.url, autocommit=True))

    def close(self) -> None:
        """Let go of the database."""
        self._planter.connection.close()

    def put(self, key: str, content: bytes) -> Path:
        """A file of the storage."""
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def clear(self) -> None:
        """Remove the rows of the sample, whose files nobody has."""
        self._planter.connection.execute("DELETE FROM attachments")
        self._planter.connection.execute("DELETE FROM custom_styles")
