"""Rows, files and findings on disk while they are compared, so that a million need no memory.

SQLite's private temporary database: a file without a name that is gone when it is closed, and
that nobody else can open. To be used in the thread that made it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from operasure.looks.files import layout
from operasure.looks.files.model import FileFindingKind, ListedFile


class LedgerRow(NamedTuple):
    """A row that explains a file: of an attachment (then `id` is set), or of the design.

    `extracted` is how many bytes of text OpenProject has from it, None for none. `mine`: the
    person uploaded it, or may have; `avatar`: it is the person's avatar.
    """

    folder: bytes
    name: bytes
    id: int | None = None
    size: int | None = None
    digest: str = ""
    author: int | None = None
    container: str | None = None
    pending: bool = False
    extracted: int | None = None
    mine: bool = False
    avatar: bool = False


class FileInStorage(NamedTuple):
    """A file of the storage, with the row that explains it, if any does."""

    number: int
    key: bytes
    folder: bytes
    size: int
    row: LedgerRow | None


class FileFinding(NamedTuple):
    """One finding; see `FileFindingKind`. `state` is `open`, or what a person decided.

    `reason` says why a file is unread; `what` its kind. `mine` is as in `LedgerRow`.
    """

    id: str
    kind: FileFindingKind
    state: str
    attachment: int | None
    key: bytes
    place: str
    size: int
    variant: str = ""
    confidence: str = ""
    before: str = ""
    mention: str = ""
    after: str = ""
    reason: str = ""
    what: str = ""
    mine: bool = False
    placed: bool = False
    frames: int = 0
    thumbnail: bytes | None = None


_ROW = ", ".join(("number", *LedgerRow._fields))
_FOUND = ", ".join(FileFinding._fields)
_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16384;
CREATE TABLE rows (number INTEGER PRIMARY KEY, {", ".join(LedgerRow._fields)});
CREATE TABLE files (number INTEGER PRIMARY KEY, key, folder, name, size);
CREATE TABLE found ({_FOUND});
"""
_INDEX = """
CREATE INDEX IF NOT EXISTS row_place ON rows (folder, name);
CREATE INDEX IF NOT EXISTS file_place ON files (folder, name);
"""
_EXPLAINED = (
    f"SELECT f.number, f.key, f.folder, f.size, {', '.join(f'r.{c}' for c in LedgerRow._fields)} "
    "FROM files f LEFT JOIN rows r "
    "ON r.number = (SELECT min(number) FROM rows WHERE folder = f.folder AND name = f.name)"
)
"""Files with the row that explains each."""


class Ledger:
    """Takes rows and files, compares them, and keeps what is found."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of everything."""
        self._db.close()

    # ---- what there is

    def add_rows(self, rows: Iterable[LedgerRow]) -> None:
        """Take rows of the database."""
        marks = ", ".join("?" * (1 + len(LedgerRow._fields)))
        self._db.executemany(
            f"INSERT INTO rows ({_ROW}) VALUES ({marks})", ((None, *row) for row in rows)
        )

    def drop_rows(self, ids: Iterable[int]) -> None:
        """Forget the rows of attachments that are gone meanwhile."""
        self._db.executemany("DELETE FROM rows WHERE id = ?", ((each,) for each in ids))

    def explain(self, rows: Iterable[LedgerRow]) -> None:
        """Take rows that have appeared since, where they explain a file that no row explained."""
        for row in rows:
            (file,) = self._one(
                "SELECT EXISTS (SELECT 1 FROM files WHERE folder = ? AND name = ?) AND NOT EXISTS "
                "(SELECT 1 FROM rows WHERE folder = ? AND name = ?)",
                row.folder, row.name, row.folder, row.name,
            )  # fmt: skip
            if file:
                self.add_rows([row])

    def add_files(self, files: Iterable[ListedFile]) -> None:
        """Take files of the storage."""
        self._db.executemany(
            "INSERT INTO files VALUES (NULL, ?, ?, ?, ?)",
            ((file.key, *layout.split(file.key), file.size) for file in files),
        )

    def compare(self) -> None:
        """Make it quick to find what belongs together; to be called once all is there."""
        self._db.executescript(_INDEX)

    # ---- what came of it

    def counts(self) -> dict[str, int]:
        """How many `files` with how many `bytes`, `rows` that should have one, and `matched`."""
        files, size = self._one("SELECT count(*), coalesce(sum(size), 0) FROM files")
        (rows,) = self._one("SELECT count(*) FROM rows WHERE NOT pending")
        (pending,) = self._one("SELECT count(*) FROM rows WHERE pending")
        (matched,) = self._one(
            "SELECT count(*) FROM rows r WHERE EXISTS "
            "(SELECT 1 FROM files f WHERE f.folder = r.folder AND f.name = r.name)"
        )
        return {
            "files": files,
            "bytes": size,
            "rows": rows,
            "matched": matched,
            "pending": pending,
        }

    def orphans(self) -> Iterator[FileInStorage]:
        """Files that no row explains."""
        for row in self._each(
            "SELECT number, key, folder, size FROM files f WHERE NOT EXISTS "
            "(SELECT 1 FROM rows r WHERE r.folder = f.folder AND r.name = f.name) ORDER BY number"
        ):
            yield _file(row)

    def missing(self) -> Iterator[LedgerRow]:
        """Rows that have no file, though they should."""
        for row in self._each(
            f"SELECT {_ROW} FROM rows r WHERE NOT pending AND NOT EXISTS "
            "(SELECT 1 FROM files f WHERE f.folder = r.folder AND f.name = r.name) ORDER BY number"
        ):
            yield LedgerRow(*row[1:])

    def files(self) -> Iterator[FileInStorage]:
        """Every file, with the row that explains it."""
        yield from map(_file, self._each(f"{_EXPLAINED} ORDER BY f.number"))

    def file(self, number: int) -> FileInStorage:
        """One file by its number."""
        return _file(self._one(f"{_EXPLAINED} WHERE f.number = ?", number))

    # ---- findings

    def add(self, found: FileFinding) -> None:
        """Keep a finding."""
        marks = ", ".join("?" * len(FileFinding._fields))
        self._db.execute(f"INSERT INTO found ({_FOUND}) VALUES ({marks})", found)

    def findings(self, *kinds: FileFindingKind, state: str | None = None) -> Iterator[FileFinding]:
        """What was found of these kinds (of all if none is named), in the order of the files."""
        wanted = kinds or tuple(FileFindingKind)
        marks = ", ".join("?" * len(wanted))
        also = "" if state is None else " AND state = ?"
        given = [*wanted, *([state] if state else [])]
        for row in self._each(
            f"SELECT {_FOUND} FROM found WHERE kind IN ({marks}){also} "
            "ORDER BY attachment IS NULL, attachment, rowid",
            *given,
        ):
            found = FileFinding(row[0], FileFindingKind(row[1]), *row[2:])
            yield found._replace(mine=bool(found.mine), placed=bool(found.placed))

    def tally(self) -> dict[tuple[FileFindingKind, str], int]:
        """How many findings of each kind are in each state."""
        return {
            (FileFindingKind(kind), state): number
            for kind, state, number in self._each(
                "SELECT kind, state, count(*) FROM found GROUP BY kind, state"
            )
        }

    def reasons(self, kind: FileFindingKind) -> dict[str, int]:
        """How often each reason is given, the commonest first, of what is open."""
        rows = self._each(
            "SELECT reason, count(*) FROM found WHERE kind = ? AND state = 'open' "
            "GROUP BY reason ORDER BY count(*) DESC, reason",
            kind,
        )
        return {str(row[0]): int(row[1]) for row in rows}

    def unread(self) -> int:
        """How many files could not be read in full, of those that nobody has judged."""
        (number,) = self._one(
            "SELECT count(DISTINCT key) FROM found WHERE state = 'open' AND reason <> '' "
            "AND kind IN (?, ?, ?)",
            FileFindingKind.UNREAD, FileFindingKind.PICTURE, FileFindingKind.AVATAR,
        )  # fmt: skip
        return int(number)

    def ids(self, kind: FileFindingKind, state: str, limit: int) -> list[int]:
        """The attachments concerned, each once."""
        rows = self._each(
            "SELECT DISTINCT attachment FROM found WHERE kind = ? AND state = ? "
            "AND attachment IS NOT NULL ORDER BY attachment LIMIT ?",
            kind, state, limit,
        )  # fmt: skip
        return [row[0] for row in rows]

    def stands(self, place: str) -> bool:
        """Whether anything was found in a place."""
        (found,) = self._one("SELECT EXISTS (SELECT 1 FROM found WHERE place = ?)", place)
        return bool(found)

    def _each(self, sql: str, *given: object) -> Iterator[Sequence[Any]]:
        cursor = self._db.execute(sql, given)
        while rows := cursor.fetchmany(500):
            yield from rows

    def _one(self, sql: str, *given: object) -> Sequence[Any]:
        found: Sequence[Any] = self._db.execute(sql, given).fetchone()
        return found


def _file(row: Sequence[Any]) -> FileInStorage:
    """Number, key, folder and size of a file, and behind them the row, if there is one."""
    number, key, folder, size, *rest = row
    return FileInStorage(
        number, key, folder, size, LedgerRow(*rest) if rest and rest[0] is not None else None
    )
