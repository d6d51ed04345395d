"""What a control tells of a large table, of which it looks through the first blocks only."""

from __future__ import annotations

import psycopg
import pytest

from operasure.checks import control
from operasure.core.model import Control, Result
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import observed

UNUSED = 60
TABLE = """
    CREATE TABLE zz_large (
      id bigserial PRIMARY KEY, filler text, early_id int, late_id int, later_id int, never_id int,
      late_text text, never_text text);
    INSERT INTO zz_large (filler, early_id) SELECT repeat('x', 500), 7 FROM generate_series(1, 60);
    INSERT INTO zz_large (late_id) VALUES (7);
    INSERT INTO zz_large (later_id, late_text) VALUES (7, '');
"""


@pytest.mark.usefixtures("only_planted")
def test_a_place_is_empty_only_where_no_row_has_a_value(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "PAGES", 1)
    url = make_database(observed("after"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLE)
        connection.execute("VACUUM ANALYZE zz_large")
    run = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))
    told = {
        outcome.check.column.name: outcome.control
        for outcome in run.outcomes
        if outcome.check.table == "zz_large" and outcome.result is Result.CLEAR
    }
    late, never = Control(0, "first blocks"), Control(0, empty=True)
    assert told["early_id"] == Control(1)
    assert [told[name] for name in ("late_id", "later_id", "late_text")] == [late] * 3
    assert [told[name] for name in ("never_id", "never_text")] == [never] * 2
