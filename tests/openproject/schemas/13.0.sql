-- base: 14.0
-- The schema of OpenProject 13.0, as what differs from 14.0: from what is known of the releases, not
-- from a database.

DROP TABLE good_job_batches, good_job_executions, good_job_processes, good_job_settings, good_jobs,
    custom_field_sections, project_custom_field_project_mappings, favorites, project_queries,
    meeting_agenda_items, meeting_agenda_item_journals, gitlab_issues, gitlab_issues_work_packages,
    gitlab_merge_requests, gitlab_merge_requests_work_packages, gitlab_pipelines, gitlab_users,
    storages_file_links_journals CASCADE;
ALTER TABLE job_statuses RENAME TO delayed_job_statuses;
CREATE TABLE delayed_jobs (
    id bigserial,
    priority integer DEFAULT 0,
    attempts integer DEFAULT 0,
    handler text,
    last_error text,
    run_at timestamp with time zone,
    locked_at timestamp with time zone,
    failed_at timestamp with time zone,
    locked_by character varying,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    queue character varying,
    cron character varying,
    PRIMARY KEY (id)
);
ALTER TABLE ldap_auth_sources RENAME TO auth_sources;
ALTER TABLE auth_sources ADD type character varying(30) DEFAULT 'LdapAuthSource' NOT NULL;
ALTER TABLE users RENAME ldap_auth_source_id TO auth_source_id;
ALTER TABLE ldap_groups_synchronized_groups RENAME ldap_auth_source_id TO auth_source_id;
ALTER TABLE ldap_groups_synchronized_filters RENAME ldap_auth_source_id TO auth_source_id;
ALTER TABLE custom_fields
    DROP custom_field_section_id,
    DROP position_in_custom_field_section;
ALTER TABLE work_packages
    DROP derived_done_ratio,
    DROP derived_remaining_hours;
ALTER TABLE work_package_journals
    DROP derived_done_ratio,
    DROP derived_remaining_hours;
ALTER TABLE members
    DROP entity_type,
    DROP entity_id;
ALTER TABLE notification_settings DROP shared;
ALTER TABLE meetings
    DROP type,
    DROP state,
    DROP lock_version;
ALTER TABLE meeting_journals DROP state;
ALTER TABLE projects DROP settings;
ALTER TABLE statuses DROP excluded_from_totals;
ALTER TABLE storages
    DROP health_status,
    DROP health_changed_at,
    DROP health_reason,
    DROP health_checked_at;
DELETE FROM schema_migrations WHERE CAST(version AS bigint) > 20230810074642;
INSERT INTO schema_migrations (version) VALUES ('20230808140921'), ('20230810074642');
