"""The words of every document in one language, and how it writes dates, moments and numbers.

They stand in a folder for each language, as TOML: a section of a file holds texts by their keys. A
text with a number in it may be a list of two, for one thing and for several. English is complete,
and stands for what another language lacks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from operasure.core.bound import percent
from operasure.core.dates import zone
from operasure.core.languages import LANGUAGES as LANGUAGES
from operasure.looks.systems.kinds import kinds
from operasure.reports.words.english import Part, Phrases
from operasure.reports.words.uncovered import key_of

if TYPE_CHECKING:
    from markupsafe import Markup

FILES = ("report", "results", "pages", "inventory", "certificate", "access")
"""The files of a language, those first that are read most often."""


@cache
def _file(language: str, name: str) -> dict[str, Any]:
    file = resources.files("operasure.reports.words") / language / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _phrases(language: str) -> Phrases:
    """What the program writes in English, in another language: notes of checks, and reasons."""
    texts = {**_file(language, "notes")["note"], **_file(language, "reasons")["reason"]}
    return Phrases(texts, Words(language).written)


@cache
def _section(language: str, name: str) -> Mapping[str, Any]:
    """The words of a section; no file is read that stands behind the one that has it."""
    for file in FILES:
        if (found := _file(language, file).get(name)) is not None:
            own: Mapping[str, Any] = found
            return own if language == "en" else {**_section("en", name), **own}
    return {} if language == "en" else _section("en", name)


class Plain(str):
    """A text without any mark of a markup language in it, at its head or elsewhere."""

    __slots__ = ()


class Words:
    """`Words("de", "Europe/Berlin")("title.case")` is a text; its methods write values."""

    def __init__(self, language: str, time_zone: str = "UTC") -> None:
        self.language = language
        self._format = _section(language, "format")
        self.colon: str = self._format["colon"]
        self.semicolon: str = self._format["semicolon"]
        self._zone = zone(time_zone)

    def __call__(self, key: str, **values: object) -> str:
        """A text by its key, with its values filled in; of two, that for the number `n`. Raises
        KeyError where there is none."""
        section, _, name = key.partition(".")
        text: str | list[str] = _section(self.language, section)[name]
        number = values.get("n")
        if isinstance(number, int):
            values["n"] = self.number(number)
        if not isinstance(text, str):
            text = text[number not in self._format["singular"]]
        return text.format(**values)

    def english(self, key: str, **values: object) -> str:
        """The English text of a key."""
        return Words("en")(key, **values)

    def rich(self, key: str, **values: object) -> Markup:
        """A text of a page with values that may be markup; all else is escaped."""
        from markupsafe import escape  # noqa: PLC0415 - a report on a terminal does without

        section, _, name = key.partition(".")
        return escape(_section(self.language, section)[name]).format(**values)

    def in_english(self, text: str) -> Markup:
        """A text that stands in English in a page of any language, marked where that is another."""
        from markupsafe import Markup, escape  # noqa: PLC0415 - as above

        if self.language == "en":
            return escape(text)
        return Markup('<span lang="en">{}</span>').format(text)

    def note(self, text: str) -> Markup:
        """What the program wrote in English (a reason, the note of a check) for a page of any
        language. What that lacks, such as the words of a server, is marked as English."""
        from markupsafe import Markup, escape  # noqa: PLC0415 - as above

        said = (self.in_english(t) if english else escape(t) for t, english in self._parts(text))
        return Markup().join(said)

    def told(self, text: str) -> str:
        """The same for a text without marks."""
        return "".join(part for part, _ in self._parts(text))

    def _parts(self, text: str) -> Sequence[Part]:
        return ((text, False),) if self.language == "en" else _phrases(self.language).parts(text)

    def written(self, kind: str, value: str) -> str:
        """What stands in a field of a phrase: a number (`n`), a moment to the minute (`when`) or a
        mark between two phrases."""
        match kind:
            case "n":
                return self.number(int(value.replace(",", "")))
            case "when":
                day, time, _ = value.split()
                return self("format.moment", date=self.day(day), time=time, offset="")
            case _:
                return {"; ": self.semicolon, ": ": f"{self.colon} "}.get(value, value)

    def section(self, name: str) -> Mapping[str, Any]:
        """All texts of a section, as they stand."""
        return dict(_section(self.language, name))

    def group(self, code: str, told: str | None = None) -> str:
        """The title of a group; what is `told` of one that is not known, else its code."""
        if told is not None and (self.language == "en" or not told):
            return told
        title: str = _section(self.language, "group").get(code, told or code)
        return title

    def maybe(self, section: str, key: str) -> str:
        """A word by its key; one that is not known stands for itself."""
        word: str = _section(self.language, section).get(key, key)
        return word

    def word(self, section: str, key: str) -> Markup:
        """The same for a page: what is not known, such as the name of a column, is English."""
        from markupsafe import escape  # noqa: PLC0415 - as above

        known = self.has(section, key)
        return escape(self.maybe(section, key)) if known else self.in_english(key)

    def has(self, section: str, key: str) -> bool:
        """Whether there is a word of this key."""
        return key in _section(self.language, section)

    def held(self, kind: str) -> str:
        """What a file is called by its kind."""
        return self.maybe("held", kind)

    def not_covered(self, text: str) -> str:
        """What a document says of itself that it does not cover (English), in this language."""
        key = key_of(text)
        if self.language == "en" or key == "other":
            return text
        return self(f"uncovered.{key}")

    def system(self, entry: Mapping[str, Any]) -> str:
        """What another system is called, with its number where there are several."""
        title = self(f"system.{entry['key']}")
        several = kinds()[entry["key"]].several and entry["count"] > 1
        return f"{title} ({entry['count']})" if several else title

    def step(self, key: str) -> str:
        """The next step for another system."""
        return self(f"system_step.{key}")

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{value:,}".replace(",", self._format["thousands"])

    def share(self, per_million: int) -> str:
        """A share as a number of per cent, rounded up."""
        return percent(per_million).replace(".", self._format["decimal"])

    def count(self, value: int, noun: str) -> str:
        """A number with its noun: 1 place, 78 places."""
        one, many = _section(self.language, "noun")[noun]
        return f"{self.number(value)} {one if value in self._format['singular'] else many}"

    def size(self, number: int) -> str:
        """A number of bytes, short."""
        for unit, of in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
            if number >= of:
                return f"{number / of:.1f} {unit}".replace(".", self._format["decimal"])
        return self("format.bytes", n=number)

    def day(self, iso: str) -> Plain:
        """A day. A moment is taken as the day it is on in the zone of the document."""
        if "T" in iso:
            return self._day(datetime.fromisoformat(iso).astimezone(self._zone).date())
        return self._day(date.fromisoformat(iso))

    def moment(self, iso: str) -> Plain:
        """A moment to the second in the zone of the document, with its offset."""
        return self.span(iso, iso)

    def span(self, start: str, end: str) -> Plain:
        """From one moment to another, the day once where it is the same."""
        first, last = (datetime.fromisoformat(m).astimezone(self._zone) for m in (start, end))
        offsets = [
            m.isoformat(timespec="seconds")[19:].replace("+00:00", "") for m in (first, last)
        ]
        times = [m.strftime("%H:%M:%S") for m in (first, last)]
        if (first.date(), offsets[0]) != (last.date(), offsets[1]):
            return Plain(f"{self.moment(start)} – {self.moment(end)}")
        said = {"date": self._day(first.date()), "offset": offsets[0]}
        if times[0] == times[1]:
            return Plain(self("format.moment", time=times[0], **said))
        return Plain(self("format.span", start=times[0], end=times[1], **said))

    def _day(self, day: date) -> Plain:
        month = self._format["months"][day.month - 1]
        first = self._format["first"] if day.day == 1 else str(day.day)
        return Plain(self("format.date", day=first, month=month, year=day.year))
