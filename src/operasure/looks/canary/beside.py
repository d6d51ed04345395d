"""The person outside the database: caches, files and logs made for the test, which the commands
must report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from operasure.core.errors import UsageError
from operasure.database.reader import reason
from operasure.database.session import Access
from operasure.database.target import Target
from operasure.looks.canary import caches, lines
from operasure.looks.canary.model import BesideKind, PlantedBeside
from operasure.looks.canary.person import Canary
from operasure.looks.canary.rows import Name, Rows
from operasure.looks.files import extra
from operasure.server.memcached import program
from operasure.server.process import workspace

NO_MEMCACHED = "no memcached is installed here, and none was named with --memcached-copy"
NO_ATTACHMENTS = "the database has no attachments with files"
NO_LIBRARIES = "the libraries to read files (extra 'files') are not installed"


@dataclass(frozen=True)
class Beside:
    """What to plant beside, and with whom: files get rows in the table `attachments` of the
    database, which stay there if `kept`. `memcached_copy` is a server to plant in, instead of one
    that is started for it."""

    target: Target
    access: Access
    rows: Rows
    attachments: Name
    who: Canary
    kept: bool
    memcached_copy: str | None = None

    def left_out(self) -> dict[BesideKind, str]:
        """Where nothing can be planted here, and why."""
        found: dict[BesideKind, str] = {}
        if self.memcached_copy is None and program() is None:
            found[BesideKind.MEMCACHED] = NO_MEMCACHED
        if not {"id", "file"} <= self.rows.tables.get(self.attachments, {}).keys():
            found[BesideKind.FILES] = NO_ATTACHMENTS
        try:
            extra.check()
        except UsageError:
            found[BesideKind.FILES] = NO_LIBRARIES
        return found

    def look(self) -> Iterator[PlantedBeside]:
        """Plant, search and remove, one kind after the other. Raises UsageError where nothing may
        be planted in the memcached that was named, and what `files.look` raises."""
        out = self.left_out()
        if BesideKind.MEMCACHED not in out:
            with caches.server(self.memcached_copy) as server:
                yield from caches.in_memcached(server, self.who)
        with workspace() as place:
            yield from caches.in_files(_folder(place.folder, "cache"), self.who)
            yield from lines.in_logs(_folder(place.folder, "logs"), self.who)
            if BesideKind.FILES not in out:
                yield from self._files(_folder(place.folder, "files"))

    def _files(self, folder: Path) -> Iterator[PlantedBeside]:
        from operasure.looks.canary import uploads  # noqa: PLC0415  (an extra)

        try:
            yield from uploads.in_files(
                folder,
                self.target,
                self.rows,
                self.attachments,
                self.who,
                self.access,
                kept=self.kept,
            )
        except psycopg.Error as error:
            yield PlantedBeside(BesideKind.FILES, "attachments", told={}, refused=reason(error))


def _folder(place: Path, name: str) -> Path:
    folder = place / name
    folder.mkdir()
    return folder
