"""Whether any of several patterns occurs in bytes, fast enough for every byte of a cache.

Hyperscan looks for all patterns at once at some gigabytes a second and is used where it is
installed; RE2 takes four times as long and takes every pattern.
"""

from collections.abc import Callable, Sequence

import re2

try:
    import hyperscan
except ImportError:  # there is no build of it for every processor
    HYPERSCAN = False
else:
    HYPERSCAN = True

Scan = Callable[[bytes], bool]
"""Tells whether any pattern occurs in the bytes."""

_MEMORY = 64 * 1024 * 1024


def scan_for(patterns: Sequence[bytes], *, fast: bool = HYPERSCAN) -> Scan:
    """A scan for regular expressions over bytes in RE2's syntax, where `.` is any byte.

    `fast` False does without Hyperscan. Patterns beyond its means are left to RE2.
    """
    if not fast:
        return _with_re2(patterns)
    for_hyperscan = [pattern for pattern in patterns if _compiles(pattern)]
    for_re2 = [pattern for pattern in patterns if pattern not in for_hyperscan]
    scans = [_with_hyperscan(for_hyperscan)] if for_hyperscan else []
    scans += [_with_re2(for_re2)] if for_re2 else []
    if len(scans) == 1:
        return scans[0]
    return lambda data: any(scan(data) for scan in scans)


def _with_re2(patterns: Sequence[bytes]) -> Scan:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.dot_nl = True
    options.max_mem = _MEMORY
    search = re2.compile(b"|".join(b"(?:%b)" % pattern for pattern in patterns), options).search
    return lambda data: search(data) is not None


def _database(patterns: Sequence[bytes]) -> "hyperscan.Database":
    flags = hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_SINGLEMATCH
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=patterns, flags=flags)
    return database


def _compiles(pattern: bytes) -> bool:
    try:
        _database([pattern])
    except hyperscan.error:
        return False
    return True


def _with_hyperscan(patterns: Sequence[bytes]) -> Scan:
    database = _database(patterns)
    hits: list[int] = []

    def note(pattern: int, start: int, end: int, flags: int, context: object) -> None:
        hits.append(pattern)

    def scan(data: bytes) -> bool:
        if not data:  # nothing to scan is an error to Hyperscan
            return False
        hits.clear()
        database.scan(data, match_event_handler=note)
        return bool(hits)

    return scan
