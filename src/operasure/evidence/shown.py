"""Words and texts as the renderers of mentions show them."""

from __future__ import annotations

from operasure.mentions.hits import Author


def author(who: Author) -> str:
    """Who wrote a text, in words."""
    if who.subject:
        return "the person"
    return "the Deleted user" if who.deleted else f"user {who.id}"


def another(account: int) -> str:
    """Whose row it is, in words."""
    return f"another account of this name ({account})"


def sharing(number: int) -> str:
    """How many other accounts have a family name, in words."""
    return f"{number} other account{'' if number == 1 else 's'} with this family name"
