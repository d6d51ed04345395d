"""On every server: exists before, the known leftovers after, clear once cleaned. That it is so in
every release, test_every_release.py holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import psycopg
import pytest

from openproject import schema
from openproject.clean import clean
from openproject.deletion import Deletion, Stage, delete_user
from openproject.invented import DemoPerson
from openproject.truth import Encoding, Truth
from operasure.core.model import Origin, Report, Result, Verdict
from operasure.database import openproject
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import generated

PERSON = DemoPerson()
BY_LOGIN = {Encoding.LOGIN, Encoding.MAIL, Encoding.NAME}


def run(url: str) -> Report:
    return verify(target(url, {}), VerifyOptions(PERSON.id))


def places(truth: Iterable[Truth], *, references: bool) -> Mapping[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in truth:
        if each.held and each.encoding.reference is references and each.encoding not in BY_LOGIN:
            found[each.table, each.column].add(each.key)
    return found


def seen(report: Report, origin: Origin) -> Mapping[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for outcome in report.outcomes:
        if outcome.check.origin is origin and outcome.rows:
            place = (outcome.check.table, outcome.check.column.name)
            found[place] |= {str(i) for i in outcome.row_ids}
    return found


def test_on_every_server(make_database: MakeDatabase, server: Server) -> None:
    url, version = make_database(generated("17.1"), server), "17.1"
    report = run(url)
    assert report.verdict is Verdict.NOT_DELETED
    assert report.installation.openproject == version
    assert [o.check.id for o in report.outcomes if o.result is Result.UNCHECKED] == []
    with psycopg.connect(url) as connection:
        deletion = delete_user(connection, version, PERSON)
    assert deletion.stage is Stage.DELETED
    report = run(url)
    assert report.verdict is Verdict.LEFTOVERS
    agree(report, deletion)
    with psycopg.connect(url) as connection:
        clean(connection, PERSON, deletion.truth)
    report = run(url)
    left = [o for o in report.outcomes if o.result is Result.LEFTOVER]
    assert [(o.check.id, o.row_ids) for o in left] == []
    assert report.verdict is Verdict.CLEAR


def agree(report: Report, deletion: Deletion) -> None:
    wanted = places(deletion.truth, references=True)
    found = seen(report, Origin.REFERENCE)
    assert {p: found.get(p, set()) for p in wanted} == wanted
    assert {p: ids for p, ids in found.items() if p not in wanted} == {}
    in_texts = places(deletion.truth, references=False)
    found = seen(report, Origin.TEXT)
    missed = {p: ids - found.get(p, set()) for p, ids in in_texts.items()}
    assert {p: ids for p, ids in missed.items() if ids} == {}


@pytest.mark.parametrize("version", schema.VERSIONS)
@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.REQUESTED, "queued since"),
        (Stage.FAILED, "ActiveRecord::InvalidForeignKey"),
        (Stage.NO_EFFECT, ""),
    ],
)
def test_an_unfinished_deletion_is_told(
    make_database: MakeDatabase, version: str, stage: Stage, words: str
) -> None:
    url = make_database(generated(version))
    with psycopg.connect(url) as connection:
        delete_user(connection, version, PERSON, stage, texts=False)
    with session(target(url, {}), Access(jobs=1)) as opened:
        subject = openproject.subject(opened.readers[0], PERSON.id)
    status = "marked deleted" if version == "17.1" else "locked"
    assert subject.state
    assert subject.state.startswith(status)
    assert words in subject.state
    if stage is Stage.NO_EFFECT and version == "17.1":
        assert "without effect" in subject.state
