-- The schema of OpenProject 12.0: what its own migrations leave in an empty database.
-- Names carry no schema, so that search_path decides where the tables are built.

CREATE TYPE delayed_job_status AS ENUM ('in_queue', 'error', 'in_process', 'success', 'failure', 'cancelled');

CREATE TABLE announcements (
    id serial,
    text text,
    show_until date,
    active boolean DEFAULT false,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_announcements_on_show_until_and_active ON announcements USING btree (show_until, active);

CREATE TABLE ar_internal_metadata (
    key character varying NOT NULL,
    value character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    PRIMARY KEY (key)
);

CREATE TABLE attachable_journals (
    id serial,
    journal_id integer NOT NULL,
    attachment_id integer NOT NULL,
    filename character varying DEFAULT ''::character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_attachable_journals_on_attachment_id ON attachable_journals USING btree (attachment_id);
CREATE INDEX index_attachable_journals_on_journal_id ON attachable_journals USING btree (journal_id);

CREATE TABLE attachment_journals (
    id serial,
    container_id integer,
    container_type character varying(30),
    filename character varying DEFAULT ''::character varying NOT NULL,
    disk_filename character varying DEFAULT ''::character varying NOT NULL,
    filesize bigint DEFAULT 0 NOT NULL,
    content_type character varying DEFAULT ''::character varying,
    digest character varying(40) DEFAULT ''::character varying NOT NULL,
    downloads integer DEFAULT 0 NOT NULL,
    author_id integer DEFAULT 0 NOT NULL,
    description text,
    PRIMARY KEY (id)
);

CREATE TABLE attachments (
    id serial,
    container_id integer,
    container_type character varying(30),
    filename character varying DEFAULT ''::character varying NOT NULL,
    disk_filename character varying DEFAULT ''::character varying NOT NULL,
    filesize bigint DEFAULT 0 NOT NULL,
    content_type character varying DEFAULT ''::character varying,
    digest character varying(40) DEFAULT ''::character varying NOT NULL,
    downloads integer DEFAULT 0 NOT NULL,
    author_id integer DEFAULT 0 NOT NULL,
    created_at timestamp without time zone,
    description character varying,
    file character varying,
    fulltext text,
    fulltext_tsv tsvector,
    file_tsv tsvector,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_attachments_on_author_id ON attachments USING btree (author_id);
CREATE INDEX index_attachments_on_container_id_and_container_type ON attachments USING btree (container_id, container_type);
CREATE INDEX index_attachments_on_created_at ON attachments USING btree (created_at);
CREATE INDEX index_attachments_on_file_tsv ON attachments USING gin (file_tsv);
CREATE INDEX index_attachments_on_fulltext_tsv ON attachments USING gin (fulltext_tsv);

CREATE TABLE attribute_help_texts (
    id serial,
    help_text text NOT NULL,
    type character varying NOT NULL,
    attribute_name character varying NOT NULL,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE auth_sources (
    id serial,
    type character varying(30) DEFAULT ''::character varying NOT NULL,
    name character varying(60) DEFAULT ''::character varying NOT NULL,
    host character varying(60),
    port integer,
    account character varying,
    account_password character varying DEFAULT ''::character varying,
    base_dn character varying,
    attr_login character varying(30),
    attr_firstname character varying(30),
    attr_lastname character varying(30),
    attr_mail character varying(30),
    onthefly_register boolean DEFAULT false NOT NULL,
    attr_admin character varying,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    tls_mode integer DEFAULT 0 NOT NULL,
    filter_string text,
    PRIMARY KEY (id)
);
CREATE INDEX index_auth_sources_on_id_and_type ON auth_sources USING btree (id, type);

CREATE TABLE bcf_comments (
    id bigserial,
    uuid text,
    journal_id bigint,
    issue_id bigint,
    viewpoint_id bigint,
    reply_to bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_bcf_comments_on_issue_id ON bcf_comments USING btree (issue_id);
CREATE INDEX index_bcf_comments_on_journal_id ON bcf_comments USING btree (journal_id);
CREATE INDEX index_bcf_comments_on_uuid ON bcf_comments USING btree (uuid);
CREATE UNIQUE INDEX index_bcf_comments_on_uuid_and_issue_id ON bcf_comments USING btree (uuid, issue_id);
CREATE INDEX index_bcf_comments_on_viewpoint_id ON bcf_comments USING btree (viewpoint_id);

CREATE TABLE bcf_issues (
    id bigserial,
    uuid text,
    markup xml,
    work_package_id bigint,
    stage character varying,
    index integer,
    labels text[] DEFAULT '{}'::text[],
    created_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_bcf_issues_on_uuid ON bcf_issues USING btree (uuid);
CREATE UNIQUE INDEX index_bcf_issues_on_work_package_id ON bcf_issues USING btree (work_package_id);

CREATE TABLE bcf_viewpoints (
    id bigserial,
    uuid text,
    viewpoint_name text,
    issue_id bigint,
    json_viewpoint jsonb,
    created_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_bcf_viewpoints_on_issue_id ON bcf_viewpoints USING btree (issue_id);
CREATE INDEX index_bcf_viewpoints_on_uuid ON bcf_viewpoints USING btree (uuid);
CREATE UNIQUE INDEX index_bcf_viewpoints_on_uuid_and_issue_id ON bcf_viewpoints USING btree (uuid, issue_id);

CREATE TABLE budget_journals (
    id serial,
    project_id integer NOT NULL,
    author_id integer NOT NULL,
    subject character varying NOT NULL,
    description text,
    fixed_date date NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE budgets (
    id serial,
    project_id integer NOT NULL,
    author_id integer NOT NULL,
    subject character varying NOT NULL,
    description text NOT NULL,
    fixed_date date NOT NULL,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_budgets_on_project_id_and_updated_at ON budgets USING btree (project_id, updated_at);

CREATE TABLE categories (
    id serial,
    project_id integer DEFAULT 0 NOT NULL,
    name character varying(256) DEFAULT ''::character varying NOT NULL,
    assigned_to_id integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_categories_on_assigned_to_id ON categories USING btree (assigned_to_id);
CREATE INDEX issue_categories_project_id ON categories USING btree (project_id);

CREATE TABLE changes (
    id serial,
    changeset_id integer NOT NULL,
    action character varying(1) DEFAULT ''::character varying NOT NULL,
    path text NOT NULL,
    from_path text,
    from_revision character varying,
    revision character varying,
    branch character varying,
    PRIMARY KEY (id)
);
CREATE INDEX changesets_changeset_id ON changes USING btree (changeset_id);

CREATE TABLE changeset_journals (
    id serial,
    repository_id integer NOT NULL,
    revision character varying NOT NULL,
    committer character varying,
    committed_on timestamp without time zone NOT NULL,
    comments text,
    commit_date date,
    scmid character varying,
    user_id integer,
    PRIMARY KEY (id)
);

CREATE TABLE changesets (
    id serial,
    repository_id integer NOT NULL,
    revision character varying NOT NULL,
    committer character varying,
    committed_on timestamp without time zone NOT NULL,
    comments text,
    commit_date date,
    scmid character varying,
    user_id integer,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX changesets_repos_rev ON changesets USING btree (repository_id, revision);
CREATE INDEX changesets_repos_scmid ON changesets USING btree (repository_id, scmid);
CREATE INDEX index_changesets_on_committed_on ON changesets USING btree (committed_on);
CREATE INDEX index_changesets_on_repository_id ON changesets USING btree (repository_id);
CREATE INDEX index_changesets_on_repository_id_and_committed_on ON changesets USING btree (repository_id, committed_on);
CREATE INDEX index_changesets_on_user_id ON changesets USING btree (user_id);

CREATE TABLE changesets_work_packages (
    changeset_id integer NOT NULL,
    work_package_id integer NOT NULL
);
CREATE UNIQUE INDEX changesets_work_packages_ids ON changesets_work_packages USING btree (changeset_id, work_package_id);

CREATE TABLE colors (
    id serial,
    name character varying NOT NULL,
    hexcode character varying NOT NULL,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);

CREATE TABLE comments (
    id serial,
    commented_type character varying(30) DEFAULT ''::character varying NOT NULL,
    commented_id integer DEFAULT 0 NOT NULL,
    author_id integer DEFAULT 0 NOT NULL,
    comments text,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_comments_on_author_id ON comments USING btree (author_id);
CREATE INDEX index_comments_on_commented_id_and_commented_type ON comments USING btree (commented_id, commented_type);

CREATE TABLE cost_entries (
    id serial,
    user_id integer NOT NULL,
    project_id integer NOT NULL,
    work_package_id integer NOT NULL,
    cost_type_id integer NOT NULL,
    units double precision NOT NULL,
    spent_on date NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    comments character varying NOT NULL,
    blocked boolean DEFAULT false NOT NULL,
    overridden_costs numeric(15,4),
    costs numeric(15,4),
    rate_id integer,
    tyear integer NOT NULL,
    tmonth integer NOT NULL,
    tweek integer NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE cost_queries (
    id serial,
    user_id integer NOT NULL,
    project_id integer,
    name character varying NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    serialized character varying(2000) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE cost_types (
    id serial,
    name character varying NOT NULL,
    unit character varying NOT NULL,
    unit_plural character varying NOT NULL,
    "default" boolean DEFAULT false NOT NULL,
    deleted_at timestamp without time zone,
    PRIMARY KEY (id)
);

CREATE TABLE custom_actions (
    id serial,
    name character varying,
    actions text,
    description text,
    "position" integer,
    PRIMARY KEY (id)
);

CREATE TABLE custom_actions_projects (
    id serial,
    project_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_projects_on_custom_action_id ON custom_actions_projects USING btree (custom_action_id);
CREATE INDEX index_custom_actions_projects_on_project_id ON custom_actions_projects USING btree (project_id);

CREATE TABLE custom_actions_roles (
    id serial,
    role_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_roles_on_custom_action_id ON custom_actions_roles USING btree (custom_action_id);
CREATE INDEX index_custom_actions_roles_on_role_id ON custom_actions_roles USING btree (role_id);

CREATE TABLE custom_actions_statuses (
    id serial,
    status_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_statuses_on_custom_action_id ON custom_actions_statuses USING btree (custom_action_id);
CREATE INDEX index_custom_actions_statuses_on_status_id ON custom_actions_statuses USING btree (status_id);

CREATE TABLE custom_actions_types (
    id serial,
    type_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_types_on_custom_action_id ON custom_actions_types USING btree (custom_action_id);
CREATE INDEX index_custom_actions_types_on_type_id ON custom_actions_types USING btree (type_id);

CREATE TABLE custom_fields (
    id serial,
    type character varying(30) DEFAULT ''::character varying NOT NULL,
    field_format character varying(30) DEFAULT ''::character varying NOT NULL,
    regexp character varying DEFAULT ''::character varying,
    min_length integer DEFAULT 0 NOT NULL,
    max_length integer DEFAULT 0 NOT NULL,
    is_required boolean DEFAULT false NOT NULL,
    is_for_all boolean DEFAULT false NOT NULL,
    is_filter boolean DEFAULT false NOT NULL,
    "position" integer DEFAULT 1,
    searchable boolean DEFAULT false,
    editable boolean DEFAULT true,
    visible boolean DEFAULT true NOT NULL,
    multi_value boolean DEFAULT false,
    default_value text,
    name character varying,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    content_right_to_left boolean DEFAULT false,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_fields_on_id_and_type ON custom_fields USING btree (id, type);

CREATE TABLE custom_fields_projects (
    custom_field_id integer DEFAULT 0 NOT NULL,
    project_id integer DEFAULT 0 NOT NULL
);
CREATE INDEX index_custom_fields_projects_on_custom_field_id_and_project_id ON custom_fields_projects USING btree (custom_field_id, project_id);

CREATE TABLE custom_fields_types (
    custom_field_id integer DEFAULT 0 NOT NULL,
    type_id integer DEFAULT 0 NOT NULL
);
CREATE UNIQUE INDEX custom_fields_types_unique ON custom_fields_types USING btree (custom_field_id, type_id);

CREATE TABLE custom_options (
    id serial,
    custom_field_id integer,
    "position" integer,
    default_value boolean,
    value text,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);

CREATE TABLE custom_styles (
    id serial,
    logo character varying,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    favicon character varying,
    touch_icon character varying,
    theme character varying DEFAULT 'OpenProject'::character varying,
    theme_logo character varying,
    PRIMARY KEY (id)
);

CREATE TABLE custom_values (
    id serial,
    customized_type character varying(30) DEFAULT ''::character varying NOT NULL,
    customized_id integer DEFAULT 0 NOT NULL,
    custom_field_id integer DEFAULT 0 NOT NULL,
    value text,
    PRIMARY KEY (id)
);
CREATE INDEX custom_values_customized ON custom_values USING btree (customized_type, customized_id);
CREATE INDEX index_custom_values_on_custom_field_id ON custom_values USING btree (custom_field_id);

CREATE TABLE customizable_journals (
    id serial,
    journal_id integer NOT NULL,
    custom_field_id integer NOT NULL,
    value text,
    PRIMARY KEY (id)
);
CREATE INDEX index_customizable_journals_on_custom_field_id ON customizable_journals USING btree (custom_field_id);
CREATE INDEX index_customizable_journals_on_journal_id ON customizable_journals USING btree (journal_id);

CREATE TABLE delayed_job_statuses (
    id bigserial,
    reference_type character varying,
    reference_id bigint,
    message character varying,
    created_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    status delayed_job_status DEFAULT 'in_queue'::delayed_job_status,
    user_id bigint,
    job_id character varying,
    payload jsonb,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_delayed_job_statuses_on_job_id ON delayed_job_statuses USING btree (job_id);
CREATE UNIQUE INDEX index_delayed_job_statuses_on_reference_type_and_reference_id ON delayed_job_statuses USING btree (reference_type, reference_id);
CREATE INDEX index_delayed_job_statuses_on_user_id ON delayed_job_statuses USING btree (user_id);

CREATE TABLE delayed_jobs (
    id serial,
    priority integer DEFAULT 0,
    attempts integer DEFAULT 0,
    handler text,
    last_error text,
    run_at timestamp without time zone,
    locked_at timestamp without time zone,
    failed_at timestamp without time zone,
    locked_by character varying,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    queue character varying,
    cron character varying,
    PRIMARY KEY (id)
);
CREATE INDEX delayed_jobs_priority ON delayed_jobs USING btree (priority, run_at);

CREATE TABLE design_colors (
    id serial,
    variable character varying,
    hexcode character varying,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_design_colors_on_variable ON design_colors USING btree (variable);

CREATE TABLE document_journals (
    id serial,
    project_id integer DEFAULT 0 NOT NULL,
    category_id integer DEFAULT 0 NOT NULL,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    description text,
    PRIMARY KEY (id)
);

CREATE TABLE documents (
    id serial,
    project_id integer DEFAULT 0 NOT NULL,
    category_id integer DEFAULT 0 NOT NULL,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    description text,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX documents_project_id ON documents USING btree (project_id);
CREATE INDEX index_documents_on_category_id ON documents USING btree (category_id);
CREATE INDEX index_documents_on_created_at ON documents USING btree (created_at);

CREATE TABLE done_statuses_for_project (
    project_id integer,
    status_id integer
);

CREATE TABLE enabled_modules (
    id serial,
    project_id integer,
    name character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX enabled_modules_project_id ON enabled_modules USING btree (project_id);
CREATE INDEX index_enabled_modules_on_name ON enabled_modules USING btree (name);

CREATE TABLE enterprise_tokens (
    id serial,
    encoded_token text,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE enumerations (
    id serial,
    name character varying(30) DEFAULT ''::character varying NOT NULL,
    "position" integer DEFAULT 1,
    is_default boolean DEFAULT false NOT NULL,
    type character varying,
    active boolean DEFAULT true NOT NULL,
    project_id integer,
    parent_id integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    color_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_enumerations_on_color_id ON enumerations USING btree (color_id);
CREATE INDEX index_enumerations_on_id_and_type ON enumerations USING btree (id, type);
CREATE INDEX index_enumerations_on_project_id ON enumerations USING btree (project_id);

CREATE TABLE export_card_configurations (
    id serial,
    name character varying,
    per_page integer,
    page_size character varying,
    orientation character varying,
    rows text,
    active boolean DEFAULT true,
    description text,
    PRIMARY KEY (id)
);

CREATE TABLE exports (
    id bigserial,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    type character varying,
    PRIMARY KEY (id)
);

CREATE TABLE forums (
    id serial,
    project_id integer NOT NULL,
    name character varying DEFAULT ''::character varying NOT NULL,
    description character varying,
    "position" integer DEFAULT 1,
    topics_count integer DEFAULT 0 NOT NULL,
    messages_count integer DEFAULT 0 NOT NULL,
    last_message_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX forums_project_id ON forums USING btree (project_id);
CREATE INDEX index_forums_on_last_message_id ON forums USING btree (last_message_id);

CREATE TABLE github_check_runs (
    id bigserial,
    github_pull_request_id bigint NOT NULL,
    github_id bigint NOT NULL,
    github_html_url character varying NOT NULL,
    app_id bigint NOT NULL,
    github_app_owner_avatar_url character varying NOT NULL,
    status character varying NOT NULL,
    name character varying NOT NULL,
    conclusion character varying,
    output_title character varying,
    output_summary character varying,
    details_url character varying,
    started_at timestamp without time zone,
    completed_at timestamp without time zone,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_github_check_runs_on_github_pull_request_id ON github_check_runs USING btree (github_pull_request_id);

CREATE TABLE github_pull_requests (
    id bigserial,
    github_user_id bigint,
    merged_by_id bigint,
    github_id bigint,
    number integer NOT NULL,
    github_html_url character varying NOT NULL,
    state character varying NOT NULL,
    repository character varying NOT NULL,
    github_updated_at timestamp without time zone,
    title character varying,
    body text,
    draft boolean,
    merged boolean,
    merged_at timestamp without time zone,
    comments_count integer,
    review_comments_count integer,
    additions_count integer,
    deletions_count integer,
    changed_files_count integer,
    labels json,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_github_pull_requests_on_github_user_id ON github_pull_requests USING btree (github_user_id);
CREATE INDEX index_github_pull_requests_on_merged_by_id ON github_pull_requests USING btree (merged_by_id);

CREATE TABLE github_pull_requests_work_packages (
    github_pull_request_id bigint NOT NULL,
    work_package_id bigint NOT NULL
);
CREATE INDEX github_pr_wp_pr_id ON github_pull_requests_work_packages USING btree (github_pull_request_id);
CREATE UNIQUE INDEX unique_index_gh_prs_wps_on_gh_pr_id_and_wp_id ON github_pull_requests_work_packages USING btree (github_pull_request_id, work_package_id);

CREATE TABLE github_users (
    id bigserial,
    github_id bigint NOT NULL,
    github_login character varying NOT NULL,
    github_html_url character varying NOT NULL,
    github_avatar_url character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE grid_widgets (
    id bigserial,
    start_row integer NOT NULL,
    end_row integer NOT NULL,
    start_column integer NOT NULL,
    end_column integer NOT NULL,
    identifier character varying,
    options text,
    grid_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_grid_widgets_on_grid_id ON grid_widgets USING btree (grid_id);

CREATE TABLE grids (
    id bigserial,
    row_count integer NOT NULL,
    column_count integer NOT NULL,
    type character varying,
    user_id bigint,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    project_id bigint,
    name text,
    options text,
    PRIMARY KEY (id)
);
CREATE INDEX index_grids_on_project_id ON grids USING btree (project_id);
CREATE INDEX index_grids_on_user_id ON grids USING btree (user_id);

CREATE TABLE group_users (
    group_id integer NOT NULL,
    user_id integer NOT NULL,
    id bigserial,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX group_user_ids ON group_users USING btree (group_id, user_id);
CREATE UNIQUE INDEX index_group_users_on_user_id_and_group_id ON group_users USING btree (user_id, group_id);

CREATE TABLE ifc_models (
    id bigserial,
    title character varying,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    project_id bigint,
    uploader_id bigint,
    is_default boolean DEFAULT false NOT NULL,
    conversion_status integer DEFAULT 0,
    conversion_error_message text,
    PRIMARY KEY (id)
);
CREATE INDEX index_ifc_models_on_is_default ON ifc_models USING btree (is_default);
CREATE INDEX index_ifc_models_on_project_id ON ifc_models USING btree (project_id);
CREATE INDEX index_ifc_models_on_uploader_id ON ifc_models USING btree (uploader_id);

CREATE TABLE journals (
    id serial,
    journable_type character varying,
    journable_id integer,
    user_id integer DEFAULT 0 NOT NULL,
    notes text,
    created_at timestamp without time zone NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    activity_type character varying,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    data_type character varying,
    data_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_journals_on_activity_type ON journals USING btree (activity_type);
CREATE INDEX index_journals_on_created_at ON journals USING btree (created_at);
CREATE UNIQUE INDEX index_journals_on_data_id_and_data_type ON journals USING btree (data_id, data_type);
CREATE INDEX index_journals_on_journable_id ON journals USING btree (journable_id);
CREATE INDEX index_journals_on_journable_type ON journals USING btree (journable_type);
CREATE UNIQUE INDEX index_journals_on_journable_type_and_journable_id_and_version ON journals USING btree (journable_type, journable_id, version);
CREATE INDEX index_journals_on_user_id ON journals USING btree (user_id);

CREATE TABLE labor_budget_items (
    id serial,
    budget_id integer NOT NULL,
    hours double precision NOT NULL,
    user_id integer,
    comments character varying DEFAULT ''::character varying NOT NULL,
    amount numeric(15,4),
    PRIMARY KEY (id)
);

CREATE TABLE ldap_groups_memberships (
    id serial,
    user_id integer,
    group_id integer,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_memberships_on_group_id ON ldap_groups_memberships USING btree (group_id);
CREATE INDEX index_ldap_groups_memberships_on_user_id ON ldap_groups_memberships USING btree (user_id);

CREATE TABLE ldap_groups_synchronized_filters (
    id bigserial,
    name character varying,
    group_name_attribute character varying,
    filter_string character varying,
    auth_source_id bigint,
    created_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    base_dn text,
    sync_users boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_synchronized_filters_on_auth_source_id ON ldap_groups_synchronized_filters USING btree (auth_source_id);

CREATE TABLE ldap_groups_synchronized_groups (
    id serial,
    group_id integer,
    auth_source_id integer,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    dn text,
    users_count integer DEFAULT 0 NOT NULL,
    filter_id bigint,
    sync_users boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_synchronized_groups_on_auth_source_id ON ldap_groups_synchronized_groups USING btree (auth_source_id);
CREATE INDEX index_ldap_groups_synchronized_groups_on_filter_id ON ldap_groups_synchronized_groups USING btree (filter_id);
CREATE INDEX index_ldap_groups_synchronized_groups_on_group_id ON ldap_groups_synchronized_groups USING btree (group_id);

CREATE TABLE material_budget_items (
    id serial,
    budget_id integer NOT NULL,
    units double precision NOT NULL,
    cost_type_id integer,
    comments character varying DEFAULT ''::character varying NOT NULL,
    amount numeric(15,4),
    PRIMARY KEY (id)
);

CREATE TABLE meeting_content_journals (
    id serial,
    meeting_id integer,
    author_id integer,
    text text,
    locked boolean,
    PRIMARY KEY (id)
);

CREATE TABLE meeting_contents (
    id serial,
    type character varying,
    meeting_id integer,
    author_id integer,
    text text,
    lock_version integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    locked boolean DEFAULT false,
    PRIMARY KEY (id)
);

CREATE TABLE meeting_journals (
    id serial,
    title character varying,
    author_id integer,
    project_id integer,
    location character varying,
    start_time timestamp without time zone,
    duration double precision,
    PRIMARY KEY (id)
);

CREATE TABLE meeting_participants (
    id serial,
    user_id integer,
    meeting_id integer,
    email character varying,
    name character varying,
    invited boolean,
    attended boolean,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE meetings (
    id serial,
    title character varying,
    author_id integer,
    project_id integer,
    location character varying,
    start_time timestamp without time zone,
    duration double precision,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_meetings_on_project_id_and_updated_at ON meetings USING btree (project_id, updated_at);

CREATE TABLE member_roles (
    id serial,
    member_id integer NOT NULL,
    role_id integer NOT NULL,
    inherited_from integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_member_roles_on_inherited_from ON member_roles USING btree (inherited_from);
CREATE INDEX index_member_roles_on_member_id ON member_roles USING btree (member_id);
CREATE INDEX index_member_roles_on_role_id ON member_roles USING btree (role_id);
CREATE UNIQUE INDEX unique_inherited_role ON member_roles USING btree (member_id, role_id, inherited_from);

CREATE TABLE members (
    id serial,
    user_id integer DEFAULT 0 NOT NULL,
    project_id integer,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_members_on_project_id ON members USING btree (project_id);
CREATE INDEX index_members_on_user_id ON members USING btree (user_id);
CREATE UNIQUE INDEX index_members_on_user_id_and_project_id ON members USING btree (user_id, project_id);

CREATE TABLE menu_items (
    id serial,
    name character varying,
    title character varying,
    parent_id integer,
    options text,
    navigatable_id integer,
    type character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_menu_items_on_navigatable_id_and_title ON menu_items USING btree (navigatable_id, title);
CREATE INDEX index_menu_items_on_parent_id ON menu_items USING btree (parent_id);

CREATE TABLE message_journals (
    id serial,
    forum_id integer NOT NULL,
    parent_id integer,
    subject character varying DEFAULT ''::character varying NOT NULL,
    content text,
    author_id integer,
    locked boolean DEFAULT false,
    sticky integer DEFAULT 0,
    PRIMARY KEY (id)
);

CREATE TABLE messages (
    id serial,
    forum_id integer NOT NULL,
    parent_id integer,
    subject character varying DEFAULT ''::character varying NOT NULL,
    content text,
    author_id integer,
    replies_count integer DEFAULT 0 NOT NULL,
    last_reply_id integer,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    locked boolean DEFAULT false,
    sticky integer DEFAULT 0,
    sticked_on timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_messages_on_author_id ON messages USING btree (author_id);
CREATE INDEX index_messages_on_created_at ON messages USING btree (created_at);
CREATE INDEX index_messages_on_forum_id_and_updated_at ON messages USING btree (forum_id, updated_at);
CREATE INDEX index_messages_on_last_reply_id ON messages USING btree (last_reply_id);
CREATE INDEX messages_board_id ON messages USING btree (forum_id);
CREATE INDEX messages_parent_id ON messages USING btree (parent_id);

CREATE TABLE news (
    id serial,
    project_id integer,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    summary character varying DEFAULT ''::character varying,
    description text,
    author_id integer DEFAULT 0 NOT NULL,
    created_at timestamp without time zone,
    comments_count integer DEFAULT 0 NOT NULL,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_news_on_author_id ON news USING btree (author_id);
CREATE INDEX index_news_on_created_at ON news USING btree (created_at);
CREATE INDEX index_news_on_project_id_and_created_at ON news USING btree (project_id, created_at);
CREATE INDEX news_project_id ON news USING btree (project_id);

CREATE TABLE news_journals (
    id serial,
    project_id integer,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    summary character varying DEFAULT ''::character varying,
    description text,
    author_id integer DEFAULT 0 NOT NULL,
    comments_count integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE notification_settings (
    id bigserial,
    project_id bigint,
    user_id bigint NOT NULL,
    watched boolean DEFAULT false,
    involved boolean DEFAULT false,
    mentioned boolean DEFAULT false,
    created_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    work_package_commented boolean DEFAULT false,
    work_package_created boolean DEFAULT false,
    work_package_processed boolean DEFAULT false,
    work_package_prioritized boolean DEFAULT false,
    work_package_scheduled boolean DEFAULT false,
    news_added boolean DEFAULT false,
    news_commented boolean DEFAULT false,
    document_added boolean DEFAULT false,
    forum_messages boolean DEFAULT false,
    wiki_page_added boolean DEFAULT false,
    wiki_page_updated boolean DEFAULT false,
    membership_added boolean DEFAULT false,
    membership_updated boolean DEFAULT false,
    PRIMARY KEY (id)
);
CREATE INDEX index_notification_settings_on_document_added ON notification_settings USING btree (document_added);
CREATE INDEX index_notification_settings_on_forum_messages ON notification_settings USING btree (forum_messages);
CREATE INDEX index_notification_settings_on_membership_added ON notification_settings USING btree (membership_added);
CREATE INDEX index_notification_settings_on_membership_updated ON notification_settings USING btree (membership_updated);
CREATE INDEX index_notification_settings_on_news_added ON notification_settings USING btree (news_added);
CREATE INDEX index_notification_settings_on_news_commented ON notification_settings USING btree (news_commented);
CREATE INDEX index_notification_settings_on_project_id ON notification_settings USING btree (project_id);
CREATE INDEX index_notification_settings_on_user_id ON notification_settings USING btree (user_id);
CREATE INDEX index_notification_settings_on_wiki_page_added ON notification_settings USING btree (wiki_page_added);
CREATE INDEX index_notification_settings_on_wiki_page_updated ON notification_settings USING btree (wiki_page_updated);
CREATE INDEX index_notification_settings_on_work_package_commented ON notification_settings USING btree (work_package_commented);
CREATE INDEX index_notification_settings_on_work_package_created ON notification_settings USING btree (work_package_created);
CREATE INDEX index_notification_settings_on_work_package_prioritized ON notification_settings USING btree (work_package_prioritized);
CREATE INDEX index_notification_settings_on_work_package_processed ON notification_settings USING btree (work_package_processed);
CREATE INDEX index_notification_settings_on_work_package_scheduled ON notification_settings USING btree (work_package_scheduled);
CREATE UNIQUE INDEX index_notification_settings_unique_project ON notification_settings USING btree (user_id, project_id) WHERE (project_id IS NOT NULL);
CREATE UNIQUE INDEX index_notification_settings_unique_project_null ON notification_settings USING btree (user_id) WHERE (project_id IS NULL);

CREATE TABLE notifications (
    id bigserial,
    subject text,
    read_ian boolean DEFAULT false,
    reason smallint,
    recipient_id bigint NOT NULL,
    actor_id bigint,
    resource_type character varying NOT NULL,
    resource_id bigint NOT NULL,
    project_id bigint,
    journal_id bigint,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    mail_reminder_sent boolean DEFAULT false,
    mail_alert_sent boolean,
    PRIMARY KEY (id)
);
CREATE INDEX index_notifications_on_actor_id ON notifications USING btree (actor_id);
CREATE INDEX index_notifications_on_journal_id ON notifications USING btree (journal_id);
CREATE INDEX index_notifications_on_mail_alert_sent ON notifications USING btree (mail_alert_sent);
CREATE INDEX index_notifications_on_mail_reminder_sent ON notifications USING btree (mail_reminder_sent);
CREATE INDEX index_notifications_on_project_id ON notifications USING btree (project_id);
CREATE INDEX index_notifications_on_read_ian ON notifications USING btree (read_ian);
CREATE INDEX index_notifications_on_recipient_id ON notifications USING btree (recipient_id);
CREATE INDEX index_notifications_on_resource ON notifications USING btree (resource_type, resource_id);

CREATE TABLE oauth_access_grants (
    id bigserial,
    resource_owner_id bigint NOT NULL,
    application_id bigint NOT NULL,
    token character varying NOT NULL,
    expires_in integer NOT NULL,
    redirect_uri text NOT NULL,
    created_at timestamp without time zone NOT NULL,
    revoked_at timestamp without time zone,
    scopes character varying,
    code_challenge character varying,
    code_challenge_method character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_oauth_access_grants_on_application_id ON oauth_access_grants USING btree (application_id);
CREATE INDEX index_oauth_access_grants_on_resource_owner_id ON oauth_access_grants USING btree (resource_owner_id);
CREATE UNIQUE INDEX index_oauth_access_grants_on_token ON oauth_access_grants USING btree (token);

CREATE TABLE oauth_access_tokens (
    id bigserial,
    resource_owner_id bigint,
    application_id bigint,
    token character varying NOT NULL,
    refresh_token character varying,
    expires_in integer,
    revoked_at timestamp without time zone,
    created_at timestamp without time zone NOT NULL,
    scopes character varying,
    previous_refresh_token character varying DEFAULT ''::character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_oauth_access_tokens_on_application_id ON oauth_access_tokens USING btree (application_id);
CREATE UNIQUE INDEX index_oauth_access_tokens_on_refresh_token ON oauth_access_tokens USING btree (refresh_token);
CREATE INDEX index_oauth_access_tokens_on_resource_owner_id ON oauth_access_tokens USING btree (resource_owner_id);
CREATE UNIQUE INDEX index_oauth_access_tokens_on_token ON oauth_access_tokens USING btree (token);

CREATE TABLE oauth_applications (
    id bigserial,
    name character varying NOT NULL,
    uid character varying NOT NULL,
    secret character varying NOT NULL,
    owner_type character varying,
    owner_id integer,
    client_credentials_user_id integer,
    redirect_uri text NOT NULL,
    scopes character varying DEFAULT ''::character varying NOT NULL,
    confidential boolean DEFAULT true NOT NULL,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_oauth_applications_on_owner_id_and_owner_type ON oauth_applications USING btree (owner_id, owner_type);
CREATE UNIQUE INDEX index_oauth_applications_on_uid ON oauth_applications USING btree (uid);

CREATE TABLE ordered_work_packages (
    id bigserial,
    "position" integer NOT NULL,
    query_id integer,
    work_package_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_ordered_work_packages_on_position ON ordered_work_packages USING btree ("position");
CREATE INDEX index_ordered_work_packages_on_query_id ON ordered_work_packages USING btree (query_id);
CREATE INDEX index_ordered_work_packages_on_work_package_id ON ordered_work_packages USING btree (work_package_id);

CREATE TABLE plaintext_tokens (
    id serial,
    user_id integer DEFAULT 0 NOT NULL,
    action character varying(30) DEFAULT ''::character varying NOT NULL,
    value character varying(40) DEFAULT ''::character varying NOT NULL,
    created_on timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_plaintext_tokens_on_user_id ON plaintext_tokens USING btree (user_id);

CREATE TABLE project_associations (
    id serial,
    project_a_id integer,
    project_b_id integer,
    description text,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_project_associations_on_project_a_id ON project_associations USING btree (project_a_id);
CREATE INDEX index_project_associations_on_project_b_id ON project_associations USING btree (project_b_id);

CREATE TABLE project_statuses (
    id bigserial,
    project_id bigint NOT NULL,
    explanation text,
    code integer,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_project_statuses_on_project_id ON project_statuses USING btree (project_id);

CREATE TABLE projects (
    id serial,
    name character varying DEFAULT ''::character varying NOT NULL,
    description text,
    public boolean DEFAULT true NOT NULL,
    parent_id integer,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    identifier character varying,
    lft integer,
    rgt integer,
    active boolean DEFAULT true NOT NULL,
    templated boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_projects_on_identifier ON projects USING btree (identifier);
CREATE INDEX index_projects_on_lft ON projects USING btree (lft);
CREATE INDEX index_projects_on_rgt ON projects USING btree (rgt);

CREATE TABLE projects_types (
    project_id integer DEFAULT 0 NOT NULL,
    type_id integer DEFAULT 0 NOT NULL
);
CREATE INDEX projects_types_project_id ON projects_types USING btree (project_id);
CREATE UNIQUE INDEX projects_types_unique ON projects_types USING btree (project_id, type_id);

CREATE TABLE queries (
    id serial,
    project_id integer,
    name character varying DEFAULT ''::character varying NOT NULL,
    filters text,
    user_id integer DEFAULT 0 NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    column_names text,
    sort_criteria text,
    group_by character varying,
    display_sums boolean DEFAULT false NOT NULL,
    timeline_visible boolean DEFAULT false,
    show_hierarchies boolean DEFAULT false,
    timeline_zoom_level integer DEFAULT 5,
    timeline_labels text,
    highlighting_mode text,
    highlighted_attributes text,
    hidden boolean DEFAULT false,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    display_representation text,
    PRIMARY KEY (id)
);
CREATE INDEX index_queries_on_project_id ON queries USING btree (project_id);
CREATE INDEX index_queries_on_updated_at ON queries USING btree (updated_at);
CREATE INDEX index_queries_on_user_id ON queries USING btree (user_id);

CREATE TABLE rates (
    id serial,
    valid_from date NOT NULL,
    rate numeric(15,4) NOT NULL,
    type character varying NOT NULL,
    project_id integer,
    user_id integer,
    cost_type_id integer,
    PRIMARY KEY (id)
);

CREATE TABLE recaptcha_entries (
    id serial,
    user_id bigint,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_recaptcha_entries_on_user_id ON recaptcha_entries USING btree (user_id);

CREATE TABLE relations (
    id serial,
    from_id integer NOT NULL,
    to_id integer NOT NULL,
    delay integer,
    description text,
    hierarchy integer DEFAULT 0 NOT NULL,
    relates integer DEFAULT 0 NOT NULL,
    duplicates integer DEFAULT 0 NOT NULL,
    blocks integer DEFAULT 0 NOT NULL,
    follows integer DEFAULT 0 NOT NULL,
    includes integer DEFAULT 0 NOT NULL,
    requires integer DEFAULT 0 NOT NULL,
    count integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_relations_direct_non_hierarchy ON relations USING btree (from_id) WHERE ((((((((hierarchy + relates) + duplicates) + follows) + blocks) + includes) + requires) = 1) AND (hierarchy = 0));
CREATE INDEX index_relations_hierarchy_follows_scheduling ON relations USING btree (to_id, hierarchy, follows, from_id) WHERE ((relates = 0) AND (duplicates = 0) AND (blocks = 0) AND (includes = 0) AND (requires = 0) AND (((((((hierarchy + relates) + duplicates) + follows) + blocks) + includes) + requires) > 0));
CREATE INDEX index_relations_on_count ON relations USING btree (count) WHERE (count = 0);
CREATE INDEX index_relations_on_from_id ON relations USING btree (from_id);
CREATE INDEX index_relations_on_to_id ON relations USING btree (to_id);
CREATE UNIQUE INDEX index_relations_on_type_columns ON relations USING btree (from_id, to_id, hierarchy, relates, duplicates, blocks, follows, includes, requires);
CREATE INDEX index_relations_only_hierarchy ON relations USING btree (from_id, to_id, hierarchy) WHERE ((relates = 0) AND (duplicates = 0) AND (follows = 0) AND (blocks = 0) AND (includes = 0) AND (requires = 0));
CREATE INDEX index_relations_to_from_only_follows ON relations USING btree (to_id, follows, from_id) WHERE ((hierarchy = 0) AND (relates = 0) AND (duplicates = 0) AND (blocks = 0) AND (includes = 0) AND (requires = 0));

CREATE TABLE repositories (
    id serial,
    project_id integer DEFAULT 0 NOT NULL,
    url character varying DEFAULT ''::character varying NOT NULL,
    login character varying(60) DEFAULT ''::character varying,
    password character varying DEFAULT ''::character varying,
    root_url character varying DEFAULT ''::character varying,
    type character varying,
    path_encoding character varying(64),
    log_encoding character varying(64),
    scm_type character varying NOT NULL,
    required_storage_bytes bigint DEFAULT 0 NOT NULL,
    storage_updated_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_repositories_on_project_id ON repositories USING btree (project_id);

CREATE TABLE role_permissions (
    id serial,
    permission character varying,
    role_id integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_role_permissions_on_role_id ON role_permissions USING btree (role_id);

CREATE TABLE roles (
    id serial,
    name character varying(30) DEFAULT ''::character varying NOT NULL,
    "position" integer DEFAULT 1,
    assignable boolean DEFAULT true,
    builtin integer DEFAULT 0 NOT NULL,
    type character varying(30) DEFAULT 'Role'::character varying,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
);

CREATE TABLE schema_migrations (
    version character varying NOT NULL,
    PRIMARY KEY (version)
);

CREATE UNLOGGED TABLE sessions (
    id serial,
    session_id character varying NOT NULL,
    data text,
    updated_at timestamp without time zone,
    user_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_sessions_on_session_id ON sessions USING btree (session_id);
CREATE INDEX index_sessions_on_updated_at ON sessions USING btree (updated_at);

CREATE TABLE settings (
    id serial,
    name character varying DEFAULT ''::character varying NOT NULL,
    value text,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
);
CREATE INDEX index_settings_on_name ON settings USING btree (name);

CREATE TABLE statuses (
    id serial,
    name character varying(30) DEFAULT ''::character varying NOT NULL,
    is_closed boolean DEFAULT false NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    "position" integer DEFAULT 1,
    default_done_ratio integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    color_id integer,
    is_readonly boolean DEFAULT false,
    PRIMARY KEY (id)
);
CREATE INDEX index_statuses_on_color_id ON statuses USING btree (color_id);
CREATE INDEX index_statuses_on_is_closed ON statuses USING btree (is_closed);
CREATE INDEX index_statuses_on_is_default ON statuses USING btree (is_default);
CREATE INDEX index_statuses_on_position ON statuses USING btree ("position");

CREATE TABLE time_entries (
    id serial,
    project_id integer NOT NULL,
    user_id integer NOT NULL,
    work_package_id integer,
    hours double precision NOT NULL,
    comments character varying,
    activity_id integer NOT NULL,
    spent_on date NOT NULL,
    tyear integer NOT NULL,
    tmonth integer NOT NULL,
    tweek integer NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    overridden_costs numeric(15,4),
    costs numeric(15,4),
    rate_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_time_entries_on_activity_id ON time_entries USING btree (activity_id);
CREATE INDEX index_time_entries_on_created_at ON time_entries USING btree (created_at);
CREATE INDEX index_time_entries_on_project_id_and_updated_at ON time_entries USING btree (project_id, updated_at);
CREATE INDEX index_time_entries_on_user_id ON time_entries USING btree (user_id);
CREATE INDEX time_entries_issue_id ON time_entries USING btree (work_package_id);
CREATE INDEX time_entries_project_id ON time_entries USING btree (project_id);

CREATE TABLE time_entry_activities_projects (
    id bigserial,
    activity_id bigint NOT NULL,
    project_id bigint NOT NULL,
    active boolean DEFAULT true,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_teap_on_project_id_and_activity_id ON time_entry_activities_projects USING btree (project_id, activity_id);
CREATE INDEX index_time_entry_activities_projects_on_active ON time_entry_activities_projects USING btree (active);
CREATE INDEX index_time_entry_activities_projects_on_activity_id ON time_entry_activities_projects USING btree (activity_id);
CREATE INDEX index_time_entry_activities_projects_on_project_id ON time_entry_activities_projects USING btree (project_id);

CREATE TABLE time_entry_journals (
    id serial,
    project_id integer NOT NULL,
    user_id integer NOT NULL,
    work_package_id integer,
    hours double precision NOT NULL,
    comments character varying,
    activity_id integer NOT NULL,
    spent_on date NOT NULL,
    tyear integer NOT NULL,
    tmonth integer NOT NULL,
    tweek integer NOT NULL,
    overridden_costs numeric(15,2),
    costs numeric(15,2),
    rate_id integer,
    PRIMARY KEY (id)
);

CREATE TABLE tokens (
    id serial,
    user_id bigint,
    type character varying,
    value character varying(128) DEFAULT ''::character varying NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_on timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_tokens_on_user_id ON tokens USING btree (user_id);

CREATE TABLE two_factor_authentication_devices (
    id serial,
    type character varying,
    "default" boolean DEFAULT false NOT NULL,
    active boolean DEFAULT false NOT NULL,
    channel character varying NOT NULL,
    phone_number character varying,
    identifier character varying NOT NULL,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    last_used_at integer,
    otp_secret text,
    user_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_two_factor_authentication_devices_on_user_id ON two_factor_authentication_devices USING btree (user_id);

CREATE TABLE types (
    id serial,
    name character varying DEFAULT ''::character varying NOT NULL,
    "position" integer DEFAULT 1,
    is_in_roadmap boolean DEFAULT true NOT NULL,
    is_milestone boolean DEFAULT false NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    color_id integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    is_standard boolean DEFAULT false NOT NULL,
    attribute_groups text,
    description text,
    PRIMARY KEY (id)
);
CREATE INDEX index_types_on_color_id ON types USING btree (color_id);

CREATE TABLE user_passwords (
    id serial,
    user_id integer NOT NULL,
    hashed_password character varying(128) NOT NULL,
    salt character varying(64),
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    type character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_user_passwords_on_user_id ON user_passwords USING btree (user_id);

CREATE TABLE user_preferences (
    id serial,
    user_id integer DEFAULT 0 NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    PRIMARY KEY (id)
);
CREATE INDEX index_user_preferences_on_user_id ON user_preferences USING btree (user_id);
CREATE INDEX index_user_prefs_settings_daily_reminders_enabled ON user_preferences USING gin ((((settings -> 'daily_reminders'::text) -> 'enabled'::text)));
CREATE INDEX index_user_prefs_settings_daily_reminders_times ON user_preferences USING gin ((((settings -> 'daily_reminders'::text) -> 'times'::text)));
CREATE INDEX index_user_prefs_settings_pause_reminders_enabled ON user_preferences USING btree (((((settings -> 'pause_reminders'::text) ->> 'enabled'::text))::boolean));
CREATE INDEX index_user_prefs_settings_time_zone ON user_preferences USING gin (((settings -> 'time_zone'::text)));
CREATE INDEX index_user_prefs_settings_workdays ON user_preferences USING gin (((settings -> 'workdays'::text)));

CREATE TABLE users (
    id serial,
    login character varying(256) DEFAULT ''::character varying NOT NULL,
    firstname character varying DEFAULT ''::character varying NOT NULL,
    lastname character varying DEFAULT ''::character varying NOT NULL,
    mail character varying DEFAULT ''::character varying NOT NULL,
    admin boolean DEFAULT false NOT NULL,
    status integer DEFAULT 1 NOT NULL,
    last_login_on timestamp without time zone,
    language character varying(5) DEFAULT ''::character varying,
    auth_source_id integer,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    type character varying,
    identity_url character varying,
    first_login boolean DEFAULT true NOT NULL,
    force_password_change boolean DEFAULT false,
    failed_login_count integer DEFAULT 0,
    last_failed_login_on timestamp without time zone,
    consented_at timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_users_on_auth_source_id ON users USING btree (auth_source_id);
CREATE INDEX index_users_on_id_and_type ON users USING btree (id, type);
CREATE INDEX index_users_on_type ON users USING btree (type);
CREATE INDEX index_users_on_type_and_login ON users USING btree (type, login);
CREATE INDEX index_users_on_type_and_status ON users USING btree (type, status);
CREATE UNIQUE INDEX unique_lastname_for_groups_and_placeholder_users ON users USING btree (lastname, type) WHERE (((type)::text = 'Group'::text) OR ((type)::text = 'PlaceholderUser'::text));

CREATE TABLE version_settings (
    id serial,
    project_id integer,
    version_id integer,
    display integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_version_settings_on_project_id_and_version_id ON version_settings USING btree (project_id, version_id);

CREATE TABLE versions (
    id serial,
    project_id integer DEFAULT 0 NOT NULL,
    name character varying DEFAULT ''::character varying NOT NULL,
    description character varying DEFAULT ''::character varying,
    effective_date date,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    wiki_page_title character varying,
    status character varying DEFAULT 'open'::character varying,
    sharing character varying DEFAULT 'none'::character varying NOT NULL,
    start_date date,
    PRIMARY KEY (id)
);
CREATE INDEX index_versions_on_sharing ON versions USING btree (sharing);
CREATE INDEX versions_project_id ON versions USING btree (project_id);

CREATE TABLE watchers (
    id serial,
    watchable_type character varying DEFAULT ''::character varying NOT NULL,
    watchable_id integer DEFAULT 0 NOT NULL,
    user_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_watchers_on_user_id ON watchers USING btree (user_id);
CREATE INDEX index_watchers_on_watchable_id_and_watchable_type ON watchers USING btree (watchable_id, watchable_type);
CREATE INDEX watchers_user_id_type ON watchers USING btree (user_id, watchable_type);

CREATE TABLE webhooks_events (
    id serial,
    name character varying,
    webhooks_webhook_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_webhooks_events_on_webhooks_webhook_id ON webhooks_events USING btree (webhooks_webhook_id);

CREATE TABLE webhooks_logs (
    id serial,
    webhooks_webhook_id integer,
    event_name character varying,
    url character varying,
    request_headers text,
    request_body text,
    response_code integer,
    response_headers text,
    response_body text,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_webhooks_logs_on_webhooks_webhook_id ON webhooks_logs USING btree (webhooks_webhook_id);

CREATE TABLE webhooks_projects (
    id serial,
    project_id integer,
    webhooks_webhook_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_webhooks_projects_on_project_id ON webhooks_projects USING btree (project_id);
CREATE INDEX index_webhooks_projects_on_webhooks_webhook_id ON webhooks_projects USING btree (webhooks_webhook_id);

CREATE TABLE webhooks_webhooks (
    id serial,
    name character varying,
    url text,
    description text NOT NULL,
    secret character varying,
    enabled boolean NOT NULL,
    all_projects boolean NOT NULL,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE wiki_content_journals (
    id serial,
    page_id integer NOT NULL,
    author_id integer,
    text text,
    PRIMARY KEY (id)
);

CREATE TABLE wiki_contents (
    id serial,
    page_id integer NOT NULL,
    author_id integer,
    text text,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    lock_version integer NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_wiki_contents_on_author_id ON wiki_contents USING btree (author_id);
CREATE INDEX index_wiki_contents_on_page_id_and_updated_at ON wiki_contents USING btree (page_id, updated_at);
CREATE INDEX wiki_contents_page_id ON wiki_contents USING btree (page_id);

CREATE TABLE wiki_pages (
    id serial,
    wiki_id integer NOT NULL,
    title character varying NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    protected boolean DEFAULT false NOT NULL,
    parent_id integer,
    slug character varying NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_wiki_pages_on_parent_id ON wiki_pages USING btree (parent_id);
CREATE INDEX index_wiki_pages_on_wiki_id ON wiki_pages USING btree (wiki_id);
CREATE UNIQUE INDEX wiki_pages_wiki_id_slug ON wiki_pages USING btree (wiki_id, slug);
CREATE INDEX wiki_pages_wiki_id_title ON wiki_pages USING btree (wiki_id, title);

CREATE TABLE wiki_redirects (
    id serial,
    wiki_id integer NOT NULL,
    title character varying,
    redirects_to character varying,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_wiki_redirects_on_wiki_id ON wiki_redirects USING btree (wiki_id);
CREATE INDEX wiki_redirects_wiki_id_title ON wiki_redirects USING btree (wiki_id, title);

CREATE TABLE wikis (
    id serial,
    project_id integer NOT NULL,
    start_page character varying NOT NULL,
    status integer DEFAULT 1 NOT NULL,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX wikis_project_id ON wikis USING btree (project_id);

CREATE TABLE work_package_journals (
    id serial,
    type_id integer DEFAULT 0 NOT NULL,
    project_id integer DEFAULT 0 NOT NULL,
    subject character varying DEFAULT ''::character varying NOT NULL,
    description text,
    due_date date,
    category_id integer,
    status_id integer DEFAULT 0 NOT NULL,
    assigned_to_id integer,
    priority_id integer DEFAULT 0 NOT NULL,
    version_id integer,
    author_id integer DEFAULT 0 NOT NULL,
    done_ratio integer DEFAULT 0 NOT NULL,
    estimated_hours double precision,
    start_date date,
    parent_id integer,
    responsible_id integer,
    budget_id integer,
    story_points integer,
    remaining_hours double precision,
    derived_estimated_hours double precision,
    schedule_manually boolean DEFAULT false,
    PRIMARY KEY (id)
);
CREATE INDEX work_package_journal_on_burndown_attributes ON work_package_journals USING btree (version_id, status_id, project_id, type_id);

CREATE TABLE work_packages (
    id serial,
    type_id integer DEFAULT 0 NOT NULL,
    project_id integer DEFAULT 0 NOT NULL,
    subject character varying DEFAULT ''::character varying NOT NULL,
    description text,
    due_date date,
    category_id integer,
    status_id integer DEFAULT 0 NOT NULL,
    assigned_to_id integer,
    priority_id integer DEFAULT 0,
    version_id integer,
    author_id integer DEFAULT 0 NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    done_ratio integer DEFAULT 0 NOT NULL,
    estimated_hours double precision,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    start_date date,
    responsible_id integer,
    budget_id integer,
    "position" integer,
    story_points integer,
    remaining_hours double precision,
    derived_estimated_hours double precision,
    schedule_manually boolean DEFAULT false,
    PRIMARY KEY (id)
);
CREATE INDEX index_work_packages_on_assigned_to_id ON work_packages USING btree (assigned_to_id);
CREATE INDEX index_work_packages_on_author_id ON work_packages USING btree (author_id);
CREATE INDEX index_work_packages_on_category_id ON work_packages USING btree (category_id);
CREATE INDEX index_work_packages_on_created_at ON work_packages USING btree (created_at);
CREATE INDEX index_work_packages_on_project_id ON work_packages USING btree (project_id);
CREATE INDEX index_work_packages_on_project_id_and_updated_at ON work_packages USING btree (project_id, updated_at);
CREATE INDEX index_work_packages_on_responsible_id ON work_packages USING btree (responsible_id);
CREATE INDEX index_work_packages_on_schedule_manually ON work_packages USING btree (schedule_manually) WHERE schedule_manually;
CREATE INDEX index_work_packages_on_status_id ON work_packages USING btree (status_id);
CREATE INDEX index_work_packages_on_type_id ON work_packages USING btree (type_id);
CREATE INDEX index_work_packages_on_updated_at ON work_packages USING btree (updated_at);
CREATE INDEX index_work_packages_on_version_id ON work_packages USING btree (version_id);

CREATE TABLE workflows (
    id serial,
    type_id integer DEFAULT 0 NOT NULL,
    old_status_id integer DEFAULT 0 NOT NULL,
    new_status_id integer DEFAULT 0 NOT NULL,
    role_id integer DEFAULT 0 NOT NULL,
    assignee boolean DEFAULT false NOT NULL,
    author boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_workflows_on_new_status_id ON workflows USING btree (new_status_id);
CREATE INDEX index_workflows_on_old_status_id ON workflows USING btree (old_status_id);
CREATE INDEX index_workflows_on_role_id ON workflows USING btree (role_id);
CREATE INDEX wkfs_role_type_old_status ON workflows USING btree (role_id, type_id, old_status_id);

ALTER TABLE bcf_comments ADD CONSTRAINT fk_rails_0571c4b386 FOREIGN KEY (reply_to) REFERENCES bcf_comments (id) ON DELETE SET NULL;
ALTER TABLE bcf_comments ADD CONSTRAINT fk_rails_556ef6e73e FOREIGN KEY (viewpoint_id) REFERENCES bcf_viewpoints (id) ON DELETE SET NULL;
ALTER TABLE bcf_comments ADD CONSTRAINT fk_rails_7ac870008c FOREIGN KEY (issue_id) REFERENCES bcf_issues (id) ON DELETE CASCADE;
ALTER TABLE bcf_issues ADD CONSTRAINT fk_rails_4e35bc3056 FOREIGN KEY (work_package_id) REFERENCES work_packages (id) ON DELETE CASCADE;
ALTER TABLE bcf_viewpoints ADD CONSTRAINT fk_rails_fa5c88e5be FOREIGN KEY (issue_id) REFERENCES bcf_issues (id) ON DELETE CASCADE;
ALTER TABLE ifc_models ADD CONSTRAINT fk_rails_4f53d4601c FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE;
ALTER TABLE ldap_groups_synchronized_groups ADD CONSTRAINT fk_rails_44dac1537e FOREIGN KEY (filter_id) REFERENCES ldap_groups_synchronized_filters (id);
ALTER TABLE notification_settings ADD CONSTRAINT fk_rails_0c95e91db7 FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE notification_settings ADD CONSTRAINT fk_rails_496a500fda FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE notifications ADD CONSTRAINT fk_rails_06a39bb8cc FOREIGN KEY (actor_id) REFERENCES users (id);
ALTER TABLE notifications ADD CONSTRAINT fk_rails_4aea6afa11 FOREIGN KEY (recipient_id) REFERENCES users (id);
ALTER TABLE notifications ADD CONSTRAINT fk_rails_595318131c FOREIGN KEY (journal_id) REFERENCES journals (id);
ALTER TABLE oauth_access_grants ADD CONSTRAINT fk_rails_b4b53e07b8 FOREIGN KEY (application_id) REFERENCES oauth_applications (id);
ALTER TABLE oauth_access_tokens ADD CONSTRAINT fk_rails_732cb83ab7 FOREIGN KEY (application_id) REFERENCES oauth_applications (id);
ALTER TABLE oauth_applications ADD CONSTRAINT fk_rails_3d1f3b58d2 FOREIGN KEY (client_credentials_user_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE oauth_applications ADD CONSTRAINT fk_rails_cc886e315a FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE ordered_work_packages ADD CONSTRAINT fk_rails_e99c4d5dfe FOREIGN KEY (query_id) REFERENCES queries (id) ON DELETE CASCADE;
ALTER TABLE ordered_work_packages ADD CONSTRAINT fk_rails_fe038e4e03 FOREIGN KEY (work_package_id) REFERENCES work_packages (id) ON DELETE CASCADE;
ALTER TABLE project_statuses ADD CONSTRAINT fk_rails_3cf2a2e96d FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE recaptcha_entries ADD CONSTRAINT fk_rails_890a90efa9 FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE time_entry_activities_projects ADD CONSTRAINT fk_rails_5b669d4f34 FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE time_entry_activities_projects ADD CONSTRAINT fk_rails_bc6c409022 FOREIGN KEY (activity_id) REFERENCES enumerations (id);
ALTER TABLE two_factor_authentication_devices ADD CONSTRAINT fk_rails_0b09e132e7 FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE webhooks_events ADD CONSTRAINT fk_rails_a166925c91 FOREIGN KEY (webhooks_webhook_id) REFERENCES webhooks_webhooks (id);
ALTER TABLE webhooks_logs ADD CONSTRAINT fk_rails_551257cdac FOREIGN KEY (webhooks_webhook_id) REFERENCES webhooks_webhooks (id) ON DELETE CASCADE;
ALTER TABLE webhooks_projects ADD CONSTRAINT fk_rails_d7ea5de5b8 FOREIGN KEY (webhooks_webhook_id) REFERENCES webhooks_webhooks (id);
ALTER TABLE webhooks_projects ADD CONSTRAINT fk_rails_e978b5e3d7 FOREIGN KEY (project_id) REFERENCES projects (id);

INSERT INTO schema_migrations (version) VALUES
    ('10000000000000'), ('20100528100562'), ('20120214103300'), ('20130214130336'),
    ('20140113132617'), ('20140129103924'), ('20140207134248'), ('20160331190036'),
    ('20170703075208'), ('20170705134348'), ('20170818063404'), ('20170829095701'),
    ('20171023190036'), ('20171106074835'), ('20171129145631'), ('20171218205557'),
    ('20171219145752'), ('20180105130053'), ('20180108132929'), ('20180116065518'),
    ('20180117065255'), ('20180122135443'), ('20180123092002'), ('20180125082205'),
    ('20180213155320'), ('20180221151038'), ('20180305130811'), ('20180323130704'),
    ('20180323133404'), ('20180323135408'), ('20180323140208'), ('20180323151208'),
    ('20180419061910'), ('20180504144320'), ('20180510184732'), ('20180518130559'),
    ('20180524084654'), ('20180524113516'), ('20180706150714'), ('20180717102331'),
    ('20180801072018'), ('20180830120550'), ('20180903110212'), ('20180924141838'),
    ('20181101132712'), ('20181112125034'), ('20181118193730'), ('20181121174153'),
    ('20181214103300'), ('20190124081710'), ('20190129083842'), ('20190205090102'),
    ('20190207155607'), ('20190220080647'), ('20190227163226'), ('20190301122554'),
    ('20190312083304'), ('20190411122815'), ('20190502102512'), ('20190507132517'),
    ('20190509071101'), ('20190527095959'), ('20190603060951'), ('20190618115620'),
    ('20190619143049'), ('20190710132957'), ('20190716071941'), ('20190719123448'),
    ('20190722082648'), ('20190724093332'), ('20190823090211'), ('20190826083604'),
    ('20190905130336'), ('20190920102446'), ('20190923111902'), ('20190923123858'),
    ('20191029155327'), ('20191106132533'), ('20191112111040'), ('20191114090353'),
    ('20191115141154'), ('20191119144123'), ('20191121140202'), ('20191216135213'),
    ('20200114091135'), ('20200115090742'), ('20200123163818'), ('20200206101135'),
    ('20200217061622'), ('20200217090016'), ('20200217155632'), ('20200220171133'),
    ('20200302100431'), ('20200310092237'), ('20200325101528'), ('20200326102408'),
    ('20200327074416'), ('20200403105252'), ('20200415131633'), ('20200420122713'),
    ('20200420133116'), ('20200422105623'), ('20200427082928'), ('20200427121606'),
    ('20200428105404'), ('20200504085933'), ('20200522131255'), ('20200522140244'),
    ('20200527130633'), ('20200610083854'), ('20200610124259'), ('20200625133727'),
    ('20200708065116'), ('20200803081038'), ('20200807083950'), ('20200807083952'),
    ('20200810152654'), ('20200820140526'), ('20200903064009'), ('20200907090753'),
    ('20200914092212'), ('20200924085508'), ('20200925084550'), ('20201001184404'),
    ('20201005120137'), ('20201005184411'), ('20201105154216'), ('20201125121949'),
    ('20210126112238'), ('20210127134438'), ('20210214205545'), ('20210219092709'),
    ('20210221230446'), ('20210310101840'), ('20210331085058'), ('20210407110000'),
    ('20210427065703'), ('20210510193438'), ('20210512121322'), ('20210519141244'),
    ('20210521080035'), ('20210615150558'), ('20210616145324'), ('20210616191052'),
    ('20210618125430'), ('20210618132206'), ('20210628185054'), ('20210701073944'),
    ('20210701082511'), ('20210713081724'), ('20210726065912'), ('20210726070813'),
    ('20210802114054'), ('20210825183540'), ('20210902201126'), ('20210910092414'),
    ('20210914065555'), ('20210915154656'), ('20210917190141'), ('20210922123908'),
    ('20210928133538'), ('20211005080304'), ('20211005135637'), ('20211011204301'),
    ('20211022143726'), ('20211026061420'), ('20211101152840'), ('20211102161932'),
    ('20211103120946'), ('20211104151329'), ('20211105142202'), ('20211117195121'),
    ('20211118203332');
