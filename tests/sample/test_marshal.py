"""Session data is what Ruby's Marshal and Base64 make, and a user's id is found in it."""

import psycopg
from hypothesis import given
from hypothesis import strategies as st

from openproject.sessions import names_user, session_data
from operasure.core.marshal import decoded
from support import instances
from support.databases import MakeDatabase


def test_the_bytes_are_those_of_a_real_session(shared_database: MakeDatabase) -> None:
    with psycopg.connect(shared_database(instances.observed("before"))) as connection:
        row = connection.execute("SELECT data FROM sessions WHERE id = 40").fetchone()
    real = decoded(str(row and row[0]))
    mine = decoded(session_data({"user_id": 42, "_csrf_token": "tok0", "a": 1, "b": 2}))

    # Version, hash of four pairs, and the first two of them.
    end = real.index(b"tok0") + len(b"tok0\x06;\x00T")
    assert mine[:end] == real[:end]
    assert end > 40


@given(st.integers(1, 2**30 - 1), st.integers(1, 2**30 - 1), st.text(max_size=80))
def test_only_the_users_id_is_found(user: int, other: int, text: str) -> None:
    data = session_data({"token": text, "user_id": user, "work_package_id": other})

    assert names_user(data, user)
    assert names_user(data, other) is (user == other)
    assert all(len(line) <= 60 for line in data.splitlines())


def test_what_is_no_base64_holds_nobody() -> None:
    assert decoded("no base64 at all!") == b""
    assert not names_user("no base64 at all!", 42)


def test_the_frame_of_pem_is_no_content() -> None:
    assert decoded("-----BEGIN X-----\naGVs\nbG8=\n-----END X-----") == b"hello"
