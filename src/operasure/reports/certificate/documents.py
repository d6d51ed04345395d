"""The evidence documents that a certificate stands on: read, checked, minimised."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from operasure.core import strict
from operasure.core.errors import OperasureError, UsageError
from operasure.core.model import Verdict
from operasure.reports.certificate import canonical, seal
from operasure.reports.certificate.minimise import minimise
from operasure.reports.evidence.consistent import refuse_contradictions

LARGEST = 256 * 1024 * 1024
"""Bytes that an evidence document may have."""
COMMANDS = ("verify", "find-mentions", "cache", "logs", "files", "erase")
"""Whose documents a certificate can stand on, in the order in which it names them."""
CANARY = "canary"
"""The command that measures what the looks find: its document is about no person, and stands behind
those that are."""
WITHOUT_DATABASE = ("cache", "logs", "files")
"""Commands that look at no database: their documents name no installation."""
LOOKS = ("verify", "find-mentions", "cache", "files")
"""Commands whose documents must be younger than a removal."""
SEVERAL = ("cache", "erase")
"""Commands that remove something: each of their runs counts, not the newest alone."""
VERDICTS = ("leftovers", "incomplete", "clear")
"""From the worst to the best."""

_NEEDED = (
    "format", "operasure", "command", "verdict", "installation", "run", "checks", "mentions",
    "cache", "coverage", "accepted", "not_covered",
)  # fmt: skip


class NotDeleted(OperasureError):
    """The account still exists (exit 4): there is nothing to certify."""

    exit_code = 4


@dataclass(frozen=True)
class Evidence:
    """One document. `original` is the digest of the file as it was given, `copy` what goes with
    the certificate, `written` its bytes."""

    command: str
    verdict: str
    original: str
    copy: Mapping[str, Any]
    number: int = 1
    """Which of the documents of its command it is, the oldest first."""
    sealed_by: str | None = None
    """Fingerprint of the key that it was sealed with when it was made; None where it is not."""

    @property
    def name(self) -> str:
        """Its place in the folder of the certificate."""
        return f"evidence/{self.command}{f'-{self.number}' if self.number > 1 else ''}.json"

    @property
    def written(self) -> bytes:
        return canonical.dumps(self.copy)

    @property
    def seen(self) -> datetime:
        """The moment that the document is about."""
        installation = self.copy["installation"] or {}
        moment = installation.get("checked_at") or self.copy["run"]["started_at"]
        return datetime.fromisoformat(moment)

    @property
    def started(self) -> datetime:
        """When the run began: it tells runs apart that were over within one second."""
        return datetime.fromisoformat(self.copy["run"]["started_at"])

    @property
    def finished(self) -> datetime:
        """When the run was over."""
        return datetime.fromisoformat(self.copy["run"]["finished_at"])

    @property
    def look(self) -> tuple[str, int | None]:
        """What counts once in a case: a command; of `verify`, which is about one account, one for
        each account."""
        return self.command, self.user_id if self.command == "verify" else None

    @property
    def user_ids(self) -> tuple[int, ...]:
        """Every account that it is about."""
        own = [] if self.user_id is None else [self.user_id]
        return tuple((self.copy.get("subject") or {}).get("user_ids") or own)

    @property
    def user_id(self) -> int | None:
        found: int | None = (self.copy.get("subject") or {}).get("user_id")
        return found


def read(paths: Sequence[Path], key: bytes, accounts: Collection[int] = ()) -> tuple[Evidence, ...]:
    """Read the documents of one case, in the order of `COMMANDS`. `key` is the key of the case,
    `accounts` are the ids of its person where more than one document may say so.

    Raises UsageError: unreadable, not an evidence document of format 1, two of one command that
    only looks, one run twice, of two installations or two persons, none of a database. Raises
    NotDeleted where the account still exists.
    """
    found = _numbered([_read(path, key) for path in paths])
    of_databases = [e for e in found if e.copy["installation"] and e.command != CANARY]
    if not of_databases:
        raise UsageError("no document is about the database: add the document of verify")
    _of_one(of_databases, "of different databases", lambda e: e.copy["installation"]["database"])
    known = [e for e in of_databases if e.copy["installation"].get("identity")]
    _of_one(
        known,
        "of different databases under the same address",
        lambda e: e.copy["installation"]["identity"],
    )
    _of_one(of_databases, "of different schemas", lambda e: e.copy["installation"].get("schema"))
    # Without a word of the case, a search for several accounts says which are of one person.
    several = max((e.user_ids for e in found), key=len, default=())
    others = sorted({i for e in found for i in e.user_ids} - {*(accounts or several)})
    if others:
        raise UsageError(
            "the evidence documents are about different ids: give those of one case, or name every "
            f"account of the person under user_id of the case file (besides: {others[0]})"
        )
    if any(e.verdict == "not-deleted" for e in found):
        raise NotDeleted("the account still exists: delete it in OpenProject and verify again")
    _after_removal(found)
    _same_checks(found)
    return tuple(found)


def looks(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The documents that say what is there: the newest of each command. A removal says what was
    done, and so does an older look at a cache, for what it deleted."""
    newest = {each.look: each for each in evidence}
    return [each for each in newest.values() if each.command not in {"erase", CANARY}]


def verdict(evidence: Sequence[Evidence]) -> str:
    """The worst verdict of all documents that say what is there."""
    return min((e.verdict for e in looks(evidence)), key=VERDICTS.index)


def _numbered(evidence: Sequence[Evidence]) -> list[Evidence]:
    """In the order of `COMMANDS` and of time, with its number. Refuses what counts only once."""
    found: list[Evidence] = []
    order = (*COMMANDS, CANARY)

    def place(each: Evidence) -> tuple[object, ...]:
        return order.index(each.command), each.finished, each.started, each.original

    for each in sorted(evidence, key=place):
        before = found[-1] if found and found[-1].command == each.command else None
        if before is None:
            found.append(each)
            continue
        if each.command not in SEVERAL and each.look in {e.look for e in found}:
            raise UsageError(f"two documents of {each.command}: give the newest of each command")
        if any(_run(each) == _run(e) for e in found if e.command == each.command):
            raise UsageError(f"two documents of one run of {each.command}: give each run once")
        found.append(replace(each, number=before.number + 1))
    return found


def _same_checks(evidence: Sequence[Evidence]) -> None:
    """Refuse a canary of another installation than the looks are of: another release, other tables
    and columns, other checks, another operasure."""

    def made(each: Evidence) -> tuple[object, ...]:
        facts = each.copy["installation"]
        parts = ("openproject", "last_migration", "structure")
        return each.copy["operasure"], each.copy["run"]["queries"], *map(facts.get, parts)

    measured = [each for each in evidence if each.command == CANARY]
    looked = [each for each in evidence if each.command in {"verify", "find-mentions"}]
    if measured and not looked:
        raise UsageError("a canary measures verify and find-mentions: give the document of verify")
    if any(
        made(each) != made(canary) or not canary.copy["installation"].get("structure")
        for canary in measured
        for each in looked
    ):
        raise UsageError(
            "the document of canary is of another installation, or of another version of it or of "
            "the checks: run canary on a backup of this one"
        )


def _run(evidence: Evidence) -> tuple[object, ...]:
    """What tells one run of a command from another: two may fall into the same seconds."""
    erasure = evidence.copy.get("erasure") or {}
    run = evidence.copy["run"]
    moments = run["started_at"], run["finished_at"]
    return *moments, evidence.user_ids, erasure.get("plan"), erasure.get("undone")


def _after_removal(evidence: Sequence[Evidence]) -> None:
    """Refuse what was looked at before something was removed or taken back, a removal that was
    only tried, and an older look at a cache that no newer one has looked at again."""
    removals = [each for each in evidence if each.command == "erase"]
    for each in removals:
        erasure = each.copy.get("erasure") or {}
        if erasure.get("dry_run") or not (erasure.get("undone") or erasure.get("undo_until")):
            raise UsageError("a document of erase is that of a dry run, which removed nothing")
    looked = looks(evidence)
    if removals and not any(each.command in LOOKS for each in looked):
        raise UsageError("there is no check after the removal: add the document of verify")
    finished = max((each.finished for each in removals), default=None)
    for each in looked:
        if finished and each.command in LOOKS and each.seen < finished:
            raise UsageError(
                f"the document of {each.command} is older than the removal: run the command again"
            )
    caches = [each for each in evidence if each.command == "cache"]
    missing = {s for each in caches[:-1] for s in _servers(each)} - set(
        _servers(caches[-1]) if caches else ()
    )
    if missing:
        raise UsageError(
            "the newest document of cache lacks a cache of an older one: run cache again"
        )


def _servers(evidence: Evidence) -> list[str]:
    return [server["server"] for server in evidence.copy.get("cache_servers") or ()]


def _of_one(evidence: Sequence[Evidence], what: str, value: Any) -> None:
    if len({value(each) for each in evidence}) > 1:
        raise UsageError(f"the evidence documents are {what}: give those of one case")


def content(path: Path) -> bytes:
    """The bytes of a document. Raises UsageError where it can't be read or is too large."""
    more = f"has more than {LARGEST // 2**20} MB: is it an evidence document?"
    return strict.content(path, LARGEST, more)


def _read(path: Path, key: bytes) -> Evidence:
    data = content(path)
    document = canonical.loads(data, str(path))
    try:
        _check(document)
        copy = minimise(document, key)
        if document["verdict"] != Verdict.NOT_DELETED:
            refuse_contradictions(document)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return Evidence(
        document["command"], document["verdict"], digest, copy, sealed_by=seal.sealed_by(path, data)
    )


def _check(document: object) -> None:
    if not isinstance(document, Mapping) or document.get("format") != 1:
        raise UsageError("not an evidence document of format 1: make one with --format json")
    without = document.get("command") in WITHOUT_DATABASE and document.get("installation") is None
    spared = {"coverage", *(["installation"] if without else [])}
    lacking = [key for key in _NEEDED if document.get(key) is None and key not in spared]
    if lacking:
        raise UsageError(f"not an evidence document of format 1: it lacks {', '.join(lacking)}")
    if document["command"] not in (*COMMANDS, CANARY):
        raise UsageError(f"a certificate needs documents of {', '.join(COMMANDS)}")
    if document["verdict"] not in (*VERDICTS, "not-deleted"):
        raise UsageError("not an evidence document of format 1: its verdict is unknown")
    places = {"run": ("started_at", "finished_at"), "installation": ("database", "checked_at")}
    if without:
        del places["installation"]
    for place, keys in places.items():
        if not isinstance(document[place], Mapping) or not all(map(document[place].get, keys)):
            raise UsageError(
                f"not an evidence document of format 1: {place} lacks {' or '.join(keys)}"
            )
    erasure = document.get("erasure") or {}
    if not isinstance(erasure, Mapping) or (
        document["command"] == "erase" and not erasure.get("plan")
    ):
        raise UsageError("not an evidence document of format 1: erasure lacks plan")
    if document["command"] != CANARY and (document["installation"] or {}).get("dump"):
        raise UsageError(
            "about a backup, and a certificate is about the running installation: say in the case "
            "file what becomes of backups"
        )
