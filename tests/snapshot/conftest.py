"""One snapshot of each release for all tests that only read it."""

from functools import cache

import pytest

from operasure.looks.snapshot.model import Snapshot
from support.databases import MakeDatabase
from support.instances import generated
from support.snapshots import Before, taken


@pytest.fixture(scope="session")
def before(shared_database: MakeDatabase) -> Before:
    """The snapshot of a release's generated installation before the deletion, taken once."""

    @cache
    def find(version: str) -> Snapshot:
        return taken(shared_database(generated(version)))

    return find
