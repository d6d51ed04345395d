"""Connections: login, TLS, sockets, and everything that can be wrong with them."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cache.kit import (
    BRIEF,
    PATIENCE,
    Client,
    address,
    forget,
    looked,
    own_certificate,
    scripted,
)
from operasure.cli import run
from operasure.looks.cache.address import Address, Login, Tls
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.search import CacheOptions
from operasure.looks.cache.server import ask
from operasure.server.memcached import Memcached, running
from operasure.server.process import Workspace, workspace

Start = Callable[..., Memcached]


def fault(place: Address, access: CacheAccess = PATIENCE) -> str:
    with pytest.raises(Fault) as caught:
        Connection(place, access).close()
    assert caught.value.unchecked.remedy
    return caught.value.unchecked.reason


def test_a_server_tells_its_version(memcached: Memcached) -> None:
    with Connection(address(memcached)) as connection:
        assert connection.version[0].isdigit()


def test_lines_chunks_and_bytes() -> None:
    with (
        scripted({b"say": b"a line\r\n12345rest"}) as place,
        Connection(place, PATIENCE) as connection,
    ):
        connection.send(b"say\r\n")
        assert connection.line() == b"a line\r\n"
        connection.skip(2)
        assert connection.exactly(3) == b"345"
        assert connection.chunk() == b"rest"


@pytest.mark.parametrize("ask", [Connection.line, Connection.chunk])
def test_a_silent_server_does_not_keep_us(ask: Callable[[Connection], bytes]) -> None:
    with (
        scripted({}) as place,
        Connection(place, BRIEF) as connection,
        pytest.raises(Fault, match="closed the connection or stopped answering"),
    ):
        ask(connection)


def test_a_server_that_hangs_up() -> None:
    with scripted({b"bye": None}) as place, Connection(place, PATIENCE) as connection:
        connection.send(b"bye\r\n")
        with pytest.raises(Fault, match="closed the connection"):
            connection.exactly(1)
        connection.close()
        with pytest.raises(Fault, match="closed the connection"):
            connection.send(b"more")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_nobody_listens() -> None:
    assert "no connection" in fault(Address("127.0.0.1", free_port()))


def test_the_name_is_unknown() -> None:
    assert "resolved" in fault(Address("no-such-host.invalid"))


def test_the_socket_is_missing(tmp_path: Path) -> None:
    assert "no connection" in fault(Address(str(tmp_path / "socket"), 0))


def test_something_else_listens() -> None:
    with scripted({b"version": b"HTTP/1.1 400 Bad Request\r\n"}) as place:
        assert fault(place) == "the service at this address is not memcached"


def test_a_silent_listener_is_no_memcached() -> None:
    with scripted({b"version": b""}) as place:
        assert "stopped answering" in fault(place, BRIEF)


def test_a_unix_socket(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        path = tmp_path / "socket"
        listener.bind(str(path))
        listener.listen()

        def answer() -> None:
            accepted, _ = listener.accept()
            with accepted:
                accepted.recv(100)
                accepted.sendall(b"VERSION 1.6.0\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with Connection(Address(str(path), 0), PATIENCE) as connection:
            assert connection.version == "1.6.0"
        thread.join()


@pytest.fixture
def place() -> Iterator[Workspace]:
    """A folder that the account of the servers can read."""
    with workspace() as folder:
        yield folder


@pytest.fixture
def guarded(make_memcached: Start, place: Workspace) -> Address:
    """A server that wants a login, in clear text as memcached's -Y has it."""
    logins = place.folder / "logins"
    logins.write_text("op:secret\n")
    place.hand_over()
    return address(make_memcached("-Y", str(logins)))


def test_with_the_login(guarded: Address) -> None:
    place = Address(guarded.host, guarded.port, Login("op", "secret"))

    _, summary = looked(place)

    assert summary.unchecked == ()
    assert summary.version


def test_a_login_is_kept_from_a_server_that_asks_for_none(memcached: Memcached) -> None:
    """It would store it under the key of the login, for all to read."""
    place = Address(memcached.host, memcached.port, Login("op", "secret"))

    _, summary = looked(place)

    assert summary.unchecked == ()
    with Client(memcached) as client:
        assert client.dump() == []


@pytest.mark.parametrize("login", [None, Login("op", "wrong")])
def test_without_the_login(guarded: Address, login: Login | None) -> None:
    reason = fault(Address(guarded.host, guarded.port, login))

    assert "login" in reason
    assert "wrong" not in reason


def test_a_server_that_speaks_only_binary(make_memcached: Start) -> None:
    """As one with SASL does."""
    assert "binary" in fault(address(make_memcached("-B", "binary")), BRIEF)


@pytest.fixture
def by_sasl(_memcached_program: None, place: Workspace) -> Iterator[Address]:
    """A server that wants a login by SASL (-S), and speaks only the binary protocol therefore."""
    (place.folder / "memcached.conf").write_text("mech_list: plain\n")
    place.hand_over()
    with running("-S", environment={"SASL_CONF_PATH": str(place.folder)}) as server:
        yield address(server)


@pytest.mark.parametrize("login", [None, Login("op", "secret")])
def test_a_server_with_sasl(by_sasl: Address, login: Login | None) -> None:
    assert "SASL" in fault(Address(by_sasl.host, by_sasl.port, login), BRIEF)


def cache(place: Address, *arguments: str) -> int:
    """Exit code of the command for this server."""
    return run(["cache", "--memcached", str(place), "--user-id", "4711", *arguments])


def test_logins_of_the_environment_through_the_command(
    guarded: Address,
    by_sasl: Address,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forget(monkeypatch)
    assert cache(guarded) == 3
    monkeypatch.setenv("MEMCACHE_USERNAME", "op")
    monkeypatch.setenv("MEMCACHE_PASSWORD", "wrong")
    assert cache(guarded) == 3
    assert cache(by_sasl, "--memcached-timeout", "0.5") == 3
    monkeypatch.setenv("MEMCACHE_PASSWORD", "secret")
    assert cache(guarded) == 0
    out, err = capsys.readouterr()
    out = " ".join(out.split())
    assert out.count("UNCHECKED: the server requires a login, or refused") == 2
    assert out.count("UNCHECKED: the server speaks only the binary protocol") == 1
    assert not {"wrong", "secret"} & set((out + err).split())


@pytest.fixture
def certificate(place: Workspace) -> Path:
    path = own_certificate(place.folder / "memcached.pem")
    place.hand_over()
    return path


@pytest.fixture
def secured(make_memcached: Start, certificate: Path) -> Address:
    """A server that speaks only TLS."""
    files = f"ssl_chain_cert={certificate},ssl_key={certificate}"
    return address(make_memcached("-Z", "-o", files))


def test_tls_with_the_right_authority(secured: Address, certificate: Path) -> None:
    access = CacheAccess(timeout=60, tls=Tls(certificate))

    findings, summary = looked(secured, options=CacheOptions(access))

    assert (findings, summary.unchecked) == ([], ())


def test_tls_through_the_command(
    secured: Address,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forget(monkeypatch)
    with socket.create_connection((secured.host, secured.port)) as plain:
        tls = ssl.create_default_context(cafile=certificate)
        with tls.wrap_socket(plain, server_hostname=secured.host) as sock:
            sock.sendall(b"set hers 0 0 19\r\n/api/v3/users/4711/\r\n")
            assert sock.recv(100) == b"STORED\r\n"
    assert cache(secured, "--memcached-ca", str(certificate)) == 1
    assert f"{secured}  hers" in capsys.readouterr().out
    assert cache(secured, "--memcached-tls") == 3
    assert "certificate is not accepted" in capsys.readouterr().out


def test_tls_with_another_authority(secured: Address) -> None:
    assert "certificate is not accepted" in fault(secured, CacheAccess(timeout=60, tls=Tls()))


def test_plain_on_a_port_for_tls(secured: Address) -> None:
    assert fault(secured, BRIEF)


def test_tls_on_a_plain_port(memcached: Memcached) -> None:
    assert "TLS connection failed" in fault(address(memcached), CacheAccess(timeout=60, tls=Tls()))


def test_each_number_of_a_name_is_tried(
    memcached: Memcached, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pymemcache tries the first alone, and a name often stands for ::1 before 127.0.0.1."""
    asked = socket.getaddrinfo
    port = memcached.port

    def two(host: str, *given: Any, **more: Any) -> Any:
        if host != "cache.example":
            return asked(host, *given, **more)
        numbers = ("127.0.0.2", memcached.host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, port)) for n in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    with socket.socket() as other:
        other.bind(("127.0.0.2", 0))
        with Connection(Address("cache.example", port), BRIEF) as connection:
            assert connection.ask(b"version").startswith(b"VERSION ")


def test_an_answer_in_pieces_is_whole() -> None:
    """pymemcache's `raw_command` gives the last piece alone."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with listening.accept()[0] as connected:
                for pieces in ((b"VERSION 1.", b"6.0\r", b"\n"), (b"DELE", b"TED\r\n")):
                    connected.recv(4096)
                    for piece in pieces:
                        connected.sendall(piece)
                        time.sleep(0.05)

        thread = threading.Thread(target=answer)
        thread.start()
        with Connection(Address("127.0.0.1", listening.getsockname()[1]), BRIEF) as connection:
            assert connection.version == "1.6.0"
            assert connection.ask(b"delete key") == b"DELETED"
        thread.join()


@pytest.mark.parametrize(
    "stats",
    [
        b"STAT pid\r\nEND\r\n",
        b"STAT pid x\r\nSTAT time 9\r\nSTAT uptime 1\r\nEND\r\n",
        b"STAT pid 7\r\nSTAT time 2000\r\nSTAT uptime -1000\r\nEND\r\n",
        b"ERROR\r\n",
        b"SERVER_ERROR proxy\r\n",
        b"what?\r\n",
    ],
)
def test_statistics_that_say_nothing(stats: bytes) -> None:
    with scripted({b"stats": stats}) as place, Connection(place, PATIENCE) as connection:
        assert ask(connection) is None
        assert connection.ask(b"version") == b"VERSION 1.6.0"


@pytest.mark.parametrize(
    "stats",
    [b"STAT\r\nEND\r\n", b"VALUE x 0\r\nEND\r\n", b"VALUE x 0 99999999999\r\nEND\r\n"],
)
def test_after_statistics_that_can_t_be_read_nothing_is_read(stats: bytes) -> None:
    with (
        scripted({b"stats": stats}) as place,
        Connection(place, BRIEF) as connection,
        pytest.raises(Fault, match="closed the connection or stopped answering"),
    ):
        ask(connection)


def test_statistics_without_end_do_not_fill_the_memory() -> None:
    endless = b"STAT a b\r\n" * 200_000
    with (
        scripted({b"stats": endless}) as place,
        Connection(place, PATIENCE) as connection,
        pytest.raises(Fault, match="closed the connection or stopped answering"),
    ):
        ask(connection)
