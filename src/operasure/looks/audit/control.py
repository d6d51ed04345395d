"""Positive controls of an audit: in a place with numbers, some must be ids of existing principals.

A number names a principal or nobody. So where a check found nobody's number, the same statement
with the test turned round must find somebody's, unless the place holds no number at all. A large
table is looked through in its first blocks only.
"""

from __future__ import annotations

from collections.abc import Sequence

from operasure.checks.control import PAGES
from operasure.checks.idforms import forms
from operasure.checks.idtexts import escaped, near
from operasure.core.model import Check, Compare, Control
from operasure.core.queries import statement
from operasure.core.terms import bytewise, mine, whoever
from operasure.database.reader import Reader
from operasure.looks.audit import terms
from operasure.looks.audit.scans import AuditScan, TableLook, hinted, reading

STRANGER = 999_999_999_999_999_999
"""An id of 18 digits that no principal will ever have: what the specimens are looked for with."""


def controls(reader: Reader, scan: AuditScan, clear: Sequence[Check]) -> dict[str, Control | None]:
    """A control for each check of `clear` by its id; None where it failed.

    May raise psycopg.Error like any other statement.
    """
    if not clear:
        return {}
    shown: list[str] = []
    for i, check in enumerate(clear):
        shown.append(f"{_exists(scan, check, terms.holds(check))} AS holds{i}")
        text = check.compare is Compare.FORMS
        known = "false" if text else _exists(scan, check, terms.somebody(check))
        shown.append(f"{known} AS known{i}")
    row = reader.fetch(f"SELECT {', '.join(shown)}")[0]
    return {
        check.id: _control(scan, check, bool(row[f"holds{i}"]), bool(row[f"known{i}"]))
        for i, check in enumerate(clear)
    }


def _exists(scan: AuditScan, check: Check, test: str) -> str:
    if scan.look is TableLook.JOINED:
        alias = check.key.partition(".")[0]
        blocks = f"{alias}.ctid < '({PAGES},0)'"
        return f"EXISTS (SELECT 1 FROM {whoever(check)} AND {blocks} AND {test})"
    blocks = f"ctid < '({PAGES},0)'"
    return f"EXISTS (SELECT 1 FROM {scan.source} WHERE {mine(check, test)} AND {blocks})"


def _control(scan: AuditScan, check: Check, holds: bool, known: bool) -> Control | None:
    if known:
        return Control(1)
    if holds:
        # Of a text it is enough that it can be read: `recognised` is the proof of the forms.
        return Control(1, "text") if check.compare is Compare.FORMS else None
    small = 0 < scan.table.pages <= PAGES
    return Control(0, empty=True) if small else Control(0, "first blocks")


def recognised(reader: Reader, parameters: dict[str, object]) -> bool:
    """Whether this server takes the id out of every specimen, of every form and behind every
    escape, and out of no near miss."""
    sql = statement("audit/ids-in-text").replace(":body", "op_read.op_plain")
    found = (*(form.specimen.replace("42", str(STRANGER)) for form in forms()), *escaped(STRANGER))
    rows = reader.fetch(
        "SELECT bool_and(EXISTS (SELECT 1 "
        f"FROM ({reading('op_given.op_text')}) AS op_read(op_plain) "
        f"CROSS JOIN LATERAL ({sql}) AS op_found "
        f"WHERE op_found.id = CAST(:needle AS text) AND {hinted(bytewise('op_given.op_text'))}) "
        "= (op_given.op_number <= :many)) AS right "
        "FROM unnest(CAST(:specimens AS text[])) WITH ORDINALITY AS op_given(op_text, op_number)",
        **parameters,
        needle=str(STRANGER),
        many=len(found),
        specimens=[*found, *near(STRANGER)],
    )
    return bool(rows[0]["right"])
