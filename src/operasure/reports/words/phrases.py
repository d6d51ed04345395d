"""What a row of a place is to the person, in words for somebody who asked what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operasure.core.model import Expected, Origin
from operasure.looks.snapshot.model import SnapshotPlace
from operasure.reports.words import Words

if TYPE_CHECKING:
    from markupsafe import Markup

_TABLES = {
    "users": "account",
    "journals": "changes and comments",
    "customizable_journals": "history of custom fields",
    "custom_values": "custom fields",
    "queries": "saved views",
    "cost_queries": "saved cost reports",
    "project_queries": "lists of projects",
    "grids": "own pages and boards",
    "grid_widgets": "parts of pages and boards",
    "members": "memberships",
    "member_roles": "roles in projects",
    "group_users": "memberships of groups",
    "good_jobs": "background jobs",
    "good_job_executions": "runs of background jobs",
    "good_job_batches": "batches of background jobs",
    "delayed_jobs": "background jobs",
    "job_statuses": "states of background jobs",
    "paper_trail_audits": "audit copies",
    "webhooks_logs": "log of webhooks",
    "changesets": "commits",
    "tokens": "tokens and keys",
    "rates": "hourly rates",
    "categories": "categories of work packages",
    "emoji_reactions": "reactions",
    "remote_identities": "accounts at file storages",
    "user_auth_provider_links": "accounts at identity providers",
    "bcf_comments": "BIM comments",
    "ifc_models": "BIM models",
    "labor_budget_items": "planned labour costs",
}
_ROLES = {
    "author_id": "written by you",
    "creator_id": "created by you",
    "uploader_id": "uploaded by you",
    "logged_by_id": "logged by you",
    "assigned_to_id": "assigned to you",
    "responsible_id": "you are accountable",
    "presenter_id": "presented by you",
    "recipient_id": "sent to you",
    "actor_id": "caused by you",
    "owner_id": "owned by you",
    "resource_owner_id": "granted by you",
    "whodunnit": "done by you",
    "object": "with a copy of your data",
    "object_changes": "with a copy of your data",
}


def phrase(place: SnapshotPlace) -> str:
    """What is counted of a place: "work packages, assigned to you"."""
    return f"{table(place.table)}, {_role(place)}{_label(place.check)}"


def spoken(phrase: str, words: Words) -> str:
    """A phrase for a page in the language of `words`; names of columns stay as they are."""
    if words.language == "en":
        return phrase
    what, _, rest = phrase.partition(", ")
    role, label, end = rest.partition(" (")
    said = _what(what, words) + ", " + _whose(role, words)
    return said + " " + words.in_english(f"({end}") if label else said


def spoken_table(name: str, words: Words) -> str:
    """What the rows of a table are, in the language of `words`."""
    return _what(table(name), words).striptags()


def _what(table: str, words: Words) -> Markup:
    head = words.english("held_as.history", what="")
    if table.startswith(head):
        return words.rich("held_as.history", what=words.word("held_table", table[len(head) :]))
    return words.word("held_table", table)


def _whose(role: str, words: Words) -> Markup:
    for key in ("held_as.named", "held_as.mentioned", "held_as.number"):
        head = words.english(key, column="")
        if role.startswith(head):
            return words.rich(key, column=words.word("column", role.removeprefix(head)))
    return words.word("held_role", role)


def table(name: str) -> str:
    """A table in words; of an old version, what it is the history of."""
    if name in _TABLES:
        return _TABLES[name]
    if name.endswith("_journals"):
        singular = name.removesuffix("_journals").replace("_", " ")
        return f"history of {_plural(singular)}"
    return name.replace("_", " ")


def _plural(noun: str) -> str:
    if noun.endswith("s"):
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _role(place: SnapshotPlace) -> str:
    column = place.column.replace("_", " ")
    if place.by_name:
        return f"you are named in the {column}"
    if place.origin is Origin.TEXT:
        return f"you are mentioned in the {column}"
    if place.origin is Origin.SWEPT:
        return f"your number in the {column}"
    if place.column in _ROLES:
        return _ROLES[place.column]
    serialised = {Expected.KEPT, Expected.VALUE_REMOVED}
    if place.expected in serialised and not place.column.endswith("_id"):
        return f"your number in the {column}"
    return "yours"


def _label(check: str) -> str:
    name = check.removesuffix(":text")
    at = name.find(" (")
    return f"{name[at:]}" if at > 0 and name.endswith(")") else ""
