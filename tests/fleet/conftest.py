"""A database for the instances of a fleet."""

from __future__ import annotations

import pytest

from support.databases import MakeDatabase
from support.instances import observed


@pytest.fixture
def after(shared_database: MakeDatabase) -> str:
    return shared_database(observed("after"))
