"""The case file: what it must state, and what is asked for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from operasure.core.dates import zone
from operasure.core.errors import UsageError
from operasure.reports.certificate.case import (
    MissingFacts,
    Recipient,
    StatedCase,
    parse,
    read,
)
from operasure.reports.certificate.facts import FACTS, LISTS
from operasure.reports.certificate.token import KnownPerson
from operasure.reports.words.uncovered import KEYS
from support.certificate import CASE, case_data


def test_a_case_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    case = parse(read(path))
    assert case.reference == "2026-011"
    assert case.received_on == date(2026, 11, 2)
    assert case.deleted_at == datetime(2026, 11, 20, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert case.controller == "Example Works & Sons\nSample Road 1, 12345 Exampleton"
    assert case.recipients[0] == Recipient("Example Hosting", date(2026, 11, 21), None)
    assert case.recipients[1] == Recipient("Example Mail", None, "out of business")
    assert case.keep_years == 3


def test_everything_that_is_missing_is_asked_for_at_once() -> None:
    with pytest.raises(MissingFacts) as caught:
        parse({})
    assert list(caught.value.missing) == [
        *(fact.key for fact in FACTS),
        "recipients",
        "kept",
        "subject.names",
    ]
    assert all(caught.value.missing.values())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("key", [*(fact.key for fact in FACTS), "recipients", "kept"])
def test_nothing_that_is_missing_is_invented(key: str) -> None:
    with pytest.raises(MissingFacts) as caught:
        parse(case_data(**{key: None}))
    assert list(caught.value.missing) == [key]


def test_the_person_may_come_from_the_snapshot() -> None:
    case = parse(case_data(subject=None), KnownPerson(("Zoë Müller",), ("zoe",)))
    assert case.known == KnownPerson(("Zoë Müller",), ("zoe",))
    both = parse(case_data(subject={"names": ["Z. Maier"]}), KnownPerson(("Zoë Müller",), ("zoe",)))
    assert both.known == KnownPerson(("Zoë Müller", "Z. Maier"), ("zoe",))
    with pytest.raises(MissingFacts) as caught:
        parse(case_data(subject={"logins": ["zoe"]}))
    assert caught.value.missing == {"subject.names": LISTS["subject.names"]}


def test_empty_lists_are_statements() -> None:
    case = parse(case_data(recipients=[], kept=[]))
    assert (case.recipients, case.kept) == ((), ())


def test_options_give_dates_as_text() -> None:
    stated = {"received_on": "2026-11-02", "deleted_at": "2026-11-20T09:15:00Z"}
    case = parse(case_data(**stated, delete_after="2030-01-01"))
    assert (case.received_on, case.delete_after) == (date(2026, 11, 2), date(2030, 1, 1))
    assert case.deleted_at == datetime(2026, 11, 20, 9, 15, tzinfo=UTC)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"referense": "x"}, "the file has no 'referense'"),
    ({"subject": {"name": "x"}}, "subject has no 'name'"),
    ({"subject": "x"}, "subject must be a table"),
    ({"subject": {"names": "x"}}, "subject.names must be a list"),
    ({"subject": {"names": ["..."]}}, "subject.names holds a name without a letter"),
    ({"reference": " "}, "reference must be a text, and not empty"),
    ({"reference": 5}, "reference must be a text, and not empty"),
    ({"reference": "a\x00b"}, "reference holds a control character"),
    ({"method": "x" * 2001}, "method may have 2000 characters"),
    ({"received_on": "02.11.2026"}, "received_on must be a date"),
    ({"received_on": datetime(2026, 11, 2, tzinfo=UTC)}, "received_on must be a date"),
    ({"deleted_at": date(2026, 11, 2)}, "deleted_at must be a moment with its offset"),
    ({"deleted_at": "2026-11-20T10:15:00"}, "deleted_at must be a moment with its offset"),
    ({"deleted_at": "yesterday"}, "deleted_at must be a moment with its offset"),
    ({"recipients": {}}, "recipients must be a list"),
    ({"recipients": ["x"]}, "recipients must be a table"),
    ({"recipients": [{"name": "x"}]}, "needs told_on, or the reason"),
    ({"recipients": [{"told_on": "2026-01-01"}]}, "recipients.name must be a text"),
    ({"recipients": [{"name": "x", "reason": "x"}] * 201}, "at most 200 entries"),
    ({"kept": [{"what": "x", "ground": "x"}]}, "kept.until must be a date"),
    (
        {"kept": [{"what": "x", "ground": "x", "until": "2030-01-01", "by": "x"}]},
        "kept has no 'by'",
    ),
    ({"elsewhere": [{"place": "logs"}]}, "elsewhere.answer must be a text"),
    ({"extension": {"reason": "x"}}, "extension.told_on must be a date"),
    ({"holidays": ["x"]}, "holidays must be a date"),
    ({"time_zone": "Mars/Olympus"}, "'Mars/Olympus' is not known here"),
    ({"time_zone": "../../etc/passwd"}, "is not known here"),
    ({"keep_years": 0}, "keep_years must be a whole number"),
    ({"keep_years": True}, "keep_years must be a whole number"),
]


@pytest.mark.parametrize(("change", "words"), WRONG)
def test_what_a_case_file_must_not_hold(change: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(case_data(**change))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"), [(b"a = \xff", "not valid TOML in UTF-8$"), (b"a = ", "not valid TOML")]
)
def test_a_file_that_is_no_toml(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=words):
        read(path)
    with pytest.raises(UsageError, match="can't be read"):
        read(tmp_path / "none.toml")


def test_utc_needs_no_zone_files() -> None:
    assert zone("UTC") is UTC


PAGE = Path(__file__).parents[2] / "docs/case-file.md"


def test_the_page_shows_a_case_file_that_is_read() -> None:
    shown = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    assert parse(tomllib.loads(shown[1])).known.names == ("Zoë Müller",)


def test_the_page_names_every_key() -> None:
    page = PAGE.read_text(encoding="utf-8")
    keys = {field.name for field in fields(StatedCase)} - {"known", "accounts"} | {"user_id"}
    for key in keys | {"subject", "names", "logins", "mails"} | set(KEYS):
        assert re.search(rf"`\[*{key}\]*`", page), key
