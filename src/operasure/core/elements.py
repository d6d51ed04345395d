"""Numbers that stand by themselves in a text of no known kind: alone, in a list, as a value or key.

A text of numbers and signs alone is a list (`7,42`, `{7,42}`, `/7/42/`, `[60,61)`), but for dates,
times, telephone numbers, fractions and versions. In JSON, YAML, XML, hstore, arrays and composites
a number counts that is an element, a value or a key, unless the key beside it says what else it is.
In prose no number counts.
"""

from __future__ import annotations

_ELSE = (
    "positions?|pos|prices?|costs?|amounts?|counts?|totals?|sums?|lat|latitude|lon|lng|longitude|"
    "coordinates?|x|y|z|durations?|hours?|minutes?|seconds?|days?|months?|years?|dates?|times?|"
    "timestamps?|width|height|size|length|depth|level|weight|versions?|page|per_page|percent|"
    "percentage|progress|port|offset|limit|order|sort|sort_order|index|sequence|priority|score|"
    "quantity|rate|lock_version|status_code|code|zoom|font_size|columns?|rows?|bytes"
)
"""Keys that say of a number that it is no person's."""
_NOT_ELSE = rf"""(?<!(?:\m|_)(?:{_ELSE})["'\\]*\s*(?::|=>|=|>)[\s"'\\\[\d,.-]*)"""
_QUOTE = r"""(?:\\*["'])?"""
_BEFORE = r"""(?:^|[\[{(,:;|>=]|[\d"']\s|\n\s*-\s)\s*"""
_BEHIND = r"""\s*(?:[\]}),:;|<\n"']|=|$)"""


def pattern(number: str) -> str:
    """A regular expression of PostgreSQL that finds the number as an element of a whole text."""
    alone = (
        r"^(?!\s*(?:\+|\d{1,2}:\d\d))(?=[^[:alpha:]]*$)[^[:alpha:]]*?"
        rf"(?<![\d.:+-]){number}(?![\d.:-])"
    )
    inside = (
        rf"""^\s*(?:[\[{{(<"'$]|---|[\w-]+:\s*[\[{{])(?:.*{_BEFORE})??{_QUOTE}{_NOT_ELSE}{number}(?![\w.-])"""
        rf"""{_QUOTE}{_BEHIND}"""
    )
    line = rf"""(?:^|\n)\s*(?:-\s+)*(?:[\w"'-]+:\s+)?["']?{_NOT_ELSE}{number}["']?\s*(?:\n|$)"""
    return f"(?:{alone})|(?:{inside})|(?:{line})"
