"""The search of one log: a filter over blocks, then a close look at the lines that it lets pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from operasure.core import unpack
from operasure.core.unchecked import Unchecked
from operasure.looks.logs import sources
from operasure.looks.logs.ahead import ahead, mapped
from operasure.looks.logs.blocks import HEAD, LineBlock, blocks
from operasure.looks.logs.findings import CONFIDENCES, LineKind, LogFindings, LogPassage, Moment
from operasure.looks.logs.moments import epoch
from operasure.looks.logs.recognise import UNREAD_MESSAGE, Judgement, Recogniser
from operasure.looks.logs.requests import Requests, Seed
from operasure.looks.logs.sources import LogSource
from operasure.matching.loose import LooseSearch

HIDDEN = "[…]"
"""Stands for a file name that names the person."""
LONG = 1 << 16
"""Bytes of a line up to which it is looked at whole."""
_AROUND = 4096
"""Bytes on either side of a hit in a longer line that are looked at with it."""
_MARGIN = 64
_SEEDS = {LineKind.REQUEST: "likely", LineKind.FAILED_LOGIN: "likely", LineKind.PATH: "possible"}
"""Kinds whose request is followed, and how sure it is that its other lines are about the person:
whoever looks at the person's page is another."""
_EXPORTED = b"\n__REALTIME_TIMESTAMP="
_ENTRY = 1 << 14
"""Bytes before a line in which the start of its entry is looked for."""
_UNREAD = re.compile(UNREAD_MESSAGE.encode())
_CUT_OFF = Unchecked(
    "journalctl left out long messages",
    "export the journal again with --all",
)


@dataclass(frozen=True, slots=True)
class LineSpan:
    """A line that may name the person, as offsets in its block; `before` counts the lines of the
    block before it."""

    start: int
    end: int
    before: int


def search(
    source: LogSource,
    position: int,
    recogniser: Recogniser,
    *,
    threads: int = 1,
    passages: int = 0,
    told: Callable[[int], object] | None = None,
) -> LogFindings:
    """Search one log, in constant memory. `passages` is how many naming lines are kept to be shown,
    if the recogniser makes passages; `told` is told how many bytes of the file, as it lies on disk,
    are done.

    Raises nothing that a file causes: what can't be read is in `unchecked`.
    """
    seen = unpack.UnpackNotes()
    done = [0]
    counted = _Count(recogniser, source.modified or datetime.now(UTC), passages)
    whole = blocks(unpack.plain(sources.read(source, seen.problems, done), seen))
    filtered = mapped(lambda block: candidates(block, recogniser), ahead(whole), threads)
    for block, (spans, lines) in filtered:
        counted.take(block, spans, lines)
        if told:
            told(done[0])
    counted.end()
    return counted.found(source, position, seen)


def candidates(block: LineBlock, recogniser: Recogniser) -> tuple[list[LineSpan], int]:
    """The lines of a block that the filter lets pass, and the number of all line breaks."""
    # The filter never runs over a NUL, which ends a text for it: so it stays within a line.
    data = block.data.replace(b"\n", b"\0")
    search = LooseSearch(recogniser.loose, data)
    spans: list[LineSpan] = []
    at = before = counted = 0
    while (hit := search.hit(max(0, at - 1))) is not None:
        inside = max(hit.at, at)
        start = block.data.rfind(b"\n", 0, inside) + 1
        end = block.data.find(b"\n", inside)
        end = len(data) if end < 0 else end
        before += block.data.count(b"\n", counted, start)
        counted = start
        spans.append(LineSpan(start, end, before))
        at = end + 1
        if at >= len(data):
            break
    return spans, before + block.data.count(b"\n", counted)


def exported(data: bytes, at: int) -> Moment | None:
    """The time of an entry of `journalctl -o export`, which stands in a line of its own before the
    message (systemd, Journal Export Formats); None for any other log."""
    low = max(0, at - _ENTRY)
    start = data.rfind(_EXPORTED, low, at)
    if start < 0 or data.find(b"\n\n", start, at) >= 0:
        return None
    digits = data[start + len(_EXPORTED) : start + len(_EXPORTED) + 20].partition(b"\n")[0]
    return epoch(digits.decode("ascii", "replace"))


@dataclass
class _Count:
    """What is known of a log so far."""

    recogniser: Recogniser
    near: datetime
    most_passages: int
    lines: int = 0
    naming: int = 0
    offset: int = 0
    ended: bool = True
    kinds: Counter[tuple[LineKind, str]] = field(default_factory=Counter)
    first: Moment | None = None
    last: Moment | None = None
    passages: list[LogPassage] = field(default_factory=list)
    requests: Requests = field(default_factory=Requests)
    cut_off: bool = False
    _open: tuple[int, Judgement] | None = None

    def take(self, block: LineBlock, spans: list[LineSpan], breaks: int) -> None:
        """Look at the lines of a block that the filter let pass."""
        seeds: list[Seed] = []
        naming: list[int] = []
        for span in spans:
            data = block.data[span.start : span.end]
            self.cut_off = self.cut_off or _UNREAD.search(data) is not None
            head = block.head if span.start == 0 else None
            verdict = self._judge(data, head)
            if verdict is None:
                continue
            if (told := exported(block.data, span.start)) is not None:
                verdict = replace(verdict, moment=told)
            self._note(self.lines + span.before + 1, verdict)
            start = self.offset + span.start
            naming.append(start)
            if verdict.request and verdict.kind in _SEEDS:
                seeds.append(
                    Seed(
                        start,
                        self.offset + span.end,
                        verdict.request.encode(),
                        _SEEDS[verdict.kind],
                    )
                )
        self.requests.add(self.offset, block.data, seeds, naming)
        self.lines += breaks
        self.offset += len(block.data)
        self.ended = block.data.endswith(b"\n")

    def _judge(self, data: bytes, head: bytes | None) -> Judgement | None:
        if len(data) <= LONG and head is None:
            return self.recogniser.judge(data.decode("utf-8", "replace"), self.near)
        start = (head or data[:HEAD]).decode("utf-8", "ignore")
        best: Judgement | None = None
        for part in self._parts(data):
            verdict = self.recogniser.judge_part(start, part.decode("utf-8", "ignore"), self.near)
            if verdict is not None:
                best = verdict if best is None else best.better(verdict)
        return best

    def _parts(self, data: bytes) -> Iterator[bytes]:
        """The stretches of a long line around each hit of the filter."""
        at = 0
        while (hit := self.recogniser.loose.search(data, max(0, at - _MARGIN))) is not None:
            middle = max(hit.at, at)
            end = middle + 2 * _AROUND
            yield data[max(0, middle - _AROUND) : end]
            at = end - _AROUND
            if at >= len(data):
                break

    def _note(self, line: int, verdict: Judgement) -> None:
        """Keep what a line says until it is sure that the line has no further part."""
        if self._open is not None and self._open[0] == line:
            self._open = line, self._open[1].better(verdict)
            return
        self._settle()
        self._open = line, verdict

    def _settle(self) -> None:
        if self._open is None:
            return
        line, verdict = self._open
        self._open = None
        self.naming += 1
        self.kinds[verdict.kind, verdict.confidence] += 1
        if verdict.moment is not None:
            key = verdict.moment.key
            if self.first is None or key < self.first.key:
                self.first = verdict.moment
            if self.last is None or key > self.last.key:
                self.last = verdict.moment
        if len(self.passages) < self.most_passages:
            self.passages.append(
                LogPassage(line, verdict.kind, verdict.confidence, verdict.passage)
            )

    def end(self) -> None:
        """The log is at its end."""
        self._settle()
        self.lines += not self.ended

    def found(self, source: LogSource, position: int, seen: unpack.UnpackNotes) -> LogFindings:
        problems = [*seen.problems, *([_CUT_OFF] if self.cut_off else [])]
        return LogFindings(
            position=position,
            shown=HIDDEN if self.recogniser.names(source.name) else source.name,
            packing=", ".join(seen.packings) or None,
            lines=self.lines,
            naming=self.naming,
            kinds=dict(self.kinds),
            same_request={
                c: self.requests.counts[c] for c in CONFIDENCES if self.requests.counts[c]
            },
            first=self.first,
            last=self.last,
            modified=source.modified,
            unchecked=tuple(dict.fromkeys(problems)),
            passages=tuple(self.passages),
            path="" if source.path is None else str(source.path),
        )
