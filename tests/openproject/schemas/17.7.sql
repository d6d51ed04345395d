-- base: 17.1
-- The schema of OpenProject 17.7, as what differs from 17.1:
-- the migration files up to the release; persisted_* from their models, jira_versions later perhaps.

DROP TABLE scheduled_meetings CASCADE;
CREATE TABLE backlog_buckets (
    id bigserial,
    name character varying NOT NULL,
    project_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE custom_comment_journals (
    id bigserial,
    custom_field_id bigint NOT NULL,
    journal_id bigint,
    text text NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE custom_comments (
    id bigserial,
    custom_field_id bigint NOT NULL,
    customized_type character varying NOT NULL,
    customized_id bigint NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE group_details (
    id bigserial,
    principal_id bigint NOT NULL UNIQUE,
    organizational_unit boolean DEFAULT false NOT NULL,
    parent_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_import_job_cursors (
    id bigserial,
    jira_import_id bigint,
    job_class character varying NOT NULL,
    arguments jsonb NOT NULL,
    cursor jsonb NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_import_transitions (
    id bigserial,
    from_state character varying NOT NULL,
    to_state character varying NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb,
    sort_key integer NOT NULL,
    jira_import_id integer NOT NULL,
    most_recent boolean NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_imports (
    id bigserial,
    author_id bigint NOT NULL,
    projects jsonb DEFAULT '[]'::jsonb,
    selected jsonb DEFAULT '{}'::jsonb,
    error character varying,
    job_id character varying,
    available jsonb DEFAULT '{}'::jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    jira_id bigint,
    import_batch_id character varying,
    PRIMARY KEY (id)
);
CREATE TABLE jira_issues (
    id bigserial,
    payload jsonb,
    jira_project_id character varying,
    jira_issue_id character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_open_project_references (
    id bigserial,
    op_entity_id character varying,
    op_entity_class character varying,
    jira_entity_id character varying,
    jira_entity_class character varying,
    uses_existing boolean,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_projects (
    id bigserial,
    payload jsonb,
    jira_project_id character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_users (
    id bigserial,
    payload jsonb,
    jira_user_key character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_project_types (
    id bigserial,
    payload jsonb,
    jira_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_issue_types (
    id bigserial,
    payload jsonb,
    jira_issue_type_id character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_priorities (
    id bigserial,
    payload jsonb,
    jira_priority_id character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_statuses (
    id bigserial,
    payload jsonb,
    jira_status_id character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_status_categories (
    id bigserial,
    payload jsonb,
    jira_status_category_id character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_fields (
    id bigserial,
    payload jsonb,
    jira_field_id character varying,
    jira_id bigint,
    jira_import_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jira_versions (
    id bigserial,
    payload jsonb,
    origin_id character varying NOT NULL,
    jira_import_id bigint NOT NULL,
    jira_project_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE jiras (
    id bigserial,
    url character varying,
    name character varying,
    personal_access_token character varying,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE meeting_participant_journals (
    id bigserial,
    journal_id integer NOT NULL,
    user_id integer NOT NULL,
    invited boolean DEFAULT false NOT NULL,
    attended boolean DEFAULT false NOT NULL,
    participation_status character varying,
    PRIMARY KEY (id)
);
CREATE TABLE ordered_persisted_query_entities (
    id bigserial,
    persisted_query_id bigint NOT NULL,
    entity_type character varying NOT NULL,
    entity_id bigint NOT NULL,
    position integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE persisted_queries (
    id bigserial,
    type character varying NOT NULL,
    name character varying,
    project_id bigint,
    principal_id bigint,
    filters jsonb DEFAULT '[]'::jsonb,
    orders jsonb DEFAULT '[]'::jsonb,
    selects jsonb DEFAULT '[]'::jsonb,
    group_bys jsonb DEFAULT '[]'::jsonb,
    manual_elements boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE persisted_views (
    id bigserial,
    type character varying NOT NULL,
    name character varying NOT NULL,
    project_id bigint,
    principal_id bigint,
    query_type character varying,
    query_id bigint,
    parent_id bigint,
    public boolean DEFAULT false NOT NULL,
    category character varying,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE project_custom_field_type_mappings (
    id bigserial,
    type_id bigint NOT NULL,
    custom_field_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE resource_allocation_journals (
    id bigserial,
    entity_type character varying,
    entity_id bigint,
    principal_id bigint,
    user_filter jsonb DEFAULT '[]'::jsonb,
    state character varying,
    start_date date,
    end_date date,
    allocated_time integer,
    requested_by_id bigint,
    reviewed_by_id bigint,
    filter_name character varying,
    principal_explicit boolean,
    principal_assigned_by_id bigint,
    PRIMARY KEY (id)
);
CREATE TABLE resource_allocations (
    id bigserial,
    entity_type character varying NOT NULL,
    entity_id bigint NOT NULL,
    principal_id bigint,
    user_filter jsonb DEFAULT '[]'::jsonb,
    state character varying NOT NULL,
    start_date date NOT NULL,
    end_date date NOT NULL,
    allocated_time integer NOT NULL,
    requested_by_id bigint,
    reviewed_by_id bigint,
    filter_name character varying,
    principal_explicit boolean DEFAULT true NOT NULL,
    principal_assigned_by_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE sprint_goals (
    id bigserial,
    sprint_id bigint NOT NULL,
    project_id bigint NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE sprints (
    id bigserial,
    name character varying NOT NULL,
    status character varying DEFAULT 'in_planning'::character varying NOT NULL,
    start_date date,
    finish_date date,
    project_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE user_non_working_times (
    id bigserial,
    user_id bigint NOT NULL,
    start_date date NOT NULL,
    end_date date NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE user_working_hours (
    id bigserial,
    user_id bigint NOT NULL,
    valid_from date NOT NULL,
    monday integer NOT NULL,
    tuesday integer NOT NULL,
    wednesday integer NOT NULL,
    thursday integer NOT NULL,
    friday integer NOT NULL,
    saturday integer NOT NULL,
    sunday integer NOT NULL,
    availability_factor integer DEFAULT 100 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE wiki_page_links (
    id bigserial,
    linkable_type character varying NOT NULL,
    linkable_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    author_id bigint,
    type character varying NOT NULL,
    identifier character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE wiki_providers (
    id bigserial,
    name character varying NOT NULL,
    universal_identifier character varying NOT NULL,
    type character varying NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE work_package_semantic_aliases (
    id bigserial,
    identifier character varying NOT NULL,
    work_package_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE work_package_versions (
    id bigserial,
    work_package_id bigint NOT NULL,
    version_id bigint NOT NULL,
    kind integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
ALTER TABLE custom_fields
    ADD has_comment boolean DEFAULT false NOT NULL;
ALTER TABLE grids
    ADD linked_type character varying,
    ADD linked_id bigint;
ALTER TABLE ldap_groups_synchronized_filters
    ADD member_lookup_attribute character varying;
ALTER TABLE meetings
    ADD sharing character varying,
    ADD recurrence_start_time timestamp with time zone;
ALTER TABLE work_package_journals
    ADD sprint_id bigint;
ALTER TABLE work_packages
    ADD sprint_id bigint,
    ADD backlog_bucket_id bigint,
    ADD identifier character varying,
    ADD sequence_number integer;
ALTER TABLE backlog_buckets ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE;
ALTER TABLE custom_comment_journals ADD FOREIGN KEY (journal_id) REFERENCES journals (id);
ALTER TABLE custom_comments ADD FOREIGN KEY (custom_field_id) REFERENCES custom_fields (id);
ALTER TABLE group_details ADD FOREIGN KEY (parent_id) REFERENCES users (id);
ALTER TABLE group_details ADD FOREIGN KEY (principal_id) REFERENCES users (id);
ALTER TABLE jira_import_transitions ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id);
ALTER TABLE jira_imports ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_issues ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_issues ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_open_project_references ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_open_project_references ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_projects ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_projects ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_users ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_users ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_project_types ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_issue_types ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_issue_types ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_priorities ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_priorities ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_statuses ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_statuses ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_status_categories ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_status_categories ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_fields ADD FOREIGN KEY (jira_id) REFERENCES jiras (id) ON DELETE CASCADE;
ALTER TABLE jira_fields ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_versions ADD FOREIGN KEY (jira_import_id) REFERENCES jira_imports (id) ON DELETE CASCADE;
ALTER TABLE jira_versions ADD FOREIGN KEY (jira_project_id) REFERENCES jira_projects (id) ON DELETE CASCADE;
ALTER TABLE ordered_persisted_query_entities ADD FOREIGN KEY (persisted_query_id) REFERENCES persisted_queries (id);
ALTER TABLE persisted_queries ADD FOREIGN KEY (principal_id) REFERENCES users (id);
ALTER TABLE persisted_queries ADD FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE persisted_views ADD FOREIGN KEY (parent_id) REFERENCES persisted_views (id);
ALTER TABLE persisted_views ADD FOREIGN KEY (principal_id) REFERENCES users (id);
ALTER TABLE persisted_views ADD FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE project_custom_field_type_mappings ADD FOREIGN KEY (custom_field_id) REFERENCES custom_fields (id);
ALTER TABLE project_custom_field_type_mappings ADD FOREIGN KEY (type_id) REFERENCES types (id);
ALTER TABLE resource_allocation_journals ADD FOREIGN KEY (principal_id) REFERENCES users (id);
ALTER TABLE resource_allocation_journals ADD FOREIGN KEY (requested_by_id) REFERENCES users (id);
ALTER TABLE resource_allocation_journals ADD FOREIGN KEY (reviewed_by_id) REFERENCES users (id);
ALTER TABLE resource_allocations ADD FOREIGN KEY (principal_assigned_by_id) REFERENCES users (id);
ALTER TABLE resource_allocations ADD FOREIGN KEY (principal_id) REFERENCES users (id);
ALTER TABLE resource_allocations ADD FOREIGN KEY (requested_by_id) REFERENCES users (id);
ALTER TABLE resource_allocations ADD FOREIGN KEY (reviewed_by_id) REFERENCES users (id);
ALTER TABLE sprint_goals ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE;
ALTER TABLE sprint_goals ADD FOREIGN KEY (sprint_id) REFERENCES sprints (id) ON DELETE CASCADE;
ALTER TABLE sprints ADD FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE user_non_working_times ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE user_working_hours ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE wiki_page_links ADD FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE wiki_page_links ADD FOREIGN KEY (provider_id) REFERENCES wiki_providers (id) ON DELETE CASCADE;
ALTER TABLE work_package_semantic_aliases ADD FOREIGN KEY (work_package_id) REFERENCES work_packages (id);
ALTER TABLE work_package_versions ADD FOREIGN KEY (version_id) REFERENCES versions (id) ON DELETE CASCADE;
ALTER TABLE work_package_versions ADD FOREIGN KEY (work_package_id) REFERENCES work_packages (id) ON DELETE CASCADE;
ALTER TABLE work_packages ADD FOREIGN KEY (backlog_bucket_id) REFERENCES backlog_buckets (id);
ALTER TABLE work_packages ADD FOREIGN KEY (sprint_id) REFERENCES sprints (id);
CREATE TABLE work_package_version_journals (
    id bigserial,
    journal_id bigint NOT NULL,
    version_id bigint NOT NULL,
    kind integer NOT NULL,
    PRIMARY KEY (id)
);
ALTER TABLE work_package_version_journals ADD FOREIGN KEY (journal_id) REFERENCES journals (id);
INSERT INTO schema_migrations (version) VALUES
    ('20260629134641'), ('20260707090000'), ('20250927215339'), ('20260202093215'), ('20260219152519'), ('20260318133702'),
    ('20260506000001'), ('20260507141533'), ('20260622144833'), ('20260624101934'), ('20260706065400');
