"""OverdueRows rows, and the state of the built-in principals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg

from operasure.core.dates import utc
from operasure.core.queries import statement
from operasure.database.reader import Reader, reason
from operasure.database.session import Session
from operasure.looks.audit.model import BuiltInFault, OverdueRows, UnreadQuestion

_SINGLE = {
    "DeletedUser": "Deleted user",
    "AnonymousUser": "anonymous user",
    "SystemUser": "system user",
}


def overdue(
    opened: Session, doubted: Mapping[str, str]
) -> tuple[list[OverdueRows], list[UnreadQuestion]]:
    """Rows past the time at which a clean-up should have removed them, by table. `doubted` says why
    statements can't be trusted (`canary.doubted`)."""
    found: list[OverdueRows] = []
    unread: list[UnreadQuestion] = []
    for section in opened.catalogue.sections("audit/overdue", "what", "table", "keeps", "job"):
        head = section.header
        name = f"overdue rows of {head['table']}: {head['what']}"
        if why := doubted.get(f"overdue: {head['table']}, {head['what']}"):
            unread.append(UnreadQuestion(name, why))
            continue
        try:
            row = opened.readers[0].fetch(section.sql)[0]
        except psycopg.Error as error:
            unread.append(UnreadQuestion(name, reason(error)))
            continue
        if row["rows"]:
            oldest = utc(row["oldest"])
            found.append(
                OverdueRows(
                    head["what"], head["table"], row["rows"], oldest, head["keeps"], head["job"]
                )
            )
    return found, unread


def damages(
    reader: Reader, doubted: Mapping[str, str]
) -> tuple[list[BuiltInFault], list[UnreadQuestion]]:
    """A Deleted user that is missing, several, and built-in principals with somebody's data.

    The others are made again when first needed, so a missing one is no damage
    (app/models/system_user.rb, app/models/anonymous_user.rb of OpenProject 17.1).
    """
    if why := doubted.get("built-in"):
        return [], [UnreadQuestion("the built-in principals", why)]
    try:
        rows = reader.fetch(statement("audit/built-in"))
    except psycopg.Error as error:
        return [], [UnreadQuestion("the built-in principals", reason(error))]
    return [d for type_ in _SINGLE for d in _damaged(type_, rows)], []


def _damaged(type_: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[BuiltInFault]:
    name = _SINGLE[type_]
    own = [row for row in rows if row["type"] == type_]
    ids = tuple(int(row["id"]) for row in own)
    if not own and type_ == "DeletedUser":
        yield BuiltInFault(name, "There is none, so no row can belong to it.", ())
    if len(own) > 1:
        yield BuiltInFault(
            name, f"There are {len(own)}; OpenProject uses the one with the lowest id.", ids
        )
    for column, text in (
        ("named", "Its row contains a name that does not belong there."),
        ("reachable", "Its row contains a login or email address."),
        ("powerful", "It is an administrator."),
    ):
        marked = tuple(int(row["id"]) for row in own if row[column])
        if marked:
            yield BuiltInFault(name, text, marked)
