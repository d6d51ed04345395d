"""Cases in JSON for `recall.py`: who is searched for, what stands in a column, what to expect.

A file maps groups to `args` for find-mentions, perhaps `stdin` and `users` (other accounts),
and `cases`: `text` as it stands in `column` (messages.content unless told), `extra` further columns
of the row, and `expect`: `certain`, `likely`, `possible`, `sure` (certain or likely), `found`
(any), `weak` (possible at most), `none`, or some of them with | between.

Each is tried twice: by the matcher alone, and in a database that holds all, with the command
itself. A case means another person if nothing surer than `possible` may be found of it.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from operasure.cli import run
from operasure.core.errors import UsageError
from operasure.matching.given import Given, identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher
from operasure.matching.variants import RANK, Confidence
from operasure.server import postgresql

COLUMN = "messages.content"
STRUCTURED = ("committer", "origin_created_by_name", "origin_last_modified_by_name", "gitlab_name")
FIRST_ID = 100_000
_GIVEN = {"--name": "names", "--login": "logins", "--mail": "mails", "--user-id": "user_ids"}
_UUIDS = ("good_jobs",)
"""Tables whose keys are UUIDs."""
_GONE = ("--filter",)
"""Options that the command had once."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text. `number` is its key in the database."""

    number: int
    name: str
    text: str
    expect: str
    column: str
    extra: dict[str, Any]

    @property
    def same(self) -> str:
        """`no` if the text means another person, or nobody."""
        return "no" if {*self.expect.split("|")} <= {"none", "weak"} else "yes"

    def fits(self, confidence: Confidence | None) -> bool:
        """Whether the surest match is as expected."""
        rank = -1 if confidence is None else RANK[confidence]
        wanted = {"none": rank < 0, "found": rank >= 0, "sure": rank >= 1, "weak": rank <= 0}
        return any(wanted.get(one, one == confidence) for one in self.expect.split("|"))


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one person. `kind` is the first part of the group's name."""

    name: str
    args: tuple[str, ...]
    stdin: str
    users: tuple[dict[str, Any], ...]
    cases: tuple[Case, ...] = field(default=())

    @property
    def kind(self) -> str:
        return self.name.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """How sure the surest match of a case was, and whether the filter lost it."""

    group: Group
    case: Case
    confidence: Confidence | None
    lost: bool

    @property
    def right(self) -> bool:
        return self.case.fits(self.confidence) and not self.lost


def groups(path: Path) -> list[Group]:
    """The groups of a file. May raise OSError and ValueError."""
    number = FIRST_ID
    found: list[Group] = []
    for name, group in json.loads(path.read_text(encoding="utf-8")).items():
        cases: list[Case] = []
        for case in group["cases"]:
            number += 1
            column = case.get("column", COLUMN)
            cases.append(
                Case(
                    number, case["id"], case["text"], case["expect"], column, case.get("extra", {})
                )
            )
        users = tuple(group.get("users") or ())
        args = tuple(_known(group["args"]))
        found.append(Group(name, args, group.get("stdin") or "", users, tuple(cases)))
    return found


def _known(args: Sequence[str]) -> Iterator[str]:
    skipped = False
    for arg in args:
        if not skipped and arg not in _GONE:
            yield arg
        skipped = arg in _GONE


def by_matcher(every: Sequence[Group]) -> Iterator[Seen]:
    """What the matcher alone sees, and whether the filter lets it pass."""
    for group in every:
        try:
            person = _identity(group)
        except UsageError as error:
            print(f"{group.name}: {error}", file=sys.stderr)
            yield from (Seen(group, case, None, lost=False) for case in group.cases)
            continue
        matcher, loose = Matcher(person), LooseFilter(person)
        for case in group.cases:
            structured = case.column.endswith(STRUCTURED)
            found = [m.confidence for m in matcher.find(case.text, structured=structured)]
            best = max(found, key=RANK.__getitem__) if found else None
            yield Seen(group, case, best, bool(found) and not loose.passes(case.text.encode()))


def _identity(group: Group) -> Any:
    values: dict[str, list[str]] = {key: [] for key in (*_GIVEN, "--given", "--family")}
    args = iter(group.args)
    for arg in args:
        if arg in values:
            value = next(args)
            values[arg].append(group.stdin.strip() if value == "-" else value)
    given = {name: tuple(values[option]) for option, name in _GIVEN.items()}
    return identity(
        [
            Given(
                given["names"], given["logins"], given["mails"], tuple(map(int, given["user_ids"]))
            )
        ],
        given_name="".join(values["--given"]),
        family_name="".join(values["--family"]),
        family_first="--family-first" in group.args,
    )


def by_command(every: Sequence[Group]) -> Iterator[Seen]:
    """What the command sees in a database that holds all cases."""
    from openproject import schema  # noqa: PLC0415
    from support.planting import Planter  # noqa: PLC0415

    with postgresql.running() as running:
        with psycopg.connect(running.url(), autocommit=True) as admin:
            admin.execute("CREATE DATABASE cases")
        url = running.url("cases")
        with psycopg.connect(url) as connection:
            connection.execute(schema.ddl("17.1").encode())
            connection.execute("SET session_replication_role = replica")
            planter = Planter(connection)
            for group in every:
                for case in group.cases:
                    table, _, column = case.column.partition(".")
                    key = UUID(int=case.number) if table in _UUIDS else case.number
                    planter.plant(table, {"id": key, column: case.text, **case.extra})
        for group in every:
            with _accounts(url, group):
                found = _found(url, group)
            for case in group.cases:
                yield Seen(group, case, found.get(case.number), lost=False)


@contextmanager
def _accounts(url: str, group: Group) -> Iterator[None]:
    """The other accounts of a group, for as long as it is searched for."""
    from support.planting import Planter  # noqa: PLC0415

    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        planter = Planter(connection)
        for user in group.users:
            planter.plant("users", user)
    yield
    with psycopg.connect(url) as connection:
        ids = [user["id"] for user in group.users]
        connection.execute("DELETE FROM users WHERE id = ANY(%s)", [ids])


def _found(url: str, group: Group) -> dict[int, Confidence]:
    """The surest match of each row, by its key."""
    best: dict[int, Confidence] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "evidence.json"
        options = ["--database-url", url, "--format", "json", "-o", str(file), "--jobs", "1"]
        told, kept = io.StringIO(), sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(group.stdin.encode()))
        try:
            with redirect_stderr(told):
                code = run(["find-mentions", *group.args, *options])
        finally:
            sys.stdin = kept
        if code not in (0, 1):
            print(f"{group.name}: exit code {code}: {told.getvalue().strip()}", file=sys.stderr)
            return best
        for mention in json.loads(file.read_text(encoding="utf-8"))["mentions"]:
            key, sure = _number(mention["row_id"]), mention["confidence"]
            if RANK[sure] >= RANK[best.get(key, "possible")]:
                best[key] = sure
    return best


def _number(key: object) -> int:
    """The number of a case from the key of its row; 0 for a row of other making."""
    try:
        return UUID(key).int if isinstance(key, str) else int(str(key))
    except ValueError:
        return 0
