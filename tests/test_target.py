"""Which database is meant, however it is written, and that no password is ever shown."""

from __future__ import annotations

import os
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from operasure.core.errors import NoDatabaseError, OperasureError, UsageError
from operasure.database.reader import Reader
from operasure.database.target import hide, target
from operasure.server.postgresql import Server

SCHEMES = ("postgres", "postgresql", "postgis")
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


@example("data")
@given(st.text(max_size=60))
def test_whatever_is_given_is_read_or_refused_in_one_line(text: str) -> None:
    message = ""
    try:
        target(text, {})
    except OperasureError as error:
        message = str(error)
    assert "\n" not in message
    # A word of the message itself may be given, too.
    fixed = "--database-url is not a database URL; give postgres://USER@HOST/DATABASE"
    assert len(text.strip()) < 4 or text not in message.replace(fixed, "")


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
    "torn",
    [
        "op:ab/SECRET@h/w",
        "op:12/SECRET@h/w",
        "op:12?SECRET@h/w",
        "op:12#SECRET@h/w",
        "op:SECRET#x@h/w",
        "op:p@SECRET@h/w",
        "op:p@h:SECRET/w",
        "op:[SECRET@h/w",
        "SECRET:x/y@h/w",
        "op:p@/SECRET@h/w",
    ],
)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_a_password_that_tears_a_url_apart_is_refused_unseen(scheme: str, torn: str) -> None:
    for variable in ("OPERASURE_DATABASE_URL", "OPENPROJECT_DB_URL", "DATABASE_URL"):
        with pytest.raises(UsageError) as refused:
            target(None, {variable: f"{scheme}://{torn}"})
        assert "SECRET" not in str(refused.value)
        assert variable in str(refused.value)


@example("%aa")  # No text in UTF-8.
@example("@/")
@given(secret=st.text("abc/?#@:[]%&=, ", min_size=1, max_size=12))
def test_a_password_as_it_is_becomes_no_host_and_no_name(secret: str) -> None:
    shown = ""
    try:
        shown = target(f"postgres://op:X{secret}X@db.example:5433/open", {}).masked
    except UsageError as refused:
        shown = str(refused)
    assert "X" not in shown.replace("DATABASE", "")


def test_a_connection_within_a_name_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        target("host=h dbname=postgres://u:SECRET@h/d", {})
    assert "SECRET" not in str(refused.value)


@pytest.mark.parametrize("url", ["postgres://h/d?ssl=true", "postgres://h/d?pool=5&ssl=true"])
def test_ssl_is_asked_for_as_psql_asks(url: str) -> None:
    assert target(url, {}).parameters == {"host": "h", "dbname": "d", "sslmode": "require"}


@pytest.mark.parametrize(
    "parameter",
    "ssl=1 ssl=verify-full SSL=true sslMode=require ssl_mode=REQUIRED sslca=/x tls=1 useSSL=true "
    "requireAuth=scram channelBinding=require verify=full krbsrvname_=x sslPassword=x".split(),
)
def test_what_asks_for_security_is_never_left_out(parameter: str) -> None:
    name, _, value = parameter.partition("=")
    with pytest.raises(UsageError, match=f"{name} .*concerns security"):
        target(f"postgres://h/d?{parameter}", {})
    if name.islower():
        with pytest.raises(UsageError, match=f"OPENPROJECT_DB_{name.upper()} .*concerns security"):
            target(None, {f"OPENPROJECT_DB_{name.upper()}": value})


def test_openproject_s_variables_fill_what_its_url_leaves_open() -> None:
    environment = {
        "DATABASE_URL": "postgres://op@db/open?pool=5",
        "OPENPROJECT_DB_PASSWORD": "p/w",
        "OPENPROJECT_DB_USERNAME": "another",
        "OPENPROJECT_DB_SSLMODE": "verify-full",
        "OPENPROJECT_DB_SSLROOTCERT": "/etc/ca.pem",
        "OPENPROJECT_DB_SSL_MIN_PROTOCOL_VERSION": "TLSv1.2",
        "OPENPROJECT_DB_POOL": "20",
        "OPENPROJECT_DB_ENCODING": "unicode",
        "OPENPROJECT_DB_APPLICATION_NAME": "openproject",
        "OPENPROJECT_DB_STATEMENT_TIMEOUT": "90s",
        "OPENPROJECT_DB_CHANNEL_BINDING": "",
    }
    found = target(None, environment)
    assert found.parameters == {
        "host": "db", "user": "op", "dbname": "open", "password": "p/w", "sslmode": "verify-full",
        "sslrootcert": "/etc/ca.pem", "ssl_min_protocol_version": "TLSv1.2",
    }  # fmt: skip
    for name in ("DATABASE_URL", "OPENPROJECT_DB_PASSWORD", "OPENPROJECT_DB_SSLMODE"):
        assert name in found.source
    assert "OPENPROJECT_DB_USERNAME" not in found.source
    environment["OPENPROJECT_DB_URL"] = "postgres://other/open"
    found = target(None, environment)
    assert (found.parameters["host"], found.parameters["user"]) == ("other", "another")
    assert target("postgres://mine/x", environment).parameters == {"host": "mine", "dbname": "x"}


def test_openproject_s_variables_alone() -> None:
    environment = {
        "OPENPROJECT_DB_HOST": "db", "OPENPROJECT_DB_PORT": "5433",
        "OPENPROJECT_DB_DATABASE": "open", "OPENPROJECT_DB_USERNAME": "op",
        "OPENPROJECT_DB_PASSWORD": "it's \\ = odd",
    }  # fmt: skip
    assert target(None, environment).parameters == {
        "host": "db", "port": "5433", "dbname": "open", "user": "op", "password": "it's \\ = odd",
    }  # fmt: skip


def test_a_secret_of_a_key_is_not_shown_either() -> None:
    chosen = target(None, {"OPENPROJECT_DB_SSLPASSWORD": "SECRET", "DATABASE_URL": "postgres://h"})
    assert hide("could not load key with SECRET", chosen) == "could not load key with ***"


def test_a_server_without_tls_is_not_read_in_plain_text(any_server: Server) -> None:
    for chosen in (
        target(f"{any_server.url()}?ssl=true", {}),
        target(None, {"DATABASE_URL": any_server.url(), "OPENPROJECT_DB_SSLMODE": "require"}),
    ):
        with pytest.raises(NoDatabaseError, match="does not support SSL"):
            Reader(chosen)
