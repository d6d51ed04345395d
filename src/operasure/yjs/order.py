"""Puts the items of a document in order, as Yjs does when it applies them.

Each item says what it was put behind and before (`origin`, `right`), on any client; where several
were put in one place, their origins and then the numbers of their clients decide. Sources: Yjs,
src/structs/Item.js (getMissing, integrate), src/utils/encoding.js (integrateStructs).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from operasure.yjs.lib0 import Malformed
from operasure.yjs.update import Id, ItemContent, Struct, Update, merged

_MOST_STEPS = 4_000_000
"""Comparisons of items that were put in one place, splits and deletions."""
_MOVED = 2_048
"""Places that a list moves by in the time of a step."""


class Type:
    """A type of a document: a list of nodes, and the newest node of each key."""

    __slots__ = ("first", "keys", "name", "ref")

    def __init__(self, ref: int = 0, name: str = "") -> None:
        self.ref = ref
        self.name = name
        self.first: Node | None = None
        self.keys: dict[str, Node] = {}

    def nodes(self) -> Iterator[Node]:
        """Its list, deleted nodes among it."""
        node = self.first
        while node is not None:
            yield node
            node = node.next


class Node:
    """An item or a part of it: from `offset` on, `length` on the clock of its client.

    Without `parent` it has no place in the document. `next` and `before` are its neighbours there.
    """

    __slots__ = (
        "before", "deleted", "key", "length", "next", "offset", "origin", "parent", "struct", "type"
    )  # fmt: skip

    def __init__(self, struct: Struct, offset: int, length: int) -> None:
        self.struct = struct
        self.offset = offset
        self.length = length
        self.origin = struct.origin if not offset else (struct.client, self.clock - 1)
        self.before: Node | None = None
        self.next: Node | None = None
        self.parent: Type | None = None
        self.key: str | None = None
        self.type: Type | None = None
        self.deleted = struct.kind in (ItemContent.GC, ItemContent.DELETED)

    @property
    def clock(self) -> int:
        """Where it begins on the clock of its client."""
        return self.struct.clock + self.offset

    @property
    def id(self) -> Id:
        """Its client and clock."""
        return self.struct.client, self.clock


class Order:
    """The document in order: its types by name, and every node. Raises Malformed."""

    def __init__(self, update: Update) -> None:
        self.roots: dict[str, Type] = {}
        self._nodes: dict[int, list[Node]] = {b.client: [] for b in update.blocks}
        self._clocks: dict[int, list[int]] = {b.client: [] for b in update.blocks}
        self._waiting = {b.client: _until_gap(b.structs) for b in update.blocks}
        self._steps = 0
        for client in sorted(self._waiting, reverse=True):
            self._take_in(client)
        for client, ranges in update.deletes.items():
            for start, end in merged(ranges):
                self._delete(client, start, end)

    def nodes(self) -> Iterator[Node]:
        """Every node, in the order of clients and clocks."""
        for nodes in self._nodes.values():
            yield from nodes

    def _take_in(self, client: int) -> None:
        """Take in the items of a client, and before each those of others that it needs."""
        stack: list[tuple[int, int | None]] = [(client, None)]
        under_way = {client}
        while stack:
            client, wanted = stack[-1]
            needed = self._next(client, wanted)
            if needed is None:
                stack.pop()
                under_way.discard(client)
            elif needed[0] in under_way or not self._waiting.get(needed[0]):
                # What is needed is not there: nobody who waits for it can go on.
                for waiting, _ in stack:
                    self._waiting[waiting] = []
                return
            else:
                stack.append(needed)
                under_way.add(needed[0])

    def _next(self, client: int, wanted: int | None) -> Id | None:
        """Take in items up to the wanted place on the clock, or all; returns what is needed to go
        on."""
        waiting = self._waiting[client]
        while waiting:
            struct = waiting[-1]
            if wanted is not None and struct.clock > wanted:
                return None
            for needed in (struct.origin, struct.right, struct.parent):
                if isinstance(needed, tuple) and not self._knows(needed, client, struct.clock):
                    return needed
            waiting.pop()
            self._add(struct)
        return None

    def _knows(self, wanted: Id, client: int, clock: int) -> bool:
        own, at = wanted
        if own == client:
            return at < clock
        nodes = self._nodes.get(own)
        return bool(nodes) and at < nodes[-1].clock + nodes[-1].length  # type: ignore[index]

    def _add(self, struct: Struct) -> None:
        node = Node(struct, 0, struct.length)
        if struct.kind != ItemContent.GC:
            self._place(node)
        self._nodes[struct.client].append(node)
        self._clocks[struct.client].append(struct.clock)

    def _place(self, node: Node) -> None:
        struct = node.struct
        before = self._ending_with(struct.origin) if struct.origin else None
        behind = self._beginning_with(struct.right) if struct.right else None
        if (before and before.parent is None) or (behind and behind.parent is None):
            return
        parent, node.key = self._parent(struct, before, behind)
        if parent is None:
            return
        node.parent = parent
        if struct.kind == ItemContent.TYPE:
            node.type = Type(struct.type, struct.name)
        if (before is None and (behind is None or behind.before is not None)) or (
            before is not None and before.next is not behind
        ):
            before = self._settled(node, parent, before, behind)
        self._link(node, parent, before)

    def _link(self, node: Node, parent: Type, before: Node | None) -> None:
        node.before = before
        if before is not None:
            node.next, before.next = before.next, node
        elif node.key is not None:
            node.next = self._oldest(parent, node.key)
        else:
            node.next, parent.first = parent.first, node
        if node.next is not None:
            node.next.before = node
            if node.key is not None:
                node.deleted = True
        elif node.key is not None:
            parent.keys[node.key] = node
            if before is not None:
                before.deleted = True

    def _oldest(self, parent: Type, key: str) -> Node | None:
        node = parent.keys.get(key)
        while node is not None and node.before is not None:
            self._step()
            node = node.before
        return node

    def _parent(
        self, struct: Struct, before: Node | None, behind: Node | None
    ) -> tuple[Type | None, str | None]:
        if isinstance(struct.parent, str):
            return self.roots.setdefault(struct.parent, Type()), struct.key
        if struct.parent is not None:
            return self._node(struct.parent).type, struct.key
        beside = before or behind
        return (beside.parent, beside.key) if beside else (None, None)

    def _settled(
        self, node: Node, parent: Type, before: Node | None, behind: Node | None
    ) -> Node | None:
        """What a node comes to stand behind among those that were put in the same place."""
        if before is not None:
            other = before.next
        elif node.key is not None:
            other = self._oldest(parent, node.key)
        else:
            other = parent.first
        passed: set[Node] = set()
        conflicting: set[Node] = set()
        while other is not None and other is not behind:
            self._step()
            passed.add(other)
            conflicting.add(other)
            if node.origin == other.origin:
                if other.struct.client < node.struct.client:
                    before = other
                    conflicting.clear()
                elif node.struct.right == other.struct.right:
                    break
            elif other.origin is not None and (origin := self._node(other.origin)) in passed:
                if origin not in conflicting:
                    before = other
                    conflicting.clear()
            else:
                break
            other = other.next
        return before

    def _step(self, number: int = 1) -> None:
        self._steps += number
        if self._steps > _MOST_STEPS:
            raise Malformed

    def _position(self, wanted: Id) -> int:
        client, clock = wanted
        position = bisect_right(self._clocks.get(client, ()), clock) - 1
        if position < 0:
            raise Malformed
        return position

    def _node(self, wanted: Id) -> Node:
        return self._nodes[wanted[0]][self._position(wanted)]

    def _beginning_with(self, wanted: Id) -> Node:
        """The node that begins at a clock, split off if need be."""
        position = self._position(wanted)
        node = self._nodes[wanted[0]][position]
        if node.clock == wanted[1] or node.struct.kind == ItemContent.GC:
            return node
        return self._split(position, node, wanted[1] - node.clock)

    def _ending_with(self, wanted: Id) -> Node:
        """The node that ends with a clock."""
        position = self._position(wanted)
        node = self._nodes[wanted[0]][position]
        kept = wanted[1] - node.clock + 1
        if kept < node.length and node.struct.kind != ItemContent.GC:
            self._split(position, node, kept)
        return node

    def _split(self, position: int, node: Node, kept: int) -> Node:
        self._step(1 + len(self._nodes[node.struct.client]) // _MOVED)
        rest = Node(node.struct, node.offset + kept, node.length - kept)
        node.length = kept
        rest.parent, rest.key, rest.deleted = node.parent, node.key, node.deleted
        rest.before, rest.next = node, node.next
        if rest.next is not None:
            rest.next.before = rest
        node.next = rest
        if rest.next is None and rest.parent is not None and rest.key is not None:
            rest.parent.keys[rest.key] = rest
        self._nodes[rest.struct.client].insert(position + 1, rest)
        self._clocks[rest.struct.client].insert(position + 1, rest.clock)
        return rest

    def _delete(self, client: int, start: int, end: int) -> None:
        nodes = self._nodes.get(client)
        if not nodes or start >= end or start >= nodes[-1].clock + nodes[-1].length:
            return
        if start < nodes[0].clock:
            start = nodes[0].clock
        self._beginning_with((client, start))
        position = self._position((client, start))
        while position < len(nodes) and nodes[position].clock < end:
            node = nodes[position]
            if node.clock + node.length > end and node.struct.kind != ItemContent.GC:
                self._split(position, node, end - node.clock)
            node.deleted = True
            position += 1


def _until_gap(structs: list[Struct]) -> list[Struct]:
    """The items up to a stretch of the clock that is not there, the last first."""
    if structs and structs[0].clock:
        return []
    for position, struct in enumerate(structs):
        if struct.kind == ItemContent.SKIP:
            return structs[:position][::-1]
    return structs[::-1]
