"""Ids in places nobody listed: lists, values and keys are seen, and what is plainly else is not."""

from __future__ import annotations

import json
from collections.abc import Sequence

import psycopg
import pytest

from operasure.core import elements
from operasure.core.model import Report, Result, Verdict
from operasure.core.person_words import is_like_user
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import observed

UNUSED = 60

L, U = Result.LEFTOVER, Result.UNCHECKED
SHAPES: Sequence[tuple[str, str, str, Result | None]] = (
    ("user_ids", "varchar", f"7,{UNUSED}", L),
    ("rota", "varchar", f"7,{UNUSED}", U),
    ("rota", "text", f"7;{UNUSED};9", U),
    ("rota", "text", f"7|{UNUSED}", U),
    ("rota", "text", f"7 {UNUSED} 9", U),
    ("rota", "text", f"/7/{UNUSED}/", U),
    ("rota", "text", f"{{7,{UNUSED}}}", U),
    ("rota", "jsonb", f"[{UNUSED}, 7]", U),
    ("watchers", "jsonb", f"[{UNUSED}, 7]", L),
    ("rota", "json", f'["7", "{UNUSED}"]', U),
    ("rota", "jsonb", f'{{"{UNUSED}": true}}', U),
    ("rota", "jsonb", f'{{"a": {{"b": [{{"c": {UNUSED}}}]}}}}', U),
    ("rota", "jsonb", f'{{"a": {{"watchers": [7, {UNUSED}]}}}}', L),
    ("rota", "jsonb", f'{{"reviewer_id": {UNUSED}, "b": 1}}', L),
    ("rota", "jsonb", f'{{"k": "7,{UNUSED}"}}', U),
    ("rota", "text", f"---\n- 7\n- {UNUSED}\n", U),
    ("rota", "text", f"---\nowners:\n- 7\n- '{UNUSED}'\n", L),
    ("rota", "text", f"owner_ids: [7, {UNUSED}]", L),
    ("rota", "text[]", f'{{"7","{UNUSED}"}}', U),
    ("rota", "xml", f"<a><b>{UNUSED}</b></a>", U),
    ("rota", "xml", f"<owners><id>7</id><id>{UNUSED}</id></owners>", L),
    ("rota", "hstore", f'"k"=>"{UNUSED}"', U),
    ("rota", "jsonb", json.dumps([{"attribute": "cf_7", "operator": "=", "values": ["60"]}]), U),
    (
        "rota",
        "jsonb",
        json.dumps([{"attribute": "assigned_to_id", "operator": "=", "values": ["60"]}]),
        L,
    ),
    ("rota", "jsonb", '[{"attribute": "version_id", "operator": "=", "values": ["61"]}]', None),
    ("rota", "jsonb", f'{{"position": {UNUSED}, "price": {UNUSED}}}', None),
    ("rota", "jsonb", f'{{"coordinates": [1.5, {UNUSED}]}}', None),
    ("rota", "jsonb", f'{{"note": "room {UNUSED} and more"}}', None),
    ("rota", "text", f"2025-01-{UNUSED}", None),
    ("rota", "text", f"1.{UNUSED}", None),
    ("rota", "text", f"10.0.0.{UNUSED}", None),
    ("rota", "text", f"We have {UNUSED} rooms, 7 doors", None),
    ("rota", "text", f"7,{UNUSED}1", None),
)


TOGETHER: Sequence[tuple[str, str, Result | None]] = (
    ("text", "7 , @", U),
    ("text", "@\n7\n", U),
    ("text", "7;@", U),
    ("text", "7|@|9", U),
    ("text", "[7][@]", U),
    ("text", "#@", U),
    ("text", "#7, #@", U),
    ("text", "@:admin", U),
    ("text", "@:admin,7:reader", U),
    ("text", "admin:@", L),
    ("text", "uid=@", L),
    ("text", "uid:@,room:7", L),
    ("text", "user:@", L),
    ("text", "User/@", L),
    ("text", "User-@", L),
    ("text", "user_@", L),
    ("text", "u@", None),
    ("text", "id=@", U),
    ("text", "id: @", U),
    ("text", "@=on", U),
    ("text", '"@"', U),
    ("text", "'7','@'", U),
    ("text", "(@,7)", U),
    ("text", "<@>", U),
    ("text", "@.", U),
    ("text", "@.0", U),
    ("text", "@.00", U),
    ("text", "+@", U),
    ("text", "00@", U),
    ("text", "000@,7", U),
    ("text", "４２４２", None),
    ("text", "٤٢٤٢", None),
    ("text", "\xa0@\xa0", U),
    ("text", "4.242e3", None),
    ("text", "4,242", None),
    ("text", "-@", None),
    ("text", "{@,7}", U),
    ("text", '{"@","7"}', U),
    ("text", "{@: true}", U),
    ("jsonb", '{"@": true}', U),
    ("jsonb", '{"7": {"@": {"a": 1}}}', U),
    ("jsonb", "[[7,1],[@,2]]", U),
    ("jsonb", "@", U),
    ("jsonb", '"@"', U),
    ("jsonb", '{"a": @.0}', U),
    ("jsonb", '{"a": "@:admin"}', U),
    ("jsonb", '{"a": "u:@"}', U),
    ("jsonb", '{"ids": "7;@"}', U),
    ("jsonb", '{"ids": "7 @"}', U),
    ("jsonb", '{"ids": "7|@"}', U),
    ("jsonb", '{"ids": "#@"}', U),
    ("jsonb", '{"user": @}', L),
    ("jsonb", '{"user": "@"}', L),
    ("jsonb", '{"author": {"id": @}}', L),
    ("jsonb", '{"manager": {"id": @}}', L),
    ("jsonb", '{"leadId": @}', L),
    ("jsonb", '{"userIds": [7, @]}', L),
    ("jsonb", '{"createdBy": @}', L),
    ("jsonb", '{"created_by": @}', L),
    ("jsonb", '{"reviewers": {"@": true}}', L),
    ("jsonb", '{"reviewers": {"a": {"b": @}}}', L),
    ("jsonb", '{"members": [{"id": @, "role": 3}]}', L),
    ("jsonb", '{"members": [{"role": 3, "id": @}]}', L),
    ("jsonb", '{"type": "User", "id": @}', L),
    ("jsonb", '{"id": @, "type": "User"}', L),
    ("jsonb", '{"members": {"list": "7,@"}}', L),
    ("jsonb", '{"approver": @, "x": 1}', L),
    ("jsonb", '{"verantwortlich": @}', L),
    ("jsonb", '{"bearbeiter_id": @}', L),
    ("jsonb", '{"responsable": [@]}', L),
    ("jsonb", '{"substitutes": ["7", "@"]}', L),
    ("text", "---\n- 7\n- @\n", U),
    ("text", "--- !ruby/hash:ActiveSupport::HashWithIndifferentAccess\nids:\n- 7\n- @\n", U),
    ("text", "--- !ruby/hash:ActiveSupport::HashWithIndifferentAccess\nuser_ids:\n- 7\n- @\n", L),
    ("text", '--- !ruby/hash:ActiveSupport::HashWithIndifferentAccess\nuser_id: "@"\n', L),
    ("text", "---\n@: true\n", U),
    ("text", "---\n:@: true\n", U),
    ("text", "---\n'@': on\n", U),
    ("text", "--- !ruby/object:Set\nhash:\n  7: true\n  @: true\n", U),
    ("text", "---\nusers:\n  '@':\n    a: 1\n", L),
    ("text", "---\nusers:\n- id: @\n", L),
    ("text", "---\n- - 7\n  - @\n", U),
    ("text", "---\n- a: @\n", U),
    ("text", "--- @\n", U),
    ("text", "a:2:{i:0;i:7;i:1;i:@;}", U),
    ("text", 'a:1:{i:0;s:4:"@";}', U),
    ("text", "a:1:{i:@;b:1;}", U),
    ("text", 'a:1:{s:7:"user_id";i:@;}', L),
    ("text", 'a:1:{s:5:"users";a:1:{i:0;i:@;}}', L),
    ("xml", "<a><b>@</b></a>", U),
    ("xml", '<a id="@"/>', U),
    ("xml", '<a user="@"/>', L),
    ("xml", '<a user-id="@"/>', L),
    ("xml", '<users><user id="@"/></users>', L),
    ("xml", "<owner>@</owner>", L),
    ("xml", '<user-id type="integer">@</user-id>', L),
    ("xml", "<list>7 @</list>", U),
    ("hstore", '"@"=>"x"', U),
    ("hstore", '"k"=>"7,@"', U),
    ("hstore", '"owner"=>"@"', L),
    ("text[]", "{7,@}", U),
    ("text[]", '{"user: @"}', L),
    ("text[]", '{"@:admin"}', U),
    ("int4range", "[@,4250)", U),
    ("int4range[]", '{"[@,4250)"}', U),
    ("int4multirange", "{[@,4250)}", U),
    ("text", "{:user_id=>@}", L),
    ("text", "{:a=>@}", U),
    ("text", '{"a"=>[7, @]}', U),
    ("text", "user_id=@&a=1", L),
    ("text", "a=@&b=1", U),
    ("text", "?users[]=@", L),
    ("text", "a[]=7&a[]=@", U),
    ("text", "[user:@]", L),
    ("text", "name;id\nA;@\n", U),
    ("text", "name,id\nAnna,@\n", U),
    ("text", "Anna\t@\n", U),
    ("text", "@,Anna", U),
    ("text", '"Anna","@"', U),
    ("text", "Anna (@)", None),
    ("text", "Anna <@>", None),
    ("text", "Anna [@]", None),
    ("bytea", "7,@", U),
    ("bytea", '{"user_id":@}', L),
    ("jsonb", '{"position": @}', None),
    ("jsonb", '{"unitPrice": @}', None),
    ("jsonb", '{"width": @, "height": @}', None),
    ("jsonb", '{"lat": 1.5, "lng": @}', None),
    ("jsonb", '{"durationMs": @}', None),
    ("jsonb", '{"estimated_hours": "@"}', None),
    ("jsonb", '{"phone": "@"}', None),
    ("jsonb", '{"phone": "+49 30 @"}', None),
    ("text", "+49 30 @", None),
    ("text", "030 @-17", None),
    ("text", "030/@", None),
    ("text", "2025-42-@", None),
    ("text", "1.@", None),
    ("text", "v@", None),
    ("text", "@.1.0", None),
    ("text", "#@42", None),
    ("text", "rgb(@,7,7)", None),
    ("jsonb", '{"color": "#@aa"}', None),
    ("text", "@ EUR", None),
    ("text", "€ @", None),
    ("text", "@ px", None),
    ("text", "@px", None),
    ("text", "12:@", U),
    ("text", "@ h", None),
    ("text", "P@D", None),
    ("text", "PT@S", None),
    ("text", "Room @", None),
    ("text", "We have @ rooms, 7 doors", None),
    ("text", "see #@ please", None),
    ("text", "10.0.42.@", None),
    ("text", "2025-01-01T00:00:00.@Z", None),
    ("text", "42 42", None),
    ("text", "1@, @1", None),
    ("jsonb", '{"version": @, "lock_version": @}', None),
    ("jsonb", '{"created_at": "2025-01-01 00:00:00.@"}', None),
    ("jsonb", '{"note": "room @ and more"}', None),
    ("jsonb", '{"size": {"value": @}}', None),
    ("jsonb", '{"prices": [7, @]}', None),
    ("jsonb", '{"bounds": {"x": @}}', None),
    ("text", "https://example.org/@", None),
    ("text", "50%, @%", None),
    ("text", "WP-@", None),
    ("jsonb", '{"coordinates": [[1.5, @], [3, @]]}', None),
    ("text", "POINT(@ 7)", None),
)
"""Type, value with @ for the id, and what is told of it in a column whose name says nothing."""


def run(url: str, *statements: tuple[str, tuple[object, ...]]) -> None:
    with psycopg.connect(url) as connection:
        for statement, values in statements:
            connection.execute(statement.encode(), values)


def look(url: str, user_id: int = UNUSED) -> Report:
    return verify(target(url, {}), VerifyOptions(user_id, access=Access(jobs=1)))


def found(report: Report) -> dict[str, Result]:
    worst: dict[str, Result] = {}
    for outcome in report.outcomes:
        if outcome.result in {L, U} and worst.get(outcome.check.table) is not L:
            worst[outcome.check.table] = outcome.result
    return worst


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(observed("before"))


@pytest.mark.usefixtures("only_planted")
def test_shapes_that_nobody_listed(url: str) -> None:
    run(url, ("CREATE EXTENSION IF NOT EXISTS hstore", ()))
    statements: list[tuple[str, tuple[object, ...]]] = []
    for number, (name, type_, value, _) in enumerate(SHAPES):
        statements += [
            (f"CREATE TABLE zz_{number} (id serial PRIMARY KEY, {name} {type_})", ()),
            (f"INSERT INTO zz_{number} ({name}) VALUES (CAST(%s AS {type_}))", (value,)),
        ]
    run(url, *statements)
    assert found(look(url)) == {f"zz_{n}": r for n, (*_, r) in enumerate(SHAPES) if r}
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    told = {o.check.table for o in audited.outcomes if o.result in {L, U}}
    assert {f"zz_{n}" for n, (*_, r) in enumerate(SHAPES) if r} - told == set()


def rows_by_type(url: str, user_id: int) -> list[tuple[str, int, str, Result | None]]:
    """A table for each type, with a row for each value of it."""
    run(url, ("CREATE EXTENSION IF NOT EXISTS hstore", ()))
    types = list(dict.fromkeys(type_ for type_, _, _ in TOGETHER))
    made = []
    statements: list[tuple[str, tuple[object, ...]]] = []
    for number, type_ in enumerate(types):
        statements.append((f"CREATE TABLE yy_{number} (id serial PRIMARY KEY, rota {type_})", ()))
        own = [(value, told) for of, value, told in TOGETHER if of == type_]
        for key, (value, told) in enumerate(own, 1):
            text = value.replace("@", str(user_id))
            given = text.encode() if type_ == "bytea" else text
            insert = f"INSERT INTO yy_{number} (rota) VALUES (CAST(%s AS {type_}))"
            statements.append((insert, (given,)))
            made.append((f"yy_{number}", key, text, told))
    run(url, *statements)
    return made


@pytest.mark.parametrize("user_id", [4242, 1357])
@pytest.mark.usefixtures("only_planted")
def test_many_shapes_of_each_type(url: str, user_id: int) -> None:
    made = [
        row
        for row in rows_by_type(url, user_id)
        if user_id == 4242 or "2025" not in row[2]  # What is a date of no other number.
    ]
    worst: dict[tuple[str, int], Result] = {}
    run(url, ("SELECT setval('users_id_seq', 1000000)", ()))
    for outcome in look(url, user_id).outcomes:
        if outcome.result in {L, U}:
            for key in outcome.row_ids:
                place = outcome.check.table, int(str(key)) if str(key).isdigit() else 0
                if worst.get(place) is not L:
                    worst[place] = outcome.result
    wrong = {text: worst.get((table, key)) for table, key, text, told in made
             if worst.get((table, key)) is not told}  # fmt: skip
    assert wrong == {}
    neighbours = look(url, user_id + 1)
    assert not [o for o in neighbours.outcomes if o.check.table.startswith("yy_") and o.rows]


@pytest.mark.parametrize(
    "name",
    (
        "user_id usr_id uid author owner_id created_by changed_by_id modified_by approvedBy "
        "reviewer_ids approver responsible_id accountable editor_id sharer invitee_id manager "
        "supervisor_id contact customer_id employee member_ids participants recipient_id senderId "
        "actor_id team_lead lead_id deputy substitute_id signatory whodunnit logged_by_id "
        "reviewerId userIds benutzer_id verantwortlicher bearbeiter_id bearbeiterin mitarbeiter "
        "zustaendiger teilnehmer_ids vertreter stellvertreter_id pruefer genehmiger_id kunde_id "
        "ansprechpartner utilisateur_id auteur responsable_id membre_ids employe_id "
        "destinataire gestionnaire_id suppleant signataire createur_id"
    ).split(),
)
def test_names_of_persons(name: str) -> None:
    assert is_like_user(name)


@pytest.mark.parametrize(
    "name",
    (
        "project_id work_package_id position room factor reader_mode blocked_by sort_by group_by "
        "followed_by duplicated_by user_count username_length header remember_me operator "
        "client_id user_agent account_number leader_board contactless uuid guid by standby"
    ).split(),
)
def test_names_of_something_else(name: str) -> None:
    assert not is_like_user(name)


@pytest.mark.usefixtures("only_planted")
def test_a_type_that_names_no_table_leaves_a_number_in_doubt(url: str) -> None:
    rows = (
        ("user", "internal", L), ("user", "WorkPackage", None), ("thing", "internal", U),
        ("thing", "work_package", None), ("thing", "work_packages", None),
        ("thing", "Project", None),
        ("thing", "Principals::User", L), ("thing", "PlaceholderUser", L), ("thing", "users", L),
        ("thing", "user", L), ("thing", "Users::InvitedUser", L), ("thing", "Group", L),
        ("thing", "Plugin::Machine", None), ("thing", "", U), ("thing", "7", U),
        ("thing", "Plugin::Reviewer", L), ("thing", "placeholder_user", L), ("thing", "USER", L),
        ("thing", "query", None), ("thing", "statuses", None),
    )  # fmt: skip
    for number, (base, type_, _) in enumerate(rows):
        columns = f"id serial PRIMARY KEY, {base}_id int, {base}_type text"
        run(
            url,
            (
                f"CREATE TABLE zz_{number} ({columns})",
                (),
            ),
            (f"INSERT INTO zz_{number} ({base}_id, {base}_type) VALUES (%s, %s)", (UNUSED, type_)),
        )
    assert found(look(url)) == {f"zz_{n}": r for n, (*_, r) in enumerate(rows) if r}


LONG = {
    "prose": "the room of user 17 and work 4242x 55, 4243 is (3) big; yes: no " * 3000,
    "digits": "7" * 100_000 + " 4242x",
    "elements": "x4242, " * 20_000,
    "numbers": ",".join(map(str, range(4300, 60_000))),
    "phone": "+4 " * 30_000 + "4242x",
    "lines": "\n  " * 20_000 + "4242x",
}


@pytest.mark.parametrize("kind", LONG)
def test_a_long_text_takes_no_minutes(shared_database: MakeDatabase, kind: str) -> None:
    with psycopg.connect(shared_database(observed("before"))) as connection:
        connection.execute("SET statement_timeout = '40s'")
        for pattern in (elements.pattern("4242"), elements.keyed("4242")):
            sql = 'SELECT CAST(%s AS text) COLLATE "C" ~ %s'
            assert connection.execute(sql, [LONG[kind], pattern]).fetchone() == (False,)


@pytest.mark.usefixtures("only_planted")
def test_the_type_beside_the_number(url: str) -> None:
    rows = (
        ("User", L),
        ("Principal", L),
        ("Group", L),
        ("WorkPackage", None),
        ("Plugin::Employee", L),
        (None, U),
    )
    for number, (type_, _) in enumerate(rows):
        run(
            url,
            (f"CREATE TABLE zz_{number} (id serial PRIMARY KEY, x_id bigint, x_type varchar)", ()),
            (f"INSERT INTO zz_{number} (x_id, x_type) VALUES (%s, %s)", (UNUSED, type_)),
        )
    assert found(look(url)) == {f"zz_{n}": r for n, (_, r) in enumerate(rows) if r}


@pytest.mark.parametrize("user_id", [9, 17, 25, 31, 58])
def test_a_healthy_installation_raises_no_doubt(url: str, user_id: int) -> None:
    with psycopg.connect(url) as connection:
        known = connection.execute("SELECT 1 FROM users WHERE id = %s", [user_id]).fetchone()
    report = look(url, user_id)
    assert report.verdict is (Verdict.NOT_DELETED if known else Verdict.CLEAR)
    assert U not in found(report).values()
