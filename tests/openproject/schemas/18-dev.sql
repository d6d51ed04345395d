-- base: 17.7
-- The schema of OpenProject on its way to 18.0, as what differs from 17.7: the migration files that
-- were seen up to October 2026.

CREATE TABLE placeholder_user_details (
    id bigserial,
    principal_id bigint NOT NULL UNIQUE,
    user_filter jsonb DEFAULT '[]'::jsonb,
    description text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE labels (
    id bigserial,
    name character varying NOT NULL,
    author_id bigint NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE labelings (
    id bigserial,
    label_id bigint NOT NULL,
    labelable_type character varying NOT NULL,
    labelable_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE recurring_meeting_historic_schedules (
    id bigserial,
    recurring_meeting_id bigint NOT NULL,
    uid character varying NOT NULL,
    snapshot jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE meeting_section_journals (
    id bigserial,
    journal_id integer NOT NULL,
    section_id bigint NOT NULL,
    title character varying,
    position integer NOT NULL,
    backlog boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE gitlab_branches (
    id bigserial,
    work_package_id bigint NOT NULL,
    gitlab_project_id bigint NOT NULL,
    namespace character varying NOT NULL,
    namespace_html_url character varying NOT NULL,
    name character varying NOT NULL,
    gitlab_html_url character varying NOT NULL,
    repository character varying NOT NULL,
    username character varying,
    gitlab_user_avatar_url character varying,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE gitlab_commits (
    id bigserial,
    gitlab_user_id bigint,
    sha character varying NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    author_name character varying NOT NULL,
    author_email character varying NOT NULL,
    authored_at timestamp with time zone NOT NULL,
    repository character varying NOT NULL,
    gitlab_html_url character varying NOT NULL,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    PRIMARY KEY (id)
);
DROP TABLE cost_queries CASCADE;
ALTER TABLE resource_allocations
    DROP user_filter,
    DROP filter_name,
    DROP principal_explicit,
    ADD placeholder_user_id bigint;
ALTER TABLE resource_allocation_journals
    DROP user_filter,
    DROP filter_name,
    DROP principal_explicit,
    ADD placeholder_user_id bigint;
ALTER TABLE meeting_agenda_item_journals ADD meeting_section_id bigint;
ALTER TABLE gitlab_users DROP gitlab_email;
ALTER TABLE time_entries DROP work_package_id;
ALTER TABLE time_entry_journals DROP work_package_id;
ALTER TABLE cost_entries DROP work_package_id;
ALTER TABLE placeholder_user_details ADD FOREIGN KEY (principal_id) REFERENCES users (id);
ALTER TABLE labels ADD FOREIGN KEY (author_id) REFERENCES users (id);
ALTER TABLE labelings ADD FOREIGN KEY (label_id) REFERENCES labels (id) ON DELETE CASCADE;
ALTER TABLE recurring_meeting_historic_schedules
    ADD FOREIGN KEY (recurring_meeting_id) REFERENCES recurring_meetings (id);
ALTER TABLE resource_allocations ADD FOREIGN KEY (placeholder_user_id) REFERENCES users (id);
ALTER TABLE gitlab_branches
    ADD FOREIGN KEY (work_package_id) REFERENCES work_packages (id) ON DELETE CASCADE;
ALTER TABLE gitlab_users RENAME gitlab_name TO name;
ALTER TABLE gitlab_users RENAME gitlab_username TO username;
ALTER TABLE gitlab_users RENAME gitlab_avatar_url TO avatar_url;
CREATE TABLE gitlab_commits_work_packages (
    id bigserial,
    gitlab_commit_id bigint,
    work_package_id bigint,
    created_at timestamp without time zone DEFAULT now() NOT NULL,
    updated_at timestamp without time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
ALTER TABLE custom_actions RENAME TO automations;
ALTER TABLE automations DROP actions;
ALTER TABLE custom_actions_statuses RENAME TO automations_statuses;
ALTER TABLE automations_statuses RENAME custom_action_id TO automation_id;
ALTER TABLE custom_actions_roles RENAME TO automations_roles;
ALTER TABLE automations_roles RENAME custom_action_id TO automation_id;
ALTER TABLE custom_actions_types RENAME TO automations_types;
ALTER TABLE automations_types RENAME custom_action_id TO automation_id;
ALTER TABLE custom_actions_projects RENAME TO automations_projects;
ALTER TABLE automations_projects RENAME custom_action_id TO automation_id;
CREATE TABLE automation_triggers (
    id bigserial,
    automation_id bigint NOT NULL,
    type character varying NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    position integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
ALTER TABLE automation_triggers ADD FOREIGN KEY (automation_id) REFERENCES automations (id);
CREATE TABLE automation_actions (
    id bigserial,
    automation_id bigint NOT NULL,
    type character varying NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    position integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
ALTER TABLE automation_actions ADD FOREIGN KEY (automation_id) REFERENCES automations (id);
INSERT INTO schema_migrations (version) VALUES
    ('20260930084536'), ('20260916133701'), ('20260911112833'),
    ('20260807133805'), ('20260807135349'), ('20260807145327'), ('20260814153519'),
    ('20260818121751'), ('20260824132100'), ('20260825103847'), ('20260902070000'),
    ('20260910120000'), ('20260910151136'), ('20260914194914'), ('20260916133700'),
    ('20260917101500'), ('20261002090000'), ('20261006120000'), ('20261010100000');
