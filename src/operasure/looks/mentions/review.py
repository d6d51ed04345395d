"""Decisions of reviewers about mentions: the files that the work list exports.

A decision is bound to the id of a mention. When the passage is edited the id is gone, and with it
the decision: it says so, and whatever stands there now is open again.

Several persons' files come together by one rule, which the work list in the browser keeps too: a
decision replaces the earlier ones of the same person, and those of others that it was made in
knowledge of. If those that remain differ, nobody has settled it, and the mention stays open.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from operasure.core import keeping, strict
from operasure.core.errors import UsageError
from operasure.core.legible import visible
from operasure.looks.mentions.hits import Answer, Decision, Mark

FORMAT = 1
KIND = "operasure review"
LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is still read."""
_KEYS = {"id", "decision", "ground", "place", "at"}
_MAY = {"by", "over"}
_OF_A_TEXT = {"sample", "passage"}
_SEED = re.compile(r"[0-9a-f]{16}")
_LONGEST = 2000
_PERSONS = 100
"""Who may have decided about one mention."""


@dataclass(frozen=True)
class Review:
    """The decisions of all files by id of the mention, and the key that the ids were made with.
    `standing` are those that no other replaces, `marks` what they agree on. `answers` are the
    standing ones on texts that were drawn at random."""

    key: bytes | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    standing: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    answers: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    @property
    def contested(self) -> Mapping[str, tuple[Mark, ...]]:
        """Decisions that contradict each other: what they are about is open."""
        return {key: own for key, own in self.standing.items() if key not in self.marks}

    def every(self) -> Iterator[Mark]:
        """The standing decisions on all mentions."""
        for own in self.standing.values():
            yield from own


@dataclass(frozen=True)
class Settled:
    """What became of the decisions: how many mentions each closed, how many mentions were marked
    erased but stand there still, how many wait to be erased by a plan, how many are no longer
    there, and those that are void because something else stands in their place now. `contested`
    mentions were decided about in ways that contradict each other. Of `unread` ones nobody knows,
    since their place could not be read."""

    kept: int = 0
    dismissed: int = 0
    still: int = 0
    waiting: int = 0
    gone: int = 0
    void: tuple[Mark, ...] = ()
    contested: int = 0
    unread: int = 0


def standing(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Of the decisions on one mention those that no other replaces, in the order of their moments.
    Where each is replaced by another, no claim holds, and all of them stand."""
    latest: dict[str, list[Mark]] = {}
    for mark in marks:
        own = latest.setdefault(mark.by, [mark])
        if mark.at > own[0].at:
            latest[mark.by] = [mark]
        elif mark.at == own[0].at and mark not in own:
            own.append(mark)
    every = [mark for own in latest.values() for mark in own]
    known = {mark: dict(mark.over) for mark in every}
    left = [
        mark
        for mark in every
        if not any(
            other.by != mark.by and mark.by in known[other] and known[other][mark.by] >= mark.at
            for other in every
        )
    ]
    return tuple(sorted(left or every, key=lambda mark: (mark.at, mark.by, mark.decision)))


def agreed(marks: Sequence[Mark]) -> Mark | None:
    """The latest of the standing decisions, if all are for the same."""
    return marks[-1] if len({mark.decision for mark in marks}) == 1 else None


def state(mark: Mark | None) -> str:
    """Whether a mention is `open`, or else what was decided. One that is to be erased, or was to be
    and is found again, is open."""
    if mark is None or mark.decision in {Decision.ERASE, Decision.ERASED}:
        return "open"
    return str(mark.decision)


def settle(
    marks: Mapping[str, Mark],
    met: Mapping[str, str],
    stands: Callable[[str], bool],
    unread: Collection[str] = (),
) -> Settled:
    """Sum up the decisions. `met` are the ids of decisions whose mention was found, with its
    state; `stands` says whether any mention stands in a place; columns that are `unread` could not
    be looked through, or not all of their rows."""
    states = list(met.values())
    waiting = sum(marks[key].decision is Decision.ERASE for key in met)
    missing = [mark for key, mark in marks.items() if key not in met]
    void = tuple(mark for mark in missing if stands(mark.place))
    begins = tuple(f"{column} " for column in unread)
    unknown = sum(mark.place.startswith(begins) and not stands(mark.place) for mark in missing)
    return Settled(
        kept=states.count(Decision.KEEP),
        dismissed=states.count(Decision.NOT_THE_PERSON),
        still=states.count("open") - waiting,
        waiting=waiting,
        gone=len(missing) - len(void) - unknown,
        void=void,
        unread=unknown,
    )


def read(paths: Sequence[Path]) -> Review:
    """Read the files given with --reviewed. Of two decisions of one person on one mention the later
    counts.

    Raises UsageError for a file that is none of these, holds an entry with an error, or was made
    with another key than the first.
    """
    key: bytes | None = None
    every: dict[str, list[Mark]] = {}
    answers: dict[str, list[Mark]] = {}
    for path in paths:
        data = _load(path)
        own = _key(data, path)
        if key is not None and own != key:
            raise UsageError(f"--reviewed: {path} belongs to another case than the first file")
        key = own
        for entry in data["marks"]:
            mark = _mark(entry, path)
            every.setdefault(mark.id, []).append(mark)
        for entry in data.get("answers", ()):
            mark = _mark(entry, path, of_a_text=True)
            answers.setdefault(mark.id, []).append(mark)
    both = (*every.values(), *answers.values())
    if any(len({mark.by for mark in own}) > _PERSONS for own in both):
        raise UsageError(f"--reviewed: more than {_PERSONS} persons decided about one mention")
    left = {id_: standing(own) for id_, own in every.items()}
    marks = {id_: found for id_, own in left.items() if (found := agreed(own))}
    return Review(key, marks, left, {id_: standing(own) for id_, own in answers.items()})


def key_of_ids(
    purpose: bytes, case_key: bytes | None, decided: Review, *, take_over: bool = False
) -> bytes:
    """The key of the ids: derived from the case's, or that of the reviews, or a new one.

    What is to be reviewed and its exports carry this key; the key of the case itself stays out of
    them. Raises UsageError for a review of another case, unless its decisions are taken over.
    """
    if case_key is None:
        return decided.key or secrets.token_bytes(32)
    key = hmac.digest(case_key, purpose, hashlib.sha256)
    if decided.key not in {None, key} and not take_over:
        raise UsageError(
            "--reviewed: the file belongs to another case than the key of --case-key, or was made "
            "without one: 'find-mentions --take-over FILE' takes its decisions over"
        )
    return key


def dumps(key: bytes, marks: Iterable[Mark], delete_after: date) -> str:
    """A review with these decisions, as the work list exports one."""
    entries = [exported(mark) for mark in marks]
    whole = keeping.preamble("review", delete_after) | {"format": FORMAT, "key": key.hex()}
    return json.dumps(whole | {"marks": entries}, ensure_ascii=False, indent=1) + "\n"


def exported(mark: Mark) -> dict[str, Any]:
    """A decision as files and pages hold it."""
    entry: dict[str, Any] = {
        "id": mark.id,
        "decision": str(mark.decision),
        "ground": mark.ground,
        "place": mark.place,
        "at": mark.at.isoformat(),
    }
    if mark.by:
        entry["by"] = mark.by
    if mark.over:
        entry["over"] = {by: at.isoformat() for by, at in mark.over}
    if mark.sample:
        entry |= {"sample": mark.sample, "passage": mark.passage}
    return entry


def _load(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"--reviewed: {path} is too large to be a review")
        data = strict.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"--reviewed: {path} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"--reviewed: {path} is not a review: {error}") from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise UsageError(f"--reviewed: {path} is not a review; export one from the work list")
    if type(data.get("format")) is not int or data["format"] != FORMAT:
        shown = repr(data.get("format"))[:20]
        raise UsageError(f"--reviewed: {path} has format {shown}, not {FORMAT}")
    if not isinstance(data.get("marks"), list):
        raise UsageError(f"--reviewed: {path} contains no list of marks")
    if not isinstance(data.get("answers", []), list):
        raise UsageError(f"--reviewed: {path} contains no list of answers")
    return data


def _key(data: Mapping[str, Any], path: Path) -> bytes:
    try:
        key = bytes.fromhex(data["key"])
    except (KeyError, TypeError, ValueError):
        key = b""
    if len(key) < 16:
        raise UsageError(f"--reviewed: {path} contains no key of the case")
    return key


def _mark(entry: object, path: Path, *, of_a_text: bool = False) -> Mark:
    keys, words = (_KEYS | _OF_A_TEXT, Answer) if of_a_text else (_KEYS, Decision)
    if not isinstance(entry, dict) or set(entry) - _MAY != keys:
        what = "answer" if of_a_text else "mark"
        raise UsageError(
            f"--reviewed: each {what} in {path} needs exactly {', '.join(sorted(keys))}, and may "
            f"have {' and '.join(sorted(_MAY))}"
        )
    texts = {key: entry[key] for key in keys} | {"by": entry.get("by", "")}
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts.values()):
        raise UsageError(f"--reviewed: a mark in {path} contains something other than short texts")
    if texts["decision"] not in set(words):
        raise UsageError(
            f"--reviewed: {path} contains a decision that is not one of {', '.join(words)}"
        )
    if of_a_text and not _SEED.fullmatch(texts["sample"]):
        raise UsageError(f"--reviewed: {path} contains an answer without a sample")
    decision = words(texts["decision"])
    if decision is Decision.KEEP and not texts["ground"].strip():
        place = visible(texts["place"][:100])
        raise UsageError(f"--reviewed: {path} keeps a mention without a ground: {place}")
    over = entry.get("over", {})
    if not isinstance(over, dict) or len(over) > _PERSONS:
        raise UsageError(
            f"--reviewed: {path} contains a mark with an invalid list of earlier decisions"
        )
    known = tuple((by, _moment(at, path)) for by, at in over.items())
    return Mark(
        texts["id"],
        decision,
        texts["ground"],
        texts["place"],
        _moment(texts["at"], path),
        texts["by"].strip(),
        known,
        texts.get("sample", ""),
        texts.get("passage", ""),
    )


def _moment(text: object, path: Path) -> datetime:
    try:
        at = datetime.fromisoformat(text if isinstance(text, str) else "")
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"--reviewed: {path} contains a mark without a valid date") from None
