"""Rows about work: projects, work packages, custom fields, time, meetings and the journals."""

from collections.abc import Mapping
from datetime import timedelta

from openproject.generator_context import FIRST_DAY, ME, Context, Holds, Row, Rows, holding
from openproject.generator_texts import mentions
from openproject.invented import ascii_form
from openproject.truth import Encoding

# Tables whose text column is rewritten at a deletion get a row for every form of a mention.
EVERY_FORM = ("work_packages", "wiki_pages", "wiki_contents", "news", "comments", "messages")


def work_rows(context: Context) -> Rows:
    """Return the rows of every table about work whose meaning matters, journals excepted."""
    forms = len(mentions(context.person, 1, ""))
    rows: Rows = {table: [{} for _ in range(forms)] for table in (*EVERY_FORM, "documents")}
    rows["messages"] = [{"parent_id": None} for _ in range(forms)]
    rows["wiki_contents"] = [{"page_id": context.base + place} for place in range(forms)]
    return {
        **rows,
        **_frame(context),
        **_fields(context),
        "custom_values": _custom_values(context),
        **_time(context),
        **_files(context),
    }


def _frame(context: Context) -> Rows:
    name = context.person.name
    slug = "-".join(ascii_form(name).lower().split())
    identifiers: list[Row] = [
        {"identifier": "project-0"},
        {"identifier": holding(f"project-{slug}", Encoding.NAME) if slug else "project-1"},
        {"identifier": "project-2"},
    ]
    kinds: tuple[tuple[str, Holds], ...] = (
        ("IssuePriority", Holds("Normal")),
        ("TimeEntryActivity", holding(f"Stand-in for {name}", Encoding.NAME)),
        ("DocumentCategory", Holds("Minutes")),
    )
    return {
        "projects": identifiers,
        "project_journals": [*identifiers],
        "enumerations": [
            {"type": kind, "name": label, "project_id": None, "parent_id": None}
            for kind, label in kinds
        ],
        "settings": [],
        "relations": [
            {"from_id": context.base + place, "to_id": context.base + place + 1}
            for place in range(3)
        ],
        "categories": [
            {"assigned_to_id": ME},
            {"assigned_to_id": context.other(0).id},
            {"assigned_to_id": None},
        ],
    }


def _fields(context: Context) -> Rows:
    f = context.fields
    work, project, number = "WorkPackageCustomField", "ProjectCustomField", context.number
    kinds: list[tuple[int, str, str, str]] = [
        (f.reviewer, work, "user", "Reviewer"),
        (f.approvers, work, "user", "Approvers"),
        (f.notes, work, "text", "Notes"),
        (f.contact, work, "string", "Contact"),
        (f.number, work, "int", "Number"),
        (f.lead, project, "user", "Lead"),
        (f.substitute, "TimeEntryCustomField", "user", "Substitute"),
        (f.owner, "VersionCustomField", "user", "Owner"),
        (f.department, "UserCustomField", "string", "Department"),
        (f.charter, project, "text", "Charter"),
        (f.choice, work, "list", "Choice"),
    ]
    name = context.person.name
    defaults = {
        f.reviewer: holding(number, Encoding.TEXT),
        f.number: Holds(number),
        f.contact: holding(name, Encoding.NAME),
    }
    names = {f.contact: holding(f"Contact of {name}", Encoding.NAME)}
    return {
        "custom_fields": [
            {
                "id": id,
                "type": kind,
                "field_format": format,
                "name": names.get(id, label),
                "default_value": defaults.get(id),
                "multi_value": "true" if id == f.approvers else "false",
            }
            for id, kind, format, label in kinds
        ],
        "custom_options": [{"custom_field_id": f.choice} for _ in range(3)],
        "custom_fields_roles": [{"custom_field_id": id} for id in (f.reviewer, f.notes, f.number)],
    }


def _custom_values(context: Context) -> list[Row]:
    f, base, person = context.fields, context.base, context.person
    mine, number = holding(context.number, Encoding.TEXT), Holds(context.number)
    other = Holds(str(context.other(0).id))
    values: list[tuple[str, int, int, Holds]] = [
        ("WorkPackage", base, f.reviewer, mine),
        ("WorkPackage", base + 1, f.reviewer, other),
        ("WorkPackage", base + 2, f.number, number),
        ("WorkPackage", base + 2, f.choice, number),
        ("WorkPackage", base, f.approvers, mine),
        ("WorkPackage", base, f.approvers, other),
        ("WorkPackage", base + 1, f.approvers, mine),
        ("WorkPackage", base, f.contact, holding(person.name, Encoding.NAME)),
        ("WorkPackage", base + 1, f.contact, number),
        ("Project", base, f.lead, mine),
        ("Project", base + 1, f.lead, other),
        ("TimeEntry", base, f.substitute, mine),
        ("Version", base, f.owner, mine),
        ("Principal", person.id, f.department, Holds("Planning")),
        ("User", person.id, f.department, Holds("Planning")),
        ("Principal", context.other(0).id, f.department, Holds("Planning")),
    ]
    neighbour = context.people[1]
    name = f"{neighbour.given} {neighbour.family}"
    values += [
        ("WorkPackage" if place % 2 else "Project", base + place, field, text)
        for place, text in enumerate(mentions(person, neighbour.id, name))
        for field in (f.notes if place % 2 else f.charter,)
    ]
    return [
        {
            "customized_type": kind,
            "customized_id": ME if kind in ("Principal", "User") and id == person.id else id,
            "custom_field_id": field,
            "value": value,
        }
        for kind, id, field, value in values
    ]


def _time(context: Context) -> Rows:
    other, base = context.other(0).id, context.base
    entries: list[Row] = [
        {"user_id": ME, "logged_by_id": other, "ongoing": "true"},
        {"user_id": other, "logged_by_id": ME, "ongoing": "true"},
        {"user_id": ME, "logged_by_id": ME, "ongoing": "false"},
        {"user_id": other, "logged_by_id": other, "ongoing": "false"},
    ]
    return {
        "time_entries": entries,
        "cost_entries": [{key: row[key] for key in row if key != "ongoing"} for row in entries],
        "rates": [
            {"type": "HourlyRate", "user_id": ME, "project_id": base},
            {"type": "DefaultHourlyRate", "user_id": ME, "project_id": None},
            {"type": "CostRate", "user_id": None, "project_id": None},
            {"type": "HourlyRate", "user_id": other, "project_id": base},
        ],
    }


def _files(context: Context) -> Rows:
    system, base = 1, context.base
    kinds: list[tuple[str, int, bool]] = [
        ("WorkPackage", base, True),
        ("WorkPackage", base + 2, False),
        ("Principal", 0, False),
        ("User", 0, False),
        ("Principal", context.other(0).id, False),
        ("Grids::Grid", base, True),
    ]
    rows: list[Row] = [
        {
            "container_type": kind,
            "container_id": id or ME,
            "author_id": ME if mine else (system if kind == "Principal" else context.other(0).id),
        }
        for kind, id, mine in kinds
    ]
    attachments: list[Row] = [
        {**row, "description": "avatar"} if row["container_type"] == "Principal" else row
        for row in rows
    ]
    return {"attachments": attachments, "attachment_journals": rows}


# Tables of journal data: the model they belong to and the table of that model.
JOURNALED: Mapping[str, tuple[str, str]] = {
    "work_package_journals": ("WorkPackage", "work_packages"),
    "wiki_page_journals": ("WikiPage", "wiki_pages"),
    "wiki_content_journals": ("WikiContent", "wiki_contents"),
    "news_journals": ("News", "news"),
    "message_journals": ("Message", "messages"),
    "meeting_journals": ("Meeting", "meetings"),
    "meeting_content_journals": ("MeetingContent", "meeting_contents"),
    "budget_journals": ("Budget", "budgets"),
    "cost_object_journals": ("CostObject", "cost_objects"),
    "time_entry_journals": ("TimeEntry", "time_entries"),
    "document_journals": ("Document", "documents"),
    "attachment_journals": ("Attachment", "attachments"),
    "changeset_journals": ("Changeset", "changesets"),
    "project_journals": ("Project", "projects"),
}


def journal_rows(context: Context, rows: Rows, counts: Mapping[str, int]) -> Rows:
    """Return the journals of everything in `rows`, each with its row of data.

    From 12.0 on a journal names its data by `data_type` and `data_id`, before that the data
    names its journal.
    """
    journals: list[Row] = []
    data: Rows = {}
    for table, (model, parent) in JOURNALED.items():
        if table not in context.tables:
            continue
        partials = rows.get(table) or [{} for _ in range(counts.get(parent, 3))]
        data[table] = []
        for place, partial in enumerate(partials):
            number = len(journals)
            journals.append(_journal(context, model, place, number))
            data[table].append({**partial, "journal_id": context.base + number})
    return {"journals": journals, **data, "customizable_journals": _field_journals(context)}


def _journal(context: Context, model: str, place: int, number: int) -> Row:
    start = FIRST_DAY + timedelta(days=number)
    return {
        "journable_type": model,
        "journable_id": context.base + place,
        "user_id": context.other(number).id if number % 3 == 1 else ME,
        "version": 1,
        "data_type": f"Journal::{model}Journal",
        "data_id": context.base + place,
        "validity_period": f"[{start:%Y-%m-%d %H:%M:%S+00},)",
    }


def _field_journals(context: Context) -> list[Row]:
    f = context.fields
    number, other = context.number, str(context.other(0).id)
    values: list[tuple[int, Holds]] = [
        (f.reviewer, holding(number, Encoding.TEXT)),
        (f.reviewer, Holds(other)),
        (f.number, Holds(number)),
        (f.approvers, holding(number, Encoding.TEXT)),
        (f.gone, holding(number, Encoding.TEXT)),
        (f.contact, holding(context.person.name, Encoding.NAME)),
    ]
    neighbour = context.people[1]
    name = f"{neighbour.given} {neighbour.family}"
    values += [(f.notes, text) for text in mentions(context.person, neighbour.id, name)]
    return [
        {"journal_id": context.base + place, "custom_field_id": field, "value": value}
        for place, (field, value) in enumerate(values)
    ]
