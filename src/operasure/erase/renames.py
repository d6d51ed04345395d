"""Stored files whose name names the person, and their new names.

Only its row says what a file is called (`mount_uploader`, app/models/attachment.rb:73 and
app/models/custom_style.rb:34-44 of OpenProject 17.1; folders: storage/layout.py). There are no
copies in other sizes beside it, and addresses go by the row's id (config/routes.rb:921-923); only
an image that a text names by its file's name is looked up by it (lib/open_project/text_formatting/
filters/attachment_filter.rb:65-78). OpenProject itself can't rename a file. So a plan gives the row
another name, and the script for files gives it to the file (filescript.py).

What a name may hold is CarrierWave's rule, `CarrierWave::SanitizedFile.sanitize_regexp`: letters,
marks, decimal digits, joining punctuation, `.`, `-` and `+`. A name that breaks it is altered when
the row is saved (app/services/attachments/set_prepared_attributes_service.rb:59-61).
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from operasure.core.errors import UsageError
from operasure.erase.cutting import NotCut
from operasure.erase.model import Action, Part, PlanBatch, PlanStep
from operasure.looks.files import layout
from operasure.looks.files.directory import Directory
from operasure.looks.files.model import Unread

DESIGN = frozenset(
    "logo logo_mobile favicon touch_icon export_logo export_cover export_footer "
    "export_font_regular export_font_bold export_font_italic export_font_bold_italic".split()
)
"""Columns of `custom_styles` with the name of a file (app/models/custom_style.rb:34-44)."""
NO_DIRECTORY = (
    "the name of a stored file: with --attachments-dir and --files-script it is renamed; in a "
    "bucket delete it in OpenProject, or upload it again under another name"
)
LEGACY = (
    "the name of a stored file from before release 4.1: have OpenProject move it first "
    "(rake migrations:attachments:move_old_files)"
)
NOT_THERE = (
    "the name of a stored file that is not in the directory: is it that of this installation? In a "
    "bucket delete the file in OpenProject, or upload it again under another name"
)
TOO_LONG = "the name of a stored file: the new one would be longer than a name can be"
TAKEN = "the name of a stored file: the possible new names are in use"
_LONGEST = 255
"""Bytes of a name that every common file system takes (NAME_MAX)."""
_LARGEST = 1 << 62
_TRIES = 9
_KEY = re.compile("[0-9]{1,18}")
_WORD = ("L", "M")
_MORE_OF_WORD = {"Nd", "Pc"}


@dataclass(frozen=True, slots=True)
class Rename:
    """A file that gets another name: its row, the folder below the root, both names as bytes, its
    size, the SHA-256 of its content, and those of both names as the row has them. `whole`: nothing
    of the new name names the person."""

    step: PlanStep
    key: str
    folder: bytes
    old: bytes
    new: bytes
    size: int
    sha256: str
    was: str
    becomes: str
    whole: bool


@dataclass
class Renames:
    """The files of a directory that get other names; `going` is filled while a plan is made."""

    directory: Directory
    going: list[Rename] = field(default_factory=list)

    @property
    def attachments(self) -> set[int]:
        """Those whose name does not name the person any more."""
        return {int(r.key) for r in self.going if r.step.table == "attachments" and r.whole}

    def take(self, step: PlanStep, key: str, was: str, becomes: str, *, whole: bool) -> str:
        """The name that the row gets instead of `was`: `becomes`, or one like it that is free.

        Raises NotCut where the file can't be renamed.
        """
        folder = folder_of(step, key)
        try:
            names = self.directory.names(folder)
            old = _here(was.encode(), names)
            seen = self._seen(folder, old)
            name = next(
                (n for n in _candidates(becomes) if self._is_free(folder, n, names, seen)), ""
            )
        except Unread as unread:
            raise NotCut(f"the name of a stored file: {unread}") from None
        if not name:
            raise NotCut(TAKEN)
        if len(name.encode()) > _LONGEST:
            raise NotCut(TOO_LONG)
        self.going.append(
            Rename(step, key, folder, old, name.encode(), *seen, _digest(was), _digest(name), whole)
        )
        return name

    def _is_free(
        self, folder: bytes, name: str, names: Sequence[bytes], seen: tuple[int, str]
    ) -> bool:
        """Whether no other file has a name, nor one that a file system could take for it. The
        script may have given it to this file already."""
        new = name.encode()
        if new in names:
            return self._seen(folder, new) == seen
        return _folded(new) not in map(_folded, names)

    def _seen(self, folder: bytes, name: bytes) -> tuple[int, str]:
        """Size and digest of a file. Raises Unread."""
        try:
            with self.directory.open(folder + b"/" + name, _LARGEST) as file:
                size = os.fstat(file.fileno()).st_size
                return size, hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise Unread(f"it can't be read ({os.strerror(error.errno or 0)})") from None


def is_name(step: PlanStep) -> bool:
    """Whether a step changes names under which files are stored."""
    if step.action is not Action.EDIT:
        return False
    place = (step.table, step.column)
    return place == ("attachments", "file") or (
        step.table == "custom_styles" and place[1] in DESIGN
    )


def folder_of(step: PlanStep, key: str) -> bytes:
    """The folder of the file that belongs to a row. Raises UsageError for a key that is none."""
    if not _KEY.fullmatch(key):
        raise UsageError("a stored file belongs to a row without a number: the plan is damaged")
    if step.table == "attachments":
        return layout.attachment_folder(int(key))
    return layout.style_folder(step.column, int(key))


def fit(name: str) -> str:
    """A name with `_` for what CarrierWave would replace, too."""
    plain = "".join(char if _passes(char) else "_" for char in name)
    return plain if plain.strip(".") else f"_{plain}"


def _passes(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind[0] in _WORD or kind in _MORE_OF_WORD or char in ".-+"


def _here(name: bytes, names: Sequence[bytes]) -> bytes:
    """A name as it stands in a folder: a file system may keep it in Unicode's other form."""
    if name in names:
        return name
    for each in names:
        if layout.compared(each) == layout.compared(name):
            return each
    raise NotCut(NOT_THERE)


def _candidates(name: str) -> Iterator[str]:
    """A name, then the same with a number before its extension."""
    yield name
    path = PurePosixPath(name)
    yield from (f"{path.stem}-{number}{path.suffix}" for number in range(2, _TRIES + 1))


def _folded(name: bytes) -> str:
    return layout.compared(name).decode(errors="replace").casefold()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


Named = tuple[PlanStep, str, str]
"""A step, the key of a row, and the digest of the name that its file must have."""


def wanted(parts: Iterable[Part]) -> Iterator[Named]:
    """The names that the rows of a plan get."""
    for part in parts:
        if isinstance(part, PlanBatch) and is_name(part.step):
            yield from ((part.step, row.key, row.edit.after) for row in part.rows if row.edit)


def missing(directory: Directory, named: Iterable[Named]) -> list[str]:
    """The folders in which no file has the name that the row is to get. One without any file is
    none of them, since OpenProject may have deleted it, unless there are no others beside it.

    Raises UsageError for a directory that can't be read.
    """
    directory.check()
    found: list[str] = []
    peopled: dict[bytes, bool] = {}
    for step, key, digest in named:
        folder = folder_of(step, key)
        parent = folder.rpartition(b"/")[0]
        if parent not in peopled:
            peopled[parent] = bool(_names(directory, parent))
        names = _names(directory, folder)
        there = any(digest in _digests(name) for name in names)
        if not there and (names or not peopled[parent]):
            found.append(folder.decode())
    return found


def _names(directory: Directory, folder: bytes) -> list[bytes]:
    with suppress(Unread):
        return directory.names(folder)
    return []


def _digests(name: bytes) -> Iterator[str]:
    """The digests of a name in each form in which a row may have it."""
    text = name.decode(errors="replace")
    yield from (_digest(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    yield hashlib.sha256(name).hexdigest()
