"""What each OpenProject release does with a user's references when it deletes the user.

17.1: app/workers/principals/delete_job.rb, app/services/principals/replace_references_service.rb
with config/initializers/replace_references_service.rb and the engines of meeting and storages,
app/models/user.rb and app/models/principal.rb. 12.0: the same job with shorter lists. 10.0: the
`before_destroy` hooks and dependent associations of app/models/user.rb; what no source settles
for 10.0 is played as in 12.0. 17.7: app/workers/principals/delete_job.rb with the steps for
persisted views, the engines of meetings, wikis and resource management, pull request 24072.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from openproject.places import ALLOCATED

Columns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Rules:
    """The deletion of one release.

    `rewritten`, `nulled` and `removed` name columns by table; `journal_columns` are tried in
    `journals` and in every table `*_journals`; `tokens` are the types of tokens that are
    destroyed, all if None; `status` is what `users.status` becomes at the request.
    """

    status: int
    job_class: str
    rewritten: Columns
    journal_columns: tuple[str, ...]
    nulled: Columns
    removed: Columns
    tokens: tuple[str, ...] | None
    user_fields: bool = True
    mentions: bool = False
    audits: bool = False
    good_job: bool = False
    public_column: str = "is_public"
    raw_argument: bool = False


OWN_ROWS: Columns = {
    "group_users": ("user_id",),
    "ldap_groups_memberships": ("user_id",),
    "notification_settings": ("user_id",),
    "recaptcha_entries": ("user_id",),
    "two_factor_authentication_devices": ("user_id",),
    "user_passwords": ("user_id",),
    "user_preferences": ("user_id",),
    "watchers": ("user_id",),
}

V17 = Rules(
    status=5,
    job_class="Principals::DeleteJob",
    rewritten={
        "attachments": ("author_id",),
        "auth_providers": ("creator_id",),
        "budgets": ("author_id",),
        "changesets": ("user_id",),
        "comments": ("author_id",),
        "cost_entries": ("logged_by_id", "user_id"),
        "cost_queries": ("user_id",),
        "file_links": ("creator_id",),
        "meeting_agenda_items": ("author_id", "presenter_id"),
        "meeting_outcomes": ("author_id",),
        "meeting_participants": ("user_id",),
        "meetings": ("author_id",),
        "messages": ("author_id",),
        "news": ("author_id",),
        "notifications": ("actor_id",),
        "oauth_applications": ("owner_id",),
        "project_storages": ("creator_id",),
        "queries": ("user_id",),
        "recurring_meetings": ("author_id",),
        "storages": ("creator_id",),
        "time_entries": ("logged_by_id", "user_id"),
        "wiki_pages": ("author_id",),
        "work_packages": ("author_id", "assigned_to_id", "responsible_id"),
    },
    journal_columns=(
        "actor_id",
        "assigned_to_id",
        "author_id",
        "creator_id",
        "logged_by_id",
        "owner_id",
        "presenter_id",
        "responsible_id",
        "user_id",
    ),
    nulled={"categories": ("assigned_to_id",)},
    removed={
        **OWN_ROWS,
        "emoji_reactions": ("user_id",),
        "favorites": ("user_id",),
        "oauth_access_grants": ("resource_owner_id",),
        "oauth_client_tokens": ("user_id",),
        "oidc_user_tokens": ("user_id",),
        "recurring_meeting_interim_responses": ("user_id",),
        "remote_identities": ("user_id",),
        "user_auth_provider_links": ("user_id",),
    },
    tokens=None,
    mentions=True,
    audits=True,
    good_job=True,
    public_column="public",
)

V16 = replace(V17, rewritten={**V17.rewritten, "meeting_contents": ("author_id",)})
"""16.6: as 17.1, with the texts of meetings in a table of their own."""

V13 = replace(V16, status=3)
"""13.0 to 16.0: a request only locks the account."""

V177 = replace(
    V17,
    rewritten={
        **{
            table: names
            for table, names in V17.rewritten.items()
            if table != "meeting_participants"
        },
        "labels": ("author_id",),
        "resource_allocations": ALLOCATED,
        "wiki_page_links": ("author_id",),
    },
    journal_columns=(*V17.journal_columns, *ALLOCATED),
    removed={
        **V17.removed,
        "meeting_participants": ("user_id",),
        "user_non_working_times": ("user_id",),
        "user_working_hours": ("user_id",),
    },
)
"""17.7 and on to 18. That working hours and absences go was not seen: only that they can't stay."""

V12 = Rules(
    status=3,
    job_class="Principals::DeleteJob",
    rewritten={
        "attachments": ("author_id",),
        "budgets": ("author_id",),
        "changesets": ("user_id",),
        "comments": ("author_id",),
        "cost_queries": ("user_id",),
        "meeting_contents": ("author_id",),
        "meeting_participants": ("user_id",),
        "messages": ("author_id",),
        "news": ("author_id",),
        "notifications": ("actor_id",),
        "queries": ("user_id",),
        "time_entries": ("user_id",),
        "wiki_contents": ("author_id",),
        "work_packages": ("author_id", "assigned_to_id", "responsible_id"),
    },
    journal_columns=(
        "actor_id",
        "assigned_to_id",
        "author_id",
        "owner_id",
        "responsible_id",
        "user_id",
    ),
    nulled={"categories": ("assigned_to_id",)},
    removed=OWN_ROWS,
    tokens=("Token::RSS", "Token::API"),
)

V10 = Rules(
    status=3,
    job_class="DeleteUserJob",
    rewritten={
        "attachments": ("author_id",),
        "comments": ("author_id",),
        "cost_queries": ("user_id",),
        "messages": ("author_id",),
        "news": ("author_id",),
        "queries": ("user_id",),
        "time_entries": ("user_id",),
        "wiki_contents": ("author_id",),
        "work_packages": ("author_id",),
    },
    journal_columns=("assigned_to_id", "author_id", "responsible_id", "user_id"),
    nulled={
        "categories": ("assigned_to_id",),
        "changesets": ("user_id",),
        "work_packages": ("assigned_to_id", "responsible_id"),
    },
    removed={**OWN_ROWS, "principal_roles": ("principal_id",)},
    tokens=("Token::Rss", "Token::Api"),
    raw_argument=True,
)

RULES: Mapping[str, Rules] = {
    "18-dev": V177,
    "17.7": V177,
    "17.1": V17,
    "16.6": V16,
    "16.0": V13,
    "15.3": V13,
    "14.0": V13,
    "13.0": replace(V13, good_job=False),
    "12.0": V12,
    "11.3": V12,
    "10.0": V10,
}
