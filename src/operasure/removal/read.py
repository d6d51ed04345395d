"""What a plan may stand on: evidence documents of `verify` and `find-mentions`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operasure.errors import UsageError
from operasure.model import Result
from operasure.removal.model import Source

LARGEST = 256 * 1024 * 1024
COMMANDS = ("verify", "find-mentions")


@dataclass(frozen=True)
class Found:
    """What the documents say was found. `checks` are those of `verify` with something left, by
    id, each with its outcome; `unclear` those that a plan can't go by, with the reason."""

    user_id: int | None
    kind: str
    schema: str
    database: str
    checks: Mapping[str, Result]
    unclear: Mapping[str, str]
    sources: tuple[Source, ...]


def read(paths: Sequence[Path]) -> Found:
    """Read the documents of one person in one database.

    Raises UsageError for what is no evidence document, for another person's or database's, and for
    an account that still exists.
    """
    documents = [_load(path) for path in paths]
    verified = [d for _, d, _ in documents if d["command"] == "verify"]
    if len(verified) > 1:
        raise UsageError("two documents of verify: give the newest")
    first = documents[0][1]
    for path, document, _ in documents:
        for key in ("database", "schema"):
            if document["installation"][key] != first["installation"][key]:
                raise UsageError(f"{path} is about another database than {paths[0]}")
    ids = {d["subject"]["user_id"] for _, d, _ in documents if d["subject"]["user_id"]}
    if len(ids) > 1:
        raise UsageError("the documents are about different ids: give those of one person")
    if any(d["verdict"] == "not-deleted" for _, d, _ in documents):
        raise UsageError("the account still exists: delete it in OpenProject and verify again")
    checks, unclear = _checks(verified[0]["checks"] if verified else ())
    return Found(
        next(iter(ids), None),
        (verified[0]["subject"].get("kind") if verified else None) or "user",
        first["installation"]["schema"],
        first["installation"]["database"],
        checks,
        unclear,
        tuple(Source(d["command"], digest) for _, d, digest in documents),
    )


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
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise UsageError(f"{path} has more than {LARGEST // 2**20} MB: is it an evidence document?")
    try:
        document = json.loads(data)
        good = document["format"] == 1 and document["command"] in COMMANDS
        good = good and isinstance(document["checks"], list)
        good = good and isinstance(document["subject"]["user_id"], int | None)
        good = good and all(isinstance(document["installation"][k], str) for k in _INSTALLATION)
    except (ValueError, RecursionError, KeyError, TypeError):
        good, document = False, {}
    if not good:
        raise UsageError(
            f"{path} is no evidence document of verify or find-mentions: make one with "
            "--format json -o FILE"
        )
    return path, document, f"sha256:{hashlib.sha256(data).hexdigest()}"


_INSTALLATION = ("database", "schema")
