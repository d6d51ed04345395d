-- The schema of OpenProject 17.1: what its own migrations leave in an empty database.
-- Names carry no schema, so that search_path decides where the tables are built.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA pg_catalog;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA pg_catalog;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA pg_catalog;

-- A server built without ICU still gets every table: there this collation orders by bytes.
DO $$
BEGIN
    CREATE COLLATION versions_name (provider = icu, locale = 'und-u-kn-true');
EXCEPTION WHEN feature_not_supported THEN
    CREATE COLLATION versions_name (provider = libc, locale = 'C');
END
$$;

CREATE TABLE announcements (
    id bigserial,
    text text,
    show_until date,
    active boolean DEFAULT false,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_announcements_on_show_until_and_active ON announcements USING btree (show_until, active);

CREATE TABLE ar_internal_metadata (
    key character varying NOT NULL,
    value character varying,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (key)
);

CREATE TABLE attachable_journals (
    id bigserial,
    journal_id bigint NOT NULL,
    attachment_id bigint NOT NULL,
    filename character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_attachable_journals_on_attachment_id ON attachable_journals USING btree (attachment_id);
CREATE INDEX index_attachable_journals_on_journal_id ON attachable_journals USING btree (journal_id);

CREATE TABLE attachment_journals (
    id bigserial,
    container_id bigint,
    container_type character varying(30),
    filename character varying NOT NULL,
    disk_filename character varying NOT NULL,
    filesize bigint NOT NULL,
    content_type character varying,
    digest character varying(40) NOT NULL,
    downloads integer NOT NULL,
    author_id bigint NOT NULL,
    description text,
    PRIMARY KEY (id)
);

CREATE TABLE attachments (
    id bigserial,
    container_id bigint,
    container_type character varying(30),
    filename character varying DEFAULT ''::character varying NOT NULL,
    disk_filename character varying DEFAULT ''::character varying NOT NULL,
    filesize bigint DEFAULT 0 NOT NULL,
    content_type character varying DEFAULT ''::character varying,
    digest character varying(40) DEFAULT ''::character varying NOT NULL,
    downloads integer DEFAULT 0 NOT NULL,
    author_id bigint NOT NULL,
    created_at timestamp with time zone,
    description character varying,
    file character varying,
    fulltext text,
    fulltext_tsv tsvector,
    file_tsv tsvector,
    updated_at timestamp with time zone,
    status integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_attachments_on_author_id ON attachments USING btree (author_id);
CREATE INDEX index_attachments_on_container_id_and_container_type ON attachments USING btree (container_id, container_type);
CREATE INDEX index_attachments_on_created_at ON attachments USING btree (created_at);
CREATE INDEX index_attachments_on_file_tsv ON attachments USING gin (file_tsv);
CREATE INDEX index_attachments_on_fulltext_tsv ON attachments USING gin (fulltext_tsv);

CREATE TABLE attribute_help_texts (
    id bigserial,
    help_text text NOT NULL,
    type character varying NOT NULL,
    attribute_name character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    caption text,
    PRIMARY KEY (id)
);

CREATE TABLE auth_providers (
    id bigserial,
    type character varying NOT NULL,
    display_name character varying NOT NULL,
    slug character varying NOT NULL,
    available boolean DEFAULT true NOT NULL,
    limit_self_registration boolean DEFAULT false NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    creator_id bigint NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_auth_providers_on_creator_id ON auth_providers USING btree (creator_id);
CREATE UNIQUE INDEX index_auth_providers_on_display_name ON auth_providers USING btree (display_name);
CREATE UNIQUE INDEX index_auth_providers_on_slug ON auth_providers USING btree (slug);

CREATE TABLE autologin_session_links (
    id bigserial,
    token_id bigint NOT NULL,
    session_id bigint NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_autologin_session_links_on_session_id ON autologin_session_links USING btree (session_id);
CREATE INDEX index_autologin_session_links_on_token_id ON autologin_session_links USING btree (token_id);

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
    created_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
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
    created_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_bcf_viewpoints_on_issue_id ON bcf_viewpoints USING btree (issue_id);
CREATE INDEX index_bcf_viewpoints_on_uuid ON bcf_viewpoints USING btree (uuid);
CREATE UNIQUE INDEX index_bcf_viewpoints_on_uuid_and_issue_id ON bcf_viewpoints USING btree (uuid, issue_id);

CREATE TABLE budget_journals (
    id bigserial,
    project_id bigint NOT NULL,
    author_id bigint NOT NULL,
    subject character varying NOT NULL,
    description text,
    fixed_date date NOT NULL,
    base_amount numeric(20,2) DEFAULT 0.0 NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE budgets (
    id bigserial,
    project_id bigint NOT NULL,
    author_id bigint NOT NULL,
    subject character varying NOT NULL,
    description text NOT NULL,
    fixed_date date NOT NULL,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    base_amount numeric(20,2) DEFAULT 0.0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_budgets_on_project_id_and_updated_at ON budgets USING btree (project_id, updated_at);

CREATE TABLE calculated_value_errors (
    id bigserial,
    customized_type character varying NOT NULL,
    customized_id bigint NOT NULL,
    custom_field_id bigint,
    error_code character varying NOT NULL,
    missing_custom_field_ids integer[] DEFAULT '{}'::integer[] NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_calculated_value_errors_on_custom_field_id ON calculated_value_errors USING btree (custom_field_id);
CREATE INDEX index_calculated_value_errors_on_customized ON calculated_value_errors USING btree (customized_type, customized_id);
CREATE UNIQUE INDEX index_unique_calc_val_error_per_customized_and_cf ON calculated_value_errors USING btree (customized_type, customized_id, custom_field_id, error_code);

CREATE TABLE categories (
    id bigserial,
    project_id bigint NOT NULL,
    name character varying DEFAULT ''::character varying NOT NULL,
    assigned_to_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_categories_on_assigned_to_id ON categories USING btree (assigned_to_id);
CREATE UNIQUE INDEX "index_categories_on_project_id_and_LOWER_name" ON categories USING btree (project_id, lower((name)::text));
CREATE INDEX issue_categories_project_id ON categories USING btree (project_id);

CREATE TABLE changes (
    id bigserial,
    changeset_id bigint NOT NULL,
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
    id bigserial,
    repository_id bigint NOT NULL,
    revision character varying NOT NULL,
    committer character varying,
    committed_on timestamp with time zone NOT NULL,
    comments text,
    commit_date date,
    scmid character varying,
    user_id bigint,
    PRIMARY KEY (id)
);

CREATE TABLE changesets (
    id bigserial,
    repository_id bigint NOT NULL,
    revision character varying NOT NULL,
    committer character varying,
    committed_on timestamp with time zone NOT NULL,
    comments text,
    commit_date date,
    scmid character varying,
    user_id bigint,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX changesets_repos_rev ON changesets USING btree (repository_id, revision);
CREATE INDEX changesets_repos_scmid ON changesets USING btree (repository_id, scmid);
CREATE INDEX index_changesets_on_committed_on ON changesets USING btree (committed_on);
CREATE INDEX index_changesets_on_repository_id ON changesets USING btree (repository_id);
CREATE INDEX index_changesets_on_repository_id_and_committed_on ON changesets USING btree (repository_id, committed_on);
CREATE INDEX index_changesets_on_user_id ON changesets USING btree (user_id);

CREATE TABLE changesets_work_packages (
    changeset_id bigint NOT NULL,
    work_package_id bigint NOT NULL
);
CREATE UNIQUE INDEX changesets_work_packages_ids ON changesets_work_packages USING btree (changeset_id, work_package_id);

CREATE TABLE colors (
    id bigserial,
    name character varying NOT NULL,
    hexcode character varying NOT NULL,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    PRIMARY KEY (id)
);

CREATE TABLE comments (
    id bigserial,
    commented_type character varying(30) DEFAULT ''::character varying NOT NULL,
    commented_id bigint NOT NULL,
    author_id bigint NOT NULL,
    comments text,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_comments_on_author_id ON comments USING btree (author_id);
CREATE INDEX index_comments_on_commented_id_and_commented_type ON comments USING btree (commented_id, commented_type);

CREATE TABLE cost_entries (
    id bigserial,
    user_id bigint NOT NULL,
    project_id bigint NOT NULL,
    work_package_id bigint,
    cost_type_id bigint NOT NULL,
    units double precision NOT NULL,
    spent_on date NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    comments character varying NOT NULL,
    blocked boolean DEFAULT false NOT NULL,
    overridden_costs numeric(15,4),
    costs numeric(15,4),
    rate_id bigint,
    tyear integer NOT NULL,
    tmonth integer NOT NULL,
    tweek integer NOT NULL,
    logged_by_id bigint,
    entity_type character varying,
    entity_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_cost_entries_on_entity ON cost_entries USING btree (entity_type, entity_id);
CREATE INDEX index_cost_entries_on_entity_type_and_entity_id ON cost_entries USING btree (entity_type, entity_id);
CREATE INDEX index_cost_entries_on_logged_by_id ON cost_entries USING btree (logged_by_id);

CREATE TABLE cost_queries (
    id bigserial,
    user_id bigint NOT NULL,
    project_id bigint,
    name character varying NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    serialized character varying(2000) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE cost_types (
    id bigserial,
    name character varying NOT NULL,
    unit character varying NOT NULL,
    unit_plural character varying NOT NULL,
    "default" boolean DEFAULT false NOT NULL,
    deleted_at timestamp with time zone,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "index_cost_types_on_LOWER_name" ON cost_types USING btree (lower((name)::text));

CREATE TABLE custom_actions (
    id bigserial,
    name character varying,
    actions text,
    description text,
    "position" integer,
    PRIMARY KEY (id)
);

CREATE TABLE custom_actions_projects (
    id bigserial,
    project_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_projects_on_custom_action_id ON custom_actions_projects USING btree (custom_action_id);
CREATE INDEX index_custom_actions_projects_on_project_id ON custom_actions_projects USING btree (project_id);

CREATE TABLE custom_actions_roles (
    id bigserial,
    role_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_roles_on_custom_action_id ON custom_actions_roles USING btree (custom_action_id);
CREATE INDEX index_custom_actions_roles_on_role_id ON custom_actions_roles USING btree (role_id);

CREATE TABLE custom_actions_statuses (
    id bigserial,
    status_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_statuses_on_custom_action_id ON custom_actions_statuses USING btree (custom_action_id);
CREATE INDEX index_custom_actions_statuses_on_status_id ON custom_actions_statuses USING btree (status_id);

CREATE TABLE custom_actions_types (
    id bigserial,
    type_id bigint,
    custom_action_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_actions_types_on_custom_action_id ON custom_actions_types USING btree (custom_action_id);
CREATE INDEX index_custom_actions_types_on_type_id ON custom_actions_types USING btree (type_id);

CREATE TABLE custom_field_sections (
    id bigserial,
    "position" integer,
    name character varying,
    type character varying,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    display_representation jsonb DEFAULT '{"overview": "sidebar"}'::jsonb NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE custom_fields (
    id bigserial,
    type character varying(30) DEFAULT ''::character varying NOT NULL,
    field_format character varying(30) DEFAULT ''::character varying NOT NULL,
    regexp character varying DEFAULT ''::character varying,
    min_length integer DEFAULT 0 NOT NULL,
    max_length integer DEFAULT 0 NOT NULL,
    is_required boolean DEFAULT false NOT NULL,
    is_for_all boolean DEFAULT false NOT NULL,
    is_filter boolean DEFAULT true NOT NULL,
    "position" integer DEFAULT 1,
    searchable boolean DEFAULT false,
    editable boolean DEFAULT true,
    admin_only boolean DEFAULT false NOT NULL,
    multi_value boolean DEFAULT false,
    default_value text,
    name character varying,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    content_right_to_left boolean DEFAULT false,
    allow_non_open_versions boolean DEFAULT false,
    custom_field_section_id bigint,
    position_in_custom_field_section integer,
    formula jsonb,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_fields_on_custom_field_section_id ON custom_fields USING btree (custom_field_section_id);
CREATE INDEX index_custom_fields_on_formula ON custom_fields USING gin (formula);
CREATE INDEX index_custom_fields_on_id_and_type ON custom_fields USING btree (id, type);
CREATE UNIQUE INDEX "index_custom_fields_on_type_and_LOWER_name" ON custom_fields USING btree (type, lower((name)::text));

CREATE TABLE custom_fields_projects (
    id bigserial,
    custom_field_id bigint NOT NULL,
    project_id bigint NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_custom_fields_projects_on_custom_field_id_and_project_id ON custom_fields_projects USING btree (custom_field_id, project_id);

CREATE TABLE custom_fields_roles (
    id bigserial,
    custom_field_id bigint NOT NULL,
    role_id bigint NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_custom_fields_roles_on_custom_field_id ON custom_fields_roles USING btree (custom_field_id);
CREATE INDEX index_custom_fields_roles_on_role_id ON custom_fields_roles USING btree (role_id);

CREATE TABLE custom_fields_types (
    custom_field_id bigint NOT NULL,
    type_id bigint NOT NULL
);
CREATE UNIQUE INDEX custom_fields_types_unique ON custom_fields_types USING btree (custom_field_id, type_id);

CREATE TABLE custom_options (
    id bigserial,
    custom_field_id bigint,
    "position" integer,
    default_value boolean,
    value text,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_custom_options_on_custom_field_id ON custom_options USING btree (custom_field_id);
CREATE INDEX index_custom_options_on_value ON custom_options USING gin (value gin_trgm_ops);

CREATE TABLE custom_styles (
    id bigserial,
    logo character varying,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    favicon character varying,
    touch_icon character varying,
    theme character varying DEFAULT 'OpenProject (default)'::character varying,
    theme_logo character varying,
    export_logo character varying,
    export_cover character varying,
    export_cover_text_color character varying,
    export_footer character varying,
    export_font_regular character varying,
    export_font_bold character varying,
    export_font_italic character varying,
    export_font_bold_italic character varying,
    logo_mobile character varying,
    PRIMARY KEY (id)
);

CREATE TABLE custom_values (
    id bigserial,
    customized_type character varying(30) DEFAULT ''::character varying NOT NULL,
    customized_id bigint NOT NULL,
    custom_field_id bigint NOT NULL,
    value text,
    PRIMARY KEY (id)
);
CREATE INDEX custom_values_customized ON custom_values USING btree (customized_type, customized_id);
CREATE INDEX index_custom_values_on_custom_field_id ON custom_values USING btree (custom_field_id);
CREATE INDEX index_custom_values_on_value ON custom_values USING gin (value gin_trgm_ops);

CREATE TABLE customizable_journals (
    id bigserial,
    journal_id bigint NOT NULL,
    custom_field_id bigint NOT NULL,
    value text,
    PRIMARY KEY (id)
);
CREATE INDEX index_customizable_journals_on_custom_field_id ON customizable_journals USING btree (custom_field_id);
CREATE INDEX index_customizable_journals_on_journal_id ON customizable_journals USING btree (journal_id);

CREATE TABLE deploy_status_checks (
    id bigserial,
    deploy_target_id bigint,
    github_pull_request_id bigint,
    core_sha text NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_deploy_status_checks_on_deploy_target_id ON deploy_status_checks USING btree (deploy_target_id);
CREATE INDEX index_deploy_status_checks_on_github_pull_request_id ON deploy_status_checks USING btree (github_pull_request_id);

CREATE TABLE deploy_targets (
    id bigserial,
    type text NOT NULL,
    host text NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_deploy_targets_on_host ON deploy_targets USING btree (host);

CREATE TABLE design_colors (
    id bigserial,
    variable character varying,
    hexcode character varying,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_design_colors_on_variable ON design_colors USING btree (variable);

CREATE TABLE document_journals (
    id bigserial,
    project_id bigint NOT NULL,
    category_id bigint,
    title character varying(255) NOT NULL,
    description text,
    content_binary text,
    PRIMARY KEY (id)
);

CREATE TABLE document_types (
    id bigserial,
    name character varying,
    "position" integer,
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    active boolean DEFAULT true NOT NULL,
    documents_count integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_document_types_on_name ON document_types USING btree (name);

CREATE TABLE documents (
    id bigserial,
    project_id bigint NOT NULL,
    category_id bigint,
    title character varying(255) DEFAULT ''::character varying NOT NULL,
    description text,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    type_id bigint,
    kind character varying DEFAULT 'collaborative'::character varying,
    content_binary text,
    PRIMARY KEY (id)
);
CREATE INDEX documents_project_id ON documents USING btree (project_id);
CREATE INDEX index_documents_on_category_id ON documents USING btree (category_id);
CREATE INDEX index_documents_on_created_at ON documents USING btree (created_at);
CREATE INDEX index_documents_on_type_id ON documents USING btree (type_id);

CREATE TABLE done_statuses_for_project (
    project_id bigint,
    status_id bigint
);

CREATE TABLE emoji_reactions (
    id bigserial,
    user_id bigint NOT NULL,
    reactable_type character varying NOT NULL,
    reactable_id bigint NOT NULL,
    reaction character varying NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_emoji_reactions_on_reactable ON emoji_reactions USING btree (reactable_type, reactable_id);
CREATE INDEX index_emoji_reactions_on_reaction ON emoji_reactions USING btree (reaction);
CREATE INDEX index_emoji_reactions_on_user_id ON emoji_reactions USING btree (user_id);
CREATE UNIQUE INDEX index_emoji_reactions_uniqueness ON emoji_reactions USING btree (user_id, reactable_type, reactable_id, reaction);

CREATE TABLE enabled_modules (
    id bigserial,
    project_id bigint,
    name character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX enabled_modules_project_id ON enabled_modules USING btree (project_id);
CREATE INDEX index_enabled_modules_on_name ON enabled_modules USING btree (name);

CREATE TABLE enterprise_tokens (
    id bigserial,
    encoded_token text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    valid_from date,
    valid_until date,
    PRIMARY KEY (id)
);
CREATE INDEX index_enterprise_tokens_on_valid_from_and_valid_until ON enterprise_tokens USING btree (valid_from, valid_until);

CREATE TABLE enumerations (
    id bigserial,
    name character varying DEFAULT ''::character varying NOT NULL,
    "position" integer DEFAULT 1,
    is_default boolean DEFAULT false NOT NULL,
    type character varying,
    active boolean DEFAULT true NOT NULL,
    project_id bigint,
    parent_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    color_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_enumerations_on_color_id ON enumerations USING btree (color_id);
CREATE INDEX index_enumerations_on_id_and_type ON enumerations USING btree (id, type);
CREATE INDEX index_enumerations_on_project_id ON enumerations USING btree (project_id);
CREATE UNIQUE INDEX "index_enumerations_on_type_project_id_and_LOWER_name" ON enumerations USING btree (type, project_id, lower((name)::text)) NULLS NOT DISTINCT;

CREATE TABLE export_settings (
    id bigserial,
    query_id bigint NOT NULL,
    format character varying NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_export_settings_on_query_id ON export_settings USING btree (query_id);
CREATE UNIQUE INDEX index_export_settings_on_query_id_and_format ON export_settings USING btree (query_id, format);

CREATE TABLE exports (
    id bigserial,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    type character varying,
    PRIMARY KEY (id)
);

CREATE TABLE favorites (
    id bigserial,
    user_id bigint NOT NULL,
    favorited_type character varying NOT NULL,
    favorited_id bigint NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_favorites_on_favored ON favorites USING btree (favorited_type, favorited_id);
CREATE INDEX index_favorites_on_favorited_type_and_favorited_id ON favorites USING btree (favorited_type, favorited_id);
CREATE INDEX index_favorites_on_user_id ON favorites USING btree (user_id);
CREATE UNIQUE INDEX index_favorites_on_user_id_and_favorited_type_and_favorited_id ON favorites USING btree (user_id, favorited_type, favorited_id);

CREATE TABLE file_links (
    id bigserial,
    storage_id bigint,
    creator_id bigint NOT NULL,
    container_id bigint,
    container_type character varying,
    origin_id character varying,
    origin_name character varying,
    origin_created_by_name character varying,
    origin_last_modified_by_name character varying,
    origin_mime_type character varying,
    origin_created_at timestamp with time zone,
    origin_updated_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_file_links_on_container_id_and_container_type ON file_links USING btree (container_id, container_type);
CREATE INDEX index_file_links_on_creator_id ON file_links USING btree (creator_id);
CREATE INDEX index_file_links_on_origin_id_and_storage_id ON file_links USING btree (origin_id, storage_id);
CREATE INDEX index_file_links_on_storage_id ON file_links USING btree (storage_id);

CREATE TABLE forums (
    id bigserial,
    project_id bigint NOT NULL,
    name character varying DEFAULT ''::character varying NOT NULL,
    description character varying,
    "position" integer DEFAULT 1,
    topics_count integer DEFAULT 0 NOT NULL,
    messages_count integer DEFAULT 0 NOT NULL,
    last_message_id bigint,
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
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    github_updated_at timestamp with time zone,
    title character varying,
    body text,
    draft boolean,
    merged boolean,
    merged_at timestamp with time zone,
    comments_count integer,
    review_comments_count integer,
    additions_count integer,
    deletions_count integer,
    changed_files_count integer,
    labels json,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    repository_html_url character varying,
    merge_commit_sha text,
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
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE gitlab_issues (
    id bigserial,
    gitlab_user_id bigint,
    gitlab_id bigint,
    number integer NOT NULL,
    gitlab_html_url character varying NOT NULL,
    state character varying NOT NULL,
    repository character varying NOT NULL,
    gitlab_updated_at timestamp(6) with time zone,
    title character varying,
    body text,
    labels json,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_gitlab_issues_on_gitlab_user_id ON gitlab_issues USING btree (gitlab_user_id);

CREATE TABLE gitlab_issues_work_packages (
    gitlab_issue_id bigint NOT NULL,
    work_package_id bigint NOT NULL
);
CREATE INDEX gitlab_issues_wp_issue_id ON gitlab_issues_work_packages USING btree (gitlab_issue_id);
CREATE UNIQUE INDEX unique_index_gl_issues_wps_on_gl_issue_id_and_wp_id ON gitlab_issues_work_packages USING btree (gitlab_issue_id, work_package_id);

CREATE TABLE gitlab_merge_requests (
    id bigserial,
    gitlab_user_id bigint,
    merged_by_id bigint,
    gitlab_id bigint,
    number integer NOT NULL,
    gitlab_html_url character varying NOT NULL,
    state character varying NOT NULL,
    repository character varying NOT NULL,
    gitlab_updated_at timestamp with time zone,
    title character varying,
    body text,
    draft boolean,
    merged boolean,
    merged_at timestamp with time zone,
    labels json,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_gitlab_merge_requests_on_gitlab_user_id ON gitlab_merge_requests USING btree (gitlab_user_id);
CREATE INDEX index_gitlab_merge_requests_on_merged_by_id ON gitlab_merge_requests USING btree (merged_by_id);

CREATE TABLE gitlab_merge_requests_work_packages (
    gitlab_merge_request_id bigint NOT NULL,
    work_package_id bigint NOT NULL
);
CREATE INDEX gitlab_mr_wp_mr_id ON gitlab_merge_requests_work_packages USING btree (gitlab_merge_request_id);
CREATE UNIQUE INDEX unique_index_gl_mrs_wps_on_gl_mr_id_and_wp_id ON gitlab_merge_requests_work_packages USING btree (gitlab_merge_request_id, work_package_id);

CREATE TABLE gitlab_pipelines (
    id bigserial,
    gitlab_merge_request_id bigint NOT NULL,
    gitlab_id bigint NOT NULL,
    gitlab_html_url character varying NOT NULL,
    project_id bigint NOT NULL,
    gitlab_user_avatar_url character varying NOT NULL,
    status character varying NOT NULL,
    name character varying NOT NULL,
    details_url character varying,
    ci_details json,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    username text,
    commit_id text,
    PRIMARY KEY (id)
);
CREATE INDEX index_gitlab_pipelines_on_gitlab_merge_request_id ON gitlab_pipelines USING btree (gitlab_merge_request_id);

CREATE TABLE gitlab_users (
    id bigserial,
    gitlab_id bigint NOT NULL,
    gitlab_name character varying NOT NULL,
    gitlab_username character varying NOT NULL,
    gitlab_email character varying NOT NULL,
    gitlab_avatar_url character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE good_job_batches (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    description text,
    serialized_properties jsonb,
    on_finish text,
    on_success text,
    on_discard text,
    callback_queue_name text,
    callback_priority integer,
    enqueued_at timestamp(6) with time zone,
    discarded_at timestamp(6) with time zone,
    finished_at timestamp(6) with time zone,
    jobs_finished_at timestamp(6) with time zone,
    PRIMARY KEY (id)
);

CREATE TABLE good_job_executions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    active_job_id uuid NOT NULL,
    job_class text,
    queue_name text,
    serialized_params jsonb,
    scheduled_at timestamp(6) with time zone,
    finished_at timestamp(6) with time zone,
    error text,
    error_event smallint,
    error_backtrace text[],
    process_id uuid,
    duration interval,
    PRIMARY KEY (id)
);
CREATE INDEX index_good_job_executions_on_active_job_id_and_created_at ON good_job_executions USING btree (active_job_id, created_at);
CREATE INDEX index_good_job_executions_on_process_id_and_created_at ON good_job_executions USING btree (process_id, created_at);

CREATE TABLE good_job_processes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    state jsonb,
    lock_type smallint,
    PRIMARY KEY (id)
);

CREATE TABLE good_job_settings (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    key text,
    value jsonb,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_good_job_settings_on_key ON good_job_settings USING btree (key);

CREATE TABLE good_jobs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    queue_name text,
    priority integer,
    serialized_params jsonb,
    scheduled_at timestamp(6) with time zone,
    performed_at timestamp(6) with time zone,
    finished_at timestamp(6) with time zone,
    error text,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    active_job_id uuid,
    concurrency_key text,
    cron_key text,
    retried_good_job_id uuid,
    cron_at timestamp(6) with time zone,
    batch_id uuid,
    batch_callback_id uuid,
    is_discrete boolean,
    executions_count integer,
    job_class text,
    error_event smallint,
    labels text[],
    locked_by_id uuid,
    locked_at timestamp(6) with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_good_job_jobs_for_candidate_lookup ON good_jobs USING btree (priority, created_at) WHERE (finished_at IS NULL);
CREATE INDEX index_good_jobs_jobs_on_finished_at ON good_jobs USING btree (finished_at) WHERE ((retried_good_job_id IS NULL) AND (finished_at IS NOT NULL));
CREATE INDEX index_good_jobs_jobs_on_priority_created_at_when_unfinished ON good_jobs USING btree (priority DESC NULLS LAST, created_at) WHERE (finished_at IS NULL);
CREATE INDEX index_good_jobs_on_active_job_id_and_created_at ON good_jobs USING btree (active_job_id, created_at);
CREATE INDEX index_good_jobs_on_batch_callback_id ON good_jobs USING btree (batch_callback_id) WHERE (batch_callback_id IS NOT NULL);
CREATE INDEX index_good_jobs_on_batch_id ON good_jobs USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX index_good_jobs_on_concurrency_key_and_created_at ON good_jobs USING btree (concurrency_key, created_at);
CREATE INDEX index_good_jobs_on_concurrency_key_when_unfinished ON good_jobs USING btree (concurrency_key) WHERE (finished_at IS NULL);
CREATE INDEX index_good_jobs_on_cron_key_and_created_at_cond ON good_jobs USING btree (cron_key, created_at) WHERE (cron_key IS NOT NULL);
CREATE UNIQUE INDEX index_good_jobs_on_cron_key_and_cron_at_cond ON good_jobs USING btree (cron_key, cron_at) WHERE (cron_key IS NOT NULL);
CREATE INDEX index_good_jobs_on_job_class ON good_jobs USING btree (job_class);
CREATE INDEX index_good_jobs_on_labels ON good_jobs USING gin (labels) WHERE (labels IS NOT NULL);
CREATE INDEX index_good_jobs_on_locked_by_id ON good_jobs USING btree (locked_by_id) WHERE (locked_by_id IS NOT NULL);
CREATE INDEX index_good_jobs_on_priority_scheduled_at_unfinished_unlocked ON good_jobs USING btree (priority, scheduled_at) WHERE ((finished_at IS NULL) AND (locked_by_id IS NULL));
CREATE INDEX index_good_jobs_on_queue_name_and_scheduled_at ON good_jobs USING btree (queue_name, scheduled_at) WHERE (finished_at IS NULL);
CREATE INDEX index_good_jobs_on_scheduled_at ON good_jobs USING btree (scheduled_at) WHERE (finished_at IS NULL);

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
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    project_id bigint,
    name text,
    options text,
    PRIMARY KEY (id)
);
CREATE INDEX index_grids_on_project_id ON grids USING btree (project_id);
CREATE INDEX index_grids_on_user_id ON grids USING btree (user_id);

CREATE TABLE group_users (
    id bigserial,
    group_id bigint NOT NULL,
    user_id bigint NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX group_user_ids ON group_users USING btree (group_id, user_id);
CREATE UNIQUE INDEX index_group_users_on_user_id_and_group_id ON group_users USING btree (user_id, group_id);

CREATE TABLE hierarchical_item_hierarchies (
    ancestor_id integer NOT NULL,
    descendant_id integer NOT NULL,
    generations integer NOT NULL
);
CREATE UNIQUE INDEX item_anc_desc_idx ON hierarchical_item_hierarchies USING btree (ancestor_id, descendant_id, generations);
CREATE INDEX item_desc_idx ON hierarchical_item_hierarchies USING btree (descendant_id);

CREATE TABLE hierarchical_items (
    id bigserial,
    parent_id integer,
    sort_order integer,
    label character varying,
    short character varying,
    is_deleted boolean DEFAULT false NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    custom_field_id bigint,
    position_cache bigint,
    weight numeric,
    children_count integer DEFAULT 0,
    PRIMARY KEY (id)
);
CREATE INDEX index_hierarchical_items_on_custom_field_id ON hierarchical_items USING btree (custom_field_id);
CREATE INDEX index_hierarchical_items_on_position_cache ON hierarchical_items USING btree (position_cache);

CREATE TABLE ical_token_query_assignments (
    id bigserial,
    ical_token_id bigint,
    query_id bigint,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    name character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ical_token_query_assignments_on_ical_token_id ON ical_token_query_assignments USING btree (ical_token_id);
CREATE INDEX index_ical_token_query_assignments_on_query_id ON ical_token_query_assignments USING btree (query_id);

CREATE TABLE ifc_models (
    id bigserial,
    title character varying,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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

CREATE TABLE job_statuses (
    id bigserial,
    reference_type character varying,
    reference_id bigint,
    message character varying,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    status character varying DEFAULT 'in_queue'::character varying,
    user_id bigint,
    job_id character varying,
    payload jsonb,
    PRIMARY KEY (id),
    CONSTRAINT delayed_job_statuses_status_check CHECK (((status IS NULL) OR (status IN ('in_queue', 'error', 'in_process', 'success', 'failure', 'cancelled'))))
);
CREATE UNIQUE INDEX index_job_statuses_on_job_id ON job_statuses USING btree (job_id);
CREATE UNIQUE INDEX index_job_statuses_on_reference_type_and_reference_id ON job_statuses USING btree (reference_type, reference_id);
CREATE INDEX index_job_statuses_on_user_id ON job_statuses USING btree (user_id);

CREATE TABLE journals (
    id bigserial,
    journable_type character varying,
    journable_id bigint,
    user_id bigint NOT NULL,
    notes text,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    data_type character varying NOT NULL,
    data_id bigint NOT NULL,
    cause jsonb DEFAULT '{}'::jsonb,
    validity_period tstzrange,
    restricted boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT journals_validity_period_not_empty CHECK (((NOT isempty(validity_period)) AND (validity_period IS NOT NULL))),
    CONSTRAINT non_overlapping_journals_validity_periods EXCLUDE USING gist (journable_id WITH =, journable_type WITH =, validity_period WITH &&) DEFERRABLE
);
CREATE INDEX index_journals_on_created_at ON journals USING btree (created_at);
CREATE UNIQUE INDEX index_journals_on_data_id_and_data_type ON journals USING btree (data_id, data_type);
CREATE INDEX index_journals_on_journable_id ON journals USING btree (journable_id);
CREATE INDEX index_journals_on_journable_type ON journals USING btree (journable_type);
CREATE UNIQUE INDEX index_journals_on_journable_type_and_journable_id_and_version ON journals USING btree (journable_type, journable_id, version);
CREATE INDEX index_journals_on_notes ON journals USING gin (notes gin_trgm_ops);
CREATE INDEX index_journals_on_user_id ON journals USING btree (user_id);

CREATE TABLE labor_budget_items (
    id bigserial,
    budget_id bigint NOT NULL,
    hours double precision NOT NULL,
    user_id bigint,
    comments character varying DEFAULT ''::character varying NOT NULL,
    amount numeric(15,4),
    PRIMARY KEY (id)
);

CREATE TABLE last_project_folders (
    id bigserial,
    project_storage_id bigint NOT NULL,
    origin_folder_id character varying,
    mode character varying DEFAULT 'inactive'::character varying NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT last_project_folders_mode_check CHECK ((mode IN ('inactive', 'manual', 'automatic')))
);
COMMENT ON TABLE last_project_folders IS 'This table contains the last used project folder IDs for a project storage per mode.';
CREATE INDEX index_last_project_folders_on_project_storage_id ON last_project_folders USING btree (project_storage_id);
CREATE UNIQUE INDEX index_last_project_folders_on_project_storage_id_and_mode ON last_project_folders USING btree (project_storage_id, mode);

CREATE TABLE ldap_auth_sources (
    id bigserial,
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
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    tls_mode integer DEFAULT 0 NOT NULL,
    filter_string text,
    verify_peer boolean DEFAULT true NOT NULL,
    tls_certificate_string text,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "index_ldap_auth_sources_on_LOWER_name" ON ldap_auth_sources USING btree (lower((name)::text));

CREATE TABLE ldap_groups_memberships (
    id bigserial,
    user_id bigint,
    group_id bigint,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_memberships_on_group_id ON ldap_groups_memberships USING btree (group_id);
CREATE INDEX index_ldap_groups_memberships_on_user_id ON ldap_groups_memberships USING btree (user_id);
CREATE UNIQUE INDEX index_ldap_groups_memberships_on_user_id_and_group_id ON ldap_groups_memberships USING btree (user_id, group_id);

CREATE TABLE ldap_groups_synchronized_filters (
    id bigserial,
    name character varying,
    group_name_attribute character varying,
    filter_string character varying,
    ldap_auth_source_id bigint,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    base_dn text,
    sync_users boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_synchronized_filters_on_ldap_auth_source_id ON ldap_groups_synchronized_filters USING btree (ldap_auth_source_id);

CREATE TABLE ldap_groups_synchronized_groups (
    id bigserial,
    group_id bigint,
    ldap_auth_source_id bigint,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    dn text,
    users_count integer DEFAULT 0 NOT NULL,
    filter_id bigint,
    sync_users boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_synchronized_groups_on_filter_id ON ldap_groups_synchronized_groups USING btree (filter_id);
CREATE INDEX index_ldap_groups_synchronized_groups_on_group_id ON ldap_groups_synchronized_groups USING btree (group_id);
CREATE INDEX index_ldap_groups_synchronized_groups_on_ldap_auth_source_id ON ldap_groups_synchronized_groups USING btree (ldap_auth_source_id);

CREATE TABLE material_budget_items (
    id bigserial,
    budget_id bigint NOT NULL,
    units double precision NOT NULL,
    cost_type_id bigint,
    comments character varying DEFAULT ''::character varying NOT NULL,
    amount numeric(15,4),
    PRIMARY KEY (id)
);

CREATE TABLE mcp_configurations (
    id bigserial,
    identifier character varying NOT NULL,
    title character varying NOT NULL,
    description character varying NOT NULL,
    enabled boolean DEFAULT false NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE meeting_agenda_item_journals (
    id bigserial,
    journal_id integer,
    agenda_item_id integer,
    author_id integer,
    title character varying,
    notes text,
    "position" integer,
    duration_in_minutes integer,
    work_package_id integer,
    item_type smallint,
    presenter_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_meeting_agenda_item_journals_on_presenter_id ON meeting_agenda_item_journals USING btree (presenter_id);

CREATE TABLE meeting_agenda_items (
    id bigserial,
    meeting_id bigint,
    author_id bigint,
    title character varying,
    notes text,
    "position" integer,
    duration_in_minutes integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    work_package_id bigint,
    item_type smallint DEFAULT 0,
    lock_version integer DEFAULT 0 NOT NULL,
    presenter_id bigint,
    meeting_section_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_meeting_agenda_items_on_author_id ON meeting_agenda_items USING btree (author_id);
CREATE INDEX index_meeting_agenda_items_on_meeting_id ON meeting_agenda_items USING btree (meeting_id);
CREATE INDEX index_meeting_agenda_items_on_meeting_section_id ON meeting_agenda_items USING btree (meeting_section_id);
CREATE INDEX index_meeting_agenda_items_on_notes ON meeting_agenda_items USING gin (notes gin_trgm_ops);
CREATE INDEX index_meeting_agenda_items_on_presenter_id ON meeting_agenda_items USING btree (presenter_id);
CREATE INDEX index_meeting_agenda_items_on_work_package_id ON meeting_agenda_items USING btree (work_package_id);

CREATE TABLE meeting_journals (
    id bigserial,
    title character varying,
    author_id bigint,
    project_id bigint,
    location character varying,
    start_time timestamp with time zone,
    duration double precision,
    state integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE meeting_outcomes (
    id bigserial,
    notes text,
    meeting_agenda_item_id bigint,
    work_package_id bigint,
    kind integer DEFAULT 0 NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    author_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_meeting_outcomes_on_author_id ON meeting_outcomes USING btree (author_id);
CREATE INDEX index_meeting_outcomes_on_meeting_agenda_item_id ON meeting_outcomes USING btree (meeting_agenda_item_id);
CREATE INDEX index_meeting_outcomes_on_work_package_id ON meeting_outcomes USING btree (work_package_id);

CREATE TABLE meeting_participants (
    id bigserial,
    user_id bigint,
    meeting_id bigint,
    email character varying,
    name character varying,
    invited boolean,
    attended boolean,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participation_status character varying DEFAULT 'needs-action'::character varying NOT NULL,
    comment text,
    PRIMARY KEY (id)
);
CREATE INDEX index_meeting_participants_on_meeting_id ON meeting_participants USING btree (meeting_id);
CREATE INDEX index_meeting_participants_on_user_id ON meeting_participants USING btree (user_id);

CREATE TABLE meeting_sections (
    id bigserial,
    "position" integer,
    title character varying,
    meeting_id bigint NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    backlog boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_meeting_sections_on_meeting_id ON meeting_sections USING btree (meeting_id);

CREATE TABLE meetings (
    id bigserial,
    title character varying,
    author_id bigint,
    project_id bigint,
    location character varying,
    start_time timestamp with time zone,
    duration double precision,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state integer DEFAULT 0 NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    recurring_meeting_id bigint,
    template boolean DEFAULT false NOT NULL,
    uid character varying,
    notify boolean DEFAULT true NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_meetings_on_project_id_and_updated_at ON meetings USING btree (project_id, updated_at);
CREATE INDEX index_meetings_on_recurring_meeting_id ON meetings USING btree (recurring_meeting_id);
CREATE UNIQUE INDEX index_meetings_on_uid ON meetings USING btree (uid);

CREATE TABLE member_roles (
    id bigserial,
    member_id bigint NOT NULL,
    role_id bigint NOT NULL,
    inherited_from bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_member_roles_on_inherited_from ON member_roles USING btree (inherited_from);
CREATE INDEX index_member_roles_on_member_id ON member_roles USING btree (member_id);
CREATE INDEX index_member_roles_on_role_id ON member_roles USING btree (role_id);
CREATE UNIQUE INDEX unique_inherited_role ON member_roles USING btree (member_id, role_id, inherited_from);

CREATE TABLE members (
    id bigserial,
    user_id bigint NOT NULL,
    project_id bigint,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    entity_type character varying,
    entity_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_members_on_entity ON members USING btree (entity_type, entity_id);
CREATE INDEX index_members_on_project_id ON members USING btree (project_id);
CREATE INDEX index_members_on_user_id ON members USING btree (user_id);
CREATE UNIQUE INDEX index_members_on_user_id_and_project_with_entity ON members USING btree (user_id, project_id, entity_type, entity_id) WHERE ((entity_type IS NOT NULL) AND (entity_id IS NOT NULL));
CREATE UNIQUE INDEX index_members_on_user_id_and_project_without_entity ON members USING btree (user_id, project_id) WHERE ((entity_type IS NULL) AND (entity_id IS NULL));

CREATE TABLE menu_items (
    id bigserial,
    name character varying,
    title character varying,
    parent_id bigint,
    options text,
    navigatable_id bigint,
    type character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_menu_items_on_navigatable_id_and_title ON menu_items USING btree (navigatable_id, title);
CREATE INDEX index_menu_items_on_parent_id ON menu_items USING btree (parent_id);

CREATE TABLE message_journals (
    id bigserial,
    forum_id bigint NOT NULL,
    parent_id bigint,
    subject character varying NOT NULL,
    content text,
    author_id bigint,
    locked boolean,
    sticky integer,
    PRIMARY KEY (id)
);

CREATE TABLE messages (
    id bigserial,
    forum_id bigint NOT NULL,
    parent_id bigint,
    subject character varying DEFAULT ''::character varying NOT NULL,
    content text,
    author_id bigint,
    replies_count integer DEFAULT 0 NOT NULL,
    last_reply_id bigint,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    locked boolean DEFAULT false,
    sticky integer DEFAULT 0,
    sticked_on timestamp with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_messages_on_author_id ON messages USING btree (author_id);
CREATE INDEX index_messages_on_created_at ON messages USING btree (created_at);
CREATE INDEX index_messages_on_forum_id_and_updated_at ON messages USING btree (forum_id, updated_at);
CREATE INDEX index_messages_on_last_reply_id ON messages USING btree (last_reply_id);
CREATE INDEX messages_board_id ON messages USING btree (forum_id);
CREATE INDEX messages_parent_id ON messages USING btree (parent_id);

CREATE TABLE news (
    id bigserial,
    project_id bigint,
    title character varying DEFAULT ''::character varying NOT NULL,
    summary character varying DEFAULT ''::character varying,
    description text,
    author_id bigint NOT NULL,
    created_at timestamp with time zone,
    comments_count integer DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_news_on_author_id ON news USING btree (author_id);
CREATE INDEX index_news_on_created_at ON news USING btree (created_at);
CREATE INDEX index_news_on_project_id_and_created_at ON news USING btree (project_id, created_at);
CREATE INDEX news_project_id ON news USING btree (project_id);

CREATE TABLE news_journals (
    id bigserial,
    project_id bigint,
    title character varying NOT NULL,
    summary character varying,
    description text,
    author_id bigint NOT NULL,
    comments_count integer NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_news_journals_on_project_id ON news_journals USING btree (project_id);

CREATE TABLE non_working_days (
    id bigserial,
    name character varying NOT NULL,
    date date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_non_working_days_on_date ON non_working_days USING btree (date);

CREATE TABLE notification_settings (
    id bigserial,
    project_id bigint,
    user_id bigint NOT NULL,
    watched boolean DEFAULT true,
    mentioned boolean DEFAULT true,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
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
    start_date integer DEFAULT 1,
    due_date integer DEFAULT 1,
    overdue integer,
    assignee boolean DEFAULT true NOT NULL,
    responsible boolean DEFAULT true NOT NULL,
    shared boolean DEFAULT true NOT NULL,
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
    journal_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    mail_reminder_sent boolean DEFAULT false,
    mail_alert_sent boolean,
    PRIMARY KEY (id)
);
CREATE INDEX index_notifications_on_actor_id ON notifications USING btree (actor_id);
CREATE INDEX index_notifications_on_journal_id ON notifications USING btree (journal_id);
CREATE INDEX index_notifications_on_mail_alert_sent ON notifications USING btree (mail_alert_sent);
CREATE INDEX index_notifications_on_mail_reminder_sent ON notifications USING btree (mail_reminder_sent);
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
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
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
    revoked_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
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
    owner_id bigint,
    client_credentials_user_id bigint,
    redirect_uri text NOT NULL,
    scopes character varying DEFAULT ''::character varying NOT NULL,
    confidential boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    integration_type character varying,
    integration_id bigint,
    enabled boolean DEFAULT true NOT NULL,
    builtin boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_oauth_applications_on_integration ON oauth_applications USING btree (integration_type, integration_id);
CREATE INDEX index_oauth_applications_on_owner_id_and_owner_type ON oauth_applications USING btree (owner_id, owner_type);
CREATE UNIQUE INDEX index_oauth_applications_on_uid ON oauth_applications USING btree (uid);

CREATE TABLE oauth_client_tokens (
    id bigserial,
    oauth_client_id bigint NOT NULL,
    user_id bigint NOT NULL,
    access_token character varying,
    refresh_token character varying,
    token_type character varying,
    expires_in integer,
    scope character varying,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_oauth_client_tokens_on_oauth_client_id ON oauth_client_tokens USING btree (oauth_client_id);
CREATE INDEX index_oauth_client_tokens_on_user_id ON oauth_client_tokens USING btree (user_id);
CREATE UNIQUE INDEX index_oauth_client_tokens_on_user_id_and_oauth_client_id ON oauth_client_tokens USING btree (user_id, oauth_client_id);

CREATE TABLE oauth_clients (
    id bigserial,
    client_id character varying NOT NULL,
    client_secret character varying,
    integration_type character varying NOT NULL,
    integration_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_oauth_clients_on_integration ON oauth_clients USING btree (integration_type, integration_id);

CREATE TABLE oidc_group_links (
    id bigserial,
    group_id bigint NOT NULL,
    auth_provider_id bigint NOT NULL,
    oidc_group_name character varying NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_oidc_group_links_on_auth_provider_id_and_oidc_group_name ON oidc_group_links USING btree (auth_provider_id, oidc_group_name);
CREATE INDEX index_oidc_group_links_on_group_id ON oidc_group_links USING btree (group_id);

CREATE TABLE oidc_group_memberships (
    id bigserial,
    auth_provider_id bigint NOT NULL,
    group_user_id bigint NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX idx_on_auth_provider_id_group_user_id_f86563dc26 ON oidc_group_memberships USING btree (auth_provider_id, group_user_id);
CREATE INDEX index_oidc_group_memberships_on_group_user_id ON oidc_group_memberships USING btree (group_user_id);

CREATE UNLOGGED TABLE oidc_user_session_links (
    id bigserial,
    oidc_session character varying NOT NULL,
    session_id bigint,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_oidc_user_session_links_on_oidc_session ON oidc_user_session_links USING btree (oidc_session);
CREATE INDEX index_oidc_user_session_links_on_session_id ON oidc_user_session_links USING btree (session_id);

CREATE TABLE oidc_user_tokens (
    id bigserial,
    user_id bigint NOT NULL,
    access_token character varying NOT NULL,
    refresh_token character varying,
    audiences jsonb DEFAULT '[]'::jsonb NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    expires_at timestamp(0) with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_oidc_user_tokens_on_user_id ON oidc_user_tokens USING btree (user_id);

CREATE TABLE ordered_work_packages (
    id bigserial,
    "position" integer NOT NULL,
    query_id bigint,
    work_package_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_ordered_work_packages_on_position ON ordered_work_packages USING btree ("position");
CREATE INDEX index_ordered_work_packages_on_query_id ON ordered_work_packages USING btree (query_id);
CREATE INDEX index_ordered_work_packages_on_work_package_id ON ordered_work_packages USING btree (work_package_id);

CREATE TABLE paper_trail_audits (
    id bigserial,
    item_type character varying NOT NULL,
    item_id bigint NOT NULL,
    event character varying NOT NULL,
    whodunnit character varying,
    stack text,
    object jsonb,
    object_changes jsonb,
    created_at timestamp(6) with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_paper_trail_audits_on_item_type_and_item_id ON paper_trail_audits USING btree (item_type, item_id);

CREATE TABLE project_custom_field_project_mappings (
    id bigserial,
    custom_field_id bigint,
    project_id bigint,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    creation_wizard boolean DEFAULT true NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_project_cf_project_mappings_on_custom_field_id ON project_custom_field_project_mappings USING btree (custom_field_id);
CREATE INDEX index_project_custom_field_project_mappings_on_project_id ON project_custom_field_project_mappings USING btree (project_id);
CREATE UNIQUE INDEX index_project_custom_field_project_mappings_unique ON project_custom_field_project_mappings USING btree (project_id, custom_field_id);

CREATE TABLE project_journals (
    id bigserial,
    name character varying NOT NULL,
    description text,
    public boolean NOT NULL,
    parent_id bigint,
    identifier character varying NOT NULL,
    active boolean NOT NULL,
    templated boolean NOT NULL,
    status_code integer,
    status_explanation text,
    workspace_type character varying NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE project_phase_definitions (
    id bigserial,
    name character varying,
    "position" integer,
    color_id bigint,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    start_gate boolean DEFAULT false NOT NULL,
    start_gate_name character varying,
    finish_gate boolean DEFAULT false NOT NULL,
    finish_gate_name character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_project_phase_definitions_on_color_id ON project_phase_definitions USING btree (color_id);
CREATE UNIQUE INDEX index_project_phase_definitions_on_name ON project_phase_definitions USING btree (name);

CREATE TABLE project_phase_journals (
    id bigserial,
    journal_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    start_date date,
    finish_date date,
    active boolean DEFAULT false NOT NULL,
    duration integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_project_phase_journals_on_journal_id ON project_phase_journals USING btree (journal_id);
CREATE INDEX index_project_phase_journals_on_phase_id ON project_phase_journals USING btree (phase_id);

CREATE TABLE project_phases (
    id bigserial,
    start_date date,
    finish_date date,
    active boolean DEFAULT false NOT NULL,
    project_id bigint NOT NULL,
    definition_id bigint NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    duration integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_project_phases_on_definition_id ON project_phases USING btree (definition_id);
CREATE INDEX index_project_phases_on_finish_date ON project_phases USING btree (finish_date);
CREATE INDEX index_project_phases_on_project_id ON project_phases USING btree (project_id);
CREATE UNIQUE INDEX index_project_phases_on_project_id_and_definition_id ON project_phases USING btree (project_id, definition_id);
CREATE INDEX index_project_phases_on_start_date ON project_phases USING btree (start_date);

CREATE TABLE project_queries (
    id bigserial,
    name character varying NOT NULL,
    user_id bigint NOT NULL,
    filters json DEFAULT '[]'::json,
    selects json DEFAULT '[]'::json,
    orders json DEFAULT '[]'::json,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    public boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_project_queries_on_public ON project_queries USING btree (public);
CREATE INDEX index_project_queries_on_user_id ON project_queries USING btree (user_id);

CREATE TABLE project_storages (
    id bigserial,
    project_id bigint NOT NULL,
    storage_id bigint NOT NULL,
    creator_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    project_folder_id character varying,
    project_folder_mode character varying NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT project_storages_project_folder_mode_check CHECK ((project_folder_mode IN ('inactive', 'manual', 'automatic')))
);
CREATE INDEX index_project_storages_on_creator_id ON project_storages USING btree (creator_id);
CREATE INDEX index_project_storages_on_project_id ON project_storages USING btree (project_id);
CREATE UNIQUE INDEX index_project_storages_on_project_id_and_storage_id ON project_storages USING btree (project_id, storage_id);
CREATE INDEX index_project_storages_on_storage_id ON project_storages USING btree (storage_id);

CREATE TABLE projects (
    id bigserial,
    name character varying DEFAULT ''::character varying NOT NULL,
    description text,
    public boolean DEFAULT true NOT NULL,
    parent_id bigint,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    identifier character varying NOT NULL,
    lft integer,
    rgt integer,
    active boolean DEFAULT true NOT NULL,
    templated boolean DEFAULT false NOT NULL,
    status_code integer,
    status_explanation text,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    workspace_type character varying NOT NULL,
    template_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_projects_on_active ON projects USING btree (active);
CREATE UNIQUE INDEX index_projects_on_identifier ON projects USING btree (identifier);
CREATE INDEX index_projects_on_lft ON projects USING btree (lft);
CREATE INDEX index_projects_on_lft_and_rgt ON projects USING btree (lft, rgt);
CREATE INDEX index_projects_on_rgt ON projects USING btree (rgt);
CREATE INDEX index_projects_on_template_id ON projects USING btree (template_id);
CREATE INDEX index_projects_on_workspace_type ON projects USING btree (workspace_type);

CREATE TABLE projects_types (
    project_id bigint NOT NULL,
    type_id bigint NOT NULL
);
CREATE INDEX projects_types_project_id ON projects_types USING btree (project_id);
CREATE UNIQUE INDEX projects_types_unique ON projects_types USING btree (project_id, type_id);

CREATE TABLE queries (
    id bigserial,
    project_id bigint,
    name character varying NOT NULL,
    filters text,
    user_id bigint NOT NULL,
    public boolean DEFAULT false NOT NULL,
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
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    display_representation text,
    starred boolean DEFAULT false,
    include_subprojects boolean NOT NULL,
    timestamps character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_queries_on_project_id ON queries USING btree (project_id);
CREATE INDEX index_queries_on_updated_at ON queries USING btree (updated_at);
CREATE INDEX index_queries_on_user_id ON queries USING btree (user_id);

CREATE TABLE rates (
    id bigserial,
    valid_from date NOT NULL,
    rate numeric(15,4) NOT NULL,
    type character varying NOT NULL,
    project_id bigint,
    user_id bigint,
    cost_type_id bigint,
    PRIMARY KEY (id)
);

CREATE TABLE recaptcha_entries (
    id serial,
    user_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_recaptcha_entries_on_user_id ON recaptcha_entries USING btree (user_id);

CREATE TABLE recurring_meeting_interim_responses (
    id bigserial,
    recurring_meeting_id bigint,
    user_id bigint,
    start_time timestamp(6) with time zone,
    participation_status character varying,
    comment text,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX idx_on_recurring_meeting_id_start_time_user_id_0ea652f142 ON recurring_meeting_interim_responses USING btree (recurring_meeting_id, start_time, user_id);

CREATE TABLE recurring_meetings (
    id bigserial,
    start_time timestamp(6) with time zone,
    end_date date,
    title text,
    frequency integer DEFAULT 0 NOT NULL,
    end_after integer DEFAULT 0 NOT NULL,
    iterations integer,
    project_id bigint,
    author_id bigint,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    "interval" integer DEFAULT 1 NOT NULL,
    time_zone character varying NOT NULL,
    uid character varying,
    current_schedule_start timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_recurring_meetings_on_author_id ON recurring_meetings USING btree (author_id);
CREATE INDEX index_recurring_meetings_on_project_id ON recurring_meetings USING btree (project_id);
CREATE UNIQUE INDEX index_recurring_meetings_on_uid ON recurring_meetings USING btree (uid);

CREATE TABLE relations (
    id bigserial,
    from_id integer NOT NULL,
    to_id integer NOT NULL,
    lag integer,
    description text,
    relation_type character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_relations_on_from_id ON relations USING btree (from_id);
CREATE UNIQUE INDEX index_relations_on_from_id_and_to_id_and_relation_type ON relations USING btree (from_id, to_id, relation_type);
CREATE INDEX index_relations_on_to_id ON relations USING btree (to_id);
CREATE UNIQUE INDEX index_relations_on_to_id_and_from_id_and_relation_type ON relations USING btree (to_id, from_id, relation_type);

CREATE TABLE reminder_notifications (
    id bigserial,
    reminder_id bigint,
    notification_id bigint,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_reminder_notifications_on_notification_id ON reminder_notifications USING btree (notification_id);
CREATE INDEX index_reminder_notifications_on_reminder_id ON reminder_notifications USING btree (reminder_id);
CREATE UNIQUE INDEX index_reminder_notifications_unique ON reminder_notifications USING btree (notification_id);

CREATE TABLE reminders (
    id bigserial,
    remindable_type character varying NOT NULL,
    remindable_id bigint NOT NULL,
    creator_id bigint NOT NULL,
    remind_at timestamp(6) with time zone NOT NULL,
    completed_at timestamp(6) with time zone,
    job_id character varying,
    note text,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_reminders_on_creator_id ON reminders USING btree (creator_id);
CREATE INDEX index_reminders_on_remindable ON reminders USING btree (remindable_type, remindable_id);

CREATE TABLE remote_identities (
    id bigserial,
    user_id bigint NOT NULL,
    auth_source_id bigint NOT NULL,
    origin_user_id character varying NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    auth_source_type character varying NOT NULL,
    integration_type character varying NOT NULL,
    integration_id bigint NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX idx_on_user_id_auth_source_type_auth_source_id_inte_fc6941e656 ON remote_identities USING btree (user_id, auth_source_type, auth_source_id, integration_id, integration_type);
CREATE INDEX index_remote_identities_on_auth_source_type_and_auth_source_id ON remote_identities USING btree (auth_source_type, auth_source_id);
CREATE INDEX index_remote_identities_on_integration_type_and_integration_id ON remote_identities USING btree (integration_type, integration_id);

CREATE TABLE repositories (
    id bigserial,
    project_id bigint NOT NULL,
    url character varying DEFAULT ''::character varying NOT NULL,
    login character varying(60) DEFAULT ''::character varying,
    password character varying DEFAULT ''::character varying,
    root_url character varying DEFAULT ''::character varying,
    type character varying,
    path_encoding character varying(64),
    log_encoding character varying(64),
    scm_type character varying NOT NULL,
    required_storage_bytes bigint DEFAULT 0 NOT NULL,
    storage_updated_at timestamp with time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_repositories_on_project_id ON repositories USING btree (project_id);

CREATE TABLE role_permissions (
    id bigserial,
    permission character varying,
    role_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_role_permissions_on_role_id ON role_permissions USING btree (role_id);

CREATE TABLE roles (
    id bigserial,
    name character varying DEFAULT ''::character varying NOT NULL,
    "position" integer DEFAULT 1,
    builtin integer DEFAULT 0 NOT NULL,
    type character varying(30) DEFAULT 'Role'::character varying,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "index_roles_on_LOWER_name" ON roles USING btree (lower((name)::text));

CREATE TABLE scheduled_meetings (
    id bigserial,
    recurring_meeting_id bigint NOT NULL,
    meeting_id bigint,
    start_time timestamp(6) with time zone NOT NULL,
    cancelled boolean DEFAULT false NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT unique_recurring_meeting_start_time UNIQUE (recurring_meeting_id, start_time) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX index_scheduled_meetings_on_meeting_id ON scheduled_meetings USING btree (meeting_id);
CREATE INDEX index_scheduled_meetings_on_recurring_meeting_id ON scheduled_meetings USING btree (recurring_meeting_id);

CREATE TABLE schema_migrations (
    version character varying NOT NULL,
    PRIMARY KEY (version)
);

CREATE TABLE scim_clients (
    id bigserial,
    name character varying NOT NULL,
    auth_provider_id bigint NOT NULL,
    authentication_method integer NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_scim_clients_on_auth_provider_id ON scim_clients USING btree (auth_provider_id);

CREATE TABLE service_account_associations (
    id bigserial,
    service_account_id bigint NOT NULL,
    service_id bigint NOT NULL,
    service_type character varying NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX idx_on_service_type_service_id_a76ab08fa2 ON service_account_associations USING btree (service_type, service_id);
CREATE UNIQUE INDEX index_service_account_associations_on_service_account_id ON service_account_associations USING btree (service_account_id);

CREATE UNLOGGED TABLE sessions (
    id bigserial,
    session_id character varying NOT NULL,
    data text,
    updated_at timestamp with time zone,
    user_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_sessions_on_session_id ON sessions USING btree (session_id);
CREATE INDEX index_sessions_on_updated_at ON sessions USING btree (updated_at);
CREATE INDEX index_sessions_on_user_id ON sessions USING btree (user_id);

CREATE TABLE settings (
    id bigserial,
    name character varying DEFAULT ''::character varying NOT NULL,
    value text,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
);
CREATE INDEX index_settings_on_name ON settings USING btree (name);

CREATE TABLE statuses (
    id bigserial,
    name character varying DEFAULT ''::character varying NOT NULL,
    is_closed boolean DEFAULT false NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    "position" integer DEFAULT 1,
    default_done_ratio integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    color_id bigint,
    is_readonly boolean DEFAULT false,
    excluded_from_totals boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "index_statuses_on_LOWER_name" ON statuses USING btree (lower((name)::text));
CREATE INDEX index_statuses_on_color_id ON statuses USING btree (color_id);
CREATE INDEX index_statuses_on_is_closed ON statuses USING btree (is_closed);
CREATE INDEX index_statuses_on_is_default ON statuses USING btree (is_default);
CREATE INDEX index_statuses_on_position ON statuses USING btree ("position");

CREATE TABLE storages (
    id bigserial,
    provider_type character varying NOT NULL,
    name character varying NOT NULL,
    host character varying,
    creator_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider_fields jsonb DEFAULT '{}'::jsonb NOT NULL,
    health_status character varying DEFAULT 'pending'::character varying NOT NULL,
    health_changed_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    health_reason character varying,
    health_checked_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT storages_health_status_check CHECK ((health_status IN ('pending', 'healthy', 'unhealthy')))
);
CREATE UNIQUE INDEX "index_storages_on_LOWER_name" ON storages USING btree (lower((name)::text));
CREATE INDEX index_storages_on_creator_id ON storages USING btree (creator_id);
CREATE UNIQUE INDEX index_storages_on_host ON storages USING btree (host);
CREATE UNIQUE INDEX index_storages_on_name ON storages USING btree (name);

CREATE TABLE storages_file_links_journals (
    id bigserial,
    journal_id bigint NOT NULL,
    file_link_id bigint NOT NULL,
    link_name character varying NOT NULL,
    storage_name character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_storages_file_links_journals_on_file_link_id ON storages_file_links_journals USING btree (file_link_id);
CREATE INDEX index_storages_file_links_journals_on_journal_id ON storages_file_links_journals USING btree (journal_id);

CREATE TABLE subproject_template_assignments (
    id bigserial,
    project_id bigint NOT NULL,
    template_id bigint NOT NULL,
    workspace_type character varying NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX idx_subproj_tmpl_assignments_on_project_workspace ON subproject_template_assignments USING btree (project_id, workspace_type);
CREATE INDEX index_subproject_template_assignments_on_project_id ON subproject_template_assignments USING btree (project_id);
CREATE INDEX index_subproject_template_assignments_on_template_id ON subproject_template_assignments USING btree (template_id);
CREATE INDEX index_subproject_template_assignments_on_workspace_type ON subproject_template_assignments USING btree (workspace_type);

CREATE TABLE time_entries (
    id bigserial,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    work_package_id bigint,
    hours double precision,
    comments text,
    activity_id bigint,
    spent_on date NOT NULL,
    tyear integer NOT NULL,
    tmonth integer NOT NULL,
    tweek integer NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    overridden_costs numeric(15,4),
    costs numeric(15,4),
    rate_id bigint,
    logged_by_id bigint NOT NULL,
    ongoing boolean DEFAULT false NOT NULL,
    start_time integer,
    time_zone character varying,
    entity_type character varying,
    entity_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_time_entries_on_activity_id ON time_entries USING btree (activity_id);
CREATE INDEX index_time_entries_on_created_at ON time_entries USING btree (created_at);
CREATE INDEX index_time_entries_on_entity ON time_entries USING btree (entity_type, entity_id);
CREATE INDEX index_time_entries_on_entity_type_and_entity_id ON time_entries USING btree (entity_type, entity_id);
CREATE INDEX index_time_entries_on_logged_by_id ON time_entries USING btree (logged_by_id);
CREATE INDEX index_time_entries_on_ongoing ON time_entries USING btree (ongoing);
CREATE INDEX index_time_entries_on_project_id_and_updated_at ON time_entries USING btree (project_id, updated_at);
CREATE INDEX index_time_entries_on_user_id ON time_entries USING btree (user_id);
CREATE UNIQUE INDEX index_time_entries_on_user_id_and_ongoing ON time_entries USING btree (user_id, ongoing) WHERE (ongoing = true);
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
    id bigserial,
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    work_package_id bigint,
    hours double precision,
    comments text,
    activity_id bigint,
    spent_on date NOT NULL,
    tyear integer NOT NULL,
    tmonth integer NOT NULL,
    tweek integer NOT NULL,
    overridden_costs numeric(15,2),
    costs numeric(15,2),
    rate_id bigint,
    logged_by_id bigint NOT NULL,
    start_time integer,
    time_zone character varying,
    entity_type character varying,
    entity_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_time_entry_journals_on_entity ON time_entry_journals USING btree (entity_type, entity_id);
CREATE INDEX index_time_entry_journals_on_entity_type_and_entity_id ON time_entry_journals USING btree (entity_type, entity_id);
CREATE INDEX index_time_entry_journals_on_logged_by_id ON time_entry_journals USING btree (logged_by_id);
CREATE INDEX index_time_entry_journals_on_project_id ON time_entry_journals USING btree (project_id);

CREATE TABLE tokens (
    id bigserial,
    user_id bigint,
    type character varying,
    value character varying(128) DEFAULT ''::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_on timestamp with time zone,
    data json,
    PRIMARY KEY (id)
);
CREATE INDEX index_tokens_on_user_id ON tokens USING btree (user_id);

CREATE TABLE two_factor_authentication_devices (
    id bigserial,
    type character varying,
    "default" boolean DEFAULT false NOT NULL,
    active boolean DEFAULT false NOT NULL,
    channel character varying NOT NULL,
    phone_number character varying,
    identifier character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    last_used_at integer,
    otp_secret text,
    user_id bigint,
    webauthn_external_id character varying,
    webauthn_public_key character varying,
    webauthn_sign_count bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_two_factor_authentication_devices_on_user_id ON two_factor_authentication_devices USING btree (user_id);
CREATE UNIQUE INDEX index_two_factor_authentication_devices_on_webauthn_external_id ON two_factor_authentication_devices USING btree (webauthn_external_id);

CREATE TABLE types (
    id bigserial,
    name character varying DEFAULT ''::character varying NOT NULL,
    "position" integer DEFAULT 1,
    is_in_roadmap boolean DEFAULT true NOT NULL,
    is_milestone boolean DEFAULT false NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    color_id bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    is_standard boolean DEFAULT false NOT NULL,
    attribute_groups text,
    description text,
    patterns text,
    pdf_export_templates_config jsonb DEFAULT '{}'::jsonb,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "index_types_on_LOWER_name" ON types USING btree (lower((name)::text));
CREATE INDEX index_types_on_color_id ON types USING btree (color_id);

CREATE TABLE user_auth_provider_links (
    id bigserial,
    user_id bigint NOT NULL,
    auth_provider_id bigint NOT NULL,
    external_id character varying NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX idx_on_auth_provider_id_external_id_a8e6468bb9 ON user_auth_provider_links USING btree (auth_provider_id, external_id);
CREATE INDEX index_user_auth_provider_links_on_auth_provider_id ON user_auth_provider_links USING btree (auth_provider_id);
CREATE INDEX index_user_auth_provider_links_on_user_id ON user_auth_provider_links USING btree (user_id);
CREATE UNIQUE INDEX index_user_auth_provider_links_on_user_id_and_auth_provider_id ON user_auth_provider_links USING btree (user_id, auth_provider_id);

CREATE TABLE user_passwords (
    id bigserial,
    user_id bigint NOT NULL,
    hashed_password character varying(128) NOT NULL,
    salt character varying(64),
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    type character varying NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_user_passwords_on_user_id ON user_passwords USING btree (user_id);

CREATE TABLE user_preferences (
    id bigserial,
    user_id bigint NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    dismissed_enterprise_banners jsonb DEFAULT '{}'::jsonb NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_user_preferences_on_user_id ON user_preferences USING btree (user_id);
CREATE INDEX index_user_prefs_settings_daily_reminders_enabled ON user_preferences USING gin ((((settings -> 'daily_reminders'::text) -> 'enabled'::text)));
CREATE INDEX index_user_prefs_settings_daily_reminders_times ON user_preferences USING gin ((((settings -> 'daily_reminders'::text) -> 'times'::text)));
CREATE INDEX index_user_prefs_settings_pause_reminders_enabled ON user_preferences USING btree (((((settings -> 'pause_reminders'::text) ->> 'enabled'::text))::boolean));
CREATE INDEX index_user_prefs_settings_time_zone ON user_preferences USING gin (((settings -> 'time_zone'::text)));
CREATE INDEX index_user_prefs_settings_workdays ON user_preferences USING gin (((settings -> 'workdays'::text)));

CREATE TABLE users (
    id bigserial,
    login character varying(256) DEFAULT ''::character varying NOT NULL,
    firstname character varying DEFAULT ''::character varying NOT NULL,
    lastname character varying DEFAULT ''::character varying NOT NULL,
    mail character varying DEFAULT ''::character varying NOT NULL,
    admin boolean DEFAULT false NOT NULL,
    status integer DEFAULT 1 NOT NULL,
    last_login_on timestamp with time zone,
    language character varying(5) DEFAULT ''::character varying,
    ldap_auth_source_id bigint,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    type character varying,
    identity_url character varying,
    first_login boolean DEFAULT true NOT NULL,
    force_password_change boolean DEFAULT false,
    failed_login_count integer DEFAULT 0,
    last_failed_login_on timestamp with time zone,
    consented_at timestamp with time zone,
    webauthn_id character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_users_on_id_and_type ON users USING btree (id, type);
CREATE INDEX index_users_on_ldap_auth_source_id ON users USING btree (ldap_auth_source_id);
CREATE INDEX index_users_on_type ON users USING btree (type);
CREATE INDEX index_users_on_type_and_login ON users USING btree (type, login);
CREATE INDEX index_users_on_type_and_status ON users USING btree (type, status);
CREATE UNIQUE INDEX unique_lastname_for_groups_and_placeholder_users ON users USING btree (lastname, type) WHERE (((type)::text = 'Group'::text) OR ((type)::text = 'PlaceholderUser'::text));

CREATE TABLE version_settings (
    id bigserial,
    project_id bigint,
    version_id bigint,
    display integer,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_version_settings_on_project_id_and_version_id ON version_settings USING btree (project_id, version_id);

CREATE TABLE versions (
    id bigserial,
    project_id bigint NOT NULL,
    name character varying COLLATE versions_name DEFAULT ''::character varying NOT NULL,
    description character varying DEFAULT ''::character varying,
    effective_date date,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    wiki_page_title character varying,
    status character varying DEFAULT 'open'::character varying,
    sharing character varying DEFAULT 'none'::character varying NOT NULL,
    start_date date,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "index_versions_on_project_id_and_LOWER_name" ON versions USING btree (project_id, lower((name)::text));
CREATE INDEX index_versions_on_sharing ON versions USING btree (sharing);
CREATE INDEX versions_project_id ON versions USING btree (project_id);

CREATE TABLE views (
    id bigserial,
    query_id bigint NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    type character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX index_views_on_query_id ON views USING btree (query_id);

CREATE TABLE watchers (
    id bigserial,
    watchable_type character varying DEFAULT ''::character varying NOT NULL,
    watchable_id bigint NOT NULL,
    user_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_watchers_on_user_id ON watchers USING btree (user_id);
CREATE INDEX index_watchers_on_watchable_id_and_watchable_type ON watchers USING btree (watchable_id, watchable_type);
CREATE INDEX watchers_user_id_type ON watchers USING btree (user_id, watchable_type);

CREATE TABLE webhooks_events (
    id bigserial,
    name character varying,
    webhooks_webhook_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_webhooks_events_on_webhooks_webhook_id ON webhooks_events USING btree (webhooks_webhook_id);

CREATE TABLE webhooks_logs (
    id bigserial,
    webhooks_webhook_id bigint,
    event_name character varying,
    url character varying,
    request_headers text,
    request_body text,
    response_code integer,
    response_headers text,
    response_body text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_webhooks_logs_on_webhooks_webhook_id ON webhooks_logs USING btree (webhooks_webhook_id);

CREATE TABLE webhooks_projects (
    id bigserial,
    project_id bigint,
    webhooks_webhook_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_webhooks_projects_on_project_id ON webhooks_projects USING btree (project_id);
CREATE INDEX index_webhooks_projects_on_webhooks_webhook_id ON webhooks_projects USING btree (webhooks_webhook_id);

CREATE TABLE webhooks_webhooks (
    id bigserial,
    name character varying,
    url text,
    description text NOT NULL,
    secret character varying,
    enabled boolean NOT NULL,
    all_projects boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX "index_webhooks_webhooks_on_LOWER_name" ON webhooks_webhooks USING btree (lower((name)::text));

CREATE TABLE wiki_page_journals (
    id bigserial,
    author_id bigint,
    text text,
    PRIMARY KEY (id)
);

CREATE TABLE wiki_pages (
    id bigserial,
    wiki_id bigint NOT NULL,
    title character varying NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    protected boolean DEFAULT false NOT NULL,
    parent_id bigint,
    slug character varying NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    author_id bigint NOT NULL,
    text text,
    lock_version integer NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_wiki_pages_on_author_id ON wiki_pages USING btree (author_id);
CREATE INDEX index_wiki_pages_on_parent_id ON wiki_pages USING btree (parent_id);
CREATE INDEX index_wiki_pages_on_updated_at ON wiki_pages USING btree (updated_at);
CREATE INDEX index_wiki_pages_on_wiki_id ON wiki_pages USING btree (wiki_id);
CREATE UNIQUE INDEX wiki_pages_wiki_id_slug ON wiki_pages USING btree (wiki_id, slug);
CREATE INDEX wiki_pages_wiki_id_title ON wiki_pages USING btree (wiki_id, title);

CREATE TABLE wiki_redirects (
    id bigserial,
    wiki_id bigint NOT NULL,
    title character varying,
    redirects_to character varying,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_wiki_redirects_on_wiki_id ON wiki_redirects USING btree (wiki_id);
CREATE INDEX wiki_redirects_wiki_id_title ON wiki_redirects USING btree (wiki_id, title);

CREATE TABLE wikis (
    id bigserial,
    project_id bigint NOT NULL,
    start_page character varying NOT NULL,
    status integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX wikis_project_id ON wikis USING btree (project_id);

CREATE TABLE work_package_hierarchies (
    ancestor_id integer NOT NULL,
    descendant_id integer NOT NULL,
    generations integer NOT NULL
);
CREATE UNIQUE INDEX work_package_anc_desc_idx ON work_package_hierarchies USING btree (ancestor_id, descendant_id, generations);
CREATE INDEX work_package_desc_idx ON work_package_hierarchies USING btree (descendant_id);

CREATE TABLE work_package_journals (
    id bigserial,
    type_id bigint NOT NULL,
    project_id bigint NOT NULL,
    subject character varying NOT NULL,
    description text,
    due_date date,
    category_id bigint,
    status_id bigint NOT NULL,
    assigned_to_id bigint,
    priority_id bigint NOT NULL,
    version_id bigint,
    author_id bigint NOT NULL,
    done_ratio integer,
    estimated_hours double precision,
    start_date date,
    parent_id bigint,
    responsible_id bigint,
    derived_estimated_hours double precision,
    schedule_manually boolean,
    duration integer,
    ignore_non_working_days boolean NOT NULL,
    derived_remaining_hours double precision,
    derived_done_ratio integer,
    story_points integer,
    remaining_hours double precision,
    budget_id integer,
    project_phase_definition_id bigint,
    PRIMARY KEY (id)
);
CREATE INDEX index_work_package_journals_on_assigned_to_id ON work_package_journals USING btree (assigned_to_id);
CREATE INDEX index_work_package_journals_on_author_id ON work_package_journals USING btree (author_id);
CREATE INDEX index_work_package_journals_on_category_id ON work_package_journals USING btree (category_id);
CREATE INDEX index_work_package_journals_on_due_date ON work_package_journals USING btree (due_date);
CREATE INDEX index_work_package_journals_on_parent_id ON work_package_journals USING btree (parent_id);
CREATE INDEX index_work_package_journals_on_project_id ON work_package_journals USING btree (project_id);
CREATE INDEX index_work_package_journals_on_responsible_id ON work_package_journals USING btree (responsible_id);
CREATE INDEX index_work_package_journals_on_schedule_manually ON work_package_journals USING btree (schedule_manually);
CREATE INDEX index_work_package_journals_on_start_date ON work_package_journals USING btree (start_date);
CREATE INDEX index_work_package_journals_on_status_id ON work_package_journals USING btree (status_id);
CREATE INDEX index_work_package_journals_on_type_id ON work_package_journals USING btree (type_id);
CREATE INDEX index_work_package_journals_on_version_id ON work_package_journals USING btree (version_id);
CREATE INDEX work_package_journal_on_burndown_attributes ON work_package_journals USING btree (version_id, status_id, project_id, type_id);

CREATE TABLE work_packages (
    id bigserial,
    type_id bigint NOT NULL,
    project_id bigint NOT NULL,
    subject character varying DEFAULT ''::character varying NOT NULL,
    description text,
    due_date date,
    category_id bigint,
    status_id bigint NOT NULL,
    assigned_to_id bigint,
    priority_id bigint,
    version_id bigint,
    author_id bigint NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    done_ratio integer,
    estimated_hours double precision,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    start_date date,
    responsible_id bigint,
    derived_estimated_hours double precision,
    schedule_manually boolean DEFAULT true NOT NULL,
    parent_id bigint,
    duration integer,
    ignore_non_working_days boolean DEFAULT false NOT NULL,
    derived_remaining_hours double precision,
    derived_done_ratio integer,
    "position" integer,
    story_points integer,
    remaining_hours double precision,
    budget_id integer,
    project_phase_definition_id bigint,
    PRIMARY KEY (id),
    CONSTRAINT work_packages_due_larger_start_date CHECK ((due_date >= start_date))
);
CREATE INDEX index_work_packages_on_assigned_to_id ON work_packages USING btree (assigned_to_id);
CREATE INDEX index_work_packages_on_author_id ON work_packages USING btree (author_id);
CREATE INDEX index_work_packages_on_category_id ON work_packages USING btree (category_id);
CREATE INDEX index_work_packages_on_created_at ON work_packages USING btree (created_at);
CREATE INDEX index_work_packages_on_due_date ON work_packages USING btree (due_date);
CREATE INDEX index_work_packages_on_parent_id ON work_packages USING btree (parent_id);
CREATE INDEX index_work_packages_on_project_id ON work_packages USING btree (project_id);
CREATE INDEX index_work_packages_on_project_id_and_updated_at ON work_packages USING btree (project_id, updated_at);
CREATE INDEX index_work_packages_on_project_phase_definition_id ON work_packages USING btree (project_phase_definition_id);
CREATE INDEX index_work_packages_on_responsible_id ON work_packages USING btree (responsible_id);
CREATE INDEX index_work_packages_on_schedule_manually ON work_packages USING btree (schedule_manually) WHERE schedule_manually;
CREATE INDEX index_work_packages_on_start_date ON work_packages USING btree (start_date);
CREATE INDEX index_work_packages_on_status_id ON work_packages USING btree (status_id);
CREATE INDEX index_work_packages_on_type_id ON work_packages USING btree (type_id);
CREATE INDEX index_work_packages_on_updated_at ON work_packages USING btree (updated_at);
CREATE INDEX index_work_packages_on_version_id ON work_packages USING btree (version_id);

CREATE TABLE workflows (
    id bigserial,
    type_id bigint NOT NULL,
    old_status_id bigint NOT NULL,
    new_status_id bigint NOT NULL,
    role_id bigint NOT NULL,
    assignee boolean DEFAULT false NOT NULL,
    author boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_workflows_on_new_status_id ON workflows USING btree (new_status_id);
CREATE INDEX index_workflows_on_old_status_id ON workflows USING btree (old_status_id);
CREATE INDEX index_workflows_on_role_id ON workflows USING btree (role_id);
CREATE INDEX wkfs_role_type_old_status ON workflows USING btree (role_id, type_id, old_status_id);

ALTER TABLE auth_providers ADD CONSTRAINT fk_rails_e9bd348863 FOREIGN KEY (creator_id) REFERENCES users (id);
ALTER TABLE autologin_session_links ADD CONSTRAINT fk_rails_93f00f2aab FOREIGN KEY (token_id) REFERENCES tokens (id) ON DELETE CASCADE;
ALTER TABLE bcf_comments ADD CONSTRAINT fk_rails_0571c4b386 FOREIGN KEY (reply_to) REFERENCES bcf_comments (id) ON DELETE SET NULL;
ALTER TABLE bcf_comments ADD CONSTRAINT fk_rails_556ef6e73e FOREIGN KEY (viewpoint_id) REFERENCES bcf_viewpoints (id) ON DELETE SET NULL;
ALTER TABLE bcf_comments ADD CONSTRAINT fk_rails_7ac870008c FOREIGN KEY (issue_id) REFERENCES bcf_issues (id) ON DELETE CASCADE;
ALTER TABLE bcf_issues ADD CONSTRAINT fk_rails_4e35bc3056 FOREIGN KEY (work_package_id) REFERENCES work_packages (id) ON DELETE CASCADE;
ALTER TABLE bcf_viewpoints ADD CONSTRAINT fk_rails_fa5c88e5be FOREIGN KEY (issue_id) REFERENCES bcf_issues (id) ON DELETE CASCADE;
ALTER TABLE calculated_value_errors ADD CONSTRAINT fk_rails_8e54029654 FOREIGN KEY (custom_field_id) REFERENCES custom_fields (id);
ALTER TABLE cost_entries ADD CONSTRAINT fk_rails_0d35f09506 FOREIGN KEY (logged_by_id) REFERENCES users (id);
ALTER TABLE custom_fields_projects ADD CONSTRAINT fk_rails_12fb30588e FOREIGN KEY (project_id) REFERENCES projects (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE custom_fields_projects ADD CONSTRAINT fk_rails_e51cefe60d FOREIGN KEY (custom_field_id) REFERENCES custom_fields (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE custom_fields_roles ADD CONSTRAINT fk_rails_950d979cb9 FOREIGN KEY (role_id) REFERENCES roles (id);
ALTER TABLE custom_fields_roles ADD CONSTRAINT fk_rails_96bf507f15 FOREIGN KEY (custom_field_id) REFERENCES custom_fields (id);
ALTER TABLE documents ADD CONSTRAINT fk_rails_5fe3b44db5 FOREIGN KEY (type_id) REFERENCES document_types (id);
ALTER TABLE emoji_reactions ADD CONSTRAINT fk_rails_80a9e7c3ce FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE export_settings ADD CONSTRAINT fk_rails_4e2ea236a3 FOREIGN KEY (query_id) REFERENCES queries (id);
ALTER TABLE favorites ADD CONSTRAINT fk_rails_d15744e438 FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE file_links ADD CONSTRAINT fk_rails_650ebb2e1a FOREIGN KEY (creator_id) REFERENCES users (id);
ALTER TABLE file_links ADD CONSTRAINT fk_rails_a29c1fb981 FOREIGN KEY (storage_id) REFERENCES storages (id) ON DELETE CASCADE;
ALTER TABLE hierarchical_items ADD CONSTRAINT fk_rails_c67cbe751d FOREIGN KEY (custom_field_id) REFERENCES custom_fields (id);
ALTER TABLE ical_token_query_assignments ADD CONSTRAINT fk_rails_e0ecbb71e6 FOREIGN KEY (ical_token_id) REFERENCES tokens (id) ON DELETE CASCADE;
ALTER TABLE ical_token_query_assignments ADD CONSTRAINT fk_rails_f5e934437b FOREIGN KEY (query_id) REFERENCES queries (id) ON DELETE CASCADE;
ALTER TABLE ifc_models ADD CONSTRAINT fk_rails_4f53d4601c FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE;
ALTER TABLE last_project_folders ADD CONSTRAINT fk_rails_73e1c678f1 FOREIGN KEY (project_storage_id) REFERENCES project_storages (id) ON DELETE CASCADE;
ALTER TABLE ldap_groups_synchronized_groups ADD CONSTRAINT fk_rails_44dac1537e FOREIGN KEY (filter_id) REFERENCES ldap_groups_synchronized_filters (id);
ALTER TABLE meeting_agenda_item_journals ADD CONSTRAINT fk_rails_9b6296a185 FOREIGN KEY (presenter_id) REFERENCES users (id);
ALTER TABLE meeting_agenda_items ADD CONSTRAINT fk_rails_06b94602d9 FOREIGN KEY (presenter_id) REFERENCES users (id);
ALTER TABLE meeting_agenda_items ADD CONSTRAINT fk_rails_3f56abf49c FOREIGN KEY (author_id) REFERENCES users (id);
ALTER TABLE meeting_agenda_items ADD CONSTRAINT fk_rails_9089886cdd FOREIGN KEY (meeting_id) REFERENCES meetings (id);
ALTER TABLE meeting_outcomes ADD CONSTRAINT fk_rails_53dfa07660 FOREIGN KEY (work_package_id) REFERENCES work_packages (id);
ALTER TABLE meeting_outcomes ADD CONSTRAINT fk_rails_9f4a5cc9ed FOREIGN KEY (author_id) REFERENCES users (id);
ALTER TABLE meeting_outcomes ADD CONSTRAINT fk_rails_d89fa3e833 FOREIGN KEY (meeting_agenda_item_id) REFERENCES meeting_agenda_items (id);
ALTER TABLE meeting_sections ADD CONSTRAINT fk_rails_613c652e16 FOREIGN KEY (meeting_id) REFERENCES meetings (id);
ALTER TABLE notification_settings ADD CONSTRAINT fk_rails_0c95e91db7 FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE notification_settings ADD CONSTRAINT fk_rails_496a500fda FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE notifications ADD CONSTRAINT fk_rails_06a39bb8cc FOREIGN KEY (actor_id) REFERENCES users (id);
ALTER TABLE notifications ADD CONSTRAINT fk_rails_4aea6afa11 FOREIGN KEY (recipient_id) REFERENCES users (id);
ALTER TABLE notifications ADD CONSTRAINT fk_rails_595318131c FOREIGN KEY (journal_id) REFERENCES journals (id) ON DELETE CASCADE;
ALTER TABLE oauth_access_grants ADD CONSTRAINT fk_rails_b4b53e07b8 FOREIGN KEY (application_id) REFERENCES oauth_applications (id);
ALTER TABLE oauth_access_tokens ADD CONSTRAINT fk_rails_732cb83ab7 FOREIGN KEY (application_id) REFERENCES oauth_applications (id);
ALTER TABLE oauth_applications ADD CONSTRAINT fk_rails_3d1f3b58d2 FOREIGN KEY (client_credentials_user_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE oauth_applications ADD CONSTRAINT fk_rails_cc886e315a FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE oauth_client_tokens ADD CONSTRAINT fk_rails_65a92bfbf4 FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE oauth_client_tokens ADD CONSTRAINT fk_rails_6e922d4135 FOREIGN KEY (oauth_client_id) REFERENCES oauth_clients (id) ON DELETE CASCADE;
ALTER TABLE oidc_group_links ADD CONSTRAINT fk_rails_0ed529eb13 FOREIGN KEY (auth_provider_id) REFERENCES auth_providers (id) ON DELETE CASCADE;
ALTER TABLE oidc_group_links ADD CONSTRAINT fk_rails_8d031325e2 FOREIGN KEY (group_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE oidc_group_memberships ADD CONSTRAINT fk_rails_061b856d2a FOREIGN KEY (group_user_id) REFERENCES group_users (id) ON DELETE CASCADE;
ALTER TABLE oidc_group_memberships ADD CONSTRAINT fk_rails_cefb836ee1 FOREIGN KEY (auth_provider_id) REFERENCES auth_providers (id) ON DELETE CASCADE;
ALTER TABLE oidc_user_session_links ADD CONSTRAINT fk_rails_5e6a849f92 FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE;
ALTER TABLE oidc_user_tokens ADD CONSTRAINT fk_rails_1571e35480 FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE ordered_work_packages ADD CONSTRAINT fk_rails_e99c4d5dfe FOREIGN KEY (query_id) REFERENCES queries (id) ON DELETE CASCADE;
ALTER TABLE ordered_work_packages ADD CONSTRAINT fk_rails_fe038e4e03 FOREIGN KEY (work_package_id) REFERENCES work_packages (id) ON DELETE CASCADE;
ALTER TABLE project_custom_field_project_mappings ADD CONSTRAINT fk_rails_1a1f3f10e9 FOREIGN KEY (custom_field_id) REFERENCES custom_fields (id);
ALTER TABLE project_custom_field_project_mappings ADD CONSTRAINT fk_rails_79aa0057e4 FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE project_phase_definitions ADD CONSTRAINT fk_rails_0cd5e50674 FOREIGN KEY (color_id) REFERENCES colors (id);
ALTER TABLE project_phase_journals ADD CONSTRAINT fk_rails_0e71534908 FOREIGN KEY (journal_id) REFERENCES journals (id);
ALTER TABLE project_phases ADD CONSTRAINT fk_rails_664dd6ae3c FOREIGN KEY (definition_id) REFERENCES project_phase_definitions (id);
ALTER TABLE project_phases ADD CONSTRAINT fk_rails_7c456fca1d FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE project_storages ADD CONSTRAINT fk_rails_04546d7b88 FOREIGN KEY (storage_id) REFERENCES storages (id) ON DELETE CASCADE;
ALTER TABLE project_storages ADD CONSTRAINT fk_rails_96ab713fe3 FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE;
ALTER TABLE project_storages ADD CONSTRAINT fk_rails_acca00a591 FOREIGN KEY (creator_id) REFERENCES users (id);
ALTER TABLE projects ADD CONSTRAINT fk_rails_9702eec5cd FOREIGN KEY (template_id) REFERENCES projects (id);
ALTER TABLE projects_types ADD CONSTRAINT fk_rails_7c3935a107 FOREIGN KEY (project_id) REFERENCES projects (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE projects_types ADD CONSTRAINT fk_rails_da213a0c8b FOREIGN KEY (type_id) REFERENCES types (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE recaptcha_entries ADD CONSTRAINT fk_rails_890a90efa9 FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE recurring_meeting_interim_responses ADD CONSTRAINT fk_rails_2bc91bc636 FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE recurring_meeting_interim_responses ADD CONSTRAINT fk_rails_cd46c27804 FOREIGN KEY (recurring_meeting_id) REFERENCES recurring_meetings (id);
ALTER TABLE recurring_meetings ADD CONSTRAINT fk_rails_718ca7b915 FOREIGN KEY (author_id) REFERENCES users (id);
ALTER TABLE recurring_meetings ADD CONSTRAINT fk_rails_a0ea141e10 FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE reminder_notifications ADD CONSTRAINT fk_rails_4398e72474 FOREIGN KEY (reminder_id) REFERENCES reminders (id);
ALTER TABLE reminder_notifications ADD CONSTRAINT fk_rails_4db3d8d95d FOREIGN KEY (notification_id) REFERENCES notifications (id);
ALTER TABLE reminders ADD CONSTRAINT fk_rails_b7e32f12b2 FOREIGN KEY (creator_id) REFERENCES users (id);
ALTER TABLE remote_identities ADD CONSTRAINT fk_rails_7f8585fc1a FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE scheduled_meetings ADD CONSTRAINT fk_rails_c79817dc8f FOREIGN KEY (meeting_id) REFERENCES meetings (id) ON DELETE SET NULL;
ALTER TABLE scheduled_meetings ADD CONSTRAINT fk_rails_dde1b994c5 FOREIGN KEY (recurring_meeting_id) REFERENCES recurring_meetings (id) ON DELETE CASCADE;
ALTER TABLE scim_clients ADD CONSTRAINT fk_rails_705242b5b2 FOREIGN KEY (auth_provider_id) REFERENCES auth_providers (id) ON DELETE RESTRICT;
ALTER TABLE service_account_associations ADD CONSTRAINT fk_rails_18733515b3 FOREIGN KEY (service_account_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE storages ADD CONSTRAINT fk_rails_6c69bacb8d FOREIGN KEY (creator_id) REFERENCES users (id);
ALTER TABLE storages_file_links_journals ADD CONSTRAINT fk_rails_e007095e78 FOREIGN KEY (journal_id) REFERENCES journals (id);
ALTER TABLE subproject_template_assignments ADD CONSTRAINT fk_rails_b15b68fdaf FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE;
ALTER TABLE subproject_template_assignments ADD CONSTRAINT fk_rails_db83d82aa3 FOREIGN KEY (template_id) REFERENCES projects (id) ON DELETE CASCADE;
ALTER TABLE time_entries ADD CONSTRAINT fk_rails_709864c72f FOREIGN KEY (logged_by_id) REFERENCES users (id);
ALTER TABLE time_entry_activities_projects ADD CONSTRAINT fk_rails_5b669d4f34 FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE time_entry_activities_projects ADD CONSTRAINT fk_rails_bc6c409022 FOREIGN KEY (activity_id) REFERENCES enumerations (id);
ALTER TABLE time_entry_journals ADD CONSTRAINT fk_rails_f6e3d60ab5 FOREIGN KEY (logged_by_id) REFERENCES users (id);
ALTER TABLE tokens ADD CONSTRAINT fk_rails_ac8a5d0441 FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE two_factor_authentication_devices ADD CONSTRAINT fk_rails_0b09e132e7 FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE types ADD CONSTRAINT fk_rails_46ceaf0e5b FOREIGN KEY (color_id) REFERENCES colors (id) ON DELETE SET NULL;
ALTER TABLE user_auth_provider_links ADD CONSTRAINT fk_rails_9a2c7082f0 FOREIGN KEY (user_id) REFERENCES users (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE user_auth_provider_links ADD CONSTRAINT fk_rails_aae2d958bb FOREIGN KEY (auth_provider_id) REFERENCES auth_providers (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE views ADD CONSTRAINT fk_rails_ef3c430897 FOREIGN KEY (query_id) REFERENCES queries (id);
ALTER TABLE webhooks_events ADD CONSTRAINT fk_rails_a166925c91 FOREIGN KEY (webhooks_webhook_id) REFERENCES webhooks_webhooks (id);
ALTER TABLE webhooks_logs ADD CONSTRAINT fk_rails_551257cdac FOREIGN KEY (webhooks_webhook_id) REFERENCES webhooks_webhooks (id) ON DELETE CASCADE;
ALTER TABLE webhooks_projects ADD CONSTRAINT fk_rails_d7ea5de5b8 FOREIGN KEY (webhooks_webhook_id) REFERENCES webhooks_webhooks (id);
ALTER TABLE webhooks_projects ADD CONSTRAINT fk_rails_e978b5e3d7 FOREIGN KEY (project_id) REFERENCES projects (id);
ALTER TABLE wiki_pages ADD CONSTRAINT fk_rails_4189064f3f FOREIGN KEY (author_id) REFERENCES users (id);
ALTER TABLE work_packages ADD CONSTRAINT fk_rails_5edb6f06e6 FOREIGN KEY (status_id) REFERENCES statuses (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE work_packages ADD CONSTRAINT fk_rails_931ad309e8 FOREIGN KEY (project_id) REFERENCES projects (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE work_packages ADD CONSTRAINT fk_rails_f2a8977aa1 FOREIGN KEY (type_id) REFERENCES types (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE workflows ADD CONSTRAINT fk_rails_0c5f149c21 FOREIGN KEY (role_id) REFERENCES roles (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE workflows ADD CONSTRAINT fk_rails_2a8f410364 FOREIGN KEY (type_id) REFERENCES types (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE workflows ADD CONSTRAINT fk_rails_66af376b7e FOREIGN KEY (new_status_id) REFERENCES statuses (id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE workflows ADD CONSTRAINT fk_rails_b4628cffdf FOREIGN KEY (old_status_id) REFERENCES statuses (id) ON UPDATE CASCADE ON DELETE CASCADE;

INSERT INTO schema_migrations (version) VALUES
    ('1000016'), ('1001015'), ('1002015'), ('1003016'), ('1004015'), ('1005015'), ('1006015'),
    ('1007015'), ('1008015'), ('1009016'), ('1010015'), ('1011015'), ('1012015'), ('1013015'),
    ('1014015'), ('1015015'), ('1016015'), ('1017016'), ('1018016'), ('1019015'), ('1020015'),
    ('1021015'), ('1022015'), ('20240123151246'), ('20240123151247'), ('20240123151248'),
    ('20240123151249'), ('20240123151250'), ('20240123151251'), ('20240123151252'),
    ('20240306154734'), ('20240306154735'), ('20240306154736'), ('20240306154737'),
    ('20241202112406'), ('20241202112407'), ('20241202112408'), ('20241202112409'),
    ('20250210184018'), ('20250403150639'), ('20250404060850'), ('20250404061503'),
    ('20250411104802'), ('20250416095154'), ('20250416112143'), ('20250416141059'),
    ('20250422072119'), ('20250423123519'), ('20250428114958'), ('20250428135623'),
    ('20250512114003'), ('20250526155610'), ('20250605133700'), ('20250610111413'),
    ('20250612133700'), ('20250613141234'), ('20250624155721'), ('20250627121119'),
    ('20250703143214'), ('20250709090813'), ('20250709103506'), ('20250710133700'),
    ('20250711133700'), ('20250714142919'), ('20250731144436'), ('20250804083253'),
    ('20250804133700'), ('20250806132912'), ('20250808062421'), ('20250811102200'),
    ('20250818133654'), ('20250819152511'), ('20250820131839'), ('20250821092618'),
    ('20250905204438'), ('20250908072653'), ('20250908151957'), ('20250908172222'),
    ('20250910085916'), ('20250923064241'), ('20250923120330'), ('20250923142124'),
    ('20250929070310'), ('20251017111720'), ('20251021133601'), ('20251022114752'),
    ('20251024140438'), ('20251029134217'), ('20251031071403'), ('20251103123548'),
    ('20251104151450'), ('20251105082400'), ('20251105082430'), ('20251107114245'),
    ('20251111145039'), ('20251111155829'), ('20251114174545'), ('20251115211211'),
    ('20251117102116'), ('20251119095014'), ('20251121073442'), ('20251125000000'),
    ('20251126092758'), ('20251204100529'), ('20251209191935'), ('20251211160744'),
    ('20251216155857'), ('20251217105019'), ('20251218100700'), ('20251218100721'),
    ('20251218100741'), ('20251218133700'), ('20260105090537'), ('20260105092419'),
    ('20260105093056'), ('20260105093729'), ('20260105095152'), ('20260105095917'),
    ('20260105100429'), ('20260105101148'), ('20260106151226'), ('20260108111032'),
    ('20260122130916');
