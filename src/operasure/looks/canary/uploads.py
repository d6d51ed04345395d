"""The person in files of a folder of our own, with the rows of attachments that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from operasure.database.session import Access
from operasure.database.target import Target
from operasure.looks.canary.contents import CONTENTS
from operasure.looks.canary.model import BesideKind, PlantedBeside, Told
from operasure.looks.canary.person import Canary
from operasure.looks.canary.rows import Name, Rows
from operasure.looks.canary.traces import Trace, judged
from operasure.looks.files import layout
from operasure.looks.files.directory import Directory
from operasure.looks.files.look import FilesOptions, look
from operasure.looks.files.model import FileFindingKind

_NAMED = frozenset({FileFindingKind.TEXT, FileFindingKind.PROPERTY, FileFindingKind.NAME})


@dataclass(frozen=True)
class Upload:
    """A file of an attachment: what it counts for, and what of it must be reported."""

    place: str
    form: str
    id: int
    name: str
    content: bytes
    wanted: frozenset[FileFindingKind] = _NAMED
    avatar: bool = False

    @property
    def key(self) -> str:
        """Its path below the storage's root."""
        return f"{layout.attachment_folder(self.id).decode()}/{self.name}"


def in_files(
    folder: Path,
    target: Target,
    rows: Rows,
    table: Name,
    who: Canary,
    access: Access,
    *,
    kept: bool,
) -> tuple[PlantedBeside, ...]:
    """What `operasure files` says of files in a folder, which must be empty, beside a database
    whose rows of attachments (`table`) know them; these are taken out again, if not `kept`.

    Raises psycopg.Error, and what `files.look` raises.
    """
    given = list(_uploads(rows, who))
    for upload in given:
        path = folder / upload.key
        path.parent.mkdir(parents=True)
        path.write_bytes(upload.content)
    with _attached(rows, table, given, who, kept=kept):
        options = FilesOptions(who.everything, access=access, processes=1)
        with look(target, Directory(folder), options) as seen:
            found: dict[str, set[FileFindingKind]] = {}
            for each in seen.findings():
                found.setdefault(each.key.decode(errors="replace"), set()).add(each.kind)
    return judged(
        BesideKind.FILES, (_trace(upload, found.get(upload.key, set())) for upload in given)
    )


def _trace(upload: Upload, found: set[FileFindingKind]) -> Trace:
    if not found.isdisjoint(upload.wanted):
        return Trace(upload.place, upload.form, Told.FOUND)
    # Of a file that could not be read the report says so: somebody must open it.
    one = Told.UNCHECKED if FileFindingKind.UNREAD in found else Told.MISSED
    return Trace(upload.place, upload.form, one)


def _uploads(rows: Rows, who: Canary) -> Iterator[Upload]:
    # An attached text can't hold letters that its encoding lacks.
    for place, (ending, made) in CONTENTS.items():
        for form, text in {
            "given and family name": who.name,
            "email address": who.mail,
            "login as a mention": f"@{who.login}",
            "link": f"https://op.example.com/users/{who.id}",
        }.items():
            yield Upload(place, form, next(rows.numbers), f"x.{ending}", made(text))
    for form, text in who.spellings().items():
        yield Upload("text, spellings", form, next(rows.numbers), "x.txt", text.encode())
    for form, text in {"given and family name": who.name, "login": who.login}.items():
        name = f"Notes {text}.txt".replace("/", "-")
        yield Upload("names of files", form, next(rows.numbers), name, b"x")
    picture = CONTENTS["property of a picture"][1]("x")
    wanted = frozenset({FileFindingKind.AVATAR})
    yield Upload("avatar", "id", next(rows.numbers), "x.png", picture, wanted, avatar=True)


@contextmanager
def _attached(
    rows: Rows, table: Name, given: list[Upload], who: Canary, *, kept: bool
) -> Iterator[None]:
    """The rows of the files, for as long as the block lasts."""
    try:
        for upload in given:
            rows.insert(table, [rows.whole(table, _row(rows, table, upload, who))], "id")
        rows.connection.commit()
        yield
    finally:
        rows.connection.rollback()
        if not kept:
            delete = sql.SQL("DELETE FROM {} WHERE id = ANY(%s)").format(sql.Identifier(*table))
            rows.connection.execute(delete, [[upload.id for upload in given]])
            rows.connection.commit()


def _row(rows: Rows, table: Name, upload: Upload, who: Canary) -> Mapping[str, object]:
    known = rows.tables[table]
    row = {
        "id": upload.id,
        "file": upload.name,
        "filename": upload.name,
        "disk_filename": "",
        "filesize": len(upload.content),
        "author_id": 0,
        "container_type": "Principal" if upload.avatar else "WorkPackage",
        "container_id": who.id if upload.avatar else 0,
    }
    return {name: value for name, value in row.items() if name in known}
