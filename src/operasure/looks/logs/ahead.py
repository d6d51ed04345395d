"""Work done ahead of whoever needs it, in threads: worth it where that leaves Python's lock, as
decompressing and RE2 do."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
_PATIENCE = 0.2
"""Seconds after which a thread that waits looks whether it is still wanted."""


class _End(Generic[T]):
    """The end of what a thread reads, with what went wrong."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def ahead(source: Iterable[T]) -> Iterator[T]:
    """The same, read in a thread that keeps a little ahead. Raises what `source` does. When the
    consumer stops, so does the thread, after what it is waiting for."""
    queue: Queue[T | _End[T]] = Queue(_AHEAD)
    stopped = Event()
    # A daemon, since reading a pipe can't be interrupted and must not hold up the program's end.
    Thread(target=_fill, args=(source, queue, stopped), daemon=True).start()
    try:
        while True:
            item = queue.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stopped.set()


def _fill(source: Iterable[T], queue: Queue[T | _End[T]], stopped: Event) -> None:
    end = _End[T]()
    try:
        for item in source:
            if not _put(queue, item, stopped):
                return
    except BaseException as error:  # it is raised where the consumer is
        end = _End(error)
    _put(queue, end, stopped)


def _put(queue: Queue[T | _End[T]], item: T | _End[T], stopped: Event) -> bool:
    while not stopped.is_set():
        try:
            queue.put(item, timeout=_PATIENCE)
        except Full:
            continue
        return True
    return False


def mapped(work: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[tuple[T, R]]:
    """Each item with what the work makes of it, in their order, some of them at a time."""
    waiting: deque[tuple[T, Future[R]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) > threads:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
