"""Nobody else is harmed: rows of other accounts, values on which OpenProject works, and views."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openproject.invented import PERSON
from openproject.psych import Filter, query_filters
from openproject.tables import read_tables
from operasure.core.queries import packaged
from operasure.database import accounts
from operasure.erase.cutting.sought import HIDES, NOTHING
from operasure.erase.views import NAME
from operasure.matching.match import Matcher
from support.contents import Rows, rows
from support.databases import MakeDatabase
from support.filters import changed as filters_changed
from support.filters import shown_anew, wider
from support.instances import observed, reduced
from support.removal import IDENTITY, WHO, Case, execute, review, search, verified

FULL = (PERSON.given, PERSON.family)
WORKING = tomllib.loads((packaged() / "removal/working.toml").read_text(encoding="utf-8"))
OWN = (
    "users", "user_preferences", "tokens", "remote_identities", "notification_settings",
    "user_passwords", "two_factor_authentication_devices", "user_auth_provider_links",
    "oidc_user_tokens", "oauth_access_tokens", "oauth_access_grants",
)  # fmt: skip


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    return verified(make_database(reduced("after")), tmp_path)


@pytest.fixture
def whole(make_database: MakeDatabase, tmp_path: Path) -> Case:
    """With every table, for what must hold in all of them."""
    return verified(make_database(observed("after")), tmp_path)


def cells(case: Case) -> dict[str, Rows]:
    with psycopg.connect(case.url) as connection:
        return {name: rows(connection, table) for name, table in read_tables(connection).items()}


def namesake(case: Case, number: int, kind: str = "User", status: int = 1) -> None:
    """An account of the person's name, with a profile that names it."""
    execute(
        case.url,
        "INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, "
        "updated_at) VALUES (%s, %s, %s, %s, %s, %s, %s, now(), now())",
        number, kind, f"other{number}", *FULL, f"{PERSON.login}.{number}@example.net", status,
    )  # fmt: skip
    execute(
        case.url,
        "INSERT INTO custom_values (customized_type, customized_id, custom_field_id, value) "
        "SELECT 'Principal', %s, min(id), %s FROM custom_fields",
        number, " ".join(FULL),
    )  # fmt: skip


def changed(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> set[tuple[str, str, str]]:
    """Every cell that is another one now: table, key, column ("" for a row that is gone)."""
    found: set[tuple[str, str, str]] = set()
    for name, was in before.items():
        for key, old in was.items():
            new = after[name].get(key)
            if new is None:
                found.add((name, str(key), ""))
            else:
                found |= {(name, str(key), column) for column in old if old[column] != new[column]}
    return found


def text_filters(case: Case) -> None:
    """Views that seek the person by text, one for each operator, among others that were erased."""
    for id_, operator in enumerate(("~", "!~", "**", "=", "!", "^"), 911):
        execute(
            case.url,
            "INSERT INTO queries (id, name, user_id, public, filters, created_at, updated_at, "
            "include_subprojects) VALUES (%s, 'x', 41, true, %s, now(), now(), true)",
            id_, query_filters([Filter("subject", operator, (" ".join(FULL),))]),
        )  # fmt: skip
    execute(
        case.url, "UPDATE news SET summary = 'Deleted user' WHERE id = (SELECT min(id) FROM news)"
    )


def texts(
    before: Mapping[str, Rows], after: Mapping[str, Rows]
) -> list[tuple[str | None, str | None]]:
    """Every cell as it was and as it is."""
    return [
        (row[column], after[table].get(key, {}).get(column))
        for table, rows_ in before.items()
        for key, row in rows_.items()
        for column in row
        if row[column]
    ]


def test_the_whole_case_touches_no_other_account_and_no_setting(whole: Case) -> None:
    for number in (901, 902, 903):
        namesake(whole, number)
    text_filters(whole)
    with search(whole) as found:
        reviewed = review(whole, found)
    before = cells(whole)
    assert whole.plan("--reviewed", str(reviewed), "--possible", "--delete-signed", *WHO) == 3
    told = whole.path("plan.txt").read_text()
    for number in (48, 901, 902, 903):
        assert f"users.firstname {number}" in told
    assert "Changes how OpenProject works" in told
    assert "left out: settings.mail_from · manually:" in told
    whole.erase()
    after = cells(whole)
    found_ = changed(before, after)
    assert len(found_) > 500
    matcher = Matcher(IDENTITY)
    assert not wider(before, after, lambda value: value == "42" or bool(matcher.find(value)))
    sought = {
        (table, key): (old, new)
        for table, key, old, new in filters_changed(before, after)
        if matcher.find(" ".join(old[2]))
    }
    assert {("queries", id_) for id_ in ("911", "913", "914", "916")} < sought.keys()
    pool = texts(before, after)
    assert not [(place, shown_anew(*pair, pool)) for place, pair in sought.items()
                if shown_anew(*pair, pool)]  # fmt: skip
    assert f"before: subject ~ {NAME}\n      after:  subject ~ {NOTHING}\n" in told
    assert sum(part.rows for part in whole.left() if part.reason == HIDES) == 2
    assert {(table, key) for table, key, _ in found_ if table in OWN} <= gone(whole)
    places = {(table, column) for table, _, column in found_}
    for table, columns in WORKING.items():
        assert not {(table, column) for column in columns} & places, table
    values = before["custom_values"]
    whose = {str(key): row for key, row in values.items()}
    others = [k for t, k, _ in found_ if t == "custom_values"]
    assert not [k for k in others if "901" in str(whose[k].get("customized_id"))]


def gone(case: Case) -> set[tuple[str, str]]:
    """Rows of account data that the plan deletes, whose account is gone."""
    return {(table, key) for (table, column), keys in case.rows().items() if not column
            for key in keys}  # fmt: skip


def test_exactly_the_named_settings_change(whole: Case) -> None:
    with search(whole) as found:
        reviewed = review(whole, found)
    whole.plan("--reviewed", str(reviewed), *WHO)
    labels = {part.check for part in whole.left() if part.works}
    assert {"settings.mail_from"} < labels
    before = cells(whole)
    whole.plan("--reviewed", str(reviewed), "--settings", "mail_from", *WHO)
    assert {part.check for part in whole.left() if part.works} == labels - {"settings.mail_from"}
    assert "in the plan: settings.value" in whole.path("plan.txt").read_text()
    whole.erase()
    [[key]] = execute(whole.url, "SELECT id FROM settings WHERE name = 'mail_from'")
    touched = {k for table, k, _ in changed(before, cells(whole)) if table == "settings"}
    assert touched == {str(key)}


def test_a_declared_column_is_changed_only_where_it_is_named(case: Case) -> None:
    name = " ".join(FULL)
    sql = "INSERT INTO enabled_modules (id, project_id, name) VALUES (9001, 1, %s)"
    execute(case.url, sql, name)
    with search(case) as found:
        reviewed = review(case, found, lambda hit: hit.check.table == "enabled_modules")
    options = ["--reviewed", str(reviewed), *WHO]
    sql = "SELECT name FROM enabled_modules WHERE id = 9001"
    case.plan(*options)
    [left] = [part for part in case.left() if part.check == "enabled_modules.name:9001"]
    assert left.works
    assert left.reason.startswith("declared to contain no person (key of a module)")
    assert ("enabled_modules", "name") not in case.rows()
    case.plan(*options, "--settings", "enabled_modules.name:9001")
    assert "enabled_modules.name:9001" not in {part.check for part in case.left()}
    case.erase()
    [[after]] = execute(case.url, sql)
    assert not Matcher(IDENTITY).find(str(after))


def test_a_setting_that_nothing_changes_is_told(case: Case) -> None:
    assert case.plan("--settings", "no_such_thing") == 3
    assert "no_such_thing · --settings names it, but" in case.path("plan.txt").read_text()


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("PlaceholderUser", 1, 3), ("User", 4, 3), ("User", 1, 2), ("User", 3, 2), ("Group", 1, 2)],
)
def test_only_an_account_that_nobody_uses_is_taken_in(
    case: Case, kind: str, status: int, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    namesake(case, 901, kind, status)
    namesake(case, 902)
    with search(case) as found:
        reviewed = review(case, found, lambda hit: hit.check.table == "users")
    options = ["--reviewed", str(reviewed), "--also-account", "901", *WHO]
    assert case.plan(*options) == code
    if code == 2:
        assert "--also-account 901: only a placeholder user" in capsys.readouterr().err
        return
    assert case.rows()["users", "lastname"] == {"901"}
    case.erase()
    names = dict(execute(case.url, "SELECT id, lastname FROM users WHERE id IN (901, 902)"))
    assert names[901] != PERSON.family
    assert names[902] == PERSON.family


def test_an_account_that_is_not_there(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert case.plan("--also-account", "99999") == 2
    assert "there is no such account" in capsys.readouterr().err


@pytest.mark.parametrize("by_script", [False, True])
def test_the_writer_looks_again_whose_row_it_is(case: Case, by_script: bool) -> None:
    """A plan in which an account was taken in, which somebody uses by the time it is done."""
    namesake(case, 901, status=4)
    with search(case) as found:
        reviewed = review(case, found, lambda hit: hit.place.startswith("users."))
    case.plan("--reviewed", str(reviewed), "--also-account", "901", *WHO)
    execute(case.url, "UPDATE users SET status = 1 WHERE id = 901")
    if by_script:
        assert case.script("-v", "commit=yes").returncode == 0
    else:
        assert case.erase() == 3
    sql = "SELECT firstname, lastname FROM users WHERE id = 901"
    assert execute(case.url, sql) == [FULL]


def test_a_plan_changed_by_hand_reaches_no_other_account(case: Case) -> None:
    namesake(case, 901, "PlaceholderUser")
    namesake(case, 902)
    with search(case) as found:
        reviewed = review(case, found, lambda hit: hit.check.table == "users")
    case.plan("--reviewed", str(reviewed), "--also-account", "901", *WHO)
    lines = []
    for line in case.path("case.plan").read_text().splitlines():
        content = json.loads(line)
        if "step" in content:
            for key in ("owner", "also", "users"):
                content["step"].pop(key, None)
        for row in content.get("rows", []):
            if isinstance(row, list):
                row[0] = "902" if row[0] == "901" else row[0]
        lines.append(json.dumps(content))
    case.path("case.plan").write_text("\n".join(lines) + "\n")
    assert case.erase() in {2, 3}
    sql = "SELECT firstname, lastname FROM users WHERE id = 902"
    assert execute(case.url, sql) == [FULL]


def test_the_catalogue_says_whose_rows_of_a_plugin_are(case: Case) -> None:
    execute(
        case.url,
        "CREATE TABLE zz_passes (id bigint PRIMARY KEY, "
        "holder bigint UNIQUE REFERENCES users (id))",
    )
    with psycopg.connect(case.url) as connection:
        rows_ = connection.execute(
            (Path(__file__).parents[2] / "queries/catalogue/accounts.sql").read_bytes()
        )
        columns = [each.name for each in rows_.description or ()]
        known = accounts.read((dict(zip(columns, row, strict=True)) for row in rows_), "public")
    assert known.owner(("public", "zz_passes")) == accounts.Owner("holder")
    assert known.owner(("public", "work_packages")) is None


@given(st.integers(0, 99), st.lists(st.sampled_from([1, 2, 3, 4]), max_size=4))
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_review_touches_another_account(
    make_database: MakeDatabase, tmp_path: Path, seed: int, statuses: list[int]
) -> None:
    chosen = random.Random(seed)
    case = verified(make_database(observed("after")), tmp_path)
    for number, status in enumerate(statuses, 901):
        namesake(case, number, status=status)
    with search(case) as found:
        reviewed = review(case, found, lambda hit: chosen.random() < 0.7)
    before = cells(case)
    for name in ("case.plan.undo", "case.plan.progress"):
        case.path(name).unlink(missing_ok=True)
    case.plan("--reviewed", str(reviewed), "--possible", "--delete-signed", *WHO)
    case.erase()
    touched = changed(before, cells(case))
    assert {(table, key) for table, key, _ in touched if table in OWN} <= gone(case)
    assert not [cell for cell in touched if cell[0] in {"users", "settings"}]
