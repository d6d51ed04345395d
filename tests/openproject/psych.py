"""Saved values as OpenProject serialises them with Ruby's Psych, written out as text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

INDIFFERENT = "!ruby/hash:ActiveSupport::HashWithIndifferentAccess"
WIDTH = 80


@dataclass(frozen=True)
class Filter:
    """One filter: its name, operator and values; None is Ruby's nil in place of the list."""

    name: str
    operator: str
    values: tuple[str, ...] | None


def item(prefix: str, text: str, indent: int | None = None) -> str:
    """Return a line (or folded lines) with a string as Psych writes it after `prefix`.

    Numbers, dates, nothing and flow signs get single quotes, a leading sign double ones. Plain
    text is broken at the first blank beyond column 80, even inside a name, and goes on with
    `indent` blanks; without it, below its own beginning.
    """
    if text == "" or text[:4].isdigit() or text.isdigit() or text[0] in "{[":
        return prefix + "'" + text.replace("'", "''") + "'"
    if re.match(r'\W[^"]*$', text):
        return f'{prefix}"{text}"'
    line, *words = (prefix + text).split(" ")
    lines: list[str] = []
    for word in words:
        if len(line) > WIDTH:
            lines.append(line)
            line = " " * (len(prefix) if indent is None else indent) + word
        else:
            line += f" {word}"
    return "\n".join([*lines, line])


def values_lines(values: tuple[str, ...] | None, indent: str) -> list[str]:
    """Return the lines below `:values:`."""
    return [item(f"{indent}- ", value) for value in values or ()]


def query_filters(filters: Iterable[Filter], *, indifferent: bool = False) -> str:
    """Return `queries.filters`: a hash by filter name.

    `indifferent` writes Rails' own hash class with its Ruby tag, as old releases stored it.
    """
    lines = ["---"]
    for each in filters:
        colon = "" if indifferent else ":"
        lines.append(f"{each.name}: {INDIFFERENT}" if indifferent else f"{each.name}:")
        lines.append(item(f"  {colon}operator: ", each.operator))
        lines.append(f"  {colon}values:" + ("" if each.values else " []"))
        lines += values_lines(each.values, "  ")
    return _text(lines)


def report_filters(filters: Iterable[Filter]) -> str:
    """Return `cost_queries.serialized`: a list of filters and a list of groupings."""
    lines = ["---", ":filters:"]
    for each in filters:
        lines += [f"- - {each.name}", item("  - :operator: ", each.operator)]
        lines.append("    :values:" + (" []" if each.values == () else ""))
        lines += values_lines(each.values, "    ")
    return _text([*lines, ":group_bys:", "- - WorkPackageId", "  - :type: :column"])


def actions(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Return `custom_actions.actions`: a list of pairs of a symbol and its values."""
    lines = ["---"]
    for name, values in pairs:
        prefixes = ("  - - ", *["    - "] * (len(values) - 1))
        lines.append(f"- - :{name}")
        lines += [item(*pair) for pair in zip(prefixes, values, strict=True)]
    return _text(lines)


def options(heads: Iterable[tuple[str, str]], filters: Iterable[Filter] = ()) -> str:
    """Return `options` of a grid or a widget: some keys, then a list of filters."""
    lines = ["---", *(item(f"{name}: ", value, 2) for name, value in heads)]
    entries = tuple(filters)
    if entries:
        lines.append("filters:")
    for each in entries:
        lines += [f"- {each.name}:", item("    operator: ", each.operator), "    values:"]
        lines += values_lines(each.values, "    ")
    return _text(lines)


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
