"""The document of `verify`, `audit` or `files` as one HTML page without anything outside it."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import jinja2

from operasure.core.legible import filled_in
from operasure.reports.evidence import audit_text, backup, files_words, systems, text
from operasure.reports.evidence.document import Document

ROW_IDS = 12
"""How many row ids a line shows."""


def render(document: Document) -> str:
    """The whole page. It carries what the document carries: ids and counts, nobody's name."""
    return _template().render(
        d=document,
        verdict=_verdict(document),
        areas=[
            (area, own)
            for area in text.AREAS
            if (own := [c for c in _looked_at(document) if c["area"] == area])
        ],
        limit=ROW_IDS,
        backup=list(backup.head(document)),
        systems=systems,
    )


def _verdict(document: Document) -> str:
    if document["command"] == "audit":
        return audit_text.verdict(document)
    if document["command"] == "files":
        return files_words.verdict(document)
    return text.verdict(document)


def _looked_at(document: Document) -> list[Any]:
    return [c for c in document["checks"] if c["outcome"] != "absent"]


@cache
def _template() -> jinja2.Template:
    folder = resources.files("operasure.reports.evidence") / "templates"
    environment = jinja2.Environment(
        autoescape=True,
        finalize=filled_in,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string((folder / "report.html.j2").read_text(encoding="utf-8"))
