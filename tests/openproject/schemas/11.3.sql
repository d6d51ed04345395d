-- base: 12.0
-- The schema of OpenProject 11.3, as what differs from 12.0:
-- 10.0 and the migrations up to the day of the release.

DROP TABLE notification_settings, notifications CASCADE;
CREATE TABLE journal_versions (
    id bigserial,
    journable_type character varying,
    journable_id integer,
    version integer DEFAULT 0,
    PRIMARY KEY (id)
);
ALTER TABLE ar_internal_metadata
    ALTER created_at TYPE timestamp without time zone USING CAST(created_at AS timestamp without time zone),
    ALTER updated_at TYPE timestamp without time zone USING CAST(updated_at AS timestamp without time zone);
ALTER TABLE attachment_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE bcf_comments
    DROP reply_to;
ALTER TABLE budget_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE changeset_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE custom_fields
    ALTER name TYPE character varying(255) USING CAST(name AS character varying(255));
ALTER TABLE document_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE ifc_models
    DROP conversion_status,
    DROP conversion_error_message;
ALTER TABLE journals
    DROP data_type,
    DROP data_id;
ALTER TABLE ldap_groups_synchronized_filters
    DROP sync_users;
ALTER TABLE ldap_groups_synchronized_groups
    DROP sync_users,
    ALTER dn TYPE character varying USING CAST(dn AS character varying);
ALTER TABLE meeting_content_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE meeting_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE members
    ADD mail_notification boolean DEFAULT false NOT NULL;
ALTER TABLE message_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE news_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE time_entry_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE user_preferences
    DROP settings,
    ADD others text,
    ADD hide_mail boolean DEFAULT true,
    ADD time_zone character varying;
ALTER TABLE users
    ADD mail_notification character varying DEFAULT ''::character varying NOT NULL;
ALTER TABLE wiki_content_journals
    ADD journal_id integer NOT NULL;
ALTER TABLE work_package_journals
    ADD journal_id integer NOT NULL;
DELETE FROM schema_migrations WHERE version IN ('20181214103300', '20190710132957', '20210615150558', '20210616145324', '20210616191052', '20210618125430', '20210618132206', '20210628185054', '20210701073944', '20210701082511', '20210713081724', '20210726065912', '20210726070813', '20210802114054', '20210825183540', '20210902201126', '20210910092414', '20210914065555', '20210915154656', '20210917190141', '20210922123908', '20210928133538', '20211005080304', '20211005135637', '20211011204301', '20211022143726', '20211026061420', '20211101152840', '20211102161932', '20211103120946', '20211104151329', '20211105142202', '20211117195121', '20211118203332');
INSERT INTO schema_migrations (version) VALUES
    ('20180323130808');
