"""What the findings come to: one outcome for each thing that was asked of the storage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from operasure.checks.run import ROW_IDS
from operasure.core.model import Check, Column, Compare, Control, Outcome, Result
from operasure.looks.files.ledger import Ledger
from operasure.looks.files.model import FileFindingKind
from operasure.looks.mentions.hits import Decision

WRONG = "no file of any row is there: is this the storage of this installation?"
FILE = Column("attachments", "file")


@dataclass(frozen=True)
class Question:
    """One thing that is asked. `unread`: what is open says that something was not looked at, and
    not that something is left; `reason` says which then."""

    kind: FileFindingKind
    label: str
    group: str = "cf-01"
    reason: str | None = None
    note: str | None = None

    @property
    def check(self) -> Check:
        """The question as every report names it."""
        return Check(
            id=f"{self.group}/attachments.file ({self.label})",
            group=self.group,
            column=FILE,
            label=self.label,
            expected=None,
            sql="",
            key="id",
            value="file",
            compare=Compare.ID,
            note=self.note,
        )


QUESTIONS = (
    Question(
        FileFindingKind.AVATAR,
        "avatar in storage",
        "bu-01",
        note="The deletion removes the avatar's file after its own transaction. If that "
        "fails, the file stays and no row refers to it.",
    ),
    Question(
        FileFindingKind.ORPHAN,
        "file without a row",
        note="OpenProject neither shows nor removes such a file, and does not know whose it is.",
    ),
    Question(
        FileFindingKind.TEXT,
        "text of files",
        note="Text that OpenProject has not extracted itself.",
    ),
    Question(
        FileFindingKind.PROPERTY,
        "properties of files",
        note="Who made a file, as its format records it: properties, EXIF, XMP, names of "
        "commenters.",
    ),
    Question(
        FileFindingKind.NAME, "names of files", note="Names of files as they stand in storage."
    ),
    Question(FileFindingKind.PICTURE, "pictures", reason="pictures that nobody has reviewed yet"),
    Question(
        FileFindingKind.UNREAD, "files that can't be read", reason="files could not be read in full"
    ),
    Question(FileFindingKind.MISSING, "row without a file", reason="rows whose file is missing"),
    Question(FileFindingKind.SIZE, "size", reason="files of another size than their rows say"),
    Question(
        FileFindingKind.DIGEST, "content", reason="files of another content than their rows say"
    ),
)
SKIPPED = Question(FileFindingKind.UNREAD, "what is no file", reason="")


@dataclass(frozen=True)
class FilesSeen:
    """What the outcomes are made of, besides the findings. `skipped` is what was no file to be
    read, by reason; `ended` says why the list of files broke off, `recognised` whether the matcher
    found every specimen."""

    counts: Mapping[str, int]
    skipped: Counter[str]
    ended: str | None
    recognised: bool
    digests: bool
    ids: bool


def outcomes(ledger: Ledger, seen: FilesSeen) -> Iterator[Outcome]:
    """One outcome for each question that was asked."""
    tally = ledger.tally()
    for question in QUESTIONS:
        if question.kind is FileFindingKind.DIGEST and not seen.digests:
            continue
        if question.kind is FileFindingKind.AVATAR and not seen.ids:
            continue
        yield _outcome(question, ledger, seen, tally)
    yield _skipped(seen)


def _outcome(
    question: Question,
    ledger: Ledger,
    seen: FilesSeen,
    tally: Mapping[tuple[FileFindingKind, str], int],
) -> Outcome:
    kind, check = question.kind, question.check
    open_ = tally.get((kind, "open"), 0)
    kept = tally.get((kind, str(Decision.KEEP)), 0)
    unseen = _unseen(kind, seen, ledger.unread())
    if open_ and question.reason is None:
        ids = tuple(ledger.ids(kind, "open", ROW_IDS))
        return Outcome(check, Result.LEFTOVER, open_, ids, reason=unseen)
    if open_:
        ids = tuple(ledger.ids(kind, "open", ROW_IDS))
        reason = f"{open_} {question.reason}{_why(ledger, kind)}"
        return Outcome(check, Result.UNCHECKED, open_, ids, reason=reason)
    if unseen:
        return Outcome(check, Result.UNCHECKED, reason=unseen)
    if kept:
        ids = tuple(ledger.ids(kind, str(Decision.KEEP), ROW_IDS))
        return Outcome(check, Result.ACCEPTED, kept, ids)
    matched = seen.counts["matched"]
    return Outcome(check, Result.CLEAR, control=Control(matched, empty=not matched))


def _why(ledger: Ledger, kind: FileFindingKind) -> str:
    if kind is not FileFindingKind.UNREAD:
        return ""
    reasons = ledger.reasons(kind)
    shown = [f"{reason}: {number}" for reason, number in list(reasons.items())[:8]]
    more = [f"{len(reasons) - 8} other reasons"] if len(reasons) > 8 else []
    return f" ({'; '.join(shown + more)})"


def _unseen(kind: FileFindingKind, seen: FilesSeen, unread: int) -> str | None:
    """Why nothing found does not mean that nothing is there. `unread` files were not read."""
    if seen.ended:
        return f"the list of files ended early: {seen.ended}"
    if seen.counts["rows"] and not seen.counts["matched"]:
        return WRONG
    if (
        kind in {FileFindingKind.TEXT, FileFindingKind.PROPERTY, FileFindingKind.NAME}
        and not seen.recognised
    ):
        return "the matcher does not recognise the search terms"
    if kind in {FileFindingKind.TEXT, FileFindingKind.PROPERTY} and unread:
        return f"{unread} of the files could not be read in full"
    return None


def _skipped(seen: FilesSeen) -> Outcome:
    if not seen.skipped:
        matched = seen.counts["matched"]
        return Outcome(
            SKIPPED.check, Result.CLEAR, control=Control(matched, empty=not matched)
        )  # fmt: skip
    told = "; ".join(f"{reason}: {n}" for reason, n in sorted(seen.skipped.items()))
    return Outcome(SKIPPED.check, Result.UNCHECKED, seen.skipped.total(), reason=told)
