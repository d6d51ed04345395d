"""What is decoded here shows at least what the server's own expressions show."""

from __future__ import annotations

import base64
import json
import re

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openproject import schema
from operasure.core.legible import legible
from operasure.database.naming import named
from operasure.looks.mentions import places
from operasure.looks.mentions.coded import decode
from support.bench import LOADED, Bench
from support.databases import MakeDatabase
from support.instances import generated, observed
from support.planting import jwt

NAME = "Jürgen Müller"


@pytest.mark.parametrize(
    "template", [observed("before"), observed("after"), *map(generated, schema.VERSIONS)]
)
def test_nothing_that_the_server_decodes_is_missed(
    shared_database: MakeDatabase, template: str
) -> None:
    looked = 0
    with psycopg.connect(shared_database(template)) as connection:
        found = places.find(LOADED, Bench(connection).plan.catalogue)
        for source in found.sources:
            for field in (field for field in source.fields if field.coded):
                query = f"SELECT {field.value}, {field.checks[0].value} FROM {source.sql}"
                for stored, shown in connection.execute(named(query, "public").sql.encode()):
                    if stored is None:
                        continue
                    looked += 1
                    own = decode(stored.encode()).decode()
                    said = set(words(own))
                    assert all({w, w[1:]} & said for w in words(shown)), (field.column, stored)
    assert looked > 3


def words(text: str) -> list[str]:
    """Its words. A first letter may be none, but the length of a text that stands behind it."""
    return [word for word in re.findall(r"[^\W_]+", text) if len(word) > 2]


def test_base64() -> None:
    raw = b'\x04\x08{\x06I"' + NAME.encode() + b"\xff\x00\x80"
    packed = base64.encodebytes(raw)
    assert NAME in decode(packed).decode()
    assert NAME in decode(base64.b64encode(raw * 40)).decode()
    armoured = b"-----BEGIN A-B TOKEN-----\r\n" + packed + b"-----END A-B TOKEN-----"
    assert NAME in decode(armoured).decode()


@pytest.mark.parametrize("extra", ["", "x", "xx", "xxx"])
def test_claims_of_a_token(extra: str) -> None:
    text = decode(jwt({"name": NAME, "more": extra}).encode()).decode()
    assert json.loads(text.partition("\n\n")[0]) == {"name": NAME, "more": extra}


@pytest.mark.parametrize("words", ["Zaphod Quuxington", "Zaphod.Quuxington.", "see.Quuxington.now"])
def test_words_that_look_coded_are_read_as_they_stand(words: str) -> None:
    assert "Quuxington" in decode(words.encode()).decode()


def test_other_text_stays_what_it_is() -> None:
    for text in ("", "no base64, this", "-----", "a.b", NAME, "{}"):
        assert decode(text.encode()).decode().strip() in {text, ""} or "-----" in text


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_name_between_any_bytes_is_legible(before: bytes, after: bytes) -> None:
    shown = legible(before + b"\x00" + NAME.encode() + b"\x00" + after).decode()
    assert NAME in shown
    assert "\x00" not in shown


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_text_is_legible_as_it_is(text: str) -> None:
    assert legible(text.encode()).decode() == text.replace("\ufffd", " ")


@given(st.binary(max_size=300))
def test_any_value_is_read(value: bytes) -> None:
    decode(value).decode()
    decode(base64.b64encode(value)).decode()
