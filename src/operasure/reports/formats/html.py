"""One HTML page without anything outside it. It carries what the document carries: ids and counts,
nobody's name, unless the document is one that holds texts.

`verify`, `audit`, `files`, `logs` and the inventory have a page of their own; every other command's
is its report to read.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from operasure.core import keeping
from operasure.core.legible import COLOURS, SIGN, UNCOLOURED, paint
from operasure.core.model import Result
from operasure.reports.formats import Format, Paper
from operasure.reports.formats import text as reports

if TYPE_CHECKING:
    import jinja2

    from operasure.reports.evidence.document import Document

ROW_IDS = 12
"""How many row ids a line shows."""
DRAWN = ("find-mentions", "cache")
"""Commands whose page is their report to read, below what is drawn of it."""
_UNITS = {
    "find-mentions": "Each bar is all mentions of a group that are to be reviewed.",
    "files": "Each bar is all checks of a group.",
    "logs": "The bar is all files that were searched.",
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

            verdict = logs.verdict(paper.document)
            listed = (Result.LEFTOVER, Result.RETAINED, Result.UNCHECKED, Result.CLEAR)
            yield _template("logs.html.j2").render(
                d=paper.document, verdict=verdict, outcomes=listed, **_drawn(paper.document)
            )
        case "snapshot":
            from operasure.reports.inventory import inventory

            yield inventory.html(paper.document)
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
        charts = _template("charts.html.j2").render(_drawn(paper.document) | {"steps": ()})
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

    document = paper.document
    seen = [c for c in document["checks"] if c["outcome"] != "absent"]
    followed = document.get("follow_up")
    return _template("report.html.j2").render(
        d=document,
        verdict=_verdict(paper),
        counted=list(_counted(document)),
        areas=[
            (area, own) for area in text.AREAS if (own := [c for c in seen if c["area"] == area])
        ],
        limit=ROW_IDS,
        backup=list(backup.head(document)),
        systems=systems,
        **_drawn(document),
        followed=follow_up.render(followed).strip() if followed else "",
    )


def _counted(document: Document) -> Iterator[str]:
    """What the numbers of the verdict count."""
    from operasure.reports.evidence import audit_text, text

    match document["command"]:
        case "verify":
            yield from text.counted(document)
        case "audit":
            yield from audit_text.counted(document)


def _drawn(document: Document) -> dict[str, Any]:
    """What to do next, and what is drawn."""
    from operasure.reports.evidence import charts, steps

    bars = charts.bars(document)
    words = charts.CONFIDENCES if document["command"] == "find-mentions" else charts.OUTCOMES
    seen = {part.word for bar in bars for part in bar.parts}
    return {
        "steps": [
            (step.told.replace(" (--full)", ""), step.urgent) for step in steps.steps(document)
        ],
        "bars": bars,
        "moments": charts.moments(document),
        "key": [(str(w), charts.LIKE.get(w, w)) for w in words if w in seen],
        "unit": _UNITS.get(
            document["command"],
            "Each bar is all places of a group, that is, all that its checks look through.",
        ),
    }


def _verdict(paper: Paper) -> str:
    from operasure.reports.evidence import audit_text, files_words, text

    words = {"audit": audit_text.verdict, "files": files_words.verdict}
    return words.get(paper.command, text.verdict)(paper.document)


def _template(name: str) -> jinja2.Template:
    from importlib import resources

    import jinja2

    from operasure.core.legible import filled_in

    folder = resources.files("operasure.reports.formats") / "templates"
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        finalize=filled_in,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


FORMAT = Format("html", (".html", ".htm"), "a page", render)
