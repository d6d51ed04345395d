"""The words of a certificate in one language, and how it writes dates, moments and numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from operasure.core.bound import percent
from operasure.looks.systems.kinds import kinds
from operasure.reports.certificate.case import zone


@cache
def catalog(language: str) -> dict[str, Any]:
    """All words of a language as they stand in templates/."""
    file = resources.files("operasure.reports.certificate") / "templates" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


class Plain(str):
    """A text without any mark of a markup language in it, at its head or elsewhere."""

    __slots__ = ()


class Words:
    """`Words("de", "Europe/Berlin")("title.case")` is a text; its methods write values."""

    def __init__(self, language: str, time_zone: str) -> None:
        self.language = language
        self._catalog = catalog(language)
        self._zone = zone(time_zone)

    def __call__(self, key: str, **values: object) -> str:
        """A text by its key, with its values filled in. Raises KeyError where there is none."""
        section, _, name = key.partition(".")
        text: str = self._catalog[section][name]
        return text.format(**values)

    def group(self, code: str) -> str:
        """The title of a group; a code that is not known stands for itself."""
        return self.maybe("group", code)

    def maybe(self, section: str, key: str) -> str:
        """A word by its key; one that is not known stands for itself."""
        word: str = self._catalog[section].get(key, key)
        return word

    def held(self, kind: str) -> str:
        """What a file is called by its kind."""
        return self.maybe("held", kind)

    def system(self, entry: Mapping[str, Any]) -> str:
        """What another system is called, with its number where there are several."""
        kind = kinds()[entry["key"]]
        title = kind.title[self.language]
        return f"{title} ({entry['count']})" if kind.several and entry["count"] > 1 else title

    def step(self, key: str) -> str:
        """The next step for another system."""
        return kinds()[key].step[self.language]

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{value:,}".replace(",", self._catalog["format"]["thousands"])

    def share(self, per_million: int) -> str:
        """A share as a number of per cent, rounded up."""
        return percent(per_million).replace(".", self._catalog["format"]["decimal"])

    def count(self, value: int, noun: str) -> str:
        """A number with its noun: 1 place, 78 places."""
        one, many = self._catalog["noun"][noun]
        return f"{self.number(value)} {one if value == 1 else many}"

    def day(self, iso: str) -> Plain:
        """A day. A moment is taken as the day it is on in the zone of the certificate."""
        if "T" in iso:
            return self._day(datetime.fromisoformat(iso).astimezone(self._zone).date())
        return self._day(date.fromisoformat(iso))

    def moment(self, iso: str) -> Plain:
        """A moment to the second in the zone of the certificate, with its offset."""
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
        month = self._catalog["format"]["months"][day.month - 1]
        return Plain(self("format.date", day=day.day, month=month, year=day.year))
