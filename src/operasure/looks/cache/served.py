"""Whether OpenProject still serves an entry after the deletion of the person.

The deletion clears no cache, and rewrites references without touching `updated_at`. An entry is
never asked for again only if its key is made of something that the deletion does change. Which
that is follows from the key parts of each representer (OpenProject 17.1,
lib/api/caching/cached_representer.rb:187-215 and the `cached_representer key_parts:` of each).
"""

import json
import re
from collections.abc import Sequence
from enum import StrEnum

_REPRESENTER = re.compile(r"/API/V3/(?:\w+/)+(\w+)Representer/json/")


class Served(StrEnum):
    """What becomes of an entry after the deletion."""

    YES = "yes"
    """Still valid: served until its object changes or the cache is cleared."""
    NO = "no"
    """Its key is not asked for any more: dead, but readable until it is pushed out."""
    UNKNOWN = "unknown"
    """The key does not tell."""


# author, assignee, accountable and the like are among the key's parts: a new person, a new key.
_DEAD = frozenset({"User", "Group", "PlaceholderUser", "Attachment", "Category"})
_ROLES_IN_KEY = {
    "WorkPackage": frozenset({"author", "assignee", "responsible"}),
    "News": frozenset({"author"}),
}


def served(key: str, text: str | None, user_ids: Sequence[int]) -> Served:
    """Judge an entry by its key (as Rails was given it) and, where that decides, its JSON text.

    `text` is the entry's longest text, None if it has none.
    """
    match = _REPRESENTER.search(key)
    if not match:
        return _other(key)
    kind = match[1]
    if kind in _DEAD:
        return Served.NO
    roles = _ROLES_IN_KEY.get(kind)
    if roles is None:
        return Served.YES
    return _by_roles(text, user_ids, roles)


def _other(key: str) -> Served:
    if "/project_schema_custom_field_section/" in key or "rack::attack:" in key:
        return Served.YES
    return Served.UNKNOWN


def _by_roles(text: str | None, user_ids: Sequence[int], roles: frozenset[str]) -> Served:
    """Dead if the person stands in one of the roles that are part of the key."""
    try:
        document = json.loads(text or "")
    except (ValueError, RecursionError):
        return Served.UNKNOWN
    links = document.get("_links") if isinstance(document, dict) else None
    if not user_ids or not isinstance(links, dict):
        return Served.UNKNOWN
    mine = re.compile(rf"/users/(?:{'|'.join(map(str, user_ids))})(?!\d)")
    targets = [link.get("href") for link in map(links.get, roles) if isinstance(link, dict)]
    in_key = any(isinstance(target, str) and mine.search(target) for target in targets)
    return Served.NO if in_key else Served.YES
