"""The strings of a JSON text (RFC 8259)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from operasure.erase.cutting.edits import NotCut
from operasure.erase.cutting.leaves import Leaf
from operasure.matching.view import View, substitute

_STRING = re.compile(r'"((?:[^"\\]+|\\.)*)"(\s*:)?')
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)


def leaves(text: str) -> list[Leaf]:
    """The strings in order, keys among them; without their quotation marks.

    Raises NotCut where the text is no JSON, or nested too deep.
    """
    check(text)
    write = _write_ascii if text.isascii() and "\\u" in text else _write
    return [
        Leaf(
            number,
            *match.span(1),
            substitute(View(match[1]), _ESCAPE, _decoded),
            write,
            bool(match[2]),
        )
        for number, match in enumerate(_STRING.finditer(text))
    ]


def _decoded(escape: re.Match[str]) -> str:
    return str(json.loads(f'"{escape.group()}"'))


def _write(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _write_ascii(text: str) -> str:
    return json.dumps(text)[1:-1]


def check(text: str) -> None:
    """Raises NotCut where the text is no JSON, or an object of it has a key twice."""
    try:
        json.loads(text, object_pairs_hook=_distinct)
    except (ValueError, RecursionError) as error:
        raise NotCut("the value is not readable JSON") from error


def _distinct(pairs: Sequence[tuple[str, object]]) -> None:
    if len({key for key, _ in pairs}) < len(pairs):
        raise NotCut("an object would have two values with one name")
