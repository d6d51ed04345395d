"""The path at which OpenProject stores a file.

An attachment lies at `attachment/file/ID/NAME` below the directory of files
(app/uploaders/local_file_uploader.rb:48 of OpenProject 17.1; in S3 below `uploads/`,
fog_file_uploader.rb:48), a logo or font of the design at `custom_style/COLUMN/ID/NAME`
(app/models/custom_style.rb:34-44). Before 3.0 it lay at the top under `disk_filename`
(lib/tasks/shared/legacy_attachment.rb:97).
"""

from __future__ import annotations

import re
import unicodedata

_ATTACHMENT = re.compile(rb"attachment/file/([1-9][0-9]{0,17})(?:/|\Z)")
PREFIX = "uploads/"
"""What every key in S3 begins with."""


def split(key: bytes) -> tuple[bytes, bytes]:
    """Folder and name, the name in the form in which names are compared."""
    folder, _, name = key.rpartition(b"/")
    return folder, compared(name)


def compared(name: bytes) -> bytes:
    """A name in Unicode's composed form, where it is UTF-8: file systems may keep either form."""
    try:
        return unicodedata.normalize("NFC", name.decode()).encode()
    except UnicodeDecodeError:
        return name


def attachment_id(folder: bytes) -> int | None:
    """The id of the attachment whose folder this is, or lies in."""
    found = _ATTACHMENT.match(folder)
    return int(found[1]) if found else None


def attachment_folder(number: int) -> bytes:
    """The folder of an attachment."""
    return b"attachment/file/%d" % number


def style_folder(column: str, number: int) -> bytes:
    """The folder of a file of the design."""
    return f"custom_style/{column}/{number}".encode()
