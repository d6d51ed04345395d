"""Checks the owner of each row again in the database that is written to, since a plan can be
old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.rows import dict_row

from operasure.core.queries import statement
from operasure.database import accounts
from operasure.erase.model import PlanBatch, PlanHead

Guard = Callable[[PlanBatch], PlanBatch]


def guard(connection: psycopg.Connection[Any], head: PlanHead) -> Guard:
    """What makes each batch leave rows of other accounts alone, whatever its plan says of them.
    May raise psycopg.Error."""
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(statement("catalogue/accounts").encode()).fetchall()
    known = accounts.read(rows, head.schema)

    def guarded(batch: PlanBatch) -> PlanBatch:
        step = batch.step
        owner = known.owner((step.schema, step.table))
        return replace(batch, step=replace(step, owner=owner, users=head.schema))

    return guarded
