"""The seal of an evidence document: who made it, and that it is as it was made.

A signature (Ed25519) over the bytes of FILE in FILE.sig, and the public key in FILE.pub, so that
`openssl pkeyutl -verify -pubin -inkey FILE.pub -rawin -in FILE -sigfile FILE.sig` checks it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from operasure.core import strict, writing
from operasure.core.errors import UsageError
from operasure.reports.certificate import keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LARGEST = 4096
"""Bytes that a signature may have; one has 64."""


def seal(path: Path, key: Ed25519PrivateKey) -> str:
    """Seal the file as it stands and return the fingerprint of the key. Raises UsageError where a
    file can't be read or written."""
    public = key.public_key()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} can't be sealed: {error.strerror}") from error
    signature, known = beside(path)
    writing.write(signature, key.sign(data))
    writing.write(known, keys.public_pem(public))
    return keys.fingerprint(public)


def sealed_by(path: Path, data: bytes) -> str | None:
    """The fingerprint of the key that sealed `data`, the content of `path`; None where it is not
    sealed. Raises UsageError where it is not as it was sealed, or half of the seal is missing."""
    signature, public = beside(path)
    if not (signature.exists() or public.exists()):
        return None
    for part in (signature, public):
        if part.exists() and not part.is_file():
            # A pipe would let us wait for ever.
            raise UsageError(f"{part} is no file: remove it, and make {path} again")
    key = keys.read_public(public)
    signed = strict.content(signature, _LARGEST, "is too large for a signature")
    if not keys.is_signed(key, signed, data):
        raise UsageError(
            f"{path} does not match its seal ({signature.name} is no signature over it): make it "
            "again"
        )
    return keys.fingerprint(key)


def beside(path: Path) -> tuple[Path, Path]:
    """The files of the seal of a file: the signature, and the public key."""
    return path.with_name(f"{path.name}.sig"), path.with_name(f"{path.name}.pub")
