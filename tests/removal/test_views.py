"""A plan names each saved view whose filter it changes, and no view shows more than before."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import psycopg
import pytest

from openproject.deletion import delete_user
from openproject.invented import PERSON, DemoPerson
from openproject.psych import Filter, query_filters
from operasure.cli import run, sealing
from operasure.core import keeping
from operasure.core.queries import packaged
from operasure.erase import file
from operasure.erase.cutting import differing
from operasure.erase.model import SavedView
from operasure.erase.summary import lines
from operasure.erase.views import NAME
from operasure.erase.wording import summed
from support.databases import MakeDatabase
from support.filters import shown, wider
from support.instances import generated, observed, reduced
from support.removal import SUMMARY_LINES, WHO, Case, execute, review, search, verified

FULL = f"{PERSON.given} {PERSON.family}"


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    return verified(make_database(reduced("after")), tmp_path)


@pytest.fixture
def whole(make_database: MakeDatabase, tmp_path: Path) -> Case:
    """With every table, for what must hold in all of them."""
    return verified(make_database(observed("after")), tmp_path)


def views(case: Case) -> dict[tuple[str, str], SavedView]:
    """The views that a plan names, each by its place and row."""
    named = [part for part in case.parts() if isinstance(part, SavedView)]
    assert len({(view.place, view.key) for view in named}) == len(named)
    return {(view.place, view.key): view for view in named}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            '{"author_id":{"operator":"=","values":["42","7"]},"x":{"operator":"o","values":[]}}',
            '{"author_id":{"operator":"=","values":["7"]},"x":{"operator":"o","values":[]}}',
            (["author_id = 42, 7"], ["author_id = 7"]),
        ),
        ("---\n- - :notify\n  - - '42'\n", "--- []\n", (["notify 42"], [])),
        (
            '---\nqueryProps: \'{"f":[{"n":"author","o":"=","v":["42"]}]}\'\n',
            '---\nqueryProps: \'{"f":[{"n":"author","o":"=","v":["0"]}]}\'\n',
            (["author = 42"], ["author = 0"]),
        ),
        ("---\nname: of 42\n", "---\nname: of nobody\n", ([], [])),
        ("{", "}", ([], [])),
    ],
)
def test_filters_in_words(before: str, after: str, told: tuple[list[str], list[str]]) -> None:
    assert differing(before, after) == told


def test_each_view_is_named_with_its_owner_and_who_sees_it(case: Case) -> None:
    hostile = f"Plan\x1b[2J\n\u202e of {FULL}"
    for id_, owner, public in ((901, 41, True), (902, 43, False)):
        execute(
            case.url,
            "INSERT INTO queries (id, name, user_id, public, filters, created_at, updated_at, "
            "include_subprojects) VALUES (%s, %s, %s, %s, %s, now(), now(), true)",
            id_, hostile, owner, public,
            query_filters([Filter("author_id", "=", ("42",)), Filter("status_id", "o", ())]),
        )  # fmt: skip
    case.verify()
    case.plan(*WHO)
    found = views(case)
    told = found["queries.filters", "901"]
    assert told.name.startswith("Plan")
    assert NAME in told.name
    assert (told.owner, told.public) == (41, True)
    assert (told.before, told.after) == ("author_id = 42", "author_id = 0")
    assert (found["queries.filters", "902"].owner, found["queries.filters", "902"].public) == (
        43, False,
    )  # fmt: skip
    for name in ("case.plan", "plan.txt"):
        assert PERSON.family not in case.path(name).read_text()
    text = case.path("plan.txt").read_text()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "before: author_id = 42\n      after:  author_id = 0\n" in text
    assert text.index("    901 “Plan") < text.index("    902 “Plan"), "what others see stands first"
    head = keeping.head(case.path("plan.txt"))
    assert head is not None
    assert head.kind == "report"
    assert case.path("plan.txt").stat().st_mode & 0o777 == 0o600


def test_no_view_is_changed_without_being_named(whole: Case) -> None:
    """Every kind of view of the sample, and only those whose filter is another one."""
    with search(whole) as found:
        reviewed = review(whole, found)
    before = saved(whole)
    whole.plan("--reviewed", str(reviewed), "--possible", *WHO)
    named, kinds = views(whole), {view.what for view in views(whole).values()}
    assert {"view of work packages", "cost report", "list of projects"} < kinds
    assert "widget of a board or overview" in kinds
    whole.erase()
    after = saved(whole)
    differ = {
        place
        for place, value in before.items()
        if place in after and shown(value) != shown(after[place])
    }
    assert differ == {place for place in named if not place[0].startswith("custom_actions")}


def saved(case: Case) -> dict[tuple[str, str], str]:
    """Every saved value, by its place and row."""
    found: dict[tuple[str, str], str] = {}
    for place in ("queries.filters", "cost_queries.serialized", "project_queries.filters",
                  "grids.options", "grid_widgets.options"):  # fmt: skip
        table, column = place.split(".")
        sql = f"SELECT id::text, {column}::text FROM {table} WHERE {column} IS NOT NULL"
        found |= {(place, key): value for key, value in execute(case.url, sql)}
    return found


def test_a_plugin_s_view_is_named_though_nobody_listed_its_table(case: Case) -> None:
    execute(case.url, "CREATE TABLE zz_views (id bigint PRIMARY KEY, settings jsonb)")
    value = json.dumps([{"attribute": "author_id", "operator": "=", "values": ["42"]}])
    execute(case.url, "INSERT INTO zz_views VALUES (1, %s)", value)
    case.verify()
    case.plan("--possible")
    [told] = [view for (place, _), view in views(case).items() if place == "zz_views.settings"]
    assert (told.name, told.owner, told.public) == ("", None, None)
    assert told.before == "author_id = 42"


def test_json_has_the_same(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    run(["plan", str(case.path("verify.json")), "--database-url", case.url, "--format", "json",
         "--plan", str(case.path("case.plan"))])  # fmt: skip
    found = json.loads(capsys.readouterr().out)
    assert found["kind"] == "operasure report"
    assert {(view["place"], view["key"]) for view in found["views"]} == set(views(case))
    assert all(
        {"name", "owner", "public", "before", "after"} < view.keys() for view in found["views"]
    )


def test_the_evidence_of_an_erasure_holds_no_view(case: Case) -> None:
    case.plan()
    named = [view.name for view in views(case).values() if view.name]
    assert named
    case.erase("--format", "json", "-o", str(case.path("erase.json")))
    text = case.path("erase.json").read_text()
    assert not [name for name in named if name in text]


@pytest.mark.parametrize(
    ("after", "more"),
    [
        ('{"a":{"operator":"=","values":["7"]}}', False),
        ('{"a":{"operator":"=","values":["0","7"]}}', False),
        ('{"a":{"operator":"=","values":["42","7","8"]}}', True),
        ('{"a":{"operator":"=","values":[]}}', True),
        ('{"a":{"operator":"!","values":["0","7"]}}', True),
        ("{}", True),
    ],
)
def test_what_shows_more_is_seen(after: str, more: bool) -> None:
    """The measure itself: a filter that went, or that takes in something else."""
    before = '{"a":{"operator":"=","values":["42","7"]}}'
    found = wider(
        {"queries": {"1": {"filters": before}}}, {"queries": {"1": {"filters": after}}},
        lambda value: value == "42",
    )  # fmt: skip
    assert bool(found) is more


def test_a_summary_tells_of_the_views_and_fits_on_a_screen(case: Case) -> None:
    case.plan(*WHO)
    path = case.path("case.plan")
    plan = file.read(path, sealing.known(path, None))
    found = list(lines(summed(plan.head, plan.parts()), case.path("x.list")))
    named = views(case).values()
    public = sum(view.public is not False for view in named)
    [told] = [line for line in found if line.startswith("Saved filters, views and actions")]
    assert f"filters of {len(named)} saved views, {public} visible to others" in told
    assert len(found) <= SUMMARY_LINES
    for view in named:
        assert not view.name or view.name not in "".join(found)


def test_the_columns_are_those_of_some_release() -> None:
    content = tomllib.loads((packaged() / "removal/views.toml").read_text(encoding="utf-8"))
    for table, facts in content.items():
        assert facts.keys() <= {"what", "name", "owner", "public", "of", "by", "seen"}, table
        assert ("by" in facts) == ("of" in facts)
        assert facts.get("of", table) in content


@pytest.mark.parametrize("version", ["10.0", "12.0"])
def test_older_releases_say_it_in_other_columns(
    make_database: MakeDatabase, tmp_path: Path, version: str
) -> None:
    case = Case(make_database(generated(version)), tmp_path)
    with psycopg.connect(case.url) as connection:
        delete_user(connection, version, DemoPerson(), texts=False)
    case.verify()
    case.plan("--possible")
    told = [view for (place, _), view in views(case).items() if place == "queries.filters"]
    assert told
    assert all(view.public is not None for view in told)
