"""The stored files of a plan as one shell script: a dry run unless told to commit.

A file that is renamed has both names for a while, the old one and the new one, since its row can't
change at the same moment: whichever the row has, OpenProject finds the file. In the end the
database says which name stays, so that the same two steps lead forward and back.

It steps into the folder of each file and asks the system where it is then (XCU, cd -P and pwd -P),
so that a link anywhere on the way, also one that appears later, leads to nothing being touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from itertools import chain

from operasure.core import keeping, psql, templates
from operasure.core.errors import UsageError
from operasure.database.naming import literal
from operasure.database.reader import quoted as column
from operasure.erase import sql
from operasure.erase.model import PlanHead
from operasure.erase.orphans import ELSEWHERE, Orphan
from operasure.erase.renames import Rename
from operasure.erase.tables import as_text, digest, source

KIND = "script for files"


def lines(
    root: bytes, orphans: Iterable[Orphan], renames: Sequence[Rename], head: PlanHead
) -> Iterator[str]:
    """The script, piece by piece, for the files below `root` (a path without links).

    Raises UsageError for the root of the whole system.
    """
    if root.strip(b"/") == b"":
        raise UsageError("--attachments-dir / is not a directory of OpenProject's own")
    return templates.pieces(
        __package__,
        "files.sh.j2",
        preamble=json.dumps(keeping.preamble(KIND, head.delete_after)),
        moment=f"{head.moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        day=f"{head.delete_after:%Y%m%d}",
        root=assigned("root", root),
        questions="\n".join(map(psql.one_line, _questions(renames, head))),
        calls=chain(map(_removal, orphans), map(_renaming, renames)),
    )


def _questions(renames: Sequence[Rename], head: PlanHead) -> Iterator[str]:
    """What `finish` asks, if there is anything to ask, an answer on a line: whether it is the
    database of the plan, then for each row the digest of the name that it has."""
    if not renames:
        return
    yield "SET search_path = pg_catalog;"
    yield "SET standard_conforming_strings = on;"
    yield "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
    yield f"SELECT {sql.identity(head.schema)} = {literal(head.identity)};"
    for each in renames:
        step = each.step
        key = f"CAST({literal(each.key)} AS {step.key_type})"
        yield (
            f"SELECT coalesce((SELECT {digest(as_text(column(step.column), step.type))} FROM "
            f"{source((step.schema, step.table))} WHERE {column(step.key)} = {key}), 'none');"
        )
    yield "ROLLBACK;"


Call = tuple[str, str, str]
"""What is given names for one file, the function of the script, and its arguments but the first,
the number of the file."""


def _removal(each: Orphan) -> Call:
    folder, slash, name = each.key.rpartition(b"/")
    named = f"{assigned('folder', slash + folder)}\n{assigned('name', name)}"
    shown = quoted(each.folder or ELSEWHERE)
    return named, "file", f'"$folder" "$name" {each.size} {each.sha256} {shown}'


def _renaming(each: Rename) -> Call:
    """The folder names nobody, so that it is shown as it is."""
    named = f"{assigned('folder', b'/' + each.folder)}\n{assigned('name', each.old)}\n"
    about = f"{each.size} {each.sha256} {each.was} {each.becomes} {each.folder.decode()}"
    return named + assigned("new", each.new), "rename", f'"$folder" "$name" "$new" {about}'


def assigned(variable: str, value: bytes) -> str:
    """Give a variable any bytes, in characters that can be shown on a terminal.

    What can't be shown is written in octal for `printf %b` (XCU, printf), with a letter behind it,
    since a line feed at the end would be lost.
    """
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = "\n"
    if text == "" or text.isprintable():
        return f"{variable}={quoted(text)}"
    plain = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b"\\'" else f"\\0{byte:03o}"
        for byte in value
    )
    return f"{variable}=$(printf '%b' '{plain}x'); {variable}=${{{variable}%x}}"


def quoted(text: str) -> str:
    """A word of the shell that means exactly this text."""
    return "'" + text.replace("'", "'\\''") + "'"
