"""Mentions in a file on disk during the run, so that a million of them need no memory.

SQLite's private temporary database: a file without a name that is gone when it is closed, and
that nobody else can open.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from operasure.core.model import RowId
from operasure.looks.mentions.locate import Located
from operasure.matching.seek import Seen
from operasure.matching.variants import GLUED_INITIAL, RANK

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8192;
CREATE TABLE seen (field, row, at, variant, rank, before, mention, after, passage);
CREATE INDEX seen_row ON seen (field, row);
CREATE TABLE located (field, row, key, number, path, project, author, account, day,
  PRIMARY KEY (field, row))
  WITHOUT ROWID;
CREATE TABLE listed (id, state, place, grp, field, row, key, number, path, project, author, at,
  variant, rank, before, mention, after, account, declared, entry, telling, historic, contested,
  day, common);
"""
_JOINED = """
SELECT s.field, s.row, l.key, l.number, l.path, l.project, l.author, l.account, s.at, s.variant,
       s.rank,
       s.before, s.mention, s.after, s.passage,
       row_number() OVER (PARTITION BY s.field, s.row, s.passage ORDER BY s.at), l.day
  FROM seen s LEFT JOIN located l ON l.field = s.field AND l.row = s.row
"""
_COLUMNS = (
    "id, state, place, grp, field, row, key, number, path, project, author, at, variant, rank, "
    "before, mention, after, account, declared, entry, telling, historic, "
    "contested, day"
)
_ANY_WORD = "rank = ? AND (variant = ? OR (mention GLOB '[a-z]*' AND mention = lower(mention)))"
"""Of what may be any word: an initial and the family name in one, or half a name that is written
in small letters."""
ALONE, FULL, STRUCTURED, PROJECT, WROTE = 16, 8, 4, 2, 1
"""What makes a mention telling, the weightiest first: no other person's name beside it, both
halves of the name, a column that is there to name a person, a project in which the person wrote, a
text that the person wrote."""


class Joined(NamedTuple):
    """A mention with where it stands; `number` is the position of its check among the field's.
    It is the `turn`-th of its passage in its place."""

    field: int
    row: int
    key: RowId | None
    number: int | None
    path: str | None
    project: str | None
    author: int | None
    account: int | None
    at: int
    variant: str
    rank: int
    before: str
    mention: str
    after: str
    passage: bytes
    turn: int
    day: str | None = None


class ListedMention(NamedTuple):
    """A mention as the work list has it, with its id, what was decided (`state`), the line that
    names its place, the group that it belongs to, and
    the other account that its row belongs to."""

    id: str
    state: str
    place: str
    group: str
    field: int
    row: int
    key: RowId
    number: int
    path: str | None
    project: str | None
    author: int | None
    at: int
    variant: str
    rank: int
    before: str
    mention: str
    after: str
    account: int | None = None
    declared: bool = False
    """Whether its column was declared to hold no person."""
    entry: str = ""
    """The same for all mentions that one decision may cover."""
    telling: int = 0
    historic: bool = False
    contested: bool = False
    day: str | None = None
    """When the row was written, as 2026-03-31."""


class Spool:
    """Takes mentions as they are seen, then where they stand, then lists them in any order.

    To be used in the thread that made it.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def add(self, field: int, row: int, seen: Iterable[Seen]) -> None:
        """Keep mentions of one row of one field."""
        self._db.executemany(
            f"INSERT INTO seen VALUES ({_marks(9)})",
            (
                (
                    field, row, s.at, s.variant, RANK[s.confidence],
                    s.before, s.mention, s.after, s.passage,
                )
                for s in seen
            ),
        )  # fmt: skip

    def distinct(self) -> None:
        """Keep each mention once, where a row may have been read again."""
        self._db.execute(
            "DELETE FROM seen WHERE rowid NOT IN "
            "(SELECT min(rowid) FROM seen GROUP BY field, row, at, variant)"
        )

    def drop_repeated(self, field: int, text: int) -> None:
        """Forget what a field repeats of another one of the same row."""
        self._db.execute(
            "DELETE FROM seen WHERE field = ? AND row IN (SELECT row FROM seen WHERE field = ?)",
            (field, text),
        )

    def fields(self) -> list[int]:
        """Every field with a mention."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT field FROM seen ORDER BY 1")]

    def rows(self, field: int) -> array[int]:
        """Every row of a field that holds a mention."""
        return array("Q", (row for row, _ in self.rows_of([field])))

    def rows_of(self, fields: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Every row of some fields that holds a mention, with the field; row by row."""
        marks = ", ".join("?" * len(fields))
        yield from self._db.execute(
            f"SELECT DISTINCT row, field FROM seen WHERE field IN ({marks}) ORDER BY row", fields
        )

    def locate(self, field: int, row: Located) -> None:
        """Keep where a row of a field stands."""
        self._db.execute(
            f"INSERT INTO located VALUES ({_marks(9)})",
            (
                field,
                row.place,
                row.key,
                row.check,
                row.path,
                row.project,
                row.author,
                row.account,
                row.day,
            ),
        )

    def joined(self) -> Iterator[Joined]:
        """Once everything is in: each mention, to be listed."""
        yield from (Joined(*row) for row in self._db.execute(_JOINED))

    def enter(self, entry: ListedMention) -> None:
        """Put a mention on the list."""
        self._db.execute(f"INSERT INTO listed ({_COLUMNS}) VALUES ({_marks(24)})", entry)

    def finish(self) -> None:
        """Free what only the gathering needed, weigh what stands in the person's projects, and
        count how often each word stands that may be just a word.
        """
        self._db.execute("DROP TABLE seen")
        self._db.execute("DROP TABLE located")
        self._db.execute("CREATE INDEX listed_place ON listed (place)")
        self._db.execute("CREATE INDEX listed_check ON listed (field, number, state, key)")
        self._db.execute(
            "UPDATE listed SET telling = telling | ? WHERE project IN "
            "(SELECT project FROM listed WHERE telling & ?)",
            (PROJECT, WROTE),
        )
        given = (RANK["possible"], GLUED_INITIAL)
        self._db.execute(
            "CREATE TABLE words AS SELECT lower(mention) AS word, count(*) AS n FROM listed "
            f"WHERE {_ANY_WORD} GROUP BY 1",
            given,
        )
        self._db.execute("CREATE UNIQUE INDEX words_word ON words (word)")
        self._db.execute(
            "UPDATE listed SET common = (SELECT n FROM words WHERE word = lower(mention)) "
            f"WHERE {_ANY_WORD}",
            given,
        )

    def counts(self) -> list[tuple[str, int, str, int]]:
        """Group, rank of the confidence, state, and how many mentions."""
        return self._db.execute(
            "SELECT grp, rank, state, count(*) FROM listed GROUP BY 1, 2, 3 ORDER BY 1, 2 DESC, 3"
        ).fetchall()

    def checks(self) -> list[tuple[int, int, int]]:
        """Field, position of the check, and how many rows hold a mention that is still open."""
        return self._db.execute(
            "SELECT field, number, count(DISTINCT row) FROM listed WHERE state = 'open' "
            "GROUP BY 1, 2"
        ).fetchall()

    def seen(self) -> list[tuple[int, int]]:
        """Field and position of every check with a mention, open or not."""
        return self._db.execute("SELECT DISTINCT field, number FROM listed").fetchall()

    def keys(self, field: int, number: int, limit: int) -> list[RowId]:
        """Keys of the rows of a check that hold a mention that is still open."""
        found = self._db.execute(
            "SELECT DISTINCT key FROM listed WHERE field = ? AND number = ? AND state = 'open' "
            "ORDER BY 1 LIMIT ?",
            (field, number, limit),
        )
        return [row[0] for row in found]

    def paths(self, limit: int) -> list[str]:
        """The paths of the mentions that are listed first, each once, so many at most."""
        found = self._db.execute(
            "SELECT path FROM listed WHERE state = 'open' AND path IS NOT NULL GROUP BY path "
            "ORDER BY max(rank) DESC, max(telling) DESC, path LIMIT ?",
            (limit,),
        )
        return [row[0] for row in found]

    def stands(self, place: str) -> bool:
        """Whether any mention stands in a place."""
        found = self._db.execute("SELECT 1 FROM listed WHERE place = ? LIMIT 1", (place,))
        return found.fetchone() is not None

    def listed(
        self, *, decided: bool = False, by_passage: bool = False, limit: int = -1
    ) -> Iterator[ListedMention]:
        """The list: what is open, or what is decided. What was decided about in ways that
        contradict each other comes first, then the surest, of these the most telling; words that
        may be no name at all come the later the more often each stands here. What stands
        in a column that was declared to hold no person comes behind the others of its confidence,
        and what belongs to other accounts last.

        With `by_passage` the same mentions in the order in which they are best worked through: all
        of one entry together, old versions at its end, and declared columns behind all others.
        """
        order = (
            "contested DESC, account IS NOT NULL, rank DESC, declared, telling DESC, common, "
            "grp, field, row, at"
        )
        first = f"FROM listed WHERE (state <> 'open') = ? ORDER BY {order} LIMIT ?"
        chosen = f"SELECT {_COLUMNS} {first}"
        if by_passage:
            chosen = (
                f"SELECT {_COLUMNS} FROM (SELECT *, row_number() OVER (ORDER BY {order}) AS turn "
                f"FROM (SELECT * {first})) ORDER BY contested DESC, account IS NOT NULL, declared, "
                "min(turn) OVER (PARTITION BY contested, entry), historic, turn"
            )
        yield from (ListedMention(*row) for row in self._db.execute(chosen, (decided, limit)))

    def close(self) -> None:
        """Delete everything."""
        self._db.close()


def _marks(count: int) -> str:
    return ", ".join("?" * count)
