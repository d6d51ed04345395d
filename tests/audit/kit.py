"""What the tests of an audit share: sample installations, and a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from openproject.deletion import Stage, delete_user
from openproject.invented import DemoPerson, living
from openproject.schema import VERSIONS
from operasure.checks import selection
from operasure.core.queries import load
from operasure.database.session import Access, session
from operasure.database.settings import Timeouts
from operasure.database.target import target
from operasure.looks.audit import audit as audits
from operasure.looks.audit import scans
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.audit.model import AuditReport, AuditState
from support.databases import Connection, template
from support.instances import generated, reduce

FIRST = DemoPerson()
_NEIGHBOURS = living(FIRST)
OTHERS = tuple(
    DemoPerson(p.id, p.given, p.family, p.login, p.mail, p.language) for p in _NEIGHBOURS[:2]
)
"""Two more people of the sample; of the second one every release leaves something."""
GONE_ID = 60
"""An id that the samples assigned to nobody, below their sequence."""
FORMER = 422
"""A principal of whose deletion the sample for 17.1 keeps the audit copy."""
DATES = (
    ("paper_trail_audits", "created_at"),
    ("job_statuses", "updated_at"),
    ("delayed_job_statuses", "updated_at"),
    ("webhooks_logs", "created_at"),
    ("sessions", "updated_at"),
    ("exports", "created_at"),
)
"""What is overdue in a sample, since everything in it is dated back."""


def run(url: str, *sites: Path, accept: Path | None = None, **limits: Any) -> AuditReport:
    access = Access(jobs=limits.pop("jobs", 2), timeouts=Timeouts(**limits))
    return audit(target(url, {}), AuditOptions(access=access, queries=sites, accept=accept))


@cache
def run_once(url: str) -> AuditReport:
    """The same of a database that no test changes, for all that only look at what it says."""
    return run(url)


def run_on(prefix: str, url: str, *sites: Path) -> AuditReport:
    """The same, of the tables alone whose name or schema begins so: the others, of which most of a
    sample is, are searched by other tests."""
    made = scans.make

    def some(plan: selection.CheckPlan) -> tuple[scans.AuditScan, ...]:
        names = ((each, (each.table.name, each.table.schema)) for each in made(plan))
        return tuple(scan for scan, own in names if any(n.startswith(prefix) for n in own))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scans, "make", some)
        return run(url, *sites)


def state(url: str) -> AuditState:
    """What an audit says besides of ids: the same, without its search of every table."""
    with session(target(url, {}), Access(jobs=1)) as opened:
        return audits._state(opened, selection.make(load(), opened.catalogue))


def gone(version: str) -> tuple[DemoPerson, DemoPerson]:
    """The two who are deleted, in their order."""
    return (FIRST, OTHERS[0]) if version == "17.1" else (FIRST, OTHERS[1])


def stuck(version: str) -> DemoPerson:
    """The one whose deletion fails."""
    return OTHERS[1] if version == "17.1" else OTHERS[0]


def fresh(version: str) -> str:
    """The template with a generated installation in which nothing is overdue."""
    return f"fresh-{version}"


def fewer(version: str) -> str:
    """The template with a part of its tables: for tests of how something is done, not of where."""
    return f"fewer-{version}"


def three_deleted(version: str) -> str:
    """The template in which two of three people were deleted, and the third one's job failed."""
    return f"three-deleted-{version}"


def seeded(version: str) -> str:
    """The template with nothing but what OpenProject itself puts into a new installation."""
    return f"seeded-{version}"


def _freshen(connection: Connection) -> None:
    for table, column in DATES:
        if connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone() == (True,):
            connection.execute(f"UPDATE {table} SET {column} = now()".encode())


def _register(version: str) -> None:
    @template(fresh(version), base=generated(version))
    def _fresh(connection: Connection) -> None:
        _freshen(connection)

    template(fewer(version), base=fresh(version))(reduce)

    @template(three_deleted(version), base=fresh(version))
    def _three_deleted(connection: Connection) -> None:
        first, second = gone(version)
        stages = [
            delete_user(connection, version, person, stage, texts=False).stage
            for person, stage in (
                (first, Stage.DELETED),
                (stuck(version), _failing(version)),
                (second, Stage.DELETED),
            )
        ]
        assert stages == [Stage.DELETED, Stage.FAILED, Stage.DELETED]

    @template(seeded(version), base=f"empty-{version}")
    def _seeded(connection: Connection) -> None:
        # app/models/system_user.rb, anonymous_user.rb, deleted_user.rb; Setting.system_name
        connection.execute(
            "INSERT INTO users (type, lastname, status, admin) VALUES ('SystemUser', 'System', 1,"
            " true), ('AnonymousUser', 'Anonymous', 1, false), ('DeletedUser', '', 3, false)"
        )
        connection.execute(
            "INSERT INTO users (type, login, firstname, lastname, mail, status, admin) VALUES"
            " ('User', 'admin', 'OpenProject', 'Admin', 'admin@example.net', 1, true)"
        )


def _failing(version: str) -> Stage:
    # The first one's running timer is the Deleted user's by now, so that 17.1 fails by itself.
    return Stage.DELETED if version == "17.1" else Stage.FAILED


for _version in VERSIONS:
    _register(_version)
