"""The two rewrites of text in a deletion: mentions (17.1) and saved cost reports (all releases)."""

from typing import Any, LiteralString

import psycopg
import yaml
from psycopg import sql

from openproject.invented import DELETED_ID

Connection = psycopg.Connection[Any]

TEXT_FIELD: LiteralString = (
    " AND custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'text')"
)

# The columns that Users::ReplaceMentionsService of 17.1 knows, each with its condition.
MENTION_COLUMNS: tuple[tuple[str, str, LiteralString], ...] = (
    ("work_packages", "description", ""),
    ("work_package_journals", "description", ""),
    ("documents", "description", ""),
    ("journals", "notes", ""),
    ("comments", "comments", ""),
    ("custom_values", "value", TEXT_FIELD),
    ("customizable_journals", "value", TEXT_FIELD),
    ("messages", "content", ""),
    ("message_journals", "content", ""),
    ("news", "description", ""),
    ("news_journals", "description", ""),
    ("projects", "description", ""),
    ("projects", "status_explanation", ""),
    ("wiki_pages", "text", ""),
    ("wiki_page_journals", "text", ""),
)

CLEANED_FILTERS = frozenset({"UserId", "AuthorId", "AssignedToId", "ResponsibleId"})


class JobError(Exception):
    """The deletion's job would raise this in OpenProject; its text is what GoodJob stores."""


def like_escaped(text: str) -> str:
    """Escape a text as Rails does for LIKE: %, _ and the backslash, and nothing else."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def rewrite_mentions(
    connection: Connection, person_id: int, login: str, mail: str, deleted_name: str
) -> None:
    """Rewrite the person's mentions as 17.1 does, its faults included.

    The tag pattern is greedy, crosses lines and does not look at data-type; user#... counts only
    before white space; login and mail stand in the pattern as they are, so that `+` or `?` in
    them mean something else (app/services/users/replace_mentions_service.rb:130-204).

    Raises:
        psycopg.errors.InvalidRegularExpression: login or mail is no valid pattern.
    """
    tag_like = f'<mention_*data-id="{person_id}"_*</mention>'
    names = f'(({person_id})|("{like_escaped(login)}")|("{like_escaped(mail)}"))'
    names_like = f'(({person_id})|("{like_escaped(mail)}")|("{like_escaped(login)}"))'
    name = like_escaped(deleted_name)
    statement = """
        UPDATE {table} SET {column} = regexp_replace(
            regexp_replace({column}, %(tag)s, %(new_tag)s, 'g'), %(hash)s, %(new_hash)s, 'g')
        WHERE {column} SIMILAR TO %(like)s {condition}
    """
    values = {
        "tag": f'<mention.+data-id="{person_id}".+</mention>',
        "new_tag": f'<mention class="mention" data-id="{DELETED_ID}" data-type="user" '
        f'data-text="@{name}">@{name}</mention>',
        "hash": rf"user#{names}\s",
        "new_hash": f"user#{DELETED_ID} ",
        "like": rf"_*(({tag_like})|(user#{names_like}\s))_*",
    }
    for table, column, condition in MENTION_COLUMNS:
        query = sql.SQL(statement).format(
            table=sql.Identifier(table),
            column=sql.Identifier(column),
            condition=sql.SQL(condition),
        )
        connection.execute(query, values)


def rewrite_cost_queries(connection: Connection, person_id: int) -> None:
    """Take the person out of every saved cost report, as all releases do.

    A filter left without a value goes, and so does every filter of anyone that had none before
    (app/workers/principals/delete_job.rb:95-113).

    Raises:
        JobError: a filter over persons has no list of values.
    """
    rows = connection.execute("SELECT id, serialized FROM cost_queries ORDER BY id").fetchall()
    for id, text in rows:
        new = cleaned_report(text, str(person_id))
        if new != text:
            connection.execute("UPDATE cost_queries SET serialized = %s WHERE id = %s", (new, id))


def cleaned_report(text: str, person: str) -> str:
    """Return the YAML of a cost report without the person and without empty filters.

    Raises:
        JobError: the report has no filters, or a filter over persons has no list of values.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return text
    if not any(key.value == ":filters" for key, _ in root.value):
        raise JobError("NoMethodError: undefined method 'filter_map' for nil")
    keys = [key.start_mark.index for key, _ in root.value]
    for place, (key, filters) in enumerate(root.value):
        if key.value == ":filters" and filters.value:
            end = keys[place + 1] if place + 1 < len(keys) else len(text)
            kept = "".join(_kept_filters(text, filters, end, person))
            head = text[: key.start_mark.index]
            return (
                f"{head}:filters:\n{kept}{text[end:]}"
                if kept
                else f"{head}:filters: []\n{text[end:]}"
            )
    return text


def _kept_filters(text: str, filters: yaml.Node, end: int, person: str) -> list[str]:
    starts = [_line_start(text, entry) for entry in filters.value]
    kept: list[str] = []
    for entry, start, stop in zip(filters.value, starts, [*starts[1:], end], strict=True):
        name, options = entry.value
        values = next(value for key, value in options.value if key.value.endswith("values"))
        listed = isinstance(values, yaml.SequenceNode)
        chunk = text[start:stop]
        left = list(values.value) if listed else []
        if name.value in CLEANED_FILTERS:
            if not listed:
                raise JobError("NoMethodError: undefined method 'delete' for nil")
            gone = [item for item in left if item.value == person]
            chunk = _without_lines(text, start, stop, [_line_start(text, item) for item in gone])
            left = [item for item in left if item.value != person]
        if not listed or any(not _nil(item) for item in left):
            kept.append(chunk)
    return kept


def _nil(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~")


def _line_start(text: str, node: yaml.Node) -> int:
    return text.rfind("\n", 0, node.start_mark.index) + 1


def _without_lines(text: str, start: int, stop: int, lines: list[int]) -> str:
    parts: list[str] = []
    for line in lines:
        parts.append(text[start:line])
        start = text.index("\n", line) + 1
    return "".join(parts) + text[start:stop]
