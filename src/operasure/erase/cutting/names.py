"""Names of saved filters, actions and fields that contain persons.

Said once, in queries/: a check on saved values names what holds something else, `NOT IN (…)`, and
sometimes what holds persons, `IN (…)`. A name that nothing is known of counts as a person's, as it
does there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from operasure.core.person_words import is_like_user

_LISTED = re.compile(
    r"\bfilter\.\w+(?:\[\d\])?\s+(?P<others>NOT\s+)?IN\s*\((?P<names>[\w\s',]*)\)", re.IGNORECASE
)
_FIELD = re.compile(r"(?:cf_|custom_field_|customfield)(\d+)", re.IGNORECASE)
_PERSON = re.compile(
    r"\w*(?:user|author|assignee|assigned_?to|responsible|owner|creator|actor|principal|recipient|"
    r"sender|watcher)_?id",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Names:
    """`others` are names that hold something else than persons, `fields` the ids of custom fields
    that hold users. `unlisted`: no query names the value, so that a name must say by itself that it
    holds persons (`author_id`)."""

    others: frozenset[str] = frozenset()
    fields: frozenset[int] = frozenset()
    unlisted: bool = False

    @classmethod
    def stated(cls, statements: Iterable[str], fields: Iterable[int] = ()) -> Names:
        """What the SQL of checks says."""
        others: set[str] = set()
        persons: set[str] = set()
        for statement in statements:
            for listed in _LISTED.finditer(statement):
                names = re.findall(r"'(\w+)'", listed["names"])
                (others if listed["others"] else persons).update(names)
        return cls(frozenset(others - persons), frozenset(fields))

    def filters_persons(self, name: str) -> bool:
        """Whether a filter or an action (`assigned_to_id`, `:notify`) holds persons."""
        name = name.lstrip(":")
        field = _FIELD.fullmatch(name)
        if field is not None:
            return int(field[1]) in self.fields
        if self.unlisted:
            return is_person(name) or is_like_user(name)
        return name not in self.others and not name.startswith("project_phase")


def is_person(name: str) -> bool:
    """Whether a single value of this name (`github_user_id`) is the id of a user."""
    return _PERSON.fullmatch(name.lstrip(":")) is not None
