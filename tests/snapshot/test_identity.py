"""What a person is known by is gathered from everywhere, and is what find-mentions can look for."""

from __future__ import annotations

import psycopg
import pytest

from openproject.invented import PERSON
from operasure.core import typed
from operasure.looks.snapshot.identity import from_mentions, searchable
from operasure.looks.snapshot.model import Known, KnownAs
from operasure.matching.given import Given, identity
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.reports.evidence import document, mentions_text
from operasure.reports.words import Words
from operasure.server.postgresql import Server
from support import databases
from support.instances import observed
from support.snapshots import Before, taken

AUDIT = """
INSERT INTO paper_trail_audits (item_type, item_id, event, object, object_changes, created_at)
VALUES ('Principal', 42, 'update',
  '{"firstname": "Jürgen", "lastname": "Altmann", "login": "altmann",
    "mail": "altmann@example.org"}',
  '{"lastname": ["Altmann", "Mittelmann"], "mail": ["altmann@example.org", "mittel@example.org"]}',
  now()),
  ('Principal', 41, 'update', '{"firstname": "Zoë", "lastname": "Nobody"}', NULL, now())
"""
COMMITS = """
UPDATE changesets SET committer = 'J. B. Ström <jbs@example.net>' WHERE user_id = 42
"""
PARTICIPANT = """
UPDATE meeting_participants SET name = 'Jürgen B. (extern)', email = 'extern@example.net'
 WHERE user_id = 42
"""
FIELD = """
UPDATE custom_values SET value = 'privat: jb@example.com'
 WHERE customized_type = 'Principal' AND customized_id = 42
   AND custom_field_id IN (SELECT id FROM custom_fields WHERE field_format IN ('string', 'text'))
"""
GITLAB = """
INSERT INTO gitlab_users (gitlab_id, gitlab_name, gitlab_username, gitlab_email, gitlab_avatar_url,
  created_at, updated_at)
VALUES (9, 'Jürgen am Git', 'jgit', 'JUERGEN.BRANDSTROEM@example.org', '', now(), now())
"""
FILES = """
UPDATE file_links
   SET origin_created_by_name = 'Brandström, J.', origin_last_modified_by_name = 'Zoë'
 WHERE creator_id = 42
"""
MENTION = """
UPDATE journals SET notes = '<mention class="mention" data-id="42" data-type="user" '
  || 'data-text="@Jürgen  Früher">@Jürgen Früher</mention>' WHERE id = 58
"""


@pytest.fixture(scope="module")
def known(any_server: Server) -> set[tuple[KnownAs, str]]:
    with databases.clone(any_server, observed("before")) as url:
        with psycopg.connect(url) as connection:
            for statement in (AUDIT, COMMITS, PARTICIPANT, FIELD, GITLAB, FILES, MENTION):
                assert connection.execute(statement.encode()).rowcount > 0
        return {(each.kind, each.value) for each in taken(url).known}


def test_every_source_is_asked(known: set[tuple[KnownAs, str]]) -> None:
    assert known >= {
        (KnownAs.NAME, "Jürgen Brandström"),
        (KnownAs.LOGIN, "j_brandstroem"),
        (KnownAs.MAIL, "juergen.brandstroem@example.org"),
        (KnownAs.PROVIDER_ID, "keycloak:j_brandstroem"),
        (KnownAs.NAME, "Jürgen Altmann"),
        (KnownAs.NAME, "Jürgen Mittelmann"),
        (KnownAs.LOGIN, "altmann"),
        (KnownAs.MAIL, "altmann@example.org"),
        (KnownAs.MAIL, "mittel@example.org"),
        (KnownAs.NAME, "J. B. Ström"),
        (KnownAs.MAIL, "jbs@example.net"),
        (KnownAs.NAME, "Jürgen B. (extern)"),
        (KnownAs.MAIL, "extern@example.net"),
        (KnownAs.FIELD, "privat: jb@example.com"),
        (KnownAs.MAIL, "jb@example.com"),
        (KnownAs.NAME, "Jürgen am Git"),
        (KnownAs.LOGIN, "jgit"),
        (KnownAs.NAME, "Brandström, J."),
        (KnownAs.NAME, "Jürgen Früher"),
    }


def test_nobody_else_is_taken_in(known: set[tuple[KnownAs, str]]) -> None:
    assert not [value for _, value in known if "Zoë" in value or "Nobody" in value]


@pytest.mark.parametrize("version", ["17.1", "12.0", "10.0"])
def test_every_release_says_who_the_person_is(before: Before, version: str) -> None:
    snapshot = before(version)
    found = {(each.kind, each.value) for each in snapshot.known}
    assert {
        (KnownAs.NAME, "Renée Østergård"),
        (KnownAs.LOGIN, "renee_o"),
        (KnownAs.MAIL, "renee.ostergard@example.org"),
    } <= found
    labels = {each.label for each in snapshot.account}
    assert {"State", "Language", "Administrator", "Created", "Group"} <= labels
    assert snapshot.unread == ()


def test_what_is_known_is_what_mentions_are_looked_for_by() -> None:
    found = searchable(
        [
            Known(KnownAs.NAME, PERSON.name, "the account", PERSON.given, PERSON.family),
            Known(KnownAs.NAME, "X", "meetings"),
            Known(KnownAs.NAME, "42", "meetings"),
            Known(KnownAs.LOGIN, "jb", "the account"),
            Known(KnownAs.LOGIN, "!", "the account"),
            Known(KnownAs.MAIL, "jb@example.com", "the account"),
            Known(KnownAs.MAIL, "no mail", "meetings"),
            Known(KnownAs.PROVIDER_ID, "saml:j.brand@example.com", "the account"),
            Known(KnownAs.PROVIDER_ID, "7", "the identity provider"),
            Known(KnownAs.FIELD, "Planning", "a custom field of the account"),
        ],
        42,
    )
    assert [str(name) for name in found.names] == ["Jürgen Brandström"]
    assert found.logins == ("jb",)
    assert set(found.mails) == {"jb@example.com", "j.brand@example.com"}
    assert found.user_ids == (42,)
    assert found.refused == ("!",)
    assert Matcher(found).find("Brandström, Jürgen")


def test_what_can_not_be_searched_for_is_told() -> None:
    """A result without a mention would else be taken for one of everything that is known."""
    logins = [Known(KnownAs.LOGIN, login, "the account") for login in ("a", "b", "jb")]
    one, other = searchable(logins[:2], 42), searchable(logins[1:], 43)
    together = identity([Given(names=("Jürgen Brandström",))], known=Identity.union([one, other]))
    assert together.refused == ("a", "b")
    counted = document.searched(together)
    assert (counted.logins, counted.refused) == (1, 2)
    shown = mentions_text.searched({"searched": typed.plain(counted), "subject": {}}, Words("en"))
    assert "1 name, 1 login, 2 more can't be searched for" in shown


def test_names_of_mentions_count_once() -> None:
    assert [k.value for k in from_mentions(["A  B", "A B", " ", "C"])] == ["A B", "C"]
