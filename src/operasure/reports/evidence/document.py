"""The evidence document, format 1: JSON with a stable key order and without floats.

It carries ids, counts and digests, never a name, login, mail or passage. docs/evidence.md says
what each key means; docs/evidence.schema.json is its JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from operasure import __version__
from operasure.core import keeping
from operasure.core.model import (
    Acceptance,
    Check,
    Coverage,
    Installation,
    Origin,
    Outcome,
    PlacesReport,
    Report,
    Verdict,
)
from operasure.core.typed import ABSENT, Absent, filled, replace
from operasure.reports.evidence import backup, shape, systems

if TYPE_CHECKING:
    from operasure.matching.identity import Identity

FORMAT = 1

Document = Mapping[str, Any]
Paint = Callable[[str, str], str]
"""Colours a text by the meaning of a word: a verdict or an outcome."""
LINES = 40
"""How many lines a report to read has unless the whole of it is asked for."""
_MORE = "\nDetails: --full, or a page with -o FILE.html.\n"


@dataclass(frozen=True)
class Readable:
    """A report to read: verdict, what to do next and counts, in fewer than `LINES` lines; and the
    details below them, in pieces."""

    summary: str
    details: Iterable[str] = ()

    def pieces(self, *, full: bool) -> Iterator[str]:
        """The whole, or as much of it as `LINES` hold: the details only where all of them fit."""
        yield self.summary
        if full:
            yield from self.details
            return
        room, held = LINES - self.summary.count("\n"), []
        for piece in self.details:
            held.append(piece)
            room -= piece.count("\n")
            if room < 0:
                yield _MORE
                return
        yield from held

    @property
    def whole(self) -> str:
        """All of it as one text."""
        return "".join(self.pieces(full=True))


Written = str | Iterable[str] | Readable
"""A text, whole or in pieces, or a report that has a short form."""

TEXTS = "text that names the person (operasure find-mentions)"
CACHES = "memcached and other caches (operasure cache)"
NOT_COVERED = (
    TEXTS,
    CACHES,
    "log files",
    "attachments on disk or in object storage",
    backup.BACKUPS,
    "mail that was sent, mail servers",
    *systems.CONNECTED,
)
"""What a look at the database alone can't say anything about. Which other systems there are is told
entry by entry where a command has looked for them (`other_systems`)."""


def build(report: Report, titles: Mapping[str, str]) -> shape.Document:
    """The document of a run of `verify`. `titles` are the names of the groups by code."""
    who = report.subject
    return replace(
        of_places("verify", report, titles),
        subject=shape.run.SubjectEntry(
            user_id=who.user_id, token=None, kind=who.kind, state=who.state
        ),
        cookies=systems.cookies(report.outcomes),
        restore=backup.restore(report.verdict, who.state) if report.installation.dump else ABSENT,
    )


def of_places(command: str, report: PlacesReport, titles: Mapping[str, str]) -> shape.Document:
    """What the documents of `verify` and `audit` have in common."""
    facts = report.installation
    return replace(
        envelope(command, report.verdict, facts),
        run=run(report, connections=report.jobs),
        groups=groups(report.outcomes, titles),
        checks=tuple(map(check, report.outcomes)),
        coverage=coverage(report.coverage, report.outcomes),
        accepted=accepted(report.accepted),
        notes=tuple(report.notes),
        other_systems=tuple(map(systems.entry, report.systems)),
        behind=filled(shape.audited.BehindEntry, report.behind) if report.behind else None,
        not_covered=systems.not_covered(backup.not_covered(NOT_COVERED, facts)),
    )


def envelope(command: str, verdict: Verdict, facts: Installation | None) -> shape.Document:
    """What every command's document holds, with the parts it fills in still empty; `facts` are
    None where no database was looked at."""
    return shape.Document(
        format=FORMAT,
        operasure=__version__,
        command=command,
        verdict=verdict,
        subject=None,
        run=None,
        installation=_installation(facts) if facts else None,
        groups={},
        checks=(),
        mentions=(),
        cache=(),
        coverage=None,
        accepted=(),
        notes=(),
        not_covered=backup.not_covered(NOT_COVERED, facts),
    )


def run(look: object, **besides: Any) -> shape.run.Run:
    """When and how it was looked: what a look says of itself under these names, and what is given
    `besides`."""
    return filled(shape.run.Run, look, **{"read_only": True, **besides})


def groups(outcomes: Iterable[Outcome], titles: Mapping[str, str]) -> dict[str, str]:
    """The groups of some checks with their titles."""
    return {code: titles.get(code, "") for code in sorted({o.check.group for o in outcomes})}


def searched(identity: Identity) -> shape.mentions.Searched:
    """How many names, logins and addresses were looked for, and which ids."""
    return shape.mentions.Searched(
        names=len(identity.names),
        logins=len(identity.logins),
        mails=len(identity.mails),
        user_ids=tuple(identity.user_ids),
        refused=len(identity.refused) or ABSENT,
        short=len(identity.short) or ABSENT,
    )


def subject_of(identity: Identity, token: str | None = None) -> shape.run.SubjectEntry:
    """Whom a look is about that asks no database for the account; `token` stands for the person."""
    first, *_ = (*identity.user_ids, None)
    return shape.run.SubjectEntry(user_id=first, user_ids=every_account(identity), token=token)


def every_account(identity: Identity) -> tuple[int, ...] | Absent:
    """The accounts of the person, where there are several."""
    return tuple(identity.user_ids) if len(identity.user_ids) > 1 else ABSENT


def as_worklist(document: shape.Document, delete_after: date | None) -> shape.Document:
    """With a day, a document that holds texts: it begins with what such a file says of itself."""
    if delete_after is None:
        return document
    says = keeping.preamble("work list", delete_after)
    return replace(
        document, kind=says["kind"], notice=says["notice"], delete_after=says["delete_after"]
    )


def with_token(document: shape.Document, token: str | None) -> shape.Document:
    """The document with the keyed hash of whom it is about."""
    subject = document.subject
    return replace(document, subject=replace(subject, token=token)) if subject else document


def area(check: Check) -> str:
    """Which part of what OpenProject promises a check belongs to."""
    if check.origin is Origin.SWEPT:
        return "unknown columns"
    if check.group[:2] in {"xa", "xh", "xj"}:
        return "traces"
    if check.origin is Origin.TEXT:
        return "ids in texts"
    if check.group.startswith("bu-"):
        return "master data"
    journal = check.table == "journals" or check.table.endswith("_journals")
    return "change history" if journal else "assignments"


def _installation(facts: Installation) -> shape.run.InstallationEntry:
    first, *_ = (*facts.deleted_user_ids, None)
    return filled(
        shape.run.InstallationEntry,
        facts,
        openproject_known_by=facts.known_by,
        deleted_user_id=first,
        modules=None if facts.modules is None else tuple(facts.modules),
        role_powers=tuple(facts.powers),
        identity=facts.identity or ABSENT,
        structure=facts.structure or ABSENT,
        dump=backup.facts(facts.dump) if facts.dump else ABSENT,
        standby=filled(shape.run.StandbyEntry, facts.standby) if facts.standby else ABSENT,
    )


def check(outcome: Outcome) -> shape.places.CheckEntry:
    """One entry of `checks`."""
    looked = outcome.check
    return filled(
        shape.places.CheckEntry,
        outcome,
        id=looked.id,
        group=looked.group,
        area=area(looked),
        table=looked.table,
        column=looked.column.name,
        schema=looked.schema,
        expected=looked.expected,
        outcome=outcome.result,
        note=looked.note,
    )


def accepted(entries: Mapping[str, Acceptance]) -> tuple[shape.places.Accepted, ...]:
    """The entry `accepted`: what is kept on a written ground."""
    return tuple(filled(shape.places.Accepted, each) for each in entries.values())


def coverage(cover: Coverage, outcomes: Sequence[Outcome]) -> shape.places.CoverageEntry:
    """The entry `coverage`: how every column was dealt with, and how many checks there are."""
    return filled(
        shape.places.CoverageEntry,
        cover,
        checks=len(outcomes),
        table_rows=tuple(
            shape.places.TableRows(table=t, rows=n) for t, n in sorted(cover.table_rows.items())
        ),
    )


_OF_A_SNAPSHOT = {
    "accounted": Verdict.CLEAR,
    "losses": Verdict.LEFTOVERS,
    "incomplete": Verdict.INCOMPLETE,
}


def exit_code(document: Document) -> int:
    """That of the verdict, or of what became of a snapshot's rows where that is worse."""
    verdict = Verdict(document["verdict"])
    if followed := document.get("follow_up"):
        verdict = verdict.worse(_OF_A_SNAPSHOT[followed["verdict"]])
    return verdict.exit_code
