"""A script falls into the statements that PostgreSQL would run, and nothing runs beside them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.errors import UsageError
from operasure.looks.backups.statements import Statements


def split(script: str) -> list[str]:
    return [each.sql.decode().strip() for each in Statements(io.BytesIO(script.encode()))]


@pytest.mark.parametrize(
    "sql",
    [
        "SET a = 1;",
        "SELECT ';', ';;' ;",
        "SELECT 'it''s; here';",
        "SELECT E'it\\'s; here', e'a''b\\';c';",
        "SELECT 'no escape here\\';",
        'CREATE TABLE "a;b""c" (x int);',
        "CREATE FUNCTION f() RETURNS void AS $$ BEGIN; \\! x $$ LANGUAGE sql;",
        "CREATE FUNCTION f() AS $a$ $b$; $$; $a1$ $a$ LANGUAGE sql;",
        "SELECT a$b$ FROM t;",
        "SELECT 1 /* ; /* nested ; */ ' ; */ + 1;",
        "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b);",
        "CREATE FUNCTION f(x int) RETURNS int\n    BEGIN ATOMIC\n SELECT 1;\n SELECT 2;\nEND;",
        "SELECT 'over\n\n-- no comment\n\\! no command\nlines';",
        "SELECT $q$over\n\\connect x\nlines$q$;",
    ],
)
def test_what_ends_a_statement(sql: str) -> None:
    assert split(f"{sql}\nSELECT 'next';\n") == [sql, "SELECT 'next';"]
    assert split(f"-- a comment; '\n{sql} SELECT 'next';") == [sql, "SELECT 'next';"]


def test_comments_are_no_part_of_a_statement() -> None:
    assert split("SELECT 1 -- ; ' $$\n + 2;\n--\n-- ' ;\n\nSELECT 3;\n") == [
        "SELECT 1 \n + 2;",
        "SELECT 3;",
    ]


def test_strings_of_old_servers_have_escapes() -> None:
    assert split("SET standard_conforming_strings = off;\nSELECT 'a\\';b';\nSELECT 1;\n") == [
        "SET standard_conforming_strings = off;",
        "SELECT 'a\\';b';",
        "SELECT 1;",
    ]


def test_rows_follow_their_copy() -> None:
    script = (
        b"COPY public.t (a, b) FROM stdin;\n1\t\\N\n\\\\.\t;'$$\n\\.\n\nSELECT 1;\n"
        b"COPY public.u (a) FROM stdin;\n\\.\nCOPY public.w (a) FROM stdin;\n7\n\\.\n"
    )
    seen = [
        (each.sql.split()[1], b"".join(each.rows) if each.rows else None)
        for each in Statements(io.BytesIO(script))
    ]
    assert seen == [
        (b"public.t", b"1\t\\N\n\\\\.\t;'$$\n"),
        (b"1;", None),
        (b"public.u", b""),
        (b"public.w", b"7\n"),
    ]


def test_rows_that_nobody_takes_are_passed_over() -> None:
    script = "COPY t (a) FROM stdin;\nSELECT 'no statement';\n\\.\nSELECT 1;\n"
    assert split(script) == ["COPY t (a) FROM stdin;", "SELECT 1;"]


def test_line_ends_of_windows() -> None:
    script = b"COPY t (a) FROM stdin;\r\n7\r\n\\.\r\nSELECT 1;\r\n"
    seen = [(e.sql, b"".join(e.rows) if e.rows else None) for e in Statements(io.BytesIO(script))]
    assert seen == [(b"COPY t (a) FROM stdin;", b"7\r\n"), (b"SELECT 1;", None)]


@pytest.mark.parametrize(
    "line",
    [
        "\\! touch owned",
        "\\copy t from program 'touch owned'",
        "\\i /etc/passwd",
        "\\ir x",
        "\\o | sh",
        "\\setenv X y",
        "\\restrict a b; \\! x",
        "\\restrict a\\! x",
        "\\.",
        "SELECT 1 \\gexec",
        "SELECT 1 \\! touch owned\n;",
        "SELECT '' \\g | sh",
        "  \\! touch owned",
        "SELECT 1; \\! touch owned",
        "COPY t (a) FROM stdin; \\! touch owned",
        "COPY t (a) FROM stdin;\n\\.\n\\! touch owned",
        "-- Data for Name: t; Type: TABLE DATA; Schema: s; Owner: -\n\\connect other",
        "\\connect one\n\\connect other",
        "\\connect -reuse-previous=on x\n\\! touch owned",
    ],
)
def test_commands_of_psql_are_refused(line: str) -> None:
    with pytest.raises(UsageError, match="line"):
        split(f"SET a = 1;\n{line}\n")


def test_what_pg_dump_writes_for_psql_is_passed_over() -> None:
    script = (
        "\\restrict aB3\nSET a = 1;\n\\unrestrict aB3\n\\connect db\n\\restrict x\nSET b = 2;\n"
    )
    assert split(script) == ["SET a = 1;", "SET b = 2;"]


@pytest.mark.parametrize(
    "script",
    [
        "SELECT 1",
        "SELECT 'x;\n",
        "SELECT $$ ;\n",
        "SELECT 1 /* ;\n",
        "COPY t (a) FROM stdin;\n1\n2",
        "COPY t (a) FROM stdin;\n1\n",
        "COPY t (a) FROM stdin;\n",
    ],
)
def test_a_script_that_is_cut_off(script: str) -> None:
    with pytest.raises(UsageError, match="cut off"):
        split(script)


def test_a_dump_of_a_whole_server_is_refused() -> None:
    with pytest.raises(UsageError, match="pg_dumpall"):
        split("--\n-- PostgreSQL database cluster dump\n--\n")


def test_what_the_comments_say() -> None:
    script = (
        "--\n-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -\n--\n\n"
        "SELECT '\n-- Data for Name: no; Type: TABLE DATA; Schema: no; Owner: -\n';\n"
        "--\n-- PostgreSQL database dump complete\n--\n\n"
    )
    statements = Statements(io.BytesIO(script.encode()))
    list(statements)
    assert statements.complete
    assert statements.announced == {("public", "users")}


def test_a_dump_behind_another_must_be_complete_too() -> None:
    begin, end = "-- PostgreSQL database dump\n", "-- PostgreSQL database dump complete\n"

    def complete(script: str) -> bool:
        statements = Statements(io.BytesIO(script.encode()))
        list(statements)
        return statements.complete

    one = f"{begin}SET a = 1;\n{end}"
    assert complete(one)
    assert complete(one + one)
    assert not complete(f"{one}{begin}SET a = 1;\n")
    assert not complete(begin)


TEXT = st.text(st.sampled_from("ab'\"$;\\\n-/*(). E"), max_size=12)
TAG = st.sampled_from(["", "t", "_1", "body"])


@st.composite
def pieces(draw: st.DrawFn) -> str:
    text = draw(TEXT)
    match draw(st.sampled_from(["quoted", "escaped", "name", "dollars", "comment", "brackets"])):
        case "quoted":
            return "'" + text.replace("'", "''") + "'"
        case "escaped":
            return (
                "E'"
                + text.replace("\\", "\\\\").replace("'", draw(st.sampled_from(["''", "\\'"])))
                + "'"
            )
        case "name":
            return '"' + text.replace('"', '""') + '"'
        case "dollars":
            tag = f"${draw(TAG)}$"
            return tag + text.replace("$", "") + tag
        case "comment":
            return "/*" + text.replace("/", "").replace("*", "") + "*/"
        case _:
            return "(x; y)"


@given(st.lists(st.lists(pieces(), min_size=1, max_size=4).map(" ".join), max_size=5))
def test_whatever_is_quoted_ends_no_statement(bodies: list[str]) -> None:
    sql = [f"SELECT {body};" for body in bodies]
    assert split("\n".join(sql)) == sql
    assert split(" ".join(sql)) == sql


@given(
    st.lists(st.binary(max_size=20).map(lambda b: b.replace(b"\n", b"").replace(b"\\", b"\\\\")))
)
def test_rows_arrive_as_they_are(rows: list[bytes]) -> None:
    body = b"".join(row + b"\n" for row in rows)
    script = b"COPY t (a) FROM stdin;\n" + body + b"\\.\nSELECT 1;\n"
    [copy, after] = [(e.sql, b"".join(e.rows or ())) for e in Statements(io.BytesIO(script))]
    assert copy[1] == body
    assert after[0] == b"SELECT 1;"


@given(st.binary(max_size=300))
def test_whatever_the_script_is_it_ends(script: bytes) -> None:
    try:
        for statement in Statements(io.BytesIO(script)):
            for _ in statement.rows or ():
                pass
    except UsageError:
        pass
