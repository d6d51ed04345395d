"""The undo file and the progress of a run together: a new pair, the pair that is gone on with, and
what is missing from one.

The undo file may have been cut off, or the progress lost. What can't be told is never called whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from operasure.core.errors import UsageError
from operasure.erase import progress
from operasure.erase.file import Plan
from operasure.erase.progress import Progress
from operasure.erase.undofile import UndoFile


@dataclass(frozen=True)
class Missing:
    """What an undo file lacks: `batches` that were written to it, or None where nobody can tell;
    `most` is how many can be missing at most."""

    batches: int | None
    most: int

    @property
    def words(self) -> str:
        """It in one line."""
        if self.batches is not None:
            return f"the undo file was cut off: {_batches(self.batches)} missing"
        return (
            "the undo file has no end, and the progress file beside it is missing or damaged: up "
            f"to {_batches(self.most)} missing"
        )


def _batches(number: int) -> str:
    return f"{number} batch is" if number == 1 else f"{number} batches are"


def begun(path: Path, plan: Plan, batches: int, secret: str) -> tuple[UndoFile, Progress]:
    """A new undo file, or that of the run that is gone on with, and how far that came.

    Raises UsageError for files of another plan, files that were changed, or an undo file of which
    something is missing; Busy where another run holds it.
    """
    beside, day = progress.beside(path), plan.head.delete_after
    if not path.exists():
        if beside.exists():
            raise UsageError(f"{beside} exists without its undo file; give another --undo-file")
        made = UndoFile.create(path, plan, batches, secret)
        found = Progress(beside, plan.digest, day, mark=made.mark)
        found.announce(0)
        return made, found
    opened = UndoFile.open(path, lambda: secret, writing=True)
    try:
        if opened.plan != plan.digest:
            raise UsageError(f"{path} belongs to another plan; give another with --undo-file")
        return opened, _gone_on(opened, beside)
    except BaseException:
        opened.close()
        raise


def _gone_on(opened: UndoFile, beside: Path) -> Progress:
    day = opened.head.delete_after
    if not opened.lines and not beside.exists():
        # Killed before the first batch: as if neither file were there.
        found = Progress(beside, opened.plan, day, mark=opened.mark)
        found.announce(0)
        return found
    try:
        found = progress.read(beside, opened.plan, day, opened.mark)
    except UsageError as error:
        if opened.ended:
            return Progress(beside, opened.plan, day, lines=len(opened.lines), mark=opened.mark)
        raise UsageError(
            f"{error}: it is unknown whether the undo file is complete; keep it, and give "
            f"another with --undo-file"
        ) from None
    if found.lines > len(opened.lines):
        raise UsageError(
            "the undo file was cut off: put the complete file in its place, or keep it and give "
            "another with "
            "--undo-file"
        )
    return found


def taken_back(opened: UndoFile) -> tuple[Missing | None, Progress | None]:
    """What is missing of an undo file, and the progress beside it, if it can be relied on."""
    try:
        found = progress.read(
            progress.beside(opened.path), opened.plan, opened.head.delete_after, opened.mark
        )
    except UsageError:
        found = None
    number = len(opened.lines)
    if found and found.lines > number:
        return Missing(found.lines - number, found.lines - number), found
    if found or opened.ended:
        return None, found
    last = next((content.get("number") for content in opened.backwards()), 0)
    most = opened.batches - (last if isinstance(last, int) else 0)
    return (Missing(None, most) if most > 0 else None), None
