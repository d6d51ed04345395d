"""Whether a log line names the person: by the matcher, by id, by the web server's remote user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import re2

from operasure.core.legible import flowing
from operasure.looks.logs import ids, line_kinds
from operasure.looks.logs.findings import CONFIDENCES, ORDER, LineKind, Moment
from operasure.looks.logs.ids import IdSighting, LogIds
from operasure.looks.logs.unwrap import Unwrapped, unwrap
from operasure.matching.excerpt import excerpt
from operasure.matching.identity import Identity
from operasure.matching.loose import Compiled, LooseFilter
from operasure.matching.match import Match, Matcher

UNREAD_MESSAGE = r'"MESSAGE"\s*:\s*null'
"""journalctl's JSON leaves out a message of 4096 bytes or more without --all (journalctl(1))."""
_BYTES = r'"MESSAGE"\s*:\s*\['
_BETWEEN = re.compile(r"[\W_]+")
_SHOWN = 100
"""Characters of a line that are shown on either side of a mention."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a line says of the person."""

    kind: LineKind
    confidence: str
    moment: Moment | None
    request: str | None
    passage: str

    def better(self, other: Judgement) -> Judgement:
        """The one of both that says more; for two parts of one line."""
        return min(self, other, key=lambda each: (ORDER.index(each.kind), _rank(each.confidence)))


class Recogniser:
    """Looks for one identity. Built once in each process; may be shared by its threads. With
    `passages` a verdict holds the part of the line that names the person, fit for a terminal."""

    def __init__(self, identity: Identity, *, passages: bool = False) -> None:
        self.identity = identity
        self._passages = passages
        self._matcher = Matcher(identity)
        self._ids = LogIds(identity.user_ids)
        names = (*identity.logins, *identity.mails)
        self._accounts = frozenset(name.casefold() for name in names)
        self.loose = _loose(identity)

    def judge(self, line: str, near: datetime) -> Judgement | None:
        """What a line says of the person, None if it does not name her. `near` is a time not long
        after it was written."""
        return self._judge(unwrap(line, near), line)

    def judge_part(self, head: str, part: str, near: datetime) -> Judgement | None:
        """The same for a part of a line that is too long to be looked at whole, with its head."""
        whole = unwrap(head, near)
        message = f"{whole.message}\n{part}"
        return self._judge(Unwrapped(message, whole.moment, (), whole.tags), message)

    def names(self, text: str) -> bool:
        """Whether a short text (the name of a file) names the person."""
        folded = text.casefold()
        if any(account in folded for account in self._accounts):
            return True
        words = _BETWEEN.sub(" ", text)
        return bool(self._matcher.find(text) or self._matcher.find(words))

    def _judge(self, line: Unwrapped, whole: str) -> Judgement | None:
        best = None
        for text in (line.message, *line.beside):
            found = self._of(text, line)
            if found is not None:
                best = found if best is None else best.better(found)
        # Where only what carries the message names her, it is a host, a container.
        return best or self._of(whole, line)

    def _of(self, text: str, line: Unwrapped) -> Judgement | None:
        remote = self._is_account(line_kinds.remote_user(text))
        sightings = list(self._ids.find(text))
        if (remote or any(map(_is_request, sightings))) and not line_kinds.is_failed_login(text):
            # Whatever else stands there, nothing says more of a line.
            return self._verdict(LineKind.REQUEST, "certain", text, line, [], sightings)
        matches = self._matcher.find(text)
        if not (matches or sightings):
            return None
        kind = line_kinds.kind(text, line.tags, {match.variant for match in matches}, sightings)
        sure: list[str] = [match.confidence for match in matches]
        sure += [sighting.confidence for sighting in sightings]
        told = any(map(self._is_account, line_kinds.quoted(text)))
        confidence = "certain" if told else min(sure, key=_rank)
        return self._verdict(kind, confidence, text, line, matches, sightings)

    def _verdict(
        self,
        kind: LineKind,
        confidence: str,
        text: str,
        line: Unwrapped,
        matches: list[Match],
        sightings: list[IdSighting],
    ) -> Judgement:
        passage = _passage(text, matches, sightings) if self._passages else ""
        return Judgement(kind, confidence, line.moment, line.request, passage)

    def _is_account(self, text: str | None) -> bool:
        """Whether a text is a login or address of hers and nothing else."""
        return text is not None and text.casefold() in self._accounts


def _is_request(sighting: IdSighting) -> bool:
    return sighting.what == ids.REQUEST and sighting.confidence == "certain"


def _rank(confidence: str) -> int:
    return CONFIDENCES.index(confidence)


def _passage(text: str, matches: list[Match], sightings: list[IdSighting]) -> str:
    """A part of the line, fit for a terminal."""
    if matches:
        best = min(matches, key=lambda match: _rank(match.confidence))
        return flowing(str(excerpt(text, best.start, best.end, _SHOWN)))
    if not sightings:
        return flowing(text[: 2 * _SHOWN])
    best_id = min(sightings, key=lambda sighting: _rank(sighting.confidence))
    plain = best_id.text or ids.readable(text)
    return flowing(plain[max(0, best_id.start - _SHOWN) : best_id.end + _SHOWN])


def _loose(identity: Identity) -> Compiled:
    """One pattern that hits in every line that `judge` could find something in, and where a message
    stands that must be decoded first or is left out."""
    return Compiled.of(_patterns(identity))


def _patterns(identity: Identity) -> Iterator[str]:
    first, *rest = LooseFilter(identity).stream_patterns
    more = [_BYTES, UNREAD_MESSAGE, *_remote_users(identity)]
    more += ids.loose(identity.user_ids) if identity.user_ids else []
    yield "|".join(filter(None, (first, *more)))
    yield from rest


def _remote_users(identity: Identity) -> Iterator[str]:
    """Logins too short to be looked for as words, where they are the remote user."""
    for login in identity.logins:
        yield rf"(?i: \\*\"?{re2.escape(login)}\\*\"? \[[0-9]{{2}}/)"
