"""Rows about accounts: users, sign-in, tokens, sessions, groups and memberships."""

import json

from openproject.generator_context import ME, Cell, Context, Holds, Row, Rows, holding
from openproject.invented import (
    BUILT_IN,
    Principal,
    group_ids,
    living,
    other_principals,
    service_account_id,
)
from openproject.sessions import session_data
from openproject.truth import Encoding

NO_PERSON = frozenset({"Group", "PlaceholderUser", "ServiceAccount"})


def people_rows(context: Context) -> Rows:
    """Return the rows of every table about accounts whose meaning matters."""
    return {
        "users": _users(context),
        "user_preferences": _preferences(context),
        "notification_settings": [
            {"user_id": ME, "project_id": None},
            {"user_id": ME, "project_id": context.base},
            {"user_id": context.other(0).id, "project_id": None},
        ],
        **_sign_in(context),
        **_sessions(context),
        **_groups(context),
        **_memberships(context),
        **_marks(context),
    }


def _preferences(context: Context) -> list[Row]:
    owners: list[Cell] = [ME, *(each.id for each in context.people)]
    return [{"user_id": owner} for owner in owners]


def _users(context: Context) -> list[Row]:
    person = context.person
    me: Row = {
        "id": person.id,
        "type": "User",
        "firstname": person.given,
        "lastname": person.family,
        "login": person.login,
        "mail": person.mail,
        "language": person.language,
        "status": 1,
        "admin": "false",
        "identity_url": None if context.modern else f"saml:{person.mail}",
    }
    others = [
        _user(each)
        for each in (*BUILT_IN, *living(person), *other_principals(person))
        if context.modern or each.type != "ServiceAccount"
    ]
    return sorted([me, *others], key=lambda row: int(str(row["id"])))


def _user(each: Principal) -> Row:
    return {
        "id": each.id,
        "type": each.type,
        "firstname": each.given,
        "lastname": each.family,
        "login": each.login,
        "mail": each.mail,
        "language": None if each.type in NO_PERSON else each.language,
        "status": each.status,
        "admin": "true" if each.admin else "false",
        "identity_url": None,
        "ldap_auth_source_id": None,
        "auth_source_id": None,
    }


MODERN_TOKENS = (
    "Token::API",
    "Token::RSS",
    "Token::ICal",
    "Token::ICalMeeting",
    "Token::Invitation",
    "Token::Recovery",
    "Token::AutoLogin",
    "Token::Backup",
    "TwoFactorAuthentication::BackupCode",
    "TwoFactorAuthentication::RememberedAuthToken",
)
TOKENS = {
    "12.0": ("Token::API", "Token::RSS", "Token::Invitation", "Token::Recovery", "Token::Backup"),
    "11.3": ("Token::API", "Token::RSS", "Token::Invitation", "Token::Recovery", "Token::Backup"),
    "10.0": ("Token::Api", "Token::Rss", "Token::Invitation", "Token::Recovery"),
}
"""Types of tokens by release; those of a newer one are `MODERN_TOKENS`."""


def _sign_in(context: Context) -> Rows:
    base, person = context.base, context.person
    types = TOKENS.get(context.version, MODERN_TOKENS)
    tokens: list[Row] = [
        {"type": kind, "value": context.token("token", kind, owner is ME), "user_id": owner}
        for owner in (ME, context.other(0).id)
        for kind in types
    ]
    return {
        "tokens": tokens,
        "ical_token_query_assignments": [
            {"ical_token_id": base + types.index("Token::ICal"), "query_id": base + 1},
            {"ical_token_id": base + len(types) + types.index("Token::ICal"), "query_id": base + 1},
        ]
        if context.modern
        else [],
        "oauth_applications": [
            {"owner_type": "User", "owner_id": ME, "client_credentials_user_id": None},
            {"owner_type": None, "owner_id": None, "client_credentials_user_id": ME},
            {
                "owner_type": "User",
                "owner_id": context.other(0).id,
                "client_credentials_user_id": None,
            },
        ],
        "service_account_associations": [
            {
                "service_account_id": service_account_id(person),
                "service_type": "ScimClient",
                "service_id": base,
            }
        ],
        "user_auth_provider_links": [
            {"user_id": ME, "external_id": holding(person.mail, Encoding.MAIL)},
            {"user_id": context.other(0).id, "external_id": "sub-1"},
            {"user_id": context.other(1).id, "external_id": "sub-2"},
        ],
        "two_factor_authentication_devices": [{"user_id": ME}, {"user_id": context.other(0).id}],
    }


def _sessions(context: Context) -> Rows:
    person, base = context.person, context.base
    mine = holding(_session(context, person.id, "one"), Encoding.MARSHAL)
    stranger = session_data(
        {
            "_csrf_token": context.token("csrf", "new")[:32],
            "auth_source_registration": {"login": person.login, "mail": person.mail},
        }
    )
    rows: list[Row] = [
        {"user_id": ME, "data": mine},
        {"user_id": context.other(0).id, "data": _session(context, context.other(0).id, "two")},
        {"user_id": ME, "data": mine},
        {"user_id": None, "data": holding(stranger, Encoding.LOGIN, Encoding.MAIL)},
    ]
    types = TOKENS.get(context.version, MODERN_TOKENS)
    links: list[Row] = []
    if "Token::AutoLogin" in types:
        place = types.index("Token::AutoLogin")
        links = [
            {"token_id": base + place, "session_id": base},
            {"token_id": base + len(types) + place, "session_id": base + 1},
        ]
    return {
        "sessions": rows,
        "autologin_session_links": links,
        "oidc_user_session_links": [{"session_id": base + place} for place in (0, 2, 1)],
    }


def _session(context: Context, user_id: int, name: str) -> str:
    # The number of the work package looked at last is the person's id in every session.
    return session_data(
        {
            "user_id": user_id,
            "_csrf_token": context.token("csrf", name)[:32],
            "last_work_package": context.person.id,
        }
    )


def _groups(context: Context) -> Rows:
    base = context.base
    first, second = group_ids(context.person)
    return {
        "group_users": [
            {"group_id": first, "user_id": ME},
            {"group_id": first, "user_id": context.other(0).id},
            {"group_id": second, "user_id": ME},
        ],
        "group_details": [
            {"principal_id": first, "parent_id": None},
            {"principal_id": second, "parent_id": first},
        ],
        "placeholder_user_details": [
            {"principal_id": each.id, "user_filter": _criteria(context)}
            for each in other_principals(context.person)
            if each.type == "PlaceholderUser"
        ],
        "oidc_group_links": [{"group_id": first}, {"group_id": second}],
        "ldap_groups_synchronized_groups": [
            {"group_id": first, "users_count": 2},
            {"group_id": second, "users_count": 1},
            {"group_id": first, "users_count": 0},
        ],
        "ldap_groups_memberships": [
            {"group_id": base, "user_id": ME},
            {"group_id": base, "user_id": context.other(0).id},
            {"group_id": base + 1, "user_id": ME},
        ],
    }


def _criteria(context: Context) -> Holds:
    """Which persons a placeholder stands for: those with the person in a custom field."""
    name = f"cf_{context.fields.reviewer}"
    entries = [{"attribute": name, "operator": "=", "values": [context.number]}]
    return holding(json.dumps(entries), Encoding.JSON, detail=name)


def _memberships(context: Context) -> Rows:
    base, other = context.base, context.other(0).id
    first, _ = group_ids(context.person)
    none: Row = {"entity_type": None, "entity_id": None}
    rows: list[Row] = [
        {"user_id": first, "project_id": base, **none},
        {"user_id": ME, "project_id": base, **none},
        {"user_id": other, "project_id": base, **none},
        {"user_id": ME, "project_id": base + 1, **none},
    ]
    if context.modern:
        share: Row = {"entity_type": "WorkPackage", "entity_id": base + 2, "project_id": base}
        rows += [
            {"user_id": ME, "project_id": None, **none},
            {"user_id": ME, **share},
            {"user_id": other, **share},
            {
                "user_id": other,
                "project_id": None,
                "entity_type": "ProjectQuery",
                "entity_id": base,
            },
        ]
    roles: list[Row] = [
        {"member_id": base + place, "role_id": base, "inherited_from": None}
        for place in range(len(rows))
    ]
    roles.append({"member_id": base + 1, "role_id": base + 1, "inherited_from": base})
    return {"members": rows, "member_roles": roles}


WATCHED = ("WorkPackage", "WikiPage", "News", "Message", "Forum", "Meeting")


def _favourite(owner: Cell, kind: str, id: int) -> Row:
    """A favourite under both names that its columns have had."""
    named: Row = {"favorited_type": kind, "favorited_id": id}
    return {"user_id": owner, **named, "favored_type": kind, "favored_id": id}


def _marks(context: Context) -> Rows:
    base, other = context.base, context.other(0).id
    watchers: list[Row] = [
        {"watchable_type": kind, "watchable_id": base + 2, "user_id": user}
        for kind in WATCHED
        for user in (ME, other)
    ]
    return {
        "watchers": watchers,
        "favorites": [
            _favourite(ME, "Project", base + 2),
            _favourite(ME, "ProjectQuery", base + 1),
            _favourite(other, "ProjectQuery", base),
            _favourite(other, "Project", base + 2),
        ],
        "notifications": [
            {"recipient_id": ME, "actor_id": other},
            {"recipient_id": other, "actor_id": ME},
            {"recipient_id": other, "actor_id": None},
            {"recipient_id": ME, "actor_id": ME},
        ],
        "reminders": [
            {"creator_id": ME, "remindable_id": base + 2},
            {"creator_id": other, "remindable_id": base + 2},
            {"creator_id": ME, "remindable_id": base + 1},
        ],
        "reminder_notifications": [
            {"reminder_id": base, "notification_id": base},
            {"reminder_id": base + 1, "notification_id": base + 1},
        ],
        "meeting_participants": [
            {"user_id": ME, "email": holding(context.person.mail, Encoding.MAIL)},
            {"user_id": other, "email": context.other(0).mail},
            {"user_id": ME, "email": None, "name": Holds("")},
        ],
    }
