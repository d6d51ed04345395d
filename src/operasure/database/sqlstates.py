"""Each SQLSTATE of PostgreSQL as a plain clause: what happened, and what to do.

Classes and codes are those of the PostgreSQL manual, appendix A. A code that is not named has the
words of its class. None of them says anything of the data.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "0A000": "this server, or a pooler in front of it, does not support what was asked; connect to "
    "PostgreSQL itself",
    "08P01": "the server, or a pooler in front of it, refused the transaction; a pooler must be in "
    "session or transaction mode, not in statement mode",
    "22021": "it contains bytes that are not text in the encoding of the database; have the "
    "table repaired",
    "22P05": "it, or the query, contains a character that the encoding of the database lacks",
    "25006": "the server does not allow writing: it is a standby, or the role is read-only",
    "25P03": "the server ended the idle connection",
    "25P04": "the transaction took longer than the server's transaction_timeout; raise it for this "
    "role",
    "40001": "another session interfered; run again",
    "40P01": "another session and this one waited for each other; run again",
    "42501": "no permission to read it",
    "42883": "its type can't be compared",
    "42P01": "the table is gone",
    "42703": "the column is gone",
    "53100": "the disk of the server is full; free space there",
    "53200": "the server is out of memory; run again with --jobs 1",
    "53300": "the server accepts no more connections; run again with --jobs 1",
    "54000": "a value is too large for the server to search, or contains more escaped text than "
    "is read (16 MB); look at its row by hand, or run find-mentions --user-id",
    "54011": "it has more columns than one statement can query; report it to the makers of "
    "operasure",
    "55000": "the server can't read it in its present state; an unlogged table can't be read on a "
    "standby, a materialised view must be refreshed first",
    "55P03": "locked by another session for longer than the lock timeout",
    "57014": "took longer than the statement timeout; allow more with --statement-timeout",
    "57P01": "the server is shutting down, or an administrator ended the connection; run again",
    "57P02": "the server crashed; run again once it is up",
    "57P03": "the server is starting or stopping; run again once it is up",
    "57P04": "the database was dropped",
    "57P05": "the server ended the idle session",
    "58030": "the server could not read its disk; look at its log, and check the disk",
    "58P01": "a file of the server is missing; look at its log, the database is damaged",
    "72000": "the snapshot is too old for the server; run again",
    "XX001": "the server found a damaged page; look at its log, and restore a backup or repair it",
    "XX002": "the server found a damaged index; rebuild it with REINDEX",
}
_STANDBY = (
    "run this on the primary, or set hot_standby_feedback = on or a longer "
    "max_standby_streaming_delay "
    "on the standby, or pause its replay during the run"
)
CONFLICT = (
    f"the standby cancelled it, since the primary removed rows that it still needed; {_STANDBY}"
)
LOST_STANDBY = (
    "the connection to the standby was lost, as happens when its replay can't wait any longer; "
    f"{_STANDBY}"
)
"""What a standby says with the codes of class 40, when its replay can't wait any longer (PostgreSQL
manual, 26.4.2 "Handling Query Conflicts")."""
_DATA = "a value in it can't be used in a calculation; look at the server's log"
_FAULT = "a fault of operasure or of the server; look at the server's log and report it"
_AGAIN = "the transaction is in an unexpected state; run again, without a pooler in between"
CLASSES: Mapping[str, str] = {
    "00": _FAULT,
    "01": _FAULT,
    "02": _FAULT,
    "03": "the statement had not ended; run again, without a pooler in between",
    "08": "the connection to the server failed; run again",
    "09": "a trigger failed; look at the server's log",
    "0A": CODES["0A000"],
    "0B": _AGAIN,
    "0F": _FAULT,
    "0L": "a right was given that the role does not have; check the grants",
    "0P": "the role is not valid; check its name and its grants",
    "0Z": _FAULT,
    "10": _DATA,
    "20": _FAULT,
    "21": _FAULT,
    "22": _DATA,
    "23": "a constraint of the database refuses it; look at the server's log",
    "24": _AGAIN,
    "25": _AGAIN,
    "26": "the prepared statement is gone; run again, without a pooler in between",
    "27": "a trigger refuses the change; look at the server's log",
    "28": "the server refuses the role or its password; check --database-url",
    "2B": "other objects depend on it",
    "2D": _AGAIN,
    "2F": "a function of the database failed; look at the server's log",
    "34": _AGAIN,
    "38": "a function of the database failed; look at the server's log",
    "39": "a function of the database failed; look at the server's log",
    "3B": _AGAIN,
    "3D": "there is no such database; check --database-url",
    "3F": "there is no such schema; check --schema",
    "40": "the server rolled it back; run again",
    "42": "the server does not understand the statement: its release, or an object in the "
    "statement, is not the expected one",
    "44": "a view refuses the row",
    "53": "the server lacks memory, disk or connections; see its log, and run again with --jobs 1",
    "54": "a limit of the server was exceeded: the value or the statement is too large",
    "55": "the server can't use it in its present state; run again later",
    "57": "the server was told to stop; run again",
    "58": "the operating system of the server reported an error; look at the server's log",
    "72": CODES["72000"],
    "F0": "the server's configuration is not valid; look at its log",
    "HV": "a foreign table can't be read; check the server that it points to",
    "P0": "a function or trigger of the database failed; look at the server's log",
    "XX": "internal error of the server; look at its log, the data may be damaged",
}
"""Every class of the manual."""


def words(sqlstate: str) -> str:
    """What a code means and what to do. One that nobody knows, such as an extension's, is named."""
    known = CODES.get(sqlstate) or CLASSES.get(sqlstate[:2])
    if known is None:
        return f"the server answered with error {sqlstate}; look for it in the server's log"
    named = sqlstate in CODES or sqlstate.endswith("000")
    return known if named else f"{known} (error {sqlstate})"
