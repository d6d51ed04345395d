"""What is given of a value: neither secrets nor other people, and what is left out is counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from operasure.core.model import Column
from operasure.core.person_words import is_like_user
from operasure.database.catalogue import Table
from operasure.looks.access.others import Others
from operasure.looks.access.reading import LONGEST
from operasure.looks.access.rules import Withheld, rules

_YAML_KEY = re.compile(r"^[ \t:\"'-]*([\w-]{1,80})[\"']?[ \t]*:", re.MULTILINE)


@dataclass
class Giving:
    """Gives values to one person. `strangers` are the ids of accounts that are nobody's, `joined`
    the columns in which the person is found by what a number leads to, or in a list."""

    user_id: int
    others: Others
    strangers: frozenset[int]
    joined: frozenset[Column]
    left: Counter[tuple[str, Withheld]] = field(default_factory=Counter)
    """What is not given of how many rows, by column or check, and why."""

    def withhold(self, what: str, why: Withheld) -> None:
        """Count what is not given."""
        self.left[what, why] += 1

    def text(self, what: str, text: str) -> str:
        """A text without other people."""
        if len(text) > LONGEST:
            self.withhold(what, Withheld.CUT)
            text = text[:LONGEST]
        return self.others.text(text)

    def value(self, table: Table, name: str, value: Any, *, person: bool) -> object:
        """A value of a row of the person's own; `person` says that a number is somebody's id."""
        column, what = table.named.get(name), f"{table.name}.{name}"
        number = _number(value)
        if column is not None and column.like_user:
            # What is like a person by its name alone may be the number of a membership.
            person |= column.points_to == "users" or Column(table.name, name) not in self.joined
        if number is not None and person:
            return self._person(what, number, value)
        if not isinstance(value, str):
            return value
        if value[:1] in "{[":
            try:
                return self._masked(what, json.loads(value), of="")
            except (ValueError, RecursionError):
                if len(value) > LONGEST:  # nobody can tell what is secret in it
                    self.withhold(what, Withheld.CUT)
                    return None
        if value.startswith("---") and any(map(rules().is_secret, _YAML_KEY.findall(value))):
            self.withhold(what, Withheld.SECRET)
            return None
        return self.text(what, value)

    def _person(self, what: str, number: int, value: object) -> object:
        if number == self.user_id or number in self.strangers:
            return value
        self.withhold(what, Withheld.OTHERS)
        return self.others.sign

    def _masked(self, what: str, value: object, of: str) -> object:
        """A value of JSON without secrets and other people; `of` is the key it stands under."""
        match value:
            case dict():
                kept = {}
                for key, each in value.items():
                    if rules().is_secret(key):
                        self.withhold(what, Withheld.SECRET)
                        continue
                    kept[self.text(what, key)] = self._masked(what, each, key)
                return kept
            case list():
                return [self._masked(what, each, of) for each in value]
            case bool() | None:
                return value
        number = _number(value)
        if number is not None and is_like_user(of):
            return self._person(what, number, value)
        return self.text(what, value) if isinstance(value, str) else value


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 19 else None
