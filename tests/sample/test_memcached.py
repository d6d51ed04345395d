"""A throwaway memcached takes options, runs without root, and is gone afterwards."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pymemcache.client.base import Client

from operasure.core.errors import OperasureError
from operasure.server import memcached, process
from operasure.server.memcached import Memcached


def test_memcached_starts_empty(memcached: Memcached) -> None:
    with closing(Client(memcached.address)) as client:
        assert client.get("left-behind") is None
        client.set("left-behind", b"x", noreply=False)
        assert client.get("left-behind") == b"x"


def test_memcached_is_emptied_between_tests(memcached: Memcached) -> None:
    test_memcached_starts_empty(memcached)


def test_options_reach_memcached(make_memcached: Callable[..., Memcached]) -> None:
    with closing(Client(make_memcached("-m", "8").address)) as client:
        assert client.stats("settings")[b"maxbytes"] == 8 * 2**20


def test_memcached_is_not_run_as_root(memcached: Memcached) -> None:
    with closing(Client(memcached.address)) as client:
        pid = client.stats()[b"pid"]

    assert Path(f"/proc/{pid}").stat().st_uid != 0


@pytest.mark.usefixtures("_memcached_program")
def test_memcached_is_gone_after_the_block() -> None:
    with memcached.running() as started:
        port = started.port

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((process.HOST, port))


def test_each_listens_on_a_port_of_its_own(make_memcached: Callable[..., Memcached]) -> None:
    ports = {make_memcached().port for _ in range(3)}

    assert len(ports) == 3


@pytest.mark.usefixtures("_memcached_program")
@pytest.mark.parametrize("ignored", ["SIGTERM", "SIGQUIT"])
def test_a_killed_program_leaves_none(ignored: str) -> None:
    """Nor one that a shell started in the background, so that it ignores SIGQUIT."""
    code = (
        "import signal, time\n"
        "from operasure.server import memcached\n"
        f"signal.signal(signal.{ignored}, signal.SIG_IGN)\n"
        "with memcached.running() as started:\n"
        "    print(started.port, flush=True)\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(process.__file__).parents[2])},
        text=True,
    ) as program:
        assert program.stdout is not None
        port = int(program.stdout.readline())
        program.kill()
    deadline = time.monotonic() + process.STOP_SECONDS
    while time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex((process.HOST, port)):
                return
        time.sleep(0.05)
    pytest.fail("memcached is still there")


@pytest.mark.usefixtures("_memcached_program")
def test_a_wrong_option_is_told_in_one_line() -> None:
    with (
        pytest.raises(OperasureError, match="memcached does not start") as caught,
        memcached.running("--no-such-option"),
    ):
        pass
    assert "\n" not in str(caught.value)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with (
        pytest.raises(OperasureError, match="install the package 'memcached'"),
        memcached.running(),
    ):
        pass
