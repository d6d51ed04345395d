"""The new value of a text or a saved value, without the passages or the id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import IntEnum

from operasure.core.model import Check
from operasure.erase import arrays, renames, stand_in, vectors, views
from operasure.erase.cutting import (
    Names,
    NotCut,
    Span,
    Successor,
    ValueForm,
    cut,
    documents,
    elements,
    in_code,
    replace_id,
    revealed,
    sought,
    spans,
    take_out,
)
from operasure.erase.model import PlanStep
from operasure.erase.renames import Renames
from operasure.erase.tables import TEXTUAL, Name, Tables
from operasure.erase.written import _SAVED, _TYPES, form, is_saved
from operasure.looks.mentions.hits import hit_id, place_of
from operasure.looks.mentions.places import VECTORS
from operasure.matching import variants
from operasure.matching.match import Match, Matcher
from operasure.matching.seek import passage

_IDS = {variants.MENTION_TAG, variants.USER_ID, variants.LINK}
_JOINED = "array_to_string("
"""Of a list of texts this is what is looked through; of a list of other values, the whole as a
text."""
_BY_HAND = {ValueForm.SIGNED, ValueForm.MARSHAL, ValueForm.BYTES}
_LOOKS = 3
"""How often what a cut makes a name of is cut too."""
NAMED_ANEW = "the replacement, or the text next to it, would name the person again"


class Numbers(IntEnum):
    """Which numbers by themselves are to go from a value that no query names."""

    NONE = 0
    KEYED = 1
    """Those under a key that names persons."""
    ALL = 2
    """All: the column itself names persons."""


@dataclass(frozen=True)
class Wish:
    """What is to go from one value: the id from a saved value, every form of it in a text, the
    mentions of these ids, numbers by themselves. `stated` are the statements that found the id in
    the saved value."""

    check: Check
    stated: frozenset[str] = frozenset()
    ids: bool = False
    marks: frozenset[str] = frozenset()
    numbers: Numbers = Numbers.NONE

    def and_(
        self, *, stated: str | None, ids: bool, marks: frozenset[str], numbers: Numbers
    ) -> Wish:
        """Both wishes."""
        return replace(
            self,
            stated=self.stated | ({stated} if stated else set()),
            ids=self.ids or ids,
            marks=self.marks | marks,
            numbers=max(self.numbers, numbers),
        )


@dataclass(frozen=True)
class Edited:
    """The new value, that of the column beside it, and why something of it could not go."""

    value: str
    beside: str | None = None
    reasons: tuple[str, ...] = ()
    done: bool = False
    """Nothing was to go any more: what a decision says to erase is gone, and nothing that nobody
    decided about stands in its place."""


@dataclass(frozen=True)
class Editor:
    """Edits values. `subject` is the id that goes, `fields` are the custom fields that hold users;
    `key` is the secret that the ids of mentions were made with, `structured` says which columns
    hold a person and no prose."""

    tables: Tables
    matcher: Matcher
    subject: int
    successor: Successor
    fields: frozenset[int] = frozenset()
    key: bytes = b""
    structured: frozenset[tuple[Name, str]] = frozenset()
    renames: Renames | None = None
    """Where stored files can get other names."""
    settled: frozenset[str] = frozenset()
    """The mentions of which somebody decided that they stay, or are of somebody else."""
    carried: dict[str, str] = field(default_factory=dict)
    """Filled while values are edited: of each settled mention that stays in a text that changes,
    the id that it has then."""
    others: frozenset[int] = frozenset()
    """Further accounts of the person. Mentions of them that somebody decided to erase go; what
    `verify` finds of them goes by their own plans."""
    legacy: frozenset[str] = frozenset()
    """Attachments whose `disk_filename` is the name of a stored file; of all others nothing reads
    it but a step back to releases before 4.1 (lib/tasks/shared/legacy_attachment.rb:58-94)."""

    def beside(self, name: Name, column: str) -> tuple[str, str] | None:
        """The column that must be changed along with another, and its type."""
        other = VECTORS.get((name[1], column))
        typed = self.tables.columns.get(name, {}).get(other or "")
        return (other, typed.type) if other and typed else None

    def edit(self, step: PlanStep, key: str, wish: Wish, value: str, beside: str | None) -> Edited:
        """The new value of a row's column, or the old one with the reasons."""
        reasons: list[str] = []
        new = value
        if wish.marks or wish.ids:
            new = _attempt(reasons, new, lambda old: self._cut(step, key, wish, old, reasons))
        if wish.stated:
            new = _attempt(reasons, new, lambda old: self._taken_out(step, wish, old))
        if wish.ids and is_saved(wish.check, step, new):
            new = self._replaced(new, form(wish.check, step, new))
        if wish.numbers:
            new = _attempt(reasons, new, lambda old: self._without_number(step, wish, old))
            if elements.stands(new, self.subject) and not reasons:
                reasons.append(elements.ELSEWHERE)
        if new == value:
            if not reasons and self._is_done(step, key, wish, value):
                return Edited(value, beside, done=True)
            return Edited(value, beside, tuple(dict.fromkeys(reasons or [NOTHING])))
        typed = self.tables.columns[step.schema, step.table][step.column]
        new = typed.filled(new)
        if typed.longest is not None and len(new) > typed.longest:
            return Edited(value, beside, ("the new text is too long for the column",))
        if step.beside and beside is not None:
            beside = vectors.without(beside, value, new)
        self._carry(step, key, wish, value, new)
        return Edited(new, beside, tuple(dict.fromkeys(reasons)))

    def _is_done(self, step: PlanStep, key: str, wish: Wish, value: str) -> bool:
        """Whether a value that an earlier plan may have edited holds nothing more of the person."""
        if wish.ids or wish.stated or wish.numbers or form(wish.check, step, value) in _BY_HAND:
            return False
        text = value
        if form(wish.check, step, value) is ValueForm.DOCUMENT:
            text = documents.read(value).text
        elif step.type.endswith("[]") and _JOINED in wish.check.value:
            separator = "\n" if "chr(10)" in wish.check.value else " "
            text = arrays.joined(arrays.read(value), separator)
        stays = self._wanted(key, Wish(wish.check, marks=self.settled), text)
        found = self._matches(step, text)
        return all(stays(match) for match in found)

    def _carry(self, step: PlanStep, key: str, wish: Wish, value: str, new: str) -> None:
        """Tell the mentions that stay, by their ids before and after: only where those after are
        the ones before without what went, in their order, with the same words, and with the same
        text between two of which nothing went."""
        of_parts = step.type.endswith("[]") or form(wish.check, step, value) is ValueForm.DOCUMENT
        if of_parts or not self.settled:
            return
        wanted = self._wanted(key, wish, value)
        before, after = self._found(step, key, wish, value), self._found(step, key, wish, new)
        goes = [wanted(match) for match, _ in before]
        stays = [number for number, gone in enumerate(goes) if not gone]
        if len(stays) != len(after):
            return
        for own, number in enumerate(stays):
            (old, _), (now, _) = before[number], after[own]
            same = value[old.start : old.end] == new[now.start : now.end]
            same = same and old.variant == now.variant
            if own and stays[own - 1] == number - 1:
                gap = value[before[number - 1][0].end : old.start]
                same = same and gap == new[after[own - 1][0].end : now.start]
            if not same:
                return
        pairs = {before[number][1]: after[own][1] for own, number in enumerate(stays)}
        kept = {old: now for old, now in pairs.items() if old in self.settled and old != now}
        self.carried.update(kept)

    def _found(self, step: PlanStep, key: str, wish: Wish, text: str) -> list[tuple[Match, str]]:
        """The mentions of a text, each with its id."""
        turns, place, found = Counter[bytes](), place_of(wish.check, key), []
        for match in self._matches(step, text):
            around = passage(text, match.start, match.end)
            turns[around] += 1
            found.append((match, hit_id(self.key, place, around, turns[around])))
        return found

    def _without_number(self, step: PlanStep, wish: Wish, value: str) -> str:
        """Without the id as an element, or as a value of its own; in filters as elsewhere."""
        everything = wish.numbers is Numbers.ALL
        if step.type.endswith("[]"):
            if not everything or not step.type.startswith(TEXTUAL):
                raise NotCut(elements.UNKNOWN)
            return arrays.write(elements.of_array(arrays.read(value), self.subject))
        if step.type not in _TYPES and not step.type.startswith(TEXTUAL):
            raise NotCut(elements.UNKNOWN)
        written, new = form(wish.check, step, value), value
        if written in _SAVED:
            with suppress(NotCut):
                names = Names(fields=self.fields, unlisted=True)
                new = take_out(new, self.subject, written, names, fields=False)
        try:
            return elements.take_out(new, self.subject, self.successor.id, written, all_=everything)
        except NotCut:
            if new == value:
                raise
        return new

    def _taken_out(self, step: PlanStep, wish: Wish, value: str) -> str:
        names = Names.stated(wish.stated, self.fields)
        return take_out(value, self.subject, form(wish.check, step, value), names)

    def _replaced(self, value: str, written: ValueForm) -> str:
        """Ids in fields and filters of a saved value, where there are any."""
        with suppress(NotCut):
            value = replace_id(value, self.subject, self.successor.id, written)
        with suppress(NotCut):
            names = Names(fields=self.fields, unlisted=True)
            value = take_out(value, self.subject, written, names)
        return value

    def _cut(self, step: PlanStep, key: str, wish: Wish, value: str, reasons: list[str]) -> str:
        if (step.table, step.column) == ("attachments", "disk_filename") and key in self.legacy:
            raise NotCut(renames.LEGACY)
        if not renames.is_name(step):
            return self._cut_text(step, key, wish, value, reasons)
        if self.renames is None:
            raise NotCut(renames.NO_DIRECTORY)
        new = renames.fit(self._cut_text(step, key, wish, value, reasons))
        if self._revealed(step, value, new):
            raise NotCut(NAMED_ANEW)
        whole = not any(self._matches(step, new))
        return self.renames.take(step, key, value, new, whole=whole)

    def _cut_text(
        self, step: PlanStep, key: str, wish: Wish, value: str, reasons: list[str]
    ) -> str:
        """The text without what is to go; why something of it stays is added to `reasons`."""
        written = form(wish.check, step, value)
        if written in _BY_HAND:
            return cut(value, [Span(0, len(value), "")], written)
        if step.type.endswith("[]"):
            return self._cut_array(step, key, wish, value, reasons)
        if written is ValueForm.DOCUMENT:
            return self._cut_document(step, key, wish, value, reasons)
        wanted, new = self._wanted(key, wish, value), value
        for _ in range(_LOOKS + 1):
            chosen = self._spans(step, key, value, new, wanted, reasons)
            if written in _SAVED and chosen:
                texts = sought.sought(new, unnamed=step.table in views.known())
                chosen, hides = sought.fitted(chosen, texts)
                reasons += [sought.HIDES] if hides else []
            new = cut(new, chosen, written)
            left = self._revealed(step, value, new)
            if not left:
                return new
            wanted = left.__contains__
        raise NotCut(NAMED_ANEW)

    def _cut_array(
        self, step: PlanStep, key: str, wish: Wish, value: str, reasons: list[str]
    ) -> str:
        if _JOINED not in wish.check.value:
            raise NotCut(arrays.UNKNOWN)
        elements = arrays.read(value)
        separator = "\n" if "chr(10)" in wish.check.value else " "
        text = arrays.joined(elements, separator)
        own = self._spans(step, key, value, text, self._wanted(key, wish, text), reasons)
        new = arrays.cut_within(elements, separator, own)
        after = arrays.joined(arrays.read(new), separator)
        if self._revealed(step, text, after):
            raise NotCut(NAMED_ANEW)
        return new

    def _cut_document(
        self, step: PlanStep, key: str, wish: Wish, value: str, reasons: list[str]
    ) -> str:
        document = documents.read(value)
        text, new = document.text, value
        wanted = self._wanted(key, wish, text)
        for _ in range(_LOOKS + 1):
            own = self._spans(step, key, text, document.text, wanted, reasons)
            new = documents.cut(document, own)
            document = documents.read(new)
            left = revealed(self.matcher, text, document.text)
            if not left:
                return new
            wanted = left.__contains__
        raise NotCut(NAMED_ANEW)

    def _structured(self, step: PlanStep) -> bool:
        return ((step.schema, step.table), step.column) in self.structured

    def _matches(self, step: PlanStep, text: str) -> list[Match]:
        return self.matcher.find(text, structured=self._structured(step))

    def _revealed(self, step: PlanStep, before: str, after: str) -> list[Match]:
        """The mentions in a text that the cut alone has made."""
        return revealed(self.matcher, before, after, structured=self._structured(step))

    def _spans(
        self,
        step: PlanStep,
        key: str,
        value: str,
        text: str,
        wanted: Callable[[Match], bool],
        reasons: list[str],
    ) -> list[Span]:
        """What is to go from the text of a value, and to `reasons` why some of it stays."""
        successor = self._successor(step, key, value)
        found = spans(self.matcher, text, successor, wanted, structured=self._structured(step))
        found, coded = in_code.fitted(text, found)
        reasons += coded
        return [stand_in.fitted(span, text, self.successor.shown) for span in found]

    def _successor(self, step: PlanStep, key: str, value: str) -> Successor:
        """With the word as the place can take it: in an address, a slug or the name of a file
        without blanks, and with the row's key where no two rows may read the same."""
        word = self.successor.shown
        if stand_in.is_compact(value) or renames.is_name(step):
            word = stand_in.slug(word)
        if any(step.column in u.columns for u in self.tables.uniques_of(step)):
            word = f"{word}-{key}"
        return replace(self.successor, word=word)

    def stands(self, key: str, wish: Wish, text: str) -> bool:
        """Whether a text of a row holds a mention that is to go."""
        wanted = self._wanted(key, wish, text)
        return any(wanted(match) for match in self.matcher.find(text))

    def _wanted(self, key: str, wish: Wish, value: str) -> Callable[[Match], bool]:
        """Whether a mention is to go. Mentions are asked about in the order of the text, so that
        the same passages of one place are told apart as the work list tells them."""
        turns = Counter[bytes]()
        place = place_of(wish.check, key)

        def wanted(match: Match) -> bool:
            around = passage(value, match.start, match.end)
            turns[around] += 1
            if wish.ids and match.variant in _IDS and not self._of_other(value, match):
                return True
            return hit_id(self.key, place, around, turns[around]) in wish.marks

        return wanted

    def _of_other(self, value: str, match: Match) -> bool:
        """Whether a mention by id is plainly one of another account of the person."""
        shown = value[match.start : match.end]
        return not elements.stands(shown, self.subject) and any(
            elements.stands(shown, other) for other in self.others
        )


def _attempt(reasons: list[str], value: str, change: Callable[[str], str]) -> str:
    """The changed value, or the value as it was with the reason why."""
    try:
        return change(value)
    except NotCut as error:
        reasons.append(error.reason)
        return value


NOTHING = "the mention is no longer there"
