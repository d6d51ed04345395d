"""A short code to compare paper and file: the digest of what a certificate says, as QR and text."""

from __future__ import annotations

import segno
from markupsafe import Markup

SHOWN = 16
"""Digits that a person compares."""


def short(digest: str) -> str:
    """The first digits of a digest in groups of four."""
    digits = digest.removeprefix("sha256:")[:SHOWN]
    return " ".join(digits[at : at + 4] for at in range(0, SHOWN, 4))


def picture(digest: str, title: str) -> Markup:
    """The whole digest as a QR code (ISO/IEC 18004), as SVG that stands in a page."""
    made = segno.make(digest, error="m", micro=False)
    svg = made.svg_inline(border=2, title=title, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704 (made of a digest, and of a title that is escaped)
