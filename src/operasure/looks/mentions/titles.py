"""Titles of the pages with mentions, such as "Work package #7 Foundations".

A path of queries/mentions says which page it is (`queries/openproject/pages.toml`), the database
its title. Titles are other people's texts: whoever shows them makes them visible.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import psycopg

from operasure.core.model import Check, Column
from operasure.core.queries import listed
from operasure.database.catalogue import Catalogue
from operasure.database.reader import Reader, reason

AT_ONCE = 500
"""Titles that one statement asks for."""
LONGEST = 120
"""Characters of a title that are kept."""


@dataclass(frozen=True)
class _Page:
    """A kind of page, as the file has it."""

    path: re.Pattern[str]
    words: str
    sql: str | None
    needs: tuple[Column, ...]


@dataclass(frozen=True)
class Titles:
    """Titles by kind of page and key; `unread` says why those of some kinds are missing."""

    found: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def page(self, path: str | None) -> str | None:
        """The page of a path in words, with its title where one is known; None for no page, or
        one that nothing is known of."""
        met = _met(path)
        if met is None:
            return None
        kind, key = met
        last = key.rpartition("/")[2]
        title = self.found.get((kind.path.pattern, key))
        if "{}" in kind.words:
            return " ".join(filter(None, (kind.words.replace("{}", last), title)))
        return " ".join(filter(None, (kind.words, title or last)))


def read(reader: Reader, catalogue: Catalogue, paths: Iterable[str]) -> Titles:
    """Look the titles of the pages of some paths up. What can't be read has no title."""
    wanted: dict[_Page, dict[str, None]] = defaultdict(dict)
    for path in paths:
        met = _met(path)
        if met is not None and met[0].sql and all(map(catalogue.has, met[0].needs)):
            wanted[met[0]][met[1]] = None
    found: dict[tuple[str, str], str] = {}
    unread: list[str] = []
    for kind, every in wanted.items():
        keys = list(every)
        try:
            for start in range(0, len(keys), AT_ONCE):
                for row in reader.fetch(kind.sql or "", keys=keys[start : start + AT_ONCE]):
                    if title := " ".join(str(row["title"] or "").split()):
                        found[kind.path.pattern, str(row["key"])] = _short(title)
        except psycopg.Error as error:
            unread.append(f"{kind.words.replace(' #{}', '')}: {reason(error)}")
    return Titles(found, tuple(unread))


def what(check: Check) -> str:
    """What a column holds, in words: "comment", "description"."""
    column = check.column
    known: str | None = listed("openproject/pages")["columns"].get(str(column))
    return known or column.name.removesuffix("_tsv").replace("_", " ").strip()


def table(check: Check) -> str:
    """What the rows of a table are, in words."""
    return check.column.table.replace("_", " ").capitalize()


def _met(path: str | None) -> tuple[_Page, str] | None:
    for kind in _pages() if path else ():
        if met := kind.path.match(path or ""):
            return kind, "/".join(met.groups())
    return None


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"


@cache
def _pages() -> tuple[_Page, ...]:
    return tuple(
        _Page(
            re.compile(entry["path"]),
            entry["words"],
            entry.get("sql"),
            tuple(map(Column.parse, entry.get("needs", ()))),
        )
        for entry in listed("openproject/pages")["page"]
    )
