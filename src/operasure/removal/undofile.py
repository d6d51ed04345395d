"""The undo file: what every changed row was before, encrypted, one batch a line.

A line is on disk before the change that it undoes is committed. So a file may hold a batch that
was never committed, which undoing tells by the rows, but never lacks one that was; a last line that
was cut off belongs to no commit. Key and cipher are those of a snapshot; each line is sealed with
its number and the digest of the first line, so that none can be moved, swapped or left out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from operasure import __version__, files, keeping
from operasure.errors import UsageError
from operasure.removal.file import Plan, head_plain, read_head_plain
from operasure.removal.model import Head
from operasure.snapshot import sealed

FORMAT = 1
_MOST = 1024 * 1024 * 1024
"""Bytes that a line may be inflated to."""
_PROOF = b"operasure undo"


@dataclass(frozen=True)
class UndoFile:
    """An undo file, opened with its passphrase. `lines` are where the whole ones begin, the first
    not among them; `size` is where the last of them ends."""

    path: Path
    head: Head
    plan: str
    lines: tuple[int, ...]
    size: int
    _cipher: AESGCM
    _binding: bytes

    @classmethod
    def create(cls, path: Path, plan: Plan, passphrase: str) -> Self:
        """Write a new file. Raises UsageError: it is there already, or a short passphrase."""
        if path.exists():
            raise UsageError(f"{path} is there already: name another file for the undo")
        kept, key = sealed.new_key(passphrase)
        nonce = secrets.token_bytes(12)
        clear = keeping.preamble("undo", plan.head.delete_after) | {
            "format": FORMAT,
            "operasure": __version__,
            "plan": plan.digest,
            "head": head_plain(plan.head),
            "encryption": {"cipher": sealed.CIPHER, **kept, "nonce": _text(nonce)},
            "proof": _text(AESGCM(key).encrypt(nonce, _PROOF, None)),
        }
        line = json.dumps(clear, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        files.write(path, line)
        return cls(path, plan.head, plan.digest, (), len(line), AESGCM(key), _digest(line))

    @classmethod
    def open(cls, path: Path, passphrase: Callable[[], str]) -> Self:
        """Open a file; the passphrase is asked for once it is seen to be one. Raises UsageError:
        not one, damaged, or a wrong passphrase."""
        try:
            with path.open("rb") as file:
                first = file.readline(_MOST)
                starts, at = list[int](), len(first)
                while (line := file.readline(_MOST)).endswith(b"\n"):
                    starts.append(at)
                    at += len(line)
        except OSError as error:
            raise UsageError(f"{path} can't be read: {error.strerror}") from error
        try:
            content = json.loads(first)
            if content["kind"] != "operasure undo" or content["format"] != FORMAT:
                raise ValueError
            encryption = content["encryption"]
        except (KeyError, TypeError, ValueError):
            raise UsageError(f"{path} is no undo file, or a damaged one") from None
        secret = passphrase()
        try:
            cipher = AESGCM(sealed.known_key(encryption, secret))
            nonce, proof = _bytes(encryption["nonce"]), _bytes(content["proof"])
            cipher.decrypt(nonce, proof, None)
            head = read_head_plain(content["head"])
            return cls(path, head, str(content["plan"]), tuple(starts), at, cipher, _digest(first))
        except InvalidTag:
            raise UsageError("wrong passphrase for the undo file") from None
        except (KeyError, TypeError, ValueError, AttributeError, binascii.Error, MemoryError):
            raise UsageError(f"{path} is no undo file, or a damaged one") from None

    def append(self, content: Mapping[str, Any]) -> UndoFile:
        """Write one more line, and have it on disk before this returns. Raises UsageError."""
        packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 1)
        nonce = secrets.token_bytes(12)
        data = self._cipher.encrypt(nonce, packed, self._bound(len(self.lines)))
        line = json.dumps({"nonce": _text(nonce), "data": _text(data)}).encode() + b"\n"
        try:
            with self.path.open("r+b") as file:
                # What was cut off behind the last whole line is written over.
                file.seek(self.size)
                file.truncate()
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UsageError(f"{self.path} can't be written: {error.strerror}") from error
        return UndoFile(
            self.path, self.head, self.plan, (*self.lines, self.size), self.size + len(line),
            self._cipher, self._binding,
        )  # fmt: skip

    def backwards(self) -> Iterator[dict[str, Any]]:
        """What the lines hold, the last first. Raises UsageError for one that was changed."""
        with self.path.open("rb") as file:
            for number in reversed(range(len(self.lines))):
                file.seek(self.lines[number])
                yield self._opened(file.readline(_MOST), number)

    def _opened(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            content = json.loads(line)
            nonce, data = _bytes(content["nonce"]), _bytes(content["data"])
            machine = zlib.decompressobj()
            plain = machine.decompress(
                self._cipher.decrypt(nonce, data, self._bound(number)), _MOST
            )
            if not machine.eof:
                raise ValueError
            found = json.loads(plain)
        except (InvalidTag, KeyError, TypeError, ValueError, binascii.Error, zlib.error):
            found = None
        if not isinstance(found, dict):
            raise UsageError(f"{self.path} was changed: line {number + 2} can't be opened")
        return found

    def _bound(self, number: int) -> bytes:
        return self._binding + number.to_bytes(8)


def _digest(line: bytes) -> bytes:
    return hashlib.sha256(line).digest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
