"""The follow-up beside a verification, and what a lost connection leaves of it."""

from __future__ import annotations

import pytest

from operasure.checks import selection
from operasure.core.errors import UsageError
from operasure.core.queries import load
from operasure.database.crew import LOST
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.snapshot.companion import Companion
from operasure.looks.snapshot.followup import FollowUpVerdict, Truth
from support.databases import MakeDatabase
from support.instances import observed
from support.snapshots import MADE, taken

QUERIES = load()


def test_another_person_s_snapshot_is_refused() -> None:
    companion = Companion(MADE, QUERIES)
    companion.belongs_to(42)
    with pytest.raises(UsageError, match="about the user 42, not 7"):
        companion.belongs_to(7)


def test_what_can_be_accepted() -> None:
    names = Companion(MADE, QUERIES).acceptable
    assert "follow-up/cw-02/work_packages.author_id" in names
    assert "follow-up/mention rewriting" in names
    assert "cw-02/changesets.committer:person" in names


def test_a_connection_that_is_lost_is_no_ground_to_call_anything_accounted(
    shared_database: MakeDatabase,
) -> None:
    url = shared_database(observed("after"))
    snapshot = taken(shared_database(observed("before")))
    companion = Companion(snapshot, QUERIES)
    with session(target(url, {}), Access(jobs=2)) as opened:
        made = selection.make(QUERIES, opened.catalogue)
        opened.readers[0].close()
        assert list(companion(opened, made))
        assert companion.found is not None
        assert companion.found.result() is FollowUpVerdict.LOSSES
        assert {told.truth for told in companion.found.foretold} == {Truth.CAME_TRUE}
        for reader in opened.readers:
            reader.close()
        assert list(companion(opened, made)) == []
    assert companion.found is not None
    assert companion.found.result() is FollowUpVerdict.INCOMPLETE
    assert {each.reason for each in companion.found.followed} == {LOST}
