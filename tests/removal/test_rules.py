"""Every check says what a plan makes of it."""

from __future__ import annotations

import pytest

from operasure.core import queries
from operasure.core.model import Check, Expected
from operasure.erase.rules import UNKNOWN, Make, rule

LOADED = queries.load()


@pytest.mark.parametrize("check", LOADED.references, ids=lambda check: check.id)
def test_every_check_of_ids_has_a_rule_or_says_why_not(check: Check) -> None:
    found = rule(check)
    assert found.other != UNKNOWN
    if check.expected in {Expected.KEPT, Expected.EXPIRES, Expected.VALUE_REMOVED}:
        assert check.removal
    if found.make is Make.WITH:
        others = {str(other.column): rule(other).make for other in LOADED.references}
        assert found.other in others
        assert others[found.other] in {Make.DELETED_USER, Make.DELETE}


@pytest.mark.parametrize("check", LOADED.texts, ids=lambda check: check.id)
def test_every_check_of_texts_has_a_rule(check: Check) -> None:
    stated = Make(check.removal) if check.removal else Make.REWRITE
    assert rule(check).make is stated
