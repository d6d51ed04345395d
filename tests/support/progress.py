"""Progress that is kept, and such that does something in the midst of a look."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

from operasure.core.progress import Meter, Stage, StageShare, StageView


class Kept(Meter):
    """Keeps how each stage stood at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.views: list[StageView] = []

    @contextmanager
    def begin(self, *given: object, **more: object) -> Iterator[Stage]:
        with super().begin(*given, **more) as stage:  # type: ignore[arg-type]
            yield stage
            self.views.append(stage.view())


class Meanwhile(Meter):
    """Does `act` once, when so many shares of the work are done, in the thread that did the last
    of them."""

    def __init__(self, number: int, act: Callable[[], object]) -> None:
        super().__init__()
        self._number, self._act, self._lock = number, act, threading.Lock()

    @contextmanager
    def begin(self, *given: object, **more: object) -> Iterator[Stage]:
        with super().begin(*given, **more) as stage:  # type: ignore[arg-type]
            share = stage.share

            @contextmanager
            def watched(name: str, size: int = 0) -> Iterator[StageShare]:
                with share(name, size) as own:
                    yield own
                with self._lock:
                    self._number -= 1
                    now = self._number == 0
                if now:
                    self._act()

            with mock.patch.object(stage, "share", watched):
                yield stage
