"""A storage of attachments beside its database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.databases import MakeDatabase
from support.files import MakeSite
from support.instances import observed
from support.storage import Site


@pytest.fixture
def make_site(make_database: MakeDatabase, tmp_path: Path) -> Iterator[MakeSite]:
    sites: list[Site] = []

    def make(state: str = "after", *, own: bool = False) -> Site:
        site = Site(make_database(observed(state)), tmp_path / "files")  # type: ignore[arg-type]
        site.root.mkdir()
        if not own:
            site.clear()
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.close()
