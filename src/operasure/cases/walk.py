"""`case next`: runs the steps of a case until a person must do something."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from operasure.cases import folder, log, steps
from operasure.cases.account import CaseAccounts
from operasure.cases.commands import CaseStep, CommandLines
from operasure.cases.folder import CaseFolder
from operasure.cases.site import Site
from operasure.cases.steps import Turn

POLL_SECONDS = 5
_LOOKED = {0: "clear", 1: "leftovers", 3: "incomplete"}
_VERDICTS = {"snapshot", "verify", "find-mentions", "logs", "files", "evict"}
DONE = {0, 1, 3}
"""Exit codes of a step that came to its end."""
_MOST = 4
"""How often a step is taken in one go: searches before and after a review, a removal, the cache."""


@dataclass
class Walk:
    """How steps are carried out: `run` runs a command line and returns its exit code, `account`
    asks the database for the accounts. `done` are the steps that came to their end, each with its
    exit code, and `turn` says whose turn it is."""

    path: Path
    site: Site
    run: Callable[[tuple[str, ...]], int]
    account: Callable[[CaseFolder], CaseAccounts]
    done: list[tuple[CaseStep, int]] = field(default_factory=list)
    turn: Turn | None = None
    state: CaseAccounts | None = None
    told: Callable[[str], None] | None = None
    """Told what is waited for, as often as that changes."""

    def go(
        self, *, asks: bool, yes: bool, wait: bool, only: Collection[str] | None = None
    ) -> int | None:
        """Take steps until it is a person's turn, and return None; or the exit code of a step that
        failed. `asks` says whether somebody is there to be asked; each removal is asked for once.
        Of the steps only those in `only` are taken, if given.
        """
        last, taken = None, Counter[str]()
        accounts = len(folder.read(self.path).user_ids)
        while True:
            step = self._next(wait=wait)
            if isinstance(step, Turn):
                self.turn = step
                return None
            if step.name in steps.ASKED and (taken[step.name] == accounts or not (asks or yes)):
                self.turn = steps.turn(step.name, "asked", name=step.name)
                return None
            if only is not None and step.name not in only:
                self.turn = steps.stopped(step.name)
                return None
            if step == last or taken[step.name] == _MOST * accounts**2:
                # It ended as if it were done, and is due again.
                return 3
            taken[step.name] += 1
            code = self.take(step, yes=yes)
            if code not in DONE:
                return code
            last = step

    def start(self) -> int:
        """Take the steps with which a case begins, as far as they are due; returns the exit code:
        the worst of the snapshots, or that of a step that failed."""
        code = self.go(asks=False, yes=False, wait=False, only=("key", "snapshot"))
        codes = [each for step, each in self.done if step.name == "snapshot" and each]
        return min(codes, default=0) if code is None else code

    def look_again(self) -> int | None:
        """Run every look once more; returns the exit code of one that failed."""
        case = folder.read(self.path)
        made = CommandLines(case, self.site)
        for number in range(len(made.looks()) if steps.can_look(case) else 0):
            # Each has the number that the one before has left.
            made = CommandLines(folder.read(self.path), self.site)
            code = self.take(made.looks()[number].step())
            if code not in DONE:
                return code
        return None

    def take(self, step: CaseStep, *, yes: bool = False) -> int:
        """Run the command line of a step, with a line in the log before and after."""
        words = step.words
        if yes and step.name in steps.ASKED:
            words = (words[0], "--yes", *words[1:])
        log.begin(self.path, words)
        code = self.run(words)
        log.end(self.path, code)
        if code in DONE:
            self.done.append((step, code))
        return code

    def _next(self, *, wait: bool) -> CaseStep | Turn:
        waited: Mapping[int, str] = {}
        while True:
            case = folder.read(self.path)
            if not steps.gone(case) or ("deleted_at" not in case.facts and not self.state):
                self.state = self.account(case)
            living = self.state.states if self.state else ()
            found = steps.due(case, self.site, datetime.now(UTC), living=living)
            if not (isinstance(found, Turn) and found.what == "deletion" and wait):
                return found
            if self.state is None or self.state.stuck:
                # It has failed: nobody knows whether somebody tries again.
                return found
            if self.told and self.state.states != waited:
                states = (f"user {each}: {state}" for each, state in self.state.states.items())
                self.told(f"waiting for the deletion: {'; '.join(states)}")
            waited = self.state.states
            time.sleep(POLL_SECONDS)

    def lines(self) -> Iterator[str]:
        """What was done and what comes next, in at most five lines."""
        case = folder.read(self.path)
        if self.done:
            yield f"done: {', '.join(_shown(*each) for each in self.done)}"
        if self.state and self.state.states:
            yield from (f"user {each}: {state}" for each, state in self.state.states.items())
        elif self.state and self.state.deleted_at and "deleted_at" not in case.facts:
            moment = self.state.deleted_at.isoformat(timespec="seconds")
            yield f"the deletion job ended at {moment}: fill in deleted_at in {folder.CASE}"
        if strangers := case.strangers():
            names = ", ".join(path.name for path in strangers[:3])
            yield f"not taken in: {names}, of another case or made without the key of this one"
        if self.turn:
            yield f"next: {self.turn.says}"


def _shown(step: CaseStep, code: int) -> str:
    name = f"{step.name} {step.account}" if step.account else step.name
    return f"{name} ({_LOOKED[code]})" if step.name in _VERDICTS else name
