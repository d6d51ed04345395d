"""A throwaway server answers, is guarded, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from operasure.core.errors import OperasureError
from operasure.server import postgresql, process
from operasure.server.postgresql import Server, ServerPrograms
from operasure.server.process import ProcessAccount, Workspace

WAIT_SECONDS = 300


def one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def vanishes(path: Path) -> bool:
    deadline = time.monotonic() + WAIT_SECONDS
    while path.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not path.exists()


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_installations_name_programs_that_are_there() -> None:
    found = postgresql.installations()

    assert found
    for each in found:
        assert (each.bindir / "initdb").is_file()
        assert each.version.startswith(str(each.major))
    system = [each.major for each in found if each.movable is None]
    assert system == sorted(system, reverse=True)


def test_wheels_come_after_the_system() -> None:
    found = postgresql.installations()

    movable = [each for each in found if each.movable is not None]
    assert len(movable) == len(postgresql.WHEELS)
    assert found[-len(movable) :] == movable


def test_server_answers_over_tcp_and_socket(server: Server) -> None:
    major = str(server.major)

    assert str(one(server.url(), "SHOW server_version")).startswith(major)
    assert str(one(server.socket_url(), "SHOW server_version")).startswith(major)
    assert one(server.url(), "SHOW server_encoding") == "UTF8"
    assert one(server.url(), "SELECT lower('ÄÖÜ')") == "äöü"


def test_tcp_asks_for_the_password(any_server: Server) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(any_server.url().replace(any_server.password, "wrong"))


def test_password_is_not_shown(any_server: Server) -> None:
    assert any_server.password not in repr(any_server)


def test_server_is_not_run_as_root(any_server: Server) -> None:
    pid = int((any_server.socket_directory / "data" / "postmaster.pid").read_text().split()[0])

    assert Path(f"/proc/{pid}").stat().st_uid != 0


def test_only_its_account_enters_the_folder(any_server: Server) -> None:
    assert any_server.socket_directory.stat().st_mode & 0o777 == 0o700


def test_settings_win_and_an_exception_leaves_nothing() -> None:
    seen: list[tuple[Path, int, object]] = []

    def interrupted() -> None:
        with postgresql.running(settings={"max_connections": "7"}) as started:
            folder = started.socket_directory
            pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
            seen.append((folder, pid, one(started.url(), "SHOW max_connections")))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    ((folder, pid, connections),) = seen
    assert connections == "7"
    assert not folder.exists()
    assert not is_running(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_killed_program_leaves_no_server(number: signal.Signals) -> None:
    code = (
        "import time\n"
        "from operasure.server import postgresql\n"
        "with postgresql.running() as started:\n"
        "    print(started.socket_directory, flush=True)\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(postgresql.__file__).parents[2])},
        text=True,
    ) as program:
        assert program.stdout is not None
        folder = Path(program.stdout.readline().strip())
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        program.send_signal(number)

    assert vanishes(folder)
    assert not is_running(pid)


def test_a_port_that_is_taken_is_given_up(
    any_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = iter([any_server.port, process.free_port()])
    monkeypatch.setattr(postgresql, "free_port", lambda: next(ports))

    with postgresql.running() as second:
        assert second.port != any_server.port
        assert one(second.url(), "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why_in_one_line() -> None:
    with (
        pytest.raises(OperasureError, match="max_connections") as caught,
        postgresql.running(settings={"max_connections": "none"}),
    ):
        pass
    assert "\n" not in str(caught.value)


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "installations", list)

    with (
        pytest.raises(OperasureError, match="install the package 'postgresql'"),
        postgresql.running(),
    ):
        pass


def test_programs_out_of_reach_are_copied(tmp_path: Path) -> None:
    wheel = postgresql.installations()[-1]
    assert wheel.movable is not None
    hidden = tmp_path / "home"
    hidden.mkdir(mode=0o700)
    package = hidden / wheel.movable.name
    package.symlink_to(wheel.movable)
    package.with_name(f"{package.name}.libs").symlink_to(
        wheel.movable.with_name(f"{wheel.movable.name}.libs")
    )
    moved = ServerPrograms(
        package / wheel.bindir.relative_to(wheel.movable), wheel.major, wheel.version, package
    )

    with postgresql.running(moved) as started:
        assert str(one(started.url(), "SHOW server_version")) == wheel.version


def test_fixed_programs_out_of_reach_are_an_error(tmp_path: Path) -> None:
    hidden = tmp_path / "home"
    hidden.mkdir(mode=0o700)
    (hidden / "postgres").touch(mode=0o755)
    place = Workspace(tmp_path, ProcessAccount(65534, 65534))

    with pytest.raises(OperasureError, match="allow others to enter"):
        postgresql._runnable(ServerPrograms(hidden, 15, "15.0"), place)
