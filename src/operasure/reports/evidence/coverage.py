"""What `operasure coverage` found: as a document (docs/coverage.schema.json), and to be read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from operasure import __version__
from operasure.core.legible import flowing, joined, plain
from operasure.core.shapes import Shape
from operasure.looks.coverage import Covered, Earlier, Unknown
from operasure.reports.evidence.document import Document, Paint
from operasure.reports.evidence.text import WIDTH

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
    facts, columns = document["installation"], document["columns"]
    version = facts["openproject"] or "of an unnamed release"
    yield "operasure coverage"
    yield (
        f"OpenProject {version} (last migration {facts['last_migration']}) · "
        f"PostgreSQL {facts['postgresql']}"
    )
    yield from textwrap.wrap(f"Release: {facts['openproject_known_by']}.", WIDTH)
    yield ""
    new = " that came since" if document["since"] else ""
    if columns:
        refer = document["references"]
        yield (
            f"UNKNOWN: {len(columns)} of {document['columns_in_all']} columns{new} are known to no "
            f"check and no declaration; {refer} of them refer{'s' * (refer == 1)} to users."
        )
    else:
        yield (
            f"KNOWN: no column{new} is without a check, a declaration, or what the database itself "
            "rules out."
        )
    if document["tables"]:
        names = ", ".join(map(flowing, document["tables"]))
        yield from textwrap.wrap(f"Tables{new} that nothing is known of: {names}", WIDTH)
    if document["since"] and document["since"]["checks_gone"]:
        gone = ", ".join(document["since"]["checks_gone"])
        yield from textwrap.wrap(f"Checks whose place is no longer there: {gone}", WIDTH)
    last = None
    for each in columns:
        if each["looks"] != last:
            last = each["looks"]
            yield ""
            yield last.capitalize()
        schema = "" if each["schema"] == facts["schema"] else f"{each['schema']}."
        name = f"{flowing(schema + each['table'])}.{flowing(each['column'])}"
        yield f"  {name} ({each['holds']})"
        if each["no_block"]:
            yield f"      {each['no_block']}"
    for block in document["blocks"]:
        yield ""
        yield f"For {block['file']} of a folder for --queries ('operasure help add-a-check'):"
        yield ""
        yield from block["text"].splitlines()
