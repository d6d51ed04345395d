"""Leaves other people out of texts: Art. 15(4) GDPR.

Mentions of other users go whoever they are, and so does every mail address that is not the
person's. Names and logins go where an account of the database has them: in any letter case, with
or without accents, in either order, and in every way in which the search for a person reads a text
(entities, escapes, markup inside a word). What else a text says of somebody no program knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from operasure.looks.snapshot import texts
from operasure.matching.decode import readings
from operasure.matching.fold import SOFT
from operasure.matching.view import View

_WORD = re.compile(rf"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060{SOFT}]+[^\W_]*)*")
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]{1,128}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}")
_HASH = re.compile(
    r"(?<!\w)(?:user#(\d{1,19})(?!\w)|user[#:](?:\"([^\"\n]{1,256})\"|([\w.@+-]{1,256})))"
)
_SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_LATIN = str.maketrans({"ø": "o", "å": "a", "æ": "ae", "ł": "l", "đ": "d", "ı": "i", "œ": "oe"})
_GAP = 12
"""Signs that may stand between two words of a name: a comma, marks of bold type."""
_SHORTEST = 3
"""Letters of a name or login of one word."""
_Span = tuple[int, int, bool]
"""Start and end of what names somebody, and whether that is the person."""


@dataclass(frozen=True)
class Account:
    """What an account is called."""

    id: int
    given: str
    family: str
    logins: tuple[str, ...]
    """Its login and its mail address."""


class Others:
    """`text` is a text without other people, put as `sign`; `count` how many were left out.

    `own` are the person's names, logins and mail addresses, which stay, and so does a name that
    the person shares with somebody.
    """

    def __init__(
        self, user_id: int, own: Iterable[str], accounts: Iterable[Account], sign: str
    ) -> None:
        self.sign = sign
        self.count = 0
        self._id = str(user_id)
        self._own = {word.casefold() for word in own}
        self._names: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
        self._glued: dict[str, set[str]] = defaultdict(set)
        for word in self._own:
            self._add(word, own=True)
        for account in accounts:
            given, family = account.given.strip(), account.family.strip()
            if not given:
                given, _, family = family.rpartition(" ")
            for name in {f"{given} {family}", f"{family} {given}", *account.logins}:
                # One word without a login is a placeholder such as "Developer".
                if account.logins or len(words(name)) > 1 or _SPACELESS.search(name):
                    self._add(name.strip(), own=False)
            if len(given + family) > 1 and _SPACELESS.search(given + family):
                for name in (given + family, family + given):
                    self._glued[name[0]].add(name)
        for candidates in self._names.values():
            candidates.sort(key=lambda each: (-len(each[0]), not each[1]))

    def _add(self, name: str, *, own: bool) -> None:
        for parts in {tuple(words(name)), tuple(words(name.casefold().translate(_GERMAN)))}:
            if own:  # in either order, and with several names
                forms = {parts[at:] + parts[:at] for at in range(len(parts))}
            elif len("".join(parts)) >= _SHORTEST or _SPACELESS.search(name):
                forms = {parts}
            else:
                continue
            for each in forms | ({("".join(parts),)} if len(parts) == 2 else set()):
                if each and (each, True) not in self._names[each[0]]:
                    self._names[each[0]].append((each, own))

    def text(self, text: str) -> str:
        """The text without others."""
        spans, shown = set[_Span](), set[str]()
        for view in (View(text), *(each.view for each in readings(text) if not each.guessed)):
            if view.text not in shown:
                shown.add(view.text)
                spans |= {(*view.origin(*span), own) for *span, own in self._spans(view.text)}
        pieces, at, safe = [], 0, 0
        for start, end, own in sorted(spans, key=lambda each: (each[0], -each[1], not each[2])):
            if own:
                safe = max(safe, end)
            elif end > safe:
                if start >= at:
                    pieces += [text[at:start], self.sign]
                    self.count += 1
                at = max(at, end)
        return "".join([*pieces, text[at:]])

    def _spans(self, text: str) -> Iterator[_Span]:
        """What names somebody, and whether it is the person. What a mention of the person shows is
        read like any text."""
        for start, end in texts.others_tags(text, self._id):
            yield start, end, False
        for met in _HASH.finditer(text):
            number, *names = met.groups()
            if number != self._id and not any(n and n.casefold() in self._own for n in names):
                yield *met.span(), False
        for met in _MAIL.finditer(text):
            yield *met.span(), met[0].strip(".'").casefold() in self._own
        yield from self._named(text)
        yield from self._together(text)

    def _named(self, text: str) -> Iterator[_Span]:
        """Where names and logins stand; the longest name counts, the person's first."""
        met_words = [(met.start(), met.end(), _folded(met[0])) for met in _WORD.finditer(text)]
        at = 0
        while at < len(met_words):
            found = self._at(met_words, at)
            if found is None:
                at += 1
                continue
            name, own = found
            yield met_words[at][0], met_words[at + len(name) - 1][1], own
            at += len(name)

    def _at(
        self, words: Sequence[tuple[int, int, str]], at: int
    ) -> tuple[tuple[str, ...], bool] | None:
        for name, own in self._names.get(words[at][2], ()):
            here = words[at : at + len(name)]
            near = all(b[0] - a[1] <= _GAP for a, b in pairwise(here))
            if near and tuple(word for _, _, word in here) == name:
                return name, own
        return None

    def _together(self, text: str) -> Iterator[_Span]:
        """Names in scripts that write no blanks between words."""
        for met in _SPACELESS.finditer(text) if self._glued else ():
            for name in self._glued.get(met[0], ()):
                if text.startswith(name, met.start()):
                    yield met.start(), met.start() + len(name), name.casefold() in self._own


def words(name: str) -> list[str]:
    """The words of a name: small letters, without accents."""
    return [_folded(met[0]) for met in _WORD.finditer(name)]


def _folded(word: str) -> str:
    small = word.casefold()
    if small.isascii():
        return small
    plain = unicodedata.normalize("NFKD", small.translate(_LATIN))
    return "".join(c for c in plain if c.isalnum())
