"""Plans and their carrying out, through the command line, as a person would."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg

from openproject.invented import PERSON
from operasure.cli import run, sealing
from operasure.core import writing
from operasure.database.target import target
from operasure.erase import file, script, sql
from operasure.erase.model import Action, Left, Part, Piece, PlanBatch, PlanHead, PlanRow, PlanStep
from operasure.looks.mentions.find import Findings, Options, find_mentions
from operasure.looks.mentions.hits import Hit
from operasure.matching.identity import Identity
from support.contents import digests

PASSPHRASE = "correct horse battery"
SUMMARY_LINES = 25
"""How many lines the summary of a plan may have."""
IDENTITY = Identity.of(
    [f"{PERSON.given} {PERSON.family}"], [PERSON.login], [PERSON.mail], [PERSON.id]
)
WHO = ["--name", f"{PERSON.given} {PERSON.family}", "--login", PERSON.login]
WHO += ["--mail", PERSON.mail, "--user-id", str(PERSON.id)]


def contents(url: str) -> dict[str, tuple[int, str]]:
    """The digest of every table."""
    with psycopg.connect(url) as connection:
        return digests(connection)


def put_together(before: str, given: Sequence[Piece]) -> str:
    """What the server makes of the pieces of a value."""
    return "".join(
        piece if isinstance(piece, str) else before[piece[0] - 1 : piece[0] - 1 + piece[1]]
        for piece in given
    )


def execute(url: str, statement: str, *values: Any) -> list[Any]:
    """Run one statement; its rows, if it has any."""
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement.encode(), values or None)
        return cursor.fetchall() if cursor.description else []


DELETED_USER = """
INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, updated_at)
VALUES (3, 'DeletedUser', '', '', '', '', 3, now(), now())
"""


@dataclass(frozen=True)
class Case:
    """A database with a deleted user 42, and a folder for the files of the case."""

    url: str
    folder: Path
    case_key: Path | None = None

    @property
    def keyed(self) -> list[str]:
        """The option that names the key of the case, if it has one."""
        return ["--case-key", str(self.case_key)] if self.case_key else []

    def path(self, name: str) -> Path:
        return self.folder / name

    def verify(self, name: str = "verify.json") -> dict[str, Any]:
        self.path(name).unlink(missing_ok=True)
        run(
            [
                "verify",
                "--user-id",
                "42",
                "--database-url",
                self.url,
                "--format",
                "json",
                "-o",
                str(self.path(name)),
                *self.keyed,
            ]
        )
        found: dict[str, Any] = json.loads(self.path(name).read_text())
        return found

    def plan(self, *options: str) -> int:
        """Make case.plan and case.sql."""
        written = [("--plan", "case.plan"), ("--script", "case.sql"), ("-o", "plan.txt")]
        files = [word for option, name in written for word in (option, str(self.path(name)))]
        evidence = str(self.path("verify.json"))
        return run(["plan", evidence, "--database-url", self.url, *files, *self.keyed, *options])

    def plan_with_settings(self, *options: str) -> int:
        """The same with every value on which OpenProject works that is to change."""
        self.plan(*options)
        named = [word for each in self.left() if each.works for word in ("--settings", each.check)]
        return self.plan(*options, *named)

    def parts(self) -> list[Part]:
        path = self.path("case.plan")
        return list(file.read(path, sealing.known(path, self.case_key)).parts())

    def rows(self) -> dict[tuple[str, str], set[str]]:
        """The keys of every place that the plan is about."""
        found: dict[tuple[str, str], set[str]] = {}
        for part in self.parts():
            if isinstance(part, PlanBatch):
                place = (part.step.table, part.step.column)
                found.setdefault(place, set()).update(row.key for row in part.rows)
        return found

    def steps(self) -> list[PlanStep]:
        return [part for part in self.parts() if isinstance(part, PlanStep)]

    def left(self) -> list[Left]:
        return [part for part in self.parts() if isinstance(part, Left)]

    def script(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run case.sql with psql."""
        return subprocess.run(
            ["psql", "-X", *options, "-f", str(self.path("case.sql")), self.url],
            capture_output=True,
            text=True,
            check=False,
        )

    def erase(self, *options: str) -> int:
        return run(["erase", *self._writing("--plan", "case.plan"), *options])

    def undo(self, *options: str) -> int:
        return run(["erase", *self._writing("--undo", "case.plan.undo"), *options])

    def _writing(self, option: str, name: str) -> list[str]:
        secret = self.path("passphrase")
        secret.write_text(PASSPHRASE)
        return [
            option,
            str(self.path(name)),
            "--writer-url",
            self.url,
            "--yes",
            "--passphrase-file",
            str(secret),
            *self.keyed,
        ]


_SEEN: dict[object, dict[str, Any]] = {}
"""What was found, by the number of tables: there are copies with all of them and with some."""


def verified(url: str, folder: Path) -> Case:
    """A case on a fresh copy of the database that OpenProject's deletion left, with its evidence.

    The first copy is looked at. What was found there is true of every other one, and gets only its
    name; were that wrong, no plan would take it.
    """
    case = Case(url, folder)
    with psycopg.connect(url) as connection:
        [(tables,)] = connection.execute("SELECT count(*) FROM pg_tables").fetchall()
    if tables not in _SEEN:
        _SEEN[tables] = case.verify()
        return case
    named = target(url, {}).parameters
    place = "\0".join(named[each] for each in ("host", "port", "dbname"))
    installation = _SEEN[tables]["installation"] | {
        "database": f"sha256:{hashlib.sha256(place.encode()).hexdigest()}"
    }
    del installation["identity"]
    case.path("verify.json").write_text(json.dumps(_SEEN[tables] | {"installation": installation}))
    return case


_SETTINGS: list[str] = []


def planned(case: Case) -> int:
    """Make the plan of all that is possible, settings too, of what `verified` gives, as it is.

    Which settings there are to be named is the same in every copy, and asked for in the first.
    """
    if not _SETTINGS:
        case.plan("--possible")
        for each in case.left():
            _SETTINGS.extend(["--settings", each.check] if each.works else [])
    return case.plan("--possible", *_SETTINGS)


def files_script(case: Case, *words: str, shell: str = "sh") -> subprocess.CompletedProcess[str]:
    """Run files.sh, in a group of processes of its own."""
    program = [shell, "sh"] if shell == "busybox" else [shell]
    return subprocess.run(
        [*program, str(case.path("files.sh")), *words],
        cwd="/", capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def search(case: Case, *reviewed: Path) -> AbstractContextManager[Findings]:
    """Look for the person of the sample."""
    return find_mentions(target(case.url, {}), Options(IDENTITY, reviewed=reviewed))


def review(case: Case, found: Findings, wanted: Callable[[Hit], bool] = lambda hit: True) -> Path:
    """Decide mentions to be erased."""
    marks = [
        {"id": h.id, "decision": "erase", "ground": "", "place": h.place, "at": "2026-01-02"}
        for h in found.hits()
        if wanted(h)
    ]
    path = case.path("review.json")
    head = {"format": 1, "kind": "operasure review", "key": found.key.hex()}
    path.write_text(json.dumps({**head, "marks": marks}))
    return path


def write_plan(
    case: Case,
    table: str,
    column: str,
    type_: str,
    keys: Sequence[str],
    batch: int,
    key_type: str = "bigint",
) -> None:
    """A plan and its script that give the Deleted user, 3, the place of 42 in one column, in small
    batches."""
    [[identity, migration]] = execute(
        case.url,
        f"SELECT {sql.identity('public')}, (SELECT max(version) FROM schema_migrations)",
    )
    head = PlanHead(
        42, "user", 3, "17.1", migration, "16", "sha256:" + "0" * 64, identity, "public",
        datetime.now(UTC), "sha256:" + "0" * 64, (), date(2099, 12, 31),
    )  # fmt: skip
    step = PlanStep(
        1, f"bu-06/{table}.{column}", "bu-06", Action.SET, "public", table, "id", key_type,
        column, type_, "42", "3",
    )  # fmt: skip
    starts = range(0, len(keys), batch)
    parts: list[Part] = [
        PlanBatch(step, i, tuple(PlanRow(key) for key in keys[start : start + batch]))
        for i, start in enumerate(starts)
    ]
    writing.write(case.path("case.sql"), script.lines(head, [step, *parts]))
    path = case.path("case.plan")
    writing.write(path, file.pieces(head, [step, *parts], sealing.made(path)))
