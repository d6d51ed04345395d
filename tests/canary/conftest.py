"""Most tests here are about the database alone."""

from __future__ import annotations

import pytest

from operasure.looks.canary.beside import Beside


@pytest.fixture
def database_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is planted beside the database, which takes longer than a small one."""
    monkeypatch.setattr(Beside, "look", lambda _: iter(()))
