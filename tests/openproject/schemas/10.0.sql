-- The schema of OpenProject 10.0: what its own migrations leave in an empty database.
-- Names carry no schema, so that search_path decides where the tables are built.

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
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
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
    journal_id integer NOT NULL,
    container_id integer,
    container_type character varying(30),
    filename character varying DEFAULT ''::character varying NOT NULL,
    disk_filename character varying DEFAULT ''::character varying NOT NULL,
    filesize integer DEFAULT 0 NOT NULL,
    content_type character varying DEFAULT ''::character varying,
    digest character varying(40) DEFAULT ''::character varying NOT NULL,
    downloads integer DEFAULT 0 NOT NULL,
    author_id integer DEFAULT 0 NOT NULL,
    description text,
    PRIMARY KEY (id)
);
CREATE INDEX index_attachment_journals_on_journal_id ON attachment_journals USING btree (journal_id);

CREATE TABLE attachments (
    id serial,
    container_id integer,
    container_type character varying(30),
    filename character varying DEFAULT ''::character varying NOT NULL,
    disk_filename character varying DEFAULT ''::character varying NOT NULL,
    filesize integer DEFAULT 0 NOT NULL,
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
    PRIMARY KEY (id)
);
CREATE INDEX index_auth_sources_on_id_and_type ON auth_sources USING btree (id, type);

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
    journal_id integer NOT NULL,
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
CREATE INDEX index_changeset_journals_on_journal_id ON changeset_journals USING btree (journal_id);

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
    created_on timestamp without time zone NOT NULL,
    updated_on timestamp without time zone NOT NULL,
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
    created_on timestamp without time zone NOT NULL,
    updated_on timestamp without time zone NOT NULL,
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

CREATE TABLE cost_object_journals (
    id serial,
    journal_id integer NOT NULL,
    project_id integer NOT NULL,
    author_id integer NOT NULL,
    subject character varying NOT NULL,
    description text,
    fixed_date date NOT NULL,
    created_on timestamp without time zone,
    PRIMARY KEY (id)
);

CREATE TABLE cost_objects (
    id serial,
    project_id integer NOT NULL,
    author_id integer NOT NULL,
    subject character varying NOT NULL,
    description text NOT NULL,
    type character varying NOT NULL,
    fixed_date date NOT NULL,
    created_on timestamp without time zone,
    updated_on timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_cost_objects_on_project_id_and_updated_on ON cost_objects USING btree (project_id, updated_on);

CREATE TABLE cost_queries (
    id serial,
    user_id integer NOT NULL,
    project_id integer,
    name character varying NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    created_on timestamp without time zone NOT NULL,
    updated_on timestamp without time zone NOT NULL,
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
    name character varying(255) DEFAULT NULL::character varying,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
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
    journal_id integer NOT NULL,
    project_id integer DEFAULT 0 NOT NULL,
    category_id integer DEFAULT 0 NOT NULL,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    description text,
    created_on timestamp without time zone,
    PRIMARY KEY (id)
);

CREATE TABLE documents (
    id serial,
    project_id integer DEFAULT 0 NOT NULL,
    category_id integer DEFAULT 0 NOT NULL,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    description text,
    created_on timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX documents_project_id ON documents USING btree (project_id);
CREATE INDEX index_documents_on_category_id ON documents USING btree (category_id);
CREATE INDEX index_documents_on_created_on ON documents USING btree (created_on);

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
    user_id integer NOT NULL
);
CREATE UNIQUE INDEX group_user_ids ON group_users USING btree (group_id, user_id);

CREATE TABLE journals (
    id serial,
    journable_type character varying,
    journable_id integer,
    user_id integer DEFAULT 0 NOT NULL,
    notes text,
    created_at timestamp without time zone NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    activity_type character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_journals_on_activity_type ON journals USING btree (activity_type);
CREATE INDEX index_journals_on_created_at ON journals USING btree (created_at);
CREATE INDEX index_journals_on_journable_id ON journals USING btree (journable_id);
CREATE INDEX index_journals_on_journable_type ON journals USING btree (journable_type);
CREATE UNIQUE INDEX index_journals_on_journable_type_and_journable_id_and_version ON journals USING btree (journable_type, journable_id, version);
CREATE INDEX index_journals_on_user_id ON journals USING btree (user_id);

CREATE TABLE labor_budget_items (
    id serial,
    cost_object_id integer NOT NULL,
    hours double precision NOT NULL,
    user_id integer,
    comments character varying DEFAULT ''::character varying NOT NULL,
    budget numeric(15,4),
    PRIMARY KEY (id)
);

CREATE TABLE ldap_groups_memberships (
    id serial,
    user_id integer,
    group_id integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_memberships_on_group_id ON ldap_groups_memberships USING btree (group_id);
CREATE INDEX index_ldap_groups_memberships_on_user_id ON ldap_groups_memberships USING btree (user_id);

CREATE TABLE ldap_groups_synchronized_groups (
    id serial,
    entry character varying,
    group_id integer,
    auth_source_id integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_ldap_groups_synchronized_groups_on_auth_source_id ON ldap_groups_synchronized_groups USING btree (auth_source_id);
CREATE INDEX index_ldap_groups_synchronized_groups_on_group_id ON ldap_groups_synchronized_groups USING btree (group_id);

CREATE TABLE material_budget_items (
    id serial,
    cost_object_id integer NOT NULL,
    units double precision NOT NULL,
    cost_type_id integer,
    comments character varying DEFAULT ''::character varying NOT NULL,
    budget numeric(15,4),
    PRIMARY KEY (id)
);

CREATE TABLE meeting_content_journals (
    id serial,
    journal_id integer NOT NULL,
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
    journal_id integer NOT NULL,
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

CREATE TABLE members (
    id serial,
    user_id integer DEFAULT 0 NOT NULL,
    project_id integer DEFAULT 0 NOT NULL,
    created_on timestamp without time zone,
    mail_notification boolean DEFAULT false NOT NULL,
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
    journal_id integer NOT NULL,
    forum_id integer NOT NULL,
    parent_id integer,
    subject character varying DEFAULT ''::character varying NOT NULL,
    content text,
    author_id integer,
    replies_count integer DEFAULT 0 NOT NULL,
    last_reply_id integer,
    locked boolean DEFAULT false,
    sticky integer DEFAULT 0,
    PRIMARY KEY (id)
);
CREATE INDEX index_message_journals_on_journal_id ON message_journals USING btree (journal_id);

CREATE TABLE messages (
    id serial,
    forum_id integer NOT NULL,
    parent_id integer,
    subject character varying DEFAULT ''::character varying NOT NULL,
    content text,
    author_id integer,
    replies_count integer DEFAULT 0 NOT NULL,
    last_reply_id integer,
    created_on timestamp without time zone NOT NULL,
    updated_on timestamp without time zone NOT NULL,
    locked boolean DEFAULT false,
    sticky integer DEFAULT 0,
    sticked_on timestamp without time zone,
    PRIMARY KEY (id)
);
CREATE INDEX index_messages_on_author_id ON messages USING btree (author_id);
CREATE INDEX index_messages_on_created_on ON messages USING btree (created_on);
CREATE INDEX index_messages_on_forum_id_and_updated_on ON messages USING btree (forum_id, updated_on);
CREATE INDEX index_messages_on_last_reply_id ON messages USING btree (last_reply_id);
CREATE INDEX messages_board_id ON messages USING btree (forum_id);
CREATE INDEX messages_parent_id ON messages USING btree (parent_id);

CREATE TABLE my_projects_overviews (
    id serial,
    project_id integer DEFAULT 0 NOT NULL,
    "left" text NOT NULL,
    "right" text NOT NULL,
    top text NOT NULL,
    hidden text NOT NULL,
    created_on timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE news (
    id serial,
    project_id integer,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    summary character varying DEFAULT ''::character varying,
    description text,
    author_id integer DEFAULT 0 NOT NULL,
    created_on timestamp without time zone,
    comments_count integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_news_on_author_id ON news USING btree (author_id);
CREATE INDEX index_news_on_created_on ON news USING btree (created_on);
CREATE INDEX index_news_on_project_id_and_created_on ON news USING btree (project_id, created_on);
CREATE INDEX news_project_id ON news USING btree (project_id);

CREATE TABLE news_journals (
    id serial,
    journal_id integer NOT NULL,
    project_id integer,
    title character varying(60) DEFAULT ''::character varying NOT NULL,
    summary character varying DEFAULT ''::character varying,
    description text,
    author_id integer DEFAULT 0 NOT NULL,
    comments_count integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_news_journals_on_journal_id ON news_journals USING btree (journal_id);

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

CREATE TABLE principal_roles (
    id serial,
    role_id integer NOT NULL,
    principal_id integer NOT NULL,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_principal_roles_on_principal_id ON principal_roles USING btree (principal_id);
CREATE INDEX index_principal_roles_on_role_id ON principal_roles USING btree (role_id);

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

CREATE TABLE projects (
    id serial,
    name character varying DEFAULT ''::character varying NOT NULL,
    description text,
    is_public boolean DEFAULT true NOT NULL,
    parent_id integer,
    created_on timestamp without time zone,
    updated_on timestamp without time zone,
    identifier character varying,
    status integer DEFAULT 1 NOT NULL,
    lft integer,
    rgt integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_projects_on_identifier ON projects USING btree (identifier);
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
    PRIMARY KEY (id)
);

CREATE TABLE schema_migrations (
    version character varying NOT NULL,
    PRIMARY KEY (version)
);

CREATE TABLE sessions (
    id serial,
    session_id character varying NOT NULL,
    data text,
    created_at timestamp without time zone,
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
    updated_on timestamp without time zone,
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
    created_on timestamp without time zone NOT NULL,
    updated_on timestamp without time zone NOT NULL,
    overridden_costs numeric(15,4),
    costs numeric(15,4),
    rate_id integer,
    PRIMARY KEY (id)
);
CREATE INDEX index_time_entries_on_activity_id ON time_entries USING btree (activity_id);
CREATE INDEX index_time_entries_on_created_on ON time_entries USING btree (created_on);
CREATE INDEX index_time_entries_on_project_id_and_updated_on ON time_entries USING btree (project_id, updated_on);
CREATE INDEX index_time_entries_on_user_id ON time_entries USING btree (user_id);
CREATE INDEX time_entries_issue_id ON time_entries USING btree (work_package_id);
CREATE INDEX time_entries_project_id ON time_entries USING btree (project_id);

CREATE TABLE time_entry_journals (
    id serial,
    journal_id integer NOT NULL,
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
CREATE INDEX index_time_entry_journals_on_journal_id ON time_entry_journals USING btree (journal_id);

CREATE TABLE tokens (
    id serial,
    user_id bigint,
    type character varying,
    value character varying(128) DEFAULT ''::character varying NOT NULL,
    created_on timestamp without time zone NOT NULL,
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
    others text,
    hide_mail boolean DEFAULT true,
    time_zone character varying,
    PRIMARY KEY (id)
);
CREATE INDEX index_user_preferences_on_user_id ON user_preferences USING btree (user_id);

CREATE TABLE users (
    id serial,
    login character varying(256) DEFAULT ''::character varying NOT NULL,
    firstname character varying(30) DEFAULT ''::character varying NOT NULL,
    lastname character varying(30) DEFAULT ''::character varying NOT NULL,
    mail character varying(60) DEFAULT ''::character varying NOT NULL,
    admin boolean DEFAULT false NOT NULL,
    status integer DEFAULT 1 NOT NULL,
    last_login_on timestamp without time zone,
    language character varying(5) DEFAULT ''::character varying,
    auth_source_id integer,
    created_on timestamp without time zone,
    updated_on timestamp without time zone,
    type character varying,
    identity_url character varying,
    mail_notification character varying DEFAULT ''::character varying NOT NULL,
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
    created_on timestamp without time zone,
    updated_on timestamp without time zone,
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
    journal_id integer NOT NULL,
    page_id integer NOT NULL,
    author_id integer,
    text text,
    PRIMARY KEY (id)
);
CREATE INDEX index_wiki_content_journals_on_journal_id ON wiki_content_journals USING btree (journal_id);

CREATE TABLE wiki_contents (
    id serial,
    page_id integer NOT NULL,
    author_id integer,
    text text,
    updated_on timestamp without time zone NOT NULL,
    lock_version integer NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX index_wiki_contents_on_author_id ON wiki_contents USING btree (author_id);
CREATE INDEX index_wiki_contents_on_page_id_and_updated_on ON wiki_contents USING btree (page_id, updated_on);
CREATE INDEX wiki_contents_page_id ON wiki_contents USING btree (page_id);

CREATE TABLE wiki_pages (
    id serial,
    wiki_id integer NOT NULL,
    title character varying NOT NULL,
    created_on timestamp without time zone NOT NULL,
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
    created_on timestamp without time zone NOT NULL,
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
    journal_id integer NOT NULL,
    type_id integer DEFAULT 0 NOT NULL,
    project_id integer DEFAULT 0 NOT NULL,
    subject character varying DEFAULT ''::character varying NOT NULL,
    description text,
    due_date date,
    category_id integer,
    status_id integer DEFAULT 0 NOT NULL,
    assigned_to_id integer,
    priority_id integer DEFAULT 0 NOT NULL,
    fixed_version_id integer,
    author_id integer DEFAULT 0 NOT NULL,
    done_ratio integer DEFAULT 0 NOT NULL,
    estimated_hours double precision,
    start_date date,
    parent_id integer,
    responsible_id integer,
    cost_object_id integer,
    story_points integer,
    remaining_hours double precision,
    PRIMARY KEY (id)
);
CREATE INDEX index_work_package_journals_on_journal_id ON work_package_journals USING btree (journal_id);
CREATE INDEX work_package_journal_on_burndown_attributes ON work_package_journals USING btree (fixed_version_id, status_id, project_id, type_id);

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
    fixed_version_id integer,
    author_id integer DEFAULT 0 NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    done_ratio integer DEFAULT 0 NOT NULL,
    estimated_hours double precision,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    start_date date,
    responsible_id integer,
    cost_object_id integer,
    "position" integer,
    story_points integer,
    remaining_hours double precision,
    PRIMARY KEY (id)
);
CREATE INDEX index_work_packages_on_assigned_to_id ON work_packages USING btree (assigned_to_id);
CREATE INDEX index_work_packages_on_author_id ON work_packages USING btree (author_id);
CREATE INDEX index_work_packages_on_category_id ON work_packages USING btree (category_id);
CREATE INDEX index_work_packages_on_created_at ON work_packages USING btree (created_at);
CREATE INDEX index_work_packages_on_fixed_version_id ON work_packages USING btree (fixed_version_id);
CREATE INDEX index_work_packages_on_project_id ON work_packages USING btree (project_id);
CREATE INDEX index_work_packages_on_project_id_and_updated_at ON work_packages USING btree (project_id, updated_at);
CREATE INDEX index_work_packages_on_responsible_id ON work_packages USING btree (responsible_id);
CREATE INDEX index_work_packages_on_status_id ON work_packages USING btree (status_id);
CREATE INDEX index_work_packages_on_type_id ON work_packages USING btree (type_id);
CREATE INDEX index_work_packages_on_updated_at ON work_packages USING btree (updated_at);

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

ALTER TABLE oauth_access_grants ADD CONSTRAINT fk_rails_b4b53e07b8 FOREIGN KEY (application_id) REFERENCES oauth_applications (id);
ALTER TABLE oauth_access_tokens ADD CONSTRAINT fk_rails_732cb83ab7 FOREIGN KEY (application_id) REFERENCES oauth_applications (id);
ALTER TABLE oauth_applications ADD CONSTRAINT fk_rails_3d1f3b58d2 FOREIGN KEY (client_credentials_user_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE oauth_applications ADD CONSTRAINT fk_rails_cc886e315a FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE ordered_work_packages ADD CONSTRAINT fk_rails_e99c4d5dfe FOREIGN KEY (query_id) REFERENCES queries (id) ON DELETE CASCADE;
ALTER TABLE ordered_work_packages ADD CONSTRAINT fk_rails_fe038e4e03 FOREIGN KEY (work_package_id) REFERENCES work_packages (id) ON DELETE CASCADE;
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
    ('20180323130808'), ('20180323133404'), ('20180323135408'), ('20180323140208'),
    ('20180323151208'), ('20180419061910'), ('20180504144320'), ('20180510184732'),
    ('20180518130559'), ('20180524084654'), ('20180524113516'), ('20180706150714'),
    ('20180717102331'), ('20180801072018'), ('20180830120550'), ('20180903110212'),
    ('20180924141838'), ('20181101132712'), ('20181112125034'), ('20181118193730'),
    ('20181121174153'), ('20190124081710'), ('20190129083842'), ('20190205090102'),
    ('20190207155607'), ('20190220080647'), ('20190227163226'), ('20190301122554'),
    ('20190312083304'), ('20190411122815'), ('20190502102512'), ('20190507132517'),
    ('20190509071101'), ('20190527095959'), ('20190603060951'), ('20190618115620'),
    ('20190619143049'), ('20190716071941');
