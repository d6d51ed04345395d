"""Ids in saved values: removed from filters, actions and lists, or replaced.

A filter never goes as a whole, since the view would show more than before: where the id is all that
it holds, or every value has to match, NOBODY takes the id's place. OpenProject treats a value that
it does not offer like the id of an account that is gone (non_valid_values? in
app/models/queries/filters/strategies/list.rb), so the view shows what it showed. The Deleted user
is not offered either, and is no narrower: what others left stands under it. An action that is left
without a value goes.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import yaml

from operasure.core.marshal import decoded, fixnum
from operasure.core.person_words import is_like_user
from operasure.erase.cutting import jsons, numbers, yamls
from operasure.erase.cutting.edits import NotCut, TextEdit, ValueForm, apply
from operasure.erase.cutting.filters import ViewFilter, filters
from operasure.erase.cutting.names import Names, is_person
from operasure.erase.cutting.without import without

_DEEPEST = 4
_NOWHERE = "the id is not in a place of the value that is known to contain persons"

NOBODY = "0"
"""The id of no account."""
_ANY = ("=", "")
"""Operators by which one of several values is enough."""

Finder = Callable[[str, Sequence[yaml.Node]], Iterator[TextEdit]]


def take_out(value: str, user_id: int, form: str, names: Names, *, fields: bool = True) -> str:
    """The value without the id in its filters and actions, and with `fields` in fields of persons.

    `form` is YAML, JSON or LIST; everything else stays byte for byte. Raises NotCut where the id
    is not found, or can't be taken out without doing more.
    """
    if ValueForm(form) is ValueForm.LIST:
        return numbers.take_out(value, user_id)
    return _changed(
        value,
        ValueForm(form),
        lambda text, nodes: _taken_out(text, nodes, str(user_id), names, fields=fields),
        0,
    )


def replace_id(value: str, old: int, new: int, form: str) -> str:
    """The value with the id replaced where it stands as a person's: in fields named after one
    (`author_id`), in GlobalIDs and links, in lists; in MARSHAL under `user_id`. Else as `take_out`.
    """
    written = ValueForm(form)
    if written is ValueForm.LIST:
        return numbers.replace(value, old, new)
    if written is ValueForm.MARSHAL:
        return replace_in_session(value, old, new)
    return _changed(value, written, lambda text, nodes: _replaced(text, nodes, old, new), 0)


def _changed(value: str, form: ValueForm, find: Finder, depth: int) -> str:
    if form is ValueForm.JSON:
        jsons.check(value)
    elif form is not ValueForm.YAML:
        raise NotCut(f"ids can't be removed from a value of the form {form}")
    nodes = yamls.compose(value)
    if any(before >= 0 for _, _, before in yamls.walk(nodes)):
        raise NotCut("the value refers to parts of itself")
    edits = list(dict.fromkeys([*find(value, nodes), *_inside(value, find, depth)]))
    if not edits:
        raise NotCut(_NOWHERE)
    new = apply(value, edits)
    if form is ValueForm.JSON:
        jsons.check(new)
    if not _is_part([str(n.value) for n, _ in yamls.scalars(yamls.compose(new))], edits, nodes):
        raise NotCut("the value would no longer read the same")
    return new


def _is_part(left: list[str], edits: list[TextEdit], nodes: Sequence[yaml.Node]) -> bool:
    """Whether the scalars that are left are those of before that no edit touches, in order; what
    an edit writes is passed over."""
    kept = [
        str(node.value)
        for node, _ in yamls.scalars(nodes)
        if not any(e.start < node.end_mark.index and node.start_mark.index < e.end for e in edits)
    ]
    rest = iter(left)
    return all(value in rest for value in kept) and len(left) - len(kept) <= len(edits)


def _inside(value: str, find: Finder, depth: int) -> Iterator[TextEdit]:
    """Edits in strings that hold JSON themselves."""
    if depth >= _DEEPEST:
        return
    for leaf in yamls.leaves(value):
        if leaf.text.lstrip()[:1] in ("{", "["):
            with suppress(NotCut):
                new = _changed(leaf.text, ValueForm.JSON, find, depth + 1)
                whole = leaf.outside(TextEdit(0, len(leaf.text), new))
                yield TextEdit(whole.start, whole.end, leaf.write(new))


def _taken_out(
    text: str, nodes: Sequence[yaml.Node], user_id: str, names: Names, *, fields: bool
) -> Iterator[TextEdit]:
    gone: dict[int, tuple[yaml.CollectionNode, set[int]]] = {}
    for node in nodes:
        for found in filters(node):
            if not names.filters_persons(found.name):
                continue
            if _is_last_of_action(found, user_id) and found.container is not None:
                _, those_gone = gone.setdefault(id(found.container), (found.container, set()))
                those_gone.add(found.number)
            else:
                yield from _out_of(text, found, user_id)
        yield from _bare(text, node, user_id)
    for container, whole in gone.values():
        yield from without(text, container, whole)
    for key, value, mapping in _pairs(nodes) if fields else ():
        if is_person(key) and isinstance(value, yaml.ScalarNode) and value.value == user_id:
            yield TextEdit(*_place(value), _nothing(value))
        elif (
            is_like_user(key)
            and isinstance(value, yaml.SequenceNode)
            and not yamls.beside_another(value, mapping)
        ):
            yield from _bare(text, value, user_id)


def _bare(text: str, node: yaml.Node, user_id: str) -> Iterator[TextEdit]:
    """Out of a list that is the whole value, or the values of the one action that it is."""
    listed: yaml.Node | None = node
    if isinstance(node, yaml.MappingNode):
        listed = next((v for key, v in node.value if key.value == "values"), None)
        if any(key.value == "attribute" for key, _ in node.value):
            return
    if isinstance(listed, yaml.SequenceNode):
        items = enumerate(listed.value)
        those = {i for i, v in items if isinstance(v, yaml.ScalarNode) and v.value == user_id}
        if those and all(isinstance(item, yaml.ScalarNode) for item in listed.value):
            yield from without(text, listed, those)


def _is_last_of_action(found: ViewFilter, user_id: str) -> bool:
    """Whether an action holds the id and no other value."""
    values = found.values.value if isinstance(found.values, yaml.SequenceNode) else ()
    return found.action and {item.value for item in values if item.value} == {user_id}


def _out_of(text: str, found: ViewFilter, user_id: str) -> Iterator[TextEdit]:
    """The edits that take the id out of a filter, or an action, that stays."""
    if not isinstance(found.values, yaml.SequenceNode):
        if found.values.value == user_id:
            yield _written(text, found.values, NOBODY)
        return
    values = found.values.value
    those = {i for i, item in enumerate(values) if item.value == user_id}
    others = any(item.value for i, item in enumerate(values) if i not in those)
    if found.action or (others and found.operator in _ANY):
        yield from without(text, found.values, those)
    else:
        yield from (_written(text, values[i], NOBODY) for i in sorted(those))


def _written(text: str, value: yaml.Node, new: str) -> TextEdit:
    """Another number, written as the old one was."""
    start, end = _place(value)
    return TextEdit(start, end, text[start:end].replace(str(value.value), new))


def _nothing(value: yaml.ScalarNode) -> str:
    """No value, of the kind that stood there."""
    return (value.style or "") * 2 if value.style in ("'", '"') else "null"


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _pairs(nodes: Sequence[yaml.Node]) -> Iterator[tuple[str, yaml.Node, yaml.MappingNode]]:
    """Each key and its value, and the mapping in which they stand."""
    for node, _, _ in yamls.walk(nodes):
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield str(key.value), value, node


def _replaced(text: str, nodes: Sequence[yaml.Node], old: int, new: int) -> Iterator[TextEdit]:
    kind = r"(?:users|principals|User|Principal|DeletedUser)"
    linked = re.compile(rf"(?:gid://[\w-]+|(?:/[\w-]+)*)/{kind}/{old}(?!\d)")
    own = {id(value): key for key, value, _ in _pairs(nodes)}
    for key, value, _ in _pairs(nodes):
        if is_person(key) and isinstance(value, yaml.SequenceNode):
            own |= {id(item): key for item in value.value}
    number = re.compile(rf"(?<!\d){old}(?!\d)")
    for node, is_key in yamls.scalars(nodes):
        if is_key:
            continue
        named = is_person(own.get(id(node), "")) and node.value == str(old)
        if named or linked.fullmatch(str(node.value)):
            start, end = _place(node)
            yield TextEdit(start, end, number.sub(str(new), text[start:end]))


_LARGEST = 1 << 30
"""From here on Ruby writes a number in another way."""
_KEY = rb"user_id(?:\x06(?::\x06E|;.)[TF])?i"


def replace_in_session(data: str, old: int, new: int) -> str:
    """The session with `new` in place of `old` under every key that ends in `user_id`, its lines
    as long as before. Raises NotCut for another encoding, or where the id is not found."""
    raw = decoded(data)
    if not raw.startswith(b"\x04\x08") or "-----" in data or max(old, new) >= _LARGEST:
        raise NotCut("the session has an unknown form: delete its row")
    pattern = re.compile(rb"(" + _KEY + rb")" + re.escape(fixnum(old)), re.DOTALL)
    changed, found = pattern.subn(lambda match: match[1] + fixnum(new), raw)
    if not found:
        raise NotCut("no key of the session that ends in user_id contains the id")
    packed = base64.b64encode(changed).decode()
    lines = data.split("\n")
    if len(lines) == 1:
        return packed
    width = len(lines[0].rstrip("\r"))
    ending = "\r\n" if lines[0].endswith("\r") else "\n"
    parts = [packed[start : start + width] for start in range(0, len(packed), width)]
    return ending.join(parts) + (ending if lines[-1] == "" else "")
