"""Positive controls: a check that finds nothing must show that it could find something.

For each such check a value that occurs in its place is looked up, and the check's own comparison
must find it. A large table is looked through in its first blocks only; where a check's condition
has no row there, another check of the same column stands for it, and where the column shows no
value there, the whole column is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from operasure.checks.scanning import Scan
from operasure.core.model import Check, Compare, Control, Origin
from operasure.core.terms import bytewise, probe, proof, sample
from operasure.database.reader import Reader

PAGES = 1000
"""How many blocks of a table a control looks through first (8 MB)."""

FAILED = "its positive control found nothing although the place contains a value"

_BINARY = r"[\u0001-\u0006\u000e-\u001a\u001c-\u001f]|^x\\(234|332)|^\(\\265/|(^|[^\\])(\\\\)*\\000"
"""What no text has, as `encode(…, 'escape')` writes it: characters that control a device, a zero
byte (UTF-16), and the beginnings of zlib's and Zstandard's formats (RFC 1950, 2.2; RFC 8878,
3.1.1). Everything else that is compressed, Ruby's Marshal and pictures have some of the first."""


def controls(
    reader: Reader, scan: Scan, clear: Sequence[Check], parameters: Mapping[str, object]
) -> dict[str, Control | None]:
    """A control for each check of `clear` by its id; None where the control failed.

    May raise psycopg.Error like any other statement.
    """
    samples = _samples(reader, scan, clear, parameters)
    proven = _proven(reader, scan, samples)
    shared = {check.value for check in clear if proven.get(check.id)}
    found: dict[str, Control | None] = {}
    missing: list[Check] = []
    for check in clear:
        if check.id in samples:
            scope = "check" if proof(check, scan.source, "0") else "text"
            found[check.id] = Control(1, scope) if proven[check.id] else None
        elif check.value in shared and check.compare is not Compare.JOINED:
            found[check.id] = Control(1, "column")
        else:
            missing.append(check)
    return found | _empties(reader, scan, missing)


def binary(reader: Reader, source: str, clear: Iterable[Check]) -> dict[str, str]:
    """Why checks of `clear` (by id) prove nothing: columns that no query names, of bytes in which a
    text would not be seen. May raise psycopg.Error."""
    asked = [
        check
        for check in clear
        if check.origin is Origin.SWEPT and check.declared is None and "encode(" in check.value
    ]
    if not asked:
        return {}
    held = (f"{bytewise(check.value)} ~ :binary" for check in asked)
    shown = ", ".join(f"count(*) FILTER (WHERE {test}) AS n{i}" for i, test in enumerate(held))
    row = reader.fetch(f"SELECT {shown} FROM {source}", binary=_BINARY)[0]
    counts = {check.id: int(row[f"n{i}"]) for i, check in enumerate(asked)}
    return {
        key: f"{n} {'row holds' if n == 1 else 'rows hold'} bytes that are not plain text, "
        "such as compressed data or a picture: not all of their content can be read"
        for key, n in counts.items()
        if n
    }


def _samples(
    reader: Reader, scan: Scan, checks: Sequence[Check], parameters: Mapping[str, object]
) -> dict[str, object]:
    """For each check a value that occurs in the first blocks, if there is one."""
    if not checks:
        return {}
    shown = (f"({probe(c, scan.source, PAGES)}) AS s{i}" for i, c in enumerate(checks))
    row = reader.fetch(f"SELECT {', '.join(shown)}", **_used(parameters, "user_id"))[0]
    values = {c.id: row[f"s{i}"] for i, c in enumerate(checks)}
    return {key: value for key, value in values.items() if value is not None}


def _used(parameters: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: parameters[name] for name in names}


def _proven(reader: Reader, scan: Scan, samples: Mapping[str, object]) -> dict[str, bool]:
    """Whether each check's comparison finds its sample. A text is its own proof."""
    proven = dict.fromkeys(samples, True)
    asked: list[str] = []
    statements: list[str] = []
    bound: dict[str, object] = {}
    for i, check in enumerate(scan.checks):
        found = proof(check, scan.source, f":value_{i}") if check.id in samples else None
        if found:
            asked.append(check.id)
            statements.append(f"EXISTS ({found}) AS p{i}")
            bound[f"value_{i}"] = samples[check.id]
    if asked:
        row = reader.fetch(f"SELECT {', '.join(statements)}", **bound)[0]
        proven.update(zip(asked, (bool(v) for v in row.values()), strict=True))
    return proven


def _empties(reader: Reader, scan: Scan, missing: Sequence[Check]) -> dict[str, Control | None]:
    """Say of each place without a sample whether it is empty or only its first blocks are."""
    nothing = Control(0, "first blocks")
    plain = [c for c in missing if c.compare is not Compare.JOINED]
    found: dict[str, Control | None] = {c.id: nothing for c in missing}
    if 0 < scan.pages <= PAGES:
        return {c.id: Control(0, empty=True) for c in missing}
    held = _held(reader, scan.source, dict.fromkeys(map(sample, plain)))
    return found | {c.id: Control(0, empty=True) for c in plain if sample(c) not in held}


def _held(reader: Reader, source: str, values: Iterable[str]) -> set[str]:
    """Those of some values that any row has. The first row that has one is looked up first: mostly
    it has all of them, and the table is not read to its end."""
    asked = list(values)
    if not asked:
        return set()
    either = " OR ".join(f"{value} IS NOT NULL" for value in asked)
    shown = ", ".join(f"{value} IS NOT NULL AS m{i}" for i, value in enumerate(asked))
    rows = reader.fetch(f"SELECT {shown} FROM {source} WHERE {either} LIMIT 1")
    first = {value for i, value in enumerate(asked) if rows and rows[0][f"m{i}"]}
    rest = [value for value in asked if value not in first]
    if not (rows and rest):
        return first
    shown = ", ".join(f"max({value}) AS m{i}" for i, value in enumerate(rest))
    row = reader.fetch(f"SELECT {shown} FROM {source}")[0]
    return first | {value for i, value in enumerate(rest) if row[f"m{i}"] is not None}
