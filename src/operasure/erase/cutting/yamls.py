"""The strings of a YAML text, as Ruby's Psych writes it (YAML 1.1).

Nothing is constructed: tags of Ruby's own are read over, aliases are not followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import yaml

from operasure.erase.cutting.edits import NotCut, TextEdit, apply
from operasure.erase.cutting.leaves import Leaf
from operasure.matching.view import View, substitute

LARGEST = 4 * 1024 * 1024
"""Characters of a text that is read; the reader is slow, and OpenProject keeps no more in one."""

_BREAK = "(?:\r\n|[\r\n\x85\u2028\u2029])"
_FOLD = re.compile(f"[ \t]*(?:{_BREAK}[ \t]*)+")
_SINGLE = re.compile(rf"''|{_FOLD.pattern}")
_DOUBLE = re.compile(
    rf"\\{_FOLD.pattern.removeprefix('[ 	]*')}"
    r"|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\."
    rf"|{_FOLD.pattern}"
)
_ESCAPES = dict(zip("0abtnvfre/N_LP", "\0\a\b\t\n\v\f\r\x1b/\x85\xa0\u2028\u2029", strict=True)) | {
    "\t": "\t"
}
_FOLDED_LINE = re.compile(r"(?<=[^\s])\n+(?=[^\s])")
_PROPERTIES = re.compile(r"(?:[!&][^\s]*[ \t\n]+)+")
_HEADER = re.compile(r"[|>][^\n]*\n")


@lru_cache(maxsize=4)
def compose(text: str) -> Sequence[yaml.Node]:
    """The documents of a text, only to be read. Raises NotCut where it is no YAML, too large or
    nested too deep. One value is looked at several times in turn, before and after a change."""
    if len(text) > LARGEST:
        raise NotCut("the value is too large to be read as YAML")
    try:
        return tuple(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NotCut("the value is not readable YAML") from error


def walk(nodes: Iterable[yaml.Node]) -> Iterator[tuple[yaml.Node, bool, int]]:
    """Every node in order of the text: whether it is a key, and where it has been met before
    (an alias), by its number among all of them; else -1."""
    met: dict[int, int] = {}
    waiting = [(node, False) for node in reversed(list(nodes))]
    while waiting:
        node, key = waiting.pop()
        yield node, key, met.get(id(node), -1)
        if id(node) in met:
            continue
        met[id(node)] = len(met)
        match node:
            case yaml.SequenceNode():
                waiting += [(item, False) for item in reversed(node.value)]
            case yaml.MappingNode():
                for name, item in reversed(node.value):
                    waiting += [(item, False), (name, True)]


def scalars(nodes: Iterable[yaml.Node]) -> list[tuple[yaml.ScalarNode, bool]]:
    """Every scalar in order of the text, and whether it is a key."""
    return [
        (node, key)
        for node, key, before in walk(nodes)
        if before < 0 and isinstance(node, yaml.ScalarNode)
    ]


def leaves(text: str) -> list[Leaf]:
    """The scalars in order; of quoted ones what stands between the quotation marks."""
    return [_leaf(text, *each) for each in enumerate(scalars(compose(text)))]


def changed(text: str, edits: Mapping[int, Sequence[TextEdit]]) -> str:
    """The text with edits made in its scalars, by their number among `leaves`.

    The least is changed that makes the text read as it must. Where a scalar can't hold what is to
    stand there in the way it is written, it is written anew in quotation marks. Raises NotCut where
    that does not help.
    """
    nodes = scalars(compose(text))
    found = [_leaf(text, *each) for each in enumerate(nodes)]
    values = [
        _value(leaf, node, edits[number]) if number in edits else str(node.value)
        for number, (leaf, (node, _)) in enumerate(zip(found, nodes, strict=True))
    ]
    least = {n: [found[n].outside(edit) for edit in own] for n, own in edits.items()}
    new = apply(text, (edit for own in least.values() for edit in own))
    if not _reads(new, text, values):
        for number in edits:
            quotes = int(nodes[number][0].style in ("'", '"'))
            start, end = found[number].start - quotes, found[number].end + quotes
            line_end = "\n" if text[:end].endswith("\n") else ""
            least[number] = [TextEdit(start, end, quoted(values[number]) + line_end)]
        new = apply(text, (edit for own in least.values() for edit in own))
        if not _reads(new, text, values):
            raise NotCut("the value would no longer be the same YAML")
    return new


def _value(leaf: Leaf, node: yaml.ScalarNode, edits: Sequence[TextEdit]) -> str:
    """What a scalar says after edits. Line breaks that end a block may not belong to it."""
    new = apply(leaf.text, edits)
    return new[: len(new) - max(0, len(leaf.text) - len(node.value))]


def _reads(new: str, old: str, values: Sequence[str]) -> bool:
    """Whether a YAML text has the same nodes as before, with these scalars."""
    try:
        nodes = compose(new)
    except NotCut:
        return False
    return [node.value for node, _ in scalars(nodes)] == values and shape(nodes) == shape(
        compose(old)
    )


def shape(nodes: Iterable[yaml.Node]) -> list[tuple[str, int, bool, int]]:
    """Tags, lengths and places of all nodes, without what the scalars say."""
    return [
        (str(node.tag), len(node.value) if isinstance(node.value, list) else 0, key, before)
        for node, key, before in walk(nodes)
    ]


def _leaf(text: str, number: int, scalar: tuple[yaml.ScalarNode, bool]) -> Leaf:
    node, key = scalar
    start, end = content(text, node), node.end_mark.index
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
    view = next(
        (view for view in _views(text[start:end], node.style) if _says(view, node)),
        View("", View(text[start:end]), [(0, 0, 0, end - start)]),
    )
    return Leaf(number, start, end, view, _WRITE.get(node.style, str), key)


def content(text: str, node: yaml.Node) -> int:
    """Where a node begins, behind its tag and anchor."""
    start: int = node.start_mark.index
    properties = _PROPERTIES.match(text, start, node.end_mark.index)
    return properties.end() if properties is not None else start


def _says(view: View, node: yaml.ScalarNode) -> bool:
    """Whether a view shows what the scalar says; of a block, but for what ends it."""
    if node.style in ("|", ">"):
        return view.text.rstrip("\n") == str(node.value).rstrip("\n")
    return bool(view.text == node.value)


def _views(raw: str, style: str | None) -> Iterator[View]:
    """The ways to read what stands in the text for a scalar."""
    if style == "'":
        yield substitute(View(raw), _SINGLE, _single)
    elif style == '"':
        yield substitute(View(raw), _DOUBLE, _double)
    elif style is None:
        yield substitute(View(raw), _FOLD, _folded)
    else:
        for block in _blocks(raw):
            yield substitute(block, _FOLDED_LINE, _folded) if style == ">" else block


def _folded(match: re.Match[str]) -> str:
    """Line breaks within a scalar (YAML 1.1, 5.4 and 9.1): one is a blank, of several the first
    falls away; a line or paragraph separator stays."""
    first, *more = _breaks(match.group())
    return first + "".join(more) if first != "\n" else "".join(more) or " "


def _breaks(text: str) -> list[str]:
    found = re.findall(_BREAK, text)
    return [each if each in ("\u2028", "\u2029") else "\n" for each in found]


def _single(match: re.Match[str]) -> str | None:
    return "'" if match.group() == "''" else _folded(match)


def _double(match: re.Match[str]) -> str | None:
    escape = match.group()
    if escape[0] != "\\":
        return _folded(match)
    if re.match(_BREAK, escape[1:]):
        return "".join(_breaks(escape)[1:])
    if escape[1] in "xuU":
        return chr(int(escape[2:], 16))
    return _ESCAPES.get(escape[1], escape[1])


def _blocks(raw: str) -> Iterator[View]:
    """The ways to read a block without its header; which indentation is right shows."""
    header = _HEADER.match(raw)
    if header is None:
        return
    body = raw[header.end() :]
    first = re.search(f"(?:^|{_BREAK})( *)[^ \r\n\x85\u2028\u2029]", body)
    for indent in range(len(first[1]) if first else 0, 0, -1):
        pattern = re.compile(
            rf"\A[|>][^\n]*\n {{0,{indent}}}|(?P<break>\r\n?|\x85) {{0,{indent}}}"
            rf"|(?<=[\n\u2028\u2029]) {{1,{indent}}}"
        )
        yield substitute(View(raw), pattern, lambda match: "\n" if match["break"] else "")


def quoted(text: str) -> str:
    """A string in double quotation marks, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _write_double(text: str) -> str:
    return quoted(text)[1:-1]


def _write_single(text: str) -> str:
    return text.replace("'", "''")


_WRITE = {"'": _write_single, '"': _write_double}


def beside_another(node: yaml.Node, mapping: yaml.MappingNode) -> bool:
    """Whether a list has another of the same length beside it, whose elements may belong to its."""
    lists = [value for _, value in mapping.value if isinstance(value, yaml.SequenceNode)]
    length = len(node.value) if isinstance(node, yaml.SequenceNode) else 0
    return length > 1 and sum(len(each.value) == length for each in lists) > 1
