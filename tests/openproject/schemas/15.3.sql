-- base: 16.0
-- The schema of OpenProject 15.3, as what differs from 16.0:
-- columns and foreign keys of a structure.sql of the release; indexes and checks as they were later.

DROP TABLE export_settings, meeting_outcomes, project_phase_definitions, project_phase_journals, project_phases, service_account_associations CASCADE;
CREATE TABLE project_life_cycle_step_definitions (
    id bigserial,
    type character varying,
    name character varying,
    position integer,
    color_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE project_life_cycle_steps (
    id bigserial,
    type character varying,
    start_date date,
    end_date date,
    active boolean NOT NULL,
    project_id bigint,
    definition_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
ALTER TABLE cost_entries
    DROP entity_type,
    DROP entity_id,
    ALTER work_package_id SET NOT NULL;
ALTER TABLE document_journals
    ALTER title TYPE character varying(255) USING CAST(title AS character varying(255));
ALTER TABLE documents
    ALTER title TYPE character varying(255) USING CAST(title AS character varying(255));
ALTER TABLE gitlab_issues
    ALTER gitlab_updated_at TYPE timestamp(6) with time zone USING CAST(gitlab_updated_at AS timestamp(6) with time zone);
ALTER TABLE good_job_batches
    DROP jobs_finished_at,
    ALTER enqueued_at TYPE timestamp(6) with time zone USING CAST(enqueued_at AS timestamp(6) with time zone),
    ALTER discarded_at TYPE timestamp(6) with time zone USING CAST(discarded_at AS timestamp(6) with time zone),
    ALTER finished_at TYPE timestamp(6) with time zone USING CAST(finished_at AS timestamp(6) with time zone);
ALTER TABLE good_job_executions
    ALTER scheduled_at TYPE timestamp(6) with time zone USING CAST(scheduled_at AS timestamp(6) with time zone),
    ALTER finished_at TYPE timestamp(6) with time zone USING CAST(finished_at AS timestamp(6) with time zone);
ALTER TABLE good_jobs
    ALTER scheduled_at TYPE timestamp(6) with time zone USING CAST(scheduled_at AS timestamp(6) with time zone),
    ALTER performed_at TYPE timestamp(6) with time zone USING CAST(performed_at AS timestamp(6) with time zone),
    ALTER finished_at TYPE timestamp(6) with time zone USING CAST(finished_at AS timestamp(6) with time zone),
    ALTER cron_at TYPE timestamp(6) with time zone USING CAST(cron_at AS timestamp(6) with time zone),
    ALTER locked_at TYPE timestamp(6) with time zone USING CAST(locked_at AS timestamp(6) with time zone);
ALTER TABLE journals
    DROP restricted;
ALTER TABLE meeting_agenda_items
    ALTER start_time TYPE timestamp without time zone USING CAST(start_time AS timestamp without time zone),
    ALTER end_time TYPE timestamp without time zone USING CAST(end_time AS timestamp without time zone),
    ALTER created_at TYPE timestamp without time zone USING CAST(created_at AS timestamp without time zone),
    ALTER updated_at TYPE timestamp without time zone USING CAST(updated_at AS timestamp without time zone);
ALTER TABLE meeting_sections
    DROP backlog;
ALTER TABLE meetings
    ADD type character varying NOT NULL;
ALTER TABLE oidc_user_tokens
    DROP expires_at;
ALTER TABLE paper_trail_audits
    ALTER created_at TYPE timestamp(6) with time zone USING CAST(created_at AS timestamp(6) with time zone);
ALTER TABLE recurring_meetings
    DROP time_zone,
    ALTER start_time TYPE timestamp(6) with time zone USING CAST(start_time AS timestamp(6) with time zone);
ALTER TABLE reminders
    ALTER remind_at TYPE timestamp(6) with time zone USING CAST(remind_at AS timestamp(6) with time zone),
    ALTER completed_at TYPE timestamp(6) with time zone USING CAST(completed_at AS timestamp(6) with time zone);
ALTER TABLE remote_identities
    DROP auth_source_id,
    DROP auth_source_type,
    DROP integration_type,
    DROP integration_id,
    ADD oauth_client_id bigint NOT NULL;
ALTER TABLE scheduled_meetings
    ALTER start_time TYPE timestamp(6) with time zone USING CAST(start_time AS timestamp(6) with time zone);
ALTER TABLE storages
    ALTER health_changed_at TYPE timestamp(6) with time zone USING CAST(health_changed_at AS timestamp(6) with time zone),
    ALTER health_checked_at TYPE timestamp(6) with time zone USING CAST(health_checked_at AS timestamp(6) with time zone);
ALTER TABLE time_entries
    DROP entity_type,
    DROP entity_id;
ALTER TABLE time_entry_journals
    DROP entity_type,
    DROP entity_id;
ALTER TABLE types
    DROP pdf_export_templates_config;
ALTER TABLE user_preferences
    DROP dismissed_enterprise_banners;
ALTER TABLE work_package_journals
    DROP project_phase_definition_id;
ALTER TABLE work_packages
    DROP project_phase_definition_id,
    ADD project_life_cycle_step_id bigint;
ALTER TABLE project_life_cycle_step_definitions ADD FOREIGN KEY (color_id) REFERENCES colors (id);
ALTER TABLE project_life_cycle_steps ADD FOREIGN KEY (definition_id) REFERENCES project_life_cycle_step_definitions (id);
ALTER TABLE project_life_cycle_steps ADD FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE remote_identities ADD FOREIGN KEY (oauth_client_id) REFERENCES oauth_clients (id) ON DELETE CASCADE;
DELETE FROM schema_migrations;
INSERT INTO schema_migrations (version) VALUES
    ('10000000000000'), ('20100528100562'), ('20190716071941'), ('20211118203332'),
    ('20220811061024'), ('20230608151123'), ('20231201085450'), ('20240123151246'),
    ('20241030154245'), ('20241119131205'), ('20241120103858'), ('20241121094113'),
    ('20241121113638'), ('20241122143600'), ('20241125104347'), ('20241125161226'),
    ('20241126111225'), ('20241127161228'), ('20241128190428'), ('20241129135602'),
    ('20241202112406'), ('20241202112407'), ('20241202112408'), ('20241202112409'),
    ('20241211152749'), ('20241212131910'), ('20241217190533'), ('20250102161733'),
    ('20250108100511'), ('20250115100336'), ('20250117105334'), ('20250128164217');
