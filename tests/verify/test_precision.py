"""A healthy installation raises no doubt for any id: nothing of a known release is swept."""

from __future__ import annotations

import pytest

from operasure.checks import selection
from operasure.core import queries
from operasure.core.model import Origin
from operasure.database import catalogue
from operasure.database.reader import Reader
from operasure.database.target import target
from support.databases import MakeDatabase
from support.instances import generated, observed


@pytest.mark.parametrize("name", [observed("before"), observed("after"), generated("17.7")])
def test_no_column_of_a_known_release_is_swept(shared_database: MakeDatabase, name: str) -> None:
    """Only a swept column can leave an id in doubt, but for keys that lead nowhere (`quiet`)."""
    reader = Reader(target(shared_database(name), {}))
    try:
        made = selection.make(queries.load(), catalogue.read(reader.fetch, "public"))
    finally:
        reader.close()
    checks = [check for scan in made.scans for check in scan.checks]
    assert len(checks) > 300
    assert [c.id for c in checks if c.origin is Origin.SWEPT and not c.quiet] == []
