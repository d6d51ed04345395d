"""Names in the search text of a saved filter, and what replaces them.

The word that takes a name's place in running text would do harm in a filter: it stands in the texts
of other erased persons, too, and the view would show these. So a word takes it that stands in no
text (NOTHING): one word of letters alone, since OpenProject takes `~` and `**` apart at blanks and
looks for each part, and reads `%` and `_` in some releases as any character
(lib/queries/operators/contains.rb, app/models/queries/operators/everywhere.rb).

A filter that hides what holds a name shows more with any other word but the name, unless each text
it hides was edited in the same way. That nobody can promise, so such a filter is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from operasure.erase.cutting import jsons, yamls
from operasure.erase.cutting.edits import NotCut, Span, TextEdit
from operasure.erase.cutting.filters import filters

NOTHING = "nothingmatchesthis"
"""A word that stands in no text."""
HIDES = (
    "a saved filter excludes entries with the name, and would show more with another word: open "
    "the view, and remove this filter or give it another value"
)
UNREAD = "a value that may contain saved filters can't be read as filters"

_SHOWS = frozenset(("", "=", "~", "**", "^", "&=", "?=", "=n"))
"""Operators that show what holds or is the text. Of any other it is not known what a word that
stands nowhere would show."""
_DEEPEST = 4
_LOOKS_SO = re.compile(r"""(?:\bvalues|["'\s{,:]v)\\*["']?\s*:""")


@dataclass(frozen=True, slots=True)
class Sought:
    """`value[start:end]` is a text that a filter seeks; `shows`: it shows what holds the text."""

    start: int
    end: int
    shows: bool


def sought(value: str, *, unnamed: bool = True) -> list[Sought]:
    """The texts that filters of a YAML or JSON value seek, also in strings that hold JSON.

    `unnamed`: values without an operator count as a filter's, too. Raises NotCut for what looks
    like filters and can't be read.
    """
    if not _LOOKS_SO.search(value):
        return []
    try:
        found = list(_sought(value, unnamed, 0))
    except NotCut as error:
        raise NotCut(UNREAD) from error
    hidden = {(each.start, each.end) for each in found if not each.shows}
    return [replace(each, shows=(each.start, each.end) not in hidden) for each in found]


def _sought(value: str, unnamed: bool, depth: int) -> Iterator[Sought]:
    for node in yamls.compose(value):
        for found in filters(node):
            if found.action or not (found.operator or unnamed):
                continue
            shows = found.operator in _SHOWS
            for scalar, _ in yamls.scalars([found.values]):
                yield Sought(scalar.start_mark.index, scalar.end_mark.index, shows)
    if depth >= _DEEPEST or not ("{" in value or "[" in value):
        return
    for leaf in yamls.leaves(value):
        if leaf.text.lstrip()[:1] in ("{", "[") and _LOOKS_SO.search(leaf.text):
            with suppress(NotCut):
                jsons.check(leaf.text)
                for each in _sought(leaf.text, unnamed, depth + 1):
                    whole = leaf.outside(TextEdit(each.start, each.end, ""))
                    yield Sought(whole.start, whole.end, each.shows)


def fitted(spans: Sequence[Span], texts: Sequence[Sought]) -> tuple[list[Span], bool]:
    """The passages with NOTHING where a filter seeks them, without those that a filter hides; and
    whether there were such."""
    left: list[Span] = []
    hides = False
    for span in spans:
        met = [each for each in texts if each.start < span.end and span.start < each.end]
        if any(not each.shows for each in met):
            hides = True
        else:
            left.append(replace(span, replacement=NOTHING) if met else span)
    return left, hides
