"""A case file says whom to look for, as a file of names does."""

from __future__ import annotations

import pytest

from operasure.core.errors import UsageError
from operasure.matching import given


def test_a_case_file_says_whom_to_look_for() -> None:
    case = "reference = '1'\n\n[subject]\nnames = ['Zoë Müller']\nlogins = ['zm']\n"
    assert given.read(case.encode(), "x") == given.Given(("Zoë Müller",), ("zm",))


@pytest.mark.parametrize("wrong", ["names = []", "names = 'Zo'", "names = [1]", "names = [", ""])
def test_one_that_names_nobody_or_is_damaged_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        given.read(f"[subject]\n{wrong}".encode(), "x")
