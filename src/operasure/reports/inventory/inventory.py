"""What is held about a person, group by group: an overview, with what it lacks of Art. 15 GDPR."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from operasure import __version__
from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.core.legible import count, flowing, joined
from operasure.core.legible import plain as uncoloured
from operasure.core.templates import pages
from operasure.core.typed import plain
from operasure.looks.snapshot.model import Known, KnownAs, Severity, Snapshot
from operasure.reports.evidence import systems
from operasure.reports.evidence.document import NOT_COVERED, Paint, Readable
from operasure.reports.evidence.text import WIDTH, fitted
from operasure.reports.words import Words
from operasure.reports.words.phrases import phrase, spoken

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

FORMAT = 1
_KINDS = {
    KnownAs.NAME: "Name",
    KnownAs.LOGIN: "Login",
    KnownAs.MAIL: "Mail address",
    KnownAs.PROVIDER_ID: "Id elsewhere",
    KnownAs.FIELD: "Field",
}
SHOWN = 12
"""Rows of a risk that the text names."""
MOST_RISKS = 5
"""Risks that stand first in the text."""
GRAVE = (Severity.BLOCKS, Severity.DAMAGES)

Inventory = Mapping[str, Any]


def build(snapshot: Snapshot) -> dict[str, Any]:
    """The inventory as data: who, what by group with counts, and what the deletion will break."""
    ordered = sorted(snapshot.places, key=lambda place: place.group)
    return {
        "format": FORMAT,
        **keeping.preamble("inventory", snapshot.delete_after),
        "operasure": __version__,
        "case": snapshot.case,
        "subject": plain(snapshot.subject),
        "taken_at": stamp(snapshot.taken_at),
        "openproject": snapshot.installation.openproject,
        "last_migration": snapshot.installation.last_migration,
        "host_name": snapshot.installation.host_name,
        "account": plain(snapshot.account),
        "known": [
            {"label": each.label or _KINDS[each.kind], "value": each.value, "source": each.source}
            for each in sorted(snapshot.known, key=_order)
        ],
        "missing": _missing(Words("en")),
        "groups": [
            {
                "code": code,
                "title": snapshot.titles.get(code, "") or Words("en")("inventory.swept"),
                "rows": sum(place.rows for place in places),
                "places": [{"what": phrase(p), "check": p.check, "rows": p.rows} for p in places],
            }
            for code, members in groupby(ordered, key=lambda place: place.group)
            for places in [list(members)]
        ],
        "risks": plain(snapshot.risks),
        "unread": plain(snapshot.unread),
        **_elsewhere(snapshot),
    }


def _elsewhere(snapshot: Snapshot) -> dict[str, Any]:
    """`other_systems`, each with what the person is called there, and `not_covered`."""
    return {
        "other_systems": [
            plain(systems.entry(system.system)) | {"names": list(system.names)}
            for system in snapshot.systems
        ],
        "not_covered": list(systems.not_covered(NOT_COVERED[1:])),
    }


def _order(known: Known) -> tuple[int, bool]:
    return list(KnownAs).index(known.kind), known.source != "the account"


def _missing(words: Words) -> list[str]:
    """What an answer to a request for access needs besides (Art. 15(1) to (3) GDPR)."""
    return list(words.section("missing").values())


def _told(entry: Mapping[str, str], words: Words) -> str:
    """What is told of the account, for a page: its state, a yes or no, and a day in words."""
    value = entry["value"]
    if entry["label"] == "State":
        return words.note(value)
    if value in {"yes", "no"}:
        return words(f"inventory.{value}")
    return words.day(value) if _DAY.fullmatch(value) else value


def html(inventory: Inventory, language: str = "en") -> str:
    """The inventory as one HTML page without anything outside it, for the person."""
    words = Words(language)
    environment = pages("operasure.reports.inventory")
    template = environment.get_template("inventory.html.j2")
    return (
        template.render(i=inventory, w=words, missing=_missing(words), spoken=spoken, told=_told)
        + "\n"
    )


def render(inventory: Inventory, paint: Paint = uncoloured) -> Readable:
    """The inventory to read on a terminal: what to know before the deletion, and counts by group;
    below it the person, each place and each risk."""
    above = [*_head(inventory), *_before(inventory, paint)]
    details = [*_person(inventory), *_groups(inventory), *_risks(inventory), *_tail(inventory)]
    return Readable(fitted(above, lambda room: _counts(inventory, room)), [joined(details)])


def _head(inventory: Inventory) -> Iterator[str]:
    subject = inventory["subject"]
    whom = f"{subject['kind']} {subject['user_id']}"
    yield f"What this OpenProject holds about {whom}: an overview"
    version = inventory["openproject"] or "of an unnamed release"
    yield f"OpenProject {version} · as of {inventory['taken_at']}"
    if inventory["case"]:
        yield f"Case {inventory['case']}"
    yield from textwrap.wrap(keeping.NOTICE, WIDTH)
    yield f"Delete after {inventory['delete_after']}"


def _before(inventory: Inventory, paint: Paint) -> Iterator[str]:
    """What to do before the deletion: the first words of each risk, in the order of how grave."""
    yield ""
    risks = inventory["risks"]
    if not risks:
        yield "Before the deletion: nothing is known to be in its way."
    else:
        yield f"Before the deletion: {count(len(risks), 'risk')}"
    for number, risk in enumerate(risks[:MOST_RISKS], 1):
        words = f"{risk['severity'].upper()}: {flowing(risk['text'])} → {flowing(risk['remedy'])}"
        lines = textwrap.wrap(
            words,
            WIDTH,
            initial_indent=f"{number:3}. ",
            subsequent_indent=" " * 5,
            max_lines=2,
            placeholder=" …",
        )
        grave = risk["severity"] in GRAVE
        yield from (paint(line, "leftover" if grave else "") for line in lines)
    if len(risks) > MOST_RISKS:
        yield f"     and {len(risks) - MOST_RISKS} more: --full"
    if inventory["unread"]:
        yield f"     {count(len(inventory['unread']), 'place')} could not be read: --full"


def _counts(inventory: Inventory, room: int) -> Iterator[str]:
    """The rows of each group, in at most `room` lines: the groups with the fewest share one where
    they are more."""
    groups = inventory["groups"]
    most = {g["code"] for g in groups}
    if len(groups) > room - 2:
        by_rows = sorted(groups, key=lambda group: (-group["rows"], group["code"]))
        most = {g["code"] for g in by_rows[: max(room - 3, 0)]}
    yield f"{'Personal data by group':<{WIDTH - 18}}{'places':>9}{'rows':>9}"

    def line(title: str, own: Sequence[Mapping[str, Any]]) -> str:
        places, rows = (sum(len(g["places"]) for g in own), sum(g["rows"] for g in own))
        return f"{title[: WIDTH - 19]:<{WIDTH - 18}}{places:>9}{rows:>9}"

    yield from (line(f"{g['code']} {g['title']}", [g]) for g in groups if g["code"] in most)
    if rest := [g for g in groups if g["code"] not in most]:
        yield line(f"{count(len(rest), 'more group')}, with fewer", rest)
    yield line("All groups; a row counts once in each place that holds it", groups)


def _person(inventory: Inventory) -> Iterator[str]:
    yield ""
    yield "The person"
    for entry in inventory["account"]:
        yield from _pair(entry["label"], entry["value"])
    for entry in inventory["known"]:
        yield from _pair(entry["label"], f"{entry['value']}  ({entry['source']})")


def _pair(label: str, value: str) -> Iterator[str]:
    first, *others = textwrap.wrap(value, WIDTH - 24) or [""]
    yield f"  {label[:20]:22}{first}"
    yield from (" " * 24 + line for line in others)


def _groups(inventory: Inventory) -> Iterator[str]:
    missing = "; ".join(inventory["missing"])
    lacking = f"It counts entries and is no answer to Art. 15 GDPR; missing: {missing}."
    yield ""
    yield from textwrap.wrap(lacking, WIDTH)
    yield ""
    yield f"{'Personal data by group':<{WIDTH - 9}}{'rows':>9}"
    for group in inventory["groups"]:
        title = f"{group['code']} {group['title']}"[: WIDTH - 10]
        yield f"{title:<{WIDTH - 9}}{group['rows']:>9}"
        for place in group["places"]:
            yield f"  {place['what'][: WIDTH - 12]:<{WIDTH - 11}}{place['rows']:>9}"


def _risks(inventory: Inventory) -> Iterator[str]:
    yield ""
    if not inventory["risks"]:
        yield "Before the deletion: nothing is known to be in its way."
        return
    yield "Before the deletion"
    for risk in inventory["risks"]:
        yield from _wrapped(f"{risk['severity'].upper()}: {risk['text']}", 2)
        yield from _wrapped(f"→ {risk['remedy']}", 6)
        yield from (f"      {line}" for line in _rows(risk["rows"]))


def _rows(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows[:SHOWN]:
        column = f".{row['column']}" if row["column"] else ""
        words = " … ".join(" ".join(passage.split()) for passage in row["lost"])
        place = f"{row['table']}{column} {row['row_id']}"
        yield textwrap.shorten(f"{place}: {words}" if words else place, WIDTH - 6, placeholder=" …")
    if len(rows) > SHOWN:
        yield f"and {len(rows) - SHOWN} more: see the JSON form"


def _tail(inventory: Inventory) -> Iterator[str]:
    words = Words("en")
    if inventory["unread"]:
        yield ""
        yield "Not read"
        for entry in inventory["unread"]:
            yield from _wrapped(f"{entry['check']}: {entry['reason']}", 2)
    if inventory["other_systems"]:
        yield ""
        yield "Other systems that may hold the person"
        for entry in inventory["other_systems"]:
            known = [*entry["names"], *filter(None, [systems.facts(entry, words)])]
            yield from _wrapped(f"{Words('en').system(entry)}: {'; '.join(known)}".rstrip(": "), 2)
            yield from _wrapped(f"→ {entry['step']}", 6)
    yield ""
    yield from textwrap.wrap(f"Not covered: {'; '.join(inventory['not_covered'])}.", WIDTH)


def _wrapped(words: str, indent: int) -> list[str]:
    blank = " " * indent
    return textwrap.wrap(words, WIDTH, initial_indent=blank, subsequent_indent=blank + "  ")
