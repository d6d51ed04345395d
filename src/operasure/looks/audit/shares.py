"""How many rows of each group belong to the Deleted user, and what makes a person identifiable.

With one deleted account behind it, all of it is that person's; with several, an address in a text,
a committer's name or a moment may tell whose a thing is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import psycopg

from operasure.core.model import Behind, Check, Expected
from operasure.core.terms import mine
from operasure.database.crew import Crew, Ended
from operasure.database.reader import Reader, reason
from operasure.database.session import Session
from operasure.looks.audit import terms
from operasure.looks.audit.model import BehindPath, BehindShare, BehindShown, UnreadQuestion
from operasure.looks.audit.scans import AuditScan, TableLook

ONE = "only one account"


def shown(opened: Session, scans: Sequence[AuditScan], behind: Behind) -> BehindShown:
    """Look at every column that names one principal a row, and at what singles a person out."""
    unread: list[UnreadQuestion] = []
    counted: dict[str, list[int]] = {}
    jobs = [(scan, own) for scan in scans if (own := _passed_on(scan))]
    deleted = list(opened.installation.deleted_user_ids)

    def work(reader: Reader, job: _Job) -> Iterator[Mapping[str, int]]:
        scan, own = job
        ids = {"numbers": deleted, "digits": list(map(str, deleted))}
        sql = _counting(scan, own)
        yield reader.fetch(sql, **{key: ids[key] for key in ids if f":{key}" in sql})[0]

    for event in Crew(opened.readers, work).run(jobs):
        if isinstance(event, Ended):
            if event.reason:
                unread.append(UnreadQuestion(event.job[0].table.name, event.reason))
            continue
        (_, own), row = event
        for i, check in enumerate(own):
            sums = counted.setdefault(check.group, [0, 0])
            sums[0] += row[f"n{i}"]
            sums[1] += row[f"m{i}"]
    shares = tuple(BehindShare(group, *counted[group]) for group in sorted(counted))
    found, missing = _paths(opened, deleted)
    total = sum(share.rows for share in shares)
    if behind.at_most == 1 and total:
        found.insert(
            0, BehindPath(ONE, "all rows of the Deleted user come from one person", "users", total)
        )
    return BehindShown(
        shares, tuple(found), (*sorted(unread, key=lambda u: (u.what, u.reason)), *missing)
    )


_Job = tuple[AuditScan, tuple[Check, ...]]


def _passed_on(scan: AuditScan) -> tuple[Check, ...]:
    """The checks of places that the deletion passes on, and that hold one id each."""
    if scan.look is not TableLook.VALUES:
        return ()
    return tuple(c for c in scan.checks if c.expected is Expected.DELETED_USER)


def _counting(scan: AuditScan, own: Sequence[Check]) -> str:
    counts = []
    for i, check in enumerate(own):
        bound = (
            "CAST(:numbers AS bigint[])" if terms.is_number(check) else "CAST(:digits AS text[])"
        )
        # What fewest rows are is asked first: a condition may cost much more.
        here = f"{terms.value(check)} = ANY ({bound}) AND {mine(check, 'true')}"
        counts.append(f"count(*) FILTER (WHERE {here}) AS n{i}")
        counts.append(f"count(*) FILTER (WHERE {mine(check, terms.holds(check))}) AS m{i}")
    return f"SELECT {', '.join(counts)} FROM {scan.source}"


def _paths(opened: Session, deleted: list[int]) -> tuple[list[BehindPath], list[UnreadQuestion]]:
    found: list[BehindPath] = []
    unread: list[UnreadQuestion] = []
    for section in opened.catalogue.sections("audit/behind", "path", "what", "table"):
        head = section.header
        given = {"deleted": deleted} if ":deleted" in section.sql else {}
        try:
            rows = int(opened.readers[0].fetch(section.sql, **given)[0]["rows"])
        except psycopg.Error as error:
            unread.append(UnreadQuestion(f"{head['path']} in {head['table']}", reason(error)))
            continue
        if rows:
            found.append(BehindPath(head["path"], head["what"], head["table"], rows))
    return found, unread
