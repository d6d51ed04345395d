"""What is due goes, overwritten first; everything else stays as it is."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from operasure.core import keeping
from operasure.core.errors import UsageError
from operasure.reports.prune import Fate, prune, remove

TODAY = date(2026, 9, 1)
PAST, FUTURE = date(2026, 8, 31), date(2026, 9, 1)


def make(path: Path, day: date, kind: str = "snapshot") -> Path:
    path.write_text(json.dumps(keeping.preamble(kind, day) | {"name": "Renée Østergård"}))
    return path


def test_what_is_due_is_removed_and_nothing_else(tmp_path: Path) -> None:
    due = [make(tmp_path / "a.json", PAST), make(tmp_path / "b.html", PAST, "work list")]
    kept = make(tmp_path / "c.json", FUTURE)
    other = tmp_path / "d.json"
    other.write_text("{}")
    below = tmp_path / "folder"
    below.mkdir()
    deeper = make(below / "e.json", PAST)
    found = {each.path: each.fate for each in prune([tmp_path], TODAY)}
    assert found == {due[0]: Fate.REMOVED, due[1]: Fate.REMOVED, kept: Fate.KEPT}
    assert sorted(tmp_path.iterdir()) == [kept, other, below]
    assert deeper.exists()


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.json", PAST)
    before = path.read_bytes()
    assert [each.fate for each in prune([path, tmp_path], TODAY, act=False)] == [Fate.DUE]
    assert path.read_bytes() == before


def test_a_file_without_a_day_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"kind": "operasure review"}')
    [found] = prune([path], TODAY)
    assert (found.fate, found.delete_after) == (Fate.UNDATED, None)
    assert path.exists()


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = make(tmp_path / "a.json", PAST)
    (folder / "link.json").symlink_to(path)
    assert list(prune([folder], TODAY)) == []
    assert list(prune([folder / "link.json"], TODAY)) == []
    assert path.exists()
    with pytest.raises(OSError, match="symbolic links"):
        remove(folder / "link.json")


def test_the_content_is_overwritten_wherever_else_it_is_named(tmp_path: Path) -> None:
    path, other = make(tmp_path / "a.json", PAST), tmp_path / "other.json"
    os.link(path, other)
    [found] = prune([path], TODAY)
    assert found.fate is Fate.REMOVED
    assert found.reason == "1 other names lead to the file"
    assert other.read_bytes() == b""


def test_what_cannot_be_removed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "a.json", PAST)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuse)
    [found] = prune([path], TODAY)
    assert (found.fate, found.reason) == (Fate.FAILED, "Permission denied")
    assert path.exists()


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = make(tmp_path / "b.json", PAST)
    make(tmp_path / "a.json", PAST)
    head = keeping.head

    def refuse(path: Path) -> keeping.Head | None:
        if path.name == "a.json":
            raise UsageError("a.json can't be read: Permission denied")
        return head(path)

    monkeypatch.setattr(keeping, "head", refuse)
    assert [each.fate for each in prune([tmp_path], TODAY)] == [Fate.FAILED, Fate.REMOVED]
    assert not due.exists()


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        list(prune([tmp_path / "none"], TODAY))


def test_a_large_file_is_overwritten_whole(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"secret" * 500_000)
    os.link(path, other)
    seen: list[int] = []
    truncate = os.ftruncate

    def look(handle: int, length: int) -> None:
        seen.append(other.read_bytes().count(b"secret"))
        truncate(handle, length)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "ftruncate", look)
        remove(path)
    assert seen == [0]
