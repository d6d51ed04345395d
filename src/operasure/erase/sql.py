"""The statements of a plan, the same for the script and for `operasure erase`.

Values stand in them as literals: keys, digests, ids, ranges of characters, and the texts that take
a passage's place. Each statement finds its rows by their keys, and changes only those that are
still as they were seen. Functions are named in full and the search path is the server's own, so
that nothing of the database's can take their place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from operasure.core import psql
from operasure.database import accounts
from operasure.database import settings as common
from operasure.database.naming import literal
from operasure.database.reader import quoted
from operasure.erase.busy import LOCK, WORDS
from operasure.erase.model import (
    Action,
    Link,
    Piece,
    PlanBatch,
    PlanHead,
    PlanRow,
    PlanStep,
    ValueEdit,
)
from operasure.erase.tables import among, as_text, digest, from_text, shown

THIS = "this_row"
"""The name of the changed table in every statement."""

OTHER_DATABASE = "this is not the database that the plan was made for"
OTHER_STATE = (
    "the migrations have changed since the plan was made (OpenProject or a plugin was updated, "
    "or an older backup restored): make a new plan"
)
NOT_DELETED = "the account still exists: delete it in OpenProject first"
LOST = (
    "the connection that keeps other runs out has ended; completed batches are committed: "
    "run the same command to continue"
)
OTHER_SUCCESSOR = "the Deleted user has changed: make a new plan"


AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"
"""What is wrong is told by the statement that does it."""


def array(values: Iterable[str | None], type_: str) -> str:
    """Texts as a literal array of a type."""
    return f"CAST({literal(among(values))} AS {type_}[])"


def settings(lock_ms: int, statement_ms: int) -> list[str]:
    """What holds for the transaction of a script: what statements mean, and how long it waits."""
    return [
        *(line.removesuffix(";") for line in common.script()),
        f"SET LOCAL lock_timeout = {lock_ms}",
        f"SET LOCAL statement_timeout = {statement_ms}",
        "SET LOCAL idle_in_transaction_session_timeout = 600000",
        AT_ONCE,
    ]


def identity(schema: str) -> str:
    """A digest that tells this database from every other, a copy of it by dump included."""
    parts = (
        "pg_catalog.current_database()",
        shown("(SELECT system_identifier FROM pg_catalog.pg_control_system())"),
        literal(schema),
    )
    return digest(" || E'\\n' || ".join(parts))


_TAKE = f"pg_catalog.pg_try_advisory_xact_lock({LOCK})"
TURN = f"SELECT {_TAKE}, pg_catalog.pg_backend_pid()"
"""Takes the lock of the database for the transaction; whether it could, and who holds it."""
FACTS = (
    "SELECT session_user, pg_catalog.current_setting('server_version'), pg_catalog.to_char("
    "pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()), 'YYYY-MM-DD HH24:MI:SS.US')"
)


def _holds(pid: int) -> str:
    """True while a connection holds the lock of this database."""
    number = LOCK & 0xFFFF_FFFF_FFFF_FFFF
    return (
        "EXISTS (SELECT 1 FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_database AS d "
        "ON d.oid = l.database WHERE d.datname = pg_catalog.current_database() "
        f"AND l.locktype = 'advisory' AND l.classid = {number >> 32} "
        f"AND l.objid = {number & 0xFFFF_FFFF} AND l.objsubid = 1 AND l.pid = {pid} AND l.granted)"
    )


def guard(head: PlanHead, holder: int | None = None) -> str:
    """A block that ends the transaction with an error in another database or another state, and
    where the lock is not held: by the connection `holder`, or else by this one from now on."""
    users, migrations = (quoted(head.schema, name) for name in ("users", "schema_migrations"))
    last = (
        f"(SELECT pg_catalog.max(pg_catalog.int8in(pg_catalog.textout(version))) FROM {migrations} "
        "WHERE version ~ '^[0-9]{1,18}$')"
    )
    mine, lost = (_TAKE, WORDS) if holder is None else (_holds(holder), LOST)
    terms = {
        f"NOT {mine}": lost,
        f"{identity(head.schema)} <> {literal(head.identity)}": OTHER_DATABASE,
        f"{last} IS DISTINCT FROM {head.last_migration or 'NULL'}": OTHER_STATE,
        f"EXISTS (SELECT 1 FROM {users} WHERE id = {head.user_id})": NOT_DELETED,
    }
    if head.deleted_user_id is not None:
        there = f"SELECT 1 FROM {users} WHERE id = {head.deleted_user_id} AND type = 'DeletedUser'"
        terms[f"NOT EXISTS ({there})"] = OTHER_SUCCESSOR
    checks = "\n".join(
        f"  IF {term} THEN\n    RAISE EXCEPTION {literal('operasure: ' + words)};\n  END IF;"
        for term, words in terms.items()
    )
    return psql.block(f"BEGIN\n{checks}\nEND")


def wanted(batch: PlanBatch) -> str:
    """The rows of a batch as a table: key, and what each must still be."""
    step, rows = batch.step, batch.rows
    keys = array((row.key for row in rows), step.key_type)
    if step.action is Action.SET:
        return f"SELECT unnest({keys}) AS key"
    if step.action is Action.DELETE:
        digests = array((row.digest or "" for row in rows), "text")
        return f"SELECT * FROM unnest({keys}, {digests}) AS w (key, before)"
    columns = [keys, *_edits(row.edit for row in rows)]
    names = "key, before, after, pieces"
    if step.beside:
        columns += _edits(row.beside for row in rows)
        names += ", before2, after2, pieces2"
    return f"SELECT * FROM unnest({', '.join(columns)}) AS w ({names})"


def _edits(edits: Iterable[ValueEdit | None]) -> list[str]:
    given = list(edits)
    return [
        array((e.before if e else "" for e in given), "text"),
        array((e.after if e else "" for e in given), "text"),
        array((written(e.pieces) if e else "[]" for e in given), "text"),
    ]


def written(pieces: Sequence[Piece]) -> str:
    """Pieces as JSON."""
    return json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))


def put_together(old: str, pieces: str) -> str:
    """The new value as SQL: the pieces of a JSON list put together, ranges from the old text."""

    def number(place: int) -> str:
        return f"pg_catalog.int4in(pg_catalog.textout(p.piece ->> {place}))"

    return (
        "coalesce((SELECT pg_catalog.string_agg(CASE pg_catalog.jsonb_typeof(p.piece) "
        "WHEN 'array' THEN "
        f"pg_catalog.substr({old}, {number(0)}, {number(1)}) "
        "ELSE p.piece #>> '{}' END, '' ORDER BY p.place) "
        f"FROM pg_catalog.jsonb_array_elements({from_text(pieces, 'jsonb')}) WITH ORDINALITY "
        "AS p (piece, place)), '')"
    )


def column_of(name: str) -> str:
    """A column of the changed table."""
    return f"{THIS}.{quoted(name)}"


def as_seen(step: PlanStep) -> str:
    """True where a row is still as it was seen, and belongs to no other account."""
    seen = _as_seen(step)
    if step.owner is None:
        return seen
    return f"{seen} AND NOT {accounts.belongs(step.owner, THIS, step.users, step.also)}"


def _as_seen(step: PlanStep) -> str:
    if step.action is Action.DELETE:
        terms = [f"{digest(shown(f'{THIS}.*'))} = w.before"]
        terms += [f"NOT {_pointed_at(link)}" for link in step.links]
        return " AND ".join(terms)
    column = column_of(step.column)
    if step.action is Action.SET:
        return f"{column} = {from_text(literal(step.seen), step.type)}"
    old = as_text(column, step.type)
    # And what is put together is what was planned: nothing else is ever written.
    term = f"{digest(old)} = w.before AND {digest(put_together(old, 'w.pieces'))} = w.after"
    if step.beside:
        old = as_text(column_of(step.beside[0]), step.beside[1])
        new = digest(put_together(old, "w.pieces2"))
        term += f" AND (w.before2 = '' OR {digest(old)} = w.before2 AND {new} = w.after2)"
    return term


def as_planned(step: PlanStep) -> str:
    """True where a row is already as the plan wants it (of rows that are there)."""
    if step.action is Action.DELETE:
        return "false"
    column = column_of(step.column)
    if step.action is Action.SET:
        return f"{column} IS NOT DISTINCT FROM {_new(step)}"
    return f"{digest(as_text(column, step.type))} = w.after"


def joined(step: PlanStep) -> str:
    """The rows of a step's table by the keys that are wanted, to be joined."""
    return f"{table(step)} ON {column_of(step.key)} = w.key"


def unchanged(step: PlanStep) -> tuple[str, str, str]:
    """Of a row that was not changed, with the table `joined`: whether it is as planned already,
    whether it is another one by now, whether it is gone."""
    there, planned = f"{THIS}.tableoid IS NOT NULL", f"coalesce({as_planned(step)}, false)"
    if step.action is Action.DELETE:
        return f"{THIS}.tableoid IS NULL", there, "false"
    return f"{there} AND {planned}", f"{there} AND NOT {planned}", f"{THIS}.tableoid IS NULL"


def _pointed_at(link: Link) -> str:
    child = quoted(link.schema, link.table)
    return (
        f"EXISTS (SELECT 1 FROM {child} AS child "
        f"WHERE child.{quoted(link.column)} = {column_of(link.parent_column)})"
    )


def _new(step: PlanStep) -> str:
    return "NULL" if step.value is None else from_text(literal(step.value), step.type)


def table(step: PlanStep) -> str:
    """The table of a step, under the name that its terms use."""
    return f"{quoted(step.schema, step.table)} AS {THIS}"


def _assignments(step: PlanStep, moment: str) -> str:
    if step.action is Action.SET:
        found = [f"{quoted(step.column)} = {_new(step)}"]
    else:
        old = as_text(column_of(step.column), step.type)
        new = from_text(put_together(old, "w.pieces"), step.type)
        found = [f"{quoted(step.column)} = {new}"]
    if step.beside:
        name, type_ = step.beside
        edited = from_text(put_together(as_text(column_of(name), type_), "w.pieces2"), type_)
        kept = f"CASE WHEN w.before2 = '' THEN {column_of(name)} ELSE {edited} END"
        found.append(f"{quoted(name)} = {kept}")
    if step.touched:
        name, type_ = step.touched
        found.append(f"{quoted(name)} = CAST({literal(moment)} AS {type_})")
    return ", ".join(found)


def change(batch: PlanBatch, moment: str) -> str:
    """The statement of a batch: changes the rows that are still as they were seen, and returns
    `key` of each. `moment` (UTC) is what `updated_at` becomes where the step touches it."""
    step = batch.step
    where = f"{column_of(step.key)} = w.key AND {as_seen(step)}"
    if step.action is Action.DELETE:
        return f"DELETE FROM {table(step)} USING wanted w WHERE {where} RETURNING w.key"
    return (
        f"UPDATE {table(step)} SET {_assignments(step, moment)} "
        f"FROM wanted w WHERE {where} RETURNING w.key"
    )


def change_and_keep(batch: PlanBatch, moment: str) -> str:
    """The same as one whole statement that returns what undoing needs, too: for a row that goes
    all of it as text; else key, the old value (NULL for SET, whose value the step knows), the one
    beside, and the old moment, as text; then the key that the row has from then on (its place is
    another one after a change), and the digests of what the value and the one beside became: a type
    may write them in another order, and a trigger may change them."""
    step = batch.step
    head = f"WITH wanted AS MATERIALIZED ({wanted(batch)})"
    if step.action is Action.DELETE:
        key, whole = shown("w.key"), shown(f"{THIS}.*")
        returning = f"RETURNING {key}, {whole}, NULL, NULL, {key}, NULL, NULL"
        where = f"{column_of(step.key)} = w.key AND {as_seen(step)}"
        return f"{head} DELETE FROM {table(step)} USING wanted w WHERE {where} {returning}"
    old = "CAST(NULL AS text)"
    if step.action is Action.EDIT:
        old = as_text(column_of(step.column), step.type)
    beside = (
        as_text(column_of(step.beside[0]), step.beside[1]) if step.beside else "CAST(NULL AS text)"
    )
    touched = shown(column_of(step.touched[0])) if step.touched else "CAST(NULL AS text)"
    held = (
        f"held AS MATERIALIZED (SELECT w.*, {old} AS held_old, "
        f"{beside} AS held_beside, {touched} AS held_moment "
        f"FROM {table(step)} JOIN wanted w ON {column_of(step.key)} = w.key "
        f"WHERE {as_seen(step)} FOR UPDATE OF {THIS})"
    )
    return (
        f"{head}, {held} UPDATE {table(step)} SET {_assignments(step, moment)} FROM held w "
        f"WHERE {column_of(step.key)} = w.key AND {as_seen(step)} "
        f"RETURNING {shown('w.key')}, w.held_old, w.held_beside, w.held_moment, "
        f"{shown(column_of(step.key))}, {digest(old)}, {digest(beside)}"
    )


def state(batch: PlanBatch, rows: Sequence[PlanRow]) -> str:
    """Of rows that were not changed: `key`, and whether each is as planned; those that are not
    there are left out."""
    chosen = PlanBatch(batch.step, batch.number, tuple(rows))
    step = batch.step
    return (
        f"WITH wanted AS MATERIALIZED ({wanted(chosen)}) SELECT {shown('w.key')}, "
        f"{as_planned(step)} FROM {table(step)} JOIN wanted w ON {column_of(step.key)} = w.key"
    )
