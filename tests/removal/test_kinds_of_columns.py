"""Tables and columns as plugins make them: what can be changed is, the rest is left with its
reason, and nothing that a database refuses keeps anything else from being done."""

from __future__ import annotations

from typing import Any

import pytest

from openproject.invented import PERSON
from operasure.erase import erase, wishes
from operasure.erase.arrays import UNKNOWN
from operasure.erase.edits import NOTHING
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import WHO, Case, contents, execute, review, search

NAME = f"{PERSON.given} {PERSON.family}"


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Any) -> Case:
    return Case(make_database(reduced("after")), tmp_path)


def build(case: Case, *statements: str) -> None:
    for statement in statements:
        execute(case.url, statement.replace("{name}", NAME))


def planned(case: Case) -> dict[str, set[str]]:
    """Make a plan of everything, mentions in tables of plugins too; why each place is left."""
    case.verify()
    with search(case) as found:
        reviewed = review(case, found, lambda hit: "zz" in hit.place)
    assert case.plan("--possible", "--reviewed", str(reviewed), *WHO) == 3
    left: dict[str, set[str]] = {}
    for each in case.left():
        left.setdefault(each.check.removeprefix("xu-01/").split(" (")[0], set()).add(each.reason)
    return left


def test_bytes_are_never_taken_for_done(case: Case) -> None:
    """As the server writes bytes no name is to be seen in them."""
    build(
        case,
        "CREATE TYPE zz_pair AS (a text, b bytea)",
        "CREATE DOMAIN zz_octets AS bytea",
        "CREATE TABLE zz (id bigserial PRIMARY KEY, one bytea, two zz_octets, three zz_pair,"
        " four bytea[])",
        "INSERT INTO zz (one, two, three, four) VALUES ('{name}', '{name}',"
        " ROW('x', CAST('{name}' AS bytea)), ARRAY[CAST('{name}' AS bytea)])",
    )
    left = planned(case)
    why = {"a value of bytes can't be edited: change it manually, or delete its row"}
    assert {place: left.get(place) for place in left if "zz" in place} == dict.fromkeys(
        ["public.zz.one", "public.zz.two", "public.zz.three", "public.zz.four"], why
    )
    assert "public.zz" not in case.path("plan.txt").read_text().partition("Already done")[2]


def test_lists_of_other_values_than_texts_are_not_called_changed(case: Case) -> None:
    build(
        case,
        "CREATE TYPE zz_pair AS (a text, b bigint)",
        "CREATE TABLE zz (id bigserial PRIMARY KEY, one zz_pair[], two json[])",
        "INSERT INTO zz (one, two) VALUES (ARRAY[CAST(ROW('{name}', 1) AS zz_pair)],"
        ' ARRAY[CAST(\'{"a": "{name}"}\' AS json)])',
    )
    left = planned(case)
    assert left["public.zz.one"] == left["public.zz.two"] == {UNKNOWN}
    assert not any(NOTHING in reasons for reasons in left.values())


def test_what_can_not_be_changed_in_any_row_has_its_reason(case: Case) -> None:
    build(
        case,
        "CREATE MATERIALIZED VIEW zz_shown AS SELECT 1 AS id, 42 AS user_id, '{name}' AS note",
        "CREATE TABLE zz_computed (id bigserial PRIMARY KEY, kept jsonb, user_id bigint"
        " GENERATED ALWAYS AS (CAST(kept ->> 'owner' AS bigint)) STORED,"
        " name text GENERATED ALWAYS AS (kept ->> 'name') STORED)",
        'INSERT INTO zz_computed (kept) VALUES (\'{"owner": 42, "name": "{name}"}\')',
        "CREATE TABLE zz_given (id bigserial PRIMARY KEY, user_id bigint GENERATED ALWAYS AS"
        " IDENTITY)",
        "INSERT INTO zz_given (user_id) OVERRIDING SYSTEM VALUE VALUES (42)",
        "CREATE TABLE zz_parts (id bigint, note text) PARTITION BY HASH (id)",
        "CREATE TABLE zz_part PARTITION OF zz_parts FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
        "INSERT INTO zz_parts VALUES (1, '{name}')",
    )
    left = planned(case)
    wanted = {
        "zz_shown.user_id": wishes.MATERIALISED,
        "zz_shown.note": wishes.MATERIALISED,
        "zz_computed.user_id": wishes.COMPUTED,
        "zz_computed.name": wishes.COMPUTED,
        "zz_given.user_id": wishes.COMPUTED,
        "zz_parts.note": wishes.NO_KEY,
    }
    assert {p: left.get(f"public.{p}") for p in wanted} == {p: {w} for p, w in wanted.items()}
    before = contents(case.url)
    case.erase()
    # What is computed goes with what it is computed from.
    [[owner, name]] = execute(case.url, "SELECT user_id, name FROM zz_computed")
    assert owner == 3
    assert NAME not in name
    assert case.undo() == 0
    assert contents(case.url) == before


def test_texts_of_fixed_width(case: Case) -> None:
    """A cast to `character` would keep their first character alone, here that of another account:
    of 1, and not of 12."""
    build(
        case,
        "SET session_replication_role = replica; UPDATE users SET id = 12 WHERE id = 3",
        "CREATE DOMAIN zz_code AS char(40)",
        "CREATE TABLE zz (id bigserial PRIMARY KEY, user_id char(8), names char(40)[],"
        " note char(60), code zz_code)",
        "INSERT INTO zz (user_id, names, note, code) VALUES ('42', ARRAY['{name}', 'Somebody'],"
        " 'by {name}', '{name}'), ('43', ARRAY['Somebody'], 'nobody', 'nobody')",
    )
    left = planned(case)
    assert not [place for place in left if "zz" in place]
    before = contents(case.url)
    case.erase()
    rows = execute(case.url, "SELECT user_id, names, note, code FROM zz ORDER BY id")
    user_id, names, note, code = rows[0]
    assert user_id.rstrip() == "12"
    assert names[1].rstrip() == "Somebody"
    assert {len(names[0]), len(note) - 20, len(code)} == {40}
    assert note.startswith("by ")
    assert NAME not in names[0] + note + code
    assert rows[1][0].rstrip() == "43"
    assert case.undo() == 0
    assert contents(case.url) == before


def test_names_of_tables_and_columns_with_blanks(case: Case) -> None:
    build(
        case,
        'CREATE TABLE "zz of it" (id bigserial PRIMARY KEY, "user" text, "user name" text)',
        'INSERT INTO "zz of it" ("user", "user name") VALUES (\'{name}\', \'{name}\')',
        'CREATE TABLE "zz key" (key text PRIMARY KEY, note text)',
        "INSERT INTO \"zz key\" VALUES ('a key', '{name}')",
    )
    left = planned(case)
    assert not [place for place in left if "zz" in place]
    case.erase()
    found = execute(case.url, 'SELECT "user", "user name" FROM "zz of it"')
    assert NAME not in "".join([*found[0], *execute(case.url, 'SELECT note FROM "zz key"')[0]])


ODD = ("My-Id", "Größe (cm)", 'a"b', "x; y", "a.b", "line\nbreak", "z" * 63, "ΟΔΟΣ")


def test_types_tables_and_columns_of_any_name(case: Case) -> None:
    """One of them must not make the whole plan one that nobody can read."""
    for number, odd in enumerate(ODD):
        name = odd.replace('"', '""')
        build(
            case,
            f'CREATE DOMAIN "{name}" AS bigint',
            f'CREATE DOMAIN "t{name[:60]}" AS text',
            f'CREATE TABLE "zz{name[:60]}" ("{name}" "{name}" PRIMARY KEY,'
            f' "user_id" "{name}", "n{name[:60]}" "t{name[:60]}")',
            f"INSERT INTO \"zz{name[:60]}\" VALUES ({number}, 42, '{{name}}')",
        )
    left = planned(case)
    assert not [place for place in left if "zz" in place]
    before = contents(case.url)
    case.erase()
    for odd in ODD:
        table = f"zz{odd[:60]}".replace('"', '""')
        [[_, user_id, note]] = execute(case.url, f'SELECT * FROM "{table}"')
        assert user_id == 3
        assert NAME not in note
    assert case.undo() == 0
    assert contents(case.url) == before
    assert case.script("-v", "commit=yes").returncode == 0
    assert execute(case.url, 'SELECT user_id FROM "zzMy-Id"') == [(3,)]


def test_what_stands_in_another_schema_is_planned_too(case: Case) -> None:
    build(
        case,
        "CREATE SCHEMA zz_other",
        "CREATE TABLE zz_other.zz (id bigserial PRIMARY KEY, user_id bigint, note text)",
        "INSERT INTO zz_other.zz (user_id, note) VALUES (42, '{name}')",
    )
    left = planned(case)
    assert not [place for place in left if "zz" in place]
    case.erase()
    [[user_id, note]] = execute(case.url, "SELECT user_id, note FROM zz_other.zz")
    assert user_id == 3
    assert NAME not in note


@pytest.mark.parametrize("type_", ["text", "varchar(20)", "jsonb", "bigint"])
def test_an_id_of_something_else_stays(case: Case, type_: str) -> None:
    """What the column beside it says is meant is no person."""
    value = "CAST(CAST('42' AS text) AS {type})".replace("{type}", type_)
    build(
        case,
        f"CREATE TABLE zz (id bigserial PRIMARY KEY, owner_type text, owner_id {type_})",
        f"INSERT INTO zz (owner_type, owner_id) SELECT type, {value} FROM unnest(ARRAY['User',"
        " 'WorkPackage', 'Foo::User', 'work_package']) AS t (type)",
    )
    rows = {
        tuple(check["row_ids"])
        for check in case.verify()["checks"]
        if check["table"] == "zz" and check["outcome"] != "clear"
    }
    assert rows == {(1, 3)}
    case.plan("--possible")
    case.erase()
    found = execute(case.url, "SELECT CAST(owner_id AS text) FROM zz ORDER BY id")
    assert [each for (each,) in found] == ["3", "42", "3", "42"]


def test_what_the_database_writes_in_its_own_way_comes_back(case: Case) -> None:
    """A `jsonb` sorts its names by their length, and a trigger may change what is written."""
    kept = '{"{name}": 1, "b": 2, "another name": "{name}", "a name that is long enough": 3}'
    build(
        case,
        "CREATE TABLE zz (id bigserial PRIMARY KEY, kept jsonb)",
        f"INSERT INTO zz (kept) VALUES ('{kept}')",
        "CREATE TABLE zz_notes (id bigserial PRIMARY KEY, note text)",
        "INSERT INTO zz_notes (note) VALUES ('by {name}')",
        "CREATE FUNCTION zz_small() RETURNS trigger LANGUAGE plpgsql SET search_path = public,"
        " pg_temp AS $$ BEGIN NEW.note := lower(NEW.note); RETURN NEW; END $$",
    )
    left = planned(case)
    assert not [place for place in left if "zz" in place]
    before = contents(case.url)
    build(
        case,
        "CREATE TRIGGER zz_small BEFORE UPDATE ON zz_notes FOR EACH ROW"
        " EXECUTE FUNCTION zz_small()",
    )
    case.erase()
    [[kept, note]] = execute(case.url, "SELECT CAST(kept AS text), note FROM zz, zz_notes")
    assert NAME not in kept + note
    assert note == note.lower()
    build(case, "DROP TRIGGER zz_small ON zz_notes")
    assert case.undo() == 0
    assert contents(case.url) == before


REFUSING = """
CREATE TABLE zz_a (id bigserial PRIMARY KEY, user_id bigint CHECK (user_id <> 3 OR id % 7 > 0));
INSERT INTO zz_a (user_id) SELECT 42 FROM generate_series(1, 20);
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE zz_b (id bigserial PRIMARY KEY, user_id bigint, during int4range,
  EXCLUDE USING gist (user_id WITH =, during WITH &&));
INSERT INTO zz_b (user_id, during) VALUES (42, '[1,5)'), (3, '[2,7)'), (42, '[20,30)');
CREATE TYPE zz_kind AS ENUM ('{name}', 'none');
CREATE TABLE zz_c (id bigserial PRIMARY KEY, kind zz_kind, words tsquery, note varchar(60));
INSERT INTO zz_c (kind, words, note) VALUES ('{name}', plainto_tsquery('simple', '{name}'),
  '{name}');
CREATE TABLE zz_d (id bigserial PRIMARY KEY, user_id bigint);
INSERT INTO zz_d (user_id) VALUES (42);
CREATE FUNCTION zz_no() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS
  $$ BEGIN RAISE EXCEPTION 'of {name}'; END $$;
CREATE TRIGGER zz_no BEFORE UPDATE ON zz_d FOR EACH ROW EXECUTE FUNCTION zz_no();
CREATE TABLE zz_e (id bigserial PRIMARY KEY, user_id bigint);
INSERT INTO zz_e (user_id) VALUES (42);
CREATE RULE zz_never AS ON UPDATE TO zz_e DO INSTEAD NOTHING;
CREATE TABLE zz_f (id bigserial PRIMARY KEY, user_id bigint);
INSERT INTO zz_f (user_id) VALUES (42);
"""


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        *((key, key) for key in ("7", "-7", "(0,12)", "0b0e6a5c-1f2d-4c53-9d0e-0a6b2a1f9b7d")),
        *((key, "[…]") for key in (NAME, "jdoe", "42a", "ж", "", "7\n")),
    ],
)
def test_a_reason_names_no_key_that_may_be_a_name(key: str, shown: str) -> None:
    """For it stands in the certificate as it is."""
    assert erase._told("why", ["1", key]) == f"the database refused it (why): 1, {shown}"


@pytest.mark.parametrize("dry", [True, False])
def test_rows_that_the_database_refuses_keep_nothing_from_being_done(
    case: Case, dry: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    build(case, *REFUSING.split(";\n"))
    planned(case)
    before = contents(case.url)
    capsys.readouterr()
    assert case.erase("-o", str(case.path("erased.txt")), *["--dry-run"] * dry) == 3
    told = case.path("erased.txt").read_text()
    refused = {
        line.split(" · ")[0].split(".")[1]: line.split(" · ")[1]
        for line in told.splitlines()
        if "the database refused it" in line
    }
    said = "the database refused it "
    assert refused["zz_a"] == f"{said}(constraint zz_a_check of zz_a): 7, 14"
    assert refused["zz_b"] == f"{said}(constraint zz_b_user_id_during_excl of zz_b): 1"
    assert refused["zz_d"] == f"{said}(a trigger raises an error; look at the server's log): 1"
    assert "a rule of its table" in refused["zz_e"]
    assert NAME not in told
    assert "18 rows" in next(line for line in told.splitlines() if "zz_a" in line)
    if dry:
        assert contents(case.url) == before
        return
    assert execute(case.url, "SELECT id FROM zz_a WHERE user_id = 42 ORDER BY id") == [(7,), (14,)]
    assert execute(case.url, "SELECT user_id FROM zz_f") == [(3,)]
    # The same command tries again what was refused, and nothing else.
    build(case, "ALTER TABLE zz_a DROP CONSTRAINT zz_a_check", "DROP TRIGGER zz_no ON zz_d")
    execute(case.url, "UPDATE zz_a SET user_id = 1 WHERE id = 14")
    assert case.erase("-o", str(case.path("again.txt"))) == 3
    again = case.path("again.txt").read_text()
    assert "19 rows" in next(line for line in again.splitlines() if "zz_a" in line)
    assert "zz_a.user_id ·" not in again
    found = execute(case.url, "SELECT user_id FROM zz_a WHERE id IN (7, 14) ORDER BY id")
    assert found == [(3,), (1,)]
    assert execute(case.url, "SELECT user_id FROM zz_d") == [(3,)]
    execute(case.url, "UPDATE zz_a SET user_id = 42 WHERE id = 14")
    assert case.undo() == 0
    assert contents(case.url) == before


def test_undo_brings_back_what_the_database_still_takes(case: Case) -> None:
    build(case, *REFUSING.split(";\n")[:2])
    planned(case)
    case.erase()
    build(case, "ALTER TABLE zz_a ADD CONSTRAINT late CHECK (user_id <> 42 OR id > 3) NOT VALID")
    assert case.undo() == 3
    left = execute(case.url, "SELECT id FROM zz_a WHERE user_id = 3 ORDER BY id")
    assert left == [(1,), (2,), (3,)]
    assert execute(case.url, "SELECT count(*) > 0 FROM rates WHERE user_id = 42") == [(True,)]
