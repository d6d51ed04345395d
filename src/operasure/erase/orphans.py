"""Files without a row: which of those in the evidence may be removed, checked again.

Evidence of `files` names them by keyed digest. So the storage is listed anew, read only, and a file
goes only if the evidence calls it an orphan, no row of the database explains it on the snapshot of
the plan, and nothing has touched it for a while.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from operasure.database.session import Session
from operasure.erase.model import Left
from operasure.erase.read import NAMES, ORPHANS, StoredFindings
from operasure.erase.renames import Renames
from operasure.looks.files import layout, rows
from operasure.looks.files.directory import Directory
from operasure.looks.files.ledger import Ledger, LedgerRow
from operasure.looks.files.model import ListedFile, Unread
from operasure.looks.files.record import PURPOSE, path_digest
from operasure.looks.files.rows import Whose
from operasure.looks.mentions import review

GRACE = 24 * 60 * 60
"""Seconds for which a file must have been left alone: an upload, or a restore, may be under way."""
ELSEWHERE = "in no attachment's folder"
_LARGEST = 1 << 62
_BUCKET = "files in a bucket: remove them with the tools of the storage"
_UNNAMED = "give --attachments-dir and --case-key, so that these files can be found again"
_STRANGE = "no file of any row is in the directory: is it the directory of this installation?"
_DECIDED = "a decision says to keep it"
_EXPLAINED = "a row refers to the file now"
_YOUNG = "written or moved less than a day ago: plan again later"
_GONE = "not found: it is gone, or the evidence was made with another key of the case"
_NAMED = "the name of a file: decide about its mention in the work list of find-mentions"
_STANDING = "in a file that OpenProject has a row for: change or delete it in OpenProject"


@dataclass(frozen=True)
class FilesAt:
    """Where files lie; the key of the case that evidence of files was made with, if one is given;
    and whether files may get other names, since there will be a script to do it."""

    directory: Directory
    case_key: bytes | None = field(repr=False, default=None)
    renaming: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file that goes: its path below the root, its size, and the SHA-256 of its content in
    hexadecimal digits."""

    key: bytes
    size: int
    sha256: str

    @property
    def folder(self) -> str | None:
        """The folder of the attachment that it lies in, which names nobody; else None."""
        number = layout.attachment_id(self.key.rpartition(b"/")[0])
        return None if number is None else layout.attachment_folder(number).decode()


@dataclass
class Orphans:
    """The files of a plan: `going` is filled while `parts` is read."""

    stored: StoredFindings
    where: FilesAt | None
    renames: Renames | None
    ledger: Ledger
    standing: set[int] = field(default_factory=set)
    """Attachments that have a row."""
    going: list[Orphan] = field(default_factory=list)

    def parts(self) -> Iterator[Left]:
        """Look at each file, and say what is left of what the evidence names, with the reason."""
        reasons = Counter[str](self._refused())
        if not reasons:
            reasons = self._looked()
        for reason, number in reasons.items():
            yield Left(ORPHANS, number, reason)
        yield from self._beside()
        for check, reason in self.stored.others.items():
            yield Left(check, 0, reason)

    def _refused(self) -> dict[str, int]:
        """Why no file can be looked at, if so."""
        number = len(self.stored.orphans)
        if not number:
            return {}
        if self.stored.place != "a directory":
            return {_BUCKET: number}
        return {_UNNAMED: number} if self.where is None or self.where.case_key is None else {}

    def _looked(self) -> Counter[str]:
        reasons: Counter[str] = Counter()
        if self.where is None or self.where.case_key is None or not self.stored.orphans:
            return reasons
        listed = self.where.directory.listed()
        self.ledger.add_files(each for each in listed if isinstance(each, ListedFile))
        self.ledger.compare()
        if not self.ledger.counts()["matched"]:
            return Counter({_STRANGE: len(self.stored.orphans)})
        key = review.key_of_ids(PURPOSE, self.where.case_key, review.Review())
        unmet = set(self.stored.orphans)
        for file in self.ledger.files():
            digest = path_digest(key, file.key)
            if digest in unmet:
                unmet.discard(digest)
                if self._spared(digest, layout.attachment_id(file.folder)):
                    why: str | None = _DECIDED
                else:
                    why = _EXPLAINED if file.row else self._examine(file.key)
                reasons.update([why] if why else [])
        if unmet:
            reasons[_GONE] = len(unmet)
        return reasons

    def _spared(self, digest: str, attachment: int | None) -> bool:
        kept = self.stored.kept
        return digest in self.stored.spared or attachment in kept or _place(digest) in kept

    def _examine(self, key: bytes) -> str | None:
        """Take a file, or say why not."""
        assert self.where is not None  # noqa: S101  (only called where there is one)
        try:
            with self.where.directory.open(key, _LARGEST) as file:
                status = os.fstat(file.fileno())
                # A copy may keep its old time of writing; that of its entry is always its own.
                if max(status.st_mtime, status.st_ctime) > _now() - GRACE:
                    return _YOUNG
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except Unread as unread:
            return str(unread)
        except OSError as error:
            return f"it can't be read ({os.strerror(error.errno or 0)})"
        self.going.append(Orphan(key, status.st_size, digest))
        return None

    def _beside(self) -> Iterator[Left]:
        """Avatars and mentions that do not go with an orphan."""
        avatars = self.stored.avatars - self.stored.orphans
        if avatars:
            yield Left("bu-01/attachments.file (avatar in storage)", len(avatars), _STANDING)
        without: set[int | str] = {*self.stored.attachments - self.standing}
        without |= {_place(digest) for digest in self.stored.orphans}
        for check, places in self.stored.mentions.items():
            done, reason = without, _STANDING
            if check == NAMES:
                done, reason = (
                    without | (self.renames.attachments if self.renames else set()),
                    _NAMED,
                )
            left = sum(place not in done for place in places)
            if left:
                yield Left(check, left, reason)


@contextmanager
def take(
    opened: Session, stored: StoredFindings | None, where: FilesAt | None, renames: Renames | None
) -> Iterator[Orphans | None]:
    """Take the rows that explain files, on the plan's snapshot; None where no evidence of files is
    given. `renames` is filled before the parts are read.

    Raises NoDatabaseError for a release without such rows.
    """
    if stored is None:
        yield None
        return
    ledger = Ledger()
    try:
        found = Orphans(stored, where, renames, ledger)
        if where is not None and where.case_key is not None:
            ledger.add_rows(_noted(rows.read(opened, Whose()), found.standing))
        yield found
    finally:
        ledger.close()


def _place(digest: str) -> str:
    """How evidence names a file that lies in no attachment's folder (storage/record.py)."""
    return f"storage {digest[:16]}"


def _noted(given: Iterator[LedgerRow], ids: set[int]) -> Iterator[LedgerRow]:
    for row in given:
        if row.id is not None:
            ids.add(row.id)
        yield row


def _now() -> float:
    return time.time()
