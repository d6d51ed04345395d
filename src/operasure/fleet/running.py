"""`fleet run`: asks all instances from one machine, some at a time, each by a process of its own.

What was asked before counts as the folder of answers says, so a run that was killed goes on where
it was. A process that fails, or takes too long, spoils no other.
"""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from operasure.core import writing
from operasure.core.model import Verdict
from operasure.core.progress import Meter
from operasure.fleet.answers import Answered, Results, answers
from operasure.fleet.file import Fleet, FleetInstance, render
from operasure.server import process

GRACE = 10.0
"""Seconds that a process has to end by itself once it is told to."""
_SAID = 4096
"""Bytes at the end of what a process has said that are looked at."""
BOUND = "--while-input-lasts"
"""The option by which a process ends when its standard input does, which ends with us."""


@dataclass
class Runner:
    """Asks the instances of a fleet: `jobs` at a time, each for at most `timeout` seconds (0: as
    long as it takes). `told` is told of each that did not answer."""

    fleet: Fleet
    results: Results
    jobs: int
    timeout: float
    told: Callable[[str, str], None]
    environment: Mapping[str, str]
    _ended: threading.Event = field(default_factory=threading.Event)

    def go(self, meter: Meter, *, again: bool) -> None:
        """Ask whoever has not answered; with `again` also whoever has not answered "clear"."""
        pending = list(self._pending(again=again))
        every = len(self.fleet.instances)
        with (
            process.scratch() as folder,
            meter.begin("fleet", every, "instances") as stage,
            self._all(ThreadPoolExecutor(self.jobs)) as pool,
        ):
            stage.skip(every - len(pending))
            asked = {pool.submit(self._ask, folder, each, again): each for each in pending}
            for future in as_completed(asked):
                if why := future.result():
                    self.told(asked[future].name, why)
                stage.add(1)

    def _pending(self, *, again: bool) -> Iterator[FleetInstance]:
        pending = dict.fromkeys(
            question.instance
            for question, found in answers(self.fleet, self.results)
            if not isinstance(found, Answered) or (again and found.answer.verdict != Verdict.CLEAR)
        )
        yield from pending

    @contextmanager
    def _all(self, pool: ThreadPoolExecutor) -> Iterator[ThreadPoolExecutor]:
        """The pool; where something comes in between, every process is ended first."""
        try:
            yield pool
        except BaseException:
            self._ended.set()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _ask(self, folder: Path, instance: FleetInstance, again: bool) -> str | None:
        """Let a process ask one instance; returns why it did not answer, if so."""
        own = folder / f"{instance.name}.toml"
        # A file of its own: to read one with thousands of instances takes long.
        writing.write(own, render(self.fleet.only(instance)))
        words = ["fleet", "look", str(own), instance.name, BOUND]
        words += ["--results", str(self.results.path.absolute()), *(["--again"] if again else [])]
        with tempfile.TemporaryFile(dir=folder) as said:
            if self._ended.is_set():
                return None
            asking = subprocess.Popen(
                [sys.executable, "-m", "operasure", *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
                env={**self.environment, "TMPDIR": str(folder)},
            )
            late = not self._gone(asking, self.timeout or math.inf)
            if late:
                _tell(asking, signal.SIGTERM)
                self._gone(asking, GRACE, whatever=True)
            # Whatever it has left behind goes with it.
            _tell(asking, signal.SIGKILL)
            asking.communicate()
            own.unlink()
            if late:
                return f"it took longer than {self.timeout:g} seconds"
            code = asking.returncode
            if code < 0:
                return f"it was ended by signal {-code}"
            return None if code in _ANSWERED else _last_line(said.fileno())

    def _gone(
        self, process: subprocess.Popen[bytes], seconds: float, *, whatever: bool = False
    ) -> bool:
        """Wait until a process has ended; False if it has not in so many seconds, or if all are to
        end before that. It is still to be waited for: so long its number is nobody else's."""
        until, pause = time.monotonic() + seconds, 0.002
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if time.monotonic() > until or (self._ended.is_set() and not whatever):
                return False
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
        return True


_ANSWERED = {each.exit_code for each in Verdict}


def _tell(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _last_line(handle: int) -> str:
    size = os.fstat(handle).st_size
    said = os.pread(handle, _SAID, max(0, size - _SAID)).decode("utf-8", "replace")
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1].removeprefix("operasure: ") if lines else "it ended without a word"
