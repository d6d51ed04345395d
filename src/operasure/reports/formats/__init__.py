"""The formats of a report: each is one module of this folder, and is known by lying here.

A module says in `FORMAT` what it is called, which files it is written to and by which commands, and
how it renders a document. So a new format is one new module. A module loads what it needs when it
renders, since every command that reports reads all of `FORMAT`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.reports.evidence.document import Document, Paint, Written

SHOW = "show"
"""The command that renders every command's documents, and so offers every form."""


REPORTS = {
    "verify": "evidence.verify_text",
    "find-mentions": "evidence.mentions_text",
    "audit": "evidence.audit_text",
    "cache": "evidence.cache_text",
    "logs": "evidence.logs",
    "files": "evidence.files_text",
    "plan": "evidence.planned",
    "erase": "evidence.erasure_text",
    "coverage": "evidence.coverage",
    "fleet": "evidence.fleet",
    "canary": "evidence.canary",
    "snapshot": "inventory.inventory",
}
"""By command: the module that makes the report to read of its document, in its function `render`,
and says in words what the document holds, such as the verdict."""


def report_of(command: str) -> Any:
    """The module of `REPORTS` for a command."""
    return import_module(f"operasure.reports.{REPORTS[command]}")


@dataclass(frozen=True)
class Paper:
    """What a command reports: the document, and what of it is shown to who reads it alone."""

    command: str
    document: Document
    report: Callable[[Paint], Written] | None = None
    """The report to read with what the document does not hold, such as passages; None for the one
    that is made from the document."""
    passages: Callable[[Paint], Iterable[str]] | None = None
    """Lines of texts that stand below the report, of a document that holds none of them."""
    delete_after: date | None = None
    """The day after which the report to read is deleted; None where it holds no text."""
    paint: Paint | None = None
    """How the report to read is coloured where somebody watches it; None in a file."""
    full: bool = False
    """Whether a report to read is whole, however long."""
    language: str = "en"
    """The language of a page."""


@dataclass(frozen=True)
class Format:
    """One format. `says` is what it is in a few words, for the help."""

    name: str
    suffixes: tuple[str, ...]
    says: str
    render: Callable[[Paper], Iterable[str]]
    commands: frozenset[str] | None = None
    """Whose documents it can render; None for every command's."""

    def takes(self, command: str) -> bool:
        """Whether it can render what a command reports."""
        return self.commands is None or command in (*self.commands, SHOW)


_FIRST = ("text", "json", "html")
"""What every command gives stands first in its help, and text is what it gives unless told."""


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    order = [*_FIRST, *(name for name in sorted(names) if name not in _FIRST)]
    found = [import_module(f"{__name__}.{name}").FORMAT for name in order]
    return {each.name: each for each in found}


def of_command(command: str) -> tuple[Format, ...]:
    """The formats that a command can give, text first."""
    return tuple(each for each in formats().values() if each.takes(command))


def of_file(name: str, command: str) -> Format | None:
    """The format of a file by the end of its name; None where that says nothing.

    Raises UsageError for one that the command can't give.
    """
    suffixes = {suffix: each for each in formats().values() for suffix in each.suffixes}
    own = [suffix for suffix in suffixes if name.lower().endswith(suffix)]
    if not own:
        return None
    found = suffixes[max(own, key=len)]
    if not found.takes(command):
        raise UsageError(
            f"{name} is {found.name} by its name, which operasure {command} does not give"
        )
    return found
