"""An undo file is whole, or says what is missing; nothing in it can be moved or changed."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operasure.core.errors import OperasureError, UsageError
from operasure.erase import progress, run_files
from operasure.erase.busy import Busy
from operasure.erase.file import Plan
from operasure.erase.model import PlanHead
from operasure.erase.run_files import Missing
from operasure.erase.undofile import UndoFile
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import DELETED_USER, PASSPHRASE, Case, contents, execute, write_plan

HEAD = PlanHead(
    42, "user", 3, "17.1", "20250101000000", "16", "sha256:" + "0" * 64, "", "public",
    datetime(2026, 1, 1, tzinfo=UTC), "sha256:" + "0" * 64, (), date(2099, 12, 31),
)  # fmt: skip
PLAN = Plan(Path("case.plan"), HEAD, "sha256:" + "1" * 64)
BATCHES = 5


def written(folder: Path, lines: int, *, ended: bool) -> Path:
    """An undo file with its progress, as a run leaves them."""
    path = folder / "undo"
    file, done = run_files.begun(path, PLAN, BATCHES, PASSPHRASE)
    for number in range(1, lines + 1):
        file = file.append({"number": number, "rows": [["x" * number]]})
        done.save(number, number)
    if ended:
        file.end()
    file.close()
    return path


def seen(path: Path) -> tuple[list[int], Missing | None]:
    """The numbers of the batches that undoing would find, and what it would say is missing."""
    file = UndoFile.open(path, lambda: PASSPHRASE)
    try:
        return [content["number"] for content in file.backwards()], run_files.taken_back(file)[0]
    finally:
        file.close()


@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize("witness", [True, False])
def test_cut_off_at_any_byte_it_never_passes_for_whole(
    tmp_path: Path, *, ended: bool, witness: bool
) -> None:
    path = written(tmp_path, 3, ended=ended)
    if not witness:
        progress.beside(path).unlink()
    data = path.read_bytes()
    head = data.index(b"\n") + 1
    ends = [i + 1 for i, byte in enumerate(data) if byte == 0x0A]
    points = {*range(head, len(data), 41), *ends, *(e - 1 for e in ends), *(e + 1 for e in ends)}
    for at in sorted(point for point in points if head <= point < len(data)):
        path.write_bytes(data[:at])
        whole = sum(head < end <= at for end in ends[: 1 + 3])
        numbers, missing = seen(path)
        assert numbers == list(range(whole, 0, -1))
        if witness:
            assert missing == (Missing(3 - whole, 3 - whole) if whole < 3 else None), at
        else:
            assert missing == Missing(None, BATCHES - whole), at


def test_cut_off_within_its_first_line_it_is_none(tmp_path: Path) -> None:
    path = written(tmp_path, 1, ended=True)
    data = path.read_bytes()
    for at in range(0, data.index(b"\n") + 1, 7):
        path.write_bytes(data[:at])
        with pytest.raises(UsageError, match="not an undo file"):
            seen(path)


def test_a_whole_file_lacks_nothing_without_its_progress(tmp_path: Path) -> None:
    path = written(tmp_path, 3, ended=True)
    progress.beside(path).unlink()
    assert seen(path) == ([3, 2, 1], None)


def test_a_run_that_was_killed_lacks_nothing(tmp_path: Path) -> None:
    assert seen(written(tmp_path, 3, ended=False)) == ([3, 2, 1], None)


Change = Callable[[list[bytes]], list[bytes]]
CHANGES: dict[str, Change] = {
    "two lines swapped": lambda x: [x[0], x[2], x[1], *x[3:]],
    "a line twice": lambda x: [*x[:2], x[1], *x[2:]],
    "the last line twice": lambda x: [*x, x[-1]],
    "the end in the middle": lambda x: [*x[:2], x[-1], *x[2:-1]],
    "the end twice": lambda x: [*x[:-1], x[-1], x[-1]],
    "a line left out": lambda x: [x[0], *x[2:]],
    "all but the end left out": lambda x: [x[0], x[-1]],
    "a batch behind the end": lambda x: [*x, x[1]],
    "a line of another kind": lambda x: [*x[:2], b"{}\n", *x[2:]],
    "nothing but line feeds": lambda x: [*x, b"\n"],
    "reversed": lambda x: [x[0], *reversed(x[1:])],
}


@pytest.mark.parametrize("name", CHANGES)
def test_lines_can_not_be_moved_doubled_or_left_out(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, 3, ended=True)
    path.write_bytes(b"".join(CHANGES[name](path.read_bytes().splitlines(keepends=True))))
    with pytest.raises(UsageError, match="was changed"):
        seen(path)


def test_lines_of_another_file_with_the_same_passphrase_are_refused(tmp_path: Path) -> None:
    one, other = (
        written(folder, 3, ended=True) for folder in map(made, (tmp_path / "a", tmp_path / "b"))
    )
    mine, theirs = (path.read_bytes().splitlines(keepends=True) for path in (one, other))
    one.write_bytes(b"".join([*mine[:2], theirs[2], *mine[3:]]))
    with pytest.raises(UsageError, match="was changed"):
        seen(one)
    other.write_bytes(b"".join([mine[0], *theirs[1:]]))
    with pytest.raises(UsageError, match="was changed"):
        seen(other)


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("key", ["delete_after", "plan", "batches", "head", "operasure"])
def test_what_the_first_line_says_can_not_be_changed(tmp_path: Path, key: str) -> None:
    path = written(tmp_path, 1, ended=False)
    first, *rest = path.read_bytes().splitlines(keepends=True)
    content = json.loads(first)
    content[key] = {"batches": 1, "head": content["head"] | {"user_id": 7}}.get(key, "2098-01-01")
    path.write_bytes(b"".join([json.dumps(content).encode() + b"\n", *rest]))
    with pytest.raises(UsageError, match="first line was changed"):
        seen(path)


def test_a_progress_that_was_changed_vouches_for_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, 3, ended=False)
    beside = progress.beside(path)
    content = json.loads(beside.read_text()) | {"lines": 2}
    beside.write_text(json.dumps(content))
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    assert seen(path) == ([2, 1], Missing(None, 3))
    with pytest.raises(UsageError, match="it is unknown whether"):
        run_files.begun(path, PLAN, BATCHES, PASSPHRASE)


def test_a_run_that_goes_on_writes_behind_what_is_there(tmp_path: Path) -> None:
    path = written(tmp_path, 2, ended=False)
    with path.open("ab") as file:
        file.write(b'{"nonce":"cut o')
    found, done = run_files.begun(path, PLAN, BATCHES, PASSPHRASE)
    assert (done.batches, done.lines) == (2, 2)
    found = found.append({"number": 3, "rows": []})
    done.save(3, 3)
    found.end().close()
    assert seen(path) == ([3, 2, 1], None)


def test_a_run_goes_on_that_was_killed_before_it_told_how_far_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, 0, ended=False)
    progress.beside(path).unlink()
    found, done = run_files.begun(path, PLAN, BATCHES, PASSPHRASE)
    found.close()
    assert (done.batches, done.lines) == (0, 0)
    assert progress.beside(path).exists()
    assert seen(path) == ([], None)


def test_no_run_goes_on_with_a_file_that_was_cut_off(tmp_path: Path) -> None:
    path = written(tmp_path, 3, ended=True)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="cut off"):
        run_files.begun(path, PLAN, BATCHES, PASSPHRASE)
    progress.beside(path).unlink()
    with pytest.raises(UsageError, match="it is unknown whether"):
        run_files.begun(path, PLAN, BATCHES, PASSPHRASE)
    assert path.read_bytes() == before


def test_one_at_a_time_holds_an_undo_file(tmp_path: Path) -> None:
    path = written(tmp_path, 1, ended=True)
    file, _ = run_files.begun(path, PLAN, BATCHES, PASSPHRASE)
    before = path.read_bytes()
    for attempt in (lambda: run_files.begun(path, PLAN, BATCHES, PASSPHRASE), lambda: seen(path)):
        with pytest.raises(Busy, match="another run is using"):
            attempt()
    assert path.read_bytes() == before
    file.close()
    assert seen(path)[0] == [1]


def test_a_file_that_was_moved_away_takes_no_line(tmp_path: Path) -> None:
    path = written(tmp_path, 1, ended=True)
    file, _ = run_files.begun(path, PLAN, BATCHES, PASSPHRASE)
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="can't be written"):
        file.append({"number": 2})
    path.write_bytes(b"something else")
    with pytest.raises(UsageError, match="another file has replaced it"):
        file.append({"number": 2})
    file.close()
    assert path.read_bytes() == b"something else"


def test_a_full_disk_leaves_no_part_of_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is what an earlier run wrote lost to a line for which there is no room."""
    path = written(tmp_path, 1, ended=False)
    file, _ = run_files.begun(path, PLAN, BATCHES, PASSPHRASE)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UsageError, match=f"{path} can't be written: No space left on device"):
            file.append({"number": 2})
        with pytest.raises(UsageError, match="new can't be written: No space left on device"):
            UndoFile.create(tmp_path / "new", PLAN, BATCHES, PASSPHRASE)
    file.close()
    assert not (tmp_path / "new").exists()
    assert seen(path)[0][-1:] == [1]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_was_done_to_a_file_is_one_line(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("undo"), 3, ended=True)
    content = bytearray(path.read_bytes())
    whole = seen(path)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    path.write_bytes(content)
    problem: OperasureError | None = None
    try:
        assert seen(path) == whole or seen(path)[1] is not None
    except OperasureError as error:
        problem = error
    assert problem is None or (problem.exit_code == 2 and "\n" not in str(problem))


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    """Forty rates of the person, and a plan in batches of ten."""
    found = Case(make_database(reduced()), tmp_path)
    execute(found.url, DELETED_USER)
    execute(
        found.url,
        "INSERT INTO rates (id, user_id, valid_from, rate, type, project_id) SELECT 9000 + n, 42, "
        "date '2025-01-01' + n, n, 'HourlyRate', 40 FROM generate_series(1, 40) AS n",
    )
    write_plan(found, "rates", "user_id", "bigint", [str(9001 + n) for n in range(40)], 10)
    return found


def test_undo_says_what_it_could_not_bring_back(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(case.url)
    assert case.erase() == 0
    path = case.path("case.plan.undo")
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:3]))
    capsys.readouterr()
    assert case.undo("--format", "json", "-o", str(case.path("undone.json"))) == 3
    document = json.loads(case.path("undone.json").read_text())
    assert document["verdict"] == "incomplete"
    assert "2 batches are missing" in document["erasure"]["undo_lacks"]
    assert len(execute(case.url, "SELECT 1 FROM rates WHERE user_id = 42")) == 20
    assert case.undo() == 3
    assert "cut off: 2 batches are missing" in capsys.readouterr().out
    path.write_bytes(whole)
    assert case.undo() == 0
    assert contents(case.url) == before


def test_what_was_taken_back_can_be_erased_and_taken_back_again(case: Case) -> None:
    before = contents(case.url)
    for _ in range(2):
        assert case.erase() == 0
        assert not execute(case.url, "SELECT 1 FROM rates WHERE user_id = 42")
        assert case.undo() == 0
        assert contents(case.url) == before
    assert case.undo() == 0
    assert contents(case.url) == before
