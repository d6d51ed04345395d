"""Rooms stand in one order: a room imports from those before it, and no two import each other."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "operasure"

ORDER = (
    ("core",),
    ("server", "yjs", "matching"),
    ("database",),
    ("checks",),
    ("looks",),
    ("reports",),
    ("erase",),
    ("cases",),
    ("fleet",),
    ("demo",),
    ("cli",),
)
"""From what stands alone to what stands on all; rooms in one line don't know of each other."""

RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}


@cache
def imported(path: Path) -> tuple[str, ...]:
    """What a file imports, by its whole name."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return tuple(names)


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """The modules of the package that a file imports, as parts below the package."""
    for name in imported(path):
        parts = tuple(name.split("."))
        if parts[0] == "operasure" and len(parts) > 1:
            yield parts[1:]


def edges(depth: int) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Which packages of `depth` import which, by folders below the package."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    folders = {f.parent.relative_to(PACKAGE).parts for f in PACKAGE.rglob("__init__.py")}
    for path in PACKAGE.rglob("*.py"):
        here = path.parent.relative_to(PACKAGE).parts[:depth]
        for parts in imports(path):
            there = parts[:depth]
            while there and there not in folders:
                there = there[:-1]
            if there and here and there != here and here[: len(there)] != there:
                found.setdefault(here, set()).add(there)
    return found


SHARED: Mapping[str, str] = {}
"""Names that several classes may have, each with the reason: at most ten."""


def test_a_name_stands_for_one_class() -> None:
    places: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                places.setdefault(node.name, []).append(where)
    repeated = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: each for name, each in repeated.items() if name not in SHARED} == {}
    assert SHARED.keys() <= repeated.keys()
    assert len(SHARED) <= 10


def test_every_room_has_its_place() -> None:
    rooms = {f.parent.name for f in PACKAGE.glob("*/__init__.py")}
    assert rooms == set(RANK)


def test_no_arrow_points_back() -> None:
    back = [
        f"{here} -> {there}"
        for (here,), targets in edges(1).items()
        for (there,) in targets
        if RANK[there] >= RANK[here]
    ]
    assert back == []


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_no_rooms_import_each_other_in_a_circle(depth: int) -> None:
    arrows = edges(depth)
    done: set[tuple[str, ...]] = set()

    def walk(room: tuple[str, ...], way: tuple[tuple[str, ...], ...]) -> None:
        assert room not in way, " -> ".join("/".join(r) for r in (*way[way.index(room) :], room))
        if room in done:
            return
        for target in sorted(arrows.get(room, ())):
            walk(target, (*way, room))
        done.add(room)

    for room in sorted(arrows):
        walk(room, ())


def test_only_the_command_line_is_top_most() -> None:
    """Beside the rooms there are only the version and the start as a module."""
    assert sorted(p.name for p in PACKAGE.glob("*.py")) == ["__init__.py", "__main__.py"]


def test_nothing_of_the_product_imports_its_tests() -> None:
    for path in PACKAGE.rglob("*.py"):
        tops = {name.partition(".")[0] for name in imported(path)}
        assert not tops & {"support", "openproject"}, path


def test_the_page_lists_the_rooms_in_their_order() -> None:
    page = (PACKAGE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("## Packages")[1].split("## Where to add what")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", table, re.MULTILINE)
    assert [set(re.findall(r"\w+", row)) for row in rows] == [set(line) for line in ORDER]


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_the_files_that_a_page_names_are_there(page: str) -> None:
    top = PACKAGE.parents[1]
    names = re.findall(r"`([\w./-]+/[\w./-]*)`", (top / page).read_text(encoding="utf-8"))
    assert names
    missing = [n for n in names if not any((root / n).exists() for root in (top, PACKAGE))]
    assert missing == []
