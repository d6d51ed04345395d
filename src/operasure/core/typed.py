"""Typed structures as documents (evidence, snapshot): what they hold, and how it is written.

A structure is a class of members whose types say what a value may be (`Is`) and what a certificate
does with it (`Copy`). A member that a document need not have is `... | Absent = ABSENT`; one that
earlier versions did not write is `LATER`, and its default is what they meant. Own code and no
library: a document of an earlier version, which lacks members, is read all the same.
`operasure.core.reading` makes structures out of JSON values.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Generic,
    TypeGuard,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from operasure.core.dates import stamp


class Absent(Enum):
    """The one value that stands for a member which a document does not have."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


T = TypeVar("T")


class Listed(Generic[T]):
    """A list of a document whose entries are made anew each time that it is gone through, so that
    they are never all in memory. It is true where there is an entry."""

    def __init__(self, entries: Callable[[], Iterator[T]]) -> None:
        self._entries = entries

    def __iter__(self) -> Iterator[Any]:
        return map(plain, self._entries())

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None


Entries = tuple[T, ...] | Listed[T]


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Structure:
    """A part of a document: for mypy a frozen dataclass that takes its members by name. At run time
    it compiles nothing, since a command would wait 50 ms for that at each start."""

    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        cls._needed = frozenset(name for name in cls.__annotations__ if not hasattr(cls, name))

    def __init__(self, **values: Any) -> None:
        if not self._needed <= values.keys() <= type(self).__annotations__.keys():
            wrong = sorted(self._needed ^ values.keys())
            raise TypeError(f"{type(self).__name__} takes other members: {wrong}")
        vars(self).update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} of {type(self).__name__} stays as it is")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return id(self)


S = TypeVar("S", bound=Structure)
if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414
else:

    def replace(structure: S, **changes: Any) -> S:
        """A structure with other members; mypy knows it as it knows that of dataclasses."""
        return type(structure)(**{**vars(structure), **changes})


class Copy(StrEnum):
    """What a certificate does with a value: `KEEP` unless said otherwise."""

    KEEP = "kept"
    HASH = "kept as its keyed hash"
    ROW = "kept; a text as its keyed hash"
    DROP = "left out"


HASH, ROW, DROP = Copy.HASH, Copy.ROW, Copy.DROP


class Since(Enum):
    """Since when a member is written."""

    LATER = "files of earlier versions lack it"


LATER = Since.LATER


@dataclass(frozen=True)
class Is:
    """What a value must be besides its type. `what` is that in words; `known` says where the words
    of this version stand (module:name), of which only these are copied: another could be a name."""

    what: str = ""
    minimum: int | None = None
    pattern: str | None = None
    words: tuple[str | int, ...] = ()
    least: int | None = None
    most: int | None = None
    known: str | None = None
    day: bool = False
    moment: bool = False
    shown: bool = False
    """A text that may be shown as it is: without control characters."""
    size: int | None = None
    """Bytes of a binary value."""
    maximum: int | None = None


@cache
def words_of(known: str) -> Collection[str]:
    """The words that a rule names by where they stand."""
    module, _, name = known.partition(":")
    found = getattr(import_module(f"operasure.{module}"), name)
    return tuple(map(str, found if isinstance(found, Collection) else found()))


@dataclass(frozen=True)
class ValueType:
    """One type, taken apart: what it is besides Annotated and None."""

    base: Any
    arguments: tuple[Any, ...] = ()
    nothing: bool = False
    absent: bool = False
    rules: tuple[Is, ...] = ()
    copy: Copy = Copy.KEEP
    later: bool = False


def value_type(of: Any) -> ValueType:
    """Take a type apart."""
    rules: list[Is] = []
    copy = Copy.KEEP
    nothing = absent = later = False
    while True:
        origin = get_origin(of)
        if origin is Annotated:
            of, *said = get_args(of)
            rules += [each for each in said if isinstance(each, Is)]
            copy = next((each for each in said if isinstance(each, Copy)), copy)
            later = later or LATER in said
        elif origin in {Union, UnionType}:
            aside = {NoneType, Absent, Listed}
            left = [each for each in get_args(of) if (get_origin(each) or each) not in aside]
            nothing = nothing or NoneType in get_args(of)
            absent = absent or Absent in get_args(of)
            if len(left) > 1:
                return ValueType(Union, tuple(left), nothing, absent, tuple(rules), copy, later)
            [of] = left
        else:
            base = origin or of
            return ValueType(base, get_args(of), nothing, absent, tuple(rules), copy, later)


@cache
def members(structure: type) -> Mapping[str, ValueType]:
    """The members of a structure, in the order in which they are written."""
    hints = get_type_hints(structure, include_extras=True)
    return {name: value_type(hints[name]) for name in structure.__annotations__}


def is_structure(of: Any) -> TypeGuard[type]:
    """Whether a type is a structure, or a dataclass, which serves as one just so."""
    return isinstance(of, type) and _serves(of)


@cache
def _serves(of: type) -> bool:
    return issubclass(of, Structure) or is_dataclass(of)


# ---- made


def filled(structure: type[S], source: object, /, **besides: Any) -> S:
    """A structure of what `source` has under the names of its members, moments and structures in
    them likewise, and of what it has `besides`. A member that need not be there comes from
    `besides` alone. Raises AttributeError where `source` lacks one."""
    of: type = structure
    for name, inner in _required(of):
        if name not in besides:
            besides[name] = _taken(getattr(source, name), inner)
    return structure(**besides)


@cache
def _required(structure: type) -> tuple[tuple[str, type[Structure] | None], ...]:
    """The members that must be there, each with the structure of it, or of its entries."""
    found: list[tuple[str, type[Structure] | None]] = []
    for name, of in members(structure).items():
        if not hasattr(structure, name):
            base = value_type(of.arguments[0]).base if of.base is tuple else of.base
            own = isinstance(base, type) and issubclass(base, Structure)
            found.append((name, base if own else None))
    return tuple(found)


def _taken(value: Any, inner: type[Structure] | None) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, tuple | list):
        return tuple(_taken(each, inner) for each in value)
    if inner is None or value is None or isinstance(value, inner):
        return value
    return filled(inner, value)


# ---- written


_PLAIN = frozenset({str, int, bool, NoneType})


@cache
def _names(of: type) -> tuple[str, ...] | None:
    """The members of a structure; None for what is none."""
    return tuple(of.__annotations__) if is_structure(of) else None


def plain(value: Any) -> Any:
    """A structure as a JSON value: absent members are left out, words are texts, bytes are base64.
    What is made entry by entry as it is written stays as it is."""
    if type(value) in _PLAIN:  # Most are, and whether something is a Mapping takes long to tell.
        return value
    if (names := _names(value.__class__)) is not None:
        found = ((name, getattr(value, name)) for name in names)
        return {name: plain(each) for name, each in found if each is not ABSENT}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return stamp(value)
    return str(value) if isinstance(value, StrEnum | date) else value


# ---- rules


def keeps(rule: Is, value: str | int | bytes) -> bool:
    """Whether a value is what a rule says."""
    if isinstance(value, str):
        return all(_text_keeps(rule, value))
    if isinstance(value, bytes):
        return rule.size is None or len(value) == rule.size
    low, high = rule.minimum, rule.maximum
    return (low is None or low <= value) and (high is None or value <= high)


def _text_keeps(rule: Is, text: str) -> Iterator[bool]:
    yield rule.pattern is None or bool(re.fullmatch(rule.pattern, text))
    yield not rule.words or text in rule.words
    yield rule.known is None or text in words_of(rule.known)
    yield not rule.day or _is_day(text)
    yield not rule.moment or _is_moment(text)
    yield not rule.shown or text.isprintable()


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-11-02") and bool(date.fromisoformat(text))
    except ValueError:
        return False
