"""Words and texts as the renderers of mentions show them."""

from __future__ import annotations

import unicodedata

from operasure.mentions.hits import Author


def visible(text: str, kept: str = "") -> str:
    """Text that shows as it is: what would steer a terminal shows as a placeholder, what would
    turn the line around is left out, and line breaks are blanks; but for the characters `kept`."""
    return "".join(char if char in kept else _visible(char) for char in text)


def _visible(char: str) -> str:
    kind = unicodedata.category(char)
    if char in "\n\r\t" or kind in {"Zl", "Zp"}:
        return " "
    if kind in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    return "" if kind == "Cf" else char


def author(who: Author) -> str:
    """Who wrote a text, in words."""
    if who.subject:
        return "the person"
    return "the Deleted user" if who.deleted else f"user {who.id}"


def sharing(number: int) -> str:
    """How many other accounts have a family name, in words."""
    return f"{number} other account{'' if number == 1 else 's'} with this family name"
