"""The statement that is signed."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from time import tzset
from typing import Any

import pytest

from operasure.core.errors import UsageError
from operasure.reports.certificate import canonical, create, statement
from operasure.reports.certificate.case import parse
from support.certificate import ISSUED, MENTIONS, VERIFY, build, case_data, predicate, request


def issued(moment: str, **changes: Any) -> dict[str, Any]:
    made = create.make(
        request(case=parse(case_data(**changes)), issued=datetime.fromisoformat(moment))
    )
    found: dict[str, Any] = json.loads(made.contents["statement.json"])["predicate"]
    return found


def test_the_layout_is_that_of_in_toto() -> None:
    made = create.make(request()).contents
    value = json.loads(made["statement.json"])
    assert list(value) == sorted(["_type", "subject", "predicateType", "predicate"])
    assert value["_type"] == "https://in-toto.io/Statement/v1"
    assert value["predicateType"] == "urn:operasure:certificate:1"
    named = {each["name"]: each["digest"]["sha256"] for each in value["subject"]}
    assert set(named) == {
        "MANIFEST",
        "certificate.html",
        "confirmation.html",
        "evidence/find-mentions.json",
        "evidence/verify.json",
        "letter.docx",
        "letter.md",
    }
    for name, digest in named.items():
        assert digest == hashlib.sha256(made[name]).hexdigest()


def test_it_is_in_its_canonical_form() -> None:
    made = create.make(request()).contents["statement.json"]
    assert canonical.dumps(json.loads(made)) == made


def test_the_four_questions_are_answered() -> None:
    found = predicate()
    assert found["deletion"] == {
        "at": "2026-11-20T10:15:00+01:00",
        "by": "System administrator",
        "method": "OpenProject, Administration, Users, Delete",
    }
    assert found["totals"]["places"] == sum(g["places"] for g in found["groups"]) > 50
    assert found["verdict"] == "leftovers"
    assert found["subject"]["user_id"] == 42
    assert found["subject"]["token"] == found["subject"]["tokens"][0]["token"]


def test_each_document_is_named_with_what_it_rests_on() -> None:
    first, second = predicate()["evidence"]
    assert (first["command"], second["command"]) == ("verify", "find-mentions")
    assert first["original"] == f"sha256:{hashlib.sha256(VERIFY.read_bytes()).hexdigest()}"
    assert second["original"] == f"sha256:{hashlib.sha256(MENTIONS.read_bytes()).hexdigest()}"
    for each in (first, second):
        assert each["run"]["read_only"] is True
        assert each["run"]["queries"].startswith("sha256:")
        assert each["coverage"]["columns"] == 1483
        assert each["controls"]["proven"] > 0


def test_every_leftover_is_a_finding_with_place_and_rows() -> None:
    document = json.loads(VERIFY.read_text(encoding="utf-8"))
    expected = {c["id"]: c["rows"] for c in document["checks"] if c["outcome"] == "leftover"}
    found = [f for f in predicate()["left"] if f["command"] == "verify"]
    assert {f["check"]: f["rows"] for f in found} == expected
    assert all(f["row_ids"] for f in found)


def test_the_deadline_is_counted_and_lateness_named() -> None:
    in_time = issued("2026-11-28T12:00:00+00:00")["deadline"]
    assert (in_time["due"], in_time["answered_late_by"]) == ("2026-12-02", 0)
    late = issued("2026-12-10T12:00:00+00:00")["deadline"]
    assert (late["due"], late["deleted_late_by"], late["answered_late_by"]) == ("2026-12-02", 0, 8)
    told = {"told_on": "2026-11-30", "reason": "many requests"}
    longer = issued("2026-12-10T12:00:00+00:00", extension=told)["deadline"]
    assert (longer["due"], longer["answered_late_by"]) == ("2027-02-02", 0)
    assert longer["extension"] == told


def test_days_are_those_of_the_case_s_time_zone() -> None:
    late_evening = "2026-12-02T23:30:00+00:00"  # 3 December in Berlin
    assert issued(late_evening)["deadline"]["answered_late_by"] == 1
    assert issued(late_evening, time_zone="UTC")["deadline"]["answered_late_by"] == 0


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_a_machine_s_time_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = create.make(request()).contents
    monkeypatch.setenv("TZ", zone)
    tzset()
    try:
        assert create.make(request()).contents == expected
        other = request(issued=ISSUED.astimezone())
        assert create.make(other).contents == expected
    finally:
        monkeypatch.undo()
        tzset()


def test_when_the_certificate_is_to_be_deleted() -> None:
    assert predicate()["delete_after"] == "2029-11-28"
    assert issued("2028-02-29T12:00:00+00:00")["delete_after"] == "2031-02-28"
    assert issued("2026-11-28T12:00:00+00:00", keep_years=10)["delete_after"] == "2036-11-28"
    stated = issued("2026-11-28T12:00:00+00:00", delete_after="2030-12-31")
    assert stated["delete_after"] == "2030-12-31"


def test_a_second_person_means_two_signatures() -> None:
    assert predicate()["signatures"]["required"] == 1
    assert build(case_data(second_person="Works council"))["signatures"]["required"] == 2


def test_evidence_from_before_the_deletion_proves_nothing() -> None:
    with pytest.raises(UsageError, match="document of verify is older than deleted_at"):
        build(case_data(deleted_at="2026-11-26T10:15:00+01:00"))


def test_a_request_from_tomorrow() -> None:
    with pytest.raises(UsageError, match="received_on is after today, 2026-11-28"):
        build(case_data(received_on="2026-11-29"))


def test_everything_that_people_state_is_in_it() -> None:
    found = predicate()
    assert found["recipients"][1] == {
        "name": "Example Mail",
        "told_on": None,
        "reason": "out of business",
        "system": None,
    }
    assert found["kept"] == [
        {"what": "Invoices of time entries", "ground": "§ 147 AO", "until": "2036-12-31"}
    ]
    backups = next(each for each in found["not_covered"] if each["key"] == "backups")
    assert (backups["answer"], backups["until"]) == ("overwritten after 30 days", "2026-12-20")


def test_a_digest_is_sha256() -> None:
    assert statement.digest(b"") == f"sha256:{hashlib.sha256().hexdigest()}"
    assert datetime.fromisoformat(predicate()["issued_at"]) == ISSUED.astimezone(UTC)


def test_every_key_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/certificate.md").read_text(encoding="utf-8")
    table = page.partition("## The statement")[2]
    for key in predicate():
        assert f"`{key}`" in table, key
