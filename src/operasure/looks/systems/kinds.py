"""The kinds of other systems (kinds.toml); what each is called, and the next step, stand with the
words of reports."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class SystemKind:
    """`family` is the place of a case file that speaks of this kind and its like, None where only
    `key` does. `recipient`: data is passed on to it (Art. 19 GDPR); `several`: how many there are
    says something."""

    key: str
    family: str | None
    recipient: bool
    several: bool


@cache
def kinds() -> Mapping[str, SystemKind]:
    """Every kind by its key, in the order in which reports name them."""
    file = resources.files("operasure.looks.systems") / "kinds.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        key: SystemKind(
            key,
            entry.get("family"),
            entry.get("recipient", False),
            entry.get("several", False),
        )
        for key, entry in data.items()
    }
