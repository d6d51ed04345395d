"""Numbers alone in a value that no query names: elements, values, whole texts.

The element alone goes from a list, a single value gives way to the Deleted user's id. Only what is
plainly a person's place is touched: under a key that names persons, or, where the column itself
does, all of the value. What stands elsewhere, or in a form that is not known, is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from operasure.core.person_words import is_like_user
from operasure.erase.cutting import jsons, yamls
from operasure.erase.cutting.edits import NotCut, TextEdit, ValueForm, apply
from operasure.erase.cutting.without import without

UNKNOWN = "a number alone in a form that can't be edited: change it manually"
ELSEWHERE = "the number occurs in it a second time: check whether it means the person there"
NO_SUCCESSOR = "there is no Deleted user to insert instead: let OpenProject create one first"

_NUMBER = re.compile("(?P<sign>[#+]?)0*(?P<digits>[0-9]+)")
_ITEM = r"(?:(?P<quote>[\"'])[#+]?[0-9]+(?P=quote)|[#+]?[0-9]+)"
_GAP = r"(?:\s*[,;|/]\s*|\s+)"
_LIST = re.compile(
    rf"(?P<head>\s*[\[{{(]?\s*|/)(?P<body>{_ITEM.replace('quote', 'first')}"
    rf"(?P<rest>(?:{_GAP}{_ITEM.replace('quote', 'other')})+))(?P<tail>\s*[\]}})]?\s*|/)"
)
_SEPARATOR = re.compile(_GAP)
_IDS = frozenset({"id", "_id", "user_id", "userId"})
"""Names of the number itself, in what stands under a key that names persons."""


def stands(value: str, user_id: int) -> bool:
    """Whether the number stands anywhere in a text."""
    return re.search(rf"(?<!\d)0*{user_id}(?!\d)", value) is not None


def take_out(value: str, user_id: int, successor: int, form: ValueForm, *, all_: bool) -> str:
    """The value without the number as a person's. With `all_` the column itself names persons;
    else only what stands under a key that does.

    `form` is JSON, YAML or another, which is taken for a plain text. Raises NotCut where the number
    stands in none of the places that are known, or where it could not be replaced.
    """
    if form in {ValueForm.JSON, ValueForm.YAML}:
        return _saved(value, user_id, successor, form, all_=all_)
    if not all_ or form is ValueForm.XML:
        raise NotCut(UNKNOWN)
    alone = re.fullmatch(rf"(\s*([\"']?)[#+]?)0*{user_id}(\2\s*)", value)
    if alone:
        return f"{alone[1]}{_given(successor)}{alone[3]}"
    return _listed(value, user_id)


def of_array(elements: Sequence[str | None], user_id: int) -> list[str | None]:
    """An array of texts without the number. Raises NotCut where no element is it."""
    left = [each for each in elements if not (each and _is(each, user_id))]
    if len(left) == len(elements):
        raise NotCut(UNKNOWN)
    return left


def _is(text: str, user_id: int) -> bool:
    number = _NUMBER.fullmatch(text)
    return number is not None and number["digits"] == str(user_id)


def _given(successor: int) -> str:
    if not successor:
        raise NotCut(NO_SUCCESSOR)
    return str(successor)


def _listed(value: str, user_id: int) -> str:
    """A list of numbers, all parted by the same sign, without one."""
    found = _LIST.fullmatch(value)
    parts = _SEPARATOR.findall(found["rest"]) if found else []
    if found is None or len({part.strip() for part in parts}) != 1:
        raise NotCut(UNKNOWN)
    body, gaps = found["body"], [*parts, ""]
    items = _SEPARATOR.split(body)
    kept = [(i, item) for i, item in enumerate(items) if not _is(item.strip("\"'"), user_id)]
    if len(kept) == len(items):
        raise NotCut(UNKNOWN)
    new = "".join(
        item + (gaps[i] if number < len(kept) - 1 else "") for number, (i, item) in enumerate(kept)
    )
    return f"{found['head']}{new}{found['tail']}"


def _saved(value: str, user_id: int, successor: int, form: ValueForm, *, all_: bool) -> str:
    if form is ValueForm.JSON:
        jsons.check(value)
    nodes = yamls.compose(value)
    if any(before >= 0 for _, _, before in yamls.walk(nodes)):
        raise NotCut("the value refers to parts of itself")
    edits = [
        edit for node in nodes for edit in _edits(value, node, (), user_id, successor, all_=all_)
    ]
    if not edits:
        raise NotCut(UNKNOWN)
    new = apply(value, edits)
    if form is ValueForm.JSON:
        jsons.check(new)
    yamls.compose(new)
    return new


def _edits(
    text: str,
    node: yaml.Node,
    keys: tuple[str, ...],
    user_id: int,
    successor: int,
    *,
    all_: bool,
) -> Iterator[TextEdit]:
    """The edits below a node that stands under these keys; an element of a list has "" for one."""
    own = is_like_user(keys[-1]) if keys else all_
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                if not yamls.beside_another(value, node):
                    below = (*keys, str(key.value))
                    yield from _edits(text, value, below, user_id, successor, all_=all_)
        case yaml.SequenceNode():
            those = {i for i, item in enumerate(node.value) if _is_scalar(item, user_id)}
            if own and those and all(map(_is_number, node.value)):
                yield from without(text, node, those)
                return
            for item in node.value:
                if not isinstance(item, yaml.ScalarNode):
                    below = (*keys, "")
                    yield from _edits(text, item, below, user_id, successor, all_=all_)
        case yaml.ScalarNode() if _is_scalar(node, user_id):
            of_person = bool(keys) and keys[-1] in _IDS and any(map(is_like_user, keys[:-1]))
            if own or of_person:
                start, end = yamls.content(text, node), node.end_mark.index
                new = re.sub("[0-9]+", _given(successor), text[start:end], count=1)
                yield TextEdit(start, end, new)


def _is_number(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and _NUMBER.fullmatch(str(node.value)) is not None


def _is_scalar(node: yaml.Node, user_id: int) -> bool:
    return isinstance(node, yaml.ScalarNode) and str(node.value) == str(user_id)
