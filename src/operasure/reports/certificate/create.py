"""From evidence and a case to the folder of a certificate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from operasure.core.errors import UsageError
from operasure.core.progress import NOBODY, Meter
from operasure.looks.snapshot.model import Snapshot
from operasure.reports.certificate import (
    canonical,
    check,
    documents,
    folder,
    holding,
    keys,
    letter,
    pdf,
    render,
    stamp,
    statement,
    token,
)
from operasure.reports.certificate.case import StatedCase
from operasure.reports.certificate.documents import Evidence
from operasure.reports.certificate.guard import Doubt, Guard
from operasure.reports.words import LANGUAGES, Words


@dataclass(frozen=True)
class Before:
    """The snapshot from before the deletion, and the digest of its file."""

    snapshot: Snapshot
    digest: str


@dataclass(frozen=True)
class Request:
    """What a certificate is made of. `issued` is in UTC; `previous` the folder of the case's last
    certificate; `printed` whether PDFs are made, `documents` whether the letter is as .docx."""

    case: StatedCase
    evidence: Sequence[Path]
    case_key: bytes
    key: Ed25519PrivateKey
    issued: datetime
    language: str = "en"
    previous: Path | None = None
    before: Sequence[Before] = ()
    printed: bool = True
    documents: bool = True
    folders: Sequence[Path] = ()
    """Files and folders in which other files of the case may lie."""
    stamp_url: str | None = None
    """Address of a time-stamping authority, if one is to attest the date."""
    progress: Meter = NOBODY


@dataclass(frozen=True)
class Made:
    """A certificate in memory: its files by name, its verdict, and facts with a word in them that
    may be the person's name."""

    contents: Mapping[str, bytes]
    verdict: str
    doubts: Sequence[Doubt]
    unstated: Sequence[str] = ()
    """Recipients that the evidence names and the case file says nothing of, by their titles."""
    lacking: Sequence[str] = ()
    """Keys of the case file without which the document says that something is not stated."""


def make(request: Request) -> Made:
    """Make every file of a certificate; nothing is written.

    Raises UsageError and NotDeleted as case, evidence, guard and statement say.
    """
    guard = Guard(request.case.known)
    doubts = guard.case(request.case)
    read = documents.read(request.evidence, request.case_key, request.case.accounts)
    evidence = [replace(each, copy=guard.evidence(each.copy)) for each in read]
    signer = request.key.public_key()
    held = token.tokens(request.case_key, request.case.known)
    _refuse_others(evidence, {each["token"] for each in held}, request.case_key)
    issue = statement.Issue(
        request.issued,
        request.language,
        keys.fingerprint(signer),
        held,
        _previous(request, held[0]["token"]),
        _before(request, evidence),
        holding.holdings(request.case, evidence, request.folders),
    )
    predicate = statement.predicate(request.case, evidence, issue)
    content = statement.digest(canonical.dumps(predicate))
    html = render.html(predicate, content, "\n".join(folder.commands(keys.fingerprint(signer))))
    contents = {each.name: each.written for each in evidence}
    to_make: dict[str, Callable[[], bytes]] = {
        "certificate.html": lambda: html,
        **_for_the_person(request, predicate, content),
    }
    if request.printed:
        to_make["certificate.pdf"] = partial(pdf.pdf, html)
    every = request.progress.written(to_make.items(), len(to_make))
    contents |= {name: made() for name, made in every}
    contents |= {folder.MANIFEST: folder.manifest(contents)}
    contents |= {folder.STATEMENT: statement.statement(predicate, contents)}
    contents |= folder.signed(request.key, contents[folder.STATEMENT])
    if request.stamp_url:
        contents |= {stamp.FILE: stamp.request(request.stamp_url, contents[folder.STATEMENT])}
    silent = [s["key"] for s in predicate["other_systems"] if s["told"] is False]
    return Made(
        contents,
        predicate["verdict"],
        doubts,
        [Words("en").system({"key": k, "count": 1}) for k in silent],
        list(_lacking(predicate)),
    )


def _for_the_person(
    request: Request, predicate: Mapping[str, Any], content: str
) -> dict[str, Callable[[], bytes]]:
    """What makes letter and confirmation, in the language of the account where there are words."""
    language = _language(request)
    written = render.letter(predicate, language)
    page = render.confirmation(predicate, content, language)
    made: dict[str, Callable[[], bytes]] = {
        "letter.md": lambda: written,
        "confirmation.html": lambda: page,
    }
    if request.documents:
        words = Words(language, predicate["time_zone"])
        made["letter.docx"] = partial(letter.docx, written, predicate, words)
    if request.printed:
        printed = render.letter_page(written, predicate, language)
        made["letter.pdf"] = partial(pdf.pdf, printed)
        made["confirmation.pdf"] = partial(pdf.pdf, page)
    return made


def _language(request: Request) -> str:
    """The language that the account had, as the snapshot knows, else that of the certificate."""
    told = [each for before in request.before for each in before.snapshot.account]
    spoken = next((each.value for each in told if each.label == "Language"), "")
    language = spoken.partition("-")[0].lower()
    return language if language in LANGUAGES else request.language


def _lacking(predicate: Mapping[str, Any]) -> Iterator[str]:
    if predicate["signatures"]["by"] is None:
        yield "signed_by"
    if predicate["review"] and predicate["review"]["by"] is None:
        yield "reviewed_by"
    if predicate["verdict"] != "clear" and not predicate["reasons"]:
        yield "left"


def sign(path: Path, key: Ed25519PrivateKey) -> str:
    """Add a signature to the certificate in `path`, which must be as it was made, and return the
    key's fingerprint. Raises UsageError, also where this key has signed already."""
    found = check.intact(path)
    fingerprint = keys.fingerprint(key.public_key())
    if fingerprint in found.signers:
        raise UsageError(
            f"{path} is already signed with this key; the second signature must be another person's"
        )
    folder.add(path, folder.signed(key, folder.read(path)[folder.STATEMENT]))
    return fingerprint


def _refuse_others(evidence: Sequence[Evidence], tokens: Collection[str], key: bytes) -> None:
    """Every document must say by a token whom it is about: by a name of the case, by the id that it
    names, or, where something was removed by a plan that knows no id, by that plan."""
    for each in (each for each in evidence if each.command != documents.CANARY):
        known = set(tokens)
        if each.user_ids:
            known.update(token.of_user(key, account) for account in each.user_ids)
        elif plan := (each.copy.get("erasure") or {}).get("plan"):
            known.add(token.of_plan(key, plan))
        held = (each.copy["subject"] or {}).get("token")
        if held is None:
            raise UsageError(
                f"the document of {each.command} does not say by a keyed hash whom it is about: "
                "make it again with --case-key FILE"
            )
        if held not in known:
            raise UsageError(
                f"the document of {each.command} is about another person or name, or was made with "
                "another case key: add the name to subject.names, or use that key"
            )


def _before(request: Request, evidence: Sequence[Evidence]) -> str | None:
    """The digest of the first snapshot. Each must be of this person, from before the deletion, and
    the one that the document of its account followed up."""
    followed = {
        each.user_id: each.copy["follow_up"]["snapshot"]["digest"]
        for each in evidence
        if each.copy.get("follow_up")
    }
    about = {account for each in evidence for account in each.user_ids}
    for before in request.before:
        own = before.snapshot.subject.user_id
        if about and own not in about:
            raise UsageError("the snapshot is about another id than the evidence")
        if followed.get(own, before.digest) != before.digest:
            raise UsageError("the evidence belongs to another snapshot: give that one")
        if before.snapshot.taken_at > request.case.deleted_at:
            raise UsageError("the snapshot is younger than deleted_at of the case file")
    return next((each.digest for each in request.before), next(iter(followed.values()), None))


def _previous(request: Request, own: str) -> str | None:
    if request.previous is None:
        return None
    before = check.intact(request.previous)
    predicate = before.predicate or {}
    if predicate["case"]["reference"] != request.case.reference:
        raise UsageError(f"{request.previous} is a certificate of another case")
    if predicate["subject"]["token"] != own:
        raise UsageError(f"{request.previous} is about another person, or made with another key")
    return before.statement
