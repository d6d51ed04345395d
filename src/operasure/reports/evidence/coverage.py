"""What `operasure coverage` found: as a document (docs/coverage.schema.json), and to be read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from operasure import __version__
from operasure.core.legible import flowing, joined, plain
from operasure.core.shapes import Shape
from operasure.looks.coverage import Covered, Earlier, Unknown
from operasure.reports.evidence.document import Document, Paint
from operasure.reports.evidence.text import WIDTH
from operasure.reports.words import Words

FORMAT = 1
_TYPES = {
    Shape.INTEGER: "number",
    Shape.FRACTION: "number",
    Shape.INTEGERS: "list of numbers",
    Shape.TEXT: "text",
    Shape.CAST: "text by its output",
    Shape.TEXTS: "list of texts",
    Shape.BYTES: "bytes",
    Shape.PACKED: "bytes inside of another type",
}


def build(found: Covered) -> Document:
    """The document. It holds names of tables and columns, and nothing of a row."""
    facts = found.installation
    return {
        "format": FORMAT,
        "operasure": __version__,
        "command": "coverage",
        "verdict": "incomplete" if found.references else "clear",
        "installation": {
            "openproject": facts.openproject,
            "openproject_known_by": facts.known_by,
            "last_migration": facts.last_migration,
            "postgresql": facts.postgresql,
            "database": facts.database,
            "schema": facts.schema,
        },
        "since": _since(found.earlier) if found.earlier else None,
        "columns_in_all": found.columns_in_all,
        "references": found.references,
        "tables": list(found.tables),
        "columns": [_column(each) for each in found.columns],
        "blocks": [{"file": file, "text": text} for file, text in found.blocks().items()],
    }


def _since(earlier: Earlier) -> dict[str, Any]:
    dump = earlier.dump
    return {"digest": dump.digest if dump else None, "checks_gone": list(earlier.gone)}


def _column(each: Unknown) -> dict[str, Any]:
    return {
        "schema": each.table.schema,
        "table": each.table.name,
        "column": each.column.name,
        "type": each.column.type,
        "holds": _TYPES[each.column.shape],
        "looks": str(each.looks),
        "file": each.file,
        "no_block": None if each.file else each.block,
    }


def render(document: Document, _paint: Paint = plain) -> str:
    """The same as text."""
    return joined(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    facts = document["installation"]
    version = facts["openproject"] or "of an unnamed release"
    yield "operasure coverage"
    yield (
        f"OpenProject {version} (last migration {facts['last_migration']}) · "
        f"PostgreSQL {facts['postgresql']}"
    )
    yield from textwrap.wrap(f"Release: {facts['openproject_known_by']}.", WIDTH)
    yield ""
    words = Words("en")
    for sentence in (verdict(document, words), *told(document, words)):
        yield from textwrap.wrap(sentence, WIDTH)
    last = None
    for each in document["columns"]:
        if each["looks"] != last:
            last = each["looks"]
            yield ""
            yield last.capitalize()
        yield f"  {name(each, document)} ({each['holds']})"
        if each["no_block"]:
            yield f"      {each['no_block']}"
    for block in document["blocks"]:
        yield ""
        yield block_for(block["file"], words)
        yield ""
        yield from block["text"].splitlines()


def verdict(document: Document, words: Words) -> str:
    """What it comes to, in one sentence."""
    since = "_since" if document["since"] else ""
    if not document["columns"]:
        return words(f"known.known{since}")
    figures = {"all": document["columns_in_all"], "refer": document["references"]}
    shown = {key: words.number(number) for key, number in figures.items()}
    return words(f"known.unknown{since}", n=len(document["columns"]), **shown)


def told(document: Document, words: Words) -> Iterator[str]:
    """Which tables nobody knows, and which checks have lost their place, in sentences."""
    since = document["since"]
    if document["tables"]:
        names = ", ".join(map(flowing, document["tables"]))
        yield words("known.tables_since" if since else "known.tables", names=names)
    if since and since["checks_gone"]:
        yield words("known.gone", names=", ".join(since["checks_gone"]))


def name(each: Mapping[str, Any], document: Document) -> str:
    """A column by its table, with the schema where that is not OpenProject's."""
    own = each["schema"] == document["installation"]["schema"]
    schema = "" if own else f"{each['schema']}."
    return f"{flowing(schema + each['table'])}.{flowing(each['column'])}"


def block_for(file: str, words: Words) -> str:
    """What a block to begin with is for."""
    return words("known.block", file=file, help="operasure help add-a-check")


def looks(each: Mapping[str, Any]) -> str:
    """How much a column looks like a person's."""
    return str(each["looks"])
