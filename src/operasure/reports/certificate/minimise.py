"""The copy of an evidence document that goes with a certificate: ids, counts and digests only.

Only what reports/evidence/shape.py names and does not leave out is copied, each value in its own
form. So whatever a document holds besides (a path that may carry a wiki page's title, the address
of the instance, a key of the cache) stays out, and a text that is used to tell things apart becomes
a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from operasure.reports.evidence import shape, typed


def keyed(key: bytes) -> typed.Hash:
    """HMAC-SHA-256 over a text with the key of the case."""

    def of(text: str) -> str:
        message = f"operasure value 1\n{text}".encode()
        return f"hmac-sha256:{hmac.new(key, message, hashlib.sha256).hexdigest()}"

    return of


def minimise(document: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """The copy of an evidence document of format 1. Raises UsageError where it is not one."""
    return typed.copied(shape.Document, document, "the document", keyed(key))
