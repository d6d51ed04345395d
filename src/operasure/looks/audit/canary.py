"""Canaries of an audit: its statements, tested on rows with the id of nobody.

An audit asks what a check asks, turned round: which number stands there and names no principal. So
its comparisons, and each statement that joins tables, are made once with `VALUES` rows in place of
the tables, `users` among them, as `operasure.checks.canary` does for a known id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from operasure.checks import canary, idtexts
from operasure.checks.canary import CheckCanary
from operasure.checks.relations import BIG, Relation, held
from operasure.checks.selection import CheckPlan
from operasure.checks.specimens import SpecimenRows
from operasure.core.model import Check, Compare
from operasure.core.queries import listed, statement
from operasure.database.catalogue import Catalogue
from operasure.database.reader import Reader
from operasure.database.session import Session
from operasure.looks.audit import scans, terms
from operasure.looks.audit.scans import AuditScan, TableLook

GONE = 1_000_003
"""An id that no principal of the rows has; it and its neighbours fit in each type of an id."""
_SMALL = 30_003
"""The same for the smallest type."""
GIVEN = {"user_id": GONE, "kind": "user", "keys": [GONE, GONE + 1, GONE + 2]}
"""What conditions of checks, and statements about accounts, are bound with."""
_SEEN = "op_key, op_written, op_goes, op_place, op_id, op_certain, op_shows, op_kind"
"""The columns of each statement of an audit."""


def failed(readers: Sequence[Reader], made: CheckPlan, jobs: Iterable[AuditScan]) -> dict[str, str]:
    """Why checks (by id) of these scans can't be trusted on this server; empty where all can.
    Raises nothing: what can't be tried is a reason, too."""
    members = canaries(made, jobs)
    wrong = canary.tried(readers, list(members), GIVEN)
    return {check: why for each, why in wrong.items() for check in members[each]}


def canaries(made: CheckPlan, jobs: Iterable[AuditScan]) -> dict[CheckCanary, list[str]]:
    """The canaries for the checks of these scans, each with the ids of those that it stands for.
    Forms in texts are tried by `operasure.looks.audit.control.recognised`."""
    tables = made.catalogue.own
    users = next((c.type for c in tables["users"].columns if c.name == "id"), None) or BIG
    members: dict[CheckCanary, list[str]] = defaultdict(list)
    known: dict[tuple[object, ...], CheckCanary | None] = {}
    for scan in jobs:
        for check in scan.checks:
            if check.compare is Compare.FORMS:
                continue
            if scan.look is TableLook.JOINED:
                one = _joined(scan, check, made)
            else:
                column = scan.table.named.get(check.column.name)
                key = canary.same(check), column.type if column else None
                if key not in known:
                    known[key] = _alone(check, key[1], users)
                one = known[key]
            if one:
                members[one].append(check.id)
    for one, ids in canary.conditions(made.scans, GONE).items():
        members[one] += ids
    return dict(members)


_SHOWN = {
    "overdue": "op_seen.rows",
    "deletions": "op_seen.user_id, coalesce(op_seen.error, ''), op_seen.failed",
    "accounts": "op_seen.id",
    "built-in": "op_seen.id, op_seen.reachable, op_seen.named, op_seen.powerful",
}
"""What is seen of each statement about the state of an installation."""


def doubted(opened: Session) -> dict[str, str]:
    """Why statements about the state of an installation, by the names that `specimens.toml` has for
    them, can't be trusted on this server. Raises nothing."""
    members = of_state(opened.catalogue)
    wrong = canary.tried(opened.readers, list(members), GIVEN)
    return {members[each]: why for each, why in wrong.items()}


def of_state(catalogue: Catalogue) -> dict[CheckCanary, str]:
    """The canaries of those that apply to this database, with their names."""
    given = listed("audit/specimens")
    found: dict[CheckCanary, str] = {}
    for name, table, sql in _statements(catalogue):
        rows: dict[str, list[Mapping[str, object]]] = defaultdict(list)
        for row in given[name]["rows"]:
            rows[row.get("table", table)].append(row)
        if (relations := held(sql, rows, catalogue.own)) is not None:
            shown = _SHOWN[name.partition(":")[0]]
            seen = f"SELECT concat_ws(' ', {shown}) FROM ({sql}) AS op_seen"
            found[CheckCanary(seen, relations, frozenset(given[name]["gives"]))] = name
    return found


def _statements(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Each statement that applies: its name, the table that it is about, and its SQL."""
    for section in catalogue.sections("audit/overdue", "what", "table", "keeps", "job"):
        table = section.header["table"]
        yield f"overdue: {table}, {section.header['what']}", table, section.sql
    for section in catalogue.sections("audit/deletions"):
        table = section.needs[0].table
        yield f"deletions: {table}", table, section.sql
    for name in ("accounts", "built-in"):
        yield name, "users", statement(f"audit/{name}")


def _joined(scan: AuditScan, check: Check, made: CheckPlan) -> CheckCanary | None:
    """The statement of a check that joins tables: which rows it finds, and which id in each."""
    cases = [(_peopled(case), finds) for case, finds in canary.cases_of(check, GONE)]
    sql = f"SELECT op_key FROM ({scan.sql}) AS op_seen({_SEEN})"
    one = canary.of_tables(sql, check, cases, made.catalogue.own)
    if one is None:
        return None
    shown = f"SELECT CAST(op_key AS text) || ' ' || op_id FROM ({scan.sql}) AS op_seen({_SEEN})"
    return replace(one, sql=shown, found=frozenset(f"{key} {GONE}" for key in one.found))


def _peopled(case: SpecimenRows) -> SpecimenRows:
    """The rows of a case where every other number in them names somebody."""
    texts = " ".join(str(value) for _, row in (*case.rows, *case.after) for value in row.values())
    numbers = {int(digits) for digits in re.findall(r"[0-9]{1,9}", texts)}
    numbers |= {GONE ^ 1, GONE * 10 + 1}
    people = tuple(("users", {"id": number}) for number in sorted(numbers - {GONE}))
    return SpecimenRows((*people, *case.rows), case.after)


def _alone(check: Check, type_: str | None, users: str) -> CheckCanary | None:
    """The test whether a value names nobody, and what takes such values out of one that holds
    several; None for an expression of a site's own, of which nobody knows what it finds."""
    gone = _SMALL if type_ and "int2" in type_ else GONE
    living = gone ^ 1
    found: list[str] = []
    match check.compare:
        case Compare.ID:
            type_ = type_ or BIG
            fractions = "trunc(" in check.value
            found = [f"{gone}.0"] if fractions else [str(gone)]
            left = [str(living), "0", f"-{gone}"] + [f"{gone}.5"] * fractions
            if type_ == "pg_catalog.oid":
                left.remove(f"-{gone}")
        case Compare.DIGITS:
            type_ = idtexts.textual(type_)
            found, left = [str(gone)], [str(living), "", "0", f"x{gone}", f"{gone}.5", f"0{gone}"]
        case Compare.AMONG:
            type_ = type_ or "pg_catalog._int8"
            listed = "{{NULL,{},{}}}" if type_.startswith("pg_catalog._") else "{} {}"
            found, left = [listed.format(living, gone)], [listed.format(living, 0)]
        case _:
            coded = idtexts.coding(check, type_)
            if coded is None:
                return None
            type_, code = coded
            own, others = idtexts.texts(check.compare, gone)
            found, left = list(map(code, own)), list(map(code, others))
    return _of_rows(check, type_, users, found, left, gone)


def _of_rows(
    check: Check, type_: str, users: str, found: Sequence[str], left: Sequence[str], gone: int
) -> CheckCanary:
    rows = tuple((str(i), value) for i, value in enumerate((*found, *left)))
    columns = (("op_at", BIG), (check.column.name, type_))
    near = {gone ^ 1, gone * 10 + 1, int(f"1{gone}"), 7}
    people = Relation("users", (("id", users),), tuple((str(each),) for each in sorted(near)))
    if check.compare in scans.TAKEN:
        each = f"CROSS JOIN LATERAL ({terms.taken(check)}) AS op_each(op_one)"
        shown, test = "CAST(op_one AS text)", terms.nobody(check, "op_one")
        sql = f"SELECT DISTINCT op_row.op_at || ' ' || {shown} FROM op_row {each} WHERE {test}"
    else:
        shown = f"CAST({terms.value(check)} AS text)"
        sql = f"SELECT op_row.op_at || ' ' || {shown} FROM op_row WHERE {terms.nobody(check)}"
    keys = frozenset(f"{i} {gone}" for i in range(len(found)))
    return CheckCanary(sql, (Relation("op_row", columns, rows), people), keys)
