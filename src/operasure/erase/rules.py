"""What the value should be in a place with a leftover.

The check says it: `expected` is what OpenProject's own deletion does, `-- removal:` in its header
what a plan does where that is not enough (docs/add-a-check.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from operasure.core.model import Check, Compare, Expected, Origin


class Make(StrEnum):
    """What a plan makes of a row."""

    DELETE = "delete"
    DELETED_USER = "deleted user"
    NULL = "null"
    TAKE_OUT = "take out"
    """The id is taken out of a saved filter, an action, a list; all else stays as it is."""
    NUMBER = "number"
    """A number by itself in a text that no query names goes from its list, or gives way."""
    REWRITE = "rewrite"
    """A text in which the id stands gets the Deleted user's in its place."""
    WITH = "with"
    """Nothing of its own: it is right once another place is."""
    NONE = "none"


@dataclass(frozen=True)
class RemovalRule:
    """What a plan makes of the rows of a check. `other` is the place that settles it, or why
    nothing is done."""

    make: Make
    other: str | None = None


_EXPECTED = {
    Expected.ROW_DELETED: Make.DELETE,
    Expected.DELETED_USER: Make.DELETED_USER,
    Expected.NULL: Make.NULL,
}
_WORDS = {
    Make.DELETE: "the row is deleted",
    Make.DELETED_USER: "the Deleted user replaces the id",
    Make.NULL: "the id is removed",
    Make.TAKE_OUT: "the id is removed from the saved value",
    Make.NUMBER: "the id is removed from its list, or replaced by that of the Deleted user",
    Make.REWRITE: "the Deleted user's id replaces it in the text",
}
UNKNOWN = "no rule says what the value should be; write '-- removal:' into the check"


def rule(check: Check) -> RemovalRule:
    """The rule of a check. Raises ValueError for a header that is none."""
    if check.origin is Origin.SWEPT:
        return _swept(check)
    if check.removal is not None:
        return _stated(check.removal)
    if check.origin is Origin.TEXT:
        return RemovalRule(Make.REWRITE)
    made = _EXPECTED.get(check.expected) if check.expected else None
    return RemovalRule(made) if made else RemovalRule(Make.NONE, UNKNOWN)


def _stated(text: str) -> RemovalRule:
    word, _, rest = text.partition(" ")
    if word == "with" and rest:
        return RemovalRule(Make.WITH, rest)
    if text.startswith("none: "):
        return RemovalRule(Make.NONE, text.removeprefix("none: "))
    if text in {Make.DELETE, Make.DELETED_USER, Make.NULL, Make.TAKE_OUT}:
        return RemovalRule(Make(text))
    raise ValueError(f"'-- removal: {text}' is not a rule; see 'operasure help add-a-check'")


def _swept(check: Check) -> RemovalRule:
    """Of a column that no query names: what a person's id gives way to everywhere."""
    match check.compare:
        case Compare.ID:
            return RemovalRule(Make.DELETED_USER)
        case Compare.WHOLE | Compare.KEYED:
            return RemovalRule(Make.NUMBER)
        case Compare.AMONG:
            return RemovalRule(Make.TAKE_OUT)
        case _:
            return RemovalRule(Make.REWRITE)


def words(rule_: RemovalRule) -> str:
    """A rule in plain words."""
    if rule_.make is Make.WITH:
        return f"right once {rule_.other} is"
    return _WORDS.get(rule_.make) or (rule_.other or UNKNOWN)
