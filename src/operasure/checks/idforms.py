"""The forms in which a text holds an id, and what statements are bound with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from operasure.core import elements
from operasure.core.queries import escapes, listed


@dataclass(frozen=True)
class IdForm:
    """A form in which text holds an id; `pattern` has `{id}` for the number."""

    name: str
    pattern: str
    specimen: str
    unlike: str
    kind: str | None = None
    """The kind of principal that this form is for, if not for every kind."""
    hint: str = ""
    """A part of the pattern that costs little to look for, where no id is known."""
    certain: bool = True
    """Whether a number in this form is surely the id of a principal of this installation."""
    every: str | None = None
    """Takes out what holds the ids, where one occurrence of the form can hold several."""
    together: str = ""
    """Forms that say the same here are looked for together: by one regular expression."""
    hinted: str = ""
    """The same of their hints."""


@cache
def forms(kind: str | None = None) -> tuple[IdForm, ...]:
    """The forms of `queries/id-forms.toml` for this kind of principal (all of them for None)."""
    every = (
        IdForm(
            name=f["name"],
            pattern=f["pattern"],
            specimen=f["specimen"],
            unlike=f["not"],
            kind=f.get("kind"),
            hint=f["hint"],
            certain=not f.get("possible", False),
            every=f.get("every"),
            together=f.get("pass", f["name"]),
            hinted=f.get("hinted", ""),
        )
        for f in listed("id-forms")["form"]
    )
    return tuple(form for form in every if kind is None or form.kind in {None, kind})


@cache
def hint() -> str:
    """What every text with an id in any form has, as a regular expression that costs little."""
    return str(listed("id-forms")["hint"])


@cache
def signs() -> str:
    """What every text has that the hint is in, for short ones: a regular expression of few
    states, which the server makes ready in a third of the time."""
    return str(listed("id-forms")["signs"])


@cache
def before() -> str:
    """What stands right before the number of every form where nothing is escaped, with it."""
    return str(listed("id-forms")["before"])


def parameters(user_id: int, kind: str = "user") -> Mapping[str, object]:
    """What the statements of a plan are bound with for this id of this kind of principal."""
    passes: dict[str, list[str]] = defaultdict(list)
    for form in forms(kind):
        passes[form.together].append(f"(?:{form.pattern.replace('{id}', str(user_id))})")
    first, second, third = _characters(str(user_id))
    return {
        "user_id": user_id,
        "kind": kind,
        "needle": str(user_id),
        "holding": f"%{user_id}%",
        "first": first,
        "second": second,
        "third": third,
        "ended": rf"{user_id}\M",
        "alone": rf"(?:\m|[%ux][0-9a-fA-F]{{2,8}}|(?:\\|5[cC]\}}?|92;)[abefnrtv0]){user_id}\M",
        "patterns": list(map("|".join, passes.values())),
        "escape": escapes().any,
        "near": before().replace("{id}", str(user_id)),
        "words": f"{escapes().words}|{escapes().letters}",
        "marks": _escaped(str(user_id)),
        # Of few states: one of more than some ten is made ready anew for each text.
        "few": rf"{str(user_id)[-2:]}|[\\%#]|Z2l",
        "held": f"{user_id}|{_escaped(str(user_id))}",
        "coded": _coded(str(user_id)),
        "whole": elements.pattern(str(user_id)),
        "keyed": elements.keyed(str(user_id)),
    }


_CHARACTERS = ("85", "5Z", "42", "25", "08", "75Z", "97Z", "65Z", "35Z", "19Z")
"""Of each digit, which stands first: it, and others of which one stands in a text where the digit
is an entity (its code is 48 to 57) or within a GlobalID in base64 (`Z2lkOi8v`)."""


def _characters(digits: str) -> tuple[str, str, str | None]:
    """Characters of which each text with the number has one, as few as there can be."""
    found = next(each for each in _CHARACTERS if each[0] in digits)
    return found[0], found[1], found[2:] or None


def _escaped(digits: str) -> str:
    """One digit of a number as an escape, as in `_coded`, or a GlobalID in base64: where `coded`
    finds a number of which a digit is escaped, there is one. With regard to case."""
    some = "".join(sorted(set(digits)))
    codes = "|".join(str(48 + int(digit)) for digit in some)
    entity = rf"(?:#|23)(?:0*(?:{codes})|[xX]0*3[{some}])"
    return rf"[uUxX]\{{?0*3[{some}]|%(?:25)*3[{some}]|{entity}|Z2lkOi8v"


def _coded(digits: str) -> str:
    """A number of whose digits each may be escaped; a GlobalID in base64, which may hold any."""
    ways = (
        rf"(?:{d}|[ux]\{{?0*3{d}|%(?:25)*3{d}|(?:#|23)(?:0*{48 + int(d)}|x0*3{d})(?:;|%))"
        for d in digits
    )
    return rf"{'[^[:space:]]{0,16}?'.join(ways)}|Z2lkOi8v"
