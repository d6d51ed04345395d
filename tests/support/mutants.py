"""Statements with one thing in them changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

MUTANTS = {
    "equal": (r"(?<![<>!=:~]) = (?!>)", " <> "),
    "listed": (r"(?<!NOT )\bIN \(", "NOT IN ("),
    "not listed": (r"\bNOT IN\b", "IN"),
    "exists": (r"(?<!NOT )\bEXISTS\b", "NOT EXISTS"),
    "exists not": (r"\bNOT EXISTS\b", "EXISTS"),
    "is null": (r"\bIS NULL\b", "IS NOT NULL"),
    "is not null": (r"\bIS NOT NULL\b", "IS NULL"),
    "distinct": (r"\bIS DISTINCT FROM\b", "IS NOT DISTINCT FROM"),
    "matches": (r" ~ ", " !~ "),
    "matches not": (r" !~ ", " ~ "),
    "greater": (r" > 0", " < 0"),
    "joined by or": (r"\) AND (?!q\.|EXISTS|NOT)", ") OR "),
    "text and not JSON": (r" ->> ", " -> "),
    "first match only": (r"'g(i?)'\)", r"'\1')"),
    "with regard to case": (r"'gi'\)", "'g')"),
    "one digit": (r"(?<=\()(\\?\\d)\+(?=\))", r"\1"),
    "another pattern": (r" \|\| ", " || 'x' || "),
}
"""What is put in the place of what."""
FUNCTIONS = (
    "coalesce|regexp_replace|translate|substring|encode|decode|jsonb_build_array|length|substr"
)


def mutants(
    sql: str, changes: Mapping[str, tuple[str, str]] | None = None
) -> Iterator[tuple[str, str]]:
    """The statement with one thing in it changed, each in turn: as `changes` say, or as MUTANTS and
    by a function less."""
    for label, (pattern, new) in (changes or MUTANTS).items():
        for match in re.finditer(pattern, sql):
            yield label, sql[: match.start()] + match.expand(new) + sql[match.end() :]
    for match in re.finditer(rf"\b({FUNCTIONS})\((?=\w)", "" if changes else sql):
        first, end = first_argument(sql, match.end())
        yield f"no {match[1]}", f"{sql[: match.start()]}({first}){sql[end:]}"


def first_argument(sql: str, start: int) -> tuple[str, int]:
    """The first argument of a function whose bracket opens before `start`, and where it closes."""
    depth, first, inside = 0, None, False
    for at in range(start, len(sql)):
        inside ^= sql[at] == "'"
        if inside:
            continue
        if depth == 0 and first is None and (sql[at] == "," or sql.startswith(" FROM ", at)):
            first = sql[start:at]
        if depth == 0 and sql[at] == ")":
            return first or sql[start:at], at + 1
        depth += (sql[at] == "(") - (sql[at] == ")")
    raise AssertionError(sql)
