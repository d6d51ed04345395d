"""Rows that the cache depends on, whose `updated_at` must change with a planned row.

A custom value is served as part of its work package: it is served as it was until that one's
`updated_at` moves. Which rows belong to which says queries/removal/touched.toml.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from operasure.database.reader import Reader, quoted
from operasure.erase import pieces
from operasure.erase.model import PlanRow
from operasure.erase.tables import Name, Owned, Tables, as_text, fetched, of_keys, rows, source


def of(
    reader: Reader, tables: Tables, child: Name, owned: Owned, keys: Collection[str]
) -> Iterator[tuple[Name, set[str]]]:
    """The rows that rows of `child` belong to, by table. May raise psycopg.Error."""
    if owned.id not in tables.columns.get(child, {}):
        return
    key, key_type = tables.key(child)
    class_ = quoted(owned.type) if owned.type else "''"
    sql = (
        f"SELECT DISTINCT CAST({class_} AS text) AS class, CAST({quoted(owned.id)} AS text) AS id "
        f"FROM {source(child)} WHERE {of_keys(quoted(key), key_type)} "
        f"AND {quoted(owned.id)} IS NOT NULL"
    )
    found: dict[str, set[str]] = {}
    for row in fetched(reader, sql, keys):
        found.setdefault(str(row["class"]), set()).add(str(row["id"]))
    for name, ids in found.items():
        if name in owned.tables:
            yield (child[0], owned.tables[name]), ids


def moved(reader: Reader, tables: Tables, name: Name, keys: Collection[str]) -> Iterator[PlanRow]:
    """These rows with the moment of this look as their own. May raise psycopg.Error."""
    moment = tables.moment(name)
    if moment is None:
        return
    column, type_ = moment
    now = as_text(f"CAST(now() AS {type_})", type_)
    shown = f"{as_text(quoted(column), type_)} AS before, {now} AS after"
    for row in rows(reader, tables, name, sorted(keys), shown, f"{quoted(column)} < now()"):
        yield PlanRow(str(row["key"]), edit=pieces.edit(str(row["before"]), str(row["after"])))
