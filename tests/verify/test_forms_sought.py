"""What is asked of a text before the forms of an id are looked for loses none of them."""

from __future__ import annotations

import itertools
import re
import warnings
from collections.abc import Callable, Iterator
from re import _parser as parser  # type: ignore[attr-defined]

import psycopg
import pytest

from operasure.checks import idforms
from operasure.core import terms
from operasure.database.naming import literal, named
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.samples import samples

Asked = Callable[..., list[bool]]

KIND = "group"
"""The kind of principal that has every form."""
FORMS = idforms.forms(KIND)
ONE_BY_ONE = " OR ".join(f"op_text ~* {literal(f.pattern.replace('{id}', '42'))}" for f in FORMS)
ALONE = "strpos(op_text, :needle) > 0 AND op_text ~ :alone"
PLAIN = f"{ALONE} AND ({ONE_BY_ONE})"
"""Whether a text shows the id, each form looked for by itself."""
SIGNS = ("u003", "u{", "x3", r"\%3", r"\%253", r"\%23", "&#", ";#", "Z2lkOi8v")
MARKED = " OR ".join(f"op_text LIKE '%{sign}%'" for sign in SIGNS)
ESCAPED = f"strpos(op_text, :needle) = 0 AND ({MARKED}) AND op_text ~* :coded"
BEHIND = f"{ALONE} AND op_text ~* :escape AND op_text ~* :words OR {ESCAPED}"
"""Whether a text may show it once its escapes are read: those of its digits, or of others."""
SOUGHT = [terms.maybe("op_text", column=column) for column in (True, False)]
SOUGHT.append(terms.held("op_text"))
"""Which rows a scan reads: of a column, of a text that is made of one, of a small table."""


@pytest.fixture(scope="module")
def asked(shared_database: MakeDatabase, server: Server) -> Iterator[Asked]:
    bound = idforms.parameters(42, KIND)
    with psycopg.connect(shared_database("empty-17.1", server), autocommit=True) as connection:

        def ask(texts: list[str], term: str, **changed: object) -> list[bool]:
            sql = (
                f"SELECT ({term}) FROM unnest(CAST(:texts AS text[])) "
                "WITH ORDINALITY AS op_asked(op_text, op_at) ORDER BY op_at"
            )
            ready = named(sql.replace("op_text", '(op_text COLLATE "C")', 1), None)
            given = ready.given({**bound, **changed, "texts": texts})
            rows = psycopg.RawCursor(connection).execute(ready.sql.encode(), given)
            return [bool(yes) for (yes,) in rows]

        yield ask


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_form_is_passed_over(asked: Asked, form: idforms.IdForm) -> None:
    texts = list(samples(form))
    shown, behind = asked(texts, PLAIN), asked(texts, BEHIND)
    # A long text is asked otherwise than a short one.
    longer = [[f"{text}{' x' * more}" for text in texts] for more in (0, terms.SHORT, terms.LONG)]
    ways = [asked(of, sought) for of in longer for sought in SOUGHT]
    found = [all(each) for each in zip(*ways, strict=True)]
    assert sum(shown) > 50, "the texts show the id indeed"
    assert any(b and not s for s, b in zip(shown, behind, strict=True))
    lost = [t for t, s, b, f in zip(texts, shown, behind, found, strict=True) if (s or b) and not f]
    assert lost == []


@pytest.mark.parametrize("number", [*range(1, 10), 10, 19, 36, 67, 777, 9136])
def test_a_number_has_one_of_its_characters_however_it_is_written(number: int) -> None:
    bound = idforms.parameters(number)
    characters = [str(c) for c in (bound["first"], bound["second"], bound["third"]) if c]
    # A hexadecimal code ends with the digit itself.
    ways = [(digit, f"&#{ord(digit)};", f"\\u{ord(digit):04x}") for digit in str(number)]
    texts = ["Z2lkOi8v", *map("".join, itertools.product(*ways))]
    assert [text for text in texts if not any(c in text for c in characters)] == []


def test_no_shorter_text_shows_an_id() -> None:
    """Every form at its shortest, with a number of one digit."""
    plain = (re.sub(r"\\[mM]", "", form.pattern.replace("{id}", "4")) for form in idforms.forms())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        assert min(parser.parse(pattern).getwidth()[0] for pattern in plain) == terms.LEAST


def test_what_is_passed_over_as_jsonb_is_empty(
    shared_database: MakeDatabase, server: Server
) -> None:
    """Its size alone tells an empty object or list from what holds anything."""
    kept = ['""', "0", "null", '[""]', '{"":0}', "[[]]", '["u.id=4"]', f'["{"x" * 10_000}"]']
    with psycopg.connect(shared_database("empty-17.1", server)) as connection:
        connection.execute("CREATE TEMP TABLE op_kept (value jsonb)")
        connection.cursor().executemany(
            "INSERT INTO op_kept VALUES (%s)", [(each,) for each in ("{}", "[]", *kept)]
        )
        sql = "SELECT CAST(value AS text) FROM op_kept WHERE pg_column_size(value) <= %s"
        passed = [text for (text,) in connection.execute(sql, [terms.NO_JSON])]
    assert sorted(passed) == ["[]", "{}"]


def test_each_sign_before_the_number_is_needed(asked: Asked) -> None:
    """One that is left out loses a text of some form: so the texts above try each of them."""
    signs, *others = re.split(r"\|(?=\\)", idforms.before().replace("{id}", "42"))
    weaker = [[signs.replace(sign, "", 1), *others] for sign in "#/=:\"'(,>-"]
    weaker += [[signs, *others[:i], *others[i + 1 :]] for i in range(len(others))]
    texts = [text for form in FORMS for text in samples(form, 60)] + ["owners: {7 42}"]
    texts = [text for text, shows in zip(texts, asked(texts, PLAIN), strict=True) if shows]
    assert all(asked(texts, "op_text ~* :near"))
    near = map("|".join, weaker)
    assert [each for each in near if all(asked(texts, "op_text ~* :near", near=each))] == []
