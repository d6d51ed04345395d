"""The SQL that pg_dump writes, statement by statement, with the rows of each COPY.

Only what ends a statement is understood: quotes, comments, brackets (PostgreSQL manual, 4.1
"Lexical Structure"). A statement that was cut in the wrong place is one that the server refuses,
never one that is run by something else. What psql would take for a command of its own is refused,
but for those that pg_dump itself writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from operasure.core.errors import UsageError

LONGEST = 2**30
"""Bytes of a statement or of a row at most: PostgreSQL takes no longer ones."""
CHUNK = 2**20
"""Bytes of rows that are handed on at once."""

IDENTIFIER = r'(?:"(?:[^"]|"")+"|[^\s".,(;]+)'
NAME = rf"(?:{IDENTIFIER}\.)?{IDENTIFIER}"

_TOKEN = re.compile(
    rb"'|\"|--|/\*|(?<![A-Za-z0-9_\x80-\xff$])\$(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)?\$"
    rb"|[;()\\]"
)
_ESCAPES = re.compile(rb"\\.|''|'", re.S)
_ESCAPED = re.compile(rb"(?<![A-Za-z0-9_\x80-\xff$])[eE]\Z")
_COMMENT = re.compile(rb"/\*|\*/")
_COPY = re.compile(rb"\s*COPY\b.*\bFROM stdin;\s*\Z", re.S)
_ATOMIC = re.compile(
    rb"\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b.*\bBEGIN\s+ATOMIC\b", re.S | re.I
)
_ATOMIC_END = re.compile(rb"\bEND\s*;\Z", re.I)
_BACKSLASHES = re.compile(rb"\s*SET standard_conforming_strings = off;", re.I)
_KNOWN = re.compile(rb"\\(?:un)?restrict [A-Za-z0-9]+\s*\Z")
_CONNECT = re.compile(rb"\\connect\b")
_DATA = re.compile(r"-- Data for Name: (.+); Type: TABLE DATA; Schema: (.+); Owner: ")
_MESSAGE = re.compile(rb"pg_dump: +(?:\[[^\]]*\] +)?(\w+)")
"""What pg_dump says of its work, where its messages went into the same file (`2>&1`)."""
_BEGIN, _END = b"-- PostgreSQL database dump", b"-- PostgreSQL database dump complete"
_CLUSTER = b"-- PostgreSQL database cluster dump"


@dataclass(frozen=True)
class Statement:
    """One statement as it stands, and the rows that follow it where it is `COPY … FROM stdin`."""

    sql: bytes
    line: int
    rows: Iterator[bytes] | None = None


class Statements:
    """The statements of a script, once.

    Afterwards `complete` says whether pg_dump's last line was there (for each dump, where several
    stand in one file), and `announced` are the tables (schema, name) whose data the script says it
    holds. Raises UsageError for what pg_dump does not
    write and psql would act on, and where the script ends in the midst of something.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._readline = partial(stream.readline, LONGEST)
        self.line = 0
        self.position = 0
        self.complete = False
        self.announced: set[tuple[str, str]] = set()
        self._connected = False
        self._closer: re.Pattern[bytes] | None = None
        self._depth = 0
        self._comments = 0
        self._backslashes = False
        self._parts: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[Statement]:
        while line := self._next():
            if not self._parts and self._closer is None and self._between(line):
                continue
            for sql, rest in self._ends(line):
                if self._backslashes is False and _BACKSLASHES.match(sql):
                    self._backslashes = True
                if not _COPY.match(sql):
                    yield Statement(sql, self.line)
                    continue
                if rest.strip():
                    raise self._refused("a COPY with something behind it")
                rows = self._rows(b"\\.\r\n" if rest.endswith(b"\r\n") else b"\\.\n")
                yield Statement(sql, self.line, rows)
                for _ in rows:
                    pass
        if self._closer or b"".join(self._parts).strip():
            raise UsageError(f"the dump is cut off: it ends within a statement (line {self.line})")

    def _next(self) -> bytes:
        line: bytes = self._readline()
        self.line += 1
        self._passed(line)
        return line

    def _passed(self, data: bytes) -> None:
        self.position += len(data)
        if len(data) >= LONGEST:
            raise UsageError(f"line {self.line} of the dump is longer than PostgreSQL allows")

    def _between(self, line: bytes) -> bool:
        """Whether this line, which begins outside of statements, is none of SQL."""
        if line.startswith(b"--"):
            self._remark(line.rstrip())
            return True
        if line.startswith(b"\\"):
            self._command(line)
            return True
        if said := _MESSAGE.match(line):
            if said[1] in {b"error", b"fatal"}:
                raise UsageError(
                    f"line {self.line} of the dump is an error message of pg_dump: make a new dump"
                )
            return True
        return not line.strip()

    def _remark(self, line: bytes) -> None:
        if line == _CLUSTER:
            raise UsageError(
                "the dump contains a whole server (pg_dumpall): restore it, and dump only "
                "OpenProject's database with pg_dump"
            )
        if line in (_BEGIN, _END):
            self.complete = line == _END
        found = _DATA.match(line.decode("utf-8", "replace"))
        if found:
            self.announced.add((found[2], found[1]))

    def _command(self, line: bytes) -> None:
        """Pass over what pg_dump itself writes for psql: one \\connect (--create), \\restrict."""
        if _KNOWN.match(line):
            return
        if _CONNECT.match(line) and not self._connected and not self.announced:
            self._connected = True
            return
        raise self._refused("a command for psql")

    def _refused(self, what: str) -> UsageError:
        return UsageError(
            f"line {self.line} of the dump is {what}, which pg_dump does not write there: the "
            f"file was changed, and is not restored"
        )

    def _ends(self, line: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The statements that end in this line, each with what follows it in the line."""
        start = position = 0
        while True:
            position = self._inside(line, position)
            found = None if self._closer else _TOKEN.search(line, position)
            if found is None:
                break
            position = found.end()
            match found[0]:
                case b";" if self._depth == 0:
                    self._keep(line[start:position])
                    start = position
                    if sql := self._taken():
                        yield sql, line[position:]
                case b"--":
                    line = line[: found.start()] + b"\n"
                    break
                case token:
                    self._open(token, line[: found.start()])
        self._keep(line[start:])

    def _open(self, token: bytes, before: bytes) -> None:
        """Note what a token begins: a quote, a comment, a bracket."""
        match token:
            case b"'":
                escapes = self._backslashes or _ESCAPED.search(before)
                self._closer = _ESCAPES if escapes else re.compile(b"'")
            case b'"':
                self._closer = re.compile(b'"')
            case b"/*":
                self._closer, self._comments = _COMMENT, 1
            case b"(":
                self._depth += 1
            case b")":
                self._depth = max(0, self._depth - 1)
            case b"\\":
                raise self._refused("or contains a command for psql")
            case b";":
                pass
            case tag:
                self._closer = re.compile(re.escape(tag))

    def _inside(self, line: bytes, position: int) -> int:
        """Go on behind the end of the quote or comment, or to the end of the line."""
        while self._closer is not None and (found := self._closer.search(line, position)):
            position = found.end()
            if self._closer is _COMMENT:
                self._comments += 1 if found[0] == b"/*" else -1
            elif self._closer is _ESCAPES and found[0] != b"'":
                continue
            if self._closer is not _COMMENT or self._comments == 0:
                self._closer = None
        return position

    def _keep(self, part: bytes) -> None:
        if self._parts or part.strip():
            self._parts.append(part)
            self._size += len(part)
            if self._size > LONGEST:
                raise UsageError(f"the statement in line {self.line} of the dump is too long")

    def _taken(self) -> bytes | None:
        """The statement so far, unless this semicolon belongs to the body of a function."""
        sql = b"".join(self._parts)
        if _ATOMIC.match(sql) and not _ATOMIC_END.search(sql):
            return None
        self._parts, self._size, self._depth = [], 0, 0
        return sql

    def _rows(self, end: bytes) -> Iterator[bytes]:
        """The lines of a COPY up to its end, many at a time."""
        batch: list[bytes] = []
        size = 0
        for row in iter(self._readline, end):
            if not row.endswith(b"\n"):
                self._passed(row)
                raise UsageError(
                    f"the dump is cut off: it ends within the rows of a table (line {self.line})"
                )
            batch.append(row)
            size += len(row)
            if size >= CHUNK:
                yield self._joined(batch)
                size = 0
        yield self._joined(batch)
        self.line += 1

    def _joined(self, batch: list[bytes]) -> bytes:
        rows = b"".join(batch)
        self.line += len(batch)
        self._passed(b"")
        self.position += len(rows)
        batch.clear()
        return rows
