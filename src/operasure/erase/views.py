"""The saved views, reports, boards and actions whose filters a plan changes: each by its name, its
owner and who sees it, with the filters before and after. Which tables hold them says
queries/removal/views.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operasure.core.queries import listed
from operasure.database.reader import Reader, quoted
from operasure.erase.cutting import differing
from operasure.erase.model import PlanStep, SavedView
from operasure.erase.tables import Name, Tables, fetched, source
from operasure.matching.match import Matcher

LONGEST = 2_000
"""Characters of a name, or of filters, that are told."""
NAME = "[the person]"
"""What stands for the person's name."""
Filters = tuple[list[str], list[str]]
"""Filters as they were and as they will be."""


def known() -> Mapping[str, Mapping[str, Any]]:
    """The tables of saved views and the columns that say whose they are."""
    return listed("removal/views")


@dataclass(frozen=True)
class Views:
    """Names saved views of one database."""

    reader: Reader
    tables: Tables
    matcher: Matcher
    """Finds the person's name, which is told nowhere."""

    def _holds(self, name: Name) -> bool:
        """Whether a table is one of those that hold saved views."""
        return name[0] == self.tables.schema and name[1] in known()

    def changed(self, step: PlanStep, before: str, after: str, *, saved: bool) -> Filters | None:
        """The filters of a value that change; None where none does. `saved`: the value is data
        that a program saved, which may be a filter in any table."""
        if not (saved or self._holds((step.schema, step.table))):
            return None
        found = differing(before, after)
        return found if any(found) else None

    def named(self, step: PlanStep, changed: Mapping[str, Filters]) -> Iterator[SavedView]:
        """Rows whose filters change, by their keys, with what a person must know of each. May
        raise psycopg.Error."""
        name = (step.schema, step.table)
        facts = known().get(step.table, {}) if self._holds(name) else {}
        over = known().get(str(facts.get("of")), {})
        rows = self._rows(name, facts, list(changed)) if facts else {}
        for key, (before, after) in changed.items():
            row = rows.get(key, {})
            owner, public = row.get("owner"), row.get("public")
            yield SavedView(
                step.place,
                key,
                str(facts.get("what") or "saved filter"),
                self._told(str(row.get("name") or "")),
                None if owner is None else int(str(owner)),
                None if public is None else bool(public),
                str(facts.get("seen") or over.get("seen") or ""),
                self._told("; ".join(before)),
                self._told("; ".join(after)),
            )

    def _told(self, text: str) -> str:
        """A text without the person's name, and not longer than a person reads."""
        text = text[:LONGEST] + "…" * (len(text) > LONGEST)
        at, parts = 0, list[str]()
        for match in self.matcher.find(text, structured=True):
            if match.start >= at:
                parts += [text[at : match.start], NAME]
                at = match.end
        return "".join(parts) + text[at:]

    def _rows(
        self, name: Name, facts: Mapping[str, Any], keys: Sequence[str]
    ) -> dict[str, Mapping[str, object]]:
        key, key_type = self.tables.key(name)
        of, joined, whose = name, "", "each"
        if "of" in facts:
            of, whose = (name[0], facts["of"]), "over"
            if of not in self.tables.columns or facts["by"] not in self.tables.columns[name]:
                return {}
            facts = known()[facts["of"]]
            parent, _ = self.tables.key(of)
            by = quoted(known()[name[1]]["by"])
            joined = f" LEFT JOIN {source(of)} AS over ON over.{quoted(parent)} = each.{by}"
        columns = self.tables.columns[of]
        shown = []
        for fact, type_ in (("name", "text"), ("owner", "bigint"), ("public", "boolean")):
            column = next((c for c in facts.get(fact, ()) if c in columns), None)
            value = f"{whose}.{quoted(column)}" if column else "NULL"
            shown.append(f"CAST({value} AS {type_}) AS {fact}")
        sql = (
            f"SELECT CAST(each.{quoted(key)} AS text) AS key, {', '.join(shown)} "
            f"FROM {source(name)} AS each{joined} "
            f"WHERE each.{quoted(key)} = ANY (CAST(:keys AS {key_type}[]))"
        )
        return {str(row["key"]): row for row in fetched(self.reader, sql, keys)}
