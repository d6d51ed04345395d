"""Reading the texts finds every cell that was observed to name the person."""

import unicodedata

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openproject.invented import PERSON, DemoPerson
from openproject.look_texts import UNREAD, Names, mentions
from openproject.truth import Encoding
from operasure.demo.instance import STATES, State
from support import instances
from support.databases import MakeDatabase
from support.observed import Place, document, places

# Ways of naming somebody that are no whole name: those are for a search, not for this look.
PARTS = ("text: last name only", "text: first name only")


def named_cells() -> set[Place]:
    return {
        (row["table"], row["column"], row["id"])
        for row in document("identity")["rows"]
        if row["table"] not in UNREAD
        and not all(each.startswith(PARTS) for each in row["spellings"])
    }


def test_every_cell_that_was_planted_is_found(shared_database: MakeDatabase) -> None:
    with psycopg.connect(shared_database(instances.observed("before"))) as connection:
        found = {(truth.table, truth.column, truth.key) for truth in mentions(connection, PERSON)}

    assert len(named_cells()) > 700
    assert named_cells() - found == set()


@pytest.mark.parametrize("state", STATES)
def test_what_is_found_was_observed(state: State, shared_database: MakeDatabase) -> None:
    with psycopg.connect(shared_database(instances.observed(state))) as connection:
        found = {(truth.table, truth.column, truth.key) for truth in mentions(connection, PERSON)}

    observed = {*places(state, worded=True), *places(state, worded=False)}
    assert found - observed == set()


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ('<mention data-id="42" data-type="user">@X</mention>', {Encoding.TAG}),
        ("<mention data-type='user' data-id='42'>@X</mention>", {Encoding.TAG}),
        ("<MENTION data-id=42>@X</MENTION>", {Encoding.TAG}),
        ('<mention data-id="42" data-type="work_package">#42</mention>', set()),
        ('<mention data-type="group" data-id="42">@G</mention>', set()),
        ('<mention data-id="421" data-type="user">@P</mention>', set()),
        ("user#42", {Encoding.HASH}),
        ("USER#42.", {Encoding.HASH}),
        ("user#421 superuser#42 #42 ##42 group#42", set()),
        ('user:"renee_o"', {Encoding.HASH, Encoding.LOGIN}),
        ("see /users/42 and more", {Encoding.LINK}),
        ("see /users/421", set()),
        ("Renée  Østergård", {Encoding.NAME}),
        ("ØSTERGÅRD, RENÉE", {Encoding.NAME}),
        ("R. Oestergaard", {Encoding.NAME}),
        ("Ren&eacute;e &Oslash;sterg&aring;rd", {Encoding.NAME}),
        ("renee_o", {Encoding.LOGIN}),
        ("renee_other, xrenee_o, renee_o2", set()),
        ("repo-renee_o.git", {Encoding.LOGIN}),
        ("renee-oestergaard", {Encoding.NAME}),
        ("RENEE.OSTERGARD@example.org", {Encoding.MAIL}),
        ("Ingrid Østergård", set()),
    ],
)
def test_ways_of_naming(text: str, ways: set[Encoding]) -> None:
    assert set(Names(DemoPerson()).found(text)) == ways


@given(st.sampled_from(sorted(DemoPerson().spellings.values())), st.text(), st.text())
def test_nothing_is_left_of_a_name_that_is_blotted_out(form: str, head: str, tail: str) -> None:
    names = Names(DemoPerson())
    text = f"{head} {form} {tail}"

    assert names.found(text)
    assert not names.found(names.blotted(text))
    assert unicodedata.normalize("NFC", form) not in unicodedata.normalize(
        "NFC", names.blotted(text)
    )
