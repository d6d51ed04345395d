"""Which database is meant, however it is written, and that no password is ever shown."""

from __future__ import annotations

import os
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.database import hide, target
from operasure.errors import OperasureError, UsageError
from operasure.naming import named

WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), min_codepoint=32), min_size=1, max_size=20
)


@given(user=WORDS, password=WORDS, name=WORDS)
def test_any_user_password_and_name(user: str, password: str, name: str) -> None:
    url = f"postgres://{quote(user, safe='')}:{quote(password, safe='')}@db.example:5433/"
    found = target(url + quote(name, safe=""), {}).parameters
    assert found == {
        "user": user,
        "password": password,
        "host": "db.example",
        "port": "5433",
        "dbname": name,
    }


@given(password=WORDS)
def test_a_password_is_never_shown(password: str) -> None:
    chosen = target(f"postgres://u:{quote(password, safe='')}@h/d", {})
    if len(password) > 3:
        assert password not in repr(chosen)
        assert password not in chosen.masked
        assert password not in hide(f"FATAL: bad {password}\nmore", chosen)


@given(st.text(max_size=60))
def test_whatever_is_given_is_read_or_refused_in_one_line(text: str) -> None:
    message = ""
    try:
        target(text, {})
    except OperasureError as error:
        message = str(error)
    assert "\n" not in message
    assert len(text.strip()) < 4 or text not in message


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgres://u@h/d?encoding=unicode&pool=20&timeout=5000&reconnect=true",
            {"user": "u", "host": "h", "dbname": "d"},
        ),
        (
            "postgresql://u@h/d?sslmode=verify-full&sslrootcert=/etc/ca.pem&pool=5",
            {
                "user": "u",
                "host": "h",
                "dbname": "d",
                "sslmode": "verify-full",
                "sslrootcert": "/etc/ca.pem",
            },
        ),
        (
            "postgresql:///d?host=/var/run/postgresql",
            {"host": "/var/run/postgresql", "dbname": "d"},
        ),
        ("postgis://h/d", {"host": "h", "dbname": "d"}),
        ("postgres://[::1]:5433/d", {"host": "::1", "port": "5433", "dbname": "d"}),
        ("host=h dbname=d sslmode=require", {"host": "h", "dbname": "d", "sslmode": "require"}),
        ("postgres://h/d?connect_timeout=3", {"host": "h", "dbname": "d", "connect_timeout": "3"}),
    ],
)
def test_what_rails_adds_is_dropped_and_what_libpq_knows_is_kept(
    url: str, expected: dict[str, str]
) -> None:
    assert target(url, {}).parameters == expected


def test_order_of_the_sources() -> None:
    environment = {"DATABASE_URL": "postgres://c/d", "OPERASURE_DATABASE_URL": "postgres://b/d"}
    assert target("postgres://a/d", environment).parameters["host"] == "a"
    assert target(None, environment).parameters["host"] == "b"
    del environment["OPERASURE_DATABASE_URL"]
    assert target(None, environment).parameters["host"] == "c"
    assert target(None, {}).parameters == {}
    assert os.environ.get("DATABASE_URL") is None or target(None, {}).parameters == {}


@pytest.mark.parametrize("url", ["mysql://h/d", "postgres://[h/d"])
def test_refused(url: str) -> None:
    with pytest.raises(UsageError):
        target(url, {})


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1 WHERE a = :user_id", "SELECT 1 WHERE a = %(user_id)s"),
        ("SELECT '(?:a|b)' ~ '%'", "SELECT '(?:a|b)' ~ '%%'"),
        ("SELECT ':user' || ':x' AS y", "SELECT ':user' || ':x' AS y"),
        ("SELECT a::text, :needle", "SELECT a::text, %(needle)s"),
        ('SELECT "a:user_id", "%s" = :user_id', 'SELECT "a:user_id", "%%s" = %(user_id)s'),
        ('SELECT "a""\':user_id" = :user_id', 'SELECT "a""\':user_id" = %(user_id)s'),
        ("SELECT E'\\':user_id' || :needle", "SELECT E'\\':user_id' || %(needle)s"),
        ("-- the person's\nSELECT :user_id", "SELECT %(user_id)s"),
    ],
)
def test_only_the_known_parameters_are_parameters(sql: str, expected: str) -> None:
    assert named(sql, None).sql == expected
