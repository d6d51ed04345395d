"""What people wrote is looked through before it goes into a certificate."""

from __future__ import annotations

from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.reports.certificate.case import parse
from operasure.reports.certificate.documents import read
from operasure.reports.certificate.guard import WITHHELD, Doubt, Guard
from support.certificate import CASE_KEY, VERIFY, case_data, spellings

KNOWN = parse(case_data()).known
GUARD = Guard(KNOWN)
DAY = "2026-11-03"


def check(**changes: Any) -> list[Doubt]:
    return GUARD.case(parse(case_data(**changes)))


def test_a_case_without_the_name_passes() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("requested_by", {"requested_by": "Jürgen Brandström"}),
        ("identity_checked", {"identity_checked": "passport of BRANDSTROEM, Juergen"}),
        ("contact", {"contact": "juergen.brandstroem@example.org"}),
        ("method", {"method": "deleted j_brandstroem"}),
        ("second_person", {"second_person": "J. Brandström"}),
        ("extension.reason", {"extension": {"told_on": DAY, "reason": "Brandström, Jürgen"}}),
        ("recipients", {"recipients": [{"name": "Jürgen  Brandström", "reason": "x"}]}),
        ("recipients", {"recipients": [{"name": "x", "reason": "Jürgen Brandström"}]}),
        ("kept", {"kept": [{"what": "of Jürgen Brandström", "ground": "x", "until": DAY}]}),
        ("kept", {"kept": [{"what": "x", "ground": "Jürgen Brandström", "until": DAY}]}),
        ("elsewhere", {"elsewhere": [{"place": "home/j_brandstroem", "answer": "x"}]}),
        ("elsewhere", {"elsewhere": [{"place": "x", "answer": "asked j_brandstroem"}]}),
    ],
)  # fmt: skip
def test_a_fact_that_names_the_person_is_refused(where: str, change: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=f"^case file: {where} names the person") as caught:
        check(**change)
    assert "randstr" not in str(caught.value)


def test_a_namesake_is_pointed_out() -> None:
    assert check(deleted_by="K. Brandström") == [Doubt("deleted_by")]


@pytest.mark.parametrize("spelling", spellings())
def test_every_spelling_is_withheld_from_the_evidence(spelling: str) -> None:
    (evidence,) = read([VERIFY], CASE_KEY)
    copy = dict(evidence.copy) | {
        "notes": [f"asked {spelling} again"],
        "accepted": [{"check": "a/b.c", "ground": f"for {spelling}", "by": spelling}],
        "checks": [*evidence.copy["checks"], {"id": "x", "reason": f"invalid: {spelling}"}],
    }
    made = GUARD.evidence(copy)
    assert made["notes"] == [WITHHELD]
    assert made["accepted"] == [{"check": "a/b.c", "ground": WITHHELD, "by": WITHHELD}]
    assert made["checks"][-1]["reason"] == WITHHELD
    assert made["checks"][:-1] == evidence.copy["checks"]
