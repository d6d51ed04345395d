"""What the database knows of the files, and whose they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any

import psycopg

from operasure.core.errors import NoDatabaseError
from operasure.core.queries import Section
from operasure.database.session import Session
from operasure.looks.files import layout
from operasure.looks.files.ledger import LedgerRow
from operasure.looks.snapshot.model import Snapshot

PRINCIPALS = frozenset({"Principal", "User", "Group", "PlaceholderUser", "ServiceAccount"})
"""What the container of an avatar is called; `User` in old versions."""
UPLOADS = "cf-01/attachments.author_id"
AVATARS = "bu-01/attachments.container_id (of a principal)"
"""The checks under which a snapshot keeps the person's attachments."""
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Whose:
    """How to tell the person's files.

    `uploads` and `avatars` are ids of attachments that were the person's by a snapshot or an audit
    copy. `heirs` are the Deleted users, where nothing tells what was the person's: then all that is
    theirs may be.
    """

    user_ids: frozenset[int] = frozenset()
    uploads: frozenset[int] = frozenset()
    avatars: frozenset[int] = frozenset()
    heirs: frozenset[int] = frozenset()

    def is_avatar(self, attachment: int | None, container: str | None, owner: int | None) -> bool:
        """Whether an attachment is, or was, the avatar."""
        mine = container in PRINCIPALS and owner in self.user_ids
        return mine or attachment in self.avatars

    def is_mine(self, attachment: int | None, author: int | None) -> bool:
        """Whether the person uploaded it, or may have."""
        return attachment in self.uploads or author in self.user_ids or author in self.heirs


def whose(session: Session, user_ids: Sequence[int], befores: Sequence[Snapshot]) -> Whose:
    """What tells the person's files: ids, a snapshot of each from before, audit copies."""
    uploads: set[int] = set()
    avatars: set[int] = set()
    for place in chain.from_iterable(before.places for before in befores):
        if place.check in {UPLOADS, AVATARS}:
            own = avatars if place.check == AVATARS else uploads
            own.update(k for chunk in place.keys for k in chunk.unpacked() if isinstance(k, int))
    for row in _audits(session, user_ids):
        (avatars if row["avatar"] else uploads).add(int(row["id"]))
    unknown = set(user_ids) - {before.subject.user_id for before in befores}
    heirs = session.installation.deleted_user_ids if unknown or not befores else ()
    return Whose(frozenset(user_ids), frozenset(uploads), frozenset(avatars), frozenset(heirs))


def _audits(session: Session, user_ids: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """What audit copies tell; they only add to what a role that may not read them sees anyway."""
    section = _applicable(session, "files/audits")
    if section is not None:
        with suppress(psycopg.errors.InsufficientPrivilege):
            for user_id in user_ids:
                yield from session.readers[0].fetch(section.sql, user_id=user_id)


def read(session: Session, mine: Whose, ids: Sequence[int] | None = None) -> Iterator[LedgerRow]:
    """Every row that explains a file; with `ids` only those of these attachments.

    Raises NoDatabaseError for a release whose attachments have other columns.
    """
    reader = session.readers[0]
    section = _applicable(session, "files/attachments")
    if section is None:
        raise NoDatabaseError("its attachments have no files: the release is older than 4.0")
    if ids is None:
        for row in reader.stream(section.sql):
            yield _attachment(row, mine)
        styles = _applicable(session, "files/designs")
        for style in reader.fetch(styles.sql) if styles else ():
            folder = layout.style_folder(str(style["key"]), int(style["id"]))
            yield LedgerRow(folder, layout.compared(os.fsencode(str(style["name"]))))
        return
    chosen = f"SELECT * FROM ({section.sql}) AS a WHERE id = ANY(CAST(:keys AS bigint[]))"
    for start in range(0, len(ids), _AT_ONCE):
        for row in reader.stream(chosen, keys=list(ids[start : start + _AT_ONCE])):
            yield _attachment(row, mine)


def _attachment(row: Sequence[Any], mine: Whose) -> LedgerRow:
    number, name, disk, legacy, size, digest, author, container, owner, pending, extracted = row
    at_top = legacy and disk
    return LedgerRow(
        folder=b"" if at_top else layout.attachment_folder(number),
        name=layout.compared(os.fsencode(disk if at_top else name)),
        id=number,
        size=size,
        digest=digest,
        author=author,
        container=container,
        pending=pending,
        extracted=extracted,
        mine=mine.is_mine(number, author),
        avatar=mine.is_avatar(number, container, owner),
    )


def _applicable(session: Session, name: str) -> Section | None:
    """The first statement of a file of `queries/` that this database can answer."""
    return next(session.catalogue.sections(name, "rows"), None)
