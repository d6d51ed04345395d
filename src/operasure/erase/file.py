"""The file of a plan: one JSON value a line, so that a million rows are read and written one batch
at a time.

The first line says what the file is, the last one how many lines there are, with a seal over all of
them under the key of the case: a file that was cut off, changed, or made by somebody else is none.
What is read is checked, and nothing of it reaches SQL but as a literal or a quoted name.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from typing import IO, Any

from operasure import __version__
from operasure.core import keeping, reading, strict
from operasure.core.errors import UsageError, readable
from operasure.erase.model import (
    TYPE,
    Action,
    Left,
    Part,
    Piece,
    PlanBatch,
    PlanHead,
    PlanRow,
    PlanStep,
    SavedView,
    ValueEdit,
)

FORMAT = 1
LONGEST_LINE = 512 * 1024 * 1024
"""Bytes of a line that is still read."""
_HEX = re.compile(r"[0-9a-f]{64}|")


@dataclass(frozen=True)
class Plan:
    """A plan in its file; `digest` is that of the whole file, `lines` those of its lines."""

    path: Path
    head: PlanHead
    digest: str
    lines: tuple[bytes, ...] = ()

    def parts(self) -> Iterator[Part]:
        """Its steps, each followed by its batches, and what it leaves. Raises UsageError, also
        where the file is not the one any more that was opened."""
        with self.path.open("rb") as file:
            lines = self._same(_lines(file, self.path))
            next(lines)
            yield from _parts(lines, self.path)

    def _same(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for known in self.lines:
            line = next(lines, b"")
            if hashlib.sha256(line).digest() != known:
                raise UsageError(f"{self.path} was changed while it was read: make it again")
            yield line


def pieces(head: PlanHead, parts: Iterable[Part], key: bytes) -> Iterator[str]:
    """The file, line by line, sealed with the key of a case."""
    seal, lines = _seal(key), 1
    line = _line(
        keeping.preamble("plan", head.delete_after)
        | {"format": FORMAT, "operasure": __version__, "head": head_plain(head)}
    )
    seal.update(line.encode())
    yield line
    for part in parts:
        lines += 1
        line = _line(_plain(part))
        seal.update(line.encode())
        yield line
    yield _end(lines + 1, seal)


def read(path: Path, key: bytes) -> Plan:
    """Open a plan: its head, and whether the file is whole and was made with this key. Raises
    UsageError."""
    digest, seal, before = hashlib.sha256(), _seal(key), _seal(key)
    lines, last = list[bytes](), b""
    with readable(path), path.open("rb") as file:
        head = _read_head(file.readline(LONGEST_LINE), path)
        file.seek(0)
        while line := file.readline(LONGEST_LINE):
            before = seal.copy()
            for each in (digest, seal):
                each.update(line)
            lines.append(hashlib.sha256(line).digest())
            last = line
    end = _loads(last, path)
    if end.get("end") != len(lines):
        raise UsageError(f"{path} is not a complete plan: make it again with 'operasure plan'")
    if not hmac.compare_digest(last, _end(len(lines), before).encode()):
        raise UsageError(
            f"{path} was changed, or made with another key: give the key it was made with "
            "(--case-key), or make it again with 'operasure plan'"
        )
    return Plan(path, head, f"sha256:{digest.hexdigest()}", tuple(lines))


def _seal(key: bytes) -> hmac.HMAC:
    return hmac.new(hmac.digest(key, b"operasure plan", hashlib.sha256), digestmod=hashlib.sha256)


def _end(lines: int, seal: hmac.HMAC) -> str:
    return _line({"end": lines, "seal": f"hmac-sha256:{seal.hexdigest()}"})


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def head_plain(head: PlanHead) -> dict[str, Any]:
    """A head as JSON has it."""
    moment = head.moment.astimezone(UTC).isoformat()
    return asdict(head) | {"moment": moment, "delete_after": head.delete_after.isoformat()}


def _plain(part: Part) -> dict[str, Any]:
    match part:
        case PlanStep():
            return {"step": step_plain(part)}
        case SavedView():
            return {"view": asdict(part)}
        case Left():
            return {"left": asdict(part)}
        case PlanBatch():
            return {"batch": part.number, "rows": [_row(row) for row in part.rows]}


def step_plain(step: PlanStep) -> dict[str, Any]:
    """A step as JSON has it: what it does not use is left out."""
    return {k: v for k, v in asdict(step).items() if v not in (None, (), "")}


def _row(row: PlanRow) -> Any:
    if row.digest is None and row.edit is None:
        return row.key
    edits = [[e.before, e.after, e.pieces] for e in (row.edit, row.beside) if e]
    return [row.key, row.digest, *edits]


def _read_head(line: bytes, path: Path) -> PlanHead:
    content = _loads(line, path)
    if content.get("kind") != "operasure plan":
        raise UsageError(f"{path} is not a plan; 'operasure plan --plan FILE' writes one")
    if content.get("format") != FORMAT:
        raise UsageError(f"{path} has a format that this version does not know")
    return reading.read(PlanHead, content.get("head"), _wrong(path))


def _parts(lines: Iterator[bytes], path: Path) -> Iterator[Part]:
    step: PlanStep | None = None
    for line in lines:
        content = _loads(line, path)
        with _damaged(path):
            if "step" in content:
                step = read_step(content["step"], _wrong(path))
                found: Part = step
            elif "view" in content:
                found = reading.read(SavedView, content["view"], _wrong(path))
            elif "left" in content:
                found = reading.read(Left, content["left"], _wrong(path))
            elif "batch" in content and step is not None:
                rows = tuple(_read_row(row, step) for row in content["rows"])
                found = PlanBatch(step, int(content["batch"]), rows)
            elif "end" in content:
                return
            else:
                raise ValueError
        yield found


def read_step(given: Mapping[str, Any], wrong: reading.Wrong) -> PlanStep:
    """A step from what JSON has of it. Raises the error of what is `wrong`, or
    TypeError or ValueError."""
    step = reading.read(PlanStep, {"group": "", **given}, wrong)
    pairs = [pair for pair in (step.touched, step.beside) if pair]
    whole = (
        all(re.fullmatch(TYPE, type_) for _, type_ in pairs)
        and (step.users or not step.owner)
        and (step.action is Action.DELETE or (step.column and step.type))
        and (step.action is not Action.SET or step.seen)
    )
    if not whole:
        raise wrong("it is no step")
    return step


def _read_row(given: Any, step: PlanStep) -> PlanRow:
    if step.action is Action.SET:
        return PlanRow(_text(given))
    key, digest, *edits = given
    if digest is not None and not (step.action is Action.DELETE and _HEX.fullmatch(digest)):
        raise ValueError
    read_edits = [_edit(each) for each in edits]
    if bool(read_edits) is (step.action is Action.DELETE) or len(read_edits) > 2:
        raise ValueError
    return PlanRow(_text(key), digest, *read_edits)


def _edit(given: Any) -> ValueEdit:
    before, after, pieces_ = given
    if not (_HEX.fullmatch(before) and _HEX.fullmatch(after)):
        raise ValueError
    return ValueEdit(before, after, tuple(_piece(piece) for piece in pieces_))


def _piece(given: Any) -> Piece:
    if isinstance(given, str):
        return _text(given)
    start, length = given
    if type(start) is not int or type(length) is not int or start < 1 or length < 0:
        raise ValueError
    return start, length


def _text(given: Any) -> str:
    if not isinstance(given, str) or "\0" in given:
        raise ValueError
    return given


def _lines(file: IO[bytes], path: Path) -> Iterator[bytes]:
    with readable(path):
        while line := file.readline(LONGEST_LINE):
            yield line


def _loads(line: bytes, path: Path) -> dict[str, Any]:
    try:
        content = strict.loads(line)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise UsageError(f"{path} is not a plan, or is damaged; 'operasure plan' writes one")
    return content


def _wrong(path: Path) -> reading.Wrong:
    return lambda _: UsageError(f"{path} is a damaged plan: make it again")


@contextmanager
def _damaged(path: Path) -> Iterator[None]:
    """Whatever is not as a plan has it becomes one error."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise _wrong(path)("it is no row") from None
