"""Pictures: what is said in them beside the picture, and a small copy for a person to look at."""

from __future__ import annotations

import re
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from PIL import ExifTags, Image, ImageFile, ImageOps, IptcImagePlugin

from operasure.looks.files import plain
from operasure.looks.files.model import FilePart, FilePiece, Thumbnail, Unread

FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP")
Image.init()  # else Pillow knows the names of some formats only
MOST_PIXELS = 120_000_000
"""Pixels of a picture that is still decoded."""
SIDE = 320
"""Pixels of the longer side of a small copy."""
_DAMAGED = (
    OSError, ValueError, TypeError, SyntaxError, KeyError, IndexError, AttributeError,
    struct.error, ArithmeticError, MemoryError, RecursionError, EOFError, NotImplementedError,
    AssertionError,
)  # fmt: skip
"""What a broken picture may raise in Pillow."""
_PERSONS = {0x013B, 0x8298, 0x9C9D, 0xA430}
"""EXIF 2.32: Artist, Copyright, XPAuthor, CameraOwnerName."""
_WIDE = {0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F}
"""XPTitle to XPSubject, in UTF-16."""
_DIRECTORIES = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop)
_XMP = re.compile(rb"<x:xmpmeta.{0,1000000}?</x:xmpmeta>", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """What a picture says beside the picture; `placed` if also where it was taken."""

    pieces: tuple[FilePiece, ...]
    placed: bool


@contextmanager
def _opened(file: BinaryIO) -> Iterator[ImageFile.ImageFile]:
    """Within it, a picture whose size is bearable. Raises Unread for any other."""
    file.seek(0)
    limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # the error comes at twice the number
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=FORMATS) as image:
                yield image
    except Image.DecompressionBombError:
        raise Unread(f"it claims to have more than {MOST_PIXELS // 10**6} million pixels") from (
            None
        )
    except _DAMAGED:
        raise Unread("it is a damaged picture") from None
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def said(file: BinaryIO) -> Said:
    """What stands in EXIF, IPTC, XMP, comments and text chunks. Raises Unread."""
    with _opened(file) as image:
        found = [*_chunks(image.info)]
        exif = image.getexif()
        found += _exif(exif)
        placed = False
        for directory in _DIRECTORIES:
            with suppress(*_DAMAGED):
                inner = exif.get_ifd(directory)
                found += _exif(inner)
                placed = placed or (directory is ExifTags.IFD.GPSInfo and _has_place(inner))
        with suppress(*_DAMAGED):
            for value in (IptcImagePlugin.getiptcinfo(image) or {}).values():
                for one in value if isinstance(value, list) else [value]:
                    found += _bytes(one, structured=True)
    file.seek(0)
    for packet in _XMP.findall(file.read(8 << 20)):
        found += _bytes(packet)
    return Said(tuple(dict.fromkeys(found)), placed)


def _has_place(gps: Mapping[int, Any]) -> bool:
    return ExifTags.GPS.GPSLatitude in gps or ExifTags.GPS.GPSLongitude in gps


def _exif(directory: Mapping[int, Any]) -> Iterator[FilePiece]:
    for tag, value in directory.items():
        if isinstance(value, bytes) and tag in _WIDE:
            yield FilePiece(
                FilePart.PROPERTY, value.decode("utf-16-le", "replace"), tag in _PERSONS
            )
        elif isinstance(value, bytes):
            yield from _bytes(value, structured=tag in _PERSONS)
        elif isinstance(value, str) and value.strip():
            # Pillow takes what should be ASCII for Latin-1; cameras and programs write UTF-8 too.
            yield from _bytes(value.encode("latin-1", "replace"), structured=tag in _PERSONS)


def _chunks(info: Mapping[Any, Any]) -> Iterator[FilePiece]:
    for key, value in info.items():
        structured = str(key).lower() in {"author", "copyright", "artist"}
        if isinstance(value, str):
            yield FilePiece(FilePart.PROPERTY, value, structured)
        elif isinstance(value, bytes) and key not in {"icc_profile", "exif"}:
            yield from _bytes(value, structured=structured)


def _bytes(value: object, *, structured: bool = False) -> Iterator[FilePiece]:
    if isinstance(value, bytes):
        for reading in plain.readings(value.strip(b"\0 ").removeprefix(b"UNICODE\0")):
            yield FilePiece(FilePart.PROPERTY, reading, structured)


def thumbnail(file: BinaryIO) -> Thumbnail:
    """A small copy, turned as the camera was held. Raises Unread."""
    with _opened(file) as image:
        frames = int(getattr(image, "n_frames", 1))
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((SIDE, SIDE))
        flat = Image.new("RGB", turned.size, "white")
        layered = turned.convert("RGBA")
        flat.paste(layered, mask=layered.getchannel("A"))
        out = BytesIO()
        flat.save(out, "JPEG", quality=78, optimize=True)
        return Thumbnail(out.getvalue(), frames)
