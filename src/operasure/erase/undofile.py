"""The undo file: the old data of every changed row, encrypted, one batch a line.

A line is on disk before the change that it undoes is committed. So a file may hold a batch that
was never committed, which undoing tells by the rows, but never lacks one that was; a last line that
was cut off belongs to no commit. Key and cipher are those of a snapshot. Each line is sealed with
the digest of all that stands before it, so that none can be moved, swapped, doubled or left out;
a run that came to its end writes a last line that says so. Where that is missing, the progress file
(`progress`) knows how many lines there must be. One process at a time holds a file, by a lock.
"""

from __future__ import annotations

import base64
import binascii
import errno
import fcntl
import hashlib
import hmac
import json
import os
import secrets
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from operasure import __version__
from operasure.core import keeping, reading, strict
from operasure.core.errors import UsageError, readable
from operasure.core.typed import plain
from operasure.erase.busy import Busy
from operasure.erase.file import Plan, head_plain
from operasure.erase.model import PlanHead
from operasure.looks.snapshot import sealed

FORMAT = 2
_MOST = 1024 * 1024 * 1024
"""Bytes that a line may have, and be inflated to."""
_PROOF = b"operasure undo"
_BATCH, _END = b"batch", b"end"


@dataclass(frozen=True)
class UndoFile:
    """An undo file, opened with its passphrase and locked until it is closed. `batches` is how many
    the plan has. `lines` are where the whole ones begin, the first not among them; `size` is where
    the last of them ends. `ended` says whether the run that wrote them came to its end."""

    path: Path
    head: PlanHead
    plan: str
    batches: int
    lines: tuple[int, ...]
    size: int
    ended: bool
    _chain: tuple[bytes, ...]
    """The digest of all that stands before each line, and last that of the whole."""
    _file: IO[bytes]
    _key: bytes

    @classmethod
    def create(cls, path: Path, plan: Plan, batches: int, passphrase: str) -> Self:
        """Write a new file. Raises UsageError: it is there already, it can't be written, or a short
        passphrase; Busy where another run writes it."""
        kept, key = sealed.new_key(passphrase)
        nonce = secrets.token_bytes(12)
        clear = keeping.preamble("undo", plan.head.delete_after) | {
            "format": FORMAT,
            "operasure": __version__,
            "plan": plan.digest,
            "batches": batches,
            "head": head_plain(plan.head),
            "encryption": {"cipher": sealed.CIPHER, **plain(kept), "nonce": _text(nonce)},
        }
        proof = AESGCM(key).encrypt(nonce, _PROOF, _bound(clear))
        line = _json(clear | {"proof": _text(proof)})
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise UsageError(f"{path} already exists: give another file for the undo") from None
        except OSError as error:
            raise UsageError(f"{path} can't be written: {error.strerror}") from error
        file = os.fdopen(handle, "r+b")
        try:
            _lock(file, path)
            _written(file, 0, line)
            _settle(path.parent)
        except OSError as error:
            # Nothing is in it that anybody needs, and it would stand in the way of the next run.
            with suppress(OSError):
                file.close()
            path.unlink(missing_ok=True)
            raise UsageError(f"{path} can't be written: {error.strerror}") from error
        chain = (_digest(b"", line),)
        return cls(
            path, plan.head, plan.digest, batches, (), len(line), False, chain, file, key
        )  # fmt: skip

    @classmethod
    def open(cls, path: Path, passphrase: Callable[[], str], *, writing: bool = False) -> Self:
        """Open a file; the passphrase is asked for once it is seen to be one. Raises UsageError:
        not one, changed anywhere, or a wrong passphrase; Busy where another run holds it."""
        with readable(path):
            file = path.open("r+b" if writing else "rb")
        try:
            _lock(file, path)
            return cls._opened_from(path, file, passphrase)
        except OSError as error:
            file.close()
            raise UsageError(f"{path} can't be read: {error.strerror}") from error
        except BaseException:
            file.close()
            raise

    @classmethod
    def _opened_from(cls, path: Path, file: IO[bytes], passphrase: Callable[[], str]) -> Self:
        first = file.readline(_MOST)
        try:
            content = strict.loads(first)
            if content["kind"] != "operasure undo" or not first.endswith(b"\n"):
                raise ValueError
            form, maker = content["format"], content["operasure"]
            encryption = dict(content["encryption"])
        except (KeyError, TypeError, ValueError):
            raise UsageError(f"{path} is not an undo file, or is damaged") from None
        if form != FORMAT:
            raise UsageError(
                f"{path} was written by version {str(maker)[:20]!r}: that one takes it back"
            )
        other = UsageError(f"{path} is not an undo file, or is damaged")
        kept = reading.read(sealed.Derivation, encryption, lambda _: other)
        secret = passphrase()
        try:
            key = sealed.known_key(kept, secret)
            nonce, proof = _bytes(encryption["nonce"]), _bytes(content.pop("proof"))
            AESGCM(key).decrypt(nonce, proof, _bound(content))
            head = reading.read(PlanHead, content["head"], lambda _: other)
            batches = strict.whole(content["batches"])
            start = (_digest(b"", first),)
            found = cls(
                path, head, str(content["plan"]), batches, (), len(first), False, start, file, key
            )
        except InvalidTag:
            raise UsageError(
                "wrong passphrase for the undo file, or its first line was changed"
            ) from None
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, MemoryError):
            raise UsageError(f"{path} is not an undo file, or is damaged") from None
        return found._read_on()

    def _read_on(self) -> Self:
        """The same with the lines that follow, each seen to be as it was written."""
        lines, chain, at, ended = list[int](), list(self._chain), self.size, False
        while (line := self._file.readline(_MOST)).endswith(b"\n"):
            ended = self._plain(line, chain[-1], _END) is not None
            if not ended:
                if self._plain(line, chain[-1], _BATCH) is None:
                    raise self._changed(len(lines))
                lines.append(at)
                at += len(line)
                chain.append(_digest(chain[-1], line))
            elif self._file.readline(1):
                raise self._changed(len(lines) + 1)
        return replace(self, lines=tuple(lines), size=at, ended=ended, _chain=tuple(chain))

    def append(self, content: Mapping[str, Any]) -> Self:
        """Write one more line, and have it on disk before this returns. Raises UsageError."""
        line = self._sealed(content, _BATCH)
        self._write(line)
        return replace(
            self, lines=(*self.lines, self.size), size=self.size + len(line), ended=False,
            _chain=(*self._chain, _digest(self._chain[-1], line)),
        )  # fmt: skip

    def end(self) -> Self:
        """Write that nothing is to follow. Raises UsageError."""
        if not self.ended:
            self._write(self._sealed({"batches": len(self.lines)}, _END))
        return replace(self, ended=True)

    def backwards(self) -> Iterator[dict[str, Any]]:
        """What the lines hold, the last first. Raises UsageError for one that was changed."""
        for number in reversed(range(len(self.lines))):
            self._file.seek(self.lines[number])
            plain = self._plain(self._file.readline(_MOST), self._chain[number], _BATCH)
            machine = zlib.decompressobj()
            try:
                found = json.loads(machine.decompress(plain or b"", _MOST))
            except (ValueError, RecursionError, zlib.error):
                found = None
            if not isinstance(found, dict) or not machine.eof:
                raise self._changed(number)
            yield found

    def mark(self, content: str) -> str:
        """A mark on a text that only who has the passphrase can make, for this file alone."""
        key = hmac.digest(self._key, b"operasure progress", hashlib.sha256)
        return hmac.digest(key, self._chain[0] + content.encode(), hashlib.sha256).hex()

    def close(self) -> None:
        """Let others have the file."""
        self._file.close()

    def _write(self, line: bytes) -> None:
        try:
            held, there = os.fstat(self._file.fileno()), self.path.stat()
            if (held.st_dev, held.st_ino) != (there.st_dev, there.st_ino):
                raise FileNotFoundError(errno.ENOENT, "another file has replaced it")
            # What was cut off behind the last whole line, or an end mark, is written over.
            _written(self._file, self.size, line)
        except OSError as error:
            raise UsageError(f"{self.path} can't be written: {error.strerror}") from error

    def _sealed(self, content: Mapping[str, Any], kind: bytes) -> bytes:
        packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 1)
        nonce = secrets.token_bytes(12)
        data = AESGCM(self._key).encrypt(nonce, packed, kind + self._chain[-1])
        return _json({"nonce": _text(nonce), "data": _text(data)})

    def _plain(self, line: bytes, before: bytes, kind: bytes) -> bytes | None:
        try:
            content = json.loads(line)
            nonce, data = _bytes(content["nonce"]), _bytes(content["data"])
            return AESGCM(self._key).decrypt(nonce, data, kind + before)
        except (InvalidTag, KeyError, TypeError, ValueError, RecursionError):
            return None

    def _changed(self, number: int) -> UsageError:
        return UsageError(f"{self.path} was changed: line {number + 2} can't be opened")


def _lock(file: IO[bytes], path: Path) -> None:
    """Hold a file for this process alone. Raises Busy; OSError where the disk knows no locks."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(f"another run is using {path}: wait until it has ended") from None


def _written(file: IO[bytes], at: int, line: bytes) -> None:
    file.seek(at)
    file.truncate()
    file.write(line)
    file.flush()
    os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the name of a new file on disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bound(clear: Mapping[str, Any]) -> bytes:
    return json.dumps(clear, sort_keys=True, separators=(",", ":")).encode()


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _digest(before: bytes, line: bytes) -> bytes:
    return hashlib.sha256(before + line).digest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError from None
