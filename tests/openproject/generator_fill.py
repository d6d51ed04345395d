"""Completes rows from the catalogue: whatever a builder leaves out gets a plausible value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from openproject.generator_context import ME, Cell, Context, Holds, Row
from openproject.generator_texts import text_columns, written
from openproject.places import PRINCIPAL_COLUMNS
from openproject.tables import Column, Table

# Columns whose name does not say which table they refer to.
TARGETS: Mapping[str, str] = {
    "activity_id": "enumerations",
    "application_id": "oauth_applications",
    "fixed_version_id": "versions",
    "new_status_id": "statuses",
    "old_status_id": "statuses",
    "page_id": "wiki_pages",
    "priority_id": "enumerations",
    "from_id": "work_packages",
    "navigatable_id": "wikis",
    "agenda_item_id": "meeting_agenda_items",
    "phase_id": "project_phases",
}

# What a column of single table inheritance or of a fixed set of words holds, by row.
WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("attribute_help_texts", "type"): ("AttributeHelpText::WorkPackage",),
    ("auth_providers", "type"): ("OpenIDConnect::Provider", "Saml::Provider"),
    ("auth_sources", "type"): ("LdapAuthSource",),
    ("cost_objects", "type"): ("VariableCostObject",),
    ("custom_field_sections", "type"): ("ProjectCustomFieldSection", "UserCustomFieldSection"),
    ("delayed_job_statuses", "status"): ("success", "in_queue", "failure"),
    ("exports", "type"): ("WorkPackages::Export", "Backup", "Projects::Export"),
    ("job_statuses", "status"): ("success", "in_queue", "failure"),
    ("last_project_folders", "mode"): ("manual", "automatic", "inactive"),
    ("meeting_contents", "type"): ("MeetingAgenda", "MeetingMinutes"),
    ("menu_items", "type"): ("MenuItems::WikiMenuItem",),
    ("project_storages", "project_folder_mode"): ("manual", "automatic", "inactive"),
    ("projects", "workspace_type"): ("project",),
    ("project_journals", "workspace_type"): ("project",),
    ("rates", "type"): ("HourlyRate", "DefaultHourlyRate", "CostRate"),
    ("repositories", "type"): ("Repository::Git", "Repository::Subversion"),
    ("roles", "type"): ("ProjectRole", "GlobalRole", "WorkPackageRole"),
    ("storages", "health_status"): ("healthy", "pending", "unhealthy"),
    ("storages", "provider_type"): ("Storages::NextcloudStorage", "Storages::OneDriveStorage"),
    ("two_factor_authentication_devices", "type"): (
        "TwoFactorAuthentication::Device::Sms",
        "TwoFactorAuthentication::Device::Totp",
    ),
    ("user_passwords", "type"): ("UserPassword::Bcrypt",),
    ("users", "mail_notification"): ("only_my_events",),
    ("changes", "action"): ("A", "M", "D"),
    ("versions", "sharing"): ("none",),
    ("emoji_reactions", "reactable_type"): ("Journal",),
    ("favorites", "favorited_type"): ("Project",),
    ("grids", "linked_type"): ("Project",),
    ("persisted_views", "category"): ("work_package", "project", "resource_management"),
    ("comments", "commented_type"): ("News",),
}

SMALLEST_TOO_LARGE = 2**15
UNKNOWN_TYPE = "WorkPackage"
SIMPLE: Mapping[str, str] = {
    "boolean": "false",
    "jsonb": "{}",
    "json": "{}",
    "interval": "00:00:01",
    "uuid": "",
}


@dataclass(frozen=True)
class Filler:
    """Fills rows for one generation; `counts` says how many rows each table gets."""

    context: Context
    counts: Mapping[str, int]

    def fill(self, table: Table, place: int, partial: Row) -> Row:
        """Return the whole row: the builder's cells and a value for every other column."""
        return {
            name: partial[name] if name in partial else self._cell(table, column, place)
            for name, column in table.columns.items()
        }

    def _cell(self, table: Table, column: Column, place: int) -> Cell:
        name = column.name
        if name in PRINCIPAL_COLUMNS.get(table.name, ()):
            return self._principal(table, name, place)
        if (table.name, name) in WORDS:
            words = WORDS[(table.name, name)]
            return words[place % len(words)]
        if column.type == "xml" and not self.context.xml:
            return None
        if (table.name, name) in text_columns():
            return self._text(table, column, place)
        if column.type == "uuid":
            return self.context.uuid(table.name, name, place)
        if name == "id":
            return self.context.base + place
        own = table.references.get(name) == table.name or name in ("parent_id", "template_id")
        if own and column.nullable:
            return None
        if name in table.references or is_id(column):
            return self._referred(table, name, place)
        return self._plain(table, column, place)

    def _principal(self, table: Table, name: str, place: int) -> Cell:
        single = any(name in key for key in (*table.unique, table.primary_key))
        mine = place == 0 if single else place % 3 != 1
        return ME if mine else self.context.other(place).id

    def _text(self, table: Table, column: Column, place: int) -> Cell:
        cell = written(self.context, table.name, column.name, place)
        text = cell.text
        if column.type.endswith("[]"):
            text = f'{{"{text}"}}'
        elif column.type.startswith("json") and text[:1] != "{":
            text = json.dumps({"note": text}, ensure_ascii=False)
        limit = width(column)
        if limit is not None and len(text) > limit:
            return Holds(text[:limit])
        return Holds(text, cell.marks)

    def _referred(self, table: Table, name: str, place: int) -> Cell:
        target = table.references.get(name) or self._guess(name)
        rows = self.counts.get(target or "", 3)
        return self.context.base + place % rows

    def _guess(self, name: str) -> str | None:
        if name in TARGETS:
            return TARGETS[name]
        stem = name.removesuffix("_id")
        candidates = (f"{stem}s", f"{stem}es", f"{stem.removesuffix('y')}ies")
        return next((word for word in candidates if word in self.counts), None)

    def _plain(self, table: Table, column: Column, place: int) -> Cell:
        kind = column.type
        if kind in SIMPLE:
            return SIMPLE[kind]
        if kind.endswith("[]"):
            return "{}"
        if kind.startswith("timestamp"):
            return self._time(column, place)
        if kind == "date":
            return self.context.day(place)
        if kind in ("integer", "bigint", "smallint"):
            return self._number(kind, place)
        if kind.startswith(("numeric", "double", "real")):
            return "1.5"
        if column.name.endswith("_type"):
            return UNKNOWN_TYPE
        text = f"{column.name}-{place}-{self.context.token(table.name, column.name, place)[:8]}"
        return text[: width(column)]

    def _time(self, column: Column, place: int) -> Cell:
        recurring = column.name.startswith(("created", "updated")) or not column.nullable
        return self.context.moment(place) if recurring else None

    def _number(self, kind: str, place: int) -> int:
        # The third row of every table holds the person's id where it is only a number.
        number = self.context.person.id
        fits = kind != "smallint" or number < SMALLEST_TOO_LARGE
        return number if place == 2 and fits else place + 1


def is_id(column: Column) -> bool:
    """Whether a column refers to rows of some table by their integer id."""
    return column.name.endswith("_id") and column.type in ("integer", "bigint")


def width(column: Column) -> int | None:
    """Return how many characters a column of limited length takes."""
    digits = column.type.partition("(")[2].rstrip(")")
    return int(digits) if column.type.startswith("character") and digits.isdigit() else None
