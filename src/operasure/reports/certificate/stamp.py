"""A time stamp on the statement: a third party attests that it was there at a moment (RFC 3161).

The authority is sent the digest of the statement and nothing else. Its answer is kept as it came,
beside the signatures, so that `openssl ts -verify` reads it too.
"""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509

from operasure.core import extras
from operasure.core.errors import UsageError

FILE = "statement.tsr"
"""The answer of the authority in the folder of a certificate."""
MISSING = f"a time stamp needs rfc3161-client: {extras.install('timestamp')}"
LARGEST = 1024 * 1024
"""Bytes that an answer may have."""
SECONDS = 30
"""How long the authority may take."""


class Wrong(Exception):
    """The time stamp does not attest the statement; the message says why."""


def request(url: str, statement: bytes) -> bytes:
    """Ask the authority at `url` for a time stamp on the statement and return its answer (DER).

    Raises UsageError: the extra is missing, no http address, no answer, no stamp of this statement.
    """
    library = _library()
    if urlsplit(url).scheme not in {"http", "https"}:
        raise UsageError("--timestamp-url must be the http or https address of an authority")
    builder = library.TimestampRequestBuilder().data(statement)
    query = builder.hash_algorithm(library.HashAlgorithm.SHA256).build()
    answer = _post(url, query.as_bytes())
    try:
        found = _parsed(answer)
        _attests(found, statement)
    except Wrong as error:
        raise UsageError(
            f"the time-stamping authority sent none that can be used: {error}"
        ) from error
    if found.tst_info.nonce != query.nonce:
        raise UsageError("the time-stamping authority answered another request")
    return answer


def moment(answer: bytes, statement: bytes, roots: Sequence[x509.Certificate]) -> datetime:
    """When the statement was stamped (UTC), by an authority that one of `roots` vouches for.

    Raises Wrong where it is no such stamp, and UsageError where the extra is missing.
    """
    library = _library()
    found = _parsed(answer)
    _attests(found, statement)
    builder = library.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(found, statement)
    except (library.VerificationError, ValueError) as error:
        raise Wrong("none of the authorities of --timestamp-ca made it") from error
    at: datetime = found.tst_info.gen_time
    return at.astimezone(UTC)


def roots(path: Path) -> list[x509.Certificate]:
    """The certificates of a file (PEM). Raises UsageError where it holds none."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} holds no certificate of an authority (PEM)") from error


def _library() -> Any:
    try:
        return import_module("rfc3161_client")
    except ImportError as error:
        raise UsageError(MISSING) from error


def _parsed(answer: bytes) -> Any:
    library = _library()
    try:
        found = library.decode_timestamp_response(answer)
        granted = library.PKIStatus(found.status) == library.PKIStatus.GRANTED
    except ValueError as error:
        raise Wrong("it is no answer of RFC 3161 that can be read") from error
    if not granted:
        raise Wrong("the authority refused it")
    return found


def _attests(found: Any, statement: bytes) -> None:
    """Whether the stamp is on this statement; who made it is another question."""
    digests = {hashlib.new(name, statement).digest() for name in ("sha256", "sha384", "sha512")}
    try:
        imprint = found.tst_info.message_imprint.message
    except ValueError as error:
        raise Wrong("it is no answer of RFC 3161 that can be read") from error
    if imprint not in digests:
        raise Wrong("it is for another statement")


def _post(url: str, query: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    asked = urllib.request.Request(url, query, headers)  # noqa: S310 - http or https, see above
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as reply:  # noqa: S310
            answer: bytes = reply.read(LARGEST + 1)
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        raise UsageError(f"no time stamp: the authority did not answer ({reason})") from error
    if len(answer) > LARGEST:
        raise UsageError("no time stamp: the answer of the authority is too long")
    return answer
