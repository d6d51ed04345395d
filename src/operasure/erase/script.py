"""The plan as one script for psql: one transaction, rolled back unless told to commit.

psql 11 or newer runs it alone. It stops at the first error, and PostgreSQL takes everything back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from operasure.core import keeping, psql
from operasure.core.legible import visible
from operasure.erase import in_use, sql
from operasure.erase.model import Action, Left, Part, PlanBatch, PlanHead, PlanStep
from operasure.erase.renames import is_name

LOCK_MS = 5_000
STATEMENT_MS = 900_000

_HEAD = """\
-- Removes what is left of the user {user_id} of OpenProject, as `operasure plan` wrote it from
-- what was seen {moment}. Read it before you run it:
--   psql -X -f SCRIPT "$URL"                  a dry run: everything is rolled back
--   psql -X -v commit=yes -f SCRIPT "$URL"    does it
-- Each statement changes only rows that are still as they were seen; others are named and left.
-- {preamble}
\\set ON_ERROR_STOP on
\\set ON_ERROR_ROLLBACK off
\\set QUIET on
\\pset pager off
\\if :{{?commit}}
\\else
\\set commit no
\\endif
BEGIN READ WRITE;
"""
_TALLY = """\
SELECT :planned = {rows} AND :done + :already + :changed + :gone = {rows} AS op_right,
       :changed > 0 AS op_changed_some, :gone > 0 AS op_gone_some,
       :op_done + :done AS op_done, :op_already + :already AS op_already,
       :op_changed + :changed AS op_changed, :op_gone + :gone AS op_gone,
       :op_left + :changed + :gone AS op_left \\gset
\\if :op_right
\\else
DO $stop$ BEGIN
  RAISE EXCEPTION 'operasure: a statement touched other rows than planned';
END $stop$;
\\endif
\\if :op_changed_some
\\echo '  changed since, and left alone:' :changed_rows
\\endif
\\if :op_gone_some
\\echo '  gone:' :gone_rows
\\endif
"""
_NAMES_FIRST = """\
\\echo '  names of stored files: sh FILES_SCRIPT commit goes before, sh FILES_SCRIPT finish after'
\\if :commit
\\if :{?names}
\\else
\\echo '  If each file has its new name, run this again with -v names=ready as well.'
DO $stop$ BEGIN
  RAISE EXCEPTION 'operasure: OpenProject would not find renamed files; nothing was changed';
END $stop$;
\\endif
\\endif
"""
_END = """\
\\echo
\\echo :op_done 'rows changed,' :op_left 'not changed.'
\\echo :op_already 'already as planned,' :op_changed 'edited since,' :op_gone 'already deleted.'
\\if :commit
COMMIT;
\\echo 'Committed. Now: operasure cache --evict, operasure verify, operasure find-mentions.'
\\else
ROLLBACK;
\\echo 'Dry run: everything was rolled back. Run again with -v commit=yes.'
\\endif
"""


def lines(head: PlanHead, parts: Iterable[Part]) -> Iterator[str]:
    """The script, piece by piece."""
    yield _HEAD.format(
        user_id=head.user_id,
        moment=f"{head.moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        preamble=json.dumps(keeping.preamble("script", head.delete_after)),
    )
    for setting in sql.settings(LOCK_MS, STATEMENT_MS):
        yield psql.one_line(f"{setting};\n")
    yield psql.one_line(f"{sql.guard(head)};\n")
    yield (
        "SELECT 0 AS op_done, 0 AS op_left, 0 AS op_already, 0 AS op_changed, 0 AS op_gone \\gset\n"
    )
    for part in parts:
        match part:
            case PlanStep():
                yield from _step(part)
            case PlanBatch():
                yield from _batch(part)
            case Left():
                yield f"\n-- Left: {visible(f'{part.check} ({part.rows}): {part.reason}')}\n"
    yield _END


def _step(step: PlanStep) -> Iterator[str]:
    yield f"\n-- {visible(step.check)}: {visible(step.why)}\n"
    shown = f"{step.place}: {'rows deleted' if step.action is Action.DELETE else step.action}"
    yield f"{psql.says(shown, 'op_shown').removesuffix(';')} \\gset\n\\echo :op_shown\n"
    if is_name(step):
        yield _NAMES_FIRST
    if in_use.is_open(step):
        yield f"{psql.says(in_use.BEFORE, 'op_shown').removesuffix(';')} \\gset\n"
        yield "\\echo '  before:' :op_shown\n"


def _batch(batch: PlanBatch) -> Iterator[str]:
    wanted, change = psql.one_line(sql.wanted(batch)), psql.one_line(sql.change(batch, MOMENT))
    already, changed, gone = (psql.one_line(term) for term in sql.unchanged(batch.step))
    # What a statement reads beside a change is the table before it.
    yield (
        f"WITH wanted AS MATERIALIZED ({wanted}),\n"
        f"changed AS ({change})\n"
        "SELECT pg_catalog.count(c.key) AS done, pg_catalog.count(*) AS planned,\n"
        f"       pg_catalog.count(*) FILTER (WHERE c.key IS NULL AND {already}) AS already,\n"
        f"       pg_catalog.count(*) FILTER (WHERE c.key IS NULL AND {changed}) AS changed,\n"
        f"       pg_catalog.count(*) FILTER (WHERE c.key IS NULL AND {gone}) AS gone,\n"
        f"       {_named(changed)} AS changed_rows,\n"
        f"       {_named(gone)} AS gone_rows\n"
        "  FROM wanted w LEFT JOIN changed c ON c.key = w.key\n"
        f"  LEFT JOIN {psql.one_line(sql.joined(batch.step))} \\gset\n"
    )
    yield _TALLY.format(rows=len(batch.rows))


def _named(term: str) -> str:
    """The keys of rows that were not changed, for this reason."""
    return (
        f"coalesce(pg_catalog.string_agg({_SHOWN_KEY}, ' ') "
        f"FILTER (WHERE c.key IS NULL AND {term}), '')"
    )


_SHOWN_KEY = (
    "pg_catalog.encode(pg_catalog.convert_to("
    "pg_catalog.concat(pg_catalog.to_json(w.key)), 'UTF8'), 'escape')"
)
"""A key as psql may print it: control characters as escapes of JSON, what is not ASCII in octal."""
MOMENT = "now"
"""What `updated_at` becomes: the moment of the transaction, as PostgreSQL reads this word."""
