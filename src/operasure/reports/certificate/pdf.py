"""The certificate as PDF, from the same HTML, tagged so that it can be read aloud (PDF/UA-1)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from operasure.core import extras
from operasure.core.errors import UsageError

MISSING = (
    f"a PDF needs WeasyPrint: {extras.install('pdf')}, and on Debian libpangoft2-1.0-0; "
    "the pages print the same from a browser"
)


def is_available() -> bool:
    """Whether the extra is installed, and the libraries of the system that it loads."""
    try:
        _library()
    except UsageError:
        return False
    return True


def pdf(html: bytes) -> bytes:
    """Print the HTML of a certificate, which refers to nothing outside it. The same HTML gives the
    same bytes on the same machine.

    Raises UsageError where WeasyPrint, a library it loads, or any font is missing.
    """
    library = _library()
    nothing = library.urls.URLFetcher(allowed_protocols=(), fail_on_errors=True)
    document = library.HTML(string=html.decode(), url_fetcher=nothing).render()
    printed: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    if not document.fonts:
        raise UsageError("a PDF needs a font, and none is installed: apt-get install fonts-dejavu")
    return printed


def _library() -> Any:
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise UsageError(MISSING) from error
