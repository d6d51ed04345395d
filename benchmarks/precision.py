"""What is taken for a mention in prose that mentions nobody: false alarms by name and confidence.

    python benchmarks/precision.py FILE_OR_DIR ... [--name NAME ...] [--most MB] [--format json]

Reads texts (UTF-8, gzip too), manual pages, web pages (without their markup) and the translations
in catalogues of messages (`*.mo`); a folder is read whole, each text once, in an order that does
not go by folder, so that `--most` takes a little of everything. Prints for each name the matches by
confidence, the mentions for 10 MB, and how many of the possible ones stand beside another person's
name. Ctrl+C ends the reading, and what was read counts. Exit code 1 if one match is certain, or
more than one for 10 MB is likely.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import hashlib
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from operasure.matching import decode, match
from operasure.matching.beside import another
from operasure.matching.identity import Identity
from operasure.matching.names import PersonName
from operasure.matching.seek import Seeker, Seen

NAMES = (
    "Jürgen Müller", "Anna Schmidt", "Steve Hall", "Li Wei", "Mark May", "Will Young",
    "Karl Manül", "Anna van der Berg", "Jean Martin", "John Smith", "Max Fuchs", "Rose Brown",
)  # fmt: skip
"""Common names, and awkward ones: of ordinary words, very short, or within other words."""
PIECE = 4_000
"""Characters of a text that are looked at as one value, with the rest of the line."""
MB = 1_000_000
_PIECES = re.compile(rf"[\s\S]{{1,{PIECE}}}[^\n]{{0,{PIECE}}}")
_UNREAD = frozenset(".css .js .svg .xml .png .gif .xpm .ods .h .c .py .pl .patch".split())
"""How files end that hold no prose, though they may be text."""
_MARKUP = re.compile(r"<(script|style|head)\b[\s\S]*?</\1>|<[^<>]*>")
_BLOCK = re.compile(r"(?i)</?(?:p|div|h\d|li|ul|ol|t[rdh]|table|br|pre|d[tdl])\b")


def files(paths: Sequence[Path]) -> list[Path]:
    """The files at or below some paths, shuffled in the same way each time."""
    found = {
        f for path in paths for f in (path.rglob("*") if path.is_dir() else [path]) if f.is_file()
    }
    return sorted(found, key=lambda f: hashlib.sha256(str(f).encode()).digest())


def texts(path: Path) -> Iterator[str]:
    """The texts of a file, none if it holds something else."""
    if path.suffix in _UNREAD:
        return
    try:
        if path.suffix == ".mo":
            with path.open("rb") as file:
                catalogue: dict[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
            yield "\n\n".join(text for key, text in catalogue.items() if key)
            return
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        text = content.decode()
        yield html.unescape(_MARKUP.sub(_shown, text)) if path.suffix == ".html" else text
    except (OSError, EOFError, ValueError, LookupError):
        return


def _shown(tag: re.Match[str]) -> str:
    return "\n" if tag[1] or _BLOCK.match(tag.group()) else ""


def values(paths: Sequence[Path], most: int) -> Iterator[str]:
    """Pieces of the texts, none twice, up to so many bytes."""
    seen: set[bytes] = set()
    read = 0
    for path in files(paths):
        for text in texts(path):
            for piece in _PIECES.findall(text):
                digest = hashlib.sha256(piece.encode()).digest()[:12]
                if digest not in seen:
                    seen.add(digest)
                    read += len(piece.encode())
                    yield piece
            if read > most:
                return


def counted(
    paths: Sequence[Path], names: Sequence[str], most: int, *, show: bool
) -> tuple[dict[str, Counter[str]], int]:
    """Matches by name and confidence, and the bytes read: those until somebody stops it."""
    seekers = {name: Seeker(Identity.of([PersonName.parse(name)])) for name in names}
    # Each name asks for the same readings of a text.
    match.readings = lru_cache(maxsize=4)(lambda text: tuple(decode.readings(text)))
    counts = {name: Counter[str]() for name in names}
    size = 0
    try:
        for text in values(paths, most):
            value = text.encode()
            for name, seeker in seekers.items():
                for seen in seeker.find(value, structured=False):
                    _count(counts[name], name, seen, show=show)
            size += len(value)
    except KeyboardInterrupt:
        pass
    return counts, size


def _count(count: Counter[str], name: str, seen: Seen, *, show: bool) -> None:
    count[seen.confidence] += 1
    if seen.confidence == "possible":
        other = another(seen.before, seen.mention, seen.after, seen.variant)
        count["beside others"] += bool(other)
    elif show:
        shown = f"{seen.before[-30:]}[{seen.mention}]{seen.after[:30]}"
        told = f"{name}\t{seen.confidence}\t{seen.variant}\t{shown!r}"
        print(told, file=sys.stderr, flush=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure false alarms on prose.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_DIR")
    parser.add_argument("--name", action="append", metavar="NAME")
    parser.add_argument("--most", type=float, default=1_000_000, metavar="MB")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--show", action="store_true", help="print what is more than possible")
    options = parser.parse_args()
    most = int(options.most * MB)
    counts, size = counted(options.paths, options.name or NAMES, most, show=options.show)
    columns = ("certain", "likely", "possible", "beside others")
    if options.format == "json":
        told = {name: {c: count[c] for c in columns} for name, count in counts.items()}
        print(json.dumps({"bytes": size, "names": told}, ensure_ascii=False, indent=1))
    else:
        print(f"{size / MB:.1f} MB")
        print(f"{'name':24}" + "".join(f"{c:>14}" for c in columns) + f"{'likely/10 MB':>14}")
        for name, count in counts.items():
            each = "".join(f"{count[c]:14}" for c in columns)
            print(f"{name:24}{each}{count['likely'] * 10 * MB / max(size, 1):14.2f}")
    bad = any(n["certain"] or n["likely"] * 10 * MB > size for n in counts.values())
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
