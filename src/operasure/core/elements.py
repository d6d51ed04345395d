"""Numbers alone in a text of an unknown kind: the whole text, an item of a list, a value or a key.

A text of numbers and signs alone is a list (`7,42`, `{7,42}`, `/7/42/`, `[60,61)`), but for dates,
times, telephone numbers, fractions and versions. In JSON, YAML, XML, hstore, arrays, composites,
PHP's serialised values and lists of short entries (`42:admin`, `uid=42`, `Anna;42`) a number counts
that is an element, a value or a key, unless the key beside it says what else it is. In prose no
number counts. Where the key, or one around it, says that a person stands there, that is known too.
"""

from __future__ import annotations

from functools import lru_cache

from operasure.core.person_words import key as person

_ELSE = (
    "positions?|pos|prices?|costs?|amounts?|counts?|totals?|sums?|lat|latitude|lon|lng|longitude|"
    "coordinates?|bounds|x|y|z|durations?|hours?|minutes?|seconds?|days?|weeks?|months?|years?|"
    "dates?|times?|timestamps?|width|height|size|length|depth|level|weight|versions?|page|per_page|"
    "percent|percentage|progress|port|offset|limit|order|sort|sort_order|index|sequence|priority|"
    "score|quantity|rate|lock_version|status_code|code|zoom|font_size|columns?|rows?|bytes|"
    "colou?rs?|phones?|telephone|mobile|fax|estimate"
)
"""Keys that say of a number that it is no person's."""
_UNITS = (
    "(?:_?(?:ms|px|pt|cm|mm|km|kg|eur|usd|cents?|in_minutes|in_seconds|in_hours|in_days|at|on)|"
    "Ms|Px|At|On)?"
)
_TITLED = "|".join(word.capitalize() for word in _ELSE.split("|") if len(word) > 1)
_KEY_ELSE = rf"""(?:(?:\m|_)(?:{_ELSE}){_UNITS}|[a-z](?:{_TITLED}){_UNITS})"""
_NEUTRAL = "value|amount|from|to|min|max|start|end|unit|x|y|z|w|h|op|operator|values|v|o|currency"
"""Keys that say nothing of their own: what is above them counts."""
_IS = r"""["'\\]*\s*(?::|=>|=|>)"""
_BETWEEN = (
    rf"""(?:[\s"'\\\[{{(\d,.:+=>-]|[\[{{,\s]["'\\]*(?:{_NEUTRAL})(?=["'\\]*\s*[:=])|"""
    r"""[]})](?=\s*,))*"""
)
_OTHER = (
    "(?:target_?|observed_?[iI]n_?)?[vV]ersion|status|type|project|category|priority|parent|subproject|"
    "sprint|backlog_?(?:[bB]ucket|[iI]nbox)|label|milestone|budget|activity|cost_type|"
    "relates|blocks|precedes|follows|id|only_subproject|storage|file_link|"
    "[a-z_]*(?:date|hours|ratio|points|time|duration|at|on|count)"
)
"""Attributes of OpenProject's filters that hold no person."""
_ATTRIBUTE = r'(?:attribute|name|field|n)["\\]*\s*:\s*["\\]+'
_CLASS = r'(?:type|_type|class|klass|kind)["\\]*\s*:\s*["\\]+'
_PERSONAL_CLASS = r"(?:\w+::)*(?:User|Principal|PlaceholderUser|ServiceAccount|Person|Employee)\M"


def _not_else(number: str) -> str:
    """What may not stand around a number that was just read: a key, an attribute of a filter or a
    class beside it that says what else it is; a time, a telephone number; words before it."""
    own = rf"""["']?[#:+]?0*{number}(?:\.0+)?"""
    filtered = rf'(?:["\\]+{_ATTRIBUTE}(?:{_OTHER})(?:_id)?["\\]+[^{{}}]*)'
    return (
        rf"""(?<!{_KEY_ELSE}{_IS}{_BETWEEN}{own})"""
        rf"""(?<!{filtered}{own})(?![^{{}}\[]*\][^{{}}]*["\\]{_ATTRIBUTE}(?:{_OTHER})(?:_id)?["\\])"""
        rf"""(?<!"(?:{_OTHER})(?:_id)?"\s*:\s*\{{[^{{}}]*"values"\s*:\s*\[[^][]*{own})"""
        rf"""(?<!["\\]{_CLASS}(?!{_PERSONAL_CLASS})[A-Z][^{{}}]*["\\]id["\\]*\s*:\s*{own})"""
        rf"""(?!["\\]*[^{{}}\[]*["\\]{_CLASS}(?!{_PERSONAL_CLASS})[A-Z](?:\w|:)*["\\])"""
        rf"""(?<!\+\d[\d\s()/-]*[\s()/-]{number})"""
        rf"""(?<!["'>][^"'{{}}\[\]<>]*[[:alpha:]][,.:;]?\s[^"'{{}}\[\]<>]*{number})"""
    )


_TIME = r"(?:(?<!(?:^|\D)\d{1,2}:)|(?!\d\d(?!\d)))"
"""Not the minutes of a time; behind the number stands `_NO_TIME`."""
_NO_TIME = r"(?!:\d\d(?!\d))"
_QUOTE = r"""(?:\\*["'])?"""
_BEFORE = r"""(?:^|[\[{(,:;|>=]|[\d"']\s|\n\s*-\s|\n\s*)\s*"""
_BEHIND = r"""\s*(?:[\]}),:;|<\n"']|=|$)"""


def _number(number: str) -> str:
    return rf"{_TIME}(?:\+?0*){number}(?:\.0+)?(?![\w-]|\.\d){_NO_TIME}"


@lru_cache(maxsize=64)
def pattern(number: str) -> str:
    """A regular expression of PostgreSQL that finds the number as an element of a whole text."""
    alone = (
        r"^(?!\s*\+[\d\s()/-]*[\s()/-]\d)(?!\s*0\d+[\s/-])(?=[^[:alpha:]€$£¥%°]*$)[^[:alpha:]]*?"
        rf"(?<![\d.:-])(?:\+?0*){_TIME}{number}(?![\d:-]|\.\d*[1-9]|\.\d+\.){_NO_TIME}"
    )
    mapped = (
        r"^(?=[^[:alpha:]]*$)[^[:alpha:]]*?"
        rf"(?:(?<=^|[,;|\s]){number}:(?=\d{{1,9}}(?:[,;|\s]|$))(?!\d\d(?!\d))|"
        rf"(?<=(?:^|[,;|\s])\d{{1,9}}:)(?!\d\d(?!\d)){number}(?=[,;|\s]|$))"
    )
    kinds = r"""[\[{(<"'$?]|---|[asO]:\d+:|[\w-]+:\s*[\[{]"""
    inside = (
        rf"""^\s*(?:{kinds})(?:.*{_BEFORE})??{_QUOTE}[#:]?{_number(number)}"""
        rf"""{_not_else(number)}{_QUOTE}{_BEHIND}"""
    )
    line = (
        rf"""(?:^|\n)\s*(?:-\s+)*(?:[\w"':-]+:\s+)?["':]*{_number(number)}{_not_else(number)}"""
        rf"""["']?\s*(?::(?:\s[^\n]*)?)?(?:\n|$)"""
    )
    compact = (
        r"^(?!.*(?:[[:alpha:].!?] +[[:alnum:](]|[[:alnum:]] +[[:alpha:]]|[[:alpha:]]\())"
        r"(?=.*[[:alpha:]])"
        rf"""(?:.*[,;|:=&?\t\n>])?["']?{_number(number)}{_not_else(number)}["']?(?:[,;|:=&\t\n<]|$)"""
    )
    return "|".join(f"(?:{each})" for each in (alone, mapped, inside, line, compact))


@lru_cache(maxsize=64)
def keyed(number: str) -> str:
    """The same for a number under a key, or beside a class, that says that it is a person's."""
    group = "[^][{}()]"
    for _ in range(3):
        group = rf"(?:[^][{{}}()]|[\[{{(](?:{group})*[\]}})])"
    own = rf"""{_QUOTE}[#:]?{_number(number)}"""
    under = (
        rf"""{person()}{_IS}\s*[\[{{(](?:\s*|(?:{group}|[\[{{(])*?{_BEFORE}){own}{_not_else(number)}"""
        rf"""{_QUOTE}{_BEHIND}"""
    )
    value = (
        rf"""(?:{person()}(?:\[\])?(?:["'\\]*\s*(?::|=>|=)\s*|[/#]|["'\\]*;(?:[is]:(?:\d+:)?|"""
        rf"""a:\d+:\{{[^}}]*[:;]))[\d\s,;|"'#\\]*?|{person("")}[_-])(?<![\d.]){_number(number)}"""
        r"""\s*(?:[,;:|"'\\\]})<\n&]|\.?$)"""
    )
    element = (
        rf"""<[\w:-]*?{person()}(?:\s[^<>]*)?(?:\mid=["']|>(?:\s|\d|[,;]|<[\w\s="':-]*>)*?(?<![\w]))"""
        rf"""{_number(number)}["'\s,;<]"""
    )
    # The lines under a key are those that stand deeper, or begin with a dash; without a reference
    # back to its indent, which makes a regular expression a thousand times slower. What the line
    # of the key is, and what the number, is written once: each time costs a server milliseconds.
    deeper = "|".join(
        rf"""{indent}(?! )[^\n]*(?:\n{indent}[ -][^\n]*)*?\n{indent}[ -][^\n]*?"""
        for indent in ("", "  ", "    ", "      ", "        ")
    )
    lines = (
        rf"""(?:^|\n)(?= *(?:- )?["':]*[\w-]*?{person()}["']?:)(?:{deeper})(?<![\w.:-]){own}"""
        rf"""{_not_else(number)}["':]*(?:\s|$)"""
    )
    typed = (
        rf"""["\\]{_CLASS}{_PERSONAL_CLASS}["\\]+[^{{}}]*["\\]id["\\]*\s*:\s*{own}(?!\d)|"""
        rf"""["\\]id["\\]*\s*:\s*{own}["\\]*\s*,[^{{}}]*["\\]{_CLASS}{_PERSONAL_CLASS}"""
    )
    every = (under, value, element, lines, typed)
    return "|".join(f"(?:{each})" for each in every)
