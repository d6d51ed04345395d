"""The evidence document of `files`: ids, counts and keyed digests, never a name or a passage."""

from __future__ import annotations

from datetime import date

from operasure.core.model import Outcome
from operasure.core.typed import ABSENT, Listed, filled, replace
from operasure.looks.files import layout
from operasure.looks.files.ledger import FileFinding
from operasure.looks.files.look import FilesLook
from operasure.looks.files.model import FileFindingKind
from operasure.looks.files.record import path_digest
from operasure.matching.match import Matcher
from operasure.reports.evidence import document, shape
from operasure.reports.evidence.mentions import reviewed

MENTIONS = (FileFindingKind.TEXT, FileFindingKind.PROPERTY, FileFindingKind.NAME)
SEEN_BY_EYE = "what pictures show that others uploaded (--pictures all puts these on the sheet too)"
NOT_COVERED = (
    "the database (operasure verify)",
    "text in the database that names the person, also that extracted from files (find-mentions)",
    SEEN_BY_EYE,
    "pictures inside documents, and text in pictures",
    "other folders of the server, such as temporary copies of uploads (op_uploaded_files)",
    "old versions and deleted objects that a bucket or a file system keeps",
    *(
        text
        for text in document.NOT_COVERED
        if not text.startswith(("text that names", "attachments"))
    ),
)
_GROUPS = {"bu-01": "User profile", "cf-01": "Files"}


def build(
    look: FilesLook, *, token: str | None = None, delete_after: date | None = None
) -> shape.Document:
    """The document. With a day it holds texts, and begins with what such a file says of itself."""
    identity, facts, with_text = look.identity, look.facts, delete_after is not None
    others = tuple(kind for kind in FileFindingKind if kind not in MENTIONS)
    return replace(
        document.as_worklist(
            document.envelope("files", look.verdict, facts.installation), delete_after
        ),
        subject=_subject(look, token),
        run=document.run(look, snapshot=facts.snapshot, connections=1, queries=None),
        groups=dict(_GROUPS),
        checks=tuple(map(_check, look.outcomes)),
        notes=tuple(look.notes),
        not_covered=tuple(t for t in NOT_COVERED if not (look.all_pictures and t == SEEN_BY_EYE)),
        searched=document.searched(identity),
        storage=shape.stored.StorageEntry(
            place=look.place, **look.counts, processes=look.processes
        ),
        review=_review(look),
        mentions=Listed(lambda: (_mention(f, with_text) for f in look.findings(*MENTIONS))),
        files=Listed(lambda: (_file(found, look) for found in look.findings(*others))),
    )


def _subject(look: FilesLook, token: str | None) -> shape.run.SubjectEntry:
    known = look.facts.subject
    if known is None:
        return replace(document.subject_of(look.identity, token), kind="user", state=None)
    return filled(
        shape.run.SubjectEntry,
        known,
        user_ids=document.every_account(look.identity),
        token=token,
        kind=known.kind,
        state=known.state,
    )


def _review(look: FilesLook) -> shape.mentions.ReviewEntry:
    """What became of the decisions on files. It has no number of files to erase."""
    matcher = Matcher(look.identity)
    return replace(
        reviewed(look.review, look.decided, lambda by: bool(matcher.find(by))), to_erase=ABSENT
    )


def _check(outcome: Outcome) -> shape.places.CheckEntry:
    return replace(document.check(outcome), area="files")


def _mention(found: FileFinding, with_text: bool) -> shape.mentions.Mention:
    return filled(
        shape.mentions.Mention,
        found,
        group="cf-01",
        check=f"cf-01/attachments.file ({_LABELS[found.kind]})",
        table="attachments",
        column="file",
        schema=None,
        row_id=found.attachment if found.attachment is not None else found.place,
        path=f"/attachments/{found.attachment}" if found.attachment is not None else None,
        url=None,
        project=None,
        author=None,
        historic=False,
        structured=found.kind is FileFindingKind.PROPERTY,
        expected=None,
        shared_by=None,
        account=None,
        decision=None if found.state == "open" else found.state,
        text=filled(shape.mentions.Passage, found) if with_text else ABSENT,
    )


_LABELS = {
    FileFindingKind.TEXT: "text of files",
    FileFindingKind.PROPERTY: "properties of files",
    FileFindingKind.NAME: "names of files",
}


def _file(found: FileFinding, look: FilesLook) -> shape.stored.StoredFile:
    """An entry of `files`: what a plan needs to find the file again, by folder and keyed digest."""
    folder, _ = layout.split(found.key)
    number = layout.attachment_id(folder)
    return filled(
        shape.stored.StoredFile,
        found,
        attachment_id=found.attachment,
        folder=layout.attachment_folder(number).decode() if number is not None else None,
        key=f"hmac-sha256:{path_digest(look.key, found.key)}",
        may_be_the_person_s=found.mine or found.kind is FileFindingKind.AVATAR,
        place_of_taking=found.placed,
        format=found.what or None,
        reason=found.reason or None,
        decision=None if found.state == "open" else found.state,
    )
