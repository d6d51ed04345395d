"""Saved values as OpenProject serialises them with Ruby's Psych, written out as text."""

from collections.abc import Iterable
from dataclasses import dataclass

INDIFFERENT = "!ruby/hash:ActiveSupport::HashWithIndifferentAccess"


@dataclass(frozen=True)
class Filter:
    """One filter: its name, operator and values; None is Ruby's nil in place of the list."""

    name: str
    operator: str
    values: tuple[str, ...] | None


def scalar(text: str) -> str:
    """Quote a string as Psych does where it would else be read as something different."""
    if text == "" or text[:4].isdigit() or text.isdigit() or '"' in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"' if text[0] in "!=<>*~&@%" else text


def values_lines(values: tuple[str, ...] | None, indent: str) -> list[str]:
    """Return the lines below `:values:`, or its inline form where there are none."""
    return [f"{indent}- {scalar(value)}" for value in values or ()]


def query_filters(filters: Iterable[Filter], *, indifferent: bool = False) -> str:
    """Return `queries.filters`: a hash by filter name.

    `indifferent` writes Rails' own hash class with its Ruby tag, as old releases stored it.
    """
    lines = ["---"]
    for each in filters:
        colon = "" if indifferent else ":"
        lines.append(f"{each.name}: {INDIFFERENT}" if indifferent else f"{each.name}:")
        lines.append(f"  {colon}operator: {scalar(each.operator)}")
        lines.append(f"  {colon}values:" + ("" if each.values else " []"))
        lines += values_lines(each.values, "  ")
    return _text(lines)


def report_filters(filters: Iterable[Filter]) -> str:
    """Return `cost_queries.serialized`: a list of filters and a list of groupings."""
    lines = ["---", ":filters:"]
    for each in filters:
        lines += [f"- - {each.name}", f"  - :operator: {scalar(each.operator)}"]
        lines.append("    :values:" + (" []" if each.values == () else ""))
        lines += values_lines(each.values, "    ")
    return _text([*lines, ":group_bys:", "- - WorkPackageId", "  - :type: :column"])


def actions(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Return `custom_actions.actions`: a list of pairs of a symbol and its values."""
    lines = ["---"]
    for name, values in pairs:
        first, *rest = (scalar(value) for value in values)
        lines += [f"- - :{name}", f"  - - {first}", *(f"    - {value}" for value in rest)]
    return _text(lines)


def options(heads: Iterable[tuple[str, str]], filters: Iterable[Filter] = ()) -> str:
    """Return `options` of a grid or a widget: some keys, then a list of filters."""
    lines = ["---", *(f"{name}: {value}" for name, value in heads)]
    entries = tuple(filters)
    if entries:
        lines.append("filters:")
    for each in entries:
        lines += [f"- {each.name}:", f"    operator: {scalar(each.operator)}", "    values:"]
        lines += values_lines(each.values, "    ")
    return _text(lines)


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
