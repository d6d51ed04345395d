"""What a search for names could not look for, and what a sample of its other texts came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from operasure.core.strict import Row
from operasure.reports.words import Words


def sampled(found: Row | None, words: Words) -> str | None:
    """What follows from texts that were not reported, drawn at random and read by a person; None
    where none were drawn."""
    if not found or not found["texts"]:
        return None
    drawn, texts = words.number(found["drawn"]), words.number(found["texts"])
    if found["open"]:
        return words("sample.open", drawn=drawn, texts=texts, open=words.number(found["open"]))
    parts = [words("sample.read", drawn=drawn, texts=texts)]
    key = "sample.naming" if found["naming"] else "sample.none"
    parts.append(words(key, naming=words.number(found["naming"])))
    if found["there"]:
        parts.append(words("sample.there", there=words.number(found["there"])))
    if found["unsure"]:
        parts.append(words("sample.unsure", unsure=words.number(found["unsure"])))
    share, most = words.share(found["per_million"]), words.number(found["at_most"])
    parts.append(words("sample.bound", confidence=found["confidence"], share=share, most=most))
    parts.append(words("sample.aside"))
    if found["left_out"]:
        parts.append(words("sample.left_out", columns=", ".join(found["left_out"])))
    return " ".join(parts)


def not_looked_for(entries: Iterable[Row], short: int, words: Words) -> Iterator[str]:
    """What of each name was not looked for, those together of which it is the same; of so many
    `short` logins; and what is looked for of none."""
    seen: dict[tuple[Any, ...], list[int]] = {}
    for each in entries:
        key = tuple(each["scripts"]), tuple(each["languages"]), bool(each["alone"])
        seen.setdefault(key, []).append(each["name"])
    for (scripts, languages, alone), numbers in seen.items():
        parts = []
        if scripts:
            parts.append(words("unsought.scripts", scripts=_listed("script", scripts, words)))
        if languages:
            told = _listed("language", languages, words)
            parts.append(words("unsought.languages", languages=told))
        if alone:
            parts.append(words("unsought.alone"))
        if parts:
            numbered = ", ".join(map(str, numbers))
            yield words("unsought.name", names=numbered, what=words.semicolon.join(parts))
    if short:
        yield words("unsought.short", n=short)
    yield words("unsought.always")


def _listed(section: str, keys: Iterable[str], words: Words) -> str:
    return ", ".join(words.maybe(section, key) for key in keys)
