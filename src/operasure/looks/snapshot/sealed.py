"""Encryption of a snapshot with a passphrase: scrypt (RFC 7914) and AES-256-GCM (NIST SP 800-38D).

What the file says in the clear (kind, day, parameters) is authenticated along with the rest.
The library is loaded where it is needed, so that no other command pays for it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from operasure.core.errors import UsageError
from operasure.core.typed import Is, plain
from operasure.looks.snapshot.packing import damaged

CIPHER = "AES-256-GCM"
COST, BLOCK, PARALLEL = 2**17, 8, 1
"""scrypt's N, r and p: 128 MiB of memory, some tenths of a second."""
_MOST_MEMORY = 2**30
SHORTEST = 12
"""Characters of a passphrase that is accepted for writing."""


@dataclass(frozen=True)
class Derivation:
    """How a key is made of a passphrase (scrypt)."""

    kdf: Annotated[str, Is(words=("scrypt",))]
    salt: bytes
    n: int
    r: int
    p: int


@dataclass(frozen=True)
class Encryption:
    """How a snapshot was encrypted, and how its key is made of a passphrase."""

    cipher: Annotated[str, Is(words=(CIPHER,))]
    nonce: Annotated[bytes, Is("12 bytes in base64", size=12)]
    kdf: Annotated[str, Is(words=("scrypt",))]
    salt: bytes
    n: int
    """scrypt's cost, block size and parallelism."""
    r: int
    p: int


def seal(data: bytes, passphrase: str, content: Mapping[str, object]) -> tuple[Encryption, bytes]:
    """What is encrypted for a file of which all other content stands in the clear, and how.

    Raises UsageError for a passphrase that is too short.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    made, key = new_key(passphrase)
    nonce = secrets.token_bytes(12)
    encryption = Encryption(CIPHER, nonce, made.kdf, made.salt, made.n, made.r, made.p)
    bound = _bound({**content, "encryption": plain(encryption)})
    return encryption, AESGCM(key).encrypt(nonce, data, bound)


def unseal(
    content: Mapping[str, object], encryption: Encryption, data: bytes, passphrase: str
) -> bytes:
    """What was sealed in a file of this content. Raises UsageError for a wrong passphrase and for
    a file that was changed."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        key = known_key(encryption, passphrase)
        return AESGCM(key).decrypt(encryption.nonce, data, _bound(content))
    except InvalidTag:
        raise UsageError("wrong passphrase, or the snapshot was changed") from None
    except (ValueError, OverflowError, MemoryError):
        raise damaged("its encryption can't be read") from None


def new_key(passphrase: str) -> tuple[Derivation, bytes]:
    """A key of 32 bytes from a passphrase, and what must be kept to make it again.

    Raises UsageError for a passphrase that is too short.
    """
    if len(passphrase) < SHORTEST:
        raise UsageError(f"the passphrase needs {SHORTEST} characters; several words are good")
    kept = Derivation("scrypt", secrets.token_bytes(16), COST, BLOCK, PARALLEL)
    return kept, known_key(kept, passphrase)


def known_key(kept: Derivation | Encryption, passphrase: str) -> bytes:
    """The key again. Raises ValueError, OverflowError or MemoryError for values that are none."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    n, r, p = kept.n, kept.r, kept.p
    if not (n > 1 and r > 0 and 0 < p <= 16 and 128 * n * r <= _MOST_MEMORY):
        raise ValueError
    return Scrypt(salt=kept.salt, length=32, n=n, r=r, p=p).derive(passphrase.encode())


def _bound(content: Mapping[str, object]) -> bytes:
    """All that stands in the clear, in one form."""
    clear = {key: value for key, value in content.items() if key not in {"encryption", "data"}}
    return json.dumps(
        [clear, content["encryption"]], sort_keys=True, separators=(",", ":")
    ).encode()
