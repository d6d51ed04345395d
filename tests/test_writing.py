"""Results are written whole or not at all, and nothing but a file is replaced."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from operasure.core import writing
from operasure.core.errors import UsageError


def test_a_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "result"
    for content in ("text ä", b"bytes", iter(["in ", "pieces"])):
        writing.write(path, content)
    assert path.read_text() == "in pieces"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["result"]


def test_what_ends_the_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "result"
    writing.write(path, "old")

    def broken() -> Iterator[str]:
        yield "new"
        raise RuntimeError("lost connection")

    with pytest.raises(RuntimeError, match="lost connection"):
        writing.write(path, broken())
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["result"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written: No such file"):
        writing.write(tmp_path / "none" / "result", "text")


def test_a_folder_is_no_place_for_a_result(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written: Is a directory"):
        writing.write(tmp_path, "text")


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=writing.write, args=(pipe, iter(["one ", "two"])))
    writer.start()
    assert pipe.read_bytes() == b"one two"
    writer.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    target.write_text("old")
    link.symlink_to(target)
    writing.write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
