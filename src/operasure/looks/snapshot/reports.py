"""Saved cost reports: what a deletion does to their filters.

A deletion goes through the filters of every report (app/workers/principals/delete_job.rb:95-113 of
OpenProject 17.1). It takes the person out of four of them, drops every filter that has an empty
list of values then, its own or anybody's, and fails where one of the four has no list at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

PERSONAL = frozenset({"UserId", "AuthorId", "AssignedToId", "ResponsibleId"})
LONGEST = 100_000
"""Characters of a report that are read; OpenProject allows 2 000."""
_NULL, _TRUTH = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"
_FALSE = {"false", "no", "off"}


class UnreadableReport(Exception):
    """What a report holds is no list of filters that could be read."""


@dataclass(frozen=True)
class ReportFilter:
    """One filter of a report; `values` is None where it has no list, a value where Ruby has nil or
    false, which count as none."""

    name: str
    operator: str
    values: tuple[str | None, ...] | None

    def __str__(self) -> str:
        values = [] if self.values is None else ["" if v is None else v for v in self.values]
        return f"{self.name} {self.operator} [{', '.join(values)}]"


def filters(serialized: str) -> tuple[ReportFilter, ...]:
    """The filters of a report. Raises UnreadableReport."""
    if len(serialized) > LONGEST:
        raise UnreadableReport
    try:
        root = yaml.compose(serialized, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableReport from error
    listed = _entry(root, "filters")
    if not isinstance(listed, yaml.SequenceNode):
        raise UnreadableReport
    return tuple(map(_filter, listed.value))


def _entry(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """A value of a mapping by its key, which Ruby may have written as a symbol."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value).lstrip(":") == name:
                found: yaml.Node = value
                return found
    return None


def _filter(node: yaml.Node) -> ReportFilter:
    if not isinstance(node, yaml.SequenceNode) or len(node.value) != 2:
        raise UnreadableReport
    name, options = node.value
    values, operator = _entry(options, "values"), _entry(options, "operator")
    shown = str(operator.value) if isinstance(operator, yaml.ScalarNode) else ""
    if not isinstance(values, yaml.SequenceNode):
        return ReportFilter(str(name.value), shown, None)
    return ReportFilter(str(name.value), shown, tuple(map(_value, values.value)))


def _value(node: yaml.Node) -> str | None:
    empty = node.tag == _NULL or (node.tag == _TRUTH and node.value.lower() in _FALSE)
    return None if empty else str(node.value)


def blocking(found: tuple[ReportFilter, ...]) -> tuple[ReportFilter, ...]:
    """The filters at which the deletion fails."""
    return tuple(f for f in found if f.name in PERSONAL and f.values is None)


def dropped(found: tuple[ReportFilter, ...], user_id: int) -> Iterator[ReportFilter]:
    """The filters that the deletion drops."""
    person = str(user_id)
    for each in found:
        if each.values is None:
            continue
        left = [v for v in each.values if v is not None]
        if each.name in PERSONAL:
            left = [v for v in left if v != person]
        if not left:
            yield each


def missing(before: tuple[str, ...], now: tuple[ReportFilter, ...]) -> tuple[str, ...]:
    """Which of the filters that were foretold to go are not there any more, in their words."""
    kept = [str(f) for f in now]
    gone: list[str] = []
    for each in before:
        if each in kept:
            kept.remove(each)
        else:
            gone.append(each)
    return tuple(gone)
