"""Fixtures: real servers, shared by all workers of a run, and databases cloned on them."""

import gc
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from pymemcache.client.base import Client

from operasure.cli import common
from operasure.core.errors import UsageError
from operasure.looks.snapshot import sealed
from operasure.matching import loose
from operasure.matching.loose import Compiled
from operasure.reports.certificate import pdf
from operasure.server import memcached as memcached_server
from operasure.server.memcached import Memcached
from operasure.server.postgresql import Server
from support import databases, servers
from support.databases import MakeDatabase

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from support.browser import Pages

# How long an example takes says something about the machine, not about the code.
hypothesis.settings.register_profile(
    "operasure", deadline=None, max_examples=int(os.environ.get("OPERASURE_EXAMPLES", "50"))
)
hypothesis.settings.load_profile("operasure")

INSTALLATIONS = servers.chosen()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput[servers.KEY] = servers.describe(servers.shared(node.config))


def pytest_configure(config: pytest.Config) -> None:
    # Until the collection is over: of what it makes nothing goes, and to look for it would take
    # longer than all else in it.
    gc.disable()
    servers.write_in_memory()
    servers.provide_psql(config)
    os.environ["OPERASURE_CONF_D"] = ""  # nothing of an OpenProject on this machine
    # A shell that starts a run in the background has it ignore these, and all that it starts.
    usual = {signal.SIGINT: signal.default_int_handler}
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual.get(number, signal.SIG_DFL))


def pytest_unconfigure(config: pytest.Config) -> None:
    servers.stop(config)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: of what a search makes, little does, and to look through all
    of it every 700 objects takes up to a fifth of its time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "server" in metafunc.fixturenames:
        if not INSTALLATIONS:
            raise pytest.UsageError("no PostgreSQL server program found: install 'postgresql'")
        names = [f"postgresql-{each.major}" for each in INSTALLATIONS]
        metafunc.parametrize("server", range(len(names)), ids=names, indirect=True, scope="session")


@pytest.fixture(scope="session", autouse=True)
def _passphrases_quick_to_try() -> Iterator[None]:
    """Some tenths of a second for each is for those who guess; tests/snapshot/test_file.py
    holds the real number."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "COST", 2**10)
        yield


@pytest.fixture(scope="session", autouse=True)
def _each_person_is_spelled_once() -> Iterator[None]:
    """The patterns follow from the identity alone; a process of operasure makes them once, a worker
    of the tests would for hundreds of searches for the same few people."""
    of = Compiled.of
    compiled = lru_cache(4)(lambda patterns, _options: of(patterns))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loose, "_ways", lru_cache(64)(loose._ways))
        patch.setattr(Compiled, "of", lambda patterns: compiled(tuple(patterns), loose.options))
        yield


@pytest.fixture(autouse=True)
def _nothing_said_of_superusers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests read as the superuser who planted; tests/cli/test_role.py holds what is said."""
    monkeypatch.setattr(common, "warn", lambda line: None)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    """The first PostgreSQL at hand and the newest in turn."""
    index: int = request.param
    return servers.shared(request.config)[index]


@pytest.fixture(scope="session")
def any_server(pytestconfig: pytest.Config) -> Server:
    """The first PostgreSQL at hand: the system's newest, else a wheel's."""
    return servers.shared(pytestconfig)[0]


@pytest.fixture
def make_database(pytestconfig: pytest.Config) -> Iterator[MakeDatabase]:
    """Clone template databases for this test, on `any_server` unless told otherwise."""
    with ExitStack() as stack:

        def make(template: str = "empty-17.1", server: Server | None = None) -> str:
            chosen = server or servers.shared(pytestconfig)[0]
            return stack.enter_context(databases.clone(chosen, template))

        yield make


@pytest.fixture(scope="session")
def shared_database(pytestconfig: pytest.Config) -> Iterator[MakeDatabase]:
    """Like `make_database`, with one copy for all tests of this worker: they may only read it."""
    copies: dict[tuple[str, int], str] = {}
    with ExitStack() as stack:

        def find(template: str = "empty-17.1", server: Server | None = None) -> str:
            chosen = server or servers.shared(pytestconfig)[0]
            key = (template, chosen.port)
            if key not in copies:
                copies[key] = stack.enter_context(databases.clone(chosen, template))
            return copies[key]

        yield find


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line, the last, on what was not tested on this machine, and why."""
    why = Counter(
        str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        for report in terminalreporter.stats.get("skipped", ())
    )
    told = "; ".join(
        f"{number} {'test' if number == 1 else 'tests'} ({reason.removeprefix('Skipped: ')})"
        for reason, number in sorted(why.items())
    )
    if told:
        terminalreporter.write_line(f"Not tested here: {told}.")


@pytest.fixture(scope="session")
def _memcached_program() -> None:
    if memcached_server.program() is None:
        pytest.skip(memcached_server.MISSING)


@pytest.fixture(scope="session")
def _memcached(_memcached_program: None) -> Iterator[Memcached]:
    with memcached_server.running() as started:
        yield started


@pytest.fixture
def memcached(_memcached: Memcached) -> Memcached:
    """A memcached of this worker's own, empty, and counting nothing."""
    with closing(Client(_memcached.address)) as client:
        client.flush_all(noreply=False)
        # What was flushed counts until the server comes across it.
        while int(client.stats()[b"curr_items"]):
            client.raw_command(b"lru_crawler crawl all")
            time.sleep(0.01)
    return _memcached


@pytest.fixture
def make_memcached(_memcached_program: None) -> Iterator[Callable[..., Memcached]]:
    """Start a further memcached with command-line options, stopped after the test."""
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(memcached_server.running(*options))


@pytest.fixture(scope="session")
def printer() -> None:
    """Skips where nothing can be printed as PDF, for want of a library or a font."""
    try:
        pdf.pdf(b"<html lang='en'><title>x</title><p>text")
    except UsageError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def _browser() -> "Iterator[Browser]":
    # Imported here: only the tests that look at pages pay for it.
    from support import browser  # noqa: PLC0415

    program = browser.program()
    if program is None:
        pytest.skip(browser.MISSING)
    if not browser.has_driver():
        pytest.skip(browser.NO_DRIVER)
    with browser.launched(program) as started:
        yield started


@pytest.fixture
def pages(_browser: "Browser", tmp_path: Path) -> "Iterator[Pages]":
    """Pages in a headless Chromium; they may complain of nothing, and ask for nothing."""
    from support.browser import Pages  # noqa: PLC0415

    opened = Pages(_browser, tmp_path)
    yield opened
    opened.close()
    assert opened.faults == []
