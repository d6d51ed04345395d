"""The evidence document of `files`: ids, counts and keyed digests, never a name or a passage."""

from __future__ import annotations

from datetime import date
from typing import Any

from operasure.core import keeping
from operasure.core.model import Outcome
from operasure.looks.files import layout
from operasure.looks.files.ledger import Found
from operasure.looks.files.look import Look
from operasure.looks.files.model import Kind
from operasure.looks.files.record import path_digest
from operasure.matching.match import Matcher
from operasure.reports.evidence import document
from operasure.reports.evidence.document import Listed
from operasure.reports.evidence.mentions import decisions

MENTIONS = (Kind.TEXT, Kind.PROPERTY, Kind.NAME)
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
    look: Look, *, token: str | None = None, delete_after: date | None = None
) -> dict[str, Any]:
    """The document. With a day it holds texts, and begins with what such a file says of itself."""
    with_text = delete_after is not None
    says = keeping.preamble("work list", delete_after) if delete_after else {}
    others = tuple(kind for kind in Kind if kind not in MENTIONS)
    return (
        says
        | _whole(look, token)
        | {
            "mentions": Listed(
                lambda: (_mention(found, with_text) for found in look.findings(*MENTIONS))
            ),
            "files": Listed(lambda: (_file(found, look) for found in look.findings(*others))),
        }
    )


def _whole(look: Look, token: str | None) -> dict[str, Any]:
    identity, facts = look.identity, look.facts
    first, *_ = (*identity.user_ids, None)
    subject, matcher = facts.subject, Matcher(identity)
    return document.envelope("files", str(look.verdict), facts.installation) | {
        "subject": {
            "user_id": subject.user_id if subject else first,
            "token": token,
            "kind": subject.kind if subject else "user",
            "state": subject.state if subject else None,
        },
        "run": document.run(look.started_at, look.finished_at, facts.snapshot, 1, None),
        "groups": dict(_GROUPS),
        "checks": [_check(outcome) for outcome in look.outcomes],
        "notes": list(look.notes),
        "not_covered": [t for t in NOT_COVERED if not (look.all_pictures and t == SEEN_BY_EYE)],
        "searched": {
            "names": len(identity.names),
            "logins": len(identity.logins),
            "mails": len(identity.mails),
            "user_ids": list(identity.user_ids),
        },
        "storage": {"place": look.place, **look.counts, "processes": look.processes},
        "review": {
            "kept": look.review.kept,
            "not_the_person": look.review.dismissed,
            "still_there": look.review.still,
            "gone": look.review.gone,
            "contested": look.review.contested,
            "void": [mark.place for mark in look.review.void],
        }
        | decisions(look.decided, lambda by: bool(matcher.find(by))),
        "files": [],
    }


def _check(outcome: Outcome) -> dict[str, Any]:
    return document.check(outcome) | {"area": "files"}


def _mention(found: Found, with_text: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": found.id,
        "group": "cf-01",
        "check": f"cf-01/attachments.file ({_LABELS[found.kind]})",
        "table": "attachments",
        "column": "file",
        "schema": None,
        "row_id": found.attachment if found.attachment is not None else found.place,
        "path": f"/attachments/{found.attachment}" if found.attachment is not None else None,
        "url": None,
        "project": None,
        "author": None,
        "historic": False,
        "kind": str(found.kind),
        "structured": found.kind is Kind.PROPERTY,
        "expected": None,
        "variant": found.variant,
        "confidence": found.confidence,
        "shared_by": None,
        "account": None,
        "decision": None if found.state == "open" else found.state,
    }
    if with_text:
        entry["text"] = {
            "before": found.before, "mention": found.mention, "after": found.after
        }  # fmt: skip
    return entry


_LABELS = {
    Kind.TEXT: "text of files",
    Kind.PROPERTY: "properties of files",
    Kind.NAME: "names of files",
}


def _file(found: Found, look: Look) -> dict[str, Any]:
    """An entry of `files`: what a plan needs to find the file again, by folder and keyed digest."""
    folder, _ = layout.split(found.key)
    number = layout.attachment_id(folder)
    return {
        "id": found.id,
        "kind": str(found.kind),
        "attachment_id": found.attachment,
        "folder": layout.attachment_folder(number).decode() if number is not None else None,
        "key": f"hmac-sha256:{path_digest(look.key, found.key)}",
        "size": found.size,
        "may_be_the_person_s": found.mine or found.kind is Kind.AVATAR,
        "place_of_taking": found.placed,
        "format": found.what or None,
        "reason": found.reason or None,
        "decision": None if found.state == "open" else found.state,
    }
