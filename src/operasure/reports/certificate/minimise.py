"""The copy of an evidence document that goes with a certificate: ids, counts and digests only.

Only what is named here is copied, each value in its own form. So whatever a document holds besides
(a path that may carry a wiki page's title, the address of the instance, a key of the cache) stays
out, and a text that is used to tell things apart becomes a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from operasure.core import keeping
from operasure.core.errors import UsageError
from operasure.core.model import Result
from operasure.looks.systems.kinds import kinds
from operasure.matching.unsought import LANGUAGES, SCRIPTS

Hash = Callable[[str], str]
"""The keyed hash of a text, with the key of the case."""
Take = Callable[[object, str, Hash], Any]
"""Copies a value: the value, its place in the document for the error, and the keyed hash."""

LONGEST = 2_000
_CODE = re.compile(r"[a-z]{2}-\d\d")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DIGEST = re.compile(r"(?:hmac-)?sha256:[0-9a-f]{64}")
_TOKEN = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
_ROW_KEY = re.compile(
    r"\d+(?:[,:/-]\d+)*|\(\d+,\d+\)|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,64}"
)
_MARK = re.compile(r"\W|_")


def keyed(key: bytes) -> Hash:
    """HMAC-SHA-256 over a text with the key of the case."""

    def of(text: str) -> str:
        message = f"operasure value 1\n{text}".encode()
        return f"hmac-sha256:{hmac.new(key, message, hashlib.sha256).hexdigest()}"

    return of


def minimise(document: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """The copy of an evidence document of format 1. Raises UsageError where it is not one."""
    found: dict[str, Any] = _document(document, "the document", keyed(key))
    return found


def _fail(where: str, what: str) -> UsageError:
    return UsageError(f"not an evidence document of format 1: {where} is not {what}")


def number(value: object, where: str, _hash: Hash) -> int | bool | None:
    """A count, an id, a truth value, or nothing."""
    if value is None or isinstance(value, int):
        return value
    raise _fail(where, "a whole number")


def word(value: object, where: str, _hash: Hash) -> str | None:
    """A text of the program: the name of a place, an outcome, a reason."""
    if value is None or (isinstance(value, str) and len(value) <= LONGEST):
        return value
    raise _fail(where, "a text")


def outcome(value: object, where: str, _hash: Hash) -> str:
    """What came of a check."""
    if isinstance(value, str) and value in set(Result):
        return value
    raise _fail(where, "an outcome")


def code(value: object, where: str, _hash: Hash) -> str:
    """The code of a group."""
    if isinstance(value, str) and _CODE.fullmatch(value):
        return value
    raise _fail(where, "the code of a group")


def system(value: object, where: str, _hash: Hash) -> str:
    """The kind of another system."""
    if isinstance(value, str) and value in kinds():
        return value
    raise _fail(where, "a kind of system that this version knows")


def stamp(value: object, where: str, _hash: Hash) -> str | None:
    """A moment in UTC."""
    if value is None or (isinstance(value, str) and _STAMP.fullmatch(value)):
        return value
    raise _fail(where, "a moment in UTC")


def day(value: object, where: str, _hash: Hash) -> str | None:
    """A day."""
    if value is None:
        return None
    try:
        if isinstance(value, str) and len(value) == len("2026-11-02"):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise _fail(where, "a day")


def one_of(known: Collection[str], what: str) -> Take:
    """One of the words that this version knows: others could be anything, a name too."""

    def copy(value: object, where: str, _hash: Hash) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise _fail(where, f"{what} that this version knows")

    return copy


def local(value: object, where: str, _hash: Hash) -> str | None:
    """A moment in UTC, or in a zone that is not told."""
    if value is None or (
        isinstance(value, str) and _STAMP.fullmatch(value.removesuffix("Z") + "Z")
    ):
        return value
    raise _fail(where, "a moment")


def digest(value: object, where: str, _hash: Hash) -> str | None:
    """A digest, keyed or not."""
    if value is None or (isinstance(value, str) and _DIGEST.fullmatch(value)):
        return value
    raise _fail(where, "a digest")


def row(value: object, where: str, hash_: Hash) -> int | str:
    """The key of a row: a number, a uuid, a physical place; any other text as its keyed hash."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _fail(where, "the key of a row")
    if isinstance(value, int) or _ROW_KEY.fullmatch(value):
        return value
    return hash_(value)


def hashed(value: object, where: str, hash_: Hash) -> str | None:
    """A text that tells things apart and may hold anything: an id made of digits of a hash stays,
    any other becomes its keyed hash."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise _fail(where, "a text")
    return value if _TOKEN.fullmatch(value) or _DIGEST.fullmatch(value) else hash_(value)


def each(take: Take) -> Take:
    """A list of such values."""

    def copy(value: object, where: str, hash_: Hash) -> list[Any]:
        if not isinstance(value, list):
            raise _fail(where, "a list")
        return [take(item, f"{where}[{i}]", hash_) for i, item in enumerate(value)]

    return copy


def table(**takes: Take) -> Take:
    """An object, or nothing. What is named is copied where it stands."""

    def copy(value: object, where: str, hash_: Hash) -> dict[str, Any] | None:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise _fail(where, "an object")
        return {
            key: take(value[key], f"{where}: {key}", hash_)
            for key, take in takes.items()
            if key in value
        }

    return copy


def maybe(take: Take) -> Take:
    """Such a value, or nothing."""
    return lambda value, where, hash_: None if value is None else take(value, where, hash_)


def named(take: Take) -> Take:
    """An object with keys of the program's own, such as codes of groups."""

    def copy(value: object, where: str, hash_: Hash) -> dict[str, Any]:
        if not isinstance(value, Mapping) or any(len(_MARK.sub("", k)) > 40 for k in value):
            raise _fail(where, "an object with short names")
        return {key: take(item, f"{where}: {key}", hash_) for key, item in value.items()}

    return copy


_CHECK = table(
    id=word,
    group=code,
    area=word,
    declared=word,
    table=word,
    column=word,
    schema=word,
    expected=word,
    outcome=outcome,
    rows=number,
    row_ids=each(row),
    retained=number,
    control=table(rows=number, scope=word, empty=number),
    reason=word,
    until=stamp,
    query=digest,
)
_MENTION = table(
    id=hashed,
    group=code,
    table=word,
    column=word,
    schema=word,
    row_id=row,
    variant=word,
    confidence=word,
    historic=number,
    decision=word,
    ground=word,
    decided_at=stamp,
)
_CACHE = table(
    server=hashed,
    key=hashed,
    outcome=outcome,
    matches=each(table(what=word, confidence=word, in_key=number)),
    confidence=word,
    served=word,
    size=number,
    age=number,
    expires_at=stamp,
)
_CACHE_SERVER = table(
    server=hashed,
    version=word,
    listed=number,
    read=number,
    gone=number,
    outside=number,
    unread=number,
    findings=number,
    undecoded=named(number),
    unchecked=each(table(reason=word, remedy=word)),
    notes=each(word),
)
_LOG = table(
    file=hashed,
    position=number,
    group=code,
    outcome=outcome,
    packing=word,
    lines=number,
    naming=number,
    confidence=word,
    kinds=each(table(kind=word, confidence=word, lines=number)),
    same_request=each(table(confidence=word, lines=number)),
    first=local,
    last=local,
    until=stamp,
    rotation=word,
    unchecked=each(table(reason=word, remedy=word)),
)
_FILE = table(
    id=hashed,
    kind=word,
    attachment_id=number,
    folder=word,
    key=digest,
    size=number,
    may_be_the_person_s=number,
    place_of_taking=number,
    format=word,
    reason=word,
    decision=word,
)
_document = table(
    format=number,
    operasure=word,
    command=word,
    verdict=word,
    subject=table(user_id=number, token=digest, kind=word, state=word),
    run=table(
        started_at=stamp,
        finished_at=stamp,
        snapshot=word,
        read_only=number,
        connections=number,
        queries=digest,
    ),
    installation=table(
        openproject=word,
        openproject_known_by=word,
        last_migration=word,
        postgresql=word,
        database=digest,
        schema=word,
        deleted_user_id=number,
        deleted_user_ids=each(number),
        checked_at=stamp,
        modules=maybe(each(word)),
        standby=maybe(table(replayed_until=maybe(stamp), paused=number)),
        role_powers=each(word),
    ),
    groups=named(word),
    checks=each(_CHECK),
    mentions=each(_MENTION),
    decided=each(_MENTION),
    counts=each(
        table(group=code, confidence=word, open=number, kept=number, not_the_person=number)
    ),
    searched=table(names=number, logins=number, mails=number, user_ids=each(number)),
    not_looked_for=each(
        table(
            name=number,
            scripts=each(one_of(SCRIPTS, "a writing system")),
            languages=each(one_of(LANGUAGES, "a language")),
            alone=number,
        )
    ),
    review=table(
        kept=number,
        not_the_person=number,
        still_there=number,
        to_erase=number,
        gone=number,
        contested=number,
        decisions=number,
        by=each(word),
        first_at=stamp,
        last_at=stamp,
    ),
    held_in=each(
        table(
            kind=one_of(keeping.KINDS, "a kind of file"),
            delete_after=day,
            digest=digest,
            plan=digest,
        )
    ),
    cache=each(_CACHE),
    logs=each(_LOG),
    cache_servers=each(_CACHE_SERVER),
    evicted=table(deleted=number, gone=number, refused=number),
    eviction=table(by=word, at=stamp),
    storage=table(
        place=word, files=number, bytes=number, rows=number, matched=number, pending=number
    ),
    files=each(_FILE),
    coverage=table(
        tables=number,
        columns=number,
        rows=number,
        queried=number,
        no_person=number,
        ruled_out=number,
        swept=number,
        checks=number,
        unclassified=each(word),
        not_looked_at=each(word),
        table_rows=each(table(table=word, rows=number)),
    ),
    follow_up=table(
        verdict=word,
        snapshot=table(taken_at=stamp, digest=digest, delete_after=day),
        rows=number,
        states=named(number),
        checks=each(
            table(
                id=word,
                group=code,
                table=word,
                column=word,
                expected=word,
                by_name=number,
                rows=number,
                states=named(number),
                row_ids=named(each(row)),
                accepted=number,
                reason=word,
            )
        ),
        foretold=each(
            table(kind=word, table=word, column=word, row_id=row, result=word, accepted=number)
        ),
        unread=each(table(check=word, reason=word)),
        notes=each(word),
    ),
    erasure=table(
        by=word,
        undone=number,
        dry_run=number,
        plan=digest,
        sources=each(table(command=word, digest=digest)),
        rows=number,
        skipped=number,
        undo_until=day,
        undo_lacks=word,
        steps=each(
            table(
                check=word,
                group=word,
                table=word,
                column=word,
                action=word,
                rows=number,
                already=number,
                changed_since=number,
                gone=number,
                row_ids=each(row),
                skipped_ids=each(row),
            )
        ),
        left=each(table(check=word, rows=number, reason=word)),
    ),
    accepted=each(table(check=word, ground=word, until=stamp, by=word)),
    notes=each(word),
    not_covered=each(word),
    other_systems=each(
        table(
            key=system,
            count=number,
            rows=each(table(table=word, row_id=row)),
            accounts=number,
            known_from=word,
            brings_back=word,
            recipient=number,
            reason=word,
        )
    ),
    cookies=table(outcome=outcome, rows=number, checks=each(word)),
)
