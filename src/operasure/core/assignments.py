"""Files of shell assignments (`export KEY="value"`), read as data: nothing is ever run.

The grammar is POSIX.1-2017, XCU 2.2 and 2.9.1, as far as a file that only assigns needs it.
Whatever else a file holds, a shell could do anything with; such a file is refused whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_GAP = re.compile(r"(?:[ \t]|\\\n)*")
_EMPTY = re.compile(r"(?:#[^\n]*)?(?:\n|\Z)")
_END = re.compile(r"(?:#[^\n]*)?(?:\n|\Z)|;")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN = re.compile(r"[^\s'\"\\$`;&|<>()]+|[\r\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u3000]+")
_SINGLE = re.compile(r"'([^']*)'")
_EXPANSION = re.compile(
    r"\$(?:[A-Za-z0-9_]+|[@*#?!-]|\$(?!\{)|\{[A-Za-z_][A-Za-z0-9_]*(?::?[+-][^{}'\"`$\\\n]*)?\})"
)
_LONE = re.compile(r"\$(?=[\s;/.,:=%^+~\]}]|\Z)")
_LONE_WITHIN = re.compile(r"\$(?=[\s;/.,:=%^+~\]}\"])")
_QUOTED = re.compile(r"[^\"\\$`]+")


class NotAssignmentsError(ValueError):
    """The content does more than assign; `line` is where, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is no plain assignment")
        self.line = line


@dataclass
class Shell:
    """What a shell that reads one file after another would know."""

    values: dict[str, str | None] = field(default_factory=dict)
    """None where only a shell can tell the value: it takes another variable's."""
    exported: set[str] = field(default_factory=set)

    def read(self, content: str) -> dict[str, str | None]:
        """Read a file, and return what it assigns. Raises NotAssignmentsError; then nothing of the
        file was taken."""
        found, exported = _Reader(content).run()
        self.values |= found
        self.exported |= exported
        return found


class _Reader:
    def __init__(self, content: str) -> None:
        self.content, self.at = content, 0
        self.values: dict[str, str | None] = {}
        self.exported: set[str] = set()

    def run(self) -> tuple[dict[str, str | None], set[str]]:
        if "\0" in self.content:
            raise self._refusal(self.content.index("\0"))
        while self.at < len(self.content):
            self._take(_GAP)
            if not self._take(_EMPTY):
                self._statement()
        return self.values, self.exported

    def _statement(self) -> None:
        export = self._take(re.compile(r"export(?=[ \t]|\\\n)")) is not None
        named = 0
        while True:
            self._take(_GAP)
            if named and self._take(_END):
                return
            name = self._take(_NAME)
            if name is None:
                raise self._refusal()
            if self._take(re.compile("=")):
                self.values[name[0]] = self._word()
            elif not export:
                raise self._refusal()
            if export:
                self.exported.add(name[0])
            if not re.compile(r"[ \t\n;]|\\\n|\Z").match(self.content, self.at):
                raise self._refusal()
            named += 1

    def _word(self) -> str | None:
        """A value to its end; None if only a shell can tell it."""
        pieces: list[str] = []
        known = not self.content.startswith("~", self.at)
        while True:
            if piece := self._take(_PLAIN):
                # A shell expands these in places: ~ behind a colon, braces and patterns of export.
                known = known and not re.search(r":~|[{*?\[]", piece[0])
                pieces.append(piece[0])
            elif piece := self._take(_SINGLE):
                pieces.append(piece[1])
            elif self._take(re.compile('"')):
                known = self._double(pieces) and known
            elif self._take(_EXPANSION):
                known = False
            elif self._take(_LONE):
                pieces.append("$")
            elif self._take(re.compile(r"\\\n")):
                pass
            elif piece := self._take(re.compile(r"\\([^\n])")):
                pieces.append(piece[1])
            else:
                return "".join(pieces) if known else None

    def _double(self, pieces: list[str]) -> bool:
        known = True
        while not self._take(re.compile('"')):
            if piece := self._take(_QUOTED):
                pieces.append(piece[0])
            elif piece := self._take(re.compile(r'\\([$`"\\\n])')):
                pieces.append(piece[1].replace("\n", ""))
            elif self._take(re.compile(r"\\")):
                pieces.append("\\")
            elif self._take(_EXPANSION):
                known = False
            elif self._take(_LONE_WITHIN):
                pieces.append("$")
            else:
                raise self._refusal()
        return known

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.content, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def _refusal(self, at: int | None = None) -> NotAssignmentsError:
        return NotAssignmentsError(self.content.count("\n", 0, self.at if at is None else at) + 1)
