"""All words of a language."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from operasure.core.queries import load
from operasure.looks.files.outcomes import QUESTIONS
from operasure.reports.words import FILES, _file


def catalog(language: str, *files: str) -> Mapping[str, Any]:
    """All words of a language by section, or those of some files."""
    return ChainMap(*(_file(language, name) for name in files or FILES))


def notes() -> set[str]:
    """The notes of all checks that come with this version, of each release."""
    known = load()
    checks = (*known.references, *known.texts)
    told = {check.note for check in checks} | {question.note for question in QUESTIONS}
    told |= {handling.note for check in checks for handling in check.handlings}
    return {note for note in told if note}
