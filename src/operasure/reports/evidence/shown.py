"""Words and texts as the renderers of mentions show them."""

from __future__ import annotations

from operasure.core.legible import flowing
from operasure.looks.mentions.hits import Author, Hit, Mark
from operasure.matching.sharing import FULL


def author(who: Author) -> str:
    """Who wrote a text, in words."""
    if who.subject:
        return "the person"
    return "the Deleted user" if who.deleted else f"user {who.id}"


def another(account: int) -> str:
    """Whose row it is, in words."""
    return f"another account of this name ({account})"


DECLARED = "Columns declared to hold no person"


def declared(hit: Hit) -> list[str]:
    """That its column was declared to hold no person, and as what, in words."""
    why = hit.check.declared
    return [] if why is None else [f"declared to hold no person ({why}), but does"]


def sharing(hit: Hit) -> list[str]:
    """Whose name else it may be, in words: another name beside it, and how many other accounts have
    it; of a full name in any case."""
    full = hit.variant in FULL
    other = []
    if hit.beside is not None:
        what = "full name of another account" if hit.beside.account else "beside another name"
        other = [f"{what}: {flowing(hit.beside.name)}"]
    if hit.shared_by is None or not (hit.shared_by or full):
        return other
    number = str(hit.shared_by) if hit.shared_by else "no"
    name = "full name" if full else "family name"
    return [*other, f"{number} other account{'s' * (hit.shared_by > 1)} with this {name}"]


def decision(mark: Mark) -> str:
    """What was decided, by whom and when, in words."""
    by = flowing(mark.by) or "somebody who is not named"
    return f"{mark.decision} by {by}, {mark.at:%Y-%m-%d %H:%M} UTC"
