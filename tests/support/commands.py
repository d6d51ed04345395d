"""What each command tells of a database in which an id or a name is planted: in which tables it
found something, or could not look."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from operasure.core.model import Result, Verdict
from operasure.core.typed import plain
from operasure.database.session import Access
from operasure.database.target import target
from operasure.erase.model import Left, PlanBatch
from operasure.erase.planning import PlanOptions, planned
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.mentions.find import Options as MentionsOptions
from operasure.looks.mentions.find import find_mentions
from operasure.looks.snapshot import take
from operasure.looks.verify import VerifyOptions, verify
from operasure.matching.identity import Identity
from operasure.reports.evidence.document import build

ACCESS = Access(jobs=2)
TOLD = {Result.LEFTOVER, Result.UNCHECKED}


def _nothing() -> None:
    pass


@dataclass
class Asked:
    """A database and whom to ask for: an id of nobody, that of an account, a name. `path` is for
    the evidence that a plan is made from; `before` and `after` run around the look for it."""

    url: str
    path: Path
    gone: int
    living: int
    name: str
    before: Callable[[], None] = _nothing
    after: Callable[[], None] = _nothing


def _verify(asked: Asked) -> tuple[bool, set[str]]:
    report = verify(target(asked.url, {}), VerifyOptions(asked.gone, access=ACCESS))
    return report.verdict is Verdict.CLEAR, {
        o.check.table for o in report.outcomes if o.result in TOLD
    }


def _audit(asked: Asked) -> tuple[bool, set[str]]:
    report = audit(target(asked.url, {}), AuditOptions(ACCESS))
    return report.verdict is Verdict.CLEAR, {
        o.check.table for o in report.outcomes if o.result in TOLD
    }


def _mentions(asked: Asked) -> tuple[bool, set[str]]:
    options = MentionsOptions(Identity.of([asked.name]), ACCESS)
    with find_mentions(target(asked.url, {}), options) as found:
        tables = {o.check.table for o in found.outcomes if o.result in TOLD}
        return found.verdict is Verdict.CLEAR, tables


def _plan(asked: Asked) -> tuple[bool, set[str]]:
    asked.before()
    report = verify(target(asked.url, {}), VerifyOptions(asked.gone, access=ACCESS))
    asked.path.write_text(json.dumps(plain(build(report, {}))), encoding="utf-8")
    asked.after()
    told: set[str] = set()
    plan = PlanOptions((asked.path,), access=ACCESS, possible=True)
    with planned(target(asked.url, {}), plan) as made:
        for part in made.parts:
            if isinstance(part, PlanBatch):
                told.add(part.step.table)
            if isinstance(part, Left):
                told |= set(part.check.replace("/", ".").split("."))
    return False, told


def _snapshot(asked: Asked) -> tuple[bool, set[str]]:
    taken = take.take(target(asked.url, {}), take.SnapshotOptions(asked.living, access=ACCESS))
    unread = {part for each in taken.unread for part in each.check.replace("/", ".").split(".")}
    return False, {place.table for place in taken.places} | unread


COMMANDS: Mapping[str, Callable[[Asked], tuple[bool, set[str]]]] = {
    "verify": _verify,
    "audit": _audit,
    "find-mentions": _mentions,
    "snapshot": _snapshot,
    "plan": _plan,
}
"""Each says whether its verdict is "clear", and the tables that it tells of."""
