"""The answers in the folder of a fleet: made of evidence, sealed, and read as what they are, files
from other machines.

NAME.ID.answer.json, with its seal beside it, is the answer of an instance about an id; the evidence
document that it is made of lies in documents/NAME.ID.json, or stays where it was made.
"""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from operasure.core import reading, strict, writing
from operasure.core.errors import UsageError
from operasure.core.legible import json_text
from operasure.core.typed import plain
from operasure.fleet.file import Fleet, FleetQuestion
from operasure.reports.certificate import seal, stored
from operasure.reports.evidence import fleet as shape
from operasure.reports.evidence.document import Document
from operasure.reports.evidence.held import digest

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LARGEST = 4 * 1024 * 1024
"""Bytes that an answer may have."""
DOCUMENTS, LOCK = "documents", "lock"


class NoAnswer(UsageError):
    """There is no answer that counts; the words say why."""


@dataclass(frozen=True)
class Answered:
    """An answer that counts, and the fingerprint of the key that sealed it."""

    answer: shape.FleetAnswer
    sealed_by: str


@dataclass(frozen=True)
class Results:
    """The folder of a fleet's answers."""

    path: Path

    def answer(self, question: FleetQuestion) -> Path:
        return self.path / f"{question.stem}.answer.json"

    def document(self, question: FleetQuestion) -> Path:
        """The document of verify."""
        return self.path / DOCUMENTS / f"{question.stem}.json"

    def mentions(self, question: FleetQuestion) -> Path:
        """That of find-mentions, if names are looked for."""
        return self.path / DOCUMENTS / f"{question.stem}.mentions.json"

    def begin(self) -> None:
        """Make the folder, if it is not there. Raises UsageError."""
        for folder in (self.path, self.path / DOCUMENTS):
            try:
                folder.mkdir(mode=0o700, exist_ok=True)
            except OSError as error:
                raise UsageError(f"{folder} can't be made: {error.strerror}") from error

    @contextmanager
    def alone(self, question: FleetQuestion) -> Iterator[None]:
        """Wait until no other process asks the same, on this machine or on another that shares the
        folder; remove what one that was killed was just writing. Raises UsageError."""
        try:
            lock = (self.path / LOCK).open("ab")
        except OSError as error:
            raise UsageError(f"{self.path / LOCK} can't be written: {error.strerror}") from error
        with lock:
            try:
                # One byte for each instance: all share one file.
                fcntl.lockf(lock, fcntl.LOCK_EX, 1, zlib.crc32(question.stem.encode()))
            except OSError as error:
                raise UsageError(f"{lock.name} can't be locked: {error.strerror}") from error
            for folder in (self.path, self.path / DOCUMENTS):
                for draft in folder.glob(f".{question.stem}.*"):
                    with suppress(OSError):
                        draft.unlink()
            yield

    def make(
        self,
        fleet: Fleet,
        question: FleetQuestion,
        document: Path,
        mentions: Path | None,
        key: Ed25519PrivateKey,
    ) -> Answered:
        """Make the answer of evidence documents, of verify and perhaps of find-mentions, seal it,
        and write all. They lie in a folder of our own: what lies in that of the answers could be
        exchanged before it is sealed. Raises UsageError for a document that is none, or not about
        this."""
        found = _paper(document, "verify")
        named = None if mentions is None else _paper(mentions, "find-mentions")
        asked = (named or found)["installation"]
        if any(asked.get(k) != found["installation"].get(k) for k in ("database", "identity")):
            raise UsageError("the address led to two databases, one after the other")
        made = shape.answer(
            found,
            digest(document),
            named,
            None if mentions is None else digest(mentions),
            question=question.digest,
            instance=question.instance.name,
        )
        _refuse_other(fleet, question, made)
        own, written = document.with_name("answer.json"), self.answer(question)
        writing.write(own, json_text(plain(made)) + "\n")
        sealed_by = seal.seal(own, key)
        files = {self.document(question): document, written: own}
        files |= {self.mentions(question): mentions} if mentions else {}
        files |= dict(zip(seal.beside(written), seal.beside(own), strict=True))
        for each in files:
            if each.is_symlink() or (each.exists() and not each.is_file()):
                with suppress(OSError):
                    each.unlink()
        writing.write_all((there, here.read_bytes()) for there, here in files.items())
        return Answered(made, sealed_by)

    def read(self, fleet: Fleet, question: FleetQuestion, trusted: Collection[str]) -> Answered:
        """The answer to a question. Raises NoAnswer where there is none, and for one that is
        damaged, unsealed, sealed by another key, about another question, or too old."""
        path = self.answer(question)
        try:
            if not path.exists():
                raise NoAnswer(shape.UNASKED)
            if not path.is_file():
                # A pipe would let us wait for ever.
                raise NoAnswer("its answer is no file")
            data = strict.content(path, LARGEST, "is too large")
            sealed_by = seal.sealed_by(path, data)
            value = strict.loads(data)
        except NoAnswer:
            raise
        except (UsageError, OSError):
            raise NoAnswer("its answer can't be read, or does not match its seal") from None
        except ValueError:
            raise NoAnswer("its answer is damaged") from None
        if sealed_by is None or sealed_by not in trusted:
            raise NoAnswer("its answer is not sealed with a key that counts")
        found = reading.read(shape.FleetAnswer, value, _damaged)
        _refuse_other(fleet, question, found)
        _compare(self.document(question), found.document)
        if found.mentions:
            _compare(self.mentions(question), found.mentions)
        return Answered(found, sealed_by)


def _paper(path: Path, command: str) -> Document:
    found = stored.read(path).paper
    if found.command != command or found.document["installation"].get("dump"):
        raise UsageError(f"{path} is no document of {command} about a database")
    return found.document


def _compare(path: Path, expected: str) -> None:
    """An evidence document need not be here; one that is must be the answer's."""
    if path.is_symlink() or path.exists():
        try:
            same = path.is_file() and digest(path) == expected
        except UsageError:
            same = False
        if not same:
            raise NoAnswer("its evidence document is not the one of its answer")


def _refuse_other(fleet: Fleet, question: FleetQuestion, found: shape.FleetAnswer) -> None:
    """Raise NoAnswer for an answer that is to another question, too old, or not one with itself."""
    whom = (found.question, found.instance, found.user_id)
    if whom != (question.digest, question.instance.name, question.user_id):
        raise NoAnswer("its answer is to another question")
    if (found.mentions is None) != (fleet.whom is None):
        raise NoAnswer("its answer is not of the commands that were to look")
    if shape.judged(found) != found.verdict:
        raise NoAnswer("its answer contradicts itself")
    if datetime.fromisoformat(found.looked_at) < fleet.since:
        raise NoAnswer("its answer is of a look from before the moment since")


def _damaged(what: str) -> UsageError:
    return NoAnswer(f"its answer is damaged: {what}"[:200])


def answers(fleet: Fleet, results: Results) -> Iterator[tuple[FleetQuestion, Answered | NoAnswer]]:
    """What is there of each question, in the order of the fleet file. Of two instances with the
    same database only the first has answered: the address of the other may be a mistake."""
    trusted, seen = fleet.trusted(), _Seen()
    for question in fleet.questions():
        name = question.instance.name
        try:
            found = results.read(fleet, question, trusted)
        except NoAnswer as error:
            yield question, error
            continue
        if not fleet.same_addresses and (other := seen.before(name, found.answer)):
            yield question, NoAnswer(f"it has the same database as {other}")
        else:
            yield question, found


class _Seen:
    """The databases that instances have answered about: by what they are, where that is known of
    both, else by their address, which those of two networks may share."""

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}
        self._at: dict[bytes, tuple[str, bool]] = {}

    def before(self, name: str, found: shape.FleetAnswer) -> str | None:
        """The other instance that has answered about the same database, if there is one."""
        other, told = self._at.setdefault(_bytes(found.database), (name, bool(found.identity)))
        if found.identity and (told or other == name):
            other = self._known.setdefault(_bytes(found.identity), name)
        return None if other == name else other


def _bytes(digest: str) -> bytes:
    return bytes.fromhex(digest.removeprefix("sha256:"))
