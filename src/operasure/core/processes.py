"""Worker processes of one command, which end when it ends.

A signal of a terminal or of a service manager reaches every process of a group. The command itself
deals with it: a process that works for it neither tells of it nor outlives it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, resource_tracker
from typing import Any

_ENDING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


@contextmanager
def shielded() -> Iterator[None]:
    """Let these signals wait while a process is started: it is begun whole, and never gets them,
    since what waits is inherited. They come when this is left."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        # Python's own helper, which takes some of them up again when it is started.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


class Pool(ProcessPoolExecutor):
    """Processes that are started as they are needed; each runs `start` first."""

    def submit(self, *words: Any, **more: Any) -> Any:
        """As `concurrent.futures` has it."""
        with shielded():
            return super().submit(*words, **more)


@contextmanager
def pool(jobs: int, start: Callable[..., None], given: tuple[object, ...]) -> Iterator[Pool]:
    """So many processes at most, until this is left: at the end of their work, or at once where
    something came in between. They are no forks, which would inherit sockets and threads."""
    others = set(active_children())
    with shielded():
        processes = Pool(jobs, get_context("spawn"), _begin, (start, given))
    with processes:
        try:
            yield processes
        except BaseException:
            for process in set(active_children()) - others:
                process.kill()
            _give_up(processes)
            raise


def _give_up(processes: Pool) -> None:
    """Nobody takes work any more: what still waits to be handed over would wait for ever (mended in
    Python 3.12, https://github.com/python/cpython/issues/94777)."""
    queue = getattr(processes, "_call_queue", None)
    if reader := getattr(queue, "_reader", None):
        reader.close()


def _begin(start: Callable[..., None], given: tuple[object, ...]) -> None:
    # By this the pool itself ends a process.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    start(*given)
