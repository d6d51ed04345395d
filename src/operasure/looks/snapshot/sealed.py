"""Encryption of a snapshot with a passphrase: scrypt (RFC 7914) and AES-256-GCM (NIST SP 800-38D).

What the file says in the clear (kind, day, parameters) is authenticated along with the rest.
The library is loaded where it is needed, so that no other command pays for it.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from typing import Any

from operasure.core.errors import UsageError

CIPHER = "AES-256-GCM"
COST, BLOCK, PARALLEL = 2**17, 8, 1
"""scrypt's N, r and p: 128 MiB of memory, some tenths of a second."""
_MOST_MEMORY = 2**30
SHORTEST = 12
"""Characters of a passphrase that is accepted for writing."""


def seal(data: bytes, passphrase: str, clear: Mapping[str, Any]) -> dict[str, Any]:
    """The keys `encryption` and `data` of a file whose other keys are `clear`.

    Raises UsageError for a passphrase that is too short.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce = secrets.token_bytes(12)
    derived, key = new_key(passphrase)
    encryption = {"cipher": CIPHER, "nonce": _text(nonce), **derived}
    sealed = AESGCM(key).encrypt(nonce, data, _bound(clear, encryption))
    return {"encryption": encryption, "data": _text(sealed)}


def unseal(content: Mapping[str, Any], passphrase: str) -> bytes:
    """What was sealed. Raises UsageError for a wrong passphrase and for a file that was changed."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    clear = {k: v for k, v in content.items() if k not in {"encryption", "data"}}
    encryption = content["encryption"]
    try:
        nonce, sealed = _bytes(encryption["nonce"]), _bytes(content["data"])
        key = known_key(encryption, passphrase)
        return AESGCM(key).decrypt(nonce, sealed, _bound(clear, encryption))
    except InvalidTag:
        raise UsageError("wrong passphrase, or the snapshot was changed") from None
    except (KeyError, TypeError, ValueError, binascii.Error, OverflowError, MemoryError):
        raise UsageError("the snapshot is damaged: its encryption can't be read") from None


def new_key(passphrase: str) -> tuple[dict[str, Any], bytes]:
    """A key of 32 bytes from a passphrase, and what must be kept to make it again.

    Raises UsageError for a passphrase that is too short.
    """
    if len(passphrase) < SHORTEST:
        raise UsageError(f"the passphrase needs {SHORTEST} characters; several words are good")
    salt = secrets.token_bytes(16)
    kept = {"kdf": "scrypt", "salt": _text(salt), "n": COST, "r": BLOCK, "p": PARALLEL}
    return kept, known_key(kept, passphrase)


def known_key(kept: Mapping[str, Any], passphrase: str) -> bytes:
    """The key again. Raises ValueError, KeyError or TypeError for values that are none."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    n, r, p = (int(kept[name]) for name in ("n", "r", "p"))
    if not (n > 1 and r > 0 and 0 < p <= 16 and 128 * n * r <= _MOST_MEMORY):
        raise ValueError
    salt = _bytes(kept["salt"])
    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode())


def _bound(clear: Mapping[str, Any], encryption: Mapping[str, Any]) -> bytes:
    return json.dumps([clear, encryption], sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
