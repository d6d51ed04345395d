"""Saved filters and actions anywhere in a YAML or JSON value.

They come in these shapes, here as JSON:

    {"author_id": {"operator": "=", "values": ["42"]}}      queries.filters, and in lists of such
    [["UserId", {":operator": "=", ":values": ["42"]}]]     cost_queries.serialized
    [[":notify", ["42"]]]                                   custom_actions.actions
    [{"attribute": "principal", "values": ["42"]}]          project_queries.filters
    {"f": [{"n": "author", "o": "=", "v": ["42"]}]}         the address of a page with a table
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

_VALUES = ("values", ":values", "v")
_OPERATORS = ("operator", ":operator", "o")
_NAMES = ("attribute", ":attribute", "n")


@dataclass(frozen=True)
class ViewFilter:
    """One filter or action: the collection it stands in (None at the top), its number there, its
    name, its values, and of a filter its operator ("" where none is written)."""

    container: yaml.CollectionNode | None
    number: int
    name: str
    values: yaml.Node
    operator: str = ""
    action: bool = False


def filters(node: yaml.Node) -> Iterator[ViewFilter]:
    """Every filter below a node."""
    named = _named(node)
    if named is not None:
        yield ViewFilter(None, 0, *named, _operator(node))
    yield from _below(node)


def _below(node: yaml.Node) -> Iterator[ViewFilter]:
    if isinstance(node, yaml.MappingNode):
        for number, (key, value) in enumerate(node.value):
            values = _get(value, _VALUES)
            if values is not None and _get(value, _NAMES) is None:
                yield ViewFilter(node, number, str(key.value), values, _operator(value))
            else:
                yield from filters(value)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            found = _named(item) or _pair(item) or _only(item)
            if found is not None:
                yield ViewFilter(node, number, *found, _operator(item), action=_is_action(item))
            else:
                yield from _below(item)


def _named(node: yaml.Node) -> tuple[str, yaml.Node] | None:
    """Of a mapping that holds the name beside the values."""
    name, values = _get(node, _NAMES), _get(node, _VALUES)
    return (str(name.value), values) if name is not None and values is not None else None


def _pair(node: yaml.Node) -> tuple[str, yaml.Node] | None:
    """Of a list of a name and what belongs to it; of an action the name is a symbol."""
    match node:
        case yaml.SequenceNode(value=[yaml.ScalarNode(value=str(name)), second]):
            values = _get(second, _VALUES)
            if values is not None:
                return name, values
            if name.startswith(":") and isinstance(second, yaml.SequenceNode):
                return name, second
    return None


def _is_action(item: yaml.Node) -> bool:
    """Whether a list of a name and values says what is done, not what is shown."""
    match item:
        case yaml.SequenceNode(value=[yaml.ScalarNode(value=str(name)), yaml.SequenceNode()]):
            return name.startswith(":")
    return False


def _operator(item: yaml.Node) -> str:
    """The operator of a filter: beside its values, or one level below."""
    found = _get(item, _OPERATORS)
    if found is None and isinstance(item, yaml.CollectionNode):
        inner = [
            value for pair in item.value for value in (pair if isinstance(pair, tuple) else (pair,))
        ]
        below = (_get(each, _OPERATORS) for each in inner)
        found = next((each for each in below if each is not None), None)
    return str(found.value) if found is not None else ""


def _only(node: yaml.Node) -> tuple[str, yaml.Node] | None:
    """Of a mapping that holds nothing but one filter."""
    match node:
        case yaml.MappingNode(value=[(key, value)]):
            values = _get(value, _VALUES)
            return (str(key.value), values) if values is not None else None
    return None


def _get(node: yaml.Node, names: tuple[str, ...]) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in names:
                found: yaml.Node = value
                return found
    return None
