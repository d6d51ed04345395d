"""What a plan never includes unasked: rows of other accounts, and values OpenProject depends on.

A row of another account is left, whoever decided about it. A value on which the installation works
goes only where its name was given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from operasure.core.errors import UsageError
from operasure.core.queries import listed, statement
from operasure.database import accounts
from operasure.database.accounts import TableOwners
from operasure.database.reader import Reader, quoted
from operasure.erase.tables import Name, Tables, fetched, rows, source

SETTINGS = "settings"
UNFORESEEN = "declared to contain no person ({reason}): check how the program uses it first"
_SHOWN = 20


@dataclass(frozen=True)
class OtherRows:
    """Tells the rows of other accounts. `also` are accounts that are the person's, too."""

    reader: Reader
    tables: Tables
    accounts: TableOwners
    also: tuple[int, ...] = ()

    def of(self, name: Name, keys: Collection[str]) -> dict[str, int]:
        """Of rows of a table those that belong to another account, each with its id. May raise
        psycopg.Error."""
        owner = self.accounts.owner(name)
        if owner is None:
            return {}
        key, key_type = self.tables.key(name)
        whose = accounts.account(owner, "each", self.accounts.schema, self.also)
        sql = (
            f"SELECT key, account FROM (SELECT CAST(each.{quoted(key)} AS text) AS key, "
            f"{whose} AS account FROM {source(name)} AS each "
            f"WHERE each.{quoted(key)} = ANY (CAST(:keys AS {key_type}[]))) AS known "
            "WHERE account IS NOT NULL"
        )
        found = fetched(self.reader, sql, keys)
        return {str(row["key"]): int(row["account"]) for row in found}


def others(reader: Reader, tables: Tables, also: Iterable[int]) -> OtherRows:
    """Read to whom rows belong. Raises UsageError for an account in `also` that is used by
    somebody, or that is not there."""
    known = accounts.read(reader.fetch(statement("catalogue/accounts")), tables.schema)
    ids = tuple(dict.fromkeys(also))
    for id_ in ids:
        _check(reader, id_)
    return OtherRows(reader, tables, known, ids)


def _check(reader: Reader, id_: int) -> None:
    found = reader.fetch(statement("openproject/principal"), user_id=id_)
    if not found:
        raise UsageError(f"--also-account {id_}: there is no such account")
    type_, status = found[0]["type"], found[0]["status"]
    if type_ == accounts.PLACEHOLDER or (type_ == "User" and status == accounts.INVITED):
        return
    raise UsageError(
        f"--also-account {id_}: only a placeholder user, or an account that was invited and "
        f"never used, can be included; if another account is the same person's, delete it in "
        f"OpenProject"
    )


def refused(place: str, found: Mapping[str, int]) -> str:
    """Why rows of other accounts are left, naming them."""
    named = ", ".join(f"{place} {key}" for key in [*found][:_SHOWN])
    if len(found) > _SHOWN:
        named = f"{named} and {len(found) - _SHOWN} more"
    return f"refused, since it belongs to another account: {named}"


@dataclass
class Working:
    """Tells the values on which OpenProject works; `named` are those that may be changed. Where a
    column is `declared` to hold no person, nobody foresaw that one is taken out of it."""

    reader: Reader
    tables: Tables
    named: frozenset[str] = frozenset()
    declared: Mapping[tuple[Name, str], str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """Which of `named` were met."""

    def advice(self, name: Name, column: str) -> str | None:
        """What a person does instead of changing a value of this column; None for any other."""
        if why := self.declared.get((name, column)):
            return UNFORESEEN.format(reason=why)
        if name[0] != self.tables.schema:
            return None
        advice: str | None = listed("removal/working").get(name[1], {}).get(column)
        return advice

    def labels(self, name: Name, column: str, keys: Collection[str]) -> dict[str, str]:
        """What --settings calls each row of such a column. May raise psycopg.Error."""
        if name[1] != SETTINGS:
            return {key: f"{name[1]}.{column}:{key}" for key in keys}
        found = rows(self.reader, self.tables, name, keys, "name")
        return {str(row["key"]): f"{SETTINGS}.{row['name']}" for row in found}

    def allows(self, name: Name, column: str, label: str) -> bool:
        """Whether --settings names a row: by its own label, or by table and column."""
        wanted = {label}
        if name[1] == SETTINGS:
            wanted.add(label.removeprefix(f"{SETTINGS}."))
        else:
            wanted.add(f"{name[1]}.{column}")
        met = wanted & self.named
        self.used |= met
        return bool(met)
