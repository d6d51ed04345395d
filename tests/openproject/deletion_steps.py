"""The steps of OpenProject's deletion of a user as plain SQL, for every release."""

from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from openproject.deletion_rules import Columns, Rules
from openproject.deletion_texts import rewrite_cost_queries, rewrite_mentions
from openproject.invented import ANONYMOUS_ID, DELETED_ID
from openproject.tables import Tables

Connection = psycopg.Connection[Any]

AUDITED_USER: LiteralString = """
    SELECT 'Principal', id, to_jsonb(users) - 'identity_url' || '{"status": "deleted"}'
    FROM users WHERE id = %(id)s
"""

AUDITED_AVATAR: LiteralString = """
    SELECT 'Attachment', id,
           to_jsonb(attachments) - '{fulltext,fulltext_tsv,file_tsv}'::text[]
           || '{"status": "uploaded"}'
    FROM attachments WHERE container_type = 'Principal' AND container_id = %(id)s
"""

WRITE_AUDIT: LiteralString = """
    INSERT INTO paper_trail_audits
        (item_type, item_id, event, whodunnit, stack, object, object_changes, created_at)
    SELECT item_type, item_id, 'destroy', %(by)s,
           'app/workers/principals/delete_job.rb:42:in ''block in perform''', object,
           (SELECT jsonb_object_agg(key, jsonb_build_array(value, NULL)) FROM jsonb_each(object)),
           now()
    FROM ({source}) AS destroyed (item_type, item_id, object)
"""


UNSHOWN: LiteralString = """ = ANY(%(queries)s) AND NOT EXISTS
    (SELECT FROM persisted_views v WHERE v.public AND v.query_type = 'PersistedQuery'
     AND v.query_id = ANY(%(queries)s))"""
"""Of queries that no public view shows."""


class Job:
    """One run of the deletion in one transaction that the caller holds."""

    def __init__(
        self, connection: Connection, tables: Tables, rules: Rules, person_id: int, name: str
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._rules = rules
        self._id = person_id
        self._deleted_name = name

    def run(self) -> None:
        """Play the whole job; any error leaves the roll-back to the caller."""
        self._own_lists()
        self._tokens()
        self._rewrite()
        if self._rules.mentions:
            login, mail = self._values("SELECT login, mail FROM users WHERE id = %(id)s")[0]
            rewrite_mentions(self._connection, self._id, login, mail, self._deleted_name)
        if "cost_queries" in self._tables:
            rewrite_cost_queries(self._connection, self._id)
        self._members("user_id = %(id)s")
        if self._rules.audits:
            self._audit(AUDITED_USER)
        self._project_lists()
        # Pull request 24991 of opf/openproject, for 17.9.
        self._run(
            "UPDATE settings SET value ="
            " replace(value, '- ' || quote_literal(CAST(%(id)s AS text)) || chr(10), '')"
            " WHERE name = 'password_login_bypass_principal_ids'"
        )
        self._polymorphic()
        self._associations()
        self._run("DELETE FROM users WHERE id = %(id)s")

    def _own_lists(self) -> None:
        if "reminder_notifications" in self._tables:
            self._run(
                "DELETE FROM reminder_notifications WHERE notification_id IN"
                " (SELECT id FROM notifications WHERE recipient_id = %(id)s)"
            )
        self._delete("notifications", "recipient_id")
        public: LiteralString = "public" if self._rules.public_column == "public" else "is_public"
        private: LiteralString = "SELECT id FROM queries WHERE user_id = %(id)s AND NOT " + public
        for table in ("views", "export_settings"):
            self._delete_where(table, "query_id IN (" + private + ")")
        self._run("DELETE FROM queries WHERE id IN (" + private + ")")
        self._delete_where("cost_queries", "user_id = %(id)s AND NOT is_public")
        if "persisted_views" in self._tables:
            self._persisted_views()

    def _persisted_views(self) -> None:
        """Private views go with what is below them and the queries that no public view shows."""
        going = self._values(
            "WITH RECURSIVE going AS (SELECT id, query_id FROM persisted_views"
            " WHERE principal_id = %(id)s AND NOT public UNION"
            " SELECT v.id, v.query_id FROM persisted_views v JOIN going g ON v.parent_id = g.id)"
            " SELECT id, query_id FROM going"
        )
        views, queries = [row[0] for row in going], [row[1] for row in going if row[1]]
        keys: dict[str, Any] = {"views": views, "queries": queries}
        self._delete_where("persisted_views", "id = ANY(%(views)s)", **keys)
        if "favorited_id" in self._columns("favorites"):
            liked: LiteralString = "favorited_type = 'PersistedView' AND favorited_id"
            self._delete_where("favorites", liked + " = ANY(%(views)s)", **keys)
        entities: LiteralString = "ordered_persisted_query_entities"
        self._delete_where(entities, "persisted_query_id" + UNSHOWN, **keys)
        self._delete_where("persisted_queries", "id" + UNSHOWN, **keys)
        for table in ("persisted_views", "persisted_queries"):
            self._set(table, "principal_id", sql.NULL)
        self._run(
            "DELETE FROM ordered_persisted_query_entities"
            " WHERE entity_type IN ('User', 'Principal') AND entity_id = %(id)s"
        )

    def _tokens(self) -> None:
        self._delete_where(
            "sessions",
            "id IN (SELECT session_id FROM autologin_session_links WHERE token_id IN"
            " (SELECT id FROM tokens WHERE user_id = %(id)s))",
            needs="autologin_session_links",
        )
        types = self._rules.tokens
        if types is None:
            self._delete("tokens", "user_id")
        else:
            query = "DELETE FROM tokens WHERE user_id = %(id)s AND type = ANY(%(types)s)"
            self._connection.execute(query, {"id": self._id, "types": list(types)})

    def _rewrite(self) -> None:
        for table, column in self._present(self._rules.rewritten):
            self._set(table, column, sql.Literal(DELETED_ID))
        self._custom_values("custom_values")
        journals = ["journals", *(name for name in self._tables if name.endswith("_journals"))]
        for table in journals:
            for column in self._rules.journal_columns:
                if column in self._tables[table].columns:
                    self._set(table, column, sql.Literal(DELETED_ID))
        self._custom_values("customizable_journals")

    def _custom_values(self, table: str) -> None:
        statement = sql.SQL(
            "UPDATE {} SET value = %(to)s WHERE value = %(id)s AND custom_field_id IN"
            " (SELECT id FROM custom_fields WHERE field_format = 'user')"
        ).format(sql.Identifier(table))
        self._connection.execute(statement, {"id": str(self._id), "to": str(DELETED_ID)})

    def _members(self, condition: LiteralString) -> None:
        self._run(
            "DELETE FROM member_roles WHERE member_id IN (SELECT id FROM members WHERE "
            + condition
            + ")"
        )
        self._run("DELETE FROM members WHERE " + condition)

    def _project_lists(self) -> None:
        if "project_queries" not in self._tables:
            return
        lists: LiteralString = "SELECT id FROM project_queries WHERE user_id = %(id)s"
        self._members("entity_type = 'ProjectQuery' AND entity_id IN (" + lists + ")")
        named: LiteralString = (
            "favorited" if "favorited_id" in self._columns("favorites") else "favored"
        )
        self._delete_where(
            "favorites",
            named + "_type = 'ProjectQuery' AND " + named + "_id IN (" + lists + ")",
        )
        self._delete("project_queries", "user_id")

    def _polymorphic(self) -> None:
        self._run(
            "DELETE FROM custom_values WHERE customized_type = 'Principal' AND customized_id ="
            " %(id)s"
        )
        if self._rules.audits:
            self._audit(AUDITED_AVATAR)
        avatars: LiteralString = (
            "SELECT id FROM attachments WHERE container_type = 'Principal' AND container_id ="
            " %(id)s"
        )
        journals: LiteralString = (
            "FROM journals WHERE journable_type = 'Attachment' AND journable_id IN ("
            + avatars
            + ")"
        )
        data: LiteralString = (
            "id IN (SELECT data_id " + journals + ")"
            if "data_id" in self._tables["journals"].columns
            else "journal_id IN (SELECT id " + journals + ")"
        )
        self._run("DELETE FROM attachment_journals WHERE " + data)
        self._run("DELETE " + journals)
        self._run("DELETE FROM attachments WHERE id IN (" + avatars + ")")

    def _associations(self) -> None:
        for table, column in self._present(self._rules.nulled):
            self._set(table, column, sql.NULL)
        self._delete_where(
            "reminder_notifications",
            "reminder_id IN (SELECT id FROM reminders WHERE creator_id = %(id)s)",
        )
        self._delete("reminders", "creator_id")
        if "users_count" in self._columns("ldap_groups_synchronized_groups"):
            self._run(
                "UPDATE ldap_groups_synchronized_groups SET users_count = users_count - 1"
                " WHERE id IN (SELECT group_id FROM ldap_groups_memberships WHERE user_id ="
                " %(id)s)"
            )
        for table, column in self._present(self._rules.removed):
            self._delete(table, column)

    def _audit(self, source: LiteralString) -> None:
        statement = sql.SQL(WRITE_AUDIT).format(source=sql.SQL(source))
        self._connection.execute(statement, {"id": self._id, "by": str(ANONYMOUS_ID)})

    def _set(self, table: str, column: str, value: sql.Composable) -> None:
        name = sql.Identifier(column)
        locked = "lock_version" in self._columns(table)
        statement = sql.SQL("UPDATE {} SET {} = {}{} WHERE {} = {}").format(
            sql.Identifier(table),
            name,
            value,
            sql.SQL(", lock_version = lock_version + 1" if locked else ""),
            name,
            sql.Literal(self._id),
        )
        self._connection.execute(statement)

    def _delete(self, table: str, column: str) -> None:
        if column in self._columns(table):
            self._connection.execute(
                sql.SQL("DELETE FROM {} WHERE {} = {}").format(
                    sql.Identifier(table), sql.Identifier(column), sql.Literal(self._id)
                )
            )

    def _delete_where(
        self, table: str, condition: LiteralString, needs: str = "users", **keys: object
    ) -> None:
        if table in self._tables and needs in self._tables:
            statement = sql.SQL("DELETE FROM {} WHERE ").format(sql.Identifier(table))
            self._connection.execute(statement + sql.SQL(condition), {"id": self._id, **keys})

    def _run(self, statement: LiteralString) -> None:
        self._connection.execute(statement, {"id": self._id})

    def _values(self, statement: LiteralString) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, {"id": self._id}).fetchall()

    def _columns(self, table: str) -> frozenset[str]:
        known = self._tables.get(table)
        return frozenset(known.columns) if known else frozenset()

    def _present(self, columns: Columns) -> Iterator[tuple[str, str]]:
        for table, names in columns.items():
            for name in names:
                if name in self._columns(table):
                    yield table, name
