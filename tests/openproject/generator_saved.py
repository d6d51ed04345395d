"""Rows about what people save: queries, reports, project lists, actions, boards, settings."""

import json

from openproject.generator_context import ME, Cell, Context, Holds, Mark, Row, Rows, holding
from openproject.generator_texts import tag
from openproject.psych import Filter, actions, options, query_filters, report_filters
from openproject.truth import Encoding

YAML, JSON = Encoding.YAML, Encoding.JSON


def saved_rows(context: Context) -> Rows:
    """Return the rows of every table that stores choices of people."""
    return {
        **_queries(context),
        "cost_queries": _reports(context),
        "custom_actions": _actions(context),
        "automation_actions": _automated(context),
        **_project_lists(context),
        **_persisted(context),
        **_requests(context),
        **_grids(context),
        "settings": _settings(context),
    }


def _queries(context: Context) -> Rows:
    base, other = context.base, context.other(0).id
    owners: list[tuple[Row, str]] = [
        ({"user_id": ME}, "false"),
        ({"user_id": ME}, "true"),
        ({"user_id": other}, "false"),
        ({"user_id": other}, "true"),
        ({"user_id": ME}, "true"),
        ({"user_id": ME}, "false"),
    ]
    # Old releases wrote Rails' hash class by name; such rows stay as they are when upgraded.
    queries: list[Row] = [
        {
            **owner,
            "public": public,
            "is_public": public,
            "filters": _query(context, indifferent=place % 2 == 1 or context.version == "10.0"),
            "column_names": "---\n- :id\n- :subject\n- :assigned_to\n",
            "sort_criteria": "---\n- - id\n  - asc\n",
        }
        for place, (owner, public) in enumerate(owners)
    ]
    kinds = ("work_packages_table", "team_planner", "work_packages_calendar", "gantt")
    views: list[Row] = [
        {"query_id": base + place, "type": kind} for place, kind in enumerate(kinds)
    ]
    views.append({"query_id": base + 5, "type": "team_planner"})
    return {"queries": queries, "views": views}


PERSON_FILTERS = (
    "assigned_to_id",
    "author_id",
    "responsible_id",
    "watcher_id",
    "assignee_or_group",
    "shared_with_user",
)


def _query(context: Context, *, indifferent: bool) -> Holds:
    f, number = context.fields, context.number
    names = PERSON_FILTERS if context.modern else PERSON_FILTERS[:5]
    persons = (*names, f"cf_{f.reviewer}")
    filters = [
        Filter("status_id", "o", ()),
        *(Filter(name, "=", (number, str(context.other(0).id))) for name in persons),
        Filter(f"cf_{f.number}", "=", (number,)),
        Filter("project_id", "=", (number,)),
        Filter("version_id", "=", (number,)),
        Filter("subject", "~", (context.person.name,)),
    ]
    marks: tuple[Mark, ...] = tuple((YAML, name) for name in persons)
    text = query_filters(filters, indifferent=indifferent)
    return Holds(text, (*marks, (Encoding.NAME, "")))


def _report(context: Context, *persons: Filter) -> Holds:
    number = context.number
    filters = [
        Filter("SpentOn", ">d", ("2025-01-01",)),
        *persons,
        Filter("WorkPackageId", "=", (number,)),
        Filter("CategoryId", "!*", None),
        Filter("VersionId", "!*", ()),
        Filter(f"CustomField{context.fields.contact}", "=", (context.person.name,)),
    ]
    marks: tuple[Mark, ...] = tuple(
        (YAML, each.name.lower()) for each in persons if number in (each.values or ())
    )
    return Holds(report_filters(filters), (*marks, (Encoding.NAME, "")))


def _reports(context: Context) -> list[Row]:
    me, other = context.number, str(context.other(0).id)
    user = Filter("UserId", "=", (me, other))
    alone = Filter("AssignedToId", "!", (me,))
    logged = (Filter("LoggedById", "=", (me,)),) if context.modern else ()
    field = Filter(f"CustomField{context.fields.reviewer}", "=", (me,))
    rows: list[tuple[Row, str, Holds]] = [
        ({"user_id": ME}, "false", _report(context, user, alone)),
        ({"user_id": ME}, "true", _report(context, user, *logged)),
        (
            {"user_id": context.other(0).id},
            "false",
            _report(context, alone, Filter("AuthorId", "=", (other, me)), field),
        ),
        ({"user_id": context.other(0).id}, "true", _report(context, user, *logged)),
    ]
    return [{**owner, "is_public": public, "serialized": text} for owner, public, text in rows]


def _actions(context: Context) -> list[Row]:
    f, me, other = context.fields, context.number, str(context.other(0).id)
    field, number = f"custom_field_{f.reviewer}", f"custom_field_{f.number}"
    lists: list[list[tuple[str, tuple[str, ...]]]] = [
        [("assigned_to", (me,)), ("notify", (other, me)), (field, (me,)), (number, (me,))],
        [("assigned_to", (other,)), ("responsible", ("current_user",)), ("status", (me,))],
        [
            ("responsible", (me,)),
            ("status", (me,)),
            ("comment", (tag(context.person.id, context.person.name),)),
        ],
    ]
    persons = ("assigned_to", "responsible", "notify", field)
    rows: list[Row] = []
    for pairs in lists:
        named = [(YAML, name) for name, values in pairs if name in persons and me in values]
        worded = [(Encoding.TAG, ""), (Encoding.NAME, "")] if "comment" in dict(pairs) else []
        rows.append({"actions": Holds(actions(pairs), (*named, *worded))})
    return rows


def _automated(context: Context) -> list[Row]:
    """What custom actions are from 18.0 on: a row for each action."""
    me, other = context.number, str(context.other(0).id)
    persons = ("AssignedTo", "Responsible", "Notify", "CustomField::ForUser", "ANewOne")
    others = ("Status", "Type", "CustomField::ForInteger", "CustomField::ForAssociated")
    rows: list[Row] = []
    for kind in (*persons, *others):
        text = json.dumps({"values": [other, me]})
        options = holding(text, JSON) if kind in persons else Holds(text)
        rows.append({"type": f"Automations::Actions::{kind}", "options": options})
    return [{**row, "automation_id": context.base} for row in rows]


def _project_lists(context: Context) -> Rows:
    me, other = context.number, str(context.other(0).id)
    field, name = f"cf_{context.fields.lead}", context.person.name

    def filters(*values: str) -> Holds:
        entries = [
            {"attribute": "active", "operator": "=", "values": ["t"]},
            {"attribute": "principal", "operator": "=", "values": list(values)},
            {"attribute": field, "operator": "=", "values": [me]},
            {"attribute": "id", "operator": "=", "values": [me]},
            {"attribute": "name_and_identifier", "operator": "~", "values": [name]},
        ]
        marks: tuple[Mark, ...] = ((JSON, field), (Encoding.NAME, ""))
        if me in values:
            marks = ((JSON, "principal"), *marks)
        return Holds(json.dumps(entries, ensure_ascii=False), marks)

    return {
        "project_queries": [
            {"user_id": ME, "public": "true", "filters": filters(me)},
            {"user_id": context.other(0).id, "public": "true", "filters": filters(other, me)},
            {"user_id": context.other(1).id, "public": "false", "filters": filters(other)},
        ]
    }


def _persisted(context: Context) -> Rows:
    """Saved views of 17.4 and later: a private and a public one each of the person and of another,
    and one of another below the person's private one."""
    base, me, other = context.base, context.number, str(context.other(0).id)
    field, stranger = f"cf_{context.fields.lead}", context.other(0).id

    def filters(*values: str) -> Holds:
        named = {"principal": list(values), "author_id": [me], "logged_by_id": [me], field: [me]}
        plain = {"id": [me], "status_id": [me]}
        entries = [
            {"attribute": name, "operator": "=", "values": listed}
            for name, listed in {**named, **plain}.items()
        ]
        held = [name for name, listed in named.items() if me in listed]
        return Holds(json.dumps(entries), tuple((JSON, name) for name in held))

    view: Row = {"type": "ProjectQueryView", "query_type": "PersistedQuery", "parent_id": None}
    owners: list[tuple[Cell, str]] = [
        (ME, "false"), (ME, "true"), (stranger, "false"), (stranger, "true"),
    ]  # fmt: skip
    views: list[Row] = [
        {**view, "principal_id": owner, "public": public, "query_id": base + place}
        for place, (owner, public) in enumerate(owners)
    ]
    below: Row = {"principal_id": stranger, "public": "false", "query_id": None, "query_type": None}
    views.append({**view, **below, "parent_id": base})
    return {
        "persisted_queries": [
            {"type": "ProjectQuery", "principal_id": owner, "filters": filters(*values)}
            for owner, values in ((ME, (me,)), (ME, (me,)), (stranger, (other, me)), (ME, (other,)))
        ],
        "persisted_views": views,
        "ordered_persisted_query_entities": [
            {"persisted_query_id": base + 1, "entity_type": kind, "entity_id": id}
            for kind, id in (("User", ME), ("User", stranger), ("Project", base + 2))
        ],
        "jira_open_project_references": [
            {"op_entity_class": "User", "op_entity_id": holding(me, Encoding.TEXT)},
            {"op_entity_class": "WorkPackage", "op_entity_id": me},
        ],
    }


def _requests(context: Context) -> Rows:
    """Allocations of people to work packages, each with what is asked for."""
    name = f"cf_{context.fields.reviewer}"
    entries = [{"attribute": name, "operator": "=", "values": [context.number]}]
    asked = holding(json.dumps(entries), JSON, detail=name)
    row: Row = {"entity_type": "WorkPackage", "user_filter": asked, "placeholder_user_id": None}
    rows: list[Row] = [
        {**row, "entity_id": context.base + place, "state": "allocated"} for place in range(3)
    ]
    return {"resource_allocations": rows, "resource_allocation_journals": [dict(r) for r in rows]}


def _grids(context: Context) -> Rows:
    base, me = context.base, context.number
    assignee = Filter("assignee", "=", (me,))
    field = Filter(f"customField{context.fields.reviewer}", "=", (me,))
    subject = Filter("subject", "~", (context.person.name,))
    board = options((("type", "action"), ("attribute", "assignee")), (assignee, field, subject))
    marks: tuple[Mark, ...] = ((YAML, "assignee"), (YAML, field.name.lower()), (Encoding.NAME, ""))
    props = json.dumps(
        {"c": ["id"], "f": [{"n": "assignee", "o": "=", "v": [me]}], "t": "id:asc"},
        separators=(",", ":"),
    )
    mention = f"Ask {tag(context.person.id, context.person.name)}"
    grids: list[Row] = [
        {"type": "Grids::MyPage", "user_id": ME, "options": "--- {}\n"},
        {"type": "Grids::MyPage", "user_id": context.other(0).id, "options": "--- {}\n"},
        {
            "type": "Boards::Grid",
            "user_id": None,
            "options": Holds(board, marks),
        },
        {"type": "Grids::Overview", "user_id": None, "options": "--- {}\n"},
    ]
    widgets: list[Row] = [
        {
            "identifier": "work_package_query",
            "options": holding(
                options((("name", "List"), ("queryId", me)), (assignee,)),
                YAML,
                detail="assignee",
            ),
        },
        {
            "identifier": "work_packages_table",
            "options": holding(options((("queryProps", props),)), JSON, detail="assignee"),
        },
        {
            "identifier": "custom_text",
            "options": Holds(
                options((("name", "Text"), ("text", mention))),
                ((Encoding.TAG, ""), (Encoding.NAME, "")),
            ),
        },
    ]
    return {
        "grids": grids,
        "grid_widgets": [
            {**widget, "grid_id": base + place} for place in range(3) for widget in widgets
        ],
    }


def _settings(context: Context) -> list[Row]:
    me, person, other = context.number, context.person, context.other(0).id
    gantt = json.dumps({"c": ["id"], "f": [{"n": "assignee", "o": "=", "v": [me]}]})
    values: list[tuple[str, Holds]] = [
        ("host_name", Holds("openproject.example.org")),
        ("app_title", Holds("OpenProject")),
        ("per_page_options", Holds(f"20,{me}")),
        ("user_format", Holds("firstname_lastname")),
        ("welcome_text", holding(f"Ask {tag(person.id, person.name)}.", Encoding.TAG)),
        ("mail_from", holding(person.mail, Encoding.MAIL)),
        (
            "plugin_openproject_github_integration",
            holding(f"---\ngithub_user_id: '{me}'\n", YAML, detail="github_user_id"),
        ),
        ("project_gantt_query", holding(gantt, JSON, detail="assignee")),
        ("installation_uuid", Holds(context.uuid("installation"))),
        (
            "plugin_lists",
            holding(f"---\nreviewer_ids:\n- '{other}'\n- '{me}'\n", YAML, detail="reviewer_ids"),
        ),
    ]
    if context.version == "18-dev":
        name, listed = "password_login_bypass_principal_ids", f"---\n- '{other}'\n- '{me}'\n"
        values.append((name, holding(listed, YAML)))
    return [{"name": name, "value": value} for name, value in values]
