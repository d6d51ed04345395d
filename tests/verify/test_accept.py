"""Leftovers that are kept on a written ground."""

from __future__ import annotations

from pathlib import Path

import pytest

from operasure.core.errors import UsageError
from operasure.core.model import Report, Result, Verdict
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import reduced

ENTRY = """
[[accept]]
check = "{check}"
ground = "Accounting records"
until = {until}
by = "The controller"
"""


def look(url: str, path: Path, user_id: int = 42) -> Report:
    return verify(target(url, {}), VerifyOptions(user_id, accept=path))


def write(path: Path, *checks: str, until: str = "2999-12-31") -> Path:
    file = path / "accept.toml"
    file.write_text("".join(ENTRY.format(check=c, until=until) for c in checks))
    return file


def test_a_leftover_is_accepted_and_listed(shared_database: MakeDatabase, tmp_path: Path) -> None:
    url = shared_database(reduced("after"))
    report = look(url, write(tmp_path, "bu-06/rates.user_id", "cw-02/categories.assigned_to_id"))
    accepted = [o for o in report.outcomes if o.result is Result.ACCEPTED]
    assert [(o.check.id, o.rows, o.reason) for o in accepted] == [
        ("bu-06/rates.user_id", 4, "Accounting records")
    ]
    assert report.verdict is Verdict.LEFTOVERS
    assert report.notes == (
        (
            "Accepted, but there is no leftover any more: cw-02/categories.assigned_to_id. "
            "Remove the entry."
        ),
    )


def test_when_all_is_accepted_it_is_clear(shared_database: MakeDatabase, tmp_path: Path) -> None:
    url = shared_database(reduced("after"))
    first = verify(target(url, {}), VerifyOptions(42))
    left = [o.check.id for o in first.outcomes if o.result is Result.LEFTOVER]
    report = look(url, write(tmp_path, *left))
    assert report.verdict is Verdict.CLEAR
    assert report.notes == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ENTRY.format(check="bu-06/rates.nothing", until="2999-01-01"), "there is no check"),
        (ENTRY.format(check="bu-06/rates.user_id", until="2020-01-01"), "until 2020-01-01 only"),
        (ENTRY.format(check="bu-06/rates.user_id", until="2020-01-01T00:00:00Z"), "only"),
        (ENTRY.format(check="bu-06/rates.user_id", until='"soon"'), "must be a date"),
        (ENTRY.format(check="bu-06/rates.user_id", until="2999-01-01") * 2, "twice"),
        ('[[accept]]\ncheck = "bu-06/rates.user_id"\n', "exactly"),
        ('[[accept]]\ncheck = ""\nground = ""\nby = ""\nuntil = 2999-01-01\n', "non-empty texts"),
        ("accept = 3", r"\[\[accept\]\]"),
        ("", r"\[\[accept\]\]"),
        ("[[accept]", "TOML"),
    ],
)
def test_an_entry_with_an_error(
    shared_database: MakeDatabase, tmp_path: Path, content: str, message: str
) -> None:
    file = tmp_path / "accept.toml"
    file.write_text(content)
    with pytest.raises(UsageError, match=message):
        look(shared_database(reduced("after")), file)
