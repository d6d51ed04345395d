"""Finding a user by id, in the forms that OpenProject itself writes and understands.

Sources: lib/open_project/text_formatting/filters/mention_filter.rb (tags), matchers/link_handlers/
hash_separator.rb and colon_separator.rb (`user#5`, `user:"login"`), config/routes.rb (links).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from operasure.matching import variants as v
from operasure.matching.decode import Reading
from operasure.matching.identity import Identity
from operasure.matching.variants import Found

_LONGEST_BODY = 1000
"""Characters between a mention tag and its end."""
_MOST_ATTRIBUTES = 40

_LONGEST_LINK = 120
_BEGINS = re.compile(r"(?<!\w)|(?<=\\[nrt])")
_LINKING = re.compile(r"(?:(?<!\w)|(?<=\\[nrt]))(?:users|principals|gid://[\w-]{1,100}+/user)$")
_TAG = re.compile(r"<mention(?![\w-])")
_ATTRIBUTE = re.compile(
    r"[\s\u00ad]{0,2000}+([\w-]++)(?:\s{0,20}+=\s{0,20}+"
    r"(?:\"{2,16}+([^\"]{1,2000}+)\"{2,16}|\"([^\"]{0,2000}+)\"|'([^']{0,2000}+)'|([^\s\"'<>]{0,2000}+)))?"
)
"""An attribute. Its quotes are doubled inside of a row or a range of PostgreSQL's, and of CSV."""
_TAG_END = re.compile(r"\s{0,2000}+(/?)\s{0,20}+>")
_BODY_END = re.compile(r"</mention\s{0,20}+>|<mention(?![\w-])")


class Ids:
    """Looks for the ids of an identity."""

    def __init__(self, identity: Identity) -> None:
        self._ids = {str(user_id) for user_id in identity.user_ids}
        ids = "|".join(sorted(self._ids, key=lambda digits: (-len(digits), digits)))
        self._numbered = re.compile(rf"user#(?:{ids})(?!\w)")
        self._linked = re.compile(rf"/(?:{ids})(?!\w)")

    def find(self, reading: Reading) -> Iterator[Found]:
        """What the reading shows of them. Tags show only where markup was left in."""
        if not self._ids:
            return
        folded = reading.folded
        for match in self._numbered.finditer(folded):
            if _BEGINS.match(folded, match.start()):
                yield Found(*match.span(), v.USER_ID, "certain")
        for match in self._linked.finditer(folded):
            before = _LINKING.search(folded, max(0, match.start() - _LONGEST_LINK), match.start())
            if before is not None:
                yield Found(before.start(), match.end(), v.LINK, "certain")
        if reading.marked_up:
            yield from self._tags(folded)

    def _tags(self, folded: str) -> Iterator[Found]:
        for tag in _TAG.finditer(folded):
            attributes, end = _attributes(folded, tag.end())
            values = {name: folded[slice(*place)] for name, place in attributes.items()}
            of_user = values.get("data-type", "user").strip() == "user"
            if of_user and values.get("data-id", "").strip() in self._ids:
                yield Found(tag.start(), _element_end(folded, end), v.MENTION_TAG, "certain")


def parts(folded: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Where the values of the attributes of the mention tag `folded[start:end]` stand, by name,
    and what stands between its tags, by the name `body`."""
    attributes, at = _attributes(folded, start + len("<mention"))
    tag_end = _TAG_END.match(folded, at)
    body_end = folded.rfind("<", start, end) if tag_end and not tag_end[1] else -1
    if tag_end is not None and body_end >= tag_end.end():
        attributes["body"] = tag_end.end(), body_end
    return {name: place for name, place in attributes.items() if place[0] < place[1]}


def _attributes(folded: str, at: int) -> tuple[dict[str, tuple[int, int]], int]:
    """Where the values of a tag's attributes stand, by name in small letters, read from `at`, and
    where the attributes end."""
    attributes: dict[str, tuple[int, int]] = {}
    for _ in range(_MOST_ATTRIBUTES):
        match = _ATTRIBUTE.match(folded, at)
        if match is None:
            break
        start, end = next(
            (match.span(i) for i in (2, 3, 4, 5) if match[i]), (match.end(), match.end())
        )
        if match[5] and folded[end - 1] == "/":
            end -= 1
        attributes.setdefault(match[1], (start, end))
        at = match.end()
    return attributes, at


def _element_end(folded: str, at: int) -> int:
    """Where the element ends whose attributes end at `at`: with its closing tag where it has one
    near enough, else with the tag itself."""
    tag_end = _TAG_END.match(folded, at)
    if tag_end is None:
        return at
    if tag_end[1]:
        return tag_end.end()
    body_end = _BODY_END.search(folded, tag_end.end(), tag_end.end() + _LONGEST_BODY)
    closed = body_end is not None and body_end.group().startswith("</")
    return body_end.end() if body_end is not None and closed else tag_end.end()
