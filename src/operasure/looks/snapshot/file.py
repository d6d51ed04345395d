"""The file of a snapshot: JSON that says first what it is, mode 0600, encrypted where wished.

What comes from outside is bounded: size, depth, and what is inflated.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from operasure import __version__
from operasure.core import keeping, writing
from operasure.core.errors import UsageError
from operasure.looks.snapshot import codec, sealed
from operasure.looks.snapshot.fields import damaged
from operasure.looks.snapshot.model import Snapshot

FORMAT = 1
LARGEST = 256 * 1024 * 1024
"""Bytes of a file, and of what is inflated, that are still read."""

Ask = Callable[[], str]
"""Gives the passphrase when the file turns out to need one."""


def dumps(snapshot: Snapshot, passphrase: str | None = None) -> str:
    """The file's content. Raises UsageError for a passphrase that is too short."""
    clear: dict[str, Any] = {
        "format": FORMAT,
        **keeping.preamble("snapshot", snapshot.delete_after),
        "operasure": __version__,
    }
    body = codec.plain(snapshot)
    if passphrase is None:
        content = clear | {"encryption": None, "snapshot": body}
    else:
        packed = zlib.compress(json.dumps(body, ensure_ascii=False).encode(), 6)
        content = clear | sealed.seal(packed, passphrase, clear)
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write(path: Path, snapshot: Snapshot, passphrase: str | None = None) -> None:
    """Write the file, whole or not at all, readable by its owner only. Raises UsageError."""
    writing.write(path, dumps(snapshot, passphrase))


def read(path: Path, ask: Ask) -> Snapshot:
    """Read a file, asking for the passphrase if it is encrypted.

    Raises UsageError for a file that can't be read, is no snapshot or was changed, and for a wrong
    passphrase.
    """
    content = _object(_bytes(path), f"{path} is no snapshot; 'operasure snapshot' writes one")
    if content.get("kind") != "operasure snapshot":
        raise UsageError(f"{path} is no snapshot; 'operasure snapshot' writes one")
    if content.get("format") != FORMAT:
        raise UsageError(f"{path} has a format that this version does not know; use a newer one")
    if content.get("encryption") is None:
        body = content.get("snapshot")
    elif isinstance(content["encryption"], dict):
        body = _object(_inflated(sealed.unseal(content, ask())), "the snapshot is damaged")
    else:
        raise damaged("its encryption can't be read")
    if not isinstance(body, dict):
        raise damaged("it holds nothing")
    if body.get("delete_after") != content.get("delete_after"):
        raise damaged("it names two days on which to delete it")
    return codec.read(body)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise UsageError(f"{path} is larger than any snapshot; check which file it is")
    return data


def _object(data: bytes, otherwise: str) -> Mapping[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise UsageError(otherwise) from None
    if not isinstance(content, dict):
        raise UsageError(otherwise)
    return content


def _inflated(data: bytes) -> bytes:
    machine = zlib.decompressobj()
    try:
        found = machine.decompress(data, LARGEST)
    except zlib.error:
        raise damaged("it can't be inflated") from None
    if machine.unconsumed_tail or not machine.eof:
        raise damaged("it is too large, or cut off")
    return found
