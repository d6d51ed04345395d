"""One HTML page without anything outside it. It carries what the document carries: ids and counts,
nobody's name, unless the document is one that holds texts.

Every page has the same head: whom it is about, the verdict, what to do next, and what is drawn of
it. What stands below is the template of its command, in the words of a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from operasure.core import keeping
from operasure.core.legible import joined, plain
from operasure.core.model import Result
from operasure.reports.formats import Format, Paper, report_of

if TYPE_CHECKING:
    import jinja2

    from operasure.reports.evidence import charts
    from operasure.reports.evidence.document import Document
    from operasure.reports.words import Words

ROW_IDS = 12
"""How many row ids a line shows."""
_REPORT = "report"
_TEMPLATES = {"verify": _REPORT, "audit": _REPORT, "files": _REPORT, "find-mentions": "mentions"}
"""The template of a command's page, where it is not called like the command."""
_BARE = {"coverage", "plan", "fleet"}
"""Commands whose documents tell no outcomes of places."""
_UNITS = {
    "find-mentions": "chart.unit_mentions",
    "files": "chart.unit_files",
    "logs": "chart.unit_logs",
}
_LOGS = (Result.LEFTOVER, Result.RETAINED, Result.UNCHECKED, Result.CLEAR)
"""The outcomes of a log file, in the order in which its page tells them."""
_PIECE = 64
"""Of how many parts of a template a piece of the page is made."""


def render(paper: Paper) -> Iterator[str]:
    """The whole page."""
    if paper.command == "snapshot":
        from operasure.reports.inventory import inventory

        yield inventory.html(paper.document, paper.language)
        return
    name = _TEMPLATES.get(paper.command, paper.command)
    stream = _template(f"{name}.html.j2").stream(_values(paper, _words(paper.language)))
    stream.enable_buffering(_PIECE)
    yield from stream


def _values(paper: Paper, words: Words) -> dict[str, Any]:
    """What the template of a document is given."""
    from operasure.reports.evidence import limits, systems, text

    document, day = paper.document, paper.delete_after
    texts = report_of(paper.command)
    counted = getattr(texts, "counted", None)
    told = {
        "command": paper.command,
        "says": "",
        "whom": _whom(paper, words),
        "facts": list(_facts(document, words)),
        "verdict": texts.verdict(document, words),
        "verdict_class": document.get("verdict", ""),
        "notes": document.get("notes", ()),
        "run": document.get("run"),
        "version": document.get("operasure"),
        "counted": counted(document, words) if counted else "",
        "texts": texts,
        "limits": limits,
        "systems": systems,
        "areas": text.AREAS,
        "limit": ROW_IDS,
        "outcomes": _LOGS,
        "passages": joined(paper.passages(plain)) if paper.passages else "",
        "followed": _followed(document, words),
        **_drawn(paper, words),
    }
    if day and ("delete_after" in document or paper.passages):
        told["says"] = f"{keeping.meta('report', day)}\n"
    return told


def _words(language: str) -> Words:
    """The texts of a language, loaded when they are needed."""
    from operasure.reports.words import Words

    return Words(language)


def _whom(paper: Paper, words: Words) -> str:
    """Whom a page is about."""
    from operasure.reports.evidence import mentions_text, text

    if paper.command == "find-mentions":
        return mentions_text.searched(paper.document, words)
    if paper.command == "fleet":
        return str(paper.document["fleet"])
    return text.whom(paper.document, words)


def _facts(document: Document, words: Words) -> Iterator[str]:
    """Of which installation and of which moment it is."""
    from operasure.reports.evidence import backup

    facts, run = document.get("installation") or {}, document.get("run") or {}
    parts = []
    if "openproject" in {**facts, **document}:
        known = facts.get("openproject") or document.get("openproject")
        parts.append(f"OpenProject {known or words('report.unnamed')}")
    if facts.get("last_migration"):
        parts[0] += f" ({words('report.migration', migration=facts['last_migration'])})"
    if "postgresql" in facts:
        parts.append(f"PostgreSQL {facts['postgresql']}")
    moment = facts.get("checked_at") or document.get("as_of") or run.get("started_at")
    if moment:
        parts.append(words("report.as_of", moment=words.moment(moment)))
    if "logs" in document:
        parts.append(words("sums.files", n=len(document["logs"])))
        parts.append(words("log_files.lines", n=sum(each["lines"] for each in document["logs"])))
    if parts:
        yield " · ".join(parts)
    if facts.get("dump"):
        yield " ".join(backup.head(document, words))


def _followed(document: Document, words: Words) -> str:
    from operasure.reports.evidence import follow_up

    found = document.get("follow_up")
    return follow_up.details(found, words=words).strip() if found else ""


def _drawn(paper: Paper, words: Words) -> dict[str, Any]:
    """What to do next, and what is drawn of a document of places and outcomes."""
    from operasure.reports.evidence import charts, steps

    document, bare = paper.document, paper.command in _BARE
    found = () if bare else steps.steps(document, words.language)
    return {
        "d": document,
        "steps": [(step.told.replace(" (--full)", ""), step.urgent) for step in found],
        "moments": () if bare else charts.moments(document, words),
        "unit": words(_UNITS.get(paper.command, "chart.unit")),
        **_bars(() if bare else charts.bars(document, words), words),
    }


def _bars(bars: Sequence[charts.Bar], words: Words, head: str = "chart.by_group") -> dict[str, Any]:
    """Bars under a heading, with the key to their colours."""
    from operasure.reports.evidence import charts

    seen = {part.word for bar in bars for part in bar.parts}
    values = (v for v in (*charts.OUTCOMES, *charts.CONFIDENCES) if v in seen)
    key = [(charts.word(v, words), charts.LIKE.get(v, v)) for v in values]
    return {"w": words, "head": head, "bars": bars, "key": key}


def case(
    told: Mapping[str, Any], runs: Iterable[tuple[str, str, Mapping[str, int]]], words: Words
) -> str:
    """The page of a case: how it stands, and the course over its runs: of each the moment, the
    command and what it counted. `told` is what its template shows."""
    from operasure.reports.evidence import charts

    unit = words("chart.unit_course")
    drawn = {
        "steps": (),
        "moments": (),
        "unit": unit,
        "says": "",
        "counted": "",
        "notes": (),
        "run": None,
    }
    bars = _bars(charts.course(runs, words), words, "chart.course")
    return _template("case.html.j2").render({**drawn, **bars, **told})


def _template(name: str) -> jinja2.Template:
    from operasure.core.templates import pages

    environment = pages("operasure.reports.formats")
    environment.filters |= {
        "not_covered": lambda text, words: words.not_covered(text),
        "upper_first": lambda text: text[:1].upper() + text[1:],
        "runs_of": groupby,
    }
    return environment.get_template(name)


FORMAT = Format("html", (".html", ".htm"), "a page", render)
