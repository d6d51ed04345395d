"""The input of a plan: evidence documents of `verify`, `find-mentions` and `files`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any

from operasure.core import strict
from operasure.core.errors import UsageError
from operasure.core.model import Result, Verdict
from operasure.erase.model import PlanSource
from operasure.looks.mentions.hits import Decision
from operasure.reports.certificate import seal
from operasure.reports.evidence.consistent import refuse_contradictions

LARGEST = 256 * 1024 * 1024
COMMANDS = ("verify", "find-mentions", "files")
NAMES = "cf-01/attachments.file (names of files)"
ORPHANS = "cf-01/attachments.file (file without a row)"
_KEY = re.compile("hmac-sha256:([0-9a-f]{64})")
_SPARED = {str(Decision.KEEP), str(Decision.NOT_THE_PERSON)}


@dataclass(frozen=True)
class StoredFindings:
    """What a document of `files` says. `orphans` are the keyed digests of files without a row,
    and `attachments` the ids whose folders they lie in; `spared` are files, and `kept` attachments
    or places, of which a person decided that something of them stays. `mentions` are
    the attachments (or the places, for files in no attachment's folder) with mentions that are
    open, by check; `avatars` the digests of avatars; `others` is what a plan can't go by, with the
    reason."""

    place: str
    orphans: frozenset[str]
    attachments: frozenset[int]
    spared: frozenset[str]
    kept: frozenset[int | str]
    avatars: frozenset[str]
    mentions: Mapping[str, Sequence[int | str]]
    others: Mapping[str, str]


@dataclass(frozen=True)
class EvidenceFindings:
    """What the documents say was found. `checks` are those of `verify` with something left, by
    id, each with its outcome; `verified` is the account that its document is about, `user_ids` are
    those that any document names, that of verify first; `unclear` those that a plan can't go by,
    with the reason."""

    user_ids: tuple[int, ...]
    verified: int | None
    kind: str
    schema: str
    database: str
    identity: str | None
    checks: Mapping[str, Result]
    unclear: Mapping[str, str]
    sources: tuple[PlanSource, ...]
    stored: StoredFindings | None = None


def read(paths: Sequence[Path]) -> EvidenceFindings:
    """Read the documents of one person in one database.

    Raises UsageError for what is no evidence document, for another person's or database's, and for
    an account that still exists.
    """
    documents = [_load(path) for path in paths]
    try:
        return _found(paths, documents)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(
            f"{' or '.join(map(str, paths[:3]))} is a damaged evidence document: make it again"
        ) from None


def _found(
    paths: Sequence[Path], documents: Sequence[tuple[Path, dict[str, Any], str]]
) -> EvidenceFindings:
    verified = [d for _, d, _ in documents if d["command"] == "verify"]
    stored = [(path, d) for path, d, _ in documents if d["command"] == "files"]
    for command, count in (("verify", len(verified)), ("files", len(stored))):
        if count > 1:
            raise UsageError(f"two documents of {command}: give the newest")
    facts = [document["installation"] for _, document, _ in documents]
    identity = next(filter(None, (each.get("identity") for each in facts)), None)
    for path, each in zip((path for path, _, _ in documents), facts, strict=True):
        same = all(each[key] == facts[0][key] for key in _INSTALLATION)
        if not same or each.get("identity") not in (None, identity):
            raise UsageError(f"{path} is about another database than {paths[0]}")
    about = [*verified, *(d for _, d, _ in documents)]
    ids = dict.fromkeys(account for each in about for account in _accounts(each["subject"]))
    if any(d["verdict"] == "not-deleted" for _, d, _ in documents):
        raise UsageError("the account still exists: delete it in OpenProject and verify again")
    checks, unclear = _checks(verified[0]["checks"] if verified else ())
    return EvidenceFindings(
        tuple(ids),
        next((d["subject"]["user_id"] for d in verified), None),
        _kind([*verified, *(d for _, d in stored)]),
        facts[0]["schema"],
        facts[0]["database"],
        identity,
        checks,
        unclear,
        tuple(PlanSource(d["command"], digest) for _, d, digest in documents),
        _stored(*stored[0]) if stored else None,
    )


def _accounts(subject: Mapping[str, Any]) -> list[int]:
    """Every account that a document is about; a search may be for several of one person."""
    first = subject["user_id"]
    several = subject.get("user_ids", [] if first is None else [first])
    return [strict.whole(each) for each in several]


def _kind(documents: Sequence[Mapping[str, Any]]) -> str:
    return strict.text(next((d["subject"].get("kind") for d in documents), None) or "user")


def _row(value: Any) -> int | str:
    if type(value) is not int and not isinstance(value, str):
        raise ValueError
    return value


def _stored(path: Path, document: Mapping[str, Any]) -> StoredFindings:
    """Raises UsageError for a damaged document."""
    try:
        entries = [(e["kind"], _digest(e["key"]), e["decision"]) for e in document["files"]]
        mentions: dict[str, list[int | str]] = {}
        kept: set[int | str] = set()
        spared = {key for _, key, decision in entries if decision in _SPARED}
        for mention in document["mentions"]:
            if mention["decision"] in _SPARED:
                kept.add(_row(mention["row_id"]))
            else:
                mentions.setdefault(str(mention["check"]), []).append(_row(mention["row_id"]))
        _, unclear = _checks(document["checks"])
        return StoredFindings(
            str(document["storage"]["place"]),
            frozenset(key for kind, key, _ in entries if kind == "orphan"),
            frozenset(
                strict.whole(e["attachment_id"])
                for e in document["files"]
                if e["kind"] == "orphan" and e["attachment_id"] is not None
            ),
            frozenset(spared),
            frozenset(kept),
            frozenset(key for kind, key, _ in entries if kind == "avatar") - spared,
            mentions,
            {name: why for name, why in unclear.items() if name != ORPHANS},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(f"{path} is a damaged document of files: make it again") from None


def _digest(key: str) -> str:
    found = _KEY.fullmatch(key)
    if not found:
        raise ValueError
    return found[1]


def _checks(entries: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Result], dict[str, str]]:
    """What is left by id, and what a plan can't go by with the reason."""
    left: dict[str, Result] = {}
    unclear: dict[str, str] = {}
    for check in entries:
        outcome, name = check["outcome"], str(check["id"])
        if outcome in {Result.LEFTOVER, Result.RETAINED}:
            left[name] = Result(outcome)
        elif outcome == Result.ACCEPTED:
            unclear[name] = "accepted on a written ground"
        elif outcome == Result.UNCHECKED:
            unclear[name] = f"not checked: {check['reason']}"
    return left, unclear


def _load(path: Path) -> tuple[Path, dict[str, Any], str]:
    more = f"has more than {LARGEST // 2**20} MB: is it an evidence document?"
    data = strict.content(path, LARGEST, more)
    try:
        document = strict.loads(data)
        good = (
            type(document["format"]) is int
            and document["format"] == 1
            and document["command"] in COMMANDS
        )
        good = good and isinstance(document["checks"], list)
        good = good and isinstance(document["verdict"], str)
        good = good and type(document["subject"]["user_id"]) in {int, NoneType}
        good = good and all(isinstance(document["installation"][k], str) for k in _INSTALLATION)
    except (ValueError, KeyError, TypeError):
        good, document = False, {}
    if not good:
        raise UsageError(
            f"{path} is no evidence document of verify, find-mentions or files: make one with "
            "--format json -o FILE"
        )
    seal.sealed_by(path, data)
    if document["verdict"] != Verdict.NOT_DELETED:
        try:
            refuse_contradictions(document)
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from error
    return path, document, f"sha256:{hashlib.sha256(data).hexdigest()}"


_INSTALLATION = ("database", "schema")
