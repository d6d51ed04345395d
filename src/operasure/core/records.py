"""`dataclass` as in `dataclasses`, made in a quarter of the time.

A command makes a hundred of these classes before it begins, and Python writes and compiles up to
six methods for each. Here only `__init__` is made so; the others are the same functions for all.
That nobody changes a frozen one is what mypy holds, which sees `dataclasses.dataclass` here:
nothing looks after it while the program runs, and so an object is made sooner, too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass

    __all__ = ["dataclass"]
else:

    def dataclass(cls=None, /, **options):
        """Make a data class. Takes what `dataclasses.dataclass` takes."""
        return _made(cls, **options) if cls else lambda given: _made(given, **options)


def _made(
    cls: type, *, frozen: bool = False, eq: bool = True, order: bool = False, **others: Any
) -> type:
    if order:
        return dataclasses.dataclass(order=True, unsafe_hash=frozen, **others)(cls)
    found: type = dataclasses.dataclass(eq=False, repr=False, **others)(cls)
    values = _values([field.name for field in dataclasses.fields(found) if field.compare])
    given: dict[str, Any] = {"__repr__": _repr}
    if eq:
        given["__eq__"] = lambda self, other: (
            values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        )
        given["__hash__"] = (lambda self: hash(values(self))) if frozen else None
    for name, value in given.items():
        # What Python puts there for a class that says how it is compared is no word of its own.
        if vars(found).get(name) is None:
            setattr(found, name, value)
    return found


def _values(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


@recursive_repr()
def _repr(self: Any) -> str:
    fields = (each for each in dataclasses.fields(self) if each.repr)
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields)
    return f"{type(self).__qualname__}({shown})"
