"""Encryption of a snapshot with a passphrase: scrypt (RFC 7914) and AES-256-GCM (NIST SP 800-38D).

What the file says in the clear (kind, day, parameters) is authenticated along with the rest.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from operasure.errors import UsageError

COST, BLOCK, PARALLEL = 2**17, 8, 1
"""scrypt's N, r and p: 128 MiB of memory, some tenths of a second."""
_MOST_MEMORY = 2**30
SHORTEST = 12
"""Characters of a passphrase that is accepted for writing."""


def seal(data: bytes, passphrase: str, clear: Mapping[str, Any]) -> dict[str, Any]:
    """The keys `encryption` and `data` of a file whose other keys are `clear`.

    Raises UsageError for a passphrase that is too short.
    """
    if len(passphrase) < SHORTEST:
        raise UsageError(f"the passphrase needs {SHORTEST} characters; several words are good")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    encryption = {
        "cipher": "AES-256-GCM",
        "nonce": _text(nonce),
        "kdf": "scrypt",
        "salt": _text(salt),
        "n": COST,
        "r": BLOCK,
        "p": PARALLEL,
    }
    key = Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=PARALLEL).derive(passphrase.encode())
    sealed = AESGCM(key).encrypt(nonce, data, _bound(clear, encryption))
    return {"encryption": encryption, "data": _text(sealed)}


def unseal(content: Mapping[str, Any], passphrase: str) -> bytes:
    """What was sealed. Raises UsageError for a wrong passphrase and for a file that was changed."""
    clear = {k: v for k, v in content.items() if k not in {"encryption", "data"}}
    encryption = content["encryption"]
    try:
        n, r, p = (int(encryption[name]) for name in ("n", "r", "p"))
        if not (n > 1 and r > 0 and 0 < p <= 16 and 128 * n * r <= _MOST_MEMORY):
            raise ValueError
        salt, nonce = _bytes(encryption["salt"]), _bytes(encryption["nonce"])
        sealed = _bytes(content["data"])
        key = Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode())
        return AESGCM(key).decrypt(nonce, sealed, _bound(clear, encryption))
    except InvalidTag:
        raise UsageError("wrong passphrase, or the snapshot was changed") from None
    except (KeyError, TypeError, ValueError, binascii.Error, OverflowError, MemoryError):
        raise UsageError("the snapshot is damaged: its encryption can't be read") from None


def _bound(clear: Mapping[str, Any], encryption: Mapping[str, Any]) -> bytes:
    return json.dumps([clear, encryption], sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
