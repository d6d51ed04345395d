"""One HTML page without anything outside it. It carries what the document carries: ids and counts,
nobody's name, unless the document is one that holds texts.

`verify`, `audit`, `files`, `logs` and the inventory have a page of their own; every other command's
is its report to read.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from operasure.core import keeping
from operasure.core.legible import COLOURS, SIGN, UNCOLOURED, paint
from operasure.core.model import Result
from operasure.reports.formats import Format, Paper
from operasure.reports.formats import text as reports

if TYPE_CHECKING:
    import jinja2

    from operasure.reports.evidence import charts
    from operasure.reports.evidence.document import Document
    from operasure.reports.words import Words

ROW_IDS = 12
"""How many row ids a line shows."""
DRAWN = ("find-mentions", "cache")
"""Commands whose page is their report to read, below what is drawn of it."""
_UNITS = {
    "find-mentions": "chart.unit_mentions",
    "files": "chart.unit_files",
    "logs": "chart.unit_logs",
}
_WORDS = {letter: word for word, letter in COLOURS.items()}
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
{says}<title>operasure {command}</title>
<style>
:root {{ --left: #b3261e; --incomplete: #8a4b00; --clear: #1f7a3d; --retained: #00617a; }}
@media (prefers-color-scheme: dark) {{
:root {{ --left: #ff8f94; --incomplete: #f0b656; --clear: #56d07a; --retained: #6cd0e8; }} }}
body {{ margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }}
pre {{ font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }}
.leftover, .leftovers, .not-deleted {{ color: var(--left); }} .clear {{ color: var(--clear); }}
.unchecked, .incomplete {{ color: var(--incomplete); }}
.retained, .accepted {{ color: var(--retained); }}
.leftovers, .clear {{ font-weight: 600; }}
{css}</style>
</head>
<body>
<main>
<h1>operasure {command}</h1>
<pre>"""
_END = "</pre>\n</main>\n</body>\n</html>\n"


def render(paper: Paper) -> Iterator[str]:
    """The whole page."""
    match paper.command:
        case "verify" | "audit" | "files":
            yield _report(paper)
        case "logs":
            from operasure.reports.evidence import logs

            words, verdict = _words(paper), logs.verdict(paper.document, paper.language)
            listed = (Result.LEFTOVER, Result.RETAINED, Result.UNCHECKED, Result.CLEAR)
            yield _template("logs.html.j2").render(
                d=paper.document, verdict=verdict, outcomes=listed, **_drawn(paper.document, words)
            )
        case "snapshot":
            from operasure.reports.inventory import inventory

            yield inventory.html(paper.document, paper.language)
        case _:
            yield from _as_read(paper)


def _as_read(paper: Paper) -> Iterator[str]:
    """The report to read as a page: the one that the document makes, which alone is what others
    may be shown."""
    found = made_alone = reports.made_from_document(paper, paint)
    if found is None and paper.report:
        found = paper.report(paint)
    own = made_alone is None or "delete_after" in paper.document
    says = f"{keeping.meta('report', paper.delete_after)}\n" if paper.delete_after and own else ""
    drawn = paper.command in DRAWN
    css = _template("charts.css").render() if drawn else ""
    yield _PAGE.format(command=html.escape(paper.command), says=says, css=css)
    pieces = iter(reports.pieces(found, full=True))
    yield _painted(next(pieces, ""))
    if drawn:
        told = _drawn(paper.document, _words(paper, "en")) | {"steps": ()}
        charts = _template("charts.html.j2").render(told)
        yield f"</pre>\n{charts}<pre>"
    yield from map(_painted, pieces)
    yield _END


def _painted(piece: str) -> str:
    """A piece of a report to read, escaped, with its colours."""
    shown = html.escape(piece)
    for letter, word in _WORDS.items():
        shown = shown.replace(SIGN + letter, f'<span class="{word}">')
    return shown.replace(UNCOLOURED, "</span>")


def _report(paper: Paper) -> str:
    from operasure.reports.evidence import backup, follow_up, systems, text

    document, words = paper.document, _words(paper)
    seen = [c for c in document["checks"] if c["outcome"] != "absent"]
    followed = document.get("follow_up")
    return _template("report.html.j2").render(
        d=document,
        verdict=_verdict(paper),
        counted=_counted(document, words),
        areas=[
            (area, own) for area in text.AREAS if (own := [c for c in seen if c["area"] == area])
        ],
        limit=ROW_IDS,
        backup=list(backup.head(document, words)),
        systems=systems,
        **_drawn(document, words),
        followed=follow_up.details(followed).strip() if followed else "",
    )


def _words(paper: Paper, language: str = "") -> Words:
    """The texts in a language, that of the page unless told; loaded when they are needed."""
    from operasure.reports.words import Words

    return Words(language or paper.language)


def _counted(document: Document, words: Words) -> str:
    """What the numbers of the verdict count."""
    from operasure.reports.evidence import audit_text, text

    counted = {"verify": text.counted, "audit": audit_text.counted}.get(document["command"])
    return counted(document, words) if counted else ""


def _drawn(document: Document, words: Words) -> dict[str, Any]:
    """What to do next, and what is drawn."""
    from operasure.reports.evidence import charts, steps

    return {
        "steps": [
            (step.told.replace(" (--full)", ""), step.urgent)
            for step in steps.steps(document, words.language)
        ],
        "moments": charts.moments(document, words),
        "unit": words(_UNITS.get(document["command"], "chart.unit")),
        **_bars(charts.bars(document, words), words),
    }


def _bars(bars: Sequence[charts.Bar], words: Words, head: str = "chart.by_group") -> dict[str, Any]:
    """Bars under a heading, with the key to their colours."""
    from operasure.reports.evidence import charts

    seen = {part.word for bar in bars for part in bar.parts}
    values = (v for v in (*charts.OUTCOMES, *charts.CONFIDENCES) if v in seen)
    key = [(charts.word(v, words), charts.LIKE.get(v, v)) for v in values]
    return {"w": words, "head": head, "bars": bars, "key": key}


def course(lines: Iterable[str], runs: Iterable[tuple[str, str, Mapping[str, int]]]) -> str:
    """The page of a case: how it stands, in lines, and the course over its runs: of each the
    moment, the command and what it counted."""
    from operasure.reports.evidence import charts
    from operasure.reports.words import Words

    words = Words("en")
    bars = charts.course(runs, words)
    told = {"steps": (), "moments": (), "unit": words("chart.unit_course")}
    drawn = _template("charts.html.j2").render(told | _bars(bars, words, "chart.course"))
    css = _template("charts.css").render()
    shown = html.escape("\n".join(lines))
    return (
        f"{_PAGE.format(command='case status', says='', css=css)}{shown}</pre>\n{drawn}<pre>{_END}"
    )


def _verdict(paper: Paper) -> str:
    from operasure.reports.evidence import audit_text, files_words, text

    of_command = {"audit": audit_text.verdict, "files": files_words.verdict}
    return of_command.get(paper.command, text.verdict)(paper.document, paper.language)


def _template(name: str) -> jinja2.Template:
    from operasure.core.templates import pages

    environment = pages("operasure.reports.formats")
    environment.filters["not_covered"] = lambda text, words: words.not_covered(text)
    environment.filters["upper_first"] = lambda text: text[:1].upper() + text[1:]
    return environment.get_template(name)


FORMAT = Format("html", (".html", ".htm"), "a page", render)
