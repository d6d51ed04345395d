"""The text of a document in reading order, then all other text that it stores.

Paragraphs are parted by a blank line, cells of a row by a bar; what is inline (a break, a mention)
stands where it is read. A mention of a user is shown as the tag that OpenProject writes for it in
Markdown (op-blocknote-extensions, lib/components/UserMention/externalHtml.ts). Behind the text
follow texts that are deleted but still there, then attributes, marks and other values, one a line
and each only once, and last the names that the document uses. Nothing that reads as text is left
out, since every byte was understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from operasure.yjs.lib0 import DEEPEST, Malformed, Shown, TextValue
from operasure.yjs.order import Node, Order, Type
from operasure.yjs.update import TEXT, XML_TEXT, ItemContent, Struct, Update, read

_BREAK = "hardBreak"
_CELLS = {"tableCell", "tableHeader"}
_USER = "userId"
_NAME = "name"
_PARAGRAPH, _CELL = "\n\n", " | "
_TO_BLANK = {code: " " for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r"}
_WITHIN_TEXT = {ItemContent.STRING, ItemContent.FORMAT, ItemContent.EMBED}
_DULL = {"null", "true", "false", "undefined", "{}", '""', ""}


@dataclass(frozen=True, slots=True, eq=False)
class TextRun:
    """A part of a text: so many units of UTF-16 of an item from `offset` on; where the
    editor shows it, with its `node`."""

    struct: Struct
    offset: int
    node: Node | None = None


Source = TextValue | TextRun


@dataclass(frozen=True, slots=True, eq=False)
class TextPart:
    """Some text, and where it stands in the document; in several places if it is shown once for
    all of them, in none if it can't be changed."""

    text: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class SharedDocument:
    """A document taken apart: `text` is what it holds, the `parts` put together, with blanks for
    characters that only control."""

    update: Update
    parts: tuple[TextPart, ...]
    said: int
    """How many of the parts are the text that the editor shows."""
    text: str


def document(data: bytes) -> SharedDocument:
    """Read a document. Raises Malformed."""
    update = read(data)
    reader = _TextGatherer(update)
    parts = tuple(reader.parts())
    text = "".join(part.text for part in parts).translate(_TO_BLANK)
    return SharedDocument(update, parts, len(reader.live), text)


@dataclass
class _TextGatherer:
    """Gathers what a document says, in the order in which it is shown."""

    update: Update
    live: list[TextPart] = field(default_factory=list)
    deleted: list[TextPart] = field(default_factory=list)
    lines: dict[tuple[str, ...], list[Sequence[Shown]]] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    seen: set[Node] = field(default_factory=set)

    def parts(self) -> Iterator[TextPart]:
        order = Order(self.update)
        for name, root in order.roots.items():
            self.names[name] = None
            self._break(live=True, by=_PARAGRAPH)
            self._type(root, live=True, depth=0)
        self._rest(order)
        self._break(live=True, by=_PARAGRAPH)
        yield from self.live
        yield from self.deleted
        for shown in self.lines.values():
            for each in zip(*shown, strict=True):
                sources = tuple(value for _, value in each if value is not None)
                yield TextPart(each[0][0], sources)
            yield TextPart(_PARAGRAPH)
        yield TextPart("\n".join(self.names))

    def _type(self, type_: Type, *, live: bool, depth: int) -> None:
        if depth > DEEPEST:
            raise Malformed
        self._keys(type_, live=live, depth=depth)
        inline = type_.ref in (TEXT, XML_TEXT) or _is_inline(type_)
        for node in type_.nodes():
            self._node(node, inline=inline, live=live and not node.deleted, depth=depth)

    def _keys(self, type_: Type, *, live: bool, depth: int) -> None:
        """The entries of a map, the attributes of an element; a user's as a mention."""
        newest = dict(type_.keys) if live else {}
        user, name = _only(newest.get(_USER)), _only(newest.get(_NAME))
        if user is not None:
            self.live.append(TextPart('<mention class="mention" data-id="'))
            self.live.append(_part(user))
            self.live.append(TextPart('" data-type="user">@'))
            self.live += [_part(name)] if name is not None else []
            self.live.append(TextPart("</mention>"))
            self.seen.add(newest.pop(_USER))
            if name is not None:
                self.seen.add(newest.pop(_NAME))
        for key, node in type_.keys.items():
            self.names[key] = None
            if key in newest:
                self._node(node, inline=False, live=not node.deleted, depth=depth, key=key)

    def _node(
        self, node: Node, *, inline: bool, live: bool, depth: int, key: str | None = None
    ) -> None:
        if node in self.seen:
            return
        self.seen.add(node)
        struct = node.struct
        if struct.kind == ItemContent.STRING:
            self._run(node, live=live)
        elif node.type is not None:
            self._nested(node.type, inline=inline, live=live, depth=depth)
        else:
            for shown in struct.values:
                head: list[Shown] = [(f"{key}: ", None)] if key is not None else []
                self._line(head + shown)
        if not live and struct.kind not in _WITHIN_TEXT:
            self._break(live=False, by=_PARAGRAPH)

    def _run(self, node: Node, *, live: bool) -> None:
        text = node.struct.portion(node.offset, node.length)
        if live:
            self._break(live=False, by=_PARAGRAPH)
        run = TextRun(node.struct, node.offset, node if live else None)
        (self.live if live else self.deleted).append(TextPart(text, (run,)))

    def _nested(self, type_: Type, *, inline: bool, live: bool, depth: int) -> None:
        if type_.name:
            self.names[type_.name] = None
        if type_.name == _BREAK and live:
            self.live.append(TextPart("\n"))
        cell = _CELL if type_.name in _CELLS else _PARAGRAPH
        self._type(type_, live=live, depth=depth + 1)
        if not inline:
            self._break(live=live, by=cell)
            self._break(live=False, by=_PARAGRAPH)

    def _break(self, *, live: bool, by: str) -> None:
        """Part what was said from what comes; the break of what is around takes the place of one
        within."""
        parts = self.live if live else self.deleted
        if not parts:
            return
        if parts[-1].text in (_CELL, _PARAGRAPH) and not parts[-1].sources:
            parts.pop()
        parts.append(TextPart(by))

    def _line(self, shown: list[Shown]) -> None:
        values = [text for text, value in shown if value is not None]
        if "".join(values).strip() not in _DULL if values else shown:
            self.lines.setdefault(tuple(text for text, _ in shown), []).append(shown)

    def _rest(self, order: Order) -> None:
        """What was deleted or has no place, and of an item that is deleted in part all of it."""
        for node in order.nodes():
            if (
                node not in self.seen
                and node.struct.kind == ItemContent.TYPE
                and node.type is not None
            ):
                self._node(node, inline=False, live=False, depth=0)
        whole: dict[Struct, bool] = {}
        for node in order.nodes():
            if node not in self.seen:
                self._break(live=False, by=_PARAGRAPH)
                self._node(node, inline=False, live=False, depth=0)
            whole[node.struct] = whole.get(node.struct, True) and node.length == node.struct.length
        for block in self.update.blocks:
            for struct in block.structs:
                self._names(struct)
                if not whole.get(struct, False):
                    self._whole(struct, placed=struct in whole)
        self._break(live=False, by=_PARAGRAPH)

    def _names(self, struct: Struct) -> None:
        for name in (struct.name, struct.key, struct.parent):
            if isinstance(name, str) and name:
                self.names[name] = None

    def _whole(self, struct: Struct, *, placed: bool) -> None:
        """An item as it was written, before parts of it were deleted."""
        if struct.kind == ItemContent.STRING:
            self._break(live=False, by=_PARAGRAPH)
            self.deleted.append(TextPart(struct.text, (TextRun(struct, 0),)))
        elif not placed:
            for shown in struct.values:
                self._line(shown)


def _is_inline(type_: Type) -> bool:
    """Whether a type holds running text, so that what stands in it does not begin a paragraph."""
    return any(
        not node.deleted
        and (
            node.struct.kind == ItemContent.STRING
            or (node.type is not None and node.type.ref == XML_TEXT)
        )
        for node in type_.nodes()
    )


def _only(node: Node | None) -> Shown | None:
    """The text of a key that holds nothing but one."""
    if node is None or node.deleted:
        return None
    match node.struct.values:
        case [[(text, value)]] if value is not None:
            return text, value
    return None


def _part(shown: Shown) -> TextPart:
    text, value = shown
    return TextPart(text, (value,) if value is not None else ())
