"""A plan is bound to what made it: what was changed in it, or made by somebody else, is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from operasure.cli import run, sealing
from operasure.core.errors import UsageError
from operasure.erase import file
from operasure.erase.model import (
    Action,
    Left,
    Part,
    PlanBatch,
    PlanHead,
    PlanRow,
    PlanStep,
    ValueEdit,
)
from operasure.reports.certificate import keys

HEAD = PlanHead(
    42, "user", 3, "17.1", "20250101000000", "16", "sha256:" + "0" * 64, "0" * 64, "public",
    datetime(2026, 1, 1, tzinfo=UTC), "sha256:" + "0" * 64, (), date(2099, 12, 31),
)  # fmt: skip
SET = PlanStep(
    1, "bu-06/rates.user_id", "bu-06", Action.SET, "public", "rates", "id", "bigint",
    "user_id", "bigint", "42", "3",
)  # fmt: skip
EDIT = PlanStep(
    2, "cw-02/journals.notes", "cw-02", Action.EDIT, "public", "journals", "id", "bigint",
    "notes", "text",
)  # fmt: skip
PARTS: list[Part] = [
    SET,
    PlanBatch(SET, 0, (PlanRow("40"), PlanRow("41"))),
    EDIT,
    PlanBatch(
        EDIT,
        0,
        (PlanRow("9", edit=ValueEdit("a" * 64, "b" * 64, ((1, 4), "Deleted user", (9, 2)))),),
    ),
    Left("cc-01/comments.text", 3, "decided to stay"),
]


@dataclass(frozen=True)
class Made:
    """A plan with a key of its own."""

    path: Path
    key: bytes

    def lines(self) -> list[bytes]:
        return self.path.read_bytes().splitlines(keepends=True)

    def erase(self, *options: str) -> int:
        """Carry it out, in a database that isn't there."""
        nowhere = ["--writer-url", "postgres://127.0.0.1:1/x", "--dry-run"]
        return run(["erase", "--plan", str(self.path), *nowhere, *options])


@pytest.fixture
def made(tmp_path: Path) -> Made:
    path = tmp_path / "case.plan"
    key = sealing.made(path)
    path.write_text("".join(file.pieces(HEAD, PARTS, key)))
    return Made(path, key)


def test_a_plan_as_it_was_made_is_taken(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(file.read(made.path, made.key).parts()) == PARTS
    assert made.erase() == 5
    assert "no connection" in capsys.readouterr().err


def _replaced(value: object) -> list[object]:
    """Other values than one within a plan."""
    match value:
        case bool() | None:
            return ["x"]
        case int():
            return [value + 1]
        case str():
            return [value + "1", ""] if value else ["1"]
        case list():
            return [
                *([[item, *value[1:]] for item in _replaced(value[0])] if value else []),
                value[:-1] if value else ["1"],
            ]
        case dict():
            return [{**value, key: new} for key in value for new in _replaced(value[key])] + [
                {k: v for k, v in value.items() if k != key} for key in value
            ]
        case _:
            raise AssertionError(value)


def test_no_value_of_a_plan_can_be_changed(made: Made) -> None:
    lines = made.lines()
    count = 0
    for number, line in enumerate(lines):
        for other in _replaced(json.loads(line)):
            changed = [*lines]
            changed[number] = json.dumps(other, separators=(",", ":")).encode() + b"\n"
            made.path.write_bytes(b"".join(changed))
            with pytest.raises(UsageError) as caught:
                list(file.read(made.path, made.key).parts())
            assert "\n" not in str(caught.value)
            count += 1
    assert count > 100


CHANGES: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a step left out": lambda x: [x[0], *x[3:]],
    "two batches swapped": lambda x: [x[0], x[1], x[4], x[3], x[2], *x[5:]],
    "a line more": lambda x: [*x[:3], x[2], *x[3:]],
    "no end": lambda x: x[:-1],
    "no seal": lambda x: [*x[:-1], b'{"end":%d}\n' % len(x)],
    "an empty seal": lambda x: [*x[:-1], b'{"end":%d,"seal":""}\n' % len(x)],
    "a seal that is no text": lambda x: [*x[:-1], b'{"end":%d,"seal":[1]}\n' % len(x)],
    "a line behind the end": lambda x: [*x, x[-1]],
    "an end in front": lambda x: [x[0], x[-1], *x[1:]],
    "blanks": lambda x: [x[0].replace(b":", b": ", 1), *x[1:]],
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_line_of_a_plan_can_be_changed(
    made: Made, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    made.path.write_bytes(b"".join(CHANGES[name](made.lines())))
    assert made.erase() == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "make it again" in line


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10**6), some=st.binary(max_size=4), cut=st.integers(0, 4))
@example(at=-1, some=b"", cut=1)
@example(at=-1, some=b" ", cut=0)
@example(at=-2, some=b"", cut=2)
def test_no_byte_of_a_plan_can_be_changed(
    tmp_path_factory: pytest.TempPathFactory, at: int, some: bytes, cut: int
) -> None:
    path = tmp_path_factory.mktemp("plan") / "case.plan"
    whole = "".join(file.pieces(HEAD, PARTS, bytes(32))).encode()
    at %= len(whole)
    changed = whole[:at] + some + whole[at + cut :]
    path.write_bytes(changed)
    if changed != whole:
        with pytest.raises(UsageError):
            list(file.read(path, bytes(32)).parts())


def test_another_key_opens_no_plan(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.key"
    keys.create_case(other)
    assert made.erase("--case-key", str(other)) == 2
    assert "made with another key" in capsys.readouterr().err
    sealing.beside(made.path).rename(tmp_path / "kept.key")
    assert made.erase() == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "give --case-key FILE" in line
    assert made.erase("--case-key", str(tmp_path / "kept.key")) == 5


def test_a_plan_that_changes_while_it_is_read(made: Made) -> None:
    plan = file.read(made.path, made.key)
    parts = plan.parts()
    assert next(parts) == SET
    lines = made.lines()
    content: dict[str, Any] = json.loads(lines[2])
    content["rows"] = ["1"]
    lines[2] = json.dumps(content).encode() + b"\n"
    made.path.write_bytes(b"".join(lines))
    with pytest.raises(UsageError, match="changed while it was read"):
        list(plan.parts())
