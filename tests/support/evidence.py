"""The evidence document held against its published JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from operasure.reports.evidence.consistent import refuse_contradictions
from operasure.reports.formats import Paper, formats

SCHEMA = Path(__file__).parents[2] / "docs/evidence.schema.json"


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def written(form: str, document: Any, language: str = "en") -> str:
    """A document in one of its forms."""
    paper = Paper(document["command"], document, full=True, language=language)
    return "".join(formats()[form].render(paper))


def validate(document: Any) -> None:
    """Raise jsonschema.ValidationError where the document is not of format 1, and UsageError where
    it contradicts itself."""
    _validator().validate(document)
    refuse_contradictions(document)
