"""Ids taken out of texts at once: the same as each form finds one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operasure.checks import idforms
from operasure.core.queries import statement
from operasure.core.terms import LONG, SHORT, bytewise, decoded
from operasure.looks.audit import control, scans
from operasure.looks.audit.audit import words
from operasure.server.postgresql import Server
from support.bench import Within
from support.databases import MakeDatabase
from support.samples import samples

LIVING, DELETED = 7, 3
FORMS = idforms.forms()


def tag(user_id: int, shown: str, kind: str = "user") -> str:
    return (
        f'<mention class="mention" data-id="{user_id}" data-type="{kind}" '
        f'data-text="@{shown}">@{shown}</mention>'
    )


class Asked:
    """A database with one living user and the Deleted user, and a text to ask about."""

    def __init__(
        self,
        connection: psycopg.Connection[tuple[object, ...]],
        other: psycopg.Connection[tuple[object, ...]],
    ) -> None:
        self.connection = connection
        # Apart from all forms at once: a connection keeps 32 compiled patterns, fewer than both
        # need together, and to compile one takes longer than all the rest.
        self.other = other
        self.reader: Any = Within(connection)
        self.bound: dict[str, Any] = scans.parameters(words(), [DELETED])
        self.sql = statement("audit/ids-in-text").replace(":body", "CAST(:needle AS text)")

    def rows(self, text: str) -> dict[int, tuple[bool, bool]]:
        found = self.reader.fetch(self.sql, needle=text, **self.bound)
        return {int(row["id"]): (row["certain"], row["shows"]) for row in found}

    def ids(self, text: str) -> set[int]:
        return set(self.rows(text)) - {DELETED}

    def shows(self, text: str) -> bool:
        return any(shows for _, shows in self.rows(text).values())

    def hinted(self, text: str) -> bool:
        """Whether a scan looks into the text at all."""
        reader: Any = Within(self.other)
        sql = f"SELECT {scans.hinted('CAST(:needle AS text)')} AS looked_into"
        [row] = reader.fetch(sql, needle=text, **self.bound)
        return bool(row["looked_into"])

    def one_by_one(self, texts: Sequence[str], candidates: set[int]) -> list[set[int]]:
        """Which of these ids `verify` finds in each of the texts. Each pattern is asked of all of
        them in turn, so that it is compiled once."""
        found: list[set[int]] = [set() for _ in texts]
        for user_id in candidates - {LIVING, DELETED}:
            patterns = idforms.parameters(user_id, "group")["patterns"]
            rows: Iterable[tuple[Any, ...]] = self.other.execute(
                "SELECT m.places FROM unnest(%s::text[]) AS p (pattern), LATERAL (SELECT "
                "array_agg(t.place) FROM unnest(%s::text[]) WITH ORDINALITY AS t (said, place) "
                "WHERE t.said ~* p.pattern) AS m (places)",
                (patterns, list(texts)),
            )
            for (places,) in rows:
                for place in places or ():
                    found[place - 1].add(user_id)
        return found


@pytest.fixture(scope="module")
def asked(shared_database: MakeDatabase, server: Server) -> Iterator[Asked]:
    url = shared_database("empty-17.1", server)
    with psycopg.connect(url) as connection, psycopg.connect(url, autocommit=True) as other:
        connection.execute(
            "INSERT INTO users (id, type, created_at, updated_at) VALUES "
            "(%s, 'User', now(), now()), (%s, 'DeletedUser', now(), now())",
            (LIVING, DELETED),
        )
        yield Asked(connection, other)
        connection.rollback()


def test_specimens_are_recognised(asked: Asked) -> None:
    assert control.recognised(asked.reader, asked.bound)
    for form in FORMS:
        assert asked.ids(form.specimen) - {LIVING} == {42}, form.name
        assert asked.ids(form.unlike) & {42} == asked.one_by_one([form.unlike], {42})[0], form.name


def test_specimens_inside_of_a_row_and_of_a_list_of_rows(asked: Asked) -> None:
    """Quotes are doubled there, and backslashes before them."""
    for form in FORMS:
        inside = re.sub(r'["\\]', r"\g<0>\g<0>", form.specimen)
        row = f'(7,"{inside}",)'
        listed = re.sub(r'["\\]', r"\\\g<0>", row)
        for text in (row, f'{{NULL,"{listed}"}}'):
            assert asked.ids(text) - {LIVING} == {42}, (form.name, text)
            assert asked.one_by_one([text], {42}) == [{42}], (form.name, text)


def test_a_server_that_recognises_too_little_is_noticed(asked: Asked) -> None:
    # The first form is that of tags, which are looked at for what they show as well.
    for deaf in range(1, len(FORMS)):
        takes = ["(nothing)" if i == deaf else t for i, t in enumerate(asked.bound["takes"])]
        assert not control.recognised(asked.reader, {**asked.bound, "takes": takes})


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_what_is_asked_first_loses_no_id(asked: Asked, form: idforms.IdForm) -> None:
    """A text is read once it has a sign, a digit behind it, and a word that every form has. As if
    each were read, but for those in which no digit stands behind a sign."""
    texts = [f"{text}{' x' * more}" for text in samples(form, 60) for more in (0, SHORT, LONG)]
    given = {**asked.bound, "texts": texts}
    asked_about = "unnest(CAST(:texts AS text[])) WITH ORDINALITY AS op_given (op_text, op_at)"
    rows = f"(SELECT {bytewise('op_text')}, op_at FROM {asked_about}) AS op_texts (op_body, op_at)"
    inner = statement("audit/ids-in-text").replace(":body", "op_plain")
    read = f"nullif(({decoded('op_body')}), op_body)"
    every = f"SELECT concat_ws(chr(10), op_body, {read}) OFFSET 0"

    def found(read: str, where: str, **bound: object) -> set[tuple[Any, ...]]:
        beside = f"CROSS JOIN LATERAL ({read}) AS op_read (op_plain)"
        beside += f" CROSS JOIN LATERAL ({inner}) AS op_found"
        sql = f"SELECT op_at, op_found.* FROM {rows} {beside} WHERE {where}"
        return {tuple(row.values()) for row in asked.reader.fetch(sql, **{**given, **bound})}

    ids = found(scans.reading("op_body"), scans.hinted("op_body"))
    assert len(ids) > 50
    assert ids == found(every, "op_body ~ :whole", hints=[""] * len(given["hints"]))
    unsigned = f"SELECT op_body FROM {rows} WHERE op_body ~ :whole AND op_body !~ :signs"
    assert asked.reader.fetch(unsigned, **given) == []


def test_a_connection_keeps_every_pattern_ready(asked: Asked) -> None:
    """It keeps 32, and makes each further one anew for every text."""
    sql = scans.hinted("op_body") + scans.reading("op_body") + statement("audit/ids-in-text")
    behind = r"(?:~\*?|regexp_matches\([^,']*,|substring\(\S+ FROM)\s*('(?:[^']|'')*'|:\w+)"
    patterns = set(re.findall(behind, sql))
    assert {":whole", ":pattern"} < patterns
    assert len(patterns) + len(asked.bound["hints"]) + len(asked.bound["takes"]) <= 32


def test_every_specimen_has_the_hint_of_its_form(asked: Asked) -> None:
    for form in FORMS:
        row = asked.connection.execute("SELECT %s ~* %s", (form.specimen, form.hint)).fetchone()
        assert row == (True,), form.name
        assert asked.hinted(form.specimen), form.name


IDS = st.sampled_from([5, LIVING, DELETED, 42, 421, 4_242])
PIECES = st.one_of(
    st.sampled_from(
        [" ", "\n", ", ", "<p>", "</p>", "it's ", '"', "'", "**", "#42 ", "version 12", "](", " > "]
    ),
    IDS.map(lambda i: tag(i, f"Zoë {i}")),
    IDS.map(lambda i: tag(i, "O'Brien")),
    IDS.map(lambda i: tag(i, str(i), "work_package")),
    IDS.map(lambda i: f"user#{i}"),
    IDS.map(lambda i: f"group#{i},"),
    IDS.map(lambda i: f"[A](/users/{i})"),
    IDS.map(lambda i: f"gid://open-project/User/{i}"),
    st.lists(IDS, min_size=1, max_size=4).map(
        lambda ids: "\nowner_ids:" + "".join(f"\n- {i}" for i in ids) + "\n"
    ),
    IDS.map(lambda i: f"author_id=+{i}&"),
    st.lists(IDS, min_size=1, max_size=4).map(
        lambda ids: '{"n":"assignee","o":"=","v":["' + '","'.join(map(str, ids)) + '"]}'
    ),
    st.lists(IDS, min_size=1, max_size=4).map(
        lambda ids: (
            "%7B%22assignee%22%3A%7B%22values%22%3A%5B%22"
            + "%22%2C%22".join(map(str, ids))
            + "%22%5D%7D%7D"
        )
    ),
    IDS.map(lambda i: f'"author_id": {i}'),
    IDS.map(lambda i: f"&lt;mention data-id=&quot;{i}&quot;&gt;@A&lt;/mention&gt;"),
)


@given(texts=st.lists(st.lists(PIECES, max_size=12).map("".join), min_size=6, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_ids_of_a_text_are_taken_out_at_once(asked: Asked, texts: list[str]) -> None:
    """300 texts."""
    candidates = {5, 42, 421, 4_242}
    for text, found in zip(texts, asked.one_by_one(texts, candidates), strict=True):
        assert asked.ids(text) & candidates == found
        assert asked.hinted(text) or not found


@pytest.mark.parametrize("word", words())
def test_the_deleted_user_in_any_language_is_no_name(asked: Asked, word: str) -> None:
    assert not asked.shows(f"Hi {tag(DELETED, word)}!")
    assert not asked.shows(f"Hi {tag(DELETED, word.lower())}!")
    assert asked.shows(f"Hi {tag(DELETED, word + ' Ø.')}!")


@pytest.mark.parametrize(
    "text",
    [
        tag(DELETED, "Zoë Müller"),
        tag(42, "Zoë Müller"),
        tag(DELETED, "Zoë Müller", "group"),
        f'<mention data-id="{DELETED}" data-type="user" data-text="@Deleted user">@Zoë</mention>',
        f'<mention data-id="{DELETED}" data-type="user" data-text="@Zoë">@Deleted user</mention>',
        f"<mention data-type='user' data-text='@Zoë' data-id='{DELETED}'></mention>",
        f'<mention data-id="{DELETED}" data-type="user" data-text="@Zoë"/> and more',
        f'{{"text":"<mention data-id=\\"{DELETED}\\" data-text=\\"@Zoë\\">@Zoë</mention>"}}',
        f"{tag(DELETED, 'Deleted user')} {tag(LIVING, 'Ann')} {tag(DELETED, 'Zoë > Co')}",
        f"<MENTION data-id={DELETED} data-text='@Zoë'>@Zoë</MENTION>",
    ],
)
def test_a_tag_that_shows_a_lost_name(asked: Asked, text: str) -> None:
    assert asked.shows(text)


@pytest.mark.parametrize(
    "text",
    [
        tag(LIVING, "Zoë Müller"),
        tag(DELETED, "Deleted user"),
        tag(DELETED, "Gelöschter Nutzer"),
        tag(DELETED, "3", "work_package"),
        tag(42, "42", "work_package"),
        f"<mention data-id='{DELETED}'>@ Deleted user </mention>",
        f"<mention data-id='{DELETED}'></mention>",
        f"<mention data-id='{DELETED}'/> Zoë wrote this",
        f"<mention data-id='{DELETED}'> Zoë wrote this and nobody closed the tag",
        "Zoë, user#3 and /users/3",
    ],
)
def test_a_tag_that_shows_none(asked: Asked, text: str) -> None:
    assert not asked.shows(text)


def test_a_text_shows_lost_names_once(asked: Asked) -> None:
    rows = asked.rows(f"{tag(DELETED, 'A')} {tag(42, 'B')} {tag(43, 'C')} user#44")
    assert set(rows) == {DELETED, 42, 43, 44}
    assert sum(shows for _, shows in rows.values()) == 1


def test_links_may_lead_elsewhere(asked: Asked) -> None:
    rows = asked.rows("https://elsewhere.example.org/users/42 and user#43 and /users/43")
    assert rows == {42: (False, False), 43: (True, False)}
