"""Words and texts as the renderers of mentions show them."""

from __future__ import annotations

from datetime import date

from operasure.core.legible import flowing
from operasure.looks.mentions import titles
from operasure.looks.mentions.hits import Author, Hit, Mark
from operasure.matching.identity import Identity
from operasure.matching.sharing import FULL


def author(who: Author) -> str:
    """Who wrote a text, in words."""
    if who.subject:
        return "the person"
    if who.deleted:
        return "the Deleted user"
    return f"{flowing(who.name)} (user {who.id})" if who.name else f"user {who.id}"


def readings(identity: Identity) -> list[str]:
    """How each name was read, a line each, and what is looked for as it was given."""
    read = [f"name {n}: {name.described()}" for n, name in enumerate(identity.names, 1)]
    return [flowing(line) for line in (*read, *(f"exactly: {t}" for t in identity.exact))]


def heading(hit: Hit) -> str:
    """Where a mention stands, by what people know: "Work package #7 Foundations, comment of 3 March
    2026, by the Deleted user"."""
    check = hit.check
    page, what = hit.page or titles.table(check), titles.what(check)
    by = f"by {author(hit.author)}" if hit.author else ""
    when = day(hit.day) if hit.day else ""
    if check.historic:
        told = [f"old version{when and f' of {when}'} ({what})", by]
    elif check.table == "journals":
        told = [f"{what}{when and f' of {when}'}", by]
    else:
        told = [what, by, when and f"last changed {when}"]
    return flowing(", ".join(filter(None, (page, *told))))


def day(text: str) -> str:
    """A day as people write it, from 2026-03-31."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{read.day} {read:%B} {read.year}"


def another(account: int) -> str:
    """Whose row it is, in words."""
    return f"another account with this name ({account})"


DECLARED = "Columns declared free of personal data"


def declared(why: str | None) -> list[str]:
    """That a column was declared to hold no person, and as what, in words."""
    return [] if why is None else [f"declared free of personal data ({why}), but is not"]


def sharing(hit: Hit) -> list[str]:
    """Whose name else it may be, in words: another name beside it, and how many other accounts have
    it; of a full name in any case."""
    other = []
    if hit.beside is not None:
        what = "full name of another account" if hit.beside.account else "beside another name"
        other = [f"{what}: {flowing(hit.beside.name)}"]
    return other + shared(hit.variant, hit.shared_by)


def shared(variant: str, accounts: int | None) -> list[str]:
    """How many other accounts have the name that was found, in words."""
    full = variant in FULL
    if accounts is None or not (accounts or full):
        return []
    name = "full name" if full else "family name"
    return [f"{accounts or 'no'} other account{'s' * (accounts > 1)} with this {name}"]


def decision(mark: Mark) -> str:
    """What was decided, by whom and when, in words."""
    by = flowing(mark.by) or "somebody unnamed"
    return f"{mark.decision} by {by}, {mark.at:%Y-%m-%d %H:%M} UTC"
