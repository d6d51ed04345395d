"""Texts that hold an id in a form, made at random from its pattern."""

from __future__ import annotations

import html
import json
import random
import re
import warnings
from collections.abc import Callable, Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any
from urllib.parse import quote

from operasure.checks import idforms

SOME = "ab zZ9_é\n\t.,;:<>()[]{}'\"\\/=+-я"
"""Characters for what a pattern leaves open."""
AROUND = [("", ""), ("See room 7, ", "."), ("42nd: x", " 421"), ("\n- ", "\n"), ("%20&#8211;", "%")]
WRITTEN: list[Callable[[str], str]] = [
    str,
    json.dumps,
    lambda text: quote(text, safe=""),
    html.escape,
    str.upper,
    lambda text: json.dumps(json.dumps(text)),
    lambda text: quote(quote(text, safe=""), safe=""),
]


class _Sampler:
    """Texts that match a regular expression, at random: which words and signs, how often."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def text(self, pattern: str) -> str:
        plain = re.sub(r"\\[mM]", "", pattern)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return self._of(parser.parse(plain))

    def _of(self, parsed: Any) -> str:
        return "".join(self._one(operation, value) for operation, value in parsed)

    def _one(self, operation: Any, value: Any) -> str:
        match operation:
            case constants.LITERAL:
                return chr(value)
            case constants.NOT_LITERAL:
                return self._random.choice(SOME.replace(chr(value), ""))
            case constants.ANY:
                return self._random.choice(SOME)
            case constants.IN:
                return self._member(value)
            case constants.BRANCH:
                return self._of(self._random.choice(value[1]))
            case constants.SUBPATTERN:
                return self._of(value[3])
            case constants.MAX_REPEAT | constants.MIN_REPEAT:
                low, high, inner = value
                times = self._random.randint(low, min(high, low + self._random.choice([0, 1, 4])))
                return "".join(self._of(inner) for _ in range(times))
            case _:  # What looks around takes no text.
                return ""

    def _member(self, items: Any) -> str:
        kinds = {constants.CATEGORY_SPACE: " \n\t", constants.CATEGORY_DIGIT: "0427"}
        kinds[constants.CATEGORY_WORD] = "ab_7Zé"
        found, negated = "", False
        for operation, value in items:
            if operation is constants.NEGATE:
                negated = True
            elif operation is constants.LITERAL:
                found += chr(value)
            elif operation is constants.RANGE:
                found += chr(value[0]) + chr(value[1])
            else:
                found += kinds[value]
        taken = [c for c in SOME if c not in found and not (c.isalnum() and "_" in found)]
        return self._random.choice(taken if negated else list(found))


def samples(form: idforms.IdForm, count: int = 150) -> Iterator[str]:
    """Texts that hold the id in this form, each within others and written in several ways."""
    sampler = _Sampler(form.name)
    texts = [
        form.specimen,
        *(sampler.text(form.pattern.replace("{id}", "42")) for _ in range(count)),
    ]
    for i, text in enumerate(texts):
        before, behind = AROUND[i % len(AROUND)]
        for j in (0, 1 + i % (len(WRITTEN) - 1)):
            yield before + WRITTEN[j](text) + behind
