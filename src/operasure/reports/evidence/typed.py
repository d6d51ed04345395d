"""Typed structures as documents: written as JSON values, checked, and copied for a certificate.

A structure is a class of members whose types say what a value may be (`Is`) and what a certificate
does with it (`Copy`). A member that a document need not have is `... | Absent = ABSENT`. Own code
and no library: a document of an earlier version, which lacks members, is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
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

from operasure.core.errors import UsageError

Hash = Callable[[str], str]
"""The keyed hash of a text, with the key of the case."""
LONGEST = 2_000
"""Characters of a text that is copied."""


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


@cache
def words_of(known: str) -> Collection[str]:
    """The words that a rule names by where they stand."""
    module, _, name = known.partition(":")
    found = getattr(import_module(f"operasure.{module}"), name)
    return tuple(map(str, found if isinstance(found, Collection) else found()))


@dataclass(frozen=True)
class Kind:
    """One type, taken apart: what it is besides Annotated and None."""

    base: Any
    arguments: tuple[Any, ...] = ()
    nothing: bool = False
    absent: bool = False
    rules: tuple[Is, ...] = ()
    copy: Copy = Copy.KEEP


def kind(of: Any) -> Kind:
    """Take a type apart."""
    rules: list[Is] = []
    copy = Copy.KEEP
    nothing = absent = False
    while True:
        origin = get_origin(of)
        if origin is Annotated:
            of, *said = get_args(of)
            rules += [each for each in said if isinstance(each, Is)]
            copy = next((each for each in said if isinstance(each, Copy)), copy)
        elif origin in {Union, UnionType}:
            aside = {NoneType, Absent, Listed}
            left = [each for each in get_args(of) if (get_origin(each) or each) not in aside]
            nothing = nothing or NoneType in get_args(of)
            absent = absent or Absent in get_args(of)
            if len(left) > 1:
                return Kind(Union, tuple(left), nothing, absent, tuple(rules), copy)
            [of] = left
        else:
            base = origin or of
            return Kind(base, get_args(of), nothing, absent, tuple(rules), copy)


@cache
def members(structure: type) -> Mapping[str, Kind]:
    """The members of a structure, in the order in which they are written."""
    hints = get_type_hints(structure, include_extras=True)
    return {name: kind(hints[name]) for name in structure.__annotations__}


def is_structure(of: Any) -> TypeGuard[type[Structure]]:
    """Whether a type is a structure."""
    return isinstance(of, type) and issubclass(of, Structure)


# ---- written


_PLAIN = frozenset({str, int, bool, NoneType})


def plain(value: Any) -> Any:
    """A structure as a JSON value: absent members are left out, words are texts. What is made
    entry by entry as it is written stays as it is."""
    if type(value) in _PLAIN:  # Most are, and whether something is a Mapping takes long to tell.
        return value
    if isinstance(value, Structure):
        found = ((name, getattr(value, name)) for name in type(value).__annotations__)
        return {name: plain(each) for name, each in found if each is not ABSENT}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value


# ---- copied


def refuse_other(structure: type, value: object, where: str) -> None:
    """Raise UsageError where a value, or any that it holds, is not of its form. What a document of
    another version has besides, or lacks, is let pass."""
    copied(structure, value, where, None)


def copied(structure: type, value: object, where: str, hash_: Hash | None) -> dict[str, Any]:
    """The copy of a document that goes with a certificate: what the structure names and does not
    leave out, each value in its own form. What a document lacks, its copy lacks.

    Raises UsageError for a value of another form; `where` names the document. Without a hash
    nothing is left out or hashed.
    """
    if not isinstance(value, Mapping):
        raise fail(where, "an object")
    return {
        key: _copied(each, value[key], f"{where}: {key}", hash_)
        for key, each in members(structure).items()
        if key in value and (hash_ is None or each.copy is not Copy.DROP)
    }


def fail(where: str, what: str) -> UsageError:
    """The error for a value that is not of its form."""
    return UsageError(f"not an evidence document of format 1: {where} is not {what}")


def _copied(found: Kind, value: Any, where: str, hash_: Hash | None) -> Any:
    if value is None and found.nothing:
        return None
    if found.base is Union and found.copy is not Copy.ROW:
        return value
    if found.copy is Copy.ROW:
        return _row(value, where, hash_)
    if found.base is tuple:
        if not isinstance(value, list):
            raise fail(where, "a list")
        inner = kind(found.arguments[0])
        return [_copied(inner, each, f"{where}[{i}]", hash_) for i, each in enumerate(value)]
    if is_structure(found.base):
        return copied(found.base, value, where, hash_)
    if found.base is Mapping:
        return _named(found, value, where, hash_)
    if found.copy is Copy.HASH:
        if not isinstance(value, str):
            raise fail(where, "a text")
        return value if hash_ is None or _TOLD_APART.fullmatch(value) else hash_(value)
    return _checked(found, value, where, LONGEST if hash_ else None)


_TOLD_APART = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}|(?:hmac-)?sha256:[0-9a-f]{64}")
"""Digits of a hash, which tell things apart as they are."""
_ROW_KEY = re.compile(
    r"\d+(?:[,:/-]\d+)*|\(\d+,\d+\)|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,64}"
)
_SIGNS = re.compile(r"\W|_")


def _named(found: Kind, value: object, where: str, hash_: Hash | None) -> dict[str, Any]:
    """An object with keys of the program's own, such as codes of groups."""
    if not isinstance(value, Mapping) or any(len(_SIGNS.sub("", k)) > 40 for k in value):
        raise fail(where, "an object with short names")
    inner = kind(found.arguments[1])
    return {key: _copied(inner, each, f"{where}: {key}", hash_) for key, each in value.items()}


def _row(value: object, where: str, hash_: Hash | None) -> int | str:
    """The key of a row: a number, a uuid, a physical place; any other text as its keyed hash."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise fail(where, "the key of a row")
    if isinstance(value, int) or hash_ is None or _ROW_KEY.fullmatch(value):
        return value
    return hash_(value)


def _checked(found: Kind, value: Any, where: str, longest: int | None) -> Any:
    """A text or a number that is what its type says."""
    if found.base in {int, bool}:
        if isinstance(value, int):
            return value
        raise fail(where, "a whole number")
    if not isinstance(value, str) or (longest and len(value) > longest):
        raise fail(where, "a text")
    for rule in found.rules:
        if not all(_keeps(rule, value)):
            raise fail(where, rule.what or "a word that this version knows")
    return value


def _keeps(rule: Is, text: str) -> Iterator[bool]:
    """Whether a text is what a rule says, by each part of the rule."""
    yield rule.pattern is None or bool(re.fullmatch(rule.pattern, text))
    yield not rule.words or text in rule.words
    yield rule.known is None or text in words_of(rule.known)
    yield not rule.day or _is_day(text)


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-11-02") and bool(date.fromisoformat(text))
    except ValueError:
        return False
