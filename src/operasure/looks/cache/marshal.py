"""A reader for Ruby's Marshal format 4.8 that never builds an object.

It walks the bytes and yields strings, symbols and integers with the attribute they stand under.
Nothing is instantiated, no class is looked up, and links to earlier objects are not followed
(their text was seen already); only the *name* behind a linked hash key is remembered, because
Ruby writes a repeated key as a link. Format: Ruby's doc/marshal.rdoc and marshal.c (w_object,
r_object); the order in which objects get their link number follows r_entry in marshal.c.
"""

from collections.abc import Callable

from operasure.looks.cache.tokens import Collector, Damaged, Scope, short_name

MAGIC = b"\x04\x08"


def read(data: bytes, collector: Collector) -> None:
    """Read one marshalled value into the collector.

    Damage and bounds end the reading and leave their reason in `collector.problem`; what was read
    until then is kept. Never raises for any bytes.
    """
    reader = _MarshalReader(data, collector)
    try:
        if data[:2] != MAGIC:
            raise Damaged("no Marshal 4.8")
        reader.value(Scope(), 0)
        if reader.at != len(data):
            raise Damaged("bytes after the end")
    except Damaged as damage:
        collector.problem = f"Marshal: {damage}"


def unwrap_string(data: bytes) -> bytes | None:
    """The bytes of a value that is only one binary string (Dalli around Rails), else None."""
    if data[:3] != b'\x04\x08"':
        return None
    start, length = _read_long(data, 3)
    if length < 0 or start + length != len(data):
        return None
    return data[start:]


def is_json(data: bytes) -> bool:
    """Whether a value is Rails' `[string, expiry, version]` around one JSON object in UTF-8.

    Nearly everything OpenProject caches is, and such a value holds no integers.
    """
    if data[2:3] != b"[" or data[4:6] != b'I"':
        return False
    start, length = _read_long(data, 6)
    end = start + length
    if length < 1 or not 0 <= len(data) - end <= _BEHIND_STRING or data[start] != ord("{"):
        return False
    return data[end : end + 5] in (b"\x06:\x06ET", b"\x06;\x00T")


_BEHIND_STRING = 64
"""Bytes that encoding, expiry and version take at most."""


def _read_long(data: bytes, at: int) -> tuple[int, int]:
    """A packed integer and the place behind it; (at, -1) if it is cut off.

    Its first byte is a small value itself, or the number of bytes that follow (w_long in
    marshal.c).
    """
    if at >= len(data):
        return at, -1
    first = data[at]
    if first == 0:
        return at + 1, 0
    if 4 < first < 252:
        return at + 1, first - 5 if first < 128 else first - 251
    size = first if first <= 4 else 256 - first
    end = at + 1 + size
    if end > len(data):
        return at, -1
    number = int.from_bytes(data[at + 1 : end], "little")
    return end, number if first <= 4 else number - (1 << 8 * size)


class _MarshalReader:
    def __init__(self, data: bytes, collector: Collector) -> None:
        self.data = data
        self.at = 2
        self.out = collector
        self.symbols: list[str | None] = []
        self.objects: list[str | None] = []
        self.kinds: dict[int, Callable[[Scope, int], str | None]] = {
            ord(kind): read_kind
            for kind, read_kind in {
                "0": self._nothing,
                "T": self._nothing,
                "F": self._nothing,
                "i": self._fixnum,
                "l": self._bignum,
                "f": self._float,
                "c": self._unseen_bytes,
                "m": self._unseen_bytes,
                "M": self._unseen_bytes,
                ":": self._symbol,
                ";": self._symbol_link,
                "@": self._object_link,
                '"': self._string,
                "/": self._regexp,
                "I": self._with_variables,
                "[": self._array,
                "{": self._hash,
                "}": self._hash_with_default,
                "o": self._object,
                "S": self._object,
                "U": self._marshal_dump,
                "d": self._marshal_dump,
                "u": self._dump,
                "C": self._wrapped,
                "e": self._wrapped,
            }.items()
        }

    def value(self, scope: Scope, depth: int) -> str | None:
        """Read one value; its short name if it is a string or a symbol (it may be a key)."""
        self.out.count(depth)
        kind = self._byte()
        read_kind = self.kinds.get(kind)
        if read_kind is None:
            raise Damaged("unknown type")
        return read_kind(scope, depth + 1)

    def _byte(self) -> int:
        if self.at >= len(self.data):
            raise Damaged("cut off")
        self.at += 1
        return self.data[self.at - 1]

    def _bytes(self, length: int) -> bytes:
        if length < 0 or self.at + length > len(self.data):
            raise Damaged("wrong length")
        self.at += length
        return self.data[self.at - length : self.at]

    def _long(self) -> int:
        behind, number = _read_long(self.data, self.at)
        if behind == self.at:
            raise Damaged("cut off")
        self.at = behind
        return number

    def _length(self) -> int:
        length = self._long()
        if length < 0:
            raise Damaged("wrong length")
        return length

    def _sized(self) -> bytes:
        return self._bytes(self._length())

    def _nothing(self, scope: Scope, depth: int) -> None:
        return None

    def _fixnum(self, scope: Scope, depth: int) -> None:
        self.out.integer(self._long(), scope)

    def _bignum(self, scope: Scope, depth: int) -> None:
        sign = self._byte()
        digits = self._bytes(2 * self._length())
        self.objects.append(None)
        if len(digits) <= 16:
            number = int.from_bytes(digits, "little")
            self.out.integer(-number if sign == ord("-") else number, scope)

    def _float(self, scope: Scope, depth: int) -> None:
        self.out.float(self._sized(), scope, depth)
        self.objects.append(None)

    def _unseen_bytes(self, scope: Scope, depth: int) -> None:
        self._sized()
        self.objects.append(None)

    def _symbol(self, scope: Scope, depth: int) -> str | None:
        data = self._sized()
        name = short_name(data)
        self.symbols.append(name)
        self.out.text(data, "UTF-8", scope)
        return name

    def _symbol_link(self, scope: Scope, depth: int) -> str | None:
        return self._linked(self.symbols)

    def _object_link(self, scope: Scope, depth: int) -> str | None:
        return self._linked(self.objects)

    def _linked(self, table: list[str | None]) -> str | None:
        index = self._long()
        if not 0 <= index < len(table):
            raise Damaged("link to nothing")
        return table[index]

    def _string(self, scope: Scope, depth: int) -> str | None:
        data = self._sized()
        name = short_name(data)
        self.objects.append(name)
        self.out.text(data, None, scope)
        return name

    def _regexp(self, scope: Scope, depth: int) -> None:
        data = self._sized()
        self._byte()
        self.objects.append(None)
        self.out.text(data, "UTF-8", scope)

    def _with_variables(self, scope: Scope, depth: int) -> str | None:
        kind = self.data[self.at : self.at + 1]
        if kind == b'"':
            return self._encoded_string(scope, depth)
        if kind == b":":
            return self._encoded_symbol(scope, depth)
        if kind == b"u":
            self.at += 1
            self._dumped(scope, depth, with_variables=True)
            return None
        name = self.value(scope, depth)
        self._variables(scope, depth)
        return name

    def _encoded_string(self, scope: Scope, depth: int) -> str | None:
        self.out.count(depth)
        self.at += 1
        data = self._sized()
        name = short_name(data)
        self.objects.append(name)
        self.out.text(data, self._variables(scope, depth), scope)
        return name

    def _encoded_symbol(self, scope: Scope, depth: int) -> str | None:
        self.out.count(depth)
        self.at += 1
        data = self._sized()
        index = len(self.symbols)
        self.symbols.append(short_name(data))
        self.out.text(data, self._variables(scope, depth), scope)
        return self.symbols[index]

    def _variables(self, scope: Scope, depth: int) -> str | None:
        """Instance variables behind a value; the encoding if one of them tells it."""
        encoding = None
        for _ in range(self._length()):
            name = self.value(scope, depth)
            if name == "E":
                encoding = "UTF-8" if self.data[self.at : self.at + 1] == b"T" else "US-ASCII"
                self.value(scope, depth)
            elif name == "encoding":
                encoding = self.value(scope, depth)
            else:
                self.value(scope.under(name), depth)
        return encoding

    def _array(self, scope: Scope, depth: int) -> None:
        self.objects.append(None)
        for _ in range(self._length()):
            self.value(scope, depth)

    def _hash(self, scope: Scope, depth: int) -> None:
        self.objects.append(None)
        self._pairs(scope, depth)

    def _hash_with_default(self, scope: Scope, depth: int) -> None:
        self._hash(scope, depth)
        self.value(scope, depth)

    def _object(self, scope: Scope, depth: int) -> None:
        owner = self.value(scope, depth)
        self.objects.append(None)
        self._pairs(scope.inside(owner), depth)

    def _pairs(self, scope: Scope, depth: int) -> None:
        with self.out.mapping(scope):
            for _ in range(self._length()):
                name = self.value(scope, depth)
                self.out.name(name)
                inner = _attribute(scope, name)
                self.out.pair(inner.attribute, self.value(inner, depth))

    def _marshal_dump(self, scope: Scope, depth: int) -> None:
        owner = self.value(scope, depth)
        self.objects.append(None)
        self.value(scope.inside(owner), depth)

    def _dump(self, scope: Scope, depth: int) -> None:
        self._dumped(scope, depth, with_variables=False)

    def _dumped(self, scope: Scope, depth: int, *, with_variables: bool) -> None:
        owner = self.value(scope, depth)
        data = self._sized()
        encoding = self._variables(scope, depth) if with_variables else None
        self.objects.append(None)
        if owner != "Time":
            self.out.text(data, encoding, scope)

    def _wrapped(self, scope: Scope, depth: int) -> str | None:
        self.value(scope, depth)
        return self.value(scope, depth)


def _attribute(scope: Scope, name: str | None) -> Scope:
    """The scope under a key; `@value…` of an attribute object still is the attribute itself."""
    if name is not None and name.startswith("@"):
        if name in ("@value", "@values", "@attributes", "@value_before_type_cast"):
            return scope
        return scope.under(name[1:])
    return scope.under(name)
