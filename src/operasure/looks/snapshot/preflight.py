"""What will block the deletion, what it will damage, and what to do before it.

Each risk is looked for in the live database, as far as its release knows the cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import psycopg

from operasure.core.legible import count
from operasure.core.model import Check, Column, Compare, Expected, Origin, RowId
from operasure.core.queries import statement
from operasure.database.reader import quoted, reason
from operasure.database.release import known
from operasure.looks.snapshot.context import Context
from operasure.looks.snapshot.damage import pattern, reports, rewritten_texts
from operasure.looks.snapshot.model import AtRisk, Risk, Severity
from operasure.looks.snapshot.packing import Packer, row_id

SHOWN = 1000
"""Rows of one risk that a snapshot names where the follow-up does not need all."""
_DEALT_WITH = {Expected.DELETED_USER, Expected.NULL, Expected.ROW_DELETED}
_REFUSES, _DELETES = {"a", "r"}, {"c"}

Look = Callable[[Context], Iterator[Risk]]


def risks(context: Context) -> tuple[list[Risk], list[tuple[str, str]]]:
    """All risks, and the looks that failed, each with the reason."""
    found: list[Risk] = []
    unread: list[tuple[str, str]] = []
    for look in LOOKS:
        try:
            found += ahead(context, look)
        except psycopg.Error as error:
            name = look.__name__.strip("_").replace("_", " ")
            unread.append((f"preflight: {name}", reason(error)))
    order = list(Severity)
    return sorted(found, key=lambda risk: order.index(risk.severity)), unread


def ahead(context: Context, look: Look) -> Iterator[Risk]:
    """What a look foresees, with the release that it is true of where this may be another."""
    beyond = context.session.installation.beyond and look in _FORETELL
    for risk in look(context):
        yield _until_read(risk) if beyond else risk


def _until_read(risk: Risk) -> Risk:
    return replace(
        risk,
        text=f"In OpenProject up to {known().read}: {risk.text}",
        remedy="Delete the user in a copy of the installation first, to see whether it still "
        f"applies. If it does: {risk.remedy}",
    )


def release(context: Context) -> Iterator[Risk]:
    """A release whose deletion is not known."""
    facts = context.session.installation
    if facts.beyond:
        yield Risk(
            "release",
            Severity.UNKNOWN,
            f"This is OpenProject {facts.openproject or 'of an unnamed release'}, and this version "
            f"knows the deletion of releases up to {known().read}: it does not know what the "
            f"deletion of this release does in addition. How the release was known: "
            f"{facts.known_by}.",
            "Look for a version of operasure that knows your release, or delete the user in a "
            "copy of the installation first and compare.",
        )


def state(context: Context) -> Iterator[Risk]:
    """A deletion that is queued or failed, and an account that can still be used."""
    words, _, job = (context.subject.state or "").partition("; ")
    if "queued" in job or "running" in job:
        yield Risk(
            "deletion under way",
            Severity.NOTICE,
            f"The account is {words}; {job}. What is read now may change while it runs.",
            "Take the snapshot again if the deletion fails; else keep this one.",
        )
    elif job:
        yield Risk(
            "deletion failed",
            Severity.BLOCKS,
            f"The account is {words}; {job}. OpenProject does not try again by itself.",
            "Resolve what the other entries name as obstacles, then delete the user again.",
        )
    elif words == "active":
        yield Risk(
            "account in use",
            Severity.NOTICE,
            "The account is active: rows that are written in its name while the deletion runs "
            "can make the deletion fail.",
            "Lock the account first and let its background jobs end.",
        )


def foreign_keys(context: Context) -> Iterator[Risk]:
    """Foreign keys to users that no known step of the deletion deals with: a plugin's, or those of
    a release that is newer than what is known here."""
    checks = {c.column: c for c in context.checks if _whole(c)}
    reader, own = context.session.readers[0], context.session.catalogue.schema
    for key in reader.fetch(statement("preflight/foreign-keys"), schema=own):
        column = Column(key["table"], key["column"])
        check = checks.get(column) if key["schema"] == own else None
        if key["action"] not in _REFUSES | _DELETES:
            continue
        if check is not None and _dealt_with(check):
            continue
        rows = _referring(context, key["schema"], column)
        total, shown = sum(c.count for c in rows.finish()), _first(rows)
        if not total:
            continue
        at_risk = tuple(AtRisk(column.table, column.name, i) for i in shown)
        if key["action"] in _DELETES:
            context.cascades[column.table] = rows.finish()
        yield _of_key(key["name"], column, key["action"], total, at_risk)


def _dealt_with(check: Check) -> bool:
    """Whether the deletion surely leaves no row of it with the id."""
    may_be = {check.expected, *(each.expected for each in check.handlings)}
    return not check.assumed and may_be <= _DEALT_WITH


def _whole(check: Check) -> bool:
    return check.origin is Origin.REFERENCE and check.compare is Compare.ID


def _of_key(name: str, column: Column, action: str, total: int, rows: tuple[AtRisk, ...]) -> Risk:
    """The database's part is certain, and the deletion's is not: a plugin, or a newer release, may
    hand the rows over before. So nothing is advised that would change or destroy them."""
    refer = "refers" if total == 1 else "refer"
    held = (
        f"{count(total, 'row')} of {column.table} {refer} to the user by the foreign key {name}, "
        "and this version does not know what the deletion does here. "
    )
    ask = (
        "Leave the rows as they are. Look for a version of operasure that knows your release of "
        f"OpenProject, ask whoever made the table what happens to {column}, or delete the user in "
        "a copy of the installation first."
    )
    if action in _DELETES:
        may = "Rows that it does not change will be deleted along with the user."
        return Risk("cascade", Severity.UNKNOWN, held + may, ask, total, rows)
    may = "If it does not change them, it will fail."
    return Risk("foreign key", Severity.UNKNOWN, held + may, ask, total, rows)


def _referring(context: Context, schema: str, column: Column) -> Packer:
    tables = context.session.catalogue.tables
    table = next((t for t in tables if (t.schema, t.name) == (schema, column.table)), None)
    packer = Packer()
    if table is not None:
        place = quoted(schema, column.table)
        sql = f"SELECT {quoted(table.key)} FROM {place} WHERE {quoted(column.name)} = :user_id"
        for row in context.session.readers[0].stream(sql, user_id=context.user_id):
            packer.add(row_id(row[0]))
    return packer


def _first(packer: Packer) -> list[RowId]:
    chunks = packer.finish()
    return chunks[0].unpacked()[:SHOWN] if chunks else []


def running_timers(context: Context) -> Iterator[Risk]:
    """A running timer of the person where the Deleted user has one, or will have it then."""
    if not context.session.catalogue.has(Column("time_entries", "ongoing")):
        return
    rows = context.session.readers[0].fetch(
        statement("preflight/running-timers"), user_id=context.user_id
    )
    at_risk = tuple(AtRisk("time_entries", "user_id", row["id"]) for row in rows)
    if not any(row["own"] for row in rows):
        return
    if not all(row["own"] for row in rows):
        yield Risk(
            "running timer",
            Severity.BLOCKS,
            "The person and the Deleted user both have a running timer, and a user may have only "
            "one: the deletion will fail.",
            "Stop the timer of the person (My time tracking), or end the Deleted user's entry.",
            len(rows),
            at_risk,
        )
    else:
        yield Risk(
            "running timer",
            Severity.NOTICE,
            "The person has a running timer. It will go to the Deleted user, and then the next "
            "deletion of somebody with a running timer will fail.",
            "Stop the timer first.",
            len(rows),
            at_risk,
        )


def project_lists(context: Context) -> Iterator[Risk]:
    """Lists of projects, which go even if they are public, with what others have of them."""
    rows: list[AtRisk] = []
    found = {"list": 0, "share": 0, "favourite": 0}
    for section, listed in context.asked("preflight/project-lists", "what", "table"):
        what = section.header["what"]
        if what == "list":
            shared = [row for row in listed if row["public"]]
            rows += [
                AtRisk("project_queries", None, row_id(row["id"]), ("public list",))
                for row in shared
            ]
            found["list"] = len(shared)
            continue
        table = section.header["table"]
        found[what] = len(listed)
        rows += [
            AtRisk(table, None, row_id(row["id"]), (f"{what} of the list {row['list']}",))
            for row in listed
        ]
    if rows:
        numbers = (
            f"{count(found['list'], 'public list')}, {count(found['share'], 'share')} and "
            f"{count(found['favourite'], 'favourite')}"
        )
        yield Risk(
            "project lists",
            Severity.DAMAGES,
            "The person's lists of projects will be deleted, together with what others have "
            f"saved of them: {numbers}.",
            "Let a remaining user save the lists as their own and share them again.",
            len(rows),
            tuple(rows),
        )


def saved_views(context: Context) -> Iterator[Risk]:
    """Views of others below the person's private ones, which go along (17.4 and later)."""
    found: dict[str, list[AtRisk]] = {"view": [], "favourite": []}
    for section, listed in context.asked("preflight/saved-views", "what", "table"):
        what, table = section.header["what"], section.header["table"]
        words = (f"{what} of others",)
        found[what] += [AtRisk(table, None, row_id(row["id"]), words) for row in listed]
    rows = [row for each in found.values() for row in each]
    if rows:
        numbers = " and ".join(count(len(each), what) for what, each in found.items())
        yield Risk(
            "saved views",
            Severity.DAMAGES,
            f"The person's private views will be deleted, together with what others have saved "
            f"of them: {numbers}.",
            "Let a remaining user save these views as their own first.",
            len(rows),
            tuple(rows),
        )


def directories(context: Context) -> Iterator[Risk]:
    """Directories and providers that may create the account again."""
    for section, listed in context.asked("preflight/directory", "table", "why"):
        if listed:
            table, why = section.header["table"], section.header["why"]
            yield Risk(
                "directory",
                Severity.RETURNS,
                f"The account may come back under a new id through {table}: {why}.",
                "Remove the person there, or from the groups that are synchronised, first.",
                len(listed),
                tuple(AtRisk(table, None, row_id(row["id"])) for row in listed),
            )


_FORETELL: tuple[Look, ...] = (
    running_timers,
    pattern,
    rewritten_texts,
    project_lists,
    saved_views,
    reports,
)
"""Looks whose sentences are about what the deletion does, not about what stands in the database."""
LOOKS: tuple[Look, ...] = (
    release,
    state,
    foreign_keys,
    running_timers,
    pattern,
    rewritten_texts,
    project_lists,
    saved_views,
    reports,
    directories,
)
"""All looks ahead, each a generator of risks; any of them may raise psycopg.Error."""
