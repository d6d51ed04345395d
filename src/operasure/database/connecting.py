"""Connect to a target as libpq does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import psycopg

from operasure.core.errors import NoDatabaseError
from operasure.database.target import Target, hide


def connect(target_: Target, settings: Mapping[str, str]) -> psycopg.Connection[Any]:
    """Connect to a target, with `settings` of libpq over its own. Each statement is on its own
    until a transaction is begun by hand, and nothing is asked before. Raises NoDatabaseError."""
    wanted: dict[str, Any] = {"connect_timeout": "10", **target_.parameters, **settings}
    try:
        return psycopg.connect(autocommit=True, prepare_threshold=None, **wanted)
    except psycopg.OperationalError as error:
        if not target_.parameters and not any(name.startswith("PG") for name in os.environ):
            raise NoDatabaseError(f"no database given: {target_.absent}") from None
        reason = hide(str(error), target_)
        raise NoDatabaseError(
            f"no connection to {target_.masked} (from {target_.source}): {reason}"
        ) from None
