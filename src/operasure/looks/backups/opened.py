"""A dump as a database: a context that restores it and removes it at the end."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from operasure.core.errors import readable
from operasure.core.legible import count, size
from operasure.core.model import Dump
from operasure.core.progress import NOBODY, Meter
from operasure.database.target import Target
from operasure.looks.backups.choose import Chosen, choose, need, room
from operasure.looks.backups.recognise import Archive, Script, recognise
from operasure.looks.backups.restore import SETTINGS, Restored, restore
from operasure.server import postgresql, process

Tell = Callable[[str], None]
"""Takes a line for whoever waits."""


@contextmanager
def opened(
    path: Path,
    folder: Path | None,
    tell: Tell,
    progress: Meter = NOBODY,
    *,
    rows: bool = True,
) -> Iterator[Target]:
    """Restore the dump into a throwaway server in `folder` (else where temporary files go).

    The server listens on a unix socket only, in a folder that only its account can enter; nothing
    of either is left when the block ends, whatever ends it. With `rows` false a schema will do.
    Raises UsageError where `path` is no dump, can't be read to its end, or can't be restored here;
    NoDatabaseError where what makes it OpenProject's is missing.
    """
    dump = recognise(path)
    chosen = choose(dump, postgresql.installations())
    parent = folder or Path(tempfile.gettempdir())
    for stale in process.remove_stale(folder):
        tell(f"removed {stale}, left by an earlier run")
    needed = need(dump)
    free = room(parent, needed)
    tell(
        f"restoring a {dump.form} of {size(_size(dump))} into PostgreSQL "
        f"{chosen.installation.version} in {parent}: takes about {size(needed)}, "
        f"{size(free)} are free"
    )
    if free < needed:
        tell("that may not be enough: choose a larger disk with --dump-dir")
    digest = digest_of(path, progress)
    with postgresql.running(
        chosen.installation, SETTINGS, folder, tcp=False, nowhere_else=folder is not None
    ) as server:
        restored = restore(server, dump, chosen.contents, progress, rows=rows)
        facts = _facts(dump, chosen, digest, restored)
        yield Target(restored.parameters, "--dump", facts)


def digest_of(path: Path, progress: Meter = NOBODY) -> str:
    """SHA-256 of a file; of a directory, that of a list of its files, in the format of sha256sum
    and by name."""
    with readable(path):
        if not path.is_dir():
            return f"sha256:{_sha256(path, progress)}"
        files = sorted(file for file in path.iterdir() if file.is_file())
        lines = "".join(f"{_sha256(file, progress)}  {file.name}\n" for file in files)
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"


def _sha256(path: Path, progress: Meter) -> str:
    with (
        path.open("rb", buffering=0) as file,
        progress.begin("reading the dump for its digest", path.stat().st_size, elsewhere=file.tell),
    ):
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(dump: Archive | Script) -> int:
    return dump.size if isinstance(dump, Archive) else dump.path.stat().st_size


def _facts(
    dump: Archive | Script,
    chosen: Chosen,
    digest: str,
    restored: Restored,
) -> Dump:
    notes = restored.notes
    if isinstance(dump, Script) and dump.files:
        files = count(dump.files, "file")
        notes = (*notes, f"The backup contains {files} (attachments) that were not checked.")
    said = dump if isinstance(dump, Script) else chosen.contents
    return Dump(
        form=dump.form,
        digest=digest,
        taken_at=said.taken_at if said else None,
        from_server=(said.server if said else "") or None,
        by_program=(said.program if said else "") or None,
        unrestored=restored.unrestored,
        notes=notes,
        partial=restored.partial,
    )
