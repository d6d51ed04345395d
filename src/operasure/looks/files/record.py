"""From what was read and compared to findings, each with an id by which it is known again."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from operasure.looks.files import layout
from operasure.looks.files.ledger import FileFinding, FileInStorage, Ledger, LedgerRow
from operasure.looks.files.model import FileFindingKind, FileRead
from operasure.looks.files.rows import Whose
from operasure.looks.mentions.hits import hit_id
from operasure.looks.mentions.review import Review, state

PURPOSE = b"operasure files 1"
"""What the key of ids and digests is derived for from the key of the case."""


@dataclass
class Recorder:
    """Puts findings into the ledger. `met` are the decisions whose finding was found again, with
    its state, and `contested` the findings about which several persons decided in ways that
    contradict each other; `more` counts mentions beyond those that are told one by one."""

    ledger: Ledger
    key: bytes
    decided: Review
    whose: Whose
    all_pictures: bool
    met: dict[str, str] = field(default_factory=dict)
    contested: set[str] = field(default_factory=set)
    more: int = 0
    inner_pictures: int = 0
    """Documents of the person with pictures inside."""

    def orphan(self, file: FileInStorage) -> None:
        """A file that no row explains."""
        self._add(self._base(file, FileFindingKind.ORPHAN, _digest(file.key)))

    def missing(self, row: LedgerRow) -> None:
        """A row without a file."""
        place = f"attachments.file {row.id}" if row.id else f"custom_styles {row.folder.decode()}"
        self._add(
            FileFinding(
                self._id(f"{place} missing", row.name),
                FileFindingKind.MISSING,
                "open",
                row.id,
                row.folder + b"/" + row.name,
                place,
                row.size or 0,
                mine=row.mine,
            )
        )

    def read(self, file: FileInStorage, read: FileRead) -> None:
        """What reading a file gave."""
        row = file.row
        for where, seen in read.seen:
            kind = FileFindingKind(str(where))
            found = self._base(file, kind, seen.passage)._replace(
                variant=seen.variant,
                confidence=seen.confidence,
                before=seen.before,
                mention=seen.mention,
                after=seen.after,
                what=read.kind,
            )
            self._add(found)
        self.more += read.more
        self.inner_pictures += bool(read.pictures and self._is_mine(file))
        shown = self._shown(file, read)
        if shown is not None:
            self._picture(file, read, shown)
        elif read.unread:
            found = self._base(file, FileFindingKind.UNREAD, read.mark or _digest(file.key))
            self._add(found._replace(reason=read.unread, what=read.kind))
        if row is not None and row.size is not None:
            self._compare(file, row, read)

    def needs_picture(self, file: FileInStorage) -> bool:
        """Whether a picture in this file is one that a person is to look at."""
        return self.all_pictures or self._is_mine(file)

    def _is_mine(self, file: FileInStorage) -> bool:
        """Whether a file may be the person's: uploaded by them, their avatar, or nobody's."""
        return file.row is None or file.row.mine or file.row.avatar

    def _shown(self, file: FileInStorage, read: FileRead) -> FileFindingKind | None:
        """As what a file is to be looked at; None where a program has read it."""
        if self._is_avatar(file):
            return FileFindingKind.AVATAR
        return FileFindingKind.PICTURE if read.is_picture and self.needs_picture(file) else None

    def _is_avatar(self, file: FileInStorage) -> bool:
        attachment = layout.attachment_id(file.folder)
        return file.row.avatar if file.row else attachment in self.whose.avatars

    def _picture(self, file: FileInStorage, read: FileRead, kind: FileFindingKind) -> None:
        small = read.thumbnail
        self._add(
            self._base(file, kind, read.mark or _digest(file.key))._replace(
                reason=read.unread or "",
                what=read.kind,
                placed=read.placed,
                frames=small.frames if small else 0,
                thumbnail=small.jpeg if small else None,
            )
        )

    def _compare(self, file: FileInStorage, row: LedgerRow, read: FileRead) -> None:
        if row.size != file.size:
            self._add(self._base(file, FileFindingKind.SIZE, _digest(file.key)))
        elif read.md5 and row.digest and read.md5 != row.digest:
            self._add(self._base(file, FileFindingKind.DIGEST, _digest(file.key)))

    def _base(self, file: FileInStorage, kind: FileFindingKind, passage: bytes) -> FileFinding:
        attachment = file.row.id if file.row else layout.attachment_id(file.folder)
        place = f"{self._place(file)} {kind}"
        mine = attachment in self.whose.uploads or bool(file.row and file.row.mine)
        return FileFinding(
            self._id(place, passage),
            kind,
            "open",
            attachment,
            file.key,
            place,
            file.size,
            mine=mine,
        )

    def _place(self, file: FileInStorage) -> str:
        """A file in one line that names nobody."""
        if file.row is not None and file.row.id is not None:
            return f"attachments.file {file.row.id}"
        attachment = layout.attachment_id(file.folder)
        folder = f"{layout.attachment_folder(attachment).decode()}/" if attachment else ""
        return f"storage {folder}{path_digest(self.key, file.key)[:16]}"

    def _id(self, place: str, passage: bytes) -> str:
        return hit_id(self.key, place, passage, 1)

    def _add(self, found: FileFinding) -> None:
        mark = self.decided.marks.get(found.id)
        now = state(mark)
        if mark is not None:
            self.met[found.id] = now
        elif found.id in self.decided.standing:
            self.contested.add(found.id)
        self.ledger.add(found._replace(state=now))


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:16]


def path_digest(key: bytes, path: bytes) -> str:
    """Keyed digest of a path below the storage's root, which tells it apart and does not show it
    (64 hexadecimal digits)."""
    return hmac.digest(key, b"path\0" + path, hashlib.sha256).hex()
