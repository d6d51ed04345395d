"""All words of a language."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from operasure.reports.words import FILES, _file


def catalog(language: str, *files: str) -> Mapping[str, Any]:
    """All words of a language by section, or those of some files."""
    return ChainMap(*(_file(language, name) for name in files or FILES))
