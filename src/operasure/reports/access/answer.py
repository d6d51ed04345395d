"""The files of an answer (Art. 15 and 20 GDPR): the data as JSON, what was written, and a page.

What is read is written at once; the page shows the first entries of each place, which are kept.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from operasure import __version__
from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.core.legible import json_text
from operasure.core.templates import pages
from operasure.core.typed import plain
from operasure.looks.access.gather import HeldData
from operasure.looks.access.reading import HeldRow
from operasure.looks.access.rules import Withheld
from operasure.reports.access.statements import STATEMENTS, missing
from operasure.reports.evidence import shown, systems
from operasure.reports.evidence.document import NOT_COVERED
from operasure.reports.words import Words
from operasure.reports.words.phrases import phrase, spoken, spoken_table

FORMAT = 1
SHOWN = 20
"""Entries of a place that the page shows."""
SHORT = 400
"""Characters of a text that the page shows."""
_MENTION = re.compile(r"<mention\b[^<>]{0,2000}>([^<>]{0,300})</mention>")


@dataclass(frozen=True)
class AnswerFacts:
    """What is said around the data. `stated` are the statements of the controller."""

    stated: Mapping[str, str]
    case: str | None
    keep_days: int
    words: Words

    @property
    def missing(self) -> list[str]:
        """Statements that the law asks for and nobody has made."""
        return missing(self.stated)


@dataclass
class _Sample:
    """The first entries of a place, and how many there are."""

    what: str
    rows: int = 0
    entries: list[HeldRow] = field(default_factory=list)

    def add(self, entry: HeldRow) -> None:
        self.rows += 1
        if len(self.entries) < SHOWN:
            values = {name: _short(each) for name, each in entry.values.items()}
            passages = tuple(_short(each) for each in entry.passages[:3])
            self.entries.append(replace(entry, values=values, passages=passages))


class AccessAnswer:
    """Writes one answer: each of `files` is to be written in its order."""

    def __init__(self, held: HeldData, told: AnswerFacts) -> None:
        self._held = held
        self._told = told
        self._written: dict[str, _Sample] = {}
        self._categories: dict[str, list[_Sample]] = defaultdict(list)

    def files(self) -> dict[str, Iterator[str]]:
        """The files by their names."""
        return {
            "written.json": self._written_json(),
            "answer.json": self._answer_json(),
            "answer.html": self._page(),
        }

    @property
    def complete(self) -> bool:
        """Whether everything is in it that the law asks for, as far as the database goes."""
        held = self._held
        cut = any(why is Withheld.CUT for _, why in held.left)
        return not (self._told.missing or held.unread or held.unknown or cut)

    def summary(self) -> Iterator[str]:
        """What was made, in lines for the one who sends it."""
        held, told = self._held, self._told
        entries = sum(s.rows for every in self._categories.values() for s in every)
        pieces = sum(sample.rows for sample in self._written.values())
        yield f"Answer about {held.subject.kind} {held.subject.user_id}"
        yield f"{entries} entries in {len(self._categories)} categories; {pieces} pieces written"
        for reason, (places, rows) in sorted(self._left().items()):
            words = told.words(f"access_why.{reason}")
            yield f"left out: {rows} values of {places} places: {words}"
        yield f"other people: {held.others.count} mentions left out"
        for key in told.missing:
            yield f"MISSING: {told.words(f'access_stated.{key}')}: state {key} in the site file"
        for what, why in held.unread:
            yield f"NOT READ: {what}: {why}"
        for column in held.unknown:
            yield f"NOT LOOKED AT: {column}: nobody has said what it holds ('operasure coverage')"
        yield (
            f"next: read {held.texts} texts before you send this: free text can still name others"
        )

    def _left(self) -> dict[Withheld, tuple[int, int]]:
        """By reason how many places and how many values are left out."""
        places, rows = Counter[Withheld](), Counter[Withheld]()
        for (_, why), number in self._held.left.items():
            places[why] += 1
            rows[why] += number
        return {why: (places[why], rows[why]) for why in places}

    def _head(self, kind: str) -> dict[str, Any]:
        held, told = self._held, self._told
        facts = held.session.installation
        preamble = keeping.preamble(kind, self._until)
        return {
            **preamble,
            "notice": told.words("access.notice", day=told.words.day(preamble["delete_after"])),
            "format": FORMAT,
            "operasure": __version__,
            "case": told.case,
            "subject": plain(held.subject),
            "taken_at": stamp(facts.checked_at),
            "openproject": facts.openproject,
            "host_name": facts.host_name,
        }

    @property
    def _until(self) -> date:
        moment = self._held.session.installation.checked_at
        return (moment + timedelta(days=self._told.keep_days)).date()

    def _written_json(self) -> Iterator[str]:
        yield _opened(self._head("answer"), "texts")
        first = True
        for name, group, entries in self._held.written.tables():
            sample = _Sample(spoken_table(name, self._told.words))
            for entry in entries:
                sample.add(entry)
                told = {"table": name, "group": group, **_entry(entry, "texts")}
                yield f"{'' if first else ','}\n{json_text(told, None)}"
                first = False
            if sample.rows:
                self._written[name] = sample
        yield "\n]}\n"

    def _answer_json(self) -> Iterator[str]:
        held, told = self._held, self._told
        head = self._head("answer") | {
            "stated": {key: told.stated.get(key) for key in STATEMENTS},
            "known_as": [{"value": e.value, "source": e.source} for e in held.known],
        }
        yield _opened(head, "places")
        first = True
        for place in held.found:
            own = spoken(phrase(place), told.words)
            sample = _Sample(own)
            said = {
                "group": place.group,
                "category": told.words.group(place.group, held.queries.titles.get(place.group)),
                "what": own,
                "check": place.check,
                "table": place.table,
                "column": place.column,
            }
            begin = f'{"" if first else ","}\n{json_text(said, None)[:-1]}, "entries": ['
            for entry in held.entries(place):
                sample.add(entry)
                yield f"{begin}\n {json_text(_entry(entry, 'values'), None)}"
                begin = ","
            if sample.rows:
                yield f'], "rows": {sample.rows}}}'
                self._categories[place.group].append(sample)
                first = False
        held.end()
        yield f"\n], {json_text(self._tail(), None)[1:]}\n"

    def _tail(self) -> dict[str, Any]:
        held, words = self._held, self._told.words
        return {
            "left_out": [
                {"what": what, "rows": rows, "why": words(f"access_why.{why}")}
                for (what, why), rows in sorted(held.left.items())
            ],
            "other_systems": self._systems(),
            "not_read": [{"what": what, "why": why} for what, why in held.unread],
            "not_looked_at": [*held.unknown, *held.session.catalogue.elsewhere],
            "not_covered": self._not_covered(),
            "missing": self._told.missing,
            "complete": self.complete,
        }

    def _systems(self) -> list[str]:
        words, found = self._told.words, self._held.systems
        return [words.system(plain(systems.entry(each))) for each in found]

    def _not_covered(self) -> list[str]:
        listed = systems.not_covered(NOT_COVERED[1:])
        return [self._told.words.not_covered(each) for each in listed]

    def _page(self) -> Iterator[str]:
        environment = pages("operasure.reports.access")
        held, words = self._held, self._told.words
        yield environment.get_template("answer.html.j2").render(
            a=self._head("answer"),
            w=words,
            told=self._told,
            statements=STATEMENTS,
            held=held,
            categories=dict(sorted(self._categories.items())),
            written=self._written,
            left=sorted(self._left().items()),
            systems=self._systems(),
            shown=SHOWN,
            not_covered=self._not_covered(),
            complete=self.complete,
            meta=keeping.meta("answer", self._until).splitlines()[:2],
            readable=_readable,
            spoken=shown,
        )
        yield "\n"


def _opened(head: Mapping[str, Any], last: str) -> str:
    """A document of JSON as far as the list `last`, the last of its members."""
    return f'{json_text(head)[:-2]},\n "{last}": ['


def _entry(entry: HeldRow, values: str) -> dict[str, Any]:
    """An entry without what it does not have."""
    told = {
        "id": entry.id,
        "page": entry.page,
        "path": entry.path,
        "project": entry.project,
        "date": entry.date,
        "version": entry.version,
        values: dict(entry.values),
        "passages": list(entry.passages),
        "changed_by_others": entry.changed_by_others,
    }
    return {name: each for name, each in told.items() if each not in (None, [], {})}


def _short(value: object) -> Any:
    text = value if isinstance(value, str) else json_text(value, None)
    return text if len(text) <= SHORT else f"{text[:SHORT]} …"


def _readable(text: str) -> str:
    """A text without the tags of mentions."""
    return _MENTION.sub(r"\1", text)
