"""The tokens of a reader of serialised values: texts and integers with their positions.

Both readers (Ruby Marshal, MessagePack) hand every value to a `Collector`. It keeps only what a
search can use, and it is where hostile input meets its bounds: values, tokens and depth.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

MAX_DEPTH = 200
MAX_VALUES = 1_000_000
MAX_TOKENS = 300_000
_LONGEST_NAME = 64
_LONGEST_NUMBER = 20
_MOST_FLOATS = 16

_GIVEN = frozenset({"firstname", "firstName", "first_name", "given_name", "givenName"})
_FAMILY = frozenset({"lastname", "lastName", "last_name", "family_name", "familyName"})
_OF_A_PERSON = _GIVEN | _FAMILY | {"login", "mail", "email", "identity_url", "identityUrl"}

_ID = re.compile(r"(.+?)(?:_id|Id)\Z")
_TYPED = re.compile(r"(.+?)(?:_type|Type)\Z")
_MACHINERY = ("ActiveModel::", "ActiveRecord::")


class Damaged(ValueError):
    """The bytes are not what they claim to be, or exceed a bound; the message says which."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a value stands.

    `attribute` is the nearest key (hash key, instance variable without `@`, struct member),
    `parent` the key above it, `owner` the class of the nearest object that is not a part of
    Active Record's own machinery.
    """

    attribute: str | None = None
    parent: str | None = None
    owner: str | None = None

    def under(self, name: str | None) -> "Scope":
        """The scope of the value that stands under `name` in this one."""
        return Scope(name, self.attribute, self.owner)

    def inside(self, owner: str | None) -> "Scope":
        """The scope of what an object of class `owner` holds.

        Active Record wraps attributes in objects of its own; they are looked through, so that an
        attribute still belongs to the model.
        """
        if owner is None or owner.startswith(_MACHINERY):
            return self
        return Scope(self.attribute, self.parent, owner)


@dataclass(frozen=True, slots=True)
class TokenText:
    """A string's bytes; `encoding` is Ruby's name for it, or None for a binary string."""

    data: bytes
    encoding: str | None
    scope: Scope


@dataclass(frozen=True, slots=True)
class Integer:
    """An integer, or a text that is nothing but one; `siblings` are those names beside it that tell
    that a person is described, `type_` is what `X_type` says beside it as `X_id`."""

    value: int
    scope: Scope
    siblings: frozenset[str] = frozenset()
    type_: str | None = None


@dataclass(slots=True)
class _Mapping:
    names: set[str] = field(default_factory=set)
    given: bytes | None = None
    family: bytes | None = None
    integers: list[int] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Collector:
    """Collects tokens within bounds.

    `wanted` are the only integers worth keeping (users' ids), so that a million numbers take no
    memory; None keeps every integer. `left` is how many values may still come. `problem` tells
    why a reader had to stop.
    """

    wanted: frozenset[int] | None = None
    texts: list[TokenText] = field(default_factory=list)
    integers: list[Integer] = field(default_factory=list)
    floats: list[tuple[str | None, int, float]] = field(default_factory=list)
    problem: str | None = None
    left: int = MAX_VALUES
    _mappings: list[_Mapping] = field(default_factory=list)

    def count(self, depth: int) -> None:
        """One more value, nested `depth` deep. Raises Damaged beyond a bound."""
        self.left -= 1
        if self.left < 0:
            raise Damaged("too many values")
        if depth > MAX_DEPTH:
            raise Damaged("nested too deeply")

    def text(self, data: bytes, encoding: str | None, scope: Scope) -> None:
        """Keep a string; an empty one says nothing."""
        if not data:
            return
        if len(self.texts) >= MAX_TOKENS:
            raise Damaged("too many strings")
        self.texts.append(TokenText(data, encoding, scope))
        if self._mappings and scope.attribute in _OF_A_PERSON:
            self._note_name(scope.attribute, data)
        if self.wanted and data.isdigit() and len(data) < _LONGEST_NUMBER:
            self.integer(int(data), scope)

    def integer(self, value: int, scope: Scope) -> None:
        """Keep an integer if it is wanted."""
        if self.wanted is not None and value not in self.wanted:
            return
        if len(self.integers) >= MAX_TOKENS:
            raise Damaged("too many integers")
        if self._mappings:
            self._mappings[-1].integers.append(len(self.integers))
        self.integers.append(Integer(value, scope))

    def float(self, digits: bytes, scope: Scope, depth: int) -> None:
        """Keep one of the first floats with its attribute and depth: an entry's times are among
        them."""
        if len(self.floats) >= _MOST_FLOATS:
            return
        try:
            self.floats.append((scope.attribute, depth, float(digits)))
        except ValueError as error:
            raise Damaged("no number") from error

    def _note_name(self, attribute: str | None, data: bytes) -> None:
        mapping = self._mappings[-1]
        if attribute in _GIVEN:
            mapping.given = data
        elif attribute in _FAMILY:
            mapping.family = data

    def name(self, name: str | None) -> None:
        """A key of the mapping that is being read."""
        if self._mappings and name in _OF_A_PERSON:
            self._mappings[-1].names.add(name)

    def pair(self, attribute: str | None, text: str | None) -> None:
        """A pair of the mapping that is being read, `text` the value if it is a short text."""
        if self._mappings and attribute and text and (typed := _TYPED.match(attribute)):
            self._mappings[-1].types[typed[1]] = text

    @contextmanager
    def mapping(self, scope: Scope) -> Iterator[None]:
        """Around the pairs of one hash, object or struct.

        At its end integers learn their siblings and types, and a given and a family name that stood
        in two attributes become one more text, since a full name is looked for in one piece.
        """
        self._mappings.append(_Mapping())
        try:
            yield
        finally:
            mapping = self._mappings.pop()
            siblings = frozenset(mapping.names)
            for index in mapping.integers if siblings or mapping.types else ():
                integer = self.integers[index]
                named = _ID.match(integer.scope.attribute or "")
                type_ = mapping.types.get(named[1]) if named else None
                self.integers[index] = replace(integer, siblings=siblings, type_=type_)
            if mapping.given and mapping.family and len(self.texts) < MAX_TOKENS:
                full_name = mapping.given + b" " + mapping.family
                self.texts.append(TokenText(full_name, "UTF-8", scope.under("name")))


def short_name(data: bytes) -> str | None:
    """The bytes as a key's name, or None if they are too long or no text."""
    if len(data) > _LONGEST_NAME:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
