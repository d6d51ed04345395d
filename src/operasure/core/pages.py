"""The pages of docs/ of this version: from the wheel, or from the checkout."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path


@cache
def folder() -> Path:
    """Where the pages are."""
    inside = Path(str(resources.files("operasure"))) / "docs"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "docs"


def titles() -> dict[str, str]:
    """Each page by its name, as `operasure help` takes it, with its title."""
    found = {}
    for path in sorted(folder().glob("*.md")):
        with path.open(encoding="utf-8") as page:
            found[path.stem] = page.readline().lstrip("# ").strip()
    found.pop("README", None)
    return found


def read(name: str) -> str:
    """The text of a page."""
    return (folder() / f"{name}.md").read_text(encoding="utf-8").rstrip("\n")
