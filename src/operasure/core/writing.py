"""Write a file completely or not at all: a reader sees the old or the new file, never a part."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from operasure.core.errors import UsageError
from operasure.core.progress import NOBODY, Meter

Content = str | bytes | Iterable[str]


def write(path: Path, content: Content) -> None:
    """Write a file atomically, readable by its owner only (0600); content may come in pieces.

    What is there and is no file (a device, a pipe) is written to as it is, never replaced; a link
    stays, and the file it leads to is replaced. Raises UsageError where it cannot be written;
    nothing is left behind then.
    """
    write_all([(path, content)])


def write_all(files: Iterable[tuple[Path, Content]]) -> None:
    """Write several files like that, none of which is replaced before all are whole.

    Each content is read when its turn has come. Raises UsageError as `write` does; then every file
    is as it was before.
    """
    ready: list[tuple[str, Path]] = []
    try:
        for path, content in files:
            pieces = [content] if isinstance(content, str | bytes) else content
            encoded = (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
            with _told(path):
                if path.exists() and not path.is_file():
                    with path.open("wb") as device:
                        device.writelines(encoded)
                else:
                    _prepare(Path(os.path.realpath(path)), encoded, ready)
        while ready:
            temporary, path = ready[0]
            with _told(path):
                Path(temporary).replace(path)
            ready.pop(0)
    finally:
        for temporary, _ in ready:
            with suppress(OSError):
                Path(temporary).unlink()


def refuse_existing(folder: Path) -> None:
    """Raise UsageError if a new folder can't be made: it is there, or its parent is not."""
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"{folder} exists already: name a new folder")
    if not folder.parent.is_dir():
        raise UsageError(f"{folder.parent} is not a folder: create it first")


def write_folder(folder: Path, contents: Mapping[str, Content], progress: Meter = NOBODY) -> None:
    """Write a new folder (mode 0700, files 0600), whole or not at all; each content is read when
    its turn has come. Raises UsageError."""
    refuse_existing(folder)
    with _told(folder):
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with _told(folder):
            for name, content in progress.written(contents.items(), len(contents)):
                (draft / name).parent.mkdir(mode=0o700, exist_ok=True)
                write(draft / name, content)
            draft.rename(folder)
            _flush(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets a folder be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"{path} can't be written: {why}") from error


def _prepare(path: Path, pieces: Iterable[bytes], ready: list[tuple[str, Path]]) -> None:
    """Write the whole content beside where it belongs, and add both to `ready`."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    ready.append((temporary, path))
    with os.fdopen(handle, "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
