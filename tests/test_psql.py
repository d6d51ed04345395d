"""Whatever a name or a value is, in a script for psql it is one line and means itself."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core import psql
from operasure.database.naming import literal
from operasure.database.reader import quoted
from operasure.server.postgresql import Server
from support.names import harmful, hidden

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(CHARACTERS, max_size=40) | st.text(
    st.sampled_from("\n\r\\\\'\"$!uUE&:x0\x1b\u202e")
)


@pytest.fixture(scope="module")
def connection(any_server: Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(any_server.url("postgres"), autocommit=True) as opened:
        yield opened


@pytest.mark.parametrize("standard", ["on", "off"])
def test_any_name_and_text_is_one_line_and_means_itself(
    connection: psycopg.Connection[tuple[object, ...]], standard: str
) -> None:
    connection.execute(f"SET standard_conforming_strings = {standard}".encode())

    @given(st.lists(TEXTS, min_size=1, max_size=20))
    def look(texts: list[str]) -> None:
        for text in [*texts, *harmful(Path("/tmp/t"))]:
            name = text.encode()[:63].decode(errors="ignore") or "x"
            # As it is made for the server alone, then made fit for a script.
            sql = psql.one_line(f"SELECT {literal(text)} AS {quoted(name)}, {quoted('a')}.b")
            assert hidden(sql, "") == set()
            asked = psql.one_line(f"SELECT {literal(text)} AS {quoted(name)}")
            cursor = connection.execute(asked.encode())
            assert cursor.fetchone() == (text,)
            assert cursor.description is not None
            assert cursor.description[0].name == name

    look()


@given(TEXTS)
def test_a_block_ends_where_it_ends(text: str) -> None:
    made = psql.block(f"BEGIN {literal(text)} $guard$ $guard_$ END")
    tag = made.split()[1]
    assert made.count(tag) == 2
    assert made.endswith(tag)


@pytest.mark.skipif(which("sh") is None, reason="no shell")
def test_no_text_ends_a_here_document(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for name in harmful(trace):
        sql = psql.one_line(f"SELECT {literal(name)} AS {quoted(name)};")
        script = f"cat <<'END_OF_SQL'\n{sql}\nEND_OF_SQL\n"
        done = subprocess.run(["sh"], input=script, capture_output=True, text=True, check=True)
        assert done.stdout == f"{sql}\n"
    assert not trace.exists()
