"""How a value is written: a text, a saved value, a document."""

from __future__ import annotations

import json
from contextlib import suppress

from operasure.core.model import Check
from operasure.erase.cutting import (
    NotCut,
    ValueForm,
    yamls,
)
from operasure.erase.model import PlanStep
from operasure.looks.mentions import coded

_KINDS = {
    "markdown": ValueForm.MARKUP,
    "plain": ValueForm.PLAIN,
    "person": ValueForm.PLAIN,
    "filename": ValueForm.PLAIN,
    "json": ValueForm.JSON,
    "marshal": ValueForm.MARSHAL,
}


_TYPES = {
    "json": ValueForm.JSON,
    "jsonb": ValueForm.JSON,
    "xml": ValueForm.XML,
    "tsvector": ValueForm.INDEX,
}


_SAVED = {ValueForm.JSON, ValueForm.YAML}
"""Texts with a search vector of their own, which must lose the same words."""


def form(check: Check, step: PlanStep, value: str) -> ValueForm:
    """How a value is written: by the type of its column, by what the check says of it, and where
    the same column holds both texts and saved values, by how it looks."""
    if step.type in _TYPES:
        return _TYPES[step.type]
    if check.kind not in {*_KINDS, "binary"} and "encode(" in check.value:
        return ValueForm.BYTES
    if step.type.endswith("[]"):
        return ValueForm.LIST
    if check.kind in _KINDS and not (check.kind == "json" and not _is_json(value)):
        return _KINDS[check.kind]
    if check.kind == "binary":
        return ValueForm.DOCUMENT if is_document(step.column) else ValueForm.SIGNED
    if _is_json(value):
        return ValueForm.JSON
    return ValueForm.YAML if value.startswith("---") and _is_yaml(value) else ValueForm.MARKUP


def is_saved(check: Check, step: PlanStep, value: str) -> bool:
    """Whether a value is data that a program saved, and no text."""
    return form(check, step, value) in _SAVED


def readable(check: Check, step: PlanStep, value: str) -> str:
    """A value as a person can compare it with another."""
    if form(check, step, value) is ValueForm.DOCUMENT:
        return coded.decode(value.encode()).decode()
    return value


def is_document(column: str) -> bool:
    """Whether a column holds collaborative documents."""
    return column == "content_binary"


def _is_yaml(value: str) -> bool:
    """Whether a value reads as YAML; one that does not is no saved value, whatever it was."""
    with suppress(NotCut):
        yamls.compose(value)
        return True
    return False


def _is_json(value: str) -> bool:
    if value.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True
