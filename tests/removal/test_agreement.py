"""A dry run, the script and the run itself agree on every row of any plan."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operasure.cli import sealing
from operasure.core import writing
from operasure.erase import file, script, sql
from operasure.erase.model import (
    Action,
    Link,
    Part,
    PlanBatch,
    PlanHead,
    PlanRow,
    PlanStep,
    ValueEdit,
)
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import DELETED_USER, Case, execute

ROWS = 8
TABLES = """
CREATE TABLE zz_parents (id bigint PRIMARY KEY, n bigint, note text);
CREATE TABLE zz_children (id bigint PRIMARY KEY, n bigint, note text,
  parent_id bigint REFERENCES zz_parents ON DELETE SET NULL);
CREATE FUNCTION zz_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.zz_children SET note = 'moved'
    WHERE id = NEW.id + 1 AND NEW.n = 3 AND NEW.id % 3 = 0;
  RETURN NULL;
END $$;
CREATE TRIGGER zz_touch AFTER UPDATE OF n ON zz_children
  FOR EACH ROW WHEN (OLD.n IS DISTINCT FROM NEW.n) EXECUTE FUNCTION zz_touch();
"""
FILL = f"""
TRUNCATE zz_parents, zz_children;
INSERT INTO zz_parents SELECT n, 42, 'by Jo Example' FROM generate_series(1, {ROWS}) AS n;
INSERT INTO zz_children SELECT n, 42, 'by Jo Example', 1 + n % 3
  FROM generate_series(1, {ROWS}) AS n;
"""
SINCE = (
    "",
    "UPDATE {t} SET n = 3 WHERE id = {k}",
    "UPDATE {t} SET n = 7 WHERE id = {k}",
    "UPDATE {t} SET note = 'by nobody' WHERE id = {k}",
    "UPDATE {t} SET note = 'something else' WHERE id = {k}",
    "DELETE FROM {t} WHERE id = {k}",
)
"""What may have happened to a row since the plan was made."""
KINDS = ("set", "null", "edit", "delete")
NOTE, EDITED = "by Jo Example", "by nobody"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def step(number: int, kind: str, table: str) -> PlanStep:
    action = {"edit": Action.EDIT, "delete": Action.DELETE}.get(kind, Action.SET)
    column, type_ = {"edit": ("note", "text"), "delete": ("", "")}.get(kind, ("n", "bigint"))
    links = (Link("public", "zz_children", "parent_id", "id"),) if table == "zz_parents" else ()
    return PlanStep(
        number, f"xu-01/{table}.{column or 'row'}", "xu-01", action, "public", table, "id",
        "bigint", column, type_, "42" if action is Action.SET else "",
        "3" if kind == "set" else None, links=links if kind == "delete" else (),
    )  # fmt: skip


def row(kind: str, table: str, key: int, whole: dict[tuple[str, int], str]) -> PlanRow:
    match kind:
        case "edit":
            return PlanRow(
                str(key), edit=ValueEdit(digest(NOTE), digest(EDITED), ((1, 3), "nobody"))
            )
        case "delete":
            return PlanRow(str(key), whole.get((table, key), digest("no such row")))
        case _:
            return PlanRow(str(key))


PLANS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["zz_parents", "zz_children"]),
        st.lists(st.integers(1, ROWS + 1), min_size=1, max_size=ROWS, unique=True),
        st.integers(1, ROWS),
    ),
    min_size=1,
    max_size=6,
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(SINCE), st.sampled_from(["zz_parents", "zz_children"]),
        st.integers(1, ROWS),
    ),
    max_size=5,
)  # fmt: skip


def write(case: Case, wanted: Sequence[tuple[str, str, list[int], int]]) -> None:
    """A plan as it is asked for, and its script."""
    whole = {
        (table, key): digest(text)
        for table in ("zz_parents", "zz_children")
        for key, text in execute(case.url, f"SELECT id, CAST(t.* AS text) FROM {table} AS t")
    }
    [[identity, migration]] = execute(
        case.url, f"SELECT {sql.identity('public')}, (SELECT max(version) FROM schema_migrations)"
    )
    head = PlanHead(
        42, "user", 3, "17.1", migration, "16", "sha256:" + "0" * 64, identity, "public",
        datetime.now(UTC), "sha256:" + "0" * 64, (), date(2099, 12, 31),
    )  # fmt: skip
    parts: list[Part] = []
    for number, (kind, table, keys, size) in enumerate(wanted, 1):
        parts.append(one := step(number, kind, table))
        for start in range(0, len(keys), size):
            rows = tuple(row(kind, table, key, whole) for key in keys[start : start + size])
            parts.append(PlanBatch(one, start // size, rows))
    path = case.path("case.plan")
    writing.write(path, file.pieces(head, parts, sealing.made(path)))
    writing.write(case.path("case.sql"), script.lines(head, parts))


Counts = tuple[int, int, int, int]
"""Done, already so, changed since, gone."""


def by_erase(case: Case, *options: str) -> Counts:
    path = case.path("erased.json")
    path.unlink(missing_ok=True)
    code = case.erase("--format", "json", "-o", str(path), *options)
    steps = json.loads(path.read_text())["erasure"]["steps"]
    names = ("rows", "already", "changed_since", "gone")
    done, already, changed, gone = (sum(each[name] for each in steps) for name in names)
    assert code == (3 if changed + gone else 0)
    return done, already, changed, gone


def by_script(case: Case, *options: str) -> Counts:
    ran = case.script(*options)
    assert ran.returncode == 0, ran.stderr
    found = re.search(r"(\d+) rows changed, (\d+) not changed", ran.stdout)
    more = re.search(
        r"(\d+) already as planned, (\d+) edited since, (\d+) already deleted", ran.stdout
    )
    assert found
    assert more
    already, changed, gone = (int(each) for each in more.groups())
    assert int(found[2]) == changed + gone
    return int(found[1]), already, changed, gone


def state(case: Case) -> list[object]:
    return [
        execute(case.url, f"SELECT * FROM {table} ORDER BY id")
        for table in ("zz_parents", "zz_children")
    ]


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    found = Case(make_database(reduced()), tmp_path)
    execute(found.url, DELETED_USER)
    execute(found.url, TABLES)
    return found


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=PLANS, changes=CHANGES)
def test_dry_script_and_run_agree(
    case: Case,
    wanted: list[tuple[str, str, list[int], int]],
    changes: list[tuple[str, str, int]],
) -> None:
    agree(case, wanted, changes)


Wanted = list[tuple[str, str, list[int], int]]
KNOWN: dict[str, tuple[Wanted, list[tuple[str, str, int]]]] = {
    "a row goes once nothing points to it": (
        [
            ("delete", "zz_children", list(range(1, ROWS + 1)), 3),
            ("delete", "zz_parents", [1, 2], 1),
        ],
        [],
    ),
    "a row that a trigger changed before its turn": (
        [("set", "zz_children", [3, 6], 1), ("edit", "zz_children", [4, 7, 8], 2)],
        [],
    ),
    "a row in two steps": (
        [("edit", "zz_children", [1, 2], 2), ("delete", "zz_children", [1, 3], 1)],
        [],
    ),
    "a row that its parent's going changes": (
        [("delete", "zz_parents", [5], 1), ("set", "zz_parents", [5, 6], 2)],
        [],
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_they_agree_where_one_step_changes_what_another_finds(case: Case, name: str) -> None:
    counts = agree(case, *KNOWN[name])
    assert counts[0]
    if name != "a row goes once nothing points to it":
        assert sum(counts[1:]), "nothing stood in the way"


def agree(case: Case, wanted: Wanted, changes: Sequence[tuple[str, str, int]]) -> Counts:
    """Carry the same plan out in each way from the same state."""

    def begin() -> None:
        execute(case.url, FILL)
        for statement, table, key in changes:
            if statement:
                execute(case.url, statement.format(t=table, k=key))

    execute(case.url, FILL)
    write(case, wanted)
    begin()
    before = state(case)
    ways: list[Callable[[], Counts]] = [
        lambda: by_erase(case, "--dry-run"), lambda: by_script(case),
    ]  # fmt: skip
    dry = [way() for way in ways]
    assert state(case) == before
    script_did = by_script(case, "-v", "commit=yes")
    after = state(case)
    begin()
    for name in ("case.plan.undo", "case.plan.undo.progress"):
        case.path(name).unlink(missing_ok=True)
    erase_did = by_erase(case)
    assert state(case) == after
    assert dry == [erase_did, erase_did]
    assert script_did == erase_did
    return erase_did
