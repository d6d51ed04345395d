"""A database for the instances of a fleet."""

from __future__ import annotations

import pytest

from support.databases import MakeDatabase
from support.instances import reduced


@pytest.fixture
def after(shared_database: MakeDatabase) -> str:
    """Of fewer tables: these tests are of how an instance is asked, not of where it is looked."""
    return shared_database(reduced("after"))
