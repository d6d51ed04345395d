"""Which files paths stand for, and what can't be read."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from pathlib import Path

import pytest

from logs.kit import WHO, recogniser, searched
from operasure.core.errors import UsageError
from operasure.core.unchecked import Unchecked
from operasure.looks.logs.search import search
from operasure.looks.logs.sources import read, rotated_beside, sources

needs_rights = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def names(*paths: Path | str) -> list[str]:
    return [source.name for source in sources(map(str, paths))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    for name in ("production.log", "production.log.1", "production.log.2.gz", "deep/a.log"):
        (tmp_path / name).write_text(f"{WHO['name']}\n")
    return tmp_path


def test_a_folder_stands_for_all_that_is_below_it(folder: Path) -> None:
    wanted = ["production.log", "production.log.1", "production.log.2.gz", "a.log"]
    assert names(folder) == wanted
    assert names(folder, folder / "production.log", folder / "deep") == wanted


def test_a_pattern_in_quotes_is_expanded(folder: Path) -> None:
    assert names(folder / "production.log*") == [
        "production.log",
        "production.log.1",
        "production.log.2.gz",
    ]
    with pytest.raises(UsageError, match="is not a file or folder"):
        names(folder / "nothing*")


def test_a_name_like_a_pattern_is_a_name_first(folder: Path) -> None:
    (folder / "a[1].log").write_text("x")
    assert names(folder / "a[1].log") == ["a[1].log"]


def test_a_path_that_leads_nowhere_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.log is not a file or folder"):
        names(folder / "nowhere.log")


def test_links_to_files_are_followed_once_and_links_to_folders_told(folder: Path) -> None:
    (folder / "current.log").symlink_to(folder / "production.log")
    (folder / "loop").symlink_to(folder)
    (folder / "dangling").symlink_to(folder / "nowhere")
    found = {source.name: source.fault for source in sources([str(folder)])}
    assert set(found) == {
        *("current.log", "production.log.1", "production.log.2.gz", "a.log"),
        *("loop", "dangling"),
    }
    assert found["loop"] is not None
    assert found["dangling"] is not None


def test_what_is_no_file_is_told_in_a_folder_and_read_where_it_is_given(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s"))
    faults = {source.name for source in sources([str(folder)]) if source.fault}
    assert faults == {"pipe", "s"}
    writer = threading.Thread(target=(folder / "pipe").write_text, args=(f"{WHO['name']}\n" * 3,))
    writer.start()
    assert searched(folder / "pipe").naming == 3
    writer.join()


@needs_rights
def test_what_may_not_be_read_is_told(folder: Path) -> None:
    (folder / "production.log").chmod(0)
    (folder / "deep").chmod(0)
    try:
        found = sources([str(folder)])
        assert {source.name for source in found if source.fault} == {"deep"}
        assert (
            searched(folder / "production.log").unchecked[0].reason.startswith("it can't be read")
        )
    finally:
        (folder / "deep").chmod(0o700)


def test_a_file_that_goes_away_is_told(folder: Path) -> None:
    [source] = sources([str(folder / "production.log")])
    (folder / "production.log").unlink()
    found = search(source, 1, recogniser())
    assert (found.naming, found.outcome) == (0, "unchecked")


@pytest.mark.parametrize("how", ["moved", "copied and cut", "cut while it is read"])
def test_a_log_that_is_rotated_while_the_search_runs_is_never_clear(folder: Path, how: str) -> None:
    log, rotated = folder / "production.log", folder / "production.log.1"
    line = "nobody is named here\n"
    log.write_text(line * 100_000)
    rotated.write_text(f"{WHO['name']}\n")
    given = sources(map(str, (log, rotated)))
    for path in (rotated, log) if how == "moved" else ():
        path.rename(f"{path}.moved")
        path.write_text(line * 200_000)
    if how == "copied and cut":
        os.truncate(log, 0)
    problems: list[Unchecked] = []
    first = read(given[0], problems, [0])
    next(first, None)
    if how == "cut while it is read":
        os.truncate(log, 300_000)
    for _ in first:
        pass
    assert [each.reason[:30] for each in problems] == ["it was replaced or cut while t"]
    if how == "moved":
        assert [search(each, 1, recogniser()).outcome for each in given] == ["unchecked"] * 2


def test_a_log_that_grows_while_it_is_read_is_read_to_its_new_end(folder: Path) -> None:
    log = folder / "production.log"
    log.write_text("nobody\n")
    [given] = sources([str(log)])
    with log.open("a") as file:
        file.write(f"{WHO['name']}\n")
    found = search(given, 1, recogniser())
    assert (found.lines, found.naming, found.unchecked) == (2, 1, ())


@pytest.mark.parametrize("seconds", [-(2**40), -1, 253_402_300_799, 2**40, 2**62])
def test_a_time_of_change_that_no_clock_showed_stops_nothing(seconds: int) -> None:
    with tempfile.TemporaryDirectory(dir=next(filter(os.path.isdir, ["/dev/shm", "/tmp"]))) as name:
        log = Path(name, "production.log")
        log.write_text(f"Nov 20 12:00:00 host app[7]: {WHO['name']}\n")
        try:
            os.utime(log, (seconds, seconds))
        except OverflowError:
            pytest.skip("no file can have that time")
        [given] = sources([str(log)])
        found = search(given, 1, recogniser())
        assert (found.naming, found.first is None) == (1, False)


def test_files_of_the_same_set_that_were_not_given_are_counted(folder: Path) -> None:
    def beside(*given: str) -> int:
        return rotated_beside(sources([str(folder / name) for name in given]))

    assert beside("production.log") == 2
    assert beside("production.log", "production.log.2.gz") == 1
    assert beside("deep") == 0
    assert rotated_beside(sources([str(folder)])) == 0
    (folder / "production.log-20261126.xz").touch()
    assert beside("production.log.1") == 3
