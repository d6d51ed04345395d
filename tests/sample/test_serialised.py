"""Ids inside YAML and JSON are found by what they mean, and replaced where they stand."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openproject.psych import Filter, query_filters, report_filters
from openproject.serialised import Subject, hits, replaced
from openproject.truth import Encoding

SUBJECT = Subject(42, frozenset({7}), 3)

QUERY = """---
assigned_to_id:
  :operator: "="
  :values:
  - '42'
  - '421'
cf_7:
  :operator: "="
  :values:
  - '42'
cf_8:
  :operator: "="
  :values:
  - '42'
project_id:
  :operator: "="
  :values:
  - '42'
"""

PROPS = '{"f":[{"n":"author","v":["42"]},{"n":"id","v":["42"]}]}'
LIST = '[{"attribute":"principal","values":["42"]},{"attribute":"id","values":["42"]}]'
ACTIONS = "---\n- - :notify\n  - - '41'\n    - '42'\n- - :status\n  - - '42'\n"
REPORT = "---\n:filters:\n- - LoggedById\n  - :values:\n    - '42'\n"
JOB = '{"arguments":[{"_aj_globalid":"gid://open-project/User/42"},42]}'

TAGGED = """---
author_id: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
  operator: "="
  values:
  - '42'
status_id: !map:HashWithIndifferentAccess
  operator: o
  values: []
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (QUERY, [(Encoding.YAML, "assigned_to_id"), (Encoding.YAML, "cf_7")]),
        (TAGGED, [(Encoding.YAML, "author_id")]),
        (ACTIONS, [(Encoding.YAML, "notify")]),
        (REPORT, [(Encoding.YAML, "loggedbyid")]),
        ("---\ngithub_user_id: '42'\nother: '42'\n", [(Encoding.YAML, "github_user_id")]),
        (f"---\nqueryProps: '{PROPS}'\n", [(Encoding.JSON, "author")]),
        (LIST, [(Encoding.JSON, "principal")]),
        (JOB, [(Encoding.GLOBAL_ID, "")]),
        ('{"arguments":["gid://open-project/User/421","gid://open-project/Project/42"]}', []),
        ('{"job_class":"Mails::ReminderJob","arguments":[42]}', [(Encoding.JSON, "arguments")]),
        ('{"author_id":[42,null],"project_id":[42,null]}', [(Encoding.JSON, "author_id")]),
        ('{"container_type":"Principal","container_id":42}', [(Encoding.JSON, "container_id")]),
        ('{"container_type":"WorkPackage","container_id":42}', []),
        ('{"href":"/api/v3/users/42","self":"/api/v3/users/421"}', [(Encoding.JSON, "href")]),
        ("42", []),
        ("20,42", []),
        ("{ no: [yaml", []),
        ("", []),
    ],
)
def test_only_persons_are_found(text: str, found: list[tuple[Encoding, str]]) -> None:
    assert [(hit.encoding, hit.detail) for hit in hits(text, SUBJECT)] == found


def test_replacing_changes_the_ids_alone() -> None:
    new = replaced(QUERY, hits(QUERY, SUBJECT))

    assert new.splitlines()[4] == "  - '3'"
    assert new.count("'42'") == 2
    assert hits(new, SUBJECT) == ()
    assert len(hits(new, Subject(3, frozenset({7}), 42))) == 2


def test_a_value_inside_a_value_stays_quoted() -> None:
    text = '---\nqueryProps: \'{"f":[{"n":"author","v":["42"]}],"name":"it\'\'s"}\'\n'
    new = replaced(text, hits(text, SUBJECT))

    assert yaml.safe_load(new) == {"queryProps": '{"f":[{"n":"author","v":["3"]}],"name":"it\'s"}'}


names = st.sampled_from(["author_id", "status_id", "subject", "cf_7", "cf_8", "watcher_id"])
values = st.lists(st.sampled_from(["42", "41", "me", "", "421", "x y"]), max_size=3)
filters = st.lists(
    st.builds(Filter, names, st.sampled_from(["=", "!", "o", "<>d"]), values.map(tuple)),
    max_size=5,
    unique_by=lambda each: each.name,
)


@given(filters, st.booleans())
def test_saved_filters_are_yaml_with_just_these_values(
    chosen: list[Filter], indifferent: bool
) -> None:
    text = query_filters(chosen, indifferent=indifferent)
    root = yaml.BaseLoader(text).get_single_data()
    colon = "" if indifferent else ":"
    read = {
        name: (each[f"{colon}operator"], tuple(each[f"{colon}values"]))
        for name, each in (root or {}).items()
    }

    assert read == {each.name: (each.operator, each.values) for each in chosen}
    persons = {"author_id", "watcher_id", "cf_7"}
    expected = [
        each.name for each in chosen if each.name in persons for v in each.values or () if v == "42"
    ]
    assert [hit.detail for hit in hits(text, SUBJECT)] == expected


@given(filters)
def test_saved_reports_are_yaml_too(chosen: list[Filter]) -> None:
    root = yaml.BaseLoader(report_filters(chosen)).get_single_data()

    assert [name for name, _ in root[":filters"] or []] == [each.name for each in chosen]
