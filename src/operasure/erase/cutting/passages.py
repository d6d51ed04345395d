"""From mentions to the passages to remove, and their replacements.

A mention tag keeps its form and becomes the Deleted user's: id, text and body, as OpenProject's own
rewriting leaves it (app/services/users/replace_mentions_service.rb:171-181). `user#42` becomes
`user#3` (:183-204), and so do `user:"login"` and `user#"login"`, since the Deleted user has no
login. Of a link the id changes alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from operasure.erase.cutting.edits import Span
from operasure.matching import variants as v
from operasure.matching.ids import parts
from operasure.matching.match import Match, Matcher, Sighting, merged

NO_ADDRESS = "deleted-user@invalid"
"""Where an address must stand: in a top level domain that never exists (RFC 2606, 2)."""

_DIGITS = re.compile(r"\d+$")
_FORM = re.compile(r"(?<!\w)user[:#][\"']?$")


@dataclass(frozen=True)
class Successor:
    """Who takes the person's place: the id and the name of the Deleted user, and the neutral word
    (`--replacement`) that takes the place of a name in running text, the same name by default."""

    id: int
    name: str
    word: str = ""

    @property
    def shown(self) -> str:
        """What stands for a name."""
        return self.word or self.name


def spans(
    matcher: Matcher,
    text: str,
    successor: Successor,
    wanted: Callable[[Match], bool] = lambda match: True,
    *,
    structured: bool = False,
) -> list[Span]:
    """The passages of the mentions in `text` that are wanted, fit for `cut`.

    `text` is the value as it is stored, `structured` as for `Matcher.find`; each of its matches
    is asked about once.
    """
    sightings = list(matcher.sightings(text, structured=structured))
    chosen = [match for match in merged(sightings) if wanted(match)]
    starts = [match.start for match in chosen]
    found: list[Span] = []
    for seen in sightings:
        place = bisect_left(starts, seen.end) - 1
        if place >= 0 and seen.start < chosen[place].end:
            found += _spans(seen, successor)
    return list(dict.fromkeys(found))


def _spans(seen: Sighting, successor: Successor) -> Iterator[Span]:
    folded, start, end = seen.reading.folded, seen.found.start, seen.found.end
    variant = seen.found.variant
    if variant == v.MENTION_TAG:
        yield from _tag(seen, successor)
    elif variant in (v.USER_ID, v.LINK):
        digits = _DIGITS.search(folded, start, end)
        if digits is not None:
            yield Span(*seen.span(*digits.span()), str(successor.id), exact=True)
    elif variant == v.GRAVATAR:
        yield Span(*seen.span(start, end), "0" * (end - start), exact=True)
    elif variant == v.LOGIN_FORM or (variant == v.MAIL and _FORM.search(folded[:start][-8:])):
        yield _form(seen, successor)
    elif variant == v.LOGIN_MENTION:
        yield Span(seen.start, seen.end, f"@{successor.shown}")
    elif variant == v.MAIL and _is_address(folded, start, end):
        yield Span(seen.start, seen.end, NO_ADDRESS)
    else:
        yield Span(seen.start, seen.end, successor.shown)


def _tag(seen: Sighting, successor: Successor) -> Iterator[Span]:
    """The parts of a mention tag that say who is meant."""
    shown = f"@{successor.name}"
    new = {"data-id": str(successor.id), "data-text": shown, "body": shown}
    new["data-display-id"] = str(successor.id)
    folded = seen.reading.folded
    for name, (start, end) in parts(folded, seen.found.start, seen.found.end).items():
        if name in new:
            bare = name != "body" and folded[start - 1] not in "\"'"
            text = f'"{new[name]}"' if bare and " " in new[name] else new[name]
            yield Span(*seen.span(start, end), text, exact=True)


def _form(seen: Sighting, successor: Successor) -> Span:
    """`user:"login"` with its quotation marks, as `user#3`."""
    folded, start, end = seen.reading.folded, seen.found.start, seen.found.end
    if seen.found.variant == v.MAIL:
        form = _FORM.search(folded, max(0, start - 8), start)
        start = form.start() if form is not None else start
    quoted = re.search(r"[:#](\W*)", folded[start:end])
    if quoted is not None and quoted[1][:1] in ('"', "'") and folded[end : end + 1] == quoted[1][0]:
        end += 1
    behind = folded[end : end + 1]
    return Span(*seen.span(start, end), f"user#{successor.id}{' ' * behind.isalnum()}", exact=True)


def _is_address(folded: str, start: int, end: int) -> bool:
    """Whether nothing but an address may stand there: `<a@b>`, `mailto:a@b`."""
    bracketed = folded[start - 1 : start] == "<" and folded[end : end + 1] == ">"
    return bracketed or folded[max(0, start - 7) : start] == "mailto:"
