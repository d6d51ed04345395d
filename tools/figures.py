"""Print the figures of the house: `python tools/figures.py [TREE …]`, a column for each tree."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median

ROOMS = (
    ("core",), ("server", "yjs", "matching"), ("database",), ("checks",), ("looks",), ("reports",),
    ("erase",), ("cases",), ("fleet",), ("demo",), ("cli",),
)  # fmt: skip
"""From what stands alone to what stands on all (tests/test_architecture.py holds the order)."""


def figures(tree: Path) -> Mapping[str, str]:
    """The figures of one tree, each as text."""
    top = tree / "src" / "operasure"
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(top.rglob("*.py"))}
    lines = {path: text.count("\n") for path, text in texts.items()}
    rooms = Counter[str]()
    for path, number in lines.items():
        rooms[path.relative_to(top).parts[0] if path.parent != top else ""] += number
    longest = max(lines, key=lambda path: lines[path])
    room, size = rooms.most_common(1)[0]
    arrows = set(_arrows(top, texts))
    return {
        "files": str(len(texts)),
        "lines": str(sum(lines.values())),
        "lines of the tests": str(_lines(tree / "tests")),
        "largest room": f"{room} {size}",
        "longest module": f"{longest.relative_to(top)} {lines[longest]}",
        "modules over 350 lines": str(sum(number > 350 for number in lines.values())),
        "rooms in a circle": str(len(_circle(arrows))),
        "arrows against the order": _against(arrows),
        "Any": str(sum(len(re.findall(r"\bAny\b", text)) for text in texts.values())),
        "dict[str, Any]": str(sum(text.count("dict[str, Any]") for text in texts.values())),
        "names of several classes": str(len(repeated(texts.values()))),
        "lines of schemas kept by hand": str(_by_hand(tree)),
        "installed, MB": f"{sum(f.stat().st_size for f in _installed(top)) / 1e6:.1f}",
        "--help, s": f"{_help(tree):.2f}",
    }


def repeated(texts: Iterable[str]) -> Mapping[str, int]:
    """The names that several classes have."""
    found = Counter[str]()
    for text in texts:
        found.update(n.name for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ClassDef))
    return {name: number for name, number in found.items() if number > 1}


def _lines(folder: Path) -> int:
    return sum(path.read_text(encoding="utf-8").count("\n") for path in folder.rglob("*.py"))


def _installed(top: Path) -> Iterator[Path]:
    return (f for f in top.rglob("*") if f.is_file() and "__pycache__" not in f.parts)


def _arrows(top: Path, texts: Mapping[Path, str]) -> Iterator[tuple[str, str]]:
    rooms = {path.parent.name for path in top.glob("*/__init__.py")}
    for path, text in texts.items():
        here = path.relative_to(top).parts[0]
        for target in re.findall(r"(?:from|import) operasure(?:\.| import )(\w+)", text):
            if here in rooms and target in rooms and target != here:
                yield here, target


def _circle(arrows: set[tuple[str, str]]) -> set[str]:
    """The rooms that reach themselves."""
    reach = set(arrows)
    while more := {(a, d) for a, b in reach for c, d in reach if b == c} - reach:
        reach |= more
    return {a for a, b in reach if a == b}


def _against(arrows: set[tuple[str, str]]) -> str:
    rank = {room: place for place, rooms in enumerate(ROOMS) for room in rooms}
    if any(room not in rank for arrow in arrows for room in arrow):
        return "no order"
    return str(sum(rank[there] >= rank[here] for here, there in arrows))


def _by_hand(tree: Path) -> int:
    """Lines of JSON Schema that no tool writes."""
    tools = "".join(path.read_text(encoding="utf-8") for path in (tree / "tools").glob("*.py"))
    schemas = (tree / "docs").glob("*.schema.json")
    hand = [f for f in schemas if f.name not in tools and f'"{f.name.split(".")[0]}"' not in tools]
    return sum(f.read_text(encoding="utf-8").count("\n") for f in hand)


def _help(tree: Path, runs: int = 5) -> float:
    """Seconds of `operasure --help`, the median."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        command = [sys.executable, "-m", "operasure", "--help"]
        subprocess.run(command, env=environment, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return median(taken)


if __name__ == "__main__":
    trees = [Path(each) for each in sys.argv[1:]] or [Path(__file__).parents[1]]
    columns = [figures(tree) for tree in trees]
    for name in columns[0]:
        print(f"{name:32}" + "".join(f"{column[name]:32}" for column in columns).rstrip())
