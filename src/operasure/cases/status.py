"""The state of a case on a date, from its folder alone, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import chain
from pathlib import Path
from typing import Any

from operasure.cases import folder, steps
from operasure.cases.document import CaseDocument
from operasure.cases.folder import CaseFolder
from operasure.cases.site import Site
from operasure.cases.steps import Turn
from operasure.core.dates import zone
from operasure.core.errors import UsageError
from operasure.core.legible import visible
from operasure.reports.certificate import due
from operasure.reports.certificate.facts import day
from operasure.reports.evidence import charts
from operasure.reports.evidence.text import accounts
from operasure.reports.formats import html
from operasure.reports.prune import prune
from operasure.reports.words import Words

SOON = 7
"""Days before the last day for the answer from which on it is due."""
_STAGES = {
    "snapshot": ("key", "snapshot"),
    "deletion": ("deletion",),
    "checks": ("names", "verify", "find-mentions", "logs", "files"),
    "review": ("review",),
    "removal": ("plan", "erase", "evict"),
    "certificate": ("certificate",),
    "close": ("done",),
}
_ANSWERING = {
    "statements": ("statements",), "answer": ("access",), "sending": ("send",), "close": ("done",)
}  # fmt: skip
"""The same of a request for access."""
"""The stages of a case in their order, each with its steps and turns."""
_SHOWN = 8
"""How many lines of one kind are shown."""


@dataclass(frozen=True)
class Held:
    """A file that holds the person, and the day after which it is to be removed."""

    file: str
    kind: str
    delete_after: date | None


@dataclass(frozen=True)
class CaseRun:
    """A run: the moment that it is about, its command, its verdict, and how often it has each
    outcome or confidence."""

    seen: datetime
    command: str
    verdict: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Status:
    """One case. `last_day` is that of the answer (Art. 12(3) GDPR), None where nobody has stated
    when the request arrived; `left` counts the days to it. `course` has each document with its
    verdict, `runs` what each counted, `open` are the stages that are not done, `expires` is what
    expires, `attention` what is due now."""

    path: str
    reference: str
    user_ids: tuple[int, ...]
    next: str
    turn: str
    last_day: date | None
    extended: bool
    left: int | None
    certified: bool
    kind: str
    answered: bool
    course: tuple[tuple[str, str], ...]
    runs: tuple[CaseRun, ...]
    open: tuple[str, ...]
    expires: tuple[tuple[date, int], ...]
    held: tuple[Held, ...]
    attention: tuple[str, ...]


def cases(path: Path) -> list[Path]:
    """A case, or every case in a folder. Raises UsageError where there is none."""
    if (path / folder.CASE).exists():
        return [path]
    found = sorted(each.parent for each in path.glob(f"*/{folder.CASE}"))
    if not found:
        raise UsageError(f"there is no case in {path}: 'operasure case new'")
    return found


def status(path: Path, site: Site, now: datetime, words: Words | None = None) -> Status:
    """How a case stands, in English unless `words` are given. Raises UsageError for a file in it
    that can't be read."""
    case = folder.read(path.resolve())
    here = zone(str(case.facts.get("time_zone", "UTC")))
    today = now.astimezone(here).date()
    words = words or Words("en")
    step = steps.due(case, site, now, living=case.user_ids)
    turn = step if isinstance(step, Turn) else steps.stopped(step.name)
    last, extended = _deadline(case.facts)
    held = tuple(
        Held(each.path.name, each.kind, each.delete_after)
        for each in prune([case.path, *case.every_answer], today, act=False)
        if each.kind != "case key"
    )
    days: dict[date, int] = {}
    for moment in chain.from_iterable(steps.until(each, whole=True) for each in case.verified):
        on = moment.astimezone(here).date()
        days[on] = days.get(on, 0) + 1
    found = Status(
        path=str(path),
        reference=case.reference,
        user_ids=case.user_ids,
        next=turn.tell(words),
        turn=turn.what,
        last_day=last,
        extended=extended,
        left=(last - today).days if last else None,
        certified=bool(case.certificates),
        kind="access" if case.is_access else "erasure",
        answered=case.is_answered,
        course=tuple((each.path.name, each.verdict) for each in case.documents),
        runs=tuple(_run(each, here) for each in case.documents),
        open=_open(case, turn.what),
        expires=tuple(sorted(days.items())),
        held=held,
        attention=(),
    )
    return replace(found, attention=tuple(_attention(found, case, now, today, words)))


def _run(document: CaseDocument, here: tzinfo) -> CaseRun:
    seen = document.seen.astimezone(here)
    return CaseRun(seen, document.command, document.verdict, charts.counts(document.data))


def _open(case: CaseFolder, what: str) -> tuple[str, ...]:
    """The stages from that of the next step on."""
    stages = _ANSWERING if case.is_access else _STAGES
    at = next((n for n, own in enumerate(stages.values()) if what in own), 0)
    return tuple(stages)[at:]


def unreadable(path: Path, why: str) -> Status:
    """A case that can't be read stands in a table all the same, and wants attention."""
    return Status(
        path=str(path),
        reference=path.name,
        user_ids=(),
        next=why,
        turn="unreadable",
        last_day=None,
        extended=False,
        left=None,
        certified=False,
        kind="",
        answered=False,
        course=(),
        runs=(),
        open=(),
        expires=(),
        held=(),
        attention=(why,),
    )


def _deadline(facts: Mapping[str, Any]) -> tuple[date | None, bool]:
    """The last day for the answer, and whether it was extended in time."""
    if "received_on" not in facts:
        return None, False
    told, holidays = facts.get("extension", {}).get("told_on"), facts.get("holidays", [])
    received = day("received_on", facts["received_on"])
    found = due.deadline(
        received,
        received,
        received,
        day("extension.told_on", told) if told else None,
        [day("holidays", each) for each in holidays],
    )
    return found.due, found.extended


def _attention(
    found: Status, case: CaseFolder, now: datetime, today: date, words: Words
) -> Iterator[str]:
    if found.left is not None and not found.answered and found.left <= SOON:
        key = "answer_late" if found.left < 0 else "answer_due"
        yield words(f"case.{key}", n=abs(found.left))
    if found.last_day is None:
        yield words("case.received", file=folder.CASE)
    for each in found.held:
        if each.delete_after and each.delete_after < today:
            yield words("case.overdue", file=each.file, day=_day(each.delete_after, words))
    if any(each.seen < moment <= now for each in case.verified for moment in steps.until(each)):
        yield words("case.expired", next=steps.NEXT)
    for moment in sorted(steps.again(case)):
        if any(each.seen < moment <= now for each in case.verified):
            yield words("case.again", day=_day(moment.date(), words), next=steps.NEXT)


def _day(day: date, words: Words) -> str:
    """A day; in English as files and terminal have it."""
    return str(day) if words.language == "en" else words.day(day.isoformat())


def data(found: Status) -> dict[str, Any]:
    """The same for programs, with days as text."""
    first = {"user_id": next(iter(found.user_ids), 0)}
    return first | {key: _plain(value) for key, value in asdict(found).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return {k: _plain(v) for k, v in value.items()} if isinstance(value, dict) else value


def lines(found: Status) -> Iterator[str]:
    """One case, to read."""
    what = "access case" if found.kind == "access" else "case"
    yield f"{what} {found.reference} · user {', '.join(map(str, found.user_ids))} · {found.path}"
    yield from (f"! {each}" for each in found.attention)
    yield f"next: {found.next}"
    if found.last_day and found.left is not None and not found.answered:
        extended = ", extended" if found.extended else ""
        left = f"{found.left} days left" if found.left >= 0 else f"{-found.left} days late"
        yield f"answer: until {found.last_day}{extended}, {left}"
    done = [f"{name.removesuffix('.json')} {verdict}" for name, verdict in found.course]
    end = "; certified" if found.certified else "; answered" if found.answered else ""
    yield f"done: {', '.join(done) or 'nothing yet'}{end}"
    counted = [run for run in found.runs if run.counts]
    for run in counted[-_SHOWN:] if len(counted) > 1 else ():
        told = ", ".join(f"{n} {word}" for word, n in run.counts.items())
        yield f"{_moment(run, Words('en'))} {run.command}: {told}"
    yield f"open: {', '.join(found.open)}"
    words = Words("en")
    yield from (f"{on}: {words('chart.place', n=n)}" for on, n in found.expires[:_SHOWN])
    for each in found.held[:_SHOWN]:
        yield f"holds personal data: {each.file} ({each.kind}), {_until(each)}"
    if len(found.held) > _SHOWN:
        yield f"and {len(found.held) - _SHOWN} more files that hold personal data"


def page(found: Status, words: Words) -> str:
    """The same as one HTML page, with the course of the case drawn. `found` is in these words."""
    runs = ((_moment(each, words), each.command, each.counts) for each in found.runs)
    due_ = len(found.attention)
    told = {
        "command": "case status",
        "whom": words(f"case.{found.kind}", reference=found.reference),
        "facts": [accounts(found.user_ids, words), words("case.folder", path=found.path)],
        "verdict": words("case.due", n=due_) if due_ else words("case.nothing_due"),
        "verdict_class": "incomplete" if due_ else "clear",
        "found": found,
        "answer": _answer(found, words),
        "stages": ", ".join(words(f"case_stage.{each}") for each in found.open),
    }
    return html.case(told, runs, words)


def _answer(found: Status, words: Words) -> str:
    if found.last_day is None or found.left is None or found.answered:
        return ""
    left = words("case.left" if found.left >= 0 else "case.late", n=abs(found.left))
    key = "case.extended" if found.extended else "case.answer"
    return words(key, day=_day(found.last_day, words), left=left)


def _moment(run: CaseRun, words: Words) -> str:
    day = run.seen.date()
    told = f"{day}" if words.language == "en" else words.day(day.isoformat())
    return f"{told} {run.seen:%H:%M}"


def _until(each: Held) -> str:
    return f"until {each.delete_after}" if each.delete_after else "names no day"


def table(every: list[Status]) -> Iterator[str]:
    """Several cases, one a line, what is due first."""
    rows = [("case", "last day", "left", "next", "due now")]
    for each in sorted(every, key=lambda s: (not s.attention, s.last_day or date.max, s.reference)):
        left = "" if each.left is None or each.answered else str(each.left)
        last = str(each.last_day or "not known")
        rows.append((each.reference, last, left, each.turn, "; ".join(each.attention)))
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
