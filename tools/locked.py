"""Print the part of requirements.lock that some of its packages need, with all hashes.

    python tools/locked.py                what operasure and its extras need
    python tools/locked.py hatchling …    what these need

`uv pip compile` writes below each package who asks for it; that is followed backwards.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
PROJECT = "operasure (pyproject.toml)"
OMITTED = {"mkdocs"}
"""The only one of the extras that no command uses."""
_NAME = re.compile(r"^([A-Za-z0-9._-]+)==", re.M)


def blocks(content: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Each package with its lines, and with who asks for it."""
    starts = [*_NAME.finditer(content)]
    ends = [each.start() for each in starts[1:]] + [len(content)]
    found = {}
    for start, end in zip(starts, ends, strict=True):
        text = content[start.start() : end]
        asked = re.findall(r"^    #(?: via)? +(?!via$)(\S.*)$", text, re.M)
        found[start[1]] = (text, frozenset(asked))
    return found


def needed(content: str, roots: Iterable[str] = ()) -> str:
    """The lines of what `roots` need, them included; of the project if there are none. Raises
    KeyError for one that is not locked."""
    known = blocks(content)
    chosen = set(roots) or {
        name for name, (_, asked) in known.items() if PROJECT in asked and name not in OMITTED
    }
    missing = chosen - set(known)
    if missing:
        raise KeyError(", ".join(sorted(missing)))
    before: set[str] = set()
    while before != chosen:
        before = set(chosen)
        chosen |= {name for name, (_, asked) in known.items() if asked & before}
    return "".join(text for name, (text, _) in known.items() if name in chosen)


if __name__ == "__main__":
    sys.stdout.write(needed(LOCK.read_text(encoding="utf-8"), sys.argv[1:]))
