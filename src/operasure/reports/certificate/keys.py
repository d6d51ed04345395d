"""Keys: Ed25519 (RFC 8032) to sign with, and the secret of a case for its hashes.

Signing keys are PKCS #8, public keys SubjectPublicKeyInfo, both PEM, so that OpenSSL reads them.
A key's fingerprint is "sha256:" and the digest of its public key's DER form:
`openssl pkey -pubin -in FILE -outform DER | sha256sum`.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from operasure.core import writing
from operasure.core.errors import UsageError, readable

# Loading the library costs a tenth of a second, which only a command with a signing key pays.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

FINGERPRINT = re.compile(r"sha256:[0-9a-f]{64}")
_CASE = "operasure case key 1 "
_CASE_LINE = re.compile(re.escape(_CASE) + r"([0-9a-f]{64})\s*")
_LARGEST_FILE = 16_384


def create_signing(path: Path, passphrase: bytes | None = None) -> str:
    """Make a signing key in `path` (mode 0600) and its public key beside it in `path`.pub, and
    return the fingerprint. Raises UsageError where one of the files is there already."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    public = public_path(path)
    for file in (path, public):
        _refuse_existing(file)
    key = Ed25519PrivateKey.generate()
    guard: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        guard = serialization.BestAvailableEncryption(passphrase)
    form = serialization.PrivateFormat.PKCS8
    writing.write(path, key.private_bytes(serialization.Encoding.PEM, form, guard))
    writing.write(public, public_pem(key.public_key()))
    return fingerprint(key.public_key())


def create_case(path: Path) -> None:
    """Make the secret key of a case (256 random bits, mode 0600). Raises UsageError like above."""
    _refuse_existing(path)
    writing.write(path, f"{_CASE}{secrets.token_hex(32)}\n")


def public_path(path: Path) -> Path:
    """Where the public key of a signing key stands."""
    return path.with_name(path.name + ".pub")


def read_signing(path: Path, passphrase: bytes | None = None) -> Ed25519PrivateKey:
    """Read a signing key. Raises UsageError: unreadable, open to others, no Ed25519 key, a
    passphrase that is missing or wrong."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    data = _secret(path)
    protected = b"ENCRYPTED" in data
    try:
        key = serialization.load_pem_private_key(data, passphrase if protected else None)
    except TypeError as error:
        raise UsageError(f"{path} is protected: give its passphrase") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        why = "the passphrase does not open it" if protected else "it holds no private key (PEM)"
        raise UsageError(f"{path} can't be used: {why}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{path} holds no Ed25519 key: make one with 'operasure keygen'")
    return key


def is_protected(path: Path) -> bool:
    """Whether a signing key needs a passphrase."""
    return b"ENCRYPTED" in _secret(path)


def read_case(path: Path) -> bytes:
    """Read the key of a case, 32 bytes. Raises UsageError: unreadable, open to others, another
    kind of file."""
    found = _CASE_LINE.fullmatch(_secret(path).decode("ascii", "replace"))
    if not found:
        raise UsageError(f"{path} is no case key: make one with 'operasure keygen --case'")
    return bytes.fromhex(found[1])


def read_public(path: Path) -> Ed25519PublicKey:
    """Read a public key. Raises UsageError where it can't be read or is no Ed25519 public key."""
    return parse_public(_read(path), str(path))


def parse_public(pem: bytes, what: str) -> Ed25519PublicKey:
    """A public key from PEM. Raises UsageError, which names `what`."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{what} is no public key: the file ends in .pub") from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{what} is no Ed25519 public key")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """The PEM form of a public key: always the same bytes for the same key."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form)


def fingerprint(key: Ed25519PublicKey) -> str:
    """`sha256:` and 64 hexadecimal digits, see above."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    form = serialization.PublicFormat.SubjectPublicKeyInfo
    der = key.public_bytes(serialization.Encoding.DER, form)
    return f"sha256:{hashlib.sha256(der).hexdigest()}"


def is_signed(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Whether `signature` (64 bytes) is this key's over `data`."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists, and a key is never overwritten: use another name")


def _secret(path: Path) -> bytes:
    data = _read(path)
    if path.stat().st_mode & 0o077:
        raise UsageError(f"{path} can be read by others than its owner: chmod 600 {path}")
    return data


def _read(path: Path) -> bytes:
    with readable(path), path.open("rb") as file:
        return file.read(_LARGEST_FILE)
