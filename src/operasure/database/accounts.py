"""The account that a row belongs to: rows of another existing account may not be changed.

What belongs to an account says `queries/removal/accounts.toml`; of tables that are not named there
the catalogue says it (`queries/catalogue/accounts.sql`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from operasure.core.queries import listed
from operasure.database.naming import literal
from operasure.database.reader import quoted

SUCCESSOR = "DeletedUser"
"""The class of the account that takes the place of deleted ones: its rows are nobody's."""
PLACEHOLDER = "PlaceholderUser"
INVITED = 4
"""The status of an account that was invited and that nobody has used (app/models/principal.rb)."""
Name = tuple[str, str]


@dataclass(frozen=True)
class Owner:
    """Where a row says which account it belongs to.

    `column` holds the id, or with `through` (a table and its column, in the same schema) the `id`
    of a row there that has it. With `classes` only rows count whose `class_column` is one of them.
    """

    column: str
    class_column: str = ""
    classes: tuple[str, ...] = ()
    through: tuple[str, str] | None = None


@dataclass(frozen=True)
class TableOwners:
    """The owners of the tables of one database. `schema` is that of OpenProject's own tables."""

    schema: str
    owners: Mapping[Name, Owner] = field(default_factory=dict)

    def owner(self, name: Name) -> Owner | None:
        """Where rows of a table say to whom they belong; None where they belong to nobody."""
        return self.owners.get(name)


@cache
def _known() -> tuple[Mapping[str, Owner], frozenset[str]]:
    content = listed("removal/accounts")
    owners: dict[str, Owner] = {}
    for table, entry in content["tables"].items():
        there, _, column = entry.get("through", "").partition(".")
        owners[table] = Owner(
            entry["owner"],
            entry.get("class", ""),
            tuple(entry.get("classes", ())),
            (there, column) if there else None,
        )
    return owners, frozenset(content["shared"])


def read(rows: Iterable[Mapping[str, object]], schema: str) -> TableOwners:
    """The owners, from the rows of `queries/catalogue/accounts.sql`."""
    columns: dict[Name, dict[str, bool]] = {}
    for row in rows:
        name = str(row["schema"]), str(row["table"])
        columns.setdefault(name, {})[str(row["column"])] = bool(row["owns"])
    known, shared = _known()
    owners: dict[Name, Owner] = {}
    for name, own in columns.items():
        named = known.get(name[1]) if name[0] == schema else None
        if named is not None and _applies(named, own, columns, schema):
            owners[name] = named
        elif not (name[0] == schema and name[1] in shared):
            found = next((column for column, owns in own.items() if owns), None)
            if found is not None:
                owners[name] = Owner(found)
    return TableOwners(schema, owners)


def _applies(
    owner: Owner, own: Mapping[str, bool], columns: Mapping[Name, Mapping[str, bool]], schema: str
) -> bool:
    """Whether this release has the columns."""
    there = columns.get((schema, owner.through[0]), {}) if owner.through else {}
    return (
        owner.column in own
        and (not owner.class_column or owner.class_column in own)
        and (owner.through is None or owner.through[1] in there)
    )


def account(owner: Owner, row: str, schema: str, also: Sequence[int] = ()) -> str:
    """SQL: the id of the other account that a row belongs to, else NULL.

    `row` is what the row is called, quoted. `also` are accounts whose rows count as nobody's: a
    placeholder user, or an account that was invited and never used; no other can be one.
    """
    return f"(SELECT other.id {_other(owner, row, schema, also)} LIMIT 1)"


def belongs(owner: Owner, row: str, schema: str, also: Sequence[int] = ()) -> str:
    """SQL: whether a row belongs to another account. Else as `account`."""
    return f"EXISTS (SELECT 1 {_other(owner, row, schema, also)})"


def _other(owner: Owner, row: str, schema: str, also: Sequence[int]) -> str:
    id_ = f"{row}.{quoted(owner.column)}"
    if owner.through:
        table, column = owner.through
        id_ = (
            f"(SELECT owned.{quoted(column)} FROM {quoted(schema, table)} AS owned "
            f"WHERE owned.id = {id_})"
        )
    terms = [f"other.id = {id_}", f"other.type <> '{SUCCESSOR}'"]
    if owner.classes:
        among = ", ".join(map(literal, owner.classes))
        terms.append(f"CAST({row}.{quoted(owner.class_column)} AS text) IN ({among})")
    if also:
        ids = ", ".join(str(int(each)) for each in also)
        terms.append(
            f"NOT (other.id IN ({ids}) AND "
            f"(other.type = '{PLACEHOLDER}' OR other.status = {INVITED}))"
        )
    return f"FROM {quoted(schema, 'users')} AS other WHERE {' AND '.join(terms)}"
