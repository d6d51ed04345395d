"""Begins a case: its stated facts, its key, the snapshots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from operasure.cases import facts, folder, log
from operasure.cases.account import CaseAccounts
from operasure.cases.batch import BatchRequest
from operasure.cases.walk import Walk
from operasure.core import writing
from operasure.core.errors import UsageError

Ask = Callable[[bool], Mapping[str, Any]]
"""Asks a person for what is not stated; told whether the accounts are gone already."""


def begin(
    request: BatchRequest,
    walk: Walk,
    accounts: CaseAccounts,
    site_file: Path | None,
    ask: Ask | None,
) -> int:
    """Make the folder of a case, and take its first steps; returns their exit code. What is asked
    for is asked before anything but the folder is there. Raises UsageError and FolderBusy."""
    if (unlike := accounts.unlike()) and not request.same_person:
        raise UsageError(
            f"users {request.user_ids[0]} and {unlike[0]} have no name, login or address in "
            "common: --same-person (same_person in a file) says that they are one person's"
        )
    folder.begin(walk.path)
    with folder.held(walk.path):
        stated = {**request.stated, **(ask(not accounts.states) if ask else {})}
        content = facts.begin(request.user_ids, request.reference, walk.site, site_file, stated)
        writing.write(walk.path / folder.CASE, content)
        return walk.start()


def go_on(walk: Walk) -> int:
    """The same for a case that is there already: what it still lacks of its beginning is made."""
    with folder.held(walk.path):
        log.recover(walk.path)
        return walk.start()
