"""What is looked at in tests of what they plant themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operasure.checks import selection
from operasure.checks.selection import CheckPlan
from operasure.core.queries import Queries
from operasure.database.catalogue import Catalogue

PLANTED = ("zz_", "yy_", "plugin_", "news", "documents")


@pytest.fixture
def only_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the tables those alone whose name begins as that of a planted one: all the others of a
    sample take most of a run, and are searched by other tests."""
    whole = selection.make

    def make(queries: Queries, catalogue: Catalogue) -> CheckPlan:
        made = whole(queries, catalogue)
        scans = (scan for scan in made.scans if scan.checks[0].table.startswith(PLANTED))
        return replace(made, scans=tuple(scans))

    monkeypatch.setattr(selection, "make", make)
