"""Where OpenProject keeps a user's id: columns of the releases 10 to 18, by encoding."""

from collections.abc import Mapping
from typing import NamedTuple

ALLOCATED = ("principal_id", "requested_by_id", "reviewed_by_id", "principal_assigned_by_id")
"""Who works on something, and who asked, agreed and chose (17.7 and later)."""

# Plain integers. Columns that a release does not have are passed over.
PRINCIPAL_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "attachment_journals": ("author_id",),
    "attachments": ("author_id",),
    "auth_providers": ("creator_id",),
    "budget_journals": ("author_id",),
    "budgets": ("author_id",),
    "categories": ("assigned_to_id",),
    "changeset_journals": ("user_id",),
    "changesets": ("user_id",),
    "comments": ("author_id",),
    "cost_entries": ("user_id", "logged_by_id"),
    "cost_object_journals": ("author_id",),
    "cost_objects": ("author_id",),
    "cost_queries": ("user_id",),
    "delayed_job_statuses": ("user_id",),
    "emoji_reactions": ("user_id",),
    "favorites": ("user_id",),
    "file_links": ("creator_id",),
    "grids": ("user_id",),
    "group_users": ("user_id",),
    "ifc_models": ("uploader_id",),
    "jira_imports": ("author_id",),
    "job_statuses": ("user_id",),
    "journals": ("user_id",),
    "labels": ("author_id",),
    "labor_budget_items": ("user_id",),
    "ldap_groups_memberships": ("user_id",),
    "meeting_agenda_item_journals": ("author_id", "presenter_id"),
    "meeting_agenda_items": ("author_id", "presenter_id"),
    "meeting_content_journals": ("author_id",),
    "meeting_contents": ("author_id",),
    "meeting_journals": ("author_id",),
    "meeting_outcomes": ("author_id",),
    "meeting_participant_journals": ("user_id",),
    "meeting_participants": ("user_id",),
    "meetings": ("author_id",),
    "members": ("user_id",),
    "message_journals": ("author_id",),
    "messages": ("author_id",),
    "news": ("author_id",),
    "news_journals": ("author_id",),
    "notification_settings": ("user_id",),
    "notifications": ("recipient_id", "actor_id"),
    "oauth_access_grants": ("resource_owner_id",),
    "oauth_access_tokens": ("resource_owner_id",),
    "oauth_applications": ("owner_id", "client_credentials_user_id"),
    "oauth_client_tokens": ("user_id",),
    "oidc_user_tokens": ("user_id",),
    "persisted_queries": ("principal_id",),
    "persisted_views": ("principal_id",),
    "plaintext_tokens": ("user_id",),
    "principal_roles": ("principal_id",),
    "project_queries": ("user_id",),
    "project_storages": ("creator_id",),
    "queries": ("user_id",),
    "rates": ("user_id",),
    "recaptcha_entries": ("user_id",),
    "recurring_meeting_interim_responses": ("user_id",),
    "recurring_meetings": ("author_id",),
    "reminders": ("creator_id",),
    "remote_identities": ("user_id",),
    "resource_allocation_journals": (
        "principal_id",
        "requested_by_id",
        "reviewed_by_id",
        "principal_assigned_by_id",
    ),
    "resource_allocations": (
        "principal_id",
        "requested_by_id",
        "reviewed_by_id",
        "principal_assigned_by_id",
    ),
    "sessions": ("user_id",),
    "storages": ("creator_id",),
    "time_entries": ("user_id", "logged_by_id"),
    "time_entry_journals": ("user_id", "logged_by_id"),
    "tokens": ("user_id",),
    "two_factor_authentication_devices": ("user_id",),
    "user_auth_provider_links": ("user_id",),
    "user_non_working_times": ("user_id",),
    "user_passwords": ("user_id",),
    "user_preferences": ("user_id",),
    "user_working_hours": ("user_id",),
    "watchers": ("user_id",),
    "wiki_content_journals": ("author_id",),
    "wiki_contents": ("author_id",),
    "wiki_page_journals": ("author_id",),
    "wiki_page_links": ("author_id",),
    "wiki_pages": ("author_id",),
    "work_package_journals": ("author_id", "assigned_to_id", "responsible_id"),
    "work_packages": ("author_id", "assigned_to_id", "responsible_id"),
}


class Pair(NamedTuple):
    """A polymorphic pair: an id is a user's where the type column says so."""

    table: str
    column: str
    type_column: str


# The type is Principal; User stands in rows of old releases.
PAIR_TYPES = ("Principal", "User")
PAIRS = (
    Pair("attachments", "container_id", "container_type"),
    Pair("attachment_journals", "container_id", "container_type"),
    Pair("custom_values", "customized_id", "customized_type"),
    Pair("paper_trail_audits", "item_id", "item_type"),
    Pair("ordered_persisted_query_entities", "entity_id", "entity_type"),
)


class Link(NamedTuple):
    """A row that is about a user only through the row it belongs to."""

    table: str
    column: str
    parent: str
    parent_column: str


LINKS = (
    Link("autologin_session_links", "token_id", "tokens", "user_id"),
    Link("bcf_comments", "journal_id", "journals", "user_id"),
    Link("ical_token_query_assignments", "ical_token_id", "tokens", "user_id"),
    Link("member_roles", "member_id", "members", "user_id"),
    Link("oidc_group_memberships", "group_user_id", "group_users", "user_id"),
    Link("oidc_user_session_links", "session_id", "sessions", "user_id"),
    Link("reminder_notifications", "reminder_id", "reminders", "creator_id"),
    Link("reminder_notifications", "notification_id", "notifications", "recipient_id"),
    Link("views", "query_id", "queries", "user_id"),
)

# YAML and JSON, of any column type.
SERIALISED: Mapping[str, tuple[str, ...]] = {
    "cost_queries": ("serialized",),
    "custom_actions": ("actions",),
    "delayed_job_statuses": ("payload",),
    "delayed_jobs": ("handler",),
    "good_job_batches": ("serialized_properties",),
    "good_job_executions": ("serialized_params",),
    "good_jobs": ("serialized_params",),
    "grid_widgets": ("options",),
    "grids": ("options",),
    "job_statuses": ("payload",),
    "paper_trail_audits": ("object", "object_changes"),
    "persisted_queries": ("filters",),
    "placeholder_user_details": ("user_filter",),
    "project_queries": ("filters",),
    "queries": ("filters",),
    "resource_allocation_journals": ("user_filter",),
    "resource_allocations": ("user_filter",),
    "settings": ("value",),
    "webhooks_logs": ("request_body",),
}

# Values of custom fields of the format user, and of fields that no longer exist.
FIELD_VALUES = ("custom_values", "customizable_journals")
