"""A case made by hand: no database is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from operasure.cases import facts, folder
from operasure.cases.site import Site
from operasure.reports.certificate import keys


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case whose account is gone, with a name stated."""
    path = tmp_path / "case"
    path.mkdir(0o700)
    content = facts.begin([42], "R", Site(), None).replace("# names =", "names =")
    (path / folder.CASE).write_text(content, encoding="utf-8")
    keys.create_case(path / folder.KEY)
    return path
