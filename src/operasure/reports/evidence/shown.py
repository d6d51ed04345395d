"""Words and texts as the renderers of mentions show them."""

from __future__ import annotations

from operasure.core.legible import flowing
from operasure.core.model import Check
from operasure.looks.mentions import titles
from operasure.looks.mentions.hits import Author, Hit, Mark
from operasure.matching.identity import Identity
from operasure.matching.sharing import FULL
from operasure.reports.words import Words
from operasure.reports.words.phrases import spoken_table


def author(who: Author, words: Words) -> str:
    """Who wrote a text, in words."""
    if who.subject:
        return words("shown.subject")
    if who.deleted:
        return words("shown.deleted")
    if who.name:
        return words("shown.named_user", name=flowing(who.name), id=who.id)
    return words("shown.user", id=who.id)


def readings(identity: Identity) -> list[str]:
    """How each name was read, a line each, and what is looked for as it was given."""
    read = [f"name {n}: {name.described()}" for n, name in enumerate(identity.names, 1)]
    return [flowing(line) for line in (*read, *(f"exactly: {t}" for t in identity.exact))]


def heading(hit: Hit, words: Words) -> str:
    """Where a mention stands, by what people know: "Work package #7 Foundations, comment of 3 March
    2026, by the Deleted user"."""
    check = hit.check
    what = words.maybe("column", titles.what(check))
    where = page(hit.page, words) if hit.page else _rows(check, words)
    by = words("shown.by", author=author(hit.author, words)) if hit.author else ""
    when = day(hit.day, words) if hit.day else ""
    if check.historic:
        version = "shown.version_of" if when else "shown.version"
        told = [words(version, what=what, day=when), by]
    elif check.table == "journals":
        told = [words("shown.comment", what=what, day=when) if when else what, by]
    else:
        told = [what, by, words("shown.changed", day=when) if when else ""]
    return flowing(", ".join(filter(None, (where, *told))))


def _rows(check: Check, words: Words) -> str:
    """What the rows of a table are, for what no page shows."""
    own = "" if words.language == "en" else spoken_table(check.table, words)
    return own[:1].upper() + own[1:] or titles.table(check)


def page(told: str, words: Words) -> str:
    """A page with its title, as a search tells it in English, in another language."""
    for english, own in sorted(words.section("place").items(), key=lambda e: -len(e[0])):
        head = english.removesuffix("{}")
        if told.startswith(head):
            return str(own.removesuffix("{}")) + told.removeprefix(head)
    return told


def day(text: str, words: Words) -> str:
    """A day as people write it, from 2026-03-31."""
    try:
        return words.day(text)
    except ValueError:
        return text


def another(account: int, words: Words) -> str:
    """Whose row it is, in words."""
    return words("shown.another", id=account)


def declared(why: str | None, words: Words) -> list[str]:
    """That a column was declared to hold no person, and as what, in words."""
    return [] if why is None else [words("shown.declared", why=why)]


def sharing(hit: Hit, words: Words) -> list[str]:
    """Whose name else it may be, in words: another name beside it, and how many other accounts have
    it; of a full name in any case."""
    other = []
    if hit.beside is not None:
        kind = "shown.beside_account" if hit.beside.account else "shown.beside"
        other = [words(kind, name=flowing(hit.beside.name))]
    return other + shared(hit.variant, hit.shared_by, words)


def shared(variant: str, accounts: int | None, words: Words) -> list[str]:
    """How many other accounts have the name that was found, in words."""
    full = variant in FULL
    if accounts is None or not (accounts or full):
        return []
    if not accounts:
        return [words("shown.full_name_none")]
    return [words("shown.full_name" if full else "shown.family_name", n=accounts)]


def decision(mark: Mark) -> str:
    """What was decided, by whom and when, in words."""
    by = flowing(mark.by) or "somebody unnamed"
    return f"{mark.decision} by {by}, {mark.at:%Y-%m-%d %H:%M} UTC"
